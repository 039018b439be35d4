"""Look at cases: each look leaves a trace of who looked, when and what for.

A trace holds no name, no number and no word that was searched for. What a user may not see is
not there for them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.casework.case import Case
from kompas.casework.case_files import brought_by
from kompas.casework.fold import fold
from kompas.casework.record import Recorded, danish_day
from kompas.casework.redaction import quotes_in, told
from kompas.casework.steps.decision import DecisionTaken
from kompas.inputs.cpr import cpr_fault, digits_of
from kompas.norms import Library
from kompas.persons import lookup
from kompas.processes.judgement import Replayed
from kompas.processes.judgement import replay as judged_again
from kompas.register import access, documents, drafts, log, summaries
from kompas.words import _

Entries = tuple[Recorded, ...]
"""The record of a case. `NotTold` stands where what an entry said is gone (`log.ErasedEvent`), or
was recorded on the wrong citizen (`Withheld`).
"""

LONGEST_PURPOSE = 200


class NoSuchCase(LookupError):  # noqa: N818 - whether it exists is not told
    """There is no such case, or none that this user may see."""

    def __init__(self, case_id: UUID) -> None:
        self.case_id = case_id
        super().__init__(_("Der er ingen sag med det nummer, som du har adgang til."))


class NoSuchDecision(LookupError):  # noqa: N818 - as NoSuchCase
    """The entry that was named is no decision."""


class PurposeRefused(ValueError):  # noqa: N818 - what happened, in the words of the screen
    """What a look is for is not said, or says whom it is about."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases a list shows, and from where on (`kompas.register.summaries.page`)."""

    order: summaries.Order = summaries.Order.DUE
    assigned_to: str | None = None
    status: str | None = None
    after: UUID | None = None
    size: int = summaries.PAGE


# ---------------------------------------------------------------- many cases


def browse(by: Staff, wanted: Wanted, purpose: str, *, now: datetime) -> summaries.Page:
    """A page of the cases that a user may see. Three statements. Raises PurposeRefused."""
    asked = f"{wanted.order.value} {wanted.assigned_to} {wanted.status}"
    with access.acting(by):
        access.note(by.username, now, access.What.SEARCH, checked(purpose), query=asked)
    return summaries.page(
        by,
        order=wanted.order,
        assigned_to=wanted.assigned_to,
        status=wanted.status,
        after=wanted.after,
        size=wanted.size,
    )


def find(text: str, by: Staff, purpose: str, *, now: datetime) -> summaries.Hits:
    """Search the cases that a user may see. At most five statements. Raises PurposeRefused.

    A CPR number finds the cases of whom it belongs to, also by a record that was merged.
    """
    with access.acting(by):
        access.note(by.username, now, access.What.SEARCH, checked(purpose), query=text)
    hits = summaries.search(by, text)
    digits = digits_of(text.strip())
    person = lookup.with_cpr(digits) if cpr_fault(digits) is None else None
    if person is None or person.merged_into is None:
        return hits
    return _with(hits, lookup.cases_of(by, person.root))


def _with(hits: summaries.Hits, cases: Sequence[lookup.CaseOfPerson]) -> summaries.Hits:
    there = {line.case_id for line in hits.lines}
    # What was erased is found by no number.
    also = [one for one in cases if one.line.citizen_name and one.line.case_id not in there]
    items = {case.line.case_id: case.items[0] for case in also if case.items}
    lines = (*hits.lines, *(case.line for case in also))
    return replace(hits, lines=lines, items={**hits.items, **items})


# ---------------------------------------------------------------- one case


def read(
    case_id: UUID,
    by: Staff,
    purpose: str,
    *,
    now: datetime,
    what: access.What = access.What.READ,
) -> Entries:
    """The record of a case, for somebody to read. Three statements.

    Raises NoSuchCase and PurposeRefused.
    """
    with access.acting(by):
        events = visible(case_id)
        access.note(by.username, now, what, checked(purpose), case_id=case_id)
    return events


def as_known(case_id: UUID, day: date, by: Staff, purpose: str, *, now: datetime) -> Entries:
    """The record as it stood when a day in Denmark ended; empty before the case began.

    Three statements; raises as `read`. What was erased since, or found to be about somebody else,
    is not known any more, on no day.
    """
    return until(read(case_id, by, purpose, now=now), day)


def until(entries: Entries, day: date) -> Entries:
    """The entries that were recorded when a day in Denmark ended."""
    return tuple(entry for entry in entries if danish_day(entry.recorded_at) <= day)


def replay(
    case_id: UUID, seq: int, by: Staff, purpose: str, *, library: Library, now: datetime
) -> Replayed:
    """Judge the decision of entry `seq` again, under the norms that it names.

    Raises NoSuchDecision where that entry is none, and as `read`.
    """
    event = next((e.event for e in read(case_id, by, purpose, now=now) if e.seq == seq), None)
    if not isinstance(event, DecisionTaken):
        raise NoSuchDecision(_("Registrering nr. {seq} er ikke en afgørelse.").format(seq=seq))
    return judged_again(event, library)


def visible(case_id: UUID) -> Entries:
    """The record of a case as everybody reads it, within `access.acting`. One statement.

    The door for whatever is shown, printed, searched or handed out. Raises NoSuchCase.
    """
    return told(as_recorded(case_id))


def visible_several(case_ids: Sequence[UUID]) -> dict[UUID, Entries]:
    """The records of some cases, each as `visible`; one that may not be seen is left out."""
    return {case_id: told(entries) for case_id, entries in log.load_several(case_ids).items()}


def as_recorded(case_id: UUID) -> Entries:
    """The record of a case as it was recorded, within `access.acting`: what a command is decided
    on, and nothing else. One statement. Raises NoSuchCase.
    """
    try:
        events = log.load(case_id, with_erased=True)
    except log.Hidden:
        raise NoSuchCase(case_id) from None
    if not events:
        raise NoSuchCase(case_id)
    return events


def folded(entries: Sequence[Recorded], *, valid_on: date | None = None) -> Case:
    """The case that the record makes, without what was erased of it.

    With `valid_on`, by the entries that hold on that day as far as is known now. Raises
    `log.Erased` where nothing is left to begin with.
    """
    left = [entry for entry in entries if not isinstance(entry.event, log.ErasedEvent)]
    gone = tuple(entry.seq for entry in entries if isinstance(entry.event, log.ErasedEvent))
    if isinstance(entries[0].event, log.ErasedEvent):
        raise log.Erased(entries[0].case_id, gone)
    case = fold(left, valid_on=valid_on)
    # What was erased had been withdrawn, if only with all of the proceeding that it belonged to.
    return replace(case, withdrawn=tuple(sorted({*case.withdrawn, *gone}))) if gone else case


def files_of(case_id: UUID, entries: Sequence[Recorded]) -> tuple[documents.Document, ...]:
    """The files that the told entries of a case bring, the newest first, each by its latest title;
    within `access.acting`. One statement.
    """
    brought: dict[str, str] = {}
    for entry in entries:
        for sha256 in brought_by(entry.event):
            brought[sha256] = getattr(entry.event, "title", "")
    kept = [one for one in documents.of_case(case_id) if one.sha256 in brought]
    return tuple(replace(one, title=brought[one.sha256] or one.title) for one in kept)


def draft_of(
    entries: Sequence[Recorded], name: str, by: Staff, proceeding: int = 0
) -> drafts.Draft | None:
    """What a user has typed in a form of a case, without what it repeats of what is withheld; None
    for nothing. One statement.
    """
    found = drafts.find(entries[0].case_id, name, by.username, proceeding)
    return found and replace(found, text=quotes_in(entries).out_of(found.text))


def checked(purpose: str) -> str:
    """What a look is for, when it says that and nobody's number. Raises PurposeRefused."""
    if not purpose.strip():
        raise PurposeRefused(_("Skriv, hvad du skal bruge opslaget til."))
    if len(purpose) > LONGEST_PURPOSE:
        raise PurposeRefused(
            _("Formålet er for langt. Skriv det med højst {most} tegn.").format(
                most=LONGEST_PURPOSE
            )
        )
    if _LOOKS_LIKE_CPR.search(purpose) or "\0" in purpose:
        raise PurposeRefused(_("Formålet må ikke indeholde et CPR-nummer."))
    return purpose


_LOOKS_LIKE_CPR = re.compile(r"[0-9]{6}[- ]?[0-9]{4}")
