"""The letter: when it counts as received, until when one can complain, when help is followed up."""

from dataclasses import replace
from datetime import date

import pytest

from kompas.casework import DecisionKind
from kompas.casework.status import Status
from kompas.casework.steps.deadline import DeadlineSet
from kompas.casework.steps.need import NeedUncovered
from kompas.casework.steps.sending import SendLetter
from kompas.casework.summary import due
from kompas.casework.taken_decision import LetterChannel
from kompas.norms import Library
from tests.spec.case.stories import (
    COPENHAGEN,
    DIGITAL_POST,
    DRAFT,
    LETTER,
    NEED,
    PAPER,
    REFUSED,
    RUNNING_GRANT,
    TODAY,
    Story,
    assessed,
    decided,
    sent,
    takes,
)
from tests.spec.soundness.drafts import GRANT, PROVIDER_CHANGE, REDUCTION


def letter(library: Library, channel: LetterChannel, on: date) -> tuple[date, date]:
    """When it counts as received, and until when one can complain."""
    story = decided(library).does(LETTER)
    story.today = on
    taken = story.does(SendLetter(channel=channel, sent_on=on)).on.decision
    assert taken is not None
    assert taken.sent is not None
    assert taken.complaint is not None
    assert taken.complaint.day is not None
    return taken.sent.received_on, taken.complaint.day


@pytest.mark.ledger("PROC-08")
@pytest.mark.parametrize(
    ("on", "complaint_until"),
    [
        ("2026-06-01", "2026-06-29"),  # a Monday
        ("2026-06-06", "2026-07-06"),  # a Saturday; the time ends on the Monday after
        ("2026-12-25", "2027-01-22"),  # Christmas Day
        ("2026-11-27", "2026-12-28"),  # would end on Christmas Day, a Friday
    ],
)
def test_digital_post_is_received_the_day_it_is_sent(
    on: str, complaint_until: str, library: Library
) -> None:
    day = date.fromisoformat(on)
    made = letter(library, LetterChannel.DIGITAL_POST, day)
    assert made == (day, date.fromisoformat(complaint_until))


@pytest.mark.ledger("PROC-08")
@pytest.mark.parametrize(
    ("on", "received_on", "complaint_until"),
    [
        ("2026-06-01", "2026-06-09", "2026-07-07"),  # Monday: over one weekend
        ("2026-06-06", "2026-06-15", "2026-07-13"),  # Saturday: counts from Monday
        ("2026-12-21", "2026-12-30", "2027-01-27"),  # over Christmas
        ("2026-12-30", "2027-01-08", "2027-02-05"),  # over New Year
        ("2027-03-19", "2027-04-01", "2027-04-29"),  # over the whole of Easter
        ("2027-03-24", "2027-04-06", "2027-05-04"),  # the day before Maundy Thursday
        ("2027-05-04", "2027-05-13", "2027-06-10"),  # over Ascension Day
        ("2027-05-14", "2027-05-25", "2027-06-22"),  # over Whit Monday
    ],
)
def test_a_letter_is_received_six_working_days_after_it_is_sent(
    on: str, received_on: str, complaint_until: str, library: Library
) -> None:
    made = letter(library, LetterChannel.LETTER, date.fromisoformat(on))
    assert made == (date.fromisoformat(received_on), date.fromisoformat(complaint_until))


@pytest.mark.ledger("PROC-08")
def test_the_time_to_complain_stands_in_the_case(library: Library) -> None:
    case = decided(library, REFUSED).does(LETTER, PAPER).case
    assert case.status is Status.SENT
    assert case.complaint_until == date(2026, 7, 7)


@pytest.mark.ledger("PROC-08")
def test_what_is_no_decision_has_no_time_to_complain(library: Library) -> None:
    story = decided(library, replace(PROVIDER_CHANGE, municipality=DRAFT.municipality))
    assert story.does(LETTER, DIGITAL_POST).case.complaint_until is None


@pytest.mark.ledger("FW-20")
def test_no_letter_is_sent_that_was_not_made_or_before_there_is_a_decision(
    library: Library,
) -> None:
    assert decided(library).refuses(DIGITAL_POST) == ["no_letter"]
    assert assessed(library).refuses(LETTER) == ["out_of_order"]
    assert assessed(library).refuses(DIGITAL_POST) == ["out_of_order"]


@pytest.mark.parametrize(
    ("on", "code"),
    [(date(2026, 5, 29), "sent_before_decided"), (date(2026, 6, 2), "in_the_future")],
)
def test_a_letter_is_sent_between_the_decision_and_today(
    on: date, code: str, library: Library
) -> None:
    story = decided(library).does(LETTER)
    assert story.refuses(replace(DIGITAL_POST, sent_on=on)) == [code]


def test_where_no_rule_says_when_a_letter_arrives_no_day_is_made_up(library: Library) -> None:
    story = decided(library).does(LETTER)
    assert story.refuses(PAPER, standard=None) == ["not_coded"]
    case = story.does(DIGITAL_POST, standard=None, standard_on=None).case
    assert case.status is Status.SENT
    assert (case.complaint_until, case.follow_up_due) == (None, None)


@pytest.mark.ledger("VEJ-13")
def test_in_vejen_the_need_is_assessed_again_within_a_year(library: Library) -> None:
    case = sent(library).case
    assert case.follow_up_due == date(2027, 6, 1)
    assert due(case) == (date(2027, 6, 1), "follow_up")


@pytest.mark.ledger("S104-06")
def test_in_copenhagen_help_is_followed_up_within_two_years(library: Library) -> None:
    draft = replace(GRANT, decided_on=TODAY)
    assert draft.municipality == COPENHAGEN
    case = sent(library, draft, municipality=COPENHAGEN).case
    assert due(case) == (date(2028, 6, 1), "follow_up")


@pytest.mark.ledger("VEJ-13")
def test_where_no_help_runs_nothing_is_followed_up(library: Library) -> None:
    case = sent(library, REFUSED).case
    assert case.grant is None
    assert due(case) == (None, None)


def reconsidered(library: Library) -> Story:
    """A running grant whose need has been uncovered and assessed again."""
    from_application = assessed(library)
    story = Story(library).does(RUNNING_GRANT, NEED)
    for entry in from_application.entries[2:]:
        if not isinstance(entry.event, NeedUncovered | DeadlineSet):
            story.does(entry.event, valid_from=entry.valid_from)
    return story


@pytest.mark.parametrize(
    ("kind", "days", "follow_up"),
    [
        (DecisionKind.GRANT, 5, date(2027, 6, 1)),
        (DecisionKind.REDUCTION, 3, date(2027, 6, 1)),
        # The help goes on as it was; the next follow-up is counted from this one.
        (DecisionKind.REFUSAL, 4, date(2027, 6, 1)),
        (DecisionKind.TERMINATION, None, None),
    ],
)
def test_what_runs_after_a_decision_about_running_help(
    kind: DecisionKind, days: int | None, follow_up: date | None, library: Library
) -> None:
    drafts = {
        DecisionKind.GRANT: DRAFT,
        DecisionKind.REFUSAL: REFUSED,
        DecisionKind.REDUCTION: replace(
            REDUCTION, municipality=DRAFT.municipality, decided_on=TODAY
        ),
        DecisionKind.TERMINATION: replace(REFUSED, kind=DecisionKind.TERMINATION),
    }
    case = reconsidered(library).does(takes(drafts[kind]), LETTER, DIGITAL_POST).case
    assert (case.grant["days_per_week"] if case.grant else None) == days
    assert case.follow_up_due == follow_up
