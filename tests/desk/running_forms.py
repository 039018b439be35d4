"""The forms of help that runs, filled in; and what a form that is filled in is (`step_forms`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kompas.casework.steps.help_start import HelpBegun
from kompas.casework.steps.leave import LeaveGranted
from kompas.casework.steps.leave_end import LeaveEnded
from kompas.casework.steps.service_order import ServiceOrdered
from kompas.norms import Library
from tests.clock import TODAY
from tests.processes.town import Telling, assessed, takes
from tests.spec.case.stories import DIGITAL_POST, FULL_TIME

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
Start = Callable[[Library], Telling]
Typed = dict[str, Any]


@dataclass(frozen=True)
class Typing:
    """A form that is filled in right, what it records, and what is wrong with it otherwise.

    `records` is the event, or what gives it for the entry that it answers.
    """

    start: Start
    right: Typed
    records: Any
    wrong: Typed
    said: str
    by: str = "anna"


def running(library: Library) -> Telling:
    """Help that runs since yesterday."""
    told = assessed(library)
    told.does(takes(told, starts_on=YESTERDAY))
    told.prints()
    return told.does(DIGITAL_POST)


def on_leave(library: Library) -> Telling:
    return running(library).does(LEAVE)


LEAVE = LeaveGranted(
    from_on=TODAY,
    until_on=TODAY + timedelta(days=60),
    why="Borgeren skal opereres i hoften.",
    keeps_place=True,
)
RUNNING: Mapping[str, Typing] = {
    "service_ordered": Typing(
        running,
        {
            "facility": "Værkstedet",
            "ordered_on": TODAY.isoformat(),
            "starts_on": TOMORROW.isoformat(),
            "contact": "Ole Opdigtet, 99 99 99 99",
            "may_know": "At borgeren bliver træt efter to timer.",
        },
        ServiceOrdered(
            facility="Værkstedet",
            ordered_on=TODAY,
            starts_on=TOMORROW,
            contact="Ole Opdigtet, 99 99 99 99",
            may_know="At borgeren bliver træt efter to timer.",
            extent=FULL_TIME,
        ),
        {"starts_on": "2026-01-01"},
        "hjælpen er bevilget fra",
    ),
    "help_begun": Typing(
        running,
        {"begun_on": TODAY.isoformat(), "facility": "Værkstedet"},
        HelpBegun(begun_on=TODAY, facility="Værkstedet"),
        {"begun_on": "2026-06-02"},
        "hjælpen er bevilget fra",
    ),
    "leave_granted": Typing(
        running,
        {
            "from_on": TODAY.isoformat(),
            "until_on": (TODAY + timedelta(days=60)).isoformat(),
            "reason": "Borgeren skal opereres i hoften.",
            "keeps_place": "ja",
        },
        LEAVE,
        {"until_on": YESTERDAY.isoformat()},
        "før den begynder",
    ),
    "leave_ended": Typing(
        on_leave,
        {"back_on": TODAY.isoformat(), "has_place": "ja"},
        LeaveEnded(back_on=TODAY, has_place=True),
        {"has_place": "nej"},
        "hvad borgeren får imens",
    ),
}
