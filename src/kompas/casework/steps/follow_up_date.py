"""The day of the next follow-up is agreed, also where the norms set none (S103-08)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kompas.casework.case import Case
from kompas.casework.context import Context, Refusal
from kompas.casework.deadlines import next_follow_up
from kompas.casework.follow_up import NextFollowUp
from kompas.casework.intervention import where_running
from kompas.casework.order_of_days import D, Days
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.steps.follow_up import later_than_rule, rule_in_full
from kompas.casework.timeline import Line, Speech
from kompas.words import N_


@event("follow_up_planned")
@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpPlanned(NextFollowUp, Event):
    """When the help that runs is followed up next."""


class PlanFollowUp(Step[FollowUpPlanned, FollowUpPlanned]):
    """It takes the place of the day that the norms give, and of one that was agreed before."""

    event = command = FollowUpPlanned
    title = N_("Næste opfølgning aftalt")
    ask = N_("Aftal næste opfølgning")
    order = 85
    labels = {
        "next_on": N_("Næste opfølgning"),
        "later_why": N_("Hvorfor senere end reglen"),
    }

    def ready(self, case: Case) -> bool:
        """Where help runs."""
        return case.help is not None

    def record(self, here: Here, command: FollowUpPlanned, context: Context) -> FollowUpPlanned:
        """With the day that the norms give, counted from when the help was last seen to."""
        running = here.case.help
        if running is None:
            return command
        since = running.counted_from or running.starts_on
        first = running.followed_up == 0
        rule = next_follow_up(here.case, since, context, is_first=first)
        return replace(command, latest=rule.day, rows=rule.rows)

    def against(self, here: Here, event: FollowUpPlanned, context: Context) -> Iterator[Refusal]:
        """Not later than the norms give without why."""
        yield from later_than_rule(event)

    def days(self, here: Here, event: FollowUpPlanned) -> Days:
        """It is yet to come."""
        yield D.NEXT, event.next_on

    def on_case(self, case: Case, event: FollowUpPlanned, entry: Recorded) -> Case:
        """The day from now on."""
        return changed(
            case,
            interventions=where_running(
                case.interventions, lambda one: replace(one, planned=event.next_on)
            ),
        )

    def says(self, event: FollowUpPlanned, s: Speech) -> str:
        """When, and why so late."""
        return " ".join(part for part in (s.day(event.next_on), event.later_why) if part)

    def says_in_full(self, event: FollowUpPlanned, s: Speech) -> Iterator[Line]:
        """With the rule."""
        yield from super().says_in_full(event, s)
        yield from rule_in_full(event, s)
