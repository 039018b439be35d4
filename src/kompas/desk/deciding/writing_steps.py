"""The steps in which a decision is written: what, why, the offer, the letter; what each lacks.

A step is a part of the page. A finding counts in the step that holds the field which mends it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kompas.desk.deciding.findings import Findings
from kompas.soundness import Weight
from kompas.words import N_, _, ngettext

WHAT, WHY, OFFER, LETTER = "trin-hvad", "trin-hvorfor", "trin-tilbud", "trin-brev"
NAMES: Mapping[str, str] = {
    WHAT: N_("Hvad"),
    WHY: N_("Hvorfor"),
    OFFER: N_("Tilbud"),
    LETTER: N_("Brev"),
}
"""The steps by the ids that they have on the page, in the order in which one writes."""
_WRITTEN_IN: Mapping[str, str] = {
    **dict.fromkeys(("kind", "granted", "granted_before", "applied_amounts"), WHAT),
    **dict.fromkeys(("starts_on", "ends_on", "decided_on", "legal_basis", "other_basis"), WHAT),
    **dict.fromkeys(("form", "considerably_intrusive", "form_reason", "afgoerelse"), WHAT),
    **dict.fromkeys(("facilities", "amounts", "costs", "alternatives"), OFFER),
    **dict.fromkeys(("complaint_guidance", "contact"), LETTER),
}
"""The step of each part of a decision; what is not named stands with the reasons."""


@dataclass(frozen=True, slots=True)
class WritingStep:
    """A step: its id on the page, what it is called, and what is found in it, in a few words.

    `looks` is `none` while nothing is judged, else `lacking`, `open` or `ready`.
    """

    anchor: str
    name: str
    found: str
    looks: str


def part_of(place: str) -> str:
    """The part of a decision in which a place lies: `f-grounds-0-text` is in `grounds`."""
    return place.removeprefix("f-").partition("-")[0]


def steps_of(findings: Findings) -> tuple[WritingStep, ...]:
    """The steps, with how much is lacking in each."""
    lacking = list(_lacking(findings))
    open_ = [step for step, weight in _found(findings) if weight is Weight.WARNING]
    return tuple(
        WritingStep(anchor, _(name), *_told(findings, lacking.count(anchor), open_.count(anchor)))
        for anchor, name in NAMES.items()
    )


def _told(findings: Findings, lacking: int, open_: int) -> tuple[str, str]:
    if lacking:
        return ngettext("{n} mangler", "{n} mangler", lacking).format(n=lacking), "lacking"
    if findings.verdict is None:
        return "", "none"
    if open_:
        return ngettext("{n} at overveje", "{n} at overveje", open_).format(n=open_), "open"
    return _("i orden"), "ready"


def _lacking(findings: Findings) -> Iterator[str]:
    """The step of each thing that must be mended, once for each."""
    yield from (step for step, weight in _found(findings) if weight is not Weight.WARNING)
    yield from (step_of(one.anchor) for one in findings.faults)
    yield from (step_of(one.place) for one in findings.letter)
    yield from (LETTER for _one in findings.unreachable)


def _found(findings: Findings) -> Iterator[tuple[str, Weight]]:
    """The steps in which each finding is mended."""
    for group in findings.groups:
        for one in group.found:
            for step in dict.fromkeys(step_of(place) for place, _name in one.ways):
                yield step, group.weight


def step_of(place: str) -> str:
    """The step in which a place lies, by its id."""
    return _WRITTEN_IN.get(part_of(place), WHY)
