"""Two kinds of home with different rights, and moving somebody who does not consent.

Principle decisions 71-14 and 72-14 and the board's articles of 2015 and 2016 (second hand); 65-14
(its summary is read); 6-15 and 47-22 (second hand).
"""

from dataclasses import replace
from typing import Any

import pytest

from kompas.casework import Decision, DecisionForm, DecisionKind
from kompas.norms import Library
from kompas.soundness import Finding, Severity, Verdict, judge
from tests.spec.soundness.drafts import ON, SUITED, ground, says
from tests.spec.soundness.test_work_and_housing import noted
from tests.spec.soundness.work_and_housing import (
    HOME_SUFFICES,
    LONG_GRANT,
    TEMPORARY_GRANT,
    ended,
    refused,
)

SUITED_GROUND = ground(
    "offer_suited", "Egevej har en vågen nattevagt, og du så lejligheden den 14. april."
)
WISHED = ground(
    "citizens_wish",
    "Du vil bo på Egevej tæt på din søster Bodil.",
    how_expressed="Du sagde det på mødet den 14. april.",
)
HOUSING = ground(
    "social_housing_suffices",
    "På Egevej får du din egen lejlighed med en nattevagt i opgangen.",
    which_home="En bolig på Egevej efter § 105 med støtte efter § 85 i 20 timer om ugen.",
    covers_need="Nattevagten i huset kommer, når du kalder, og støtten er der morgen og aften.",
)


def pointed_to(draft: Decision, kind: DecisionKind, *grounds: Any, **facts: Any) -> Decision:
    """A decision that points to a home."""
    return replace(
        refused(noted(draft, **facts), *grounds),
        kind=kind,
        form=DecisionForm.DECISION,
        form_reason=says("Borgeren skal flytte fra sit hjem."),
        considerably_intrusive=True,
        facilities=(SUITED,),
    )


def barred(draft: Decision, library: Library) -> list[str]:
    found = judge(draft, library, ON).findings
    return [one.about for one in found if one.code == "barred_decision"]


# --- § 108 or almenboligloven § 105 --------------------------------------------------------------


@pytest.mark.parametrize(
    "kind",
    [DecisionKind.PARTIAL_REFUSAL, DecisionKind.PROVIDER_CHOICE, DecisionKind.PROVIDER_CHANGE],
)
def test_who_has_a_right_to_a_stay_is_not_given_a_tenancy(
    kind: DecisionKind, library: Library
) -> None:
    draft = pointed_to(LONG_GRANT, kind, SUITED_GROUND, housing_basis="social_housing")
    assert barred(draft, library) == ["social-housing-is-no-long-term-stay"]
    assert judge(draft, library, ON).verdict is Verdict.FALLS


def test_the_paragraph_itself_tells_which_home_it_is(library: Library) -> None:
    """A draft under almenboligloven § 105 alone says what home it gives, with no fact noted."""
    draft = pointed_to(LONG_GRANT, DecisionKind.PROVIDER_CHOICE, SUITED_GROUND)
    draft = replace(draft, facts={k: v for k, v in draft.facts.items() if k != "housing_basis"})
    tenancy = replace(draft, legal_basis=("almenboligloven § 105",))
    assert barred(tenancy, library) == ["social-housing-is-no-long-term-stay"]
    for basis in (("serviceloven § 108",), ("serviceloven § 108", "almenboligloven § 105")):
        assert barred(replace(draft, legal_basis=basis), library) == []
    # A grant of the home that was applied for takes nothing from the citizen.
    bare = noted(LONG_GRANT, housing_basis=None)
    asked = replace(noted(bare, wishes_other_offer=False), legal_basis=tenancy.legal_basis)
    assert barred(asked, library) == []
    unwanted = replace(noted(bare, wishes_other_offer=True), legal_basis=tenancy.legal_basis)
    assert barred(unwanted, library) == ["social-housing-is-no-long-term-stay"]


def test_a_tenancy_with_support_that_covers_the_need_can_be_pointed_to(library: Library) -> None:
    draft = pointed_to(
        LONG_GRANT,
        DecisionKind.PROVIDER_CHOICE,
        HOUSING,
        SUITED_GROUND,
        housing_basis="social_housing",
        need_coverable_otherwise=True,
    )
    assert barred(draft, library) == []


def test_a_tenancy_that_the_citizen_wishes_can_be_given(library: Library) -> None:
    draft = pointed_to(
        LONG_GRANT,
        DecisionKind.PROVIDER_CHANGE,
        WISHED,
        SUITED_GROUND,
        housing_basis="social_housing",
    )
    assert barred(draft, library) == []


def test_that_a_tenancy_suffices_is_shown_of_day_and_night(library: Library) -> None:
    bare = refused(
        noted(LONG_GRANT, need_coverable_otherwise=True), ground("social_housing_suffices")
    )
    (one,) = [f for f in judge(bare, library, ON).findings if f.code == "ground_not_shown"]
    assert one.lacks == ("which_home", "covers_need")
    whole = refused(noted(LONG_GRANT, need_coverable_otherwise=True), HOUSING)
    assert judge(whole, library, ON).verdict is Verdict.STANDS


def test_a_temporary_need_gets_no_lasting_home(library: Library) -> None:
    draft = pointed_to(LONG_GRANT, DecisionKind.PROVIDER_CHOICE, SUITED_GROUND, temporary_need=True)
    assert barred(draft, library) == ["temporary-need-is-no-long-term-stay"]
    lasting = pointed_to(LONG_GRANT, DecisionKind.PROVIDER_CHOICE, SUITED_GROUND)
    assert barred(lasting, library) == []


def test_a_lease_is_not_ended_by_ending_the_referral(library: Library) -> None:
    covered = {"need_coverable_otherwise": True, "stay_outcome": "own_home"}
    draft = ended(noted(LONG_GRANT, housing_basis="social_housing", **covered), HOME_SUFFICES)
    # The act does not cover the citizen any more, and the lease is not the municipality's to end.
    assert barred(draft, library) == ["a-lease-is-not-ended-by-referral"]
    stay = ended(noted(LONG_GRANT, housing_basis="service_act", **covered), HOME_SUFFICES)
    assert barred(stay, library) == []


# --- without consent -----------------------------------------------------------------------------


@pytest.mark.parametrize("draft", [TEMPORARY_GRANT, LONG_GRANT], ids=lambda one: one.service)
def test_nobody_is_moved_without_consent_by_these_paragraphs(
    draft: Decision, library: Library
) -> None:
    moved = pointed_to(draft, DecisionKind.PROVIDER_CHANGE, SUITED_GROUND, consents_to_move=False)
    assert barred(moved, library) == ["no-move-without-consent"]
    asked = pointed_to(draft, DecisionKind.PROVIDER_CHANGE, SUITED_GROUND, consents_to_move=True)
    assert barred(asked, library) == []
    # Nothing is asked of who has not said no: a change is as a rule agreed.
    silent = pointed_to(draft, DecisionKind.PROVIDER_CHANGE, SUITED_GROUND)
    assert barred(silent, library) == []


def test_a_move_without_consent_that_is_named_is_answered(library: Library) -> None:
    draft = pointed_to(
        LONG_GRANT,
        DecisionKind.PROVIDER_CHANGE,
        ground("moved_without_consent", "Du skal flytte, selv om du siger nej."),
    )
    (one,) = [f for f in judge(draft, library, ON).findings if f.code == "unlawful_ground"]
    assert "§ 129" in one.text
    assert "en jurist" in one.text


def named(basis: tuple[str, ...], library: Library) -> list[Finding]:
    """What is said of the paragraphs that a decision on a long-term stay names."""
    found = judge(replace(LONG_GRANT, legal_basis=basis), library, ON).findings
    return [one for one in found if one.about == "legal_basis"]


@pytest.mark.parametrize(
    "basis", [("serviceloven § 129",), ("serviceloven § 108", "servicelovens § 129")]
)
def test_an_act_that_is_not_coded_is_said_not_to_be(
    basis: tuple[str, ...], library: Library
) -> None:
    """Who honestly names § 129 is not told to write § 108."""
    (one,) = named(basis, library)
    assert (one.code, one.severity) == ("basis_not_coded", Severity.OPEN)
    assert basis[-1] in one.says
    assert "ikke lagt ind i Kompas" in one.says
    assert "en jurist" in one.remedy
    assert "108" not in one.text + one.remedy


def test_what_the_sources_tell_of_an_uncoded_act_is_a_list_to_look_into(library: Library) -> None:
    (one,) = named(("serviceloven § 129",), library)
    assert "listen er ikke hele loven" in one.says
    assert len(one.points) >= 8
    assert any("absolut påkrævet" in point and "§ 129, stk. 1" in point for point in one.points)
    assert any("ledig plads" in point and "65-14" in point for point in one.points)
    assert any("Familieretshuset" in point for point in one.points)
    read_second_hand = [point for point in one.points if "ældre eller afledt kilde" in point]
    assert len(read_second_hand) == len(one.points) - 1
    moved = replace(LONG_GRANT, service="move_without_consent", legal_basis=("serviceloven § 129",))
    told = [f for f in judge(moved, library, ON).findings if f.code == "not_coded"]
    assert told[0].points == one.points
    # Of an act of which nobody has looked anything up there is no list, and none for what is coded.
    (other,) = named(("serviceloven § 102",), library)
    assert other.points == ()
    assert all(not of.conditions for of in library.words.services.values() if not of.not_coded)


def test_a_move_that_is_called_one_is_said_to_be_uncoded_once(library: Library) -> None:
    moved = replace(LONG_GRANT, service="move_without_consent", legal_basis=("serviceloven § 129",))
    found = judge(moved, library, ON)
    assert [one.code for one in found.findings if one.severity is Severity.OPEN] == ["not_coded"]


def test_help_under_an_act_that_nobody_has_coded_is_not_steered(library: Library) -> None:
    (one,) = named(("serviceloven § 102",), library)
    assert (one.code, one.severity) == ("basis_not_coded", Severity.OPEN)


def test_a_paragraph_of_other_help_that_is_coded_is_still_wrong(library: Library) -> None:
    (one,) = named(("serviceloven § 104",), library)
    assert (one.code, one.severity) == ("legal_basis_does_not_fit", Severity.BLOCKING)
    assert named(("almenboligloven § 105",), library) == []


def test_what_is_said_not_to_be_coded_has_no_rules_and_all_else_has(library: Library) -> None:
    ruled = {file.service for file in library.files if file.binds_everybody and file.service}
    for name, service in library.words.services.items():
        assert service.not_coded is (name not in ruled), name
