"""By what a case is found: all words that stand in it, made from the case and its record.

From the record as it is told (`kompas.casework.redaction`): what was withdrawn finds nothing, and
neither does what was recorded on the wrong citizen, nor what repeats that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from types import NoneType, UnionType
from typing import Annotated, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from kompas import inputs
from kompas.casework.case import Case
from kompas.casework.record import Event, NotTold, Recorded
from kompas.casework.redaction import told
from kompas.casework.search_words import words_of
from kompas.casework.steps.fact import FactNoted
from kompas.inputs.kind import Kind
from kompas.limits import LONGEST_SEARCH_TEXT, LONGEST_SEARCH_TITLES


@dataclass(frozen=True, slots=True)
class Findable:
    """The row of a case for search. Its fields are the columns of `case_search`.

    `name` is the citizen's, `called` its words; `titles` are words of the titles of papers, `words`
    of all that is said. `marks` are no words: the unit, with whether the case is open, and what is
    known as facts.
    """

    case_id: UUID
    name: str
    called: str
    titles: str
    words: str
    marks: tuple[str, ...]


def findable(case: Case, entries: Sequence[Recorded]) -> Findable:
    """The row of a case for search; `entries` are all of its record, as it was recorded."""
    name = case.citizen.name if case.citizen else ""
    stand = standing(case, entries)
    texts = [one for entry in (*stand[:1], *reversed(stand[1:])) for one in texts_of(entry.event)]
    titles = " ".join(text for text, is_title in texts if is_title)
    said = " ".join((case.case_number, *(text for text, _is_title in texts)))
    return Findable(
        case_id=case.case_id,
        name=name,
        called=called(name),
        titles=_distinct(titles[:LONGEST_SEARCH_TITLES]),
        words=_distinct(said[:LONGEST_SEARCH_TEXT]),
        marks=tuple(dict.fromkeys((*_of_unit(case), *_of_facts(stand)))),
    )


def standing(case: Case, entries: Sequence[Recorded]) -> list[Recorded]:
    """The entries that tell something and were not withdrawn, as everybody reads them."""
    gone = {*case.withdrawn}
    readable = (entry for entry in told(entries) if not isinstance(entry.event, NotTold))
    return [entry for entry in readable if entry.seq not in gone]


def called(name: str) -> str:
    """The words of a name, by which it is found."""
    return _distinct(name)


def unit_mark(unit: str, *, is_open: bool) -> str:
    """The mark of the cases of a unit that are open, or that are closed."""
    return f"{'+' if is_open else '-'}{unit}"


def fact_mark(name: str, value: object = None) -> str:
    """The mark of the cases in which a fact is known, or has a value."""
    return f"={name}" if value is None else f"={name}={value}"


LONGEST_WORD = 100
"""Characters of a word by which a case is found: longer ones are cut."""


def _distinct(text: str) -> str:
    return " ".join(dict.fromkeys(word[:LONGEST_WORD] for word in words_of(text)))


def _of_unit(case: Case) -> Iterator[str]:
    if case.unit:
        yield unit_mark(case.unit, is_open=case.closed_on is None)


def _of_facts(entries: Iterable[Recorded]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry.event, FactNoted):
            yield fact_mark(entry.event.name)
            if isinstance(entry.event.value, str):
                yield fact_mark(entry.event.name, entry.event.value)


# ---------------------------------------------------------------- the texts of an event

Text = tuple[str, bool]
"""What is said, and whether it is the title of a paper."""
Reader = Callable[[object], Iterator[Text]]
_TEXTS = (
    inputs.LONG_TEXT,
    inputs.LONG_OR_BLANK,
    inputs.REASON,
    inputs.LETTER_TEXT,
    inputs.LETTER_OR_BLANK,
    inputs.SHORT_TEXT,
    inputs.SHORT_OR_BLANK,
)
"""The kinds of what people say: no codes, no numbers, nothing that a machine made."""
_TITLE = "title"
_NO_TEXTS = frozenset(
    {
        "address_lines", "complaint_guidance", "contact", "facts", "legal_basis", "not_stated",
        "trace",
    }
)  # fmt: skip
"""Fields that say where somebody lives, or what any case may say."""


def texts_of(event: Event) -> Iterator[Text]:
    """What an event says in words, by the kinds of its fields."""
    return _of_its_own(event)


_READERS: dict[type, Reader] = {}


def _reader(cls: type) -> Reader:
    if cls not in _READERS:
        _READERS[cls] = _made(cls)
    return _READERS[cls]


def _made(cls: type) -> Reader:
    hints = get_type_hints(cls, include_extras=True)
    named = (one.name for one in fields(cls) if one.name not in _NO_TEXTS)
    readers = {name: _of_hint(hints[name], is_title=name == _TITLE) for name in named}
    found = {name: reader for name, reader in readers.items() if reader is not None}

    def read(value: object) -> Iterator[Text]:
        for name, of in found.items():
            yield from of(getattr(value, name))

    return read


def _of_hint(hint: object, *, is_title: bool) -> Reader | None:
    """How the texts of a value of an annotated type are read; None where it can have none."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is None:
        return _of_class(hint)
    if origin is Annotated:
        is_text = any(one is kind for one in inner[1:] for kind in _TEXTS)
        return _own(is_title=is_title) if is_text else None
    if origin in (Union, UnionType):
        several = [one for one in inner if one is not NoneType]
        within = _of_hint(several[0], is_title=is_title) if len(several) == 1 else None
        return within and _each(within, lambda one: () if one is None else (one,))
    if origin is tuple and inner:
        within = _of_hint(inner[0], is_title=is_title)
        return within and _each(within, _several)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        within = _of_hint(inner[1], is_title=is_title)
        return within and _each(within, _values)
    return None


def _of_class(cls: object) -> Reader | None:
    if not isinstance(cls, type) or issubclass(cls, Kind):
        return None
    if is_dataclass(cls) or (cls.__module__.startswith("kompas.") and cls.__subclasses__()):
        return _of_its_own
    return None


def _of_its_own(value: object) -> Iterator[Text]:
    return _reader(type(value))(value) if is_dataclass(value) else iter(())


def _own(*, is_title: bool) -> Reader:
    def read(value: object) -> Iterator[Text]:
        if isinstance(value, str) and value:
            yield value, is_title

    return read


def _several(value: object) -> Iterable[object]:
    return value if isinstance(value, tuple) else ()


def _values(value: object) -> Iterable[object]:
    return tuple(value.values()) if isinstance(value, Mapping) else ()


def _each(within: Reader, parts: Callable[[object], Iterable[object]]) -> Reader:
    def read(value: object) -> Iterator[Text]:
        for one in parts(value):
            yield from within(one)

    return read
