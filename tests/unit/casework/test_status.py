"""The one table of what may follow what: whole, reachable, and the same in code, words and page."""

import dataclasses
import typing

import pytest

from kompas.casework import case, rules, steps
from kompas.casework.record import EVENTS
from kompas.casework.status import LAST_FIRST, STATUS_TEXTS, STEP_TEXTS, STEPS, Status
from tools import case_flow


def test_every_event_has_its_step_and_every_step_its_event() -> None:
    assert STEPS.keys() == EVENTS.keys()


def test_every_event_is_defined_among_the_steps() -> None:
    defined = {cls for cls in vars(steps).values() if isinstance(cls, type)}
    assert set(EVENTS.values()) <= defined


def test_every_event_is_frozen_and_takes_its_values_by_name() -> None:
    for cls in EVENTS.values():
        parameters = cls.__dataclass_params__  # type: ignore[attr-defined]
        assert parameters.frozen, cls
        assert all(field.kw_only for field in dataclasses.fields(cls)), cls


def test_every_change_and_every_rule_belongs_to_a_step() -> None:
    for table in (case._CHANGES, rules._RULES, rules._HAPPENED_ON):
        assert table.keys() <= STEPS.keys()
    assert STEPS.keys() >= rules._EXPLAINED
    assert STEPS.keys() >= LAST_FIRST


def test_an_event_that_changes_nothing_changes_at_least_the_status() -> None:
    silent = STEPS.keys() - case._CHANGES.keys()
    assert {name for name in silent if STEPS[name].to is None} == {
        "entry_withdrawn"  # `fold` itself leaves out what it names
    }
    assert silent == {"entry_withdrawn", "referred_to_early_help"}


def test_the_rules_name_fields_that_the_events_have() -> None:
    for name, happened_on in rules._HAPPENED_ON.items():
        assert typing.get_type_hints(EVENTS[name])[happened_on].__name__ == "date"
    for name in rules._EXPLAINED:
        assert typing.get_type_hints(EVENTS[name])["why"] is str


def test_the_fields_of_a_round_are_fields_of_the_case() -> None:
    fields = {field.name: field for field in dataclasses.fields(case.Case)}
    for name, empty in case._ROUND.items():
        assert fields[name].default == empty


def reachable(start: Status) -> set[Status]:
    found, left = {start}, [start]
    while left:
        status = left.pop()
        onward = {step.to for step in STEPS.values() if step.to and status in step.allowed} - found
        found |= onward
        left += onward
    return found


def test_every_status_is_reached_from_a_new_case() -> None:
    assert reachable(Status.NEW) == set(Status)


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.CLOSED])
def test_from_every_status_a_case_can_be_decided_and_sent(status: Status) -> None:
    assert Status.SENT in reachable(status)


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.NEW])
def test_every_case_can_be_closed(status: Status) -> None:
    direct = status in STEPS["case_closed"].allowed
    assert direct or status is Status.CLOSED


def test_a_closed_case_stays_closed_and_a_new_one_is_only_opened() -> None:
    assert reachable(Status.CLOSED) == {Status.CLOSED}
    opening = {name for name, step in STEPS.items() if Status.NEW in step.allowed}
    assert opening == {"application_received", "running_grant_taken_over"}
    assert all(step.to is not Status.NEW for step in STEPS.values())


def test_what_is_withdrawn_last_first() -> None:
    moving = {name for name, step in STEPS.items() if step.to is not None}
    assert moving | {"letter_made", "finding_overridden"} == LAST_FIRST


def test_every_status_and_step_has_its_words() -> None:
    assert STATUS_TEXTS.keys() == set(Status)
    assert STEP_TEXTS.keys() == STEPS.keys()
    for texts in (STATUS_TEXTS, STEP_TEXTS):
        assert all(text.strip() for text in texts.values())
        assert len(set(texts.values())) == len(texts)


def test_the_page_draws_every_step_that_leads_on() -> None:
    page = case_flow.render()
    diagram = page[page.index("```mermaid") : page.rindex("```")]
    for name, step in STEPS.items():
        drawn = [line for line in diagram.splitlines() if line.endswith(f": {name}")]
        expected = len(step.allowed) if step.to and name != "case_closed" else 0
        assert len(drawn) == expected, name
        assert f"`{name}`" in page
    for status in Status:
        assert f"| `{status}` | {STATUS_TEXTS[status]} |" in page
