"""What a taken decision says, each with the papers behind it: for who reads it after the writer.

A rule sees the kind and day of a paper; whether it shows what it is said to show a reader must see.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kompas.casework.decision import Decision, Evidence, Facility, Ground, Statement
from kompas.desk.deciding.form import FACILITY_PARTS, STATEMENTS
from kompas.norms import Library
from kompas.soundness.wording import heading_of
from kompas.web import filters
from kompas.words import _


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that the decision says: what it is about, the words, and the papers behind it."""

    about: str
    text: str
    papers: Sequence[Evidence]


def claims_of(decision: Decision, library: Library) -> tuple[Claim, ...]:
    """Everything that is said of the citizen and of a facility, in the order of the page."""
    known = {one.id: one for one in decision.evidence}
    return tuple(
        Claim(about, said.text, [known[name] for name in said.evidence if name in known])
        for about, said in _said(decision, library)
        if said is not None and said.text.strip()
    )


def _said(decision: Decision, library: Library) -> Iterator[tuple[str, Statement | Ground | None]]:
    for name in ("need", "wishes", "capacity", "changed_since"):
        yield _(STATEMENTS[name][0]), getattr(decision, name)
    for ground in decision.grounds:
        yield from _of_ground(ground, library)
    for name in ("answer_weighed", "alternatives", "form_reason"):
        yield _(STATEMENTS[name][0]), getattr(decision, name)
    for facility in decision.facilities:
        yield from _of_facility(facility)


def _of_ground(ground: Ground, library: Library) -> Iterator[tuple[str, Statement | Ground]]:
    known = library.grounds.get(ground.type)
    yield (heading_of(known) if known else ground.type), ground
    texts = {one.code: one.text for one in known.demands} if known else {}
    for code, shown in ground.shown.items():
        yield filters.capital(texts.get(code, code)), shown


def _of_facility(facility: Facility) -> Iterator[tuple[str, Statement | None]]:
    for part, (label, _hint) in FACILITY_PARTS.items():
        yield f"{facility.name}: {_(label)}", getattr(facility, part)
