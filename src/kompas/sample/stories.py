"""The stories of Eksempelby, read from `stories/*.toml`: people, offers, reasons, words."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kompas.sample.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Portrait:
    """One kind of person: the facts that are drawn from, and what can be said of them."""

    key: str
    in_housing: bool
    ages: tuple[int, int]
    vum: tuple[str, ...]
    housing: tuple[str, ...]
    likes: tuple[str, ...]
    education: str
    reduced_capacity: bool
    social_problems: bool
    independent: bool
    speaks: bool
    wants: Phrase
    reason: Phrase
    lately: Phrase
    need: Phrase
    capacity: Phrase
    summary: Phrase
    you_need: Phrase
    you_wish: Phrase
    you_can: Phrase
    goals: tuple[Phrase, ...]

    @property
    def with_parents(self) -> bool:
        """Whether they live with their parents, whatever is drawn."""
        return self.housing == ("with_parents",)

    @property
    def is_senior(self) -> bool:
        """Over 65, where Copenhagen's level is another."""
        return self.ages[0] > 65


@dataclass(frozen=True, slots=True)
class Offer:
    """A place to go. `cost_oere` is whole øre a month."""

    name: str
    kinds: tuple[str, ...]
    activities: Phrase
    staff: Phrase
    premises: Phrase
    meets: Phrase
    cost_what: str
    cost_oere: int


@dataclass(frozen=True, slots=True)
class Home:
    """Housing with support, and what it has for those who live there."""

    name: str
    street: str
    activities: str
    extent: str
    takes_part: str
    instead: str


@dataclass(frozen=True, slots=True)
class Saying:
    """A text and the evidence that it rests on, by id."""

    text: Phrase
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A ground of a decision: its type in the norms, its text, and what it shows."""

    type: str
    said: Saying
    shown: Mapping[str, Saying]


@dataclass(frozen=True, slots=True)
class Stories:
    """Everything that can be told. `say` are the caseworkers' words, by what they are about."""

    portraits: tuple[Portrait, ...]
    offers: tuple[Offer, ...]
    homes: tuple[Home, ...]
    reasons: Mapping[str, Reason]
    say: Mapping[str, Phrase]

    def offers_for(self, portrait: Portrait) -> tuple[Offer, ...]:
        """The offers of the kinds that someone likes."""
        return tuple(o for o in self.offers if set(o.kinds) & set(portrait.likes))


@cache
def stories() -> Stories:
    """The stories that ship with Kompas, read once."""
    return Stories(
        portraits=(
            *(_portrait(told, in_housing=False) for told in _read("at_home")["portrait"]),
            *(_portrait(told, in_housing=True) for told in _read("in_housing")["portrait"]),
        ),
        offers=tuple(_offer(told) for told in _read("offers")["offer"]),
        homes=tuple(Home(**told) for told in _read("homes")["home"]),
        reasons={key: _reason(told) for key, told in _read("reasons")["reason"].items()},
        say={key: _phrase(told) for key, told in _read("casework")["say"].items()},
    )


_TOLD_OF_A_PORTRAIT = (
    "wants", "reason", "lately", "need", "capacity", "summary", "you_need", "you_wish", "you_can",
)  # fmt: skip


def _read(name: str) -> dict[str, Any]:
    text = files(__package__).joinpath("stories", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def _phrase(told: str | list[str]) -> Phrase:
    return Phrase(told) if isinstance(told, str) else Phrase(*told)


def _portrait(told: dict[str, Any], *, in_housing: bool) -> Portrait:
    return Portrait(
        key=told["key"],
        in_housing=in_housing,
        ages=tuple(told["ages"]),
        vum=tuple(told["vum"]),
        housing=tuple(told["housing"]),
        likes=tuple(told["likes"]),
        education=told.get("education", "none"),
        reduced_capacity=told.get("reduced_capacity", True),
        social_problems=told.get("social_problems", False),
        independent=told.get("independent", False),
        speaks=told.get("speaks", True),
        goals=tuple(map(_phrase, told["goals"])),
        **{name: _phrase(told[name]) for name in _TOLD_OF_A_PORTRAIT},
    )


def _offer(told: dict[str, Any]) -> Offer:
    phrases = {name: _phrase(told[name]) for name in ("activities", "staff", "premises", "meets")}
    return Offer(**{**told, **phrases, "kinds": tuple(told["kinds"])})


def _reason(told: dict[str, Any]) -> Reason:
    shown = {code: _saying(one) for code, one in told.get("shown", {}).items()}
    return Reason(told["type"], _saying(told), shown)


def _saying(told: dict[str, Any]) -> Saying:
    return Saying(_phrase(told["text"]), tuple(told.get("evidence", ())))
