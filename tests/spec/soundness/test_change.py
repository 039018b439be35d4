"""Why otherwise than before: where help becomes less, something changed or was wrong."""

from dataclasses import replace

import pytest

from kompas.casework import Decision, DecisionKind, amounts
from kompas.norms import Library
from kompas.soundness import Severity, Verdict, judge
from tests.spec.soundness.drafts import GRANT, MET_IN_HOUSING, ON, REDUCTION, REFUSAL, changed, says


def found(draft: Decision, library: Library) -> list[tuple[str, Severity]]:
    return [(one.code, one.severity) for one in judge(draft, library, ON).findings]


ENDED = changed(REDUCTION, kind=DecisionKind.TERMINATION, granted={})
KEPT_BACK = changed(
    REFUSAL,
    granted_before=REDUCTION.granted_before,
    applied_amounts=REDUCTION.granted_before,
)
MORE = changed(
    REFUSAL, granted_before=amounts(days_per_week=3), applied_amounts=amounts(days_per_week=4)
)


@pytest.mark.ledger("LAW-07")
@pytest.mark.parametrize("draft", [REDUCTION, ENDED, KEPT_BACK])
def test_what_changed_is_asked_for_where_help_becomes_less(
    draft: Decision, library: Library
) -> None:
    assert found(draft, library) == []
    unsaid = judge(changed(draft, changed_since=None), library, ON)
    assert unsaid.verdict is Verdict.STANDS
    assert [(one.lacks, one.severity) for one in unsaid.findings] == [
        (("changed_since",), Severity.WARNING)
    ]


@pytest.mark.parametrize("draft", [GRANT, REFUSAL, MORE])
def test_nothing_is_asked_where_no_help_becomes_less(draft: Decision, library: Library) -> None:
    assert found(changed(draft, changed_since=None), library) == []


@pytest.mark.ledger("LAW-07")
@pytest.mark.parametrize(
    "text",
    ["Intet er ændret.", "Ingen ændringer.", "Uændret", "Der er ikke sket ændringer i dit behov."],
)
def test_help_is_not_made_less_where_nothing_changed(text: str, library: Library) -> None:
    assert found(changed(REDUCTION, changed_since=says(text)), library) == [
        ("nothing_changed", Severity.BLOCKING)
    ]


@pytest.mark.ledger("LAW-07")
@pytest.mark.parametrize(
    "text",
    [
        "Intet er ændret, men den tidligere afgørelse var forkert: mandagen var talt med to gange.",
        "Dit behov er uændret, men botilbuddet har fået et værksted.",
        "Du er ikke længere træt om formiddagen.",
    ],
)
def test_a_text_that_tells_a_change_or_an_error_stands(text: str, library: Library) -> None:
    assert found(changed(REDUCTION, changed_since=says(text)), library) == []


def test_a_ground_that_says_itself_that_nothing_changed_is_asked_about(library: Library) -> None:
    shown = {**MET_IN_HOUSING.shown, "extent": says("Intet har ændret sig siden sidst.")}
    draft = changed(REDUCTION, changed_since=None, grounds=(replace(MET_IN_HOUSING, shown=shown),))
    assert ("nothing_changed", Severity.OPEN) in found(draft, library)


@pytest.mark.ledger("LAW-07")
def test_what_was_not_looked_into_is_missing_and_does_not_say_that_nothing_changed(
    library: Library,
) -> None:
    (finding,) = judge(
        changed(REDUCTION, changed_since=says("Ikke undersøgt.")), library, ON
    ).findings
    assert (finding.lacks, finding.severity) == (("changed_since",), Severity.WARNING)
    assert "»Ikke undersøgt.«" in finding.text


def test_an_empty_phrase_tells_no_change(library: Library) -> None:
    stock = changed(REDUCTION, changed_since=says("Efter en konkret og individuel vurdering."))
    (finding,) = judge(stock, library, ON).findings
    assert (finding.lacks, finding.severity) == (("changed_since",), Severity.WARNING)
