"""Offers without referral: § 104 until the end of 2024, § 79 from the beginning of 2025."""

from datetime import date

import pytest

from kompas.norms import GivenFact, Library, Verified
from tests.spec.norms.citizens import answers, codes, row

BEFORE, AFTER = date(2024, 12, 31), date(2025, 1, 1)
OPEN = "open_access_service"


@pytest.mark.ledger("CONV-01")
@pytest.mark.parametrize(
    ("on", "basis"),
    [
        (date(2022, 1, 24), "section_104"),
        (BEFORE, "section_104"),
        (AFTER, "section_79"),
        (date(2026, 6, 1), "section_79"),
    ],
)
@pytest.mark.parametrize("access", ["unvisited", "mixed"])
def test_the_basis_of_places_without_referral_turns_on_1_january_2025(
    library: Library, on: date, basis: str, access: str
) -> None:
    found = library.national(OPEN, on).assess({"offer_access": GivenFact(access)}, on)
    assert answers(found, "offer_basis") == [basis]


@pytest.mark.ledger("CONV-03", "CONV-04")
@pytest.mark.parametrize(
    ("on", "access", "answer"),
    [
        (BEFORE, "unvisited", "registered"),
        (BEFORE, "mixed", "registered"),
        (AFTER, "unvisited", "not_registered"),
        (AFTER, "mixed", "registered"),
    ],
)
def test_a_converted_offer_leaves_the_portal_and_a_mixed_one_stays(
    library: Library, on: date, access: str, answer: str
) -> None:
    found = library.national(OPEN, on).assess({"offer_access": GivenFact(access)}, on)
    assert answers(found, "portal_registration") == [answer]


@pytest.mark.ledger("CONV-03")
def test_with_the_registration_go_the_rate_and_the_budget_form(library: Library) -> None:
    found = library.national(OPEN, AFTER).assess({"offer_access": GivenFact("unvisited")}, AFTER)
    text = row(found, "portal_registration", "converted-not-registered").text
    assert "ikke stå på Tilbudsportalen, har ingen takst og lægger ikke budgetskema op" in text


@pytest.mark.ledger("CONV-04")
def test_that_a_mixed_offer_keeps_rate_and_budget_form_is_marked_as_a_reading(
    library: Library,
) -> None:
    found = library.national(OPEN, AFTER).assess({"offer_access": GivenFact("mixed")}, AFTER)
    rule = row(found, "portal_registration", "mixed-stays-registered")
    assert "takst og budgetskema følger med" in str(rule.reading)


@pytest.mark.ledger("CONV-07")
def test_every_rule_on_79_is_marked_as_an_interim_reading_until_guidance_comes(
    library: Library,
) -> None:
    standard = library.national(OPEN, AFTER)
    (file,) = [one for one in standard.files if one.service == OPEN]
    assert "Midlertidig læsning" in str(file.reading)
    assert "ikke udkommet" in str(file.reading)
    assert file.reviewed_by == ""
    assert {one.verified for one in file.rows} == {Verified.OLDER_SOURCE}
    found = standard.assess({}, AFTER)
    assert "guidance-still-missing" in codes(found, "consider")
    assert "consider" not in library.national(OPEN, BEFORE).assess({}, BEFORE).answers


@pytest.mark.ledger("CONV-07")
def test_the_rules_that_rest_on_the_interim_reading_can_be_found(library: Library) -> None:
    marked = {
        one.code for file in library.files for one in file.rows
        if one.reading and "Midlertidig læsning" in one.reading
    }  # fmt: skip
    assert marked == {"converted-79", "converted-not-registered", "mixed-stays-registered"}


@pytest.mark.ledger("LAW-18")
@pytest.mark.parametrize(
    ("service", "source", "section"),
    [
        ("sheltered_employment", "loen-103", "§ 2"),
        ("long_term_stay", "betaling", "§§ 6-7"),
        ("long_term_stay", "pm-41-15", "jf. Københavns standard"),
        ("long_term_stay", "lov-747", "§ 1, nr. 2"),
    ],
)
def test_the_orders_and_decisions_that_the_standards_name_are_cited_by_rules(
    library: Library, service: str, source: str, section: str
) -> None:
    cited = {
        (one.source.key, one.section)
        for file in library.files
        if file.service == service
        for rule in file.rows
        for one in (rule.citation, *rule.citation.further)
    }
    assert (source, section) in cited
