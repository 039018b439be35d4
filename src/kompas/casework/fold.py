"""From the events of a case to the case: the only way there is."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kompas.casework.case import Case
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Event, Recorded, danish_day, name_of
from kompas.casework.replacement import changed
from kompas.casework.steps import AnyStep, step_of
from kompas.casework.steps.withdrawal import (
    EntryWithdrawn,
    Withdrawal,
    proposal_of,
    two_for,
)
from kompas.casework.steps.withdrawal_proposal import WithdrawalProposed
from kompas.casework.trail import Passed, out_of
from kompas.casework.wrong_citizen import Withheld


def fold(
    events: Iterable[Recorded], *, until: date | None = None, valid_on: date | None = None
) -> Case:
    """The case that the events make.

    With `until`, as it was known by that day's end in Denmark; with `valid_on`, by the entries that
    hold on that day (what is withdrawn never held). A withdrawal that is withdrawn itself has no
    effect. Raises ValueError for no events.
    """
    entries = [e for e in events if until is None or danish_day(e.recorded_at) <= until]
    if not entries:
        raise ValueError("no events")
    trail = tuple(map(passed, entries))
    # Of what is withheld it is known that it never held, also on a day before it was withdrawn.
    withdrawn = {e.seq: e.event.by for e in entries if isinstance(e.event, Withheld)}
    withdrawn |= out_of(trail)
    case = Case(case_id=entries[0].case_id)
    if (by := withdrawn.get(entries[0].seq)) is not None:
        case = about_nobody(entries, by)
    for entry in entries:
        if entry.seq not in withdrawn and (valid_on is None or entry.valid_from <= valid_on):
            case = evolve(case, entry)
    return changed(case, seq=entries[-1].seq, withdrawn=tuple(sorted(withdrawn)), trail=trail)


def withdrawn_alone(entries: Sequence[Recorded]) -> Iterator[int]:
    """The withdrawals that took two people, and that nobody else had proposed when they were made.

    By the order of the entries alone; what is not among them, because it was erased, is not asked.
    """
    for place, entry in enumerate(entries):
        event = entry.event
        if not isinstance(event, EntryWithdrawn):
            continue
        case = fold(entries[:place])
        if any(one.seq == event.seq for one in case.trail):
            proposal = proposal_of(case, event.seq, event.reason)
            agreed = proposal is not None and proposal.by != entry.by
            if two_for(case, event.seq, event.reason) and not agreed:
                yield entry.seq


def grown(case: Case | None, before: Sequence[Recorded], coming: Sequence[Recorded]) -> Case:
    """A case after further entries, as `fold` of all of them; `case` is the fold of those before.

    Only what takes out an entry makes it necessary to begin from the first.
    """
    takes_out = any(isinstance(entry.event, EntryWithdrawn) for entry in coming)
    if case is None or takes_out:
        return fold([*before, *coming])
    if not coming:
        return case
    trail = (*case.trail, *map(passed, coming))
    for entry in coming:
        case = evolve(case, entry)
    return changed(case, seq=coming[-1].seq, trail=trail)


def evolve(case: Case, entry: Recorded) -> Case:
    """The case after one more entry that stands."""
    step = step_of(entry.event)
    if step.flows:
        proceeding = _proceeding(case, step, entry)
        if proceeding is None:
            return case
        proceeding = step.on_proceeding(proceeding, entry.event, entry)
        case = _with(case, _moved(proceeding, step, entry.event))
    return step.on_case(case, entry.event, entry)


def passed(entry: Recorded) -> Passed:
    """An entry's place in the order."""
    if isinstance(entry.event, Withheld):
        return entry.event.passed
    step, event = step_of(entry.event), entry.event
    withdrawal = event if isinstance(event, EntryWithdrawn) else None
    return Passed(
        entry.seq,
        name_of(event),
        withdrawal.seq if withdrawal else None,
        entry.proceeding,
        step.names(event),
        step.builds,
        step.rested_on,
        step.capability,
        event.seq if isinstance(event, WithdrawalProposed) else None,
        withdrawal is not None and withdrawal.reason is Withdrawal.WRONG_CITIZEN,
        step.happened_on(event),
    )


def _proceeding(case: Case, step: AnyStep, entry: Recorded) -> Proceeding | None:
    """The proceeding of an entry; a new one where it opens one, None where it does not stand."""
    if entry.proceeding == entry.seq and step.opens is not None:
        return Proceeding(
            entry=entry.seq,
            kind=step.opens,
            opened_on=step.happened_on(entry.event) or entry.valid_from,
            about=step.about(entry.event),
            assigned_to=case.assigned_to,
        )
    return next((one for one in case.proceedings if one.entry == entry.proceeding), None)


def _moved(proceeding: Proceeding, step: AnyStep, event: Event) -> Proceeding:
    place = step.flows.get(proceeding.kind)
    to = step.leads_to(event, place) if place else None
    return proceeding if to is None else changed(proceeding, status=to)


def _with(case: Case, proceeding: Proceeding) -> Case:
    """The case with a proceeding in place of what it was; or with one more."""
    known = any(one.entry == proceeding.entry for one in case.proceedings)
    if not known:
        return changed(case, proceedings=(*case.proceedings, proceeding))
    return changed(
        case,
        proceedings=tuple(
            proceeding if one.entry == proceeding.entry else one for one in case.proceedings
        ),
    )


def about_nobody(entries: Sequence[Recorded], by: int) -> Case:
    """A case that was opened on the wrong citizen: closed, and nothing from before stands.

    What says where the record lies and who may see it is kept, so that they still find it. `by` is
    the entry that withdrew the first.
    """
    first = entries[0].event
    if isinstance(first, Withheld) and first.left is not None:
        return first.left
    was = fold(entry for entry in entries if entry.seq < by)
    withdrawal = next(entry for entry in entries if entry.seq == by)
    return Case(
        case_id=was.case_id,
        ended_on=withdrawal.valid_from,
        case_number=was.case_number,
        service=was.service,
        municipality=was.municipality,
        unit=was.unit,
        opened_on=was.opened_on,
        assigned_to=was.assigned_to,
        restricted=was.restricted,
    )
