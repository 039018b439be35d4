"""The code of a paper, by which texts and hearings name it: made of its title, seen nowhere."""

import re
from collections.abc import Collection

_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", "ö": "o", "ä": "a"})
_NUMBERS = re.compile(r"[0-9]{5,}(?:\s*-\s*[0-9]+)?")
"""Longer than a year: nobody is known by the code of a paper."""
_NONE = "bilag"
_LONGEST = 40


def code_of(title: str, taken: Collection[str]) -> str:
    """The code of a paper with this title: `udtalelse-fra-vaerkstedet`, then `…-2`, `…-3`.

    `taken` are the codes of the papers that there are.
    """
    text = _NUMBERS.sub(" ", title.casefold().translate(_SPELLED))
    code = "-".join(re.findall(r"[a-z0-9]+", text))[:_LONGEST].strip("-") or _NONE
    number, free = 1, code
    while free in taken:
        number += 1
        free = f"{code}-{number}"
    return free
