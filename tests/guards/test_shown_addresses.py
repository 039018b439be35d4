"""An address is shown by the one function that knows who reads it (`kompas.casework.address`)."""

import re
from pathlib import Path

import kompas

SRC = Path(kompas.__file__).parent
SHOWING = ("casework/steps", "casework/timeline.py", "cli", "desk", "papers", "portal", "web")
"""Where something is put before somebody."""
TYPED = {"desk/steps/opening.py", "desk/citizen_forms.py"}
"""Where an address is typed, or put right as it stands."""
THROUGH = re.compile(r"address(?:_for)?\(|\| address\(")
IS_TYPED = re.compile(r'address_lines=self\.|address_lines=said|"\\n"\.join\(now\.address_lines\)')


def lines() -> list[tuple[str, str]]:
    """Each line of a room that shows things, which names the lines of an address."""
    found = []
    for place in SHOWING:
        start = SRC / place
        for path in [start] if start.is_file() else sorted(start.rglob("*")):
            if path.suffix in (".py", ".html", ".typ", ".j2"):
                name = path.relative_to(SRC).as_posix()
                text = path.read_text(encoding="utf-8").splitlines()
                found += [(name, line) for line in text if "address_lines" in line]
    return found


def test_an_address_is_shown_by_the_one_function() -> None:
    past_it = [
        (name, line.strip())
        for name, line in lines()
        if not THROUGH.search(line) and not (name in TYPED and IS_TYPED.search(line))
    ]
    assert past_it == []
    assert len(lines()) > 3
