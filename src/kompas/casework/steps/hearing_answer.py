"""The party's answer to a hearing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kompas.casework.context import Context, Refusal
from kompas.casework.flows import WAITING
from kompas.casework.order_of_days import D, Days
from kompas.casework.proceeding import Hearing, Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Speech
from kompas.inputs import Day, EntryNumber, LetterOrBlank
from kompas.words import N_, _


@event("hearing_answered", version=2)
@dataclass(frozen=True, slots=True, kw_only=True)
class HearingAnswered(Event):
    """The party answered.

    `hearing_seq` is the entry that tells the hearing was sent. None: the one without an answer that
    is due first (`answered_by`).
    """

    answer: LetterOrBlank
    answered_on: Day
    hearing_seq: EntryNumber | None = None


def answered_by(event: HearingAnswered, hearings: Sequence[Hearing]) -> Hearing | None:
    """The hearing that an answer is to: the one that it names; None where there is none.

    One that names none is to the hearing without an answer that is due first, so that no other is
    taken to be answered before its time; where all are answered, it adds to the newest.
    """
    if event.hearing_seq is not None:
        return next((one for one in hearings if one.seq == event.hearing_seq), None)
    unanswered = [one for one in hearings if one.answer is None]
    if unanswered:
        return min(unanswered, key=lambda one: (one.deadline_on, one.seq))
    return hearings[-1] if hearings else None


class AnswerHearing(Step[HearingAnswered, HearingAnswered]):
    """What the party says is kept word for word; a second answer stands below the first."""

    event = command = HearingAnswered
    title = N_("Partshøring besvaret")
    ask = N_("Notér svar på partshøring")
    order = 140
    flows = WAITING
    rested_on = True
    labels = {
        "answer": N_("Svar"),
        "answered_on": N_("Svaret"),
        "hearing_seq": N_("Svar på registrering nr."),
    }

    def record(self, here: Here, command: HearingAnswered, context: Context) -> HearingAnswered:
        """With the hearing that it is to: what happens to others later changes nothing of that."""
        meant = answered_by(command, here.proceeding.hearings)
        return command if meant is None else replace(command, hearing_seq=meant.seq)

    def names(self, event: HearingAnswered) -> tuple[int, ...]:
        """The hearing: it is not withdrawn while its answer stands."""
        return () if event.hearing_seq is None else (event.hearing_seq,)

    def against(self, here: Here, event: HearingAnswered, context: Context) -> Iterator[Refusal]:
        """There is a hearing that it answers."""
        hearings = here.proceeding.hearings
        if not hearings:
            yield Refusal(
                "no_hearing",
                _("Der er ikke sendt en partshøring."),
                _("Skriv borgerens bemærkning som et notat."),
            )
        elif answered_by(event, hearings) is None:
            sent = ", ".join(str(one.seq) for one in hearings)
            yield Refusal(
                "no_such_hearing",
                _("Registrering nr. {seq} er ikke en partshøring, der gælder.").format(
                    seq=event.hearing_seq
                ),
                _("Nævn den partshøring, der er svaret på: {entries}.").format(entries=sent),
            )

    def days(self, here: Here, event: HearingAnswered) -> Days:
        """Nobody answers before being asked."""
        meant = answered_by(event, here.proceeding.hearings)
        yield D.HEARD, meant.sent_on if meant else None
        yield D.ANSWERED, event.answered_on

    def happened_on(self, event: HearingAnswered) -> date:
        """When it came in."""
        return event.answered_on

    def on_proceeding(
        self, proceeding: Proceeding, event: HearingAnswered, entry: Recorded
    ) -> Proceeding:
        """The hearing with its answer."""
        meant = answered_by(event, proceeding.hearings)
        if meant is None:
            return proceeding
        answer = event.answer if meant.answer is None else f"{meant.answer}\n\n{event.answer}"
        answered_on = max(event.answered_on, meant.answered_on or event.answered_on)
        answered = replace(meant, answer=answer, answered_on=answered_on)
        hearings = tuple(answered if one is meant else one for one in proceeding.hearings)
        return changed(proceeding, hearings=hearings)

    def says(self, event: HearingAnswered, s: Speech) -> str:
        """The answer."""
        return event.answer
