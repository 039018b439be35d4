"""A text that says nothing, denies or repeats shows nothing, in whatever box it stands."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kompas.casework import Decision, DecisionKind, Ground, Statement
from kompas.norms import Carries, GivenFact, GroundType, Library, load
from kompas.soundness import Finding, Severity, Verdict, judge
from kompas.soundness.reading import Reader, reader_of
from kompas.soundness.reading.substance import Substance, of_answer, of_reason
from tests.matrix.examples import DECIDED_ON, PAIRS, Example
from tests.spec.soundness.drafts import (
    GRANT,
    MET_IN_HOUSING,
    ON,
    PROVIDER_CHANGE,
    REDUCTION,
    REFUSAL,
    changed,
    ground,
    says,
)

EMPTY = (".", "x", "Vurderet.", "Ikke undersøgt.", "Ved ikke.", "Nej.")
MORE_EMPTY = (
    "Ja",
    "OK",
    "N/A",
    "-",
    "…",
    "??",
    "🙂",
    "xxx",
    "asdf",
    "qwerty uiop",
    "sdkfj wkrnt",
    "2",
    "Se sagen.",
    "Se journalen.",
    "Jf. ovenfor.",
    "Som beskrevet.",
    "Ikke relevant.",
    "Behovet er vurderet.",
    "Sagen er oplyst.",
    "Efter en konkret og individuel vurdering.",
    "Vi har foretaget en konkret og individuel vurdering af dine forhold.",
    "På det foreliggende grundlag og efter gældende regler.",
    "Der er lagt vægt på sagens oplysninger.",
    "VURDERET VURDERET VURDERET VURDERET",
    "Vurderet. Vurderet. Vurderet. Vurderet. Vurderet.",
    "Det er vurderet, at betingelserne er opfyldt.",
    "Vides ikke.",
    "Det vides ikke på nuværende tidspunkt.",
    "Det er endnu ikke nærmere undersøgt.",
    "Kan ikke oplyses.",
    "Uoplyst.",
    "Afventer udtalelse.",
    "Mangler.",
    "Det er der ikke taget stilling til.",
    "Vi har ikke spurgt dig.",
    "Det fremgår ikke af sagen.",
)
"""Beside the six that were tried first: everyone's ways of filling a box."""
SAYING = (
    "Fællesspisning, sang og gåture.",
    "Hver tirsdag.",
    "12. maj 2026",
    "Tre eftermiddage om ugen.",
    "Kirkens cafe og et kor.",
    "Du har ikke brug for støtte til at komme hjem, det viste besøget den 3. maj.",
    "Du har ikke ønsker ud over at beholde din plads i værkstedet.",
    "Du kan ikke selv tage bussen, og du bliver bange for fremmede.",
    "Emma er hos sin far hver anden uge.",
    "Du ved ikke altid, hvilken dag det er, og går hjemmefra om natten.",
    "Du bliver træt efter to timer.",
)


@pytest.fixture(scope="module")
def reader(library: Library) -> Reader:
    found = reader_of(library, "copenhagen")
    assert found is not None
    return found


def example(name: str, kind: str, library: Library) -> Decision:
    """A decision of the matrix with the facts of its case."""
    told = Example(name, DecisionKind(kind))
    facts = {code: GivenFact(*given) for code, given in told.facts.items()}
    draft = told.decision(library)
    return replace(draft, facts={**facts, **draft.facts})


def filled(ground_type: GroundType, text: str) -> Ground:
    """A ground with the same text in each of its boxes."""
    shown = {demand.code: Statement(text=text) for demand in ground_type.demands}
    return Ground(type=ground_type.name, text=text, shown=shown)


def carrying(library: Library) -> Iterator[tuple[str, str, str]]:
    """Service and municipality, kind, and each type of ground that may carry such a decision."""
    for name, kind in PAIRS:
        decision = example(name, kind, library)
        for ground_type in library.grounds.values():
            fits = not ground_type.kinds or kind in ground_type.kinds
            known = ground_type.suits(decision.service, decision.municipality)
            if ground_type.carries is Carries.ALONE and fits and known:
                yield name, kind, ground_type.name


COMBINATIONS = list(carrying(load()))


def test_every_service_kind_and_type_of_ground_is_among_the_combinations() -> None:
    assert len(COMBINATIONS) >= 300
    assert len({name for name, _kind, _type in COMBINATIONS}) == 7


@pytest.mark.parametrize("text", EMPTY)
def test_no_decision_stands_on_a_ground_whose_boxes_say_nothing(
    text: str, library: Library
) -> None:
    standing = []
    for name, kind, of_type in COMBINATIONS:
        sound = example(name, kind, library)
        draft = replace(sound, grounds=(filled(library.grounds[of_type], text),))
        if judge(draft, library, DECIDED_ON).verdict is Verdict.STANDS:
            standing.append((name, kind, of_type))
    assert standing == []


@pytest.mark.parametrize("text", EMPTY)
def test_the_same_decision_stands_with_the_words_it_had(text: str, library: Library) -> None:
    for name, kind in PAIRS:
        sound = example(name, kind, library)
        findings = judge(sound, library, DECIDED_ON).findings
        assert [one for one in findings if one.severity is not Severity.WARNING] == [], name
        assert f"»{text}«" not in " ".join(one.text for one in findings)


@pytest.mark.parametrize("text", MORE_EMPTY)
def test_other_ways_of_saying_nothing(text: str, library: Library, reader: Reader) -> None:
    question = reader.question("i hvilket omfang borgeren kan deltage")
    assert not of_answer(reader.read(text), question).is_there
    assert not of_reason(reader.read(text), question).is_there
    bare = replace(MET_IN_HOUSING, text=text)
    assert judge(changed(REDUCTION, grounds=(bare,)), library, ON).verdict is Verdict.FALLS


@pytest.mark.parametrize("text", SAYING)
def test_few_words_of_this_citizen_are_enough(text: str, reader: Reader) -> None:
    question = reader.question("i hvilket omfang borgeren kan deltage")
    assert of_answer(reader.read(text), question) is Substance.SAYS


@pytest.mark.parametrize(
    "part", ["need", "wishes", "capacity"], ids=["behov", "ønsker", "funktionsevne"]
)
@pytest.mark.parametrize("text", EMPTY)
def test_a_demanded_statement_that_says_nothing_is_missing(
    part: str, text: str, library: Library
) -> None:
    draft = changed(REDUCTION, **{part: says(text)})
    assert (part,) in lacking(draft, library)


def lacking(draft: Decision, library: Library) -> list[tuple[str, ...]]:
    found = judge(draft, library, ON).findings
    return [one.lacks for one in found if one.severity is Severity.BLOCKING]


@pytest.mark.parametrize("part", ["activities", "staff", "premises", "meets_need"])
def test_what_is_said_of_the_offer_says_something(part: str, library: Library) -> None:
    (offer,) = PROVIDER_CHANGE.facilities
    empty = replace(offer, **{part: says("Tilbuddet er egnet.")})  # type: ignore[arg-type]
    draft = changed(PROVIDER_CHANGE, facilities=(empty,))
    assert (f"offer_{part}",) in lacking(draft, library)


def test_the_finding_says_what_stands_there_and_what_to_write(library: Library) -> None:
    draft = changed(REDUCTION, wishes=says("Ikke undersøgt."))
    (found,) = judge(draft, library, ON).findings
    assert found.code == "duty_not_met"
    assert "»Ikke undersøgt.«" in found.text
    assert "ikke undersøgt" in found.text
    assert "Fx: »" in found.remedy
    assert found.source


def test_a_ground_that_says_nothing_cites_the_law_of_reasons(library: Library) -> None:
    bare = replace(MET_IN_HOUSING, text="Efter en konkret og individuel vurdering.")
    found = by_code(changed(REDUCTION, grounds=(bare,)), library, "ground_says_nothing")
    assert "forvaltningsloven § 24" in found.source
    assert not found.can_be_overridden
    denied = replace(MET_IN_HOUSING, text="Det er ikke undersøgt.")
    found = by_code(changed(REDUCTION, grounds=(denied,)), library, "ground_says_nothing")
    assert "§ 10" in found.source


def by_code(draft: Decision, library: Library, code: str) -> Finding:
    (found,) = (one for one in judge(draft, library, ON).findings if one.code == code)
    return found


# ---------------------------------------------------------------- repeating


@pytest.mark.parametrize("code", ["which_activities", "extent", "can_take_part", "covers_need"])
def test_an_answer_that_repeats_its_question_says_nothing(code: str, library: Library) -> None:
    (demand,) = (one for one in library.grounds["met_in_housing"].demands if one.code == code)
    parrot = demand.text[0].upper() + demand.text[1:] + "."
    shown = {**MET_IN_HOUSING.shown, code: says(parrot)}
    draft = changed(REDUCTION, grounds=(replace(MET_IN_HOUSING, shown=shown),))
    assert lacking(draft, library) == [(code,)]


def test_a_ground_that_repeats_its_heading_says_nothing(library: Library) -> None:
    for ground_type in library.grounds.values():
        reader = reader_of(library, "copenhagen")
        assert reader is not None
        heading = ground_type.heading
        question = reader.question(f"{heading} {ground_type.text}")
        assert of_reason(reader.read(heading + "."), question) is Substance.NOTHING, heading


def test_the_same_text_in_two_boxes_is_asked_about(library: Library) -> None:
    text = "Du går til kor hver tirsdag og til fællesspisning hver torsdag."
    shown = {**MET_IN_HOUSING.shown, "extent": says(text), "can_take_part": says(text)}
    draft = changed(REDUCTION, grounds=(replace(MET_IN_HOUSING, shown=shown),))
    judgement = judge(draft, library, ON)
    assert judgement.verdict is Verdict.CANNOT_BE_JUDGED
    assert [(one.code, one.about, one.lacks) for one in judgement.findings] == [
        ("said_twice", "met_in_housing", ("can_take_part",))
    ]
    wishes = changed(REDUCTION, wishes=REDUCTION.need)
    assert by_code(wishes, library, "said_twice").severity is Severity.OPEN


def test_two_boxes_about_the_same_activities_are_not_the_same(library: Library) -> None:
    shown = {
        **MET_IN_HOUSING.shown,
        "extent": says("Sang tirsdag og gåture torsdag, to timer ad gangen."),
        "can_take_part": says("Borgeren går med til sang tirsdag og klarer en time af gåturen."),
    }
    draft = changed(REDUCTION, grounds=(replace(MET_IN_HOUSING, shown=shown),))
    assert judge(draft, library, ON).findings == ()


# ---------------------------------------------------------------- denying


def test_that_something_was_not_looked_into_shows_nothing(library: Library) -> None:
    denial = "Vi har ikke undersøgt, om du kan være med i aktiviteterne."
    shown = {**MET_IN_HOUSING.shown, "can_take_part": says(denial)}
    draft = changed(REDUCTION, grounds=(replace(MET_IN_HOUSING, shown=shown),))
    assert lacking(draft, library) == [("can_take_part",)]


@pytest.mark.parametrize(
    "text",
    [
        "Du kan ikke være med til sang, det viste besøgene den 3. og 10. maj.",
        "Du har ikke brug for følgeskab. Du tog selv bussen fire gange i april.",
        "Du ønskede ikke et besøg. På mødet den 3. maj fortalte du, at du synger i kor.",
    ],
)
def test_a_finding_in_the_negative_is_a_finding(text: str, library: Library) -> None:
    shown = {**MET_IN_HOUSING.shown, "can_take_part": says(text)}
    draft = changed(REDUCTION, grounds=(replace(MET_IN_HOUSING, shown=shown),))
    assert judge(draft, library, ON).verdict is Verdict.STANDS


def test_what_nobody_demands_is_told_as_worth_mending(library: Library) -> None:
    assert judge(GRANT, library, ON).verdict is Verdict.STANDS
    empty = changed(GRANT, wishes=says("Vurderet."))
    assert judge(empty, library, ON).verdict is Verdict.STANDS
    assert by_code(empty, library, "says_nothing").severity is Severity.WARNING


def test_a_summary_is_not_held_to_the_words_of_who_tells_of_it(library: Library) -> None:
    short = ground("open_offer", can_use="Borgeren kan deltage.", covers_need="Dækker behovet.")
    own = changed(REFUSAL, grounds=(short,))
    assert judge(own, library, ON).verdict is Verdict.FALLS
    told = changed(own, not_stated=("evidence",))
    assert judge(told, library, ON).verdict is Verdict.STANDS


# ---------------------------------------------------------------- what no wording changes

WORDS = load().language
assert WORDS is not None
FILLERS = [*WORDS.words["filler"], *WORDS.words["padding"]]


@given(
    st.sampled_from([text for text in (*EMPTY, *MORE_EMPTY) if "undersøgt" not in text]),
    st.lists(st.sampled_from(FILLERS), min_size=1, max_size=6),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_filler_never_makes_an_empty_text_say_something(
    empty: str, fillers: list[str], before: bool
) -> None:
    reader = reader_of(load_once(), "copenhagen")
    assert reader is not None
    padding = " ".join(fillers)
    text = f"{padding.capitalize()}. {empty}" if before else f"{empty} {padding}."
    for measure in (of_answer, of_reason):
        assert measure(reader.read(text), frozenset()) is not Substance.SAYS


@given(
    st.permutations(
        [
            "Du synger i kor.",
            "Vi kom på besøg den 3. maj.",
            "Din mor har bil.",
            "Niveauet er tre dage.",
            "Det er ikke undersøgt.",
        ]
    )
)
@settings(max_examples=60, deadline=None)
def test_the_order_of_sentences_does_not_matter(order: list[str]) -> None:
    reader = reader_of(load_once(), "copenhagen")
    assert reader is not None
    read, sorted_read = reader.read(" ".join(order)), reader.read(" ".join(sorted(order)))
    assert (read.content, read.marked, read.denies) == (
        sorted_read.content, sorted_read.marked, sorted_read.denies,
    )  # fmt: skip
    assert sorted(map(str, read.clauses)) == sorted(map(str, sorted_read.clauses))


_LOADED: list[Library] = []


def load_once() -> Library:
    """The library for what Hypothesis draws, where fixtures of a function may not be used."""
    if not _LOADED:
        _LOADED.append(load())
    return _LOADED[0]
