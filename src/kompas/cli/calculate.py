"""`kompas calculate`: what the citizen pays and earns, line by line."""

from argparse import Namespace
from collections.abc import Iterator, Mapping
from json import dumps

from rich.console import RenderableType
from rich.table import Table

from kompas.cli import OK, OPEN, inputs, page
from kompas.cli.failure import InputError
from kompas.cli.page import QUIET, STRONG, indented, plain, show, text
from kompas.economy import Calculation, Line, charges, housing_payment, kroner_text, pay, transport
from kompas.norms import Assessment, FactError
from kompas.norms.wording import verified_text
from kompas.wire.payments import Payments, read_payments
from kompas.wire.reading import WireError
from kompas.words import _


def run(asked: Namespace) -> int:
    """Calculate and show. Raises InputError."""
    on = inputs.day(asked.on)
    library = inputs.norms()
    name = asked.files[0]
    try:
        payments = read_payments(inputs.called(name), inputs.raw(name), library)
        where = payments.service, payments.municipality, payments.unit
        assessment = inputs.standard(library, *where, on).assess(payments.facts, on)
    except WireError as error:
        raise inputs.refused(error, "facts") from None
    except FactError as error:
        raise InputError(error.text, _("Ret det, og kør igen.")) from None
    found = _calculated(assessment, payments)
    if asked.json:
        data = {name: _data(one) for name, one in found.items()}
        plain(dumps(data, ensure_ascii=False, indent=2))
    else:
        show(*(part for name, one in found.items() for part in _part(_title(name), one)))
    return OPEN if any(one.open for one in found.values()) else OK


def _calculated(assessment: Assessment, payments: Payments) -> Mapping[str, Calculation]:
    found: dict[str, Calculation] = {}
    if payments.transport:
        asked = payments.transport
        found["transport"] = transport(
            assessment, asked.cost, asked.earnings_after_tax, asked.cost_of_first_10_km
        )
    if payments.pay:
        found["pay"] = pay(assessment, payments.pay)
    if payments.housing:
        found["housing"] = housing_payment(assessment, payments.housing)
    if payments.packages:
        found["packages"] = charges(assessment, payments.packages)
    return found


def _title(name: str) -> str:
    return {
        "transport": _("Befordring"),
        "pay": _("Løn"),
        "housing": _("Betaling for boligen"),
        "packages": _("Servicepakker"),
    }[name]


def _part(title: str, found: Calculation) -> Iterator[RenderableType]:
    yield text((title, STRONG))
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column()
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column()
    told: set[str] = set()
    for line in found.lines:
        style = STRONG if line.code in found.results else ""
        amount = text((kroner_text(line.oere), style))
        grid.add_row(text((line.text, style)), amount, text((_by(line, told), QUIET)))
    yield indented(grid)
    if found.open:
        yield indented(text((_("Kan ikke regnes ud endnu:"), page.OPEN)))
        yield from (indented(text(one), 4) for one in found.open)
    yield ""


def _by(line: Line, told: set[str]) -> str:
    """How a line came about and by what; a reading that was told is not told again."""
    reading = ""
    if line.reading and line.reading not in told:
        reading = _("Fortolkning: {reading}").format(reading=line.reading)
        told.add(line.reading)
    parts = [line.how, line.source, verified_text(line.verified), reading]
    return " · ".join(part for part in parts if part)


def _data(found: Calculation) -> dict[str, object]:
    return {
        "results": {code: found[code] for code in found.results},
        "open": list(found.open),
        "lines": [
            {
                "code": line.code,
                "text": line.text,
                "oere": line.oere,
                "how": line.how,
                "source": line.source,
                "reading": line.reading,
                "verified": line.verified.value,
            }
            for line in found.lines
        ],
    }
