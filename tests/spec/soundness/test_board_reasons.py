"""Reasons that are none, reasons that only stand beside others, and reasons that must be shown.

Serviceloven § 4 and § 1, stk. 3; FOB 2024-19; the board's statement on hindered delivery (2023);
principle decisions 76-17, 89-14 and 47-22. How surely each was read stands in norms/sources.toml.
"""

from dataclasses import replace

import pytest

from kompas.casework import Decision, DecisionKind, Ground
from kompas.norms import Carries, Library
from kompas.soundness import Severity, Verdict, judge
from tests.spec.soundness.drafts import (
    MET_IN_HOUSING,
    ON,
    PROVIDER_CHANGE,
    REDUCTION,
    REFUSAL,
    SUITED,
    changed,
    ground,
    says,
)
from tests.spec.soundness.test_support_and_relief import RELIEF_REFUSAL, SUPPORT_REFUSAL
from tests.spec.soundness.work_and_housing import (
    LONG_GRANT,
    OTHER_WORK,
    TEMPORARY_GRANT,
    WORK_GRANT,
    refused,
)

REFUSALS = (
    REFUSAL,
    SUPPORT_REFUSAL,
    RELIEF_REFUSAL,
    refused(WORK_GRANT, OTHER_WORK),
    refused(TEMPORARY_GRANT, OTHER_WORK),
    refused(LONG_GRANT, OTHER_WORK),
)


def blocking(draft: Decision, library: Library) -> set[tuple[str, str]]:
    found = judge(draft, library, ON).findings
    return {(one.code, one.about) for one in found if one.severity is Severity.BLOCKING}


def on(draft: Decision, *grounds: Ground) -> Decision:
    return changed(draft, grounds=grounds)


# --- what is no reason, whatever the help --------------------------------------------------------

NEVER = (
    "no_place",
    "lack_of_staff",
    "general_practice",
    "not_treated",
    "own_means",
    "moved_here_recently",
)


@pytest.mark.parametrize("draft", REFUSALS, ids=lambda draft: draft.service)
@pytest.mark.parametrize("name", NEVER)
def test_what_is_no_reason_can_be_named_and_is_answered(
    name: str, draft: Decision, library: Library
) -> None:
    assert ("unlawful_ground", name) in blocking(on(draft, ground(name)), library)
    assert judge(on(draft, ground(name)), library, ON).verdict is Verdict.FALLS


@pytest.mark.parametrize("name", NEVER)
def test_beside_a_reason_that_carries_it_still_has_to_go(name: str, library: Library) -> None:
    beside = on(REFUSAL, MET_IN_HOUSING, ground(name))
    assert blocking(beside, library) == {("unlawful_ground", name)}
    assert blocking(on(REFUSAL, MET_IN_HOUSING), library) == set()


@pytest.mark.parametrize("name", ["no_place", "lack_of_staff"])
def test_why_help_that_is_given_begins_later_may_be_said(name: str, library: Library) -> None:
    """It looks like a refusal for want of a place: but the help is given."""
    wait = ground(name, "Værkstedet på Amager kan tage imod dig fra den 1. august.")
    given = changed(REDUCTION, kind=DecisionKind.GRANT, granted_before={}, grounds=(wait,))
    assert ("unlawful_ground", name) not in blocking(given, library)
    less = on(REDUCTION, MET_IN_HOUSING, wait)
    assert ("unlawful_ground", name) in blocking(less, library)


def test_a_waiting_list_is_told_what_to_do_instead(library: Library) -> None:
    found = judge(on(REFUSAL, ground("no_place", "Der er venteliste.")), library, ON).findings
    (one,) = [one for one in found if one.code == "unlawful_ground"]
    assert "inden rimelig tid" in one.text
    assert one.source.startswith("serviceloven § 4")


def test_a_free_place_may_speak_for_one_of_several_suited_offers(library: Library) -> None:
    """It looks like a lack of places: but it is why this one of two, both suited."""
    free = ground("place_is_free", "Værkstedet har en plads til dig fra den 1. juli.")
    assert blocking(on(PROVIDER_CHANGE, PROVIDER_CHANGE.grounds[0], free), library) == set()
    assert ("ground_cannot_carry", "place_is_free") in blocking(on(PROVIDER_CHANGE, free), library)


def test_the_cheaper_of_two_suited_stays_may_be_chosen(library: Library) -> None:
    """The board's article of 2016: economy, when it is professionally sound."""
    dear = ground("economy", "Bostedet Lindevej koster 400 kr. mindre om dagen end Kollegiet.")
    suited = PROVIDER_CHANGE.grounds[0]
    chosen = replace(
        PROVIDER_CHANGE,
        service="temporary_stay",
        legal_basis=("serviceloven § 107",),
        facts=TEMPORARY_GRANT.facts,
        granted={},
        granted_before={},
        facilities=(SUITED,),
    )
    assert blocking(on(chosen, dear, suited), library) == set()
    assert ("ground_cannot_carry", "economy") in blocking(on(chosen, dear), library)
    unsound = replace(chosen, facilities=(replace(SUITED, meets_need=None),))
    assert blocking(on(unsound, dear, suited), library) != set()


# --- what carries nothing alone ------------------------------------------------------------------

TOLD = {
    "diagnosis": "Psykiateren skrev den 3. marts, at du har en skizotypisk sindslidelse.",
    "given_for_long": "Du har haft den samme støtte siden foråret 2019.",
    "place_is_free": "Værkstedet på Amager har en plads til dig fra den 1. juli.",
    "less_intrusive": "Med besøg om aftenen kan du blive i din lejlighed på Amager.",
    "no_cooperation": "Du har ikke åbnet døren for Lone siden den 3. marts.",
    "relatives_help": "Din søster Bodil følger dig til svømning hver tirsdag.",
}
BESIDE: dict[str, dict[str, str]] = {
    "diagnosis": {},
    "given_for_long": {},
    "place_is_free": {},
    "less_intrusive": {"covers_need": "Støtten dækker alle fem opgaver i udredningen."},
    "no_cooperation": {
        "cause": "Du fortæller, at du ikke tør åbne døren.",
        "tried": "Vi prøvede telefon, breve og en fast medarbejder i tre måneder.",
    },
    "relatives_help": {"of_their_own_will": "Din søster vil gerne følge dig om tirsdagen."},
}


@pytest.mark.parametrize("name", BESIDE)
def test_what_may_be_weighed_carries_nothing_alone(name: str, library: Library) -> None:
    shown = ground(name, TOLD[name], **BESIDE[name])
    assert blocking(on(REFUSAL, shown), library) == {("ground_cannot_carry", name)}
    assert blocking(on(REFUSAL, MET_IN_HOUSING, shown), library) == set()


@pytest.mark.parametrize("name", [name for name, demands in BESIDE.items() if demands])
def test_what_is_weighed_is_shown_too(name: str, library: Library) -> None:
    bare = on(REFUSAL, MET_IN_HOUSING, ground(name, TOLD[name]))
    assert blocking(bare, library) == {("ground_not_shown", name)}


# --- what must be shown --------------------------------------------------------------------------

CAN = ground(
    "can_do_it_oneself",
    "Siden marts har du selv handlet ind i Brugsen og lavet mad fire dage om ugen.",
    which_tasks="Du køber ind, laver mad og vasker tøj.",
    how_seen="Støttepersonen har set det hver uge i marts og april.",
    need_left="Du har brug for hjælp til breve. Den får du tirsdag.",
)


@pytest.mark.parametrize("draft", [REFUSAL, SUPPORT_REFUSAL], ids=lambda one: one.service)
def test_that_somebody_can_do_it_is_seen_and_not_presumed(
    draft: Decision, library: Library
) -> None:
    assert blocking(on(draft, CAN), library) == set()
    bare = on(draft, ground("can_do_it_oneself", CAN.text))
    (one,) = [f for f in judge(bare, library, ON).findings if f.code == "ground_not_shown"]
    assert one.lacks == ("which_tasks", "how_seen", "need_left")


def test_an_offer_that_gives_notice_ends_no_right_to_the_help(library: Library) -> None:
    notice = ground(
        "offer_gave_notice",
        "Værkstedet på Amager lukker den 30. juni og har sagt aftalen om dig op.",
        when_and_why="Opsigelsen kom den 1. april, fordi værkstedet lukker.",
        help_goes_on="Du begynder i Haven den 1. juli med de samme dage.",
    )
    moved = on(PROVIDER_CHANGE, notice, PROVIDER_CHANGE.grounds[0])
    assert blocking(moved, library) == set()
    ended = changed(REDUCTION, kind=DecisionKind.TERMINATION, granted={}, grounds=(notice,))
    assert ("ground_of_another_kind", "offer_gave_notice") in blocking(ended, library)


AGED = "Emma fyldte 18 år den 2. januar, og I søger om aflastning fra juli."


def test_a_child_that_came_of_age_is_helped_on(library: Library) -> None:
    aged = changed(
        RELIEF_REFUSAL,
        facts={
            **RELIEF_REFUSAL.facts,
            "child_birth_date": replace(
                RELIEF_REFUSAL.facts["child_birth_date"], value="2008-01-02"
            ),
        },
    )
    shown = ground("child_is_adult", AGED, helped_on="Voksenafdelingen har fået sagen den 4. maj.")
    assert blocking(on(aged, shown), library) == set()
    assert ("ground_not_shown", "child_is_adult") in blocking(
        on(aged, ground("child_is_adult", AGED)), library
    )
    # Asserted of a child that is one, the facts contradict it.
    assert ("claim_contradicted", "child_is_adult") in blocking(on(RELIEF_REFUSAL, shown), library)


# --- the individual need is no master key ---------------------------------------------------------

NEED = ground(
    "individual_need",
    "Du bliver udmattet af grupper og har bedt om ro efter indlæggelsen i februar.",
    what_in_this_case="I marts gik du hjem efter en halv time fem gange ud af seks.",
)


def test_a_refusal_by_the_individual_need_answers_the_whole_need(library: Library) -> None:
    whole = on(REFUSAL, NEED)
    assert blocking(whole, library) == set()
    unanswered = changed(whole, alternatives=None)
    (one,) = [f for f in judge(unanswered, library, ON).findings if f.code == "ground_not_shown"]
    assert (one.about, one.lacks) == ("individual_need", ("whole_need",))
    # Where another ground says how the need is covered, nothing more is asked.
    assert blocking(changed(on(REFUSAL, NEED, MET_IN_HOUSING), alternatives=None), library) == set()
    in_words = replace(NEED, shown={**NEED.shown, "whole_need": says("Klubben dækker resten.")})
    assert blocking(changed(on(REFUSAL, in_words), alternatives=None), library) == set()


@pytest.mark.parametrize("kind", [DecisionKind.GRANT, DecisionKind.PARTIAL_REFUSAL])
def test_of_help_that_is_given_it_says_why_so_much(kind: DecisionKind, library: Library) -> None:
    """A part is given: what is asked is what in this case speaks for that extent."""
    draft = changed(REDUCTION, kind=kind, granted_before={}, grounds=(NEED,), alternatives=None)
    assert ("ground_not_shown", "individual_need") not in blocking(draft, library)
    bare = on(draft, ground("individual_need"))
    found = [f for f in judge(bare, library, ON).findings if f.code == "ground_not_shown"]
    assert [one.lacks for one in found] == [("what_in_this_case",)]


def test_every_such_ground_says_how_sure_it_is(library: Library) -> None:
    """What nobody has read in the source says so, on the ground or on its source."""
    for name in (*NEVER, *BESIDE, "can_do_it_oneself", "offer_gave_notice"):
        one = library.grounds[name]
        assert one.carries is not Carries.NEVER or not one.demands
        if one.verified.value != "read":
            assert one.reading or one.verified.value == "unverified" or one.rank.value == "law"


# --- age, in every service -----------------------------------------------------------------------

AGE = "Du fyldte 71 år den 12. april."


@pytest.mark.ledger("LAW-03")
@pytest.mark.parametrize("name", ["age", "age_alone"])
@pytest.mark.parametrize(
    "draft",
    [one for one in REFUSALS if one.service not in ("sheltered_employment", "home_relief")],
    ids=lambda draft: draft.service,
)
def test_age_is_no_reason_by_whatever_name(name: str, draft: Decision, library: Library) -> None:
    found = {code for code, _about in blocking(on(draft, ground(name, AGE)), library)}
    assert "unlawful_ground" in found
    assert "ground_of_another_service" not in found


@pytest.mark.parametrize("name", ["age", "age_alone"])
def test_where_the_act_has_an_age_it_can_be_the_reason(name: str, library: Library) -> None:
    """§ 103 ends at the pension age, and the rules on children at 18 years: no false alarm."""
    work = refused(WORK_GRANT, ground(name, AGE))
    pension = {**WORK_GRANT.facts, "below_pension_age": replace(
        WORK_GRANT.facts["below_pension_age"], value=False
    )}  # fmt: skip
    for draft in (changed(work, facts=pension), on(RELIEF_REFUSAL, ground(name, AGE))):
        codes = {code for code, _about in blocking(draft, library)}
        assert not codes & {"unlawful_ground", "ground_of_another_service"}
