"""What a ground must show and what it can carry: drafts that obey and drafts that break."""

from dataclasses import replace
from typing import Any

import pytest

from kompas.casework import Decision, DecisionKind
from kompas.norms import Carries, GivenFact, Library
from kompas.soundness import Finding, Severity, Verdict, judge
from tests.spec.soundness.drafts import (
    FACTS,
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


def findings(draft: Decision, library: Library, severity: Severity | None = None) -> list[Finding]:
    found = judge(draft, library, ON).findings
    return [f for f in found if severity in (None, f.severity)]


def verdict(draft: Decision, library: Library) -> Verdict:
    return judge(draft, library, ON).verdict


def codes(draft: Decision, library: Library) -> set[tuple[str, str]]:
    return {(f.code, f.about) for f in findings(draft, library, Severity.BLOCKING)}


@pytest.mark.ledger("LAW-12", "LAW-04")
def test_a_reduction_on_the_housings_activities_stands_when_they_are_investigated(
    library: Library,
) -> None:
    assert findings(REDUCTION, library) == []


@pytest.mark.ledger("LAW-12")
@pytest.mark.parametrize("code", ["which_activities", "extent", "can_take_part", "covers_need"])
def test_a_reduction_falls_when_one_thing_about_the_housing_is_not_investigated(
    code: str, library: Library
) -> None:
    shown = {key: value for key, value in MET_IN_HOUSING.shown.items() if key != code}
    draft = changed(REDUCTION, grounds=(replace(MET_IN_HOUSING, shown=shown),))
    assert [(f.code, f.lacks) for f in findings(draft, library)] == [("ground_not_shown", (code,))]


@pytest.mark.ledger("LAW-12")
def test_that_the_citizen_can_be_occupied_alone_must_be_investigated_too(library: Library) -> None:
    bare = changed(REDUCTION, grounds=(ground("own_community"),))
    assert codes(bare, library) == {("ground_not_shown", "own_community")}
    shown = ground(
        "own_community",
        which_activities="Kirkens cafe og et kor.",
        can_take_part="Borgeren går selv derhen to gange om ugen.",
        covers_need="Borgeren fortæller, at to gange om ugen er nok til at møde andre.",
    )
    assert verdict(changed(REDUCTION, grounds=(shown,)), library) is Verdict.STANDS


@pytest.mark.ledger("LAW-12")
def test_the_citizens_own_wish_carries_a_reduction_when_it_is_told_how_it_was_expressed(
    library: Library,
) -> None:
    wish = ground("citizens_wish", how_expressed="Har flere gange sagt, at tre dage er nok.")
    assert verdict(changed(REDUCTION, grounds=(wish,)), library) is Verdict.STANDS
    bare = changed(REDUCTION, grounds=(ground("citizens_wish"),))
    assert codes(bare, library) == {("ground_not_shown", "citizens_wish")}


@pytest.mark.ledger("LAW-12")
def test_little_use_carries_only_when_its_cause_was_investigated(library: Library) -> None:
    draft = changed(
        REDUCTION, grounds=(ground("little_use", use_recorded="12 dage på et halvt år."),)
    )
    (finding,) = findings(draft, library)
    assert finding.lacks == ("cause",)


@pytest.mark.ledger("LAW-12")
@pytest.mark.parametrize("missing", ["wishes", "capacity"])
def test_any_change_brings_in_the_citizens_wishes_and_capacity(
    missing: str, library: Library
) -> None:
    change: dict[str, Any] = {missing: None}
    draft = changed(REDUCTION, **change)
    assert [f.lacks for f in findings(draft, library)] == [(missing,)]


@pytest.mark.ledger("LAW-05")
def test_protected_employment_alone_never_carries_a_refusal(library: Library) -> None:
    facts = {**FACTS, "sheltered_employment_granted": GivenFact(True)}
    draft = changed(REFUSAL, facts=facts, grounds=(ground("other_aim_offer"),))
    assert codes(draft, library) == {("ground_cannot_carry", "other_aim_offer")}


@pytest.mark.ledger("LAW-05", "S104-02")
def test_the_local_rule_against_combining_carries_no_refusal_and_the_check_says_so(
    library: Library,
) -> None:
    facts = {**FACTS, "sheltered_employment_granted": GivenFact(True)}
    draft = changed(REFUSAL, facts=facts, grounds=(ground("guiding_level"),))
    assert codes(draft, library) == {("ground_cannot_carry", "guiding_level")}


def test_a_ground_that_cannot_carry_may_stand_beside_one_that_does(library: Library) -> None:
    draft = changed(REDUCTION, grounds=(MET_IN_HOUSING, ground("guiding_level")))
    assert verdict(draft, library) is Verdict.STANDS


@pytest.mark.ledger("LAW-04")
def test_an_escort_scheme_covers_only_a_part(library: Library) -> None:
    escort = ground("escort_scheme", social_use="Biograf og fodbold.", which_part="Weekenderne.")
    assert codes(changed(REFUSAL, grounds=(escort,)), library) == {
        ("ground_cannot_carry", "escort_scheme")
    }
    beside = changed(REFUSAL, grounds=(escort, MET_IN_HOUSING))
    assert verdict(beside, library) is Verdict.STANDS


@pytest.mark.ledger("LAW-03")
@pytest.mark.parametrize("draft", [REFUSAL, REDUCTION], ids=["refusal", "reduction"])
def test_age_is_never_a_ground_not_even_beside_another(draft: Decision, library: Library) -> None:
    aged = changed(draft, grounds=(MET_IN_HOUSING, ground("age")))
    assert codes(aged, library) == {("unlawful_ground", "age")}


@pytest.mark.ledger("LAW-08")
def test_relatives_cannot_be_made_to_drive(library: Library) -> None:
    draft = changed(REFUSAL, grounds=(MET_IN_HOUSING, ground("relatives_can_drive")))
    assert codes(draft, library) == {("unlawful_ground", "relatives_can_drive")}


@pytest.mark.ledger("S104-09")
@pytest.mark.parametrize("kind", ["general_presumption", "guiding_level", "need_level", "economy"])
def test_a_general_presumption_carries_nothing(kind: str, library: Library) -> None:
    draft = changed(REDUCTION, grounds=(ground(kind),))
    assert codes(draft, library) == {("ground_cannot_carry", kind)}


@pytest.mark.ledger("FW-07")
def test_the_need_level_alone_never_decides(library: Library) -> None:
    facts = {**FACTS, "vum_level": GivenFact("C2")}
    draft = changed(REFUSAL, facts=facts, grounds=(ground("need_level"),))
    assert codes(draft, library) == {("ground_cannot_carry", "need_level")}


@pytest.mark.ledger("S104-04")
def test_that_an_open_offer_exists_is_no_ground_until_the_citizen_is_shown_to_be_covered_by_it(
    library: Library,
) -> None:
    bare = changed(REFUSAL, grounds=(ground("open_offer"),))
    (finding,) = findings(bare, library)
    assert (finding.code, finding.lacks) == ("ground_not_shown", ("can_use", "covers_need"))
    shown = ground(
        "open_offer",
        can_use="Prøvet to gange.",
        covers_need="Borgeren spiser og spiller kort med de andre.",
    )
    assert verdict(changed(REFUSAL, grounds=(shown,)), library) is Verdict.STANDS


@pytest.mark.ledger("LAW-14")
def test_a_refusal_of_support_does_not_end_the_need(library: Library) -> None:
    declined = ground(
        "support_declined",
        cause="Angst for nye mennesker.",
        expertise="Overvejet; ny kontaktperson.",
    )
    draft = changed(REDUCTION, kind=DecisionKind.TERMINATION, granted={}, grounds=(declined,))
    assert codes(draft, library) == {("ground_cannot_carry", "support_declined")}


@pytest.mark.ledger("LAW-14")
def test_why_support_is_refused_and_the_providers_expertise_must_be_looked_into(
    library: Library,
) -> None:
    draft = changed(REDUCTION, grounds=(MET_IN_HOUSING, ground("support_declined")))
    assert [f.lacks for f in findings(draft, library)] == [("cause", "expertise")]


@pytest.mark.ledger("LAW-15")
def test_a_wish_for_another_provider_gives_no_right_when_the_chosen_one_can_deliver(
    library: Library,
) -> None:
    heard_good = ground(
        "other_provider_wished",
        chosen_can_deliver="Tre besøg i maj viste, at medarbejderne kan tegnsprog.",
    )
    draft = changed(PROVIDER_CHANGE, kind=DecisionKind.PROVIDER_CHOICE, grounds=(heard_good,))
    assert verdict(draft, library) is Verdict.STANDS
    bare = changed(draft, grounds=(ground("other_provider_wished"),))
    assert codes(bare, library) == {("ground_not_shown", "other_provider_wished")}


@pytest.mark.ledger("LAW-16")
def test_hours_of_relief_with_the_character_of_surveillance_are_not_granted(
    library: Library,
) -> None:
    watching = ground("surveillance", character="Timerne skal bruges til at holde øje om natten.")
    assert verdict(changed(REFUSAL, grounds=(watching,)), library) is Verdict.STANDS
    bare = changed(REFUSAL, grounds=(ground("surveillance"),))
    assert codes(bare, library) == {("ground_not_shown", "surveillance")}


def test_a_ground_of_another_kind_of_decision_does_not_carry(library: Library) -> None:
    draft = changed(REFUSAL, grounds=(ground("offer_suited"),))
    (finding,) = findings(draft, library)
    assert (finding.code, finding.about) == ("ground_of_another_kind", "offer_suited")
    assert (
        "kan ikke bære en afgørelse af arten afslag, kun: valg af leverandør, skift af leverandør."
        in finding.text
    )


def test_a_ground_may_not_claim_what_the_facts_contradict(library: Library) -> None:
    outside = ground(
        "outside_target_group",
        criterion="Funktionsevnen er ikke betydeligt nedsat: borgeren arbejder på fuld tid.",
    )
    assert codes(changed(REFUSAL, grounds=(outside,)), library) == {
        ("claim_contradicted", "outside_target_group")
    }
    facts = {
        **FACTS,
        "considerably_reduced_capacity": GivenFact(False),
        "special_social_problems": GivenFact(False),
    }
    agreeing = changed(REFUSAL, facts=facts, grounds=(outside,))
    assert verdict(agreeing, library) is Verdict.STANDS


def test_a_ground_without_a_text_of_its_own_says_nothing(library: Library) -> None:
    draft = changed(REDUCTION, grounds=(replace(MET_IN_HOUSING, text="  "),))
    assert ("ground_without_text", "met_in_housing") in codes(draft, library)


def test_a_blank_finding_shows_nothing(library: Library) -> None:
    shown = {**MET_IN_HOUSING.shown, "extent": says("   ")}
    draft = changed(REDUCTION, grounds=(replace(MET_IN_HOUSING, shown=shown),))
    assert [f.lacks for f in findings(draft, library)] == [("extent",)]


def test_a_full_grant_needs_no_reasons(library: Library) -> None:
    assert findings(GRANT, library) == []


def test_every_type_of_ground_says_what_it_may_carry_and_where_that_is_from(
    library: Library,
) -> None:
    for ground_type in library.grounds.values():
        assert ground_type.why
        assert ground_type.citation.section
        assert ground_type.carries is not Carries.NEVER or not ground_type.demands
