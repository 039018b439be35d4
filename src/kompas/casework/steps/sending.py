"""The letter goes out: when it counts as received, and the help that runs then (PROC-08)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kompas.casework.case import Case
from kompas.casework.context import Context, Lookup, Refusal
from kompas.casework.deadlines import received_on, working_days_to_receive
from kompas.casework.decision import Decision, DecisionKind
from kompas.casework.decision_basis import no_longer_carried
from kompas.casework.flows import DECIDING, K, ProceedingKind, of_flows
from kompas.casework.intervention import GIVING, PROVIDER, Intervention, where_running
from kompas.casework.order_of_days import D, Days
from kompas.casework.proceeding import Proceeding
from kompas.casework.reach import addressees, out_of_reach_by
from kompas.casework.record import Command, Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S
from kompas.casework.step import Here, Step
from kompas.casework.steps.letter import blocked, got_by
from kompas.casework.taken_decision import (
    LetterChannel,
    Sending,
    TakenDecision,
)
from kompas.casework.timeline import Line, Speech, tell_as
from kompas.inputs import Day
from kompas.words import N_, _

CHANNEL_TEXTS: Mapping[LetterChannel, str] = {
    LetterChannel.DIGITAL_POST: N_("Digital Post"),
    LetterChannel.LETTER: N_("brev"),
}
tell_as(dict(CHANNEL_TEXTS.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class SendLetter(Command):
    """Send the letter of the decision."""

    channel: LetterChannel
    sent_on: Day


@event("letter_sent", version=3)
@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSent(Sending, Event):
    """The letter went out; its deadlines are entries of their own (`deadline_set`)."""


class SendTheLetter(Step[SendLetter, LetterSent]):
    """The proceeding ends with it; help that was granted runs, help that was terminated ends."""

    event = LetterSent
    command = SendLetter
    title = N_("Brev sendt")
    ask = N_("Læs og send brevet")
    order = 180
    flows = of_flows((*DECIDING, K.COMPLAINT), S.DECIDED, to=S.SENT)
    builds = True
    shown_everywhere = True
    lookups = frozenset({Lookup.RECIPIENTS})
    labels = {
        "channel": N_("Vej ind eller ud"),
        "sent_on": N_("Sendt"),
        "received_on": N_("Modtaget"),
    }

    def record(self, here: Here, command: SendLetter, context: Context) -> LetterSent | Refusal:
        """With the day on which it counts as received."""
        norms = context.standard
        days = working_days_to_receive(norms, command.sent_on) if norms else None
        if days is None and command.channel is LetterChannel.LETTER:
            return Refusal(
                "not_coded",
                _("Der er ikke lagt regler ind om, hvornår et brev anses for modtaget."),
                _("Send brevet med Digital Post, eller få reglerne lagt ind."),
            )
        return LetterSent(
            channel=command.channel,
            sent_on=command.sent_on,
            received_on=received_on(command.sent_on, command.channel, days or 0),
            copies=here.proceeding.letter.copies if here.proceeding.letter else (),
        )

    def against(self, here: Here, event: LetterSent, context: Context) -> Iterator[Refusal]:
        """There is a letter, nothing blocks, and the help is still what it was decided on."""
        taken = here.proceeding.decision
        if here.proceeding.letter is None:
            yield Refusal("no_letter", _("Der er ikke lavet et brev."), _("Lav brevet først."))
        yield from blocked(taken)
        yield from no_longer_carried(here.case, here.proceeding, context)
        yield from gone_astray(here, event.channel, context)
        if taken is None:
            return
        yield from help_has_changed(here.case, taken)

    def days(self, here: Here, event: LetterSent) -> Days:
        """Not before the decision."""
        taken = here.proceeding.decision
        yield D.DECIDED, taken.decision.decided_on if taken else None
        yield D.SENT, event.sent_on

    def happened_on(self, event: LetterSent) -> date:
        """When it went out."""
        return event.sent_on

    def on_proceeding(
        self, proceeding: Proceeding, event: LetterSent, entry: Recorded
    ) -> Proceeding:
        """The decision is sent, and with it the proceeding at its end."""
        if not proceeding.decisions:  # by the entries that hold on a day, it may not be taken yet
            return proceeding
        *earlier, taken = proceeding.decisions
        return changed(
            proceeding,
            decisions=(*earlier, replace(taken, sent=event, sent_by=entry.seq)),
            closed_on=entry.valid_from,
        )

    def on_case(self, case: Case, event: LetterSent, entry: Recorded) -> Case:
        """The help that runs from now on."""
        proceeding = case.proceeding(entry.proceeding or 0)
        if proceeding.decision is None:
            return case
        before = case.interventions
        if proceeding.kind is ProceedingKind.FOLLOW_UP and proceeding.follow_up is None:
            before = looked_after(before, event.sent_on)
        interventions = after(before, proceeding.decision, entry.seq, event.sent_on)
        if proceeding.follow_up is not None:
            interventions = as_agreed(interventions, proceeding.follow_up.next_on, event.sent_on)
        case = changed(case, interventions=interventions)
        # Help that a complaint or a remitted case led to runs on: the case is not over any more.
        return changed(case, ended_on=None, ended_by=None) if case.help is not None else case

    def says(self, event: LetterSent, s: Speech) -> str:
        """How, and when."""
        return _("{channel} {date}").format(
            channel=_(CHANNEL_TEXTS[event.channel]), date=s.day(event.sent_on)
        )

    def says_in_full(self, event: LetterSent, s: Speech) -> Iterator[Line]:
        """With those who got it."""
        yield from super().says_in_full(event, s)
        yield from got_by(event.copies, s)


def gone_astray(here: Here, channel: LetterChannel, context: Context) -> Iterator[Refusal]:
    """Why the letter would not come to those who are to have it today."""
    letter = here.proceeding.letter
    made_to = letter.recipients if letter else ()
    to = addressees(here.case, context.recipients, made_to)
    digital_post = context.has_number and not context.digital_post_exempt
    yield from out_of_reach_by(channel, to, digital_post=digital_post)
    if context.digital_post_exempt and channel is LetterChannel.DIGITAL_POST:
        yield Refusal(
            "exempt_from_digital_post",
            _("Borgeren er fritaget for Digital Post."),
            _("Send brevet med posten."),
            _("lov om Digital Post"),
        )
    if made_to and context.recipients is not None and made_to != context.recipients:
        yield Refusal(
            "recipients_changed",
            _("Brevet er lavet til et andet navn eller en anden adresse end i dag."),
            _("Lav brevet igen."),
        )


def help_has_changed(case: Case, taken: TakenDecision) -> Iterator[Refusal]:
    """Why a decision about the help as it was cannot go out: other help runs by now."""
    running = case.help.entry if case.help else None
    if taken.changes != running:
        yield Refusal(
            "help_has_changed",
            _("Hjælpen er ændret af en anden afgørelse, efter at denne blev truffet."),
            _("Træf afgørelsen igen ud fra den hjælp, borgeren har nu."),
        )


def after(
    before: tuple[Intervention, ...], taken: TakenDecision, entry: int, sent_on: date
) -> tuple[Intervention, ...]:
    """The interventions after a decision was sent; those before it where it changes nothing."""
    decision = taken.decision
    ends = decision.kind is DecisionKind.TERMINATION
    if decision.kind in PROVIDER:
        place = facility_of(decision)
        return where_running(
            before, lambda one: replace(one, facility=place, order=None, begun_on=None)
        )
    if not ends and decision.kind not in GIVING:
        return before
    ended_on = (decision.ends_on if ends else decision.starts_on) or decision.decided_on
    ended = where_running(
        before, lambda one: replace(one, running=False, ends_on=one.ends_on or ended_on)
    )
    if ends:
        return ended
    running = next((one for one in before if one.running), None)
    begun = Intervention(
        entry=entry,
        decision=taken.entry,
        extent=decision.granted,
        starts_on=decision.starts_on or sent_on,
        ends_on=decision.ends_on,
        counted_from=sent_on,
        facility=facility_of(decision),
        followed_up=running.followed_up if running else 0,
        begun_on=running.begun_on if running else None,
        leave=running.leave if running else None,
    )
    return (*ended, begun)


def facility_of(decision: Decision) -> str | None:
    """Where the help is given, where one facility alone was pointed to."""
    return decision.facilities[0].name if len(decision.facilities) == 1 else None


def as_agreed(
    interventions: tuple[Intervention, ...], next_on: date, sent_on: date
) -> tuple[Intervention, ...]:
    """The interventions with the day that was agreed at the follow-up, while it is yet to come."""
    if next_on <= sent_on:
        return interventions
    return tuple(
        replace(one, planned=next_on) if one.running and one.planned is None else one
        for one in interventions
    )


def looked_after(before: tuple[Intervention, ...], on: date) -> tuple[Intervention, ...]:
    """The interventions after a follow-up that changed nothing: the next is counted from it."""
    return where_running(
        before,
        lambda one: replace(one, followed_up=one.followed_up + 1, counted_from=on, planned=None),
    )
