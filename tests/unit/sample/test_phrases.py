"""Texts with variants, and the lots that choose among them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.norms import Library
from kompas.sample.characters import character
from kompas.sample.phrases import Phrase
from kompas.sample.seeded_random import Lots
from kompas.sample.stories import Offer, Portrait, stories
from kompas.sample.town import Town


def test_every_way_to_say_a_text_is_said_and_no_other() -> None:
    phrase = Phrase("[Hun|Han] bor [hos|sammen med|nær] {kin}.", "Ukendt.")
    assert phrase.count == 7
    said = Counter(phrase.said(Lots(n), {"kin": "sin mor"}) for n in range(700))
    assert len(said) == 7
    assert "Han bor nær sin mor." in said
    assert "Ukendt." in said
    assert min(said.values()) > 50


def test_what_is_kept_is_bounded() -> None:
    phrase = Phrase(" ".join(["[a|b|c|d]"] * 10))
    texts = {phrase.said(Lots(n), {}) for n in range(2_000)}
    assert len(texts) > 1_900
    assert len(phrase._kept) <= 512


@pytest.mark.parametrize("broken", ["[a|b", "a|b]", "[a[b|c]]"])
def test_a_bracket_that_stays_open_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match=r"\["):
        Phrase(broken + "[")


@given(st.integers(), st.lists(st.integers(1, 10**6), min_size=1, max_size=80))
def test_lots_stay_below_and_are_drawn_the_same_again(seed: int, counts: list[int]) -> None:
    first, second = Lots(seed, "x"), Lots(seed, "x")
    drawn = [first.below(count) for count in counts]
    assert drawn == [second.below(count) for count in counts]
    assert all(0 <= number < count for number, count in zip(drawn, counts, strict=True))


def test_lots_are_even() -> None:
    lots = Lots("even")
    drawn = Counter(lots.below(6) for _ in range(60_000))
    assert max(drawn.values()) - min(drawn.values()) < 700


def test_lots_are_the_same_for_ever() -> None:
    # What was drawn for a demo must not change under it.
    lots = Lots(1, "case", 2)
    assert [lots.below(100) for _ in range(6)] == [19, 17, 56, 85, 59, 99]


def phrases() -> Iterator[tuple[str, Phrase]]:
    told = stories()
    yield from told.say.items()
    things: tuple[Portrait | Offer, ...] = (*told.portraits, *told.offers)
    for thing in things:
        for field in fields(thing):
            value = getattr(thing, field.name)
            for phrase in value if isinstance(value, tuple) else (value,):
                if isinstance(phrase, Phrase):
                    yield f"{thing} {field.name}", phrase
    for key, reason in told.reasons.items():
        yield key, reason.said.text
        yield from ((f"{key} {code}", saying.text) for code, saying in reason.shown.items())


def test_every_brace_can_be_filled(library: Library) -> None:
    town = Town(1, date(2026, 7, 1), library)
    who = character(town, 1, town.stories.portraits[0], Lots(1))
    known = set(who.words) | {"dage", "Dage", "foer"}
    assert [name for name, phrase in phrases() if not phrase.slots <= known] == []


def test_what_is_said_to_the_citizen_is_said_to_the_citizen() -> None:
    for portrait in stories().portraits:
        for phrase in (portrait.you_need, portrait.you_wish, portrait.you_can):
            assert not phrase.slots & {"navn", "han", "Han", "ham", "hans", "Hans"}
    for key, reason in stories().reasons.items():
        shown = [saying.text for saying in reason.shown.values()]
        for phrase in (reason.said.text, *shown):
            assert not phrase.slots & {"navn", "han", "Han", "ham", "hans"}, key


def test_every_reason_shows_what_its_ground_demands_or_is_meant_to_fall(library: Library) -> None:
    bare = set()
    for key, reason in stories().reasons.items():
        of_type = library.grounds[reason.type]
        # What the decision says in a part of its own is not written in the reason too.
        demands = {demand.code for demand in of_type.demands if not demand.elements}
        assert set(reason.shown) <= demands
        if set(reason.shown) != demands:
            bare.add(key)
    assert bare == {"housing_only_said"}
