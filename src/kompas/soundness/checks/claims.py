"""What the grounds assert: held against the norms' answers, the recorded facts, and each other."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kompas.casework import missing_of
from kompas.casework.wording import listed
from kompas.norms import Answer, Answered, Assessment, GroundType, Outcome
from kompas.norms.domain import Allowed, shared
from kompas.norms.wording import citation_text, value_text
from kompas.soundness import wording
from kompas.soundness.finding import Finding, Severity
from kompas.soundness.subject import Subject
from kompas.words import _, language

_TARGET_GROUP = "target_group"


def claims_agree_with_norms(subject: Subject) -> Iterator[Finding]:
    """A ground asserts no answer that the norms, from the same facts, contradict or leave open."""
    if subject.assessment is None:
        return
    for _ground, ground_type in subject.typed_grounds():
        for name, claimed in ground_type.claims.items():
            answered = subject.assessment.answers.get(name)
            if answered is None:
                continue
            if claimed not in _possible(answered):
                yield _contradicted(subject, ground_type, answered)
            elif answered.value in (None, Outcome.UNKNOWN):
                yield from _open(subject, subject.assessment, ground_type, answered)


def claims_agree_with_facts(subject: Subject) -> Iterator[Finding]:
    """A ground asserts nothing of the citizen that the recorded facts contradict."""
    if subject.assessment is None:
        return
    known, told = subject.assessment.known, set(_told(subject, subject.assessment))
    for _ground, ground_type in subject.typed_grounds():
        if ground_type.name in told:
            continue  # the norms' answer from the same fact is told already
        against = [_against(box, known) for box in ground_type.facts]
        if not all(against):
            continue
        names = dict.fromkeys(name for one in against for name in one)
        values = [
            _("{fact}: {value}").format(
                fact=wording.name_of(subject.words.facts[name]),
                value=_value_text(subject, name, known[name]),
            )
            for name in names
            if name in subject.words.facts
        ]
        finding = of_ground(
            subject,
            "claim_contradicts_fact",
            ground_type,
            _("Grunden »{heading}« passer ikke med en oplysning i sagen. {told}.").format(
                heading=wording.heading_of(ground_type), told=listed(values)
            ),
            _("Ret oplysningen, hvis den er forkert, eller vælg en anden grund."),
        )
        yield replace(finding, lacks=tuple(names))


def grounds_agree_with_each_other(subject: Subject) -> Iterator[Finding]:
    """No two grounds stand beside each other that cannot both be true."""
    types = list({one.name: one for _ground, one in subject.typed_grounds()}.values())
    for place, one in enumerate(types):
        for other in types[place + 1 :]:
            if other.name not in one.excludes and one.name not in other.excludes:
                continue
            yield of_ground(
                subject,
                "grounds_contradict",
                one,
                _("Grundene »{one}« og »{other}« kan ikke begge være rigtige.").format(
                    one=wording.heading_of(one), other=wording.heading_of(other)
                ),
                _("Behold den grund, som sagen viser, og tag den anden ud."),
            )


def of_ground(
    subject: Subject, code: str, ground_type: GroundType, says: str, remedy: str
) -> Finding:
    """A blocking finding of a ground, with the ground's own source and rank."""
    return Finding(
        code=code,
        severity=Severity.BLOCKING,
        says=says,
        remedy=remedy,
        source=citation_text(ground_type.citation, subject.words, subject.decision.municipality),
        about=ground_type.name,
        rank=ground_type.rank,
        verified=ground_type.verified,
    )


def _told(subject: Subject, assessment: Assessment) -> Iterator[str]:
    """The types of ground whose claim the norms contradict."""
    for _ground, ground_type in subject.typed_grounds():
        for name, claimed in ground_type.claims.items():
            answered = assessment.answers.get(name)
            if answered is not None and claimed not in _possible(answered):
                yield ground_type.name


def _possible(answered: Answered) -> list[object]:
    return [_code_of(value) for value in answered.possible or (answered.value,)]


def _code_of(value: object) -> object:
    return value.code if isinstance(value, Answer) else value


def _contradicted(subject: Subject, ground_type: GroundType, answered: Answered) -> Finding:
    return of_ground(
        subject,
        "claim_contradicted",
        ground_type,
        _(
            "Grunden »{heading}« passer ikke med vurderingen af de oplysninger, der står i "
            "sagen: {answer}."
        ).format(
            heading=wording.heading_of(ground_type),
            answer=value_text(answered.value, answered.question, subject.words, language()),
        ),
        _("Ret oplysningerne, hvis de er forkerte, eller vælg en anden grund."),
    )


def _open(
    subject: Subject, assessment: Assessment, ground_type: GroundType, answered: Answered
) -> Iterator[Finding]:
    """What is to be asked before it is known whether the ground is right.

    Where a duty tells it already, or a summary is silent on all of it, nothing.
    """
    if answered.question.name == _TARGET_GROUP and _told_by_duty(subject, assessment):
        return
    unknown = list(_to_ask(assessment, answered))
    spoken_of = [name for name in unknown if not subject.silent(f"fact:{name}")]
    if not spoken_of:
        return
    finding = of_ground(
        subject,
        "claim_left_open",
        ground_type,
        _(
            "Om grunden »{heading}« er rigtig, kan ikke ses af oplysningerne i sagen. Det "
            "afhænger af svaret på: {unknown}?"
        ).format(
            heading=wording.heading_of(ground_type),
            unknown=wording.questions_of(unknown, subject.words),
        ),
        _("Undersøg det, og notér hver oplysning med kilde og dato, før afgørelsen træffes."),
    )
    yield replace(finding, severity=Severity.OPEN, lacks=tuple(unknown))


def _told_by_duty(subject: Subject, assessment: Assessment) -> bool:
    """Whether a duty that holds asks for the target group and does not find it."""
    if not missing_of(_TARGET_GROUP, subject.decision, assessment):
        return False
    return any(
        _TARGET_GROUP in row.requires
        for answered in assessment.answers.values()
        for row in answered.holding()
        if row.rank.binds
    )


def _to_ask(assessment: Assessment, answered: Answered) -> Iterator[str]:
    """The facts that settle an open answer; of criteria those of the law, which alone say no."""
    settles = answered.settles or {}
    criteria = answered.question.name == _TARGET_GROUP
    missing = [
        name
        for result in answered.rows
        if result.row.rank.binds or not criteria
        for name in result.missing
        if criteria or settles.get(name, 1.0) > 0
    ]
    found = (one for name in missing for one in assessment.standard.to_ask(name, assessment.known))
    yield from dict.fromkeys(one for one in found if one in assessment.standard.words.facts)


def _against(box: Mapping[str, Allowed], known: Mapping[str, int | Allowed | None]) -> list[str]:
    """The facts that are known to be something else than a box says."""
    found = []
    for name, allowed in box.items():
        value = known.get(name)
        if value is None:
            continue
        spans: Allowed = ((value, value),) if isinstance(value, int) else value
        if not shared(spans, allowed):
            found.append(name)
    return found


def _value_text(subject: Subject, name: str, known: int | Allowed | None) -> str:
    domain = subject.words.facts[name].domain
    if isinstance(known, int):
        return domain.text(known, language())
    codes = [code for low, high in known or () for code in range(low, high + 1)]
    return _(" eller ").join(domain.text(code, language()) for code in codes)
