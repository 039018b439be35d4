"""The party is told of facts and given until a day to answer (forvaltningsloven § 19)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kompas.casework.context import Context, Lookup, Refusal
from kompas.casework.flows import WAITING
from kompas.casework.order_of_days import D, Days
from kompas.casework.proceeding import Hearing, Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.steps.posting import posted_in_full, posted_wrong
from kompas.casework.taken_decision import PostedLetter
from kompas.casework.timeline import Line, Speech
from kompas.inputs import Code, Day, LetterOrBlank
from kompas.words import N_, _


@event("hearing_sent", version=2)
@dataclass(frozen=True, slots=True, kw_only=True)
class HearingSent(Event):
    """The party was told of facts, with a day by which to answer.

    `told` is what the letter says that the papers hold, `letter` the one that Kompas made; None
    where it was sent elsewhere.
    """

    evidence: tuple[Code, ...]
    sent_on: Day
    deadline_on: Day
    told: LetterOrBlank = ""
    letter: PostedLetter | None = None


class SendHearing(Step[HearingSent, HearingSent]):
    """The party has the next word."""

    event = command = HearingSent
    title = N_("Partshøring sendt")
    ask = N_("Send partshøring")
    order = 130
    flows = WAITING
    rested_on = True
    lookups = frozenset({Lookup.FILES, Lookup.RECIPIENTS})
    labels = {
        "evidence": N_("Bilag"),
        "sent_on": N_("Sendt"),
        "deadline_on": N_("Svarfrist"),
        "told": N_("Oplyst i brevet"),
    }

    def against(self, here: Here, event: HearingSent, context: Context) -> Iterator[Refusal]:
        """It is about something, the papers are the case's, and the letter comes to its readers."""
        yield from posted_wrong(here, event.letter, context)
        known = {item.id for item in here.case.papers}
        for name in (name for name in event.evidence if name not in known):
            yield Refusal(
                "evidence_missing",
                _("Bilaget {id} findes ikke i sagen.").format(id=name),
                _("Tilføj bilaget først."),
            )
        if not event.evidence:
            yield Refusal(
                "heard_about_nothing",
                _("Der står ikke, hvad borgeren høres om."),
                _("Vælg de bilag, borgeren skal udtale sig om."),
                _("forvaltningsloven § 19"),
            )

    def days(self, here: Here, event: HearingSent) -> Days:
        """It is sent after what it is about, with time to answer."""
        yield D.HEARD, event.sent_on
        yield D.ANSWER_DUE, event.deadline_on
        for paper in here.case.papers:
            yield D.PAPER, paper.dated if paper.id in event.evidence else None

    def happened_on(self, event: HearingSent) -> date:
        """When it was sent."""
        return event.sent_on

    def on_proceeding(
        self, proceeding: Proceeding, event: HearingSent, entry: Recorded
    ) -> Proceeding:
        """One more hearing.

        That the party knows what it is heard on is not noted of the papers: it is unfavourable
        and unknown all the same, which is why the party is heard.
        """
        hearing = Hearing(
            seq=entry.seq,
            evidence=event.evidence,
            sent_on=event.sent_on,
            deadline_on=event.deadline_on,
        )
        return changed(proceeding, hearings=(*proceeding.hearings, hearing))

    def says(self, event: HearingSent, s: Speech) -> str:
        """By when an answer is asked for."""
        return _("svar senest {date}").format(date=s.day(event.deadline_on))

    def says_in_full(self, event: HearingSent, s: Speech) -> Iterator[Line]:
        """With those who got the letter."""
        yield from super().says_in_full(event, s)
        yield from posted_in_full(event.letter, s)
