"""Facts are sentences: each of the vocabulary has one for every value, and a stranger's is told."""

from dataclasses import replace
from datetime import date

import pytest

from kompas.letters import compose, facts_from_norms
from kompas.letters.letter import plain_text
from kompas.norms import GivenFact
from kompas.norms.domain import FactType
from kompas.norms.vocabulary import About
from tests.unit.letters import samples

BOOK = samples.book()
MINE = {name: fact for name, fact in samples.norms().words.facts.items() if not fact.derived}


ANSWERED = {name for name, fact in MINE.items() if fact.about is not About.SYSTEM}
ANSWERED -= {"decision_kind"}  # the decision's own, never noted


@pytest.mark.parametrize("name", sorted(ANSWERED))
def test_each_fact_has_a_sentence_for_every_value(name: str) -> None:
    told, domain = BOOK.sentences[name], MINE[name].domain
    if domain.type is FactType.BOOL:
        assert set(told) == {"yes", "no"}
    elif "is" not in told:
        assert set(told) == set(domain.names)
    for text in told.values():
        assert text.endswith(".")
        assert text[0].isupper()


def told(**given: object) -> str:
    """The letter of a grant that rests on these facts, from the same paper."""
    decision = samples.partial()
    paper = decision.evidence[0].id
    facts = {name: GivenFact(one, paper, date(2026, 2, 9)) for name, one in given.items()}
    whole = replace(decision, facts=facts)
    shown = facts_from_norms(whole, samples.norms(), None)
    return plain_text(compose(whole, replace(shown, relied_on=None), BOOK))


def test_yes_no_and_a_choice_are_told_as_sentences() -> None:
    text = told(considerably_reduced_capacity=True, special_social_problems=False, education="none")
    assert "Din funktionsevne er betydeligt nedsat, fysisk eller psykisk." in text
    assert "Du har ikke særlige sociale problemer." in text
    assert "Du er ikke under uddannelse." in text


def test_a_group_of_levels_has_no_sentence_of_its_own_and_is_told_as_one_of_them() -> None:
    assert "Dit støttebehov er vurderet til D1 (omfattende støttebehov, lav) til D3" in told(
        vum_level="D"
    )


def test_what_comes_from_one_paper_stands_under_its_name_once() -> None:
    text = told(considerably_reduced_capacity=True, special_social_problems=True)
    paper = samples.partial().evidence[0].title
    assert text.count(f"{paper}, 9. februar 2026 (kilde ") == 1


def test_a_fact_without_a_sentence_is_told_by_its_name() -> None:
    decision = samples.partial()
    book = replace(BOOK, sentences={})
    text = plain_text(compose(decision, samples.letter_facts(), book))
    assert "Boform: længerevarende botilbud (servicelovens § 108)." in text
