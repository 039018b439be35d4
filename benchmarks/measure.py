"""Measure contenders side by side in one process, and show the figures as a table."""

import gc
import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

QUICK = bool(os.environ.get("BENCH_QUICK"))
RESULTS = Path(__file__).parent / "results"

Contender = Callable[[int], object]
"""Does the work once, for the citizen (or the round) of that number."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one piece of work took, in microseconds, over `count` times."""

    p50_us: float
    p99_us: float
    count: int

    @staticmethod
    def of(times_ns: Sequence[int]) -> "Timing":
        """The median and the 99th percentile of times in nanoseconds."""
        ordered = sorted(times_ns)
        p99 = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
        return Timing(
            round(statistics.median(ordered) / 1000, 1), round(p99 / 1000, 1), len(ordered)
        )


def interleaved(
    contenders: Mapping[str, Contender], rounds: int, block: int = 50
) -> dict[str, Timing]:
    """Time each contender once per round, in turns of `block` rounds.

    In turns, so that what else the machine does at the time hits all of them alike.
    """
    times: dict[str, list[int]] = {name: [] for name in contenders}
    gc.collect()
    for start in range(0, rounds, block):
        for name, work in contenders.items():
            for number in range(start, min(start + block, rounds)):
                began = time.perf_counter_ns()
                work(number)
                times[name].append(time.perf_counter_ns() - began)
    return {name: Timing.of(found) for name, found in times.items()}


def report(
    name: str, timings: Mapping[str, Timing], base: str, notes: Mapping[str, Any]
) -> None:
    """Print the timings with their ratio to `base`, and write them to results/NAME.json."""
    width = max(map(len, timings))
    print(f"\n{name}  ({platform.python_implementation()} {platform.python_version()})")
    print(f"{'':{width}}  {'p50 us':>10}  {'p99 us':>10}  {'x p50':>7}  {'x p99':>7}")
    ratios = {}
    for contender, timing in timings.items():
        by50 = timing.p50_us / timings[base].p50_us
        by99 = timing.p99_us / timings[base].p99_us
        ratios[contender] = {"p50": round(by50, 2), "p99": round(by99, 2)}
        print(
            f"{contender:{width}}  {timing.p50_us:10,.1f}  {timing.p99_us:10,.1f}"
            f"  {by50:7.1f}  {by99:7.1f}"
        )
    for key, value in notes.items():
        print(f"{key}: {value}")
    if QUICK:
        return
    RESULTS.mkdir(exist_ok=True)
    found = {
        "benchmark": name,
        "python": platform.python_version(),
        "ratios_to": base,
        "ratios": ratios,
        "timings": {contender: asdict(timing) for contender, timing in timings.items()},
        "notes": dict(notes),
    }
    text = json.dumps(found, indent=2, ensure_ascii=False)
    (RESULTS / f"{name}.json").write_text(text + "\n", "utf-8")
