"""Cases as they are drawn: the same again, spread like a caseload, from days before today."""

import tracemalloc
from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from itertools import islice, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kompas.casework import Evidence
from kompas.casework.flows import ProceedingKind
from kompas.casework.opening import Opening
from kompas.casework.record import EVENTS, name_of
from kompas.casework.status import Status
from kompas.casework.steps.assessment import NeedAssessed
from kompas.casework.steps.deadline import DeadlineSet
from kompas.casework.steps.decision import DecisionTaken
from kompas.casework.steps.need import NeedUncovered
from kompas.casework.steps.note import NoteWritten
from kompas.casework.summary import due
from kompas.casework.trace import Trace
from kompas.inputs.cpr import cpr_fault
from kompas.norms import Library, NotCodedError
from kompas.sample.draw import SampleCase, dealt, draw, drawn
from kompas.sample.lives import DECK, LIVES
from kompas.sample.town import Town
from kompas.sample.users import USERS, caseworker
from kompas.wire.events import decode, encode
from tests.unit.sample.replaying import folded

TODAY = date(2026, 7, 1)
DEMO = 200


@pytest.fixture(scope="module")
def demo(library: Library) -> list[SampleCase]:
    return list(draw(1, DEMO, TODAY, library))


def texts(value: Any) -> list[str]:
    """Every text of a value, the explanations of traces aside: they quote the norms."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts(one)]
    if isinstance(value, tuple | list):
        return [text for one in value for text in texts(one)]
    if isinstance(value, Trace) or not is_dataclass(value):
        return []
    return [text for field in fields(value) for text in texts(getattr(value, field.name))]


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**40), st.integers(9, 10**6))
def test_a_case_follows_from_seed_and_number_alone(
    library: Library, seed: int, number: int
) -> None:
    one = drawn(Town(seed, TODAY, library), number)
    other = Town(seed, TODAY, library)
    drawn(other, number + 1)
    assert drawn(other, number) == one


def test_drawing_more_changes_nothing_that_was_drawn(
    library: Library, demo: list[SampleCase]
) -> None:
    assert list(islice(draw(1, 1_000_000, TODAY, library), 40)) == demo[:40]
    assert [c.entries for c in islice(draw(2, 40, TODAY, library), 40)] != [
        c.entries for c in demo[:40]
    ]
    assert len({case.case_id for case in demo}) == DEMO


def test_the_demo_has_every_status_spread_like_a_caseload(demo: list[SampleCase]) -> None:
    cases = [folded(case) for case in demo]
    spread = Counter(case.status for case in cases)
    # A case shows the proceeding that stands out: a complaint only beside it.
    stands = {one.status for case in cases for one in case.proceedings}
    assert stands | set(spread) == set(Status) - {Status.NEW}
    assert spread[Status.SENT] + spread[Status.RUNNING] > DEMO / 2
    assert all(count <= DEMO / 2 for count in spread.values())


def test_every_kind_of_event_happens(demo: list[SampleCase]) -> None:
    happened = {name_of(new.event) for case in demo for new, _by, _at in case.entries}
    # No file goes with the sample, so no letter of a step and none that corrects another either,
    # nobody in it is asked for information, no case that was closed is opened again, help is
    # followed up as before there was a form for it, and nothing is ordered and nobody on leave.
    left_out = {"document_attached", "information_requested", "information_received"}
    left_out |= {"action_plan_letter_sent", "letter_corrected", "finding_disputed"}
    left_out |= {"service_ordered", "help_begun", "leave_granted", "leave_ended"}
    left_out |= {"case_reopened", "follow_up_held", "follow_up_planned", "outstanding_explained"}
    assert set(EVENTS) - happened == left_out


def test_a_deck_has_every_life_as_often_as_its_cards_say() -> None:
    for deck in range(12):
        numbers = range(deck * len(DECK), (deck + 1) * len(DECK))
        found = Counter((life.name, unit.key) for life, unit in (dealt(3, n) for n in numbers))
        assert found == Counter((life.name, unit) for life, unit in DECK)
    assert 30 <= len(LIVES) <= 70


def test_every_kind_of_proceeding_happens(demo: list[SampleCase]) -> None:
    kinds = {one.kind for case in demo for one in folded(case).proceedings}
    assert kinds == set(ProceedingKind)


def test_what_is_due_lies_before_and_after_today(demo: list[SampleCase]) -> None:
    whys: Counter[tuple[str, str]] = Counter()
    for case in demo:
        on, why = due(folded(case))
        if on and why:
            whys[why, "late" if on < TODAY else "to come"] += 1
    assert {why for why, _when in whys} == {
        "hearing", "decision", "follow_up", "review", "after_review"
    }  # fmt: skip
    for why in ("decision", "follow_up"):
        assert whys[why, "late"]
        assert whys[why, "to come"]


@pytest.mark.parametrize("today", [date(2025, 6, 2), date(2026, 12, 27), date(2031, 2, 28)])
def test_cases_are_dated_relative_to_today(today: date, library: Library) -> None:
    newest = []
    for case in islice(draw(4, 60, today, library), 60):
        for (_new, _by, earlier), (newer, _someone, later) in pairwise(case.entries):
            # A deadline is recorded with what it follows from, in the same moment.
            follows = isinstance(newer.event, DeadlineSet)
            assert (earlier == later) if follows else (earlier < later)
        newest.append(case.entries[-1][2].date())
        assert newest[-1] < today
        assert case.entries[-1][2].weekday() < 5
    assert max(newest) >= today - timedelta(days=10)


def test_the_norms_must_reach_back_far_enough(library: Library) -> None:
    with pytest.raises(NotCodedError, match=r"24\. januar 2022"):
        draw(1, 1, date(2023, 6, 1), library)


def test_every_event_can_be_stored_and_read_again(demo: list[SampleCase]) -> None:
    for case in demo[:60]:
        for new, _by, _at in case.entries:
            name, version, payload = encode(new.event)
            assert decode(name, version, payload.decode()) == new.event


def test_nobody_and_no_place_in_it_exists(demo: list[SampleCase]) -> None:
    real = ["København", "Copenhagen", "Vejen Kommune", "Kærhøj", "Nørrevang", "Veum", "Pulsen"]
    for case in demo:
        opening = case.entries[0][0].event
        assert isinstance(opening, Opening)
        citizen = opening.citizen
        assert citizen.address_lines[-1] == "0000 Eksempelby"
        assert citizen.cpr is not None
        assert cpr_fault(citizen.cpr) is None
        assert int(citizen.cpr[:2]) > 60
        for text in texts([new.event for new, _by, _at in case.entries]):
            assert not any(name in text for name in real), text
            assert "{" not in text
            assert "[" not in text


def test_cases_do_not_read_alike(demo: list[SampleCase]) -> None:
    kinds: dict[type, list[str]] = {}
    for case in demo:
        for new, _by, _at in case.entries:
            if isinstance(new.event, NeedUncovered | NeedAssessed | NoteWritten):
                kinds.setdefault(type(new.event), []).append(" ".join(texts(new.event)[:2]))
            if isinstance(new.event, DecisionTaken):
                kinds.setdefault(DecisionTaken, []).append(
                    " ".join(texts((new.event.decision.need, new.event.decision.wishes,
                                    new.event.decision.capacity)))
                )  # fmt: skip
    shares = {kind.__name__: len(set(said)) / len(said) for kind, said in kinds.items()}
    assert min(shares.values()) > 0.9, shares


def test_who_records_works_there(demo: list[SampleCase]) -> None:
    users = {user.username for user in USERS}
    assert {by for case in demo for _new, by, _at in case.entries} <= users
    # Beyond the demo there are more: each caseworker has about a hundred cases.
    many = Counter(caseworker(dealt(1, n)[1].key, n).username for n in range(1_000, 3_000))
    assert users.isdisjoint(many)
    assert all(10 <= count <= 100 for count in many.values())


def test_evidence_is_older_than_what_rests_on_it(demo: list[SampleCase]) -> None:
    for case in demo:
        for new, _by, _at in case.entries:
            if isinstance(new.event, DecisionTaken):
                decided_on = new.event.decision.decided_on
                papers: tuple[Evidence, ...] = new.event.decision.evidence
                assert decided_on is not None
                assert all(paper.dated <= decided_on for paper in papers)


def test_drawing_takes_no_more_memory_the_longer_it_goes_on(library: Library) -> None:
    cases = draw(9, 5_000, TODAY, library)
    for _case in islice(cases, 600):
        pass
    tracemalloc.start()
    try:
        for _case in islice(cases, 200):
            pass
        held, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # New kinds of decisions are kept, some ten kilobytes each; cases are not.
    assert held < 8_000_000
