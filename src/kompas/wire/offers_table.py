"""The table of offers as CSV, for a spreadsheet: semicolons, and a head that names the columns."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from kompas import inputs
from kompas.casework.offer import Listing, Offer, Ownership
from kompas.inputs import Kind
from kompas.wire.reading import MAX_BYTES, WireError, read_kind, unknown_text
from kompas.words import _

_KINDS: Mapping[str, Kind[Any]] = {
    "name": inputs.SHORT_TEXT,
    "valid_from": inputs.DAY,
    "provider": inputs.SHORT_OR_BLANK,
    "cvr": inputs.CVR,
    "p_number": inputs.P_NUMBER,
    "municipality": inputs.SHORT_OR_BLANK,
    "address": inputs.SHORT_OR_BLANK,
    "target_group": inputs.LETTER_OR_BLANK,
    "listed_on": inputs.DAY,
    "approved_on": inputs.DAY,
    "seen_on": inputs.DAY,
}
_CHOICES: Mapping[str, type[Ownership] | type[Listing]] = {
    "ownership": Ownership,
    "listing": Listing,
}
COLUMNS = (
    "name", "valid_from", "provider", "cvr", "p_number", "ownership", "municipality", "address",
    "paragraphs", "target_group", "listing", "listed_on", "approved_on", "seen_on",
)  # fmt: skip
"""Those of a file; `name` and `valid_from` must be filled in. Paragraphs are parted by `|`."""
_NEEDED = ("name", "valid_from")
_PARTED = "|"


def as_csv(offers: Iterable[Offer]) -> str:
    """The offers, a row each, as `read_offers` reads them."""
    into = io.StringIO()
    writer = csv.writer(into, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in offers:
        writer.writerow(_written(getattr(one, column)) for column in COLUMNS)
    return into.getvalue()


def read_offers(name: str, raw: bytes) -> list[Offer]:
    """The offers of a file, without ids. Raises WireError with every fault."""
    if len(raw) > MAX_BYTES:
        raise WireError(name, [_("Filen er for stor.")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WireError(name, [_("Filen er ikke skrevet i UTF-8. Gem den som UTF-8.")]) from None
    reader = csv.DictReader(io.StringIO(text), delimiter=";")
    faults = [
        _("{place}: Kompas kender ikke dette felt. {hint}").format(
            place=one[:60], hint=unknown_text(one, COLUMNS)
        )
        for one in reader.fieldnames or ()
        if one not in COLUMNS
    ]
    lacking = [one for one in _NEEDED if one not in (reader.fieldnames or ())]
    faults += [_("{place}: feltet mangler. Tilføj det.").format(place=one) for one in lacking]
    if faults:
        raise WireError(name, faults)
    try:
        found = [
            _offer(row, _("linje {number}").format(number=reader.line_num), faults)
            for row in reader
        ]
    except csv.Error:
        raise WireError(name, [_("Filen kan ikke læses som CSV.")]) from None
    if faults:
        raise WireError(name, faults)
    return [one for one in found if one is not None]


def _offer(row: Mapping[str | None, Any], line: str, faults: list[str]) -> Offer | None:
    told = len(faults)
    if None in row or None in row.values():
        faults.append(_("{place}: der er for mange eller for få felter.").format(place=line))
        return None
    values: dict[str, Any] = {}
    for column, kind in _KINDS.items():
        typed = row.get(column, "")
        if typed.strip() or column in _NEEDED:
            values[column] = read_kind(kind, typed, f"{line}, {column}", faults)
    for column, choices in _CHOICES.items():
        if typed := row.get(column, "").strip():
            known = {one.value: one for one in choices}
            if typed not in known:
                faults.append(
                    _("{place}: {word} kendes ikke. Skriv en af: {known}.").format(
                        place=f"{line}, {column}", word=f'"{typed[:60]}"', known=", ".join(known)
                    )
                )
            values[column] = known.get(typed)
    parts = (one.strip() for one in row.get("paragraphs", "").split(_PARTED))
    values["paragraphs"] = tuple(
        read_kind(inputs.SHORT_TEXT, one, f"{line}, paragraphs", faults) for one in parts if one
    )
    return None if len(faults) > told else Offer(id="", **values)


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return _PARTED.join(value)
    return "" if value is None else str(value)
