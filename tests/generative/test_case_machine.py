"""Whatever people ask for, in whatever order: the case stays one that the table knows.

The pure core alone, without a database. Commands are drawn at random, allowed and forbidden, with
blank texts and days to come; each text carries a mark of its own, by which it is found again in
the case, or not.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kompas.casework import (
    Citizen,
    Decision,
    DecisionForm,
    DecisionKind,
    Evidence,
    EvidenceKind,
    Extent,
    steps,
)
from kompas.casework.case import Case, _changes, due, fold, summary
from kompas.casework.commands import Context, Decided, Refused, SendLetter, TakeDecision, decide
from kompas.casework.record import EVENTS, Recorded, name_of
from kompas.casework.status import LAST_FIRST, STEPS, Status
from kompas.norms import Library, load
from kompas.wire.events import decode, encode

CASE_ID = UUID(int=1)
SERVICE, MUNICIPALITIES = "activity_and_social", ("vejen", "copenhagen")
OPENING = ("application_received", "running_grant_taken_over")
PEOPLE = ("anna", "birk", "carla")
FIRST_DAY = date(2026, 2, 26)
FACTS: Mapping[str, tuple[Any, ...]] = {
    "housing": ("own_home", "long_term_stay", "castle"),
    "vum_level": ("D2", "C3", 7),
    "considerably_reduced_capacity": (True, False, "maybe"),
    "shoe_size": (42,),
}

Draw = Callable[[st.SearchStrategy[Any]], Any]


@cache
def library() -> Library:
    return load()


class Pen:
    """Writes one command: days around today, texts with a mark that nothing else carries.

    A careful pen takes the first of what it may choose from, and writes what is well formed.
    """

    def __init__(self, draw: Draw, mark: str, case: Case | None, today: date, care: bool) -> None:
        self.draw, self.mark, self.case, self.today, self.care = draw, mark, case, today, care

    def one(self, *values: Any) -> Any:
        return values[0] if self.care else self.draw(st.sampled_from(values))

    def any(self, *values: Any) -> Any:
        return self.draw(st.sampled_from(values))

    def text(self) -> str:
        """Mostly something; now and then nothing, or signs that are seldom written."""
        kind = self.draw(st.integers(0, 9))
        if kind == 0 and not self.care:
            return str(self.any("", " ", "\n"))
        odd: str = self.draw(st.text(max_size=5)) if kind == 1 else ""
        return self.mark + odd

    def day(self) -> date:
        return self.today - timedelta(days=self.draw(st.integers(0 if self.care else -1, 20)))

    def later(self) -> date:
        return self.today + timedelta(days=self.draw(st.integers(1 if self.care else -1, 60)))

    def extent(self) -> Extent:
        return Extent(days_per_week=self.one(3, 5, None), hours_per_week=self.one(None, Decimal(9)))

    def hearing(self) -> int | None:
        """A hearing to answer; none in particular; or, without care, just any entry."""
        sent = [one.seq for one in self.case.hearings] if self.case else []
        known: int | None = self.any(None, *sent)
        return known if self.care or known else self.any(None, 1)

    def entry(self) -> int:
        """An entry to withdraw: with care one that stands, the newest steps first."""
        case = self.case
        if case is None or not self.care:
            return int(self.draw(st.integers(-1, case.seq + 1 if case else 1)))
        stand = [p for p in case.trail if p.seq not in case.withdrawn]
        steps_taken = [p for p in stand if p.name in LAST_FIRST] or stand
        return int(self.any(stand[-1].seq, steps_taken[-1].seq, self.any(*stand).seq))


def opening(pen: Pen) -> dict[str, Any]:
    return {
        "citizen": Citizen(name=pen.mark, cpr=pen.any(None, "7204801234")),
        "service": SERVICE,
        "municipality": pen.one(*MUNICIPALITIES),
        "unit": "handicap",
        "case_number": f"2026-{pen.draw(st.integers(1, 99))}",
    }


def application(pen: Pen) -> Any:
    consent = steps.Consent(scope=pen.text(), given_on=pen.day(), how="skriftligt")
    return steps.ApplicationReceived(
        **opening(pen),
        applied_for=pen.text(),
        channel=pen.any(*steps.Channel),
        received_on=pen.day(),
        on_behalf_by=pen.one(None, "Søsteren"),
        consent=pen.one(None, consent),
    )


def running_grant(pen: Pen) -> Any:
    return steps.RunningGrantTakenOver(
        **opening(pen),
        extent=pen.extent(),
        offer=pen.mark,
        granted_on=pen.day(),
        follow_up_due=pen.one(None, pen.later()),
    )


def panel_decided(pen: Pen) -> Any:
    return steps.PanelDecided(
        kind=pen.one(*DecisionKind),
        extent=pen.extent(),
        against_recommendation=pen.one(False, True),
        why=pen.text(),
    )


def recommendation(pen: Pen) -> Any:
    return steps.RecommendationMade(
        kind=pen.one(*DecisionKind), extent=pen.extent(), text=pen.text()
    )


def fact_noted(pen: Pen) -> Any:
    name = pen.any(*FACTS) if not pen.care else pen.any("housing", "vum_level")
    value = pen.any(*FACTS[name]) if not pen.care else pen.any(*FACTS[name][:2])
    return steps.FactNoted(name=name, value=value, source=pen.mark, dated=pen.day())


def evidence_added(pen: Pen) -> Any:
    paper = Evidence(
        id=pen.one(pen.mark, "note", "report"),
        kind=pen.one(*EvidenceKind),
        title=pen.mark,
        dated=pen.day(),
        known_to_party=pen.any(True, False),
        unfavourable=pen.any(True, False),
    )
    return steps.EvidenceAdded(evidence=paper)


def take_decision(pen: Pen) -> Any:
    return TakeDecision(
        decision=Decision(
            kind=pen.one(*DecisionKind),
            service=SERVICE,
            municipality=pen.one(*MUNICIPALITIES),
            decided_on=pen.one(pen.today, None, pen.later()),
            extent=pen.extent(),
            form=pen.any(None, *DecisionForm),
            applied_for=pen.mark,
        )
    )


def send_letter(pen: Pen) -> Any:
    return SendLetter(channel=pen.any(*steps.LetterChannel), sent_on=pen.one(pen.today, pen.day()))


COMMANDS: Mapping[str, Callable[[Pen], Any]] = {
    "application_received": application,
    "running_grant_taken_over": running_grant,
    "need_uncovered": lambda p: steps.NeedUncovered(
        reason=p.text(), need=p.text(), met_on=p.day(), present=(p.mark,)
    ),
    "referred_to_early_help": lambda p: steps.ReferredToEarlyHelp(to="§ 12", why=p.text()),
    "other_help_considered": lambda p: steps.OtherHelpConsidered(
        considered=("§ 85", p.mark), result=p.text()
    ),
    "fact_noted": fact_noted,
    "evidence_added": evidence_added,
    "need_assessed": lambda p: steps.NeedAssessed(
        vum_level="D2", capacity=p.text(), summary=p.text(), assessed_on=p.day()
    ),
    "action_plan_offered": lambda p: steps.ActionPlanOffered(
        offered_on=p.day(), accepted=p.any(True, False)
    ),
    "goals_set": lambda p: steps.GoalsSet(goals=(p.mark, p.text())),
    "recommendation_made": recommendation,
    "put_to_panel": lambda p: steps.PutToPanel(meets_on=p.later()),
    "panel_decided": panel_decided,
    "panel_deferred": lambda p: steps.PanelDeferred(missing=p.text()),
    "hearing_sent": lambda p: steps.HearingSent(
        evidence=p.one((), ("note",), ("gone",)), sent_on=p.day(), deadline_on=p.later()
    ),
    "hearing_answered": lambda p: steps.HearingAnswered(
        answer=p.text(), answered_on=p.day(), hearing_seq=p.hearing()
    ),
    "delay_notified": lambda p: steps.DelayNotified(
        why=p.text(), expected_on=p.later(), notified_on=p.day()
    ),
    "decision_taken": take_decision,
    "finding_overridden": lambda p: steps.FindingOverridden(
        code=p.one("duty_not_met", "other"), about=p.any("hours", "reasons"), why=p.text()
    ),
    "letter_made": lambda p: steps.LetterMade(document_sha256=p.mark, lix=30),
    "letter_sent": send_letter,
    "note_written": lambda p: steps.NoteWritten(text=p.mark),
    "document_attached": lambda p: steps.DocumentAttached(
        document_id=p.mark, title=p.mark, sha256="ab", dated=p.day()
    ),
    "entry_withdrawn": lambda p: steps.EntryWithdrawn(
        seq=p.entry(),
        reason=p.any(*steps.Withdrawal),
        why=p.text(),
    ),
    "assigned": lambda p: steps.Assigned(to=p.any(*PEOPLE)),
    "access_restricted": lambda p: steps.AccessRestricted(
        restricted=p.any(True, False), why=p.text()
    ),
    "case_closed": lambda p: steps.CaseClosed(why=p.text()),
}

FINDINGS = st.lists(
    st.builds(
        steps.FindingKept,
        code=st.just("duty_not_met"),
        about=st.sampled_from(("hours", "reasons")),
        severity=st.sampled_from(("blocking", "open", "warning")),
        text=st.just("I udkastet mangler noget."),
        source=st.just("forvaltningsloven § 24"),
        can_be_overridden=st.booleans(),
    ),
    max_size=2,
)


def traced(findings: list[steps.FindingKept]) -> steps.Trace:
    return steps.Trace(norms=(), verdict="falls", findings=tuple(findings), explanation="{}")


def standing(entries: list[Recorded]) -> list[Recorded]:
    """The entries that stand, found the slow way: the newest withdrawal that stands, again and
    again, takes out what it names; one of the first entry takes out all that is older.
    """
    left = list(entries)
    for entry in reversed(entries):
        if isinstance(entry.event, steps.EntryWithdrawn) and entry in left:
            named = entry.event.seq
            gone = range(1, entry.seq) if named == 1 else range(named, named + 1)
            left = [other for other in left if other.seq not in gone]
    return left


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


class CaseMachine(RuleBasedStateMachine):
    """One case, the people around it, and the days as they pass."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Recorded] = []
        self.today = FIRST_DAY
        self.asked = 0
        self.case: Case | None = None
        self.stand: list[Recorded] = []
        self.made_for: dict[int, int] = {}

    @property
    def about_nobody(self) -> bool:
        """Whether the case was opened on the wrong citizen."""
        return not any(entry.seq == 1 for entry in self.stand)

    @property
    def status(self) -> Status:
        return self.case.status if self.case else Status.NEW

    @initialize(data=st.data(), opened=st.booleans())
    def begins(self, data: st.DataObject, opened: bool) -> None:
        if opened:
            self.asks(data, data.draw(st.sampled_from(OPENING)), care=True)

    @rule(data=st.data())
    def anybody_asks_for_anything(self, data: st.DataObject) -> None:
        self.asks(data, data.draw(st.sampled_from(sorted(COMMANDS))), care=False)

    @rule(data=st.data(), care=st.booleans())
    def somebody_goes_on(self, data: st.DataObject, care: bool) -> None:
        self.asks(data, data.draw(st.sampled_from(self.onward())), care=care)

    @rule(data=st.data())
    def somebody_does_the_next_thing_with_care(self, data: st.DataObject) -> None:
        self.asks(data, data.draw(st.sampled_from(self.onward())), care=True)

    @rule(data=st.data(), care=st.booleans())
    def somebody_adds_to_it(self, data: st.DataObject, care: bool) -> None:
        here = sorted(n for n, s in STEPS.items() if self.status in s.allowed and not s.to)
        self.asks(data, data.draw(st.sampled_from(here or OPENING)), care=care)

    @rule(data=st.data())
    def somebody_withdraws_an_entry(self, data: st.DataObject) -> None:
        self.asks(data, "entry_withdrawn", care=True)

    def onward(self) -> list[str]:
        """The events that lead on from here; a letter is made before it is sent."""
        names = [n for n, s in STEPS.items() if self.status in s.allowed and s.to]
        if self.status is Status.DECIDED:
            names += ["letter_made", "letter_made", "finding_overridden"]
        return sorted(set(names) - {"case_closed"}) or ["case_closed"]

    @rule(days=st.integers(1, 40))
    def days_pass(self, days: int) -> None:
        self.today += timedelta(days=days)

    def asks(self, data: st.DataObject, name: str, *, care: bool) -> None:
        """Ask the core, hold it to its word, and record what it says."""
        self.asked += 1
        pen = Pen(data.draw, f"mark{self.asked:03}/", self.case, self.today, care)
        command, context = COMMANDS[name](pen), self.context(data, care=care)
        before = self.case
        made = decide(before, command, context)
        assert decide(before, command, context) == made
        assert (fold(self.entries) if self.entries else None) == before
        if isinstance(made, Refused):
            self.was_refused(made, name)
        else:
            self.was_decided(made, name, context.by)

    def context(self, data: st.DataObject, *, care: bool) -> Context:
        draw = data.draw
        findings = draw(st.none() | FINDINGS) if not care else draw(FINDINGS)
        standard = library().standard(SERVICE, draw(st.sampled_from(MUNICIPALITIES)), self.today)
        return Context(
            today=self.today,
            by=draw(st.sampled_from(PEOPLE)),
            standard=standard if care else draw(st.sampled_from((standard, None))),
            deadline_weeks=draw(st.sampled_from((None, 8))),
            panel_required=not care and draw(st.booleans()),
            trace=None if findings is None else traced(findings),
        )

    def was_refused(self, made: Refused, name: str) -> None:
        assert made.reasons
        for reason in made.reasons:
            assert reason.code
            assert reason.text.strip()
            assert reason.remedy.strip()
        early = {"not_judged", "not_coded"}  # said before the order is looked at
        codes = {reason.code for reason in made.reasons}
        if not codes & early:
            assert ("out_of_order" in codes) is (self.status not in STEPS[name].allowed)

    def was_decided(self, made: Decided, name: str, by: str) -> None:
        (new,) = made.events
        assert name_of(new.event) == name
        assert self.status in STEPS[name].allowed
        status_before = self.status
        at = datetime.combine(self.today, time(12), UTC)
        seq = len(self.entries) + 1
        self.entries.append(Recorded(CASE_ID, seq, new.event, at, new.valid_from, by))
        self.case, self.stand = fold(self.entries), standing(self.entries)
        if name in ("letter_made", "finding_overridden"):
            self.made_for[seq] = self.decision_before(seq)
        if name != "entry_withdrawn":
            assert self.status is (STEPS[name].to or status_before)
        stored_as, version, payload = encode(new.event)
        assert stored_as == name
        assert decode(stored_as, version, payload.decode()) == new.event

    @invariant()
    def the_standing_steps_follow_the_table(self) -> None:
        status = Status.CLOSED if self.entries and self.about_nobody else Status.NEW
        for entry in self.stand:
            step = STEPS[name_of(entry.event)]
            if step.to is not None:
                assert status in step.allowed
                status = step.to
        assert self.status is status

    @invariant()
    def the_fold_is_the_standing_entries_one_by_one(self) -> None:
        if self.case is None or self.about_nobody:
            return
        case = Case(case_id=CASE_ID)
        for entry in self.stand:
            case = replace(case, **_changes(case, entry))
        whole = self.case
        assert replace(case, seq=whole.seq, withdrawn=whole.withdrawn, trail=whole.trail) == whole
        assert fold(self.entries, until=self.today) == self.case

    @invariant()
    def nothing_that_stands_is_lost(self) -> None:
        if self.case is None:
            return
        stand = [entry.event for entry in self.stand]
        notes = [e.text for e in stand if isinstance(e, steps.NoteWritten)]
        papers = [e for e in stand if isinstance(e, steps.DocumentAttached)]
        evidence = [e.evidence for e in stand if isinstance(e, steps.EvidenceAdded)]
        facts = {e.seq for e in self.stand if isinstance(e.event, steps.FactNoted)}
        heard = [e.seq for e in self.stand if isinstance(e.event, steps.HearingSent)]
        assert list(self.case.notes) == notes
        assert list(self.case.documents) == papers
        assert list(self.case.evidence) == evidence
        kept = [hearing.seq for hearing in self.case.hearings]
        assert kept == heard[len(heard) - len(kept) :]  # those of the last decision are over
        assert kept == heard or any(isinstance(e, steps.LetterSent) for e in stand)
        assert {k.seq for known in self.case.facts.values() for k in known} == facts
        assert [p.seq for p in self.case.trail] == list(range(1, len(self.entries) + 1))
        assert self.case.seq == len(self.entries)

    @invariant()
    def what_is_withdrawn_leaves_no_trace(self) -> None:
        if self.case is None:
            return
        stand = {entry.seq for entry in self.stand}
        gone = [entry for entry in self.entries if entry.seq not in stand]
        assert [entry.seq for entry in gone] == list(self.case.withdrawn)
        if not gone:
            return
        left = " ".join((*texts(self.case), summary(self.case).search_text))
        for entry in gone:
            marks = {text[:8] for text in texts(entry.event) if text.startswith("mark")}
            assert not [mark for mark in marks if mark in left]

    @invariant()
    def nothing_is_sent_over_an_open_finding(self) -> None:
        case = self.case
        if case is None or case.sent is None:
            return
        assert case.decision is not None
        assert case.letter is not None
        for kept in case.decision.trace.findings:
            if kept.severity == "blocking":
                assert kept.can_be_overridden
                assert (kept.code, kept.about) in case.overridden
        decided = max(e.seq for e in self.entries if e.event is case.decision)
        for entry in self.entries[decided:]:
            if isinstance(entry.event, steps.FindingOverridden):
                assert entry.by != case.decided_by

    def decision_before(self, seq: int) -> int:
        stand = [entry for entry in self.stand if entry.seq < seq]
        return max(e.seq for e in stand if isinstance(e.event, steps.DecisionTaken))

    @invariant()
    def a_letter_belongs_to_the_decision_it_was_made_for(self) -> None:
        for entry in self.stand:
            if entry.seq in self.made_for:
                assert self.decision_before(entry.seq) == self.made_for[entry.seq]

    @invariant()
    def the_summary_is_the_cases(self) -> None:
        if self.case is None:
            return
        row = summary(self.case)
        assert Status(row.status) is self.case.status
        assert (row.due_on, row.due_why) == due(self.case)
        assert (row.due_on is None) is (row.due_why is None)
        assert row.case_number
        assert row.opened_on >= date(2026, 1, 1)
        assert (row.closed_on is None) is (self.case.status is not Status.CLOSED)
        assert bool(row.citizen_name) is not self.about_nobody


def test_every_event_is_asked_for() -> None:
    assert COMMANDS.keys() == EVENTS.keys()


TestCase = CaseMachine.TestCase
TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
