"""The board sent a decision back: it is investigated and decided again (FW-23, PROC-08)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kompas.casework.case import Case
from kompas.casework.context import Context, Refusal
from kompas.casework.flows import K, of_flows
from kompas.casework.order_of_days import D, Days
from kompas.casework.proceeding import BoardOutcome
from kompas.casework.record import Event, event
from kompas.casework.status import S
from kompas.casework.step import Here, Step
from kompas.casework.steps.complaint import no_such_decision, sent_decision
from kompas.casework.timeline import Speech
from kompas.inputs import Day, EntryNumber, LongText
from kompas.words import N_, _


@event("case_remitted")
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRemitted(Event):
    """A decision came back from the board. `decision` is its entry.

    `board` is the entry that tells what the board decided; it is filled in.
    """

    decision: EntryNumber
    received_on: Day
    to_investigate: LongText
    board: EntryNumber | None = None


class TakeUpRemitted(Step[CaseRemitted, CaseRemitted]):
    """It opens a proceeding about the decision; the processing deadline runs from the day."""

    event = command = CaseRemitted
    title = N_("Sagen er hjemvist")
    flows = of_flows([K.REMITTED], S.NEW, to=S.REMITTED)
    builds = True
    when_closed = True
    labels = {
        "decision": N_("Afgørelsen i registrering nr."),
        "received_on": N_("Modtaget"),
        "to_investigate": N_("Det skal undersøges"),
    }

    def against(self, here: Here, event: CaseRemitted, context: Context) -> Iterator[Refusal]:
        """The board has sent this decision back."""
        if sent_decision(here.case, event.decision) is None:
            yield no_such_decision(event.decision)
        elif event.board is None:
            yield Refusal(
                "not_remitted",
                _("Det er ikke noteret, at Ankestyrelsen har hjemvist afgørelsen."),
                _("Notér Ankestyrelsens afgørelse i klagen først."),
            )

    def record(self, here: Here, command: CaseRemitted, context: Context) -> CaseRemitted:
        """With the board's decision, which stands as long as this does."""
        return replace(command, board=_sent_back_by(here.case, command.decision))

    def names(self, event: CaseRemitted) -> tuple[int, ...]:
        """The decision, and that it was sent back."""
        return tuple(one for one in (event.decision, event.board) if one is not None)

    def days(self, here: Here, event: CaseRemitted) -> Days:
        """After the board sent it back."""
        sent_back = (one for one in here.case.proceedings if one.board_entry == event.board)
        board = next((one.board for one in sent_back), None) if event.board else None
        yield D.BOARD_DECIDED, board.decided_on if board else None
        yield D.CAME_BACK, event.received_on

    def happened_on(self, event: CaseRemitted) -> date:
        """When it came back."""
        return event.received_on

    def about(self, event: CaseRemitted) -> int:
        """The decision."""
        return event.decision

    def says(self, event: CaseRemitted, s: Speech) -> str:
        """When it came back, and what is to be looked into."""
        return _("{date}, afgørelsen i registrering nr. {seq}: {text}").format(
            date=s.day(event.received_on), seq=event.decision, text=event.to_investigate
        )


def _sent_back_by(case: Case, decision: int) -> int | None:
    """The entry by which the board sent a decision back, or the new one that its review led to."""
    for one in reversed(case.proceedings):
        if one.board is not None and one.board.outcome is BoardOutcome.REMITTED:
            own = {taken.entry for taken in one.decisions}
            if decision == one.about or decision in own:
                return one.board_entry
    return None
