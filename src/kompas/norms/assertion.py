"""What a text of a decision may assert, and what the norms and fields say of the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kompas.norms.domain import Allowed


class Comparison(StrEnum):
    """When the number of a text agrees with the one that it is held against: the two are alike, or
    that of the text is no more.
    """

    SAME = "same"
    AT_MOST = "at_most"


class Stated(StrEnum):
    """A number that a draft states itself: the weeks to complain, or the time from the decision to
    the day that the help begins, which a text need tell only about.
    """

    COMPLAINT_WEEKS = "complaint_weeks"
    STARTS_IN = "starts_in"


@dataclass(frozen=True, slots=True)
class Assertion:
    """Something that a text of a decision may say: `phrases` are its words, in which ~ is any word
    of the `topic`, # a number with its unit, .. up to six words of `between`, and an upright stroke
    stands between words of which any may stand.

    `answers` and `denies` are what a question is then answered with, and not; `facts` what is then
    true; `numbers` the questions whose number # is held against, `stated` the draft's own, which
    goes first. `contradicts` names what no other text may say beside it. A cost of the topic says
    it too where `cost_says`. Beside the parts of words `not_beside`, and without any of `beside`,
    it means something else. It is read in decisions of the `kinds`, all without. `conditional`: it
    is said for when something happens, so a condition before it takes nothing back.
    """

    name: str
    text: str
    text_en: str
    phrases: tuple[str, ...]
    topic: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    denies: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Allowed] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    stated: Stated | None = None
    compare: Comparison = Comparison.SAME
    contradicts: tuple[str, ...] = ()
    cost_says: bool = False
    beside: tuple[str, ...] = ()
    not_beside: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    conditional: bool = False

    @property
    def is_number(self) -> bool:
        """Whether what it asserts is a number with its unit."""
        return bool(self.numbers) or self.stated is not None
