"""The port to the CPR register: what it says of a number today; and a stand-in that runs offline.

An installation that may ask the register, through the municipality's own agreement, gives a
`CprRegister` of its own. The stand-in knows the people of a file, who must be made up: their
numbers have 60 added to the day.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from kompas.inputs.cpr import digits_of
from kompas.persons.entries import (
    AddressCorrected,
    DigitalPostSet,
    NameCorrected,
    ProtectionSet,
    Told,
)
from kompas.persons.person import OnDay
from kompas.register.environment import value_of

_FIRST_FICTIONAL = "6"
"""What the day of a fictional number begins with, at the least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CprRecord:
    """What the register says of somebody today."""

    name: str
    address_lines: tuple[str, ...]
    protected: bool = False
    digital_post_exempt: bool = False


class CprRegister(Protocol):
    """Something that knows what people are called and where they live."""

    def look_up(self, cpr: str) -> CprRecord | None:
        """What is known of a number of ten digits; None where nobody has it."""


class OfflineRegister:
    """The stand-in: made-up people of a TOML file, each a table under their number."""

    def __init__(self, people: Mapping[str, CprRecord]) -> None:
        self._people = people

    def look_up(self, cpr: str) -> CprRecord | None:
        """What the file says of a number."""
        return self._people.get(cpr)


def read_register(path: Path) -> OfflineRegister:
    """The stand-in of a file. Raises ValueError for a number that somebody may have."""
    people = {}
    for typed, fields in tomllib.loads(path.read_text(encoding="utf-8")).items():
        cpr = digits_of(typed)
        if cpr < _FIRST_FICTIONAL:
            raise ValueError(path.name)
        people[cpr] = CprRecord(**{**fields, "address_lines": tuple(fields["address_lines"])})
    return OfflineRegister(people)


@lru_cache(maxsize=1)
def the_register() -> CprRegister | None:
    """The register of this installation; None where there is none to ask."""
    path = value_of("KOMPAS_CPR_STAND_IN")
    return read_register(Path(path)) if path else None


def differences(known: OnDay, record: CprRecord) -> tuple[Told, ...]:
    """What must be told of a person for us to know what the register says."""
    found: list[tuple[bool, Told]] = [
        (known.name != record.name, NameCorrected(name=record.name)),
        (
            known.address_lines != record.address_lines,
            AddressCorrected(address_lines=record.address_lines),
        ),
        (known.protected != record.protected, ProtectionSet(protected=record.protected)),
        (
            known.digital_post_exempt != record.digital_post_exempt,
            DigitalPostSet(exempt=record.digital_post_exempt),
        ),
    ]
    return tuple(told for differs, told in found if differs)
