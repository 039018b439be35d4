"""The paragraph that a draft names: whether the help is given under it, and what it tells."""

from collections.abc import Iterator, Mapping

from kompas.casework import Decision
from kompas.casework.wording import listed
from kompas.norms import GivenFact, Vocabulary
from kompas.norms.vocabulary import Service
from kompas.norms.wording import verified_text
from kompas.soundness import wording
from kompas.soundness.finding import Finding, Severity
from kompas.soundness.subject import Subject
from kompas.words import _


def legal_basis_fits(subject: Subject) -> Iterator[Finding]:
    """The paragraph that the draft names is one that the help can be given under.

    Of one whose rules are not coded it is only said that they are not.
    """
    decision = subject.decision
    service = subject.words.services[decision.service]
    stated = [basis for basis in decision.legal_basis if basis.strip()]
    fits = any(_same_basis(one, other) for one in stated for other in service.legal_basis)
    others = [
        other
        for other in subject.words.services.values()
        if any(_same_basis(one, basis) for one in stated for basis in other.legal_basis)
    ]
    uncoded = [other for other in others if other.not_coded and other is not service]
    if uncoded or (stated and not fits and not others):
        yield _basis_not_coded(stated, uncoded)
    elif stated and not fits:
        # What is given under another paragraph is not made to fit this one.
        yield Finding(
            code="legal_basis_does_not_fit",
            severity=Severity.BLOCKING,
            says=_("Afgørelsen henviser til {stated}, men {service} gives efter {basis}.").format(
                stated=", ".join(stated),
                service=wording.name_of(service),
                basis=", ".join(service.legal_basis),
            ),
            remedy=_(
                "Handler afgørelsen om {others}, så behandl den som det. Er de regler ikke lagt "
                "ind i Kompas, så lad en jurist vurdere afgørelsen. Ret kun lovgrundlaget, hvis "
                "det er skrevet forkert."
            ).format(others=listed([wording.name_of(other) for other in others])),
            source=service.legal_basis[0],
            about="legal_basis",
        )


def _basis_not_coded(stated: list[str], uncoded: list[Service]) -> Finding:
    """A paragraph whose rules nobody has coded: nothing is steered to another."""
    named = [
        one
        for one in stated
        if not uncoded or any(_same_basis(one, other.legal_basis[0]) for other in uncoded)
    ]
    says = _("Afgørelsen henviser til {stated}. De regler er ikke lagt ind i Kompas.")
    points = [point for other in uncoded for point in _conditions(other)]
    return Finding(
        code="basis_not_coded",
        severity=Severity.OPEN,
        says=_with_conditions(says.format(stated=", ".join(named)), points),
        points=tuple(points),
        remedy=_(
            "Lad en jurist vurdere afgørelsen efter {stated}. Er paragraffen skrevet forkert, så "
            "ret den."
        ).format(stated=", ".join(named)),
        source=named[0],
        about="legal_basis",
    )


def _conditions(service: Service) -> list[str]:
    """What the sources at hand tell must be looked into, each with where that is read and how
    surely.
    """
    return [
        _("{condition} ({source})").format(
            condition=one.text.removesuffix("."),
            source="; ".join(filter(None, (str(one.citation), verified_text(one.verified)))),
        )
        for one in service.conditions
    ]


def _with_conditions(says: str, points: list[str]) -> str:
    if not points:
        return says
    return _("{says} Efterprøv i hvert fald dette; listen er ikke hele loven:").format(says=says)


def facts_of_basis(decision: Decision, words: Vocabulary) -> Mapping[str, GivenFact]:
    """What the draft tells by naming one paragraph of several, as which sort of home it is.

    Nothing where it names more of them.
    """
    service = words.services.get(decision.service)
    if service is None:
        return {}
    named = [
        basis
        for basis in service.legal_basis
        if any(_same_basis(stated, basis) for stated in decision.legal_basis)
    ]
    told = service.basis_says.get(named[0], {}) if len(named) == 1 else {}
    return {name: GivenFact(value) for name, value in told.items()}


def _same_basis(one: str, other: str) -> bool:
    """Whether two references name the same paragraph, however people write them."""

    def plain(text: str) -> str:
        return text.lower().replace("lovens", "loven").replace(" ", "").split(",")[0]

    return plain(one) == plain(other)


def norms_are_coded(subject: Subject) -> Iterator[Finding]:
    """Where no norm is coded for the decision, say so: silence would look like approval."""
    if subject.not_coded is not None:
        points = _conditions(subject.words.services[subject.decision.service])
        says = _("Målgruppe og omfang er ikke efterprøvet. {why}").format(why=subject.not_coded)
        yield Finding(
            code="not_coded",
            severity=Severity.OPEN,
            says=_with_conditions(says, points),
            points=tuple(points),
            remedy=_("Lad en jurist vurdere den del af afgørelsen."),
            about=subject.decision.service,
        )
