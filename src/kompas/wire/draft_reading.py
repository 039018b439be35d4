"""A decision as it is being written: the JSON of a draft, read strictly, with faults by place.

The form is that of DECISION.json without what is taken from the case (`FROM_CASE`).
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kompas.casework import Decision
from kompas.inputs.fitting import fitted
from kompas.norms import Library
from kompas.wire.commands import FROM_CASE
from kompas.wire.draft import DraftModel, word_faults
from kompas.wire.json_paths import fields_at
from kompas.wire.reading import fault_text, place_text

Place = tuple[str | int, ...]
"""Where in a draft something stands: `("grounds", 0, "text")`."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be read of a draft: where, and what is wrong there in words."""

    place: Place
    text: str


class FaultyDraft(ValueError):  # noqa: N818 - what it is, in the words of the screen
    """The draft cannot be read as a decision; `faults` says all that is wrong."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{place_text(f.place)}: {f.text}" for f in self.faults))


def read_written(values: Mapping[str, Any], library: Library) -> Decision:
    """The decision that a draft holds. Raises FaultyDraft with every fault."""
    try:
        decision = DraftModel.model_validate_json(json.dumps({"decision": values})).decision
    except ValidationError as error:
        errors = error.errors(include_url=False)
        raise FaultyDraft(dict.fromkeys(map(_of_form, errors))) from None
    decision, unfit = fitted(decision)
    if unfit:
        raise FaultyDraft(Fault(one.place, one.text) for one in unfit)
    if faults := [_of_words(one) for one in word_faults(decision, library, coded=False)]:
        raise FaultyDraft(faults)
    return decision


def as_written(decision: Decision) -> dict[str, Any]:
    """The draft that gives a decision again; what the case holds and what is empty is left out."""
    facilities = tuple(replace(one, offer=None) for one in decision.facilities)
    values = json.loads(_adapter().dump_json(replace(decision, facilities=facilities)))
    return {
        name: value
        for name, value in values.items()
        if name not in FROM_CASE and value not in (None, [], {})
    }


@cache
def _adapter() -> TypeAdapter[Decision]:
    return TypeAdapter(Decision)


def _of_form(error: Mapping[str, Any]) -> Fault:
    place = tuple(error["loc"][1:])
    text = fault_text({**error, "loc": place}, fields_at(Decision, place[:-1]))
    return Fault(place, text.removeprefix(f"{place_text(place)}: "))


def _of_words(text: str) -> Fault:
    """A fault that is told as `place: what`."""
    where, _colon, what = text.partition(": ")
    return Fault(place_of(where), what)


_PART = re.compile(r"\[(\d+)\]|[^.\[\]]+")


def place_of(text: str) -> Place:
    """The place that `grounds[0].text` names."""
    return tuple(int(part[1]) if part[1] is not None else part[0] for part in _PART.finditer(text))
