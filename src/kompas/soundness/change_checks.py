"""Where help becomes less, something is otherwise than when it was last decided on.

That it is told at all is a duty of the norms (element `changed_since`).
"""

from collections.abc import Iterator

from kompas.norms import Verified
from kompas.soundness.finding import Finding, Severity
from kompas.soundness.subject import Subject
from kompas.soundness.yardsticks import is_owed, rule_on
from kompas.words import _


def change_has_a_cause(subject: Subject) -> Iterator[Finding]:
    """No draft says itself that nothing changed, unless the earlier decision was wrong."""
    decision, phrasings = subject.decision, subject.words.phrasings
    if not is_owed(subject, "changed_since"):
        return
    told = decision.changed_since.text if decision.changed_since else ""
    grounds = [
        text
        for ground in decision.grounds
        for text in (ground.text, *(one.text for one in ground.shown.values()))
    ]
    if phrasings.says_nothing_changed(told):
        yield _finding(subject, Severity.BLOCKING)
    elif not told.strip() and any(map(phrasings.says_nothing_changed, grounds)):
        yield _finding(subject, Severity.OPEN)


def _finding(subject: Subject, severity: Severity) -> Finding:
    row = rule_on(subject, "changed_since")
    return Finding(
        code="nothing_changed",
        severity=severity,
        says=_("Hjælpen bliver mindre, men afgørelsen siger selv, at intet er ændret siden sidst."),
        remedy=_(
            "Skriv, hvad der er anderledes. Var den tidligere afgørelse forkert, så skriv, hvad "
            "der "
            "var forkert ved den, og giv varsel. Ellers lad hjælpen fortsætte."
        ),
        source=str(row.citation) if row else "",
        about="changed_since",
        lacks=("changed_since",),
        rank=row.rank if row else None,
        verified=row.verified if row else Verified.READ,
    )
