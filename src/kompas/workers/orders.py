"""Files that somebody asked for, made one after the other while the page says how far they are.

An order is a folder beside the documents, so that any server of the installation can tell how far
it is, stop it, and hand the file out. It says by itself when the server that worked on it is gone.
What was made is kept for `ORDER_KEPT_SECONDS` and is nobody's record.
"""

import fcntl
import json
import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from kompas.limits import MOST_ORDERS, MOST_ORDERS_OF_ONE, ORDER_KEPT_SECONDS
from kompas.workers.budget import Budget, OverBudget, Stopped
from kompas.workers.process import Told, Work, place_on_machine, run


class Phase(StrEnum):
    """How far an order is; LOST where the server that worked on it is gone."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    OVER = "over"
    STOPPED = "stopped"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: by whom, of which case, `kind` and `digest` of what it is made from."""

    by: str
    kind: str
    digest: str
    case_id: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)
    """What its page needs to know besides; plain values."""


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for, and how far it is: `told` by whoever makes it."""

    id: UUID
    asked: Asked
    placed_at: datetime
    phase: Phase
    told: Mapping[str, Any]
    path: Path
    """Where the file is, once it is DONE."""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be made."""
        return self.phase in (Phase.WAITING, Phase.WORKING)


class TooManyOrders(Exception):  # noqa: N818 - what happened
    """So much is waited for already; `of_one` by this user alone."""

    def __init__(self, *, of_one: bool) -> None:
        super().__init__()
        self.of_one = of_one


class Run(NamedTuple):
    """What makes an order is given this: where the file goes, how to do work and tell of it."""

    into: Path
    tell: Callable[..., None]
    work: Callable[..., Any]
    """As `process.run`: the work, its arguments, its budget, and who hears how far it is."""
    stopped: Callable[[], bool] = lambda: False
    """Whether it is wanted no more: what is done without `work` asks, and raises Stopped."""


Make = Callable[[Run], Mapping[str, Any]]
"""Makes the file, and gives what there is to tell of it."""

logger = logging.getLogger(__name__)
_threads: dict[UUID, threading.Thread] = {}


def place(folder: Path, asked: Asked, make: Make, *, now: datetime) -> Order:
    """Ask for a file; the same that is there or on its way is not made twice.

    Raises TooManyOrders.
    """
    sweep(folder, now)
    there = [*_all(folder)]
    for one in there:
        if (one.is_open or one.phase is Phase.DONE) and one.asked == asked:
            return one
    waiting = [one for one in there if one.is_open]
    if len(waiting) >= MOST_ORDERS:
        raise TooManyOrders(of_one=False)
    if sum(one.asked.by == asked.by for one in waiting) >= MOST_ORDERS_OF_ONE:
        raise TooManyOrders(of_one=True)
    order_id = uuid4()
    place = folder / str(order_id)
    place.mkdir(mode=0o700, parents=True)
    held = os.open(place / "held", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(held, fcntl.LOCK_EX)
    _say(place, Phase.WAITING, {})
    _write(place / "asked", {**asdict(asked), "placed_at": now.isoformat()})
    thread = threading.Thread(target=_make, args=(folder, place, make, held), daemon=True)
    _threads[order_id] = thread
    thread.start()
    return Order(order_id, asked, now, Phase.WAITING, {}, place / "made")


def find(folder: Path, order_id: UUID, by: str) -> Order | None:
    """A user's own order, as far as it is; None for one that is not there any more."""
    found = _read(folder / str(order_id))
    return found if found and found.asked.by == by else None


def stop(order: Order) -> None:
    """Want it no more: whoever works on it, on whichever server, ends that at once."""
    with suppress(FileNotFoundError):
        (order.path.parent / "stop").touch()


def discard(order: Order) -> None:
    """Remove an order that is done, with what was made of it."""
    shutil.rmtree(order.path.parent, ignore_errors=True)


def join(order_id: UUID) -> None:
    """Until this process has nothing to do with an order any more."""
    thread = _threads.get(order_id)
    if thread is not None:
        thread.join()


def sweep(folder: Path, now: datetime, *, case_id: str = "") -> int:
    """Remove what was made and is kept no longer, or all of one case; how many went."""
    removed = 0
    for one in list(_all(folder)):
        old = now - one.placed_at > timedelta(seconds=ORDER_KEPT_SECONDS)
        if case_id and one.asked.case_id == case_id:
            stop(one)
        elif not old or one.is_open:
            continue
        shutil.rmtree(one.path.parent, ignore_errors=True)
        removed += 1
    return removed


# ---------------------------------------------------------------- one order


def _make(folder: Path, place: Path, make: Make, held: int) -> None:
    def stopped() -> bool:
        return not place.exists() or (place / "stop").exists()

    def tell(**how_far: Any) -> None:
        _say(place, Phase.WORKING, how_far)

    try:
        with place_on_machine(folder, stopped) as slot:

            def work(
                one: Work, arguments: tuple[Any, ...], budget: Budget, told: Told | None = None
            ) -> Any:
                heard = told or (lambda how_far: tell(**how_far))
                return run(one, arguments, budget, told=heard, stopped=stopped, held=(slot,))

            tell()
            told = make(Run(place / "made", tell, work, stopped))
        _say(place, Phase.DONE, told)
    except Stopped:
        _say(place, Phase.STOPPED, {})
    except OverBudget as error:
        _say(place, Phase.OVER, {"over": error.over.value})
    except Exception as error:  # noqa: BLE001 - by its type alone: its words may tell of people
        logger.error("a file could not be made: %s", type(error).__name__)  # noqa: TRY400
    finally:
        os.close(held)  # who has not said how it ended: it is LOST
        _threads.pop(UUID(place.name), None)


def _say(place: Path, phase: Phase, told: Mapping[str, Any]) -> None:
    if place.exists():
        _write(place / "state", {"phase": phase, "told": told})


def _write(path: Path, what: Mapping[str, Any]) -> None:
    """In one step: who reads meanwhile reads the old or the new."""
    new = path.with_suffix(".new")
    with suppress(FileNotFoundError):  # the order was swept away
        new.write_text(json.dumps(what, ensure_ascii=False), encoding="utf-8")
        new.replace(path)


def _all(folder: Path) -> Iterator[Order]:
    for place in folder.glob("*-*-*-*-*"):
        if (found := _read(place)) is not None:
            yield found


def _read(place: Path) -> Order | None:
    try:
        held = _is_held(place)  # before its state, which may become the last one meanwhile
        asked, state = (json.loads((place / n).read_text("utf-8")) for n in ("asked", "state"))
        phase = Phase(state["phase"])
        if phase in (Phase.WAITING, Phase.WORKING) and not held:
            phase = Phase.LOST
    except FileNotFoundError:
        return None
    placed_at = datetime.fromisoformat(asked.pop("placed_at"))
    return Order(UUID(place.name), Asked(**asked), placed_at, phase, state["told"], place / "made")


def _is_held(place: Path) -> bool:
    """Whether somebody works on it still."""
    with (place / "held").open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
