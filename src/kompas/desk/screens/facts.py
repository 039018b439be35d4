"""The facts of a case, and the form that its norms make of what they ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from kompas.casework.birth import BIRTH_DATE, is_by_number
from kompas.casework.case import KnownFact
from kompas.casework.commands import Refused
from kompas.casework.record import danish_day
from kompas.casework.timeline import name_of_fact, value_of_fact
from kompas.desk import form_drafts
from kompas.desk.actions import next_way
from kompas.desk.case_file import CaseFile, of_case
from kompas.desk.fact_form import FactsForm, asked_of, facts_to_ask
from kompas.desk.screens.timeline import is_evidence
from kompas.desk.submission import ONWARD, seen_seq
from kompas.inputs.cpr import birth_date
from kompas.inputs.day import iso_day
from kompas.norms.wording import label
from kompas.processes.note_facts import note_facts
from kompas.register import log
from kompas.web.norms import library
from kompas.web.rendering import page, url, url_of_page
from kompas.web.request_context import SignedInRequest
from kompas.words import _, ngettext

FORM = "facts"
"""The name under which the form's draft is kept."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note of a fact in words; `seq` is the entry that noted it, `confirmed_on` when a follow-up
    found that it still holds.
    """

    seq: int
    value: str
    source: str
    dated: Any
    by: str
    noted_on: Any
    is_evidence: bool
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class FactInWords:
    """What the case knows of a fact: what stands, and what stood before, the newest first."""

    name: str
    label: str
    now: Note
    before: tuple[Note, ...]


@of_case
def facts(request: SignedInRequest, file: CaseFile) -> HttpResponse:
    """What is known, and the form for what is not; on a past day what was known."""
    if not file.may("fact_noted"):
        return _page(request, file, None)
    form = FactsForm(asked_of(file), file.case, file.visit.today)
    draft = form_drafts.kept(file.visit, file.opened.entries, FORM)
    form_drafts.fill(form, draft)
    return _page(request, file, form, draft=draft)


@of_case
def note(request: SignedInRequest, file: CaseFile) -> HttpResponse:
    """Note what is filled in, all of it or nothing."""
    visit, case_id = file.visit, file.case.case_id
    if request.method == "GET":  # who comes back to the answer of a form
        return redirect(url_of_page(visit, "case_facts", case_id=case_id))
    if "discard" in request.POST:
        return _done(request, file, _("Kladden er slettet."))
    form = FactsForm(asked_of(file), file.case, visit.today, request.POST)
    if not form.is_valid():
        return _page(request, file, form, status=422)
    try:
        done = note_facts(
            case_id,
            form.noted,
            visit.viewer,
            library=library(),
            now=visit.now,
            seen_seq=seen_seq(request.POST),
        )
    except log.Conflict:
        return _page(request, file, form, overtaken=True, status=409)
    if isinstance(done, Refused):
        return _page(request, file, form, refusals=done.reasons, status=422)
    told = ngettext("{n} oplysning er noteret.", "{n} oplysninger er noteret.", len(done))
    nothing = _("Der var ikke udfyldt noget, så der er ikke noteret noget.")
    return _done(request, file, told.format(n=len(done)) if done else nothing)


def _done(request: SignedInRequest, file: CaseFile, said: str) -> HttpResponse:
    """Back to the page, or on to the next step; the draft is done with, here and in the browser."""
    case_id = file.case.case_id
    form_drafts.discard(file.visit, case_id, FORM)
    draft = url("save_draft", case_id=case_id, name=FORM)
    messages.success(request, said, extra_tags=draft)
    ahead = next_way(file) if ONWARD in request.POST else None
    here = url_of_page(file.visit, "case_facts", case_id=case_id)
    return redirect((ahead and ahead.url) or here)


def _page(
    request: SignedInRequest,
    file: CaseFile,
    form: FactsForm | None,
    *,
    status: int = 200,
    **shown: Any,
) -> HttpResponse:
    rows = form.rows() if form else ()
    wanted = [row for row in rows if not row[0].notes]
    context = {
        "file": file,
        "here": "case_facts",
        "form": form,
        "first": [row for row in wanted if row[0].settles > 0],
        "to_show": [row for row in wanted if row[0].settles == 0 and row[0].must_show],
        "rest": [row for row in wanted if row[0].settles == 0 and not row[0].must_show],
        "corrections": {row[0].name: row for row in rows if row[0].notes},
        "known": known(file),
        "elsewhere": tuple(elsewhere(file)),
        "born": born(file),
        "next_way": next_way(file),
        "other_birth": other_birth(file),
        "sources": sources(file),
        "refusals": (),
        "overtaken": False,
        "draft": None,
        "draft_version": form_drafts.shown_version(request.POST, shown.get("draft")),
        "draft_address": url("save_draft", case_id=file.case.case_id, name=FORM),
        **shown,
    }
    return page(request, "case/facts.html", context, status=status)


def other_birth(file: CaseFile) -> date | None:
    """The day of birth by the CPR number, where the case has noted another."""
    noted = file.case.facts_on(file.day).get(BIRTH_DATE)
    by_number = birth_date(file.line.citizen_cpr or "")
    differs = noted and by_number and str(noted.value) != by_number.isoformat()
    return by_number if differs else None


def born(file: CaseFile) -> date | None:
    """The day of birth that the norms are told, where it is by the number alone."""
    given = file.case.facts_on(file.day).get(BIRTH_DATE)
    if given is None or not is_by_number(BIRTH_DATE, given):
        return None
    return iso_day(str(given.value))


def known(file: CaseFile) -> tuple[FactInWords, ...]:
    """What is noted in the case, in the order of the norms, then whatever else there is."""
    asked = facts_to_ask(file.standard) if file.standard else ()
    order = {fact.name: place for place, fact in enumerate(asked)}
    names = sorted(file.case.facts, key=lambda name: (order.get(name, len(order)), name))
    return tuple(_in_words(file, name) for name in names)


@dataclass(frozen=True, slots=True)
class ToldElsewhere:
    """What the citizen's other cases tell of a fact, and which they are."""

    label: str
    value: str
    source: str


def elsewhere(file: CaseFile) -> Iterator[ToldElsewhere]:
    """What nobody needs to note, since the record sums it."""
    for name, given in file.case.elsewhere.items():
        fact = library().words.facts[name]
        value = value_of_fact(fact, given.value, file.speech)
        yield ToldElsewhere(name_of_fact(fact), value, given.source or "")


def _in_words(file: CaseFile, name: str) -> FactInWords:
    fact = library().words.facts.get(name)
    notes = [_note(file, name, one) for one in reversed(file.case.facts[name])]
    if fact is not None:
        text = name_of_fact(fact)
    else:
        text = label(file.standard, name) if file.standard else name
    return FactInWords(name, text, notes[0], tuple(notes[1:]))


def _note(file: CaseFile, name: str, one: KnownFact) -> Note:
    fact = library().words.facts.get(name)
    value = one.fact.value
    entry = next(entry for entry in file.opened.entries if entry.seq == one.seq)
    return Note(
        seq=one.seq,
        value=value_of_fact(fact, value, file.speech) if fact else str(value),
        source=one.fact.source or "",
        dated=one.fact.dated,
        by=file.name(entry.by),
        noted_on=danish_day(entry.recorded_at),
        is_evidence=is_evidence(file, entry),
        confirmed_on=one.confirmed_on,
    )


def sources(file: CaseFile) -> tuple[str, ...]:
    """Where facts of this case may be from: what was named before, its papers and files."""
    named = [k.fact.source for notes in file.case.facts.values() for k in notes if k.fact.source]
    papers = [paper.title for paper in file.case.papers]
    files = [document.title for document in file.case.documents]
    return tuple(dict.fromkeys((*named, *papers, *files)))
