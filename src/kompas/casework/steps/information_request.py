"""Somebody is asked for what the case still lacks, with a day by which to answer (FW-25).

That another source than the citizen is asked with the citizen's consent follows
retssikkerhedsloven § 11 a, and that the citizen is told what follows where no answer comes § 11 b;
both paragraphs are given from memory.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kompas.casework.context import Context, Lookup, Refusal
from kompas.casework.flows import WAITING
from kompas.casework.information import InformationRequest
from kompas.casework.order_of_days import D, Days
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.steps.application import Consent, consent_in_full
from kompas.casework.steps.posting import posted_in_full, posted_wrong
from kompas.casework.taken_decision import PostedLetter
from kompas.casework.timeline import Line, Speech
from kompas.inputs import Day, EntryNumber, LongText, ShortText
from kompas.words import N_, _


@event("information_requested", version=2)
@dataclass(frozen=True, slots=True, kw_only=True)
class InformationRequested(Event):
    """The citizen was asked for information, or another source (`asked_of`): a doctor, a home.

    Another is asked with the citizen's `consent`, or without by `basis`, the rule that lets it be.
    `consequence_told`: the citizen was told what follows where no answer comes. `reminds` is the
    entry of an earlier request that was not answered; `letter` the one that Kompas made.
    """

    asks_for: LongText
    sent_on: Day
    answer_by: Day
    asked_of: ShortText | None = None
    consent: Consent | None = None
    basis: ShortText | None = None
    consequence_told: bool = False
    reminds: EntryNumber | None = None
    letter: PostedLetter | None = None


_RULE = re.compile(
    r"§|\b(?:artikel|art\.)\s*[0-9]|\blov(?:en)?\s+(?:om|nr)\b"
    r"|\w(?:loven|lovens)\b|\b(?:bekendtgørelse|forordning)",
    re.IGNORECASE,
)


def names_a_rule(text: str) -> bool:
    """Whether a text looks like a rule that can be looked up: a paragraph, an article, an act."""
    return _RULE.search(text) is not None


class RequestInformation(Step[InformationRequested, InformationRequested]):
    """It runs until an answer is noted, whatever else is asked for."""

    event = command = InformationRequested
    title = N_("Oplysninger indhentes")
    ask = N_("Bed om oplysninger")
    order = 52
    flows = WAITING
    rested_on = True
    lookups = frozenset({Lookup.FILES, Lookup.RECIPIENTS})
    labels = {
        "asks_for": N_("Bedt om"),
        "asked_of": N_("Hos"),
        "sent_on": N_("Sendt"),
        "answer_by": N_("Svarfrist"),
        "consent": N_("Samtykke"),
        "basis": N_("Uden samtykke efter"),
        "consequence_told": N_("Borgeren kender følgen af ikke at svare"),
        "reminds": N_("Rykker for registrering nr."),
    }

    def against(
        self, here: Here, event: InformationRequested, context: Context
    ) -> Iterator[Refusal]:
        """It asks for something; another than the citizen is asked by right."""
        yield from posted_wrong(here, event.letter, context)
        yield from _reminds_of_nothing(here, event)
        if not event.asks_for.strip():
            yield Refusal(
                "asked_for_nothing",
                _("Der står ikke, hvad der er bedt om."),
                _("Skriv, hvilke oplysninger der er bedt om."),
                _("retssikkerhedsloven § 10"),
            )
        if event.asked_of is not None and event.consent is None and event.basis is None:
            yield Refusal(
                "consent_missing",
                _(
                    "Der er bedt om oplysninger hos {who}, og borgerens samtykke er ikke noteret."
                ).format(who=event.asked_of),
                _("Notér samtykket, eller den regel, der gør, at det ikke er nødvendigt."),
                _("retssikkerhedsloven § 11 a"),
            )
        if event.basis is not None and not names_a_rule(event.basis):
            yield Refusal(
                "no_rule",
                _("»{basis}« er ikke en regel, der kan slås op.").format(basis=event.basis),
                _("Skriv loven og paragraffen, fx »retssikkerhedsloven § 11 c, stk. 1«."),
                _("retssikkerhedsloven § 11 c"),
            )

    def names(self, event: InformationRequested) -> tuple[int, ...]:
        """The request that it reminds of: it is not withdrawn while the reminder stands."""
        return () if event.reminds is None else (event.reminds,)

    def days(self, here: Here, event: InformationRequested) -> Days:
        """There is time to answer, and who consents does so before others are asked."""
        del here
        yield D.CONSENTED, event.consent.given_on if event.consent else None
        yield D.ASKED, event.sent_on
        yield D.REPLY_DUE, event.answer_by

    def happened_on(self, event: InformationRequested) -> date:
        """When it was sent."""
        return event.sent_on

    def on_proceeding(
        self, proceeding: Proceeding, event: InformationRequested, entry: Recorded
    ) -> Proceeding:
        """One more request, beside those that run."""
        request = InformationRequest(
            seq=entry.seq,
            asks_for=event.asks_for,
            asked_of=event.asked_of,
            sent_on=event.sent_on,
            answer_by=event.answer_by,
            consequence_told=event.consequence_told,
        )
        return changed(proceeding, requests=(*proceeding.requests, request))

    def says(self, event: InformationRequested, s: Speech) -> str:
        """Of whom, until when, and what."""
        return _("{who}, svar senest {date}: {what}").format(
            who=event.asked_of or _("borgeren"), date=s.day(event.answer_by), what=event.asks_for
        )

    def says_in_full(self, event: InformationRequested, s: Speech) -> Iterator[Line]:
        """With the consent."""
        yield from super().says_in_full(event, s)
        yield from consent_in_full(event.consent, s)
        yield from posted_in_full(event.letter, s)


def _reminds_of_nothing(here: Here, event: InformationRequested) -> Iterator[Refusal]:
    """One is reminded of what one was asked for and has not answered."""
    asked = {one.seq for one in here.proceeding.requests if one.asked_of is None and one.is_open}
    if event.reminds is not None and event.reminds not in asked:
        yield Refusal(
            "no_such_request",
            _(
                "Registrering nr. {seq} er ikke en anmodning, som borgeren mangler at svare på."
            ).format(seq=event.reminds),
            _("Vælg en anmodning uden svar, eller bed om oplysningerne for første gang."),
        )
