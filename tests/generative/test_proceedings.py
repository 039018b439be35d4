"""Several proceedings in one case, in whatever order: each keeps to itself.

An application, changes, follow-ups and complaints run side by side, are withdrawn and brought back.
"""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from kompas.casework import Amounts
from kompas.casework.case import Case, Proposal
from kompas.casework.commands import Decided, Refused, decide
from kompas.casework.context import Context
from kompas.casework.decision import DecisionKind
from kompas.casework.fold import fold
from kompas.casework.intervention import GIVING
from kompas.casework.record import Command, NewEvent, Recorded, name_of
from kompas.casework.steps import step_of
from kompas.casework.steps.assignment import Assigned
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.complaint import ComplaintReceived
from kompas.casework.steps.decision import DecisionTaken
from kompas.casework.steps.delay_notice import DelayNotified
from kompas.casework.steps.reopening import CaseReopened
from kompas.casework.steps.running_grant import RunningGrantTakenOver
from kompas.casework.steps.sending import LetterSent, SendLetter
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.casework.steps.withdrawal_proposal import WithdrawalProposed
from kompas.casework.trail import built_on
from kompas.casework.work_items import OPEN_CASE, PROPOSAL, RUNNING_HELP, work_items
from tests.generative.case_world import NO_PLACE, CaseWorld, bare, standing
from tests.spec.case.stories import by_two


class Proceedings(CaseWorld):
    """What holds between the proceedings of a case."""

    # ------------------------------------------------------------ what one does to another

    def after_event(self, before: Case, entry: Recorded, after: Case) -> None:
        """An entry of one proceeding leaves all others as they are, and so does its withdrawal."""
        event = entry.event
        if isinstance(event, EntryWithdrawn):
            self.after_withdrawal(before, entry, after)
        elif entry.proceeding is not None:
            assert _others(before, entry.proceeding) == _others(after, entry.proceeding)
        if isinstance(event, DelayNotified):
            assert after.proceeding(entry.proceeding or 0).decide_by == event.expected_on
        if isinstance(event, LetterSent):
            taken = after.proceeding(entry.proceeding or 0).decision
            assert taken is not None
            assert taken.changes == (before.help.entry if before.help else None)
        if isinstance(event, CaseReopened):
            self.after_reopening(before, after)
        if isinstance(event, ComplaintReceived):
            assert after.closed_on is None
            assert any(one.entry == event.decision and one.sent for one in before.decisions)

    def after_reopening(self, before: Case, after: Case) -> None:
        """Nothing is lost by the closing: what ended with it is where it was, all else as it is."""
        assert after.closed_on is None
        assert after.ended_on is None
        for was, now in zip(before.proceedings, after.proceedings, strict=True):
            if was.closed_by is not None and was.closed_by == before.ended_by:
                opened = (now.status, now.closed_on, now.closed_by, now.closed_from)
                assert opened == (was.closed_from, None, None, None)
                assert now.is_open
                assert now.decide_by == was.decide_by
            else:
                assert now == was

    def after_withdrawal(self, before: Case, entry: Recorded, after: Case) -> None:
        """It reaches what it is about and nothing else; undone at once, all is as it was."""
        about = self.about_in_the_end(entry)
        if about.seq > 1 and about.proceeding is not None:
            assert _others(before, about.proceeding) == _others(after, about.proceeding)
            opened = about.proceeding == about.seq
            there = {one.entry for one in after.proceedings}
            # What opened it takes out all of it, or brings all of it back.
            assert about.proceeding in there or opened
            assert not opened or (about.proceeding in there) is (about.seq not in after.withdrawn)
        if not self.brings_back(entry):
            undone = self.withdraws(entry.seq, Withdrawal.MISTAKE, after)
            proposed = about.event
            if isinstance(proposed, WithdrawalProposed) and proposed.seq in before.withdrawn:
                # What was proposed about is gone, and so is what the proposal would be for.
                assert isinstance(undone, Refused)
                assert [one.code for one in undone.reasons] == ["built_on_nothing"]
                return
            assert isinstance(undone, Decided), undone
            assert bare(self.ahead(undone.events)) == bare(before)

    def about_in_the_end(self, entry: Recorded) -> Recorded:
        """The entry that a withdrawal, or one of that, is about."""
        while isinstance(entry.event, EntryWithdrawn):
            entry = self.entries[entry.event.seq - 1]
        return entry

    def brings_back(self, entry: Recorded) -> bool:
        """Whether a withdrawal withdraws one."""
        named = entry.event.seq if isinstance(entry.event, EntryWithdrawn) else 0
        return isinstance(self.entries[named - 1].event, EntryWithdrawn)

    def withdraws(self, seq: int, reason: Withdrawal, case: Case) -> Decided | Refused:
        """What the core says when an entry is to be withdrawn."""
        command = EntryWithdrawn(seq=seq, reason=reason, why="Det var skrevet forkert.")
        others = tuple(one for one in case.proposals if one.about != seq)
        if by_two(replace(case, proposals=others), command):
            proposal = Proposal(
                entry=case.seq, about=seq, reason=reason.value, why="x", by="birk", asked=None
            )
            case = replace(case, proposals=(*others, proposal))
        return decide(case, command, Context(today=self.today, by="anna"))

    def ahead(self, new: Sequence[NewEvent]) -> Case:
        """The case as it would be with events that are not recorded."""
        return fold([*self.entries, *self.coming(self.entries, new)])

    def coming(self, entries: Sequence[Recorded], new: Sequence[NewEvent]) -> list[Recorded]:
        """Events as they would be recorded."""
        last = entries[-1]
        return [
            replace(last, seq=seq, event=one.event, proceeding=one.proceeding)
            for seq, one in enumerate(new, last.seq + 1)
        ]

    def after_refusal(self, command: Command, codes: set[str], belongs: object) -> None:
        """A letter is refused where other help runs than that which its decision changes."""
        if isinstance(command, SendLetter) and not codes & {*NO_PLACE, "not_coded"}:
            fitting = [one for one in self.known.proceedings if one.status.value == "decided"]
            on = next(
                one for one in fitting if not isinstance(belongs, int) or one.entry == belongs
            )
            assert on.decision is not None
            running = self.known.help.entry if self.known.help else None
            assert ("help_has_changed" in codes) is (on.decision.changes != running)

    # ------------------------------------------------------------ what would have to go first

    @rule(data=st.data())
    def somebody_asks_what_must_go_first(self, data: st.DataObject) -> None:
        """In the order that is named each can be withdrawn, and then the entry itself."""
        stand = [e.seq for e in self.stand if e.seq > 1 and step_of(e.event).asked]
        stand = [s for s in stand if not isinstance(self.entries[s - 1].event, WithdrawalProposed)]
        if not stand or self.about_nobody:
            return
        seq = data.draw(st.sampled_from(stand))
        first = built_on(self.known.trail, seq)
        assert first == tuple(sorted(first, reverse=True))
        entries, case = list(self.entries), self.known
        brings_back = self.brings_back(self.entries[seq - 1])
        for one in (*first, *(() if brings_back else (seq,))):
            made = self.withdraws(one, Withdrawal.WRONG_CITIZEN, case)
            if isinstance(made, Refused):
                # What it rested on went another way before.
                assert {reason.code for reason in made.reasons} == {"built_on_nothing"}
                assert isinstance(self.entries[one - 1].event, EntryWithdrawn)
                return
            entries += self.coming(entries, made.events)
            case = fold(entries)
        self.only_what_names_it(seq, first)

    def only_what_names_it(self, seq: int, first: tuple[int, ...]) -> None:
        """Of another proceeding only what names the entry, and what is built on that."""
        about = self.about_in_the_end(self.entries[seq - 1])
        if about.proceeding is None:
            return
        reached = {about.proceeding}
        for one in reversed(first):
            entry = self.entries[one - 1]
            if entry.proceeding is not None and entry.proceeding not in reached:
                named = step_of(entry.event).names(entry.event)
                owners = {self.entries[name - 1].proceeding for name in named}
                assert owners & reached or about.seq in named
                reached.add(entry.proceeding)

    @rule(data=st.data())
    def somebody_looks_whether_an_entry_is_locked(self, data: st.DataObject) -> None:
        """A sending locks what came before it in its proceeding, and what is the case's."""
        if self.case is None or self.about_nobody:
            return
        stand = [e for e in self.stand if step_of(e.event).asked]
        stand = [e for e in stand if not isinstance(e.event, WithdrawalProposed)]
        entry = data.draw(st.sampled_from(stand))
        about = self.about_in_the_end(entry)
        own = [
            sending.seq
            for sending in self.stand
            if isinstance(sending.event, LetterSent)
            and about.proceeding in (None, sending.proceeding)
        ]
        made = self.withdraws(entry.seq, Withdrawal.MISTAKE, self.case)
        codes = {reason.code for reason in made.reasons} if isinstance(made, Refused) else set()
        locked = any(entry.seq <= seq for seq in own)
        assert ("already_sent" in codes) is (locked and entry.seq > 1)

    # ------------------------------------------------------------ what always holds

    @invariant()
    def the_help_is_what_the_last_sent_decision_says(self) -> None:
        expected: tuple[int, Amounts] | None = None
        stopped: tuple[int, Amounts] | None = None
        for entry in self.stand:
            if isinstance(entry.event, RunningGrantTakenOver):
                expected = entry.seq, entry.event.extent
            elif isinstance(entry.event, CaseClosed):
                stopped, expected = expected or stopped, None
            elif isinstance(entry.event, CaseReopened):
                expected = stopped if entry.event.help_resumes else expected
                stopped = None
            elif isinstance(entry.event, LetterSent):
                decision = self.decision_of(entry).decision
                if decision.kind in GIVING:
                    expected = entry.seq, decision.granted
                elif decision.kind is DecisionKind.TERMINATION:
                    expected = None
        running = [one for one in self.known.interventions if one.running]
        assert [(one.entry, one.extent) for one in running] == ([expected] if expected else [])
        assert self.known.grant == (expected[1] if expected else None)
        assert all(one.ends_on for one in self.known.interventions if not one.running)

    def decision_of(self, sending: Recorded) -> DecisionTaken:
        """The decision that a letter told."""
        for entry in reversed(self.stand[: self.stand.index(sending)]):
            if entry.proceeding == sending.proceeding and isinstance(entry.event, DecisionTaken):
                return entry.event
        raise AssertionError(sending)

    @invariant()
    def a_case_is_open_while_anything_is(self) -> None:
        case = self.known
        assert case.closed_on is None or not (case.open_proceedings or case.help)
        ended = any(isinstance(entry.event, CaseClosed) for entry in self.stand)
        if case.closed_on is not None:
            names = {name_of(entry.event) for entry in self.stand}
            assert ended or self.about_nobody or "proceeding_closed" in names
        for one in case.proceedings:
            assert (one.closed_on is None) is one.is_open

    @invariant()
    def each_proceeding_has_one_line_of_work(self) -> None:
        case, items = self.known, work_items(self.known)
        asked = [item for item in items if item.kind == PROPOSAL]
        assert [item.entry for item in asked] == [one.entry for one in case.open_proposals]
        items = tuple(item for item in items if item not in asked)
        if case.closed_on is not None:
            assert items == ()
            return
        lines = [item.entry for item in items if item.kind not in (RUNNING_HELP, OPEN_CASE)]
        assert lines == [one.entry for one in case.open_proceedings]
        others = [item.kind for item in items[len(lines) :]]
        assert others in ([], [RUNNING_HELP], [OPEN_CASE])
        assert items or case.seq == 0
        for item in items:
            assert item.handlers == case.handlers
            assert (item.due_on is None) is (item.due_why is None)

    @invariant()
    def all_who_handle_something_may_see_it(self) -> None:
        case = self.known
        named = {case.assigned_to, *(one.assigned_to for one in case.open_proceedings)}
        assert set(case.handlers) == {name for name in named if name}
        for entry in self.stand:
            assert (
                entry.proceeding is None
                or step_of(entry.event).flows
                or (isinstance(entry.event, Assigned) or not step_of(entry.event).asked)
            )

    @invariant()
    def each_clock_is_its_own(self) -> None:
        for one in self.known.proceedings:
            told = [
                entry.event.expected_on
                for entry in self.stand
                if isinstance(entry.event, DelayNotified) and entry.proceeding == one.entry
            ]
            day = one.deadline.day if one.deadline else None
            assert one.decide_by == (told[-1] if told else day)
            assert one.deadline is None or one.deadline.counted_from == one.opened_on

    @invariant()
    def a_complaint_is_about_a_decision_that_stands(self) -> None:
        taken = {one.entry for one in self.known.decisions}
        assert all(one.about is None or one.about in taken for one in self.known.proceedings)

    @invariant()
    def who_stands_is_found_the_slow_way(self) -> None:
        assert [one.seq for one in standing(self.entries)] == [
            one.seq for one in self.entries if one.seq not in self.known.withdrawn
        ]


def _others(case: Case, proceeding: int) -> list[object]:
    return [one for one in case.proceedings if one.entry != proceeding]


TestCase = Proceedings.TestCase
TestCase.settings = settings(max_examples=50, stateful_step_count=35, deadline=None)
