"""What people made of findings, beside the rule: disputed, overridden, decided on by the board."""

from dataclasses import replace

from kompas.casework.finding_reviews import FindingReview, finding_reviews
from kompas.casework.proceeding import BoardOutcome, ReviewOutcome
from kompas.casework.steps.board_decision import BoardDecided
from kompas.casework.steps.complaint import ComplaintReceived
from kompas.casework.steps.complaint_forwarding import ComplaintForwarded
from kompas.casework.steps.complaint_review import ComplaintReviewed
from kompas.casework.steps.finding_objection import FindingDisputed
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.norms import Library
from tests.spec.case.stories import (
    COLLEAGUE,
    DIGITAL_POST,
    LETTER,
    TODAY,
    WITHOUT_HOURS,
    Story,
    assessed,
    decided,
)
from tests.spec.case.test_decision import OVERRIDE

DISPUTED = FindingDisputed(
    code="ground_not_shown",
    about="met_in_housing",
    says="Grunden er ikke vist.",
    why="Det står i bilaget.",
)


def reviews(story: Story) -> list[FindingReview]:
    return list(finding_reviews(story.case, story.entries))


def at_the_board(library: Library) -> Story:
    story = decided(library, WITHOUT_HOURS).does(OVERRIDE, by=COLLEAGUE).does(LETTER, DIGITAL_POST)
    (taken,) = story.case.decisions
    return story.does(
        ComplaintReceived(decision=taken.entry, complaint="For lidt.", received_on=TODAY),
        ComplaintReviewed(outcome=ReviewOutcome.NOT_UPHELD, why="Som før.", reviewed_on=TODAY),
        ComplaintForwarded(forwarded_on=TODAY),
    )


def test_an_objection_stands_beside_its_rule_and_changes_no_verdict(library: Library) -> None:
    story = assessed(library).does(DISPUTED)
    (one,) = reviews(story)
    assert (one.what, one.code, one.about) == ("disputed", "ground_not_shown", "met_in_housing")
    assert (one.says, one.why, one.outcome) == (DISPUTED.says, DISPUTED.why, "")
    assert (one.unit, one.entry) == (story.case.unit, story.entries[-1].seq)
    assert story.on.disputed == (("ground_not_shown", "met_in_housing"),)


def test_the_citizens_name_is_taken_out(library: Library) -> None:
    story = assessed(library)
    assert story.case.citizen is not None
    name = story.case.citizen.name
    first, last = name.split()[0], name.split()[-1]
    why = f"Aftalt med {name}. {first.upper()}s mor og {last}-familien er enige, siger {first}."
    (one,) = reviews(story.does(replace(DISPUTED, why=why)))
    said = "Aftalt med borgeren. {0}s mor og borgeren-familien er enige, siger borgeren."
    assert one.why == said.format(first.upper())


def test_an_objection_to_a_decision_that_was_taken_lets_nothing_be_sent(library: Library) -> None:
    story = decided(library, WITHOUT_HOURS)
    before = story.refuses(LETTER)
    finding = story.case.decisions[0].trace.findings[0]
    story.does(replace(DISPUTED, code=finding.code, about=finding.about))
    assert story.refuses(LETTER) == before == ["blocking_finding"]


def test_what_was_withdrawn_is_no_review(library: Library) -> None:
    story = assessed(library).does(DISPUTED)
    withdrawn = EntryWithdrawn(seq=story.entries[-1].seq, reason=Withdrawal.MISTAKE, why="Fejl.")
    assert reviews(story.does(withdrawn)) == []


def test_what_the_board_says_stands_beside_what_was_overridden(library: Library) -> None:
    story = at_the_board(library)
    (passed,) = reviews(story)
    assert (passed.what, passed.why, passed.outcome) == ("overridden", OVERRIDE.why, "")
    assert passed.says == story.case.decisions[0].trace.findings[0].text
    story.does(BoardDecided(outcome=BoardOutcome.REMITTED, decided_on=TODAY, text="Undersøg mere."))
    passed, board = reviews(story)
    assert passed.outcome == "remitted"
    verdict = story.case.decisions[0].trace.verdict
    assert (board.what, board.code, board.about, board.outcome) == (
        "board",
        "verdict",
        verdict,
        "remitted",
    )


def test_a_case_in_which_nobody_made_anything_of_a_finding_has_none(library: Library) -> None:
    assert reviews(decided(library)) == []
