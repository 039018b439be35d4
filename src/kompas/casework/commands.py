"""May this be recorded? Commands come in; events or refusals with reasons go out.

Most commands are the event that they ask for: it is recorded where its step fits, when the step's
own rules allow it. Nothing here does I/O: what is needed from outside comes in the `Context`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import partial
from uuid import UUID

from kompas.casework.case import Case
from kompas.casework.context import Context, Refusal
from kompas.casework.deadlines import follow
from kompas.casework.flows import APPLIED_FOR, KIND_TEXTS, ProceedingKind
from kompas.casework.fold import grown
from kompas.casework.order_of_days import D, Days, disordered, out_of_bounds
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Command, Event, NewEvent, Recorded
from kompas.casework.status import STATUS_TEXTS, Status
from kompas.casework.step import Here
from kompas.casework.steps import AnyStep, step_for
from kompas.casework.steps.deadline import DeadlineSet
from kompas.words import N_, _


@dataclass(frozen=True, slots=True)
class Refused:
    """The command changed nothing; `reasons` say why."""

    reasons: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """The events that the command makes."""

    events: tuple[NewEvent, ...]


class Opens(Enum):
    """Where a command belongs that is to open a proceeding whatever is open already."""

    NEW = "new"


Belongs = int | Opens | None
"""The entry that opened the proceeding of a command; that it opens one; or that it is not said."""


def decide(
    case: Case | None, command: Command, context: Context, belongs: Belongs = None
) -> Decided | Refused:
    """What a command makes of a case (None for one that does not exist yet).

    Where it is not said to which proceeding the command belongs, it is the one in which its step
    fits now; where there are several, that must be said. Raises TypeError for what nobody can ask.
    """
    case = case or Case(case_id=UUID(int=0))
    step = step_for(command)
    here = place(case, step, belongs)
    if isinstance(here, Refusal):
        return Refused((here,))
    event = step.record(here, command, context)
    if isinstance(event, Refusal):
        return Refused((event,))
    if against := tuple(_against(step, here, event, context)):
        return Refused(against)
    opens = bool(step.flows) and here.on is None
    proceeding = case.seq + 1 if opens else here.on.entry if here.on else None
    holds_from = context.valid_from or step.holds_from(here, event) or context.today
    return Decided((NewEvent(event, holds_from, proceeding),))


def followed(
    before: Sequence[Recorded],
    new: Sequence[NewEvent],
    context: Context,
    case: Case | None = None,
    seq: int | None = None,
) -> tuple[NewEvent, ...]:
    """New events with the deadlines that follow from them (`kompas.casework.deadlines`).

    `case` is the fold of the entries before, where it is at hand; `seq` the number of the newest
    entry, where that is not among them because its content is gone.
    """
    newest = seq if seq is not None else before[-1].seq if before else 0
    case = grown(case, before, _coming(before, new, context, newest))
    # A deadline holds from when it is counted, or from what changed it.
    since = min(new[0].valid_from, context.today) if new else context.today
    set_now = tuple(
        NewEvent(
            DeadlineSet(
                what=deadline.what,
                day=deadline.day,
                counted_from=deadline.counted_from,
                rows=deadline.rows,
                depends_on=deadline.depends_on,
                about=about,
            ),
            min(context.today, max(since, deadline.counted_from)),
            proceeding,
        )
        for deadline, about, proceeding in follow(case, context)
    )
    return (*new, *set_now)


def _coming(
    before: Sequence[Recorded], new: Sequence[NewEvent], context: Context, seq: int
) -> list[Recorded]:
    """New events as they will stand after the entry of number `seq`."""
    case_id = before[0].case_id if before else UUID(int=0)
    at = before[-1].recorded_at if before else datetime.min.replace(tzinfo=UTC)
    return [
        Recorded(case_id, number, one.event, at, one.valid_from, context.by, one.proceeding)
        for number, one in enumerate(new, seq + 1)
    ]


# ---------------------------------------------------------------- where it belongs


def place(case: Case, step: AnyStep, belongs: Belongs = None) -> Here | Refusal:
    """Where a step is taken: in the case, in a proceeding that stands right, or in a new one."""
    found = _place(case, step, belongs)
    return found if isinstance(found, Here) else found()


def may_take(case: Case, step: AnyStep, belongs: Belongs = None) -> bool:
    """Whether a step has a place now; its own rules aside."""
    return isinstance(_place(case, step, belongs), Here)


WhyNot = Callable[[], Refusal]
"""Why a step has no place, put into words when they are asked for: a page asks of each step."""


def _place(case: Case, step: AnyStep, belongs: Belongs) -> Here | WhyNot:
    if not step.flows:
        return _in_case(case, step, belongs)
    if isinstance(belongs, int):
        named = next((one for one in case.proceedings if one.entry == belongs), None)
        if named is None:
            return partial(no_such_proceeding, belongs)
        return Here(case, named) if step.fits(named) else partial(out_of_order, step, case, named)
    fitting = [one for one in case.proceedings if step.fits(one)] if belongs is None else []
    fitting = [one for one in fitting if one.is_open] or fitting
    if fitting:
        return Here(case, fitting[0]) if len(fitting) == 1 else partial(_which, step, fitting)
    if step.opens and _is_ready(case, step):
        return Here(case)
    return partial(out_of_order, step, case, case.current)


def _is_ready(case: Case, step: AnyStep) -> bool:
    """Whether a case, open or not, has come to where a step of its own or a new one makes sense."""
    return (case.closed_on is None or step.when_closed) and step.ready(case)


def _in_case(case: Case, step: AnyStep, belongs: Belongs) -> Here | WhyNot:
    """A step of the case, whichever proceeding it is said to be taken in.

    What is known and noted outlives the proceeding: it does not go with it, and decisions of others
    rest on it too. Only of a step that says so is the proceeding kept (`Step.of_either`).
    """
    if not _is_ready(case, step):
        return partial(out_of_order, step, case, case.current)
    if not isinstance(belongs, int):
        return Here(case)
    named = next((one for one in case.proceedings if one.entry == belongs), None)
    if named is None:
        return partial(no_such_proceeding, belongs)
    return Here(case, named if step.of_either else None)


def no_such_proceeding(entry: int) -> Refusal:
    """Why a command that names a proceeding cannot be."""
    return Refusal(
        "no_such_proceeding",
        _("Sagen har ikke et forløb, der begyndte med registrering nr. {seq}.").format(seq=entry),
        _("Se sagens forløb, og vælg et af dem."),
    )


def _which(step: AnyStep, fitting: Sequence[Proceeding]) -> Refusal:
    several = ", ".join(f"{one.entry} ({_(KIND_TEXTS[one.kind])})" for one in fitting)
    return Refusal(
        "which_proceeding",
        _("»{step}« kan høre til flere forløb i sagen.").format(step=_(step.title)),
        _("Sig hvilket af dem: {several}.").format(several=several),
    )


# ---------------------------------------------------------------- why not


_VALID_FROM = "valid_from"


def _against(step: AnyStep, here: Here, event: Event, context: Context) -> Iterator[Refusal]:
    """Why an event may not be recorded, its place aside; nothing where it may."""
    yield from step.against(here, event, context)
    given = {"event": event, _VALID_FROM: context.valid_from}
    labels = {_VALID_FROM: N_("Gælder fra"), **step.labels}
    unlikely = tuple(out_of_bounds(given, labels, context.today))
    yield from unlikely or disordered(_days(step, here, event, context))
    if step.explained and not str(getattr(event, "why", "")).strip():
        yield Refusal("why_missing", _("Der står ikke hvorfor."), _("Skriv begrundelsen."))


def _days(step: AnyStep, here: Here, event: Event, context: Context) -> Days:
    """The days of an event: what has happened has no day to come."""
    yield D.TODAY, context.today
    yield D.HAPPENED, step.happened_on(event)
    yield D.HOLDS, None if step.holds_later else context.valid_from
    if step.builds:
        yield D.BEGUN, here.on.opened_on if here.on else here.case.opened_on
    elif here.on is not None and here.on.kind in APPLIED_FOR:
        yield D.BEGUN, here.on.opened_on
    yield from step.days(here, event)


def out_of_order(step: AnyStep, case: Case, proceeding: Proceeding | None) -> Refusal:
    """Why a step may not be taken while the case and its proceeding stand where they do."""
    if case.seq and (found := step.not_ready(case)):
        return found
    text = _("»{step}« kan ikke registreres, når sagen står på »{status}«.")
    status = proceeding.status if proceeding and proceeding.is_open else case.status
    if case.seq == 0:
        remedy = _("Opret sagen først, med en ansøgning eller en løbende bevilling.")
    elif step.opens is ProceedingKind.APPLICATION or (not step.flows and _opens_case(step)):
        remedy = _("Opret en ny sag.")
    else:
        allowed = [_(STATUS_TEXTS[one]) for one in Status if one in _allowed(step, proceeding)]
        remedy = _("Det kan ske, når sagen står på: {allowed}.").format(allowed=", ".join(allowed))
        if not allowed:
            remedy = _("Det kan ske, mens sagen er åben, og der er noget at registrere det om.")
    shown = text.format(step=_(step.title), status=_(STATUS_TEXTS[status]))
    return Refusal("out_of_order", shown, remedy)


def _opens_case(step: AnyStep) -> bool:
    return step.ready(Case(case_id=UUID(int=0)))


def _allowed(step: AnyStep, proceeding: Proceeding | None) -> frozenset[Status]:
    """The statuses from which a step may be taken, in the kind of proceeding that is looked at."""
    if proceeding is not None and proceeding.kind in step.flows:
        return step.flows[proceeding.kind].allowed - {Status.NEW}
    every = (place_.allowed for place_ in step.flows.values())
    return frozenset().union(*every) - {Status.NEW}
