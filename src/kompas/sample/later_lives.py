"""Lives of cases that go on after a decision: changes asked for, complaints, what is sent back."""

from kompas.casework.proceeding import BoardOutcome, ReviewOutcome
from kompas.casework.steps.application import Channel
from kompas.casework.steps.board_decision import BoardDecided
from kompas.casework.steps.change_request import ChangeRequested
from kompas.casework.steps.complaint import ComplaintReceived
from kompas.casework.steps.complaint_forwarding import ComplaintForwarded
from kompas.casework.steps.complaint_review import ComplaintReviewed
from kompas.casework.steps.proceeding_closing import ProceedingClosed
from kompas.casework.steps.remittal import CaseRemitted
from kompas.sample.case_mix import life
from kompas.sample.scenario import Tale
from kompas.sample.settled_lives import follow_up, refused_for_own_community


def end_proceeding(t: Tale, why: str) -> None:
    """The proceeding ends without a decision; the help runs on."""
    t.record(ProceedingClosed(why=t.say(why)))
    t.follow()


def complain(t: Tale) -> int:
    """The citizen complains of the decision that was sent last, within 12 working days of it."""
    decision = t.entries.decision
    t.wait(3, 12)
    t.record(
        ComplaintReceived(
            decision=decision,
            complaint=t.say("complaint"),
            received_on=t.today,
            sending=t.entries.sending,
        )
    )
    t.follow()
    return decision


def uphold_nothing(t: Tale) -> int:
    """The complaint is looked at, and the decision stands, within 27 working days of it."""
    decision = complain(t)
    t.wait(5, 15)
    t.record(
        ComplaintReviewed(
            outcome=ReviewOutcome.NOT_UPHELD, why=t.say("review_stands"), reviewed_on=t.today
        )
    )
    return decision


def to_board(t: Tale) -> int:
    """The complaint goes to the appeals board, within 29 working days of the decision."""
    decision = uphold_nothing(t)
    t.wait(0, 2)
    t.record(ComplaintForwarded(forwarded_on=t.today))
    return decision


# ---------------------------------------------------------------- changes


@life("home speaking", (16, 40), east=1, west=1)
def change_asked_for(t: Tale) -> None:
    """Somebody with a running grant applies for more."""
    t.take_over(years_ago=1, due_in_days=200)
    t.wait(2, 10)
    t.record(
        ChangeRequested(
            applied_for=t.say("wants_more"), channel=Channel.DIGITAL, received_on=t.today
        )
    )
    t.follow()


@life("home speaking", (32, 90), east=1, west=1)
def change_withdrawn(t: Tale) -> None:
    """The same, and it was withdrawn: the help runs on as it was."""
    change_asked_for(t)
    t.wait(3, 10)
    end_proceeding(t, "change_withdrawn")


@life("home speaking", (60, 240), east=2, west=1)
def followed_up_unchanged(t: Tale) -> None:
    """The follow-up shows that the help goes on as it is."""
    t.take_over(years_ago=2, due_in_days=-20)
    t.wait(2, 10)
    follow_up(t, "follow_up_need")
    t.wait(1, 4)
    end_proceeding(t, "help_goes_on")


# ---------------------------------------------------------------- complaints


@life("independent", (68, 74), east=1, west=1)
def complained(t: Tale) -> None:
    """A complaint of a refusal is in."""
    refused_for_own_community(t)
    complain(t)


@life("independent", (86, 92), east=1, west=1)
def complaint_reviewed(t: Tale) -> None:
    """The decision was looked at again, and stands."""
    refused_for_own_community(t)
    uphold_nothing(t)


@life("independent", (90, 160), east=1, west=1)
def complaint_at_board(t: Tale) -> None:
    """The appeals board has the complaint."""
    refused_for_own_community(t)
    to_board(t)


@life("independent", (160, 260), east=1, west=1)
def sent_back(t: Tale) -> None:
    """The appeals board sent the decision back: it is to be investigated and decided again."""
    refused_for_own_community(t)
    decision = to_board(t)
    t.wait(40, 60)
    t.record(
        BoardDecided(
            outcome=BoardOutcome.REMITTED, decided_on=t.today, text=t.say("board_sends_back")
        )
    )
    t.wait(0, 2)
    t.record(
        CaseRemitted(
            decision=decision,
            received_on=t.today,
            to_investigate=t.say("to_investigate"),
            board=t.entries.board,
        )
    )
    t.follow()
