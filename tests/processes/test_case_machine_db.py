"""Whoever asks for whatever, in whatever order: the record in the database stays whole.

Random people, most of them without the right to do what they ask for, on a real database through
`act`; the rules are those of the machine on the pure core (`tests.generative.case_world`).
KOMPAS_TEST_MACHINE_EXAMPLES draws more of them.
"""

import os
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, time, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from kompas.accounts.access import Staff
from kompas.accounts.roles import Role
from kompas.casework import Decision
from kompas.casework.agenda_items import agenda_items
from kompas.casework.case import Case
from kompas.casework.commands import Belongs, Refused, place
from kompas.casework.findable import findable
from kompas.casework.flows import DECIDING
from kompas.casework.fold import fold
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Command, Recorded, name_of
from kompas.casework.status import Status
from kompas.casework.step import Here
from kompas.casework.steps import STEPS
from kompas.casework.steps.application import ApplicationReceived
from kompas.casework.steps.assignment import Assigned
from kompas.casework.steps.deadline import DeadlineSet
from kompas.casework.steps.decision import DecisionTaken, TakeDecision
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.letter import LetterMade
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.override import FindingOverridden
from kompas.casework.steps.running_grant import RunningGrantTakenOver
from kompas.casework.summary import summary
from kompas.casework.work_items import work_items
from kompas.processes import permissions, reading
from kompas.processes.act import Acted, act, perform
from kompas.processes.judgement import replay
from kompas.processes.reading import NoSuchCase
from kompas.register import bulk, documents, log
from kompas.register.access import acting
from kompas.register.models import AgendaItem, CaseSearch, CaseSummary, WorkItem
from kompas.register.verify import verify
from tests.generative.case_pens import COMMANDS, Pen
from tests.generative.case_world import OPENING, STARTS, CaseWorld, fits, library, standing
from tests.processes.town import EAST, FOUR_DAYS, PEOPLE, WEST, WHOLE_DRAFT
from tests.spec.case.stories import NOTES, TODAY
from tests.spec.soundness.drafts import FACTS

EXAMPLES = int(os.environ.get("KOMPAS_TEST_MACHINE_EXAMPLES", "25"))
STEPS_IN_EACH = 30
FIRST_DAY = TODAY
MUNICIPALITY = {WEST: "vejen", EAST: "copenhagen"}
VIEWERS = {name: Staff(name, frozenset({where})) for name, where in PEOPLE.items()}
PAPERS = tuple(EvidenceAdded(evidence=paper) for paper in NOTES)
INFORMED = tuple(
    FactNoted(name=name, value=fact.value, source=fact.source or "Sagen", dated=fact.dated or TODAY)
    for name, fact in FACTS.items()
)
NEXT = {
    Status.RECEIVED: "need_uncovered",
    Status.REMITTED: "need_uncovered",
    Status.EARLY_HELP: "need_uncovered",
    Status.INFORMED: "need_assessed",
    Status.ASSESSED: "recommendation_made",
    Status.RECOMMENDED: "put_to_panel",
    Status.AT_PANEL: "panel_decided",
    Status.PANEL_DECIDED: "decision_taken",
    Status.COMPLAINED: "complaint_reviewed",
    Status.REVIEWED: "complaint_forwarded",
    Status.AT_BOARD: "board_decided",
}
"""As most proceedings go: need, assessment, panel, decision, letter; or review and board."""
BY_PANEL = ("recommendation_made", "put_to_panel", "panel_decided")
OMNISCIENT = Staff("alle", frozenset({(Role.TEAM_LEAD, WEST), (Role.TEAM_LEAD, EAST)}))


def stored(line: Any) -> dict[str, Any]:
    """A row as it must be stored, by its columns."""
    named = asdict(line).items()
    return {name: [*value] if isinstance(value, tuple) else value for name, value in named}


class RecordMachine(CaseWorld):
    """One case in the database, and everybody who works in the town."""

    def __init__(self) -> None:
        super().__init__()
        self.library = library()
        self.today = FIRST_DAY
        self.unit = WEST
        self.older: list[tuple[Recorded, ...]] = []

    # ------------------------------------------------------------ what people do

    @initialize(
        data=st.data(),
        unit=st.sampled_from((WEST, EAST)),
        start=st.sampled_from(STARTS),
        informed=st.booleans(),
    )
    def somebody_opens_a_case(
        self, data: st.DataObject, unit: str, start: Sequence[str], informed: bool
    ) -> None:
        """With its papers, and with its facts or not; and as far as it is to be at the start."""
        self.unit, self.municipality = unit, MUNICIPALITY[unit]
        first, *further = start or data.draw(st.sampled_from([(name,) for name in OPENING]))
        self.asks(data, first, care=True, plain=True)
        for known in (*PAPERS, *INFORMED) if informed or further else PAPERS:
            self.does(known)
        for name in further:
            before_it = BY_PANEL if name == "decision_taken" and unit == EAST else ()
            for one in (*before_it, name):
                entries = len(self.entries)
                self.asks(data, one, care=True, plain=True, belongs=self.newest_for(one))
                assert len(self.entries) > entries, one

    @initialize()
    def begins(self) -> None:
        """As above: the start of the machine on the core is another."""

    @rule(data=st.data())
    def a_proceeding_goes_straight_on(self, data: st.DataObject) -> None:
        """By who may, as far as it goes."""
        if not self.known.open_proceedings:
            return
        on = data.draw(st.sampled_from(self.known.open_proceedings)).entry
        for _time in range(len(NEXT)):
            one, before = self.known.proceeding(on), len(self.entries)
            name = self.straight_on(one)
            if name is None or not fits(STEPS[name], one):
                return
            self.asks(data, name, care=True, belongs=on)
            if len(self.entries) == before:  # refused: something stands in the way
                return

    def straight_on(self, one: Proceeding) -> str | None:
        """What comes next in a proceeding."""
        taken = one.decision
        if one.status is not Status.DECIDED or taken is None:
            return NEXT.get(one.status)
        if any(kept.can_be_overridden for kept in taken.blocking()):
            return "finding_overridden"
        return "letter_sent" if taken.letter else "letter_made"

    @rule(data=st.data())
    def somebody_writes_from_an_old_page(self, data: st.DataObject) -> None:
        """Who did not see the newest entry records nothing, and is told so."""
        if not self.older:
            return
        stale = data.draw(st.sampled_from(self.older))
        by = VIEWERS[self.one_who_may()]
        note = NoteWritten(text="Skrevet på en gammel side.")
        try:
            with acting(by):
                outcome = perform(stale, note, by, library=self.library, now=self.now)
        except log.Conflict as conflict:
            assert conflict.found == len(self.entries)  # noqa: PT017 - it may be refused instead
        else:
            assert isinstance(outcome, Refused), "both writers won"

    # ------------------------------------------------------------ how they ask

    @property
    def id(self) -> UUID:
        """The case, which there is."""
        assert self.case is not None
        return self.case.case_id

    @property
    def now(self) -> datetime:
        """The day, a second later each time."""
        return datetime.combine(self.today, time(12), UTC) + timedelta(seconds=self.asked)

    def one_who_may(self, name: str = "note_written", on: Proceeding | None = None) -> str:
        """Somebody who may take a step, and sees the case if any such does."""
        taken = on.decision if on and name == "finding_overridden" else None
        able = [n for n, v in VIEWERS.items() if permissions.refusal(v, name, self.unit) is None]
        able = [name for name in able if taken is None or name != taken.taken_by]
        seeing = [name for name in able if self.sees(VIEWERS[name])]
        return (seeing or able)[0]

    def sees(self, viewer: Staff) -> bool:
        """Whether somebody may see the case."""
        case = self.case
        return case is None or viewer.may_see(case)

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
        """Ask through the one door: with care somebody who may, else anybody."""
        del sound
        self.asked += 1
        where = place(self.known, STEPS[name], belongs)
        here = where.on if isinstance(where, Here) else None
        on = belongs if isinstance(belongs, int) else None
        mark = f"mark{self.asked:03}/"
        pen = Pen(data.draw, mark, self.case, self.today, care=care, on=on, plain=plain)
        command = self.of_this_town(data, COMMANDS[name](pen), here, care=care)
        by = self.one_who_may(name, here)
        if not plain and not (care and data.draw(st.integers(1, 8)) > 1):
            by = data.draw(st.sampled_from(sorted(PEOPLE)))
        self.does(command, by, belongs)

    def does(self, command: Command, by: str | None = None, belongs: Belongs = None) -> None:
        """What comes of a command, held to what the one who asks may see and do."""
        viewer = VIEWERS[by or self.one_who_may()]
        known, case_id = self.sees(viewer), self.case.case_id if self.case else None
        given: dict[str, Any] = {"library": self.library, "now": self.now, "belongs": belongs}
        try:
            made = act(case_id, command, viewer, **given)
        except NoSuchCase:
            assert not known
        else:
            assert known
            if isinstance(made, Refused):
                self.was_refused(made)
            else:
                self.was_done(made, viewer, belongs)

    def of_this_town(
        self, data: st.DataObject, command: Any, here: Proceeding | None, *, care: bool
    ) -> Any:
        """Openings name the unit, and now and then another's norms; with care, what could hold."""
        if isinstance(command, ApplicationReceived | RunningGrantTakenOver):
            other = data.draw(st.sampled_from((self.municipality, *MUNICIPALITY.values())))
            # A letter is sent to who can get it.
            citizen = replace(command.citizen, address_lines=("Prøvevej 1", "9999 Prøveby"))
            return replace(
                command,
                citizen=citizen,
                unit=self.unit,
                municipality=self.municipality if care else other,
                case_number=f"2026-{CaseSummary.objects.count()}",
            )
        if isinstance(command, Assigned) and care:
            return replace(command, to=self.one_who_may())
        if isinstance(command, LetterMade) and care and self.case is not None:
            return replace(command, document_sha256=self.kept_file(command.document_sha256))
        if isinstance(command, TakeDecision) and care:
            return TakeDecision(decision=self.sound_draft(here))
        if isinstance(command, FindingOverridden) and here and here.decision:
            for kept in here.decision.blocking():
                return replace(command, code=kept.code, about=kept.about)
        return command

    def kept_file(self, says: str) -> str:
        """The hash of a file that the case has: a letter is recorded of nothing else."""
        with acting(OMNISCIENT):
            kept = documents.add(self.id, "Brev", BytesIO(says.encode()), "alle", self.now)
        return kept.sha256

    def sound_draft(self, here: Proceeding | None) -> Decision:
        """A draft that stands where the facts are known, as the panel decided where it did."""
        panel = here.panel if here else None
        extent = FOUR_DAYS if self.unit == EAST else WHOLE_DRAFT.granted
        return replace(
            WHOLE_DRAFT,
            kind=panel.kind if panel else WHOLE_DRAFT.kind,
            municipality=self.municipality,
            decided_on=self.today,
            granted={**extent, **panel.extent} if panel else extent,
        )

    # ------------------------------------------------------------ what must hold

    def was_done(self, made: Acted, viewer: Staff, belongs: Belongs) -> None:
        """One entry for what was asked, and the deadlines that follow; all of it in one moment."""
        before = self.case or Case(case_id=made.case.case_id)
        if self.entries:
            self.older.append(tuple(self.entries))
        for number, entry in enumerate(made.events):
            assert isinstance(entry.event, DeadlineSet) is (number > 0)
            assert (entry.seq, entry.by) == (len(self.entries) + 1, viewer.username)
            assert entry.recorded_at == made.events[0].recorded_at
            self.entries.append(entry)
            self.case, self.stand = fold(self.entries), standing(self.entries)
            if number == 0:
                self.moved(before, entry)
        assert made.case == self.case
        asked = made.events[0]
        assert permissions.refusal(viewer, name_of(asked.event), self.unit) is None
        if isinstance(belongs, int):
            assert asked.proceeding in (belongs, None)
        if isinstance(asked.event, DecisionTaken):
            assert replay(asked.event, self.library).differences == ()

    @invariant()
    def the_database_holds_what_was_done_and_nothing_else(self) -> None:
        """The events, the row of the case, and what is to be done in it."""
        if self.case is None:
            return
        with acting(OMNISCIENT):
            assert log.load(self.id) == tuple(self.entries)
        line = stored(summary(self.case))
        (row,) = CaseSummary.objects.filter(pk=self.id)
        assert {name: getattr(row, name) for name in line} == line
        (known,) = CaseSearch.objects.filter(pk=self.id)
        made = stored(findable(self.case, self.entries))
        assert {name: getattr(known, name) for name in made} == made
        beside = ((WorkItem, work_items(self.case)), (AgendaItem, agenda_items(self.case)))
        for model, items in beside:
            expected = {item.entry: stored(item) for item in items}
            found = {
                row.entry: {name: getattr(row, name) for name in expected.get(row.entry, ())}
                for row in model.objects.filter(case_id=self.id)
            }
            assert found == expected

    @invariant()
    def nothing_is_sent_over_an_open_finding(self) -> None:
        """Of no decision, in whichever proceeding."""
        for taken in self.known.decisions:
            if taken.sent is not None:
                assert taken.letter is not None
                assert list(taken.blocking()) == []

    @invariant()
    def what_is_recorded_of_a_file_is_of_one_that_the_case_has(self) -> None:
        """A letter is of a file."""
        named = {
            entry.event.document_sha256
            for entry in self.entries
            if isinstance(entry.event, LetterMade)
        }
        if named:
            with acting(OMNISCIENT):
                assert named <= {kept.sha256 for kept in documents.of_case(self.id)}

    @invariant()
    def where_the_panel_decides_it_decided(self) -> None:
        """In each proceeding that investigates a need; of a complaint it is not asked."""
        if self.unit == EAST:
            for one in self.known.proceedings:
                assert one.panel is not None or not one.decisions or one.kind not in DECIDING

    def teardown(self) -> None:
        """The whole record: every day of it, the lists made again, and the chains."""
        if self.case is None:
            return
        for day in {entry.recorded_at.date() for entry in self.entries}:
            with acting(OMNISCIENT):
                known = reading.until(log.load(self.case.case_id), day)
            assert fold(known) == fold(self.entries, until=day)
        lines = _lines()
        assert bulk.rebuild() == CaseSummary.objects.count()
        assert _lines() == lines
        # The machine keeps a letter's file before it asks: of one that is refused it lies there.
        faults = list(verify())
        assert [one for one in faults if one.where not in ("document.loose", TO_COME)] == []
        # Its days pass by, whatever the database's own are: what is found to come is to come.
        found = [one.seq for one in faults if (one.case_id, one.where) == (self.id, TO_COME)]
        ahead = _a_day_ahead()
        assert found == [one.seq for one in self.entries if one.recorded_at > ahead][:1]


TO_COME = "recorded_at"


def _a_day_ahead() -> datetime:
    """By the clock of the database, which is no clock of the tests."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT now() + interval '1 day'")
        (at,) = cursor.fetchone()
    assert isinstance(at, datetime)
    return at


def _lines() -> Sequence[Any]:
    return [
        *CaseSummary.objects.order_by("case_id").values_list(),
        *WorkItem.objects.order_by("case_id", "entry").values_list(),
    ]


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
    leading = {
        name
        for name, step in STEPS.items()
        if any(where.to is not None for where in step.flows.values())
    }
    assert COMMANDS.keys() >= leading
