"""What a draft states, held against itself and against what the norms answer."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from kompas.casework import Decision, DecisionKind, Extent, missing_of
from kompas.casework.wording import extent_text
from kompas.norms import (
    Answer,
    Answered,
    AnswerKind,
    Assessment,
    Conflict,
    Favour,
    Question,
    Rank,
    Row,
    Stage,
)
from kompas.norms.wording import answer_text
from kompas.soundness import wording
from kompas.soundness.finding import FIRMEST_FIRST, Finding, Severity
from kompas.soundness.subject import Subject
from kompas.words import _, language

_MEASURED = (DecisionKind.GRANT, DecisionKind.PARTIAL_REFUSAL, DecisionKind.REDUCTION)
"""The decisions that say how much help there is from now on."""

_WEEKS_IN_A_FORTNIGHT = 2
_JUDGED = "extent_judged_to_cover"
"""The element that shows the extent to be judged by this citizen's need, and not by age."""

_STATED: Mapping[str, Callable[[Decision], int | Decimal | str | None]] = {
    "decision_form": lambda d: d.form.value if d.form else None,
    "complaint_deadline": lambda d: (
        d.complaint_guidance.deadline_weeks if d.complaint_guidance else None
    ),
    "days_per_week": lambda d: d.extent.days_per_week if d.kind in _MEASURED else None,
    "hours_per_week": lambda d: d.extent.hours_per_week if d.kind in _MEASURED else None,
    "support_hours": lambda d: (
        d.extent.hours_per_week * _WEEKS_IN_A_FORTNIGHT
        if d.kind in _MEASURED and d.extent.hours_per_week is not None
        else None
    ),
}
"""What a draft states of questions that norms answer too.

Not of questions that follow from these (full or part time from the days): a draft can differ
there only by differing here.
"""


def kind_agrees_with_extent(subject: Subject) -> Iterator[Finding]:
    """The decision is what it calls itself, by the extent it gives and the one there was before.

    What is not stated is not compared.
    """
    decision = subject.decision
    fault = _kind_fault(decision.kind, decision.extent, decision.extent_before)
    if fault is not None:
        says, remedy = fault
        yield Finding(
            code="kind_contradicts_extent",
            severity=Severity.BLOCKING,
            says=says.format(
                kind=wording.kind_of(decision, subject.words),
                before=extent_text(decision.extent_before),
                now=extent_text(decision.extent),
            ),
            remedy=remedy,
            source="",
            about="decision_kind",
        )


def answers_are_followed(subject: Subject) -> Iterator[Finding]:
    """The draft follows a binding answer, and says why it departs from a guiding one.

    A guiding answer that is lowered only by what law or practice never lets decide (as age) is no
    level to depart from upwards: the answer without it is. And who follows it shows that it was
    judged to cover this citizen's need.
    """
    if subject.assessment is None:
        return
    for name, state in _STATED.items():
        answered, stated = subject.assessment.answers.get(name), state(subject.decision)
        if answered is None or stated is None or not isinstance(answered.value, Answer):
            continue
        if (lowered := _lowered(answered, stated)) is not None and not _differs(
            answered.value, stated
        ):
            if not subject.carrying and not _judged_to_cover(subject):
                yield _rests_on_protected(subject, subject.assessment, answered, stated, lowered)
            continue
        if not _differs(answered.value, stated) or _within_the_unlowered(answered, stated):
            continue
        row = _speaking(answered)
        if not row.rank.binds and subject.carrying:
            continue  # a reasoned deviation from the guiding level is the caseworker's own
        yield _departs(subject, answered, answered.value, stated, row)


def _departs(
    subject: Subject, answered: Answered, level: Answer, stated: int | Decimal | str, row: Row
) -> Finding:
    """A draft that says something else than an answer, and gives no reason of its own."""
    favours = not row.rank.binds and _favours(answered.question, level, stated)
    remedy = _(
        "Ret omfanget, eller tilføj den individuelle grund: hvad hos denne borger taler "
        "for et andet omfang, og hvilken dokumentation viser det."
    )
    if favours:
        remedy = _(
            "Borgeren får mere end niveauet, og det må I gerne give. Tilføj den individuelle "
            "grund: hvad hos denne borger taler for mere, og hvilken dokumentation viser det."
        )
    return Finding(
        code="against_binding_answer" if row.rank.binds else "deviation_without_reason",
        severity=Severity.BLOCKING,
        says=_answer_text(subject, answered.question, level, stated, row),
        remedy=_("Ret udkastet.") if row.rank.binds else remedy,
        source=str(row.citation),
        about=answered.question.name,
        rank=row.rank,
        verified=row.verified,
        favours_citizen=favours,
    )


def _favours(question: Question, level: Answer, stated: int | Decimal | str) -> bool:
    """Whether what is stated is better for the citizen than every answer of the level."""
    if isinstance(stated, str) or level.low is None or level.high is None:
        codes = list(question.answers)
        known = question.favour is Favour.LISTED and {stated, level.code} <= set(codes)
        return known and codes.index(str(stated)) < codes.index(str(level.code))
    if question.favour is Favour.MORE:
        return stated > level.high
    return question.favour is Favour.LESS and stated < level.low


def _lowered(answered: Answered, stated: int | Decimal | str) -> Conflict | None:
    """The protection against a level that a draft follows: without the fact it would be better."""
    for conflict in answered.conflicts:
        without = conflict.without
        if isinstance(without, Answer) and _differs(without, stated):
            return conflict
    return None


def _within_the_unlowered(answered: Answered, stated: int | Decimal | str) -> bool:
    """Whether a draft gives what the level would be without a fact that may not lower it."""
    return any(
        isinstance(one.without, Answer) and not _differs(one.without, stated)
        for one in answered.conflicts
    )


def _judged_to_cover(subject: Subject) -> bool:
    """Whether the record shows that the extent was judged by this citizen's need."""
    lacking = missing_of(_JUDGED, subject.decision, subject.assessment)
    return not lacking or subject.silent(_JUDGED)


def _rests_on_protected(
    subject: Subject,
    assessment: Assessment,
    answered: Answered,
    stated: int | Decimal | str,
    conflict: Conflict,
) -> Finding:
    """A level that is lower by a protected fact alone, followed without a word on the need."""
    words = subject.words
    element = words.elements.get(_JUDGED)
    return Finding(
        code="rests_on_what_may_not_decide",
        severity=Severity.BLOCKING,
        says=_(
            "Udkastet giver {stated}, som er niveauet, alene fordi »{fact}« er, som den er. "
            "{why} Det fremgår ikke, at omfanget er vurderet til at dække netop denne borgers "
            "behov."
        ).format(
            stated=wording.stated_text(stated, answered.question, words),
            fact=assessment.standard.fact_text(conflict.fact, language()),
            why=wording.sentence(conflict.protection.text),
        ),
        remedy=wording.sentence(element.remedy) if element else _("Vurder borgerens behov."),
        source=str(conflict.protection.citation),
        about=answered.question.name,
        lacks=(_JUDGED,),
        rank=conflict.protection.rank,
        verified=conflict.protection.verified,
    )


def _speaking(answered: Answered) -> Row:
    """The rule that speaks for an answer: of those that hold the firmest.

    Where it is open which rule holds though all give this answer, the weakest: no more is sure.
    """
    holding = answered.holding()
    if holding:
        return min(holding, key=_firmness)
    return max((r.row for r in answered.rows if r.row.answer == answered.value), key=_firmness)


def _firmness(row: Row) -> int:
    return FIRMEST_FIRST.index(row.rank)


def _kind_fault(kind: DecisionKind, now: Extent, before: Extent) -> tuple[str, str] | None:
    """What speaks against the kind of decision and what to do; None where nothing does."""
    measures = (
        (now.days_per_week, before.days_per_week),
        (now.hours_per_week, before.hours_per_week),
    )
    given = [new for new, _old in measures if new is not None]
    changes = [new - old for new, old in measures if new is not None and old is not None]
    if kind is DecisionKind.TERMINATION and any(given):
        return (
            _("Afgørelsen er kaldt »{kind}«, men borgeren har stadig hjælp bagefter: {now}."),
            _("Slet omfanget, eller kald afgørelsen en nedsættelse."),
        )
    if kind in _MEASURED and given and not any(given):
        return (
            _("Afgørelsen er kaldt »{kind}«, men borgeren får ingen hjælp: {now}."),
            _("Ret omfanget, eller kald afgørelsen et afslag eller et ophør."),
        )
    lessened = any(change < 0 for change in changes)
    if kind is DecisionKind.REDUCTION and changes and not lessened:
        return (
            _(
                "Afgørelsen er kaldt »{kind}«, men det kan ikke ses, at borgeren får færre dage "
                "eller timer end før. Før: {before}. Nu: {now}."
            ),
            _("Ret omfanget før og nu, eller kald afgørelsen en bevilling."),
        )
    if kind in (DecisionKind.GRANT, DecisionKind.PARTIAL_REFUSAL) and lessened:
        return (
            _(
                "Afgørelsen er kaldt »{kind}«, men borgeren får færre dage eller timer end før. "
                "Før: {before}. Nu: {now}."
            ),
            _("Ret omfanget, eller kald afgørelsen en nedsættelse, og begrund den."),
        )
    return None


def _differs(answer: Answer, stated: int | Decimal | str) -> bool:
    if answer.kind is AnswerKind.CODE:
        return stated != answer.code
    if answer.low is None or answer.high is None or isinstance(stated, str):
        return False
    return not answer.low <= stated <= answer.high


def _answer_text(
    subject: Subject, question: Question, answer: Answer, stated: int | Decimal | str, row: Row
) -> str:
    """What the draft says and what the norms answer, for a caseworker, with the row's code."""
    says = {
        Rank.LAW: _("Udkastet giver {stated}. Efter loven er det {answer} ({code})."),
        Rank.PRECEDENT: _("Udkastet giver {stated}. Efter praksis er det {answer} ({code})."),
        Rank.GUIDING: _("Udkastet giver {stated}. Det vejledende niveau er {answer} ({code})."),
    }
    if question.stage is Stage.DECISION:
        says = {
            Rank.LAW: _("{question}: Udkastet siger {stated}, loven {answer} ({code})."),
            Rank.PRECEDENT: _("{question}: Udkastet siger {stated}, praksis {answer} ({code})."),
            Rank.GUIDING: _("{question}: Udkastet siger {stated}, standarden {answer} ({code})."),
        }
    return says[row.rank].format(
        question=wording.name_of(question),
        stated=wording.stated_text(stated, question, subject.words),
        answer=answer_text(answer, question, subject.words, language()),
        code=row.code,
    )
