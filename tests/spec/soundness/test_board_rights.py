"""What the act says *skal* of is not refused by another ground than a condition that fails.

Serviceloven §§ 103, stk. 1, and 108, stk. 1-2 (second hand); principle decisions 41-15 and 72-14.
Under §§ 84, 85 and 104 the need is judged, and a refusal stays possible.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kompas.casework import Decision, DecisionKind
from kompas.norms import Library
from kompas.soundness import Finding, Severity, Verdict, judge
from tests.spec.soundness.drafts import ON, REFUSAL, SUITED, ground, says
from tests.spec.soundness.test_work_and_housing import WISH, noted
from tests.spec.soundness.work_and_housing import (
    HOME_SUFFICES,
    LONG_GRANT,
    NOT_COVERED,
    OTHER_WORK,
    WORK_GRANT,
    ended,
    refused,
)

NEED = ground(
    "individual_need",
    "Du har i et halvt år passet dig selv om natten med den støtte, du har hjemme.",
    what_in_this_case="Fra november til april kaldte du på hjælp to gange, begge om dagen.",
)
SUITED_GROUND = ground(
    "offer_suited", "Egevej har en vågen nattevagt, og du så stedet den 14. april."
)
WISHED = ground(
    "citizens_wish",
    "Du vil bo på Egevej tæt på din søster Bodil.",
    how_expressed="Du sagde det på mødet den 14. april.",
)


def told(draft: Decision, library: Library) -> list[Finding]:
    """What is found of rights."""
    codes = ("entitled_to_help", "entitlement_not_examined", "barred_decision")
    return [one for one in judge(draft, library, ON).findings if one.code in codes]


def about(draft: Decision, library: Library) -> list[tuple[str, str]]:
    return [(one.code, one.about) for one in told(draft, library)]


# --- a refusal or a termination of what the act gives a right to ---------------------------------


@pytest.mark.parametrize("turn", [refused, ended])
@pytest.mark.parametrize(
    ("draft", "row"),
    [(WORK_GRANT, "right-to-sheltered-employment"), (LONG_GRANT, "right-to-long-term-stay")],
    ids=lambda one: getattr(one, "service", ""),
)
def test_who_meets_every_condition_is_not_told_no(
    turn: Any, draft: Decision, row: str, library: Library
) -> None:
    draft = turn(noted(draft, stay_outcome="own_home"), NEED)
    assert about(draft, library) == [("entitled_to_help", row)]
    assert judge(draft, library, ON).verdict is Verdict.FALLS


@pytest.mark.parametrize(
    ("draft", "fails", "shown"),
    [
        (WORK_GRANT, {"other_law_offer_usable": True}, OTHER_WORK),
        (WORK_GRANT, {"can_take_part_in_work": False}, NEED),
        (LONG_GRANT, {"need_coverable_otherwise": True}, HOME_SUFFICES),
        (LONG_GRANT, {"lasting_reduced_capacity": False}, NEED),
    ],
)
def test_a_condition_that_fails_can_be_a_reason(
    draft: Decision, fails: dict[str, Any], shown: Any, library: Library
) -> None:
    assert told(refused(noted(draft, **fails), shown), library) == []


def test_home_support_does_not_suffice_when_the_file_says_that_it_does_not(
    library: Library,
) -> None:
    draft = refused(LONG_GRANT, HOME_SUFFICES)
    assert about(draft, library) == [("entitled_to_help", "right-to-long-term-stay")]


def test_who_does_not_want_it_any_more_may_go(library: Library) -> None:
    leaving = ended(noted(LONG_GRANT, stay_outcome="own_home"), WISHED)
    assert told(leaving, library) == []
    assert judge(leaving, library, ON).verdict is Verdict.STANDS


def test_a_change_can_be_refused_to_who_has_the_help(library: Library) -> None:
    """It looks like a refusal of the help: but the help goes on where it is."""
    other = ground(
        "other_provider_wished",
        "Du har hørt godt om Gartneriet af din kusine Bodil.",
        chosen_can_deliver="I maj viste Skovværkstedet, at de kan tegnsprog og har tid til dig.",
    )
    having = replace(refused(WORK_GRANT, other), granted_before=WORK_GRANT.granted)
    assert told(having, library) == []
    pointed = replace(refused(WORK_GRANT, other), facilities=(SUITED,))
    assert told(pointed, library) == []
    without = refused(WORK_GRANT, other)
    assert about(without, library) == [("entitled_to_help", "right-to-sheltered-employment")]


def test_less_than_a_refusal_is_judged_by_the_need(library: Library) -> None:
    fewer = replace(refused(WORK_GRANT, NEED), kind=DecisionKind.PARTIAL_REFUSAL)
    assert told(fewer, library) == []


def test_of_a_day_offer_the_need_is_judged(library: Library) -> None:
    """§ 104 is a duty too, but whether the need is covered is judged of each citizen."""
    draft = replace(REFUSAL, grounds=(NEED,))
    assert told(draft, library) == []
    assert judge(draft, library, ON).verdict is Verdict.STANDS


def test_what_would_tell_is_asked_for_before_the_help_is_ended(library: Library) -> None:
    draft = ended(noted(LONG_GRANT, lasting_reduced_capacity=None), NEED)
    (one,) = told(draft, library)
    assert (one.code, one.severity) == ("entitlement_not_examined", Severity.OPEN)
    assert one.lacks == ("lasting_reduced_capacity",)
    assert "varig" in one.says
    answered = ended(noted(LONG_GRANT, lasting_reduced_capacity=False), NEED)
    assert told(answered, library) == []


def test_what_a_duty_asks_for_already_is_not_asked_twice(library: Library) -> None:
    draft = refused(noted(LONG_GRANT, lasting_reduced_capacity=None), NEED)
    assert told(draft, library) == []
    duties = [one for one in judge(draft, library, ON).findings if "target_group" in one.lacks]
    assert len(duties) == 1


def test_a_claim_that_the_facts_contradict_is_told_of_the_ground_alone(library: Library) -> None:
    draft = refused(WORK_GRANT, OTHER_WORK)
    assert told(draft, library) == []
    assert judge(draft, library, ON).verdict is Verdict.FALLS


# --- the free choice of a home -------------------------------------------------------------------


def choice(kind: DecisionKind, price: int, *grounds: Any) -> Decision:
    """The municipality points to another home than the citizen wishes, at a price in percent."""
    wished = noted(LONG_GRANT, **WISH, wished_offer_price_oere=3_000 * price)
    draft = replace(
        refused(wished, *grounds),
        kind=kind,
        form_reason=says("Det er borgerens hjem."),
        considerably_intrusive=True,
    )
    return draft if kind is DecisionKind.REFUSAL else replace(draft, facilities=(SUITED,))


@pytest.mark.ledger("PROC-11")
@pytest.mark.parametrize("shown", [NEED, SUITED_GROUND], ids=lambda one: one.type)
@pytest.mark.parametrize(
    "kind",
    [DecisionKind.PARTIAL_REFUSAL, DecisionKind.PROVIDER_CHOICE, DecisionKind.PROVIDER_CHANGE],
)
def test_a_free_choice_is_not_refused_under_another_name(
    kind: DecisionKind, shown: Any, library: Library
) -> None:
    """At 108 % after 1 July 2025 the choice is the citizen's, whatever the ground is called."""
    draft = choice(kind, 108, shown)
    assert about(draft, library) == [("barred_decision", "free-choice-is-the-citizens")]
    assert judge(draft, library, ON).verdict is Verdict.FALLS


def test_a_refusal_of_the_free_choice_falls_too(library: Library) -> None:
    draft = choice(DecisionKind.REFUSAL, 108, NEED)
    assert ("barred_decision", "free-choice-is-the-citizens") in about(draft, library)


def test_over_the_limit_the_municipality_may_point_to_its_own(library: Library) -> None:
    draft = choice(DecisionKind.PROVIDER_CHOICE, 111, NOT_COVERED, SUITED_GROUND)
    assert told(draft, library) == []
    assert judge(draft, library, ON).verdict is Verdict.STANDS


def test_a_citizen_who_changed_their_mind_is_not_held_to_the_wish(library: Library) -> None:
    draft = choice(DecisionKind.PROVIDER_CHOICE, 108, WISHED, SUITED_GROUND)
    assert told(draft, library) == []


def test_a_free_choice_that_nobody_has_judged_is_open(library: Library) -> None:
    """In May 2025 it turned on whether the home was considerably dearer: that must be judged."""
    draft = replace(
        choice(DecisionKind.PROVIDER_CHOICE, 108, SUITED_GROUND),
        decided_on=date(2025, 5, 1),
        evidence=(),
    )
    (one,) = told(draft, library)
    assert one.code == "entitlement_not_examined"
    assert "wished_offer_considerably_dearer" in one.lacks
