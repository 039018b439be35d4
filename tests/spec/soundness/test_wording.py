"""How findings are put into words, and that none of them names a paragraph of its own."""

import ast
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from kompas import soundness
from kompas.casework import Amounts, amounts, wording
from kompas.casework.amounts import amounts_text
from kompas.norms import Library
from kompas.soundness import Finding, Severity, judge
from tests.spec.soundness.drafts import ON, REDUCTION, changed, ground


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ([], ""),
        (["partshøringen"], "partshøringen"),
        (["behovet", "borgerens ønsker"], "behovet og borgerens ønsker"),
        (["a", "b", "c"], "a, b og c"),
        (
            ["de oplysninger, der har haft væsentlig betydning", "partshøringen"],
            "de oplysninger, der har haft væsentlig betydning, og partshøringen",
        ),
        (
            ["klagevejledningen (til hvem, hvordan og hvornår)", "partshøringen"],
            "klagevejledningen (til hvem, hvordan og hvornår) og partshøringen",
        ),
        (["2,5 timer om ugen", "40 døgn om året"], "2,5 timer om ugen og 40 døgn om året"),
    ],
)
def test_a_comma_stands_before_og_only_where_a_clause_ends(texts: list[str], said: str) -> None:
    assert wording.listed(texts) == said


@pytest.mark.parametrize(
    ("extent", "said"),
    [
        ({}, ""),
        (amounts(days_per_week=1), "1 dag om ugen"),
        (amounts(hours_per_week=Decimal("1.0")), "1 time om ugen"),
        (
            amounts(days_per_week=3, hours_per_week=Decimal("22.50")),
            "3 dage om ugen og 22,5 timer om ugen",
        ),
        (amounts(hours_per_week=Decimal("1E+1")), "10 timer om ugen"),
        # What follows exactly is the same help, and told once.
        (
            amounts(hours_per_fortnight=5, hours_per_week="2.5"),
            "2,5 timer om ugen (det er 5 timer hver 14. dag)",
        ),
        (
            amounts(hours_per_week="2.5", hours_per_fortnight=6),
            "2,5 timer om ugen og 6 timer hver 14. dag",
        ),
        (
            amounts(hours_per_week="2.5", hours_per_fortnight=5, days_per_year=5),
            "2,5 timer om ugen (det er 5 timer hver 14. dag) og 5 døgn om året",
        ),
    ],
)
def test_an_extent_is_told_as_far_as_it_is_stated(
    extent: Amounts, said: str, library: Library
) -> None:
    assert amounts_text(extent, library.words) == said


def test_two_lacks_are_a_sentence_and_three_are_a_list(library: Library) -> None:
    two = ground("met_in_housing", which_activities="Sang.", extent="Hver dag.")
    three = ground("met_in_housing", which_activities="Sang.")
    of_two, of_three = (
        judge(changed(REDUCTION, grounds=(shown,)), library, ON).findings[0]
        for shown in (two, three)
    )
    assert of_two.points == ()
    assert of_two.text.endswith(
        "Det fremgår ikke, i hvilket omfang borgeren kan deltage og at aktiviteterne dækker "
        "borgerens behov for aktivitet og samvær."
    )
    assert of_three.says.endswith("Det fremgår ikke:")
    assert len(of_three.points) == len(of_three.lacks) == 3
    assert of_three.text.endswith(
        "Det fremgår ikke: i hvilket omfang aktiviteterne findes; i hvilket omfang borgeren kan "
        "deltage; at aktiviteterne dækker borgerens behov for aktivitet og samvær."
    )


def test_running_text_does_not_end_twice() -> None:
    asking = Finding(
        code="duty_not_met",
        severity=Severity.OPEN,
        says="Det gælder:",
        points=("Hvor bor borgeren?", "Hvor gammel er borgeren?"),
        remedy="",
        source="",
        about="",
    )
    assert asking.text == "Det gælder: Hvor bor borgeren?; Hvor gammel er borgeren?"


def _said(tree: ast.Module) -> Iterator[str]:
    """The texts of a module that are no descriptions of its code."""
    described = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node not in described and isinstance(node.value, str):
            yield node.value


def test_no_check_names_a_paragraph() -> None:
    room = Path(soundness.__file__).parent
    paths = [*room.rglob("*.py"), Path(wording.__file__)]
    said = [text for path in paths for text in _said(ast.parse(path.read_bytes()))]
    assert any("Udkastet" in text for text in said)
    assert [text for text in said if "§" in text or "sikkerhedsloven" in text] == []
