"""Whoever asks for whatever, in whatever order: the record in the database stays whole.

Random people, most of them without the right to do what they ask for, on a real database through
`act`. KOMPAS_TEST_MACHINE_EXAMPLES draws more of them.
"""

import os
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, time, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from kompas.accounts.access import Role, Viewer
from kompas.casework import Decision, steps
from kompas.casework.case import Case, fold, summary
from kompas.casework.commands import Refused, TakeDecision
from kompas.casework.record import Recorded, name_of
from kompas.casework.status import LAST_FIRST, STEPS, Status
from kompas.processes import may
from kompas.processes.act import Acted, act, perform
from kompas.processes.judging import replay
from kompas.processes.reading import NoSuchCase
from kompas.register import bulk, documents, log
from kompas.register.access import acting
from kompas.register.models import CaseSummary
from kompas.register.verify import verify
from tests.generative.test_case_machine import COMMANDS, OPENING, Pen, library
from tests.processes.town import EAST, FOUR_DAYS, PEOPLE, WEST, WHOLE_DRAFT
from tests.register.cases import summarize
from tests.spec.case.stories import NOTES, TODAY
from tests.spec.soundness.drafts import FACTS

EXAMPLES = int(os.environ.get("KOMPAS_TEST_MACHINE_EXAMPLES", "25"))
STEPS_IN_EACH = 30
FIRST_DAY = TODAY
MUNICIPALITY = {WEST: "vejen", EAST: "copenhagen"}
VIEWERS = {name: Viewer(name, frozenset({place})) for name, place in PEOPLE.items()}
PAPERS = tuple(steps.EvidenceAdded(evidence=paper) for paper in NOTES)
INFORMED = tuple(
    steps.FactNoted(
        name=name, value=fact.value, source=fact.source or "Sagen", dated=fact.dated or TODAY
    )
    for name, fact in FACTS.items()
)
NEXT = {
    Status.NEW: "application_received",
    Status.RECEIVED: "need_uncovered",
    Status.RUNNING: "need_uncovered",
    Status.EARLY_HELP: "need_uncovered",
    Status.SENT: "need_uncovered",
    Status.INFORMED: "need_assessed",
    Status.ASSESSED: "recommendation_made",
    Status.RECOMMENDED: "put_to_panel",
    Status.AT_PANEL: "panel_decided",
    Status.PANEL_DECIDED: "decision_taken",
    Status.CLOSED: "note_written",
}
OMNISCIENT = Viewer("alle", frozenset({(Role.TEAM_LEAD, WEST), (Role.TEAM_LEAD, EAST)}))


class RecordMachine(RuleBasedStateMachine):
    """One case in the database, and everybody who works in the town."""

    def __init__(self) -> None:
        super().__init__()
        self.library = library()
        self.today = FIRST_DAY
        self.asked = 0
        self.entries: tuple[Recorded, ...] = ()
        self.older: list[tuple[Recorded, ...]] = []
        self.case: Case | None = None

    # ------------------------------------------------------------ what people do

    @initialize(data=st.data(), unit=st.sampled_from((WEST, EAST)), informed=st.booleans())
    def somebody_opens_a_case(self, data: st.DataObject, unit: str, informed: bool) -> None:
        self.unit = unit
        by = self.one_who_may(unit)
        self.asks(data, data.draw(st.sampled_from(OPENING)), by, care=True)
        for known in (*PAPERS, *INFORMED) if informed else PAPERS:
            made = act(self.id, known, VIEWERS[by], library=self.library, now=self.now)
            assert isinstance(made, Acted)
            self.was_done(made, name_of(known), VIEWERS[by])

    @rule(data=st.data(), by=st.sampled_from(sorted(PEOPLE)))
    def anybody_asks_for_anything(self, data: st.DataObject, by: str) -> None:
        self.asks(data, data.draw(st.sampled_from(sorted(COMMANDS))), by, care=False)

    @rule(data=st.data(), by=st.sampled_from(sorted(PEOPLE)), care=st.booleans())
    def somebody_goes_on(self, data: st.DataObject, by: str, care: bool) -> None:
        self.asks(data, data.draw(st.sampled_from(self.onward())), by, care=care)

    @rule(data=st.data())
    def one_who_may_goes_on_with_care(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(self.onward()))
        self.asks(data, name, self.one_who_may(self.unit, name), care=True)

    @rule(data=st.data(), times=st.integers(2, 9))
    def the_case_goes_straight_on(self, data: st.DataObject, times: int) -> None:
        """As most cases do: need, assessment, panel, decision, letter."""
        for _time in range(times):
            name, before = self.straight_on(), self.entries
            self.asks(data, name, self.one_who_may(self.unit, name), care=True)
            if self.entries == before:  # refused: something stands in the way
                return

    def straight_on(self) -> str:
        case = self.case
        if self.status is not Status.DECIDED or case is None or case.decision is None:
            return NEXT[self.status]
        for kept in case.decision.trace.findings:
            if kept.severity == "blocking" and (kept.code, kept.about) not in case.overridden:
                return "finding_overridden"
        return "letter_sent" if case.letter else "letter_made"

    @rule(data=st.data())
    def one_who_may_adds_to_it(self, data: st.DataObject) -> None:
        here = sorted(n for n, s in STEPS.items() if self.status in s.allowed and not s.to)
        name = data.draw(st.sampled_from(here or OPENING))
        self.asks(data, name, self.one_who_may(self.unit, name), care=True)

    @rule(days=st.integers(1, 40))
    def days_pass(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(data=st.data())
    def somebody_writes_from_an_old_page(self, data: st.DataObject) -> None:
        """Who did not see the newest entry records nothing, and is told so."""
        if not self.older:
            return
        stale = data.draw(st.sampled_from(self.older))
        by = VIEWERS[self.one_who_may(self.unit)]
        note = steps.NoteWritten(text="Skrevet på en gammel side.")
        try:
            with acting(by):
                outcome = perform(stale, note, by, library=self.library, now=self.now)
        except log.Conflict as conflict:
            assert conflict.found == len(self.entries)  # noqa: PT017 - it may be refused instead
        else:
            assert isinstance(outcome, Refused), "both writers won"

    # ------------------------------------------------------------ how they ask

    @property
    def status(self) -> Status:
        return self.case.status if self.case else Status.NEW

    @property
    def id(self) -> UUID:
        assert self.case is not None
        return self.case.case_id

    @property
    def now(self) -> datetime:
        return datetime.combine(self.today, time(12), UTC) + timedelta(seconds=self.asked)

    def one_who_may(self, unit: str, name: str = "note_written") -> str:
        wrote = self.case.decided_by if self.case and name == "finding_overridden" else None
        able = [n for n, v in VIEWERS.items() if may.refusal(v, name, unit) is None and n != wrote]
        seeing = [n for n in able if self.sees(VIEWERS[n])]
        return (seeing or able)[0]

    def sees(self, viewer: Viewer) -> bool:
        case = self.case
        return case is None or viewer.may_see(
            case.unit, case.assigned_to, restricted=case.restricted
        )

    def onward(self) -> list[str]:
        names = {n for n, s in STEPS.items() if self.status in s.allowed and s.to}
        if self.status is Status.DECIDED:
            names |= {"letter_made", "finding_overridden"}
        return sorted(names - {"case_closed"}) or ["case_closed"]

    def asks(self, data: st.DataObject, name: str, by: str, *, care: bool) -> None:
        self.asked += 1
        pen = Pen(data.draw, f"mark{self.asked:03}/", self.case, self.today, care)
        command = self.of_this_town(data, COMMANDS[name](pen), care=care)
        viewer, known = VIEWERS[by], self.sees(VIEWERS[by])
        case_id = self.case.case_id if self.case else None
        try:
            made = act(case_id, command, viewer, library=self.library, now=self.now)
        except NoSuchCase:
            assert not known
        else:
            assert known
            if isinstance(made, Refused):
                self.was_refused(made)
            else:
                self.was_done(made, name, viewer)

    def of_this_town(self, data: st.DataObject, command: Any, *, care: bool) -> Any:
        """Openings name the unit, and now and then another's norms; with care, what could hold."""
        if isinstance(command, steps.ApplicationReceived | steps.RunningGrantTakenOver):
            place = MUNICIPALITY[self.unit]
            other = data.draw(st.sampled_from((place, *MUNICIPALITY.values())))
            return replace(
                command,
                unit=self.unit,
                municipality=place if care else other,
                case_number=f"2026-{CaseSummary.objects.count()}",
            )
        if isinstance(command, steps.Assigned) and care:
            return replace(command, to=self.one_who_may(self.unit))
        if isinstance(command, steps.LetterMade) and care and self.case is not None:
            return replace(command, document_sha256=self.kept_file(command.document_sha256))
        if isinstance(command, TakeDecision) and care:
            return TakeDecision(decision=self.sound_draft())
        if isinstance(command, steps.FindingOverridden) and self.case and self.case.decision:
            for kept in self.case.decision.trace.findings:
                if (kept.code, kept.about) not in self.case.overridden:
                    return replace(command, code=kept.code, about=kept.about)
        return command

    def kept_file(self, says: str) -> str:
        """The hash of a file that the case has: a letter is recorded of nothing else."""
        with acting(OMNISCIENT):
            kept = documents.add(self.id, "Brev", BytesIO(says.encode()), "alle", self.now)
        return kept.sha256

    def sound_draft(self) -> Decision:
        """A draft that stands where the facts are known, as the panel decided where it did."""
        panel = self.case.panel if self.case else None
        extent = FOUR_DAYS if self.unit == EAST else WHOLE_DRAFT.extent
        return replace(
            WHOLE_DRAFT,
            kind=panel.kind if panel else WHOLE_DRAFT.kind,
            municipality=MUNICIPALITY[self.unit],
            decided_on=self.today,
            extent=replace(extent, days_per_week=panel.extent.days_per_week) if panel else extent,
        )

    # ------------------------------------------------------------ what must hold

    def was_refused(self, made: Refused) -> None:
        assert made.reasons
        for reason in made.reasons:
            assert reason.code
            assert reason.text.strip()
            assert reason.remedy.strip()

    def was_done(self, made: Acted, name: str, by: Viewer) -> None:
        (entry,) = made.events
        assert name_of(entry.event) == name
        assert self.status in STEPS[name].allowed
        assert may.refusal(by, name, self.unit) is None
        before = self.status
        if self.entries:
            self.older.append(self.entries)
        self.entries = (*self.entries, entry)
        self.case = made.case
        assert (entry.seq, entry.by) == (len(self.entries), by.username)
        if name != "entry_withdrawn":
            assert self.status is (STEPS[name].to or before)
        if isinstance(entry.event, steps.DecisionTaken):
            assert replay(entry.event, self.library).differences == ()

    @invariant()
    def the_database_holds_what_was_done_and_nothing_else(self) -> None:
        stored = self.stored()
        assert stored == self.entries
        if stored:
            assert fold(stored) == self.case
        if self.case is not None:
            line = asdict(summary(self.case))
            del line["search_text"]
            line["meetings"] = " ".join(day.isoformat() for day in line["meetings"])
            (row,) = CaseSummary.objects.filter(pk=self.id)
            assert {name: getattr(row, name) for name in line} == line

    def stored(self) -> tuple[Recorded, ...]:
        if self.case is None:
            return ()
        with acting(OMNISCIENT):
            return log.load(self.case.case_id)

    @invariant()
    def nothing_is_sent_over_an_open_finding(self) -> None:
        case = self.case
        if case is None or case.sent is None or case.decision is None:
            return
        assert case.letter is not None
        for kept in case.decision.trace.findings:
            if kept.severity == "blocking":
                assert kept.can_be_overridden
                assert (kept.code, kept.about) in case.overridden

    @invariant()
    def what_is_recorded_of_a_file_is_of_one_that_the_case_has(self) -> None:
        named = {
            entry.event.document_sha256
            for entry in self.entries
            if isinstance(entry.event, steps.LetterMade)
        }
        if named:
            with acting(OMNISCIENT):
                assert named <= {kept.sha256 for kept in documents.of_case(self.id)}

    @invariant()
    def where_the_panel_decides_it_decided(self) -> None:
        if self.case and self.case.decision and self.unit == EAST:
            assert self.case.panel is not None

    def teardown(self) -> None:
        """The whole record: every day of it, the lists made again, and the chains."""
        if self.case is None:
            return
        for day in {entry.recorded_at.date() for entry in self.entries}:
            with acting(OMNISCIENT):
                known = log.as_known(self.case.case_id, day)
            assert fold(known) == fold(self.entries, until=day)
        lines = _lines()
        assert bulk.rebuild(summarize) == len(lines)
        assert _lines() == lines
        assert list(verify()) == []


def _lines() -> Sequence[Any]:
    return list(CaseSummary.objects.order_by("case_id").values_list())


@pytest.mark.usefixtures("town")
def test_the_record_stays_whole() -> None:
    run_state_machine_as_test(
        RecordMachine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS_IN_EACH,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_every_step_that_leads_on_is_drawn() -> None:
    assert COMMANDS.keys() >= LAST_FIRST
