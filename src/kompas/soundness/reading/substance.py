"""Whether a text says something: enough words that are not everybody's, and no denial."""

from enum import Enum, auto

from kompas.soundness.reading.reader import Read
from kompas.soundness.reading.tokens import is_number

_INSTEAD = 5
"""So many words beside a denial, of which one is of this citizen, tell what was found instead."""


_A_HEADING = 2
"""So many of a heading's words repeat it."""


class Substance(Enum):
    """Whether a text says something."""

    SAYS = auto()
    DOUBTFUL = auto()
    NOTHING = auto()
    DENIES = auto()
    DENIES_PART = auto()

    @property
    def is_there(self) -> bool:
        """Whether it counts as said: what is asked about is not missing."""
        return self is Substance.SAYS or self.is_asked_about

    @property
    def is_asked_about(self) -> bool:
        """Whether it cannot be judged by itself: it says little, or that a part was not looked
        into.
        """
        return self in (Substance.DOUBTFUL, Substance.DENIES_PART)


def of_summary(read: Read) -> Substance:
    """Of a summary of somebody else's decision: the words are not the decision's own, so only a
    text without any is nothing.
    """
    if read.denies:
        return Substance.DENIES
    return Substance.SAYS if read.spoken else Substance.NOTHING


def of_law(read: Read, question: frozenset[str]) -> Substance:
    """Of why something is a decision: that is told in the words of the trade."""
    if (denied := _denied(read)) is not None:
        return denied
    return Substance.SAYS if read.spoken - question else Substance.NOTHING


def of_reason(read: Read, question: frozenset[str]) -> Substance:
    """Of the text of a ground: it speaks for itself, so it holds more than an answer."""
    if (denied := _denied(read)) is not None:
        return denied
    words, marks = read.left(question)
    if words > 2 or (words == 2 and marks):
        return Substance.SAYS
    return _in_a_word(read, question)


def leads_up(read: Read, question: frozenset[str]) -> bool:
    """Whether a text names its reason, in the heading's words or at least one of its own that is
    not the trade's or a number: then the answers under it may say the rest.
    """
    own = any(not is_number(one) for one in read.content - question)
    return own or len(read.spoken & question) >= _A_HEADING


def of_answer(read: Read, question: frozenset[str]) -> Substance:
    """Of what answers a question: a day or an activity may be all that is asked for."""
    if (denied := _denied(read)) is not None:
        return denied
    words, _marks = read.left(question)
    if words > 1 or any(_names_something(one) for one in read.marked - question):
        return Substance.SAYS
    return _in_a_word(read, question)


def of_demand(read: Read, question: frozenset[str]) -> Substance:
    """Of an answer to what a ground demands. What it says outright was not looked into, is not
    shown by what stands beside it.
    """
    found = of_answer(read, question)
    return Substance.DENIES_PART if read.not_looked and found is Substance.SAYS else found


def _in_a_word(read: Read, question: frozenset[str]) -> Substance:
    """Of a text with one word of its own: a person must look. A lone number is none."""
    own = any(_names_something(one) for one in read.content - question)
    return Substance.DOUBTFUL if own else Substance.NOTHING


def _denied(read: Read) -> Substance | None:
    if not read.denies:
        return None
    words = len(read.content)
    if words >= _INSTEAD and read.marked:
        return Substance.SAYS
    return Substance.DOUBTFUL if words > 1 else Substance.DENIES


def _names_something(one: str) -> bool:
    """Whether one word may answer: `tirsdag` or a year, and not a lone number."""
    return not is_number(one) or len(one) > 3
