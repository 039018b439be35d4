"""Help that runs."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from kompas.casework.amounts import Amounts, whole
from kompas.casework.deadline import Deadline
from kompas.casework.decision import Decision, DecisionKind
from kompas.inputs import Day, LongText, Months, Reason, ShortOrBlank, ShortText
from kompas.norms import Vocabulary


class Outstanding(StrEnum):
    """What help may lack when its decision is sent (`kompas.casework.outstanding`)."""

    FOLLOW_UP = "follow_up"
    GOALS = "goals"
    ACTION_PLAN = "action_plan"
    FACILITY = "facility"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """That help stopped with its case: by which entry, and when it was to end until then."""

    by: int
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceOrder:
    """What was ordered of who gives the help (FW-04, FW-33): where, from when and until when, whom
    to ask there, and what the provider may know of the citizen. `extent` and `goals` are those that
    stood when it was ordered.
    """

    facility: ShortText
    ordered_on: Day
    starts_on: Day
    ends_on: Day | None = None
    contact: ShortOrBlank = ""
    may_know: LongText
    extent: Amounts = field(default_factory=dict)
    goals: tuple[LongText, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """The citizen is away from the help for a time: the grant is kept, and the place where that is
    said (S103-07). `rows` are the norms that say how long, `months`, where they do.
    """

    from_on: Day
    until_on: Day
    why: Reason
    keeps_place: bool = False
    longer_why: Reason = ""
    months: Months | None = None
    rows: tuple[ShortText, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """Help that a decision gave: how much, from when, and until when where that is known.

    `entry` is what set it running: the sending of the decision, or the taking over of a grant from
    before this record. `decision` is the entry of the decision, None for a grant from before.
    `follow_up` is what the norms give; `planned` the day of the next follow-up where one was
    agreed, or said when the grant was taken over. `followed_up` counts the follow-ups since the
    citizen first had help without a break. `facility` is where it is given, where one alone was
    pointed to. `stopped` is how it stopped, where that was with its case and without a decision.
    `order` is what was ordered last of who gives it, `begun_on` when the citizen first came or was
    come to, `leave` the leave that the citizen is on, or is to be. `done_without` is what it lacks
    with a reason.
    """

    entry: int
    decision: int | None
    extent: Amounts
    starts_on: date
    ends_on: date | None = None
    follow_up: Deadline | None = None
    planned: date | None = None
    followed_up: int = 0
    counted_from: date | None = None
    facility: str | None = None
    running: bool = True
    stopped: Stopped | None = None
    order: ServiceOrder | None = None
    begun_on: date | None = None
    leave: Leave | None = None
    done_without: tuple[Outstanding, ...] = ()

    @property
    def follow_up_due(self) -> date | None:
        """When it is to be followed up next."""
        return self.planned or (self.follow_up.day if self.follow_up else None)


def where_running(
    interventions: tuple[Intervention, ...], change: Callable[[Intervention], Intervention]
) -> tuple[Intervention, ...]:
    """The interventions with a change to the help that runs; what has ended stays as it was."""
    return tuple(change(one) if one.running else one for one in interventions)


GIVING = frozenset((DecisionKind.GRANT, DecisionKind.PARTIAL_REFUSAL, DecisionKind.REDUCTION))
"""The kinds of decision that say how much help there is from now on."""

ADVERSE = frozenset(DecisionKind) - {
    DecisionKind.GRANT, DecisionKind.PROVIDER_CHOICE, DecisionKind.PROVIDER_CHANGE
}  # fmt: skip
"""The kinds of decision that go against the citizen, in full or in part."""
PROVIDER = frozenset((DecisionKind.PROVIDER_CHOICE, DecisionKind.PROVIDER_CHANGE))
"""The kinds of decision that say where the help is given, and leave how much as it is."""


def with_amounts(decision: Decision, words: Vocabulary) -> Decision:
    """The decision with what nobody needs to say: a home that is granted is one place, and where
    the help is given leaves how much as it is.
    """
    if decision.kind in PROVIDER and not decision.granted:
        return replace(decision, granted=decision.granted_before)
    if decision.kind not in GIVING:
        return decision
    granted = whole(decision.granted, decision.service, words)
    return decision if granted is decision.granted else replace(decision, granted=granted)
