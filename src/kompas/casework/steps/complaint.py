"""The citizen complains of a decision (retssikkerhedsloven §§ 60 and 66, PROC-08)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kompas.casework.case import Case
from kompas.casework.context import Context, Refusal
from kompas.casework.flows import K, of_flows
from kompas.casework.order_of_days import D, Days
from kompas.casework.record import Event, event
from kompas.casework.status import S
from kompas.casework.step import Here, Step
from kompas.casework.taken_decision import TakenDecision
from kompas.casework.timeline import Speech
from kompas.inputs import Day, EntryNumber, LongText, ShortText
from kompas.words import N_, _


@event("complaint_received")
@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintReceived(Event):
    """A complaint came in. `decision` is the entry of the decision that it is about.

    `sending` is the entry that tells how the decision was sent; it is filled in.
    """

    decision: EntryNumber
    complaint: LongText
    received_on: Day
    complainant: ShortText | None = None
    sending: EntryNumber | None = None


def sent_decision(case: Case, entry: int) -> TakenDecision | None:
    """A decision of the case that was sent, by its entry; None where there is none."""
    return next((one for one in case.decisions if one.entry == entry and one.sent), None)


def no_such_decision(entry: int) -> Refusal:
    """The entry that is named is no decision that was sent."""
    return Refusal(
        "no_such_decision",
        _("Registrering nr. {seq} er ikke en afgørelse, der er sendt.").format(seq=entry),
        _("Nævn den afgørelse, det handler om."),
    )


class ReceiveComplaint(Step[ComplaintReceived, ComplaintReceived]):
    """It opens a proceeding about the decision, in a closed case too."""

    event = command = ComplaintReceived
    title = N_("Klage modtaget")
    flows = of_flows([K.COMPLAINT], S.NEW, to=S.COMPLAINED)
    builds = True
    when_closed = True
    labels = {
        "decision": N_("Afgørelsen i registrering nr."),
        "complaint": N_("Klagen"),
        "received_on": N_("Modtaget"),
        "complainant": N_("Klager"),
    }

    def against(self, here: Here, event: ComplaintReceived, context: Context) -> Iterator[Refusal]:
        """It is about a decision that was sent and can be appealed, and says something."""
        taken = sent_decision(here.case, event.decision)
        if taken is None or taken.sent is None:
            yield no_such_decision(event.decision)
            return
        if not taken.appealable:
            yield Refusal(
                "not_appealable",
                _("Afgørelsen er faktisk forvaltningsvirksomhed, som der ikke kan klages over."),
                _("Svar borgeren, eller genoptag sagen."),
                _("Ankestyrelsens principmeddelelse 76-17"),
            )
        if not event.complaint.strip():
            yield Refusal(
                "complaint_missing",
                _("Der står ikke, hvad borgeren klager over."),
                _("Skriv klagen, så vidt muligt med borgerens egne ord."),
            )

    def record(self, here: Here, command: ComplaintReceived, context: Context) -> ComplaintReceived:
        """With the sending, which stands as long as the complaint does."""
        taken = sent_decision(here.case, command.decision)
        return replace(command, sending=taken.sent_by if taken else None)

    def names(self, event: ComplaintReceived) -> tuple[int, ...]:
        """The decision and its sending."""
        return tuple(one for one in (event.decision, event.sending) if one is not None)

    def days(self, here: Here, event: ComplaintReceived) -> Days:
        """Nobody complains of what was not sent."""
        taken = sent_decision(here.case, event.decision)
        yield D.SENT, taken.sent.sent_on if taken and taken.sent else None
        yield D.COMPLAINED, event.received_on

    def happened_on(self, event: ComplaintReceived) -> date:
        """When it came in."""
        return event.received_on

    def about(self, event: ComplaintReceived) -> int:
        """The decision."""
        return event.decision

    def says(self, event: ComplaintReceived, s: Speech) -> str:
        """When it came in, of what, and what it says."""
        return _("{date}, over afgørelsen i registrering nr. {seq}: {text}").format(
            date=s.day(event.received_on), seq=event.decision, text=event.complaint
        )
