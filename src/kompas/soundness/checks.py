"""The checks, each a rule about decisions as such.

A check takes the subject and yields findings. It is added to `CHECKS` and described in
`docs/soundness.md`; what differs between services, paragraphs and grounds belongs in the norms.
"""

from collections.abc import Callable, Iterator

from kompas.casework import DecisionKind, missing_of
from kompas.norms import (
    Answer,
    AnswerKind,
    Carries,
    Element,
    GroundType,
    Outcome,
    RowResult,
    Shape,
    Status,
)
from kompas.norms.wording import value_text
from kompas.soundness.finding import Finding, Severity
from kompas.soundness.subject import Subject
from kompas.words import _

Check = Callable[[Subject], Iterator[Finding]]


def norms_are_coded(subject: Subject) -> Iterator[Finding]:
    """Where no norm is coded for the decision, say so: silence would look like approval."""
    if subject.not_coded is not None:
        yield Finding(
            code="not_coded",
            severity=Severity.OPEN,
            text=_("Målgruppe og omfang er ikke efterprøvet. {why}").format(why=subject.not_coded),
            remedy=_("Lad en jurist vurdere den del af afgørelsen."),
            source="",
            about=subject.decision.service,
        )


def legal_basis_fits(subject: Subject) -> Iterator[Finding]:
    """The paragraph that the draft names is one that the help can be given under."""
    decision = subject.decision
    service = subject.words.services[decision.service]
    stated = [basis for basis in decision.legal_basis if basis.strip()]
    fits = any(_same_basis(one, other) for one in stated for other in service.legal_basis)
    if stated and not fits:
        yield Finding(
            code="legal_basis_does_not_fit",
            severity=Severity.BLOCKING,
            text=_("Afgørelsen henviser til {stated}, men {service} gives efter {basis}.").format(
                stated=", ".join(stated), service=service.text, basis=", ".join(service.legal_basis)
            ),
            remedy=_("Ret lovgrundlaget."),
            source=service.legal_basis[0],
            about="legal_basis",
        )


def grounds_are_lawful(subject: Subject) -> Iterator[Finding]:
    """No ground is of a type that may never be one."""
    for _ground, ground_type in subject.typed_grounds():
        if ground_type.carries is Carries.NEVER:
            yield _of_ground(
                "unlawful_ground",
                ground_type,
                _("»{heading}« kan ikke bruges som grund. {why}").format(
                    heading=ground_type.heading, why=ground_type.why
                ),
                _("Tag grunden ud, og vurder sagen uden den."),
            )


def grounds_are_shown(subject: Subject) -> Iterator[Finding]:
    """A ground has its own text, and what it demands is investigated and stands in the draft."""
    for ground, ground_type in subject.typed_grounds():
        if not ground.text.strip():
            yield _of_ground(
                "ground_without_text",
                ground_type,
                _("Grunden »{heading}« har ingen tekst.").format(heading=ground_type.heading),
                _("Skriv, hvorfor grunden gælder for netop denne borger."),
            )
        lacking = subject.not_shown(ground, ground_type)
        if lacking:
            yield _of_ground(
                "ground_not_shown",
                ground_type,
                _("Grunden »{heading}« er ikke vist. Det fremgår ikke, {lacking}.").format(
                    heading=ground_type.heading, lacking=_listed([d.text for d in lacking])
                ),
                " ".join(demand.remedy for demand in lacking),
                lacks=tuple(demand.code for demand in lacking),
            )


def grounds_carry(subject: Subject) -> Iterator[Finding]:
    """A ground that cannot carry alone stands beside one that does. A full grant needs none."""
    if subject.carrying or subject.decision.kind is DecisionKind.GRANT:
        return
    for _ground, ground_type in subject.typed_grounds():
        if ground_type.carries is Carries.WITH_OTHERS:
            text = _("Grunden »{heading}« kan ikke bære afgørelsen alene. {why}")
        elif ground_type.carries is Carries.ALONE and not subject.may_carry(ground_type):
            text = _("Grunden »{heading}« kan ikke bære denne slags afgørelse. {why}")
        else:
            continue
        yield _of_ground(
            "ground_cannot_carry",
            ground_type,
            text.format(heading=ground_type.heading, why=ground_type.why),
            _(
                "Undersøg, om der er en anden grund, som kan bære afgørelsen, eller ændr "
                "afgørelsen."
            ),
        )


def claims_agree_with_norms(subject: Subject) -> Iterator[Finding]:
    """A ground does not assert what the assessment of the same facts contradicts."""
    if subject.assessment is None:
        return
    for _ground, ground_type in subject.typed_grounds():
        for name, claimed in ground_type.claims.items():
            answered = subject.assessment.answers.get(name)
            if answered is None or answered.value in (None, Outcome.UNKNOWN, claimed):
                continue
            yield _of_ground(
                "claim_contradicted",
                ground_type,
                _(
                    "Grunden »{heading}« passer ikke med vurderingen af de oplysninger, der står i "
                    "sagen: {answer}."
                ).format(
                    heading=ground_type.heading,
                    answer=value_text(answered.value, answered.question, subject.words),
                ),
                _("Ret oplysningerne, hvis de er forkerte, eller vælg en anden grund."),
            )


def duties_are_met(subject: Subject) -> Iterator[Finding]:
    """What law, practice and standard demand of such a decision is there; each lack told once."""
    if subject.assessment is None:
        return
    reported: set[str] = set()
    results = [
        result
        for answered in subject.assessment.answers.values()
        if answered.question.shape is Shape.DUTIES
        for result in answered.rows
        if result.row.requires and result.status in (Status.HOLDS, Status.UNKNOWN)
    ]
    # The firmest duty speaks for an element that several demand.
    order = {Status.HOLDS: 0, Status.UNKNOWN: 1}
    ranks = ("law", "precedent", "guiding")
    for result in sorted(results, key=lambda r: (order[r.status], ranks.index(r.row.rank))):
        lacking = [element for element in result.row.requires if element not in reported]
        told = [element for element in lacking if _lacks(subject, element)]
        reported.update(told)
        if told and not (result.status is Status.UNKNOWN and _all_silent(subject, result)):
            yield _duty(subject, result, told)


def answers_are_followed(subject: Subject) -> Iterator[Finding]:
    """The draft follows a binding answer, and says why it departs from a guiding one."""
    if subject.assessment is None:
        return
    for question, stated in _stated_answers(subject):
        answered = subject.assessment.answers.get(question)
        if answered is None or not isinstance(answered.value, Answer):
            continue
        if not _differs(answered.value, stated):
            continue
        rows = answered.holding()
        binding = any(row.rank.binds for row in rows)
        if not binding and subject.carrying:
            continue  # a reasoned deviation from the guiding level is the caseworker's own
        row = rows[0]
        yield Finding(
            code="against_binding_answer" if binding else "deviation_without_reason",
            severity=Severity.BLOCKING,
            text=_("Udkastet siger {stated}, men {rule}").format(
                stated=_stated_text(subject, question, stated), rule=_lower(row.text)
            ),
            remedy=_("Ret udkastet.")
            if binding
            else _(
                "Ret omfanget, eller tilføj den individuelle grund: hvad hos denne borger taler "
                "for "
                "et andet omfang, og hvilken dokumentation viser det."
            ),
            source=str(row.citation),
            about=question,
            rank=row.rank,
            verified=row.verified,
        )


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
            text=_("Borgeren opfylder ikke en betingelse i loven: {text}").format(text=row.text),
            remedy=_(
                "Ret oplysningerne, hvis de er forkerte. Ellers kan hjælpen ikke gives efter "
                "denne bestemmelse; undersøg anden hjælp."
            ),
            source=str(row.citation),
            about="target_group",
            rank=row.rank,
            verified=row.verified,
        )


def evidence_holds(subject: Subject) -> Iterator[Finding]:
    """Evidence is older than the decision, and what was found names where it was found."""
    decision = subject.decision
    for item in decision.evidence:
        if decision.decided_on and item.dated > decision.decided_on:
            yield Finding(
                code="evidence_after_decision",
                severity=Severity.BLOCKING,
                text=_("»{title}« er dateret {dated}, efter afgørelsen.").format(
                    title=item.title, dated=item.dated.isoformat()
                ),
                remedy=_("Ret datoen, eller træf afgørelsen på de oplysninger, der var der."),
                source=_("retssikkerhedsloven § 10"),
                about=item.id,
            )
    for ground, ground_type in subject.typed_grounds():
        bare = [
            code
            for code, statement in ground.shown.items()
            if not statement.evidence and not ground.evidence
        ]
        if bare and not subject.silent("evidence"):
            yield _of_ground(
                "shown_without_evidence",
                ground_type,
                _("Grunden »{heading}« henviser ikke til dokumentation.").format(
                    heading=ground_type.heading
                ),
                _("Knyt det notat, dokument eller møde til grunden, som viser det."),
                lacks=tuple(bare),
                severity=Severity.WARNING,
            )


CHECKS: tuple[Check, ...] = (
    norms_are_coded,
    legal_basis_fits,
    grounds_are_lawful,
    grounds_are_shown,
    grounds_carry,
    claims_agree_with_norms,
    answers_are_followed,
    grant_is_within_the_act,
    duties_are_met,
    evidence_holds,
)


def _of_ground(
    code: str,
    ground_type: GroundType,
    text: str,
    remedy: str,
    *,
    lacks: tuple[str, ...] = (),
    severity: Severity = Severity.BLOCKING,
) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        text=text,
        remedy=remedy,
        source=str(ground_type.citation),
        about=ground_type.name,
        lacks=lacks,
        rank=ground_type.rank,
        verified=ground_type.verified,
    )


def _lacks(subject: Subject, element: str) -> bool:
    lacking = missing_of(element, subject.decision, subject.assessment)
    return bool(lacking) and not subject.silent(element)


def _all_silent(subject: Subject, result: RowResult) -> bool:
    """Whether a summary is silent on every fact that would tell if the duty applies."""
    silent = [subject.silent(f"fact:{name}") for name in _undecided(subject, result)]
    return all(silent)


def _duty(subject: Subject, result: RowResult, lacking: list[str]) -> Finding:
    row = result.row
    elements = [subject.words.elements[name] for name in lacking]
    texts = [_element_text(subject, element) for element in elements]
    severity = Severity.BLOCKING if row.rank.binds else Severity.WARNING
    text = _("I udkastet mangler {lacking}. {why}")
    if result.status is Status.UNKNOWN:
        severity = Severity.OPEN if row.rank.binds else Severity.WARNING
        unknown = [
            _lower(subject.words.facts[name].ask).rstrip("?")
            for name in _undecided(subject, result)
        ]
        text = _(
            "I udkastet mangler måske {lacking}. Det afhænger af, hvad der svares på: {unknown}? "
            "{why}"
        ).replace("{unknown}", _listed(unknown))
    return Finding(
        code="duty_not_met",
        severity=severity,
        text=text.format(lacking=_listed(texts), why=row.text),
        remedy=" ".join(element.remedy for element in elements),
        source=str(row.citation),
        about=row.code,
        lacks=tuple(lacking),
        rank=row.rank,
        verified=row.verified,
    )


def _undecided(subject: Subject, result: RowResult) -> list[str]:
    """The facts that would tell whether a duty applies."""
    assessment = subject.assessment
    if assessment is None:
        return []
    to_ask, known = assessment.standard.to_ask, assessment.known
    return list(dict.fromkeys(fact for name in result.missing for fact in to_ask(name, known)))


def _element_text(subject: Subject, element: Element) -> str:
    parts = [
        part for part in missing_of(element.name, subject.decision, subject.assessment) if part
    ]
    return f"{element.text} ({'; '.join(parts)})" if parts else element.text


def _stated_answers(subject: Subject) -> Iterator[tuple[str, int | str]]:
    """What the draft says of questions that the norms answer too."""
    decision = subject.decision
    if decision.form is not None:
        yield "decision_form", decision.form.value
    if decision.complaint_guidance is not None:
        yield "complaint_deadline", decision.complaint_guidance.deadline_weeks
    if decision.kind in (DecisionKind.GRANT, DecisionKind.PARTIAL_REFUSAL, DecisionKind.REDUCTION):
        days = decision.extent.days_per_week
        if days is not None:
            yield "days_per_week", days


def _differs(answer: Answer, stated: int | str) -> bool:
    if answer.kind is AnswerKind.CODE:
        return stated != answer.code
    if answer.low is None or answer.high is None or not isinstance(stated, int):
        return False
    return not answer.low <= stated <= answer.high


def _stated_text(subject: Subject, question: str, stated: int | str) -> str:
    known = subject.words.questions[question]
    if known.unit is None:
        return known.answers[str(stated)]
    unit = subject.words.units[known.unit]
    return f"{stated} {unit.one if stated == 1 else unit.many}"


def _same_basis(one: str, other: str) -> bool:
    """Whether two references name the same paragraph, however people write them."""

    def plain(text: str) -> str:
        return text.lower().replace("lovens", "loven").replace(" ", "").split(",")[0]

    return plain(one) == plain(other)


def _listed(texts: list[str]) -> str:
    """`a, b og c`."""
    *some, last = texts
    return _("{some} og {last}").format(some=", ".join(some), last=last) if some else last


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
