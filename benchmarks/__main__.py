"""`make benchmarks`: run all of them, or those that are named: `python -m benchmarks assess`."""

import sys
from importlib import import_module

from benchmarks.measure import QUICK, write_page

ALL = (
    "assess",
    "verify",
    "letter",
    "longest",
    "startup",
    "record",
    "imports",
    "lists",
    "pages",
    "crowd",
)


def main() -> int:
    """Run the benchmarks one after the other."""
    asked = sys.argv[1:] or ALL
    unknown = set(asked) - set(ALL)
    if unknown:
        print(f"No benchmark called {', '.join(sorted(unknown))}. There are: {', '.join(ALL)}.")
        return 2
    for name in asked:
        import_module(f"benchmarks.{name}").main()
    if not QUICK:
        write_page(ALL)
    return 0


if __name__ == "__main__":
    sys.exit(main())
