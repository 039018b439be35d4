"""What is known of the citizen agrees with the tick "considerably intrusive" (76-17)."""

from collections.abc import Iterator

from kompas.casework import DecisionKind
from kompas.casework.intervention import PROVIDER
from kompas.norms import Row, Status
from kompas.soundness import wording
from kompas.soundness.finding import Finding, Severity
from kompas.soundness.subject import Subject
from kompas.words import _

_SEVERAL = 2
"""So many signs speak against a tick that says no; one asks that the stand be looked at again."""


def intrusiveness_agrees_with_facts(subject: Subject) -> Iterator[Finding]:
    """A choice of provider is not called ordinary where the facts speak for the opposite.

    The signs are rows of the norms (`intrusive_signs`). That it is called intrusive needs no sign,
    only the reason that a rule demands.
    """
    decision = subject.decision
    answered = subject.assessment.answers.get("intrusive_signs") if subject.assessment else None
    if (
        answered is None
        or decision.kind not in PROVIDER
        or decision.considerably_intrusive is not False
    ):
        return
    if signs := answered.holding():
        yield _contradicted(signs)
        return
    if decision.kind is not DecisionKind.PROVIDER_CHANGE:
        return  # who has had no provider loses none
    open_facts = dict.fromkeys(
        name
        for result in answered.rows
        if result.status is Status.UNKNOWN
        for name in result.missing
        if name in subject.words.facts and not subject.silent(f"fact:{name}")
    )
    if open_facts and not subject.silent("fact:considerably_intrusive"):
        yield _not_examined(subject, list(open_facts), answered.rows[0].row)


def _contradicted(signs: tuple[Row, ...]) -> Finding:
    several = len(signs) >= _SEVERAL
    return Finding(
        code="intrusive_by_the_facts",
        severity=Severity.BLOCKING if several else Severity.OPEN,
        says=_("Valget af leverandør er kaldt ikke væsentligt indgribende, men: {signs}").format(
            signs=" ".join(wording.sentence(row.text) for row in signs)
        ),
        remedy=_(
            "Vurder igen, om valget er væsentligt indgribende. Er det det, så kald det en "
            "afgørelse, "
            "med begrundelse og klagevejledning. Ellers ret de oplysninger, der er forkerte."
        ),
        source=str(signs[0].citation),
        about="considerably_intrusive",
        lacks=("form",),
        rank=signs[0].rank,
        verified=signs[0].verified,
    )


def _not_examined(subject: Subject, names: list[str], row: Row) -> Finding:
    return Finding(
        code="intrusiveness_not_examined",
        severity=Severity.WARNING,
        says=_(
            "Valget af leverandør er kaldt ikke væsentligt indgribende. Det er ikke noteret: "
            "{asked}."
        ).format(asked=wording.questions_of(names, subject.words)),
        remedy=_(
            "Find ud af det, og notér det i sagen. Taler det for et indgribende valg, er det en "
            "afgørelse."
        ),
        about="considerably_intrusive",
    ).by_rule(row)
