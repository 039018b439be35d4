"""Nothing is lost and nothing is half when things go wrong."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, cast
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, connections, transaction

from kompas.casework.steps.application import ApplicationReceived
from kompas.register import bulk, case_rows, log
from kompas.register.case_rows import rows_from
from kompas.register.verify import chain_faults, verify
from tests.register.cases import NOON, append, application, new, note, opened, read
from tests.register.database import Cluster, Database

ROUNDS = int(os.environ.get("KOMPAS_TEST_FAULT_ROUNDS", "20"))
EVENTS_IN_A_CASE = 6
STATEMENTS = 7
ROOT = Path(__file__).parents[2]


def whole_cases(database: Database) -> int:
    """How many cases there are; each must be whole, chained and summed up."""
    assert list(verify()) == []
    with database.as_superuser() as all_seeing:
        rows = all_seeing.execute(
            "SELECT e.case_id, count(*), max(s.seq) FROM case_event e"
            " LEFT JOIN case_summary s USING (case_id) GROUP BY e.case_id"
        ).fetchall()
        summaries = all_seeing.execute("SELECT count(*) FROM case_summary").fetchone()
    assert {(count, seq) for _case, count, seq in rows} <= {(EVENTS_IN_A_CASE, EVENTS_IN_A_CASE)}
    assert summaries == (len(rows),)
    return len(rows)


# ---------------------------------------------------------------- two writers


def race(case_id: UUID, seq: int, writers: int) -> list[str]:
    """Writers who have all seen event `seq` and write in the same moment: who won."""
    start = threading.Barrier(writers)
    won: list[str] = []

    def write(name: str) -> None:
        try:
            start.wait()
            with transaction.atomic():
                append(case_id, seq, new(note(name), note(name)), name, NOON)
            won.append(name)
        except log.Conflict as conflict:
            assert conflict.found > seq  # noqa: PT017 - told in a thread
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(f"writer{n}",)) for n in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return won


@pytest.mark.usefixtures("database")
def test_of_several_writers_exactly_one_wins() -> None:
    case_id = opened()
    for number in range(2 * ROUNDS):
        seq = 1 + 2 * number
        (winner,) = race(case_id, seq, writers=2 + number % 3)
        assert [entry.by for entry in read(case_id)[seq:]] == [winner, winner]
    assert list(chain_faults()) == []


@pytest.mark.usefixtures("database")
def test_of_two_who_open_the_same_case_one_wins() -> None:
    for _round in range(ROUNDS):
        assert len(race(uuid4(), 0, writers=2)) == 1
    assert list(chain_faults()) == []


# ---------------------------------------------------------------- killed


@contextmanager
def writers(database: Database) -> Iterator[subprocess.Popen[str]]:
    place = {"KOMPAS_DATABASE_URL": database.app_url, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.register.killed_writer"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **place},
    )
    with process:
        yield process
        cast("IO[str]", process.stdin).close()


def say(process: subprocess.Popen[str], line: str) -> str:
    stdin = cast("IO[str]", process.stdin)
    stdin.write(line + "\n")
    stdin.flush()
    return hear(process)


def hear(process: subprocess.Popen[str]) -> str:
    return cast("IO[str]", process.stdout).readline().strip()


def test_killed_at_every_statement_nothing_is_half(database: Database) -> None:
    with writers(database) as process:
        for statement in range(1, 2 * STATEMENTS + 1):
            for when in ("before", "after"):
                say(process, f"{statement} {when}")
                assert hear(process) == "dead"
        # Those that reached the second case had finished the first.
        finished = 2 * STATEMENTS
        assert whole_cases(database) == finished


def test_killed_at_random_points_nothing_is_half(database: Database) -> None:
    chance = random.Random(104)  # noqa: S311 - a drawing, no secret
    with writers(database) as process:
        for _round in range(ROUNDS):
            pid = int(say(process, "-"))
            time.sleep(chance.uniform(0, 0.05))
            os.kill(pid, signal.SIGKILL)
            assert hear(process) == "dead"
        assert whole_cases(database) >= ROUNDS


# ---------------------------------------------------------------- PostgreSQL goes away


@pytest.mark.usefixtures("database")
def test_postgresql_stops_in_the_middle_and_comes_back(cluster: Cluster) -> None:
    stop, start = cluster.stop, cluster.start
    if stop is None or start is None:
        pytest.skip("the server is not ours to stop")
    case_id = opened()

    def interrupted() -> None:
        with transaction.atomic():
            append(case_id, 1, new(note()), "anne", NOON)
            stop()
            append(case_id, 2, new(note()), "anne", NOON)

    with pytest.raises(OperationalError):
        interrupted()
    with pytest.raises(OperationalError):
        opened(application(2))
    start()
    connections.close_all()
    assert len(read(case_id)) == 1
    append(case_id, 1, new(note()), "anne", NOON)
    assert [entry.seq for entry in read(case_id)] == [1, 2]
    assert list(chain_faults()) == []


# ---------------------------------------------------------------- the summaries made again


def everything(database: Database, table: str) -> list[tuple[object, ...]]:
    with database.as_superuser() as all_seeing:
        return all_seeing.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()


def test_summaries_made_again_are_the_same(database: Database) -> None:
    for number in range(7):
        opened(application(number), *(note(str(n)) for n in range(number)))
    before = everything(database, "case_summary"), everything(database, "work_item")
    with database.as_superuser() as all_seeing:
        all_seeing.execute("UPDATE case_summary SET status = 'closed' WHERE case_number > '2026-3'")
        all_seeing.execute("DELETE FROM case_summary WHERE case_number < '2026-00003'")
        all_seeing.execute("UPDATE work_item SET assigned_to = NULL, entry = entry + 1")
        all_seeing.execute("UPDATE case_summary SET seq = 99 WHERE case_number = '2026-00005'")
        # One stands under the number of another that is gone.
        all_seeing.execute(
            "UPDATE case_summary SET case_number = '2026-00001' WHERE case_number = '2026-00006'"
        )
        copied = {"case_id": "gen_random_uuid()", "case_number": "case_number || 'x'"}
        values = ", ".join(copied.get(column, column) for column in case_rows.SUMMARIES.kinds)
        all_seeing.execute(
            f"INSERT INTO case_summary ({', '.join(case_rows.SUMMARIES.kinds)})"
            f" SELECT {values} FROM case_summary LIMIT 1"
        )
    told: list[int] = []
    assert bulk.rebuild(batch=3, progress=told.append) == 7
    assert told == [3, 6, 7]
    assert before == (everything(database, "case_summary"), everything(database, "work_item"))
    assert list(verify()) == []


def test_many_cases_are_taken_in_at_once(database: Database) -> None:
    cases = []
    for number in range(25):
        opened(application(number), note())
    for events in log.stream():
        moved = uuid4()
        begun = events[0].event
        assert isinstance(begun, ApplicationReceived)
        first = replace(begun, case_number=str(moved))
        entries = [
            replace(e, case_id=moved) for e in (replace(events[0], event=first), *events[1:])
        ]
        cases.append((entries, rows_from(entries)))
    assert bulk.store(cases, batch=10) == 25
    assert list(verify()) == []
    assert len(everything(database, "case_event")) == 100
    assert read(cases[0][0][0].case_id) == tuple(cases[0][0])
