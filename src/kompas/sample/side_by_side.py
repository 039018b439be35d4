"""Very many cases, stored by several processes: each takes the next run of cases."""

from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from kompas.norms import load as load_norms
from kompas.register import setup
from kompas.sample.load import Progress, load_cases
from kompas.sample.town import Town

RUN = 5_000
"""Cases that a process takes at a time."""


def load_side_by_side(
    seed: int, cases: int, today: date, *, processes: int, progress: Progress | None = None
) -> int:
    """Store the first `cases` cases of the town that `seed` gives; how many there are.

    As `kompas.sample.load.load_cases`, by as many processes as one wants; with the norms that
    Kompas ships. Stopped by an exception (Ctrl-C), each process ends after its batch.
    """
    done = 0
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=setup)
    try:
        parts = [pool.submit(_load, seed, run, today) for run in _runs(cases)]
        for part in as_completed(parts):
            done += part.result()
            if progress:
                progress(done, cases)
    finally:
        pool.shutdown(cancel_futures=True)
    return done


def _load(seed: int, run: range, today: date) -> int:
    return load_cases(_town(seed, today), run)


@cache
def _town(seed: int, today: date) -> Town:
    return Town(seed, today, load_norms())


def _runs(cases: int) -> Iterator[range]:
    return (range(first, min(first + RUN, cases)) for first in range(0, cases, RUN))
