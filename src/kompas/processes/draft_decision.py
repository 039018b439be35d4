"""A decision while it is being written: what can be read of it, judged; and its letter beforehand.

Nothing here stores anything. A draft that cannot be read in full is judged by the rest of it, and
what was left out is told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.casework import Decision, DecisionKind
from kompas.casework.case import Case
from kompas.casework.commands import Refused
from kompas.casework.context import Refusal
from kompas.casework.offer import Offer
from kompas.casework.proceeding import Proceeding
from kompas.letters import Letter, clauses_of, compose, facts_from_norms
from kompas.letters.letter import Missing
from kompas.norms import FactError, Library, NotCodedError
from kompas.processes.facilities import with_offers
from kompas.processes.judgement import whole
from kompas.processes.letter_needs import with_letter_needs
from kompas.processes.payments import with_payments
from kompas.processes.reading import Entries, checked, visible
from kompas.register import access
from kompas.soundness import Judgement, judge
from kompas.wire.draft_reading import Fault, FaultyDraft, Place, read_written
from kompas.words import _


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft as far as it can be read.

    `decision` is whole, with what the case holds; None where not even its kind can be read.
    `faults` are the places that cannot be read and were left out. `why_not` says in words why
    nothing was judged, where that is so.
    """

    decision: Decision | None
    judgement: Judgement | None
    faults: tuple[Fault, ...] = ()
    why_not: str = ""


def drafted(  # noqa: PLR0913, PLR0917 - all that a draft is judged by
    values: Mapping[str, Any],
    case: Case,
    on: Proceeding | None,
    norms_unit: str | None,
    library: Library,
    today: date,
    offers: Sequence[Offer] | None = None,
) -> Drafted:
    """Judge a draft as it would be judged if the decision were taken with what stands in it now.

    `on` is the proceeding in which it is written.

    `values` is the JSON of the draft (`kompas.wire.draft_reading`); a draft without a day is judged
    by today. `offers` are those of the table on the day of the draft, where they are at hand.
    """
    decision, faults = _readable(values, library)
    if decision is None:
        return Drafted(None, None, faults, _("Vælg først, hvilken afgørelse det er."))
    decision = whole(
        replace(decision, decided_on=decision.decided_on or today),
        case,
        on,
        norms_unit,
        library.words,
    )
    decision = with_payments(with_offers(decision, library, offers), library)
    try:
        found = judge(decision, library, today)
        return Drafted(decision, with_letter_needs(found, decision, library), faults)
    except FactError as error:
        return Drafted(decision, None, faults, error.text)


@dataclass(frozen=True, slots=True)
class Printed:
    """A letter as it stands. `demands` says of each thing that it may lack, by its code, what the
    texts ask of the decision there.
    """

    letter: Letter
    demands: Mapping[str, tuple[str, ...]]


def letter_of(
    decision: Decision,
    judgement: Judgement | None,
    library: Library,
    also_missing: tuple[Missing, ...] = (),
) -> Printed | Refused:
    """The letter of a decision as it stands, also while it lacks something.

    Refused where no texts for letters about this kind of help are coded.
    """
    try:
        book = clauses_of(library, decision.service)
    except NotCodedError as error:
        remedy = _("Skriv brevet i hånden, eller få brevteksterne lagt ind (norms/letters).")
        return Refused((Refusal("not_coded", error.text, remedy),))
    facts = facts_from_norms(decision, library, judgement.assessment if judgement else None)
    demands = {one.code: one.demands for one in book.requirements}
    set_aside = judgement.set_aside if judgement else frozenset()
    return Printed(compose(decision, facts, book, also_missing, set_aside), demands)


# ---------------------------------------------------------------- one look

_ONE_LOOK = timedelta(minutes=30)


def look_on(case_id: UUID, by: Staff, purpose: str, *, now: datetime) -> Entries:
    """The record of a case for the parts of a page that is open: no look of its own.

    A page that is written on fetches its parts again by the minute; the citizen is told of one
    look. It is noted where none was for half an hour. Four statements; raises as `reading.read`.
    """
    with access.acting(by):
        events = visible(case_id)
        if not access.looked_since(by.username, [case_id], now - _ONE_LOOK):
            access.note(by.username, now, access.What.READ, checked(purpose), case_id=case_id)
    return events


# ---------------------------------------------------------------- what can be read

_ROUNDS = 20


def _readable(
    values: Mapping[str, Any], library: Library
) -> tuple[Decision | None, tuple[Fault, ...]]:
    """The decision without what cannot be read, and the faults; None where its kind is a fault.

    What is wrong shows round by round: first what has no form, then what is too much, then what
    does not fit the norms. Without a kind the rest is read as of any.
    """
    left: dict[str, Any] = deepcopy(dict(values))
    found: dict[Fault, None] = {}
    has_kind = True
    for _round in range(_ROUNDS):
        try:
            decision = read_written(left, library)
        except FaultyDraft as faulty:
            found |= dict.fromkeys(_in_place(faulty.faults, found))
            wrong = [fault.place for fault in faulty.faults]
            _leave_out(left, wrong)
            if any(place[:1] == ("kind",) for place in wrong):
                has_kind = False
                left["kind"] = DecisionKind.GRANT.value
        else:
            return (decision if has_kind else None), tuple(found)
    return None, tuple(found)


def _in_place(faults: Iterable[Fault], before: Iterable[Fault]) -> Iterator[Fault]:
    """The faults whose places are still the form's: in a list of which nothing was left out."""
    shortened = {fault.place[0] for fault in before if fault.place}
    for fault in faults:
        is_in_list = any(isinstance(part, int) for part in fault.place)
        if not (is_in_list and fault.place[0] in shortened):
            yield fault


def _leave_out(values: dict[str, Any], places: Iterable[Place]) -> None:
    """Take what stands at each place out; where a part is missing, what it is missing from."""
    # From the end, so that the numbers of what comes before stay.
    for place in sorted(set(places), key=_order, reverse=True):
        *path, last = place
        while True:
            holder = _at(values, path)
            if isinstance(holder, dict) and last in holder:
                del holder[last]
                break
            if isinstance(holder, list) and isinstance(last, int) and last < len(holder):
                del holder[last]
                break
            if not path:
                break
            *path, last = path


def _at(values: Any, path: Iterable[str | int]) -> Any:
    for part in path:
        is_there = (isinstance(values, dict) and part in values) or (
            isinstance(values, list) and isinstance(part, int) and part < len(values)
        )
        if not is_there:
            return None
        values = values[part]
    return values


def _order(place: Place) -> tuple[tuple[str, int], ...]:
    return tuple(("", part) if isinstance(part, int) else (part, 0) for part in place)
