"""What a draft states, held against itself and against what the norms answer."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from kompas.casework import Decision, DecisionKind, missing_of
from kompas.casework.amounts import amounts_text, changes, many_of, told_against_itself
from kompas.casework.elements import asks_for_amount
from kompas.casework.intervention import GIVING
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
    Vocabulary,
)
from kompas.norms.measures import in_measure, measure_of
from kompas.norms.wording import answer_text
from kompas.soundness import wording
from kompas.soundness.finding import FIRMEST_FIRST, Consequence, Finding, Severity
from kompas.soundness.subject import Subject
from kompas.words import _, language

_JUDGED = "extent_judged_to_cover"
"""The element that shows the extent to be judged by this citizen's need, and not by age."""

_STATED: Mapping[str, Callable[[Decision], int | str | None]] = {
    "decision_form": lambda d: d.form.value if d.form else None,
    "complaint_deadline": lambda d: (
        d.complaint_guidance.deadline_weeks if d.complaint_guidance else None
    ),
}
"""What a draft states, besides how much help there is, of questions that norms answer too."""

Stated = Fraction | str
"""A number in the question's unit, or one of its codes."""


def amount_is_stated(subject: Subject) -> Iterator[Finding]:
    """Help that is measured is granted in at least one of its measures.

    Told here only where no rule asks for an amount in a measure of its own.
    """
    decision = subject.decision
    needed = subject.words.needs_amount(decision.service)
    if decision.kind not in GIVING or decision.granted or not needed:
        return
    if asks_for_amount(subject.assessment) or subject.silent("granted"):
        return
    yield Finding(
        code="amount_missing",
        severity=Severity.BLOCKING,
        says=_("Afgørelsen er kaldt »{kind}«, men der står ikke, hvor meget borgeren får.").format(
            kind=wording.kind_of(decision, subject.words)
        ),
        remedy=_("Skriv omfanget i {measures}.").format(
            measures=_(" eller ").join(
                many_of(one.unit) for one in subject.words.measures_of(decision.service)
            )
        ),
        about="granted",
        lacks=("granted",),
    )


def amounts_agree(subject: Subject) -> Iterator[Finding]:
    """Where one thing is stated in two measures, it is the same in both."""
    for given in (subject.decision.granted, subject.decision.granted_before):
        for says, remedy in told_against_itself(given, subject.words):
            yield Finding(
                code="amounts_contradict",
                severity=Severity.BLOCKING,
                says=says,
                remedy=remedy,
                about="granted",
            )


def kind_agrees_with_extent(subject: Subject) -> Iterator[Finding]:
    """The decision is what it calls itself, by how much it gives, how much there was before and how
    much was applied for.

    What is not stated is not compared.
    """
    decision, words = subject.decision, subject.words
    fault = _kind_fault(decision, words)
    if fault is not None:
        says, remedy = fault
        yield Finding(
            code="kind_contradicts_extent",
            severity=Severity.BLOCKING,
            says=says.format(
                kind=wording.kind_of(decision, words),
                asked=amounts_text(decision.applied_amounts, words),
                before=amounts_text(decision.granted_before, words),
                now=amounts_text(decision.granted, words),
            ),
            remedy=remedy,
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
    for answered, stated in _stated(subject, subject.assessment):
        if not isinstance(answered.value, Answer):
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


def _stated(subject: Subject, assessment: Assessment) -> Iterator[tuple[Answered, Stated]]:
    """The answered questions of which the draft states something, with what it states.

    How much help there is it states in the measures of the service: a question that is answered in
    another unit is compared where the norms tell the exact factor, and else stays open. Not of
    questions that follow from these (full or part time from the days): a draft can differ there
    only by differing here.
    """
    for name, state in _STATED.items():
        answered, stated = assessment.answers.get(name), state(subject.decision)
        if answered is not None and stated is not None:
            yield answered, stated if isinstance(stated, str) else Fraction(stated)
    if subject.decision.kind not in GIVING:
        return
    for answered in assessment.answers.values():
        measure = measure_of(answered.question, subject.words)
        given = (
            in_measure(subject.decision.granted, measure, subject.words.measures)
            if measure
            else None
        )
        if given is not None:
            yield answered, given


def _departs(
    subject: Subject, answered: Answered, level: Answer, stated: Stated, row: Row
) -> Finding:
    """A draft that says something else than an answer, and gives no reason of its own."""
    immaterial = answered.question.immaterial
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
        about=answered.question.name,
        favours_citizen=favours,
        consequence=Consequence.MUST_BE_MENDED if immaterial else Consequence.OVERTURNED,
        comes_to=wording.sentence(immaterial.text) if immaterial else "",
    ).by_rule(row)


def _favours(question: Question, level: Answer, stated: Stated) -> bool:
    """Whether what is stated is better for the citizen than every answer of the level."""
    if isinstance(stated, str) or level.low is None or level.high is None:
        codes = list(question.answers)
        known = question.favour is Favour.LISTED and {stated, level.code} <= set(codes)
        return known and codes.index(str(stated)) < codes.index(str(level.code))
    if question.favour is Favour.MORE:
        return stated * level.parts > level.high
    return question.favour is Favour.LESS and stated * level.parts < level.low


def _lowered(answered: Answered, stated: Stated) -> Conflict | None:
    """The protection against a level that a draft follows: without the fact it would be better."""
    for conflict in answered.conflicts:
        without = conflict.without
        if isinstance(without, Answer) and _differs(without, stated):
            return conflict
    return None


def _within_the_unlowered(answered: Answered, stated: Stated) -> bool:
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
    stated: Stated,
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


Fault = tuple[str, str]
"""What is wrong, and what to do about it."""


def _kind_fault(decision: Decision, words: Vocabulary) -> Fault | None:
    """What speaks against the kind of decision and what to do; None where nothing does."""
    kind, given = decision.kind, decision.granted.values()
    if kind is DecisionKind.TERMINATION and any(given):
        return (
            _("Afgørelsen er kaldt »{kind}«, men borgeren har stadig hjælp bagefter: {now}."),
            _("Slet omfanget, eller kald afgørelsen en nedsættelse."),
        )
    if kind is DecisionKind.REFUSAL and any(given):
        return (
            _("Afgørelsen er kaldt »{kind}«, men borgeren får hjælp: {now}."),
            _("Slet omfanget, eller kald afgørelsen en bevilling eller et delvist afslag."),
        )
    if kind is DecisionKind.REDUCTION and words.is_all_or_nothing(decision.service):
        return (
            _(
                "Afgørelsen er kaldt »{kind}«, men ydelsen gives helt eller slet ikke: borgeren "
                "kan ikke få mindre af den."
            ),
            _(
                "Kald afgørelsen et ophør, hvis hjælpen stopper, eller et skift af leverandør, "
                "hvis borgeren skal have et andet tilbud."
            ),
        )
    if kind in GIVING and given and not any(given):
        return (
            _("Afgørelsen er kaldt »{kind}«, men borgeren får ingen hjælp: {now}."),
            _("Ret omfanget, eller kald afgørelsen et afslag eller et ophør."),
        )
    return _fault_by_before(decision, words) or _fault_by_applied(decision, words)


def _fault_by_before(decision: Decision, words: Vocabulary) -> Fault | None:
    """What speaks against the kind by how much help there was before."""
    differences = list(changes(decision.granted, decision.granted_before, words))
    lessened = any(change < 0 for change in differences)
    if decision.kind is DecisionKind.REDUCTION and differences and not lessened:
        return (
            _(
                "Afgørelsen er kaldt »{kind}«, men det kan ikke ses, at borgeren får mindre hjælp "
                "end før. Før: {before}. Nu: {now}."
            ),
            _("Ret omfanget før og nu, eller kald afgørelsen en bevilling."),
        )
    if decision.kind in _NEW_HELP and lessened:
        return (
            _(
                "Afgørelsen er kaldt »{kind}«, men borgeren får mindre hjælp end før. "
                "Før: {before}. Nu: {now}."
            ),
            _("Ret omfanget, eller kald afgørelsen en nedsættelse, og begrund den."),
        )
    return None


def _fault_by_applied(decision: Decision, words: Vocabulary) -> Fault | None:
    """What speaks against the kind by how much was applied for, in the same measures."""
    if decision.kind not in _NEW_HELP:
        return None
    differences = list(changes(decision.granted, decision.applied_amounts, words))
    lessened = any(change < 0 for change in differences)
    if decision.kind is DecisionKind.GRANT and lessened:
        return (
            _(
                "Afgørelsen er kaldt »{kind}«, men borgeren får mindre end det, der er søgt om. "
                "Søgt: {asked}. Nu: {now}."
            ),
            _("Ret omfanget, eller kald afgørelsen et delvist afslag, og begrund den."),
        )
    whole = len(differences) == len(decision.applied_amounts) and differences
    if decision.kind is DecisionKind.PARTIAL_REFUSAL and whole and not lessened:
        return (
            _(
                "Afgørelsen er kaldt »{kind}«, men borgeren får alt det, der er søgt om. "
                "Søgt: {asked}. Nu: {now}."
            ),
            _("Ret omfanget, eller kald afgørelsen en bevilling."),
        )
    return None


_NEW_HELP = (DecisionKind.GRANT, DecisionKind.PARTIAL_REFUSAL)
"""The kinds of decision that answer an application with help."""


def _differs(answer: Answer, stated: Stated) -> bool:
    if answer.kind is AnswerKind.CODE:
        return stated != answer.code
    if answer.low is None or answer.high is None or isinstance(stated, str):
        return False
    return not answer.low <= stated * answer.parts <= answer.high


def _answer_text(
    subject: Subject, question: Question, answer: Answer, stated: Stated, row: Row
) -> str:
    """What the draft says and what the norms answer; the source is told beside it."""
    says = {
        Rank.LAW: _("Udkastet giver {stated}. Efter loven er det {answer}."),
        Rank.PRECEDENT: _("Udkastet giver {stated}. Efter praksis er det {answer}."),
        Rank.GUIDING: _("Udkastet giver {stated}. Det vejledende niveau er {answer}."),
    }
    if question.stage is Stage.DECISION:
        says = {
            Rank.LAW: _("{question}: Udkastet siger {stated}, loven {answer}."),
            Rank.PRECEDENT: _("{question}: Udkastet siger {stated}, praksis {answer}."),
            Rank.GUIDING: _("{question}: Udkastet siger {stated}, standarden {answer}."),
        }
    return says[row.rank].format(
        question=wording.name_of(question),
        stated=wording.stated_text(stated, question, subject.words),
        answer=answer_text(answer, question, subject.words, language()),
    )
