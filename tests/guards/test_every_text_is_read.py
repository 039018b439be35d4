"""Each text that a decision is written with is read: whether it says anything, and what it says.

A field that is forgotten prints in the letter whatever stands in it. What is not read is named here
with why.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, get_args, get_type_hints

import pytest

from kompas.casework import Decision, Facility, Ground, Statement
from kompas.casework.decision import STATEMENTS
from kompas.inputs import LetterOrBlank, LetterText
from kompas.norms import Library
from kompas.soundness.agreement.texts import texts_of
from kompas.soundness.reading import reader_of
from kompas.soundness.reading.draft import DraftReading
from kompas.soundness.subject import Subject
from tests.spec.soundness.drafts import REDUCTION, SUITED, changed

MARK = "Borgeren maler akvareller med Inger hver torsdag."


def described(part: str) -> Facility:
    """A facility of which the mark is said."""
    mark: dict[str, Any] = {part: Statement(text=MARK)}
    return replace(SUITED, **mark)


PLACES: dict[str, Decision] = {
    "grounds.text": changed(REDUCTION, grounds=(Ground(type="individual_need", text=MARK),)),
    "grounds.shown": changed(
        REDUCTION,
        grounds=(
            Ground(
                type="individual_need",
                text="Derfor.",
                shown={"what_in_this_case": Statement(text=MARK)},
            ),
        ),
    ),
    "applied_for": changed(REDUCTION, applied_for=MARK),
    **{name: changed(REDUCTION, **{name: Statement(text=MARK)}) for name in STATEMENTS},
    **{
        f"facilities.{part}": changed(REDUCTION, facilities=(described(part),))
        for part in ("activities", "staff", "premises", "meets_need")
    },
}
"""A draft for each place that is read, in which it says the mark."""
NOT_HELD = {
    "hearing.answer": "the citizen's own words, which bind nobody; hearing_answer_counts reads it",
    "facilities.offer.target_group": "the table of offers says it, and no decision",
    "complaint_guidance.how": "how one complains: complaint_way_is_told reads it; its time is held",
}
"""The places whose text is not held against the fields, and why."""
NOT_WEIGHED = {
    **NOT_HELD,
    "applied_for": "the citizen's own words need not say anything",
}
"""The places of which nobody asks whether the text says anything, and why."""
WHOLE = (Statement, LetterText, LetterOrBlank)


def places(of: type, within: str = "") -> Iterator[str]:
    """Every place of a decision in which somebody writes to the citizen."""
    hints = get_type_hints(of, include_extras=True)
    for one in fields(of):
        name = f"{within}{one.name}"
        for part in parts(hints[one.name]):
            if part in WHOLE:
                yield name
            elif is_dataclass(part) and isinstance(part, type):
                yield from places(part, f"{name}.")


def parts(hint: Any) -> Iterator[Any]:
    """A type and what it is made of: of `tuple[Ground, ...] | None` the ground."""
    if hint in WHOLE or is_dataclass(hint):
        yield hint
    for inner in () if hint in WHOLE else get_args(hint):
        yield from parts(inner)


def subject(draft: Decision, library: Library) -> Subject:
    return Subject(draft, None, None, library.grounds, library.words)


def test_every_place_is_known() -> None:
    found = set(places(Decision))
    assert found == PLACES.keys() | NOT_HELD.keys()
    assert {place.rpartition(".")[2] for place in found} > {"changed_since", "answer_weighed"}


@pytest.mark.parametrize("place", PLACES)
def test_each_is_held_against_the_fields(place: str, library: Library) -> None:
    assert MARK in {one.text for one in texts_of(subject(PLACES[place], library))}


@pytest.mark.parametrize("place", [one for one in PLACES if one not in NOT_WEIGHED])
def test_of_each_it_is_asked_whether_it_says_anything(place: str, library: Library) -> None:
    def reading(text: str) -> DraftReading:
        draft = said_instead(PLACES[place], text)
        reader = reader_of(library, draft.municipality)
        return DraftReading(draft, library.grounds, library.words, reader)

    assert MARK not in {text for _name, text in reading(MARK).remarks}
    empty = "Ikke undersøgt."
    assert empty in {text for _name, text in reading(empty).remarks}


def said_instead(value: Any, text: str) -> Any:
    """A value of a decision with another text where the mark stands."""
    if isinstance(value, str):
        return text if value == MARK else value
    if isinstance(value, tuple):
        return tuple(said_instead(one, text) for one in value)
    if isinstance(value, dict):
        return {key: said_instead(one, text) for key, one in value.items()}
    if isinstance(value, Decision | Ground | Facility | Statement):
        inner = {one.name: said_instead(getattr(value, one.name), text) for one in fields(value)}
        return replace(value, **inner)
    return value
