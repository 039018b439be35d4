"""What may be shown: every text that leaves the program passes here first.

A CPR number is never printed, wherever somebody typed it: in a case number, in the title of a
paper, in the name of a file. Characters that steer a terminal are not printed either.
"""

import re

HIDDEN_CPR = "••••••-••••"

_LOOKS_LIKE_CPR = re.compile(
    r"""(?<!\w)(?:
        \d{6}[-\u2010-\u2015 ]\d{4}              # with a dash or a space: whatever the date
      | (?:[0-2]\d|3[01]|[67]\d|8\d|9[01])       # without: a day, or one moved by 60,
        (?:0[1-9]|1[0-2])\d{6}                   # and a month
      | \d{6}-?\d{0,4}(?=\.\.\.)                 # one that was cut off
    )(?!\w)""",
    re.VERBOSE,
)
_STEERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def shown(text: str) -> str:
    """`text` without CPR numbers and without characters that steer the terminal."""
    return _STEERS.sub("\N{REPLACEMENT CHARACTER}", _LOOKS_LIKE_CPR.sub(HIDDEN_CPR, text))
