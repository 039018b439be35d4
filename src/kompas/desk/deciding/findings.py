"""What the check finds in a decision that is being written, each with the fields that mend it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kompas.casework.commands import Refused
from kompas.casework.context import Refusal
from kompas.desk.deciding import remedy_places
from kompas.desk.deciding.form import DraftForm
from kompas.letters import Letter
from kompas.letters.letter import Missing
from kompas.norms import Library
from kompas.processes.draft_decision import Drafted, letter_of
from kompas.soundness import Finding, Verdict, Weight
from kompas.soundness.wording import (
    HEADINGS,
    VERDICT_MEANINGS,
    name_of,
    source_text,
)
from kompas.web.filters import capital
from kompas.web.form_parts import FieldFault
from kompas.wire.draft_reading import Fault
from kompas.words import N_, _

COUNTS: Mapping[Weight, str] = {
    Weight.BLOCKING: N_("{n} skal rettes"),
    Weight.MEND: N_("{n} skal rettes før brevet"),
    Weight.OPEN: N_("{n} skal afklares"),
    Weight.REASON: N_("{n} bør begrundes"),
    Weight.WARNING: N_("{n} bør overvejes"),
}
"""How many findings there are; of one and of several it is said in the same words."""


NOT_TAKEN = "not_taken"
"""The code of what the letter of a draft lacks: the decision itself."""


@dataclass(frozen=True, slots=True)
class Lack:
    """What the letter lacks, and where it is mended."""

    missing: Missing
    place: str

    @property
    def is_fact(self) -> bool:
        """Whether it is noted in the case: a decision has the facts of the day it was taken."""
        return self.place == remedy_places.FACTS


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as it stands beside the decision. `ways` lead to the fields that mend it, each with
    what it is called; the name is empty where there is one way only.
    """

    finding: Finding
    source: str
    ways: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """The findings of one weight."""

    weight: Weight
    heading: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the check says of the draft: the verdict in words, and the findings gravest first.

    `faults` are what cannot be read, `letter` is what the letter would lack besides, `unreachable`
    whom it could not come to.
    """

    verdict: Verdict | None
    meaning: str
    counts: str
    groups: tuple[FoundGroup, ...] = ()
    faults: tuple[FieldFault, ...] = ()
    letter: tuple[Lack, ...] = ()
    unreachable: tuple[Refusal, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether the letter could be sent, were the decision taken as it stands."""
        lacks = self.faults or self.letter or self.unreachable
        return self.verdict is Verdict.STANDS and not lacks

    @property
    def places(self) -> Iterator[str]:
        """Every place on the page to which something that is found leads."""
        for group in self.groups:
            for one in group.found:
                yield from (place for place, _name in one.ways)
        yield from (one.place for one in self.letter)
        yield from (one.anchor for one in self.faults)

    @property
    def looks(self) -> str:
        """How the verdict is shown: what stands and could not be sent is open."""
        if self.verdict is Verdict.STANDS and not self.is_ready:
            return Verdict.CANNOT_BE_JUDGED.value
        return self.verdict.value if self.verdict else "none"


def findings_of(
    drafted: Drafted, form: DraftForm, library: Library, unreachable: tuple[Refusal, ...] = ()
) -> Findings:
    """The findings of a draft, each with where it is mended."""
    faults = (*form.faults(), *_of_the_whole(form, drafted.faults))
    judgement = drafted.judgement
    if judgement is None:
        return Findings(None, drafted.why_not, "", (), faults)
    written = form.written
    groups = []
    counts = []
    for weight, heading in HEADINGS.items():
        found = tuple(
            Found(one, source_text(one), _ways(one, written, library))
            for one in judgement.findings
            if one.weight is weight
        )
        if found:
            groups.append(FoundGroup(weight, _(heading), found))
            counts.append(_(COUNTS[weight]).format(n=len(found)))
    ways = [place for group in groups for one in group.found for place, _name in one.ways]
    letter = tuple(one for one in _lacks_of(drafted, library) if not _is_led_to(one.place, ways))
    told = Findings(judgement.verdict, "", ", ".join(counts), tuple(groups), faults, letter,
                    unreachable)  # fmt: skip
    ready = told.is_ready or judgement.verdict is not Verdict.STANDS
    meaning = _(VERDICT_MEANINGS[judgement.verdict]) if ready else _(_NOT_READY)
    return replace(told, meaning=meaning)


_NOT_READY = N_(
    "Kompas har ingen indvendinger mod afgørelsen, men brevet kan ikke sendes endnu. "
    "Herunder står, hvad der mangler."
)


def _of_the_whole(form: DraftForm, faults: Iterable[Fault]) -> Iterator[FieldFault]:
    """What cannot be read as a whole, of fields that are read themselves. That the kind of
    decision is not chosen yet is said by the check.
    """
    for one in faults:
        field = form.field_at(one.place)
        if one.place != ("kind",) and not (field and field.errors):
            yield form.described(one.place, capital(one.text))


def _lacks_of(drafted: Drafted, library: Library) -> Iterator[Lack]:
    """What the letter of a draft would lack, were the decision taken as it stands; what the check
    tells already is not told twice.
    """
    if drafted.decision is None or drafted.judgement is None:
        return
    made = letter_of(drafted.decision, drafted.judgement, library)
    if not isinstance(made, Refused):
        told = {name for one in drafted.judgement.findings for name in one.lacks}
        lacks = lacks_in(made.letter, made.demands)
        yield from (one for one in lacks if one.missing.code not in told)


def _is_led_to(place: str, ways: Sequence[str]) -> bool:
    """Whether a finding leads to a field already, or to one within it; of facts there are many."""
    return place.startswith("f-") and any(one.startswith(place) for one in ways)


def lacks_in(letter: Letter, demands: Mapping[str, Sequence[str]]) -> Iterator[Lack]:
    """What a letter lacks besides being decided; `demands` says what each thing asks for."""
    for part in letter.missing:
        if part.code != NOT_TAKEN:
            yield Lack(part, remedy_places.of_lack(demands.get(part.code, ())))


def _ways(
    finding: Finding, written: Mapping[str, Any], library: Library
) -> tuple[tuple[str, str], ...]:
    """The places where a finding is mended, each once, with the name of what is lacking there."""
    found = remedy_places.of_finding(finding, written, library)
    if len(dict.fromkeys(found)) == 1:
        return ((found[0], ""),)
    ways: dict[str, str] = {}
    for place, code in zip(found, finding.lacks, strict=False):
        ways.setdefault(place, _name_of_lack(finding, code, library))
    return tuple(ways.items())


def _name_of_lack(finding: Finding, code: str, library: Library) -> str:
    if (ground := library.grounds.get(finding.about)) is not None:
        return next((one.text for one in ground.demands if one.code == code), code)
    element = library.words.elements.get(code)
    return name_of(element) if element else code
