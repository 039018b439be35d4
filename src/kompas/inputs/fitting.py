"""A whole value in its normal form: each field by the kind in its annotation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from kompas.inputs import CODE
from kompas.inputs.kind import Kind, Unfit
from kompas.limits import LONGEST_SHOWN, LONGEST_WHOLE, MOST_ITEMS
from kompas.words import _

Place = tuple[str | int, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fault:
    """Where something cannot be taken (`("grounds", 0, "text")`), what, and what to do about it."""

    place: Place
    what: str
    remedy: str

    @property
    def text(self) -> str:
        """What is wrong and what to do, without the place."""
        return f"{self.what} {self.remedy}"


class Unbounded(TypeError):  # noqa: N818 - what the field is
    """A field that comes in from outside has no kind of `kompas.inputs`."""


class _Found:
    """What is found on the way through a value: its faults, and its texts by their places."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.texts: list[tuple[Place, int]] = []

    def read(self, kind: Kind[Any], value: Any, place: Place) -> Any:
        """The value by its kind; as it was where it is at fault."""
        try:
            read = kind.read(value)
        except Unfit as unfit:
            self.faults.append(Fault(place, unfit.what, unfit.remedy))
            return value
        if isinstance(read, str):
            self.texts.append((place, len(read)))
        return read


Fit = Callable[[Any, Place, _Found], Any]


def fitted(value: T) -> tuple[T, tuple[Fault, ...]]:
    """A dataclass with each field in its normal form, and what cannot be taken of it.

    Raises Unbounded for a class with a field of no kind.
    """
    found = _Found()
    fit = fits(type(value))(value, (), found)
    return fit, tuple(found.faults) or _too_much(found.texts)


def _too_much(texts: list[tuple[Place, int]]) -> tuple[Fault, ...]:
    """The longest texts of a value that is too long as a whole: so many that the rest is not."""
    total = left = sum(length for _place, length in texts)
    what = _("Teksterne er tilsammen på {length} tegn, og der er plads til {most}.").format(
        length=total, most=LONGEST_WHOLE
    )
    remedy = _("Forkort de længste, som denne er en af, eller læg noget på sagen som bilag.")
    found: list[Fault] = []
    for place, length in sorted(texts, key=lambda one: -one[1]):
        if left <= LONGEST_WHOLE:
            break
        left -= length
        found.append(Fault(place, what, remedy))
    return tuple(found)


# ---------------------------------------------------------------- by annotation


_FITS: dict[type, Fit] = {}


def fits(cls: type) -> Fit:
    """How each field of a class is fitted; worked out once. Raises Unbounded."""
    if cls not in _FITS:
        _FITS[cls] = _made(cls)
    return _FITS[cls]


def _made(cls: type) -> Fit:
    if not is_dataclass(cls):
        raise Unbounded(cls.__name__)
    hints = get_type_hints(cls, include_extras=True)
    parts = {
        one.name: _of_hint(hints[one.name], f"{cls.__name__}.{one.name}") for one in fields(cls)
    }

    def fit(value: Any, place: Place, found: _Found) -> Any:
        if not isinstance(value, cls):
            return _wrong(value, place, found)
        now = {
            name: one(getattr(value, name), (*place, name), found) for name, one in parts.items()
        }
        changed = {name: new for name, new in now.items() if new is not getattr(value, name)}
        return replace(value, **changed) if changed else value

    return fit


def _of_hint(hint: Any, named: str) -> Fit:
    """How a value of an annotated type is fitted. Raises Unbounded for a type without a kind."""
    if isinstance(hint, type) and get_origin(hint) is None:
        return _of_class(hint, named)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated and (kinds := [one for one in inner[1:] if isinstance(one, Kind)]):
        return _of_kind(kinds[0])
    if origin in (Union, UnionType) and len(inner) == 2 and NoneType in inner:
        return _or_none(_of_hint(next(one for one in inner if one is not NoneType), named))
    if origin is tuple and inner[1:] == (Ellipsis,):
        return _each(_of_hint(inner[0], named))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _by_name(_of_hint(inner[1], named))
    raise Unbounded(named)


def _of_class(cls: type, named: str) -> Fit:
    """How an object is fitted: a whole of its own, or something that has its bounds by itself."""
    if is_dataclass(cls):
        return fits(cls)
    if issubclass(cls, Enum) or cls in (bool, UUID):
        return _only(cls)
    if cls.__module__.startswith("kompas.") and cls.__subclasses__():
        return _of_its_own(cls)
    raise Unbounded(named)


def _of_its_own(base: type) -> Fit:
    """One of several classes: fitted by its own."""

    def fit(value: Any, place: Place, found: _Found) -> Any:
        known = isinstance(value, base)
        return fits(type(value))(value, place, found) if known else _wrong(value, place, found)

    return fit


def _of_kind(kind: Kind[Any]) -> Fit:
    return lambda value, place, found: found.read(kind, value, place)


def _only(cls: type) -> Fit:
    def fit(value: Any, place: Place, found: _Found) -> Any:
        return value if isinstance(value, cls) else _wrong(value, place, found)

    return fit


def _or_none(inner: Fit) -> Fit:
    """A part that may be missing; a text that says nothing is none."""

    def fit(value: Any, place: Place, found: _Found) -> Any:
        missing = value is None or (isinstance(value, str) and not value.strip())
        return None if missing else inner(value, place, found)

    return fit


def _each(inner: Fit) -> Fit:
    def fit(value: Any, place: Place, found: _Found) -> Any:
        if not isinstance(value, tuple) or not _few(value, place, found):
            return value if isinstance(value, tuple) else _wrong(value, place, found)
        now = tuple(inner(one, (*place, number), found) for number, one in enumerate(value))
        return value if all(map(_is, now, value)) else now

    return fit


def _by_name(inner: Fit) -> Fit:
    def fit(value: Any, place: Place, found: _Found) -> Any:
        if not isinstance(value, Mapping) or not _few(value, place, found):
            return value if isinstance(value, Mapping) else _wrong(value, place, found)
        named = ((str(name)[:LONGEST_SHOWN], name, one) for name, one in value.items())
        now = {
            found.read(CODE, name, (*place, shown)): inner(one, (*place, shown), found)
            for shown, name, one in named
        }
        return value if all(value.get(name) is one for name, one in now.items()) else now

    return fit


def _is(one: Any, other: Any) -> bool:
    return one is other


def _few(value: Any, place: Place, found: _Found) -> bool:
    if len(value) <= MOST_ITEMS:
        return True
    what = _("Der er {count} på listen, og der er plads til {most}.")
    told = what.format(count=len(value), most=MOST_ITEMS)
    found.faults.append(Fault(place, told, _("Slet nogle af dem.")))
    return False


def _wrong(value: Any, place: Place, found: _Found) -> Any:
    told = _("Her står noget af en anden slags.")
    found.faults.append(Fault(place, told, _("Ret det efter formatet: kompas schema command.")))
    return value
