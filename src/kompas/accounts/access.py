"""Who may see which case: one predicate for every kind of viewer, in three forms that say the same.

- `Viewer.may_see` for one case in memory,
- `Viewer.where` for lists and search, in WHERE (row-level security would cost the index there),
- `ROW_POLICY` for what is fetched by id: event payloads and documents (row-level security), by the
  `settings` of the viewer under whose eyes a transaction runs.

A test draws viewers and cases at random and holds the three together.

`Staff` see the cases of the units in which a role lets them (`kompas.accounts.roles`); a restricted
case only those who handle something in it, who stand in for one of them while they are away, and
who may see the unit's restricted ones. A `Party` sees the cases about itself and about those whom
it represents. A `Provider` sees the cases in which help runs at a facility of its own. A `Job`,
which is the machine, sees the cases of the units that it names. What none of them is said to see
is denied.

Who may see a case of a person, in whichever record of theirs, may see the person: the same three,
`may_see_person`, `where_person` and `PERSON_POLICY`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Protocol
from uuid import UUID

from kompas.accounts.roles import ROLES, Role
from kompas.casework.capabilities import Capability

Condition = tuple[str, Mapping[str, object]]
"""A condition in SQL, with its parameters."""


class Kept(Protocol):
    """What access to a case rests on; a case and its summary have it."""

    @property
    def unit(self) -> str | None:
        """The unit that handles it."""

    @property
    def handlers(self) -> Collection[str]:
        """All who handle something in it."""

    @property
    def restricted(self) -> bool:
        """Whether they alone see it."""

    @property
    def person_id(self) -> UUID | None:
        """Whom it is about."""

    @property
    def facilities(self) -> Collection[str]:
        """Where help runs, by name."""


class Assigned(Protocol):
    """Who handles a case, and in which unit; a line of a list has it."""

    @property
    def unit(self) -> str | None:
        """The unit that handles it."""

    @property
    def assigned_to(self) -> str | None:
        """Who handles it in the unit."""


@dataclass(frozen=True, slots=True)
class Access:
    """What access to a case rests on, where neither the case nor its summary is at hand."""

    unit: str | None
    handlers: tuple[str, ...] = ()
    restricted: bool = False
    person_id: UUID | None = None
    facilities: tuple[str, ...] = ()


class Viewer:
    """Somebody as access is decided; `username` is the name in the record and in the logs."""

    __slots__ = ()
    SETTINGS: ClassVar = ("viewer", "units", "led_units", "stands_in", "persons", "facilities")
    username: str

    def may_see(self, case: Kept) -> bool:
        """Whether a case may be seen."""
        raise NotImplementedError

    def where(self, table: str = "case_summary") -> Condition:
        """The same as a condition on `case_summary`; of staff on `work_item` too."""
        raise NotImplementedError

    @property
    def settings(self) -> Mapping[str, str]:
        """The same for the row-level policies: those of `SETTINGS` that are not empty."""
        raise NotImplementedError

    def may_see_person(self, cases: Iterable[Kept]) -> bool:
        """Whether a person may be seen who has these cases."""
        return any(map(self.may_see, cases))

    def where_person(self, table: str = "person") -> Condition:
        """The same as a condition on `person`."""
        may_see, asked = self.where("s")
        return f"EXISTS ({_CASES_OF_PERSON.format(table=table)} AND {may_see})", asked


@dataclass(frozen=True, slots=True)
class StandIn:
    """For whom somebody stands in, in one unit, to the end of the day `until`.

    It opens the cases that the one who is away handles; it gives no capability.
    """

    unit: str
    username: str
    user_id: int
    name: str
    until: date

    @property
    def key(self) -> str:
        """Unit and username, as the database is told them: neither holds the sign between."""
        return f"{self.unit}:{self.username}"


@dataclass(frozen=True, slots=True)
class Staff(Viewer):
    """Somebody who works here: the roles held in units, and for whom they stand in today."""

    username: str
    roles: frozenset[tuple[Role, str]]
    stands_in: tuple[StandIn, ...] = ()

    def can(self, capability: Capability, unit: str | None = None) -> bool:
        """Whether the user may do something in a unit; in some unit where none is named."""
        return any(
            unit in (None, where) and capability in ROLES[role].capabilities
            for role, where in self.roles
        )

    def can_all(self, capabilities: Iterable[Capability], unit: str) -> bool:
        """Whether the user may do all of some things in a unit."""
        return all(self.can(capability, unit) for capability in capabilities)

    def units_of(self, capability: Capability) -> list[str]:
        """The units in which the user may do something."""
        held = (unit for role, unit in self.roles if capability in ROLES[role].capabilities)
        return sorted(set(held))

    @property
    def units(self) -> list[str]:
        """The units whose cases are seen."""
        return self.units_of(Capability.OPEN_CASES)

    @property
    def led_units(self) -> list[str]:
        """The units whose restricted cases are seen too."""
        return self.units_of(Capability.SEE_RESTRICTED)

    def may_see(self, case: Kept) -> bool:
        """A case of one's units; a restricted one if one handles something in it, stands in for
        who does, or leads.
        """
        if case.unit not in self.units:
            return False
        handled = not case.restricted or self.username in case.handlers
        return handled or case.unit in self.led_units or bool(self.absent_in(case))

    def absent_in(self, case: Kept) -> tuple[StandIn, ...]:
        """Those who handle something in a case and for whom the user stands in."""
        return tuple(
            one for one in self.stands_in if one.unit == case.unit and one.username in case.handlers
        )

    def stands_in_for(self, line: Assigned) -> StandIn | None:
        """Who handles a case and is away, where the user stands in for them."""
        return next(
            (o for o in self.stands_in if (o.unit, o.username) == (line.unit, line.assigned_to)),
            None,
        )

    def where(self, table: str = "case_summary") -> Condition:
        """No longer than it must be for this viewer: it stands in every list."""
        units, led = self.units, self.led_units
        asked: dict[str, object] = {"viewer_units": units}
        seen = f"{table}.unit = ANY(%(viewer_units)s)"
        if len(units) == 1:
            seen, asked["viewer_unit"] = f"{table}.unit = %(viewer_unit)s", units[0]
        if led == units:
            return seen, asked
        asked["viewer"] = self.username
        shown = f"NOT {table}.restricted OR %(viewer)s = ANY({table}.handlers)"
        if self.stands_in:
            absent = f"unnest({table}.handlers) h (name)"
            named = f"{table}.unit || ':' || h.name = ANY(%(viewer_stands_in)s)"
            shown = f"{shown} OR EXISTS (SELECT FROM {absent} WHERE {named})"
            asked["viewer_stands_in"] = [one.key for one in self.stands_in]
        if led:
            shown, asked["viewer_led"] = f"{shown} OR {table}.unit = ANY(%(viewer_led)s)", led
        return f"({seen} AND ({shown}))", asked

    @property
    def settings(self) -> Mapping[str, str]:
        """The name, the units, and who is away."""
        units, led = ",".join(self.units), ",".join(self.led_units)
        away = ",".join(one.key for one in self.stands_in)
        return {"viewer": self.username, "units": units, "led_units": led, "stands_in": away}


@dataclass(frozen=True, slots=True)
class Party(Viewer):
    """A citizen, or who acts for one: the records of those whose cases they are, with all aliases.

    `represents` are those for whom somebody else acts, as long as they do.
    """

    username: str
    persons: frozenset[UUID]
    represents: frozenset[UUID] = frozenset()

    def may_see(self, case: Kept) -> bool:
        """A case about the party, or about whom it represents."""
        return case.person_id in self.persons | self.represents

    def where(self, table: str = "case_summary") -> Condition:
        """By the person."""
        ids = sorted(self.persons | self.represents)
        return f"coalesce({table}.person_id = ANY(%(viewer_persons)s), false)", {
            "viewer_persons": ids
        }

    @property
    def settings(self) -> Mapping[str, str]:
        """The persons."""
        return {"persons": ",".join(sorted(map(str, self.persons | self.represents)))}


@dataclass(frozen=True, slots=True)
class Provider(Viewer):
    """Who gives the help: the facilities of a provider, by name."""

    username: str
    facilities: frozenset[str]

    def may_see(self, case: Kept) -> bool:
        """A case in which help runs at one of them."""
        return not self.facilities.isdisjoint(case.facilities)

    def where(self, table: str = "case_summary") -> Condition:
        """By where the help runs."""
        seen = f"{table}.facilities && %(viewer_facilities)s::text[]"
        return seen, {"viewer_facilities": sorted(self.facilities)}

    @property
    def settings(self) -> Mapping[str, str]:
        """The facilities, between signs that stand in no name."""
        return {"facilities": _BETWEEN.join(sorted(self.facilities))}


@dataclass(frozen=True, slots=True)
class Job(Viewer):
    """The machine, at work that has a name and a purpose: it reads the cases of some units.

    Whatever it reads is logged by that name and for that purpose.
    """

    username: str
    purpose: str
    units: frozenset[str]

    def may_see(self, case: Kept) -> bool:
        """Every case of the units."""
        return case.unit in self.units

    def where(self, table: str = "case_summary") -> Condition:
        """By the unit."""
        seen = f"coalesce({table}.unit = ANY(%(viewer_units)s), false)"
        return seen, {"viewer_units": sorted(self.units)}

    @property
    def settings(self) -> Mapping[str, str]:
        """The units, as one who leads them."""
        units = ",".join(sorted(self.units))
        return {"viewer": self.username, "units": units, "led_units": units}


_BETWEEN = "\x1f"
_MAY_SEE = """(
          s.unit = ANY(string_to_array(current_setting('kompas.units', true), ','))
          AND (NOT s.restricted
               OR current_setting('kompas.viewer', true) = ANY(s.handlers)
               OR s.unit = ANY(string_to_array(current_setting('kompas.led_units', true), ','))
               OR EXISTS (
                   SELECT FROM unnest(s.handlers) h (name)
                   WHERE s.unit || ':' || h.name
                         = ANY(string_to_array(current_setting('kompas.stands_in', true), ','))))
          OR s.person_id::text
             = ANY(string_to_array(current_setting('kompas.persons', true), ','))
          OR s.facilities
             && string_to_array(current_setting('kompas.facilities', true), chr(31)))"""

ROW_POLICY = f"""
EXISTS (
    SELECT FROM case_summary s
    WHERE s.case_id = {{table}}.case_id
      AND {_MAY_SEE}
)
"""
"""The same as a row-level policy; the settings are made at the start of each transaction."""

_CASES_OF_PERSON = """
    SELECT FROM person me
    JOIN person o ON coalesce(me.merged_into, me.person_id) IN (o.person_id, o.merged_into)
    JOIN case_summary s ON s.person_id = o.person_id
    WHERE me.person_id = {table}.person_id"""

PERSON_POLICY = f"""
EXISTS ({_CASES_OF_PERSON}
      AND {_MAY_SEE}
)
"""
"""As `ROW_POLICY`, for what was told of a person."""
