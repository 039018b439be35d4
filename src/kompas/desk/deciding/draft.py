"""The draft of a decision: kept as it was typed, by the names of the fields (`grounds-0-text`).

Nothing is read here: what is no date stays as it stands until it is mended. A decision in JSON is
typed into the fields by `of_values`: one that is to be mended, and drafts from before, which were
kept in that form.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from kompas.desk.deciding.form import AMOUNTS, OF_THE_CASE
from kompas.desk.form_drafts import kept_text
from kompas.desk.submission import DAYS_CONFIRMED, SEQ
from kompas.web.form_parts import MOST_ROWS, count_name
from kompas.web.parameters import as_number

DRAFT = "decision"
"""The name of the draft in which a decision is being written."""
ASIDE = "aside"
"""The key under which a draft keeps the one that it took the place of unseen: two windows."""
ROWS = ("grounds", "facilities", "costs")
_BUTTONS = frozenset({"do", SEQ, DAYS_CONFIRMED, "in_spite", "new_ground", "phrase", "phrase_into"})
"""What the form brings beside the decision."""
_NOW_CALLED = {"extent": "granted", "extent_before": "granted_before", "offers": "facilities"}
"""What parts of older drafts are called now."""
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
_OERE_PER_KRONE = 100


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """What was typed, and what another window typed that it took the place of."""

    typed: QueryDict
    aside: Mapping[str, Any] | None = None

    def text(self) -> dict[str, Any]:
        """As it is stored."""
        return self.said() | ({} if self.aside is None else {ASIDE: dict(self.aside)})

    def typed_over(self, data: QueryDict, *, seen: bool) -> "DecisionDraft":
        """With what a form brought. What it did not see (`seen` is False) is kept aside."""
        after = replace(self, typed=_of_text(kept_text(data, _BUTTONS)))
        before = self.said()
        if seen or not before or after.said() == before:
            return after
        return replace(after, aside=before)

    def swapped(self) -> "DecisionDraft":
        """The one that was kept aside, with this one aside instead; unchanged where none is."""
        if self.aside is None:
            return self
        return replace(opened(self.aside), aside=self.said())

    def without_aside(self) -> "DecisionDraft":
        """Without the one that was kept aside."""
        return replace(self, aside=None)

    def without(self, names: Iterator[str]) -> "DecisionDraft":
        """Without what stands under these names."""
        gone = set(names)
        return self._with({key: vs for key, vs in self.typed.lists() if key not in gone})

    def with_values(self, values: Mapping[str, Any]) -> "DecisionDraft":
        """With some parts of a decision typed in."""
        return self._with(dict(self.typed.lists()) | dict(of_values(values).typed.lists()))

    def with_row(self, rows: str, values: Mapping[str, str]) -> "DecisionDraft":
        """With one more row, begun with some of its fields; unchanged where there is no room."""
        number = self.count(rows)
        if number >= MOST_ROWS:
            return self
        text = dict(self.typed.lists()) | {count_name(rows): [str(number + 1)]}
        return self._with(text | {f"{rows}-{number}-{name}": [v] for name, v in values.items()})

    def without_row(self, rows: str, number: int) -> "DecisionDraft":
        """Without a row; those behind it move up. Unchanged where there is none."""
        count = self.count(rows)
        if number >= count:
            return self
        renamed = ((_moved_up(key, rows, number), values) for key, values in self.typed.lists())
        text = {key: values for key, values in renamed if key is not None}
        return self._with(text | {count_name(rows): [str(count - 1)]})

    def count(self, rows: str) -> int:
        """How many rows there are."""
        return min(as_number(self.typed.get(count_name(rows)) or "") or 0, MOST_ROWS)

    def said(self) -> dict[str, list[str]]:
        """What stands in the fields that are not empty."""
        text = kept_text(self.typed)
        return {name: said for name, values in text.items() if (said := [*filter(None, values)])}

    def _with(self, text: Mapping[str, list[str]]) -> "DecisionDraft":
        return replace(self, typed=_of_text(text))


def opened(text: Mapping[str, Any]) -> DecisionDraft:
    """A draft as it was stored. Nothing of it is lost: what no field has keeps its name."""
    aside = text.get(ASIDE)
    draft = of_values({name: value for name, value in text.items() if name != ASIDE})
    if isinstance(aside, Mapping):
        return replace(draft, aside=aside or None)
    return draft if aside is None else draft.with_values({f"unreadable-{ASIDE}": aside})


def of_values(values: Mapping[str, Any]) -> DecisionDraft:
    """A decision in JSON as one would have typed it, without what the case says."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        if name in OF_THE_CASE:
            continue
        _type(data, f"unreadable-{name}" if name in _BUTTONS else _now_called(name), value)
    return DecisionDraft(data)


def _now_called(name: str) -> str:
    """A part, or a field of one as it was typed, by the name that the part has now."""
    part, dash, field = name.partition("-")
    return f"{_NOW_CALLED.get(part, part)}{dash}{field}"


def _type(data: QueryDict, name: str, value: Any) -> None:
    if isinstance(value, Mapping):
        for part, inner in value.items():
            _type(data, f"{name}-{part}", inner)
    elif isinstance(value, list) and any(isinstance(one, dict | list) for one in value):
        if name in ROWS:
            data[count_name(name)] = str(len(value))
        for number, inner in enumerate(value):
            _type(data, f"{name}-{number}", inner)
    elif isinstance(value, list):  # as a form brings it, or several of one kind
        for one in value:
            data.appendlist(name, one if isinstance(one, str) else _shown(name, one))
    elif value not in (None, ""):
        data.appendlist(name, _shown(name, value))


def _shown(name: str, value: Any) -> str:
    """A value as one types it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and name.endswith("amount_oere"):
        kroner, oere = divmod(value, _OERE_PER_KRONE)
        return f"{kroner},{oere:02d}"
    text = "" if value is None else str(value)
    if name.partition("-")[0] in AMOUNTS and _DECIMAL.fullmatch(text):
        return text.rstrip("0").rstrip(".").replace(".", ",")
    return text


def _of_text(text: Mapping[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in text.items():
        data.setlist(name, values)
    return data


def _moved_up(name: str, rows: str, gone: int) -> str | None:
    """The name that a field has when a row before it is gone; None for one of that row."""
    found = re.match(rf"{rows}-([0-9]{{1,9}})-", name)
    number = int(found[1]) if found else -1
    if found is None or number < gone:
        return name
    return None if number == gone else f"{rows}-{number - 1}-{name[found.end() :]}"
