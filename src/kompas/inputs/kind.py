"""What every kind of input has: one reading of what was typed, or a refusal in words."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

V = TypeVar("V")


class Unfit(ValueError):  # noqa: N818 - what it is, in the words of the screen
    """What was typed cannot be taken: `what` is wrong with it, and the `remedy`."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"{what} {remedy}")


class Kind(Generic[V]):
    """A kind of input, with its bounds and its normal form.

    It stands in the annotation of each field that comes in from outside (`kompas.inputs`), and the
    fields of forms, queries and options read by it too.
    """

    __slots__ = ()

    def read(self, typed: Any) -> V:
        """The value of what was typed, as text or as a value already. Raises Unfit."""
        raise NotImplementedError

    def schema(self) -> dict[str, Any]:
        """The bounds as JSON Schema says them."""
        return {}

    def __get_pydantic_json_schema__(
        self, core: Any, handler: Callable[[Any], dict[str, Any]]
    ) -> dict[str, Any]:
        """How a library that describes annotated types asks for the bounds."""
        return {**handler(core), **self.schema()}
