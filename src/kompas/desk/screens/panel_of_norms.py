"""What law and standard say about the citizen, and why."""

from dataclasses import dataclass

from django.http import HttpResponse

from kompas.desk.case_file import CaseFile, of_case
from kompas.norms import Answered, Conflict, NormFile, Outcome, Shape, Standard
from kompas.norms.explaining import Explanation, RuleInWords, Tone
from kompas.norms.wording import KnownInWords, asked, file_lines, known
from kompas.web.norms import library
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest

_TO_BE_READ = (Outcome.OUT, Outcome.OUTSIDE_GUIDING, Outcome.INDIVIDUAL)


@dataclass(frozen=True, slots=True)
class ConflictInWords:
    """What may not decide alone, what that is against, and the answer without it."""

    fact: KnownInWords
    conflict: Conflict
    without: str


@dataclass(frozen=True, slots=True)
class QuestionInWords:
    """A question with its answer, its rules and what nearly held.

    `not_applying` are rules for special cases that this is none of. `unfold`: the rules are to be
    read, for the answer is not simply a yes or a number.
    """

    name: str
    title: str
    value: str
    tone: Tone
    meaning: str
    rules: tuple[RuleInWords, ...]
    not_applying: tuple[RuleInWords, ...]
    conflicts: tuple[ConflictInWords, ...]
    near_misses: tuple[str, ...]
    unfold: bool


@of_case
def panel(request: SignedInRequest, file: CaseFile) -> HttpResponse:
    """The answers with their reasons."""
    told = file.explanation
    context = {
        "file": file,
        "here": "case_norms",
        "answers": questions(told, duties=False) if told else (),
        "duties": questions(told, duties=True) if told else (),
        "to_judge": tuple(told.to_judge()) if told else (),
        "files": norm_files(file.standard) if file.standard else (),
        "ask": lambda name: asked(file.standard, name) if file.standard else name,
    }
    return page(request, "case/norms.html", context)


def questions(told: Explanation, *, duties: bool) -> tuple[QuestionInWords, ...]:
    """The questions that have an answer each, or those that say what must be done."""
    return tuple(
        _question(told, answered)
        for answered in told.answers
        if answered.rows and (answered.question.shape is Shape.DUTIES) is duties
    )


def _question(told: Explanation, answered: Answered) -> QuestionInWords:
    rules = tuple(map(told.rule, answered.rows))
    is_duty = answered.question.shape is Shape.DUTIES
    return QuestionInWords(
        name=answered.question.name,
        title=told.title(answered),
        value="" if is_duty else told.value(answered),
        tone=Tone.PLAIN if is_duty else told.tone(answered),
        meaning=told.meaning(answered),
        rules=tuple(rule for rule in rules if rule.applies),
        not_applying=tuple(rule for rule in rules if not rule.applies),
        conflicts=tuple(
            ConflictInWords(
                known(told.assessment, conflict.fact), conflict, told.without(answered, conflict)
            )
            for conflict in answered.conflicts
        ),
        near_misses=tuple(told.near_misses(answered)),
        unfold=bool(answered.conflicts) or answered.value in _TO_BE_READ,
    )


def norm_files(standard: Standard) -> tuple[tuple[NormFile, tuple[str, ...]], ...]:
    """The rules that were used, each with what is to be known of it."""
    known = library().file_by_name
    return tuple((file, tuple(file_lines(file, known))) for file in standard.files)
