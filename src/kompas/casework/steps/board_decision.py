"""The appeals board decides (PROC-08)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kompas.casework.flows import K, of_flows
from kompas.casework.order_of_days import D, Days
from kompas.casework.proceeding import BoardDecision, BoardOutcome, Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Speech, tell_as
from kompas.words import N_, _

OUTCOME_TEXTS: Mapping[BoardOutcome, str] = {
    BoardOutcome.CONFIRMED: N_("stadfæstet"),
    BoardOutcome.CHANGED: N_("ændret"),
    BoardOutcome.REMITTED: N_("hjemvist"),
    BoardOutcome.REJECTED: N_("afvist"),
}
tell_as(dict(OUTCOME_TEXTS.items()))


@event("board_decided")
@dataclass(frozen=True, slots=True, kw_only=True)
class BoardDecided(BoardDecision, Event):
    """The appeals board decided."""


class HearFromBoard(Step[BoardDecided, BoardDecided]):
    """The complaint ends; a decision that is sent back is taken up in a proceeding of its own."""

    event = command = BoardDecided
    title = N_("Ankestyrelsen har afgjort klagen")
    flows = of_flows([K.COMPLAINT], S.AT_BOARD, to=S.BOARD_DECIDED)
    builds = True
    labels = {
        "outcome": N_("Resultat"),
        "decided_on": N_("Afgjort"),
        "text": N_("Tekst"),
    }

    def days(self, here: Here, event: BoardDecided) -> Days:
        """After the complaint came in."""
        yield D.COMPLAINED, here.proceeding.opened_on
        yield D.BOARD_DECIDED, event.decided_on

    def happened_on(self, event: BoardDecided) -> date:
        """When it was decided."""
        return event.decided_on

    def on_proceeding(
        self, proceeding: Proceeding, event: BoardDecided, entry: Recorded
    ) -> Proceeding:
        """What it came to."""
        return changed(proceeding, board=event, board_entry=entry.seq, closed_on=entry.valid_from)

    def says(self, event: BoardDecided, s: Speech) -> str:
        """What it came to, and what it said."""
        return f"{_(OUTCOME_TEXTS[event.outcome])}: {event.text}"
