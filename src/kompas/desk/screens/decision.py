"""The decision: written with the findings beside it, taken, and a finding set aside by another."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from kompas.accounts.lookup import UnitTerms, terms_of
from kompas.casework.case import Case
from kompas.casework.proceeding import Proceeding
from kompas.casework.steps.decision import TakeDecision
from kompas.casework.steps.override import FindingOverridden
from kompas.desk.deciding import fields, places, proposals
from kompas.desk.deciding.fields import DRAFT, Written
from kompas.desk.deciding.lettering import standing_of
from kompas.desk.deciding.overriding import OverrideForm, open_findings
from kompas.desk.deciding.sheet import OFFER_TEXTS, Sheet
from kompas.desk.form_drafts import plain
from kompas.desk.proceedings import draft_address, draft_key, named, proceeding_of
from kompas.desk.submission import NEVER_SEEN, Done, do, seen_seq
from kompas.processes import reading
from kompas.processes.draft_decision import look_on
from kompas.processes.party import same_help, same_help_text, with_line
from kompas.register import drafts
from kompas.soundness import Verdict
from kompas.web import parameters
from kompas.web.filters import clock
from kompas.web.norms import library
from kompas.web.rendering import page, url_of_page
from kompas.web.request_context import SignedInRequest, Visit
from kompas.wire.draft_reading import Fault, FaultyDraft, read_written
from kompas.words import _

PURPOSE = "Arbejde med afgørelsen"


def decision(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """The page; posted, the draft is kept, and what the button says is done."""
    visit = request.visit
    case, stored = _read(request, reading.read(case_id, visit.viewer, PURPOSE, now=visit.now))
    sheet = _sheet(request, case, stored)
    if request.method == "GET":
        return _page(request, sheet)
    sheet = _changed(sheet, written=_merged(stored, sheet.written, request.POST))
    try:
        sheet = _changed(sheet, version=_keep(request, case_id, stored, sheet.written))
    except drafts.DraftTooLong as error:
        return _page(request, _changed(sheet, faults=(Fault(("top",), str(error)),)), status=413)
    what, _colon, about = (parameters.ticket(request.POST, "do") or "save").partition(":")
    if what == "take":
        return _take(request, sheet)
    if what == "discard":
        return _discard(request, case_id)
    return _changed_by_button(visit, sheet, what, about, request.POST)


def save(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """Keep what is being typed; a word on it."""
    visit, key = request.visit, draft_key(request, case_id)
    visit.proceeding = key or None
    stored = drafts.find(case_id, DRAFT, visit.viewer.username, key)
    if stored is None and not request.POST:
        return plain(_("Der er ikke noget at gemme."))
    written = fields.opened(stored.text) if stored else {}
    try:
        version = _keep(request, case_id, stored, _merged(stored, written, request.POST))
    except drafts.DraftTooLong as error:
        return plain(str(error), status=413)
    answer = plain(_("Gemt som kladde kl. {time}").format(time=clock(visit.now)))
    answer.headers["X-Draft-Version"] = version
    return answer


def findings(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """The findings of the draft as it was saved last; nothing new where they are what is shown."""
    visit = request.visit
    sheet = _sheet(request, *_read(request, look_on(case_id, visit.viewer, PURPOSE, now=visit.now)))
    if parameters.word(request.GET, "shown") == _digest(sheet):
        return HttpResponse(status=204)
    context = {"sheet": sheet, "digest": _digest(sheet), "alone": True}
    return page(request, "deciding/findings.html", context)


def override(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """Take responsibility for going on in spite of a finding, with why."""
    visit = request.visit
    form = OverrideForm(request.POST)
    done = Done()
    if form.is_valid():
        seq = seen_seq(request.POST)
        command = FindingOverridden(**form.said())
        done = do(
            visit,
            case_id,
            command,
            belongs=named(request),
            seen_seq=NEVER_SEEN if seq is None else seq,
        )
        if done.acted is not None:
            messages.success(request, _("Manglen er fraveget, og din begrundelse står i sagen."))
            return redirect(
                url_of_page(visit, "decision", case_id=case_id) + "#mangler-ved-afgoerelsen"
            )
    entries = reading.read(case_id, visit.viewer, PURPOSE, now=visit.now)
    sheet = _sheet(request, *_read(request, entries))
    sheet = _changed(sheet, refusals=done.refusals, overtaken=done.overtaken)
    return _page(request, sheet, status=409 if done.overtaken else 422, override_form=form)


# ---------------------------------------------------------------- the draft


def _sheet(request: SignedInRequest, case: Case, stored: drafts.Draft | None) -> Sheet:
    """The page as the draft stands, or as it begins."""
    visit, on, terms = request.visit, proceeding_of(request, case), terms_of(case.unit)
    case = with_line(case, visit.line)
    norms_unit = terms.norms_unit if terms else None
    written = fields.opened(stored.text) if stored else _begun(visit, case, on, terms)
    panel = terms is not None and terms.panel_required
    version = _version(stored)
    return Sheet(case, on, written, library(), norms_unit, panel, visit.today, version=version)


def _begun(visit: Visit, case: Case, on: Proceeding | None, terms: UnitTerms | None) -> Written:
    norms_unit = terms.norms_unit if terms else None
    standard = proposals.standard_of(case, norms_unit, library(), visit.today)
    return fields.opened(proposals.begun(case, on, standard, library(), visit.user, visit.today))


def _merged(stored: drafts.Draft | None, written: Written, data: QueryDict) -> Written:
    """The draft with what came. What another window saved meanwhile is kept aside."""
    after = fields.typed_into(written, data)
    if stored is None or parameters.word(data, "draft_version") == _version(stored):
        return after
    mine = {name: value for name, value in after.items() if name != fields.ASIDE}
    other = {name: value for name, value in written.items() if name != fields.ASIDE}
    return after if mine == other else fields.beside(after, other)


def _read(request: SignedInRequest, entries: reading.Entries) -> tuple[Case, drafts.Draft | None]:
    """The case, and what the user has written of the decision of the page's proceeding."""
    case = reading.folded(entries)
    on = proceeding_of(request, case)
    stored = reading.draft_of(entries, DRAFT, request.visit.viewer, on.entry if on else 0)
    return case, stored


def _keep(
    request: SignedInRequest, case_id: UUID, stored: drafts.Draft | None, written: Written
) -> str:
    """Save the draft; its version from now on."""
    if stored is not None and stored.text == written:
        return _version(stored)
    return str(drafts.save(_draft(request.visit, case_id, written)))


def _draft(visit: Visit, case_id: UUID, written: Written) -> drafts.Draft:
    by, proceeding = visit.viewer.username, visit.proceeding or 0
    return drafts.Draft(case_id, DRAFT, by, written, visit.now, proceeding)


def _draft_address(visit: Visit, case_id: UUID) -> str:
    """Where the page is kept while it is typed."""
    return draft_address("save_decision", visit.proceeding or 0, case_id=case_id)


def _version(draft: drafts.Draft | None) -> str:
    return str(draft.version) if draft else ""


def _discard(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """Throw the draft away, here and in the browser."""
    visit = request.visit
    drafts.discard(case_id, DRAFT, visit.viewer.username, visit.proceeding or 0)
    forgotten = _draft_address(visit, case_id)
    messages.success(request, _("Kladden er slettet."), extra_tags=forgotten)
    return redirect(url_of_page(request.visit, "decision", case_id=case_id))


def _changed(sheet: Sheet, **changes: Any) -> Sheet:
    given = {
        name: changes.get(name, getattr(sheet, name))
        for name in (
            "case", "on", "written", "library", "norms_unit", "panel_required", "today", "faults",
            "refusals", "overtaken", "confirm", "version",
        )
    }  # fmt: skip
    return Sheet(**given)


def _changed_by_button(
    visit: Visit, sheet: Sheet, what: str, about: str, data: QueryDict
) -> HttpResponse:
    """Add or take away a part, save, and back to the page at what was changed."""
    case_id, written, at = sheet.case.case_id, sheet.written, ""
    if what == "add" and about == "grounds":
        chosen = parameters.word(data, "new_ground")
        if chosen in library().grounds:
            written = fields.with_ground(written, chosen)
            at = places.anchor(f"grounds.{len(written['grounds']) - 1}.text")
        else:
            at = places.GROUNDS
    elif what == "add" and about in ("offers", "costs"):
        written = fields.with_item(written, about)
        first = "name" if about == "offers" else "what"
        at = places.anchor(f"{about}.{len(written[about]) - 1}.{first}")
    elif what == "remove":
        written = fields.without(written, about)
        at = places.of_place((about.partition(".")[0],)) or places.TOP
    elif what == "swap":
        written = fields.swapped(written)
    elif what == "propose":
        standard = proposals.standard_of(sheet.case, sheet.norms_unit, library(), visit.today)
        written = {**written, **proposals.complaint_guidance(standard, visit.today)}
        at = places.anchor("complaint_guidance.to")
    if written is not sheet.written:
        now = fields.opened(written)
        drafts.save(_draft(visit, case_id, now))
    address = url_of_page(visit, "decision", case_id=case_id)
    return redirect(address + (f"#{at}" if at else ""))


# ---------------------------------------------------------------- taking it


def _take(request: SignedInRequest, sheet: Sheet) -> HttpResponse:
    """Take the decision that the draft describes, or say what is in the way."""
    visit, case = request.visit, sheet.case
    values = fields.values_of(sheet.written, case.service, case.municipality)
    values.setdefault("decided_on", visit.today.isoformat())
    try:
        draft = read_written(values, library())
    except FaultyDraft as faulty:
        # What is wrong with what else is there, too: all is told at once.
        found = tuple(dict.fromkeys((*faulty.faults, *sheet.drafted.faults)))
        return _page(request, _changed(sheet, faults=found), status=422)
    if sheet.unreadable:
        told = Fault((fields.UNREADABLE,), _("Kladden har indhold, som ingen felter kan vise."))
        return _page(request, _changed(sheet, faults=(told,)), status=422)
    verdict = sheet.findings.verdict
    if verdict is Verdict.FALLS and "in_spite" not in request.POST:
        return _page(request, _changed(sheet, confirm=True), status=422)
    seq = seen_seq(request.POST)
    seen = NEVER_SEEN if seq is None else seq
    belongs = sheet.on.entry if sheet.on else None
    done = do(visit, case.case_id, TakeDecision(decision=draft), belongs=belongs, seen_seq=seen)
    if done.acted is None:
        told_not = _changed(sheet, refusals=done.refusals, overtaken=done.overtaken)
        return _page(request, told_not, status=409 if done.overtaken else 422)
    drafts.discard(case.case_id, DRAFT, visit.viewer.username, visit.proceeding or 0)
    if done.acted.same_help:
        messages.warning(request, same_help_text(done.acted.same_help))
    if done.acted.contradicts:
        messages.warning(request, done.acted.contradicts)
    recorded = _draft_address(visit, case.case_id)
    if verdict in (Verdict.FALLS, Verdict.LACKS_REASON):
        said = _("Afgørelsen er truffet, men kan ikke sendes endnu.")
        messages.warning(request, said, extra_tags=recorded)
        return redirect(
            url_of_page(visit, "decision", case_id=case.case_id) + "#mangler-ved-afgoerelsen"
        )
    said = _("Afgørelsen er truffet. Læs nu brevet, som borgeren får.")
    messages.success(request, said, extra_tags=recorded)
    return redirect(url_of_page(visit, "letter", case_id=case.case_id))


# ---------------------------------------------------------------- showing it


def _page(
    request: SignedInRequest,
    sheet: Sheet,
    *,
    status: int = 200,
    override_form: OverrideForm | None = None,
) -> HttpResponse:
    visit = request.visit
    kept = open_findings(sheet.on, visit.viewer.username, override_form)
    context: Mapping[str, Any] = {
        "sheet": sheet,
        "case": sheet.case,
        "on": sheet.on,
        "line": visit.line,
        "digest": _digest(sheet),
        "draft_address": _draft_address(visit, sheet.case.case_id),
        "open": kept,
        "standing": standing_of(sheet.case, sheet.on, visit.viewer, library(), visit.today),
        "same_help": same_help(sheet.case, visit.viewer),
        "contradicts": _contradicts(sheet, visit.today),
        "alone": False,
        "offer_parts": [(name, _(label), _(hint)) for name, (label, hint) in OFFER_TEXTS.items()],
        "anchor": places.anchor,
        "places": places,
        "choosing": [kind.value for kind in proposals.CHOOSING],
    }
    return page(request, "decision.html", dict(context), status=status)


def _contradicts(sheet: Sheet, today: date) -> str | None:
    """That the decision is about to rest on two levels of need."""
    return sheet.on.assessed_otherwise(sheet.case.facts_on(today)) if sheet.on else None


def _digest(sheet: Sheet) -> str:
    """What tells the findings that are shown from others."""
    return sha256(repr(sheet.findings).encode()).hexdigest()[:16]
