"""Transport, payment, choice, delivery, follow-up, time limits and leave."""

import pytest

from kompas.norms import Carries, Library, Rank
from tests.spec.norms.citizens import BOTH, COPENHAGEN, VEJEN, answers, assess, codes, row

# --- transport ----------------------------------------------------------------------------------


@pytest.mark.ledger("S104-05", "VEJ-12", "LAW-08")
@pytest.mark.parametrize("municipality", BOTH)
@pytest.mark.parametrize(
    ("reduced", "expected"),
    [
        (True, ["municipality_pays"]),
        (False, ["no_duty"]),
        (None, ["municipality_pays", "no_duty"]),
    ],
)
def test_the_municipality_pays_transport_when_capacity_is_considerably_reduced(
    library: Library, municipality: str, reduced: bool | None, expected: list[str]
) -> None:
    assessment = assess(
        library,
        municipality,
        considerably_reduced_capacity=reduced,
        special_social_problems=True,
    )
    assert answers(assessment, "transport") == expected


@pytest.mark.ledger("S104-05", "VEJ-12")
@pytest.mark.parametrize("municipality", BOTH)
def test_law_and_standard_say_the_same_on_transport_and_both_are_cited(
    library: Library, municipality: str
) -> None:
    holding = codes(assess(library, municipality), "transport")
    assert holding == {"considerably-reduced", f"{municipality}-transport"}


@pytest.mark.ledger("LAW-08")
def test_relatives_can_never_be_ordered_to_drive(library: Library) -> None:
    assert library.grounds["relatives_can_drive"].carries is Carries.NEVER


# --- payment ------------------------------------------------------------------------------------


@pytest.mark.ledger("LAW-06")
@pytest.mark.parametrize("municipality", BOTH)
def test_no_wage_is_paid_but_the_pay_rules_of_sheltered_employment_hold_for_that_part(
    library: Library, municipality: str
) -> None:
    assert "no-wage" in codes(assess(library, municipality), "payment")
    assert "wage-for-sheltered-employment" not in codes(assess(library, municipality), "payment")
    beside = assess(library, municipality, sheltered_employment_granted=True)
    assert {"no-wage", "wage-for-sheltered-employment"} <= codes(beside, "payment")
    unknown = assess(library, municipality, sheltered_employment_granted=None)
    assert "wage-for-sheltered-employment" not in codes(unknown, "payment")
    assert unknown.answers["payment"].missing == ("sheltered_employment_granted",)


@pytest.mark.ledger("LAW-07")
@pytest.mark.parametrize("municipality", BOTH)
def test_the_municipality_may_let_citizens_pay_for_materials_and_trips(
    library: Library, municipality: str
) -> None:
    assessment = assess(library, municipality)
    assert "materials-and-trips" in codes(assessment, "payment")
    text = row(assessment, "payment", "materials-and-trips").text
    assert "kan bestemme" in text
    assert "ikke indgår i en produktion" in text
    assert "udflugter" in text


@pytest.mark.ledger("S104-07")
def test_copenhagen_takes_no_payment_but_maybe_a_fixed_monthly_amount_set_once_a_year(
    library: Library,
) -> None:
    assessment = assess(library, COPENHAGEN)
    assert "no-user-payment" in codes(assessment, "payment")
    text = row(assessment, "payment", "no-user-payment").text
    assert "fast beløb om måneden" in text
    assert "hvert tilbud beregner én gang om året" in text


@pytest.mark.ledger("VEJ-12")
def test_in_vejen_the_citizen_pays_for_voluntary_trips_and_chosen_materials(
    library: Library,
) -> None:
    assessment = assess(library, VEJEN)
    assert {"events-and-trips", "chosen-materials"} <= codes(assessment, "payment")
    assert "frivilligt" in row(assessment, "payment", "events-and-trips").text
    assert "no-user-payment" not in codes(assessment, "payment")


# --- choice and delivery ------------------------------------------------------------------------


@pytest.mark.ledger("S104-07", "VEJ-05")
@pytest.mark.parametrize("municipality", BOTH)
def test_there_is_no_free_choice_of_offer(library: Library, municipality: str) -> None:
    assessment = assess(library, municipality)
    assert answers(assessment, "free_choice") == ["no_free_choice"]
    assert codes(assessment, "free_choice") == {"no-free-choice", f"{municipality}-no-free-choice"}


@pytest.mark.ledger("S104-07")
def test_copenhagens_offers_are_registered_and_approved(library: Library) -> None:
    assessment = assess(library, COPENHAGEN)
    assert "registered-offers" in codes(assessment, "delivery")
    text = row(assessment, "delivery", "registered-offers").text
    assert "kommunalt, selvejende eller privat" in text
    assert "Tilbudsportalen og er godkendt til § 104" in text


def test_vejen_names_its_own_offers(library: Library) -> None:
    assessment = assess(library, VEJEN)
    assert "internal-offers" in codes(assessment, "delivery")
    text = row(assessment, "delivery", "internal-offers").text
    assert all(name in text for name in ("Kærhøj", "Nørrevang", "Veum Dag"))


@pytest.mark.ledger("LAW-02")
@pytest.mark.parametrize("municipality", BOTH)
def test_offers_come_with_referral_or_open(library: Library, municipality: str) -> None:
    assessment = assess(library, municipality)
    assert "referred-or-open" in codes(assessment, "consider")
    text = row(assessment, "consider", "referred-or-open").text
    assert "med visitation (typisk ved nedsat funktionsevne)" in text
    assert "uden visitation (typisk ved særlige sociale problemer)" in text


@pytest.mark.ledger("LAW-09")
@pytest.mark.parametrize("municipality", BOTH)
@pytest.mark.parametrize(("due", "told"), [(True, True), (False, False)])
def test_the_help_cannot_replace_an_active_offer_under_the_employment_act(
    library: Library, municipality: str, due: bool, told: bool
) -> None:
    assessment = assess(library, municipality, employment_act_offer_due=due)
    assert ("not-instead-of-employment-offer" in codes(assessment, "consider")) is told
    assert (
        assessment.answers["target_group"] == assess(library, municipality).answers["target_group"]
    )  # a reminder, no refusal


@pytest.mark.ledger("LAW-09")
@pytest.mark.parametrize("municipality", BOTH)
def test_other_help_may_be_set_up_in_connection_with_the_offer(
    library: Library, municipality: str
) -> None:
    assessment = assess(library, municipality)
    assert "can-be-combined" in codes(assessment, "consider")
    rule = row(assessment, "consider", "can-be-combined")
    assert rule.rank is Rank.PRECEDENT
    for part in ("Beskyttet beskæftigelse", "behandling", "rådgivning", "undervisning",
                 "uden faste lokaler", "døgnåbne"):  # fmt: skip
        assert part in rule.text


# --- time ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("municipality", "months"),
    [
        pytest.param(COPENHAGEN, "24", marks=pytest.mark.ledger("S104-06")),
        pytest.param(VEJEN, "12", marks=pytest.mark.ledger("VEJ-13")),
    ],
)
def test_follow_up_is_as_needed_and_at_least_within(
    library: Library, municipality: str, months: str
) -> None:
    assessment = assess(library, municipality)
    assert answers(assessment, "follow_up_months") == [months]
    (code,) = codes(assessment, "follow_up_months")
    assert "efter behov" in row(assessment, "follow_up_months", code).text


@pytest.mark.ledger("S104-06")
def test_the_offer_tells_copenhagen_of_changes_and_of_lacking_use(library: Library) -> None:
    assessment = assess(library, COPENHAGEN)
    assert "offer-tells-of-changes" in codes(assessment, "delivery")
    text = row(assessment, "delivery", "offer-tells-of-changes").text
    assert "væsentlige ændringer" in text
    assert "manglende brug" in text


@pytest.mark.parametrize(("municipality", "weeks"), [(COPENHAGEN, "not_stated"), (VEJEN, "6")])
def test_the_processing_deadline_is_6_weeks_in_vejen_and_not_stated_in_copenhagen(
    library: Library, municipality: str, weeks: str
) -> None:
    assert answers(assess(library, municipality), "processing_deadline") == [weeks]


def test_vejen_tells_in_writing_before_the_deadline_runs_out_when_the_decision_comes(
    library: Library,
) -> None:
    text = row(assess(library, VEJEN), "processing_deadline", "six-weeks").text
    assert "skriftlig besked, inden den udløber, med en dato for afgørelsen" in text


@pytest.mark.ledger("S104-08")
def test_leave_is_up_to_a_year_and_keeps_the_grant_but_not_the_place(library: Library) -> None:
    assessment = assess(library, COPENHAGEN)
    assert answers(assessment, "leave_of_absence") == ["..12"]
    text = row(assessment, "leave_of_absence", "leave-up-to-a-year").text
    assert "op til typisk et år" in text
    assert "beholder bevillingen, men ikke nødvendigvis pladsen" in text
    assert "vente på en ny" in text


def test_vejen_says_nothing_of_leave_and_kompas_invents_nothing(library: Library) -> None:
    assert "leave_of_absence" not in assess(library, VEJEN).answers
