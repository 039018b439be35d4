"""Take the fields of a TOML table one by one, gathering what is wrong with them."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from kompas.norms.problems import NormError, Period, Problem, remedy
from kompas.norms.toml_lines import Path, Toml
from kompas.words import _

E = TypeVar("E", bound=StrEnum)
NATIONAL = "national"
NO_MUNICIPALITY = (NATIONAL, "language", "letters", "pages")
OWN_WORDS = "vocabulary.toml"
"""A municipality's own words in one file."""


class Fields:
    """A table of a file. Each `take` removes its key; `close` reports keys that nobody knows.

    Faults go to the shared list `problems`; a taken value is then a harmless stand-in, so that
    one reading of the file finds all its faults.
    """

    def __init__(
        self,
        toml: Toml,
        path: Path,
        problems: list[Problem],
        values: dict[str, Any] | None = None,
    ) -> None:
        self.toml = toml
        self.path = path
        self.problems = problems
        self._rest = dict(_at(toml.data, path) if values is None else values)
        self._asked: dict[str, None] = {}

    def fault(
        self, what: str, remedy: str, key: str | None = None, code: str = "unreadable"
    ) -> None:
        """Report a fault at `key`, or at the table itself."""
        path = self.path if key is None else (*self.path, key)
        line = self.toml.line(path)
        self.problems.append(Problem(self.toml.file, line, what, remedy, code=code))

    def words_file(self, shared: str) -> str:
        """Where who writes this file describes a word: a municipality in its own folder."""
        owner, slash, _rest = self.toml.file.partition("/")
        return f"{owner}/{OWN_WORDS}" if slash and owner not in NO_MUNICIPALITY else shared

    @property
    def line(self) -> int:
        """Where the table begins."""
        return self.toml.line(self.path)

    def take(self, key: str) -> Any:
        """The raw value or None."""
        self._asked[key] = None
        return self._rest.pop(key, None)

    def __contains__(self, key: str) -> bool:
        """Whether the key is there and not yet taken."""
        self._asked[key] = None
        return key in self._rest

    def text(self, key: str) -> str:
        """A text that must be there."""
        value = self.take(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if value is None:
            what = _("Her mangler {key}.")
        elif isinstance(value, str):
            what = _("Her mangler {key}: teksten er tom.")
        else:
            what = _("{key} skal være en tekst i anførselstegn.")
        self.fault(
            what.format(key=f"`{key}`"),
            _('Skriv {key} = "...".').format(key=key),
            None if value is None else key,
        )
        return ""

    def optional_text(self, key: str) -> str | None:
        """A text or None."""
        if key not in self._rest:
            return None
        return self.text(key)

    def flag(self, key: str) -> bool:
        """Whether a field is there and true. Anything but true and false is a fault."""
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.fault(
                _("{key} er hverken true eller false.").format(key=key),
                _("Skriv {key} = true, eller lad feltet være ude.").format(key=key),
                key,
            )
        return value is True

    def word(self, key: str, words: type[E], default: E | None = None) -> E:
        """One of the words of an enumeration."""
        value = self.take(key)
        if value is None and default is not None:
            return default
        try:
            return words(value)
        except ValueError:
            known = ", ".join(f'"{word}"' for word in words)
            self.fault(
                _("{key} er {value}, og det kender Kompas ikke.").format(
                    key=f"`{key}`", value=value
                )
                if value is not None
                else _("Her mangler {key}.").format(key=f"`{key}`"),
                remedy(value, words, _("Skriv en af: {known}.").format(known=known)),
                key,
            )
            return next(iter(words))

    def day(self, key: str) -> date | None:
        """A date or None."""
        value = self.take(key)
        if value is None or (isinstance(value, date) and not hasattr(value, "hour")):
            return value
        self.fault(
            _("{key} er ikke en dato.").format(key=f"`{key}`"),
            _("Skriv den som {key} = 2026-03-01 uden anførselstegn.").format(key=key),
            key,
        )
        return None

    def period(self) -> Period:
        """`valid_from` and `valid_to`, in that order."""
        first, last = self.day("valid_from"), self.day("valid_to")
        if first and last and first > last:
            self.fault(
                _("Reglen slutter, før den begynder."),
                _("Byt om på valid_from og valid_to, eller ret den ene."),
                "valid_to",
            )
        return Period(first, last)

    def texts(self, key: str) -> tuple[str, ...]:
        """A text or a list of texts; empty when absent."""
        value = self.take(key)
        value = [] if value is None else value
        items = value if isinstance(value, list) else [value]
        if all(isinstance(item, str) for item in items):
            return tuple(items)
        self.fault(
            _("{key} skal være en liste af tekster.").format(key=f"`{key}`"),
            _('Skriv {key} = ["...", "..."].').format(key=key),
            key,
        )
        return ()

    def table(self, key: str) -> "Fields":
        """A table within this one; empty when absent."""
        value = self.take(key)
        value = {} if value is None else value
        if not isinstance(value, dict):
            whole = ".".join(str(part) for part in (*self.path, key))
            self.fault(
                _("{key} skal være en tabel.").format(key=f"`{key}`"),
                _("Skriv [{path}] med én klamme om, eller {key} = {{ ... }}.").format(
                    path=whole, key=key
                ),
                key,
            )
            return Fields.empty(self, key)
        return (
            Fields(self.toml, (*self.path, key), self.problems)
            if value
            else Fields.empty(self, key)
        )

    @staticmethod
    def empty(parent: "Fields", key: str) -> "Fields":
        """A table with nothing in it."""
        return Fields(parent.toml, (*parent.path, key), parent.problems, {})

    def tables(self, key: str) -> Iterator["Fields"]:
        """Each table of the array of tables `key`."""
        value = self.take(key)
        value = [] if value is None else value
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            whole = ".".join(str(part) for part in (*self.path, key))
            self.fault(
                _("{key} skal være en række af tabeller.").format(key=f"`{key}`"),
                _("Skriv hver af dem under [[{key}]] med to klammer om.").format(key=whole),
                key,
            )
            return
        for index in range(len(value)):
            yield Fields(self.toml, (*self.path, key, index), self.problems)

    def named(self) -> Iterator[tuple[str, "Fields"]]:
        """Each table of a table of tables, with its name."""
        for key in list(self._rest):
            yield key, self.table(key)

    def lists(self) -> dict[str, tuple[str, ...]]:
        """Take all that is left as lists of texts."""
        return {key: self.texts(key) for key in list(self._rest)}

    def items(self) -> Iterator[tuple[str, Any]]:
        """Take all that is left, key by key."""
        rest, self._rest = self._rest, {}
        yield from rest.items()

    def close(self) -> None:
        """Report the keys that nobody took."""
        for key in self._rest:
            self.fault(
                _("Kompas kender ikke feltet {key} her.").format(key=f"`{key}`"),
                remedy(key, self._asked, self._known_fields()),
                key,
            )

    def _known_fields(self) -> str:
        if not self._asked:
            return _("Ret stavemåden, eller fjern feltet.")
        return _("Ret stavemåden, eller fjern feltet. Her kan stå: {known}.").format(
            known=", ".join(self._asked)
        )


def raise_if_any(problems: list[Problem]) -> None:
    """Raise NormError with the blocking problems, in the order of files and lines."""
    blocking = tuple(sorted({problem for problem in problems if problem.blocks}))
    if blocking:
        raise NormError(blocking)


def _at(data: Any, path: Path) -> dict[str, Any]:
    for part in path:
        data = data[part]
    return data if isinstance(data, dict) else {}
