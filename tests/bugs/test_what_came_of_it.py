"""What people met and no answer to a command tells: days, searches, files, drafts that are read."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from kompas.casework.record import danish_day
from kompas.register import documents
from kompas.register.access import acting
from tests.bugs.play import Player
from tests.processes.terminal import Run
from tests.processes.town import viewer
from tests.unit.cli.running import EXAMPLES


@pytest.fixture
def player(kompas: Run, monkeypatch: pytest.MonkeyPatch) -> Player:
    return Player(kompas, monkeypatch)


def shown(player: Player) -> dict[str, Any]:
    ran = player.kompas("case", "show", player.case_id, "--as", "anna", "--json")
    found: dict[str, Any] = ran.data
    return found


# ---------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("name", "until"),
    [
        ("complaint_until_a_holiday", "2026-12-28"),  # the day after Christmas is a Saturday
        ("complaint_until_whit_monday", "2027-05-18"),
        ("complaint_until_a_working_day", "2026-12-24"),
        ("complaint_until_new_year", "2027-01-04"),
    ],
)
def test_a_time_to_complain_ends_on_a_working_day(player: Player, name: str, until: str) -> None:
    assert shown(player.play(name))["complaint_until"] == until


def test_a_case_holds_from_the_day_that_it_is_about(player: Player) -> None:
    player.play("held_from_an_earlier_day")
    asked = ("case", "as-of", player.case_id)
    for day in ("2026-05-01", "2026-05-15", str(danish_day(player.now))):
        assert player.kompas(*asked, day, "--valid", "--as", "anna").status == 0, day
    for words in (("2026-04-30", "--valid"), ("2026-05-15",)):
        ran = player.kompas(*asked, *words, "--as", "anna")
        assert (ran.status, "var ikke begyndt" in ran.err) == (2, True), words


@pytest.mark.parametrize("zone", ["Pacific/Honolulu", "Pacific/Kiritimati", "Europe/Copenhagen"])
def test_today_is_the_danish_day_wherever_the_machine_stands(
    kompas: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, zone: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    facts = json.loads((EXAMPLES / "facts-d2-housing.json").read_text("utf-8"))
    for born, answer in (("2008-06-21", "i målgruppen"), ("2008-06-22", "ikke i målgruppen")):
        path = tmp_path / f"{born}.json"
        path.write_text(json.dumps(facts | {"birth_date": {"value": born}}), "utf-8")
        ran = kompas("assess", path, "--municipality", "copenhagen")
        assert f"Målgruppe {answer}" in ran.flat, born
        assert "reglerne den 21. juni 2026" in ran.flat


# ---------------------------------------------------------------- letters


def test_the_letter_of_the_second_round_is_the_municipalitys_own(player: Player) -> None:
    player.play("second_round")
    with acting(viewer("anna")):
        letters = documents.of_case(UUID(player.case_id))
    second, first = map(text_of, letters)  # the newest first
    assert "Den 26. maj 2026 søgte du om: »et aktivitets- og samværstilbud" in first
    assert "Det gør vi af os selv" not in first
    assert "Det gør vi af os selv, og brevet er ikke svar på en ansøgning." in second
    assert "søgt" not in second
    assert "Du får fortsat et aktivitets- og samværstilbud" in second


def text_of(letter: documents.Document) -> str:
    pages = PdfReader(documents.path_of(letter)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


# ---------------------------------------------------------------- search


@pytest.mark.parametrize("words", ["jose", "ibrahim", "nguyen", "mullerup", "NGUYÊN", "josé"])
def test_a_name_is_found_however_its_accents_are_typed(player: Player, words: str) -> None:
    player.play("names_that_say_nothing")
    found = player.kompas("case", "list", words, "--as", "anna", "--json").data["cases"]
    assert [one["case_id"] for one in found] == [player.case_id]


# ---------------------------------------------------------------- files


def word_with_a_sheet(path: Path) -> None:
    with ZipFile(path, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", "<w:document/>")
        made.writestr("word/embeddings/oleObject1.bin", "x")


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def test_a_file_is_what_it_holds(player: Player, tmp_path: Path) -> None:
    player.play("held_from_an_earlier_day")
    sheet, led = tmp_path / "ark.docx", tmp_path / "brev.pdf"
    word_with_a_sheet(sheet)
    led.write_bytes(b"\r\n\r\n" + PDF)
    decomposed = "Udtalelse fra A\u030ase, e\u0301"
    for path, title in ((sheet, "Et ark i et brev"), (led, decomposed)):
        ran = player.does("anna", attaching(path, title, "2026-06-01"))
        assert ran.status == 0, ran.err + ran.out
    seen = json.dumps(shown(player), ensure_ascii=False)
    assert "Udtalelse fra Åse, é" in seen
    other = tmp_path / "andet.pdf"
    other.write_bytes(PDF)
    refused = player.does("anna", attaching(other, "Fra fremtiden", "2099-01-01"))
    assert [one["code"] for one in refused.data["refused"]] == ["in_the_future"]


def attaching(path: Path, title: str, dated: str) -> dict[str, Any]:
    return {"command": "attach_document", "title": title, "file": str(path), "dated": dated}
