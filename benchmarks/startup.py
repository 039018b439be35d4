"""Whole processes, from the shell's point of view: `kompas` beside a Python that does nothing."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import QUICK, Contender, interleaved, report

ROOT = Path(__file__).parents[1]
ROUNDS = 5 if QUICK else 40
FACTS = ROOT / "examples" / "facts-d2-housing.json"
KOMPAS = [str(Path(sys.executable).with_name("kompas"))]


def main() -> None:
    """Time each command as a process of its own."""
    assess = [*KOMPAS, "assess", str(FACTS), "--municipality", "copenhagen"]
    with TemporaryDirectory() as bytecode:
        timings = interleaved(
            {
                "python -c pass": process([sys.executable, "-c", "pass"], bytecode),
                "kompas --help": process([*KOMPAS, "--help"], bytecode),
                "kompas assess --json": process([*assess, "--json"], bytecode),
                "kompas assess": process(assess, bytecode),
            },
            rounds=ROUNDS,
            block=1,
        )
    report("startup", timings, "python -c pass", {})


def process(command: list[str], bytecode: str) -> Contender:
    """Run a command to its end, once ahead of time; one that fails stops the benchmark.

    Python finds its compiled modules in `bytecode`, as in an installed program, whatever the
    environment says about writing them.
    """
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": bytecode}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(_round: int) -> None:
        subprocess.run(command, env=environment, check=True, capture_output=True)  # noqa: S603

    run(0)
    return run


if __name__ == "__main__":
    main()
