"""What a text of a decision may assert, and what the norms and fields say of the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kompas.norms.domain import Allowed


@dataclass(frozen=True, slots=True)
class Assertion:
    """Something that a text of a decision may say: `phrases` are its words, in which ~ is any word
    of the `topic`. `answers` and `denies` are what a question is then answered with, and not;
    `facts` what is then true; `contradicts` names what no other text may say beside it. A cost of
    the topic says it too where `cost_says`. Beside the parts of words `not_beside` it means
    something else.
    """

    name: str
    text: str
    text_en: str
    phrases: tuple[str, ...]
    topic: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    denies: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Allowed] = field(default_factory=dict)
    contradicts: tuple[str, ...] = ()
    cost_says: bool = False
    not_beside: tuple[str, ...] = ()
