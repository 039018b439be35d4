"""Help that is given: within the act, and with a reason where it is above the level."""

from collections.abc import Iterator

from kompas.casework import DecisionKind
from kompas.norms import Outcome
from kompas.soundness.finding import Finding, Severity
from kompas.soundness.subject import Subject
from kompas.words import _


def grant_is_within_the_act(subject: Subject) -> Iterator[Finding]:
    """Help is not given where a criterion of the act is not met."""
    answered = subject.assessment.answers.get("target_group") if subject.assessment else None
    if answered is None or answered.value is not Outcome.OUT:
        return
    if subject.decision.kind not in (DecisionKind.GRANT, DecisionKind.PARTIAL_REFUSAL):
        return
    for row in (row for row in answered.failing() if row.rank.binds):
        yield Finding(
            code="outside_the_act",
            severity=Severity.BLOCKING,
            says=_("Borgeren opfylder ikke denne betingelse i loven: »{condition}«").format(
                condition=row.text
            ),
            remedy=_(
                "Ret oplysningerne, hvis de er forkerte. Ellers kan hjælpen ikke gives efter "
                "denne bestemmelse; undersøg anden hjælp."
            ),
            about="target_group",
        ).by_rule(row)


def grant_outside_the_level_is_reasoned(subject: Subject) -> Iterator[Finding]:
    """Who is outside the municipality's own level only gets help for a reason of their own."""
    answered = subject.assessment.answers.get("target_group") if subject.assessment else None
    if answered is None or answered.value is not Outcome.OUTSIDE_GUIDING or subject.carrying:
        return
    if subject.decision.kind not in (DecisionKind.GRANT, DecisionKind.PARTIAL_REFUSAL):
        return
    unheeded = {(row.file, row.line) for one in answered.conflicts for row in one.rows}
    for row in answered.failing():
        if (row.file, row.line) in unheeded:
            continue  # what law or practice never lets weigh against the citizen needs no excuse
        yield Finding(
            code="deviation_without_reason",
            severity=Severity.BLOCKING,
            favours_citizen=True,
            says=_(
                "Hjælpen gives, selv om borgeren ikke opfylder dette i standarden: »{condition}« "
                "Standarden er vejledende, så det er muligt, men grunden skal fremgå."
            ).format(condition=row.text),
            remedy=_(
                "Tilføj den individuelle grund: hvad hos denne borger taler for at give hjælpen, "
                "og hvilken dokumentation viser det."
            ),
            about="target_group",
        ).by_rule(row)
