"""Running grants as CSV, a row each with its citizen: how what ran before Kompas comes in.

What is wrong is told row by row. What the norms do not know is no fault: it is handed back as it
stood, so that nobody is lost.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from kompas import inputs
from kompas.casework.amounts import InMeasure, told_against_itself
from kompas.casework.amounts import faults as amount_faults
from kompas.inputs import Kind, Unfit
from kompas.limits import LARGEST_GRANTS_BYTES, MOST_GRANTS_AT_ONCE
from kompas.norms import Measure, Vocabulary
from kompas.wire.cells import CellRow, Head, RowFault, shown, table_of, written
from kompas.wire.reading import unknown_text
from kompas.wire.service_names import Named, service_named
from kompas.words import _

CPR, NAME, STREET, POSTCODE, TOWN = "cpr", "navn", "adresse", "postnummer", "by"
PROTECTED, NUMBER, SERVICE = "adressebeskyttet", "sagsnummer", "ydelse"
FACILITY, GRANTED, FOLLOW_UP, UNIT, WORKER = (
    "tilbud", "bevilget", "opfølgning", "enhed", "sagsbehandler",
)  # fmt: skip
NEEDED = (CPR, NAME, NUMBER, SERVICE, FACILITY, GRANTED, UNIT, WORKER)
"""Columns that a file must have, and that must be filled in."""
OPTIONAL = (STREET, POSTCODE, TOWN, PROTECTED, FOLLOW_UP)
_ALSO = {
    "cpr-nummer": CPR, "cprnummer": CPR, "postnr": POSTCODE, "postnr.": POSTCODE,
    "adressebeskyttelse": PROTECTED, "sagsnr": NUMBER, "sagsnr.": NUMBER, "paragraf": SERVICE,
    "ydelse/paragraf": SERVICE, "bevilget fra": GRANTED, "næste opfølgning": FOLLOW_UP,
}  # fmt: skip
"""What the columns may be called besides."""
_KINDS: Mapping[str, Kind[Any]] = {
    CPR: inputs.CPR,
    NAME: inputs.SHORT_TEXT,
    STREET: inputs.SHORT_OR_BLANK,
    TOWN: inputs.SHORT_OR_BLANK,
    NUMBER: inputs.CASE_NUMBER,
    FACILITY: inputs.SHORT_TEXT,
    GRANTED: inputs.DAY,
    FOLLOW_UP: inputs.DAY,
    UNIT: inputs.CODE,
    WORKER: inputs.CODE,
}
_YES, _NO = frozenset({"ja", "j", "x", "1"}), frozenset({"nej", "n", "0"})
_POSTCODE = re.compile(r"[0-9]{4}")
_LOST_ZERO = re.compile(r"[0-9]{9}|[0-9]{5}-[0-9]{4}")
"""A CPR number of which a spreadsheet has made a number: the zero that it began with is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRow:
    """A row that can be read. `protected` is None where the file does not say; `unit` and `worker`
    are as they were typed. `at` is the row as it stands.
    """

    at: CellRow
    cpr: str
    name: str
    address_lines: tuple[str, ...]
    protected: bool | None
    case_number: str
    service: str
    amounts: Mapping[str, Decimal]
    facility: str
    granted_on: date
    follow_up_due: date | None
    unit: str
    worker: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row whose help the norms do not know: why, and the row as it stands."""

    at: CellRow
    why: str


@dataclass(frozen=True, slots=True)
class GrantsFile:
    """What a file says: the rows that can be read, those that are left out, and what is wrong;
    `unread` are the rows with a fault.

    `fingerprint` is the beginning of its SHA-256 in groups of four: nothing in it is like a number.
    """

    name: str
    fingerprint: str
    head: tuple[str, ...]
    rows: tuple[GrantRow, ...]
    left_out: tuple[LeftOut, ...]
    unread: tuple[CellRow, ...]
    faults: tuple[RowFault, ...]


def columns_of(words: Vocabulary) -> dict[str, Measure]:
    """The measures that some kind of help is granted in, each by the heading of its column."""
    used = {name for service in words.services.values() for name in service.measures}
    return {one.unit.many: one for one in words.measures.values() if one.name in used}


def template(words: Vocabulary) -> str:
    """An empty file with all headings."""
    before = (CPR, NAME, STREET, POSTCODE, TOWN, PROTECTED, NUMBER, SERVICE)
    after = (FACILITY, GRANTED, FOLLOW_UP, UNIT, WORKER)
    return written((*before, *columns_of(words), *after), ())


def left_out_table(head: Iterable[str], left: Iterable[LeftOut]) -> str:
    """The rows that were left out as they stood, each with its number and the reason."""
    rows = ((*one.at.cells, str(one.at.number), one.why) for one in left)
    return written((*head, "række i filen", "hvorfor"), tuple(rows))


def read_grants(
    name: str, raw: bytes, words: Vocabulary, *, tell: Callable[[int], None] | None = None
) -> GrantsFile:
    """What a file says. `tell` hears how many rows are read. Raises WireError for a file that is
    no such table.
    """
    measures = columns_of(words)
    head = Head(
        (*NEEDED, *OPTIONAL, *measures),
        {**_ALSO, **{one.name: heading for heading, one in measures.items()}},
        NEEDED,
    )
    heading, cells, faults = table_of(
        name, raw, head, largest=LARGEST_GRANTS_BYTES, most=MOST_GRANTS_AT_ONCE
    )
    named = lru_cache(maxsize=1000)(lambda typed: service_named(typed, words))
    rows: list[GrantRow] = []
    left: list[LeftOut] = []
    unread: list[CellRow] = []
    for at in cells:
        service = _service(at, named(at.by_column[SERVICE]), words, faults)
        if isinstance(service, LeftOut):
            left.append(service)
        elif (row := _Reader(at, words, measures, faults).row(service)) is not None:
            rows.append(row)
        else:
            unread.append(at)
        if tell:
            tell(at.number)
    faults.sort(key=lambda one: one.row)
    return GrantsFile(
        name=name,
        fingerprint=fingerprint(raw),
        head=heading,
        rows=tuple(rows),
        left_out=tuple(left),
        unread=tuple(unread),
        faults=tuple(faults),
    )


_GROUPS, _GROUP = 4, 4


def fingerprint(raw: bytes) -> str:
    """What a file is known by in the log."""
    digest = hashlib.sha256(raw).hexdigest()
    return "-".join(digest[at : at + _GROUP] for at in range(0, _GROUPS * _GROUP, _GROUP))


def _service(
    at: CellRow, named: Named, words: Vocabulary, faults: list[RowFault]
) -> str | LeftOut | None:
    """The kind of help of a row; None, with a fault, where it is not said or several are meant."""
    typed = at.by_column[SERVICE]
    if named.one:
        return named.one
    texts = [words.services[one].text for one in named.several]
    if not typed:
        faults.append(_blank(at, SERVICE))
        return None
    if texts:
        what = _("»{typed}« siger ikke, hvilken hjælp det er.").format(typed=shown(typed))
        remedy = _("Skriv ydelsens navn: {names}.").format(names=_(" eller ").join(texts))
        faults.append(RowFault(at.number, SERVICE, what, remedy))
        return None
    known = [one.text for one in words.services.values()]
    why = _("Reglerne kender ikke »{typed}«.").format(typed=shown(typed))
    near = unknown_text(typed.casefold(), known)
    return LeftOut(at, f"{why} {near}" if near.endswith("?") else why)


def _blank(at: CellRow, column: str) -> RowFault:
    return RowFault(at.number, column, _("Cellen er tom."), _("Skriv noget i den."))


class _Reader:
    """Reads one row, with a fault for each cell that cannot be taken."""

    def __init__(
        self,
        at: CellRow,
        words: Vocabulary,
        measures: Mapping[str, Measure],
        faults: list[RowFault],
    ) -> None:
        self._at, self._words, self._measures, self._faults = at, words, measures, faults

    def row(self, service: str | None) -> GrantRow | None:
        """The row; None where a cell cannot be taken."""
        before = len(self._faults)
        read = {column: self._read(column, kind) for column, kind in _KINDS.items()}
        address, protected = self._address(read), self._protected()
        amounts = self._amounts(service)
        if service is None or len(self._faults) > before:
            return None
        return GrantRow(
            at=self._at,
            cpr=read[CPR],
            name=read[NAME],
            address_lines=address,
            protected=protected,
            case_number=read[NUMBER],
            service=service,
            amounts=amounts,
            facility=read[FACILITY],
            granted_on=read[GRANTED],
            follow_up_due=read[FOLLOW_UP],
            unit=read[UNIT],
            worker=read[WORKER],
        )

    def _cell(self, column: str) -> str:
        return self._at.by_column.get(column, "")

    def _fault(self, column: str, what: str, remedy: str) -> None:
        self._faults.append(RowFault(self._at.number, column, what, remedy))

    def _read(self, column: str, kind: Kind[Any]) -> Any:
        typed = self._cell(column)
        if not typed:
            if column in NEEDED:
                self._faults.append(_blank(self._at, column))
            return None
        try:
            return kind.read(typed)
        except Unfit as unfit:
            remedy = unfit.remedy
            if column == CPR and _LOST_ZERO.fullmatch(typed):
                remedy = _(
                    "Regnearket har taget det første 0 væk: gør kolonnen til tekst, og skriv det."
                )
            self._fault(column, unfit.what, remedy)
            return None

    def _address(self, read: Mapping[str, Any]) -> tuple[str, ...]:
        postcode = self._cell(POSTCODE)
        if postcode and not _POSTCODE.fullmatch(postcode):
            what = _("»{typed}« er ikke et dansk postnummer.").format(typed=shown(postcode))
            self._fault(
                POSTCODE,
                what,
                _("Skriv fire cifre, fx 8000. En adresse i udlandet skrives i kolonnen adresse."),
            )
        town = " ".join(one for one in (postcode, read[TOWN]) if one)
        return tuple(one for one in (read[STREET], town) if one)

    def _protected(self) -> bool | None:
        typed = self._cell(PROTECTED).casefold()
        if typed in _YES:
            return True
        if typed and typed not in _NO:
            what = _("»{typed}« siger hverken ja eller nej.").format(typed=shown(typed))
            self._fault(PROTECTED, what, _("Skriv ja eller nej."))
        return False if typed else None

    def _amounts(self, service: str | None) -> dict[str, Decimal]:
        found: dict[str, Decimal] = {}
        for heading, measure in self._measures.items():
            if typed := self._cell(heading):
                try:
                    found[measure.name] = InMeasure(measure).read(typed)
                except Unfit as unfit:
                    self._fault(heading, unfit.what, unfit.remedy)
        if service is None:
            return found
        headings = {measure.name: heading for heading, measure in self._measures.items()}
        for name, what, remedy in amount_faults(found, service, self._words):
            self._fault(headings[name], what, remedy)
        for what, remedy in told_against_itself(found, self._words):
            self._fault(", ".join(headings[name] for name in found), what, remedy)
        return found
