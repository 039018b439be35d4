"""Whatever people ask for, in whatever order: the case stays one that the table knows.

Every command there is, allowed and forbidden, with blank texts and days to come, with and without
its proceeding named.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from hypothesis import settings
from hypothesis.stateful import invariant

from kompas.casework.case import Case
from kompas.casework.findable import findable
from kompas.casework.fold import evolve, fold
from kompas.casework.intervention import Outstanding
from kompas.casework.outstanding import STEP_OF, outstanding
from kompas.casework.record import EVENTS, Event, Recorded, danish_day, name_of
from kompas.casework.status import Status
from kompas.casework.steps import STEPS
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.decision import DecisionTaken
from kompas.casework.steps.document import DocumentAttached
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.follow_up import FollowUpHeld
from kompas.casework.steps.goals import GoalsSet
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.hearing_answer import HearingAnswered
from kompas.casework.steps.information_answer import InformationReceived
from kompas.casework.steps.information_request import InformationRequested
from kompas.casework.steps.letter import LetterMade
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.override import FindingOverridden
from kompas.casework.steps.reopening import CaseReopened
from kompas.casework.steps.sending import LetterSent
from kompas.casework.summary import due, summary
from kompas.casework.taken_decision import TakenDecision
from kompas.casework.work_items import FOLLOWED_UP, RUNNING_HELP, work_items
from tests.generative.case_pens import COMMANDS
from tests.generative.case_world import CASE_ID, CaseWorld, bare, texts

_OF_DECISION = (DecisionTaken, FindingOverridden, LetterMade, LetterSent)


class CaseMachine(CaseWorld):
    """What holds of every case, however it came about."""

    def __init__(self) -> None:
        super().__init__()
        self.made_for: dict[int, int] = {}

    def after_event(self, before: Case, entry: Recorded, after: Case) -> None:
        """Note for which decision a letter, a sending or an override was made."""
        del before, after
        if isinstance(entry.event, _OF_DECISION[1:]):
            self.made_for[entry.seq] = self.decision_before(entry)

    def of(self, proceeding: int) -> Iterable[Recorded]:
        """What stands in a proceeding."""
        return (entry for entry in self.stand if entry.proceeding == proceeding)

    def decision_before(self, of: Recorded) -> int:
        """The decision of its proceeding that stood when an entry was made."""
        stand = (entry for entry in self.of(of.proceeding or 0) if entry.seq < of.seq)
        return max(entry.seq for entry in stand if isinstance(entry.event, DecisionTaken))

    @invariant()
    def the_standing_steps_follow_the_table(self) -> None:
        statuses: dict[int, Status] = {}
        for entry in self.stand:
            step, on = STEPS[name_of(entry.event)], entry.proceeding
            if isinstance(entry.event, CaseClosed):
                for one in self.known.proceedings:
                    if one.entry in statuses and _goes_on(statuses[one.entry]):
                        statuses[one.entry] = Status.CLOSED
            elif isinstance(entry.event, CaseReopened):
                statuses |= self.where_it_stood_at_its_end(entry.seq)
            elif step.flows and on is not None:
                place = step.flows[self.known.proceeding(on).kind]
                assert statuses.get(on, Status.NEW) in place.allowed
                assert (on in statuses) is (on != entry.seq)
                statuses[on] = step.leads_to(entry.event, place) or statuses[on]
        assert {one.entry: one.status for one in self.known.proceedings} == statuses

    def where_it_stood_at_its_end(self, reopened: int) -> dict[int, Status]:
        """The proceedings that ended with the case that an entry opens again, by their last status
        before: the case of the entries before its end has them open still.
        """
        case = Case(case_id=CASE_ID)
        for entry in self.stand:
            if entry.seq < reopened:
                case = evolve(case, entry)
        found: dict[int, Status] = {}
        for one in case.proceedings:
            if one.closed_by is not None and one.closed_by == case.ended_by:
                assert one.closed_from is not None
                found[one.entry] = one.closed_from
        return found

    @invariant()
    def the_fold_is_the_standing_entries_one_by_one(self) -> None:
        if self.case is None or self.about_nobody:
            return
        case = Case(case_id=CASE_ID)
        for entry in self.stand:
            case = evolve(case, entry)
        assert bare(case) == bare(self.case)
        assert fold(self.entries, until=self.today) == self.case

    @invariant()
    def what_was_known_on_a_day_is_what_was_recorded_by_then(self) -> None:
        for middle in self.entries[len(self.entries) // 2 :][:1]:
            day = danish_day(middle.recorded_at)
            by_then = [one for one in self.entries if danish_day(one.recorded_at) <= day]
            assert by_then == self.entries[: len(by_then)]
            assert fold(self.entries, until=day) == fold(by_then)
            fold(self.entries, valid_on=day)

    @invariant()
    def nothing_that_stands_is_lost(self) -> None:
        if self.case is None:
            return
        stand = [entry.event for entry in self.stand]
        notes = [e.text for e in stand if isinstance(e, NoteWritten)]
        papers = [e for e in stand if isinstance(e, DocumentAttached)]
        evidence = [e.evidence for e in stand if isinstance(e, EvidenceAdded)]
        facts = {e.seq for e in self.stand if isinstance(e.event, FactNoted)}
        assert list(self.case.notes) == notes
        assert list(self.case.documents) == papers
        assert list(self.case.evidence) == evidence
        assert {k.seq for known in self.case.facts.values() for k in known} == facts
        assert [p.seq for p in self.case.trail] == list(range(1, len(self.entries) + 1))
        assert self.case.seq == len(self.entries)

    @invariant()
    def no_decision_letter_or_hearing_is_lost(self) -> None:
        for one in self.known.proceedings:
            made = list(self.of(one.entry))
            taken = [e for e in made if isinstance(e.event, DecisionTaken)]
            assert [d.entry for d in one.decisions] == [e.seq for e in taken]
            for decision in one.decisions:
                self.is_whole(decision, made)
            heard = [e.seq for e in made if isinstance(e.event, HearingSent)]
            assert [hearing.seq for hearing in one.hearings] == heard
            for entry in made:
                if isinstance(entry.event, HearingAnswered):
                    to = [h for h in one.hearings if h.seq == entry.event.hearing_seq]
                    assert [entry.event.answer in (h.answer or "") for h in to] == [True]
        every = [e.seq for e in self.stand if isinstance(e.event, DecisionTaken)]
        assert [one.entry for one in self.known.decisions] == every

    @invariant()
    def the_goals_are_those_that_were_said_last(self) -> None:
        goals: tuple[str, ...] = ()
        for entry in self.stand:
            if isinstance(entry.event, GoalsSet):
                goals = entry.event.goals
            elif isinstance(entry.event, FollowUpHeld):
                goals = entry.event.goals_after
        assert self.known.goals == goals
        held = {e.seq: e.event for e in self.stand if isinstance(e.event, FollowUpHeld)}
        kept = {one.entry: one.follow_up for one in self.known.proceedings if one.follow_up}
        assert kept == held

    @invariant()
    def what_help_lacks_is_seen_until_it_is_done_or_reasoned_away(self) -> None:
        lacking = outstanding(self.known)
        running = self.known.help
        assert running is not None or lacking == ()
        if running is None or self.known.closed_on is not None:
            return
        assert (Outstanding.FOLLOW_UP in lacking) is (running.follow_up_due is None)
        if running.decision is not None and not self.known.goals:
            assert (Outstanding.GOALS in lacking) is (Outstanding.GOALS not in running.done_without)
        own = [item for item in work_items(self.known) if item.kind == RUNNING_HELP]
        for item in own:
            assert item.next_step == (STEP_OF[lacking[0]] if lacking else FOLLOWED_UP)

    @invariant()
    def every_request_stands_with_its_own_answers_and_none_drops_another(self) -> None:
        for one in self.known.proceedings:
            made = list(self.of(one.entry))
            asked = [e.seq for e in made if isinstance(e.event, InformationRequested)]
            assert [request.seq for request in one.requests] == asked
            came = [e.event for e in made if isinstance(e.event, InformationReceived)]
            for request in one.requests:
                own = [event for event in came if event.request == request.seq]
                assert request.is_open == (not own)
                assert all(event.answer in request.answer for event in own)
            due = {request.seq for request in one.requests_due()}
            assert due <= {request.seq for request in one.requests if request.is_open}
            if one.is_open and one.decision is None:
                assert due == {request.seq for request in one.requests if request.is_open}

    def is_whole(self, decision: TakenDecision, made: list[Recorded]) -> None:
        """A decision is as it was taken, with the last letter made of it and its sending."""
        own = [e for e in made if self.made_for.get(e.seq) == decision.entry]
        letters = [e.event for e in own if isinstance(e.event, LetterMade)]
        sendings = [e.event for e in own if isinstance(e.event, LetterSent)]
        passed = [e.event for e in own if isinstance(e.event, FindingOverridden)]
        assert decision.letter == (letters[-1] if letters else None)
        assert decision.sent == (sendings[-1] if sendings else None)
        assert list(decision.overridden) == [(e.code, e.about) for e in passed]
        assert decision.complaint is None or decision.sent is not None
        taken = next(e for e in made if e.seq == decision.entry)
        assert isinstance(taken.event, DecisionTaken)
        assert decision.decision == taken.event.decision
        assert (decision.trace, decision.taken_by) == (taken.event.trace, taken.by)

    @invariant()
    def what_is_withdrawn_leaves_no_trace(self) -> None:
        if self.case is None:
            return
        stand = {entry.seq for entry in self.stand}
        gone = [entry for entry in self.entries if entry.seq not in stand]
        assert [entry.seq for entry in gone] == list(self.case.withdrawn)
        if not gone:
            return
        left = " ".join((*texts(self.case), findable(self.case, self.entries).words))
        for entry in gone:
            marks = {text[:8] for text in own_texts(entry.event) if text.startswith("mark")}
            assert not [mark for mark in marks if mark in left]

    @invariant()
    def nothing_is_sent_over_an_open_finding(self) -> None:
        for taken in (one for one in self.known.decisions if one.sent):
            assert taken.letter is not None
            for kept in taken.trace.findings:
                if kept.severity == "blocking":
                    assert kept.can_be_overridden
                    assert (kept.code, kept.about) in taken.overridden
            for entry in self.of(taken.proceeding):
                if isinstance(entry.event, FindingOverridden):
                    assert self.made_for[entry.seq] != taken.entry or entry.by != taken.taken_by

    @invariant()
    def a_letter_belongs_to_the_decision_it_was_made_for(self) -> None:
        for entry in self.stand:
            if entry.seq in self.made_for:
                assert self.decision_before(entry) == self.made_for[entry.seq]

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
        assert self.case.status is not Status.NEW


def own_texts(event: Event) -> list[str]:
    """The texts that an event says first: a follow-up names the goals of an earlier one."""
    if isinstance(event, FollowUpHeld):
        event = replace(event, goals=tuple(replace(one, goal="") for one in event.goals))
    return texts(event)


def _goes_on(status: Status) -> bool:
    return status not in {Status.SENT, Status.BOARD_DECIDED, Status.CLOSED}


def test_every_event_is_asked_for() -> None:
    assert COMMANDS.keys() == {name for name, step in STEPS.items() if step.asked}
    assert EVENTS.keys() - COMMANDS.keys() == {"deadline_set"}


TestCase = CaseMachine.TestCase
TestCase.settings = settings(max_examples=50, stateful_step_count=35, deadline=None)
