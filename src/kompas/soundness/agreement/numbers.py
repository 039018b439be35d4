"""The numbers that texts assert in so many words, held against the draft's own and the norms'."""

from collections.abc import Iterator
from fractions import Fraction

from kompas.casework import Decision
from kompas.norms import Answer, Answered, Assertion, Comparison, Stated
from kompas.norms.wording import value_text
from kompas.soundness.agreement.assertions import Said
from kompas.soundness.finding import Consequence, Finding, Severity
from kompas.soundness.reading.quantities import Quantity, of_unit, quantity_of
from kompas.soundness.subject import Subject
from kompas.soundness.yardsticks import speaks_for
from kompas.words import SOURCE_LANGUAGE, _, day_text, language, ngettext

_DAYS_PER_MONTH = Fraction(61, 2)
_DAYS_PER_WEEK = 7


def against_numbers(subject: Subject, said: Said) -> Iterator[Finding]:
    """What speaks against a number that is said: the draft's own where it has one, and else the
    answers of the norms, if none of them agrees.
    """
    told = quantity_of(said.number) if said.number else None
    if told is None:
        return
    stated = _stated(subject.decision, said.assertion.stated)
    if stated is not None:
        if not _agrees_with_stated(said.assertion, told, stated):
            yield _against_stated(subject.decision, said)
        return
    answers = _answers(subject, said.assertion)
    numbers = [_highest(one) for one in answers]
    if answers and not any(one is None or _agrees(said.assertion, told, one) for one in numbers):
        yield _against_answer(subject, said, answers[0])


def _stated(decision: Decision, what: Stated | None) -> Quantity | None:
    """The draft's own number; None where it has none."""
    guidance = decision.complaint_guidance
    if what is Stated.COMPLAINT_WEEKS and guidance is not None:
        return of_unit(Fraction(guidance.deadline_weeks), "weeks")
    begins, decided = decision.starts_on, decision.decided_on
    if what is Stated.STARTS_IN and begins is not None and decided is not None:
        return of_unit(Fraction((begins - decided).days), "days")
    return None


def _agrees_with_stated(assertion: Assertion, told: Quantity, stated: Quantity) -> bool:
    if assertion.stated is Stated.STARTS_IN:
        return _is_about(told, stated.number)
    return _agrees(assertion, told, stated)


def _is_about(told: Quantity, days: Fraction) -> bool:
    """Whether a time is about so many days: nobody counts them who speaks of weeks or months."""
    if told.base == "months":
        return abs(told.number * _DAYS_PER_MONTH - days) <= max(Fraction(16), days / 6)
    in_weeks = told.number % _DAYS_PER_WEEK == 0
    return told.base != "days" or abs(told.number - days) <= (5 if in_weeks else 2)


def _agrees(assertion: Assertion, told: Quantity, number: Quantity) -> bool:
    if assertion.compare is Comparison.AT_MOST:
        return not told.is_above(number)
    return told.is_same(number)


def _answers(subject: Subject, assertion: Assertion) -> list[Answered]:
    """The answers that a number is held against."""
    answers = subject.assessment.answers if subject.assessment else {}
    return [answers[name] for name in assertion.numbers if name in answers]


def _highest(answered: Answered) -> Quantity | None:
    """The number of an answer, its highest where it is a ceiling; None where it tells none, or a
    range.
    """
    value = answered.value
    if not isinstance(value, Answer) or value.high is None or value.unit is None:
        return None
    is_one = value.is_ceiling or value.low == value.high
    return of_unit(Fraction(value.high, value.parts), value.unit) if is_one else None


def _against_stated(decision: Decision, said: Said) -> Finding:
    is_time = said.assertion.stated is Stated.STARTS_IN
    return Finding(
        code="text_contradicts_field",
        severity=Severity.BLOCKING,
        says=_says_of_start(decision, said) if is_time else _says_of_weeks(decision, said),
        remedy=_("Find ud af, hvad der er rigtigt, og skriv det samme begge steder."),
        about=said.trace,
        lacks=("starts_on" if is_time else "complaint_guidance",),
        consequence=Consequence.MUST_BE_MENDED,
    )


def _says_of_weeks(decision: Decision, said: Said) -> str:
    weeks = decision.complaint_guidance.deadline_weeks if decision.complaint_guidance else 0
    return ngettext(
        "{place}: Der står »{words}«, men klagefristen er skrevet som {weeks} uge.",
        "{place}: Der står »{words}«, men klagefristen er skrevet som {weeks} uger.",
        weeks,
    ).format(place=said.place, words=said.words, weeks=weeks)


def _says_of_start(decision: Decision, said: Said) -> str:
    return _(
        "{place}: Der står »{words}«, men afgørelsen er dateret {decided}, og hjælpen begynder "
        "{begins}."
    ).format(
        place=said.place,
        words=said.words,
        decided=day_text(decision.decided_on) if decision.decided_on else "",
        begins=day_text(decision.starts_on) if decision.starts_on else "",
    )


def _against_answer(subject: Subject, said: Said, answered: Answered) -> Finding:
    question = answered.question
    name = question.text if language() == SOURCE_LANGUAGE else question.text_en
    finding = Finding(
        code="text_contradicts_answer",
        severity=Severity.BLOCKING,
        says=_("{place}: Der står »{words}«. Efter reglerne ({question}): {answer}.").format(
            place=said.place,
            words=said.words,
            question=name[:1].lower() + name[1:],
            answer=value_text(answered.value, question, subject.words, language()),
        ),
        remedy=_("Ret teksten, eller ret oplysningerne, hvis de er forkerte."),
        about=said.trace,
        lacks=(question.name,),
    )
    return speaks_for(finding, answered)
