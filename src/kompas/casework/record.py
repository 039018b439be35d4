"""What stands in the record: events, plain and named, never changed.

An event type is registered with a name that never changes and a version that rises when its
fields do; `kompas.wire.events` reads older versions. A mistake is put right by a further event.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo


class Command:
    """Something that may be asked of a case; most commands are the event that they ask for."""

    __slots__ = ()


class Event(Command):
    """Something that happened, as the record keeps it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NotTold(Event):
    """Stands where an event stood of which no more than its name is told: `type`."""

    type: str


T = TypeVar("T", bound=type[Event])

_TYPES: dict[str, type[Event]] = {}
_NAMES: dict[type[Event], tuple[str, int]] = {}
EVENTS: Mapping[str, type[Event]] = _TYPES
"""Every event type by its name; filled when `kompas.casework.steps` is imported."""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that is about to be recorded, and the day from which what it says is valid.

    `proceeding` is the number of the entry that opened the proceeding to which it belongs, its own
    for one that opens; None for what is the case's.
    """

    event: Event
    valid_from: date
    proceeding: int | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it stands: `seq` counts from 1 without holes within its case.

    `recorded_at` (UTC) is when it was known, `valid_from` from when it holds, `by` who recorded it,
    `proceeding` as in `NewEvent`.
    """

    case_id: UUID
    seq: int
    event: Event
    recorded_at: datetime
    valid_from: date
    by: str
    proceeding: int | None = None


def danish_day(moment: datetime) -> date:
    """The day in Denmark at a moment (aware): the law's days, not those of UTC."""
    return moment.astimezone(_denmark()).date()


@lru_cache(maxsize=1)
def _denmark() -> ZoneInfo:
    return ZoneInfo("Europe/Copenhagen")


def event(name: str, *, version: int = 1) -> Callable[[T], T]:
    """Register an event type under a name. Raises ValueError when the name is taken."""

    def register(cls: T) -> T:
        if name in _TYPES:
            raise ValueError(name)
        _TYPES[name] = cls
        _NAMES[cls] = name, version
        return cls

    return register


def name_of(value: Event) -> str:
    """The name under which an event is stored."""
    return _NAMES[type(value)][0]


def version_of(value: Event) -> int:
    """The version in which an event is stored."""
    return _NAMES[type(value)][1]
