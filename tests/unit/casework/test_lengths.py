"""One measure for every way into a case: what is too long, where, and what to do about it."""

from dataclasses import replace
from typing import Any

import pytest

from kompas.casework import Statement
from kompas.casework.lengths import LINES, too_long, too_much
from kompas.casework.steps.assignment import Assigned
from kompas.casework.steps.note import NoteWritten
from kompas.limits import LONGEST_LINE, LONGEST_TEXT, LONGEST_WHOLE, LONGEST_WORD
from tests.spec.case.stories import DRAFT

WORDS = "ord "


def text(length: int) -> str:
    return (WORDS * length)[: length - 1] + "."


@pytest.mark.parametrize(
    ("value", "places"),
    [
        ({"need": {"text": text(LONGEST_TEXT)}}, []),
        ({"need": {"text": text(LONGEST_TEXT + 1)}}, [("need", "text")]),
        ({"offers": [{"name": "x" * LONGEST_LINE}]}, []),
        ({"offers": [{"name": "x" * (LONGEST_LINE + 1)}]}, [("offers", 0, "name")]),
        ({"grounds": [{"evidence": ["a", text(201)]}]}, [("grounds", 0, "evidence", 1)]),
        ({"text": "x" * LONGEST_WORD + " x"}, []),
        ({"text": "x" * (LONGEST_WORD + 1)}, [("text",)]),
        ({"text": "1.1," * 7_500}, [("text",)]),
        ({"text": "a\n" * 999 + "a"}, []),
        ({"text": "a\n" * 1_000 + "a"}, [("text",)]),
        ({"n" * 201: "x"}, [("name",)]),
        ({"facts": {"age": 80, "known": True, "none": None}}, []),
        (text(LONGEST_TEXT + 1), [()]),
        (NoteWritten(text=text(LONGEST_TEXT + 1)), [("text",)]),
        (Assigned(to="x" * 201), [("to",)]),
        (replace(DRAFT, need=Statement(text=text(20_001))), [("need", "text")]),
        (DRAFT, []),
    ],
)
def test_each_text_has_a_bound(value: Any, places: list[tuple[Any, ...]]) -> None:
    found = too_long(value)
    assert [one.place for one in found] == places
    assert all(one.what and one.remedy for one in found)


def test_levels_without_end_are_walked_through() -> None:
    deep: Any = text(LONGEST_TEXT + 1)
    for _level in range(5_000):
        deep = [deep]
    assert len(too_long(deep)) == 1


def test_all_of_it_has_a_bound_and_the_longest_are_named() -> None:
    fits = [text(LONGEST_TEXT)] * (LONGEST_WHOLE // LONGEST_TEXT)
    assert too_much(fits) == ()
    named = [one.place for one in too_much(["x", *fits])]
    assert named == [(1,)]
    assert len(too_much([*fits, *fits])) == len(fits)


def test_the_lines_are_fields_that_there_are() -> None:
    assert {"name", "title", "case_number", "what"} <= LINES
    assert not LINES & {"text", "why", "reason", "answer", "applied_for", "summary", "how"}
