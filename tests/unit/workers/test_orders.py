"""Files that are asked for: made once, told of, stopped, found lost, and swept away."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from kompas.limits import MOST_ORDERS, MOST_ORDERS_OF_ONE, MOST_WORKERS, ORDER_KEPT_SECONDS
from kompas.workers import orders
from kompas.workers.budget import Budget, Over, OverBudget
from kompas.workers.orders import Asked, Order, Phase, Run, TooManyOrders
from tests.clock import NOW
from tests.unit.workers import jobs

BUDGET = Budget(5, 300_000_000)
ASKED = Asked("anna", "case_file", "a" * 64, "7f1c80d0-f6c4-436f-a548-b387ea7e4258", {"back": "/"})


def writes(run: Run) -> Mapping[str, Any]:
    told: dict[str, Any] = run.work(jobs.writes, (run.into, "sagen"), BUDGET)
    return told


def place(folder: Path, make: Any = writes, asked: Asked = ASKED) -> Order:
    return orders.place(folder, asked, make, now=NOW)


def seen(folder: Path, order_id: UUID) -> Order:
    found = orders.find(folder, order_id, "anna")
    assert found is not None
    return found


class Held:
    """Work that waits until it is let go."""

    def __init__(self) -> None:
        self.begun, self.let_go = threading.Event(), threading.Event()

    def __call__(self, run: Run) -> Mapping[str, Any]:
        run.tell(file=3)
        self.begun.set()
        self.let_go.wait()
        return {}


def test_a_file_is_made_and_found(tmp_path: Path) -> None:
    order = place(tmp_path)
    assert order.is_open
    orders.join(order.id)
    found = seen(tmp_path, order.id)
    assert found.phase is Phase.DONE
    assert found.told == {"said": "sagen"}
    assert found.path.read_text() == "sagen"
    assert found.asked == ASKED


def test_the_same_is_not_made_twice(tmp_path: Path) -> None:
    held = Held()
    first = place(tmp_path, held)
    assert place(tmp_path).id == first.id
    held.let_go.set()
    orders.join(first.id)
    assert place(tmp_path).id == first.id
    other = place(tmp_path, asked=Asked("anna", "case_file", "b" * 64))
    assert other.id != first.id
    orders.join(other.id)


def test_how_far_it_is_is_told(tmp_path: Path) -> None:
    held = Held()
    order = place(tmp_path, held)
    held.begun.wait()
    found = seen(tmp_path, order.id)
    assert (found.phase, found.told) == (Phase.WORKING, {"file": 3})
    held.let_go.set()
    orders.join(order.id)


def test_anothers_order_is_not_there(tmp_path: Path) -> None:
    order = place(tmp_path)
    orders.join(order.id)
    assert orders.find(tmp_path, order.id, "birk") is None
    assert orders.find(tmp_path, uuid4(), "anna") is None


def test_what_takes_too_much_is_told(tmp_path: Path) -> None:
    def make(_run: Run) -> Mapping[str, Any]:
        raise OverBudget(Over.MEMORY)

    order = place(tmp_path, make)
    orders.join(order.id)
    found = seen(tmp_path, order.id)
    assert (found.phase, found.told) == (Phase.OVER, {"over": "memory"})
    assert place(tmp_path).id != order.id  # asked for again, it is tried again


def test_a_fault_of_ours_is_lost_and_logged_by_its_type_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def make(_run: Run) -> Mapping[str, Any]:
        raise ValueError("Bodil Prøve")

    order = place(tmp_path, make)
    orders.join(order.id)
    assert seen(tmp_path, order.id).phase is Phase.LOST
    assert "ValueError" in caplog.text
    assert "Bodil" not in caplog.text


def test_it_is_stopped_wherever_it_is_worked_on(tmp_path: Path) -> None:
    def make(run: Run) -> Mapping[str, Any]:
        run.work(jobs.hangs, (), BUDGET)
        return {}

    order = place(tmp_path, make)
    orders.stop(order)
    orders.join(order.id)
    assert seen(tmp_path, order.id).phase is Phase.STOPPED


def test_no_more_than_the_machine_has_places_for_are_worked_on(tmp_path: Path) -> None:
    begun = threading.Semaphore(0)
    let_go = threading.Event()

    def make(_run: Run) -> Mapping[str, Any]:
        begun.release()
        let_go.wait()
        return {}

    placed = [place(tmp_path, make, Asked(str(n), "letter", "a")) for n in range(MOST_WORKERS + 1)]
    for _number in range(MOST_WORKERS):
        begun.acquire()
    phases = [orders.find(tmp_path, one.id, one.asked.by) for one in placed]
    waiting = [one for one in phases if one and one.phase is Phase.WAITING]
    assert len(waiting) == 1
    let_go.set()
    for one in placed:
        orders.join(one.id)


def test_nobody_waits_for_more_than_some(tmp_path: Path) -> None:
    held = Held()
    mine = [Asked("anna", "letter", str(n)) for n in range(MOST_ORDERS_OF_ONE)]
    placed = [place(tmp_path, held, one) for one in mine]
    with pytest.raises(TooManyOrders) as error:
        place(tmp_path, held, Asked("anna", "letter", "one more"))
    assert error.value.of_one
    others = [Asked(str(n), "letter", "x") for n in range(MOST_ORDERS - len(mine))]
    placed += [place(tmp_path, held, one) for one in others]
    with pytest.raises(TooManyOrders) as error:
        place(tmp_path, held, Asked("birk", "letter", "x"))
    assert not error.value.of_one
    held.let_go.set()
    for one in placed:
        orders.join(one.id)


def test_what_was_made_is_kept_for_a_while_only(tmp_path: Path) -> None:
    order = place(tmp_path)
    orders.join(order.id)
    assert orders.sweep(tmp_path, NOW + timedelta(seconds=ORDER_KEPT_SECONDS)) == 0
    assert orders.sweep(tmp_path, NOW + timedelta(seconds=ORDER_KEPT_SECONDS + 1)) == 1
    assert orders.find(tmp_path, order.id, "anna") is None
    assert not order.path.exists()


def test_what_was_made_of_a_case_goes_with_it(tmp_path: Path) -> None:
    mine, other = place(tmp_path), place(tmp_path, asked=Asked("anna", "letter", "b", "another"))
    for one in (mine, other):
        orders.join(one.id)
    assert orders.sweep(tmp_path, NOW, case_id=ASKED.case_id) == 1
    assert orders.find(tmp_path, mine.id, "anna") is None
    assert orders.find(tmp_path, other.id, "anna") is not None


SERVER = """
import sys, threading
from pathlib import Path
from tests.clock import NOW
from tests.unit.workers import jobs
from kompas.workers import orders
from kompas.workers.budget import Budget

def make(run):
    def tell(pid): print(pid, flush=True)
    run.work(jobs.hangs, (), Budget(60, 300_000_000))

order = orders.place(Path(sys.argv[1]), orders.Asked("anna", "letter", "a"), make, now=NOW)
print(order.id, flush=True)
threading.Event().wait()
"""


def test_a_server_that_is_killed_leaves_no_worker_and_a_lost_order(tmp_path: Path) -> None:
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.environ["PYTHONPATH"]},
    )
    with server:
        assert server.stdout is not None
        order_id = UUID(server.stdout.readline().strip())
        while "pid" not in seen(tmp_path, order_id).told:
            pass
        server.send_signal(signal.SIGKILL)
    # The worker holds its place as long as it lives: this waits until it is gone.
    for number in range(MOST_WORKERS):
        with (tmp_path / f"place-{number}").open("a") as place:
            fcntl.flock(place, fcntl.LOCK_EX)
    assert seen(tmp_path, order_id).phase is Phase.LOST
