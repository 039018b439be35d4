"""What a step of a case is: one class for each event, with all that is said about it.

A step says which event it records, from where in the flows it may happen and where it leads, what
it asks of who takes it, what must hold, what it changes, and how it is told. Each lies in a module
of its own in `kompas.casework.steps`, which is found by its file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import ClassVar, Generic, TypeVar, cast

from kompas.casework.capabilities import Capability
from kompas.casework.case import Case
from kompas.casework.context import Context, Lookup, Refusal
from kompas.casework.flows import Flows, Place, ProceedingKind
from kompas.casework.order_of_days import Days
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Command, Event, Recorded
from kompas.casework.status import Status
from kompas.casework.timeline import Line, Speech, line_of
from kompas.words import _

C = TypeVar("C", bound=Command)
E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True)
class Here:
    """Where a step is to be taken: the case as it stands, and the proceeding, where it is one's."""

    case: Case
    on: Proceeding | None = None

    @property
    def proceeding(self) -> Proceeding:
        """The proceeding of a step that belongs to one. Raises LookupError outside of any."""
        if self.on is None:
            raise LookupError(self.case.case_id)
        return self.on


class Step(Generic[C, E]):
    """A step that a command `C` asks for and an event `E` records.

    `title` is what the event is called; `ask` the step for who is about to take it, empty where
    nobody asks for it, and `order` its place in the list of what can be done.

    `flows` are its places in the flows of proceedings. Empty: it is the case's, and may be taken
    while the case is open, with `when_closed` later too; `of_either`, in one proceeding or for the
    case with all of them. `builds`: it is withdrawn only after what follows it, as each that leads
    from status to status is. `rested_on`: decisions rest on it, and one that is taken is not sent
    when it is gone. `explained`: it is nothing without its why. `alone`: it is added beside all
    else, and stands whatever was recorded meanwhile. `shown_everywhere`: the forms of every
    proceeding show what it changes, and are stale after it.
    `long_ago`: it may have happened whenever; nobody is asked whether the day is right.
    `holds_later`: it may be said to hold from a day to come.
    `asked`: somebody can ask for it; else it follows of something. `capability` is what it asks of
    who takes it, at least (`needs`).
    """

    event: type[E]
    command: type[C]
    title: ClassVar[str]
    ask: ClassVar[str] = ""
    order: ClassVar[int] = 0
    capability: ClassVar[Capability] = Capability.HANDLE_CASE
    flows: ClassVar[Flows] = {}
    when_closed: ClassVar[bool] = False
    of_either: ClassVar[bool] = False
    builds: ClassVar[bool] = False
    rested_on: ClassVar[bool] = False
    explained: ClassVar[bool] = False
    alone: ClassVar[bool] = False
    shown_everywhere: ClassVar[bool] = False
    long_ago: ClassVar[bool] = False
    holds_later: ClassVar[bool] = False
    asked: ClassVar[bool] = True
    lookups: ClassVar[frozenset[Lookup]] = frozenset()
    labels: ClassVar[Mapping[str, str]] = {}

    # ------------------------------------------------------------ may it be recorded

    def needs(self, case: Case, command: C | E) -> frozenset[Capability]:
        """All that it asks of who takes it, in a case as it stands."""
        return frozenset({self.capability})

    def ready(self, case: Case) -> bool:
        """Whether a case has come to where a step of the case, or one that opens, makes sense."""
        return case.seq > 0

    def not_ready(self, case: Case) -> Refusal | None:
        """Why it makes no sense now, where the step can say it better than by the status."""
        return None

    def record(self, here: Here, command: C, context: Context) -> E | Refusal:
        """The event that a command asks for, with what must be worked out; or why there is none."""
        return cast("E", command)

    def of_workers(self, case: Case, command: C) -> frozenset[Capability]:
        """What is asked of those whom it names (`Lookup.WORKERS`)."""
        return frozenset({Capability.HANDLE_CASE})

    def against(self, here: Here, event: E, context: Context) -> Iterator[Refusal]:
        """Why it may not be recorded, besides its place in the flow."""
        yield from ()

    def happened_on(self, event: E) -> date | None:
        """The day on which it happened, where it says one: never one to come."""
        return None

    def days(self, here: Here, event: E) -> Days:
        """The days that it is about, its own and those that it must fit (`order_of_days`)."""
        return ()

    def days_looked_at(self, here: Here, event: E) -> Days:
        """The days that are asked about where they lie far apart (`day_distances`)."""
        return self.days(here, event)

    def holds_from(self, here: Here, event: E) -> date | None:
        """From when it holds, where nobody says so: the day on which it happened."""
        return self.happened_on(event)

    def about(self, event: E) -> int | None:
        """The entry of the decision that the proceeding which it opens is about."""
        return None

    def names(self, event: E) -> tuple[int, ...]:
        """The entries, of other proceedings too, on which it builds."""
        named = self.about(event)
        return () if named is None else (named,)

    # ------------------------------------------------------------ what it changes

    def on_case(self, case: Case, event: E, entry: Recorded) -> Case:
        """The case after it."""
        return case

    def on_proceeding(self, proceeding: Proceeding, event: E, entry: Recorded) -> Proceeding:
        """Its proceeding after it, the status aside."""
        return proceeding

    # ------------------------------------------------------------ how it is told

    def says(self, event: E, s: Speech) -> str:
        """What an entry says, in a line or two; empty where its title says it all."""
        raise NotImplementedError

    def says_in_full(self, event: E, s: Speech) -> Iterator[Line]:
        """Each field that says something, in the order of the event."""
        for one in fields(event):  # type: ignore[arg-type]
            if one.name in self.labels:
                yield from line_of(self.label(one.name), getattr(event, one.name), s)

    def label(self, name: str) -> str:
        """What a field of the event is called."""
        return _(self.labels[name])

    # ------------------------------------------------------------ its place in the flows

    @property
    def opens(self) -> ProceedingKind | None:
        """The kind of proceeding that it opens; None where it opens none."""
        return next((k for k, place in self.flows.items() if Status.NEW in place.allowed), None)

    def leads_to(self, event: E, place: Place) -> Status | None:
        """Where it leads from its place in a flow, by what it says; None where it stays."""
        return place.to

    def fits(self, proceeding: Proceeding) -> bool:
        """Whether it may be taken where a proceeding stands."""
        place = self.flows.get(proceeding.kind)
        return place is not None and proceeding.status in place.allowed
