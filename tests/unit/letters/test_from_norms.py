"""The example decisions through everything: read, judged, worded by the norms, composed."""

from contextvars import copy_context
from datetime import date
from pathlib import Path

import pytest

from kompas.casework import Decision
from kompas.letters.composing import compose
from kompas.letters.from_norms import facts_from_norms
from kompas.letters.letter import Letter, plain_text
from kompas.letters.letter_facts import LetterFacts, NormCode, NormNumber
from kompas.letters.readability import AIM_LIX, readability_of
from kompas.letters.tracing import unconfirmed, untraced
from kompas.norms import GivenFact
from kompas.soundness import Verdict, judge
from kompas.wire.draft import read_draft
from kompas.words import set_language
from tests.unit.letters.samples import book, norms

EXAMPLES = Path(__file__).parents[3] / "examples"
DAY = date(2026, 3, 3)
WHOLE = ("grant-vejen", "partial", "reduction")


def example(name: str) -> Decision:
    path = EXAMPLES / f"decision-{name}.json"
    return read_draft(path.name, path.read_bytes(), norms())


def facts_of(decision: Decision) -> LetterFacts:
    return facts_from_norms(decision, norms(), judge(decision, norms(), DAY).assessment)


def letter_of(name: str) -> Letter:
    decision = example(name)
    return compose(decision, facts_of(decision), book())


@pytest.mark.parametrize("name", WHOLE)
def test_an_example_stands_and_its_letter_is_final_plain_and_traced(name: str) -> None:
    assert judge(example(name), norms(), DAY).verdict is Verdict.STANDS
    letter = letter_of(name)
    assert letter.missing == ()
    assert untraced(letter) == ()
    assert unconfirmed(letter) == ()
    assert readability_of(letter).lix <= AIM_LIX


SAYS = [
    ("grant-vejen", "Vejen Kommune"),
    ("grant-vejen", "Det gør vi mindst en gang om året."),
    ("grant-vejen", "Kommunen betaler din transport til og fra tilbuddet."),
    ("grant-vejen", "Du betaler selv for arrangementer og ture, hvor der er udgifter."),
    ("grant-vejen", "Dette betaler du selv: mad og drikke, 420 kr. om måneden."),
    ("partial", "Københavns Kommune\nBorgercenter Handicap"),
    ("partial", "Det gør vi mindst hvert andet år."),
    ("partial", "Selve pladsen i tilbuddet koster ikke noget for dig."),
    (
        "partial",
        "Dit støttebehov er vurderet til D2 (omfattende støttebehov, middel).",
    ),
    ("partial", "Du er født den 14. maj 1979."),
    ("partial", "Din funktionsevne er betydeligt nedsat, fysisk eller psykisk."),
    ("partial", "Behovet bliver dækket, hvor du bor"),
    ("reduction", "Det skal du gøre senest 4 uger efter, at du har modtaget brevet."),
    (
        "reduction",
        "Nu har du 4 dage om ugen, i alt 28 timer om ugen. Fra den 1. juni 2026 får du 3 dage",
    ),
]


@pytest.mark.parametrize(("name", "sentence"), SAYS)
def test_the_norms_of_the_municipality_speak_in_the_letter(name: str, sentence: str) -> None:
    assert sentence in plain_text(letter_of(name))


def test_only_facts_of_essential_importance_are_printed() -> None:
    text = plain_text(letter_of("partial"))
    assert "Du bor i et længerevarende botilbud." in text
    assert "demens" not in text
    assert "Du bor i" not in plain_text(letter_of("grant-vejen")), (
        "Vejen's standard does not ask for it"
    )


def test_numbers_and_codes_keep_the_row_and_the_paragraph_they_are_from() -> None:
    facts = facts_of(example("partial"))
    assert facts.follow_up_months == NormNumber(
        24, "every-second-year", "Københavns kvalitetsstandarder 2019, 4.4 Opfølgning"
    )
    assert facts.complaint_weeks is not None
    assert facts.complaint_weeks.source.startswith("retssikkerhedsloven")
    assert facts.codes["transport_payer"] == NormCode(
        "municipality_pays", "a-right", "Ankestyrelsens notat om § 104, IV Kørsel"
    )


def test_what_stands_open_is_not_said() -> None:
    decision = example("partial")
    known = {k: v for k, v in decision.facts.items() if k != "considerably_reduced_capacity"}
    draft = Decision(
        kind=decision.kind,
        service=decision.service,
        municipality=decision.municipality,
        unit=decision.unit,
        facts=known,
    )
    facts = facts_of(draft)
    assert "transport_payer" not in facts.codes
    assert "transport" not in plain_text(compose(draft, facts, book()))


def test_without_norms_the_letter_lacks_what_only_they_can_say() -> None:
    decision = example("partial")
    letter = compose(decision, facts_from_norms(decision, norms(), None), book())
    assert {"transport", "complaint_guidance"} <= {part.code for part in letter.missing}


def test_the_letter_is_danish_whatever_the_language_of_the_screen() -> None:
    def in_english() -> Letter:
        set_language("en")
        return letter_of("partial")

    assert copy_context().run(in_english) == letter_of("partial")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("birth_date", date(1979, 5, 14), "14. maj 1979"),
        ("housing", "own_home", "egen bolig"),
        ("considerably_reduced_capacity", False, "nej"),
        ("vum_level", "D", "D1 (omfattende støttebehov, lav) til D3"),
        ("housing", "residential", "midlertidigt botilbud"),
    ],
)
def test_a_value_is_said_in_words(name: str, value: object, said: str) -> None:
    decision = Decision(
        kind=example("grant-vejen").kind,
        service="activity_and_social",
        municipality="vejen",
        facts={name: GivenFact(value)},
    )
    found = facts_from_norms(decision, norms(), None).facts[name].value
    assert found.startswith(said)
