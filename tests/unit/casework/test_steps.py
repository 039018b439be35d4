"""Every step is whole: its words, its capability, its changes, its place in flows that lead on."""

import dataclasses
import sys
import typing
from collections import Counter
from datetime import date
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kompas.accounts.roles import holders
from kompas.casework.capabilities import Capability
from kompas.casework.case import Case
from kompas.casework.commands import may_take, out_of_order
from kompas.casework.context import Lookup
from kompas.casework.flows import DECIDING, FINAL, KIND_TEXTS, PASSED, ProceedingKind
from kompas.casework.record import EVENTS, Command, Event
from kompas.casework.status import STATUS_TEXTS, Status
from kompas.casework.step import Step
from kompas.casework.steps import STEPS, AnyStep, step_for, step_of, title_of
from kompas.casework.steps.decision import TakeDecision
from kompas.casework.steps.reopening import CaseReopened
from kompas.casework.steps.sending import SendLetter
from kompas.norms import Library
from tests.spec.case.stories import received
from tests.unit.casework.reaching import places, reached
from tools import case_flow

ALL = sorted(STEPS)
WITHOUT_ASK = {
    "application_received",  # the page on which a case is opened
    "running_grant_taken_over",
    "finding_disputed",  # at the finding
    "finding_overridden",
    "entry_withdrawn",  # at the entry
    "withdrawal_proposed",
    "deadline_set",  # nobody asks for it
    "complaint_received",  # the rooms of complaints are to come
    "complaint_reviewed",
    "complaint_forwarded",
    "board_decided",
    "case_remitted",
}
UNTOLD = {
    # The consent is told in its parts; the person by what they are called.
    "application_received": {"service", "municipality", "unit", "person_id", "consent"},
    "running_grant_taken_over": {"service", "municipality", "unit", "person_id"},
    "document_attached": {"document_id", "sha256"},
    "letter_made": {"document_sha256", "copies"},  # by their names and addresses
    "letter_sent": {"copies"},
    "fact_noted": {"name", "value"},  # under the fact's own name
    "evidence_added": {"evidence", "made_of"},  # by its parts
    "decision_taken": {"decision", "trace", "changes"},  # by their parts
    "complaint_received": {"sending"},
    "case_remitted": {"board"},
    "case_reopened": {"closings"},
    "recommendation_made": {"price"},  # as a rate, and where it stands
    "put_to_panel": {"meeting"},  # by its day
    "leave_granted": {"months", "rows"},  # what it was held against, not what was said
    "panel_decided": {"sitting"},  # by who was there
    "panel_deferred": {"sitting"},
    # The letter by who got it; what it put right in lines of their own.
    "hearing_sent": {"letter"},
    "delay_notified": {"letter"},
    "information_requested": {"letter"},
    "action_plan_letter_sent": {"letter"},
    "letter_corrected": {"letter", "slips"},
    # In lines of their own.
    "follow_up_held": {"goals", "goals_entry", "confirmed", "change", "latest", "rows"},
    "follow_up_planned": {"latest", "rows"},
    "deadline_set": {"depends_on", "about"},  # as a reservation; the day says it
}
PARTS_OF = {"decision_taken": "decision", "evidence_added": "evidence"}
TO_COME = {
    "meets_on",
    "deadline_on",
    "answer_by",
    "expected_on",
    "follow_up_due",
    "day",
    "next_on",
    "latest",
    "from_on",
    "until_on",
    "starts_on",
    "ends_on",
}
"""Days that may lie ahead."""
SECOND_DAYS = {
    "letter_sent": {"received_on"},  # it counts as received later than it was sent
    "deadline_set": {"counted_from"},  # of what the norms count from, not of the entry
}
IN_PARTS = {"evidence_added": "evidence.dated"}
"""Where the day on which it happened stands, if not in the event itself."""


def event_fields(name: str) -> dict[str, object]:
    return typing.get_type_hints(EVENTS[name])


def overrides(step: AnyStep, method: str) -> bool:
    return getattr(type(step), method) is not getattr(Step, method)


# ---------------------------------------------------------------- a step and its event


def test_every_event_has_its_step_and_every_step_its_event() -> None:
    assert STEPS.keys() == EVENTS.keys()
    assert {name: step.event for name, step in STEPS.items()} == dict(EVENTS)
    assert len({step.event for step in STEPS.values()}) == len(STEPS)


@pytest.mark.parametrize("name", ALL)
def test_a_step_lies_in_one_module_with_its_event(name: str) -> None:
    step = STEPS[name]
    module = type(step).__module__
    assert module.startswith("kompas.casework.steps.")
    assert step.event.__module__ == step.command.__module__ == module
    assert type(step).__doc__
    assert sys.modules[module].__doc__


def test_no_module_of_steps_holds_two() -> None:
    assert set(Counter(type(step).__module__ for step in STEPS.values()).values()) == {1}


@pytest.mark.parametrize("name", ALL)
def test_event_and_command_are_frozen_and_take_their_values_by_name(name: str) -> None:
    step = STEPS[name]
    assert issubclass(step.event, Event)
    assert issubclass(step.command, Command)
    for cls in (step.event, step.command):
        assert cls.__dataclass_params__.frozen, cls  # type: ignore[attr-defined]
        assert all(field.kw_only for field in dataclasses.fields(cls)), cls  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ALL)
def test_a_command_that_is_not_the_event_is_made_into_it(name: str) -> None:
    step = STEPS[name]
    assert step.command is step.event or overrides(step, "record")
    assert step_of(object.__new__(step.event)) is step
    if step.asked:
        assert step_for(object.__new__(step.command)) is step
    else:
        with pytest.raises(TypeError):
            step_for(object.__new__(step.command))


def test_the_commands_that_are_no_events_are_these() -> None:
    own = {step.command for step in STEPS.values() if step.command is not step.event}
    assert own == {TakeDecision, SendLetter}
    assert {name for name, step in STEPS.items() if not step.asked} == {"deadline_set"}


# ---------------------------------------------------------------- its words


@pytest.mark.parametrize("name", ALL)
def test_a_step_has_a_title_and_what_is_asked_has_its_place(name: str) -> None:
    step = STEPS[name]
    assert step.title.strip()
    assert title_of(name) == step.title
    assert (step.ask.strip() == "") == (name in WITHOUT_ASK)
    assert (step.order == 0) == (name in WITHOUT_ASK)


def test_no_two_steps_are_called_alike_or_stand_in_one_place() -> None:
    for each in (
        [step.title for step in STEPS.values()],
        [step.ask for step in STEPS.values() if step.ask],
        [step.order for step in STEPS.values() if step.order],
    ):
        assert [one for one, times in Counter(each).items() if times > 1] == []
    orders = [step.order for step in STEPS.values() if step.order]
    assert orders == sorted(orders)
    assert [bool(step.order) for step in STEPS.values()] == sorted(
        (bool(step.order) for step in STEPS.values()), reverse=True
    )


def test_what_no_step_is_called_keeps_its_name() -> None:
    assert title_of("no_such_event") == "no_such_event"


@pytest.mark.parametrize("name", ALL)
def test_every_field_is_told_under_a_label_or_left_out_knowingly(name: str) -> None:
    step, untold = STEPS[name], UNTOLD.get(name, set())
    held = event_fields(name)
    assert untold <= held.keys()
    assert held.keys() - step.labels.keys() == untold, f"{name}: labels"
    part = held[PARTS_OF[name]] if name in PARTS_OF else step.event
    there = {field.name for field in dataclasses.fields(part)}  # type: ignore[arg-type]
    assert step.labels.keys() <= there
    assert all(label.strip() for label in step.labels.values())
    assert len(set(step.labels.values())) == len(step.labels)
    assert overrides(step, "says")


def test_statuses_and_kinds_have_their_words() -> None:
    assert set(STATUS_TEXTS) == set(Status)
    assert set(KIND_TEXTS) == set(ProceedingKind)
    for texts in (STATUS_TEXTS, KIND_TEXTS):
        assert all(text.strip() for text in texts.values())
        assert len(set(texts.values())) == len(texts)


# ---------------------------------------------------------------- who, when and why


@pytest.mark.parametrize("name", ALL)
def test_a_step_asks_for_a_capability_that_some_role_holds(name: str) -> None:
    step = STEPS[name]
    assert isinstance(step.capability, Capability)
    assert holders(step.capability)
    assert all(isinstance(one, Lookup) for one in step.lookups)


@pytest.mark.parametrize("name", ALL)
def test_it_happened_on_the_day_that_the_event_holds(name: str) -> None:
    """Each day of an event is when it happened, or one that may lie ahead, or another's."""
    step = STEPS[name]
    days = {field for field, hint in event_fields(name).items() if date in (hint, *parts(hint))}
    own = days - TO_COME - SECOND_DAYS.get(name, set())
    assert len(own) <= 1, name
    place = IN_PARTS.get(name, "".join(own))

    @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.builds(step.event, **drawn(name)))
    def holds(event: Event) -> None:
        expected: object = event if place else None
        for part in place.split("."):
            expected = getattr(expected, part) if part else expected
        assert step.happened_on(event) == expected

    holds()


def parts(hint: object) -> tuple[object, ...]:
    return typing.get_args(hint)


def drawn(name: str) -> dict[str, st.SearchStrategy[object]]:
    """What is heavy to draw stands still."""
    held = event_fields(name)
    still = {"decision": st.just(None), "trace": st.just(None)}
    return {field: still[field] for field in held.keys() & still if held[field] is not int}


@pytest.mark.parametrize("name", ALL)
def test_what_is_explained_has_its_why(name: str) -> None:
    if STEPS[name].explained:
        assert event_fields(name)["why"] is str


@pytest.mark.parametrize("name", ALL)
def test_what_it_names_are_entries_that_the_event_holds(name: str) -> None:
    step = STEPS[name]
    if not (overrides(step, "names") or overrides(step, "about")):
        return
    if name == "case_reopened":  # it undoes several, where a complaint came in between
        assert step.names(CaseReopened(why="", closings=(7, 9))) == (7, 9)
        return
    # A proceeding about a decision names it; a decision names the help that it changes, an
    # answer the hearing or the request, and a paper what it was made of.
    fields_of = {
        "follow_up_held": "goals_entry",
        "decision_taken": "changes",
        "document_attached": "made_of",
        "evidence_added": "made_of",
        "hearing_answered": "hearing_seq",
        "information_received": "request",
        "information_requested": "reminds",
        "letter_corrected": "corrects",
    }
    field = fields_of.get(name, "decision")
    assert int in (event_fields(name)[field], *parts(event_fields(name)[field]))
    event = object.__new__(step.event)
    object.__setattr__(event, field, 7)
    # What it rests on besides, where it does: the sending, and what the board decided.
    also = {"complaint_received": "sending", "case_remitted": "board"}.get(name)
    for rests_on, named in ((None, (7,)), (9, (7, 9))) if also else ():
        object.__setattr__(event, str(also), rests_on)
        assert step.names(event) == named
    if also is None:
        assert step.names(event) == (7,)
    assert step.about(event) == (7 if field == "decision" else None)
    object.__setattr__(event, field, None)
    assert field in ("decision", "request", "corrects") or step.names(event) == ()


# ---------------------------------------------------------------- what it changes


@pytest.mark.parametrize("name", ALL)
def test_a_step_changes_something(name: str) -> None:
    step = STEPS[name]
    leads_on = any(place.to is not None for place in step.flows.values())
    changes = overrides(step, "on_case") or overrides(step, "on_proceeding")
    assert leads_on or changes
    # Only what has a place in a flow has a proceeding to change.
    assert step.flows or not overrides(step, "on_proceeding")


def test_what_is_withdrawn_last_first() -> None:
    moving = {n for n, step in STEPS.items() if any(p.to is not None for p in step.flows.values())}
    in_place = {"letter_made", "finding_overridden"}
    of_the_case = {"running_grant_taken_over", "case_closed", "case_reopened"}
    assert {n for n, step in STEPS.items() if step.builds} == moving | in_place | of_the_case


def test_what_stands_beside_all_else_builds_on_nothing() -> None:
    alone = {name for name, step in STEPS.items() if step.alone}
    known = {"note_written", "document_attached", "fact_noted", "evidence_added"}
    assert alone == {*known, "withdrawal_proposed"}
    assert not any(STEPS[name].builds or STEPS[name].flows for name in alone)


# ---------------------------------------------------------------- the flows


@pytest.mark.parametrize("kind", list(ProceedingKind))
def test_every_status_of_a_flow_is_reached_from_its_beginning(kind: ProceedingKind) -> None:
    named = {status for place in places(kind).values() for status in place.allowed}
    assert named | PASSED[kind] <= reached(kind)
    assert reached(kind) <= PASSED[kind] | FINAL | {Status.NEW}


def test_every_status_is_of_some_flow_but_that_of_help_that_runs() -> None:
    every = frozenset().union(*(reached(kind) for kind in ProceedingKind))
    assert set(Status) - every == {Status.RUNNING}


@pytest.mark.parametrize("kind", list(ProceedingKind))
def test_one_step_opens_a_kind_of_proceeding(kind: ProceedingKind) -> None:
    opening = [n for n, place in places(kind).items() if Status.NEW in place.allowed]
    # Help that runs is followed up by its goals; what was refused is taken up again by its need.
    assert len(opening) == (2 if kind is ProceedingKind.FOLLOW_UP else 1)
    for name in opening:
        place = places(kind)[name]
        assert (place.or_to or place.to) in PASSED[kind]
        assert STEPS[name].opens is kind
    assert all(place.to is not Status.NEW for place in places(kind).values())


@pytest.mark.parametrize(
    ("kind", "status"),
    [(kind, status) for kind in ProceedingKind for status in sorted(reached(kind) - FINAL)],
)
def test_from_every_open_status_an_end_can_be_reached(kind: ProceedingKind, status: Status) -> None:
    """By a decision that is sent or by the board's, and without a decision at once."""
    ends = {Status.SENT} if kind in DECIDING else {Status.SENT, Status.BOARD_DECIDED}
    assert ends & reached(kind, status)
    if status is not Status.NEW:
        assert places(kind)["proceeding_closed"].to is Status.CLOSED
        assert status in places(kind)["proceeding_closed"].allowed


@pytest.mark.parametrize("kind", list(ProceedingKind))
def test_what_is_at_its_end_stays_there(kind: ProceedingKind) -> None:
    for status in reached(kind) & FINAL:
        # Upheld in part, a complaint may go on to the board after the new decision.
        goes_on = kind is ProceedingKind.COMPLAINT and status is Status.SENT
        assert (reached(kind, status) == {status}) == (not goes_on)


def test_a_case_is_opened_by_two_steps(library: Library) -> None:
    nobody = Case(case_id=UUID(int=0))
    opening = {name for name, step in STEPS.items() if may_take(nobody, step)}
    assert opening == {"application_received", "running_grant_taken_over"}
    case = received(library).case
    assert not any(may_take(case, STEPS[name]) for name in opening)


def test_who_is_refused_is_told_only_of_statuses_that_the_proceeding_can_have(
    library: Library,
) -> None:
    story = received(library)
    refusal = out_of_order(STEPS["delay_notified"], story.case, story.on)
    for kind in (Status.COMPLAINED, Status.REMITTED):
        assert STATUS_TEXTS[kind] not in refusal.remedy
    assert STATUS_TEXTS[Status.RECEIVED] in refusal.remedy


# ---------------------------------------------------------------- the page


def test_the_page_draws_every_flow() -> None:
    page = case_flow.render()
    for kind in ProceedingKind:
        chapter = case_flow.flow_of(kind)
        assert chapter in page
        diagram = chapter[chapter.index("```mermaid") : chapter.rindex("```")]
        for name, place in places(kind).items():
            drawn_lines = [line for line in diagram.splitlines() if line.endswith(f": {name}")]
            is_drawn = place.to is not None and name != "proceeding_closed"
            ways = len(place.allowed) * (2 if place.or_to else 1)
            assert len(drawn_lines) == (ways if is_drawn else 0), name
            opened = next(line for line in chapter.splitlines() if line.startswith("Opened by"))
            assert (f"`{name}`" in opened) == (Status.NEW in place.allowed)
            assert f"`{name}`" in chapter
        for status in reached(kind) - {Status.NEW}:
            assert f"| `{status}` | {STATUS_TEXTS[status]} |" in chapter


def test_the_page_tells_of_every_step_once_at_least() -> None:
    page = case_flow.render()
    for name, step in STEPS.items():
        assert f"`{name}`" in page
        if not step.flows:
            assert f"| `{name}` | {step.title} |" in page
