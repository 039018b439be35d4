"""A citizen's step on the municipality's intervention ladder, and the moves over time.

The ladder is data (the framework of `kompas.norms.Library.framework`): the rows of
`intervention_ladder` are its steps, those of `ladder_move` say what counts as a move. A citizen's
step is that of the most intrusive help that runs.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kompas.casework.decision import Decision, DecisionKind
from kompas.casework.intervention import GIVING
from kompas.casework.record import Recorded
from kompas.casework.steps.decision import DecisionTaken
from kompas.casework.steps.running_grant import RunningGrantTakenOver
from kompas.casework.steps.sending import LetterSent
from kompas.casework.steps.withdrawal import EntryWithdrawn
from kompas.casework.trail import Passed, out_of
from kompas.norms import Answer, Row, Standard

NOT_JUDGED = "not_judged"


@dataclass(frozen=True, slots=True)
class RunningHelp:
    """An intervention of the ladder that a citizen has from `first` to `last`, both included.

    `judged` is how a person judged the move that it made (`down`, `same`, `up`), with a reason.
    """

    intervention: str
    first: date
    last: date | None = None
    judged: str = NOT_JUDGED

    def runs(self, on: date) -> bool:
        """Whether the citizen has it on a day."""
        return self.first <= on and (self.last is None or on <= self.last)


@dataclass(frozen=True, slots=True)
class Step:
    """Where a citizen stands: from `low` to `high`, two steps where the help stands on both."""

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Move:
    """A change of step. `direction` is None where it cannot be told; `row` is the rule for it."""

    on: date
    before: Step
    after: Step
    direction: str | None
    row: Row | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A time on one step, both days included; `last` None while it goes on.

    `move` is the change that led to it from another step; None where the citizen came onto it.
    """

    first: date
    last: date | None
    step: Step
    move: Move | None


def help_of(
    decisions: Iterable[Decision], running: RunningHelp | None = None
) -> tuple[RunningHelp, ...]:
    """The periods in which a citizen has had help, by the decisions of one case, oldest first.

    Help begins on the day that it is given from, and ends with the grant's own last day or with a
    termination. A decision without a day counts from the day it was taken; one without either not.
    `running` is help that a case began with.
    """
    found: list[RunningHelp] = []
    for one in decisions:
        day = one.starts_on or one.decided_on
        if one.kind in GIVING and day is not None:
            running = running or RunningHelp(_intervention(one), day)
            running = replace(running, last=one.ends_on)
        elif one.kind is DecisionKind.TERMINATION and running is not None:
            found.append(replace(running, last=one.ends_on or one.decided_on))
            running = None
    return (*found, running) if running else tuple(found)


def help_in(entries: Sequence[Recorded]) -> tuple[RunningHelp, ...]:
    """The periods in which a citizen has had help, by the record of a case.

    A decision counts when its letter is sent; what was withdrawn, or erased, does not.
    """
    trail = [
        Passed(
            entry.seq,
            type(entry.event).__name__,
            entry.event.seq if isinstance(entry.event, EntryWithdrawn) else None,
            entry.proceeding,
        )
        for entry in entries
    ]
    gone = out_of(trail)
    sent: list[Decision] = []
    running: RunningHelp | None = None
    drafts: dict[int | None, Decision] = {}
    for entry in entries:
        event = None if entry.seq in gone else entry.event
        if isinstance(event, RunningGrantTakenOver):
            running = RunningHelp(event.service, event.granted_on)
        elif isinstance(event, DecisionTaken):
            drafts[entry.proceeding] = event.decision
        elif isinstance(event, LetterSent) and entry.proceeding in drafts:
            sent.append(drafts.pop(entry.proceeding))
    return help_of(sent, running)


def _intervention(decision: Decision) -> str:
    """The intervention of the ladder that a decision gives: the service, but for clarification."""
    aim = decision.facts.get("stay_aim")
    if decision.service == "temporary_stay" and aim is not None and aim.value == "clarification":
        return "clarifying_stay"
    return decision.service


def step_on(framework: Standard, help_: Iterable[RunningHelp], on: date) -> Step | None:
    """The step of the most intrusive help on a day; None where no help on the ladder runs."""
    order = _order(framework)
    found = [_places(framework, one.intervention, order) for one in help_ if one.runs(on)]
    found = [places for places in found if places]
    if not found:
        return None
    names = list(order)
    low, high = max(min(places) for places in found), max(max(places) for places in found)
    return Step(names[low], names[high])


def moves(framework: Standard, help_: Sequence[RunningHelp]) -> tuple[Move, ...]:
    """Each day on which a citizen's step changed, the oldest first.

    To come onto the ladder, or to leave it, is no move on it.
    """
    days = {one.first for one in help_} | {
        one.last + timedelta(days=1) for one in help_ if one.last is not None
    }
    found: list[Move] = []
    for day in sorted(days):
        eve = day - timedelta(days=1)
        before, after = step_on(framework, help_, eve), step_on(framework, help_, day)
        if before and after and before != after:
            judged = _judged(help_, eve, day)
            found.append(Move(day, before, after, *_direction(framework, before, after, judged)))
    return tuple(found)


def standings(framework: Standard, help_: Sequence[RunningHelp]) -> tuple[Standing, ...]:
    """A citizen's steps over time, the oldest first; times without help on the ladder left out."""
    days = sorted(
        {one.first for one in help_}
        | {one.last + timedelta(days=1) for one in help_ if one.last is not None}
    )
    made = {move.on: move for move in moves(framework, help_)}
    found: list[Standing] = []
    for day, until in zip(days, [*days[1:], None], strict=False):
        last = until - timedelta(days=1) if until else None
        step = step_on(framework, help_, day)
        if step is None:
            continue
        before = found[-1] if found else None
        if before and before.step == step and before.last == day - timedelta(days=1):
            found[-1] = replace(before, last=last)
        else:
            found.append(Standing(day, last, step, made.get(day)))
    return tuple(found)


def movement(
    framework: Standard,
    citizens: Iterable[Sequence[RunningHelp]],
    first: date,
    last: date,
) -> Counter[str]:
    """How a caseload moved between two days: `down`, `same`, `up`, and what is not counted.

    A citizen counts once, by the steps of the first and of the last day; one who was not on the
    ladder on both does not count. `needs_reason` and `unclear` are told apart from the moves.
    """
    counted: Counter[str] = Counter()
    for help_ in citizens:
        before, after = step_on(framework, help_, first), step_on(framework, help_, last)
        if before and after:
            judged = _judged(help_, first, last)
            direction, _row = _direction(framework, before, after, judged)
            counted[direction or "unclear"] += 1
    return counted


def _order(framework: Standard) -> Mapping[str, int]:
    return framework.words.facts["step_before"].domain.names


def _places(framework: Standard, intervention: str, order: Mapping[str, int]) -> list[int]:
    """The places of the steps that an intervention stands on; none where the ladder has none."""
    if intervention not in framework.words.facts["intervention"].domain.names:
        return []
    known = {"intervention": framework.code("intervention", intervention)}
    _keys, answers = framework.answer(known, only=["intervention_ladder"])
    return [order[row.code] for row in answers["intervention_ladder"].holding()]


def _judged(help_: Iterable[RunningHelp], since: date, on: date) -> str:
    """How a person judged the newest help that began after one day and runs on another."""
    new = [one for one in help_ if since < one.first and one.runs(on)]
    return max(new, key=lambda one: one.first).judged if new else NOT_JUDGED


def _direction(
    framework: Standard, before: Step, after: Step, judged: str
) -> tuple[str | None, Row | None]:
    if before == after:
        return "same", None  # nobody moved, though it may be open on which of two steps
    order = _order(framework)
    known = {
        "step_before": ((order[before.low], order[before.high]),),
        "step_after": ((order[after.low], order[after.high]),),
        "move_judged_as": framework.code("move_judged_as", judged),
    }
    _keys, answers = framework.answer(known, only=["ladder_move"])
    value = answers["ladder_move"].value
    row = next(iter(answers["ladder_move"].holding()), None)
    return (value.code if isinstance(value, Answer) else None), row
