"""Whole processes, from the shell's point of view: `kompas` beside a Python that does nothing."""

import subprocess
import sys
from pathlib import Path

from benchmarks.measure import QUICK, Contender, interleaved, report

ROOT = Path(__file__).parents[1]
ROUNDS = 5 if QUICK else 40
FACTS = ROOT / "examples" / "facts-d2-housing.json"
KOMPAS = [str(Path(sys.executable).with_name("kompas"))]


def main() -> None:
    """Time each command as a process of its own."""
    assess = [*KOMPAS, "assess", str(FACTS), "--municipality", "copenhagen"]
    timings = interleaved(
        {
            "python -c pass": process([sys.executable, "-c", "pass"]),
            "kompas --help": process([*KOMPAS, "--help"]),
            "kompas assess --json": process([*assess, "--json"]),
            "kompas assess": process(assess),
        },
        rounds=ROUNDS,
        block=1,
    )
    report("startup", timings, "python -c pass", {})


def process(command: list[str]) -> Contender:
    """Run a command to its end; one that fails stops the benchmark."""

    def run(_round: int) -> None:
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own commands

    run(0)
    return run


if __name__ == "__main__":
    main()
