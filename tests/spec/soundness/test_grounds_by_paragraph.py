"""A ground carries only under the paragraphs that its source is about; § 107 refuses by the act."""

from typing import Any

import pytest

from kompas.casework import Decision, DecisionKind
from kompas.norms import GivenFact, GroundType, Library
from kompas.soundness import Verdict, judge
from tests.spec.norms.drawn import LONG, TEMPORARY, WORK
from tests.spec.soundness.drafts import MET_IN_HOUSING, ON, REFUSAL, changed, ground
from tests.spec.soundness.work_and_housing import (
    HOME_SUFFICES,
    LONG_GRANT,
    NOTED,
    TEMPORARY_GRANT,
    WORK_GRANT,
    refused,
)

OF_104 = (
    "age",
    "relatives_can_drive",
    "met_in_housing",
    "own_community",
    "support_for_visits",
    "open_offer",
    "other_suited_offer",
    "surveillance",
    "escort_scheme",
)
OUTSIDE = ground(
    "outside_target_group",
    "Du har brug for behandling og ikke for at udvikle dig.",
    criterion="Behovet er behandling. Det fremgår af udredningen.",
)


def codes(draft: Decision, library: Library) -> set[str]:
    return {finding.code for finding in judge(draft, library, ON).findings}


def with_facts(draft: Decision, **changes: Any) -> Decision:
    facts = {**draft.facts, **{k: GivenFact(v, "Udredning", NOTED) for k, v in changes.items()}}
    return changed(draft, facts=facts)


# --- each ground's source is about the help, or about the act at large ---------------------------


def is_at_large(key: str, section: str) -> bool:
    """Sources that speak of all help: § 1, procedure, 76-17, the first chapters of a standard."""
    return (
        key in ("rsl", "fvl", "pm-76-17")
        or (key == "sel-old" and section.startswith(("§ 1,", "§ 4", "§§ 1,", "§ 148")))
        or key in ("fob-2024-19", "ast-levering")
        or (key == "kk-2019" and section[0] in "123")
    )


SERVICES_OF = {
    "ast-104": "activity_and_social",
    "pm-89-14": "activity_and_social",
    "pm-63-15": "activity_and_social",
}


def speaks_of(ground_type: GroundType, library: Library) -> set[str]:
    """The services that the sources of a ground name by their paragraph."""
    found = set()
    for one in (ground_type.citation, *ground_type.citation.further):
        if one.source.key in SERVICES_OF:
            found.add(SERVICES_OF[one.source.key])
        for name, service in library.words.services.items():
            paragraphs = [
                basis.split("§")[1].split(",")[0].strip() for basis in service.legal_basis
            ]
            if any(number in one.section.replace(",", " ").split() for number in paragraphs):
                found.add(name)
    return found


def test_every_ground_has_a_source_at_large_or_the_services_of_its_source(library: Library) -> None:
    loose = []
    for name, ground_type in library.grounds.items():
        cited = (ground_type.citation, *ground_type.citation.further)
        if any(is_at_large(one.source.key, one.section) for one in cited):
            continue
        named = speaks_of(ground_type, library)
        if ground_type.services and (set(ground_type.services) <= named or ground_type.reading):
            continue
        if not ground_type.services and named >= set(library.words.services) - {
            "home_relief",
            "open_access_service",
            "adult_relief",
            "move_without_consent",
        }:
            continue
        if ground_type.services and all(one.source.key == "kk-2019" for one in cited):
            continue  # the municipality's own chapter on this help
        loose.append(name)
    assert loose == []


@pytest.mark.ledger("LAW-03")
@pytest.mark.parametrize("name", OF_104)
def test_a_ground_from_the_note_on_104_is_for_104_only(library: Library, name: str) -> None:
    assert library.grounds[name].services == ("activity_and_social",)


@pytest.mark.parametrize(
    "draft", [WORK_GRANT, TEMPORARY_GRANT, LONG_GRANT], ids=lambda d: d.service
)
def test_that_the_housing_covers_it_refuses_nothing_but_104(
    library: Library, draft: Decision
) -> None:
    judgement = judge(refused(draft, MET_IN_HOUSING), library, ON)
    assert judgement.verdict is Verdict.FALLS
    assert "ground_of_another_service" in {finding.code for finding in judgement.findings}


def test_that_the_housing_covers_it_still_refuses_104(library: Library) -> None:
    assert "ground_of_another_service" not in codes(
        changed(REFUSAL, grounds=(MET_IN_HOUSING,)), library
    )


# --- age -----------------------------------------------------------------------------------------

REACHED = ground(
    "pension_age_reached",
    "Du nåede folkepensionsalderen den 12. april 2015.",
    when_reached="Borgeren er født den 12. april 1950 og nåede den i 2015.",
)


@pytest.mark.ledger("LAW-20")
def test_the_pension_age_refuses_sheltered_employment_by_the_act(library: Library) -> None:
    draft = with_facts(refused(WORK_GRANT, REACHED), below_pension_age=False)
    assert judge(draft, library, ON).verdict is Verdict.STANDS


def test_the_pension_age_refuses_nobody_who_is_below_it(library: Library) -> None:
    assert "claim_contradicted" in codes(refused(WORK_GRANT, REACHED), library)


def test_of_103_nothing_is_said_of_a_law_without_an_age_limit(library: Library) -> None:
    judgement = judge(refused(WORK_GRANT, ground("age")), library, ON)
    assert not [f for f in judgement.findings if "øvre aldersgrænse" in f.says]


@pytest.mark.parametrize("draft", [TEMPORARY_GRANT, LONG_GRANT], ids=lambda d: d.service)
def test_age_alone_is_unlawful_where_the_act_has_no_limit(
    library: Library, draft: Decision
) -> None:
    assert "unlawful_ground" in codes(refused(draft, ground("age_alone")), library)


# --- § 107 ---------------------------------------------------------------------------------------


@pytest.mark.ledger("LAW-19")
def test_that_the_need_is_treatment_refuses_no_temporary_stay(library: Library) -> None:
    draft = with_facts(
        refused(TEMPORARY_GRANT, OUTSIDE),
        needs_time_limited_stay=False,
        needs_temporary_stay=False,
        needs_treatment_support=True,
    )
    judgement = judge(draft, library, ON)
    assert judgement.verdict is Verdict.FALLS
    assert "claim_contradicted" in {finding.code for finding in judgement.findings}


@pytest.mark.ledger("LAW-19")
def test_the_municipalitys_own_words_alone_refuse_no_temporary_stay(library: Library) -> None:
    draft = with_facts(refused(TEMPORARY_GRANT, OUTSIDE), needs_time_limited_stay=False)
    assert judge(draft, library, ON).verdict is Verdict.FALLS


@pytest.mark.ledger("LAW-19")
def test_whether_the_act_gives_it_must_be_known_before_a_refusal_stands(library: Library) -> None:
    unknown = refused(TEMPORARY_GRANT, OUTSIDE)
    facts = {k: v for k, v in unknown.facts.items() if k != "needs_treatment_support"}
    draft = with_facts(changed(unknown, facts=facts), needs_temporary_stay=False)
    assert judge(draft, library, ON).verdict is not Verdict.STANDS


@pytest.mark.ledger("LAW-19")
def test_a_refusal_to_whom_the_act_does_not_cover_stands(library: Library) -> None:
    draft = with_facts(refused(TEMPORARY_GRANT, OUTSIDE), needs_temporary_stay=False)
    assert judge(draft, library, ON).verdict is Verdict.STANDS


def test_the_services_that_the_tests_speak_of_are_known(library: Library) -> None:
    assert {WORK, TEMPORARY, LONG} <= set(library.words.services)


def test_a_ground_of_104_is_no_ground_elsewhere_even_beside_a_refusal_kind(
    library: Library,
) -> None:
    draft = changed(refused(WORK_GRANT, MET_IN_HOUSING), kind=DecisionKind.TERMINATION)
    assert "ground_of_another_service" in codes(draft, library)


@pytest.mark.parametrize("basis", ["serviceloven § 129", "serviceloven § 107"])
def test_another_paragraph_is_named_and_not_made_to_fit_this_one(
    library: Library, basis: str
) -> None:
    found = judge(changed(LONG_GRANT, legal_basis=(basis,)), library, ON).findings
    codes = ("legal_basis_does_not_fit", "basis_not_coded")
    (told,) = [finding for finding in found if finding.code in codes]
    assert "en jurist vurdere" in told.remedy
    assert not told.remedy.startswith("Ret lovgrundlaget")


def test_a_slip_of_the_pen_in_the_paragraph_may_be_put_right(library: Library) -> None:
    found = judge(changed(LONG_GRANT, legal_basis=("serviceloven § 801",)), library, ON).findings
    (told,) = [finding for finding in found if finding.code == "basis_not_coded"]
    assert told.remedy.endswith("Er paragraffen skrevet forkert, så ret den.")


@pytest.mark.ledger("LAW-19")
@pytest.mark.parametrize(("covered", "stands"), [(True, True), (False, False), (None, False)])
def test_whom_the_act_says_must_be_offered_a_stay_is_refused_only_when_the_need_is_met(
    library: Library, covered: bool | None, stands: bool
) -> None:
    """The municipality's guiding ground does not outweigh the duty by itself."""
    draft = with_facts(refused(TEMPORARY_GRANT, HOME_SUFFICES), needs_treatment_support=True)
    facts = {k: v for k, v in draft.facts.items() if k != "need_coverable_otherwise"}
    draft = changed(draft, facts=facts)
    if covered is not None:
        draft = with_facts(draft, need_coverable_otherwise=covered)
    assert (judge(draft, library, ON).verdict is Verdict.STANDS) is stands
