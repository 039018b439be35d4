"""What of a check's findings no letter can do without: that is not offered to be set aside."""

from collections.abc import Mapping
from dataclasses import replace

from kompas.casework import Decision
from kompas.letters import clauses_of, compose, facts_from_norms
from kompas.norms import Library, NotCodedError
from kompas.soundness import Finding, Judgement

_TEXTS: Mapping[str, str] = {
    "ground_without_text": "ground_text",
    "ground_not_shown": "ground_shown",
}
"""What the letter asks for where a finding does not name it itself, by the finding's code."""


def with_letter_needs(judgement: Judgement, decision: Decision, library: Library) -> Judgement:
    """The judgement, in which each finding that could be overridden says whether the letter of the
    decision would lack the same. As it was where no texts for such letters are coded.
    """
    if not any(one.can_be_overridden for one in judgement.findings):
        return judgement
    lacking = _lacking(judgement, decision, library)
    marked = (replace(one, letter_needs=bool(lacking & _names(one))) for one in judgement.findings)
    return replace(judgement, findings=tuple(marked))


def _lacking(judgement: Judgement, decision: Decision, library: Library) -> frozenset[str]:
    """What the letter would lack were all findings set aside: requirements and what they demand."""
    try:
        book = clauses_of(library, decision.service)
    except NotCodedError:
        return frozenset()
    facts = facts_from_norms(decision, library, judgement.assessment)
    aside = frozenset(name for one in judgement.findings for name in one.lacks)
    missing = {one.code for one in compose(decision, facts, book, set_aside=aside).missing}
    return frozenset(name for one in book.requirements if one.code in missing for name in one.names)


def _names(finding: Finding) -> frozenset[str]:
    return frozenset(finding.lacks) | {_TEXTS.get(finding.code, finding.code)}
