"""The deck of lives: each registered with how often it is dealt in which unit."""

from collections.abc import Callable
from dataclasses import dataclass

from kompas.casework import Decision
from kompas.sample.scenario import Tale

Tell = Callable[[Tale], Decision | None]
"""Tells a life; gives the draft that is being written when the tale ends, if there is one."""


@dataclass(frozen=True, slots=True)
class Life:
    """A way that a case can go.

    `who` names a group of portraits (`kompas.sample.town.Town.portraits`). `opened` is how many
    working days ago the case begins, at least and at most; the tale fits into the least. `cards`
    says how many of a deck it has in each unit. `minors`: whoever lives with the parents is not yet
    18, and applies in good time.
    """

    name: str
    who: str
    opened: tuple[int, int]
    cards: dict[str, int]
    tell: Tell
    minors: bool = False


LIVES: list[Life] = []
"""Every life, in the order of registration. A new one makes another deck: all is dealt anew."""


def life(
    who: str, opened: tuple[int, int], *, east: int = 0, west: int = 0, minors: bool = False
) -> Callable[[Tell], Tell]:
    """Register a life under its function's name."""

    def register(tell: Tell) -> Tell:
        cards = {unit: count for unit, count in (("east", east), ("west", west)) if count}
        LIVES.append(Life(tell.__name__, who, opened, cards, tell, minors))
        return tell

    return register


def deck() -> tuple[tuple[Life, str], ...]:
    """Every life as often as it is dealt, each with the unit it happens in."""
    return tuple(
        (one, unit) for one in LIVES for unit, count in one.cards.items() for _ in range(count)
    )
