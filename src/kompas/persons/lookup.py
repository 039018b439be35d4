"""Find people, and their cases: by CPR number, or by the id that an address holds.

What is shown goes through the one predicate in WHERE (`Viewer.where_person`). That somebody has a
number already is told to whoever opens a case, or the same person would be recorded twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from kompas.accounts.access import Viewer
from kompas.casework.summary import Listed
from kompas.casework.work_items import WHILE_HELP_RUNS, WorkItem
from kompas.register.case_rows import CALLED, ITEM_COLUMNS, ITEMS, LISTED, SHOWN
from kompas.register.columns import Columns
from kompas.register.summaries import fetch


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A record of a person as it is found; `root` is the one that holds for that person."""

    person_id: UUID
    name: str
    cpr: str | None
    protected: bool
    merged_into: UUID | None

    @property
    def root(self) -> UUID:
        """The record that holds: this, or the one that it was merged into."""
        return self.merged_into or self.person_id


_FOUND = Columns(FoundPerson)
_COLUMNS = _FOUND.of_table("p")


def with_cpr(cpr: str) -> FoundPerson | None:
    """The record that has a CPR number of ten digits, whoever asks. One statement."""
    rows = fetch(f"SELECT {_COLUMNS} FROM person p WHERE p.cpr = %(cpr)s", {"cpr": cpr})
    return _FOUND.read(rows[0]) if rows else None


@dataclass(frozen=True, slots=True)
class Numbered:
    """Who has a CPR number: the record that has it, and what the one that holds is called."""

    cpr: str
    person_id: UUID
    name: str
    listed_cpr: str | None
    protected: bool


def with_cprs(numbers: Sequence[str]) -> dict[str, Numbered]:
    """Those who have some CPR numbers of ten digits, by number, whoever asks. One statement."""
    rows = fetch(_NUMBERED, {"numbers": list(numbers)})
    return {row[0]: Numbered(*row) for row in rows}


_NUMBERED = (
    "SELECT had.cpr, had.person_id, p.name, p.cpr, p.protected"
    f" FROM person had JOIN ({CALLED}) p ON p.person_id = had.person_id"
    " WHERE had.cpr = ANY(%(numbers)s)"
)


def hold(records: Sequence[UUID] = (), *, cpr: str | None = None) -> bool:
    """Let nobody else put right, merge, part or erase some people until the transaction ends: all
    the records of those of whom some are named, or one has the number. Whether there are any. Two
    statements; one where there are none.

    Whoever writes of people holds them first, and all of them in one order (as
    `kompas_erase_person_of` does): or two would wait for each other. Where somebody merged others
    with them meanwhile, all are let go, and held anew.
    """
    asked = {"records": list(records), "cpr": cpr}
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_HOLD, asked)
            held = {*cursor.fetchall()}
            if not held:
                return False
            cursor.execute(_OF_SOME, asked)
            if {*cursor.fetchall()} <= held:
                return True
            transaction.set_rollback(True)


_OF_SOME = (
    "SELECT o.person_id FROM person me"
    " JOIN person o ON coalesce(me.merged_into, me.person_id) IN (o.person_id, o.merged_into)"
    " WHERE me.person_id = ANY(%(records)s) OR me.cpr = %(cpr)s"
)
_HOLD = (
    f"SELECT person_id FROM person WHERE person_id IN ({_OF_SOME}) ORDER BY person_id FOR UPDATE"
)


def one(viewer: Viewer, person_id: UUID) -> FoundPerson | None:
    """A record that a viewer may see; None where there is none. One statement."""
    may_see, asked = viewer.where_person("p")
    query = f"SELECT {_COLUMNS} FROM person p WHERE p.person_id = %(person_id)s AND {may_see}"
    rows = fetch(query, {**asked, "person_id": person_id})
    return _FOUND.read(rows[0]) if rows else None


@dataclass(frozen=True, slots=True)
class CaseOfPerson:
    """A case of a person, with what goes on in it."""

    line: Listed
    items: tuple[WorkItem, ...]

    @property
    def runs(self) -> bool:
        """Whether help runs in it."""
        return any(item.kind in WHILE_HELP_RUNS for item in self.items)


def cases_of(viewer: Viewer, root: UUID) -> tuple[CaseOfPerson, ...]:
    """The cases of a person in all their records that a viewer may see, open ones first. One
    statement.
    """
    may_see, asked = viewer.where("s")
    query = (
        f"SELECT {SHOWN}, {ITEM_COLUMNS} FROM person o"
        " JOIN case_summary s ON s.person_id = o.person_id"
        " LEFT JOIN work_item w ON w.case_id = s.case_id"
        f" WHERE %(root)s IN (o.person_id, o.merged_into) AND {may_see}"
        " ORDER BY s.closed_on NULLS FIRST, s.opened_on DESC, s.case_id, w.due_key, w.entry"
    )
    found: dict[UUID, tuple[Listed, list[WorkItem]]] = {}
    for row in fetch(query, {**asked, "root": root}):
        line = LISTED.read(row)
        _line, items = found.setdefault(line.case_id, (line, []))
        if row[len(LISTED)] is not None:
            items.append(ITEMS.read(row[len(LISTED) :]))
    return tuple(CaseOfPerson(line, tuple(items)) for line, items in found.values())


def running_help(
    viewer: Viewer, person_id: UUID, services: Sequence[str], but: UUID
) -> tuple[tuple[UUID, str], ...]:
    """Other cases of a person than one in which help of some services runs, as far as a viewer may
    see them: their ids and numbers. One statement.
    """
    may_see, asked = viewer.where("s")
    query = (
        "SELECT s.case_id, s.case_number FROM person me"
        " JOIN person o ON coalesce(me.merged_into, me.person_id) IN (o.person_id, o.merged_into)"
        " JOIN case_summary s ON s.person_id = o.person_id"
        " WHERE me.person_id = %(person_id)s AND s.service = ANY(%(services)s)"
        " AND s.case_id <> %(but)s AND EXISTS (SELECT FROM work_item w WHERE w.case_id = s.case_id"
        f" AND w.kind = ANY(%(kinds)s)) AND {may_see} ORDER BY s.case_number"
    )
    kinds = {"services": list(services), "but": but, "kinds": sorted(WHILE_HELP_RUNS)}
    return tuple(fetch(query, {**asked, **kinds, "person_id": person_id}))


def services_running(numbers: Sequence[str]) -> frozenset[tuple[str, str]]:
    """The help that runs for those who have some CPR numbers, whoever asks: number and service.
    One statement.
    """
    rows = fetch(_RUNNING, {"numbers": list(numbers), "kinds": sorted(WHILE_HELP_RUNS)})
    return frozenset((cpr, service) for cpr, service in rows)


_RUNNING = (
    "SELECT DISTINCT me.cpr, s.service FROM person me"
    # Not `IN (o.person_id, o.merged_into)`, as of one: that would look through all for each.
    " JOIN person o"
    " ON coalesce(me.merged_into, me.person_id) = coalesce(o.merged_into, o.person_id)"
    " JOIN case_summary s ON s.person_id = o.person_id"
    " WHERE me.cpr = ANY(%(numbers)s) AND EXISTS (SELECT FROM work_item w"
    " WHERE w.case_id = s.case_id AND w.kind = ANY(%(kinds)s))"
)


def running_twice(cases: tuple[CaseOfPerson, ...]) -> tuple[tuple[CaseOfPerson, ...], ...]:
    """Cases in which the same help runs at once, each group by itself."""
    by_service: dict[str, list[CaseOfPerson]] = {}
    for case in cases:
        if case.runs:
            by_service.setdefault(case.line.service, []).append(case)
    return tuple(tuple(some) for some in by_service.values() if len(some) > 1)
