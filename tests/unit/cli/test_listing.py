"""The table of several decisions: at any width each case has its verdict and all its findings."""

from datetime import date

import pytest
from rich.cells import cell_len
from rich.console import Console

from kompas.cli.judgement_page import Judged
from kompas.cli.listing import Listing, tally
from kompas.cli.page import _GLUE
from kompas.cli.soundness import judged_file
from kompas.norms import Library
from kompas.soundness import Finding, Judgement, Severity
from tests.unit.cli.running import CASES, EXAMPLES

ON = date(2026, 6, 1)


@pytest.fixture(scope="module")
def judged(library: Library) -> list[Judged]:
    paths = sorted(EXAMPLES.glob("decision-*.json"))
    summaries = [CASES / f"case-{number}.json" for number in (1, 6, 9)]
    return [
        *(judged_file(str(path), library, ON) for path in paths),
        *(judged_file(str(path), library, ON, summary=True) for path in summaries),
    ]


def rendered(judged: list[Judged], columns: int) -> list[str]:
    console = Console(width=columns, color_system=None, highlight=False)
    with console.capture() as made:
        console.print(Listing(judged))
    return made.get().replace(_GLUE, " ").splitlines()


@pytest.mark.parametrize("columns", [60, 80, 120, 160])
def test_no_column_vanishes_and_no_line_is_too_long(judged: list[Judged], columns: int) -> None:
    lines = rendered(judged, columns)
    assert max(map(cell_len, lines)) <= columns
    assert lines[0].split() == ["Sag", "Art", "Resultat", "Fund", "i", "korthed"]
    first = [line for line in lines if any(mark in line for mark in "✓✗?")]
    assert len(first) == len(judged)
    for line, one in zip(first, judged, strict=True):
        assert line.startswith(one.decision.case_number or "")
        assert one.kind.split()[0] in line


@pytest.mark.parametrize("columns", [60, 80, 120, 160])
def test_the_findings_wrap_and_are_whole(judged: list[Judged], columns: int) -> None:
    lines = rendered(judged, columns)
    begins = lines[0].index("Fund i korthed")
    told = " ".join(" ".join(line[begins:] for line in lines[1:]).split())
    assert told == " ".join(filter(None, (one.in_short() for one in judged)))


def test_where_nobody_limits_the_width_each_decision_is_one_line(judged: list[Judged]) -> None:
    assert len(rendered(judged, 10_000)) == 1 + len(judged)


def test_a_very_narrow_terminal_still_shows_every_case(judged: list[Judged]) -> None:
    lines = rendered(judged, 40)
    assert max(map(cell_len, lines)) <= 40
    first = [line for line in lines if any(mark in line for mark in "✓✗?")]
    for line, one in zip(first, judged, strict=True):
        assert line.startswith((one.decision.case_number or "")[:3])


def test_how_many_stand_is_told(judged: list[Judged]) -> None:
    assert tally(judged) == "11 afgørelser: 6 kan holde, 4 falder, 1 kan ikke bedømmes"


def test_a_finding_of_a_kind_that_has_no_few_words_is_told_in_full(
    judged: list[Judged], library: Library
) -> None:
    finding = Finding(
        code="not_heard_of",
        severity=Severity.BLOCKING,
        says="Det her {er} nyt:",
        points=("a", "b", "c"),
        remedy="",
        source="",
        about="",
    )
    decision = judged[0].decision
    one = Judged("file.json", decision, Judgement((finding,), (), None), library)
    assert one.in_short() == "Det her {er} nyt: a; b; c."


def test_why_a_ground_carries_nothing_is_told_apart(library: Library) -> None:
    findings = tuple(
        Finding(
            code=code, severity=Severity.BLOCKING, says="", remedy="", source="", about="economy"
        )
        for code in ("ground_cannot_carry", "ground_of_another_kind")
    )
    path = str(EXAMPLES / "decision-grant.json")
    decision = judged_file(path, library, ON).decision
    one = Judged(path, decision, Judgement(findings, (), None), library)
    assert one.in_short() == (
        "»Økonomiske hensyn« kan ikke bære alene; "
        "»Økonomiske hensyn« kan ikke bære en afgørelse af den art"
    )
