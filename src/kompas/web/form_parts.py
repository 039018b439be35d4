"""Forms with parts: forms, and rows of forms, whose fields stand under the name of their part.

The fields of a whole are named by their place in it: `grounds-0-text` is the text of its first
ground. What is filled in becomes JSON of that shape, and what somebody else finds wrong at a place
in the JSON is told at the field.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, cast

from django import forms
from django.forms.boundfield import BoundField
from django.forms.formsets import TOTAL_FORM_COUNT, BaseFormSet
from django.http import QueryDict

from kompas.words import _

Place = tuple[str | int, ...]
"""Where in a whole something stands: `("grounds", 0, "text")`."""


def anchor(place: Sequence[str | int]) -> str:
    """The id of what shows a place on the page: `f-grounds-0-text`."""
    return "f-" + "-".join(map(str, place))


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with a field: where it stands, what it is called, and the fault in words.

    `label` is empty for what is in no field.
    """

    anchor: str
    label: str
    text: str


class PartForm(forms.Form):
    """A form that may have parts. It is always filled in: by what was typed, or by a draft.

    `least` is what JSON must have of the form as soon as it says anything. `numbered` is what one
    row of several is called (`Grund {n}`), before the names of its fields.
    """

    least: ClassVar[Mapping[str, Any]] = {}
    numbered: ClassVar[str] = ""
    number: int = 0
    above: "PartForm | None" = None

    def __init__(self, data: QueryDict, *, prefix: str | None = None, **options: Any) -> None:
        super().__init__(data, prefix=prefix, **{**options, "auto_id": "f-%s", "label_suffix": ""})
        self.typed = data
        self.parts: dict[str, PartForm | Rows] = {}

    def json(self) -> dict[str, Any]:
        """What can be read of it, without what is empty."""
        said = {name: plain(value) for name, value in self.readable().items()}
        said |= {name: part.json() for name, part in self.parts.items()}
        said = {name: value for name, value in said.items() if not is_empty(value)}
        return {**self.least, **said} if said else {}

    def readable(self) -> Mapping[str, Any]:
        """The values of the fields that can be read, by the name of each."""
        self.is_valid()  # reads the fields
        return self.cleaned_data

    def at(self, place: Sequence[str | int]) -> "Shown":
        """What shows a place of the JSON; the nearest around it where it has no field itself."""
        if not place:
            return self
        first, *rest = place
        if first in self.parts:
            return self.parts[str(first)].at(rest)
        return self[str(first)] if first in self.fields else None

    def tell(self, place: Sequence[str | int], text: str) -> None:
        """Add what is wrong at a place, unless something is told there already; where nothing
        stands, the field says what to write. What has no field is told of the whole.
        """
        found = self.field_at(place)
        if found is None:
            self.add_error(None, text)
        elif not found.errors:
            found.form.add_error(found.name, _told(found, text))

    def field_at(self, place: Sequence[str | int]) -> BoundField | None:
        """The field of a place; of a part its first."""
        found = self.at(place)
        if isinstance(found, PartForm) and found is not self and found.fields:
            return found[next(iter(found.fields))]
        return found if isinstance(found, BoundField) else None

    def described(self, place: Sequence[str | int], text: str) -> FieldFault:
        """What somebody found wrong at a place, as it would be told at its field."""
        found = self.field_at(place)
        if found is None:
            return FieldFault(self.anchor, self.called, text)
        return cast("PartForm", found.form).fault_of(found, _told(found, text))

    def fault_of(self, bound: BoundField, text: str) -> FieldFault:
        """A fault of one of its own fields; what is hidden stands with the form."""
        own = "" if bound.is_hidden else _(str(bound.label))
        label = ", ".join(filter(None, (self.called, own)))
        return FieldFault(self.anchor if bound.is_hidden else bound.auto_id, label, text)

    def faults(self) -> Iterator[FieldFault]:
        """Everything that is wrong, in the order of the fields."""
        for text in self.non_field_errors():
            yield FieldFault(self.anchor, self.called, str(text))
        for bound in self:
            yield from (self.fault_of(bound, str(text)) for text in bound.errors)
        for part in self.parts.values():
            yield from part.faults()

    @property
    def is_read(self) -> bool:
        """Whether all that was typed can be read."""
        return next(self.faults(), None) is None

    def add(self, name: str, part: "PartForm | Rows") -> None:
        """Let it have a part, after those that it has."""
        part.above = self
        self.parts[name] = part

    @property
    def called(self) -> str:
        """What stands before the names of its fields: `Grund 1`; empty where it is the only one."""
        own = _(self.numbered).format(n=self.number + 1) if self.numbered else ""
        return ", ".join(filter(None, (self.above.called if self.above else "", own)))

    def names(self) -> Iterator[str]:
        """The names that its fields have on the page."""
        yield from (bound.html_name for bound in self)
        for part in self.parts.values():
            yield from part.names()

    @property
    def anchor(self) -> str:
        """The id of the form as a whole on the page."""
        return anchor(self.prefix.split("-") if self.prefix else ("top",))


class Rows(BaseFormSet):  # type: ignore[type-arg] # generic in its stubs alone
    """Forms of one kind below each other, numbered; they come and go by buttons."""

    above: PartForm | None = None

    def initial_form_count(self) -> int:
        """All: one that is left empty is none that may be left out."""
        return int(self.total_form_count())

    def add_fields(self, form: Any, index: int | None) -> None:
        """Tell each form its number, and what it is a part of."""
        super().add_fields(form, index)
        form.number, form.above = index or 0, self.above

    def json(self) -> list[dict[str, Any]]:
        """Each form's, so that they keep their numbers."""
        return [{**form.least, **form.json()} for form in self.forms]

    def at(self, place: Sequence[str | int]) -> "Shown":
        """As of a form; the first of the place is a number."""
        if not place:
            return self
        number, *rest = place
        if isinstance(number, int) and number < len(self.forms):
            found: Shown = self.forms[number].at(rest)
            return found
        return None

    def faults(self) -> Iterator[FieldFault]:
        """Everything that is wrong with any of them."""
        for form in self.forms:
            yield from form.faults()

    def names(self) -> Iterator[str]:
        """The names that the fields have on the page, that of their number too."""
        yield self.count_name
        for form in self.forms:
            yield from form.names()

    @property
    def count_name(self) -> str:
        """The name of the field that says how many there are."""
        return count_name(str(self.prefix))

    @property
    def anchor(self) -> str:
        """The id of all of them on the page."""
        return anchor((str(self.prefix),))


Shown = BoundField | PartForm | Rows | None
"""What shows a place: a field, a part, rows; None where nothing does."""

MOST_ROWS = 50


def rows_of(form: type[PartForm], data: QueryDict, name: str, **given: Any) -> Rows:
    """The rows of a form that were typed under a name; `given` goes to each."""
    rows = forms.formset_factory(form, Rows, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
    return cast("Rows", rows(data, prefix=name, form_kwargs=given))


def count_name(rows: str) -> str:
    """The name of the field that says how many rows there are."""
    return f"{rows}-{TOTAL_FORM_COUNT}"


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return list(value) if isinstance(value, tuple) else value


def is_empty(value: Any) -> bool:
    """Whether a value says nothing."""
    return value is None or value in ("", [], {})


def _told(bound: BoundField, text: str) -> str:
    missing = bound.field.error_messages.get("required")
    return str(missing) if missing and is_empty(bound.value()) else text
