"""Reason and need, other help, early help, facts and papers."""

from dataclasses import replace
from datetime import date

import pytest

from kompas.casework.advice import lacks
from kompas.casework.status import Status
from kompas.casework.steps.early_help import ReferredToEarlyHelp
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.other_help import OtherHelpConsidered
from kompas.casework.summary import due
from kompas.norms import Library
from tests.proceedings import current
from tests.spec.case.stories import (
    ASSESSMENT,
    NEED,
    NOTES,
    TODAY,
    Start,
    assessed,
    decided,
    informed,
    received,
    sent,
)

OTHER_HELP = OtherHelpConsidered(
    considered=("§ 85", "Beskæftigelsestilbud efter lov om en aktiv beskæftigelsesindsats"),
    result="Jobcentret vurderer, at et tilbud ikke er aktuelt.",
)
EARLY_HELP = ReferredToEarlyHelp(to="Åben rådgivning efter § 12", why="Behovet er mindre.")


@pytest.mark.ledger("FW-16")
def test_reason_and_need_are_uncovered_at_a_meeting_with_citizen_and_network(
    library: Library,
) -> None:
    case = received(library).does(NEED).case
    assert case.status is Status.INFORMED
    assert case.need == NEED
    assert "Søsteren" in NEED.present


@pytest.mark.ledger("FW-16")
def test_nothing_is_assessed_before_reason_and_need_are_known(library: Library) -> None:
    (why,) = received(library).why_not(ASSESSMENT)
    assert why.code == "out_of_order"
    assert "»Udredning gennemført«" in why.text
    assert "»ansøgning modtaget«" in why.text
    assert "årsag og behov afdækket" in why.remedy


@pytest.mark.ledger("FW-17", "PROC-07")
@pytest.mark.parametrize("start", [received, informed, assessed, decided])
def test_all_other_help_is_considered_and_the_result_is_recorded(
    start: Start, library: Library
) -> None:
    story = start(library)
    status = story.case.status
    case = story.does(OTHER_HELP).case
    assert current(case).other_help == (OTHER_HELP,)
    assert case.status is status


@pytest.mark.ledger("FW-17")
def test_early_help_may_be_enough(library: Library) -> None:
    case = informed(library).does(EARLY_HELP).case
    assert case.status is Status.EARLY_HELP
    assert due(case) == (None, None)


@pytest.mark.ledger("FW-17")
def test_early_help_is_explained_and_not_used_before_the_need_is_known(library: Library) -> None:
    assert informed(library).refuses(replace(EARLY_HELP, why="")) == ["why_missing"]
    assert received(library).refuses(EARLY_HELP) == ["out_of_order"]


@pytest.mark.ledger("FW-17")
def test_where_early_help_is_not_enough_the_need_is_assessed(library: Library) -> None:
    story = informed(library).does(EARLY_HELP)
    assert story.does(NEED, ASSESSMENT).case.status is Status.ASSESSED


@pytest.mark.ledger("FW-17")
def test_the_assessment_can_be_made_again(library: Library) -> None:
    lower = replace(ASSESSMENT, vum_level="C3", assessed_on=TODAY)
    assert assessed(library).does(lower).on.assessment == lower


def test_what_is_assessed_and_what_is_noted_name_one_level_of_need(library: Library) -> None:
    same = assessed(library)
    other = assessed(library).does(replace(ASSESSMENT, vum_level="A1"))
    told = [{lack.code for lack in lacks(s.case, s.on, TODAY)} for s in (same, other)]
    assert ["not_as_assessed" in codes for codes in told] == [False, True]


@pytest.mark.ledger("PROC-09")
def test_a_fact_has_its_source_and_its_day(library: Library) -> None:
    fact = informed(library).case.facts_on(TODAY)["vum_level"]
    assert (fact.value, fact.source, fact.dated) == ("D2", "Udredning", date(2026, 3, 2))


@pytest.mark.parametrize(
    ("name", "value", "codes"),
    [
        ("shoe_size", 42, ["unknown_fact"]),
        ("vum_level", "H9", ["wrong_value"]),
        ("considerably_reduced_capacity", "yes", ["wrong_value"]),
        ("housing", "own_home", []),
    ],
)
def test_a_fact_is_one_that_the_norms_can_ask_about(
    name: str, value: str | int, codes: list[str], library: Library
) -> None:
    fact = FactNoted(name=name, value=value, source="Samtale", dated=TODAY)
    assert received(library).refuses(fact) == codes


def test_papers_have_names_of_their_own_and_no_day_to_come(library: Library) -> None:
    story = informed(library)
    again = replace(NOTES[0], title="Et andet notat")
    tomorrow = replace(NOTES[0], id="note-2", dated=date(2026, 6, 2))
    assert story.refuses(EvidenceAdded(evidence=again)) == ["evidence_twice"]
    assert story.refuses(EvidenceAdded(evidence=tomorrow)) == ["in_the_future"]
    assert story.case.evidence == NOTES


@pytest.mark.ledger("VEJ-13")
def test_the_need_is_taken_up_again_when_there_is_cause(library: Library) -> None:
    story = sent(library)
    later = replace(NEED, need="Er blevet træt og vil gå ned i tid.", met_on=TODAY)
    case = story.does(later).case
    assert case.status is Status.INFORMED
    assert case.need == later
    assert case.grant is not None
    assert case.grant["days_per_week"] == 5
