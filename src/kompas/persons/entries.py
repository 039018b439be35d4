"""What is told of a person: each kind of entry, plain and named, never changed once it is stored.

A kind has a name that never changes; its fields may only change with its version, as an event's
(`kompas.casework.record`). A mistake is put right by a further entry.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from kompas.inputs import Code, Cpr, Day, EntryNumber, ShortOrBlank, ShortText


class Told:
    """Something that was told of a person."""

    __slots__ = ()


T = TypeVar("T", bound=type[Told])

_KINDS: dict[str, type[Told]] = {}
_NAMES: dict[type[Told], tuple[str, int]] = {}
KINDS: Mapping[str, type[Told]] = _KINDS
"""Every kind of entry by its name."""


def told(name: str, *, version: int = 1) -> Callable[[T], T]:
    """Register a kind of entry under a name. Raises ValueError when the name is taken."""

    def register(cls: T) -> T:
        if name in _KINDS:
            raise ValueError(name)
        _KINDS[name] = cls
        _NAMES[cls] = name, version
        return cls

    return register


def kind_of(value: Told) -> tuple[str, int]:
    """The name and the version in which an entry is stored."""
    return _NAMES[type(value)]


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """An entry as it stands: `seq` counts from 1 without holes for its person.

    `told` is None where what it said was erased.
    """

    person_id: UUID
    seq: int
    told: Told | None
    valid_from: date
    recorded_at: datetime
    by: str
    why: str


# ---------------------------------------------------------------- who it is


@told("registered")
@dataclass(frozen=True, slots=True, kw_only=True)
class Registered(Told):
    """The person comes into the register. `cpr` is ten digits, None for who has no number."""

    name: ShortText
    address_lines: tuple[ShortText, ...] = ()
    cpr: Cpr | None = None


@told("name_corrected")
@dataclass(frozen=True, slots=True, kw_only=True)
class NameCorrected(Told):
    """What the person is called from a day."""

    name: ShortText


@told("address_corrected")
@dataclass(frozen=True, slots=True, kw_only=True)
class AddressCorrected(Told):
    """Where letters go from a day."""

    address_lines: tuple[ShortText, ...]


@told("number_corrected")
@dataclass(frozen=True, slots=True, kw_only=True)
class NumberCorrected(Told):
    """The person's number: a CPR number, or the administrative one of who has none."""

    cpr: Cpr | None = None
    administrative_number: ShortText | None = None


# ---------------------------------------------------------------- how to reach and speak with them


@told("protection_set")
@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionSet(Told):
    """Whether name and address are protected (CPR-loven § 28)."""

    protected: bool


@told("digital_post_set")
@dataclass(frozen=True, slots=True, kw_only=True)
class DigitalPostSet(Told):
    """Whether the person is exempt from Digital Post, and gets letters on paper."""

    exempt: bool


@told("language_set")
@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageSet(Told):
    """What the person speaks, None for Danish, and whether an interpreter is needed."""

    language: ShortText | None = None
    interpreter: bool = False


# ---------------------------------------------------------------- who acts for them


@told("representative_appointed")
@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentativeAppointed(Told):
    """Somebody acts for the person from a day.

    `kind` is one of the norms' (`norms/representatives.toml`), which say what it may do; `scope`
    narrows it in words. `letters`: gets the citizen's letters where the norms leave it to what is
    agreed. `until` is the last day, where one is set.
    """

    kind: Code
    name: ShortText
    address_lines: tuple[ShortText, ...] = ()
    scope: ShortOrBlank = ""
    letters: bool = False
    until: Day | None = None


@told("representative_ended")
@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentativeEnded(Told):
    """From a day somebody acts for the person no more: who was appointed by entry `appointed`."""

    appointed: EntryNumber


# ---------------------------------------------------------------- one person, two records


@told("merged")
@dataclass(frozen=True, slots=True, kw_only=True)
class Merged(Told):
    """This record is of the same person as another, which holds from now on."""

    into: UUID


@told("merge_undone")
@dataclass(frozen=True, slots=True, kw_only=True)
class MergeUndone(Told):
    """This record is of a person of its own after all."""
