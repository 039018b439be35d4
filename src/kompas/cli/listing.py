"""Several decisions as a table, a line for each, and how many stand."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from kompas.cli.judgement_page import VERDICTS, Judged
from kompas.cli.page import text
from kompas.soundness import Verdict
from kompas.words import _, ngettext

_GAP = 2
_ROOM_FOR_FINDINGS = 30
"""So many columns the findings get before the case, kind and verdict wrap for them."""
_LONGEST_WORD = 18
"""A longer word (the name of a file) may be broken where there is little room."""
_BROKEN = 8
"""Where there is hardly any room, all words may be broken, at this width."""


class Listing:
    """A table that fits any width: what does not fit on a line wraps, and nothing is left out."""

    def __init__(self, judged: Iterable[Judged]) -> None:
        listed = list(judged)
        numbers = Counter(one.decision.case_number for one in listed)
        self.headings = [text(_("Sag")), text(_("Art")), text(_("Resultat"))]
        self.headings.append(text(_("Fund i korthed")))
        self.rows = [_row(one, several=numbers[one.decision.case_number] > 1) for one in listed]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lay it out within the width that there is."""
        made = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0))
        widths = self._widths(console, options.max_width)
        for heading, width in zip(self.headings, widths, strict=True):
            made.add_column(heading, width=width, overflow="fold")
        for row in self.rows:
            made.add_row(*row)
        yield made

    def _widths(self, console: Console, within: int) -> list[int]:
        """The widths of the columns: the first ones wrap, in turn, until the findings have room."""
        columns = list(zip(self.headings, *self.rows, strict=True))
        *widths, findings = (max(cell_len(cell.plain) for cell in column) for column in columns)
        gaps = _GAP * len(widths)
        for place, column, at_least in (
            *((place, column, _narrowest(column)) for place, column in enumerate(columns[:-1])),
            *((place, column, _BROKEN) for place, column in enumerate(columns[:-1])),
        ):
            room = _ROOM_FOR_FINDINGS if at_least > _BROKEN else _BROKEN
            too_much = sum(widths) + gaps + min(findings, room) - within
            if too_much > 0 and widths[place] > at_least:
                narrower = max(widths[place] - too_much, at_least)
                lines = [line for cell in column for line in cell.wrap(console, narrower)]
                widths[place] = max(cell_len(line.plain.rstrip()) for line in lines)
        return [*widths, max(min(findings, within - gaps - sum(widths)), 1)]


def _row(one: Judged, *, several: bool) -> tuple[Text, ...]:
    number = one.decision.case_number
    case = f"{number} ({Path(one.file).name})" if number and several else number or one.file
    mark, style, word = VERDICTS[one.judgement.verdict]
    return text(case), text(one.kind), text((f"{mark} {_(word)}", style)), text(one.in_short())


def _narrowest(column: Sequence[Text]) -> int:
    """How wide a column is when its words stand under each other."""
    words = [cell_len(word) for cell in column for word in cell.plain.split()]
    return min(max(words, default=1), _LONGEST_WORD)


def tally(judged: Iterable[Judged]) -> str:
    """How many stand, fall and cannot be judged."""
    verdicts = [one.judgement.verdict for one in judged]
    counts = [(verdict, verdicts.count(verdict)) for verdict in VERDICTS]
    told = ", ".join(_counted(verdict, count) for verdict, count in counts if count)
    number = ngettext("{count} afgørelse", "{count} afgørelser", len(verdicts))
    return f"{number.format(count=len(verdicts))}: {told}"


def _counted(verdict: Verdict, count: int) -> str:
    match verdict:
        case Verdict.STANDS:
            said = ngettext("{count} kan holde", "{count} kan holde", count)
        case Verdict.FALLS:
            said = ngettext("{count} falder", "{count} falder", count)
        case Verdict.MUST_BE_MENDED:
            said = ngettext("{count} skal rettes først", "{count} skal rettes først", count)
        case Verdict.LACKS_REASON:
            said = ngettext("{count} bør begrundes", "{count} bør begrundes", count)
        case Verdict.CANNOT_BE_JUDGED:
            said = ngettext("{count} kan ikke bedømmes", "{count} kan ikke bedømmes", count)
    return said.format(count=count)
