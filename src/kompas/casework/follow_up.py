"""What a follow-up of help that runs came to: goal by goal, and when the next one is (FW-22).

Plain values, which the events are or carry (`kompas.casework.steps.follow_up`).
"""

from dataclasses import dataclass
from enum import StrEnum

from kompas.inputs import Code, Day, LongOrBlank, LongText, Reason, ShortText


class FollowUpForm(StrEnum):
    """How a follow-up was held; the law leaves it to what the case needs (FW-22)."""

    MEETING = "meeting"
    HOME_VISIT = "home_visit"
    AT_PROVIDER = "at_provider"
    PHONE = "phone"
    WRITTEN = "written"


class GoalOutcome(StrEnum):
    """What becomes of a goal: `REFERRED` ends it because other help fits better."""

    UNCHANGED = "unchanged"
    ADJUSTED = "adjusted"
    REACHED = "reached"
    REFERRED = "referred"


ENDED = frozenset((GoalOutcome.REACHED, GoalOutcome.REFERRED))
"""The goals that are none any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalReview:
    """A goal of the help, how it goes, and what becomes of it; but for the unchanged with why.

    `goal` is as it stood, `wording` as it reads from now on where it is adjusted.
    """

    goal: LongText
    progress: LongText
    outcome: GoalOutcome
    wording: LongOrBlank = ""
    why: LongOrBlank = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpChange:
    """That the help itself must change or end, and what the citizen needs now: a decision follows
    (FW-26, serviceloven § 148).
    """

    reason: LongText
    need: LongText


@dataclass(frozen=True, slots=True, kw_only=True)
class NextFollowUp:
    """The day of the next follow-up. `latest` is what the norms give, by `rows`: both are filled in
    when it is recorded. `later_why` says why it is later than that.
    """

    next_on: Day
    later_why: Reason = ""
    latest: Day | None = None
    rows: tuple[ShortText, ...] = ()

    @property
    def is_late(self) -> bool:
        """Whether it is later than the norms give."""
        return self.latest is not None and self.next_on > self.latest


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(NextFollowUp):
    """A follow-up that was held. `citizen_words` are the citizen's own, or why there are none;
    `provider_note` what the provider wrote before it (VEJ-11). `goals` are all goals of the day,
    `new_goals` what came to them; `confirmed` the names of facts that still hold.
    """

    held_on: Day
    form: FollowUpForm
    present: tuple[ShortText, ...] = ()
    citizen_words: LongText
    provider_note: LongOrBlank = ""
    goals: tuple[GoalReview, ...] = ()
    new_goals: tuple[LongText, ...] = ()
    confirmed: tuple[Code, ...] = ()
    change: HelpChange | None = None

    @property
    def goals_after(self) -> tuple[str, ...]:
        """The goals from then on."""
        kept = (one.wording or one.goal for one in self.goals if one.outcome not in ENDED)
        return (*kept, *self.new_goals)
