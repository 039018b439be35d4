"""Lists, searches and single cases at a thousand, a hundred thousand and a million cases.

All sizes take turns in one run, beside a bare `SELECT` of fifty rows by primary key, and with the
access predicate and without it.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, connections

from benchmarks import place
from benchmarks.measure import QUICK, Contender, Timing, interleaved, report
from kompas.accounts.access import Staff
from kompas.accounts.roles import Role
from kompas.norms import Library, load
from kompas.processes.finding import find
from kompas.processes.reading import Wanted, browse, folded, read
from kompas.register import summaries, worklists
from kompas.register.search import search
from kompas.register.summaries import Order
from kompas.sample.load import load_cases
from kompas.sample.town import Town

MOST = int(os.environ.get("KOMPAS_BENCHMARK_CASES", "20000" if QUICK else "1000000"))
SIZES = (*(size for size in (1_000, 100_000) if size < MOST), MOST)
DRAWN = 4_000
"""Cases that are really drawn, with all their events; beyond, summaries are copies of theirs."""
ROUNDS = 20 if QUICK else 200
PURPOSE = "Måling"
NOW = datetime(2026, 7, 1, 10, tzinfo=UTC)
BARE = "bare SELECT of 50 rows"


class Unchecked(Staff):
    """Somebody for whom the predicate is left out, to see what it costs."""

    __slots__ = ()

    def where(self, table: str = "case_summary") -> tuple[str, Mapping[str, object]]:  # noqa: ARG002
        """No condition."""
        return "TRUE", {"viewer_units": self.units}


@dataclass(frozen=True, slots=True)
class Place:
    """A database of a size, and what is asked of it: other ones each round."""

    size: int
    connection: Any
    ids: Sequence[list[UUID]]
    workers: Sequence[tuple[Staff, Staff]]
    drawn: Sequence[UUID]
    numbers: Sequence[str]
    cprs: Sequence[str]
    names: Sequence[str]


def main() -> None:
    """Fill the databases, then ask all of them the same, in turns."""
    with place.server() as superuser:
        _fill(superuser, load())
        places = [_opened(superuser, size) for size in SIZES]
        asked: dict[str, Contender] = {}
        statements: dict[str, int] = {}
        for at in places:
            for name, work in _asked_of(at).items():
                connections["default"] = at.connection
                statements[name] = max(statements.get(name, 0), _counted(work))
                asked[f"{name}, {at.size:,}"] = _at(at, work)
        timings = interleaved(asked, rounds=ROUNDS, block=5)
    report("lists", timings, f"{BARE}, {SIZES[0]:,}", _notes(timings, statements, list(asked)))


def _asked_of(at: Place) -> dict[str, Contender]:
    def worker(n: int) -> Staff:
        return at.workers[n % len(at.workers)][0]

    def unchecked(n: int) -> Staff:
        return at.workers[n % len(at.workers)][1]

    def searched(viewer: Callable[[int], Staff], text: str) -> Contender:
        return lambda n: search(viewer(n), text)

    def of(things: Sequence[str]) -> Contender:
        return lambda n: search(worker(n), things[n % len(things)])

    def shown(n: int) -> object:
        return folded(read(at.drawn[n % len(at.drawn)], worker(n), PURPOSE, now=NOW))

    mine = "one's cases"
    return {
        BARE: lambda n: _bare(at.ids[n % len(at.ids)]),
        mine: lambda n: summaries.page(worker(n), assigned_to=worker(n).username),
        f"{mine}{_WITHOUT}": lambda n: summaries.page(unchecked(n), assigned_to=worker(n).username),
        f"{mine}, with the look logged": lambda n: browse(
            worker(n), Wanted(assigned_to=worker(n).username), PURPOSE, now=NOW
        ),
        "my day": lambda n: worklists.mine(worker(n), place.TODAY),
        f"my day{_WITHOUT}": lambda n: worklists.mine(unchecked(n), place.TODAY),
        "my day, counted": lambda n: worklists.counted(worker(n), place.TODAY),
        "the team's work": lambda _n: worklists.of_units(_LEAD),
        "the team, who has how much": lambda _n: worklists.loads(_LEAD, place.TODAY),
        "the team, what nobody handles": lambda _n: worklists.without_worker(_LEAD),
        "the unit's cases": lambda n: summaries.page(worker(n)),
        f"the unit's cases{_WITHOUT}": lambda n: summaries.page(unchecked(n)),
        "the unit's cases by name": lambda n: summaries.page(worker(n), order=Order.NAME),
        "the unit's cases of a status": lambda n: summaries.page(worker(n), status="received"),
        "search: case number": of(at.numbers),
        "search: CPR number": of(at.cprs),
        "search: first and last name": of(at.names),
        "search: first and last name, with the look logged": lambda n: find(
            at.names[n % len(at.names)], worker(n), PURPOSE, now=NOW
        ),
        "search: nothing found": searched(worker, "qwertyuiop"),
        "search: Jensen": searched(worker, "jensen"),
        f"search: Jensen{_WITHOUT}": searched(unchecked, "jensen"),
        "search: a beginning (jen)": searched(worker, "jen"),
        "search: a slip (jensn)": searched(worker, "jensn"),
        "search: a word of one case in 330": searched(worker, "oplæsning"),
        "search: a word of most cases": searched(worker, "ugen"),
        "one case, read, logged and folded": shown,
    }


_WITHOUT = ", no predicate"


def _bare(ids: list[UUID]) -> object:
    with connection.cursor() as cursor:
        cursor.execute(_BARE, (ids,))
        return cursor.fetchall()


# The columns of a line in a list.
_BARE = """
SELECT case_id, case_number, status, service, municipality, unit, citizen_name, citizen_cpr,
    assigned_to, restricted, opened_on, due_on, due_why, closed_on
FROM case_summary WHERE case_id = ANY(%s)
"""


def _at(at: Place, work: Contender) -> Contender:
    def there(number: int) -> object:
        connections["default"] = at.connection
        return work(number)

    return there


def _counted(work: Contender) -> int:
    """How many statements one of it sends."""
    count = 0

    def counting(execute: Any, *rest: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*rest)

    work(0)
    with connection.execute_wrapper(counting):
        work(1)
    return count


# ---------------------------------------------------------------- what stands below the table


def _notes(
    timings: Mapping[str, Timing], statements: Mapping[str, int], names: Sequence[str]
) -> dict[str, Any]:
    least, most = f", {SIZES[0]:,}", f", {SIZES[-1]:,}"
    plain = [name.removesuffix(least) for name in names if name.endswith(least)]

    def ratio(one: str, other: str) -> float:
        return round(timings[one].p50_us / timings[other].p50_us, 2)

    return {
        "cases": [f"{size:,}" for size in SIZES],
        "cases that are really drawn": DRAWN,
        "SQL statements": statements,
        f"p50 at{most[1:]} as a multiple of that at{least[1:]}": {
            name: ratio(name + most, name + least) for name in plain
        },
        f"p50 with the predicate as a multiple of that without, at{most[1:]}": {
            name.removesuffix(_WITHOUT): ratio(name.removesuffix(_WITHOUT) + most, name + most)
            for name in plain
            if name.endswith(_WITHOUT)
        },
    }


# ---------------------------------------------------------------- the databases


def _fill(superuser: str, library: Library) -> None:
    """A database for each size; the larger ones are made of copies of what is drawn once."""
    town = Town(place.SEED, place.TODAY, library)
    for size in SIZES:
        if size <= DRAWN:
            place.make_database(superuser, _name(size))
            load_cases(town, range(size))
    place.make_database(superuser, _name(DRAWN))
    load_cases(town, range(DRAWN))
    for size in SIZES:
        if size > DRAWN:
            place.make_database(superuser, _name(size), like=_name(DRAWN))
            place.multiply(size)
        place.settle_down(superuser, _name(size))
        print(f"{size:,} cases are there.", flush=True)


def _name(size: int) -> str:
    return f"kompas_{size}"


def _opened(superuser: str, size: int) -> Place:
    opened = connections["default"] = place.connected_to(superuser, _name(size))
    with opened.cursor() as cursor:

        def rows(query: str) -> list[Any]:
            cursor.execute(query)
            return list(cursor.fetchall())

        ids = [row[0] for row in rows(f"{_SOME_ID} {50 * 20}")]
        workers = [row[0] for row in rows(_BUSY)]
        known = rows(_KNOWN)
        drawn = [row[0] for row in rows(_DRAWN)]
    return Place(
        size=size,
        connection=opened,
        ids=[ids[start : start + 50] for start in range(0, len(ids), 50)],
        workers=[(Staff(one, _ROLES), Unchecked(one, _ROLES)) for one in workers],
        drawn=drawn,
        numbers=[row[0] for row in known],
        cprs=[row[1] for row in known],
        names=[row[2] for row in known],
    )


_ROLES = frozenset({(Role.CASEWORKER, "east")})
_LEAD = Staff("lead", frozenset({(Role.TEAM_LEAD, "east")}))
_SOME_ID = "SELECT case_id FROM case_summary ORDER BY random() LIMIT"
_BUSY = """
SELECT assigned_to FROM case_summary WHERE closed_on IS NULL AND unit = 'east'
GROUP BY assigned_to HAVING count(*) >= 50 LIMIT 40
"""
_KNOWN = """
SELECT case_number, citizen_cpr, citizen_name FROM case_summary
WHERE unit = 'east' AND NOT restricted AND citizen_cpr IS NOT NULL ORDER BY random() LIMIT 200
"""
_DRAWN = """
SELECT s.case_id FROM case_summary s JOIN case_event e ON e.case_id = s.case_id AND e.seq = 20
WHERE s.unit = 'east' AND NOT s.restricted LIMIT 60
"""


if __name__ == "__main__":
    main()
