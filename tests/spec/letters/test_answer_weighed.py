"""The letter tells what changed since last time, and what we make of the citizen's answer."""

from dataclasses import replace

from kompas.casework import Decision
from kompas.letters import clauses_of, compose, facts_from_norms
from kompas.letters.letter import plain_text
from kompas.norms import Library
from kompas.soundness import judge
from tests.spec.soundness.drafts import ON, REDUCTION
from tests.spec.soundness.test_hearing import ANSWERED, SOUND


def letter_of(draft: Decision, library: Library) -> str:
    facts = facts_from_norms(draft, library, judge(draft, library, ON).assessment)
    return plain_text(compose(draft, facts, clauses_of(library, draft.service)))


def test_what_we_make_of_the_answer_stands_behind_it(library: Library) -> None:
    letter = letter_of(ANSWERED, library)
    assert ANSWERED.answer_weighed is not None
    _before, answer, behind = letter.partition("Du svarede: »Det passer ikke.«")
    assert answer
    assert f"Det mener vi om dit svar: {ANSWERED.answer_weighed.text}" in behind
    assert "Det mener vi om dit svar" not in letter_of(SOUND, library)


def test_nothing_is_said_of_an_answer_that_is_not_there(library: Library) -> None:
    alone = replace(SOUND, answer_weighed=ANSWERED.answer_weighed)
    assert "Det mener vi om dit svar" not in letter_of(alone, library)


def test_what_changed_has_a_heading_of_its_own(library: Library) -> None:
    letter = letter_of(REDUCTION, library)
    assert REDUCTION.changed_since is not None
    _before, heading, behind = letter.partition("Det er anderledes end sidst")
    assert heading
    assert behind.strip().startswith(REDUCTION.changed_since.text)
    unsaid = letter_of(replace(REDUCTION, changed_since=None), library)
    assert "Det er anderledes end sidst" not in unsaid
