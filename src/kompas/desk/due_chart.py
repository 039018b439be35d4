"""What is due week by week, as bars to look at and numbers to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kompas.casework.work_items import DUE_TEXTS
from kompas.register.worklists import Counted, Part
from kompas.words import _

WEEKS = 8
"""So many weeks are shown one by one, this week first."""
WHYS = tuple(DUE_TEXTS)
HEIGHT, STEP = 96, 36
"""The plot's height and the way from bar to bar, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A week, or what lies before or after those that are shown. `by_why` as `WHYS`.

    `x`, `y` and `height` place the bar in the drawing.
    """

    label: str
    count: int
    by_why: tuple[int, ...]
    late: bool
    x: int
    y: float
    height: float


def bars(counts: Sequence[Counted], today: date) -> tuple[Bar, ...]:
    """The bars: over time, the weeks from this one on, and later."""
    monday = today - timedelta(days=today.weekday())
    weeks = [monday + timedelta(weeks=n) for n in range(WEEKS)]
    late = [one for one in counts if one.part is Part.LATE]
    rest = [one for one in counts if one.part is not Part.LATE and one.week is not None]
    groups = [
        (_("Over tiden"), late),
        *((_week(week), [one for one in rest if one.week == week]) for week in weeks),
        (_("Senere"), [one for one in rest if one.week is not None and one.week > weeks[-1]]),
    ]
    most = max((sum(one.count for one in found) for _label, found in groups), default=0) or 1
    return tuple(_bar(n, label, found, most) for n, (label, found) in enumerate(groups))


def _bar(number: int, label: str, found: Sequence[Counted], most: int) -> Bar:
    count = sum(one.count for one in found)
    height = round(HEIGHT * count / most, 1)
    by_why = tuple(sum(one.count for one in found if one.due_why == why) for why in WHYS)
    return Bar(label, count, by_why, number == 0, number * STEP, HEIGHT - height, height)


def _week(monday: date) -> str:
    return _("Uge {n}").format(n=monday.isocalendar().week)
