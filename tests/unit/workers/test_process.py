"""Work that takes too much ends, says of what it took too much, and leaves nothing running."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from kompas.limits import MOST_WORKERS
from kompas.workers.budget import Budget, Over, OverBudget, Stopped
from kompas.workers.process import place_on_machine, run
from tests.unit.workers import jobs

SMALL = Budget(
    processor_seconds=1, memory_bytes=300_000_000, clock_seconds=60, file_bytes=1_000_000
)


def test_work_gives_its_answer_and_tells_how_far_it_is() -> None:
    told: list[Any] = []
    assert run(jobs.adds, (1, 2, 3), SMALL, told=told.append) == 6
    assert told == [{"number": 1}, {"number": 2}, {"number": 3}]


@pytest.mark.parametrize(
    ("work", "over"),
    [(jobs.spins, Over.PROCESSOR), (jobs.grows, Over.MEMORY), (jobs.raises, Over.BROKEN)],
)
def test_work_that_takes_too_much_is_ended(work: Any, over: Over) -> None:
    with pytest.raises(OverBudget) as error:
        run(work, (), SMALL)
    assert error.value.over is over
    assert "Bodil" not in str(error.value)


def test_a_file_that_grows_too_large_is_ended(tmp_path: Path) -> None:
    into = tmp_path / "made"
    with pytest.raises(OverBudget) as error:
        run(jobs.floods, (into,), SMALL)
    assert error.value.over is Over.SIZE
    assert into.stat().st_size <= SMALL.file_bytes


@pytest.mark.parametrize(("number", "over"), jobs.ENDS.items())
def test_however_it_dies_is_told(number: signal.Signals, over: str) -> None:
    with pytest.raises(OverBudget) as error:
        run(jobs.dies, (number,), SMALL)
    assert error.value.over == over


def test_what_hangs_is_ended_by_the_clock_and_is_gone() -> None:
    told: list[Any] = []
    with pytest.raises(OverBudget) as error:
        run(jobs.hangs, (), Budget(1, 300_000_000, clock_seconds=1), told=told.append)
    assert error.value.over is Over.CLOCK
    assert_gone(told)


def test_it_is_stopped_when_it_is_wanted_no_more() -> None:
    told: list[Any] = []
    with pytest.raises(Stopped):
        run(jobs.hangs, (), SMALL, told=told.append, stopped=lambda: bool(told))
    assert_gone(told)


def assert_gone(told: list[Any]) -> None:
    for one in told:
        with pytest.raises(ProcessLookupError):
            os.kill(one["pid"], 0)


def test_it_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMPAS_SECRET_KEY", "hemmelig" * 5)
    monkeypatch.setenv("KOMPAS_DATABASE_URL", "postgresql://kompas_app:kode@host/kompas")
    known = run(jobs.environment, (), SMALL)
    assert not [name for name in known if name.startswith("KOMPAS")]


def test_what_a_library_prints_is_no_answer() -> None:
    assert run(jobs.chatters, (), SMALL) == "done"


def test_only_so_many_have_a_place_on_the_machine(tmp_path: Path) -> None:
    waits: list[int] = []

    def stopped() -> bool:
        waits.append(1)
        return True

    held = [place_on_machine(tmp_path, stopped) for _number in range(MOST_WORKERS)]
    numbers = [one.__enter__() for one in held]
    assert len(set(numbers)) == MOST_WORKERS
    assert not waits
    with pytest.raises(Stopped), place_on_machine(tmp_path, stopped):
        pass
    held.pop().__exit__(None, None, None)
    with place_on_machine(tmp_path, stopped):
        assert len(waits) == 1
    held.pop().__exit__(None, None, None)
