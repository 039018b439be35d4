from dataclasses import replace

import pytest

from kompas.letters.composing import compose
from kompas.letters.readability import AIM_LIX, lix, readability_of, sentences, words_of
from tests.unit.letters import samples

SPLITS = [
    ("Du får hjælp. Det er godt.", ["Du får hjælp.", "Det er godt."]),
    ("Du kan fx. bruge bussen.", ["Du kan fx. bruge bussen."]),
    ("Vi så bl.a. på din økonomi.", ["Vi så bl.a. på din økonomi."]),
    ("Vi følger § 104, stk. 2, nr. 3, jf. Ankestyrelsen.", None),
    ("Mødet er den 3. marts 2026.", None),
    ("Mødet er kl. 10. Kom gerne før.", ["Mødet er kl. 10.", "Kom gerne før."]),
    ("Det koster 250 kr. om måneden.", None),
    ("Det koster 250 kr. Du betaler selv.", ["Det koster 250 kr.", "Du betaler selv."]),
    ("Der er maling m.v. Kom og se.", ["Der er maling m.v.", "Kom og se."]),
    ("Kan du komme? Ja! Godt.", ["Kan du komme?", "Ja!", "Godt."]),
    ("Han sagde »kom nu.« Vi gik.", ["Han sagde »kom nu.«", "Vi gik."]),
    ("Du går. (Kilde: Notat)", ["Du går.", "(Kilde: Notat)"]),
    ("Telefon: 99 99 99 99", None),
    ("... !", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), SPLITS)
def test_a_full_stop_does_not_always_end_a_sentence(text: str, expected: list[str] | None) -> None:
    assert list(sentences(text)) == ([text] if expected is None else expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Du må, hvis du vil.", ["Du", "må", "hvis", "du", "vil"]),
        ("aktivitets- og samværstilbud", ["aktivitets", "og", "samværstilbud"]),
        ("§ 104 – og/eller", ["104", "og", "eller"]),
        ("kl. 8-15", ["kl", "8-15"]),
        ("(»citat«)", ["citat"]),
    ],
)
def test_words_are_bare(sentence: str, expected: list[str]) -> None:
    assert words_of(sentence) == expected


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        # 4 words in 1 sentence, none long.
        ("Du kan få hjælp.", 4),
        # 5 words in 1 sentence, 1 of more than six letters: 5 + 20.
        ("Du kan få hjælpen i.", 25),
        # A line is a sentence: 4 words in 2 sentences.
        ("Du kan\nfå hjælp", 2),
        # 2 of 4 words are long; a number and an address never are.
        ("Kommunen betaler 12345678 lang.adresse@kommune.example", 54),
        ("", 0),
    ],
)
def test_lix_by_hand(text: str, figure: int) -> None:
    assert lix(text) == figure


@pytest.mark.parametrize("draft", samples.EVERY_KIND)
def test_the_clauses_keep_the_aim(draft: samples.Draft) -> None:
    measured = readability_of(compose(draft(), samples.letter_facts(), samples.book()))
    assert measured.lix <= AIM_LIX
    assert measured.is_plain
    assert measured.words > 200


HEAVY = (
    "Kommunens visitationsudvalg har foretaget en helhedsorienteret funktionsevnevurdering, og "
    "vurderingen konkluderer, at støttebehovet overvejende kompenseres gennem botilbuddets "
    "eksisterende aktivitetsmuligheder."
)


def test_a_hard_sentence_is_marked_with_the_reason_and_whose_it_is() -> None:
    decision = replace(samples.partial(), need=samples.said(f"Du er glad. {HEAVY}", "vum"))
    measured = readability_of(compose(decision, samples.letter_facts(), samples.book()))
    hardest = measured.hard[0]
    assert hardest.text == HEAVY
    assert hardest.trace == "decision.need.text"
    assert hardest.words == 18
    assert "funktionsevnevurdering" in hardest.long_words
    assert any("lange ord" in why for why in hardest.why)


def test_a_long_sentence_of_short_words_is_marked_for_its_length() -> None:
    text = "Du går ud og du går ind og så går du en tur og til sidst går du hjem og så er det nat."
    decision = replace(samples.partial(), need=samples.said(text, "vum"))
    measured = readability_of(compose(decision, samples.letter_facts(), samples.book()))
    (found,) = (one for one in measured.hard if one.trace == "decision.need.text")
    assert found.why == ("Sætningen er lang: 24 ord. Del den.",)


def test_no_clause_of_ours_is_hard() -> None:
    for draft in samples.EVERY_KIND:
        measured = readability_of(compose(draft(), samples.letter_facts(), samples.book()))
        assert [one.text for one in measured.hard] == []
