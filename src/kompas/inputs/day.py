"""Days: as the calendar writes them, or in the Danish way, within what a case can be about."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from kompas.inputs.kind import Kind, Unfit
from kompas.words import _

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""Between which days all that is typed lies. Kompas counts years on from it, and back."""

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DANISH = re.compile(r"([0-9]{1,2})[./-] ?([0-9]{1,2})[./ -] ?([0-9]{4})")


@dataclass(frozen=True, slots=True)
class Day(Kind[date]):
    """A day within bounds, both included."""

    first: date = FIRST_DAY
    last: date = LAST_DAY

    def read(self, typed: Any) -> date:
        """The day. Raises Unfit."""
        day = typed_day(typed) if isinstance(typed, str) else typed
        if type(day) is not date:
            raise Unfit(
                _("Det er ikke en dato, der findes."), _("Skriv den som år-måned-dag: 2026-03-01.")
            )
        if not self.first <= day <= self.last:
            wanted = _("Skriv en dato mellem {first} og {last}.")
            raise Unfit(
                _("Datoen ligger for langt væk."),
                wanted.format(first=self.first.year, last=self.last.year),
            )
        return day


def iso_day(text: str) -> date | None:
    """The day that `2026-03-01` is; None for anything else, weeks and bare digits too."""
    found = _ISO.fullmatch(text)
    return _day(found[1], found[2], found[3]) if found else None


def typed_day(text: str) -> date | None:
    """A day as people type it: `2026-03-01`, `1.3.2026`, `1/3-2026`; the day before the month."""
    plain = text.strip()
    found = _DANISH.fullmatch(plain)
    return _day(found[3], found[2], found[1]) if found else iso_day(plain)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
