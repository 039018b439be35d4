"""The time of day: `9.30`, as Danish writes it, or `09:30`."""

import re
from datetime import time
from typing import Any

from kompas.inputs.kind import Kind, Unfit
from kompas.words import _

_CLOCK = re.compile(r"([0-9]{1,2})(?:[.:]([0-9]{2})(?:[.:]00)?)?")


class Clock(Kind[time]):
    """An hour and a minute of a day."""

    __slots__ = ()

    def read(self, typed: Any) -> time:
        """The time of day. Raises Unfit."""
        if type(typed) is time:
            return typed
        found = _CLOCK.fullmatch(typed.strip()) if isinstance(typed, str) else None
        try:
            return time(int(found[1]), int(found[2] or 0)) if found else _no()
        except ValueError:
            return _no()


def _no() -> time:
    raise Unfit(_("Det er ikke et klokkeslæt."), _("Skriv det som timer og minutter: 9.30."))
