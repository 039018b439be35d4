"""A case in which several things go on at once, and what the lists of the database have of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from kompas.casework.proceeding import BoardOutcome, ReviewOutcome
from kompas.casework.record import name_of
from kompas.casework.steps.application import Channel
from kompas.casework.steps.board_decision import BoardDecided
from kompas.casework.steps.change_request import ChangeRequested
from kompas.casework.steps.complaint import ComplaintReceived
from kompas.casework.steps.complaint_forwarding import ComplaintForwarded
from kompas.casework.steps.complaint_review import ComplaintReviewed
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.note import NoteWritten
from kompas.norms import Library
from kompas.register import worklists
from kompas.register.verify import verify
from tests.processes.town import (
    WEST,
    Telling,
    sent,
    viewer,
)
from tests.spec.case.stories import (
    NEED,
    TODAY,
)

LATER = TODAY + timedelta(days=14)
"""When a follow-up begins and a complaint comes in."""
NOTE = NoteWritten(text="Ringede og aftalte et møde.")
FACT = FactNoted(name="housing", value="own_home", source="Samtale", dated=LATER)
CHANGE = ChangeRequested(
    applied_for="En dag mere om ugen.", channel=Channel.PHONE, received_on=LATER
)
REVIEWED = ComplaintReviewed(
    outcome=ReviewOutcome.NOT_UPHELD, why="Intet nyt er kommet frem.", reviewed_on=LATER
)
UPHELD = replace(REVIEWED, outcome=ReviewOutcome.UPHELD, why="Der var brug for mere.")
FORWARDED = ComplaintForwarded(forwarded_on=LATER)
SENT_BACK = BoardDecided(
    outcome=BoardOutcome.REMITTED, decided_on=LATER, text="Behovet er ikke oplyst nok."
)


def complaint(telling: Telling) -> ComplaintReceived:
    """Of the first decision."""
    return ComplaintReceived(
        decision=telling.case.decisions[0].entry,
        complaint="Jeg har brug for flere timer.",
        received_on=telling.today,
    )


def newest(telling: Telling) -> int:
    """The entry that opened the newest proceeding."""
    return telling.case.proceedings[-1].entry


def both(library: Library, unit: str = WEST) -> tuple[Telling, int, int]:
    """A case with help that is followed up, and a complaint: the entries that opened the two."""
    telling = sent(library, unit)
    telling.today = LATER
    follow_up = newest(telling.does(replace(NEED, met_on=LATER)))
    return telling, follow_up, newest(telling.does(complaint(telling)))


def items(telling: Telling) -> list[tuple[Any, ...]]:
    """The work items of the database, as whoever leads the unit has them; they are the fold's."""
    lines = worklists.of_units(viewer("vera" if telling.by != "carla" else "leif")).lines
    assert list(verify()) == []
    return sorted(
        (one.item.entry, one.item.kind, one.item.status, one.item.due_on, one.item.due_why)
        for one in lines
        if one.item.case_id == telling.id
    )


def waits(telling: Telling) -> list[str | None]:
    """Who has the next word in each, what opened first coming first."""
    lines = worklists.of_units(viewer("vera")).lines
    of_case = [one.item for one in lines if one.item.case_id == telling.id]
    return [item.waits_for for item in sorted(of_case, key=lambda item: item.entry)]


def names(events: Sequence[Any]) -> list[str]:
    return [name_of(entry.event) for entry in events]
