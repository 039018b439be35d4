"""Times that no law puts a number on: the municipality's own, else as the norms' words propose."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kompas.casework.local_times import (
    FOLLOW_UP_PLANNING,
    TIME_TO_ANSWER,
    LocalTime,
    local_time,
)
from kompas.norms import GivenFact, Library, Rank, Vocabulary, load
from tests.third_municipality.overlay import laid_over

ON = date(2026, 11, 30)
SERVICE = "activity_and_social"


@pytest.fixture(scope="module")
def norms(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder: Path = tmp_path_factory.mktemp("times") / "norms"
    return load(laid_over(folder))


def asked(
    norms: Library,
    name: str,
    municipality: str | None,
    words: Vocabulary | None = None,
    **facts: Any,
) -> LocalTime | None:
    standard = norms.standard(SERVICE, municipality, ON) if municipality else None
    given = {fact: GivenFact(value) for fact, value in facts.items()}
    return local_time(name, standard, words or norms.words, given, ON)


def days(found: LocalTime | None) -> int | None:
    return found.length.days if found else None


def test_the_municipalitys_own_row_gives_the_time(norms: Library) -> None:
    found = asked(norms, TIME_TO_ANSWER, "lillefjord")
    assert found is not None
    assert (found.length, found.suggestion) == (timedelta(days=21), None)
    assert found.text(norms.words) == "21 dage"
    (row,) = found.rows
    assert (row.rank, row.file) == (Rank.GUIDING, "lillefjord/104-2026.toml")


def test_anothers_row_is_anothers(norms: Library) -> None:
    assert days(asked(norms, TIME_TO_ANSWER, "havnsted", age_years=40)) == 10
    assert days(asked(norms, FOLLOW_UP_PLANNING, "havnsted")) == 8 * 7
    planned = asked(norms, FOLLOW_UP_PLANNING, "lillefjord")
    assert planned is not None
    assert (planned.length, planned.rows) == (timedelta(weeks=4), ())


def test_while_it_stands_open_the_longest_counts(norms: Library) -> None:
    found = asked(norms, TIME_TO_ANSWER, "havnsted")
    assert days(found) == 28
    assert found is not None
    assert {row.code for row in found.rows} == {"ten-days-to-answer", "longer-under-25"}


@pytest.mark.parametrize("municipality", ["copenhagen", "vejen", None])
@pytest.mark.parametrize(("name", "length"), [(TIME_TO_ANSWER, 14), (FOLLOW_UP_PLANNING, 28)])
def test_without_a_row_it_is_proposed_and_said_to_be_no_rule(
    norms: Library, name: str, length: int, municipality: str | None
) -> None:
    found = asked(norms, name, municipality)
    assert found is not None
    assert (days(found), found.rows) == (length, ())
    assert found.suggestion is not None
    assert "et forslag fra Kompas" in found.suggestion.text


@pytest.mark.parametrize("name", [TIME_TO_ANSWER, FOLLOW_UP_PLANNING])
def test_without_a_row_and_a_proposal_there_is_no_time(norms: Library, name: str) -> None:
    silent = {**norms.words.questions, name: replace(norms.words.questions[name], suggestion=None)}
    assert asked(norms, name, "vejen", replace(norms.words, questions=silent)) is None
    del silent[name]  # a folder of norms from before there was such a question
    assert asked(norms, name, "vejen", replace(norms.words, questions=silent)) is None


def test_a_fact_that_cannot_be_read_leaves_the_suggestion(norms: Library) -> None:
    found = asked(norms, TIME_TO_ANSWER, "havnsted", age_years="mange")
    assert days(found) == 14


def test_what_is_proposed_is_an_answer_of_no_standard(norms: Library) -> None:
    for municipality in ("copenhagen", "vejen"):
        standard = norms.standard(SERVICE, municipality, ON)
        assert not {TIME_TO_ANSWER, FOLLOW_UP_PLANNING} & standard.questions.keys()
