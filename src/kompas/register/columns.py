"""The columns of a table are the fields of a dataclass: named once, there.

What is written, read, handed over as JSON, copied and compared follows from the fields. The table
itself is a model with its migration (`kompas.register.models`); a test holds the two together.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields
from datetime import date
from types import UnionType
from typing import Any, Generic, TypeVar, get_args, get_type_hints
from uuid import UUID

T = TypeVar("T")
_KINDS: Mapping[object, str] = {
    UUID: "uuid", str: "text", date: "date", bool: "bool", int: "int4", tuple[str, ...]: "text[]",
}  # fmt: skip
"""What PostgreSQL calls the types that a field may have."""


class Columns(Generic[T]):
    """The columns that hold the fields of a dataclass, in their order.

    `kinds` are PostgreSQL's types by column; `optional` the columns that may be empty. The fields
    `but` some are held as they are; `made` are columns of text that come after them, each made from
    the whole. Raises KeyError for a field of a type that no column has.
    """

    def __init__(
        self,
        of: type[T],
        *,
        but: Collection[str] = (),
        made: Mapping[str, Callable[[T], str]] | None = None,
    ) -> None:
        hints = get_type_hints(of)
        self._of, self._made = of, {**(made or {})}
        self._fields = tuple(one.name for one in fields(of) if one.name not in but)  # type: ignore[arg-type]
        as_they_are = {name: _KINDS[_of_some(hints[name])] for name in self._fields}
        self.kinds: Mapping[str, str] = {**as_they_are, **dict.fromkeys(self._made, "text")}
        self.optional = frozenset(n for n in self._fields if _of_some(hints[n]) != hints[n])

    def __len__(self) -> int:
        return len(self.kinds)

    def of_table(self, name: str) -> str:
        """As a query names them of a table: `s.case_id, s.status`."""
        return ", ".join(f"{name}.{column}" for column in self.kinds)

    def values(self, one: T) -> tuple[Any, ...]:
        """A row as it is stored, in the order of the columns."""
        as_they_are = (getattr(one, name) for name in self._fields)
        plain = (list(value) if isinstance(value, tuple) else value for value in as_they_are)
        return (*plain, *(make(one) for make in self._made.values()))

    def read(self, row: Sequence[Any]) -> T:
        """What a row says that begins with the columns; those that follow are left."""
        given = zip(self._fields, row, strict=False)
        return self._of(
            **{name: tuple(value) if isinstance(value, list) else value for name, value in given}
        )


def _of_some(hint: object) -> object:
    """The type of a value that may be None, where it is not."""
    return next((one for one in get_args(hint) if isinstance(hint, UnionType)), hint)
