"""The help is followed up, goal by goal; it goes on, or a decision on a change is prepared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from kompas.casework.case import Case, KnownFact
from kompas.casework.context import Context, Refusal
from kompas.casework.deadline import Deadline, DeadlineKind
from kompas.casework.deadlines import next_follow_up
from kompas.casework.flows import Flows, K, Place
from kompas.casework.follow_up import (
    FollowUp,
    FollowUpForm,
    GoalOutcome,
    GoalReview,
    NextFollowUp,
)
from kompas.casework.intervention import Intervention, where_running
from kompas.casework.order_of_days import D, Days
from kompas.casework.proceeding import Need, Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S, Status
from kompas.casework.step import Here, Step
from kompas.casework.steps.need import one_at_a_time
from kompas.casework.timeline import Line, Speech, line_of, tell_as
from kompas.inputs import EntryNumber
from kompas.words import N_, _, day_text

FORM_TEXTS: Mapping[FollowUpForm, str] = {
    FollowUpForm.MEETING: N_("møde"),
    FollowUpForm.HOME_VISIT: N_("hjemmebesøg"),
    FollowUpForm.AT_PROVIDER: N_("statusmøde på tilbuddet"),
    FollowUpForm.PHONE: N_("telefonsamtale"),
    FollowUpForm.WRITTEN: N_("skriftlig opfølgning"),
}
OUTCOME_TEXTS: Mapping[GoalOutcome, str] = {
    GoalOutcome.UNCHANGED: N_("fortsætter uændret"),
    GoalOutcome.ADJUSTED: N_("justeres"),
    GoalOutcome.REACHED: N_("er nået og slutter"),
    GoalOutcome.REFERRED: N_("slutter, fordi anden hjælp passer bedre"),
}
tell_as({**dict(FORM_TEXTS.items()), **dict(OUTCOME_TEXTS.items())})


@event("follow_up_held")
@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpHeld(FollowUp, Event):
    """The help was followed up. `goals_entry` said the goals before; it is filled in."""

    goals_entry: EntryNumber | None = None


class HoldFollowUp(Step[FollowUpHeld, FollowUpHeld]):
    """It opens a proceeding, which ends at once where the help goes on as it is. Where the help
    must change, the need is written down, and assessment and decision follow.
    """

    event = command = FollowUpHeld
    title = N_("Opfølgning holdt")
    ask = N_("Følg op på hjælpen")
    order = 12
    flows: ClassVar[Flows] = {
        K.FOLLOW_UP: Place(frozenset((S.NEW,)), to=S.CLOSED, or_to=S.INFORMED)
    }
    builds = True
    shown_everywhere = True
    labels = {
        "held_on": N_("Holdt"),
        "form": N_("Hvordan"),
        "present": N_("Til stede"),
        "citizen_words": N_("Borgeren siger"),
        "provider_note": N_("Tilbuddets opfølgning"),
        "new_goals": N_("Nye mål"),
        "next_on": N_("Næste opfølgning"),
        "later_why": N_("Hvorfor senere end reglen"),
    }

    def ready(self, case: Case) -> bool:
        """Where help runs."""
        return case.help is not None

    def not_ready(self, case: Case) -> Refusal | None:
        """No help runs."""
        if case.help is not None or case.closed_on is not None:
            return None
        return Refusal(
            "no_help_runs",
            _("Der løber ingen hjælp i sagen, så der er intet at følge op på."),
            _("Tag sagen op igen, eller modtag en ansøgning."),
        )

    def record(self, here: Here, command: FollowUpHeld, context: Context) -> FollowUpHeld:
        """With the day that the norms give, and the entry whose goals it goes through."""
        rule = next_follow_up(here.case, command.held_on, context, is_first=False)
        goals = here.case.goals_entry
        return replace(command, latest=rule.day, rows=rule.rows, goals_entry=goals)

    def names(self, event: FollowUpHeld) -> tuple[int, ...]:
        """What said the goals: they are not taken out from under it."""
        return () if event.goals_entry is None else (event.goals_entry,)

    def against(self, here: Here, event: FollowUpHeld, context: Context) -> Iterator[Refusal]:
        """It is about today's goals, each with what is asked of it, and says when the next is."""
        yield from one_at_a_time(here)
        if tuple(one.goal for one in event.goals) != here.case.goals:
            yield Refusal(
                "other_goals",
                _("Opfølgningen er om andre mål end dem, sagen har nu."),
                _("Gå målene igennem, som de står i sagen."),
            )
        for number, one in enumerate(event.goals, 1):
            yield from _unfinished(number, one)
        if not event.goals_after and event.change is None:
            yield Refusal(
                "no_goals_left",
                _("Der er ingen mål for hjælpen fra nu af."),
                _("Sæt nye mål, eller skriv, at hjælpen skal ændres eller ophøre."),
                _("serviceloven § 148, stk. 2"),
            )
        if event.change is None and any(one.outcome is GoalOutcome.REFERRED for one in event.goals):
            yield Refusal(
                "referred_without_change",
                _("Passer anden hjælp bedre, skal hjælpen ændres, og det kræver en afgørelse."),
                _("Skriv, at hjælpen skal ændres, og hvad borgeren har brug for nu."),
                _("serviceloven § 148, stk. 2; forvaltningsloven § 22"),
            )
        if unknown := [name for name in event.confirmed if name not in here.case.facts]:
            yield Refusal(
                "no_such_fact",
                _("Oplysningen {name} er ikke noteret i sagen.").format(name=unknown[0]),
                _("Notér den først."),
            )
        yield from later_than_rule(event)

    def days(self, here: Here, event: FollowUpHeld) -> Days:
        """After the help was last decided or followed up; the next is yet to come."""
        running = here.case.help
        yield D.LAST_SEEN_TO, running.counted_from or running.starts_on if running else None
        yield D.HELD, event.held_on
        yield D.NEXT, event.next_on

    def happened_on(self, event: FollowUpHeld) -> date:
        """When it was held."""
        return event.held_on

    def holds_from(self, here: Here, event: FollowUpHeld) -> date:
        """The goals are others from that day."""
        return event.held_on

    def leads_to(self, event: FollowUpHeld, place: Place) -> Status | None:
        """To its end, where the help goes on as it is."""
        return place.to if event.change is None else place.or_to

    def on_proceeding(
        self, proceeding: Proceeding, event: FollowUpHeld, entry: Recorded
    ) -> Proceeding:
        """What was found; with the need, where the help must change."""
        proceeding = changed(proceeding, follow_up=event)
        if event.change is None:
            return changed(proceeding, closed_on=entry.valid_from)
        need = Need(
            reason=event.change.reason,
            need=event.change.need,
            met_on=event.held_on,
            present=event.present,
        )
        return changed(proceeding, need=need)

    def on_case(self, case: Case, event: FollowUpHeld, entry: Recorded) -> Case:
        """The goals from now on, the facts as confirmed, and when it is followed up next."""
        facts = {
            name: _confirmed(known, entry) if name in event.confirmed else known
            for name, known in case.facts.items()
        }
        interventions = where_running(case.interventions, lambda one: _followed_up(one, event))
        return changed(
            case,
            goals=event.goals_after,
            goals_entry=entry.seq,
            facts=facts,
            interventions=interventions,
        )

    def says(self, event: FollowUpHeld, s: Speech) -> str:
        """How it was held, what becomes of the goals and the help, and when the next is."""
        ends = _("hjælpen skal ændres") if event.change else _("hjælpen fortsætter")
        return _("{date}, {how}: {goals}{ends}. Næste opfølgning {next}.").format(
            date=s.day(event.held_on),
            how=_(FORM_TEXTS[event.form]),
            goals=_counted(event),
            ends=ends,
            next=s.day(event.next_on),
        )

    def says_in_full(self, event: FollowUpHeld, s: Speech) -> Iterator[Line]:
        """With each goal, the facts, and the rule that gave the next day."""
        lines = dict(super().says_in_full(event, s))
        after = {self.label("new_goals"), self.label("next_on"), self.label("later_why")}
        yield from ((label, text) for label, text in lines.items() if label not in after)
        for one in event.goals:
            yield _("Mål"), _of_goal(one)
        yield from line_of(self.label("new_goals"), event.new_goals, s)
        known = s.words.facts
        names = (known[name].text if name in known else name for name in event.confirmed)
        yield from line_of(_("Gælder stadig"), ", ".join(names), s)
        if event.change is not None:
            yield _("Hjælpen skal ændres"), event.change.reason
            yield _("Behov"), event.change.need
        yield self.label("next_on"), s.day(event.next_on)
        yield from rule_in_full(event, s)
        yield from line_of(self.label("later_why"), event.later_why, s)


def later_than_rule(event: NextFollowUp) -> Iterator[Refusal]:
    """Why the next follow-up is not so late: the norms give an earlier day, and nothing is said."""
    if event.is_late and event.latest and not event.later_why.strip():
        text = _("Næste opfølgning ligger senere end {day}, som reglerne giver.")
        yield Refusal(
            "later_than_rule",
            text.format(day=day_text(event.latest)),
            _("Aftal en tidligere dag, eller skriv hvorfor den er senere."),
            _("serviceloven § 148, stk. 2"),
        )


def rule_in_full(event: NextFollowUp, s: Speech) -> Iterator[Line]:
    """The day that the norms give, and the rules that do."""
    if event.latest is not None:
        yield _("Senest efter reglerne"), s.day(event.latest)
        yield from line_of(_("Efter reglerne"), event.rows, s)


def _unfinished(number: int, one: GoalReview) -> Iterator[Refusal]:
    """What a review of a goal lacks."""
    adjusted = one.outcome is GoalOutcome.ADJUSTED
    if adjusted and one.wording.strip() in ("", one.goal):
        yield Refusal(
            "wording_missing",
            _("Mål {number} justeres, og der står ikke, hvordan det lyder nu.").format(
                number=number
            ),
            _("Skriv målet, som det lyder fra nu af."),
        )
    if one.wording.strip() and not adjusted:
        yield Refusal(
            "wording_of_other",
            _("Mål {number} har en ny ordlyd, men justeres ikke.").format(number=number),
            _("Vælg, at målet justeres, eller fjern den nye ordlyd."),
        )
    if one.outcome is not GoalOutcome.UNCHANGED and not one.why.strip():
        yield Refusal(
            "goal_why_missing",
            _("Mål {number}: der står ikke hvorfor.").format(number=number),
            _("Skriv, hvorfor målet ændres eller slutter."),
        )


def _confirmed(known: tuple[KnownFact, ...], entry: Recorded) -> tuple[KnownFact, ...]:
    """What held on the day still holds; a note from after it is not asked about."""
    held = [one for one in known if one.valid_from <= entry.valid_from]
    last = held[-1] if held else None
    return tuple(
        replace(one, confirmed_on=entry.valid_from) if one is last else one for one in known
    )


def _followed_up(one: Intervention, event: FollowUpHeld) -> Intervention:
    return replace(
        one,
        followed_up=one.followed_up + 1,
        counted_from=event.held_on,
        planned=event.next_on,
        follow_up=Deadline(
            what=DeadlineKind.FOLLOW_UP,
            day=event.latest,
            counted_from=event.held_on,
            rows=event.rows,
        ),
    )


def _counted(event: FollowUpHeld) -> str:
    """How many goals go which way: `2 fortsætter uændret, 1 justeres; `."""
    told = []
    for outcome, text in OUTCOME_TEXTS.items():
        if count := sum(one.outcome is outcome for one in event.goals):
            told.append(f"{count} {_(text)}")
    if event.new_goals:
        told.append(_("{count} nye").format(count=len(event.new_goals)))
    return _("mål: {goals}; ").format(goals=", ".join(told)) if told else ""


def _of_goal(one: GoalReview) -> str:
    """A goal, what becomes of it and why, and how it goes."""
    told = f"{one.goal}: {_(OUTCOME_TEXTS[one.outcome])}"
    if one.wording:
        told = _("{told} til »{wording}«").format(told=told, wording=one.wording)
    parts = (f"{told}.", one.why, one.progress)
    return " ".join(part for part in parts if part)
