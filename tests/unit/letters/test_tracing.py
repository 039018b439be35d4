from dataclasses import replace

import pytest

from kompas.letters.composing import compose
from kompas.letters.letter import ClauseText, Letter, Paragraph, Section, Span, Value
from kompas.letters.tracing import Unconfirmed, unconfirmed, untraced
from tests.unit.letters import samples


def letter_with(*spans: Span) -> Letter:
    letter = compose(samples.grant(), samples.letter_facts(), samples.book())
    return replace(letter, sections=(Section("x", (), (Paragraph(spans),)),))


@pytest.mark.parametrize(
    ("span", "loose"),
    [
        (ClauseText("Du får 3 dage.", "odd"), ("3",)),
        (ClauseText("Du får tre dage.", "odd"), ("tre dage",)),
        (ClauseText("Efter § 104", "odd"), ("104", "§")),
        (ClauseText("Efter § 104", "sourced", "serviceloven § 104"), ()),
        (ClauseText("Efter § 85", "other", "serviceloven § 104"), ("85",)),
        (ClauseText("Det koster 1.250,50 kr.", "odd"), ("1.250,50",)),
        (ClauseText("Du får det hele.", "plain"), ()),
        (Value("3 dage", "decision.granted.days_per_week"), ()),
        (Value("4 uger", "norm:four-weeks"), ()),
        (Value("54 år", "fact:age_years"), ()),
        (Value("3 dage", "hearsay"), ("3",)),
        (Value("3 dage", ""), ("3",)),
    ],
)
def test_an_amount_is_carried_by_a_trace_or_a_source(span: Span, loose: tuple[str, ...]) -> None:
    assert untraced(letter_with(span)) == loose


@pytest.mark.parametrize("draft", samples.EVERY_KIND)
def test_nothing_is_untraced_in_any_kind_of_letter(draft: samples.Draft) -> None:
    assert untraced(compose(draft(), samples.letter_facts(), samples.book())) == ()


def test_amounts_in_the_caseworkers_words_that_no_fact_repeats_are_pointed_out() -> None:
    decision = replace(
        samples.partial(),
        need=samples.said("Du skal have 2 dage, og 3  dage er nok. Det følger af § 85.", "vum"),
    )
    letter = compose(decision, samples.letter_facts(), samples.book())
    assert unconfirmed(letter) == (
        Unconfirmed("2 dage", "decision.need.text"),
        Unconfirmed("§ 85", "decision.need.text"),
    )


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Det koster 1.250.000,50 kr. om året.", ["1.250.000,50 kr"]),
        ("Efter § 104 a og §§ 85", ["§ 104 a", "§§ 85"]),
        ("I 3 måneder, 100 % af 37,5 timer", ["3 måneder", "100 %", "37,5 timer"]),
        ("Den 1.1.2026 og 7 dagligt", []),
        # What only looks like an amount, and goes on and on.
        ("1.1," * 7_500, []),
        ("1" * 20_000, []),
        ("§" + " " * 20_000, []),
    ],
)
def test_amounts_are_read_out_of_any_text(text: str, amounts: list[str]) -> None:
    letter = letter_with(Value(text, "decision.need.text"))
    assert [one.amount for one in unconfirmed(letter)] == amounts
