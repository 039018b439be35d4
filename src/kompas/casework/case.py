"""A case as its events make it: its proceedings, its decisions, and the help that runs.

Plain values. `kompas.casework.fold` is the only way to a `Case`: no state is kept that the events
do not give. What an event leaves in the case is a value, which the event is or carries: here, in
`proceeding`, `taken_decision`, `intervention` or `deadline`. The events themselves lie with their
steps (`kompas.casework.steps`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from kompas.casework.amounts import Amounts
from kompas.casework.birth import by_number
from kompas.casework.decision import Citizen, Evidence, EvidenceKind
from kompas.casework.flows import ProceedingKind
from kompas.casework.help_elsewhere import Contradicted, contradicted, with_what_gave_way
from kompas.casework.intervention import Intervention
from kompas.casework.proceeding import Need, Proceeding
from kompas.casework.status import Status
from kompas.casework.taken_decision import TakenDecision
from kompas.casework.trail import Passed
from kompas.inputs import Day, ShortText, Token
from kompas.norms import GivenFact


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact as it stands in the case: `seq` is the entry that noted it, `confirmed_on` when it was
    last said to hold still.
    """

    fact: GivenFact
    valid_from: date
    seq: int
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDocument:
    """A document in or out, with its short theme (offentlighedsloven § 15)."""

    document_id: Token
    title: ShortText
    sha256: Token
    dated: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlan:
    """The plan of action was offered, and taken or declined (serviceloven § 141, FW-08)."""

    offered_on: Day
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OnAgenda:
    """A proceeding was put (by `entry`) to a meeting of a unit's own panel.

    `meeting` is the id of the planned one, whose day may be moved after `meets_on` was written.
    Without either it is on the next one. `heard`: the panel has come to it, then and there.
    """

    entry: int
    proceeding: int
    unit: str | None
    meets_on: date | None
    meeting: str | None = None
    heard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Somebody (`by`) proposes that an entry (`about`) no longer stands: another is to agree.

    `entry` is the proposal's own, `asked` who is asked to, where somebody is.
    """

    entry: int
    about: int
    reason: str
    why: str
    by: str
    asked: str | None


@dataclass(frozen=True, kw_only=True)  # no slots: `kompas.casework.replacement`
class Case:
    """Everything that stands about one citizen's case.

    What outlives a proceeding lies here. `person_id` is the citizen in the register of persons,
    None in a case from before it; `citizen` what was told when the case was opened. `goals_entry`
    is the entry that said the goals last, `ended_by` the one that ended the case, the first where a
    complaint opened it and it was closed again. `meetings` are those of the panel that it was ever
    put to, the last one last. `facts` hold for each name every note that stands, the one valid last
    coming last. `proposals` are those that were made and neither taken back nor followed.
    `plan_answer_by` is until when the citizen may answer whether to have a plan of action.
    `corrections` has each letter that was corrected, by the entry that sent it, with the entry that
    corrected it last. `elsewhere` is what the citizen's other cases tell, where that was looked up
    (`kompas.processes.help_elsewhere`). `trail` has every entry, those that do not stand too.
    """

    case_id: UUID
    seq: int = 0
    person_id: UUID | None = None
    citizen: Citizen | None = None
    case_number: str = ""
    service: str = ""
    municipality: str = ""
    unit: str | None = None
    opened_on: date | None = None
    proceedings: tuple[Proceeding, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    facts: Mapping[str, tuple[KnownFact, ...]] = field(default_factory=dict)
    elsewhere: Mapping[str, GivenFact] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    documents: tuple[CaseDocument, ...] = ()
    notes: tuple[str, ...] = ()
    action_plan: ActionPlan | None = None
    goals: tuple[str, ...] = ()
    goals_entry: int | None = None
    meetings: tuple[OnAgenda, ...] = ()
    assigned_to: str | None = None
    restricted: bool = False
    ended_on: date | None = None
    ended_by: int | None = None
    proposals: tuple[Proposal, ...] = ()
    withdrawn: tuple[int, ...] = ()
    plan_answer_by: date | None = None
    corrections: Mapping[int, int] = field(default_factory=dict)
    trail: tuple[Passed, ...] = ()

    # ------------------------------------------------------------ what is going on

    @property
    def open_proceedings(self) -> tuple[Proceeding, ...]:
        """The proceedings in which something is still to be done, the first that opened first."""
        return tuple(one for one in self.proceedings if one.is_open)

    @property
    def closed_on(self) -> date | None:
        """When it was closed; None while it is open: a complaint opens a closed case again."""
        return None if self.open_proceedings else self.ended_on

    @property
    def open_proposals(self) -> tuple[Proposal, ...]:
        """The withdrawals that wait for a second person: none of what was done with since."""
        done = {(one.withdraws, one.seq) for one in self.trail if one.withdraws is not None}
        return tuple(
            one
            for one in self.proposals
            if one.about not in self.withdrawn
            and not any(about == one.about and seq > one.entry for about, seq in done)
        )

    def proceeding(self, entry: int) -> Proceeding:
        """The proceeding that an entry opened. Raises KeyError where none stands."""
        for one in self.proceedings:
            if one.entry == entry:
                return one
        raise KeyError(entry)

    @property
    def current(self) -> Proceeding | None:
        """The proceeding that is shown where none is named: the newest that is open, else the
        newest; a complaint only where there is nothing else.
        """
        return max(self.proceedings, key=_weight, default=None)

    @property
    def status(self) -> Status:
        """Where the case stands, in one word for lists."""
        if self.closed_on is not None:
            return Status.CLOSED
        # What opened a closed case again says where it stands, not what was decided before.
        shown = self.open_proceedings if self.ended_on is not None else self.proceedings
        last = max(shown, key=_weight, default=None)
        if last is not None and last.status is Status.CLOSED:
            if self.help is not None:
                return Status.RUNNING
            sent = (one for one in shown if one.status is not Status.CLOSED)
            last = max(sent, key=_weight, default=None)
        if last is not None:
            return last.status
        return Status.RUNNING if self.interventions else Status.NEW

    @property
    def handlers(self) -> tuple[str, ...]:
        """All who handle something in the case: access to a restricted one rests on them."""
        named = {self.assigned_to, *(one.assigned_to for one in self.open_proceedings)}
        return tuple(sorted(name for name in named if name))

    @property
    def papers(self) -> tuple[Evidence, ...]:
        """What a decision can rest on: the evidence that was added, and the assessments. One that
        was added as evidence of its day counts as it was added: with whether the party knows it.
        """
        added = {one.dated for one in self.evidence if one.kind is EvidenceKind.ASSESSMENT}
        made = (one.assessment.paper for one in self.proceedings if one.assessment)
        own = {one.id: one for one in made if one.dated not in added}
        return (*self.evidence, *own.values())

    # ------------------------------------------------------------ what was decided, what runs

    @property
    def decisions(self) -> tuple[TakenDecision, ...]:
        """Every decision that was taken, in the order in which they were."""
        taken = (one for proceeding in self.proceedings for one in proceeding.decisions)
        return tuple(sorted(taken, key=lambda one: one.entry))

    @property
    def help(self) -> Intervention | None:
        """The help that runs now; None for none."""
        last = self.interventions[-1] if self.interventions else None
        return last if last is not None and last.running else None

    @property
    def facilities(self) -> tuple[str, ...]:
        """Where help runs, by name: who gives it may see the case."""
        return (self.help.facility,) if self.help and self.help.facility else ()

    @property
    def grant(self) -> Amounts | None:
        """How much help runs now; None for none."""
        return self.help.extent if self.help else None

    @property
    def follow_up_due(self) -> date | None:
        """When the help that runs is to be followed up next."""
        return self.help.follow_up_due if self.help else None

    @property
    def complaint_until(self) -> date | None:
        """Until when one can complain of the decision that was sent last."""
        sent = [(one.sent.sent_on, one.entry, one) for one in self.decisions if one.sent]
        last = max(sent)[-1] if sent else None
        return last.complaint.day if last and last.complaint else None

    @property
    def applied_for(self) -> str | None:
        """What was applied for last."""
        asked = [one.applied_for for one in self.proceedings if one.applied_for is not None]
        return asked[-1] if asked else None

    @property
    def applied_amounts(self) -> Amounts:
        """How much was applied for last, as far as it was told in the measures of the help."""
        asked = [one for one in self.proceedings if one.applied_for is not None]
        return asked[-1].applied_amounts if asked else {}

    @property
    def need(self) -> Need | None:
        """The reason and need that were spoken of last."""
        told = [one.need for one in self.proceedings if one.need is not None]
        return told[-1] if told else None

    # ------------------------------------------------------------ what is known

    def facts_on(self, day: date, on: Proceeding | None = None) -> dict[str, GivenFact]:
        """The facts that are valid on a day, by name; with what the record tells, of the citizen's
        other cases and of a proceeding, whatever was noted of that beside it. The day of birth is
        the CPR number's where no other was noted.
        """
        noted = self._noted_on(day)
        told = with_what_gave_way(noted, self.elsewhere) if self.elsewhere else {}
        born = by_number(self.citizen, self.opened_on)
        return {**born, **noted, **told, **(on.facts_on(day) if on else {})}

    def contradicted_on(self, day: date) -> tuple[Contradicted, ...]:
        """The facts of a day that were noted, and that the citizen's other cases contradict."""
        return tuple(contradicted(self._noted_on(day), self.elsewhere)) if self.elsewhere else ()

    def _noted_on(self, day: date) -> dict[str, GivenFact]:
        valid = {
            name: [k for k in known if k.valid_from <= day] for name, known in self.facts.items()
        }
        return {name: known[-1].fact for name, known in valid.items() if known}


def _weight(proceeding: Proceeding) -> tuple[bool, bool, int]:
    deciding = proceeding.kind is not ProceedingKind.COMPLAINT
    return deciding and proceeding.is_open, deciding, proceeding.entry
