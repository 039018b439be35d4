"""Danish, and English by a switch."""

import json
import re
from pathlib import Path

import pytest

from kompas import words
from kompas.cli.commands import COMMANDS
from tests.unit.cli.running import CASES, EXAMPLES, Example, Run

DANISH = re.compile(
    r"\b(opfyldt|gælder|kilde|mangler|spørg|næste|skridt|viger|vejledende|praksis|lov|afgørelse|"
    r"falder|holde|bedømmes|rettes|afklares|overvejes|gør nu|udkast|brug|valg|kommando|eksempler|"
    r"fejl|findes|skriv|ret|regler|tæt på|læst|svar|når|eller|og|ikke)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", ["", "norms", *COMMANDS])
def test_help_is_wholly_in_the_language(kompas: Run, name: str) -> None:
    danish = kompas(*name.split(), "--help")
    english = kompas("--lang", "en", *name.split(), "--help")
    assert danish.status == english.status == 0
    assert "Brug: " in danish.out
    assert "Usage: " in english.out
    assert "Examples:" in english.out
    said = re.sub(r"UDKAST|brev\.\w+|udkast\.pdf|BREV\.\w+", "", english.out)
    assert not DANISH.search(said), DANISH.search(said)
    assert not re.search("[æøåÆØÅ]", said)


def test_every_command_has_examples_to_copy(kompas: Run) -> None:
    for name, command in COMMANDS.items():
        ran = kompas(*name.split(), "--help")
        assert command.examples
        assert all(line in ran.out for line in command.examples)


def test_an_assessment_in_english_quotes_only_the_norms_in_danish(
    kompas: Run, example: Example
) -> None:
    ran = kompas(
        "--lang", "en", "assess", example("facts-unknown"), "--municipality", "copenhagen"
    )  # fmt: skip
    assert "Target group: cannot be settled yet" in ran.out
    assert "Extent: 2 days a week" in ran.out
    assert "✓ met (law): Du er fyldt 18 år." in ran.flat
    assert "? lacks a fact (law):" in ran.flat
    assert "Source: Ankestyrelsens notat om § 104, IV" in ran.flat
    assert "Age: 6" in ran.flat
    assert "Ask first: Considerably reduced physical or mental functional capacity" in ran.flat
    for danish in ("Kilde:", "opfyldt (", "mangler oplysning", "Spørg", "Næste skridt", "(lov)"):
        assert danish not in ran.flat


def test_a_judgement_in_english(kompas: Run, example: Example) -> None:
    ran = kompas("soundness", example("decision-reduction-falls"), "--lang", "en")
    assert ran.status == 1
    assert "✗ The decision falls" in ran.out
    assert "Must be corrected (3)" in ran.out
    assert "Reduction: activity and social service" in ran.out
    for danish in ("Skal rettes", "Gør nu", "Kilde:", "Ret udkastet", "praksis"):
        assert danish not in ran.flat


def beside_the_quotations(page: str) -> str:
    """A page without what it quotes, its sources, and the names of the case and its file."""
    unquoted = re.sub(r"“[^”]*”( ?\(Danish norm\))?", "", " ".join(page.splitlines()[3:]))
    return re.sub(r"Source: .*?(?= Do next:)", "", " ".join(unquoted.split()))


@pytest.mark.parametrize("number", range(1, 10))
def test_findings_in_english_quote_the_danish_norms_and_say_the_rest_in_english(
    kompas: Run, number: int
) -> None:
    ran = kompas("soundness", CASES / f"case-{number}.json", "--summary", "--lang", "en")
    said = beside_the_quotations(ran.out)
    assert not DANISH.search(said), said
    assert not re.search("[æøåÆØÅ»]", said), said


def test_names_have_english_words_and_the_norms_sentences_are_marked(kompas: Run) -> None:
    ran = kompas("soundness", CASES / "case-3.json", "--summary", "--lang", "en")
    assert (
        "“Age” cannot be used as a ground. "
        "“Der er ingen øvre aldersgrænse for tilbuddet.” (Danish norm)" in ran.flat
    )
    assert "The draft lacks: whether the citizen is in the target group of the act." in ran.flat
    assert "- Special social problems?" in ran.flat
    assert "Do next: “Undersøg hver betingelse i loven" in ran.flat


def test_answers_and_extents_have_english_words(kompas: Run, tmp_path: Path) -> None:
    draft = json.loads((EXAMPLES / "decision-grant-above.json").read_text("utf-8"))
    draft |= {"grounds": [], "granted_before": {"hours_per_week": 32.5}}
    path = tmp_path / "draft.json"
    path.write_text(json.dumps(draft), "utf-8")
    ran = kompas("soundness", path, "--lang", "en")
    assert "The draft gives 5 days a week. The guiding level is 3-4 days a week." in ran.flat
    assert (
        "The decision is called “grant”, but the citizen gets less help than before. "
        "Before: 32.5 hours a week. Now: 5 days a week and 30 hours a week." in ran.flat
    )


def test_a_table_in_english(kompas: Run) -> None:
    paths = [CASES / f"case-{number}.json" for number in (1, 3, 4)]
    ran = kompas("soundness", *paths, "--summary", "--lang=en")
    heading, *lines = ran.out.splitlines()
    assert heading.split() == ["Case", "Kind", "Result", "Findings", "in", "brief"]
    assert "“Age” must not be a ground" in lines[1]
    assert lines[-1] == "3 decisions: 1 can stand, 2 fall"
    assert not DANISH.search(ran.out.replace("Sag nr.", ""))


def test_errors_in_english(kompas: Run) -> None:
    ran = kompas("assess", "-", "--municipality", "vejen", "--lang", "en", stdin=b'{"a": 1')
    assert ran.status == 2
    assert ran.err.startswith("Error: standard input cannot be used.")
    assert not DANISH.search(ran.err)


def test_the_environment_chooses_and_the_switch_wins(
    kompas: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOMPAS_LANG", "en")
    assert "Usage: " in kompas("--help").out
    assert "Brug: " in kompas("--lang", "da", "--help").out
    monkeypatch.setenv("KOMPAS_LANG", "sv")
    ran = kompas("--help")
    assert ran.status == 2
    assert "KOMPAS_LANG" in ran.err


def test_the_language_ends_with_the_command(kompas: Run) -> None:
    kompas("--lang", "en", "--help")
    assert words.language() == words.SOURCE_LANGUAGE
