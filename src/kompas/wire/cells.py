"""A CSV file as a spreadsheet saves it in Denmark: its head, and the cells of each row.

UTF-8 with or without a mark at its beginning, else Windows-1252; semicolons; either line end. A row
has the number that the spreadsheet shows beside it, blank rows counted.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kompas.inputs.cpr import with_hidden
from kompas.limits import LONGEST_SHOWN
from kompas.wire.reading import WireError, unknown_text
from kompas.words import _


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in a row, in which column as the file calls it, and what to write instead.

    `column` is empty for what is about the whole row. Nothing of it repeats a CPR number.
    """

    row: int
    column: str
    what: str
    remedy: str

    @property
    def text(self) -> str:
        """As it is told: `række 7, cpr: Et CPR-nummer har ti cifre. Skriv det som ...`."""
        at = _("række {number}").format(number=self.row)
        where = f"{at}, {self.column}" if self.column else at
        return f"{where}: {self.what} {self.remedy}".rstrip()


@dataclass(frozen=True, slots=True)
class CellRow:
    """A row: its number in the spreadsheet, its cells as they stand, and by column."""

    number: int
    cells: tuple[str, ...]
    by_column: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Head:
    """The columns that a file may have: what each is called, and other names that it goes by.

    `needed` must be there.
    """

    columns: Sequence[str]
    also: Mapping[str, str]
    needed: Sequence[str]

    def column(self, typed: str) -> str | None:
        """The column that a heading names; None for none."""
        asked = " ".join(typed.casefold().split())
        return asked if asked in self.columns else self.also.get(asked)


def shown(cell: str) -> str:
    """A cell as a fault repeats it: short, and with no whole CPR number."""
    return with_hidden(cell)[:LONGEST_SHOWN]


def table_of(
    name: str, raw: bytes, head: Head, *, largest: int, most: int
) -> tuple[tuple[str, ...], list[CellRow], list[RowFault]]:
    """The head as it is written, the rows that are not blank, and those whose cells do not fit it.

    `largest` is in bytes, `most` in rows. Raises WireError for a file that is no such table.
    """
    if len(raw) > largest:
        raise WireError(
            name,
            [_("Filen fylder over {mb} MB. Del den i flere.").format(mb=largest // 1_000_000)],
        )
    lines = _lines(name, _decoded(name, raw))
    number, typed = next(lines, (1, []))
    columns = _columns(name, typed, head)
    rows, faults = [], []
    for number, cells in lines:
        if len(cells) != len(typed):
            what = _("Rækken har {count} celler, og overskriften har {head}.")
            faults.append(RowFault(
                number, "", what.format(count=len(cells), head=len(typed)),
                _('Står der et semikolon eller et anførselstegn i en celle, så sæt cellen i »"«.'),
            ))  # fmt: skip
            continue
        by_column = {one: cell.strip() for one, cell in zip(columns, cells, strict=True)}
        rows.append(CellRow(number, tuple(cells), by_column))
    if len(rows) > most:
        told = _("Filen har {count} rækker, og der er plads til {most}. Del den i flere.")
        raise WireError(name, [told.format(count=len(rows), most=most)])
    return tuple(typed), rows, faults


def written(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table as `table_of` reads it, and as a spreadsheet opens it: semicolons, CRLF."""
    into = io.StringIO()
    writer = csv.writer(into, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return into.getvalue()


def _decoded(name: str, raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw:
        raise WireError(name, [_("Filen er ikke en CSV-fil. Gem den som »CSV UTF-8«.")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        told = _("Linje {line} har et tegn, der ikke kan læses. Gem filen som »CSV UTF-8«.")
        raise WireError(name, [told.format(line=line)]) from None


def _lines(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that say something, with their numbers in the spreadsheet."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error:
        told = _(
            "Filen kan ikke læses som CSV fra linje {line}. Se efter et anførselstegn, der ikke "
            "bliver lukket."
        )
        raise WireError(name, [told.format(line=reader.line_num)]) from None


def _columns(name: str, typed: Sequence[str], head: Head) -> list[str]:
    """The column of each heading. Raises WireError with every fault of the head."""
    if not typed:
        raise WireError(name, [_("Filen er tom. Se, hvordan den skal se ud, i skabelonen.")])
    if len(typed) == 1:
        told = _("Der er kun én kolonne. Cellerne skal være adskilt af semikolon.")
        raise WireError(name, [told])
    found = [head.column(one) for one in typed]
    faults = [
        _("{place}: Kompas kender ikke denne kolonne. {hint}").format(
            place=shown(one.strip()) or _("kolonne {number}").format(number=place),
            hint=unknown_text(one.strip().casefold(), (*head.columns, *head.also)),
        )
        for place, (one, column) in enumerate(zip(typed, found, strict=True), 1)
        if column is None
    ]
    known = [one for one in found if one is not None]
    faults += (
        _("{place}: kolonnen står to gange. Slet den ene.").format(place=one)
        for one in dict.fromkeys(known)
        if known.count(one) > 1
    )
    faults += (
        _("{place}: kolonnen mangler. Tilføj den.").format(place=one)
        for one in head.needed
        if one not in known
    )
    if faults:
        raise WireError(name, faults)
    return known
