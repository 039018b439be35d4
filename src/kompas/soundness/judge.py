"""Judge a draft: gather what the norms say of it, run the checks, give the verdict."""

from datetime import date

from kompas.casework import Decision, decision_facts
from kompas.norms import Assessment, Library, NotCodedError, Stage, Standard
from kompas.soundness.checks import CHECKS
from kompas.soundness.checks.legal_basis import facts_of_basis
from kompas.soundness.finding import Judgement
from kompas.soundness.reading import reader_of
from kompas.soundness.subject import Subject


def judge(decision: Decision, library: Library, on: date) -> Judgement:
    """Whether the decision would stand, judged by the norms of its own day.

    `on` is used where the draft has no date. Raises kompas.norms.FactError for a fact of the draft
    that cannot be read.
    """
    day = decision.decided_on or on
    standard, not_coded = _standard(decision, library, day)
    assessment = _assess(decision, standard, day) if standard else None
    subject = Subject(
        decision,
        assessment,
        not_coded,
        library.grounds,
        library.words,
        reader_of(library, decision.municipality),
    )
    findings = tuple(finding for check in CHECKS for finding in check(subject))
    return Judgement(findings, tuple(subject.not_examined), assessment)


def _standard(
    decision: Decision, library: Library, day: date
) -> tuple[Standard | None, str | None]:
    """The rules for the decision; where some are not coded, those that are, and what is missing."""
    try:
        return (
            library.standard(decision.service, decision.municipality, day, decision.unit),
            None,
        )
    except NotCodedError as error:
        not_coded = error.text
    try:
        return library.national(decision.service, day), not_coded
    except NotCodedError:
        pass
    try:
        return library.procedure(day), not_coded
    except NotCodedError:
        return None, not_coded


def _assess(decision: Decision, standard: Standard, day: date) -> Assessment:
    told = facts_of_basis(decision, standard.words)
    return standard.assess({**told, **decision_facts(decision)}, day, Stage.DECISION)
