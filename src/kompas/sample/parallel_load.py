"""Several processes that load side by side and make their batches known in turn.

Each draws its batch and puts it into the database over a connection of its own; it is committed
when all batches before it are. So the cases that are there are always the first so many, and who
stops, or is stopped, can go on later. Whatever happens to one of the crew or to who leads it, the
others undo what is not committed and end.
"""

import gc
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection as Channel
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from typing import Any

Turn = Callable[[], None]
"""Waits until the batches before this one are committed. Raises EOFError where that never comes."""
Work = Callable[[range, Turn], None]
"""Stores the cases of some numbers; asks for its turn when nothing is left but to commit."""
Told = Callable[[int], None]

_READY, _DONE = "ready", "done"
_PATIENCE_SECONDS = 10
"""How long one may take to undo a batch; then it is ended, and PostgreSQL undoes it."""


class LostWorker(RuntimeError):  # noqa: N818 - what happened to it
    """One of the crew ended without a word: killed, or out of memory."""


def can_gather() -> bool:
    """Whether this system can split a process in two, with all it knows."""
    return "fork" in get_all_start_methods()


def load_side_by_side(
    work: Work,
    batches: Iterator[range],
    workers: int,
    *,
    batch_done: Told,
    stop: Callable[[], bool],
) -> None:
    """Have batches stored by some workers, each committed after the one before it.

    No connection to the database may be open here: the workers would share it. `batch_done` is
    told how many cases each batch had; `stop` is asked before each: where it says so, those under
    way are stored, and no more. Raises what a worker raised, and LostWorker.
    """
    with _crew(work, workers) as crew:
        under_way: deque[tuple[Channel, range]] = deque()
        ready: set[Channel] = set()

        def hand_out(channel: Channel) -> None:
            numbers = None if stop() else next(batches, None)
            if numbers is not None:
                _tell(channel, numbers)
                under_way.append((channel, numbers))

        for channel in crew:
            hand_out(channel)
        while under_way:
            heard = wait([channel for channel, _numbers in under_way])
            for channel in [channel for channel, _numbers in under_way if channel in heard]:
                _expect(channel, _READY)
                ready.add(channel)
            while under_way and under_way[0][0] in ready:
                channel, numbers = under_way.popleft()
                ready.remove(channel)
                _tell(channel, _READY)
                _expect(channel, _DONE)
                batch_done(len(numbers))
                hand_out(channel)


def _tell(channel: Channel, word: object) -> None:
    try:
        channel.send(word)
    except OSError as error:
        raise LostWorker from error


def _expect(channel: Any, word: str) -> None:
    try:
        told = channel.recv()
    except (EOFError, OSError) as error:
        raise LostWorker from error
    if isinstance(told, BaseException):
        raise told
    if told != word:
        raise LostWorker(told)


@contextmanager
def _crew(work: Work, workers: int) -> Iterator[Sequence[Channel]]:
    forking = get_context("fork")
    ours: list[Channel] = []
    processes: list[ForkProcess] = []
    try:
        for _number in range(workers):
            here, there = forking.Pipe()
            ours.append(here)
            # Daemons: they end with this process also where it has no time to end them.
            process = forking.Process(target=_serve, args=(work, there, tuple(ours)), daemon=True)
            process.start()
            processes.append(process)
            there.close()
        yield ours
    finally:
        for channel in ours:
            channel.close()
        for process in processes:
            process.join(_PATIENCE_SECONDS)
            if process.is_alive():
                process.kill()
                process.join()


def _serve(work: Work, channel: Channel, of_the_lead: Sequence[Channel]) -> None:
    """A worker's life. It ends when the lead has closed its end, or is no more."""
    for inherited in of_the_lead:
        inherited.close()
    # Ctrl-C goes to all; the lead decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What was there before it began stays: not looked through again and again.
    gc.freeze()

    def turn() -> None:
        channel.send(_READY)
        channel.recv()

    with suppress(EOFError, OSError):
        while True:
            numbers = channel.recv()
            try:
                work(numbers, turn)
            except (EOFError, BrokenPipeError):
                raise
            except Exception as error:  # noqa: BLE001 - the lead raises it
                channel.send(error)
                return
            channel.send(_DONE)
