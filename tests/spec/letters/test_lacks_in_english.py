"""What a letter lacks is read by who writes it: in English too, and the letter stays Danish."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kompas.casework import DecisionKind
from kompas.letters import NoticeKind, clauses_of, compose, facts_from_norms, notice_clauses_of
from kompas.letters.clauses import Requirement, names_in
from kompas.letters.letter import plain_text
from kompas.norms import Library
from kompas.words import set_language
from tests.matrix.examples import Example
from tests.matrix.test_to_the_letter import whole

SERVICES = (
    "activity_and_social", "home_relief", "long_term_stay", "sheltered_employment",
    "socio_pedagogical_support", "temporary_stay",
)  # fmt: skip


@pytest.fixture(autouse=True)
def danish() -> Iterator[None]:
    """Danish again afterwards."""
    yield
    set_language("da")


def requirements(library: Library) -> set[Requirement]:
    """All that a letter must hold, of every kind of letter."""
    books = [clauses_of(library, one) for one in SERVICES]
    books += [notice_clauses_of(library, one.value, SERVICES[0]) for one in NoticeKind]
    return {one for book in books for one in book.requirements}


def test_each_is_told_in_both_with_the_same_words_to_fill_in(library: Library) -> None:
    for one in requirements(library):
        assert one.text_en, one.code
        assert one.remedy_en, one.code
        assert set(names_in(one.text_en)) == set(names_in(one.text)), one.code
        assert one.said("da") == (one.text, one.remedy)
        assert one.said("en") == (one.text_en, one.remedy_en)


def test_a_letter_lacks_in_the_readers_language_and_is_danish(library: Library) -> None:
    decision = replace(
        whole(Example("85-copenhagen", DecisionKind.REFUSAL), library), complaint_guidance=None
    )
    facts = facts_from_norms(decision, library, None)
    told = {}
    for language in ("da", "en"):
        set_language(language)
        letter = compose(decision, facts, clauses_of(library, decision.service))
        told[language] = {one.code: one.text for one in letter.missing}, plain_text(letter)
    assert told["da"][1] == told["en"][1]
    assert told["da"][0].keys() == told["en"][0].keys()
    assert "Klagevejledningen mangler." in told["da"][0].values()
    assert "The complaint guidance is missing." in told["en"][0].values()
