"""How much help: what is granted against law and standard, in the measures of each service.

A standard is a guiding level and never the decision (002 chapter 1): more or less can be given with
an individual reason, nothing passes without one, and the letter says what was decided.
"""

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kompas.casework import Decision, DecisionKind, amounts
from kompas.letters.letter import plain_text
from kompas.norms import Library, default_folder, load
from kompas.soundness import judge
from tests.spec.soundness.drafts import ON, REDUCTION, changed, ground
from tests.spec.soundness.test_support_and_relief import (
    RELIEF_GRANT,
    RESPITE_GRANT,
    SUPPORT_GRANT,
    blocking,
    letter_of,
    noted,
)
from tests.spec.soundness.work_and_housing import LONG_GRANT, TEMPORARY_GRANT, WORK_GRANT

NEED = ground("individual_need", "To af børnene har handicap.", what_in_this_case="Begge er små.")
LARGE = replace(
    RESPITE_GRANT,
    facts={**RESPITE_GRANT.facts, "respite_package": noted("large")},
    granted=amounts(days_per_year=80),
)
LESS = ground(
    "individual_need",
    "Emma er hos sin mormor.",
    what_in_this_case="Emma sover hos sin mormor fra fredag til søndag hver uge.",
)


def partly(draft: Decision, **granted: int) -> Decision:
    """A partial refusal of what a grant gave."""
    return replace(
        draft,
        kind=DecisionKind.PARTIAL_REFUSAL,
        granted=amounts(**granted),
        grounds=(LESS,),
        complaint_guidance=REDUCTION.complaint_guidance,
    )


# --- what is granted against the level -----------------------------------------------------------


@pytest.mark.ledger("FW-01", "RELIEF-06")
def test_fewer_days_of_respite_than_the_package_can_be_decided_and_are_printed(
    library: Library,
) -> None:
    without_reason = replace(LARGE, granted=amounts(days_per_year=60))
    assert blocking(without_reason, library) == [("deviation_without_reason", "respite_days")]
    draft = partly(LARGE, days_per_year=60)
    assert blocking(draft, library) == []
    text = plain_text(letter_of(draft, library))
    assert "I får aflastning 60 døgn om året." in text
    assert "80" not in text


@pytest.mark.ledger("FW-01")
def test_what_was_granted_as_the_level_is_no_deviation(library: Library) -> None:
    assert blocking(LARGE, library) == []


@pytest.mark.ledger("S85-03", "FW-01")
@pytest.mark.parametrize(
    ("granted", "stands"),
    [
        ({"hours_per_week": "0.5"}, True),  # 1 hour every 14 days
        ({"hours_per_week": 5}, True),
        ({"hours_per_week": "5.5"}, False),
        ({"hours_per_week": 6}, False),
        ({"hours_per_fortnight": 1}, True),
        ({"hours_per_fortnight": 10}, True),
        ({"hours_per_fortnight": "0.5"}, False),
        ({"hours_per_fortnight": 12}, False),
    ],
)
def test_hours_of_support_are_compared_in_whichever_measure_they_are_granted(
    granted: dict[str, int | str], stands: bool, library: Library
) -> None:
    draft = changed(SUPPORT_GRANT, granted=amounts(**granted))
    expected = [] if stands else [("deviation_without_reason", "support_hours")]
    assert blocking(draft, library) == expected


@pytest.fixture(scope="module")
def of_seven_to_twelve(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A copy of the norms whose level of support is 7 to 12 hours a week, told by the fortnight."""
    folder = tmp_path_factory.mktemp("seven") / "norms"
    shutil.copytree(default_folder(), folder)
    for file in (folder / "copenhagen").glob("85-*.toml"):
        text = file.read_text("utf-8")
        file.write_text(text.replace('hours_per_fortnight = "1..10"', _SEVEN_TO_TWELVE), "utf-8")
    return load(folder)


_SEVEN_TO_TWELVE = 'hours_per_fortnight = "14..24"'


@pytest.mark.parametrize(
    ("granted", "stands"),
    [
        ({"hours_per_week": 2}, False),
        ({"hours_per_week": "6.5"}, False),
        ({"hours_per_week": 7}, True),
        ({"hours_per_week": 12}, True),
        ({"hours_per_fortnight": 4}, False),
        ({"hours_per_fortnight": 14}, True),
    ],
)
def test_two_hours_against_seven_to_twelve_is_told(
    granted: dict[str, int | str], stands: bool, of_seven_to_twelve: Library
) -> None:
    draft = changed(SUPPORT_GRANT, granted=amounts(**granted))
    found = judge(draft, of_seven_to_twelve, ON).findings
    assert [one.code for one in found] == ([] if stands else ["deviation_without_reason"])
    if granted == {"hours_per_week": 2}:
        assert "Udkastet giver 4 timer hver 14. dag." in found[0].says
        assert "14-24 timer hver 14. dag" in found[0].says


def test_one_thing_in_two_measures_is_the_same(library: Library) -> None:
    twice = changed(SUPPORT_GRANT, granted=amounts(hours_per_week=2, hours_per_fortnight=4))
    assert blocking(twice, library) == []
    wrong = changed(SUPPORT_GRANT, granted=amounts(hours_per_week=2, hours_per_fortnight=6))
    (finding,) = judge(wrong, library, ON).findings
    assert finding.code == "amounts_contradict"
    assert "2 timer om ugen og 6 timer hver 14. dag" in finding.says


def test_what_does_not_follow_exactly_is_not_compared(library: Library) -> None:
    # 24 days a year are no weekends a month, though the standard calls them alike.
    facts = {**RESPITE_GRANT.facts, "relief_form": noted("weekend_tours")}
    draft = changed(RESPITE_GRANT, facts=facts, granted=amounts(weekends_per_month=2))
    assert blocking(draft, library) == []


# --- an amount is stated -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["grant", "partial_refusal", "reduction"])
def test_relief_without_an_amount_is_no_letter(kind: str, library: Library) -> None:
    draft = replace(
        partly(RESPITE_GRANT),
        kind=DecisionKind(kind),
        granted_before=amounts(days_per_year=80) if kind == "reduction" else {},
    )
    assert ("amount_missing", "granted") in blocking(draft, library)
    assert "amount" in [one.code for one in letter_of(draft, library).missing]
    (finding,) = (f for f in judge(draft, library, ON).findings if f.code == "amount_missing")
    assert "timer om ugen eller døgn om året eller weekender om måneden" in finding.remedy


@pytest.mark.parametrize("draft", [TEMPORARY_GRANT, LONG_GRANT])
def test_a_home_is_one_place_and_nobody_types_it(draft: Decision, library: Library) -> None:
    assert draft.granted == {}
    assert blocking(draft, library) == []
    assert letter_of(draft, library).missing == ()
    placed = replace(draft, granted=amounts(place=1))
    assert blocking(placed, library) == []
    assert letter_of(placed, library) == letter_of(draft, library)


@pytest.mark.parametrize("draft", [WORK_GRANT, RELIEF_GRANT, LARGE])
def test_what_is_measured_says_how_much(draft: Decision, library: Library) -> None:
    assert blocking(draft, library) == []
    missing = [code for code, _about in blocking(replace(draft, granted={}), library)]
    assert missing in (["amount_missing"], ["duty_not_met"], [])
    assert letter_of(replace(draft, granted={}), library).missing


# --- the kind, in every measure ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "before", "now", "agrees"),
    [
        ("reduction", {"days_per_year": 80}, {"days_per_year": 60}, True),
        ("reduction", {"days_per_year": 80}, {"days_per_year": 80}, False),
        ("grant", {"days_per_year": 40}, {"days_per_year": 80}, True),
        ("grant", {"days_per_year": 80}, {"days_per_year": 40}, False),
        ("grant", {"days_per_year": 40, "hours_per_week": 2}, {"days_per_year": 80}, True),
        ("grant", {"hours_per_week": 4}, {"hours_per_week": 2, "days_per_year": 40}, False),
        ("reduction", {"weekends_per_month": 2}, {"days_per_year": 40}, True),  # not compared
        ("grant", {}, {"days_per_year": 0}, False),
    ],
)
def test_the_kind_agrees_with_how_much_there_was(
    kind: str, before: dict[str, int], now: dict[str, int], agrees: bool, library: Library
) -> None:
    draft = replace(
        LARGE,
        kind=DecisionKind(kind),
        granted=amounts(**now),
        granted_before=amounts(**before),
    )
    found = "kind_contradicts_extent" not in [code for code, _about in blocking(draft, library)]
    assert found is agrees


@pytest.mark.parametrize(
    ("before", "now", "less"),
    [
        ({"hours_per_week": 3}, {"hours_per_fortnight": 5}, True),
        ({"hours_per_week": 3}, {"hours_per_fortnight": 6}, False),
        ({"hours_per_fortnight": 5}, {"hours_per_week": "2.5"}, False),
        ({"hours_per_fortnight": 5}, {"hours_per_week": 2}, True),
    ],
)
def test_before_and_now_are_compared_across_measures_that_follow_exactly(
    before: dict[str, int], now: dict[str, int | str], less: bool, library: Library
) -> None:
    draft = changed(SUPPORT_GRANT, granted=amounts(**now), granted_before=amounts(**before))
    found = "kind_contradicts_extent" in [code for code, _about in blocking(draft, library)]
    assert found is less


@pytest.mark.parametrize(
    ("kind", "asked", "given", "agrees"),
    [
        ("grant", 3, 3, True),
        ("grant", 6, 3, False),  # half of it is no grant
        ("grant", 2, 3, True),
        ("partial_refusal", 6, 3, True),
        ("partial_refusal", 3, 3, False),
    ],
)
def test_a_grant_gives_what_was_applied_for(
    kind: str, asked: int, given: int, agrees: bool, library: Library
) -> None:
    draft = changed(
        SUPPORT_GRANT,
        kind=DecisionKind(kind),
        applied_amounts=amounts(hours_per_week=asked),
        granted=amounts(hours_per_week=given),
    )
    found = [f for f in judge(draft, library, ON).findings if f.code == "kind_contradicts_extent"]
    assert (found == []) is agrees
    for finding in found:
        assert f"Søgt: {asked} timer om ugen. Nu: {given} timer om ugen." in finding.says


def test_in_the_letter_halves_and_one_are_written_as_in_danish(library: Library) -> None:
    for number, said in (("2.5", "2,5 timer"), ("1", "1 time"), ("0.5", "0,5 timer")):
        draft = changed(SUPPORT_GRANT, granted=amounts(hours_per_week=Decimal(number)))
        assert f"Du får støtte {said} om ugen." in plain_text(letter_of(draft, library))


@pytest.mark.parametrize(
    ("granted", "said"),
    [
        (
            {"hours_per_week": "2.5", "hours_per_fortnight": 5},
            "Du får støtte 2,5 timer om ugen (det er 5 timer hver 14. dag).",
        ),
        (
            {"hours_per_week": "2.5", "hours_per_fortnight": 6},
            "Du får støtte 2,5 timer om ugen og 6 timer hver 14. dag.",
        ),
        ({"hours_per_fortnight": 5}, "Du får støtte 5 timer hver 14. dag."),
    ],
)
def test_in_the_letter_the_same_help_is_told_once(
    granted: dict[str, int | str], said: str, library: Library
) -> None:
    draft = changed(SUPPORT_GRANT, granted=amounts(**granted))
    assert said in plain_text(letter_of(draft, library))


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (
            {"hours_per_week": 10},
            {"hours_per_fortnight": "10.5"},
            "Nu har du støtte 10 timer om ugen. Fra den dag får du støtte 10,5 timer hver 14. dag.",
        ),
        ({"hours_per_week": 10}, {"hours_per_fortnight": 20}, None),  # it is the same
        ({"hours_per_week": 10}, {"hours_per_week": 8}, "Nu har du støtte 10 timer om ugen."),
        ({}, {"hours_per_week": 8}, None),
    ],
)
def test_the_letter_tells_before_and_now_each_in_its_own_measure(
    before: dict[str, int], now: dict[str, int | str], said: str | None, library: Library
) -> None:
    draft = replace(
        SUPPORT_GRANT,
        kind=DecisionKind.REDUCTION,
        granted=amounts(**now),
        granted_before=amounts(**before),
    )
    text = plain_text(letter_of(draft, library))
    assert (said or "") in text
    assert ("Nu har du" in text) is (said is not None)


# --- what is all or nothing, and a refusal -------------------------------------------------------


@pytest.mark.parametrize("draft", [TEMPORARY_GRANT, LONG_GRANT])
@pytest.mark.parametrize(
    ("kind", "found"), [("reduction", True), ("grant", False), ("termination", False)]
)
def test_less_than_a_place_is_no_place(
    draft: Decision, kind: str, found: bool, library: Library
) -> None:
    granted = {} if kind == "termination" else draft.granted
    made = replace(draft, kind=DecisionKind(kind), granted=granted, granted_before=amounts(place=1))
    told = [f for f in judge(made, library, ON).findings if f.code == "kind_contradicts_extent"]
    assert bool(told) is found
    for finding in told:
        assert "helt eller slet ikke" in finding.says
        assert "et ophør" in finding.remedy


@pytest.mark.parametrize("draft", [TEMPORARY_GRANT, LONG_GRANT])
@pytest.mark.parametrize("ends", [True, False])
def test_a_stay_that_ends_is_not_called_changed(
    draft: Decision, ends: bool, library: Library
) -> None:
    made = replace(
        draft,
        kind=DecisionKind.REDUCTION,
        starts_on=date(2026, 8, 1),
        ends_on=date(2026, 8, 1) if ends else None,
    )
    text = plain_text(letter_of(made, library))
    assert ("botilbuddet stopper den 1. august 2026" in text) is ends
    assert ("bliver ændret" in text) is not ends
    assert ("Ændringen gælder" in text) is not ends


@pytest.mark.parametrize(
    ("kind", "granted", "found"),
    [
        ("refusal", {"days_per_week": 3, "hours_per_week": 15}, True),
        ("refusal", {"days_per_week": 0}, False),
        ("refusal", {}, False),
        ("partial_refusal", {"days_per_week": 3, "hours_per_week": 15}, False),
    ],
)
def test_a_refusal_gives_no_help(
    kind: str, granted: dict[str, int], found: bool, library: Library
) -> None:
    draft = changed(
        REDUCTION, kind=DecisionKind(kind), granted=amounts(**granted), granted_before={}
    )
    told = [f for f in judge(draft, library, ON).findings if f.code == "kind_contradicts_extent"]
    assert bool(told) is found
    for finding in told:
        assert "3 dage om ugen og 15 timer om ugen" in finding.says
