"""The citizen applies (FW-15, VEJ-06)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kompas.casework.amounts import Amounts
from kompas.casework.case import Case
from kompas.casework.context import Context, Refusal
from kompas.casework.flows import K, of_flows
from kompas.casework.opening import Opening, cannot_open, opened
from kompas.casework.order_of_days import D, Days
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Line, Speech, line_of, tell_as
from kompas.inputs import Day, LetterText, ShortText
from kompas.words import N_, _


class Channel(StrEnum):
    """How an application came in."""

    DIGITAL = "digital"
    PHONE = "phone"
    LETTER = "letter"


CHANNEL_TEXTS: Mapping[Channel, str] = {
    Channel.DIGITAL: N_("digitalt"),
    Channel.PHONE: N_("på telefon"),
    Channel.LETTER: N_("i brev"),
}
tell_as(dict(CHANNEL_TEXTS.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The citizen's consent to something: its scope, and when and how it was given."""

    scope: ShortText
    given_on: Day
    how: ShortText


def consent_in_full(consent: Consent | None, s: Speech) -> Iterator[Line]:
    """A consent as it is told: what for, when, and how."""
    if consent is not None:
        yield from line_of(_("Samtykket gælder"), consent.scope, s)
        yield from line_of(_("Givet"), consent.given_on, s)
        yield from line_of(_("Hvordan"), consent.how, s)


@event("application_received", version=4)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationReceived(Opening):
    """The citizen applies, or another on the citizen's behalf with consent.

    By phone, the caseworker writes what was said in `applied_for`. `applied_amounts` is how much
    that comes to in the measures of the help, as far as the citizen said it.
    """

    applied_for: LetterText
    channel: Channel
    received_on: Day
    on_behalf_by: ShortText | None = None
    consent: Consent | None = None
    applied_amounts: Amounts = field(default_factory=dict)


class ReceiveApplication(Step[ApplicationReceived, ApplicationReceived]):
    """It opens the case and the first proceeding."""

    event = command = ApplicationReceived
    title = N_("Ansøgning modtaget")
    flows = of_flows([K.APPLICATION], S.NEW, to=S.RECEIVED)
    builds = True
    labels = {
        "citizen": N_("Borger"),
        "case_number": N_("Sagsnummer"),
        "applied_for": N_("Søger om"),
        "applied_amounts": N_("Søgt omfang"),
        "channel": N_("Vej ind eller ud"),
        "received_on": N_("Modtaget"),
        "on_behalf_by": N_("Søgt på borgerens vegne af"),
    }

    def ready(self, case: Case) -> bool:
        """It is the first entry of a case."""
        return case.seq == 0

    def against(
        self, here: Here, event: ApplicationReceived, context: Context
    ) -> Iterator[Refusal]:
        """Somebody else applies only with the citizen's consent."""
        yield from cannot_open(event, context)
        if event.on_behalf_by and event.consent is None:
            yield Refusal(
                "consent_missing",
                _("Ansøgningen er sendt af en anden på borgerens vegne, uden samtykke."),
                _("Indhent borgerens samtykke, og skriv, hvornår og hvordan det er givet."),
                _("retssikkerhedsloven § 11"),
            )

    def days(self, here: Here, event: ApplicationReceived) -> Days:
        """The consent was given."""
        yield D.HAPPENED, event.consent.given_on if event.consent else None

    def happened_on(self, event: ApplicationReceived) -> date:
        """When it came in."""
        return event.received_on

    def on_case(self, case: Case, event: ApplicationReceived, entry: Recorded) -> Case:
        """The case begins."""
        return opened(case, event, entry, event.received_on)

    def on_proceeding(
        self, proceeding: Proceeding, event: ApplicationReceived, entry: Recorded
    ) -> Proceeding:
        """What it is about, and who has it first."""
        return changed(
            proceeding,
            applied_for=event.applied_for,
            applied_amounts=event.applied_amounts,
            assigned_to=entry.by,
        )

    def says(self, event: ApplicationReceived, s: Speech) -> str:
        """When and how it came in, and what was applied for."""
        by = (
            _(", af {name} på borgerens vegne").format(name=event.on_behalf_by)
            if event.on_behalf_by
            else ""
        )
        return _("{date} {how}{by}: {what}").format(
            date=s.day(event.received_on),
            how=_(CHANNEL_TEXTS[event.channel]),
            by=by,
            what=event.applied_for,
        )

    def says_in_full(self, event: ApplicationReceived, s: Speech) -> Iterator[Line]:
        """With the consent."""
        yield from super().says_in_full(event, s)
        yield from consent_in_full(event.consent, s)
