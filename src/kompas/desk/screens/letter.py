"""The letter of a decision: how it will look and read, what it lacks; and making it."""

import base64
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from kompas.accounts.lookup import terms_of
from kompas.casework.case import Case
from kompas.casework.commands import Refused
from kompas.casework.context import Refusal
from kompas.casework.proceeding import Proceeding
from kompas.casework.status import Status
from kompas.desk.deciding import places
from kompas.desk.deciding.lettering import Shown, letter_shown
from kompas.desk.deciding.overriding import open_findings
from kompas.desk.proceedings import named, of_letter
from kompas.desk.screens import made_file
from kompas.letters import AIM_LIX, Letter
from kompas.letters.html import to_html
from kompas.processes import made_files, reading
from kompas.processes.drafting import look_on
from kompas.processes.letters import make_letter
from kompas.register import access, documents, log
from kompas.typesetting import UnprintableTextError
from kompas.web.norms import library
from kompas.web.rendering import page, url_of_page
from kompas.web.visit import SignedInRequest
from kompas.words import _

PURPOSE = "Brev om afgørelse"
_HARD_LIX = 55


@made_file.handed_out
def letter(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """The page; posted, the letter is made, and recorded once it is there."""
    visit = request.visit
    refusals: tuple[Refusal, ...] = ()
    status = 200
    if request.method == "POST":
        made = _made(request, case_id)
        if not isinstance(made, Refused):
            messages.success(request, _("Brevet er lavet og ligger i sagen som PDF."))
            return redirect(url_of_page(visit, "letter", case_id=case_id))
        refusals, status = made.reasons, 422
    case = reading.folded(reading.read(case_id, visit.viewer, PURPOSE, now=visit.now))
    on = of_letter(request, case)
    shown = _shown(request, case, on)
    hard = [(one, places.of_trace(one.trace)) for one in _hard(shown)]
    context: Mapping[str, Any] = {
        "case": case,
        "on": on,
        "line": visit.line,
        "shown": shown,
        "readability": shown.readability,
        "hard": hard,
        "loose": [(one, places.of_trace(one.trace)) for one in shown.unconfirmed],
        "open": open_findings(on, visit.viewer.username),
        "refusals": refusals,
        "can_make": on is not None and on.status is Status.DECIDED,
        "AIM_LIX": AIM_LIX,
        "HARD_LIX": _HARD_LIX,
    }
    return page(request, "letter.html", dict(context), status=status)


def sheet(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """The letter itself, for the frame of the page: nothing in it runs or loads anything."""
    visit = request.visit
    case = reading.folded(look_on(case_id, visit.viewer, PURPOSE, now=visit.now))
    shown = _shown(request, case, of_letter(request, case))
    if shown.letter is None:
        return _none(request, shown)
    html = to_html(shown.letter)
    answer = HttpResponse(html)
    answer.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src '{_digest_of_style(html)}'; form-action 'none';"
        " frame-ancestors 'self'; base-uri 'none'; sandbox"
    )
    return answer


@made_file.handed_out
def pdf(request: SignedInRequest, case_id: UUID) -> HttpResponseBase:
    """The letter as a PDF: the file that was made, or how it would look now."""
    visit = request.visit
    case = reading.folded(look_on(case_id, visit.viewer, PURPOSE, now=visit.now))
    on = of_letter(request, case)
    if on is not None and on.letter is not None:
        return _file(request, case, on.letter.document_sha256)
    shown = _shown(request, case, on)
    if shown.letter is None:
        return _none(request, shown)
    try:
        content = _typeset(request, case_id, shown.letter, made_file.DRAFT)
    except UnprintableTextError as error:
        why = Refusal("unprintable", str(error), _("Ret teksten i afgørelsen."))
        return _none(request, Shown(None, (why,)))
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="udkast.pdf"'
    return answer


def _made(request: SignedInRequest, case_id: UUID) -> Any:
    visit = request.visit
    try:
        return make_letter(
            case_id,
            visit.viewer,
            library=library(),
            now=visit.now,
            belongs=named(request),
            pdf_of=lambda made: _typeset(request, case_id, made, made_file.LETTER),
        )
    except documents.StorageFull as full:
        remedy = _("Prøv igen om lidt, og sig det til dem, der driver Kompas.")
        return Refused((Refusal("storage", str(full.strerror or full), remedy),))
    except log.Conflict:
        # Somebody recorded something in the same moment; the letter is of the decision alone.
        remedy = _("Se, hvad der er nyt i sagen, og prøv igen.")
        return Refused((Refusal("overtaken", _("Sagen blev ændret imens."), remedy),))


def _typeset(request: SignedInRequest, case_id: UUID, made: Letter, kind: str) -> bytes:
    """The letter as a PDF, set by a worker."""
    visit, page_name = request.visit, "letter" if kind == made_file.LETTER else "letter_pdf"
    back = url_of_page(visit, page_name, case_id=case_id)
    return made_files.letter(
        made, visit.viewer, visit.now, made_files.Wanted(kind, back, case_id, named(request))
    )


def _shown(request: SignedInRequest, case: Case, on: Proceeding | None) -> Shown:
    visit = request.visit
    terms = terms_of(case.unit)
    norms_unit = terms.norms_unit if terms else None
    return letter_shown(case, on, norms_unit, visit.viewer, library(), visit.today)


def _hard(shown: Shown) -> Any:
    readability = shown.readability
    return readability.hard if readability else ()


def _file(request: SignedInRequest, case: Case, digest: str) -> HttpResponseBase:
    with access.acting(request.visit.viewer):
        kept = documents.of_case(case.case_id)
    path = next((documents.path_of(one) for one in kept if one.sha256 == digest), None)
    if path is None or not path.exists():
        why = Refusal(
            "no_file",
            _("Brevets fil er ikke i sagens dokumenter."),
            _("Find det i arkivet. Er det ikke sendt, så træf afgørelsen igen."),
        )
        return _none(request, Shown(None, (why,)))
    return FileResponse(
        path.open("rb"), content_type="application/pdf", filename="brev.pdf", as_attachment=False
    )


def _none(request: SignedInRequest, shown: Shown) -> HttpResponse:
    why = shown.why_not[0]
    context = {"title": _("Der er ikke noget brev"), "what": why.text, "remedy": why.remedy}
    return page(request, "error.html", context, status=409)


def _digest_of_style(html: str) -> str:
    """The one style of the letter, as a Content-Security-Policy names it."""
    style = html[html.index("<style>") + len("<style>") : html.index("</style>")]
    return "sha256-" + base64.b64encode(sha256(style.encode()).digest()).decode()
