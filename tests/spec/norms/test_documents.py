"""The levels of need, and the documents that the rules cite."""

from datetime import date

import pytest

from kompas.norms import Library, Verified
from kompas.norms.domain import FactType
from tests.spec.norms.citizens import BOTH, assess

DEGREES = {"1": "lav", "2": "middel", "3": "max"}
NEEDS = {
    "A": ("begrænset støttebehov", "limited"),
    "B": ("let støttebehov", "light"),
    "C": ("moderat støttebehov", "moderate"),
    "D": ("omfattende støttebehov", "extensive"),
    "E": ("massivt støttebehov", "massive"),
    "F": ("fuldstændigt støttebehov", "complete"),
    "G": ("1:1 eller mere", "one-to-one"),
}


@pytest.mark.ledger("FW-06")
def test_there_are_21_ordered_levels_of_need_from_a1_to_g3(library: Library) -> None:
    domain = library.words.facts["vum_level"].domain
    assert domain.type is FactType.SCALE
    expected = [letter + degree for letter in "ABCDEFG" for degree in "123"]
    assert [domain.name(code) for code in range(domain.low, domain.high + 1)] == expected
    assert len(expected) == 21


@pytest.mark.ledger("FW-06")
@pytest.mark.parametrize("letter", NEEDS)
def test_each_need_has_a_low_a_middle_and_a_highest_degree(library: Library, letter: str) -> None:
    domain = library.words.facts["vum_level"].domain
    for degree, danish in DEGREES.items():
        code = domain.read(letter + degree)
        assert isinstance(code, int)
        assert domain.text(code) == f"{letter}{degree} ({NEEDS[letter][0]}, {danish})"
        assert NEEDS[letter][1] in domain.text(code, "en")
    group = domain.read(letter)
    assert group == ((domain.read(letter + "1"), domain.read(letter + "3")),)


@pytest.mark.ledger("FW-06")
def test_d3_is_the_highest_need_within_d(library: Library) -> None:
    domain = library.words.facts["vum_level"].domain
    assert domain.parse("D3..") == domain.parse(["D3", "E..G"])
    assert domain.parse("..D") == domain.parse("..D3")


@pytest.mark.ledger("LAW-18")
@pytest.mark.parametrize(
    ("key", "words", "dated"),
    [
        ("sel", ["Lov om social service", "nr. 170", "24. januar 2022"], date(2022, 1, 24)),
        ("vejl-9286", ["Vejledning nr. 9286", "26. april 2018"], date(2018, 4, 26)),
        ("pm-89-14", ["principmeddelelse 89-14"], None),
        ("pm-76-17", ["principmeddelelse 76-17"], None),
        ("pm-63-15", ["principmeddelelse 63-15"], None),
        ("pm-41-15", ["principmeddelelse 41-15"], None),
        ("rsl", ["retssikkerhed", "§§ 4 og 5", "kapitel 10"], None),
        ("betaling", ["betaling", "§§ 6-7"], None),
        ("loen-103", ["aflønning og befordring", "§ 2"], None),
    ],
)
def test_the_documents_that_the_sources_name_are_known(
    library: Library, key: str, words: list[str], dated: date | None
) -> None:
    source = library.words.sources[key]
    assert [word for word in words if word not in source.title] == []
    assert source.dated == dated
    assert source.short


@pytest.mark.ledger("LAW-18")
@pytest.mark.parametrize("municipality", BOTH)
def test_every_rule_cites_a_document_and_the_place_in_it(
    library: Library, municipality: str
) -> None:
    for ruled in assess(library, municipality).standard.questions.values():
        for row in ruled.rows:
            assert row.citation.section, row.code
            assert str(row.citation).startswith(row.citation.source.short), row.code
            assert row.text, row.code


def test_a_document_that_was_not_read_itself_is_marked_so(library: Library) -> None:
    for key in ("pm-89-14", "pm-76-17", "vejl-9286", "fvl", "rsl"):
        assert library.words.sources[key].verified is Verified.OLDER_SOURCE
    for key in ("kk-2019", "vejen-104", "ast-104"):
        assert library.words.sources[key].verified is Verified.READ
