"""Print which obligations of the source documents are proven by a test and which are not.

Reads the ledger beside the checkout (`KOMPAS_LEDGER`, default `../shared/ledger`). A developer's
tool: nothing of the ledger's text ships.
"""

import os
import sys
import tomllib
from pathlib import Path

from tools.marks import proofs

LEDGER = Path(os.environ.get("KOMPAS_LEDGER", "../shared/ledger"))


def main() -> int:
    """Print the count and the names. Exit 1 where a mark names an item that does not exist."""
    if not LEDGER.is_dir():
        print(f"No ledger at {LEDGER}. Set KOMPAS_LEDGER to its folder.")
        return 2
    items = [
        item["id"]
        for path in sorted(LEDGER.glob("*.toml"))
        for item in tomllib.loads(path.read_text("utf-8")).get("item", [])
    ]
    proven = proofs()
    for area in dict.fromkeys(item.split("-")[0] for item in items):
        mine = [item for item in items if item.split("-")[0] == area]
        missing = [item for item in mine if item not in proven]
        print(f"{area:7} {len(mine) - len(missing):3} of {len(mine):3} proven")
        if missing:
            print(f"        not: {', '.join(missing)}")
    print(f"{'all':7} {sum(item in proven for item in items):3} of {len(items):3} proven")
    unknown = sorted(set(proven) - set(items))
    if unknown:
        print(f"marked but not in the ledger: {', '.join(unknown)}")
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
