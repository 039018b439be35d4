"""Who may see which case: one predicate, in three forms that say the same.

- `Viewer.may_see` for one case in memory,
- `Viewer.where` for lists and search, in WHERE (row-level security would cost the index there),
- `ROW_POLICY` for what is fetched by id: event payloads and documents (row-level security).

A test draws users and cases at random and holds the three together.

Who may see cases (`kompas.accounts.roles`) sees those of their units; a restricted case only those
who handle something in it, and who may see the unit's restricted ones.

Who may see a case of a person, in whichever record of theirs, may see the person: the same three,
`may_see_person`, `where_person` and `PERSON_POLICY`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kompas.accounts.roles import ROLES, Role
from kompas.casework.capabilities import Capability


@dataclass(frozen=True, slots=True)
class Viewer:
    """A user as access is decided: the name in the record, and the roles held in units."""

    username: str
    roles: frozenset[tuple[Role, str]]

    def can(self, capability: Capability, unit: str | None = None) -> bool:
        """Whether the user may do something in a unit; in some unit where none is named."""
        where = self.units_of(capability)
        return bool(where) if unit is None else unit in where

    def units_of(self, capability: Capability) -> list[str]:
        """The units in which the user may do something."""
        held = (unit for role, unit in self.roles if capability in ROLES[role].capabilities)
        return sorted(set(held))

    @property
    def units(self) -> list[str]:
        """The units whose cases are seen."""
        return self.units_of(Capability.SEE_CASES)

    @property
    def led_units(self) -> list[str]:
        """The units whose restricted cases are seen too."""
        return self.units_of(Capability.SEE_RESTRICTED)

    def may_see(self, unit: str | None, handlers: tuple[str, ...], *, restricted: bool) -> bool:
        """Whether a case of a unit may be seen; `handlers` are all who handle something in it."""
        if unit not in self.units:
            return False
        return not restricted or self.username in handlers or unit in self.led_units

    def where(self, table: str = "case_summary") -> tuple[str, Mapping[str, object]]:
        """The same as a condition on `case_summary` or `work_item`, with its parameters.

        No longer than it must be for this viewer: it stands in every list.
        """
        units, led = self.units, self.led_units
        asked: dict[str, object] = {"viewer_units": units}
        seen = f"{table}.unit = ANY(%(viewer_units)s)"
        if len(units) == 1:
            seen, asked["viewer_unit"] = f"{table}.unit = %(viewer_unit)s", units[0]
        if led == units:
            return seen, asked
        asked["viewer"] = self.username
        shown = f"NOT {table}.restricted OR %(viewer)s = ANY({table}.handlers)"
        if led:
            shown, asked["viewer_led"] = f"{shown} OR {table}.unit = ANY(%(viewer_led)s)", led
        return f"({seen} AND ({shown}))", asked

    def may_see_person(self, cases: Iterable[tuple[str | None, tuple[str, ...], bool]]) -> bool:
        """Whether a person may be seen; of each of their cases the unit, handlers, restricted."""
        return any(
            self.may_see(unit, handlers, restricted=restricted)
            for unit, handlers, restricted in cases
        )

    def where_person(self, table: str = "person") -> tuple[str, Mapping[str, object]]:
        """The same as a condition on `person`, with its parameters."""
        may_see, asked = self.where("s")
        return f"EXISTS ({_CASES_OF_PERSON.format(table=table)} AND {may_see})", asked


_MAY_SEE = """s.unit = ANY(string_to_array(current_setting('kompas.units', true), ','))
      AND (NOT s.restricted
           OR current_setting('kompas.viewer', true) = ANY(s.handlers)
           OR s.unit = ANY(string_to_array(current_setting('kompas.led_units', true), ',')))"""

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
