"""`kompas offer`: the table of offers goes out as CSV, and comes in whole or not at all."""

from datetime import date
from pathlib import Path

import pytest

from kompas.offers import table
from tests.processes.terminal import Ran, Run

ON = date(2026, 6, 21)
HEAD = "name;valid_from;ownership;paragraphs;listing;listed_on;seen_on"
ONE = (
    "Botilbuddet Prøven;2026-01-01;external;"
    "serviceloven § 107|serviceloven § 108;listed;2020-05-01;"
)
TWO = "Værkstedet Prøven;2026-01-01;own;serviceloven § 104;;;"
WHY = ("--why", "Slået op på Tilbudsportalen")


def taken_in(kompas: Run, folder: Path, *lines: str, really: bool = True) -> Ran:
    file = folder / "tilbud.csv"
    file.write_text("\n".join((HEAD, *lines)), "utf-8")
    return kompas("offer", "import", str(file), *WHY, *(("--yes",) if really else ()))


def names() -> list[str]:
    return [one.name for one in table.on(ON)]


def test_what_would_change_is_shown_before_it_does(kompas: Run, tmp_path: Path) -> None:
    ran = taken_in(kompas, tmp_path, ONE, TWO, really=False)
    assert "Nyt: Botilbuddet Prøven" in ran.out
    assert "Intet er ændret endnu" in ran.out
    assert names() == []
    assert "Tabellen er rettet" in taken_in(kompas, tmp_path, ONE, TWO).out
    assert names() == ["Botilbuddet Prøven", "Værkstedet Prøven"]


def test_what_goes_out_comes_in_again_and_changes_nothing(kompas: Run, tmp_path: Path) -> None:
    taken_in(kompas, tmp_path, ONE, TWO)
    file = tmp_path / "ud.csv"
    file.write_text(kompas("offer", "list", "--on", ON.isoformat()).out, "utf-8")
    ran = kompas("offer", "import", str(file), *WHY, "--yes")
    assert "Uændret: Botilbuddet Prøven" in ran.out
    assert [len(rows) for rows in table.everything()] == [1, 1]


def test_an_offer_that_is_there_is_changed_from_the_day(kompas: Run, tmp_path: Path) -> None:
    taken_in(kompas, tmp_path, ONE)
    ran = taken_in(
        kompas, tmp_path, ONE.replace("2026-01-01", "2026-03-01").replace("external", "own")
    )
    assert "Rettes: Botilbuddet Prøven" in ran.out
    assert [len(rows) for rows in table.everything()] == [2]


def test_three_faults_are_told_at_once_and_nothing_is_changed(kompas: Run, tmp_path: Path) -> None:
    faulty = (
        "A;i går;own;serviceloven § 104;;;",
        "B;2026-01-01;ours;serviceloven § 104;;;",
        "C;;own;;;;",
    )
    ran = taken_in(kompas, tmp_path, ONE, *faulty)
    assert ran.status != 0
    told = " ".join(ran.err.split())
    for line in ("linje 3, valid_from", "linje 4, ownership", "linje 5, valid_from"):
        assert line in told
    assert names() == []


def test_what_cannot_be_in_the_table_changes_nothing(kompas: Run, tmp_path: Path) -> None:
    ran = taken_in(
        kompas, tmp_path, ONE, "X;2026-01-01;own;serviceloven § 999;;;", "Y;2026-01-01;own;;;;"
    )
    told = " ".join(ran.err.split())
    assert "Intet er ændret." in told
    assert "X: " in told
    assert "Y: " in told
    assert names() == []


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe", b"navn;dag\nx;y", b"name;valid_from\nx", b'name;valid_from\n"x'],
)  # fmt: skip
def test_nonsense_is_refused_in_words(kompas: Run, tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "tilbud.csv"
    file.write_bytes(raw)
    ran = kompas("offer", "import", str(file), *WHY, "--yes")
    assert ran.status != 0
    assert "Traceback" not in ran.err
    assert names() == []
