"""The case as its events make it.

`fold` is the only way to a `Case`: no state is stored that the events do not give. Entries that
were withdrawn do not count; what was known on a day is the fold of the events recorded up to it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
class Hearing:
    """A hearing of the party as it stands in the case: `seq` is the entry that tells it was sent.

    `evidence` are the papers that the party was sent. Of several answers each is kept, one below
    the other.
    """

    seq: int
    evidence: tuple[str, ...]
    sent_on: date
    deadline_on: date
    answer: str | None = None

    def awaited_on(self, day: date) -> bool:
        """Whether the party may still answer on a day and has not."""
        return self.answer is None and self.deadline_on >= day

    @property
    def of_decision(self) -> PartyHearing:
        """The hearing as a decision holds it."""
        return PartyHearing(sent_on=self.sent_on, deadline_on=self.deadline_on, answer=self.answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything that stands about one citizen's case.

    `meetings` are the days of the panel's meetings that it was ever put to, the last one last.
    `facts` hold for each name every note that stands, the one valid last coming last. `trail` has
    every entry, those that do not stand too. `late_delays` are those of `delays` of which the
    citizen was told after the day that was promised had passed (retssikkerhedsloven § 3, stk. 2).
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
    meetings: tuple[date, ...] = ()
    panel_meets_on: date | None = None
    panel: steps.PanelDecided | None = None
    panel_misses: str | None = None
    hearings: tuple[Hearing, ...] = ()
    delays: tuple[steps.DelayNotified, ...] = ()
    late_delays: tuple[steps.DelayNotified, ...] = ()
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

    @property
    def hearing(self) -> PartyHearing | None:
        """The one hearing that matters most: one without an answer, else the newest."""
        return self.hearing_on(date.min)

    def hearing_on(self, day: date) -> PartyHearing | None:
        """The hearing that a decision of a day is judged by; None where nobody was heard.

        One that still runs on that day stands before all others, whatever was answered to those:
        of several the one that runs longest. Else the newest that was answered, else the newest.
        """
        awaited = [one for one in self.hearings if one.awaited_on(day)]
        if awaited:
            return max(awaited, key=lambda one: (one.deadline_on, one.seq)).of_decision
        answered = [one for one in self.hearings if one.answer is not None]
        newest = (answered or self.hearings)[-1:]
        return newest[0].of_decision if newest else None


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
    meetings: tuple[date, ...] = ()


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
    name, newest_first = citizen.name if citizen else "", reversed(case.notes)
    texts = (case.case_number, name, case.applied_for or "", *newest_first)
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
        search_text=" ".join(text for text in texts if text)[:LONGEST_SEARCH_TEXT],
        seq=case.seq,
        meetings=case.meetings,
    )


LONGEST_SEARCH_TEXT = 100_000
"""Characters of a case that search reads, the newest notes first: some fifty full pages.

PostgreSQL keeps at most 1 MB of words for a row. A character takes up to four bytes there, and
each word stands twice, as it is written and by its stem.
"""


def due(case: Case) -> tuple[date | None, str | None]:
    """What is due first and why: an answer to a hearing, a decision, a follow-up."""
    if case.status is Status.CLOSED:
        return None, None
    open_dates: list[tuple[date, str]] = []
    open_dates += [(day, "hearing") for day in _answers_due(case)]
    if case.decide_by and case.status not in (Status.SENT, Status.RUNNING, Status.EARLY_HELP):
        open_dates.append((case.decide_by, "decision"))
    if case.follow_up_due and case.status in (Status.SENT, Status.RUNNING):
        open_dates.append((case.follow_up_due, "follow_up"))
    return min(open_dates, default=(None, None))


def _answers_due(case: Case) -> Iterator[date]:
    """Until when the party may answer the hearings without an answer, while it still matters."""
    if case.status in BEFORE_LETTER:
        decided_on = case.decision.decision.decided_on if case.decision else None
        for hearing in case.hearings:
            if hearing.awaited_on(decided_on or date.min):
                yield hearing.deadline_on


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
    "hearings": (),
    "delays": (),
    "late_delays": (),
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


def _heard(case: Case, event: steps.HearingSent, entry: Recorded) -> dict[str, Any]:
    # What the party was told is unfavourable and unknown all the same: that is why it is heard.
    hearing = Hearing(
        seq=entry.seq,
        evidence=event.evidence,
        sent_on=event.sent_on,
        deadline_on=event.deadline_on,
    )
    return {"hearings": (*case.hearings, hearing)}


def _answered(case: Case, event: steps.HearingAnswered, _entry: Recorded) -> dict[str, Any]:
    meant = answered_by(event, case.hearings)
    if meant is None:
        return {}
    answer = event.answer if meant.answer is None else f"{meant.answer}\n\n{event.answer}"
    told = replace(meant, answer=answer)
    return {"hearings": tuple(told if one is meant else one for one in case.hearings)}


def answered_by(event: steps.HearingAnswered, hearings: Sequence[Hearing]) -> Hearing | None:
    """The hearing that an answer is to: the one that it names; None where there is none.

    One that names none is to the hearing without an answer that is due first, so that no other is
    taken to be answered before its time; where all are answered, it adds to the newest.
    """
    if event.hearing_seq is not None:
        return next((one for one in hearings if one.seq == event.hearing_seq), None)
    unanswered = [one for one in hearings if one.answer is None]
    if unanswered:
        return min(unanswered, key=lambda one: (one.deadline_on, one.seq))
    return hearings[-1] if hearings else None


def _delayed(case: Case, event: steps.DelayNotified, _entry: Recorded) -> dict[str, Any]:
    promised = case.decide_by
    late = promised is not None and event.notified_on > promised
    return {
        "delays": (*case.delays, event),
        "late_delays": (*case.late_delays, event) if late else case.late_delays,
        "decide_by": event.expected_on,
    }


def _put_to_panel(case: Case, event: steps.PutToPanel, _entry: Recorded) -> dict[str, Any]:
    return {
        "meetings": (*case.meetings, event.meets_on),
        "panel_meets_on": event.meets_on,
        "panel_misses": None,
    }


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
    "put_to_panel": _put_to_panel,
    "panel_decided": lambda _c, e, _r: {"panel": e},
    "panel_deferred": lambda _c, e, _r: {"panel_misses": e.missing, "panel_meets_on": None},
    "hearing_sent": _heard,
    "hearing_answered": _answered,
    "delay_notified": _delayed,
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
