"""What must be investigated rests on something, and on something that is not long ago.

A rule sees the kind and the day of a paper. What stands in it, it does not see: a lease that is
called a note of this year passes, and a reader must look.
"""

from collections.abc import Iterator, Sequence

from kompas.casework import Evidence, EvidenceKind
from kompas.casework.danish_calendar import months_after
from kompas.casework.evidence_links import references
from kompas.casework.intervention import ADVERSE
from kompas.norms import Rank, Row, Verified
from kompas.soundness import wording
from kompas.soundness.finding import Finding, Severity
from kompas.soundness.subject import Subject
from kompas.soundness.yardsticks import is_at_stake, measured
from kompas.words import _, day_text

INVESTIGATED = frozenset((EvidenceKind.NOTE, EvidenceKind.MEETING, EvidenceKind.ASSESSMENT))
"""The kinds of evidence that somebody made by looking into the case."""
Claim = tuple[str, Sequence[Evidence]]
"""What is said to be found, by what it is called, and the papers that it rests on."""


def evidence_is_linked(subject: Subject) -> Iterator[Finding]:
    """A decision that goes against the citizen rests on something in the record."""
    decision = subject.decision
    if decision.kind not in ADVERSE or any(references(decision)) or not decision.grounds:
        return
    if subject.silent("evidence"):
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
    decided, limit = subject.decision.decided_on, measured(subject, "evidence_age")
    if decided is None or limit is None or not is_at_stake(subject.decision):
        return
    old = [
        (name, papers)
        for name, papers in _claims(subject)
        if papers and all(months_after(one.dated, limit.number) < decided for one in papers)
    ]
    if old:
        says = _(
            "Det, der skal være undersøgt, bygger kun på noget, der er ældre end {months} måneder:"
        )
        yield _finding(
            subject,
            "evidence_too_old",
            Severity.OPEN,
            says.format(months=limit.number),
            _(
                "Undersøg, hvordan det er nu, og knyt det møde, notat eller den udredning, der "
                "viser det."
            ),
            tuple(f"{name}: {_titles(papers)}" for name, papers in old),
        )


def somebody_has_looked(subject: Subject) -> Iterator[Finding]:
    """Not all that must be investigated rests on papers that others sent."""
    claims = [papers for _name, papers in _claims(subject) if papers]
    kinds = {one.kind for papers in claims for one in papers}
    if not kinds or kinds & INVESTIGATED or not is_at_stake(subject.decision):
        return
    yield _finding(
        subject,
        "nobody_has_looked",
        Severity.OPEN,
        _(
            "Alt, der skal være undersøgt, bygger på dokumenter. Intet møde, notat eller "
            "udredning viser det."
        ),
        _("Knyt mødet med borgeren eller udredningen til behovet og grundene, eller få dem lavet."),
    )


def _claims(subject: Subject) -> Iterator[Claim]:
    """What a decision says was found: the need, the capacity, and what each ground must show."""
    decision, elements = subject.decision, subject.words.elements
    known = {one.id: one for one in decision.evidence}

    def papers(ids: Sequence[str]) -> list[Evidence]:
        return [known[one] for one in ids if one in known]

    for name, said in (("need", decision.need), ("capacity", decision.capacity)):
        if said is not None:
            yield wording.name_of(elements[name]), papers(said.evidence)
    for ground, ground_type in subject.typed_grounds():
        names = {one.code: wording.cited(one.text) for one in ground_type.demands}
        for code, shown in ground.shown.items():
            yield names.get(code, code), papers(shown.evidence or ground.evidence)


def _titles(papers: Sequence[Evidence]) -> str:
    return ", ".join(f"»{one.title}« ({day_text(one.dated)})" for one in papers)


def _finding(
    subject: Subject,
    code: str,
    severity: Severity,
    says: str,
    remedy: str,
    points: tuple[str, ...] = (),
) -> Finding:
    duty = duty_to_inform(subject)
    return Finding(
        code=code,
        severity=severity,
        says=says,
        remedy=remedy,
        source=str(duty.citation) if duty else "",
        about="evidence",
        points=points,
        rank=duty.rank if duty else None,
        verified=duty.verified if duty else Verified.READ,
    )


def duty_to_inform(subject: Subject) -> Row | None:
    """The law's duty to investigate before a decision like this, where a norm at hand has one."""
    answered = subject.assessment.answers.get("investigation") if subject.assessment else None
    rows = answered.holding() if answered else ()
    return next((row for row in rows if row.rank is Rank.LAW), None)
