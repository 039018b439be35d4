"""Measure contenders side by side in one process, and show the figures as a table."""

import gc
import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
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


Clock = Callable[[], int]
"""Nanoseconds from some moment on."""


def interleaved(
    contenders: Mapping[str, Contender],
    rounds: int,
    block: int = 50,
    clock: Clock = time.perf_counter_ns,
) -> dict[str, Timing]:
    """Time each contender once per round, in turns of `block` rounds.

    In turns, so that what else the machine does at the time hits all of them alike. Where all of
    them only compute, `time.process_time_ns` leaves out the time in which others had the
    processor, which takes long work more often than short.
    """
    times: dict[str, list[int]] = {name: [] for name in contenders}
    gc.collect()
    for start in range(0, rounds, block):
        for name, work in contenders.items():
            for number in range(start, min(start + block, rounds)):
                began = clock()
                work(number)
                times[name].append(clock() - began)
    return {name: Timing.of(found) for name, found in times.items()}


def report(name: str, timings: Mapping[str, Timing], base: str, notes: Mapping[str, Any]) -> None:
    """Print the timings as multiples of `base`, and write them to results/NAME.json.

    A quick run is only printed.
    """
    found = {
        "benchmark": name,
        "python": platform.python_version(),
        "base": base,
        "contenders": {
            contender: {
                **asdict(timing),
                "p50": _multiple(timing.p50_us, timings[base].p50_us),
                "p99": _multiple(timing.p99_us, timings[base].p99_us),
            }
            for contender, timing in timings.items()
        },
        "notes": dict(notes),
    }
    print("\n" + "\n".join(as_table(found)))
    if not QUICK:
        RESULTS.mkdir(exist_ok=True)
        text = json.dumps(found, indent=2, ensure_ascii=False)
        (RESULTS / f"{name}.json").write_text(text + "\n", "utf-8")


def write_page(names: Iterable[str]) -> None:
    """Write results/README.md: the figures of the last full run of each benchmark."""
    paths = (RESULTS / f"{name}.json" for name in names)
    tables = [as_table(json.loads(path.read_text("utf-8"))) for path in paths if path.exists()]
    lines = ["# What was measured", "", *_ABOUT]
    lines += [line for table in tables for line in ("", *table)]
    (RESULTS / "README.md").write_text("\n".join(lines) + "\n", "utf-8")


_ABOUT = (
    "Written by `make benchmarks`. Multiples hold on other machines; the microseconds, in the JSON",
    "files beside this page, do not. What each of them measures: [benchmarks](../README.md).",
)


def as_table(found: Mapping[str, Any]) -> list[str]:
    """The lines of a Markdown table of one benchmark's multiples, and its notes."""
    width = max(map(len, found["contenders"]))
    lines = [
        f"## {found['benchmark']}",
        "",
        f"Times as long as {found['base']!r}, Python {found['python']}.",
        "",
        f"| {'':{width}} |    p50 |    p99 |",
        f"|-{'-' * width}-|-------:|-------:|",
    ]
    for contender, row in found["contenders"].items():
        lines.append(f"| {contender:{width}} | {row['p50']:6.1f} | {row['p99']:6.1f} |")
    return [*lines, "", *(f"- {key}: {value}" for key, value in found["notes"].items())]


def _multiple(time_us: float, base_us: float) -> float:
    return round(time_us / base_us, 2)
