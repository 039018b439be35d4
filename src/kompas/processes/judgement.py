"""A draft made whole from its case, judged, and the trace of it; an old decision judged again."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import date

from kompas.casework import Amounts, Decision, Evidence
from kompas.casework.case import Case
from kompas.casework.flows import ProceedingKind
from kompas.casework.intervention import with_amounts
from kompas.casework.proceeding import Proceeding
from kompas.casework.steps.decision import DecisionTaken
from kompas.casework.taken_decision import TakenDecision
from kompas.casework.trace import FindingKept, Trace
from kompas.norms import Library, NormFile, Vocabulary
from kompas.norms.report import to_json
from kompas.processes.letter_needs import with_letter_needs
from kompas.soundness import Finding, Judgement, judge
from kompas.words import SOURCE_LANGUAGE, _, set_language


@dataclass(frozen=True, slots=True)
class Replayed:
    """An old decision judged again under the norms it names.

    `differences` is empty where verdict, findings and explanation are what they were.
    """

    judgement: Judgement | None
    differences: tuple[str, ...]


def whole(
    draft: Decision,
    case: Case,
    on: Proceeding | None,
    norms_unit: str | None,
    words: Vocabulary,
) -> Decision:
    """The draft with what the case holds: the party, the facts, the evidence, the hearing.

    `on` is the proceeding in which it is written. Of several hearings, the one that the decision
    is judged by on its day (`Proceeding.hearing_on`); that the citizen did not answer in time is
    told as it was on that day (`Proceeding.facts_on`).
    """
    own = on is not None and on.kind is ProceedingKind.FOLLOW_UP
    if own:
        # Whatever a draft says that was copied from the first round: nobody has applied.
        draft = replace(draft, applied_for=None, applied_on=None, applied_amounts={})
    applied_for, applied_on, applied_amounts = _applied(case, on)
    day = draft.decided_on or date.min
    made = replace(
        draft,
        case_number=case.case_number,
        citizen=case.citizen,
        unit=norms_unit,
        applied_for=draft.applied_for or applied_for,
        applied_on=draft.applied_on or applied_on,
        applied_amounts=draft.applied_amounts or applied_amounts,
        own_follow_up=own,
        facts=case.facts_on(draft.decided_on or date.max, on if draft.decided_on else None),
        evidence=tuple(_known_since(case, on, day)),
        hearing=on.hearing_on(day) if on else None,
        granted_before=case.grant or draft.granted_before,
    )
    return with_amounts(made, words)


def _known_since(case: Case, on: Proceeding | None, day: date) -> Iterator[Evidence]:
    """The papers of the case. Of what the party was heard on in another proceeding of it, or in
    another hearing that is over than the one the decision is judged by, nobody can say any more
    that the party does not know it (forvaltningsloven § 19).
    """
    others = (one for one in case.proceedings if on is None or one.entry != on.entry)
    heard = {name for one in others for hearing in one.hearings for name in hearing.evidence}
    judged = on.hearing_on(day) if on else None
    over = (one for one in (on.hearings if on else ()) if not one.awaited_on(day))
    earlier = {name for hearing in over for name in hearing.evidence}
    heard |= earlier.difference(judged.papers if judged else ())
    for paper in case.papers:
        yield replace(paper, known_to_party=True) if paper.id in heard else paper


def _applied(case: Case, on: Proceeding | None) -> tuple[str | None, date | None, Amounts]:
    """What was applied for, when and how much; in a follow-up nothing was: it is the
    municipality's own. Of a complaint, and what was sent back, in the proceeding it is about.
    """
    first = _began_as(case, on) if on else None
    if first is not None and first.applied_for is not None:
        return first.applied_for, first.opened_on, first.applied_amounts
    if first is not None and first.kind is ProceedingKind.FOLLOW_UP:
        return None, None, {}
    return case.applied_for, case.opened_on, case.applied_amounts


def _began_as(case: Case, on: Proceeding) -> Proceeding:
    """The proceeding of the decision that one is about, and so on back to the first."""
    holding = {taken.entry: one for one in case.proceedings for taken in one.decisions}
    while (behind := holding.get(on.about or 0)) is not None and behind.entry < on.entry:
        on = behind
    return on


def judged(draft: Decision, library: Library, on: date) -> Judgement:
    """`soundness.judge` in Danish, whatever the language of the screen.

    The record is written in one language, so that a decision replays to the same words.
    """
    context = copy_context()
    context.run(set_language, SOURCE_LANGUAGE)
    return with_letter_needs(context.run(judge, draft, library, on), draft, library)


def traced(judgement: Judgement) -> Trace:
    """What is stored with a decision: by which norms it was judged, and what was shown."""
    assessment = judgement.assessment
    files = assessment.standard.files if assessment else ()
    return Trace(
        norms=tuple((file.file, file.digest) for file in files),
        verdict=judgement.verdict.value,
        findings=tuple(_kept(finding) for finding in judgement.findings),
        explanation=to_json(assessment) if assessment else "",
    )


def replay(taken: DecisionTaken | TakenDecision, library: Library) -> Replayed:
    """Judge a decision of the record again, under the norms of its own day."""
    missing = _changed_norms(taken.trace.norms, library.file_by_name)
    if missing:
        return Replayed(None, missing)
    day = taken.decision.decided_on or date.min
    judgement = judged(taken.decision, library, day)
    now = traced(judgement)
    overridden = (
        finding
        for finding in judgement.findings
        if finding.can_be_overridden and (finding.code, finding.about) in _overridden(taken)
    )
    set_aside = frozenset(name for finding in overridden for name in finding.lacks)
    differences = []
    if now.verdict != taken.trace.verdict:
        differences.append(_("Resultatet er et andet: {now}.").format(now=now.verdict))
    if list(map(_substance, now.findings)) != list(map(_substance, taken.trace.findings)):
        differences.append(_("Manglerne er ikke de samme."))
    if not _same_explanation(now.explanation, taken.trace.explanation):
        differences.append(_("Forklaringen er en anden."))
    return Replayed(replace(judgement, set_aside=set_aside), tuple(differences))


def _overridden(taken: DecisionTaken | TakenDecision) -> Sequence[tuple[str, str]]:
    return taken.overridden if isinstance(taken, TakenDecision) else ()


def _changed_norms(
    norms: tuple[tuple[str, str], ...], files: Mapping[str, NormFile]
) -> tuple[str, ...]:
    return tuple(
        _("Normfilen {file} er ikke den, afgørelsen blev truffet efter.").format(file=name)
        for name, digest in norms
        if name not in files or files[name].digest != digest
    )


def _substance(kept: FindingKept) -> tuple[str, str, str, bool]:
    """What a finding says, however a later Kompas words it."""
    return kept.code, kept.about, kept.severity, kept.can_be_overridden


def _same_explanation(one: str, other: str) -> bool:
    return one == other or (bool(one and other) and json.loads(one) == json.loads(other))


def _kept(finding: Finding) -> FindingKept:
    return FindingKept(
        code=finding.code,
        about=finding.about,
        severity=finding.severity.value,
        text=finding.text,
        source=finding.source,
        can_be_overridden=finding.can_be_overridden,
    )
