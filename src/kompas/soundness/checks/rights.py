"""What a citizen is entitled to is not taken, and what the law or practice bars is not decided.

Both are rows of the norms: of the question `entitled`, and of `barred`. A row that holds speaks for
itself. A ground may set a question aside (`waives`), as the citizen's own wish does.
"""

from collections.abc import Iterator

from kompas.casework import DecisionKind
from kompas.norms import Outcome, RowResult, Status
from kompas.soundness import wording
from kompas.soundness.finding import Finding, Severity
from kompas.soundness.subject import Subject
from kompas.words import _

ENTITLED, BARRED = "entitled", "barred"
"""The questions whose rows say what a citizen is entitled to, and what cannot be decided."""
_TARGET_GROUP = "target_group"
_EXAMINED = (DecisionKind.GRANT, DecisionKind.PARTIAL_REFUSAL, DecisionKind.REFUSAL)
"""The kinds of decision in which a duty asks for the criteria of the target group."""


def rights_are_kept(subject: Subject) -> Iterator[Finding]:
    """Help that a citizen is entitled to is neither refused nor ended.

    Where a fact is missing that would tell, it is asked for.
    """
    if _is_out(subject) or _told_of_claims(subject) or _has_the_help(subject):
        return
    for result in _rows(subject, ENTITLED):
        if result.status is Status.HOLDS:
            yield _entitled(result)
        elif facts := _unknown_facts(subject, result):
            yield _open(subject, result, facts)


def bars_are_heeded(subject: Subject) -> Iterator[Finding]:
    """What law or practice bars is not decided.

    A fact that nobody noted is not asked for here; only where a question of the norms is open on
    which the bar depends, as the conditions of a free choice.
    """
    if subject.decision.kind is DecisionKind.REFUSAL and _is_out(subject):
        return  # who has no right to the help has no choice of it
    claimed, questions = _claimed(subject), subject.words.questions.keys()
    for result in _rows(subject, BARRED):
        if claimed.intersection(result.row.facts):
            continue  # what a ground claims of it is held against the norms there
        if result.status is Status.HOLDS:
            yield _barred(result)
        elif questions >= set(result.missing) and (facts := _unknown_facts(subject, result)):
            yield _open(subject, result, facts)


def _rows(subject: Subject, question: str) -> Iterator[RowResult]:
    """The rows of a question that hold or may hold; none where a ground sets it aside."""
    answered = subject.assessment.answers.get(question) if subject.assessment else None
    if answered is None or any(question in of.waives for _one, of in subject.typed_grounds()):
        return
    for result in answered.rows:
        if result.status in (Status.HOLDS, Status.UNKNOWN):
            yield result


def _is_out(subject: Subject) -> bool:
    """Whether the act does not cover the citizen."""
    answered = subject.assessment.answers.get(_TARGET_GROUP) if subject.assessment else None
    return answered is not None and answered.value is Outcome.OUT


def _has_the_help(subject: Subject) -> bool:
    """Whether a refusal is of a change only: the help is there, or an offer is pointed to."""
    decision = subject.decision
    there = bool(decision.facilities) or any(decision.granted_before.values())
    return decision.kind is DecisionKind.REFUSAL and there


def _told_of_claims(subject: Subject) -> bool:
    """Whether a ground claims that the act does not cover the citizen, and it is known to be
    wrong: that is told of the ground.
    """
    answered = subject.assessment.answers.get(_TARGET_GROUP) if subject.assessment else None
    known = answered is not None and answered.value is not Outcome.UNKNOWN
    return known and _TARGET_GROUP in _claimed(subject)


def _claimed(subject: Subject) -> set[str]:
    """The questions on which a ground makes a claim of its own: that is held against them there."""
    return {name for _ground, of_type in subject.typed_grounds() for name in of_type.claims}


def _unknown_facts(subject: Subject, result: RowResult) -> list[str]:
    """The facts that would tell, less those on which a summary is silent and those that the duty
    to examine the target group asks for.
    """
    assessment = subject.assessment
    if assessment is None or result.status is not Status.UNKNOWN:
        return []
    names = dict.fromkeys(subject.undecided(result))
    answered = assessment.answers.get(_TARGET_GROUP)
    if answered is not None and subject.decision.kind in _EXAMINED:
        for row in (one.row for one in answered.rows if one.row.rank.binds):
            for name in row.facts:
                names.pop(name, None)
    return [name for name in names if not subject.silent(f"fact:{name}")]


def _entitled(result: RowResult) -> Finding:
    row = result.row
    return Finding(
        code="entitled_to_help",
        severity=Severity.BLOCKING,
        says=wording.sentence(row.text),
        remedy=_(
            "Ret oplysningerne, hvis de er forkerte: er en betingelse ikke opfyldt, så vis det. "
            "Ellers giv hjælpen."
        ),
        about=row.code,
    ).by_rule(row)


def _barred(result: RowResult) -> Finding:
    row = result.row
    return Finding(
        code="barred_decision",
        severity=Severity.BLOCKING,
        says=wording.sentence(row.text),
        remedy=_("Ret oplysningerne, hvis de er forkerte. Ellers ændr afgørelsen."),
        about=row.code,
    ).by_rule(row)


def _open(subject: Subject, result: RowResult, facts: list[str]) -> Finding:
    row = result.row
    return Finding(
        code="entitlement_not_examined",
        severity=Severity.OPEN,
        says=_(
            "Det er ikke undersøgt, om borgeren har ret til det, afgørelsen siger nej til. Det "
            "afhænger af svaret på: {unknown}? {why}"
        ).format(
            unknown=wording.questions_of(facts, subject.words), why=wording.sentence(row.text)
        ),
        remedy=_("Undersøg det, og notér svaret med kilde og dato."),
        about=row.code,
        lacks=tuple(facts),
    ).by_rule(row)
