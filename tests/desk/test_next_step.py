"""My day and the case's page say the same: what is due when, who has the word, and what is next."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kompas.casework import advice
from kompas.casework.proceeding import Proceeding
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.hearing_answer import HearingAnswered
from kompas.casework.steps.information_request import InformationRequested
from kompas.casework.work_items import due, work_items
from kompas.desk.next_step import next_of, page_of
from kompas.norms import Library
from tests.spec.case.stories import APPLICATION, ASSESSMENT, NEED, REPORT, TODAY, Story

WAITING = {"hearing_answered", "information_received"}
ANSWERS = timedelta(days=10)


def hears(story: Story) -> None:
    story.does(EvidenceAdded(evidence=REPORT))
    deadline = story.today + ANSWERS
    story.does(HearingSent(evidence=("report",), sent_on=story.today, deadline_on=deadline))


def asks(story: Story) -> None:
    story.does(
        InformationRequested(
            asks_for="Hvor bor du?", sent_on=story.today, answer_by=story.today + ANSWERS
        )
    )


def asks_both(story: Story) -> None:
    asks(story)
    story.today += timedelta(days=3)
    hears(story)


ASKED = {"heard": hears, "asked": asks, "both": asks_both}


def late(library: Library, received_on: date) -> Story:
    """An assessed case whose decision is due by when it came in."""
    story = Story(library).does(replace(APPLICATION, received_on=received_on))
    return story.does(replace(NEED, met_on=TODAY), replace(ASSESSMENT, assessed_on=TODAY))


def said(story: Story, on: Proceeding, today: date) -> tuple[object, object]:
    """What the list says of a proceeding, and what its page does: what is due, and what is next."""
    item = next(one for one in work_items(story.case) if one.entry == on.entry)
    told = next_of(item, today, ())
    assert told is not None
    ahead = advice.next_step(story.case, on, today, panel_required=False)
    is_waiting = ahead.step in WAITING and ahead.waits_until is not None
    in_list = (item.due_on, item.due_why), told.waiting, told.waiting or told.url
    page = page_of(story.case.case_id, ahead.step or "", on.entry)
    if told.url == page_of(story.case.case_id, "", on.entry):
        page = told.url  # the list leaves it to the case's page
    return in_list, (due(on), is_waiting, is_waiting or page)


def days(story: Story) -> Iterator[date]:
    """The days around the decision's and the answers' last, both before and after."""
    on = story.case.open_proceedings[0]
    ends = [*on.answers_due(), *(one.answer_by for one in on.requests_due())]
    assert on.decide_by
    last = min([*ends, on.decide_by])
    yield from {story.today, on.decide_by, on.decide_by + timedelta(days=1), last}


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("weeks", [1, 5, 6, 7, 20])
def test_list_and_page_say_the_same_while_answers_are_awaited(
    library: Library, asked: str, weeks: int
) -> None:
    story = late(library, TODAY - timedelta(weeks=weeks))
    ask: Callable[[Story], None] = ASKED[asked]
    ask(story)
    for today in days(story):
        if today >= story.today:
            in_list, on_page = said(story, story.case.open_proceedings[0], today)
            assert in_list == on_page, (today, weeks)


def test_who_is_late_and_lacks_an_answer_tells_the_citizen_first(library: Library) -> None:
    story = late(library, TODAY - timedelta(weeks=20))
    on = story.case.open_proceedings[0]
    assert advice.next_step(story.case, on, TODAY, panel_required=False).step == "decision_taken"
    hears(story)
    on = story.case.open_proceedings[0]
    assert due(on) == (on.decide_by, "decision")
    assert advice.next_step(story.case, on, TODAY, panel_required=False).step == "delay_notified"
    (item,) = work_items(story.case)
    told = next_of(item, TODAY, ())
    assert told is not None
    assert told.text == "Afgørelsen er forsinket, og der mangler svar: gå videre"
    assert not told.waiting
    out = TODAY + ANSWERS + timedelta(days=1)  # who did not answer in time is waited for no more
    assert advice.next_step(story.case, on, out, panel_required=False).step == "decision_taken"
    story.does(HearingAnswered(answer="Det passer.", answered_on=TODAY))
    on = story.case.open_proceedings[0]
    assert advice.next_step(story.case, on, TODAY, panel_required=False).step == "decision_taken"
