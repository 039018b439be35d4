"""The letter of a decision: how it will look and read, what it lacks; and making it."""

import base64
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from kompas.accounts.lookup import terms_of
from kompas.casework.case import Case
from kompas.casework.commands import Refused
from kompas.casework.context import Refusal
from kompas.casework.proceeding import Proceeding
from kompas.casework.status import Status
from kompas.casework.taken_decision import LetterDocument, Recipient
from kompas.desk.deciding import remedy_places
from kompas.desk.deciding.letter_on_screen import Shown, letter_shown
from kompas.desk.deciding.overriding import open_findings
from kompas.desk.deciding.proposals import standard_of
from kompas.desk.proceedings import named, of_letter
from kompas.desk.screens import made_file
from kompas.letters import AIM_LIX, Letter
from kompas.letters.html import to_html
from kompas.processes import made_files, reading
from kompas.processes.draft_decision import look_on
from kompas.processes.help_elsewhere import with_help_elsewhere
from kompas.processes.letters import make_letter
from kompas.register import access, documents, log
from kompas.soundness.wording import name_of
from kompas.typesetting import UnprintableTextError
from kompas.web import parameters
from kompas.web.norms import library
from kompas.web.rendering import page, url_of_page
from kompas.web.request_context import SignedInRequest
from kompas.words import _

PURPOSE = "Brev om afgørelse"
HARD_LIX = 55


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
    entries = reading.read(case_id, visit.viewer, PURPOSE, now=visit.now)
    case = reading.folded(entries)
    on = of_letter(request, case)
    shown = _shown(request, case, on, entries)
    hard = [(one, remedy_places.of_trace(one.trace)) for one in _hard(shown)]
    context: Mapping[str, Any] = {
        "case": case,
        "on": on,
        "line": visit.line,
        "shown": shown,
        "copies": copies(shown.recipients),
        "to": copy_number(request),
        "readability": shown.readability,
        "hard": hard,
        "loose": [(one, remedy_places.of_trace(one.trace)) for one in shown.unconfirmed],
        "open": open_findings(on, visit.viewer.username),
        "refusals": refusals,
        "can_make": on is not None and on.status is Status.DECIDED,
        "AIM_LIX": AIM_LIX,
        "HARD_LIX": HARD_LIX,
    }
    return page(request, "letter.html", dict(context), status=status)


def sheet(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """The letter itself, for the frame of the page: nothing in it runs or loads anything."""
    visit = request.visit
    entries = look_on(case_id, visit.viewer, PURPOSE, now=visit.now)
    case = reading.folded(entries)
    shown = _shown(request, case, of_letter(request, case), entries)
    if shown.letter is None:
        return _none(request, shown)
    return framed(_copy(request, shown))


def framed(letter: Letter) -> HttpResponse:
    """A letter as the frame of a page shows it; its logo is within it."""
    html = to_html(letter)
    answer = HttpResponse(html)
    answer.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src '{_digest_of_style(html)}'; img-src data:;"
        " form-action 'none'; frame-ancestors 'self'; base-uri 'none'; sandbox"
    )
    return answer


@made_file.handed_out
def pdf(request: SignedInRequest, case_id: UUID) -> HttpResponseBase:
    """The letter as a PDF: the file that was made, or how it would look now."""
    visit = request.visit
    entries = look_on(case_id, visit.viewer, PURPOSE, now=visit.now)
    case = reading.folded(entries)
    on = of_letter(request, case)
    if on is not None and on.letter is not None:
        return _file(request, entries, _of_copy(request, on.letter))
    shown = _shown(request, case, on, entries)
    if shown.letter is None:
        return _none(request, shown)
    try:
        content = _typeset(request, case_id, _copy(request, shown), made_file.DRAFT)
    except UnprintableTextError as error:
        why = Refusal("unprintable", str(error), _("Ret teksten i afgørelsen."))
        return _none(request, Shown(None, (why,)))
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="udkast.pdf"'
    return answer


COPY = "til"
"""The part of an address that says whose copy it is, by its place: `?til=1`."""


def copies(recipients: Sequence[Recipient]) -> tuple[tuple[int, str, str], ...]:
    """Each who gets a letter, by place: the name, and what somebody else acts as."""
    return tuple((place, to.name, acting_as(to)) for place, to in enumerate(recipients))


def acting_as(recipient: Recipient) -> str:
    """What somebody who acts for the citizen does it as; empty for the citizen."""
    kind = library().representatives.get(recipient.kind or "")
    return name_of(kind) if kind else recipient.kind or ""


def copy_number(request: SignedInRequest) -> int:
    """Whose copy an address names; the first where it names none. 404 for nonsense."""
    number = parameters.number(request.GET, COPY) if COPY in request.GET else 0
    if number is None:
        raise Http404
    return number


def _copy(request: SignedInRequest, shown: Shown) -> Letter:
    letter = shown.copy(copy_number(request))
    if letter is None:
        raise Http404
    return letter


def _of_copy(request: SignedInRequest, made: LetterDocument) -> str:
    """The file of the copy that an address names."""
    number = copy_number(request)
    files = [one.document_sha256 for one in made.copies] or [made.document_sha256]
    if number >= len(files):
        raise Http404
    return files[number]


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


def _shown(
    request: SignedInRequest, case: Case, on: Proceeding | None, entries: reading.Entries
) -> Shown:
    visit = request.visit
    terms = terms_of(case.unit)
    norms_unit = terms.norms_unit if terms else None
    standard = standard_of(case, norms_unit, library(), visit.today)
    case = with_help_elsewhere(case, standard, visit.viewer, now=visit.now)
    return letter_shown(case, on, norms_unit, visit.viewer, library(), visit.today, entries)


def _hard(shown: Shown) -> Any:
    readability = shown.readability
    return readability.hard if readability else ()


def _file(request: SignedInRequest, entries: reading.Entries, digest: str) -> HttpResponseBase:
    if not digest:
        why = Refusal(
            "wrong_citizen",
            _("Brevet gengiver noget, der er journaliseret på forkert borger."),
            _("Træf afgørelsen igen på det, sagen nu siger, og lav et nyt brev."),
        )
        return _none(request, Shown(None, (why,)))
    with access.acting(request.visit.viewer):
        kept = reading.files_of(entries[0].case_id, entries)
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
