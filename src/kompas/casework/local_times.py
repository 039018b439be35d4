"""How long the municipality itself gives or takes, where no law puts a number on it.

Its standard may have a rule of it, as of any deadline. Where it has none, the norms' own words hold
a number that is proposed (`kompas.norms.vocabulary.Suggestion`): somebody must write a day, and can
write another one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kompas.norms import (
    Answer,
    AnswerKind,
    FactError,
    GivenFact,
    Question,
    Row,
    Standard,
    Vocabulary,
)
from kompas.norms.vocabulary import Suggestion
from kompas.norms.wording import answer_text
from kompas.words import language

TIME_TO_ANSWER, FOLLOW_UP_PLANNING = "time_to_answer", "follow_up_planning"
"""The questions: how long the citizen, or another, has to answer; how long before a follow-up is
due it is time to plan it.
"""
_DAYS: Mapping[str, int] = {"days": 1, "weeks": 7}


@dataclass(frozen=True, slots=True)
class LocalTime:
    """`number` of the question's unit. `rows` are the rules that give it; where there are none, the
    question's `suggestion` does.
    """

    question: Question
    number: int
    rows: tuple[Row, ...] = ()

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return timedelta(days=self.number * _DAYS[str(self.question.unit)])

    @property
    def suggestion(self) -> Suggestion | None:
        """What was proposed, where no rule gives the number."""
        return None if self.rows else self.question.suggestion

    def text(self, words: Vocabulary) -> str:
        """As `14 dage`, in the reader's language."""
        unit = self.question.unit
        told = Answer(AnswerKind.NUMBER, low=self.number, high=self.number, unit=unit)
        return answer_text(told, self.question, words, language())


def local_time(
    name: str,
    standard: Standard | None,
    words: Vocabulary,
    facts: Mapping[str, GivenFact],
    day: date,
) -> LocalTime | None:
    """What a question on a time of the municipality's own comes to on a day: by its standard, else
    as proposed. While it stands open by the facts, the longest. None where there is no number.
    """
    question = words.questions.get(name)
    if question is None or question.unit not in _DAYS:
        return None
    try:
        found = standard.numbers(name, facts, day) if standard else None
    except FactError:  # a fact that cannot be read is told where it stands
        found = None
    if found is not None and found.longest is not None:
        return LocalTime(question, found.longest, found.rows)
    return LocalTime(question, question.suggestion.number) if question.suggestion else None
