"""A citizen to start from, and short ways to read the answers. Each test changes one thing."""

from datetime import date
from typing import Any

from kompas.norms import Answer, Assessment, GivenFact, Library, Outcome, Row, Status
from kompas.norms.examples import answer_code

SERVICE = "activity_and_social"
COPENHAGEN, VEJEN = "copenhagen", "vejen"
BOTH = (COPENHAGEN, VEJEN)
ON = date(2026, 6, 1)

AT_HOME: dict[str, Any] = {
    "age_years": 40,
    "considerably_reduced_capacity": True,
    "special_social_problems": False,
    "needs_support_to_keep_skills": True,
    "vum_level": "D2",
    "housing": "own_home",
    "education": "none",
    "sheltered_employment_granted": False,
    "other_activity_offer": False,
    "employment_act_offer_due": False,
    "dementia_or_terminal_care": False,
}
"""In the target group in both municipalities, by the law and by the guiding level."""


def assess(library: Library, municipality: str, on: date = ON, /, **changes: Any) -> Assessment:
    """The answers for `AT_HOME` with changes; a fact set to None is unknown."""
    facts = {name: value for name, value in {**AT_HOME, **changes}.items() if value is not None}
    standard = library.standard(SERVICE, municipality, on)
    return standard.assess({name: GivenFact(value) for name, value in facts.items()}, on)


def target_group(library: Library, municipality: str, /, **changes: Any) -> Outcome:
    """Whether `AT_HOME` with changes is in the target group."""
    value = assess(library, municipality, **changes).answers["target_group"].value
    assert isinstance(value, Outcome)
    return value


def answers(assessment: Assessment, question: str) -> list[str]:
    """The answers to a choice that stand open, as short as in an example: one when it is known."""
    possible = assessment.answers[question].possible
    return [answer_code(value) for value in possible if isinstance(value, Answer)]


def days(library: Library, municipality: str, /, **changes: Any) -> str:
    """The days a week for `AT_HOME` with changes."""
    (found,) = answers(assess(library, municipality, **changes), "days_per_week")
    return found


def codes(assessment: Assessment, question: str, status: Status = Status.HOLDS) -> set[str]:
    """The codes of the rows with a status: those that hold, criteria that are not met."""
    rows = assessment.answers[question].rows
    return {result.row.code for result in rows if result.status is status}


def row(assessment: Assessment, question: str, code: str) -> Row:
    """A row of a question by its code."""
    ruled = assessment.standard.questions[question]
    return next(row for row in ruled.rows if row.code == code)
