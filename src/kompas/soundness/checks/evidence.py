"""What must be investigated rests on something, and on something that is not long ago.

A rule sees the kind and the day of a paper. What stands in it, it does not see: a lease that is
called a note of this year passes, and a reader must look.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from kompas.casework import Decision, Evidence, EvidenceKind
from kompas.casework.danish_calendar import months_after
from kompas.casework.evidence_links import references
from kompas.casework.intervention import ADVERSE
from kompas.norms import Rank, Row
from kompas.soundness import wording
from kompas.soundness.checks.claims import of_ground
from kompas.soundness.finding import Finding, Severity
from kompas.soundness.subject import Subject
from kompas.soundness.yardsticks import Measured, is_at_stake, measured
from kompas.words import _, day_text

INVESTIGATED = frozenset((EvidenceKind.NOTE, EvidenceKind.MEETING, EvidenceKind.ASSESSMENT))
"""The kinds of evidence that somebody made by looking into the case."""


class _Claim(NamedTuple):
    """Something that is said to be found: for which type of ground, which demand of it or which
    part of the decision, and the papers that it rests on.
    """

    ground: str
    code: str
    ids: tuple[str, ...]


def evidence_holds(subject: Subject) -> Iterator[Finding]:
    """Evidence is older than the decision, and what was found names where it was found."""
    decision = subject.decision
    duty = duty_to_inform(subject)
    for item in decision.evidence:
        if decision.decided_on and item.dated > decision.decided_on:
            yield Finding(
                code="evidence_after_decision",
                severity=Severity.BLOCKING,
                says=_("»{title}« er dateret {dated}, efter afgørelsen.").format(
                    title=item.title, dated=day_text(item.dated)
                ),
                remedy=_("Ret datoen, eller træf afgørelsen på de oplysninger, der var der."),
                about=item.id,
            ).by_rule(duty)
    for ground, ground_type in subject.typed_grounds():
        bare = [
            code
            for code, statement in ground.shown.items()
            if not statement.evidence and not ground.evidence
        ]
        if bare and not subject.silent("evidence"):
            finding = of_ground(
                subject,
                "shown_without_evidence",
                ground_type,
                _("Grunden »{heading}« henviser ikke til dokumentation.").format(
                    heading=wording.heading_of(ground_type)
                ),
                _("Knyt det notat, dokument eller møde til grunden, som viser det."),
            )
            yield replace(finding, severity=Severity.WARNING, lacks=tuple(bare))


def evidence_is_linked(subject: Subject) -> Iterator[Finding]:
    """A decision that goes against the citizen rests on something in the record."""
    decision = subject.decision
    if decision.kind not in ADVERSE or any(references(decision)) or not decision.grounds:
        return
    # A summary of somebody else's decision that tells of no paper at all is silent on them.
    if subject.silent("evidence") or (decision.not_stated and not decision.evidence):
        return
    yield _finding(
        subject,
        "nothing_linked",
        Severity.BLOCKING,
        _("Intet i afgørelsen henviser til et møde, et notat, et dokument eller en udredning."),
        _(
            "Knyt det til behovet og til hver grund, som viser det. Findes det ikke, så undersøg "
            "det."
        ),
    )


def evidence_is_recent(subject: Subject) -> Iterator[Finding]:
    """What must be investigated does not rest on old papers alone."""
    decision, limit = subject.decision, measured(subject, "evidence_age")
    if decision.decided_on is None or limit is None or not is_at_stake(decision):
        return
    of_then = {
        one.id: one
        for one in decision.evidence
        if months_after(one.dated, limit.number) < decision.decided_on
    }
    found = [
        one
        for one in _claims(decision)
        if one.ids and of_then and all(name in of_then for name in one.ids)
    ]
    if found:
        points = [
            f"{_name(subject, one)}: {_titles([of_then[name] for name in one.ids])}"
            for one in found
        ]
        yield _too_old(limit, tuple(points))


def _too_old(limit: Measured, points: tuple[str, ...]) -> Finding:
    says = _(
        "Det, der skal være undersøgt, bygger kun på noget, der er ældre end {months} måneder:"
    )
    investigate = _(
        "Undersøg, hvordan det er nu, og knyt det møde, notat eller den udredning, der viser det."
    )
    return Finding(
        code="evidence_too_old",
        severity=Severity.OPEN,
        says=says.format(months=limit.number),
        remedy=" ".join(filter(None, (investigate, limit.whose))),
        source=limit.source,
        about="evidence",
        points=points,
        rank=limit.rank,
        verified=limit.verified,
    )


def somebody_has_looked(subject: Subject) -> Iterator[Finding]:
    """Not all that must be investigated rests on papers that others sent."""
    decision = subject.decision
    looked = {one.id for one in decision.evidence if one.kind in INVESTIGATED}
    rests_on_something = False
    for claim in _claims(decision):
        rests_on_something = rests_on_something or bool(claim.ids)
        if any(name in looked for name in claim.ids):
            return
    if not rests_on_something or not is_at_stake(decision):
        return
    yield _finding(
        subject,
        "nobody_has_looked",
        Severity.OPEN,
        _(
            "Alt, der skal være undersøgt, bygger på dokumenter. Intet møde, notat eller udredning "
            "viser det."
        ),
        _("Knyt mødet med borgeren eller udredningen til behovet og grundene, eller få dem lavet."),
    )


def _claims(decision: Decision) -> Iterator[_Claim]:
    """What a decision says was found: the need, the capacity, and what each ground must show."""
    if decision.need is not None:
        yield _Claim("", "need", decision.need.evidence)
    if decision.capacity is not None:
        yield _Claim("", "capacity", decision.capacity.evidence)
    for ground in decision.grounds:
        for code, shown in ground.shown.items():
            yield _Claim(ground.type, code, shown.evidence or ground.evidence)


def _name(subject: Subject, claim: _Claim) -> str:
    """What a claim is called by those who read the findings."""
    if not claim.ground:
        return wording.name_of(subject.words.elements[claim.code])
    demands = subject.ground_types[claim.ground].demands
    found = (wording.cited(one.text) for one in demands if one.code == claim.code)
    return next(found, claim.code)


def _titles(papers: Sequence[Evidence]) -> str:
    return ", ".join(f"»{one.title}« ({day_text(one.dated)})" for one in papers)


def _finding(subject: Subject, code: str, severity: Severity, says: str, remedy: str) -> Finding:
    duty = duty_to_inform(subject)
    return Finding(
        code=code,
        severity=severity,
        says=says,
        remedy=remedy,
        about="evidence",
    ).by_rule(duty)


def duty_to_inform(subject: Subject) -> Row | None:
    """The law's duty to investigate before a decision like this, where a norm at hand has one."""
    answered = subject.assessment.answers.get("investigation") if subject.assessment else None
    rows = answered.holding() if answered else ()
    return next((row for row in rows if row.rank is Rank.LAW), None)
