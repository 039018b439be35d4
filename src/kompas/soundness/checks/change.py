"""Where help becomes less, something is otherwise than when it was last decided on.

That it is told at all is a duty of the norms (element `changed_since`).
"""

from collections.abc import Iterator

from kompas.casework import Decision
from kompas.norms.phrasings import Phrasings
from kompas.soundness.finding import Finding, Severity
from kompas.soundness.reading.draft import texts_of_ground
from kompas.soundness.subject import Subject
from kompas.soundness.yardsticks import is_owed, rule_on
from kompas.words import _


def change_has_a_cause(subject: Subject) -> Iterator[Finding]:
    """No draft says itself that nothing changed, unless the earlier decision was wrong."""
    decision, phrasings = subject.decision, subject.words.phrasings
    if not is_owed(subject, "changed_since"):
        return
    spoken = subject.reading.spoken.changed_since
    told = spoken.text if spoken else ""
    if phrasings.says_nothing_changed(told):
        yield _finding(subject, Severity.BLOCKING)
    elif not told.strip() and _grounds_say_so(decision, phrasings):
        yield _finding(subject, Severity.OPEN)


def _grounds_say_so(decision: Decision, phrasings: Phrasings) -> bool:
    texts = [text for ground in decision.grounds for text in texts_of_ground(ground)]
    whole = "\n".join(texts)
    if not any(one.is_in(whole) for one in phrasings.no_change.values()):
        return False  # nearly always; of long texts each is looked into only where one says so
    return any(map(phrasings.says_nothing_changed, texts))


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
        about="changed_since",
        lacks=("changed_since",),
    ).by_rule(row)
