"""The case as its events make it.

`fold` is the only way to a `Case`: no state is stored that the events do not give. Entries that
were withdrawn do not count; what was known on a day is the fold of the events recorded up to it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from kompas.casework import steps
from kompas.casework.decision import Citizen, Decision, DecisionKind, Evidence, Extent, PartyHearing
from kompas.casework.record import Event, Recorded, danish_day, name_of
from kompas.casework.status import BEFORE_LETTER, STEPS, Status
from kompas.casework.trail import Passed, out_of
from kompas.norms import GivenFact


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact as it stands in the case: `seq` is the entry that noted it."""

    fact: GivenFact
    valid_from: date
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything that stands about one citizen's case.

    `facts` hold for each name every note that stands, the one valid last coming last. `trail` has
    every entry, those that do not stand too.
    """

    case_id: UUID
    seq: int = 0
    status: Status = Status.NEW
    citizen: Citizen | None = None
    case_number: str = ""
    service: str = ""
    municipality: str = ""
    unit: str | None = None
    opened_on: date | None = None
    applied_for: str | None = None
    decide_by: date | None = None
    follow_up_due: date | None = None
    complaint_until: date | None = None
    grant: Extent | None = None
    need: steps.NeedUncovered | None = None
    other_help: tuple[steps.OtherHelpConsidered, ...] = ()
    facts: Mapping[str, tuple[KnownFact, ...]] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    assessment: steps.NeedAssessed | None = None
    action_plan: steps.ActionPlanOffered | None = None
    goals: tuple[str, ...] = ()
    recommendation: steps.RecommendationMade | None = None
    panel_meets_on: date | None = None
    panel: steps.PanelDecided | None = None
    panel_misses: str | None = None
    hearing: PartyHearing | None = None
    delays: tuple[steps.DelayNotified, ...] = ()
    decision: steps.DecisionTaken | None = None
    decided_by: str | None = None
    overridden: tuple[tuple[str, str], ...] = ()
    letter: steps.LetterMade | None = None
    sent: steps.LetterSent | None = None
    notes: tuple[str, ...] = ()
    documents: tuple[steps.DocumentAttached, ...] = ()
    assigned_to: str | None = None
    restricted: bool = False
    closed_on: date | None = None
    withdrawn: tuple[int, ...] = ()
    trail: tuple[Passed, ...] = ()

    def facts_on(self, day: date) -> dict[str, GivenFact]:
        """The facts that are valid on a day, by name."""
        valid = {
            name: [k for k in known if k.valid_from <= day] for name, known in self.facts.items()
        }
        return {name: known[-1].fact for name, known in valid.items() if known}


@dataclass(frozen=True, slots=True)
class Summary:
    """One case as lists and search need it; made from the case, stored beside the events."""

    case_id: UUID
    case_number: str
    status: str
    service: str
    municipality: str
    unit: str | None
    citizen_name: str
    citizen_cpr: str | None
    assigned_to: str | None
    restricted: bool
    opened_on: date
    due_on: date | None
    due_why: str | None
    closed_on: date | None
    search_text: str
    seq: int


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
    trail = tuple(Passed(e.seq, name_of(e.event), _withdraws(e.event)) for e in entries)
    withdrawn = out_of(trail)
    case = Case(case_id=entries[0].case_id)
    if (by := withdrawn.get(entries[0].seq)) is not None:
        case = _about_nobody(entries, by)
    # Changed in place and made a Case once: a frozen copy for each entry takes ten times as long.
    state = SimpleNamespace(**{each.name: getattr(case, each.name) for each in fields(Case)})
    for entry in entries:
        if entry.seq not in withdrawn and (valid_on is None or entry.valid_from <= valid_on):
            vars(state).update(_changes(state, entry))
    rest = {"seq": entries[-1].seq, "withdrawn": tuple(sorted(withdrawn)), "trail": trail}
    return Case(**{**vars(state), **rest})


def grant_after(decision: Decision, before: Extent | None) -> Extent | None:
    """The help that runs after a decision; None for none."""
    if decision.kind in GIVING:
        return decision.extent
    return None if decision.kind is DecisionKind.TERMINATION else before


GIVING = frozenset((DecisionKind.GRANT, DecisionKind.PARTIAL_REFUSAL, DecisionKind.REDUCTION))
"""The kinds of decision that say how much help there is from now on."""


def summary(case: Case) -> Summary:
    """The row for lists and search."""
    due_on, due_why = due(case)
    citizen = case.citizen
    texts = (case.case_number, citizen.name if citizen else "", case.applied_for or "", *case.notes)
    return Summary(
        case_id=case.case_id,
        case_number=case.case_number,
        status=case.status.value,
        service=case.service,
        municipality=case.municipality,
        unit=case.unit,
        citizen_name=citizen.name if citizen else "",
        citizen_cpr=citizen.cpr if citizen else None,
        assigned_to=case.assigned_to,
        restricted=case.restricted,
        opened_on=case.opened_on or date.min,
        due_on=due_on,
        due_why=due_why,
        closed_on=case.closed_on,
        search_text=" ".join(text for text in texts if text),
        seq=case.seq,
    )


def due(case: Case) -> tuple[date | None, str | None]:
    """What is due first and why: an answer to a hearing, a decision, a follow-up."""
    if case.status is Status.CLOSED:
        return None, None
    open_dates: list[tuple[date, str]] = []
    if case.hearing and _awaits_answer(case, case.hearing):
        open_dates.append((case.hearing.deadline_on, "hearing"))
    if case.decide_by and case.status not in (Status.SENT, Status.RUNNING, Status.EARLY_HELP):
        open_dates.append((case.decide_by, "decision"))
    if case.follow_up_due and case.status in (Status.SENT, Status.RUNNING):
        open_dates.append((case.follow_up_due, "follow_up"))
    return min(open_dates, default=(None, None))


def _awaits_answer(case: Case, hearing: PartyHearing) -> bool:
    if hearing.answer is not None or case.status not in BEFORE_LETTER:
        return False
    decided_on = case.decision.decision.decided_on if case.decision else None
    return decided_on is None or decided_on <= hearing.deadline_on


def _about_nobody(entries: Sequence[Recorded], by: int) -> Case:
    """A case that was opened on the wrong citizen: closed, and nothing from before stands.

    What says where the record lies and who may see it is kept, so that they still find it.
    """
    was = fold(entry for entry in entries if entry.seq < by)
    withdrawal = next(entry for entry in entries if entry.seq == by)
    return Case(
        case_id=was.case_id,
        status=Status.CLOSED,
        closed_on=withdrawal.valid_from,
        case_number=was.case_number,
        service=was.service,
        municipality=was.municipality,
        unit=was.unit,
        opened_on=was.opened_on,
        assigned_to=was.assigned_to,
        restricted=was.restricted,
    )


def _withdraws(event: Event) -> int | None:
    return event.seq if isinstance(event, steps.EntryWithdrawn) else None


Evolve = Callable[[Case, Any, Recorded], dict[str, Any]]


def _changes(case: Any, entry: Recorded) -> dict[str, Any]:
    """What an entry changes of a case, by the fields of `Case`."""
    name = name_of(entry.event)
    changes = _CHANGES[name](case, entry.event, entry) if name in _CHANGES else {}
    to = STEPS[name].to
    return changes if to is None else {**changes, "status": to}


def _opened(event: Event, entry: Recorded) -> dict[str, Any]:
    return {
        "citizen": event.citizen,
        "service": event.service,
        "municipality": event.municipality,
        "unit": event.unit,
        "case_number": event.case_number,
        "assigned_to": entry.by,
    }


def _applied(_case: Case, event: steps.ApplicationReceived, entry: Recorded) -> dict[str, Any]:
    return {
        **_opened(event, entry),
        "opened_on": event.received_on,
        "applied_for": event.applied_for,
        "decide_by": event.decide_by,
    }


def _took_over(_case: Case, event: steps.RunningGrantTakenOver, entry: Recorded) -> dict[str, Any]:
    return {
        **_opened(event, entry),
        "opened_on": event.granted_on,
        "grant": event.extent,
        "follow_up_due": event.follow_up_due,
    }


def _uncovered(case: Case, event: steps.NeedUncovered, _entry: Recorded) -> dict[str, Any]:
    return {"need": event, **(_ROUND if case.status is Status.SENT else {})}


_ROUND: Mapping[str, Any] = {
    "decide_by": None,
    "other_help": (),
    "panel_meets_on": None,
    "panel_misses": None,
    "hearing": None,
    "delays": (),
    "decision": None,
    "decided_by": None,
    "overridden": (),
    "letter": None,
    "sent": None,
    "assessment": None,
    "recommendation": None,
    "panel": None,
}
"""What led to the last decision does not carry the next; its grant, goals and times run on."""


def _assessed(_case: Case, event: steps.NeedAssessed, _entry: Recorded) -> dict[str, Any]:
    return {"assessment": event, "recommendation": None, "panel": None}


def _noted(case: Case, event: steps.FactNoted, entry: Recorded) -> dict[str, Any]:
    fact = KnownFact(GivenFact(event.value, event.source, event.dated), entry.valid_from, entry.seq)
    known = sorted((*case.facts.get(event.name, ()), fact), key=lambda k: (k.valid_from, k.seq))
    return {"facts": {**case.facts, event.name: tuple(known)}}


def _heard(_case: Case, event: steps.HearingSent, _entry: Recorded) -> dict[str, Any]:
    # What the party was told is unfavourable and unknown all the same: that is why it is heard.
    return {"hearing": PartyHearing(sent_on=event.sent_on, deadline_on=event.deadline_on)}


def _answered(case: Case, event: steps.HearingAnswered, _entry: Recorded) -> dict[str, Any]:
    return {"hearing": replace(case.hearing, answer=event.answer) if case.hearing else None}


def _decided(_case: Case, event: steps.DecisionTaken, entry: Recorded) -> dict[str, Any]:
    # A decision taken anew replaces the draft before it, with its overrides and its letter.
    return {"decision": event, "decided_by": entry.by, "overridden": (), "letter": None}


def _sent(case: Case, event: steps.LetterSent, _entry: Recorded) -> dict[str, Any]:
    decision = case.decision.decision if case.decision else None
    return {
        "sent": event,
        "grant": grant_after(decision, case.grant) if decision else case.grant,
        "complaint_until": event.complaint_until,
        "follow_up_due": event.follow_up_due,
    }


_CHANGES: Mapping[str, Evolve] = {
    "application_received": _applied,
    "running_grant_taken_over": _took_over,
    "need_uncovered": _uncovered,
    "other_help_considered": lambda c, e, _r: {"other_help": (*c.other_help, e)},
    "fact_noted": _noted,
    "evidence_added": lambda c, e, _r: {"evidence": (*c.evidence, e.evidence)},
    "need_assessed": _assessed,
    "action_plan_offered": lambda _c, e, _r: {"action_plan": e},
    "goals_set": lambda _c, e, _r: {"goals": e.goals},
    "recommendation_made": lambda _c, e, _r: {"recommendation": e},
    "put_to_panel": lambda _c, e, _r: {"panel_meets_on": e.meets_on, "panel_misses": None},
    "panel_decided": lambda _c, e, _r: {"panel": e},
    "panel_deferred": lambda _c, e, _r: {"panel_misses": e.missing, "panel_meets_on": None},
    "hearing_sent": _heard,
    "hearing_answered": _answered,
    "delay_notified": lambda c, e, _r: {"delays": (*c.delays, e), "decide_by": e.expected_on},
    "decision_taken": _decided,
    "finding_overridden": lambda c, e, _r: {"overridden": (*c.overridden, (e.code, e.about))},
    "letter_made": lambda _c, e, _r: {"letter": e},
    "letter_sent": _sent,
    "note_written": lambda c, e, _r: {"notes": (*c.notes, e.text)},
    "document_attached": lambda c, e, _r: {"documents": (*c.documents, e)},
    "assigned": lambda _c, e, _r: {"assigned_to": e.to},
    "access_restricted": lambda _c, e, _r: {"restricted": e.restricted},
    "case_closed": lambda _c, _e, r: {"closed_on": r.valid_from},
}
"""How each event changes the case; an event that changes nothing but the status is not here."""
