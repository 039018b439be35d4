"""One measure for every way into a case: what cannot be taken, where, and what to do about it."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kompas.casework import Citizen, Statement
from kompas.casework.decision import Cost, Facility, Ground
from kompas.casework.steps.assignment import Assigned
from kompas.casework.steps.need import NeedUncovered
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.inputs.fitting import Unbounded, fitted
from kompas.limits import LONGEST_LINE, LONGEST_TEXT, LONGEST_WHOLE, LONGEST_WORD, MOST_ITEMS
from kompas.persons.entries import Registered
from tests.spec.case.stories import DRAFT

WORDS = "ord "
NEED = NeedUncovered(reason="x", need="x", met_on=date(2026, 3, 1))


def text(length: int) -> str:
    return (WORDS * length)[: length - 1] + "."


def changed(**parts: Any) -> Any:
    return replace(NEED, **parts)


def facility(name: str) -> Any:
    return replace(DRAFT, facilities=(Facility(name=name),))


def extent(**parts: Any) -> Any:
    return replace(DRAFT, granted=parts)


def ground(**parts: Any) -> Any:
    return replace(DRAFT, grounds=(Ground(**{"type": "x", "text": "x", **parts}),))


@pytest.mark.parametrize(
    ("value", "places"),
    [
        (NoteWritten(text=text(LONGEST_TEXT)), []),
        (NoteWritten(text=text(LONGEST_TEXT + 1)), [("text",)]),
        (NoteWritten(text="x" * LONGEST_WORD + " x"), []),
        (NoteWritten(text="x" * (LONGEST_WORD + 1)), [("text",)]),
        (NoteWritten(text="a\n" * 999 + "a"), []),
        (NoteWritten(text="a\n" * 1_000 + "a"), [("text",)]),
        (NoteWritten(text="  \n"), [("text",)]),
        (NoteWritten(text="a\0b"), [("text",)]),
        (NoteWritten(text=7), [("text",)]),  # type: ignore[arg-type]
        (Assigned(to="x" * 101), [("to",)]),
        (facility("x" * LONGEST_LINE), []),
        (facility("x" * (LONGEST_LINE + 1)), [("facilities", 0, "name")]),
        (facility(""), []),
        (replace(DRAFT, need=Statement(text=text(20_001))), [("need", "text")]),
        (ground(evidence=("a", text(201))), [("grounds", 0, "evidence", 1)]),
        (ground(shown={"n" * 201: Statement(text="x")}), [("grounds", 0, "shown", "n" * 60)]),
        (replace(DRAFT, legal_basis=("§ 104",) * (MOST_ITEMS + 1)), [("legal_basis",)]),
        (extent(days_per_week=7, hours_per_week=Decimal(168)), []),
        (extent(days_per_week=-3), [("granted", "days_per_week")]),
        (extent(days_per_week=Decimal(10_001)), [("granted", "days_per_week")]),
        (extent(days_per_week=True), [("granted", "days_per_week")]),
        (extent(hours_per_week=Decimal("7.3333333")), [("granted", "hours_per_week")]),
        (extent(hours_per_week=Decimal("NaN")), [("granted", "hours_per_week")]),
        (replace(DRAFT, costs=(Cost(what="x", amount_oere=-1, period="month"),)),
         [("costs", 0, "amount_oere")]),
        (replace(NEED, met_on=date.min), [("met_on",)]),
        (replace(NEED, met_on=date.max), [("met_on",)]),
        (changed(reason=" ", met_on="i går"), [("reason",), ("met_on",)]),
        (changed(present="Bo"), [("present",)]),
        (EntryWithdrawn(seq=10**5_000, reason=Withdrawal.MISTAKE, why="x"), [("seq",)]),
        (EntryWithdrawn(seq=0, reason="mistake", why="x"), [("seq",), ("reason",)]),  # type: ignore[arg-type]
        (EntryWithdrawn(seq=1, reason=Withdrawal.MISTAKE, why="se 070761-4285"), [("why",)]),
        (Registered(name="Bo 0707614285"), [("name",)]),
        (Registered(name="Bo", cpr="²²²²²²²²²²"), [("cpr",)]),
        (DRAFT, []),
    ],
)  # fmt: skip
def test_each_field_has_a_bound(value: Any, places: list[tuple[Any, ...]]) -> None:
    _fitted, found = fitted(value)
    assert [one.place for one in found] == places
    assert all(one.what and one.remedy and len(one.text) < 400 for one in found)


def test_what_can_be_taken_comes_in_its_normal_form() -> None:
    given = Registered(
        name=" A\u030ase\tLund\u00ad ", address_lines=("Vej 1\r\n",), cpr="720480-1234"
    )
    assert fitted(given) == (
        Registered(name="Åse Lund", address_lines=("Vej 1",), cpr="7204801234"),
        (),
    )


def test_what_says_nothing_is_nothing() -> None:
    given = Citizen(name="Bo", representative="  ", cpr="")
    assert fitted(given) == (Citizen(name="Bo"), ())


def test_what_is_in_its_form_stays_the_same_object() -> None:
    assert fitted(DRAFT)[0] is DRAFT


def test_all_of_it_has_a_bound_and_the_longest_are_named() -> None:
    fits = replace(DRAFT, grounds=tuple(
        Ground(type="x", text=text(LONGEST_TEXT)) for _n in range(LONGEST_WHOLE // LONGEST_TEXT)
    ))  # fmt: skip
    _fitted, found = fitted(fits)
    assert [one.place for one in found] == [("grounds", 0, "text")]
    assert "tilsammen" in found[0].what


@dataclass(frozen=True, slots=True)
class Loose:
    """With a field that nobody bounds."""

    seq: int


@dataclass(frozen=True, slots=True)
class Holder:
    """With such a field within."""

    loose: tuple[Loose, ...]


@pytest.mark.parametrize("value", [Loose(1), Holder(()), "x"])
def test_a_field_of_no_kind_is_none(value: Any) -> None:
    with pytest.raises(Unbounded):
        fitted(value)
