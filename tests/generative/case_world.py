"""One case, the people around it, and the days as they pass: what the case machines stand on.

The pure core alone, without a database. Whatever is asked, allowed or forbidden, the core is held
to its word, and what it says is recorded with the deadlines that follow.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from kompas.casework.case import Case
from kompas.casework.commands import Belongs, Decided, Opens, Refused, decide, followed
from kompas.casework.context import Context
from kompas.casework.fold import evolve, fold
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Command, NewEvent, Recorded, name_of
from kompas.casework.status import Status
from kompas.casework.steps import STEPS, AnyStep
from kompas.casework.steps.deadline import DeadlineSet
from kompas.casework.steps.withdrawal import EntryWithdrawn
from kompas.norms import Library, Standard, load
from kompas.wire.events import decode, encode
from tests.generative.case_pens import (
    COMMANDS,
    FINDINGS,
    MUNICIPALITIES,
    PEOPLE,
    SERVICE,
    Pen,
    traced,
)

CASE_ID = UUID(int=1)
FIRST_DAY = date(2026, 2, 26)
OPENING = ("application_received", "running_grant_taken_over")
TO_DECISION = ("need_uncovered", "need_assessed", "decision_taken")
SENT = (OPENING[0], *TO_DECISION, "letter_made", "letter_sent")
AT_BOARD = ("complaint_received", "complaint_reviewed", "complaint_forwarded")
STARTS: Sequence[Sequence[str]] = (
    (),
    OPENING[:1],
    (OPENING[1], "change_requested", "need_uncovered"),
    (*SENT, "complaint_received", "change_requested"),
    (*SENT, "need_uncovered", "need_assessed", "change_requested"),
    (*SENT, "goals_set", "fact_noted", "follow_up_held", "follow_up_held"),
    (*SENT, "case_closed", *AT_BOARD),
    (*SENT, "change_requested", "case_closed", "case_reopened"),
    (*SENT, *AT_BOARD, "board_decided", "case_remitted", "need_uncovered"),
)
"""How far a case has come before anything is drawn: to one proceeding, or to several."""
STRAIGHT_ON: Mapping[Status, str] = {
    Status.RECEIVED: "need_uncovered",
    Status.EARLY_HELP: "need_uncovered",
    Status.REMITTED: "need_uncovered",
    Status.INFORMED: "need_assessed",
    Status.ASSESSED: "decision_taken",
    Status.RECOMMENDED: "decision_taken",
    Status.COMPLAINED: "complaint_reviewed",
    Status.REVIEWED: "decision_taken",
    Status.DECIDED: "letter_sent",
}
"""The shortest way to a decision that is sent."""
NO_PLACE = frozenset(
    (
        "out_of_order",
        "no_such_proceeding",
        "which_proceeding",
        "not_closed",
        "opened_on_wrong_citizen",
        "no_help_runs",
        "nothing_outstanding",
    )
)


@cache
def library() -> Library:
    """The shipped norms."""
    return load()


@cache
def standard_on(municipality: str, day: date) -> Standard:
    """The norms of a day."""
    return library().standard(SERVICE, municipality, day)


def standing(entries: Sequence[Recorded]) -> list[Recorded]:
    """The entries that stand, found the slow way: the newest withdrawal that stands, again and
    again, takes out what it names; one of the first entry takes out all that is older, one of an
    entry that opened a proceeding all that is recorded in it.
    """
    left = list(entries)
    for entry in reversed(entries):
        if isinstance(entry.event, EntryWithdrawn) and entry in left:
            left = [other for other in left if not _takes_out(entry, other)]
    return left


def _takes_out(withdrawal: Recorded, other: Recorded) -> bool:
    named = withdrawal.event.seq if isinstance(withdrawal.event, EntryWithdrawn) else 0
    if named == 1:
        return other.seq < withdrawal.seq
    within = other.proceeding == named and not isinstance(other.event, EntryWithdrawn)
    return other.seq == named or within


def texts(value: Any) -> list[str]:
    """Every text in a value of the core, however deep."""
    if isinstance(value, str):
        return [value]
    if is_dataclass(value):
        return [text for field in fields(value) for text in texts(getattr(value, field.name))]
    if isinstance(value, Mapping):
        return [text for inner in value.values() for text in texts(inner)]
    if isinstance(value, list | tuple):
        return [text for inner in value for text in texts(inner)]
    return []


def bare(case: Case) -> Case:
    """A case but for what says which entries stand."""
    return replace(case, seq=0, withdrawn=(), trail=())


def fits(step: AnyStep, one: Proceeding) -> bool:
    """Whether the table lets a step happen where a proceeding stands."""
    return one.kind in step.flows and one.status in step.flows[one.kind].allowed


def has_place(case: Case, step: AnyStep, belongs: Belongs) -> bool:
    """Whether a command has a place, read from the table the plain way."""
    ready = (case.closed_on is None or step.when_closed) and step.ready(case)
    named = [one for one in case.proceedings if one.entry == belongs]
    if not step.flows:
        return ready and (not isinstance(belongs, int) or bool(named))
    if isinstance(belongs, int):
        return bool(named) and fits(step, named[0])
    fitting = [one for one in case.proceedings if fits(step, one)] if belongs is None else []
    fitting = [one for one in fitting if one.is_open] or fitting
    return len(fitting) == 1 or (not fitting and step.opens is not None and ready)


class CaseWorld(RuleBasedStateMachine):
    """Asks for anything, in any order, and records what the core makes of it."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Recorded] = []
        self.today = FIRST_DAY
        self.asked = 0
        self.case: Case | None = None
        self.stand: list[Recorded] = []
        self.municipality = MUNICIPALITIES[0]

    @property
    def known(self) -> Case:
        """The case; one that does not exist yet is empty."""
        return self.case or Case(case_id=CASE_ID)

    @property
    def about_nobody(self) -> bool:
        """Whether the case was opened on the wrong citizen."""
        return not any(entry.seq == 1 for entry in self.stand)

    # ------------------------------------------------------------ what people do

    @initialize(data=st.data(), start=st.sampled_from(STARTS))
    def begins(self, data: st.DataObject, start: Sequence[str]) -> None:
        """The case comes as far as it is to be before anything is drawn."""
        for name in start:
            self.asks(data, name, care=True, plain=True, belongs=self.newest_for(name))

    def newest_for(self, name: str) -> Belongs:
        """The newest open proceeding in which a step fits; else that it opens one."""
        step = STEPS[name]
        fitting = [one.entry for one in self.known.open_proceedings if fits(step, one)]
        return fitting[-1] if fitting else None if step.opens is None else Opens.NEW

    @rule(data=st.data())
    def anybody_asks_for_anything(self, data: st.DataObject) -> None:
        """Whatever it is, wherever it belongs."""
        name = data.draw(st.sampled_from(sorted(COMMANDS, reverse=True)))
        self.asks(data, name, care=False, belongs=self.anywhere(data))

    @rule(data=st.data(), care=st.booleans(), named=st.booleans())
    def somebody_goes_on(self, data: st.DataObject, care: bool, named: bool) -> None:
        """A step that leads on in one of the proceedings."""
        self.goes_on(data, care=care, named=named)

    @rule(data=st.data())
    def somebody_does_the_next_thing_with_care(self, data: st.DataObject) -> None:
        """As it should be."""
        self.goes_on(data, care=True, named=True)

    @rule(data=st.data())
    def somebody_brings_a_proceeding_to_its_end(self, data: st.DataObject) -> None:
        """Step by step, as far as it goes without the panel and the board."""
        if not self.known.open_proceedings:
            return
        on = data.draw(st.sampled_from(self.known.open_proceedings)).entry
        for _step in range(len(STRAIGHT_ON)):
            one, before = self.known.proceeding(on), len(self.entries)
            name = STRAIGHT_ON.get(one.status)
            if one.status is Status.DECIDED and one.letter is None:
                name = "letter_made"
            if name is None or not fits(STEPS[name], one):
                return
            self.asks(data, name, care=True, belongs=on, sound=True)
            if len(self.entries) == before:
                return

    @rule(data=st.data(), care=st.booleans())
    def somebody_adds_to_it(self, data: st.DataObject, care: bool) -> None:
        """What leaves each proceeding where it is."""
        ways: list[tuple[str, int | None]] = [
            (name, one.entry)
            for one in self.known.open_proceedings
            for name, step in STEPS.items()
            if fits(step, one) and step.flows[one.kind].to is None
        ]
        ways += [(n, None) for n in ("fact_noted", "evidence_added", "note_written", "assigned")]
        of_help = ("outstanding_explained", "follow_up_planned", "goals_set")
        ways += [(n, None) for n in of_help if STEPS[n].ready(self.known)]
        name, on = data.draw(st.sampled_from(ways))
        self.asks(data, name, care=care, belongs=on)

    @rule(data=st.data())
    def something_new_comes_in(self, data: st.DataObject) -> None:
        """A complaint, a change, a follow-up, what the board sends back."""
        names = ["need_uncovered", "change_requested", "follow_up_held"]
        if any(one.sent and one.appealable for one in self.known.decisions):
            names += ["complaint_received", "complaint_received"]
        if any(one.board for one in self.known.proceedings):
            names += ["case_remitted"]
        name = data.draw(st.sampled_from(names))
        self.asks(data, name, care=True, belongs=Opens.NEW)

    @rule(data=st.data())
    def somebody_opens_it_again(self, data: st.DataObject) -> None:
        """A case that has ended."""
        if self.known.ended_on is not None:
            self.asks(data, "case_reopened", care=True)

    @rule(data=st.data())
    def somebody_withdraws_an_entry(self, data: st.DataObject) -> None:
        """One that stands; proposed before, where it takes two."""
        if data.draw(st.booleans()):
            self.asks(data, "withdrawal_proposed", care=True)
        self.asks(data, "entry_withdrawn", care=True)

    @rule(days=st.integers(1, 40))
    def days_pass(self, days: int) -> None:
        """Time goes."""
        self.today += timedelta(days=days)

    def goes_on(self, data: st.DataObject, *, care: bool, named: bool) -> None:
        """A step that leads on in one of the proceedings, or opens one."""
        ways = list(self.onward())
        on = data.draw(st.sampled_from(sorted({on for _name, on in ways}, key=str)))
        name = data.draw(st.sampled_from([name for name, where in ways if where == on]))
        self.asks(data, name, care=care, belongs=on if named else None)

    def onward(self) -> Iterator[tuple[str, int | None]]:
        """The steps that lead on, each where it does; a letter is made before it is sent."""
        found = False
        for one in self.known.proceedings:
            for name, step in sorted(STEPS.items()):
                leads = fits(step, one) and step.flows[one.kind].to is not None
                if leads and name != "proceeding_closed":
                    found = True
                    yield name, one.entry
            if one.status is Status.DECIDED:
                yield from [("letter_made", one.entry), ("finding_overridden", one.entry)]
        if not found:
            ended = "case_closed" if self.known.ended_on is None else "case_reopened"
            yield from [(ended, None), ("need_uncovered", None), (OPENING[0], None)]

    def anywhere(self, data: st.DataObject) -> Belongs:
        """A proceeding, or none, or one that is not there."""
        opened = [one.entry for one in self.known.proceedings]
        places: list[Belongs] = [None, *opened, Opens.NEW, 2]
        found: Belongs = data.draw(st.sampled_from(places))
        return found

    # ------------------------------------------------------------ what the core says to it

    def asks(
        self,
        data: st.DataObject,
        name: str,
        *,
        care: bool,
        belongs: Belongs = None,
        plain: bool = False,
        sound: bool = False,
    ) -> None:
        """Ask the core, hold it to its word, and record what it says.

        `sound`: nothing is found against a decision; `plain`: nothing is drawn at all.
        """
        self.asked += 1
        on = belongs if isinstance(belongs, int) else None
        mark = f"mark{self.asked:03}/"
        pen = Pen(data.draw, mark, self.case, self.today, care=care, on=on, plain=plain)
        command, context = COMMANDS[name](pen), self.context(data, care=care, sound=plain or sound)
        before = self.case
        made = decide(before, command, context, belongs)
        assert decide(before, command, context, belongs) == made
        place = has_place(self.known, STEPS[name], belongs)
        if isinstance(made, Refused):
            codes = self.was_refused(made)
            assert bool(codes & NO_PLACE) is not place, (name, belongs, codes)
            self.after_refusal(command, codes, belongs)
        else:
            assert place, (name, belongs)
            self.was_decided(made, name, context)

    def context(self, data: st.DataObject, *, care: bool, sound: bool) -> Context:
        """What is known around the case: the norms of the day, or none without care."""
        if sound:
            norms = standard_on(self.municipality, self.today)
            return Context(today=self.today, by="anna", standard=norms, trace=traced([]))
        draw = data.draw
        findings = draw(FINDINGS) if care else draw(st.none() | FINDINGS)
        coded = care or draw(st.integers(1, 10)) < 10
        return Context(
            today=self.today,
            by=draw(st.sampled_from(PEOPLE)),
            standard=standard_on(self.municipality, self.today) if coded else None,
            deadline_weeks=draw(st.sampled_from((None, 8))),
            panel_required=not care and draw(st.booleans()),
            trace=None if findings is None else traced(findings),
            valid_from=None if care else draw(st.none() | st.just(self.today - timedelta(9))),
        )

    def was_refused(self, made: Refused) -> set[str]:
        """The codes, each reason with its words."""
        assert made.reasons
        for reason in made.reasons:
            assert reason.code
            assert reason.text.strip()
            assert reason.remedy.strip()
        return {reason.code for reason in made.reasons}

    def was_decided(self, made: Decided, name: str, context: Context) -> None:
        """Record the event, and then the deadlines that follow from it, in one act."""
        (new,) = made.events
        assert name_of(new.event) == name
        before, seq = self.known, len(self.entries) + 1
        deadlines = followed(self.entries, made.events, context)[1:]
        self.record(new, context.by)
        self.case, self.stand = fold(self.entries), standing(self.entries)
        self.moved(before, self.entries[-1])
        self.after_event(before, self.entries[-1], self.case)
        for one in deadlines:
            was = self.known
            assert isinstance(one.event, DeadlineSet)
            self.record(one, context.by)
            self.case, self.stand = fold(self.entries), standing(self.entries)
            assert self.known != replace(was, seq=self.known.seq, trail=self.known.trail)
            self.grew(was, self.entries[-1])
        # Nothing is left to be set: the deadlines are those that follow, all at once.
        assert followed(self.entries, (), context) == ()
        assert len(self.entries) == seq + len(deadlines)

    def record(self, new: NewEvent, by: str) -> None:
        """Write it down; what is written can be read again."""
        at = datetime.combine(self.today, time(12), UTC)
        seq = len(self.entries) + 1
        self.entries.append(
            Recorded(CASE_ID, seq, new.event, at, new.valid_from, by, new.proceeding)
        )
        stored_as, version, payload = encode(new.event)
        assert stored_as == name_of(new.event)
        assert decode(stored_as, version, payload.decode()) == new.event

    def moved(self, before: Case, entry: Recorded) -> None:
        """A step leads where the table says."""
        step = STEPS[name_of(entry.event)]
        if isinstance(entry.event, EntryWithdrawn):
            return
        self.grew(before, entry)
        if step.flows:
            one = self.known.proceeding(entry.proceeding or 0)
            was = next((p.status for p in before.proceedings if p.entry == one.entry), Status.NEW)
            place = step.flows[one.kind]
            assert one.status in {place.to or was, place.or_to or place.to or was}
            assert one.status is (step.leads_to(entry.event, place) or was)

    def grew(self, before: Case, entry: Recorded) -> None:
        """The fold of all is that of what was before, and one entry more."""
        if not self.about_nobody:
            assert bare(evolve(before, entry)) == bare(self.known)

    # ------------------------------------------------------------ what a machine may look at

    def after_refusal(self, command: Command, codes: set[str], belongs: Belongs) -> None:
        """A command was refused."""

    def after_event(self, before: Case, entry: Recorded, after: Case) -> None:
        """An event was recorded, before the deadlines that follow from it."""
