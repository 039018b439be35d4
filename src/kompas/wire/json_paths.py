"""Which fields may stand at a place of a DECISION.json: read off the plain dataclasses."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from types import NoneType
from typing import Any, get_args, get_type_hints


def fields_at(whole: type, path: Iterable[int | str]) -> tuple[str, ...]:
    """The fields of the object at `path` inside `whole`; none where no object stands there."""
    found: Any = whole
    for part in path:
        found = _inside(found, part)
    found = _present(found)
    return tuple(one.name for one in fields(found)) if is_dataclass(found) else ()


def _inside(kind: Any, part: int | str) -> Any:
    """The type of a field, of an item of a list, or of a value of a mapping."""
    kind = _present(kind)
    if is_dataclass(kind):
        return get_type_hints(kind).get(str(part))
    inner = [one for one in get_args(kind) if one is not Ellipsis]
    return inner[-1] if inner else None


def _present(kind: Any) -> Any:
    """`X` of `X | None`."""
    options = get_args(kind)
    return (
        next((one for one in options if one is not NoneType), kind) if NoneType in options else kind
    )
