"""What is wrong with a norm file, said so that its writer can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from kompas.words import _


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: where it stands, what it is, and what to do.

    `line` is 1-based; 0 means the file as a whole. `blocks` is false for what a person must
    look at but what does not make the norms unusable; `code` names the kind of fault.
    """

    file: str
    line: int
    what: str
    remedy: str
    blocks: bool = True
    code: str = "unreadable"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what} {self.remedy}"


class NormError(Exception):
    """The norms cannot be used. `problems` holds every fault found, not just the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class NotCodedError(LookupError):
    """No norm is coded for what was asked: a date, a service or a municipality.

    Kompas never answers from the nearest norm it has. `text` says what is there instead.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class FactError(ValueError):
    """A fact cannot be read: its `name`, and in `text` what is wrong and what to do."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(text)
        self.name = name
        self.text = text


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included; `None` is open."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether `day` lies in the period."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def meets(self, other: "Period") -> bool:
        """Whether the two periods share a day."""
        starts_before_end = self.first is None or other.last is None or self.first <= other.last
        ends_after_start = self.last is None or other.first is None or other.first <= self.last
        return starts_before_end and ends_after_start


def remedy(word: object, known: Iterable[object], otherwise: str) -> str:
    """What to do about a word that nobody knows: the nearest one that was meant, and the rest."""
    near = get_close_matches(str(word), [str(one) for one in known], n=1)
    if not near:
        return otherwise
    return " ".join([_("Mente du {near}?").format(near=near[0]), otherwise])


ALWAYS = Period()
