"""Help that runs is followed up on its goals: what it leads to, and what is asked of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kompas.casework import DecisionKind
from kompas.casework.advice import next_step
from kompas.casework.flows import ProceedingKind
from kompas.casework.fold import fold
from kompas.casework.follow_up import GoalOutcome
from kompas.casework.status import Status
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.follow_up import HoldFollowUp
from kompas.casework.steps.follow_up_date import FollowUpPlanned
from kompas.casework.steps.goals import GoalsSet
from kompas.casework.steps.proceeding_closing import ProceedingClosed
from kompas.casework.steps.reopening import CaseReopened
from kompas.casework.timeline import Speech
from kompas.casework.work_items import RUNNING_HELP, work_items
from kompas.norms import Library
from tests.spec.case.follow_ups import (
    CHANGE,
    GOALS,
    HELD,
    LATEST,
    MIXED,
    adjusted,
    ended,
    running,
    unchanged,
)
from tests.spec.case.stories import (
    ASSESSMENT,
    DIGITAL_POST,
    LETTER,
    NEED,
    RUNNING_GRANT,
    TODAY,
    Story,
    assessed,
    received,
    takes,
    withdraws,
)
from tests.spec.soundness.drafts import GRANT

DAY = timedelta(days=1)
TO_CHANGE = replace(HELD, change=CHANGE)
ENDED = replace(HELD, goals=tuple(map(ended, GOALS)))


# ---------------------------------------------------------------- what it leads to


@pytest.mark.ledger("FW-22", "VEJ-11")
def test_where_nothing_changes_the_help_goes_on_and_the_next_day_is_set(library: Library) -> None:
    story = running(library)
    before = story.case.help
    case = story.does(HELD).case
    (on,) = case.proceedings
    assert (on.kind, on.status, on.closed_on) == (
        ProceedingKind.FOLLOW_UP,
        Status.CLOSED,
        TODAY,
    )
    assert case.status is Status.RUNNING
    assert case.goals == GOALS
    assert case.help is not None
    assert before is not None
    assert (case.help.entry, case.help.extent) == (before.entry, before.extent)
    assert (case.help.followed_up, case.help.counted_from) == (1, TODAY)
    assert case.follow_up_due == LATEST
    (item,) = work_items(case)
    assert (item.kind, item.due_on, item.next_step) == (RUNNING_HELP, LATEST, "follow_up_held")


@pytest.mark.ledger("FW-22")
def test_goals_are_others_from_the_day_on_which_they_were_spoken_of(library: Library) -> None:
    held_on = TODAY - 3 * DAY
    said = replace(MIXED, held_on=held_on, new_goals=("Cykler.",), next_on=date(2027, 3, 1))
    story = running(library).does(said)
    assert story.case.goals == (GOALS[0], "Tager bussen med en ledsager.", "Cykler.")
    known = fold(story.entries, valid_on=held_on - DAY)
    assert known.goals == ()  # they were set later than that
    assert story.entries[-1].valid_from == held_on


@pytest.mark.ledger("FW-22")
def test_where_the_help_must_change_a_decision_is_prepared_and_it_runs_meanwhile(
    library: Library,
) -> None:
    story = running(library).does(TO_CHANGE)
    on = story.on
    assert (on.kind, on.status) == (ProceedingKind.FOLLOW_UP, Status.INFORMED)
    assert on.need is not None
    assert (on.need.reason, on.need.need, on.need.met_on) == (CHANGE.reason, CHANGE.need, TODAY)
    assert story.case.help is not None
    ahead = next_step(story.case, on, TODAY, panel_required=False)
    assert ahead.step == "need_assessed"
    assert "hjælpen skal ændres" in ahead.text


@pytest.mark.ledger("FW-22", "FW-35")
def test_the_decision_comes_of_it_and_the_day_that_was_agreed_stays(library: Library) -> None:
    story = assessed(library).does(takes(), LETTER, DIGITAL_POST)
    agreed = date(2027, 2, 1)
    story.does(replace(HELD, goals=(), new_goals=GOALS, next_on=agreed, change=CHANGE))
    counted = story.case.help
    story.does(ASSESSMENT, takes(), LETTER, DIGITAL_POST)
    assert counted is not None
    assert story.case.help is not None
    assert story.case.help.entry == story.seq or story.case.help.entry > counted.entry
    assert story.case.help.followed_up == 1
    assert story.case.follow_up_due == agreed


def test_a_refusal_of_other_help_leaves_the_day_too(library: Library) -> None:
    story = running(library).does(TO_CHANGE, ProceedingClosed(why="Borgeren vil ikke."))
    assert story.case.help is not None
    assert (story.case.help.followed_up, story.case.follow_up_due) == (1, LATEST)


@pytest.mark.ledger("FW-22")
def test_what_is_confirmed_holds_since_the_day_and_is_not_noted_anew(library: Library) -> None:
    story = running(library).does(HELD)
    (known,) = story.case.facts["housing"]
    assert known.confirmed_on == TODAY
    later = FactNoted(name="housing", value="long_term_stay", source="Brev", dated=TODAY)
    noted = story.does(later).case.facts["housing"]
    assert [one.confirmed_on for one in noted] == [TODAY, None]


def test_a_follow_up_of_before_this_one_still_begins_with_the_need(library: Library) -> None:
    story = running(library).does(NEED)
    assert story.on.kind is ProceedingKind.FOLLOW_UP
    assert story.refuses(HELD) == ["already_followed_up"]
    story.does(ProceedingClosed(why="Hjælpen fortsætter."))
    assert story.does(HELD).case.help is not None


# ---------------------------------------------------------------- what is asked of it

REFUSED = {
    "other_goals": [
        replace(HELD, goals=HELD.goals[:2]),
        replace(HELD, goals=(*HELD.goals, unchanged("Et andet."))),
        replace(HELD, goals=tuple(reversed(HELD.goals))),
    ],
    "wording_missing": [
        replace(MIXED, goals=(HELD.goals[0], adjusted(GOALS[1], " "), HELD.goals[2])),
        replace(MIXED, goals=(HELD.goals[0], adjusted(GOALS[1], GOALS[1]), HELD.goals[2])),
    ],
    "wording_of_other": [
        replace(HELD, goals=(*HELD.goals[:2], replace(HELD.goals[2], wording="Et nyt."))),
    ],
    "goal_why_missing": [
        replace(HELD, goals=(*HELD.goals[:2], replace(ended(GOALS[2]), why=" "))),
        replace(HELD, goals=(*HELD.goals[:2], replace(adjusted(GOALS[2]), why=""))),
    ],
    "no_goals_left": [ENDED],
    "referred_without_change": [
        replace(HELD, goals=(*HELD.goals[:2], ended(GOALS[2], GoalOutcome.REFERRED))),
    ],
    "no_such_fact": [replace(HELD, confirmed=("vum_level",))],
    "later_than_rule": [replace(HELD, next_on=LATEST + DAY)],
    "next_not_to_come": [replace(HELD, next_on=TODAY), replace(HELD, next_on=TODAY - DAY)],
    "in_the_future": [replace(HELD, held_on=TODAY + DAY)],
    "held_before_last": [
        replace(HELD, held_on=RUNNING_GRANT.granted_on - DAY, later_why="Aftalt.")
    ],
}


@pytest.mark.ledger("FW-22")
@pytest.mark.parametrize(("code", "said"), [(c, n) for c, s in REFUSED.items() for n in s])
def test_it_is_refused_in_words_where_something_is_missing(
    code: str, said: object, library: Library
) -> None:
    assert code in running(library).refuses(said)


@pytest.mark.parametrize(
    "said",
    [
        replace(ENDED, new_goals=("Cykler.",)),
        replace(ENDED, change=CHANGE),
        replace(
            HELD, goals=(*HELD.goals[:2], ended(GOALS[2], GoalOutcome.REFERRED)), change=CHANGE
        ),
        replace(HELD, next_on=TODAY + DAY),
        replace(HELD, next_on=LATEST + DAY, later_why="Borgeren er på højskole til da."),
        replace(HELD, held_on=RUNNING_GRANT.granted_on, later_why="Aftalt med borgeren."),
        replace(HELD, confirmed=()),
        MIXED,
    ],
)
def test_and_taken_where_it_only_looks_so(said: object, library: Library) -> None:
    assert running(library).refuses(said) == []


def test_the_day_of_the_rule_counts_from_when_it_was_held(library: Library) -> None:
    held = replace(HELD, held_on=TODAY - 10 * DAY, next_on=LATEST)
    (why,) = running(library).why_not(held)
    assert (why.code, "22. maj 2027" in why.text) == ("later_than_rule", True)


def test_it_is_not_held_before_the_last_one(library: Library) -> None:
    story = running(library).does(HELD)
    earlier = replace(HELD, held_on=TODAY - DAY, next_on=TODAY + 30 * DAY)
    assert story.refuses(earlier) == ["held_before_last"]


@pytest.mark.parametrize("start", [received, assessed])
def test_without_help_there_is_nothing_to_follow_up(start: object, library: Library) -> None:
    (why,) = start(library).why_not(HELD)  # type: ignore[operator]
    assert (why.code, bool(why.remedy)) == ("no_help_runs", True)


def test_nor_in_a_closed_case_before_it_is_opened_again(library: Library) -> None:
    story = running(library).does(CaseClosed(why="Flyttet."))
    assert story.refuses(HELD) == ["out_of_order"]
    story.does(CaseReopened(why="Flyttet tilbage.", help_resumes=True), HELD)
    assert story.case.follow_up_due == LATEST


def test_a_follow_up_that_ended_with_its_day_is_not_opened_again_with_the_case(
    library: Library,
) -> None:
    story = running(library).does(HELD, CaseClosed(why="Flyttet."))
    case = story.does(CaseReopened(why="Tilbage.", help_resumes=True)).case
    assert [one.status for one in case.proceedings] == [Status.CLOSED]


# ---------------------------------------------------------------- the day alone


def test_a_day_is_agreed_without_a_follow_up(library: Library) -> None:
    # The rule's day has passed: that it is later has its why.
    story = running(library)
    meant = FollowUpPlanned(next_on=TODAY + 30 * DAY, later_why="Var ikke aftalt før.")
    story.does(meant)
    assert story.case.follow_up_due == meant.next_on
    assert story.case.help is not None
    assert story.case.help.followed_up == 0


def test_it_is_not_later_than_the_rule_without_why(library: Library) -> None:
    story = assessed(library).does(takes(), LETTER, DIGITAL_POST)
    due = story.case.follow_up_due
    assert due is not None
    late = FollowUpPlanned(next_on=due + DAY)
    assert story.refuses(late) == ["later_than_rule"]
    assert story.refuses(FollowUpPlanned(next_on=due)) == []
    assert story.refuses(replace(late, later_why="Borgeren er indlagt.")) == []
    assert story.refuses(FollowUpPlanned(next_on=TODAY)) == ["next_not_to_come"]


def test_a_day_needs_help_that_runs(library: Library) -> None:
    assert received(library).refuses(FollowUpPlanned(next_on=LATEST)) == ["out_of_order"]


# ---------------------------------------------------------------- the record


def test_withdrawn_all_is_as_it_was(library: Library) -> None:
    story = running(library)
    before = story.case
    story.does(MIXED)
    opened = story.case.proceedings[0].entry
    after = story.does(withdraws(opened)).case
    assert (after.goals, after.help, after.facts) == (before.goals, before.help, before.facts)
    assert after.proceedings == ()


def test_goals_are_withdrawn_after_the_follow_up_that_went_through_them(library: Library) -> None:
    story = running(library)
    goals = story.case.goals_entry
    assert goals is not None
    story.does(HELD)
    assert story.refuses(withdraws(goals)) == ["built_on"]
    story.does(withdraws(story.case.proceedings[0].entry), withdraws(goals))
    assert story.case.goals == ()


def test_it_is_told_with_each_goal_and_the_rule(library: Library) -> None:
    story = running(library).does(replace(MIXED, new_goals=("Cykler.",)))
    event, s = story.entries[-1].event, Speech(library.words)
    short = HoldFollowUp().says(event, s)  # type: ignore[arg-type]
    assert "møde" in short
    assert "1 fortsætter uændret, 1 justeres, 1 er nået og slutter, 1 nye" in short
    assert "Næste opfølgning 2027-06-01" in short
    lines = list(HoldFollowUp().says_in_full(event, s))  # type: ignore[arg-type]
    goals = [text for label, text in lines if label == "Mål"]
    assert len(goals) == len(GOALS)
    assert "til »Tager bussen med en ledsager.«" in goals[1]
    told = dict(lines)
    assert told["Borgeren siger"] == HELD.citizen_words
    assert told["Senest efter reglerne"] == "2027-06-01"
    assert "follow-up" in told["Efter reglerne"] or "vejen" in told["Efter reglerne"]


def test_goals_that_were_set_anew_meanwhile_are_gone_through_anew(library: Library) -> None:
    story = running(library).does(GoalsSet(goals=GOALS[:2]))
    assert story.refuses(HELD) == ["other_goals"]


def test_the_kind_of_the_decision_is_free(library: Library) -> None:
    assert GRANT.kind is DecisionKind.GRANT
    story = Story(library).does(RUNNING_GRANT)
    assert story.refuses(replace(HELD, goals=(), confirmed=())) == ["no_goals_left"]
