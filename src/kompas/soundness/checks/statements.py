"""Checks of what a draft says: that it says something, once, and of what may be the reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from kompas.casework import DecisionKind, Ground
from kompas.casework.intervention import ADVERSE
from kompas.norms import Carries, Demand, GroundType
from kompas.norms.language import Language, Remark
from kompas.norms.wording import citation_text
from kompas.soundness import wording
from kompas.soundness.agreement.texts import place_of
from kompas.soundness.finding import Finding, Severity
from kompas.soundness.reading.draft import Box
from kompas.soundness.reading.substance import Substance
from kompas.soundness.reading.topics import Speaks
from kompas.soundness.subject import Subject
from kompas.soundness.yardsticks import ANSWER_WEIGHED, is_to_weigh
from kompas.words import _, language

_SHOWN_CHARACTERS = 160
"""So much of a text is quoted."""
_ALIKE = 0.85
"""Two texts that share so much of their words say the same."""
_WORDS_TO_COMPARE = 3
_COMPARED = 40
"""So many boxes of a kind are held against each other; no decision has nearly as many."""


def statements_say_something(subject: Subject) -> Iterator[Finding]:
    """What was written besides the grounds says something.

    What says nothing and is demanded is told as missing by the duties and the hearing; here what
    nobody demands, and what says so little that it cannot be judged.
    """
    for box in subject.reading.elements:
        if not box.substance.is_there and _is_told(subject, box.name):
            continue
        if box.substance.is_asked_about:
            severity = Severity.OPEN if box.name in subject.demanded else Severity.WARNING
            yield _too_little(subject, box, _called(subject, box.name), severity)
        elif box.substance is not Substance.SAYS:
            yield _says_nothing(subject, box, says_nothing(box))


def _is_told(subject: Subject, element: str) -> bool:
    """Whether it is told where it is demanded that an element is missing."""
    weighed = element == ANSWER_WEIGHED and is_to_weigh(subject.decision)
    return weighed or element in subject.demanded


def grounds_say_something(subject: Subject) -> Iterator[Finding]:
    """The text of a ground says something of this citizen, and so does each answer under it. A full
    grant goes nobody against: there it is only worth mending.
    """
    is_grant = subject.decision.kind is DecisionKind.GRANT
    doubtful = Severity.WARNING if is_grant else Severity.OPEN
    for ground, ground_type in subject.typed_grounds():
        if not ground.text.strip():
            continue
        substance = subject.reading.of_ground(ground)
        heading = wording.heading_of(ground_type)
        box = Box(ground.type, ground.text, substance)
        if not substance.is_there:
            says = _("Grunden »{heading}«: {fault}").format(
                heading=heading, fault=says_nothing(box)
            )
            yield _says_nothing(subject, box, says)
        elif substance.is_asked_about and ground_type.carries is not Carries.NEVER:
            decides = subject.may_carry(ground_type) and not _others_carry(subject, ground)
            severity = doubtful if decides else Severity.WARNING
            yield _too_little(subject, box, f"»{heading}«", severity)
        for demand in ground_type.demands:
            substance = subject.reading.of_demand(ground, demand) or Substance.SAYS
            if substance.is_asked_about:
                answer = Box(demand.code, ground.shown[demand.code].text, substance)
                yield _too_little(
                    subject, answer, wording.cited(demand.text), doubtful, ground.type
                )


def grounds_speak_of_what_may_be_the_reason(subject: Subject) -> Iterator[Finding]:
    """A ground does not rest, by what it says, on a subject that cannot be the reason.

    A full grant goes nobody against. What only may stand beside another ground is told where none
    carries.
    """
    if subject.decision.kind is DecisionKind.GRANT:
        return
    fit = [one for one in subject.carrying if subject.reading.speaks_of(one) is None]
    for ground, ground_type in subject.typed_grounds():
        if not subject.may_carry(ground_type):
            continue
        speaks = subject.reading.speaks_of(ground)
        if speaks is None:
            yield from _without_citizen(subject, ground, ground_type)
            continue
        beside = speaks.topic.carries is Carries.WITH_OTHERS or not speaks.clear
        if beside and any(one is not ground for one in fit):
            continue
        yield _of_topic(subject, ground_type, speaks)


def reasons_are_of_this_citizen(subject: Subject) -> Iterator[Finding]:
    """Less help than before, or than was applied for, has a reason that could not stand in a
    decision to anybody: some ground that carries names what is this citizen's own.
    """
    carrying = subject.carrying if subject.decision.kind in ADVERSE else ()
    for ground in carrying:
        ground_type = subject.ground_types[ground.type]
        # What it asserts of the citizen is held against the facts (`claims_agree_with_norms`).
        if ground_type.claims or subject.reading.is_of_this_citizen(ground):
            return
    if not carrying:
        return
    remark = _known(subject).nothing
    yield Finding(
        code="reason_fits_anybody",
        severity=Severity.OPEN,
        says=_(
            "Begrundelsen kunne stå i en afgørelse til hvem som helst: den nævner ingen dage, tal, "
            "aktiviteter eller bilag. Om den gælder for netop denne borger, kan ikke bedømmes."
        ),
        remedy=_remedy(subject, remark, carrying[0].type),
        source=_citation(subject, remark),
        about=carrying[0].type,
        rank=remark.rank,
        verified=remark.verified,
    )


def nothing_is_said_twice(subject: Subject) -> Iterator[Finding]:
    """Two boxes that ask different things have not the same text."""
    remark = _known(subject).nothing if subject.reading.reader else None
    for boxes in _groups(subject):
        for one, other in combinations(boxes[:_COMPARED], 2):
            if remark and _are_alike(subject, one.text, other.text):
                yield Finding(
                    code="said_twice",
                    severity=Severity.OPEN,
                    says=_(
                        "Det samme står under {one} og {other}: »{text}«. Det kan ikke bedømmes, "
                        "før hvert sted har sit eget svar."
                    ).format(one=one.asks, other=other.asks, text=_quoted(one.text)),
                    remedy=_("Skriv hvert sted det, der bliver spurgt om dér."),
                    source=_citation(subject, remark),
                    about=other.about,
                    lacks=(other.name,),
                    rank=remark.rank,
                    verified=remark.verified,
                )


def says_nothing(box: Box) -> str:
    """That what stands in a box says nothing, in words."""
    text = _("Der står »{text}«, og det siger ikke noget om netop denne borger.")
    if box.substance is Substance.DENIES:
        text = _("Der står »{text}«: det er altså ikke undersøgt.")
    return text.format(text=_quoted(box.text))


def empty_answers(subject: Subject, ground: Ground, lacking: Iterable[Demand]) -> Iterator[str]:
    """What stands where a ground should show something, and says nothing, in sentences."""
    for demand in lacking:
        substance = subject.reading.of_demand(ground, demand)
        if substance is not None:
            text = ground.shown[demand.code].text
            yield says_nothing(Box(demand.code, text, substance))


def empty_statements(subject: Subject, lacking: Iterable[str]) -> Iterator[str]:
    """What stands where an element is demanded, and says nothing, in sentences."""
    for box in subject.reading.elements:
        if box.name in lacking and not box.substance.is_there:
            yield says_nothing(box)


def example_of(subject: Subject, *names: str) -> str:
    """A good answer to the first of some elements or demands that has one, as a sentence."""
    known = subject.reading.reader
    examples = known.language.examples if known else {}
    found = next((examples[name] for name in names if name in examples), None)
    return _("Fx: »{example}«").format(example=found) if found else ""


def _too_little(
    subject: Subject, box: Box, what: str, severity: Severity, about: str | None = None
) -> Finding:
    known = _known(subject)
    remark, text = known.nothing, box.text
    says = _("Det kan ikke bedømmes, om det er vist: {what}. Der står kun »{text}«.")
    if box.substance is Substance.DENIES_PART and subject.reading.reader is not None:
        remark = known.denial.remark
        text = subject.reading.reader.read(box.text).not_looked
        says = _("Det kan ikke bedømmes, om det er vist: {what}. Der står selv: »{text}«")
    return Finding(
        code="says_too_little",
        severity=severity,
        says=says.format(what=what, text=_quoted(text)),
        remedy=_remedy(subject, remark, box.name),
        source=_citation(subject, remark),
        about=about or box.name,
        lacks=() if box.name in subject.ground_types else (box.name,),
        rank=remark.rank,
        verified=remark.verified,
    )


def _says_nothing(subject: Subject, box: Box, says: str) -> Finding:
    """A ground without reasons falls, but not where all that was applied for is given, which goes
    nobody against; what nobody demands is only worth mending.
    """
    known = _known(subject)
    remark = known.denial.remark if box.substance is Substance.DENIES else known.nothing
    of_ground = box.name in subject.ground_types
    is_grant = subject.decision.kind is DecisionKind.GRANT
    return Finding(
        code="ground_says_nothing" if of_ground else "says_nothing",
        severity=Severity.BLOCKING if of_ground and not is_grant else Severity.WARNING,
        says=f"{says} {wording.sentence(remark.why)}",
        remedy=_remedy(subject, remark, box.name),
        source=_citation(subject, remark),
        about=box.name,
        lacks=() if of_ground else (box.name,),
        rank=remark.rank,
        verified=remark.verified,
    )


def _without_citizen(
    subject: Subject, ground: Ground, ground_type: GroundType
) -> Iterator[Finding]:
    """A ground that would carry, and tells nothing of the citizen."""
    if _others_carry(subject, ground) or not subject.carrying:
        return
    if subject.reading.tells_of_citizen(ground):
        return
    remark = _known(subject).of_citizen.remark
    yield Finding(
        code="ground_without_citizen",
        severity=Severity.OPEN,
        says=_(
            "Det kan ikke bedømmes, om grunden »{heading}« gælder for netop denne borger: der står "
            "ikke, hvad borgeren kan, gør, har brug for eller har sagt. {why}"
        ).format(heading=wording.heading_of(ground_type), why=wording.sentence(remark.why)),
        remedy=_remedy(subject, remark, ground.type),
        source=_citation(subject, remark),
        about=ground.type,
        rank=remark.rank,
        verified=remark.verified,
    )


def _of_topic(subject: Subject, ground_type: GroundType, speaks: Speaks) -> Finding:
    topic = speaks.topic
    says = _("Grunden »{heading}« bygger efter sin tekst på {topic}: »{text}« {why}")
    if not speaks.clear:
        says = _("Det kan ikke bedømmes, om grunden »{heading}« bygger på {topic}: »{text}« {why}")
    name = topic.remark.text if language() == "da" else topic.text_en
    return Finding(
        code="ground_speaks_of_another" if speaks.clear else "ground_may_speak_of_another",
        severity=Severity.BLOCKING if speaks.clear else Severity.OPEN,
        says=says.format(
            heading=wording.heading_of(ground_type),
            topic=name,
            text=_quoted(speaks.sentence),
            why=wording.sentence(topic.remark.why),
        ),
        remedy=wording.sentence(topic.remark.remedy),
        source=_citation(subject, topic.remark),
        about=ground_type.name,
        lacks=(topic.name,),
        was_read=True,
        rank=topic.remark.rank,
        verified=topic.remark.verified,
    )


def _others_carry(subject: Subject, ground: Ground) -> bool:
    carrying = subject.carrying
    return len(carrying) > 1 or (bool(carrying) and carrying[0] is not ground)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A box: what it asks, its text, its name, and the ground or element that it belongs to."""

    asks: str
    text: str
    name: str
    about: str


def _groups(subject: Subject) -> Iterator[list[_Asked]]:
    """Boxes that ask different things."""
    yield [
        _element(subject, box.name, box.text)
        for box in subject.reading.elements
        if not box.name.startswith("offer_")
    ]
    for facility in subject.decision.facilities:
        yield [
            _element(subject, name, text) for name, text in subject.reading.of_facility(facility)
        ]
    yield [
        _Asked(wording.cited(demand.text), ground.shown[demand.code].text, demand.code, ground.type)
        for ground, ground_type in subject.typed_grounds()
        for demand in ground_type.demands
        if subject.reading.is_shown(ground, demand)
    ]


def _element(subject: Subject, name: str, text: str) -> _Asked:
    return _Asked(_called(subject, name), text, name, name)


def _called(subject: Subject, statement: str) -> str:
    """What a statement is called: the element that it is, else its place."""
    known = subject.words.elements.get(statement)
    return wording.name_of(known) if known else f"»{place_of(statement)}«"


def _are_alike(subject: Subject, one: str, other: str) -> bool:
    reader = subject.reading.reader
    if reader is None or subject.reading.is_summary:
        return False
    first, second = reader.read(one).content, reader.read(other).content
    if min(len(first), len(second)) < _WORDS_TO_COMPARE:
        return False
    return len(first & second) >= _ALIKE * len(first | second)


def _remedy(subject: Subject, remark: Remark, name: str) -> str:
    example = example_of(subject, "grounds" if name in subject.ground_types else name)
    return f"{wording.sentence(remark.remedy)} {example}".rstrip()


def _known(subject: Subject) -> Language:
    """The language that the draft was read by."""
    reader = subject.reading.reader
    if reader is None:
        raise LookupError("nothing was read")
    return reader.language


def _citation(subject: Subject, remark: Remark) -> str:
    return citation_text(remark.citation, subject.words, subject.decision.municipality)


def _quoted(text: str) -> str:
    """The beginning of a text, whole where it is short."""
    plain = " ".join(text[: 2 * _SHOWN_CHARACTERS].split())
    if len(plain) <= _SHOWN_CHARACTERS:
        return plain
    return plain[:_SHOWN_CHARACTERS].rsplit(" ", 1)[0] + " …"
