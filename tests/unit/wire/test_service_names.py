"""Which kind of help is meant by a name, a code or a paragraph."""

import pytest

from kompas.norms import Library
from kompas.wire.service_names import Named, basis_of, service_named


@pytest.mark.parametrize(
    ("typed", "service"),
    [
        ("serviceloven § 104", "activity_and_social"),
        ("Servicelovens §104", "activity_and_social"),
        ("§ 104", "activity_and_social"),
        ("104", "activity_and_social"),
        ("SEL § 104, stk. 1", "activity_and_social"),
        ("sel. 85", "socio_pedagogical_support"),
        ("lov om social service § 107", "temporary_stay"),
        ("§ 105 stk.2", "sheltered_employment"),
        ("almenboligloven § 105", "long_term_stay"),
        ("barnets lov § 90, nr. 2", "home_relief"),
        ("  BESKYTTET   beskæftigelse ", "sheltered_employment"),
        ("temporary_stay", "temporary_stay"),
    ],
)
def test_a_name_a_code_and_a_paragraph_name_the_service(
    typed: str, service: str, library: Library
) -> None:
    assert service_named(typed, library.words) == Named(service)


@pytest.mark.parametrize(
    ("typed", "several"),
    [
        ("§ 84", {"home_relief", "adult_relief"}),
        ("§ 84, stk. 1", {"home_relief", "adult_relief"}),
        ("§ 105", {"sheltered_employment"}),
    ],
)
def test_what_may_be_several_or_only_a_part_is_asked_about(
    typed: str, several: set[str], library: Library
) -> None:
    named = service_named(typed, library.words)
    assert named.one is None
    assert set(named.several) == several


@pytest.mark.parametrize(
    "typed",
    ["", "§ 95", "§ 1040", "§ 104 a", "§ 10", "barnets lov § 104", "hjælp", "6102701234", "§" * 99],
)
def test_what_only_looks_like_one_is_none(typed: str, library: Library) -> None:
    assert service_named(typed, library.words) == Named()


def test_a_paragraph_has_one_form() -> None:
    written = ("§84,stk 1", "SEL §  84 , Stk.1", "serviceloven § 84, stk. 1.")
    assert {basis_of(one) for one in written} == {"serviceloven § 84, stk. 1"}
