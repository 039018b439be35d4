"""Events to and from what is stored: a name, a version, and the payload as JSON.

What is written is read for ever. When the fields of an event change, its version rises
(`@event("need_assessed", version=2)`) and a function here brings the older version's values one
version up::

    @upcast("need_assessed", version=1)
    def _(values: dict[str, Any]) -> dict[str, Any]:
        return {**values, "assessed_by": None}
"""

import json
from collections.abc import Callable, MutableMapping
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from kompas.casework.record import Event, name_of, version_of
from kompas.casework.steps import STEPS
from kompas.words import _

Upcast = Callable[[dict[str, Any]], dict[str, Any]]
UPCASTS: MutableMapping[tuple[str, int], Upcast] = {}
"""By name and version: makes the values of that version into those of the next."""


class UnreadableEvent(Exception):  # noqa: N818 - a thing that is met, not a fault of the reader
    """A stored event that this version of Kompas cannot read, or an event that cannot be stored.

    The text names the type and the fields, never what stands in them.
    """


def upcast(name: str, *, version: int) -> Callable[[Upcast], Upcast]:
    """Register how version `version` of an event becomes the next. ValueError when taken."""

    def register(function: Upcast) -> Upcast:
        if (name, version) in UPCASTS:
            raise ValueError(name, version)
        UPCASTS[name, version] = function
        return function

    return register


def encode(event: Event) -> tuple[str, int, bytes]:
    """The event's name, its version, and its payload as UTF-8 JSON.

    It is read back at once, so that nothing is ever recorded that could not be read. Raises
    UnreadableEvent for that: infinite numbers, text that is not Unicode, values without a form.
    """
    name, adapter = name_of(event), _adapter(type(event))
    try:
        payload = adapter.dump_json([event])
        readable = adapter.validate_json(payload) == [event]
    except (PydanticSerializationError, ValidationError):
        readable = False
    if not readable:
        raise UnreadableEvent(
            _("Hændelsen {name} indeholder noget, der ikke kan gemmes.").format(name=name)
        )
    return name, version_of(event), payload[1:-1]


def decode(name: str, version: int, payload: str) -> Event:
    """The event that was stored, also from an older version of Kompas.

    Raises UnreadableEvent for a name or version that is not known, or a payload that does not fit.
    """
    adapter, newest = _newest(name)
    if version != newest:
        payload = _brought_up(name, version, newest, payload)
    try:
        found: Event = adapter.validate_json(f"[{payload}]")[0]
    except ValidationError as error:
        # What stands in the fields is left out: it would go to a log.
        faults = ", ".join(
            f"{'.'.join(map(str, e['loc'][1:])) or '$'} ({e['type']})"
            for e in error.errors(include_url=False, include_input=False, include_context=False)
        )
    else:
        return found
    raise UnreadableEvent(
        _("Hændelsen {name} (version {version}) kan ikke læses: {faults}.").format(
            name=name, version=version, faults=faults
        )
    )


def _brought_up(name: str, version: int, newest: int, payload: str) -> str:
    values = json.loads(payload)
    for older in range(version, newest):
        if (name, older) not in UPCASTS:
            break
        values = UPCASTS[name, older](values)
    else:
        if version < newest:
            return json.dumps(values, ensure_ascii=False)
    raise UnreadableEvent(
        _("Kompas kender ikke version {version} af hændelsen {name}. Opdater Kompas.").format(
            name=name, version=version
        )
    )


# ---------------------------------------------------------------- older versions


@upcast("hearing_answered", version=1)
def _to_no_hearing_in_particular(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "hearing_seq": None}


@upcast("application_received", version=1)
def _without_its_deadline(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "decide_by"}


@upcast("letter_sent", version=1)
def _without_what_follows(values: dict[str, Any]) -> dict[str, Any]:
    follows = ("complaint_until", "follow_up_due")
    return {name: value for name, value in values.items() if name not in follows}


@upcast("decision_taken", version=1)
def _to_no_help_in_particular(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "changes": None}


# ---------------------------------------------------------------- the form

_ADAPTERS: dict[type, TypeAdapter[list[Any]]] = {}


def _adapter(cls: type) -> TypeAdapter[list[Any]]:
    """Of a list of one: pydantic lets strictness reach plain dataclasses only from outside."""
    if cls not in _ADAPTERS:
        _ADAPTERS[cls] = TypeAdapter(list[cls], config=ConfigDict(extra="forbid"))  # type: ignore[valid-type]
    return _ADAPTERS[cls]


def _newest(name: str) -> tuple[TypeAdapter[list[Any]], int]:
    if name not in STEPS:
        raise UnreadableEvent(
            _("Kompas kender ikke hændelsen {name}. Opdater Kompas.").format(name=name)
        )
    cls = STEPS[name].event
    # The record tells the version of a value; an empty one will do.
    return _adapter(cls), version_of(object.__new__(cls))
