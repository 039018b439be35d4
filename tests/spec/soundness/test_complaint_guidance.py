"""The complaint goes to the municipality or the board, and how is told."""

import pytest

from kompas.casework import ComplaintGuidance, Decision
from kompas.norms import Library
from kompas.soundness import Severity, Verdict, judge
from tests.spec.soundness.drafts import ON, REDUCTION, changed

HOW = "Skriv eller ring til os, så sender vi klagen videre."


def guided(to: str, how: str = HOW) -> Decision:
    guidance = ComplaintGuidance(to=to, how=how, deadline_weeks=4)
    return changed(REDUCTION, complaint_guidance=guidance)


def found(draft: Decision, library: Library) -> list[tuple[str, Severity]]:
    return [(one.code, one.severity) for one in judge(draft, library, ON).findings]


@pytest.mark.ledger("PROC-04", "PROC-08")
@pytest.mark.parametrize(
    "to",
    [
        "Ankestyrelsen",
        "ankestyrelsen via kommunen",
        "Kommunen (Socialforvaltningen)",
        "Københavns Kommune",
        "os",
        "Borgercenter Handicap",
        "Visitationen",
        "Sagsbehandleren",
        "den kommunale myndighed",
        "Voksenteamet i Vejen",
    ],
)
def test_the_right_body_may_be_named_in_many_ways(to: str, library: Library) -> None:
    assert found(guided(to), library) == []


@pytest.mark.ledger("PROC-04")
@pytest.mark.parametrize(
    "to",
    [
        "Folketingets Ombudsmand",
        "Statsforvaltningen",
        "Byretten i Kolding",
        "Det Sociale Nævn",
        "socialtilsynet",
        "Region Hovedstaden",
        "socialborgmesteren",
        "DUKH",
    ],
)
def test_a_complaint_that_is_sent_elsewhere_comes_to_nobody_who_decides_it(
    to: str, library: Library
) -> None:
    draft = guided(to)
    assert found(draft, library) == [("complaint_to_wrong_body", Severity.BLOCKING)]
    judgement = judge(draft, library, ON)
    assert judgement.verdict is Verdict.MUST_BE_MENDED
    assert "fører ikke i sig selv til" in judgement.findings[0].comes_to
    # Beside what the board would overturn it does not lighten the verdict.
    assert judge(changed(draft, grounds=()), library, ON).verdict is Verdict.FALLS


@pytest.mark.ledger("PROC-04")
def test_another_body_beside_the_right_one_is_worth_a_look(library: Library) -> None:
    draft = guided("Ankestyrelsen (ikke Statsforvaltningen)")
    assert found(draft, library) == [("complaint_to_wrong_body", Severity.WARNING)]


@pytest.mark.ledger("PROC-04")
def test_of_a_name_that_nobody_knows_nothing_is_said_for_sure(library: Library) -> None:
    draft = guided("Huset på Torvet")
    assert found(draft, library) == [("complaint_to_unknown_body", Severity.OPEN)]


@pytest.mark.ledger("PROC-04")
@pytest.mark.parametrize(("to", "how"), [("-", HOW), ("Ankestyrelsen", "-"), (".", "x")])
def test_signs_are_no_guidance(to: str, how: str, library: Library) -> None:
    assert found(guided(to, how), library) == [("duty_not_met", Severity.BLOCKING)]


@pytest.mark.ledger("PROC-04")
@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("mundtligt eller skriftligt", []),
        ("Kom forbi.", []),
        ("Giv lyd til Borgercenter Handicap.", []),
        ("Som sædvanlig.", [("complaint_way_unclear", Severity.OPEN)]),
        ("Det går på den måde, du plejer.", [("complaint_way_unclear", Severity.WARNING)]),
    ],
)
def test_how_one_complains_tells_a_way(
    how: str, expected: list[tuple[str, Severity]], library: Library
) -> None:
    assert found(guided("Ankestyrelsen", how), library) == expected
