"""Who may withdraw what: each event, each reason and each role; alone, as one of two, or not."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kompas.accounts.access import Staff
from kompas.accounts.roles import ROLES, Role, holders
from kompas.casework.capabilities import Capability
from kompas.casework.case import Case
from kompas.casework.steps import STEPS
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal, two_for
from kompas.casework.steps.withdrawal_proposal import WithdrawalProposed
from kompas.casework.trail import Passed
from kompas.norms import Library
from kompas.processes import permissions
from kompas.processes.act import Acted
from kompas.processes.reading import NoSuchCase, read
from kompas.register import worklists
from kompas.register.models import WorkItem
from kompas.register.verify import verify
from tests.processes.town import (
    EAST,
    NEXT,
    WEST,
    Telling,
    applied,
    assessed,
    decided,
    sent,
    through_panel,
    viewer,
)
from tests.spec.case.stories import withdraws

UNIT = "vest"
WRONG = Withdrawal.WRONG_CITIZEN
PAGE = Path(__file__).parents[2] / "docs/case.md"


# ---------------------------------------------------------------- the matrix


def cells() -> Iterator[tuple[str, Withdrawal, bool, Role]]:
    """Every event by every reason, before and after a decision was sent, for every role."""
    for name in STEPS:
        for reason in Withdrawal:
            for was_sent in (False, True):
                for role in Role:
                    yield name, reason, was_sent, role


def held(name: str, *, was_sent: bool) -> Case:
    """A case in which an event is the newest entry, and a decision was sent before it or not."""
    first = Passed(1, "application_received", proceeding=1, builds=True)
    letter = (Passed(2, "letter_sent", proceeding=1, builds=True),) if was_sent else ()
    seq = 2 + len(letter)
    known: dict[str, Any] = {
        "entry_withdrawn": {"withdraws": 1},
        "withdrawal_proposed": {"proposes": 1},
    }
    newest = Passed(seq, name, capability=STEPS[name].capability, **known.get(name, {}))
    trail = (first, *letter, newest)
    return Case(case_id=UUID(int=1), seq=seq, unit=UNIT, trail=trail)


def outcome(name: str, reason: Withdrawal, role: Role, *, was_sent: bool) -> str:
    case = held(name, was_sent=was_sent)
    who = Staff("anna", frozenset({(role, UNIT)}))
    event = EntryWithdrawn(seq=case.seq, reason=reason, why="Fejl.")
    proposal = WithdrawalProposed(seq=case.seq, reason=reason, why="Fejl.")
    ways = {permissions.refused(who, case, [one], UNIT) is None for one in (event, proposal)}
    ways.add(permissions.withdraws(who, case, case.seq))
    assert len(ways) == 1, "one who may not withdraw does not propose it either"
    if not ways.pop():
        return "not"
    return "two" if two_for(case, case.seq, reason) else "alone"


@pytest.mark.parametrize("name", list(STEPS))
def test_who_could_not_record_an_entry_does_not_withdraw_it(name: str) -> None:
    """Nor propose it, nor bring it back; and who could record it, can."""
    asked = STEPS[name].capability
    if name in ("entry_withdrawn", "withdrawal_proposed"):
        asked = STEPS["application_received"].capability  # what these are about here
    for event, reason, was_sent, role in cells():
        if event != name:
            continue
        found = outcome(name, reason, role, was_sent=was_sent)
        assert (found != "not") == (role in holders(asked)), (reason, role)
        if found == "not" or name == "withdrawal_proposed":
            continue
        takes_two = was_sent or reason is WRONG or name == "letter_sent"
        assert found == ("two" if takes_two else "alone")


def test_the_page_has_the_numbers_of_the_matrix() -> None:
    counted = Counter(outcome(n, r, role, was_sent=s) for n, r, s, role in cells())
    page = PAGE.read_text(encoding="utf-8")
    told = re.search(
        r"(\d+) combinations: (\d+) alone, (\d+) as one of two, (\d+) not at all", page
    )
    assert told
    numbers = [counted.total(), counted["alone"], counted["two"], counted["not"]]
    assert list(map(int, told.groups())) == numbers


def test_a_capability_of_its_own_is_asked_of_who_withdraws_too() -> None:
    """A new event with an authority of its own is in the matrix by itself; here are today's."""
    special = {n: s.capability for n, s in STEPS.items() if s.capability is not HANDLE}
    assert special == {
        "access_restricted": Capability.RESTRICT_ACCESS,
        "panel_decided": Capability.DECIDE_AT_PANEL,
        "panel_deferred": Capability.DECIDE_AT_PANEL,
        "entry_withdrawn": Capability.OPEN_CASES,
        "withdrawal_proposed": Capability.OPEN_CASES,
    }


HANDLE = Capability.HANDLE_CASE


@pytest.mark.parametrize("role", list(Role))
def test_what_takes_the_whole_case_asks_for_all_that_was_asked_in_it(role: Role) -> None:
    trail = (
        Passed(1, "application_received", proceeding=1, builds=True),
        Passed(2, "panel_decided", proceeding=1, capability=Capability.DECIDE_AT_PANEL),
        Passed(3, "access_restricted", capability=Capability.RESTRICT_ACCESS),
        Passed(4, "withdrawal_proposed", capability=Capability.OPEN_CASES, proposes=1),
    )
    case = Case(case_id=UUID(int=1), seq=4, unit=UNIT, trail=trail)
    needed = {HANDLE, Capability.DECIDE_AT_PANEL, Capability.RESTRICT_ACCESS}
    who = Staff("anna", frozenset({(role, UNIT)}))
    assert permissions.withdraws(who, case, 1) == (needed <= ROLES[role].capabilities)
    # To take the proposal back asks for the same.
    assert permissions.withdraws(who, case, 4) == permissions.withdraws(who, case, 1)


# ---------------------------------------------------------------- in the database


def newest(telling: Telling) -> int:
    return telling.case.seq


def notes(telling: Telling) -> list[str]:
    return list(telling.case.notes)


def proposal(seq: int, reason: Withdrawal = WRONG, asked: str | None = None) -> WithdrawalProposed:
    return WithdrawalProposed(seq=seq, reason=reason, why="Det er en andens.", asked=asked)


@pytest.mark.usefixtures("town")
def test_a_caseworker_does_not_lift_a_restriction_by_withdrawing_it(library: Library) -> None:
    telling = applied(library)
    telling.does(AccessRestricted(restricted=True, why="I familie."), by="vera")
    restricted = newest(telling)
    for reason in Withdrawal:
        assert not isinstance(telling.asks(withdraws(restricted, reason)), Acted)
    assert telling.refuses(withdraws(restricted)) == ["not_your_role"]
    with pytest.raises(NoSuchCase):
        read(telling.id, viewer("birk"), "x", now=telling.now)
    telling.does(withdraws(restricted), by="vera")
    assert read(telling.id, viewer("birk"), "x", now=telling.now)
    # Nor does a caseworker bring it back.
    assert telling.refuses(withdraws(newest(telling))) == ["not_your_role"]


@pytest.mark.usefixtures("town")
def test_the_panels_decision_is_withdrawn_by_who_could_take_it(library: Library) -> None:
    telling = through_panel(assessed(library, EAST))
    panel = newest(telling)
    assert telling.refuses(withdraws(panel)) == ["not_your_role"]
    telling.does(withdraws(panel), by="petra")
    assert telling.refuses(NoteWritten(text="x"), by="petra") == ["not_your_role"]


@pytest.mark.usefixtures("town")
def test_what_is_about_another_citizen_takes_two(library: Library) -> None:
    telling = applied(library).does(NoteWritten(text="Kirsten ringede."))
    note = newest(telling)
    assert telling.refuses(withdraws(note, WRONG)) == ["second_person"]
    assert telling.refuses(proposal(note, Withdrawal.MISTAKE)) == ["one_is_enough"]
    telling.does(proposal(note))
    assert notes(telling) == ["Kirsten ringede."]
    assert telling.refuses(withdraws(note, WRONG)) == ["own_proposal"]
    assert telling.refuses(proposal(note), by="birk") == ["already_proposed"]
    telling.does(withdraws(note, WRONG), by="birk")
    assert notes(telling) == []
    # The proposal is done with: it confirms nothing more.
    brought_back = newest(telling)
    assert telling.refuses(withdraws(brought_back), by="birk") == ["second_person"]
    assert telling.refuses(withdraws(note + 1)) == ["proposal_done"]
    telling.does(proposal(brought_back, Withdrawal.MISTAKE)).does(
        withdraws(brought_back), by="vera"
    )
    assert notes(telling) == ["Kirsten ringede."]
    assert telling.refuses(withdraws(note, WRONG), by="birk") == ["second_person"]
    assert list(verify()) == []


@pytest.mark.usefixtures("town")
def test_once_a_decision_was_sent_it_takes_two_whatever_it_is(library: Library) -> None:
    telling = sent(library).does(NoteWritten(text="x"), CaseClosed(why="Flyttet."))
    closed = newest(telling)
    for seq in (closed, closed - 1):
        assert telling.refuses(withdraws(seq)) == ["second_person"]
        assert telling.refuses(withdraws(seq), by="vera") == ["second_person"]
    letter = next(e.seq for e in telling.entries() if type(e.event).__name__ == "LetterSent")
    assert telling.refuses(withdraws(letter, WRONG))[0] in ("second_person", "built_on")
    telling.does(proposal(closed, Withdrawal.MISTAKE), by="vera").does(withdraws(closed))
    assert telling.case.closed_on is None


@pytest.mark.usefixtures("town")
def test_a_proposal_can_be_turned_down_and_made_again(library: Library) -> None:
    telling = decided(library)
    decision = newest(telling)
    telling.does(proposal(decision))
    telling.does(withdraws(newest(telling)), by="birk")
    assert telling.case.open_proposals == ()
    assert telling.refuses(withdraws(decision, WRONG), by="birk") == ["second_person"]
    telling.does(proposal(decision), by="birk").does(withdraws(decision, WRONG))


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("asked", ["anna", "carla", "rita", "drift", "nobody"])
def test_who_is_asked_must_be_another_who_can(asked: str, library: Library) -> None:
    telling = applied(library)
    assert telling.refuses(proposal(1, asked=asked)) == ["cannot_confirm"]


@pytest.mark.usefixtures("town")
def test_in_a_restricted_case_who_is_asked_sees_it(library: Library) -> None:
    telling = applied(library).does(NoteWritten(text="x"))
    telling.does(AccessRestricted(restricted=True, why="I familie."), by="vera")
    assert telling.refuses(proposal(NEXT, asked="birk")) == ["cannot_confirm"]
    telling.does(proposal(NEXT, asked="vera"))


@pytest.mark.usefixtures("town")
def test_it_lies_on_the_day_of_who_is_asked_and_goes_when_it_is_done(library: Library) -> None:
    telling = applied(library).does(NoteWritten(text="x"))
    telling.does(proposal(NEXT, asked="birk"))
    kept = WorkItem.objects.get(kind="proposal")
    assert (kept.assigned_to, kept.entry, kept.next_step) == ("birk", NEXT + 1, "entry_withdrawn")
    page = worklists.mine(viewer("birk"), today=telling.today)
    assert [line.item.kind for line in page.lines] == ["proposal"]
    telling.does(withdraws(NEXT, WRONG), by="birk")
    assert not WorkItem.objects.filter(kind="proposal").exists()


@pytest.mark.usefixtures("town")
def test_where_nobody_is_asked_it_lies_with_who_handles_the_case(library: Library) -> None:
    telling = applied(library).does(NoteWritten(text="x"))
    telling.does(proposal(NEXT), by="birk")
    assert WorkItem.objects.get(kind="proposal").assigned_to == "anna"
    assert set(WorkItem.objects.values_list("unit", flat=True)) == {WEST}
