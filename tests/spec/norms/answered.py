"""Answers of any service's standard, for a citizen with one thing changed at a time."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kompas.norms import Answer, Assessment, GivenFact, Library, Outcome, Standard, Status
from kompas.norms.examples import answer_code

ON = date(2026, 6, 1)
COPENHAGEN = "copenhagen"


def answered(standard: Standard, citizen: Mapping[str, Any], on: date = ON) -> Assessment:
    """The answers about the help; a fact set to None is unknown."""
    facts = {name: GivenFact(value) for name, value in citizen.items() if value is not None}
    return standard.assess(facts, on)


def group(assessment: Assessment) -> Outcome:
    """Whether the citizen is in the target group."""
    value = assessment.answers["target_group"].value
    assert isinstance(value, Outcome)
    return value


def choice(assessment: Assessment, question: str) -> list[str]:
    """The answers that stand open, as short as in an example: one when it is known."""
    possible = assessment.answers[question].possible
    return [answer_code(value) for value in possible if isinstance(value, Answer)]


def holding(assessment: Assessment, question: str) -> dict[str, str]:
    """The rows that hold, with what they say."""
    rows = assessment.answers[question].holding()
    return {row.code: row.text for row in rows}


def failing(assessment: Assessment) -> dict[str, str]:
    """The criteria of the target group that are not met, with what they say."""
    rows = assessment.answers["target_group"].rows
    return {r.row.code: r.row.text for r in rows if r.status is Status.NOT_MET}


def standard_of(library: Library, service: str, on: date = ON) -> Standard:
    """Copenhagen's standard with the law around it."""
    return library.standard(service, COPENHAGEN, on)
