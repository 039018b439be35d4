"""The checks, each a rule about decisions as such.

A check takes the subject and yields findings. It is added to `CHECKS` and described in
`docs/soundness.md`; what differs between services, paragraphs and grounds belongs in the norms.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from kompas.casework import DecisionKind
from kompas.casework.help_elsewhere import gave_way
from kompas.casework.order_of_days import broken, days_of, text_of
from kompas.casework.wording import kind_text, listed
from kompas.inputs.cpr import birth_date
from kompas.inputs.day import iso_day
from kompas.norms import Carries, Outcome, Verified
from kompas.norms.derivations import age_years
from kompas.soundness import wording
from kompas.soundness.agreement import (
    grant_gives_what_was_asked,
    texts_agree_with_extent,
    texts_are_read,
)
from kompas.soundness.answer_checks import (
    amount_is_stated,
    amounts_agree,
    answers_are_followed,
    kind_agrees_with_extent,
)
from kompas.soundness.assertions import texts_agree_with_norms
from kompas.soundness.change_checks import change_has_a_cause
from kompas.soundness.claims import (
    claims_agree_with_facts,
    claims_agree_with_norms,
    grounds_agree_with_each_other,
    of_ground,
)
from kompas.soundness.coverage import parts_make_a_whole
from kompas.soundness.demands import lacking
from kompas.soundness.duties import duties_are_met
from kompas.soundness.evidence_checks import (
    duty_to_inform,
    evidence_is_linked,
    evidence_is_recent,
    somebody_has_looked,
)
from kompas.soundness.finding import Consequence, Finding, Severity
from kompas.soundness.guidance_checks import complaint_goes_right, complaint_way_is_told
from kompas.soundness.hearing_checks import (
    hearing_answer_counts,
    hearing_answer_is_weighed,
    hearing_gave_time,
    hearing_is_on_the_papers,
    unfavourable_is_considered,
)
from kompas.soundness.intrusiveness import intrusiveness_agrees_with_facts
from kompas.soundness.legal_basis import legal_basis_fits
from kompas.soundness.reading_checks import (
    empty_answers,
    example_of,
    grounds_say_something,
    grounds_speak_of_what_may_be_the_reason,
    nothing_is_said_twice,
    reasons_are_of_this_citizen,
    statements_say_something,
)
from kompas.soundness.readings import (
    texts_agree_with_days,
    texts_agree_with_levels,
    texts_agree_with_payments,
)
from kompas.soundness.rights import bars_are_heeded, rights_are_kept
from kompas.soundness.subject import Subject
from kompas.words import _, day_text

Check = Callable[[Subject], Iterator[Finding]]


def norms_are_coded(subject: Subject) -> Iterator[Finding]:
    """Where no norm is coded for the decision, say so: silence would look like approval."""
    if subject.not_coded is not None:
        yield Finding(
            code="not_coded",
            severity=Severity.OPEN,
            says=_("Målgruppe og omfang er ikke efterprøvet. {why}").format(why=subject.not_coded),
            remedy=_("Lad en jurist vurdere den del af afgørelsen."),
            source="",
            about=subject.decision.service,
        )


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
            source=str(row.citation),
            about="target_group",
            rank=row.rank,
            verified=row.verified,
        )


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
            source=str(row.citation),
            about="target_group",
            rank=row.rank,
            verified=row.verified,
        )


def birth_agrees_with_number(subject: Subject) -> Iterator[Finding]:
    """The age that the facts give is that of the citizen's CPR number."""
    decision = subject.decision
    born = birth_date(decision.citizen.cpr or "") if decision.citizen else None
    on = decision.decided_on
    for name, given in decision.facts.items():
        by_number: date | int | None = born if name == "birth_date" else None
        if name == "age_years" and born and on and born <= on:
            by_number = age_years(born, on)
        if by_number is None or str(given.value) == str(by_number):
            continue
        fact = subject.words.facts[name]
        told, found = str(given.value), str(by_number)
        if isinstance(by_number, date):
            noted = iso_day(told)
            told, found = day_text(noted) if noted else told, day_text(by_number)
        yield Finding(
            code="birth_contradicts_number",
            severity=Severity.OPEN,
            says=_("{fact} er {value} i oplysningerne og {by_number} efter CPR-nummeret.").format(
                fact=wording.name_of(fact),
                value=told,
                by_number=found,
            ),
            remedy=_("Find ud af, hvad der er rigtigt, og ret oplysningen eller CPR-nummeret."),
            source="",
            about=name,
        )


def notes_agree_with_running_help(subject: Subject) -> Iterator[Finding]:
    """What was noted of the help that the citizen has is what runs in the other cases."""
    for name, given in subject.decision.facts.items():
        if (noted := gave_way(given)) is not None:
            yield Finding(
                code="running_help_contradicts",
                severity=Severity.WARNING,
                says=_(
                    "{fact}: I borgerens andre sager løber {counted}, og det tæller. Der er "
                    "noteret {noted}."
                ).format(
                    fact=wording.name_of(subject.words.facts[name]),
                    counted=given.value,
                    noted=noted,
                ),
                remedy=_("Find ud af, hvad der er rigtigt, og ret noten eller den anden sag."),
                source="",
                about=name,
            )


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
                source=str(duty.citation) if duty else "",
                about=item.id,
                rank=duty.rank if duty else None,
                verified=duty.verified if duty else Verified.READ,
            )
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


def days_fit(subject: Subject) -> Iterator[Finding]:
    """What comes first comes first: the application, the hearing, the decision, the burden."""
    for order, first, then in broken(days_of(subject.decision)):
        yield Finding(
            code=order.code,
            severity=Severity.BLOCKING,
            says=text_of(order, first, then),
            remedy=_(order.remedy),
            source=_(order.source) if order.source else "",
            about=order.then.value,
            consequence=Consequence.MUST_BE_MENDED
            if order.code in _SLIPS
            else Consequence.OVERTURNED,
        )


_SLIPS = ("decided_before_applied", "ends_before_start")
"""The orders of days that are broken by a slip of the pen: nobody decides a case by them."""


CHECKS: tuple[Check, ...] = (
    norms_are_coded,
    legal_basis_fits,
    kind_agrees_with_extent,
    amounts_agree,
    amount_is_stated,
    grounds_are_lawful,
    grounds_are_about_the_help,
    grounds_are_shown,
    grounds_say_something,
    grounds_speak_of_what_may_be_the_reason,
    grounds_carry,
    parts_make_a_whole,
    claims_agree_with_norms,
    claims_agree_with_facts,
    grounds_agree_with_each_other,
    answers_are_followed,
    texts_are_read,
    grant_gives_what_was_asked,
    texts_agree_with_extent,
    texts_agree_with_levels,
    texts_agree_with_days,
    texts_agree_with_payments,
    texts_agree_with_norms,
    rights_are_kept,
    bars_are_heeded,
    grant_is_within_the_act,
    grant_outside_the_level_is_reasoned,
    duties_are_met,
    statements_say_something,
    nothing_is_said_twice,
    reasons_are_of_this_citizen,
    birth_agrees_with_number,
    notes_agree_with_running_help,
    evidence_holds,
    evidence_is_linked,
    evidence_is_recent,
    somebody_has_looked,
    hearing_is_on_the_papers,
    hearing_gave_time,
    hearing_answer_counts,
    hearing_answer_is_weighed,
    unfavourable_is_considered,
    complaint_goes_right,
    complaint_way_is_told,
    intrusiveness_agrees_with_facts,
    change_has_a_cause,
    days_fit,
)
