"""The decision, with what it was judged by (FW-19, FW-20)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kompas.casework.amounts import Likeness, likeness
from kompas.casework.context import Context, Refusal
from kompas.casework.decision import Decision
from kompas.casework.flows import DECIDING, K, Place, ProceedingKind, of_flows
from kompas.casework.intervention import GIVING
from kompas.casework.offer import LISTING_TEXTS, Offer
from kompas.casework.order_of_days import Days, days_of
from kompas.casework.proceeding import Proceeding, ReviewOutcome
from kompas.casework.record import Command, Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S
from kompas.casework.step import Here, Step
from kompas.casework.taken_decision import TakenDecision
from kompas.casework.timeline import Line, Speech, kind_and_amounts, line_of
from kompas.casework.trace import Trace
from kompas.casework.wording import VERDICTS
from kompas.words import N_, _, ngettext


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeDecision(Command):
    """Take the decision that a draft describes; what it was judged by comes with the context."""

    decision: Decision


@event("decision_taken", version=7)
@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTaken(Event):
    """The decision, with what it was judged by.

    `changes` is the entry that set the help running which ran when it was taken (the help before):
    where other help runs when it is sent, it is not what was decided on.
    """

    decision: Decision
    trace: Trace
    changes: int | None = None


def panel_first() -> Refusal:
    """Why nothing is decided where the panel must and has not."""
    return Refusal(
        "panel_first",
        _("Sagen skal for visitationsudvalget, før den afgøres."),
        _("Skriv en indstilling, og sæt sagen på udvalgets dagsorden."),
    )


class TakeTheDecision(Step[TakeDecision, DecisionTaken]):
    """A decision taken anew takes the place of the one before it, with its letter."""

    event = DecisionTaken
    command = TakeDecision
    title = N_("Afgørelse truffet")
    ask = N_("Skriv afgørelsen")
    order = 160
    flows = {
        **of_flows(DECIDING, S.ASSESSED, S.RECOMMENDED, S.PANEL_DECIDED, S.DECIDED, to=S.DECIDED),
        K.COMPLAINT: Place(frozenset((S.REVIEWED, S.DECIDED)), S.DECIDED),
    }
    builds = True
    labels = {
        "kind": N_("Art"),
        "applied_amounts": N_("Søgt omfang"),
        "granted": N_("Omfang"),
        "granted_before": N_("Omfang hidtil"),
        "decided_on": N_("Afgjort"),
        "starts_on": N_("Begynder"),
        "ends_on": N_("Slutter"),
        "legal_basis": N_("Lovgrundlag"),
        "need": N_("Behov"),
        "wishes": N_("Borgerens ønsker"),
        "capacity": N_("Funktionsevne"),
        "alternatives": N_("Andre muligheder"),
        "changed_since": N_("Ændret siden sidst"),
        "answer_weighed": N_("Svaret på partshøringen er vurderet"),
    }

    def record(
        self, here: Here, command: TakeDecision, context: Context
    ) -> DecisionTaken | Refusal:
        """With its trace, and the help that it changes."""
        if context.trace is None:
            return Refusal(
                "not_judged", _("Afgørelsen er ikke efterprøvet."), _("Kør kontrollen først.")
            )
        running = here.case.help
        return DecisionTaken(
            decision=command.decision,
            trace=context.trace,
            changes=running.entry if running else None,
        )

    def against(self, here: Here, event: DecisionTaken, context: Context) -> Iterator[Refusal]:
        """It is the case's, is dated, and says what panel and review have said."""
        deciding = here.proceeding.kind is not ProceedingKind.COMPLAINT
        if context.panel_required and deciding and here.proceeding.panel is None:
            yield panel_first()
        yield from _as_reviewed(here.proceeding)
        yield from _as_panel_decided(here.proceeding, event.decision, context)
        case, decision = here.case, event.decision
        if (case.service, case.municipality) != (decision.service, decision.municipality):
            yield Refusal(
                "other_service",
                _("Afgørelsen er om en anden ydelse eller kommune end sagen."),
                _("Ret afgørelsen, eller åbn en sag om den anden ydelse."),
            )
        if decision.decided_on is None or decision.decided_on > context.today:
            yield Refusal(
                "undated",
                _("Afgørelsen har ingen dato, eller en dato i fremtiden."),
                _("Skriv den dag, afgørelsen træffes."),
            )

    def days_looked_at(self, here: Here, event: DecisionTaken) -> Days:
        """Those of the draft; what must come first among them is the check's to tell."""
        del here
        return days_of(event.decision)

    def holds_from(self, here: Here, event: DecisionTaken) -> date | None:
        """The day of the decision."""
        return event.decision.decided_on

    def names(self, event: DecisionTaken) -> tuple[int, ...]:
        """The sending that set the help running which it changes."""
        return () if event.changes is None else (event.changes,)

    def on_proceeding(
        self, proceeding: Proceeding, event: DecisionTaken, entry: Recorded
    ) -> Proceeding:
        """One more decision; the one before it stays in the record, and counts no more."""
        taken = TakenDecision(
            entry=entry.seq,
            proceeding=proceeding.entry,
            decision=event.decision,
            trace=event.trace,
            changes=event.changes,
            taken_by=entry.by,
        )
        return changed(proceeding, decisions=(*proceeding.decisions, taken))

    def says(self, event: DecisionTaken, s: Speech) -> str:
        """What is decided, and what the check came to."""
        decision, found = event.decision, len(event.trace.findings)
        verdict = _(VERDICTS[event.trace.verdict])
        taken = kind_and_amounts(decision.kind, decision.granted, s)
        if not found:
            return _("{decision}; {verdict}").format(decision=taken, verdict=verdict)
        findings = ngettext("{count} mangel", "{count} mangler", found).format(count=found)
        return _("{decision}; {verdict}, {findings}").format(
            decision=taken, verdict=verdict, findings=findings
        )

    def says_in_full(self, event: DecisionTaken, s: Speech) -> Iterator[Line]:
        """With grounds, facilities, findings, and the norms that it was judged by."""
        decision, trace = event.decision, event.trace
        for name, label in self.labels.items():
            yield from line_of(_(label), getattr(decision, name), s)
        for ground in decision.grounds:
            yield _("Grund"), ground.text
        for facility in decision.facilities:
            yield _("Tilbud"), facility.name
            yield from _of_table(facility.offer, s)
        for payment in decision.payments:
            for line in payment.lines:
                yield line.text, f"{line.amount} {line.how} {line.source}".strip()
        yield _("Kontrollen"), _(VERDICTS[trace.verdict])
        for kept in trace.findings:
            yield _("Mangel"), f"{kept.text} {kept.source}".strip()
        yield _("Bedømt efter"), ", ".join(name for name, _digest in trace.norms) or "–"


def _of_table(offer: Offer | None, s: Speech) -> Iterator[Line]:
    """What the table of offers said of a facility then."""
    if offer is None:
        return
    yield _("Tilbuddets bestemmelser"), ", ".join(offer.paragraphs)
    yield from line_of(_("Tilbuddets målgruppe"), offer.target_group or None, s)
    yield _("Tilbudsportalen"), _(LISTING_TEXTS[offer.listing])
    yield from line_of(_("På Tilbudsportalen siden"), offer.listed_on, s)
    yield from line_of(_("Godkendt af socialtilsynet"), offer.approved_on, s)


def _as_reviewed(proceeding: Proceeding) -> Iterator[Refusal]:
    """After a complaint a new decision is taken only where the complainant was found right."""
    review = proceeding.review
    if review is not None and review.outcome is ReviewOutcome.NOT_UPHELD:
        yield Refusal(
            "not_upheld",
            _("Ved genvurderingen fik borgeren ikke medhold, så der er ingen ny afgørelse."),
            _("Send klagen til Ankestyrelsen, eller ret genvurderingen."),
            _("retssikkerhedsloven § 66"),
        )


def _as_panel_decided(
    proceeding: Proceeding, decision: Decision, context: Context
) -> Iterator[Refusal]:
    """The decision may be more precise than the panel's, and not another one (FW-19, FW-20)."""
    panel = proceeding.panel
    if panel is None:
        return
    # What ends help or refuses it gives no amount, whatever the panel has noted of what runs.
    decided = panel.extent if decision.kind in GIVING else {}
    alike = likeness(decision.granted, decided, context.measures)
    if panel.kind == decision.kind and alike is Likeness.OPEN:
        yield Refusal(
            "not_as_panel",
            _(
                "Det står åbent, om afgørelsen giver det, visitationsudvalget har besluttet: "
                "omfanget er skrevet i mål, der ikke kan regnes om til hinanden."
            ),
            _("Skriv omfanget i udvalgets mål også."),
        )
    elif panel.kind != decision.kind or alike in (Likeness.OTHER, Likeness.OPEN):
        yield Refusal(
            "not_as_panel",
            _("Afgørelsen er en anden end den, visitationsudvalget har besluttet."),
            _("Ret afgørelsen, eller lav udredning og indstilling om, og spørg udvalget igen."),
        )


def day_of(decision: Decision) -> date:
    """The day of a decision; the first of all days where it has none."""
    return decision.decided_on or date.min
