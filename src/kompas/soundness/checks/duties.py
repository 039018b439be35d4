"""What law, practice and the standard demand of a decision, and what of it is missing."""

from collections.abc import Iterator

from kompas.casework import missing_of
from kompas.casework.wording import listed
from kompas.norms import RowResult, Shape, Status
from kompas.soundness import wording
from kompas.soundness.checks.statements import empty_statements, example_of
from kompas.soundness.finding import FIRMEST_FIRST, Consequence, Finding, Severity
from kompas.soundness.subject import Subject
from kompas.words import _


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
    for result in sorted(results, key=lambda r: (order[r.status], FIRMEST_FIRST.index(r.row.rank))):
        lacking = [element for element in result.row.requires if element not in reported]
        told = [element for element in lacking if _lacks(subject, element)]
        reported.update(told)
        if not told or (result.status is Status.UNKNOWN and _need_not_be_asked(subject, result)):
            continue
        yield _duty(subject, result, told)


def _lacks(subject: Subject, element: str) -> bool:
    lacking = missing_of(element, subject.reading.spoken, subject.assessment)
    return bool(lacking) and not subject.silent(element)


def _need_not_be_asked(subject: Subject, result: RowResult) -> bool:
    return _is_of_no_offer(subject, result) or _all_silent(subject, result)


def _is_of_no_offer(subject: Subject, result: RowResult) -> bool:
    """Whether it depends on facts about an offer alone, and the decision points to none."""
    facts = [subject.words.facts[name] for name in subject.undecided(result)]
    return not subject.decision.facilities and bool(facts) and all(one.of_offer for one in facts)


def _all_silent(subject: Subject, result: RowResult) -> bool:
    """Whether a summary is silent on every fact that would tell if the duty applies."""
    silent = [subject.silent(f"fact:{name}") for name in subject.undecided(result)]
    return all(silent)


def _duty(subject: Subject, result: RowResult, lacking: list[str]) -> Finding:
    row = result.row
    says, points = _duty_text(subject, result, lacking)
    comes_to = _comes_to(subject, lacking)
    unmet = Severity.OPEN if result.status is Status.UNKNOWN else Severity.BLOCKING
    weighs = row.rank.binds and not all(subject.words.elements[name].only_warns for name in lacking)
    remedies = " ".join(subject.words.elements[name].remedy for name in lacking)
    empty = dict.fromkeys(empty_statements(subject, lacking))
    example = example_of(subject, *lacking) if empty else ""
    return Finding(
        code="duty_not_met",
        severity=unmet if weighs else Severity.WARNING,
        says=" ".join((*empty, says)),
        remedy=f"{wording.sentence(remedies)} {example}".rstrip(),
        about=row.code,
        points=points,
        lacks=tuple(lacking),
        consequence=Consequence.MUST_BE_MENDED if comes_to else Consequence.OVERTURNED,
        comes_to=comes_to,
    ).by_rule(row)


def _comes_to(subject: Subject, lacking: list[str]) -> str:
    """What comes of it that the elements lack, where none of them is of importance."""
    immaterial = [subject.words.elements[name].immaterial for name in lacking]
    texts = [wording.sentence(one.text) for one in immaterial if one]
    return " ".join(texts) if len(texts) == len(lacking) else ""


def _duty_text(
    subject: Subject, result: RowResult, lacking: list[str]
) -> tuple[str, tuple[str, ...]]:
    """What is missing, by which rule, and on which facts it depends; many things as points."""
    names = [wording.name_of(subject.words.elements[name]) for name in lacking]
    parts = [_missing_parts(subject, name) for name in lacking]
    points = parts[0] if len(parts) == 1 else _with_parts(names, parts)
    if len(points) < wording.A_LIST:
        names, points = _with_parts(names, parts), []
    says = _("Udkastet viser ikke {lacking}. {why}")
    if result.status is Status.UNKNOWN:
        says = _("Udkastet viser måske ikke {lacking}. Det afhænger af svaret på: {unknown}? {why}")
    if points and len(names) == 1:
        says = _("{sentence} Det gælder:").format(sentence=says)
    elif points:
        says = _("{why} Udkastet viser ikke:")
        if result.status is Status.UNKNOWN:
            says = _("{why} Det afhænger af svaret på: {unknown}? Så skal udkastet vise:")
    return (
        says.format(
            lacking=listed(names),
            why=wording.sentence(result.row.text),
            unknown=wording.questions_of(subject.undecided(result), subject.words),
        ),
        tuple(points),
    )


def _with_parts(names: list[str], parts: list[list[str]]) -> list[str]:
    """Each name with what of it is missing, where that is told."""
    return [
        f"{name} ({'; '.join(of)})" if of else name for name, of in zip(names, parts, strict=True)
    ]


def _missing_parts(subject: Subject, element: str) -> list[str]:
    return [
        part for part in missing_of(element, subject.reading.spoken, subject.assessment) if part
    ]
