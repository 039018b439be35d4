"""The number that a question answers with, on the day that the rule counts from."""

from datetime import date
from typing import Any

import pytest

from kompas.norms import Answer, AnswerKind, FactError, GivenFact, Numbers, Standard
from tests.unit.norms.copies import VEJEN, Copy

ON = date(2026, 3, 3)
BY_AGE = """
[[question.processing_deadline.row]]
code   = "young"
when   = { age_years = "..29" }
unless = ["late"]
answer = { weeks = 4 }
rank   = "guiding"
text   = "Er du under 30 år, får du svar senest 4 uger efter din ansøgning."
source = "vejen-104 2"

[[question.processing_deadline.row]]
code   = "grown"
when   = { age_years = "30.." }
unless = ["late"]
answer = { weeks = "8..10" }
rank   = "guiding"
text   = "Er du fyldt 30 år, får du svar senest 8-10 uger efter din ansøgning."
source = "vejen-104 2"

[[question.processing_deadline.row]]
code   = "late"
when   = { education = "stu" }
answer = "individual"
rank   = "guiding"
text   = "Under STU aftales det."
source = "vejen-104 2"
"""


@pytest.fixture
def standard(norms: Copy) -> Standard:
    source = next(iter(norms.load().file_by_name[VEJEN].rows)).citation.source.key
    start = norms.text(VEJEN).index("[[question.processing_deadline.row]]")
    end = norms.text(VEJEN).index("\n\n", start)
    shipped = norms.text(VEJEN)[start:end]
    norms.change(VEJEN, shipped, BY_AGE.replace("vejen-104", source))
    return norms.load().standard("activity_and_social", "vejen", ON)


def weeks(standard: Standard, day: date = ON, **facts: Any) -> Numbers:
    given = {name: GivenFact(value) for name, value in facts.items()}
    return standard.numbers("processing_deadline", given, day)


def test_age_is_that_of_the_day_the_rule_counts_from(standard: Standard) -> None:
    facts = {"birth_date": "1996-03-03", "education": "none"}
    assert weeks(standard, date(2026, 3, 2), **facts).number == 4
    assert weeks(standard, date(2026, 3, 3), **facts).values == (8, 10)
    assert weeks(standard, date(2026, 3, 2), **facts).on == date(2026, 3, 2)


def test_a_ceiling_is_counted_by_its_end(norms: Copy) -> None:
    norms.change(VEJEN, "answer = { weeks = 6 }", 'answer = { weeks = "..6" }')
    norms.change(VEJEN, 'processing_deadline = ["6"', 'processing_deadline = ["..6"')
    standard = norms.load().standard("activity_and_social", "vejen", ON)
    found = weeks(standard)
    assert (found.number, found.best_for_citizen) == (6, 6)


def test_what_stands_open_is_all_there_with_its_rules_and_what_to_ask(standard: Standard) -> None:
    found = weeks(standard, education="none")
    assert [(one.low, one.high, [row.code for row in one.rows]) for one in found.possible] == [
        (4, 4, ["young"]),
        (8, 10, ["grown"]),
    ]
    assert found.number is None
    assert not found.is_settled
    assert found.open_facts == ("birth_date",)
    # The shortest of the deadlines counts until it is known, and the rule behind it is named.
    assert found.best_for_citizen == found.shortest == 4
    assert found.longest == 10
    assert found.unit == "weeks"


def test_an_answer_without_a_number_is_one_of_those_that_stand_open(standard: Standard) -> None:
    found = weeks(standard, birth_date="2000-01-01")
    assert found.without == (AnswerKind.INDIVIDUAL,)
    assert found.number is None
    assert found.best_for_citizen == 4
    assert found.open_facts == ("education",)
    settled = weeks(standard, education="stu")
    assert settled.is_settled
    assert settled.number is settled.shortest is settled.best_for_citizen is None
    assert settled.open_facts == ()


def test_a_fact_that_changes_nothing_is_not_asked_for(standard: Standard) -> None:
    assert "housing" not in weeks(standard).open_facts
    assert set(weeks(standard).open_facts) == {"birth_date", "education"}


def test_a_range_gives_no_one_number_but_both_its_ends(standard: Standard) -> None:
    found = weeks(standard, birth_date="1950-01-01", education="none")
    assert found.is_settled
    assert found.number is None
    assert found.values == (8, 10)
    assert found.best_for_citizen == 8


def test_a_question_without_rules_gives_none(standard: Standard) -> None:
    found = standard.numbers("hours_per_fortnight_nobody_asks", {}, ON)
    assert (found.possible, found.values, found.number, found.unit) == ((), (), None, None)
    assert found.best_for_citizen is None


def test_a_fact_that_cannot_be_read_is_told(standard: Standard) -> None:
    with pytest.raises(FactError):
        weeks(standard, birth_date="yesterday")


@pytest.mark.parametrize("municipality", ["copenhagen", "vejen"])
def test_the_shipped_standards_agree_with_their_own_assessments(
    norms: Copy, municipality: str
) -> None:
    standard = norms.load().standard("activity_and_social", municipality, ON)
    for facts in ({}, {"vum_level": "D2", "housing": "residential", "birth_date": "1956-01-01"}):
        given = {name: GivenFact(value) for name, value in facts.items()}
        answers = standard.assess(given, ON).answers
        for name in ("days_per_week", "follow_up_months", "processing_deadline"):
            if name not in answers:
                continue
            numbers = standard.numbers(name, given, ON)
            answered = [value for value in answers[name].possible if isinstance(value, Answer)]
            expected = {(value.low, value.high) for value in answered if value.low is not None}
            assert {(one.low, one.high) for one in numbers.possible} == expected


FIRST = """
[[question.first_follow_up_months.row]]
code   = "first-after-half-a-year"
answer = { months = 6 }
rank   = "guiding"
text   = "Første gang følger vi op efter 6 måneder."
source = "vejen-104 2.3 Opfølgning"
"""


def test_the_first_follow_up_may_have_a_time_of_its_own(norms: Copy) -> None:
    before = norms.load().standard("activity_and_social", "vejen", ON)
    assert before.follow_up({}, ON, is_first=True).number == 12
    norms.change(VEJEN, "[[question.processing_deadline.row]]", FIRST.strip() + "\n\n"
                 "[[question.processing_deadline.row]]")  # fmt: skip
    after = norms.load().standard("activity_and_social", "vejen", ON)
    assert after.follow_up({}, ON, is_first=True).number == 6
    assert after.follow_up({}, ON, is_first=False).number == 12


def test_whether_an_answer_is_the_same_for_all(standard: Standard) -> None:
    assert standard.questions["processing_deadline"].same_for_all is None
    yearly = standard.questions["follow_up_months"].same_for_all
    assert isinstance(yearly, Answer)
    assert yearly.low == 12
