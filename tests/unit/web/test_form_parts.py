"""A form of forms: what is filled in is JSON of its shape, and a fault in that finds its field."""

from typing import Any, ClassVar

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from kompas import inputs
from kompas.web.fields import Day, Line, TickedOf, YesOrNo
from kompas.web.form_parts import MOST_ROWS, FieldFault, PartForm, anchor, rows_of


class ToolForm(PartForm):
    """A tool in a shed."""

    least: ClassVar = {"name": ""}
    numbered = "Redskab {n}"
    code = Line("", kind=inputs.CODE_OR_BLANK, required=False)
    name = Line("Navn", required=False, error_messages={"required": "Skriv navnet."})
    bought_on = Day("Købt", required=False)


class ShedForm(PartForm):
    """A shed with tools, and who has the key."""

    is_locked = YesOrNo("Er det låst?", unsaid="Ved ikke")
    paints = TickedOf("Maling")

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.add("key", KeyForm(data, prefix="key"))
        self.add("tools", rows_of(ToolForm, data, "tools"))


class KeyForm(PartForm):
    """Who has the key."""

    holder = Line("Hvem har nøglen?", required=False)


def shed(**typed: Any) -> ShedForm:
    """A shed as it was typed; `__` stands for `-`."""
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return ShedForm(data)


TWO = {"tools__TOTAL_FORMS": "2", "tools__0__name": "Spade", "tools__1__bought_on": "2026-06-01"}


def test_what_is_typed_is_json_of_the_forms_shape() -> None:
    form = shed(**TWO, is_locked="no", key__holder="Ida", paints=["rød", "blå", "rød"])
    assert form.json() == {
        "is_locked": False,
        "paints": ["rød", "blå"],
        "key": {"holder": "Ida"},
        "tools": [{"name": "Spade"}, {"name": "", "bought_on": "2026-06-01"}],
    }
    assert form.is_read


def test_nothing_typed_says_nothing() -> None:
    assert shed().json() == {}


def test_what_cannot_be_read_is_told_with_the_row_and_left_out() -> None:
    form = shed(**{**TWO, "tools__1__bought_on": "i går"})
    assert form.json()["tools"] == [{"name": "Spade"}, {"name": ""}]
    (fault,) = form.faults()
    assert (fault.anchor, fault.label) == ("f-tools-1-bought_on", "Redskab 2, Købt")
    assert "ikke en dato" in fault.text
    assert not form.is_read


def test_a_fault_of_the_json_is_told_at_its_field_once() -> None:
    form = shed(**{**TWO, "tools__1__bought_on": "i går"})
    form.tell(("tools", 0, "name"), "Spaden er væk.")
    form.tell(("tools", 1, "name"), "Sådan et findes ikke.")
    form.tell(("tools", 1, "bought_on"), "Det er sagt før.")
    told = {one.anchor: one.text for one in form.faults()}
    assert told["f-tools-0-name"] == "Spaden er væk."
    # Where nothing stands the field itself says what to write.
    assert told["f-tools-1-name"] == "Skriv navnet."
    assert "sagt før" not in told["f-tools-1-bought_on"]


@pytest.mark.parametrize(
    "place", [(), ("loft",), ("tools",), ("tools", 7, "name"), ("tools", "x"), ("key", "x", 1)]
)
def test_what_has_no_field_is_told_of_the_whole(place: tuple[str | int, ...]) -> None:
    form = shed(**TWO)
    form.tell(place, "Taget er utæt.")
    assert list(form.faults()) == [FieldFault("f-top", "", "Taget er utæt.")]


def test_a_part_is_told_at_its_first_field() -> None:
    form = shed()
    form.tell(("key",), "Nøglen mangler.")
    assert [one.anchor for one in form.faults()] == ["f-key-holder"]
    described = shed(**TWO).described(("tools", 0), "Rust.")
    assert (described.anchor, described.label) == ("f-tools-0-code", "Redskab 1")


@pytest.mark.parametrize("count", ["-1", "x", "", "1e9", "99999999999999999999"])
def test_a_number_of_rows_that_is_none_is_no_error(count: str) -> None:
    form = shed(tools__TOTAL_FORMS=count, tools__0__name="Spade")
    assert len(form.json().get("tools", [])) <= MOST_ROWS
    assert form.at(("tools",)) is form.parts["tools"]


def test_it_knows_the_names_of_its_fields_and_no_others() -> None:
    names = list(shed(**TWO).names())
    assert len(set(names)) == len(names)
    assert {"key-holder", "tools-1-name", "tools-TOTAL_FORMS", "paints"} <= set(names)
    assert not {"tools-2-name", "key", "tools"} & set(names)


@given(st.lists(st.text("abc", min_size=1, max_size=3), max_size=4))
def test_each_place_of_the_json_has_its_field(names: list[str]) -> None:
    typed = {f"tools__{n}__name": name for n, name in enumerate(names)}
    form = shed(tools__TOTAL_FORMS=str(len(names)), **typed)
    for n, name in enumerate(names):
        place = ("tools", n, "name")
        found = form.field_at(place)
        assert found is not None
        assert (found.value(), found.auto_id) == (name, anchor(place))
