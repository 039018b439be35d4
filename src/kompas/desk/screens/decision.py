"""The decision: written with the findings beside it, taken, and a finding set aside by another."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from kompas.accounts.lookup import terms_and_phrases_of
from kompas.accounts.phrases import phrase_text
from kompas.casework import Decision
from kompas.casework.case import Case
from kompas.casework.context import Refusal
from kompas.casework.proceeding import Proceeding
from kompas.casework.steps.decision import TakeDecision
from kompas.casework.steps.override import FindingOverridden
from kompas.casework.trace import FindingKept
from kompas.desk.deciding import proposals, remedy_places, standard_texts
from kompas.desk.deciding.decision_page import DecisionPage
from kompas.desk.deciding.draft import ASIDE, DRAFT, ROWS, DecisionDraft, of_values, opened
from kompas.desk.deciding.form import CaseAndNorms
from kompas.desk.deciding.letter_on_screen import standing_of
from kompas.desk.deciding.overriding import OverrideForm, open_findings
from kompas.desk.form_drafts import plain
from kompas.desk.proceedings import draft_address, draft_key, named, proceeding_of
from kompas.desk.submission import NEVER_SEEN, Done, do, is_confirmed, seen_seq
from kompas.processes import reading
from kompas.processes.act import Acted
from kompas.processes.draft_decision import look_on
from kompas.processes.help_elsewhere import with_help_elsewhere
from kompas.processes.judgement import judged, traced
from kompas.processes.party import (
    same_help,
    same_help_text,
    seen_party,
    with_line,
    with_party,
)
from kompas.register import drafts
from kompas.soundness import Verdict
from kompas.web import parameters
from kompas.web.filters import clock
from kompas.web.form_parts import MOST_ROWS, anchor
from kompas.web.norms import library
from kompas.web.rendering import page, url_of_page
from kompas.web.request_context import SignedInRequest, Visit
from kompas.wire.draft_reading import Fault, FaultyDraft, read_written
from kompas.words import _

PURPOSE = "Arbejde med afgørelsen"
Changed = tuple[DecisionDraft, str]
"""A draft after a button, and the id of what was changed: where one goes on."""


def decision(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """The page; posted, the draft is kept, and what the button says is done."""
    visit = request.visit
    entries = reading.read(case_id, visit.viewer, PURPOSE, now=visit.now)
    case, stored, is_before = _read(request, entries)
    if request.method == "GET":
        return _page(request, _shown(request, case, stored, is_before))
    draft = _typed_over(stored, request.POST)
    shown = _shown(request, case, stored, is_before, draft)
    try:
        shown.version = _keep(request, case_id, stored, draft)
    except drafts.DraftTooLong as error:
        shown.refuse((Fault((), str(error)),))
        return _page(request, shown, status=413)
    what, _colon, about = (parameters.ticket(request.POST, "do") or "save").partition(":")
    if what == "take":
        return _take(request, shown)
    if what == "discard":
        return _discard(request, case_id)
    return _by_button(request, shown, what, about)


def save(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """Keep what is being typed; a word on it."""
    visit, key = request.visit, draft_key(request, case_id)
    visit.proceeding = key or None
    stored = drafts.find(case_id, DRAFT, visit.viewer.username, key)
    if stored is None and not request.POST:
        return plain(_("Der er ikke noget at gemme."))
    try:
        version = _keep(request, case_id, stored, _typed_over(stored, request.POST))
    except drafts.DraftTooLong as error:
        return plain(str(error), status=413)
    answer = plain(_("Gemt som kladde kl. {time}").format(time=clock(visit.now)))
    answer.headers["X-Draft-Version"] = version
    return answer


def findings(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """The findings of the draft as it was saved last; nothing new where they are what is shown."""
    visit = request.visit
    entries = look_on(case_id, visit.viewer, PURPOSE, now=visit.now)
    shown = _shown(request, *_read(request, entries))
    if parameters.word(request.GET, "shown") == _digest(shown):
        return HttpResponse(status=204)
    context = {"shown": shown, "digest": _digest(shown), "alone": True, "line": visit.line}
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
    shown = _shown(request, *_read(request, entries))
    shown.refusals, shown.overtaken = done.refusals, done.overtaken
    return _page(request, shown, status=409 if done.overtaken else 422, override_form=form)


def found_in(
    request: SignedInRequest, case_id: UUID
) -> tuple[Case, int | None, tuple[FindingKept, ...]]:
    """The case, the page's proceeding, and all that the check finds: in the draft as it was saved
    last, and in the decision that was taken. In the language of the record.
    """
    visit = request.visit
    entries = reading.read(case_id, visit.viewer, PURPOSE, now=visit.now)
    shown = _shown(request, *_read(request, entries))
    drafted, taken = shown.drafted.decision, shown.on.decision if shown.on else None
    of_draft = traced(judged(drafted, library(), visit.today)).findings if drafted else ()
    of_taken = taken.trace.findings if taken else ()
    return shown.case, shown.on.entry if shown.on else None, (*of_draft, *of_taken)


# ---------------------------------------------------------------- the draft


def _shown(
    request: SignedInRequest,
    case: Case,
    stored: drafts.Draft | None,
    is_before: bool,  # noqa: FBT001 - as `_read` tells it
    draft: DecisionDraft | None = None,
) -> DecisionPage:
    """The page with a draft: the one given, else as it is stored, else as it begins."""
    visit, on = request.visit, proceeding_of(request, case)
    terms, offered = terms_and_phrases_of(case.unit)
    norms_unit, panel = (terms.norms_unit, terms.panel_required) if terms else (None, False)
    if draft is None:
        draft = opened(stored.text) if stored else _begun(visit, case, on, norms_unit)
    party = seen_party(case, visit.viewer, library(), visit.today)
    standard = proposals.standard_of(case, norms_unit, library(), visit.today)
    case = with_help_elsewhere(case, standard, visit.viewer, now=visit.now)
    about = CaseAndNorms(with_party(with_line(case, visit.line), party), on, library(), visit.today)
    return DecisionPage(
        about, draft, norms_unit, panel, visit.today, party, _version(stored), is_before=is_before,
        phrases=offered,
    )  # fmt: skip


def _begun(
    visit: Visit, case: Case, on: Proceeding | None, norms_unit: str | None
) -> DecisionDraft:
    standard = proposals.standard_of(case, norms_unit, library(), visit.today)
    return of_values(proposals.begun(case, on, standard, library(), visit.user, visit.today))


def _typed_over(stored: drafts.Draft | None, data: QueryDict) -> DecisionDraft:
    """The draft with what came. What another window saved meanwhile is kept aside."""
    before = opened(stored.text if stored else {})
    is_seen = stored is None or parameters.word(data, "draft_version") == _version(stored)
    return before.typed_over(data, seen=is_seen)


def _read(
    request: SignedInRequest, entries: reading.Entries
) -> tuple[Case, drafts.Draft | None, bool]:
    """The case, what the user has written of the decision of the page's proceeding, and whether
    that was before somebody took the decision.
    """
    case = reading.folded(entries)
    on = proceeding_of(request, case)
    stored = reading.draft_of(entries, DRAFT, request.visit.viewer, on.entry if on else 0)
    taken = on.decision.entry if on and on.decision else None
    at = next((one.recorded_at for one in entries if one.seq == taken), None)
    return case, stored, stored is not None and at is not None and stored.saved_at < at


def _keep(
    request: SignedInRequest, case_id: UUID, stored: drafts.Draft | None, draft: DecisionDraft
) -> str:
    """Save the draft; its version from now on."""
    if stored is not None and stored.text == draft.text():
        return _version(stored)
    return str(drafts.save(_to_store(request.visit, case_id, draft)))


def _to_store(visit: Visit, case_id: UUID, draft: DecisionDraft) -> drafts.Draft:
    by, proceeding = visit.viewer.username, visit.proceeding or 0
    return drafts.Draft(case_id, DRAFT, by, draft.text(), visit.now, proceeding)


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


def _by_button(
    request: SignedInRequest, shown: DecisionPage, what: str, about: str
) -> HttpResponse:
    """Add or take away a part, save, and back to the page at what was changed."""
    visit, case_id, before = request.visit, shown.case.case_id, shown.draft
    does = _DOES.get(what)
    draft, at = does(request, shown, about) if does else (before, "")
    if draft is not before:
        drafts.save(_to_store(visit, case_id, draft))
    elif what == "add" and about in ROWS and before.count(about) >= MOST_ROWS:
        messages.warning(request, _("Der er ikke plads til flere. Fjern en først."))
    address = url_of_page(visit, "decision", case_id=case_id)
    return redirect(address + (f"#{at}" if at else ""))


_FIRST = {"grounds": "text", "facilities": "name", "costs": "what"}
"""The field of a new row in which one writes first."""


def _with_row(request: SignedInRequest, shown: DecisionPage, rows: str) -> Changed:
    """The draft with one more row, and where it stands; a ground of a type that is chosen."""
    if rows not in ROWS:
        return shown.draft, ""
    ground = parameters.word(request.POST, "new_ground")
    begun: dict[str, str] = {"period": "month"} if rows == "costs" else {}
    if rows == "grounds":
        if ground not in library().grounds:
            return shown.draft, anchor((rows,))
        begun = {"type": ground}
    draft = shown.draft.with_row(rows, begun)
    return draft, anchor((rows, draft.count(rows) - 1, _FIRST[rows]))


def _with_texts_of_the_case(_r: SignedInRequest, shown: DecisionPage, _about: str) -> Changed:
    """The draft with what the case says in each statement in which nothing stands yet."""
    held, written = shown.held_texts, shown.written
    rest = {"capacity": proposals.assessment_papers(shown.case, shown.on)}
    said = {
        name: {"text": text, "evidence": written.get(name, {}).get("evidence", rest.get(name, []))}
        for name, text in held.items()
    }
    at = anchor((next(iter(held)), "text")) if held else remedy_places.TOP
    return shown.draft.with_values(said), at


def _with_phrase(request: SignedInRequest, shown: DecisionPage, _about: str) -> Changed:
    """The draft with a standard text of the unit in the field that was chosen."""
    text = phrase_text(shown.case.unit, parameters.word(request.POST, standard_texts.PHRASE))
    name = parameters.word(request.POST, standard_texts.INTO)
    if not text or name not in shown.text_fields:
        messages.warning(request, _("Vælg både en standardtekst og det felt, den skal stå i."))
        return shown.draft, "standardtekster"
    messages.success(request, _("Teksten er sat ind. Ret den, så den passer."))
    return standard_texts.put_in(shown.draft, name, text), anchor(name.split("-"))


def _without(_request: SignedInRequest, shown: DecisionPage, about: str) -> Changed:
    """The draft without a row (`grounds.1`), the other window's, or what no field shows."""
    if about == ASIDE:
        return shown.draft.without_aside(), remedy_places.TOP
    if about == remedy_places.UNREADABLE:
        return shown.draft.without(name for name, _said in shown.unreadable), remedy_places.TOP
    rows, _dot, typed = about.partition(".")
    number = parameters.as_number(typed)
    if rows not in ROWS or number is None:
        return shown.draft, remedy_places.TOP
    return shown.draft.without_row(rows, number), anchor((rows,))


def _swapped(_request: SignedInRequest, shown: DecisionPage, _about: str) -> Changed:
    """The other window's draft, with this one aside."""
    return shown.draft.swapped(), ""


def _with_guidance(request: SignedInRequest, shown: DecisionPage, _about: str) -> Changed:
    """The draft with how one complains, as the norms have it."""
    today = request.visit.today
    standard = proposals.standard_of(shown.case, shown.norms_unit, library(), today)
    said = proposals.complaint_guidance(shown.case, standard, library(), today)
    return shown.draft.with_values(said), anchor(("complaint_guidance", "to"))


def _shown_at(_request: SignedInRequest, shown: DecisionPage, about: str) -> Changed:
    """The draft as it stands, at a part that is to be shown."""
    rows, _dot, number = about.partition(".")
    return shown.draft, anchor((rows, number, "name")) if rows in ROWS else anchor((about,))


def _adopted(request: SignedInRequest, shown: DecisionPage, _about: str) -> Changed:
    """The decision that was taken, with the draft from before aside."""
    begun = _begun(request.visit, shown.case, shown.on, shown.norms_unit)
    return replace(begun, aside=shown.draft.said()), ""


_DOES: Mapping[str, Callable[[SignedInRequest, DecisionPage, str], Changed]] = {
    "add": _with_row,
    "remove": _without,
    "swap": _swapped,
    "fetch": _with_texts_of_the_case,
    "phrase": _with_phrase,
    "propose": _with_guidance,
    "show": _shown_at,
    "adopt": _adopted,
}
"""What each button of the form does to the draft, by the word that it sends (`add:grounds`)."""


# ---------------------------------------------------------------- taking it


_UNLAWFUL = (Verdict.FALLS, Verdict.MUST_BE_MENDED)
"""The verdicts on what is only recorded by whom says so: it cannot be sent as it is."""


def _take(request: SignedInRequest, shown: DecisionPage) -> HttpResponse:
    """Take the decision that the draft describes, or say what is in the way."""
    visit, case = request.visit, shown.case
    draft = _readable(shown)
    if draft is None:
        return _page(request, shown, status=422)
    if shown.draft.aside is not None:
        shown.refusals = (_two_drafts(),)
        return _page(request, shown, status=422)
    verdict = shown.findings.verdict
    if verdict in _UNLAWFUL and "in_spite" not in request.POST:
        shown.confirm = True
        return _page(request, shown, status=422)
    seq = seen_seq(request.POST)
    seen = NEVER_SEEN if seq is None else seq
    belongs = shown.on.entry if shown.on else None
    done = do(
        visit,
        case.case_id,
        TakeDecision(decision=draft),
        belongs=belongs,
        seen_seq=seen,
        days_confirmed=is_confirmed(request.POST),
    )
    if done.acted is None:
        shown.refusals, shown.overtaken = done.refusals, done.overtaken
        shown.confirm = verdict in _UNLAWFUL  # the box stands there to be ticked again
        return _page(request, shown, status=409 if done.overtaken else 422)
    drafts.discard(case.case_id, DRAFT, visit.viewer.username, visit.proceeding or 0)
    return _taken(request, case, done.acted, verdict)


def _two_drafts() -> Refusal:
    """Why a draft is not made a decision while another one lies aside: it would be gone."""
    return Refusal(
        "two_drafts",
        _("Kladden er også skrevet i et andet vindue, og den anden udgave ville gå tabt."),
        _("Hent den frem, og se den igennem, eller slet den. Træf så afgørelsen."),
    )


def _readable(shown: DecisionPage) -> Decision | None:
    """The decision, if all of it can be read; else what is wrong stands on the page, at once."""
    values = {"decided_on": shown.today.isoformat(), **shown.written}
    faults: list[Fault] = []
    decision = None
    try:
        decision = read_written(values, library())
    except FaultyDraft as faulty:
        faults = [*faulty.faults, *shown.drafted.faults]
    if shown.unreadable:
        faults.append(Fault((), _("Kladden har indhold, som ingen felter kan vise.")))
    if not faults and shown.form.is_read:
        return decision
    shown.refuse(faults)
    return None


def _taken(
    request: SignedInRequest, case: Case, acted: Acted, verdict: Verdict | None
) -> HttpResponse:
    """What one is told of a decision that was taken, and on to where one goes next."""
    visit = request.visit
    if acted.same_help:
        messages.warning(request, same_help_text(acted.same_help))
    if acted.contradicts:
        messages.warning(request, acted.contradicts)
    recorded = _draft_address(visit, case.case_id)
    if verdict in (*_UNLAWFUL, Verdict.LACKS_REASON):
        said = _("Afgørelsen er truffet, men kan ikke sendes endnu.")
        messages.warning(request, said, extra_tags=recorded)
        address = url_of_page(visit, "decision", case_id=case.case_id)
        return redirect(address + "#mangler-ved-afgoerelsen")
    said = _("Afgørelsen er truffet. Læs nu brevet, som borgeren får.")
    messages.success(request, said, extra_tags=recorded)
    return redirect(url_of_page(visit, "letter", case_id=case.case_id))


# ---------------------------------------------------------------- showing it


def _page(
    request: SignedInRequest,
    shown: DecisionPage,
    *,
    status: int = 200,
    override_form: OverrideForm | None = None,
) -> HttpResponse:
    visit = request.visit
    kept = open_findings(shown.on, visit.viewer.username, override_form)
    context: Mapping[str, Any] = {
        "shown": shown,
        "case": shown.case,
        "on": shown.on,
        "line": visit.line,
        "digest": _digest(shown),
        "draft_address": _draft_address(visit, shown.case.case_id),
        "open": kept,
        "standing": standing_of(shown.case, shown.on, shown.party, library()),
        "same_help": same_help(shown.case, visit.viewer),
        "contradicts": _contradicts(shown, visit.today),
        "alone": False,
        "places": remedy_places,
    }
    return page(request, "decision.html", dict(context), status=status)


def _contradicts(shown: DecisionPage, today: date) -> str | None:
    """That the decision is about to rest on two levels of need."""
    return shown.on.assessed_otherwise(shown.case.facts_on(today)) if shown.on else None


def _digest(shown: DecisionPage) -> str:
    """What tells the findings that are shown from others."""
    return sha256(repr(shown.findings).encode()).hexdigest()[:16]
