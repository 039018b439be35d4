"""The hand-over to the health administration, and the open offers beside the referred ones."""

from datetime import date

import pytest

from kompas.norms import Library, Status
from tests.spec.norms.citizens import BOTH, COPENHAGEN, ON, assess, codes, days, row, target_group

# --- hand-over ----------------------------------------------------------------------------------


@pytest.mark.ledger("FW-04")
@pytest.mark.parametrize(
    ("age", "special_needs", "dementia", "proposed"),
    [
        (65, False, False, set()),
        (66, False, False, {"propose-hand-over-after-65"}),
        (90, False, False, {"propose-hand-over-after-65"}),
        (66, True, False, {"stay-after-65"}),
        (90, True, True, {"stay-after-65"}),
        (18, False, True, {"earlier-hand-over"}),
        (65, True, True, {"earlier-hand-over"}),
        (65, True, False, set()),
        (66, False, True, {"propose-hand-over-after-65"}),
    ],
)
def test_the_hand_over_is_proposed_after_65_or_earlier_for_dementia(
    library: Library, age: int, special_needs: bool, dementia: bool, proposed: set[str]
) -> None:
    assessment = assess(
        library,
        COPENHAGEN,
        age_years=age,
        special_socio_educational_needs=special_needs,
        dementia_or_terminal_care=dementia,
    )
    assert codes(assessment, "hand_over") == proposed


@pytest.mark.ledger("FW-04")
def test_age_alone_proposes_nothing_the_needs_are_asked_for_first(library: Library) -> None:
    assessment = assess(library, COPENHAGEN, age_years=70)
    assert codes(assessment, "hand_over") == set()
    assert codes(assessment, "hand_over", Status.UNKNOWN) == {
        "propose-hand-over-after-65",
        "stay-after-65",
    }
    assert "special_socio_educational_needs" in assessment.missing


@pytest.mark.ledger("FW-04")
def test_each_proposal_is_for_an_individual_assessment_and_stops_nothing(library: Library) -> None:
    assessment = assess(library, COPENHAGEN)
    propose = row(assessment, "hand_over", "propose-hand-over-after-65").text
    assert propose.startswith("Vurder, om")
    assert "konkret og individuel vurdering" in propose
    assert "stopper ikke i sig selv et tilbud efter § 104" in propose
    assert row(assessment, "hand_over", "earlier-hand-over").text.startswith("Vurder, om")
    assert "konkret og individuel" in row(assessment, "hand_over", "stay-after-65").text


@pytest.mark.ledger("FW-04")
@pytest.mark.parametrize("age", [18, 65, 66, 90])
@pytest.mark.parametrize("special_needs", [True, False, None])
@pytest.mark.parametrize("dementia", [True, False, None])
def test_a_hand_over_never_touches_the_target_group_or_the_extent(
    library: Library, age: int, special_needs: bool | None, dementia: bool | None
) -> None:
    changes = {
        "age_years": age,
        "special_socio_educational_needs": special_needs,
        "dementia_or_terminal_care": dementia,
    }
    assert target_group(library, COPENHAGEN, **changes) == target_group(library, COPENHAGEN)
    assert days(library, COPENHAGEN, **changes) == days(library, COPENHAGEN)


# --- open offers --------------------------------------------------------------------------------


@pytest.mark.ledger("S104-04")
@pytest.mark.parametrize(
    ("on", "code", "section"),
    [
        (date(2022, 1, 24), "open-offers-104", None),
        (date(2024, 12, 31), "open-offers-104", None),
        (date(2025, 1, 1), "open-offers-79", "§ 79"),
        (ON, "open-offers-79", "§ 79"),
    ],
)
def test_open_offers_are_shown_with_their_basis_and_are_no_reason_to_refuse(
    library: Library, on: date, code: str, section: str | None
) -> None:
    assessment = assess(library, COPENHAGEN, on)
    assert codes(assessment, "alternatives") == {code}
    text = row(assessment, "alternatives", code).text
    assert "Pulsen og Idrætshuset" in text
    assert "uden visitation" in text
    assert ("§ 79" in text) is (section is not None)
    # What stands in a letter of refusal says only what there is; that it is no reason in itself
    # stands where the citizen reads of the help.
    is_old = on < date(2025, 7, 1)
    where = text if is_old else row(assessment, "worth_knowing", "an-open-offer-is-not-enough").text
    assert "ikke i sig selv en grund til afslag" in where
    assert ("afslag" in text) is is_old


@pytest.mark.ledger("S104-04")
def test_an_open_offer_carries_only_when_it_is_shown_that_it_can_be_used_and_covers_the_need(
    library: Library,
) -> None:
    demands = {demand.code for demand in library.grounds["open_offer"].demands}
    assert demands == {"can_use", "covers_need"}


@pytest.mark.ledger("S104-04")
@pytest.mark.parametrize("municipality", BOTH)
def test_no_question_about_the_help_asks_whether_an_open_offer_exists(
    library: Library, municipality: str
) -> None:
    standard = assess(library, municipality).standard
    for name in ("target_group", "days_per_week"):
        assert not [axis.fact for axis in standard.questions[name].axes if "open" in axis.fact]
