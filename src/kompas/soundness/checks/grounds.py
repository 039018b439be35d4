"""The grounds of a decision: lawful, of this help, shown, and able to carry it."""

from collections.abc import Iterator
from dataclasses import replace

from kompas.casework import DecisionKind
from kompas.casework.wording import kind_text, listed
from kompas.norms import Carries
from kompas.soundness import wording
from kompas.soundness.checks.claims import of_ground
from kompas.soundness.checks.demands import lacking
from kompas.soundness.checks.statements import empty_answers, example_of
from kompas.soundness.finding import Finding
from kompas.soundness.subject import Subject
from kompas.words import _


def grounds_are_lawful(subject: Subject) -> Iterator[Finding]:
    """No ground is of a type that may never be one."""
    for _ground, ground_type in subject.typed_grounds():
        # Of another kind of help the ground says nothing, so neither does its reason.
        barred = not ground_type.kinds or subject.decision.kind in ground_type.kinds
        never = ground_type.carries is Carries.NEVER and barred
        if never and subject.is_about_the_help(ground_type):
            yield of_ground(
                subject,
                "unlawful_ground",
                ground_type,
                _("»{heading}« kan ikke bruges som grund. {why}").format(
                    heading=wording.heading_of(ground_type),
                    why=wording.sentence(ground_type.why),
                ),
                _("Tag grunden ud, og vurdér sagen uden den."),
            )


def grounds_are_about_the_help(subject: Subject) -> Iterator[Finding]:
    """A ground that the norms know for other kinds of help only says nothing of this one."""
    service = subject.words.services[subject.decision.service]
    for _ground, ground_type in subject.typed_grounds():
        if subject.is_about_the_help(ground_type):
            continue
        others = [wording.name_of(subject.words.services[name]) for name in ground_type.services]
        yield of_ground(
            subject,
            "ground_of_another_service",
            ground_type,
            _("Grunden »{heading}« hører til {others} og ikke til {service}.").format(
                heading=wording.heading_of(ground_type),
                others=listed(others),
                service=wording.name_of(service),
            ),
            _("Vælg en grund, der passer til den hjælp, sagen handler om."),
        )


def grounds_are_shown(subject: Subject) -> Iterator[Finding]:
    """A ground has its own text, and what it demands is investigated and stands in the draft."""
    for ground, ground_type in subject.typed_grounds():
        if not ground.text.strip():
            yield of_ground(
                subject,
                "ground_without_text",
                ground_type,
                _("Grunden »{heading}« har ingen tekst.").format(
                    heading=wording.heading_of(ground_type)
                ),
                _("Skriv, hvorfor grunden gælder for netop denne borger."),
            )
        lacks = lacking(subject, ground, ground_type)
        if lacks:
            demands = tuple(wording.cited(demand.text) for demand in lacks)
            several = len(demands) >= wording.A_LIST
            says = _("Grunden »{heading}« er ikke vist. Det fremgår ikke, {lacking}.")
            if several:
                says = _("Grunden »{heading}« er ikke vist. Det fremgår ikke:")
            says = says.format(heading=wording.heading_of(ground_type), lacking=listed(demands))
            empty = dict.fromkeys(empty_answers(subject, ground, lacks))
            finding = of_ground(
                subject,
                "ground_not_shown",
                ground_type,
                " ".join((*empty, says)),
                " ".join(
                    filter(
                        None,
                        [
                            wording.sentence(" ".join(demand.remedy for demand in lacks)),
                            example_of(subject, *(one.code for one in lacks)) if empty else "",
                        ],
                    )
                ),
            )
            codes = tuple(demand.code for demand in lacks)
            yield replace(finding, points=demands if several else (), lacks=codes)


def grounds_carry(subject: Subject) -> Iterator[Finding]:
    """A ground that cannot carry alone stands beside one that does. A full grant needs none."""
    if subject.carrying or subject.decision.kind is DecisionKind.GRANT:
        return
    remedy = _(
        "Undersøg, om der er en anden grund, som kan bære afgørelsen, eller ændr afgørelsen."
    )
    for _ground, ground_type in subject.typed_grounds():
        heading, why = wording.heading_of(ground_type), wording.sentence(ground_type.why)
        if ground_type.carries is Carries.WITH_OTHERS:
            says = _("Grunden »{heading}« kan ikke bære afgørelsen alene. {why}")
            says = says.format(heading=heading, why=why)
            yield of_ground(subject, "ground_cannot_carry", ground_type, says, remedy)
        elif (
            ground_type.carries is Carries.ALONE
            and subject.is_about_the_help(ground_type)
            and not subject.may_carry(ground_type)
        ):
            kinds = [kind_text(kind, subject.words) for kind in ground_type.kinds]
            says = _(
                "Grunden »{heading}« kan ikke bære en afgørelse af arten {kind}, kun: {kinds}. "
                "{why}"
            ).format(
                heading=heading,
                kind=wording.kind_of(subject.decision, subject.words),
                kinds=", ".join(kinds),
                why=why,
            )
            yield of_ground(subject, "ground_of_another_kind", ground_type, says, remedy)
