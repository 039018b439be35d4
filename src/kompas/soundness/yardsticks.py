"""What the checks of hearing, evidence and guidance measure by, and the duty they speak for."""

from dataclasses import dataclass, replace

from kompas.casework import Decision, DecisionForm, DecisionKind
from kompas.norms import Answer, Answered, Rank, Row, Verified
from kompas.soundness import wording
from kompas.soundness.finding import Consequence, Finding, Severity
from kompas.soundness.subject import Subject
from kompas.words import SOURCE_LANGUAGE, language

ANSWER_WEIGHED = "answer_weighed"
"""The element that tells how what the party answered was weighed."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A number with whose it is: a rule's, with its rank, or a suggestion that is nobody's rule,
    which `whose` then says.
    """

    number: int
    source: str
    rank: Rank | None
    verified: Verified
    whose: str = ""


def is_at_stake(decision: Decision) -> bool:
    """Whether the party has something to lose by the decision."""
    is_act = decision.form is DecisionForm.ADMINISTRATIVE_ACT_ONLY
    return decision.kind is not DecisionKind.GRANT and not is_act


def is_to_weigh(decision: Decision) -> bool:
    """Whether the party answered a hearing that had something at stake."""
    return bool(decision.hearing and decision.hearing.said) and is_at_stake(decision)


def measured(subject: Subject, question: str) -> Measured | None:
    """The number that a question answers with, else its suggestion; None where there is none."""
    answered = subject.assessment.answers.get(question) if subject.assessment else None
    rows = answered.holding() if answered else ()
    if answered and rows and isinstance(answered.value, Answer) and answered.value.low is not None:
        row = rows[0]
        number = answered.value.low // answered.value.parts
        return Measured(number, str(row.citation), row.rank, row.verified)
    known = subject.words.questions.get(question)
    if known is None or known.suggestion is None:
        return None
    suggested = known.suggestion
    whose = suggested.text if language() == SOURCE_LANGUAGE else suggested.text_en
    return Measured(suggested.number, str(suggested.citation), None, Verified.UNVERIFIED, whose)


def rule_on(subject: Subject, element: str) -> Row | None:
    """The rule on what a decision must contain that demands an element, whether it holds or not."""
    ruled = subject.assessment.standard.questions.get("statement") if subject.assessment else None
    rows = ruled.rows if ruled else ()
    return next((row for row in rows if element in row.requires), None)


def comes_to(subject: Subject, finding: Finding, element: str) -> Finding:
    """The finding with what it comes to at the board that an element is faulty, as the norms say of
    its lack (`immaterial`); without a word there it is of importance.
    """
    known = subject.words.elements.get(element)
    if known is None or known.immaterial is None:
        return finding
    return replace(
        finding,
        consequence=Consequence.MUST_BE_MENDED,
        comes_to=wording.sentence(known.immaterial.text),
    )


def speaks_for(finding: Finding, answered: Answered) -> Finding:
    """A finding against an answer, with the rule that gives it: one that does not bind only warns,
    and what the norms say overturns nothing must be mended.
    """
    row = next(iter(answered.holding()), None)
    immaterial = answered.question.immaterial
    return replace(
        finding,
        severity=Severity.BLOCKING if row is not None and row.rank.binds else Severity.WARNING,
        source=str(row.citation) if row else "",
        rank=row.rank if row else None,
        consequence=Consequence.MUST_BE_MENDED if immaterial else Consequence.OVERTURNED,
        comes_to=wording.sentence(immaterial.text) if immaterial else "",
    )


def is_owed(subject: Subject, element: str) -> bool:
    """Whether a rule that holds demands an element of the decision."""
    answered = subject.assessment.answers.get("statement") if subject.assessment else None
    return any(element in row.requires for row in answered.holding()) if answered else False
