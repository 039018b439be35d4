"""A deadline is what the rules give for the facts that are known now, whatever came first.

By the rules of a made-up municipality: four weeks for who is under 25 when the citizen applied, six
or eight for others; a first follow-up after half a year, then once a year.
"""

import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from kompas.casework import Citizen, Decision, DecisionKind, amounts
from kompas.casework.case import Case
from kompas.casework.commands import Belongs, Decided, Opens, decide, followed
from kompas.casework.context import Context
from kompas.casework.danish_calendar import months_after, weeks_after
from kompas.casework.deadline import Deadline
from kompas.casework.flows import PROCESSED, ProceedingKind
from kompas.casework.fold import fold
from kompas.casework.record import Command, Recorded
from kompas.casework.steps.application import ApplicationReceived, Channel
from kompas.casework.steps.assessment import NeedAssessed
from kompas.casework.steps.change_request import ChangeRequested
from kompas.casework.steps.complaint import ComplaintReceived
from kompas.casework.steps.deadline import DeadlineSet
from kompas.casework.steps.decision import TakeDecision
from kompas.casework.steps.delay_notice import DelayNotified
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.letter import LetterMade
from kompas.casework.steps.need import NeedUncovered
from kompas.casework.steps.proceeding_closing import ProceedingClosed
from kompas.casework.steps.sending import SendLetter
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.casework.taken_decision import LetterChannel
from kompas.casework.trace import Trace
from kompas.norms import Library, Standard, default_folder, load
from tests.spec.case.stories import by_two, proposes

SERVICE, HERE = "activity_and_social", "storsund"
FIRST_DAY = date(2026, 3, 2)
SHORT, MIDDLE, LONG, REVIEW, FIRST_TIME, LATER = 4, 6, 8, 4, 6, 12
LAID_OVER = {
    "services.toml": '[municipality.storsund]\nname = "Storsund Kommune"\n',
    "sources.toml": """
[source.storsund-104]
title    = "Storsund Kommune (opdigtet): Serviceniveau"
short    = "Storsunds serviceniveau § 104,"
dated    = 2025-11-18
verified = "read"
""",
    "storsund/104-2026.toml": """
[norm]
service        = "activity_and_social"
municipality   = "storsund"
title          = "Serviceniveau: aktivitets- og samværstilbud (servicelovens § 104)"
valid_from     = 2020-01-01
adopted        = "2025-11-18, Velfærdsudvalget"
running_grants = "Gælder straks."
""",
}
ROW = """
[[question.{question}.row]]
code   = "{code}"
{when}answer = {{ {unit} = {number} }}
rank   = "guiding"
text   = "Frist."
source = "storsund-104 2"
"""
ROWS = (
    ("processing_deadline", "young", '{ age_years = "..24" }', "weeks", SHORT),
    (
        "processing_deadline",
        "reduced",
        '{ age_years = "25..", considerably_reduced_capacity = true }',
        "weeks",
        MIDDLE,
    ),
    (
        "processing_deadline",
        "others",
        '{ age_years = "25..", considerably_reduced_capacity = false }',
        "weeks",
        LONG,
    ),
    ("first_follow_up_months", "first", None, "months", FIRST_TIME),
    ("follow_up_months", "later", None, "months", LATER),
)


@cache
def library() -> Library:
    """The shipped norms with the municipality laid over them."""
    with TemporaryDirectory() as made:
        folder = Path(made) / "norms"
        shutil.copytree(default_folder(), folder)
        for name, text in LAID_OVER.items():
            (folder / name).parent.mkdir(exist_ok=True)
            with (folder / name).open("a", encoding="utf-8") as file:
                file.write("\n" + text)
        with (folder / "storsund/104-2026.toml").open("a", encoding="utf-8") as file:
            for question, code, when, unit, number in ROWS:
                asked = f"when   = {when}\n" if when else ""
                file.write(
                    ROW.format(question=question, code=code, when=asked, unit=unit, number=number)
                )
        return load(folder)


@cache
def standard_on(day: date) -> Standard:
    """The norms of a day."""
    return library().standard(SERVICE, HERE, day)


class Clock:
    """A case whose deadlines are watched at every act."""

    def __init__(self) -> None:
        self.today = FIRST_DAY
        self.entries: list[Recorded] = []
        self.case = Case(case_id=UUID(int=1))
        self.does(
            ApplicationReceived(
                citizen=Citizen(name="Prøve Person"),
                service=SERVICE,
                municipality=HERE,
                case_number="2026-104-1",
                applied_for="Et sted at komme.",
                channel=Channel.DIGITAL,
                received_on=self.today,
            )
        )

    def does(
        self, command: Command, belongs: Belongs = None, valid_from: date | None = None
    ) -> None:
        """Record what a command makes, as `act` does; and see that its deadlines are right.

        Where it takes two to withdraw an entry, another has proposed it.
        """
        if self.entries and by_two(self.case, command):
            at = datetime.combine(self.today, time(12), UTC)
            seq, said = len(self.entries) + 1, proposes(command)
            self.entries.append(Recorded(UUID(int=1), seq, said, at, self.today, "birk"))
            self.case = fold(self.entries)
        context = Context(
            today=self.today,
            by="anna",
            standard=standard_on(self.today),
            standard_on=standard_on,
            trace=Trace(norms=(), verdict="stands", findings=(), explanation="{}"),
            valid_from=valid_from,
        )
        made = decide(self.case if self.entries else None, command, context, belongs)
        assert isinstance(made, Decided), made
        new = followed(self.entries, made.events, context)
        at = datetime.combine(self.today, time(12), UTC)
        for one in new:
            seq = len(self.entries) + 1
            self.entries.append(
                Recorded(UUID(int=1), seq, one.event, at, one.valid_from, "anna", one.proceeding)
            )
        assert new[:1] == made.events
        before = dict(clocks(fold(self.entries[: 1 - len(new)] if new[1:] else self.entries)))
        self.case = fold(self.entries)
        # A deadline is set exactly where the answer is another than it was.
        set_now = [one.event.about for one in new if isinstance(one.event, DeadlineSet)]
        after = dict(clocks(self.case))
        changed = [about for about in after if _said(after[about]) != _said(before[about])]
        assert sorted(set_now) == sorted(changed)
        self.are_right()

    def are_right(self) -> None:
        """Every deadline is the one that the rules give by what is known today."""
        facts = self.case.facts_on(self.today)
        for one in self.case.open_proceedings:
            if one.kind in PROCESSED:
                asked = standard_on(one.opened_on).numbers(
                    "processing_deadline", facts, one.opened_on
                )
                assert asked.shortest is not None
                weeks, rows = self.weeks(one.opened_on)
                assert asked.shortest == weeks
                assert one.deadline is not None
                assert one.deadline.day == weeks_after(one.opened_on, weeks)
                assert one.deadline.depends_on == asked.open_facts
                assert bool(asked.open_facts) is (rows > 1)
                assert len(one.deadline.rows) == rows
            elif one.kind is ProceedingKind.COMPLAINT:
                assert one.deadline is not None
                assert one.deadline.day == weeks_after(one.opened_on, REVIEW)
            else:
                assert one.deadline is None
        if (running := self.case.help) is not None:
            assert running.follow_up is not None
            months = LATER if running.followed_up else FIRST_TIME
            since = running.counted_from or running.starts_on
            assert running.follow_up.day == months_after(since, months)
            assert running.follow_up.counted_from == since

    def weeks(self, on: date) -> tuple[int, int]:
        """How many weeks by hand, the shortest where it is open; and of how many rules."""
        facts = self.case.facts_on(self.today)
        born = date.fromisoformat(str(facts["birth_date"].value)) if "birth_date" in facts else None
        reduced = "considerably_reduced_capacity"
        grown = {MIDDLE, LONG}
        if reduced in facts:
            grown = {MIDDLE} if facts[reduced].value else {LONG}
        if born is None:
            open_ = {SHORT} | grown
        else:
            age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
            open_ = {SHORT} if age < 25 else grown
        return min(open_), len(open_)


def clocks(case: Case) -> Iterator[tuple[int, Deadline | None]]:
    """Each deadline that runs in a case, by the entry that it is about."""
    for one in case.open_proceedings:
        yield one.entry, one.deadline
    for taken in case.decisions:
        yield taken.entry, taken.complaint
    if case.help is not None:
        yield case.help.entry, case.help.follow_up


def _said(deadline: Deadline | None) -> tuple[Any, ...]:
    if deadline is None:
        return (None, (), ())
    return deadline.day, deadline.rows, deadline.depends_on


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("born"), st.dates(date(2000, 3, 1), date(2001, 6, 1))),
        st.tuples(st.just("reduced"), st.booleans()),
        st.tuples(st.just("withdraw"), st.integers(0, 5)),
        st.tuples(st.just("delay"), st.integers(1, 60)),
        st.tuples(st.just("decide"), st.just(0)),
        st.tuples(st.just("change"), st.integers(0, 30)),
        st.tuples(st.just("complain"), st.just(0)),
        st.tuples(st.just("follow up"), st.just(0)),
        st.tuples(st.just("end"), st.integers(0, 3)),
        st.tuples(st.just("days"), st.integers(1, 200)),
    ),
    max_size=14,
)


@settings(max_examples=80)
@given(ACTS, st.integers(-3, 3))
def test_the_deadlines_follow_the_facts(acts: Sequence[tuple[str, Any]], later: int) -> None:
    clock = Clock()
    for name, value in acts:
        if name == "days":
            clock.today += timedelta(days=value)
        else:
            _DO[name](clock, value, later)


def _note(clock: Clock, name: str, value: str | bool, later: int) -> None:
    note = FactNoted(name=name, value=value, source="Sagen", dated=clock.today)
    # One that holds from a day to come counts only then.
    clock.does(note, valid_from=clock.today + timedelta(days=later))


def _withdraw(clock: Clock, back: int, _later: int) -> None:
    stand = [
        one
        for one in clock.case.trail
        if one.name == "fact_noted" and one.seq not in clock.case.withdrawn
    ]
    sent = any(one.sent for one in clock.case.decisions)
    if len(stand) > back:
        reason = Withdrawal.WRONG_CITIZEN if sent else Withdrawal.MISTAKE
        clock.does(EntryWithdrawn(seq=stand[-1 - back].seq, reason=reason, why="En anden."))


def _decide(clock: Clock, _value: int, _later: int) -> None:
    """The oldest that waits for a decision, and is not a complaint, is decided and sent."""
    waiting = [
        one for one in clock.case.open_proceedings if one.kind is not ProceedingKind.COMPLAINT
    ]
    for one in waiting[:1]:
        on = one.entry
        if one.need is None:
            clock.does(NeedUncovered(reason="R", need="N", met_on=clock.today), on)
        assessed = NeedAssessed(vum_level="D2", capacity="C", summary="S", assessed_on=clock.today)
        clock.does(assessed, on)
        draft = Decision(
            kind=DecisionKind.GRANT,
            service=SERVICE,
            municipality=HERE,
            decided_on=clock.today,
            granted=amounts(days_per_week=3),
            facts=clock.case.facts_on(clock.today),
        )
        clock.does(TakeDecision(decision=draft), on)
        clock.does(LetterMade(document_sha256="ab" * 32, lix=30), on)
        clock.does(SendLetter(channel=LetterChannel.DIGITAL_POST, sent_on=clock.today), on)


def _change(clock: Clock, ago: int, _later: int) -> None:
    if clock.case.help is not None:
        day = clock.today - timedelta(days=ago)
        asked = ChangeRequested(applied_for="Mere", channel=Channel.PHONE, received_on=day)
        clock.does(asked, Opens.NEW)


def _complain(clock: Clock, _value: int, _later: int) -> None:
    for taken in [one for one in clock.case.decisions if one.sent][-1:]:
        said = ComplaintReceived(
            decision=taken.entry, complaint="Det er for lidt.", received_on=clock.today
        )
        clock.does(said, Opens.NEW)


def _follow_up(clock: Clock, _value: int, _later: int) -> None:
    under_way = any(one.kind is ProceedingKind.FOLLOW_UP for one in clock.case.open_proceedings)
    if clock.case.help is not None and not under_way:
        clock.does(NeedUncovered(reason="R", need="N", met_on=clock.today), Opens.NEW)


def _end(clock: Clock, which: int, _later: int) -> None:
    proceedings = clock.case.open_proceedings
    if len(proceedings) > which and clock.case.help is not None:
        clock.does(ProceedingClosed(why="Hjælpen går videre."), proceedings[which].entry)


def _delay(clock: Clock, days: int, _later: int) -> None:
    waiting = [
        one
        for one in clock.case.open_proceedings
        if one.kind is not ProceedingKind.FOLLOW_UP and one.status.value != "early_help"
    ]
    for one in waiting[:1]:
        others = [other.decide_by for other in clock.case.proceedings if other is not one]
        # A new day is later than the one that the citizen has been told.
        new = max(clock.today, one.decide_by or clock.today) + timedelta(days=max(days, 1))
        told = DelayNotified(why="Vi mangler svar.", expected_on=new, notified_on=clock.today)
        clock.does(told, one.entry)
        assert clock.case.proceeding(one.entry).decide_by == new
        after = [p.decide_by for p in clock.case.proceedings if p.entry != one.entry]
        assert after == others


_DO: dict[str, Any] = {
    "born": lambda clock, value, later: _note(clock, "birth_date", value.isoformat(), later),
    "reduced": lambda clock, value, later: _note(
        clock, "considerably_reduced_capacity", value, later
    ),
    "withdraw": _withdraw,
    "delay": _delay,
    "decide": _decide,
    "change": _change,
    "complain": _complain,
    "follow up": _follow_up,
    "end": _end,
}


def test_who_is_25_on_the_day_of_the_application_waits_longer_and_who_turns_25_after_it_not() -> (
    None
):
    for born, weeks in ((date(2001, 3, 2), LONG), (date(2001, 3, 3), SHORT)):
        clock = Clock()
        _note(clock, "considerably_reduced_capacity", False, 0)
        clock.today += timedelta(days=30)
        _note(clock, "birth_date", born.isoformat(), 0)
        assert clock.case.proceedings[0].decide_by == weeks_after(FIRST_DAY, weeks)


def test_the_first_follow_up_comes_after_half_a_year_and_then_once_a_year() -> None:
    clock = Clock()
    _decide(clock, 0, 0)
    assert clock.case.follow_up_due == months_after(FIRST_DAY, FIRST_TIME)
    clock.today = months_after(FIRST_DAY, 5)
    _follow_up(clock, 0, 0)
    assert clock.case.follow_up_due == months_after(FIRST_DAY, FIRST_TIME)
    _end(clock, 0, 0)
    assert clock.case.follow_up_due == months_after(clock.today, LATER)
    # The end of the follow-up was a slip: the first one is still to come.
    (ended,) = [one.seq for one in clock.case.trail if one.name == "proceeding_closed"]
    clock.does(EntryWithdrawn(seq=ended, reason=Withdrawal.MISTAKE, why="For tidligt."))
    assert clock.case.follow_up_due == months_after(FIRST_DAY, FIRST_TIME)


def test_a_sending_that_was_withdrawn_leaves_no_time_to_complain_and_the_next_its_own() -> None:
    clock = Clock()
    _decide(clock, 0, 0)
    first = clock.case.complaint_until
    (sent,) = [one.seq for one in clock.case.trail if one.name == "letter_sent"]
    clock.does(EntryWithdrawn(seq=sent, reason=Withdrawal.WRONG_CITIZEN, why="En anden."))
    assert [one.complaint for one in clock.case.decisions] == [None]
    clock.today += timedelta(days=10)
    clock.does(SendLetter(channel=LetterChannel.DIGITAL_POST, sent_on=clock.today))
    assert first is not None
    assert clock.case.complaint_until == first + timedelta(days=10)
