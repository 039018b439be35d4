"""Running grants from a file: read, held against the register, and stored, all or nothing.

One row for each citizen, half of whom have a second grant; then the same file again, which changes
nothing. One process and one connection, as the application's own user.
"""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from benchmarks import place
from benchmarks.measure import QUICK, interleaved, report
from kompas.norms import load
from kompas.processes import administering, grant_import
from kompas.processes.grant_plan import Plan, plan_of
from kompas.wire.cells import written
from kompas.wire.grants_table import read_grants

GRANTS = 1_000 if QUICK else 10_000
BARE = "the same rows put together as text"
HEAD = (
    "cpr", "navn", "adresse", "postnummer", "by", "sagsnummer", "ydelse", "dage om ugen",
    "timer om ugen", "tilbud", "bevilget", "enhed", "sagsbehandler",
)  # fmt: skip
UNIT, WORKER = "east", "sigrid-toft"


def main() -> None:
    """Bring in so many grants, and bring them in again."""
    library, notes = load(), {}
    raw = _file()

    def planned() -> Plan:
        now = datetime.now(tz=UTC)
        by = administering.at_the_terminal()
        return plan_of(read_grants("grants.csv", raw, library.words), by, library, now=now)

    def stored(plan: Plan) -> bool:
        by = administering.at_the_terminal()
        return grant_import.take_in(plan, by, now=datetime.now(tz=UTC))

    with place.server() as superuser:
        place.make_database(superuser, "kompas_imports")
        seconds, plan = _timed(planned)
        _check(plan)
        notes[f"seconds until what {GRANTS} grants would become is shown"] = seconds
        seconds, is_new = _timed(lambda: stored(plan))
        assert is_new
        notes["seconds until they are stored"] = seconds
        seconds, again = _timed(planned)
        assert len(again.same) == GRANTS
        notes["seconds until the same file is seen to change nothing"] = seconds
    timings = interleaved(
        {
            "the file read, every cell by its kind": lambda _n: read_grants(
                "grants.csv", raw, library.words
            ),
            BARE: lambda _n: _file(),
        },
        rounds=3 if QUICK else 10,
        block=1,
    )
    report("imports", timings, BARE, notes)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    done = work()
    return round(time.perf_counter() - began, 1), done


def _check(plan: Plan) -> None:
    """Nothing is wrong with the file, or the figures would be of something else."""
    assert not plan.faults, plan.faults[0].text
    assert len(plan.grants) == GRANTS
    assert plan.known_people == 0


def _file() -> bytes:
    return written(HEAD, tuple(_rows())).encode()


def _rows() -> Iterator[tuple[str, ...]]:
    for number in range(GRANTS):
        person = number // 3 * 2 + min(number % 3, 1)
        day, month, rest = person % 28, person // 28 % 12, person // 336
        cpr = f"{61 + day:02d}{month + 1:02d}70{1000 + rest:04d}"
        name = "".join(chr(ord("a") + int(digit)) for digit in str(person))
        is_second = number % 3 == 2
        yield (
            cpr, f"Borger {name}", f"Prøvevej {person % 90 + 1}", "8000", "Aarhus C",
            f"F-{number}", "§ 85" if is_second else "§ 104", "" if is_second else "3",
            "7,5" if is_second else "", "Værkstedet", f"{day + 1:02d}-{month + 1:02d}-2025",
            UNIT, WORKER,
        )  # fmt: skip
