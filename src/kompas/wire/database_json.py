"""Frozen values to and from JSON as the database keeps it: strictly, each field and no other."""

from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

T = TypeVar("T")


class Faults(tuple[str, ...]):
    """Which fields cannot be read, and why; never what stands in them: it would go to a log."""

    __slots__ = ()


def as_json(value: object) -> bytes | None:
    """A value as UTF-8 JSON; None for one that could not be read back to the same.

    That is: infinite numbers, text that is not Unicode, values without a form.
    """
    adapter = _adapter(type(value))
    try:
        payload = adapter.dump_json([value])
        readable = adapter.validate_json(payload) == [value]
    except (PydanticSerializationError, ValidationError):
        return None
    return payload[1:-1] if readable else None


def from_json(cls: type[T], payload: str) -> T | Faults:
    """The value that was stored, or what cannot be read of it."""
    try:
        found: T = _adapter(cls).validate_json(f"[{payload}]")[0]
    except ValidationError as error:
        return Faults(
            f"{'.'.join(map(str, e['loc'][1:])) or '$'} ({e['type']})"
            for e in error.errors(include_url=False, include_input=False, include_context=False)
        )
    return found


_ADAPTERS: dict[type, TypeAdapter[list[Any]]] = {}


def _adapter(cls: type) -> TypeAdapter[list[Any]]:
    """Of a list of one: pydantic lets strictness reach plain dataclasses only from outside."""
    if cls not in _ADAPTERS:
        _ADAPTERS[cls] = TypeAdapter(list[cls], config=ConfigDict(extra="forbid"))  # type: ignore[valid-type]
    return _ADAPTERS[cls]
