"""What a text says in so many words, in numbers and in words, is what the norms answer."""

from dataclasses import replace
from typing import Any

import pytest

from kompas.casework import Decision, amounts
from kompas.norms import Library
from kompas.soundness import Finding, Severity, Verdict, judge
from tests.spec.soundness.drafts import GRANT, ON, REDUCTION, TUESDAYS, changed, says
from tests.spec.soundness.test_support_and_relief import RELIEF_GRANT, SUPPORT_GRANT
from tests.spec.soundness.test_texts_and_fields import granting, reducing
from tests.spec.soundness.work_and_housing import LONG_GRANT, WORK_GRANT

BLOCKING, WARNING = Severity.BLOCKING, Severity.WARNING
CODES = ("text_contradicts_answer", "text_contradicts_field", "texts_contradict")


def found(draft: Decision, library: Library) -> list[Finding]:
    """What speaks against the texts."""
    return [one for one in judge(draft, library, ON).findings if one.code in CODES]


def saying(draft: Decision, text: str, **changes: Any) -> Decision:
    """The draft with a text among its needs."""
    return changed(draft, need=says(f"{text} {TUESDAYS}"), **changes)


# --- when the help is followed up: every second year at the latest (§ 104), every year (§ 85) ---


@pytest.mark.parametrize(
    "text",
    [
        "Vi følger op på hjælpen om tre år.",
        "Vi følger op hvert tredje år.",
        "Hjælpen følges op senest om 36 måneder.",
        "Om tre år følger vi op.",
        "Næste opfølgning er om 30 måneder.",
        "Derefter følger kommunen op igen efter to og et halvt år.",
    ],
)
def test_a_later_follow_up_than_the_letter_promises_is_told(text: str, library: Library) -> None:
    (finding,) = found(granting(text), library)
    assert (finding.code, finding.severity) == ("text_contradicts_answer", WARNING)
    assert finding.lacks == ("follow_up_months",)
    assert "24 måneder" in finding.text
    assert "kvalitetsstandard" in finding.source


@pytest.mark.parametrize(
    "text",
    [
        "Vi følger op hvert andet år.",
        "Vi følger op om et halvt år.",
        "Hjælpen følges op hver 6. måned.",
        "Vi følger op en gang om året.",
        "Opfølgning er den 1. december.",
        "Jobcentret følger op om tre år.",
        "Din læge følger op hvert tredje år.",
        "Standarden siger, at vi følger op hvert tredje år.",
        "Vi følger op på dine tænder om tre år.",
        "Som udgangspunkt følger vi op hvert tredje år.",
        "Du har søgt om, at vi følger op om tre år.",
        "Vi har fulgt op i tre år.",
        "Hvis du flytter, følger vi op om tre år.",
        "Vi følger ikke op om tre år, men før.",
        "Din søster ser til dig om tre år.",
    ],
)
def test_a_sooner_follow_up_and_that_of_others_is_silent(text: str, library: Library) -> None:
    assert found(granting(text), library) == []


def test_what_is_individual_contradicts_no_time(library: Library) -> None:
    assert found(saying(LONG_GRANT, "Vi følger op om tre år."), library) == []
    assert found(saying(SUPPORT_GRANT, "Vi følger op hvert andet år."), library) != []
    assert found(saying(SUPPORT_GRANT, "Vi følger op hvert år."), library) == []


def test_a_letter_that_tells_no_follow_up_contradicts_none(library: Library) -> None:
    ended = changed(
        reducing("Vi følger op om tre år."), kind=REDUCTION.kind.TERMINATION, granted={}
    )
    assert found(ended, library) == []


# --- the time to complain ---


@pytest.mark.parametrize(
    "text",
    [
        "Du kan klage inden 6 uger.",
        "Hvis du er uenig, kan du klage inden seks uger.",
        "Klagefristen er to måneder.",
        "Du har 14 dage til at klage.",
        "Klag skriftligt eller mundtligt til os inden tre uger.",
    ],
)
def test_another_time_to_complain_than_the_letter_has_must_be_mended(
    text: str, library: Library
) -> None:
    guidance = REDUCTION.complaint_guidance
    assert guidance is not None
    for draft in (
        reducing(text),
        changed(REDUCTION, complaint_guidance=replace(guidance, how=f"Ring til os. {text}")),
    ):
        (finding,) = found(draft, library)
        assert (finding.code, finding.severity) == ("text_contradicts_field", BLOCKING)
        assert "klagefristen er skrevet som 4 uger" in finding.text
        assert judge(draft, library, ON).verdict is Verdict.MUST_BE_MENDED


@pytest.mark.parametrize(
    "text",
    [
        "Du kan klage inden fire uger.",
        "Klagefristen er 28 dage.",
        "Du kan klage inden en måned.",  # some month has four weeks
        "Vi svarer på klagen inden seks uger.",
        "Vi vurderer sagen igen inden to uger, når du har klaget.",
        "Du kan klage til Patienterstatningen inden tre år.",
        "Du har seks uger til at svare.",
        "Du kan klage over lægens behandling inden fem år.",
        "Du klagede i seks uger over larm fra vejen.",
        "Udlejer siger, at du kan klage inden seks uger.",
    ],
)
def test_the_same_time_and_other_times_are_silent(text: str, library: Library) -> None:
    assert found(reducing(text), library) == []


def test_without_guidance_the_law_tells_the_time(library: Library) -> None:
    (finding,) = found(granting("Du kan klage inden 6 uger."), library)
    assert (finding.code, finding.severity) == ("text_contradicts_answer", BLOCKING)
    assert "klagefrist" in finding.comes_to
    assert judge(granting("Du kan klage inden 6 uger."), library, ON).verdict is (
        Verdict.MUST_BE_MENDED
    )


# --- leave, distance, share, begin ---


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Du kan få orlov i op til 18 måneder.", 1),
        ("Du kan få orlov fra tilbuddet i to år.", 1),
        ("Du kan få orlov i op til 12 måneder.", 0),
        ("Du kan få orlov i tre måneder.", 0),
        ("Du kan få orlov fra dit arbejde i to år.", 0),
        ("Du har haft orlov i to år.", 0),
    ],
)
def test_leave_is_no_longer_than_the_standard_gives(
    text: str, count: int, library: Library
) -> None:
    assert [one.severity for one in found(granting(text), library)] == [WARNING] * count


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Du får et tilbud inden for 15 kilometer af din bolig.", WARNING),
        ("Du får et tilbud inden for 10 km fra dit hjem.", None),
        ("Du får et tilbud inden for fem kilometer fra din bolig.", None),
        ("Tilbuddet ligger 15 kilometer fra din bolig.", None),
        ("Du cykler 15 kilometer fra din bolig hver dag.", None),
        ("Du betaler selv kørslen, dog højst 40 procent af det, du tjener.", BLOCKING),
        ("Du betaler selv kørslen, dog højst 30 % af det, du tjener.", None),
        ("Du betaler husleje, højst 40 procent af det, du tjener.", None),
    ],
)
def test_distance_and_share_are_those_of_the_rules(
    text: str, severity: Severity | None, library: Library
) -> None:
    told = [one.severity for one in found(saying(WORK_GRANT, text), library)]
    assert told == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Hjælpen begynder om to uger.", 1),
        ("Om en uge begynder støtten.", 1),
        ("Hjælpen begynder først om et halvt år.", 1),
        ("Hjælpen begynder om to måneder.", 0),
        ("Hjælpen begynder om cirka ni uger.", 0),
        ("Skolen begynder om to uger.", 0),
        ("Hjælpen begynder om morgenen.", 0),
        ("Støtten efter § 85 begynder om to uger.", 0),
    ],
)
def test_the_help_begins_when_the_field_says(text: str, count: int, library: Library) -> None:
    """Decided on 1 June, and from 1 August."""
    assert len(found(granting(text), library)) == count
    assert found(granting(text, starts_on=None), library) == []


# --- in words ---


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Du kan frit vælge tilbud.", 1),
        ("Du har frit valg af tilbud.", 1),
        ("Du har ikke frit valg af tilbud.", 0),
        ("Du kan ikke frit vælge tilbuddet.", 0),
        ("Du kan frit vælge mellem værkstederne.", 0),
        ("Du vil gerne vide, om du har frit valg af tilbud.", 0),
        ("Du kan frit vælge tilbud efter § 79, som er åbne tilbud.", 0),
    ],
)
def test_who_has_no_free_choice_is_not_told_to_have_one(
    text: str, count: int, library: Library
) -> None:
    assert [one.severity for one in found(granting(text), library)] == [BLOCKING] * count


def test_two_texts_on_the_free_choice_contradict_each_other(library: Library) -> None:
    draft = granting(
        "Du har frit valg af tilbud.", capacity=says("Du har ikke frit valg af tilbud.")
    )
    assert "texts_contradict" in {one.code for one in found(draft, library)}


@pytest.mark.parametrize(
    ("days", "text", "count"),
    [
        (3, "Du får en deltidsplads.", 0),
        (3, "Du får en heltidsplads.", 1),
        (4, "Du får en heltidsplads.", 0),
        (5, "Du får en deltidsplads.", 1),  # the level says three or four: what is granted counts
        (3, "Du har et job på heltid.", 0),
        (1, "Du får en deltidsplads.", 0),  # the standard does not say
    ],
)
def test_full_time_is_told_by_the_days_that_are_granted(
    days: int, text: str, count: int, library: Library
) -> None:
    draft = granting(text, granted=amounts(days_per_week=days))
    assert len(found(draft, library)) == count


def test_of_days_that_are_not_granted_no_time_is_told(library: Library) -> None:
    assert found(granting("Du får en heltidsplads.", granted={}), library) == []


def test_relief_is_of_the_kind_that_the_standard_answers(library: Library) -> None:
    few = saying(RELIEF_GRANT, "I får aflastning uden for hjemmet.")
    assert [one.severity for one in found(few, library)] == [WARNING]
    for text in (
        "I får afløsning i hjemmet.",
        "I får afløsning i hjemmet og aflastning uden for hjemmet.",
        "I får ikke aflastning uden for hjemmet.",
        "I har søgt om, at I får aflastning uden for hjemmet.",
    ):
        assert found(saying(RELIEF_GRANT, text), library) == [], text


def test_the_letter_itself_contradicts_nothing(library: Library) -> None:
    for draft in (GRANT, REDUCTION, WORK_GRANT, LONG_GRANT, SUPPORT_GRANT, RELIEF_GRANT):
        assert found(draft, library) == []


def test_what_is_told_of_other_help_is_not_of_this(library: Library) -> None:
    draft = granting(
        "Støtten begynder om to uger efter § 85.",
        alternatives=says("Støtten fra kommunens frivillige begynder om to uger."),
    )
    assert found(draft, library) == []
