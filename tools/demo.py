"""`make demo`: one citizen from facts to letter, and the nine cases of the appeals board's note.

Everything runs through the `kompas` command, as a user would type it.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "out"
SHOWN = 5
FACTS = "examples/facts-d2-housing.json"
FALLS = "examples/decision-reduction-falls.json"
STANDS = "examples/decision-reduction-stands.json"


def main() -> int:
    """Walk through the steps; each prints the command that it runs."""
    OUT.mkdir(exist_ok=True)
    cases = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/spec/cases/*.json"))
    step("1. One citizen, two municipalities: what do the standards say, and why?")
    run("assess", FACTS, "--municipality", "copenhagen")
    run("assess", FACTS, "--municipality", "vejen")
    step("2. A draft that cuts four days to three. Would it stand before the appeals board?")
    run("soundness", FALLS, expect=1)
    step("3. The same cut, investigated: now it stands, and the letter can be made.")
    run("soundness", STANDS)
    run("letter", STANDS, "-o", "out/letter.pdf", "--html", "out/letter.html")
    step("4. The nine cases of the appeals board's note: six were sent back, three upheld.")
    run("soundness", "--summary", "--table", *cases, expect=1)
    print(f"\nThe letter lies in {OUT.name}/letter.pdf and {OUT.name}/letter.html.")
    return 0


def step(text: str) -> None:
    """Print a heading."""
    print(f"\n\033[1m{text}\033[0m" if sys.stdout.isatty() else f"\n{text}", flush=True)


def run(*arguments: str, expect: int = 0) -> None:
    """Run `kompas` with the arguments; stop where it ends otherwise than expected."""
    shown = " ".join(arguments[:SHOWN]) + (" ..." if len(arguments) > SHOWN else "")
    print(f"\n$ kompas {shown}\n", flush=True)
    command = [sys.executable, "-m", "kompas.cli", *arguments]
    status = subprocess.run(command, cwd=ROOT, check=False).returncode
    if status != expect:
        raise SystemExit(f"kompas {shown} ended with {status}, expected {expect}")


if __name__ == "__main__":
    sys.exit(main())
