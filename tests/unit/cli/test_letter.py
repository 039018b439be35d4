"""`kompas letter`: written when it may be sent; else what it lacks and what to do."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kompas.norms import default_folder
from tests.unit.cli.running import EXAMPLES, Example, Run
from tests.unit.cli.test_soundness import Change, changed

READY = ("decision-grant", "decision-grant-above", "decision-reduction-stands")


@pytest.mark.parametrize("name", READY)
def test_a_letter_that_lacks_nothing_is_written(
    kompas: Run, example: Example, tmp_path: Path, name: str
) -> None:
    pdf, page = tmp_path / "brev.pdf", tmp_path / "brev.html"
    ran = kompas("letter", example(name), "-o", pdf, "--html", page)
    assert ran.status == 0
    assert "✓ Brevet er skrevet" in ran.out
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert "UDKAST" not in page.read_text("utf-8")
    assert "Læsbarhed: LIX" in ran.out


def test_a_decision_that_falls_gets_no_letter_but_the_next_steps(
    kompas: Run, example: Example, tmp_path: Path
) -> None:
    pdf = tmp_path / "brev.pdf"
    ran = kompas("letter", example("decision-reduction-falls"), "-o", pdf)
    assert ran.status == 1
    assert not pdf.exists()
    assert "✗ Brevet kan ikke sendes endnu. Intet er skrevet." in ran.flat
    assert "Kilde: principmeddelelse 89-14" in ran.flat
    assert "Gør nu: Beskriv borgerens funktionsevne" in ran.flat
    assert "Med --draft bliver det skrevet" in ran.flat


def test_what_both_the_check_and_the_letter_lack_is_told_once(kompas: Run, tmp_path: Path) -> None:
    path = changed(
        "decision-reduction-stands",
        lambda d: d.pop("complaint_guidance"),
        tmp_path / "unguided.json",
    )
    ran = kompas("letter", path, "--check")
    assert ran.status == 1
    assert "Det mangler (1)" in ran.out
    assert "klagevejledningen" in ran.flat


def test_what_only_the_letter_lacks_is_told_with_what_to_do(kompas: Run, tmp_path: Path) -> None:
    path = changed("decision-grant", lambda d: d.pop("contact"), tmp_path / "nobody.json")
    ran = kompas("letter", path, "--check")
    assert ran.status == 1
    assert "Det mangler, hvem borgeren kan kontakte." in ran.flat
    assert "Gør nu: Skriv et navn og et telefonnummer" in ran.flat


def test_a_draft_is_written_and_marked(kompas: Run, example: Example, tmp_path: Path) -> None:
    pdf, page = tmp_path / "udkast.pdf", tmp_path / "udkast.html"
    ran = kompas(
        "letter", example("decision-reduction-falls"), "--draft", "-o", pdf, "--html", page
    )
    assert ran.status == 0
    assert "~ Skrevet som UDKAST" in ran.out
    assert "Det mangler (3)" in ran.out
    assert pdf.exists()
    assert "UDKAST" in page.read_text("utf-8")


def test_a_draft_that_lacks_nothing_is_marked_all_the_same(
    kompas: Run, example: Example, tmp_path: Path
) -> None:
    page = tmp_path / "udkast.html"
    ran = kompas("letter", example("decision-grant"), "--draft", "--html", page)
    assert ran.status == 0
    assert "Det mangler" not in ran.out
    assert "UDKAST" in page.read_text("utf-8")


def test_a_letter_is_written_to_the_next_program(example: Example, tmp_path: Path) -> None:
    command = (sys.executable, "-m", "kompas.cli", "letter", example("decision-grant"), "-o", "-")
    ran = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path)
    assert ran.stdout.startswith(b"%PDF")
    assert ran.stdout.rstrip().endswith(b"%%EOF")
    assert "✓ Brevet er skrevet: standard-ud" in ran.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_check_writes_nothing(kompas: Run, example: Example, tmp_path: Path) -> None:
    pdf = tmp_path / "brev.pdf"
    ran = kompas("letter", example("decision-grant"), "--check", "-o", pdf)
    assert ran.status == 0
    assert "✓ Brevet kan sendes: intet mangler." in ran.out
    assert not pdf.exists()


def test_a_hard_sentence_is_shown_with_why_and_where(kompas: Run, tmp_path: Path) -> None:
    long = (
        "Du har, som det fremgår af den udredning, der er lavet sammen med dig og dine nærmeste "
        "i foråret, og som du også selv har fået et eksemplar af, brug for hjælp til struktur."
    )
    path = changed("decision-grant", lambda d: d["need"].update(text=long), tmp_path / "heavy.json")
    ran = kompas("letter", path, "--check")
    assert "Svære sætninger" in ran.out
    assert "Sætningen er lang" in ran.flat
    assert "decision.need" in ran.flat


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["need"].update(text="Borgeren 740579-1236 har brug for hjælp."),
        lambda d: d["need"].update(text="Borgeren 740579–1236 har brug for hjælp."),
        lambda d: d.update(case_number="Sag 740579-1236"),
        lambda d: d["citizen"].update(name="Jonas Fiktiv Lund (7405791236)"),
        lambda d: d["evidence"][0].update(title="Udredning af 740579 1236"),
    ],
)
def test_no_letter_and_no_draft_is_written_with_a_cpr_number(
    kompas: Run, tmp_path: Path, change: Change
) -> None:
    path = changed("decision-grant", change, tmp_path / "cpr.json")
    pdf = tmp_path / "brev.pdf"
    for flags in ((), ("--draft",)):
        ran = kompas("letter", path, "-o", pdf, *flags)
        assert ran.status == 2
        assert not pdf.exists()
        assert "CPR-nummer" in ran.out + ran.err
        assert "1236" not in ran.out + ran.err


def test_a_service_without_letter_texts_is_said(
    kompas: Run, example: Example, tmp_path: Path
) -> None:
    norms = tmp_path / "norms"
    shutil.copytree(default_folder(), norms)
    (norms / "letters" / "socio_pedagogical_support.toml").unlink()
    draft = example("decision-refusal-cannot-be-judged")
    ran = kompas("letter", draft, "--check", "--norms", norms)
    assert ran.status == 2
    assert "ingen brevtekster om socialpædagogisk støtte" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Det mangler, hvor brevet skal lægges."),
        (("-o", "no/such/folder/brev.pdf"), "mappen findes ikke"),
        (("-o", EXAMPLES / "decision-grant.json"), "overskrive"),
        (("-o", "same.pdf", "--html", "same.pdf"), "overskrive"),
    ],
)
def test_a_place_that_cannot_be_written_to_is_refused(
    kompas: Run, example: Example, arguments: tuple[Any, ...], said: str
) -> None:
    before = (EXAMPLES / "decision-grant.json").read_bytes()
    ran = kompas("letter", example("decision-grant"), *arguments)
    assert ran.status == 2
    assert said in ran.err
    assert (EXAMPLES / "decision-grant.json").read_bytes() == before
