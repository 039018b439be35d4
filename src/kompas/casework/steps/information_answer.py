"""What came of a request for information: an answer, nothing, or a refusal (FW-25)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kompas.casework.context import Context, Refusal
from kompas.casework.flows import PASSED, Place
from kompas.casework.information import AnswerOutcome, InformationRequest
from kompas.casework.order_of_days import D, Days
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Speech, tell_as
from kompas.inputs import Day, EntryNumber, LongOrBlank
from kompas.words import N_, _, day_text

OUTCOME_TEXTS: Mapping[AnswerOutcome, str] = {
    AnswerOutcome.RECEIVED: N_("oplysningerne er kommet"),
    AnswerOutcome.NOTHING: N_("der kom ikke noget svar"),
    AnswerOutcome.REFUSED: N_("den, der blev spurgt, vil ikke give dem"),
}
tell_as(dict(OUTCOME_TEXTS.items()))


@event("information_received")
@dataclass(frozen=True, slots=True, kw_only=True)
class InformationReceived(Event):
    """What came of a request, and when. The papers themselves are evidence.

    `request` is the entry that tells it was sent. That nothing came is noted once the time is out.
    """

    request: EntryNumber
    outcome: AnswerOutcome
    answered_on: Day
    answer: LongOrBlank = ""


def asked_by(requests: Sequence[InformationRequest], seq: int) -> InformationRequest | None:
    """The request of an entry; None where none stands."""
    return next((one for one in requests if one.seq == seq), None)


class ReceiveInformation(Step[InformationReceived, InformationReceived]):
    """It is about the request that it names, and leaves the others as they are."""

    event = command = InformationReceived
    title = N_("Svar på anmodning om oplysninger")
    ask = N_("Notér svar på anmodning om oplysninger")
    order = 54
    flows = {kind: Place(statuses) for kind, statuses in PASSED.items()}
    rested_on = True
    labels = {
        "request": N_("Svar på registrering nr."),
        "outcome": N_("Resultat"),
        "answered_on": N_("Den"),
        "answer": N_("Svar"),
    }

    def names(self, event: InformationReceived) -> tuple[int, ...]:
        """The request: it is not withdrawn while its answer stands."""
        return (event.request,)

    def against(
        self, here: Here, event: InformationReceived, context: Context
    ) -> Iterator[Refusal]:
        """There is a request that it answers; what came is said; nothing came when time was out."""
        del context
        asked = asked_by(here.proceeding.requests, event.request)
        if asked is None:
            sent = ", ".join(str(one.seq) for one in here.proceeding.requests) or "–"
            yield Refusal(
                "no_such_request",
                _("Registrering nr. {seq} er ikke en anmodning om oplysninger, der gælder.").format(
                    seq=event.request
                ),
                _("Nævn den anmodning, der er svaret på: {entries}.").format(entries=sent),
            )
            return
        if event.outcome is AnswerOutcome.RECEIVED and not event.answer.strip():
            yield Refusal(
                "answer_missing",
                _("Der står ikke, hvilke oplysninger der kom."),
                _("Skriv kort, hvad der kom. Selve papirerne tilføjes som bilag."),
                _("offentlighedsloven § 13"),
            )
        if event.outcome is AnswerOutcome.NOTHING and event.answered_on <= asked.answer_by:
            yield Refusal(
                "still_time_to_answer",
                _("Der kan svares til og med {day}.").format(day=day_text(asked.answer_by)),
                _("Notér først, at der ikke kom noget, når fristen er ude."),
                _("retssikkerhedsloven § 4"),
            )
        if event.outcome is not AnswerOutcome.RECEIVED and _has_come(asked):
            yield Refusal(
                "has_been_answered",
                _("Der er allerede noteret, hvilke oplysninger der kom."),
                _("Er det forkert, så annullér den registrering først."),
            )

    def days(self, here: Here, event: InformationReceived) -> Days:
        """Nobody answers before being asked."""
        asked = asked_by(here.proceeding.requests, event.request)
        yield D.ASKED, asked.sent_on if asked else None
        yield D.REPLIED, event.answered_on

    def happened_on(self, event: InformationReceived) -> date:
        """When it came, or was seen not to."""
        return event.answered_on

    def on_proceeding(
        self, proceeding: Proceeding, event: InformationReceived, entry: Recorded
    ) -> Proceeding:
        """The request with what came of it; what came stays so, whatever is said later."""
        asked = asked_by(proceeding.requests, event.request)
        if asked is None:
            return proceeding
        answered = replace(
            asked,
            outcome=AnswerOutcome.RECEIVED if _has_come(asked) else event.outcome,
            answered_at=entry.seq,
            answer="\n\n".join(text for text in (asked.answer, event.answer) if text),
        )
        requests = tuple(answered if one is asked else one for one in proceeding.requests)
        return changed(proceeding, requests=requests)

    def says(self, event: InformationReceived, s: Speech) -> str:
        """What came, to which."""
        text = _("registrering nr. {seq}: {outcome}").format(
            seq=event.request, outcome=_(OUTCOME_TEXTS[event.outcome])
        )
        return f"{text}. {event.answer}" if event.answer else text


def _has_come(asked: InformationRequest) -> bool:
    return asked.outcome is AnswerOutcome.RECEIVED
