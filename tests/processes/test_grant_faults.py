"""What is wrong with a file of running grants is told by row and column, and nothing comes in."""

from pathlib import Path

import pytest

from tests.processes.grant_files import (
    HEAD,
    IDA,
    brought_in,
    like,
    lines,
    numbers,
    refused,
)
from tests.processes.terminal import Run


@pytest.mark.parametrize(
    ("column", "typed", "told"),
    [
        ("cpr", "610270-123", "Et CPR-nummer har ti cifre"),
        ("cpr", "729970-1234", "ikke med en dato, der findes"),
        ("cpr", "102701234", "taget det første 0 væk"),
        ("cpr", "", "Cellen er tom"),
        ("navn", "", "Cellen er tom"),
        ("navn", "Ida 610270-1234", "ligner et CPR-nummer"),
        ("postnummer", "800", "ikke et dansk postnummer"),
        ("adressebeskyttet", "måske", "hverken ja eller nej"),
        ("sagsnummer", "", "Cellen er tom"),
        ("ydelse", "", "Cellen er tom"),
        ("ydelse", "§ 84", "siger ikke, hvilken hjælp det er"),
        ("ydelse", "§ 105", "beskyttet beskæftigelse"),
        ("dage om ugen", "8", "fra 0 til 7"),
        ("dage om ugen", "1,5", "Skriv et helt tal"),
        ("tilbud", "", "Cellen er tom"),
        ("bevilget", "29-02-2025", "ikke en dato, der findes"),
        ("bevilget", "01-02-2027", "ligger i fremtiden"),
        ("opfølgning", "01-01-2026", "ligger før bevillingen"),
        ("enhed", "nord", "ingen enhed, der hedder »nord«"),
        ("sagsbehandler", "anna", "behandler ikke sager i Handicapcenter Øst"),
        ("sagsbehandler", "petra", "behandler ikke sager i Handicapcenter Øst"),
    ],
)
def test_what_is_wrong_in_a_cell_is_told_with_row_and_column_and_nothing_comes_in(
    kompas: Run, tmp_path: Path, column: str, typed: str, told: str
) -> None:
    said = refused(brought_in(kompas, tmp_path, like(2), {**IDA, column: typed}))
    assert f"række 3, {column}: " in said
    assert told in said


@pytest.mark.parametrize(
    ("column", "typed"),
    [
        ("cpr", "6102701234"),
        ("cpr", "610270 1234"),
        ("navn", "Ida-Marie Prøve 2"),
        ("postnummer", ""),
        ("adressebeskyttet", "NEJ"),
        ("ydelse", "Aktivitets- og samværstilbud"),
        ("ydelse", "SEL §104"),
        ("ydelse", "activity_and_social"),
        ("dage om ugen", "0"),
        ("bevilget", "21.6.2026"),
        ("opfølgning", "01-02-2026"),
        ("enhed", "HANDICAPCENTER ØST"),
        ("sagsbehandler", "leif"),
    ],
)
def test_what_only_looks_wrong_comes_in(
    kompas: Run, tmp_path: Path, column: str, typed: str
) -> None:
    ran = brought_in(kompas, tmp_path, {**IDA, column: typed})
    assert ran.status == 0, ran.err
    assert numbers() == ["F-1"]


def test_every_fault_of_every_row_is_told_at_once(kompas: Run, tmp_path: Path) -> None:
    said = refused(
        brought_in(kompas, tmp_path, like(cpr="1", enhed="x"), like(2), like(3, bevilget="i går"))
    )
    for place in ("række 2, cpr", "række 2, enhed", "række 4, bevilget"):
        assert place in said
    assert "række 3" not in said


def test_one_number_twice_in_the_file_is_a_fault(kompas: Run, tmp_path: Path) -> None:
    said = refused(brought_in(kompas, tmp_path, like(2), {**IDA, "sagsnummer": "F-2"}))
    assert "række 3, sagsnummer: Sagsnummeret står også i række 2" in said


@pytest.mark.parametrize(
    ("column", "typed"), [("navn", "Ida Andet"), ("adresse", "Y 2"), ("adressebeskyttet", "ja")]
)
def test_one_person_told_of_in_two_ways_is_a_fault(
    kompas: Run, tmp_path: Path, column: str, typed: str
) -> None:
    other = {**IDA, "sagsnummer": "F-2", "ydelse": "§ 85", "dage om ugen": "", column: typed}
    said = refused(brought_in(kompas, tmp_path, like(), other))
    assert f"række 3, {column}: Der står noget andet om den samme borger i række 2" in said


def test_one_help_told_in_two_numbers_is_a_fault(kompas: Run, tmp_path: Path) -> None:
    head = (*HEAD, "timer hver 14. dag")
    row = {**IDA, "ydelse": "§ 85", "dage om ugen": "", "timer om ugen": "2", head[-1]: "5"}
    file = tmp_path / "b.csv"
    file.write_text(lines([row], head), "utf-8")
    said = refused(kompas("grant", "import", str(file), "--yes"))
    assert "række 2, timer om ugen, timer hver 14. dag: Omfanget er skrevet to gange" in said


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"cpr,navn\n1,2", "adskilt af semikolon"),
        (b"cpr;navn;far\xc3\xa6ve\n1;2;3", "Kompas kender ikke denne kolonne"),
        (b"cpr;cpr-nummer\n1;2", "cpr: kolonnen"),
        (b"cpr;navn\n1;2", "sagsnummer: kolonnen mangler"),
        (b"\xff\xfec\x00p\x00r\x00", "CSV UTF-8"),
        (b"cpr;navn\x81\xe6\n1;2", "Linje 1 har et tegn"),
        ((";".join(HEAD) + '\n"1;2').encode(), "anførselstegn, der ikke bliver lukket"),
    ],
)
def test_what_is_no_such_file_is_refused_in_words(
    kompas: Run, tmp_path: Path, raw: bytes, told: str
) -> None:
    file = tmp_path / "b.csv"
    file.write_bytes(raw)
    assert told in refused(kompas("grant", "import", str(file), "--yes"))


def test_a_row_of_another_width_is_told(kompas: Run, tmp_path: Path) -> None:
    file = tmp_path / "b.csv"
    file.write_text(lines([like()]) + ";for;meget", "utf-8")
    said = refused(kompas("grant", "import", str(file), "--yes"))
    assert "række 2: Rækken har 17 celler, og overskriften har 15" in said
