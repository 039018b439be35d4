"""The six services of Borgercenter Handicap, and the headings that their standards stand under."""

import pytest

from kompas.norms import Library, Stage
from tests.spec.norms.answered import COPENHAGEN, ON, standard_of

HEADINGS = [
    "Lovgrundlag",
    "Målgruppe",
    "Målgruppen omfatter ikke",
    "Formål",
    "Indhold",
    "Afgrænsning i forhold til indhold",
    "Omfang og varighed",
    "Kriterier for tildeling af indsatsen",
    "Opfølgning",
    "Levering af indsatsen",
    "Kvalitetskrav og standard i indsatsen",
    "Omkostninger for borgeren",
    "Særlige opmærksomhedspunkter",
]
SERVICES = {
    "home_relief": "84",
    "socio_pedagogical_support": "85",
    "sheltered_employment": "103",
    "activity_and_social": "104",
    "temporary_stay": "107",
    "long_term_stay": "108",
}
OURS = ["home_relief", "socio_pedagogical_support"]


@pytest.mark.ledger("FW-03")
@pytest.mark.parametrize("service", SERVICES)
def test_the_unit_has_a_standard_for_each_of_the_six_services(
    library: Library, service: str
) -> None:
    standard = standard_of(library, service)
    assert standard.local is not None
    assert standard.local.unit == "Borgercenter Handicap"
    assert SERVICES[service] in standard.local.title
    assert any(SERVICES[service] in basis for basis in library.words.services[service].legal_basis)


@pytest.mark.ledger("FW-03")
def test_it_has_no_other(library: Library) -> None:
    files = [f for f in library.files if f.municipality == COPENHAGEN and f.period.holds(ON)]
    assert {file.service for file in files if file.service} == set(SERVICES)


@pytest.mark.ledger("FW-03")
@pytest.mark.parametrize(
    ("service", "basis"),
    [
        ("home_relief", "serviceloven § 84, stk. 1"),
        ("socio_pedagogical_support", "serviceloven § 85"),
        ("sheltered_employment", "serviceloven § 105, stk. 2"),
        ("long_term_stay", "almenboligloven § 105"),
    ],
)
def test_the_act_that_each_is_given_under(library: Library, service: str, basis: str) -> None:
    assert basis in library.words.services[service].legal_basis


def test_the_documents_13_headings_in_its_order(library: Library) -> None:
    assert [heading.text for heading in library.words.headings.values()] == HEADINGS
    assert len(HEADINGS) == 13


@pytest.mark.parametrize("service", OURS)
def test_every_rule_about_the_help_stands_under_a_heading(library: Library, service: str) -> None:
    questions = standard_of(library, service).questions.values()
    bare = [one.question.name for one in questions
            if one.question.stage is Stage.HELP and one.question.heading is None]  # fmt: skip
    assert bare == []


@pytest.mark.parametrize("service", OURS)
def test_every_heading_of_ours_has_rules_but_those_that_the_document_leaves_empty(
    library: Library, service: str
) -> None:
    filled = {one.question.heading for one in standard_of(library, service).questions.values()}
    assert set(library.words.headings) - filled == {"legal_basis"}  # the act itself, by its name


def test_a_heading_that_does_not_exist_is_refused(library: Library) -> None:
    known = library.words.headings
    assert all(one.heading is None or one.heading in known for one in
               library.words.questions.values())  # fmt: skip
