"""What texts may assert, and what grounds assert, is refused where it names what is not there."""

from pathlib import Path

import pytest

from tests.unit.norms.copies import GROUNDS, Copy, Fault

WORDS = "assertions.toml"
FAULTS = {
    "a question that is not there": Fault(
        WORDS, "answers = { transport_payer", "answers = { transport_prayer", "transport_prayer",
        "transport_prayer", "transport_payer",
    ),
    "an answer that is not there": Fault(
        WORDS, 'answers = { transport_payer = "municipality_pays" }',
        'answers = { transport_payer = "somebody_pays" }', "somebody_pays", "somebody_pays",
        "municipality_pays",
    ),
    "a fact that is not there": Fault(
        WORDS, 'facts   = { housing = "residential" }', 'facts   = { hosing = "residential" }',
        "hosing", "hosing", "housing",
    ),
    "a value that is not there": Fault(
        WORDS, 'facts   = { housing = "residential" }', 'facts   = { housing = "castle" }',
        "castle", "castle", "Ret betingelsen",
    ),
    "another assertion that is not there": Fault(
        WORDS, 'contradicts = ["transport_not_paid"]', 'contradicts = ["transport_unpaid"]',
        "transport_unpaid", "transport_unpaid", "Vælg et",
    ),
    "a number of a question that is not there": Fault(
        WORDS, 'numbers = ["offer_radius"]', 'numbers = ["offer_radios"]', "offer_radios",
        "offer_radios", "offer_radius",
    ),
    "a number of a question without a unit": Fault(
        WORDS, 'numbers = ["offer_radius"]', 'numbers = ["free_choice"]', 'numbers = ["free_choice',
        "free_choice", "med et tal",
    ),
    "a field of the draft that is not there": Fault(
        WORDS, 'stated  = "starts_in"', 'stated  = "starts_on"', "starts_on", "starts_on",
        "starts_in",
    ),
    "a kind of decision that is not there": Fault(
        WORDS, 'kinds   = ["grant", "partial_refusal"', 'kinds   = ["grants", "partial_refusal"',
        "grants", "grants", "grant",
    ),
    "a ground that is not there": Fault(
        GROUNDS, 'excludes = ["other_provider_wished"]', 'excludes = ["other_provider"]',
        'excludes = ["other_provider"]', "other_provider", "other_provider_wished",
    ),
    "a kind that is not there": Fault(
        GROUNDS, 'alone_for = ["reduction", "partial_refusal"]', 'alone_for = ["reductions"]',
        "reductions", "reductions", "reduction",
    ),
    "a source of a condition that is not coded": Fault(
        "services.toml", 'source   = "sel-old § 124 a"', 'source   = "sel-older § 124 a"',
        "sel-older", "sel-older", "sel-old",
    ),
    "a source of what overturns nothing": Fault(
        "elements.toml", 'source   = "fvl § 25"', 'source   = "fwl § 25"', "fwl", "fwl", "fvl",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_it_is_told_with_its_line_and_what_to_write(fault: Fault, tmp_path: Path) -> None:
    fault.plant_and_assert_refused(Copy(tmp_path / "norms"))


def test_words_of_no_topic_stand_for_nothing(tmp_path: Path) -> None:
    norms = Copy(tmp_path / "norms")
    norms.add(WORDS, '[assertion.odd]\ntext = "x"\ntext_en = "x"\nphrases = ["du får ~"]\n')
    norms.add(WORDS, '[assertion.silent]\ntext = "x"\ntext_en = "x"\n')
    norms.add(WORDS, '[assertion.gap]\ntext = "x"\ntext_en = "x"\nphrases = ["du .. får"]\n')
    norms.add(WORDS, '[assertion.none]\ntext = "x"\ntext_en = "x"\nphrases = ["om #"]\n')
    told = {problem.what for problem in norms.refused()}
    assert told == {
        ".. står for ord i between, og der er ingen.",
        "# står for et tal, som numbers eller stated siger, hvad skal passe med.",
        "~ står for et ord i topic, og der er ingen.",
        "Der står ikke, hvordan en tekst siger det.",
    }


def test_what_is_coded_has_rules_and_no_list_of_conditions(tmp_path: Path) -> None:
    norms = Copy(tmp_path / "norms")
    told = '[[service.adult_relief.condition]]\ntext = "x"\nsource = "sel-old § 84"\n'
    norms.add("services.toml", told)
    assert "Betingelserne står som en liste, men ydelsens regler er lagt ind." in {
        problem.what for problem in norms.refused()
    }


def test_a_folder_may_have_none(tmp_path: Path) -> None:
    norms = Copy(tmp_path / "norms")
    (norms.folder / WORDS).unlink()
    assert norms.load().words.assertions == {}
