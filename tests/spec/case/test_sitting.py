"""Who may decide a case at the panel's meeting: what obeys, what breaks it, and what looks so."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kompas.casework.sitting import Member, Objection, Sitting
from kompas.casework.sitting_rules import LAW, handled_by
from kompas.casework.steps import step_for
from kompas.casework.steps.assignment import Assigned
from kompas.casework.steps.panel_deferral import PanelDeferred
from kompas.casework.steps.panel_meeting import PutToPanel
from kompas.casework.timeline import Speech
from kompas.norms import Library
from tests.spec.case.stories import (
    CASEWORKER,
    COLLEAGUE,
    FOLLOWED,
    ON_AGENDA,
    RECOMMENDATION,
    SITTING,
    TODAY,
    Story,
    assessed,
    at_panel,
)

CHAIR, DOCTOR = (one.name for one in SITTING.present)
DAY = timedelta(days=1)
WORKER = Member(name="Anna Prøve", username=CASEWORKER)
WITH_WORKER = (*SITTING.present, WORKER)


def decides(**changes: Any) -> Any:
    return replace(FOLLOWED, sitting=replace(SITTING, **changes))


def objects(name: str) -> tuple[Objection, ...]:
    return (Objection(name=name, why="Er borgerens bror."),)


OBEYS: dict[str, Sitting] = {
    "one alone": replace(SITTING, present=SITTING.present[:1]),
    "one left": replace(SITTING, conflicts=objects(DOCTOR)),
    "one disagreed": replace(SITTING, dissents=objects(DOCTOR)),
    "the chair disagreed": replace(SITTING, dissents=objects(CHAIR)),
    "who handled it left": replace(SITTING, present=WITH_WORKER, conflicts=objects(WORKER.name)),
    # Only looks like the caseworker: somebody else of that name has no user here.
    "a namesake": replace(SITTING, present=(*SITTING.present, replace(WORKER, username=""))),
}
BREAKS: dict[str, tuple[Sitting, str]] = {
    "nobody": (replace(SITTING, present=()), "nobody_decided"),
    "all left": (
        replace(SITTING, conflicts=(*objects(CHAIR), *objects(DOCTOR))),
        "nobody_decided",
    ),
    "no chair": (replace(SITTING, chair="En anden"), "no_chair"),
    "the chair left": (replace(SITTING, conflicts=objects(CHAIR)), "no_chair"),
    "who left was not there": (replace(SITTING, conflicts=objects("En anden")), "not_present"),
    "who disagreed was not there": (
        replace(SITTING, dissents=objects("En anden")),
        "not_deciding",
    ),
    "who left disagreed": (
        replace(SITTING, conflicts=objects(DOCTOR), dissents=objects(DOCTOR)),
        "not_deciding",
    ),
    "all disagreed": (
        replace(SITTING, dissents=(*objects(CHAIR), *objects(DOCTOR))),
        "all_dissent",
    ),
    "twice": (replace(SITTING, present=(*SITTING.present, *SITTING.present[1:])), "named_twice"),
    "who handled it": (replace(SITTING, present=WITH_WORKER), "handled_it"),
    "to come": (replace(SITTING, held_on=TODAY + DAY), "in_the_future"),
    "before the meeting": (replace(SITTING, held_on=TODAY - DAY), "decided_before_meeting"),
}


@pytest.mark.ledger("FW-19")
@pytest.mark.parametrize("case", OBEYS)
def test_a_panel_that_may_decide_does(case: str, library: Library) -> None:
    decided = replace(FOLLOWED, sitting=OBEYS[case])
    assert at_panel(library).does(decided).on.panel == decided


@pytest.mark.ledger("FW-19")
@pytest.mark.parametrize("case", BREAKS)
def test_a_panel_that_may_not_decide_does_not_nor_defers(case: str, library: Library) -> None:
    sitting, code = BREAKS[case]
    for event in (
        replace(FOLLOWED, sitting=sitting),
        PanelDeferred(missing="En udtalelse", sitting=sitting),
    ):
        assert code in at_panel(library).refuses(event), event


def test_who_handled_a_case_is_told_the_law(library: Library) -> None:
    (why,) = at_panel(library).why_not(decides(present=WITH_WORKER))
    assert (why.code, why.source) == ("handled_it", LAW)
    assert WORKER.name in why.text


def test_who_recommended_it_has_handled_it_also_when_another_handles_it_now(
    library: Library,
) -> None:
    story = assessed(library).does(RECOMMENDATION, by=COLLEAGUE).does(ON_AGENDA)
    story.does(Assigned(to="cilla"))
    assert handled_by(story.case, story.on) >= {COLLEAGUE, "cilla"}
    birk = Member(name="Birk", username=COLLEAGUE)
    assert story.refuses(decides(present=(*SITTING.present, birk))) == ["handled_it"]


# ---------------------------------------------------------------- which meeting


PLANNED = {"m1": TODAY, "m2": TODAY + 7 * DAY}


def put(library: Library, **said: Any) -> Story:
    story = assessed(library).does(RECOMMENDATION)
    return story.does(PutToPanel(**said), meetings=PLANNED)


def test_a_day_becomes_the_planned_meeting_and_the_meeting_its_day(library: Library) -> None:
    for said in ({"meets_on": TODAY}, {"meeting": "m1"}):
        on = put(library, **said).on
        assert (on.panel_meets_on, on.panel_meeting) == (TODAY, "m1")
    on = put(library).on
    assert (on.panel_meets_on, on.panel_meeting) == (None, None)


def test_a_meeting_that_there_is_not_has_no_agenda_and_decides_nothing(library: Library) -> None:
    story = assessed(library).does(RECOMMENDATION)
    gone = PutToPanel(meeting="gone")
    assert story.refuses(gone, meetings=PLANNED) == ["no_such_meeting"]
    story.does(PutToPanel(meeting="m1"), meetings=PLANNED)
    assert story.refuses(decides(meeting="gone"), meetings=PLANNED) == ["no_such_meeting"]
    assert story.refuses(decides(meeting="m2"), meetings=PLANNED) == ["not_that_day"]
    story.does(decides(meeting="m1"), meetings=PLANNED)


def test_who_sat_at_a_planned_meeting_is_said(library: Library) -> None:
    unsaid = replace(FOLLOWED, sitting=None)
    planned = put(library, meeting="m1")
    assert planned.refuses(unsaid, meetings=PLANNED) == ["sitting_missing"]
    # Of a day alone, as before meetings were planned, no more need be known.
    at_panel(library).does(unsaid)


def test_a_meeting_that_is_moved_decides_on_its_new_day(library: Library) -> None:
    story, moved = put(library, meeting="m1"), {"m1": TODAY + DAY}
    assert story.refuses(decides(), meetings=moved) == ["decided_before_meeting"]
    story.today = TODAY + DAY
    story.does(decides(held_on=TODAY + DAY), meetings=moved)
    (item,) = story.case.meetings
    assert (item.meets_on, item.meeting, item.heard) == (TODAY + DAY, "m1", True)


def test_a_case_that_waits_is_put_to_another_meeting_and_leaves_the_first(
    library: Library,
) -> None:
    story = put(library, meeting="m1")
    story.does(PutToPanel(meeting="m2"), meetings=PLANNED)
    assert [one.meeting for one in story.case.meetings] == ["m2"]
    # Not so where the meeting was held, and the panel did not come to it.
    late = put(library, meeting="m1")
    late.today = TODAY + DAY
    late.does(PutToPanel(meeting="m2"), meetings=PLANNED)
    assert [(one.meeting, one.heard) for one in late.case.meetings] == [
        ("m1", False),
        ("m2", False),
    ]


def test_the_record_tells_who_left_and_who_disagreed(library: Library) -> None:
    third = Member(name="Tredje Medlem")
    event = decides(
        present=(*SITTING.present, third), conflicts=objects(DOCTOR), dissents=objects(third.name)
    )
    step, s = step_for(event), Speech(library.words)
    told = step.says(event, s)
    assert f"{DOCTOR} var inhabil: Er borgerens bror" in told
    assert f"{third.name} var uenig: Er borgerens bror" in told
    in_full = dict(step.says_in_full(event, s))
    assert in_full["Mødeleder"] == CHAIR
    assert third.name in in_full["Til stede"]
    assert in_full["Uenig"] == f"{third.name}: Er borgerens bror."
