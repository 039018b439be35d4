"""Do the tables of users, roles and units say what the log says was administered.

Whoever may change a row of them could otherwise let somebody in, and no chain would tell. The words
of an entry in the log are made here, and read here.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from kompas.accounts.roles import ROLES, Role
from kompas.register.access import What
from kompas.register.fault import Fault
from kompas.register.log import streamed
from kompas.words import _


class Act(StrEnum):
    """What is done to users, roles and units, as an entry of the log begins."""

    USER_MADE = "Bruger oprettet"
    USER_CLOSED = "Bruger lukket"
    USER_OPENED = "Bruger åbnet igen"
    CONTACT_SET = "Kontakt rettet"
    PASSWORD_SET = "Adgangskode skiftet"  # noqa: S105 - words
    ROLE_GIVEN = "Rolle givet"
    ROLE_PROPOSED = "Rolle foreslået"
    ROLE_CONFIRMED = "Rolle bekræftet"
    ROLE_TURNED_DOWN = "Rolle afslået"
    ROLE_REMOVED = "Rolle fjernet"
    UNIT_MADE = "Enhed oprettet"
    UNIT_CHANGED = "Enhed rettet"
    PHRASE_MADE = "Standardtekst oprettet"
    PHRASE_CHANGED = "Standardtekst rettet"
    PHRASE_REMOVED = "Standardtekst slettet"
    ABSENCE_SET = "Fravær sat"
    ABSENCE_ENDED = "Fravær afsluttet"
    OFFER_MADE = "Tilbud oprettet"
    OFFER_CHANGED = "Tilbud rettet"
    OFFER_ENDED = "Tilbud ophørt"
    GRANTS_IMPORTED = "Løbende bevillinger indlæst"
    MEETING_PLANNED = "Udvalgsmøde planlagt"
    MEETING_MOVED = "Udvalgsmøde flyttet"
    MEETING_CANCELLED = "Udvalgsmøde aflyst"
    MEETING_ATTENDED = "Udvalgsmøde, hvem der var med"


FIELDS = {
    "panel_required": "visitationsudvalg",
    "processing_deadline_weeks": "frist i uger",
    "municipality": "kommune",
    "norms_unit": "navn i standarden",
    "name": "hedder",
}
"""Of a unit, as an entry names them. The long ones last: an entry is cut at its end."""
FOUND = "Fandtes ved opgraderingen: "
"""Before an entry of what was there before there were entries (step `0015_found_before`)."""
LONGEST, CUT = 200, "…"
_LIKE_CPR = re.compile(r"[0-9]{6}[- ]?[0-9]{4}")
_SAME_MOMENT = timedelta(minutes=1)
"""Two who administer at once stand in the log by when each began: either may have come last."""


def of_role(username: str, role: Role, unit: str) -> str:
    """A role of somebody, as an entry names it."""
    return f"{username}, {ROLES[role].text} i {unit}"


def of_absence(username: str, unit: str, substitute: str, from_on: date, to_on: date) -> str:
    """Somebody's absence and who stands in, as an entry names it."""
    days = f"{from_on.isoformat()} til {to_on.isoformat()}"
    return f"{username} i {unit}, {days}, stedfortræder {substitute}"


def as_text(value: object) -> str:
    """What stands in a field of a unit."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return "–" if value is None else str(value)


def fitted(entry: str) -> str:
    """An entry as the log takes it: on one line, not too long, without what is like a CPR number,
    even where it is somebody's username.
    """
    text = " ".join(_LIKE_CPR.sub("…", entry).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + CUT


# ---------------------------------------------------------------- held to the log

_TOLD = (
    "SELECT by_user, at, purpose FROM access_log WHERE what = %s"
    ' ORDER BY at, by_user COLLATE "C", seq'
)
_TABLES = {
    "app_user": "SELECT username, is_active FROM app_user",
    "membership": "SELECT u.username, m.role, m.unit_id FROM membership m"
    " JOIN app_user u ON u.id = m.user_id",
    "role_proposal": "SELECT u.username, p.role, p.unit_id, p.proposed_by FROM role_proposal p"
    " JOIN app_user u ON u.id = p.user_id",
    "absence": "SELECT w.username, a.unit_id, s.username, a.from_on, a.to_on FROM absence a"
    " JOIN app_user w ON w.id = a.user_id JOIN app_user s ON s.id = a.substitute_id",
    "unit": "SELECT key, panel_required, processing_deadline_weeks, municipality, norms_unit, name"
    " FROM unit",
}
_HELD, _OPEN, _GONE = "held", "open", "gone"
_OF_ROLE = {Act.ROLE_GIVEN: _HELD, Act.ROLE_CONFIRMED: _HELD, Act.ROLE_REMOVED: _GONE}
_ENDS_PROPOSAL = frozenset({Act.ROLE_CONFIRMED, Act.ROLE_TURNED_DOWN})
_OF_ABSENCE = {Act.ABSENCE_SET: _HELD, Act.ABSENCE_ENDED: _GONE}
_OF_USER = {Act.USER_MADE: _OPEN, Act.USER_CLOSED: _GONE, Act.USER_OPENED: _OPEN}


class Last:
    """What was told last of each thing; of one moment, each of what was told."""

    def __init__(self) -> None:
        self._told: dict[str, list[tuple[datetime, Any]]] = defaultdict(list)

    def tell(self, what: str, at: datetime, state: object) -> None:
        """Something is so from now on."""
        self._told[what].append((at, state))

    def may_be(self, what: str, state: object) -> bool:
        """Whether it can be so, by what was told."""
        told = self._told.get(what, [])
        return any(known == state for at, known in told if told[-1][0] - at <= _SAME_MOMENT)

    def of_state(self, state: object) -> Iterator[str]:
        """All that is so, by what was told last."""
        return (what for what, told in self._told.items() if told[-1][1] == state)


class _Log:
    """What the log says of users, roles and units."""

    def __init__(self) -> None:
        self.users, self.roles, self.proposals = Last(), Last(), Last()
        self.absences = Last()
        self.units: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
        self._proposers: dict[str, set[str]] = defaultdict(set)
        self.alone: list[tuple[str, str]] = []
        """The roles that somebody confirmed whom nobody but they themselves had proposed them."""
        for by, at, purpose in streamed(_TOLD, [What.ADMINISTER.value]):
            self._read(by, at, purpose.removeprefix(FOUND))

    def _read(self, by: str, at: datetime, entry: str) -> None:
        begins, _colon, what = entry.partition(": ")
        if begins not in set(Act):
            return  # it was refused
        act = Act(begins)
        if act is Act.ROLE_CONFIRMED:
            others = self._proposers[what] - {by}
            if not any(self.proposals.may_be(what, other) for other in others):
                self.alone.append((by, what))
        if act is Act.ROLE_PROPOSED:
            self._proposers[what].add(by)
            self.proposals.tell(what, at, by)
        elif act in _ENDS_PROPOSAL:
            self.proposals.tell(what, at, None)
        if act in _OF_ROLE:
            self.roles.tell(what, at, _OF_ROLE[act])
        elif act in _OF_ABSENCE:
            self.absences.tell(what, at, _OF_ABSENCE[act])
        elif act in _OF_USER:
            self.users.tell(what, at, _OF_USER[act])
        elif act in (Act.UNIT_MADE, Act.UNIT_CHANGED):
            self.units[what.partition(":")[0]].append((at, what))


def roster_faults() -> Iterator[Fault]:
    """Every difference between the tables of users, roles and units and the log of what was
    administered; over the owner's connection. A fault names the user or unit, and the column.

    Not seen: a password, how a user is reached, and what they are called, of which the log does not
    say what it is.
    """
    log = _Log()
    rows = {table: list(streamed(query)) for table, query in _TABLES.items()}
    yield from _user_faults(log, dict(rows["app_user"]))
    yield from _role_faults(log, rows["membership"], rows["role_proposal"])
    for username, *row in rows["absence"]:
        what = fitted(of_absence(username, *row))
        if not log.absences.may_be(what, _HELD):
            text = _("Et fravær, som intet opslag fortæller om: {what}.").format(what=what)
            yield _fault("absence", username, text)
    for key, *values in rows["unit"]:
        yield from _unit_faults(key, dict(zip(FIELDS, values, strict=True)), log.units.pop(key, []))
    for key in log.units:
        yield _fault("unit", key, _("Enheden er væk, og intet opslag siger hvorfor."))


def _user_faults(log: _Log, active: Mapping[str, bool]) -> Iterator[Fault]:
    shown = {fitted(username): username for username in active}
    for name, username in shown.items():
        is_open = active[username]
        if not log.users.may_be(name, _OPEN if is_open else _GONE):
            text = (
                _("Brugeren er åben, og intet opslag siger hvorfor.")
                if is_open
                else _("Brugeren er lukket, og intet opslag siger hvorfor.")
            )
            yield _fault("app_user.is_active", username, text)
    for name in (*log.users.of_state(_OPEN), *log.users.of_state(_GONE)):
        if name not in shown:
            yield _fault("app_user", name, _("Brugeren er væk, og intet opslag siger hvorfor."))


def _role_faults(log: _Log, held: list[Any], proposed: list[Any]) -> Iterator[Fault]:
    there = {fitted(of_role(name, Role(role), unit)): name for name, role, unit in held}
    for what, username in there.items():
        if not log.roles.may_be(what, _HELD):
            text = _("En rolle, som intet opslag fortæller om: {what}.").format(what=what)
            yield _fault("membership", username, text)
    for what in log.roles.of_state(_HELD):
        if what not in there and not log.roles.may_be(what, _GONE):
            text = _("En rolle er væk, og intet opslag siger hvorfor: {what}.").format(what=what)
            yield _fault("membership", what.partition(",")[0], text)
    for username, role, unit, by in proposed:
        what = fitted(of_role(username, Role(role), unit))
        if not log.proposals.may_be(what, by):
            text = _("Et forslag om en rolle, som intet opslag fortæller om: {what}.")
            yield _fault("role_proposal", username, text.format(what=what))
    for by, what in log.alone:
        text = _("En rolle er bekræftet uden at være foreslået af en anden: {what}.")
        yield _fault("membership.alone", by, text.format(what=what))


def _unit_faults(
    key: str, unit: Mapping[str, Any], told: list[tuple[datetime, str]]
) -> Iterator[Fault]:
    if not told:
        yield _fault("unit", key, _("En enhed, som intet opslag fortæller om."))
    for column, called in FIELDS.items():
        of_it = [(at, entry) for at, entry in told if f" {called} " in entry]
        last = [entry for at, entry in of_it if of_it[-1][0] - at <= _SAME_MOMENT]
        value = fitted(as_text(unit[column]))
        if last and not any(one.endswith(CUT) or _says(one, called, value) for one in last):
            text = _("Enhedens {column} er ikke det, opslagene siger.").format(column=column)
            yield _fault(f"unit.{column}", key, text)


def _says(entry: str, called: str, value: str) -> bool:
    """Whether an entry leaves a field with a value."""
    after = entry.rpartition(f" {called} ")[2]
    ends = [after.find(f", {other} ") for other in FIELDS.values()]
    said = after[: min((end for end in ends if end >= 0), default=len(after))]
    return said == value or said.endswith(f"→ {value}")


def _fault(where: str, of: str, text: str) -> Fault:
    return Fault(None, 0, where, text, of)
