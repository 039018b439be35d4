"""The two units of Eksempelby and who works there. Names are invented."""

from dataclasses import dataclass
from functools import lru_cache

from kompas.accounts.roles import ROLES, Role
from kompas.sample.people import LAST_NAMES, MEN, WOMEN


@dataclass(frozen=True, slots=True)
class SampleUnit:
    """A unit as `kompas.accounts.models.Unit` holds it."""

    key: str
    name: str
    municipality: str
    norms_unit: str | None
    panel_required: bool
    processing_deadline_weeks: int | None


@dataclass(frozen=True, slots=True)
class SampleUser:
    """Someone who works in Eksempelby: what they are (`role`) in the unit of a key."""

    username: str
    name: str
    role: Role
    unit: str

    @property
    def title(self) -> str:
        """What stands under the name in letters."""
        text = ROLES[self.role].text
        return text[:1].upper() + text[1:]

    @property
    def phone(self) -> str:
        """Where to ask; no Danish number begins with 0."""
        return f"00 00 {sum(self.username.encode()) % 90 + 10} 00"

    @property
    def email(self) -> str:
        """Where to write; `example` is nobody's."""
        return f"{self.username}@eksempelby.example"


EAST = SampleUnit(
    key="east",
    name="Handicapcenter Øst, Eksempelby (opdigtet)",
    municipality="copenhagen",
    norms_unit="Borgercenter Handicap",
    panel_required=True,
    # Copenhagen's standard leaves the number to the municipality; this is Eksempelby's own.
    processing_deadline_weeks=8,
)
WEST = SampleUnit(
    key="west",
    name="Voksenteam Vest, Eksempelby (opdigtet)",
    municipality="vejen",
    norms_unit=None,
    panel_required=False,
    processing_deadline_weeks=None,
)
UNITS = (EAST, WEST)
UNIT = {unit.key: unit for unit in UNITS}

PHRASES = (
    (
        "Bed om papirer",
        "Send os gerne en kopi. Har du den ikke, så ring til os, så finder vi ud af det.",
    ),
    ("Tilbud om møde", "Vil du hellere tale med os om det, så ring, og så finder vi en tid."),
)
"""The standard texts of both units, by what they are called."""
USERS = (
    SampleUser("sigrid-toft", "Sigrid Toft", Role.CASEWORKER, "east"),
    SampleUser("bilal-rask", "Bilal Rask", Role.CASEWORKER, "east"),
    SampleUser("ditte-fog", "Ditte Fog", Role.CASEWORKER, "east"),
    SampleUser("jeppe-lyng", "Jeppe Lyng", Role.CASEWORKER, "east"),
    SampleUser("ronja-elm", "Ronja Elm", Role.CASEWORKER, "west"),
    SampleUser("viggo-birk", "Viggo Birk", Role.CASEWORKER, "west"),
    SampleUser("hava-sten", "Hava Sten", Role.CASEWORKER, "west"),
    SampleUser("margit-vang", "Margit Vang", Role.TEAM_LEAD, "east"),
    SampleUser("torkild-bro", "Torkild Bro", Role.TEAM_LEAD, "west"),
    SampleUser("alba-kilde", "Alba Kilde", Role.PANEL_MEMBER, "east"),
    SampleUser("georg-hede", "Georg Hede", Role.PANEL_MEMBER, "east"),
    SampleUser("edel-lund", "Edel Lund", Role.JURIST, "east"),
    SampleUser("edel-lund", "Edel Lund", Role.JURIST, "west"),
    SampleUser("tilde-revsbech", "Tilde Revsbech", Role.AUDITOR, "east"),
    SampleUser("tilde-revsbech", "Tilde Revsbech", Role.AUDITOR, "west"),
    SampleUser("drift", "Drift og brugere", Role.ADMINISTRATOR, "east"),
    SampleUser("drift", "Drift og brugere", Role.ADMINISTRATOR, "west"),
    # A role is given by two.
    SampleUser("ylva-strand", "Ylva Strand", Role.ADMINISTRATOR, "east"),
    SampleUser("ylva-strand", "Ylva Strand", Role.ADMINISTRATOR, "west"),
)
"""The people of the demo, once for each role. Who has several roles stands several times."""

_CASES_OF_THE_DEMO = 400
_CASES_EACH = 100
"""Beyond the demo's cases, each caseworker has so many, as people do."""


def caseworker(unit: str, number: int) -> SampleUser:
    """Who handles case `number` in a unit: one of the demo, or one of the many beyond it."""
    if number < _CASES_OF_THE_DEMO:
        team = _TEAMS[unit]
        return team[number % len(team)]
    return _beyond(unit, number // _CASES_EACH)


def team_lead(unit: str) -> SampleUser:
    """Who leads a unit."""
    return _LEADS[unit]


def panel_member(number: int) -> SampleUser:
    """Who writes down what the panel decided in case `number`."""
    return _PANEL[number % len(_PANEL)]


_TEAMS = {
    key: [user for user in USERS if (user.role, user.unit) == (Role.CASEWORKER, key)]
    for key in UNIT
}
_LEADS = {user.unit: user for user in USERS if user.role is Role.TEAM_LEAD}
_PANEL = [user for user in USERS if user.role is Role.PANEL_MEMBER]


@lru_cache(maxsize=64)
def _beyond(unit: str, block: int) -> SampleUser:
    first_names = (*WOMEN, *MEN)
    name = f"{first_names[block % len(first_names)]} {LAST_NAMES[block * 7 % len(LAST_NAMES)]}"
    return SampleUser(f"{unit}-{block}", name, Role.CASEWORKER, unit)
