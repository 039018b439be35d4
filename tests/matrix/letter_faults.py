"""What is wrong with a letter, whatever it is about: each rule yields its faults in words."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from kompas.casework import Amounts, Decision, DecisionForm, DecisionKind
from kompas.casework.wording import number_text
from kompas.letters import number_words
from kompas.letters.letter import (
    ClauseText,
    Letter,
    ListBlock,
    Paragraph,
    Section,
    Spans,
    Table,
    plain_text,
    text_of,
)

QUOTED = re.compile(r"»[^«]*«")
AMOUNT = re.compile(
    r"(\d+(?:,\d+)?) (?:dage?|timer?|døgn|weekend(?:er)?|pladser|plads) (?:om|hver)\b"
)
OWN_VOICE = re.compile(r"\b(?:Jeg|jeg|mig|mit|min|mine)\b")
NEVER = ("{", "}", "None", "..", "  ", " ,", " .", ".«.", ": .", "»«", "om Et ", "om En ", "af Vi ")
ADVERSE = (
    DecisionKind.PARTIAL_REFUSAL,
    DecisionKind.REFUSAL,
    DecisionKind.REDUCTION,
    DecisionKind.TERMINATION,
)
CHANGES = (DecisionKind.REDUCTION, DecisionKind.TERMINATION, DecisionKind.PROVIDER_CHANGE)
NOTHING_GIVEN = (DecisionKind.REFUSAL, DecisionKind.TERMINATION)
_BARE = frozenset({"opening", "closing"})
_LABELLED = ("Telefon: ", "E-mail: ")
_PAPER = re.compile(r"\(kilde \d+\)$")


def faults_of(letter: Letter, decision: Decision) -> list[str]:
    """Everything that is wrong; none where one may be proud of it."""
    return [fault for rule in RULES for fault in rule(letter, decision)]


def nothing_is_left_of_the_making(letter: Letter, _decision: Decision) -> Iterator[str]:
    """No bracket, no empty place, no seam."""
    text = plain_text(letter)
    yield from (f"»{seam}« står i brevet" for seam in NEVER if seam in text)
    yield from (f"mangler: {part.text}" for part in letter.missing)
    for section in letter.sections:
        if not section.blocks:
            yield f"afsnittet {section.code} er tomt"


def each_sentence_ends(letter: Letter, _decision: Decision) -> Iterator[str]:
    """A paragraph ends as a sentence does; no sentence begins with a small letter."""
    before_tables = {text_of(spans) for one in letter.sections for spans in _leading(one)}
    for spans in _prose(letter):
        text = text_of(spans).strip()
        if not text:
            yield "et tomt afsnit"
        elif (
            text.startswith(_LABELLED)
            or _PAPER.search(text)
            or (text in before_tables and text.endswith(":"))
        ):
            continue
        elif not text.endswith((".", "!", "?", ".«", "?«")):
            yield f"ender ikke: {text}"
        elif text[0].islower():
            yield f"begynder med lille: {text}"


def the_citizen_is_quoted(letter: Letter, decision: Decision) -> Iterator[str]:
    """The citizen's own words stand in quotation marks, and only there."""
    text = plain_text(letter)
    for said in (decision.applied_for, decision.hearing and decision.hearing.answer):
        if said and f"»{said}" not in text:
            yield f"ikke citeret: {said}"
    bare = QUOTED.sub("", text)
    yield from (f"borgerens stemme uden for citat: {one}" for one in OWN_VOICE.findall(bare))


def amounts_are_the_decisions(letter: Letter, decision: Decision) -> Iterator[str]:
    """Each amount is one that is granted or was: never the norm's figure, nor what was applied
    for.
    """
    ours = {
        number_text(amount)
        for given in (decision.granted, decision.granted_before)
        for amount in given.values()
    }
    for told in AMOUNT.findall(QUOTED.sub("", plain_text(letter))):
        if told not in ours:
            yield f"et omfang, der ikke er besluttet: {told}"


def what_changes_is_told(letter: Letter, decision: Decision) -> Iterator[str]:
    """How much, where and from when; in a reduction also how much before."""
    text = plain_text(letter)
    for measure, amount in decision.granted.items():
        if measure != "place" and not _tells(text, amount):
            yield f"omfanget mangler: {measure}"
    if decision.kind is DecisionKind.REDUCTION:
        yield from (f"hidtil mangler: {one}" for one in _untold(text, decision.granted_before))
    for facility in decision.facilities:
        if facility.name not in text:
            yield f"tilbuddet mangler: {facility.name}"
    for day in (decision.starts_on, decision.ends_on):
        if day and number_words.day(day) not in text:
            yield f"dagen mangler: {day}"
    gives = any(section.code == "given" for section in letter.sections)
    if gives == (decision.kind in NOTHING_GIVEN):
        yield "afsnittet »Det får du« passer ikke til arten"


def complaint_is_told(letter: Letter, decision: Decision) -> Iterator[str]:
    """To whom, how, by when and with what effect; not where nothing can be complained of."""
    said = _section(letter, "complaint")
    act_only = decision.form is DecisionForm.ADMINISTRATIVE_ACT_ONLY
    provider = decision.kind in (DecisionKind.PROVIDER_CHOICE, DecisionKind.PROVIDER_CHANGE)
    may_complain = not act_only and (decision.kind in ADVERSE or provider)
    asked = (
        "senest 4 uger efter, at ", " har modtaget brevet", " klager til ", "Sådan gør ",
        "ser vi på sagen igen", "sender vi klagen videre til Ankestyrelsen",
    )  # fmt: skip
    for words in asked:
        if (words in said) != may_complain:
            yield f"klagevejledning: »{words}«"
    effect = "En klage udsætter ikke" in said
    if effect != (may_complain and decision.kind in CHANGES):
        yield "klagens virkning"
    if act_only and "ikke en afgørelse" not in said:
        yield "det siges ikke, at valget ikke er en afgørelse"


def law_is_named(letter: Letter, decision: Decision) -> Iterator[str]:
    """The paragraph and its act, with what it says."""
    said = _section(letter, "rules")
    for basis in decision.legal_basis:
        act, _sign, paragraph = basis.partition(" § ")
        if f"Det står i {act}s § {paragraph}." not in said:
            yield f"loven mangler: {basis}"


def title_says_what_it_is(letter: Letter, decision: Decision) -> Iterator[str]:
    """A decision is called one, and one of which nobody can complain is not."""
    act_only = decision.form is DecisionForm.ADMINISTRATIVE_ACT_ONLY
    if text_of(letter.label) != ("Orientering" if act_only else "Afgørelse"):
        yield f"kaldt {text_of(letter.label)}"
    if not text_of(letter.title):
        yield "ingen overskrift"


def families_are_spoken_to_as_several(letter: Letter, decision: Decision) -> Iterator[str]:
    """What Kompas itself says to a family is said to "I", and to one citizen to "du"."""
    own = [
        span.text
        for spans in [*_prose(letter), letter.title, *(one.heading for one in letter.sections)]
        for span in spans
        if isinstance(span, ClauseText)
    ]
    wrong = r"\b(?:[Dd]u|[Dd]ig|[Dd]in|[Dd]it|[Dd]ine)\b"
    if decision.service != "home_relief":
        wrong = r"\b(?:[Jj]er|[Jj]eres)\b"
    yield from (f"tiltalt forkert: {text}" for text in own if re.search(wrong, text))


def nothing_idle_is_said(letter: Letter, decision: Decision) -> Iterator[str]:
    """No price of nothing, no order to do what one asked for; other ways out only where something
    is refused or taken away, but for the free choice of a home.
    """
    if re.search(r"\b0 kr\.", plain_text(letter)):
        yield "en pris på 0 kr."
    if decision.applied_for and "Du skal skifte" in plain_text(letter):
        yield "skal, hvor borgeren selv har bedt om det"
    other = _section(letter, "alternatives")
    if other and decision.kind not in ADVERSE and not other.startswith("Du kan frit vælge"):
        yield f"andre muligheder, hvor intet er afslået: {other}"


Rule = Callable[[Letter, Decision], Iterator[str]]
RULES: tuple[Rule, ...] = (
    nothing_is_left_of_the_making,
    each_sentence_ends,
    the_citizen_is_quoted,
    amounts_are_the_decisions,
    what_changes_is_told,
    complaint_is_told,
    law_is_named,
    title_says_what_it_is,
    families_are_spoken_to_as_several,
    nothing_idle_is_said,
)


def _prose(letter: Letter) -> Iterator[Spans]:
    """What is written in sentences."""
    for section in letter.sections:
        if section.code not in _BARE:
            yield from _of_section(section)


def _of_section(section: Section) -> Iterator[Spans]:
    for block in section.blocks:
        if isinstance(block, ListBlock):
            yield from (item.spans for item in block.items)
        elif isinstance(block, Paragraph):
            yield block.spans


def _leading(section: Section) -> Iterator[Spans]:
    """What stands right before a table, and may end in a colon."""
    for block, after in pairwise(section.blocks):
        if isinstance(block, Paragraph) and isinstance(after, Table):
            yield block.spans


def _section(letter: Letter, code: str) -> str:
    found = (text_of(spans) for one in letter.sections if one.code == code
             for spans in _of_section(one))  # fmt: skip
    return "\n".join(found)


def _tells(text: str, amount: int | Decimal) -> bool:
    return number_text(amount) in AMOUNT.findall(text)


def _untold(text: str, given: Amounts) -> Iterator[str]:
    _start, _sign, before = text.partition("Nu har ")
    told = AMOUNT.findall(before.partition("\n")[0])
    yield from (one for one, amount in given.items() if number_text(amount) not in told)
