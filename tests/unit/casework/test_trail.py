"""What builds on what: within a proceeding the later steps, across proceedings what names it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.casework.trail import (
    Passed,
    brings_back,
    built_on,
    fits_back,
    last_sent,
    out_of,
)

APPLIED, DECIDED, LETTER, SENT = 1, 2, 3, 4
CHANGE, CHANGED, NOTE = 5, 6, 7


def step(seq: int, proceeding: int | None, *names: int, name: str = "some_step") -> Passed:
    """A step that leads on."""
    return Passed(seq, name, None, proceeding, names, builds=True)


def slip(seq: int, proceeding: int | None = None, *names: int) -> Passed:
    """Something that stands beside the steps."""
    return Passed(seq, "some_note", None, proceeding, names)


def withdrawal(seq: int, of: int) -> Passed:
    """An entry that withdraws another."""
    return Passed(seq, "entry_withdrawn", of)


DECISION = (
    step(APPLIED, APPLIED),
    step(DECIDED, APPLIED),
    step(LETTER, APPLIED),
    step(SENT, APPLIED, name="letter_sent"),
)
"""An application that was decided and sent."""
BESIDE = (step(CHANGE, CHANGE), step(CHANGED, CHANGE, SENT), slip(NOTE, CHANGE))
"""A change, with a decision on the help that runs since, and a slip."""
TWO = (*DECISION, *BESIDE)


# ---------------------------------------------------------------- within a proceeding


def test_within_a_proceeding_what_came_later_goes_first() -> None:
    assert built_on(DECISION, DECIDED) == (SENT, LETTER)
    assert built_on(DECISION, SENT) == ()


def test_a_slip_in_one_proceeding_never_demands_steps_of_another() -> None:
    later = (*TWO, step(8, APPLIED), step(9, CHANGE))
    assert built_on(later, CHANGED) == (9,)  # its own line
    assert built_on(later, NOTE) == ()
    assert built_on((*DECISION, slip(5, APPLIED), step(6, 6), step(7, 6)), 5) == ()


def test_what_names_an_entry_of_another_proceeding_builds_on_it() -> None:
    assert built_on(TWO, SENT) == (CHANGED,)
    named_otherwise = (*DECISION, step(CHANGE, CHANGE), step(CHANGED, CHANGE, DECIDED))
    assert built_on(named_otherwise, SENT) == ()  # it names the decision, not its sending
    assert built_on(named_otherwise, DECIDED) == (CHANGED, SENT, LETTER)


def test_what_builds_on_that_goes_first_too() -> None:
    """The change was sent in turn: its letter goes before its decision."""
    sent = (*TWO, step(8, CHANGE), step(9, CHANGE, name="letter_sent"), step(10, 10, 9))
    assert built_on(sent, SENT) == (10, 9, 8, CHANGED)
    assert built_on(sent, 8) == (10, 9)


def test_each_can_be_withdrawn_in_the_order_that_is_named() -> None:
    trail: tuple[Passed, ...] = (*TWO, step(8, CHANGE), step(9, 9, CHANGED), step(10, 9))
    for seq in (*built_on(trail, SENT), SENT):
        assert built_on(trail, seq) == ()
        trail = (*trail, withdrawal(trail[-1].seq + 1, seq))


def test_two_proceedings_that_build_on_one_another_by_turns_come_apart_too() -> None:
    """A complaint is decided anew on the help that a change gave, after the change was decided."""
    complaint, decided, changed, anew = 5, 6, 8, 10
    trail: tuple[Passed, ...] = (
        *DECISION,
        step(complaint, complaint, DECIDED),
        step(decided, complaint, SENT),
        step(7, 7),
        step(changed, 7, SENT),
        step(9, 7, name="letter_sent"),
        step(anew, complaint, 9),
        slip(11, complaint),
    )
    # Of the complaint only what stands on the change is named: the rest goes with its opening.
    assert built_on(trail, DECIDED) == (anew, 9, changed, complaint, SENT, LETTER)


@st.composite
def trails(draw: st.DrawFn) -> tuple[Passed, ...]:
    """Proceedings side by side whose steps name one another's, with ends of the case and slips."""
    trail = [step(APPLIED, APPLIED)]
    for seq in range(2, draw(st.integers(3, 11)) + 1):
        opened = [one.seq for one in trail if one.opens]
        proceeding = draw(st.sampled_from([*opened, seq, None]))
        earlier = [one.seq for one in trail if one.builds and one.seq > 1]
        names = draw(st.lists(st.sampled_from(earlier), max_size=2)) if earlier else []
        is_slip = proceeding != seq and draw(st.integers(0, 4)) == 0
        named = () if proceeding is None else tuple(names)
        trail.append(slip(seq, proceeding) if is_slip else step(seq, proceeding, *named))
    return tuple(trail)


@given(trail=trails())
def test_in_the_order_that_is_named_nothing_is_in_the_way(trail: tuple[Passed, ...]) -> None:
    for about in trail[1:]:
        left = trail
        for seq in (*built_on(trail, about.seq), about.seq):
            assert built_on(left, seq) == ()
            left = (*left, withdrawal(left[-1].seq + 1, seq))


# ---------------------------------------------------------------- the entry that opened one


def test_the_entry_that_opened_a_proceeding_takes_out_all_of_it() -> None:
    out = out_of((*TWO, withdrawal(8, CHANGE)))
    assert out == {CHANGE: 8, CHANGED: 8, NOTE: 8}
    assert built_on(TWO, CHANGE) == ()


def test_but_what_another_proceeding_names_of_it_stands_on_it() -> None:
    complaint = (*TWO, step(8, 8, CHANGED), step(9, 8), slip(10, 8))
    assert built_on(complaint, CHANGE) == (8,)  # the rest of the complaint goes with its opening
    without_a_name = (*TWO, step(8, 8), step(9, 8))
    assert built_on(without_a_name, CHANGE) == ()


def test_its_withdrawal_brings_all_back_but_what_was_withdrawn_before() -> None:
    trail = (*TWO, withdrawal(8, NOTE), withdrawal(9, CHANGE))
    assert out_of(trail).keys() == {CHANGE, CHANGED, NOTE}
    assert fits_back(trail, 9)
    assert out_of((*trail, withdrawal(10, 9))) == {NOTE: 8, 9: 10}


def test_nothing_of_a_proceeding_comes_back_while_it_is_out() -> None:
    trail = (*TWO, withdrawal(8, NOTE), withdrawal(9, CHANGED), withdrawal(10, CHANGE))
    assert not fits_back(trail, 8)
    assert not fits_back(trail, 9)
    assert fits_back(trail, 10)


def test_a_proceeding_does_not_come_back_on_what_is_gone() -> None:
    """Its decision changes help that another sending gave, and that sending is gone by now."""
    trail = (*TWO, withdrawal(8, CHANGE), withdrawal(9, SENT))
    assert not fits_back(trail, 8)
    again = (*trail, withdrawal(10, 9))
    assert fits_back(again, 8)
    # The decision that rested on it was withdrawn before the proceeding was: it does not come back.
    rest = (*TWO, withdrawal(8, CHANGED), withdrawal(9, CHANGE), withdrawal(10, SENT))
    assert fits_back(rest, 9)


def test_the_first_entry_takes_out_all() -> None:
    trail = (*TWO, withdrawal(8, APPLIED), slip(9))
    assert out_of(trail).keys() == set(range(1, 8))
    assert fits_back(trail, 8)


# ---------------------------------------------------------------- the end of the case


CLOSED = (*TWO, step(8, None, name="case_closed"))


def test_the_closing_builds_on_every_proceeding() -> None:
    assert built_on(CLOSED, CHANGED) == (8,)
    assert built_on(CLOSED, SENT) == (8, CHANGED)
    assert built_on(CLOSED, NOTE) == ()
    assert built_on(CLOSED, CHANGE) == ()  # a whole proceeding is gone, and the case as closed


def test_a_complaint_in_a_closed_case_does_not_build_on_the_closing() -> None:
    complaint = (*CLOSED, step(9, 9, DECIDED), step(10, 9))
    assert built_on(complaint, 8) == ()
    assert built_on((*complaint, step(11, None, name="case_closed")), 8) == (11,)
    # And the closing comes back as it went, with the complaint where it is.
    assert built_on((*complaint, withdrawal(11, 8)), 11) == ()
    assert built_on((*complaint, withdrawal(11, 8), step(12, CHANGE)), 11) == (12,)


def test_a_closing_does_not_come_back_over_what_was_opened_without_it() -> None:
    opened = (*CLOSED, withdrawal(9, 8), step(10, 10), step(11, 10))
    assert built_on(opened, 9) == (10,)
    gone = (*opened, withdrawal(12, 10))
    assert built_on(gone, 9) == ()
    assert fits_back(gone, 9)
    # Nor does what was opened come back once the closing has.
    closed_again = (*gone, withdrawal(13, 9))
    assert not fits_back(closed_again, 12)


def test_a_closing_comes_back_only_over_what_it_closed() -> None:
    trail = (*CLOSED, withdrawal(9, 8), withdrawal(10, CHANGED))
    assert not fits_back(trail, 9)
    assert fits_back((*trail, withdrawal(11, 10)), 9)


# ---------------------------------------------------------------- what is sent


def test_a_sending_locks_its_own_proceeding_and_what_is_the_cases() -> None:
    trail = (*TWO, step(8, CHANGE, name="letter_sent"), step(9, 9))
    assert last_sent(trail, CHANGE) == 8
    assert last_sent(trail, APPLIED) == SENT
    assert last_sent(trail, 9) == 0
    assert last_sent(trail, None) == 8
    assert last_sent((*trail, withdrawal(10, 8)), None) == SENT


# ---------------------------------------------------------------- withdrawals


def test_a_withdrawal_is_about_what_it_took_out() -> None:
    trail = (*DECISION, withdrawal(5, SENT), withdrawal(6, LETTER), step(7, APPLIED))
    assert built_on(trail, 6) == (7,)
    assert built_on(trail, 5) == (7,)
    assert not fits_back(trail, 5)  # its letter is gone
    assert fits_back(trail[:-1], 6)


def test_only_a_withdrawal_of_a_withdrawal_brings_back() -> None:
    trail = (*DECISION, withdrawal(5, SENT), withdrawal(6, 5))
    assert [brings_back(trail, seq) for seq in (SENT, 5, 6)] == [False, False, True]


def test_a_slip_comes_back_where_what_it_names_stands() -> None:
    answered = (*TWO, slip(8, CHANGE), slip(9, CHANGE, 8))
    assert built_on(answered, 8) == (9,)
    both = (*answered, withdrawal(10, 9), withdrawal(11, 8))
    assert not fits_back(both, 10)
    assert fits_back(both, 11)
    assert fits_back((*both, withdrawal(12, 11)), 10)


@pytest.mark.parametrize("function", [built_on, brings_back, fits_back])
def test_an_entry_that_is_not_there_is_a_fault_of_the_program(function: object) -> None:
    assert callable(function)
    with pytest.raises(KeyError):
        function(TWO, 99)
