"""A named offer is suited, whatever the help: which it is, what it can do, how it meets the need.

Principle decision 76-17 is about help under the act at large (the board's note on § 104, V).
"""

from dataclasses import replace
from typing import Any

import pytest

from kompas.casework import Decision, DecisionForm, DecisionKind, Facility
from kompas.norms import Library
from kompas.soundness import Finding, Severity, Verdict, judge
from tests.spec.soundness.drafts import ON, PROVIDER_CHANGE, SUITED, ground, says
from tests.spec.soundness.test_support_and_relief import RELIEF_GRANT, SUPPORT_GRANT
from tests.spec.soundness.work_and_housing import LONG_GRANT, TEMPORARY_GRANT, WORK_GRANT

OFFERS = (WORK_GRANT, TEMPORARY_GRANT, LONG_GRANT)
"""Help that is given in a place: its rooms are asked for too."""
PEOPLE = (SUPPORT_GRANT, RELIEF_GRANT)
"""Help that people bring: no room is asked for."""


def chosen(draft: Decision, facility: Facility) -> Decision:
    """A choice of who gives the help, that the offer is suited."""
    registered = PROVIDER_CHANGE.facts["offer_registered"]
    facts = {**draft.facts, "offer_registered": registered}
    return replace(
        draft,
        kind=DecisionKind.PROVIDER_CHOICE,
        form=DecisionForm.ADMINISTRATIVE_ACT_ONLY,
        form_reason=says("Borgeren har ikke haft andre før."),
        considerably_intrusive=False,
        facts=facts,
        facilities=(facility,),
        grounds=(
            ground("offer_suited", "Stedet har folk, du kender, og du besøgte det den 14. april."),
        ),
    )


def without(part: str) -> Facility:
    """A suited offer of which one part is not told."""
    told: dict[str, Any] = {part: None}
    return replace(SUITED, **told)


def blocking(draft: Decision, library: Library) -> list[Finding]:
    found = judge(draft, library, ON).findings
    return [one for one in found if one.severity is Severity.BLOCKING]


def asked_of(draft: Decision, library: Library) -> set[str]:
    """What blocks for lack of suitability."""
    return {lack for one in blocking(draft, library) for lack in one.lacks if lack[:5] == "offer"}


@pytest.mark.parametrize("draft", [*OFFERS, *PEOPLE], ids=lambda draft: draft.service)
def test_an_offer_that_is_accounted_for_can_be_pointed_to(
    draft: Decision, library: Library
) -> None:
    assert blocking(chosen(draft, SUITED), library) == []


@pytest.mark.parametrize("draft", OFFERS, ids=lambda draft: draft.service)
def test_an_offer_that_is_only_named_falls(draft: Decision, library: Library) -> None:
    bare = chosen(draft, Facility(name="Bostedet Egevej"))
    assert asked_of(bare, library) == {
        "offer_activities", "offer_staff", "offer_premises", "offer_meets_need"
    }  # fmt: skip
    assert judge(bare, library, ON).verdict is Verdict.FALLS


@pytest.mark.parametrize("draft", PEOPLE, ids=lambda draft: draft.service)
def test_of_help_that_people_bring_no_room_is_asked_for(draft: Decision, library: Library) -> None:
    bare = chosen(draft, Facility(name="Støtteteam Vest"))
    assert asked_of(bare, library) == {"offer_staff", "offer_meets_need"}
    told = replace(bare.facilities[0], staff=SUITED.staff, meets_need=SUITED.meets_need)
    assert blocking(chosen(draft, told), library) == []


@pytest.mark.parametrize("part", ["activities", "staff", "premises", "meets_need"])
def test_a_grant_of_a_home_says_how_it_meets_the_need(part: str, library: Library) -> None:
    silent = replace(LONG_GRANT, facilities=(without(part),))
    assert asked_of(silent, library) == {f"offer_{part}"}


def test_a_grant_that_points_to_no_offer_is_asked_nothing(library: Library) -> None:
    """The place is found later: that is a decision of its own."""
    nowhere = replace(LONG_GRANT, facilities=())
    assert blocking(nowhere, library) == []


def test_what_the_decision_says_of_the_offer_is_not_written_twice(library: Library) -> None:
    """The ground is shown by the account of the offer; what is missing is told once."""
    draft = chosen(LONG_GRANT, SUITED)
    assert draft.grounds[0].shown == {}
    assert blocking(draft, library) == []
    bare = chosen(LONG_GRANT, replace(SUITED, meets_need=None))
    (told,) = [one for one in blocking(bare, library) if one.about != "offer_suited"]
    assert (told.code, told.lacks) == ("duty_not_met", ("offer_meets_need",))


def test_where_no_rule_asks_the_ground_itself_does(library: Library) -> None:
    """Before the rules that are coded, the ground is still not shown by its name."""
    draft = chosen(LONG_GRANT, Facility(name="Bostedet Egevej"))
    early = replace(draft, decided_on=ON.replace(year=2021), evidence=())
    (told,) = [one for one in blocking(early, library) if one.code == "ground_not_shown"]
    assert told.lacks == ("what_it_can_do", "how_it_meets_the_need")
    in_words = replace(
        early,
        grounds=(
            ground(
                "offer_suited",
                "Du besøgte stedet den 14. april og kendte to af dem, der bor der.",
                what_it_can_do="Personalet er der hele døgnet og kender epilepsi.",
                how_it_meets_the_need="Du får hjælp om natten, når et anfald kommer.",
            ),
        ),
    )
    assert "ground_not_shown" not in {one.code for one in blocking(in_words, library)}
