"""The days of the law: when a letter counts as received, and by when something must have happened.

The numbers are the norms' own answers, asked with the facts of the case and on the day that the
rule counts from; here they are counted out on the Danish calendar. What follows is recorded
whenever the answer changes (`follow`): the fold has no norms, and facts come after the application.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from kompas.casework.case import Case
from kompas.casework.context import Context
from kompas.casework.danish_calendar import (
    months_after,
    next_working_day,
    weeks_after,
    working_day_from,
)
from kompas.casework.deadline import Deadline, DeadlineKind
from kompas.casework.flows import PROCESSED, ProceedingKind
from kompas.casework.intervention import Intervention
from kompas.casework.proceeding import Proceeding
from kompas.casework.taken_decision import LetterChannel, TakenDecision
from kompas.norms import FactError, GivenFact, Standard
from kompas.norms.numbers import Numbers

# ---------------------------------------------------------------- what follows from the norms


def follow(case: Case, context: Context) -> Iterator[tuple[Deadline, int, int | None]]:
    """The deadlines of a case that are not what they were: each with what it is about.

    That is the entry of the proceeding, the decision or the help; and last the proceeding that the
    deadline belongs to, None where it is the case's.
    """
    for one in case.open_proceedings:
        if (now := _of_proceeding(case, one, context)) and _differs(now, one.deadline):
            yield now, one.entry, one.entry
    for taken in case.decisions:
        # What the citizen was told of the time to complain stands, whatever is learnt later.
        if taken.sent is not None and taken.complaint is None:
            now = _to_complain(case, taken, context)
            if now.day is not None:
                yield now, taken.entry, taken.proceeding
    running = case.help
    if running is not None and running.planned is None and case.closed_on is None:
        now = _to_follow_up(case, running, context)
        if _differs(now, running.follow_up):
            yield now, running.entry, None


def _differs(now: Deadline, before: Deadline | None) -> bool:
    """Whether a deadline says something that was not said before; none is nothing new."""
    if before is None:
        return now.day is not None
    return (now.day, now.rows, now.depends_on) != (before.day, before.rows, before.depends_on)


def _of_proceeding(case: Case, one: Proceeding, context: Context) -> Deadline | None:
    if one.kind in PROCESSED:
        what, question = DeadlineKind.DECISION, "processing_deadline"
    elif one.kind is ProceedingKind.COMPLAINT:
        what, question = DeadlineKind.REVIEW, "complaint_review"
    else:
        return None
    found = _numbers(case, question, one.opened_on, context)
    if found is None or found.shortest is None:
        own = context.deadline_weeks if what is DeadlineKind.DECISION else None
        day = weeks_after(one.opened_on, own) if own else None
        return Deadline(what=what, day=day, counted_from=one.opened_on)
    day = weeks_after(one.opened_on, found.shortest)
    return _deadline(what, day, one.opened_on, found)


def _to_complain(case: Case, taken: TakenDecision, context: Context) -> Deadline:
    got = taken.sent.received_on if taken.sent else date.min
    none = Deadline(what=DeadlineKind.COMPLAINT, day=None, counted_from=got)
    if not taken.appealable:
        return none
    found = _numbers(case, "complaint_deadline", got, context, taken)
    if found is None or found.longest is None:
        return none
    # The longest: who complains within it is never turned away for what we do not know. It never
    # ends on a day on which nobody is there (`kompas.casework.deadline.MOVED_BY`).
    return _deadline(none.what, working_day_from(weeks_after(got, found.longest)), got, found)


def _to_follow_up(case: Case, running: Intervention, context: Context) -> Deadline:
    since = running.counted_from or running.starts_on
    return next_follow_up(case, since, context, is_first=running.followed_up == 0)


def next_follow_up(case: Case, since: date, context: Context, *, is_first: bool) -> Deadline:
    """When the help that runs is to be followed up, counted from a day; without a day where the
    norms give none.
    """
    running = case.help
    decision = running.decision if running else None
    taken = next((one for one in case.decisions if one.entry == decision), None)
    facts = _facts(case, context.today, taken)
    return follow_up_by(_norms(since, context), facts, since, is_first=is_first)


def follow_up_by(
    standard: Standard | None, facts: Mapping[str, GivenFact], since: date, *, is_first: bool
) -> Deadline:
    """As `next_follow_up`, by a standard and facts that are at hand."""
    none = Deadline(what=DeadlineKind.FOLLOW_UP, day=None, counted_from=since)
    if standard is None:
        return none
    try:
        found = standard.follow_up(facts, since, is_first=is_first)
    except FactError:
        return none
    if found.shortest is None:
        return none
    return _deadline(none.what, months_after(since, found.shortest), since, found)


def leave_months(case: Case, day: date, context: Context) -> tuple[int | None, tuple[str, ...]]:
    """For how many months the norms give leave from a day, and the rows that say so; None where
    they say nothing, or it depends.
    """
    found = _numbers(case, "leave_of_absence", day, context)
    if found is None or found.longest is None or found.open_facts:
        return None, ()
    return found.longest, tuple(f"{row.file} {row.code}" for row in found.rows)


def _numbers(
    case: Case, question: str, day: date, context: Context, taken: TakenDecision | None = None
) -> Numbers | None:
    """What a question answers by the norms and for the age of a day; None where it cannot."""
    standard = _norms(day, context)
    if standard is None:
        return None
    try:
        return standard.numbers(question, _facts(case, context.today, taken), day)
    except FactError:
        return None


def _norms(day: date, context: Context) -> Standard | None:
    """The norms of a day; those of today for one from before anything is coded."""
    return context.norms(day) or context.standard


def _facts(case: Case, today: date, taken: TakenDecision | None) -> Mapping[str, GivenFact]:
    """What is known by now, with what a decision says of itself."""
    facts = case.facts_on(today)
    if taken is not None:
        facts["decision_kind"] = GivenFact(taken.decision.kind.value, "", None)
    return facts


def _deadline(what: DeadlineKind, day: date, since: date, found: Numbers) -> Deadline:
    return Deadline(
        what=what,
        day=day,
        counted_from=since,
        rows=tuple(f"{row.file} {row.code}" for row in found.rows),
        depends_on=found.open_facts,
    )


# ---------------------------------------------------------------- the calendar


def working_days_to_receive(standard: Standard, day: date) -> int | None:
    """After how many working days a letter of a day counts as received; None where not coded."""
    return standard.numbers("letter_receipt", {}, day).number


def received_on(sent_on: date, channel: LetterChannel, working_days: int) -> date:
    """When a letter counts as received: Digital Post the same day, paper after working days.

    Working days are those of `danish_calendar`, which gives the citizen the longer time.
    """
    if channel is LetterChannel.DIGITAL_POST:
        return sent_on
    day = sent_on
    for _step in range(working_days):
        day = next_working_day(day)
    return day
