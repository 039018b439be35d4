"""Files of running grants, as a municipality would bring them."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from kompas.register.models import CaseSummary
from tests.processes.terminal import Ran, Run

Row = Mapping[str, str]

HEAD = (
    "cpr", "navn", "adresse", "postnummer", "by", "adressebeskyttet", "sagsnummer", "ydelse",
    "dage om ugen", "timer om ugen", "tilbud", "bevilget", "opfølgning", "enhed", "sagsbehandler",
)  # fmt: skip
IDA: Mapping[str, str] = {
    "cpr": "610270-1234",
    "navn": "Ida Prøve",
    "adresse": "Prøvevej 1",
    "postnummer": "8000",
    "by": "Aarhus C",
    "sagsnummer": "F-1",
    "ydelse": "serviceloven § 104",
    "dage om ugen": "3",
    "tilbud": "Værkstedet",
    "bevilget": "01-02-2026",
    "enhed": "oest",
    "sagsbehandler": "carla",
}


def like(number: int = 1, **other: str) -> dict[str, str]:
    """Ida's row; of another citizen with another case from 2 on."""
    row = dict(IDA)
    if number > 1:
        day, month, rest = number % 28, number // 28 % 12, number // 336
        row |= {
            "cpr": f"{61 + day:02d}{month + 1:02d}70-{1000 + rest}",
            "navn": f"Borger Prøve {_in_letters(number)}",
            "sagsnummer": f"F-{number}",
        }
    return row | {name.replace("_", " "): value for name, value in other.items()}


def _in_letters(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "abcdefghij"))


def lines(rows: Iterable[Mapping[str, str]], head: Iterable[str] = HEAD) -> str:
    """The text of a file."""
    head = tuple(head)
    return "\n".join((";".join(head), *(";".join(r.get(c, "") for c in head) for r in rows)))


def written(folder: Path, *rows: Mapping[str, str], encoding: str = "utf-8") -> Path:
    """A file of some rows."""
    file = folder / "bevillinger.csv"
    file.write_bytes(lines(rows).encode(encoding))
    return file


def brought_in(kompas: Run, folder: Path, *rows: Row, really: bool = True) -> Ran:
    return kompas("grant", "import", str(written(folder, *rows)), *(("--yes",) if really else ()))


def numbers() -> list[str]:
    return sorted(CaseSummary.objects.values_list("case_number", flat=True))


def refused(ran: Ran) -> str:
    """What was told of a file that was not taken; nothing of it was stored, and no number told."""
    assert ran.status == 2
    assert numbers() == []
    told = " ".join(ran.err.split())
    assert "610270" not in told + ran.out
    return told
