"""Every life, in every unit it is dealt in: allowed step by step, and told in the past."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kompas.accounts.access import Staff
from kompas.casework import DecisionKind
from kompas.casework.evidence_links import references
from kompas.casework.fold import fold
from kompas.casework.record import Recorded, name_of
from kompas.casework.steps.deadline import DeadlineSet
from kompas.casework.steps.decision import DecisionTaken
from kompas.casework.steps.panel_decision import PanelDecided
from kompas.letters import compose, facts_from_norms, read_clauses, readability_of
from kompas.norms import Library
from kompas.processes import permissions
from kompas.processes.judgement import judged, replay, traced, whole
from kompas.sample.case_mix import Life
from kompas.sample.draw import SampleCase, recorded, told
from kompas.sample.entries import Entry
from kompas.sample.lives import LIVES
from kompas.sample.town import Town
from kompas.sample.users import UNIT, USERS
from kompas.wire.draft import word_faults
from tests.proceedings import current
from tests.unit.sample.replaying import folded, refused

TODAY = date(2026, 7, 1)
DEALT = [(life, unit) for life in LIVES for unit in life.cards]


@pytest.fixture(scope="module")
def town(library: Library) -> Town:
    return Town(11, TODAY, library)


def viewer(username: str) -> Staff:
    return Staff(username, frozenset((u.role, u.unit) for u in USERS if u.username == username))


def decisions(case: SampleCase) -> Iterator[tuple[list[Recorded], DecisionTaken]]:
    """Each decision with the entries before it."""
    entries = recorded(case)
    for place, entry in enumerate(entries):
        if isinstance(entry.event, DecisionTaken):
            yield entries[:place], entry.event


@pytest.mark.parametrize(("life", "unit"), DEALT, ids=[f"{one.name}-{u}" for one, u in DEALT])
def test_a_life_is_allowed_step_by_step(life: Life, unit: str, town: Town) -> None:
    case = told(town, LIVES.index(life), life, UNIT[unit])
    assert list(refused(town, case)) == []
    entries = recorded(case)
    times = [entry.recorded_at for entry in entries]
    assert times == sorted(times)
    assert times[-1].date() < TODAY
    for place, entry in enumerate(entries):
        who = viewer(entry.by)
        assert permissions.refusal(who, name_of(entry.event), unit) is None
        if place:
            before = fold(entries[:place])
            assert who.may_see(before)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_lives_are_allowed_whatever_the_seed_and_the_day(
    library: Library, data: st.DataObject
) -> None:
    today = data.draw(st.dates(date(2025, 1, 1), date(2032, 12, 31)))
    town = Town(data.draw(st.integers(0, 10**9)), today, library)
    life, unit = data.draw(st.sampled_from(DEALT))
    case = told(town, data.draw(st.integers(9, 10**6)), life, UNIT[unit])
    assert list(refused(town, case)) == []
    assert case.entries[-1][2].date() < today


def test_a_step_that_is_not_allowed_is_seen(town: Town) -> None:
    case = told(town, 20, next(one for one in LIVES if one.name == "letter_ready"), UNIT["east"])
    kept = tuple(e for e in case.entries if not isinstance(e[0].event, PanelDecided))
    assert any("out_of_order" in said for said in refused(town, replace(case, entries=kept)))
    sent = told(town, 21, next(one for one in LIVES if one.name == "granted_at_home"), UNIT["west"])
    assert list(refused(town, sent)) == []
    deadlines = [n for n, entry in enumerate(sent.entries) if is_deadline(entry)]
    assert len(deadlines) == 3  # to decide, to complain, to follow up
    for place in deadlines:
        new, by, at = sent.entries[place]
        assert isinstance(new.event, DeadlineSet)
        wrong = replace(new, event=replace(new.event, day=date(2030, 1, 1)))
        assert seen(town, sent, place, (wrong, by, at))
        assert seen(town, sent, place, (new, "somebody-else", at))
        assert seen(town, sent, place)
    misplaced = (sent.entries[deadlines[0]], *sent.entries)
    assert any(
        "follows from nothing" in one for one in refused(town, replace(sent, entries=misplaced))
    )


def is_deadline(entry: Entry) -> bool:
    return isinstance(entry[0].event, DeadlineSet)


def seen(town: Town, case: SampleCase, place: int, *instead: Entry) -> bool:
    """Whether it is seen that an entry is another, or is not there."""
    entries = (*case.entries[:place], *instead, *case.entries[place + 1 :])
    return bool(list(refused(town, replace(case, entries=entries))))


@pytest.mark.parametrize("seed", [1, 2])
def test_every_decision_is_what_judging_it_anew_gives(seed: int, library: Library) -> None:
    town = Town(seed, TODAY, library)
    for life, unit in DEALT:
        case = told(town, 40 * seed + LIVES.index(life), life, UNIT[unit])
        for before, taken in decisions(case):
            assert replay(taken, library).differences == ()
            on = taken.decision.decided_on or TODAY
            assert taken.trace == traced(judged(taken.decision, library, on)), life.name
            own = folded(SampleCase(case.case_id, case.entries[: len(before)]))
            made = whole(taken.decision, own, current(own), UNIT[unit].norms_unit, library.words)
            assert made == taken.decision
            assert list(word_faults(taken.decision, library)) == []
            papers = {paper.id for paper in taken.decision.evidence}
            assert {name for _place, name in references(taken.decision)} <= papers


def test_decisions_of_every_kind_stand_and_some_fall(town: Town) -> None:
    verdicts: dict[DecisionKind, set[str]] = {}
    open_findings = set()
    for place, (life, unit) in enumerate(DEALT):
        case = told(town, place, life, UNIT[unit])
        for _before, taken in decisions(case):
            verdicts.setdefault(taken.decision.kind, set()).add(taken.trace.verdict)
            if taken.trace.verdict == "falls" and current(folded(case)).sent is None:
                open_findings |= {f.code for f in taken.trace.findings}
    assert set(verdicts) == set(DecisionKind)
    assert all("stands" in found for found in verdicts.values())
    assert {"unlawful_ground", "ground_not_shown", "deviation_without_reason"} <= open_findings


def test_every_letter_that_was_sent_is_complete_and_plain(town: Town) -> None:
    words = town.library
    book = read_clauses(words.folder / "letters", "activity_and_social", words.words)
    for place, (life, unit) in enumerate(DEALT):
        case = folded(told(town, 300 + place, life, UNIT[unit]))
        for taken in (one for one in case.decisions if one.sent):
            judgement = judged(taken.decision, words, TODAY)
            facts = facts_from_norms(taken.decision, words, judgement.assessment)
            letter = compose(taken.decision, facts, book)
            assert letter.missing == (), life.name
            assert readability_of(letter).is_plain


def test_the_trace_holds_the_citizens_own_facts(town: Town) -> None:
    life = next(one for one in LIVES if one.name == "granted_at_home")
    for number in range(60, 66):
        ((_before, taken),) = decisions(told(town, number, life, UNIT["east"]))
        shown = json.loads(taken.trace.explanation)
        assert shown["on"] == str(taken.decision.decided_on)
        assert shown["facts"]["birth_date"]["value"] == taken.decision.facts["birth_date"].value
        assert "0001-" not in taken.trace.explanation
