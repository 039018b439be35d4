"""The texts of a decision say what its fields and the case say, and none is read into a text."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kompas.casework import Cost, Decision, DecisionKind, Ground, PartyHearing, amounts
from kompas.norms import GivenFact, Library
from kompas.soundness import Finding, Severity, Verdict, judge
from tests.spec.soundness.drafts import (
    GRANT,
    MET_IN_HOUSING,
    ON,
    REDUCTION,
    SUITED,
    TUESDAYS,
    changed,
    ground,
    says,
)
from tests.spec.soundness.test_support_and_relief import SUPPORT_GRANT


def need(text: str) -> Ground:
    return ground("individual_need", text, what_in_this_case="Er alene hjemme hver eftermiddag.")


def granting(text: str, **changes: Any) -> Decision:
    """A grant of three days and 21 hours from 1 August 2026 whose ground says the text."""
    whole = {"starts_on": date(2026, 8, 1), "grounds": (need(f"{text} {TUESDAYS}"),), **changes}
    return changed(GRANT, **whole)


def reducing(text: str) -> Decision:
    """A reduction from four days to three whose ground says the text."""
    return changed(REDUCTION, grounds=(replace(MET_IN_HOUSING, text=f"{text} {TUESDAYS}"),))


def found(draft: Decision, library: Library, code: str) -> list[Finding]:
    return [one for one in judge(draft, library, ON).findings if one.code == code]


# --- how much ------------------------------------------------------------------------------------

NOW_WRONG = (
    "Du får to dage om ugen i Værkstedet.",
    "Du får derfor to dage.",
    "Vi bevilger dig 2 dage om ugen.",
    "Derfor får du fire dage om ugen.",
    "Du bevilges to ugentlige dage fra den 1. august 2026.",
    "Tre dage ville være for meget. Du får derfor to.",
    "Du får tre dage om ugen og 18 timer om ugen.",
    "Du får to dage i Værkstedet og to dage i haven.",
    "Prøve får to dage om ugen.",
    "Du får 4-5 dage om ugen.",
)


@pytest.mark.parametrize("text", NOW_WRONG)
def test_another_extent_in_the_text_must_be_mended(text: str, library: Library) -> None:
    draft = granting(text)
    (finding,) = found(draft, library, "text_contradicts_extent")
    assert finding.severity is Severity.BLOCKING
    assert finding.about == "decision.grounds[0].text"
    assert "»Det konkrete behov«" in finding.text
    assert judge(draft, library, ON).verdict is Verdict.MUST_BE_MENDED


NOW_RIGHT = (
    "Du får tre dage om ugen i Værkstedet.",
    "To dage ville være for lidt til dig. Du får derfor tre.",
    "Du får to dage i Værkstedet og en dag i haven.",
    "Du får tre dage om ugen og 21 timer om ugen.",
    "Du får 2-3 dage om ugen.",
    "Din mor kommer to gange om ugen.",
    "Du får besøg af din mor to dage om ugen.",
    "Du får hjemmehjælp to dage om ugen.",
    "Du får 14 dage til at svare.",
    "Du får én dag mere end før.",
    "Hvis du får to dage, er du alene resten af ugen.",
    "Du får ikke to dage, men tre.",
    "Det vejledende niveau er to dage om ugen.",
    "Du får to timer ad gangen i svømmehallen.",
    "Din bror får to dage om ugen i et andet tilbud.",
    "Du har epilepsi og får cirka to anfald om ugen.",
    "Du får to gode venner i tilbuddet.",
    "Vi følger op om seks måneder.",
    "Du får to timer om ugen efter servicelovens § 83.",
    "Efter § 85 får du to timer om ugen.",
    "Du får to dage fri om ugen, så du kan hvile.",
    "Vi giver dig to dages betænkningstid.",
    "Kommunen giver to dage om ugen til de fleste, men dit behov er større.",
    "Vi giver som udgangspunkt to dage om ugen.",
    "Hvis behovet ændrer sig, kan du få fire dage om ugen.",
    "Når du er klar, får du fire dage om ugen.",
    "Hjælpen nedsættes ikke til to dage.",
    "Standarden nedsættes til to dage om ugen næste år.",
    "Bostøtten nedsættes fra 6 til 4 timer om ugen.",
    "Der gives to dage om ugen til borgere over 65 år.",
    "Lægen siger, at du får to dage om ugen med smerter.",
    "Du får tre dage om ugen i stedet for de to, som er niveauet.",
    "Du får tre dage om ugen, og to af dagene er i køkkenet.",
)


@pytest.mark.parametrize("text", NOW_RIGHT)
def test_what_agrees_or_speaks_of_something_else_is_silent(text: str, library: Library) -> None:
    assert judge(granting(text), library, ON).findings == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Prøve er glad for at synge. Hun får to dage om ugen.", 1),
        ("Prøve går til kor. Han har søgt om hjælp og får tre dage om ugen.", 0),
        ("Prøve går til kor. Derfor får han fire dage om ugen.", 1),
        ("Hun får to dage om ugen.", 0),  # nobody is named
        ("Prøve bor med sin søster. Hun får to dage om ugen i et andet tilbud.", 0),
        ("Prøve ses med Inger. Hun får to dage om ugen i et andet tilbud.", 0),
        ("Prøve har en kontaktperson. Han får to dage om ugen til papirerne.", 0),
    ],
)
def test_he_and_she_are_the_citizen_where_nobody_else_is_named(
    text: str, count: int, library: Library
) -> None:
    draft = changed(granting(TUESDAYS), need=says(text))
    assert len(found(draft, library, "text_contradicts_extent")) == count


def test_a_figure_at_a_place_that_is_not_the_helps_is_doubtful(library: Library) -> None:
    at_home = "Hjemme på Lærkebo får du to dage om ugen sang."
    for text, facility in ((at_home, "Værkstedet"), (at_home, "Lærkebo")):
        draft = granting(text, facilities=(replace(SUITED, name=facility),))
        (finding,) = found(draft, library, "text_contradicts_extent")
        doubtful = facility == "Værkstedet"
        assert finding.severity is (Severity.WARNING if doubtful else Severity.BLOCKING)


def test_hours_are_compared_in_another_measure_where_the_factor_is_exact(library: Library) -> None:
    grant = changed(SUPPORT_GRANT, granted=amounts(hours_per_week=2))
    for text, count in (
        ("Du får 4 timer hver 14. dag.", 0),
        ("Du får fire timers støtte hver anden uge.", 0),
        ("Du får fem timers støtte hver 14. dag.", 1),
        ("Du får halvanden time om ugen.", 1),
        ("Du får fire timer om måneden.", 0),  # not exactly so many a week
    ):
        draft = changed(grant, grounds=(need(text),))
        assert len(found(draft, library, "text_contradicts_extent")) == count, text


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Du har haft fire dage og får nu tre.", None),
        ("Du har hidtil haft fire dage om ugen.", None),
        ("Hjælpen nedsættes fra fire til tre dage om ugen.", None),
        ("Du har hidtil haft fem dage om ugen.", Severity.BLOCKING),
        ("Du har haft fem dage og får nu tre.", Severity.WARNING),
        ("Hjælpen nedsættes til to dage om ugen.", Severity.BLOCKING),
        ("Du får fire dage om ugen.", Severity.WARNING),  # before, or a slip of the pen
        ("Du har haft tre dage med uro.", None),
    ],
)
def test_before_and_now_are_told_apart(
    text: str, severity: Severity | None, library: Library
) -> None:
    findings = found(reducing(text), library, "text_contradicts_extent")
    assert [f.severity for f in findings] == ([severity] if severity else [])


def test_what_the_citizen_wants_and_other_help_is_not_the_decision(library: Library) -> None:
    draft = changed(
        granting("Du får tre dage."),
        wishes=says(
            "Karen siger: Jeg vil gerne have fem dage om ugen. Så får jeg fem dage om ugen."
        ),
        alternatives=says("Du får to timer om ugen efter § 85."),
    )
    assert judge(draft, library, ON).findings == ()


ANSWER = PartyHearing(
    sent_on=date(2026, 5, 4), deadline_on=date(2026, 5, 18), answer="Jeg er glad for det."
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Vi har talt med tilbuddet. Du får derfor to dage om ugen.", 1),
        ("Du får tre dage om ugen, og det dækker turene til svømmehallen.", 0),
        ("Du skriver, at du får to dage om ugen. Vi har talt med værkstedet om turene.", 0),
        ("Du svarede: I dag får jeg to dage om ugen, og det er for lidt til keramik.", 0),
    ],
)
def test_how_an_answer_was_weighed_is_held_against_the_fields(
    text: str, count: int, library: Library
) -> None:
    draft = granting(TUESDAYS, hearing=ANSWER, answer_weighed=says(text))
    assert len(found(draft, library, "text_contradicts_extent")) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Du har hidtil haft fem dage om ugen, og du er blevet træt.", 1),
        ("Du har hidtil haft fire dage om ugen, og du er blevet træt.", 0),
        ("Du får nu to timer om ugen hos en fysioterapeut.", 0),
        ("Siden maj får du to dage om ugen i en klub, der er åben for alle.", 0),
    ],
)
def test_what_changed_tells_of_the_help_so_far_and_of_other_help(
    text: str, count: int, library: Library
) -> None:
    draft = changed(reducing(TUESDAYS), changed_since=says(text))
    assert len(found(draft, library, "text_contradicts_extent")) == count


def test_a_refusal_tells_of_other_help(library: Library) -> None:
    refusal = changed(
        REDUCTION,
        kind=DecisionKind.REFUSAL,
        granted={},
        granted_before={},
        alternatives=says("Du kan bruge caféen på torvet og det åbne værksted om onsdagen."),
        grounds=(
            replace(MET_IN_HOUSING, text="Du får to dage om ugen aktiviteter i botilbuddet."),
        ),
    )
    assert judge(refusal, library, ON).findings == ()


# --- levels --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Dit støttebehov er vurderet til D2.", True),
        ("Dit støttebehov er vurderet til C1.", False),
        ("Udredningen viser niveau C1.", False),
        ("Standarden er skrevet til dem med støttebehov på mindst C3.", True),
        ("I 2021 var støttebehovet C1.", True),
        ("Dit støttebehov var tidligere C1.", True),
        ("Du bor på stuegang C1 og har behov for ro.", True),
        ("Du sejlede med båden D1.", True),
        ("På temaet mobilitet er dit støttebehov C1.", True),
    ],
)
def test_the_level_of_the_text_is_the_level_of_the_case(
    text: str, stands: bool, library: Library
) -> None:
    findings = found(granting(text), library, "text_contradicts_fact")
    assert (findings == []) is stands
    assert all("D2 (omfattende støttebehov, middel)" in f.text for f in findings)
    assert (judge(granting(text), library, ON).verdict is Verdict.STANDS) is stands


def test_a_level_of_which_only_the_letter_is_known_agrees_with_each_of_it(library: Library) -> None:
    facts = {**GRANT.facts, "vum_level": GivenFact("D", "Udredning", ON)}
    for level, count in (("D1", 0), ("D3", 0), ("C1", 1)):
        draft = granting(f"Dit støttebehov er {level}.", facts=facts)
        assert len(found(draft, library, "text_contradicts_fact")) == count


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Dit støttebehov er omfattende.", None),
        ("Dit støttebehov er let.", Severity.WARNING),
        ("Du har et let støttebehov.", Severity.WARNING),
        ("Borgeren har et fuldstændigt støttebehov.", Severity.WARNING),
        ("Udredningen viser, at du har et let støttebehov.", Severity.BLOCKING),
        ("Dit støttebehov er vurderet til moderat.", Severity.BLOCKING),
        ("Støttebehovet vurderes til massivt.", Severity.BLOCKING),
        ("Vi vurderer, at dit støttebehov er moderat.", Severity.BLOCKING),
        ("Udredningen viser, at du har et omfattende støttebehov.", None),
        ("Du har et moderat støttebehov.", None),  # an everyday word, and the level beside
        ("Du har et let støttebehov, når du handler.", None),
        ("Du har et let støttebehov i køkkenet.", None),
        ("Om morgenen har du et let støttebehov.", None),
        ("Dit støttebehov er ikke let.", None),
        ("Dit støttebehov er let at overse.", None),
        ("Tidligere var dit støttebehov let, og nu er det større.", None),
        ("Udredningen fra 2021 viste, at du har et let støttebehov.", None),
        ("Standarden er for dem, hvis støttebehov er moderat.", None),
        ("På nogle områder vurderes støttebehovet til let.", None),
        ("Din bror har et let støttebehov.", None),
        ("Du har let ved at lære navne.", None),
    ],
)
def test_a_level_in_words_is_the_level_of_the_case(
    text: str, severity: Severity | None, library: Library
) -> None:
    findings = found(granting(text), library, "text_contradicts_fact")
    assert [one.severity for one in findings] == ([severity] if severity else [])
    assert all("D2 (omfattende støttebehov, middel)" in one.text for one in findings)


# --- days and periods ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ends", "stands"),
    [
        ("Du får tre dage om ugen fra den 1. august 2026.", None, True),
        ("Du får tre dage om ugen fra 1. september.", None, False),
        ("Bevillingen gælder fra den 1. august.", None, True),
        ("Bevillingen gælder fra den 1. juli 2026.", None, False),
        ("Hjælpen begynder den 3. august 2026.", None, False),
        ("Du begynder på et sprogkursus den 1. september.", None, True),
        ("Støtten efter § 85 begynder den 1. juli 2026.", None, True),
        ("Du flyttede til byen den 1. juli 2026.", None, True),
        ("Bevillingen gælder til den 31. januar 2027.", date(2027, 1, 31), True),
        ("Bevillingen gælder til den 31. december 2026.", date(2027, 1, 31), False),
        ("Bevillingen gælder i 6 måneder.", date(2027, 1, 31), True),
        ("Bevillingen gælder i seks måneder.", date(2027, 1, 31), True),
        ("Bevillingen gælder i et år.", date(2027, 1, 31), False),
        ("Du har været i praktik i et år.", date(2027, 1, 31), True),
    ],
)
def test_the_days_of_the_text_are_those_of_the_decision(
    text: str, ends: date | None, stands: bool, library: Library
) -> None:
    findings = found(granting(text, ends_on=ends), library, "text_contradicts_day")
    assert (findings == []) is stands


# --- money ---------------------------------------------------------------------------------------

LUNCH = Cost(what="Frokost", amount_oere=120_000, period="month", source="Takstbladet 2026")


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Du betaler 1.200 kr. om måneden for frokost.", None),
        ("Du betaler tolv hundrede kroner om måneden for frokost.", None),
        ("Du betaler 1.000 kr. om måneden for frokost.", Severity.BLOCKING),
        ("Du skal selv betale et tusind kroner om måneden for frokost.", Severity.BLOCKING),
        ("Du betaler 50 kr. for en billet til svømmehallen.", Severity.WARNING),
        ("Din pension er 14.000 kr. om måneden.", None),
        ("Kommunen betaler 1.000 kr. for frokosten.", None),
    ],
)
def test_what_the_citizen_pays_is_told_alike(
    text: str, severity: Severity | None, library: Library
) -> None:
    findings = found(granting(text, costs=(LUNCH,)), library, "text_contradicts_payment")
    assert [f.severity for f in findings] == ([severity] if severity else [])


# --- in so many words ----------------------------------------------------------------------------

NO_DRIVE = "Du får ikke kørsel, fordi din mor har bil."


def test_no_transport_to_who_has_a_right_to_it_falls(library: Library) -> None:
    draft = granting(NO_DRIVE)
    (finding,) = found(draft, library, "text_contradicts_answer")
    assert "Efter reglerne: kommunen betaler" in finding.text
    assert finding.source
    assert judge(draft, library, ON).verdict is Verdict.FALLS


def test_two_texts_that_say_the_opposite_are_told_with_both_places(library: Library) -> None:
    facts = {k: v for k, v in GRANT.facts.items() if k != "considerably_reduced_capacity"}
    facts["special_social_problems"] = GivenFact(True, "Udredning", ON)
    draft = granting(
        NO_DRIVE,
        facts=facts,
        facilities=(replace(SUITED, premises=says("Kommunen betaler din transport dertil.")),),
    )
    (finding,) = found(draft, library, "texts_contradict")
    assert "»Det konkrete behov«" in finding.text
    assert "»Værkstedet«" in finding.text


@pytest.mark.parametrize(
    ("what", "stands"),
    [("Kørsel til tilbuddet", False), ("Transport", False), ("Frokost", True),
     ("Kørsel på sommerens udflugt", True)],
)  # fmt: skip
def test_a_cost_line_for_transport_that_the_municipality_pays_is_told(
    what: str, stands: bool, library: Library
) -> None:
    cost = Cost(what=what, amount_oere=20_000, period="month", source="Takstbladet 2026")
    draft = granting("Kommunen betaler din transport.", costs=(cost,))
    assert (found(draft, library, "texts_contradict") == []) is stands
    assert (found(draft, library, "text_contradicts_answer") == []) is stands


@pytest.mark.parametrize(
    "text",
    [
        "Kommunen betaler din transport.",
        "Du kører selv i bus og vil gerne blive ved med det.",
        "Din mor har spurgt, om du får ikke kørsel.",
        "Du vil gerne have, at kommunen betaler din transport.",
        "Du betaler selv transporten, når I tager på udflugt.",
        "Du betaler selv for transporten, når du tager hjem til din far.",
        "Hvis du flytter, betaler du selv transporten.",
    ],
)
def test_what_agrees_or_is_only_asked_is_no_contradiction(text: str, library: Library) -> None:
    assert judge(granting(text), library, ON).findings == ()


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Du bor i botilbud.", True),
        ("Du bor i egen lejlighed.", False),
        ("Du boede i egen lejlighed, til du var 40.", True),
        ("Du bor i egen lejlighed i botilbuddet.", True),
    ],
)
def test_where_the_citizen_lives_is_told_as_it_is_recorded(
    text: str, stands: bool, library: Library
) -> None:
    assert (found(granting(text), library, "text_contradicts_fact") == []) is stands


def test_a_text_says_the_same_once_though_it_stands_in_several_places(library: Library) -> None:
    draft = granting("Du får to dage om ugen. Du får altså to dage om ugen.")
    assert len(found(draft, library, "text_contradicts_extent")) == 1


def test_amounts_that_are_not_stated_are_not_compared(library: Library) -> None:
    draft = granting("Du får 21 timer om ugen.", granted=amounts(days_per_week=3))
    assert found(draft, library, "text_contradicts_extent") == []


def test_texts_longer_than_any_letter_are_said_not_to_be_read(library: Library) -> None:
    long = granting("Du får to dage om ugen. " + "Du er glad for at synge. " * 3_000)
    assert [f.severity for f in found(long, library, "texts_too_long")] == [Severity.OPEN]
    assert found(granting("Du er glad. " * 1_000), library, "texts_too_long") == []
