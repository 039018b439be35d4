"""Texts with variants, and the lots that choose among them."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.sample.lots import Lots
from kompas.sample.phrases import Phrase


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
