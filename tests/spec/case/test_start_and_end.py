"""How a case begins, who has it, what is noted in it, and how it ends."""

from dataclasses import replace
from datetime import date

import pytest

from kompas.casework import DecisionKind
from kompas.casework.commands import may_take
from kompas.casework.status import Status
from kompas.casework.steps import STEPS
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.assignment import Assigned
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.document import DocumentAttached
from kompas.casework.steps.note import NoteWritten
from kompas.casework.summary import due, summary
from kompas.norms import Library
from tests.spec.case.stories import (
    APPLICATION,
    ASSESSMENT,
    CASEWORKER,
    CITIZEN,
    COLLEAGUE,
    DIGITAL_POST,
    DRAFT,
    LETTER,
    NEED,
    RUNNING_GRANT,
    TODAY,
    VEJEN,
    Start,
    Story,
    assessed,
    at_panel,
    decided,
    informed,
    received,
    sent,
    takes,
)
from tests.spec.soundness.drafts import PROVIDER_CHANGE, SUITED

NOTE = NoteWritten(text="Borgeren ringede: er glad for beskeden.")
PAPER = DocumentAttached(
    document_id="d1", title="Brev fra botilbuddet", sha256="cd" * 32, dated=TODAY
)
CLOSED = CaseClosed(why="Borgeren er flyttet til en anden kommune.")


def test_a_case_starts_from_a_running_grant(library: Library) -> None:
    case = Story(library).does(RUNNING_GRANT).case
    assert case.status is Status.RUNNING
    assert case.citizen == CITIZEN
    assert case.grant == RUNNING_GRANT.extent
    assert case.proceedings == ()
    assert due(case) == (date(2026, 9, 1), "follow_up")


@pytest.mark.parametrize("kind", [DecisionKind.PROVIDER_CHOICE, DecisionKind.PROVIDER_CHANGE])
def test_help_is_given_where_the_choice_of_provider_points(
    kind: DecisionKind, library: Library
) -> None:
    story = sent(library, replace(DRAFT, facilities=(SUITED,))).does(NEED, ASSESSMENT)
    assert story.case.facilities == (SUITED.name,)
    other = replace(SUITED, name="Haven")
    given = {"kind": kind, "municipality": VEJEN, "starts_on": TODAY, "facilities": (other,)}
    story.does(takes(PROVIDER_CHANGE, **given), LETTER)
    assert story.case.facilities == (SUITED.name,)
    story.does(DIGITAL_POST)
    # Who gives the help may see the case; who gave it before may not any more.
    assert story.case.facilities == ("Haven",)
    assert story.case.grant == DRAFT.granted


def test_from_a_running_grant_the_need_is_uncovered_and_assessed(library: Library) -> None:
    story = Story(library).does(RUNNING_GRANT)
    assert story.refuses(ASSESSMENT) == ["out_of_order"]
    case = story.does(NEED, ASSESSMENT).case
    assert case.status is Status.ASSESSED
    assert case.grant == RUNNING_GRANT.extent


def test_a_grant_is_not_taken_over_from_the_future(library: Library) -> None:
    tomorrow = replace(RUNNING_GRANT, granted_on=date(2026, 6, 2))
    assert Story(library).refuses(tomorrow) == ["in_the_future"]


@pytest.mark.parametrize("opening", [APPLICATION, RUNNING_GRANT])
def test_a_case_begins_once(opening: object, library: Library) -> None:
    (why,) = received(library).why_not(opening)
    assert why.code == "out_of_order"
    assert why.remedy == "Opret en ny sag."


@pytest.mark.parametrize("early", [NEED, NOTE, CLOSED])
def test_nothing_is_recorded_on_a_case_that_does_not_exist(early: object, library: Library) -> None:
    (why,) = Story(library).why_not(early)
    assert why.code == "out_of_order"
    assert "Opret sagen først" in why.remedy


def test_whoever_receives_an_application_handles_it_until_it_is_assigned(library: Library) -> None:
    story = received(library)
    assert summary(story.case).assigned_to == CASEWORKER
    assert summary(story.does(Assigned(to=COLLEAGUE)).case).assigned_to == COLLEAGUE


def test_access_is_restricted_and_opened_again_and_why(library: Library) -> None:
    story = received(library)
    assert story.refuses(AccessRestricted(restricted=True, why="")) == ["why_missing"]
    story.does(AccessRestricted(restricted=True, why="Ansat i forvaltningen"))
    assert summary(story.case).restricted
    story.does(AccessRestricted(restricted=False, why="Ansættelsen er ophørt"))
    assert not summary(story.case).restricted


@pytest.mark.ledger("PROC-09")
@pytest.mark.parametrize("start", [received, informed, assessed, at_panel, decided, sent])
def test_what_matters_is_noted_at_any_time_with_day_and_name(
    start: Start, library: Library
) -> None:
    story = start(library)
    status = story.case.status
    assert story.does(NOTE, by=COLLEAGUE).case.notes == (NOTE.text,)
    assert story.case.status is status
    entry = story.entries[-1]
    assert (entry.recorded_at.date(), entry.by) == (TODAY, COLLEAGUE)


@pytest.mark.ledger("PROC-09")
def test_a_document_is_journalised_with_its_day_and_a_short_theme(library: Library) -> None:
    (document,) = received(library).does(PAPER).case.documents
    assert (document.title, document.dated) == ("Brev fra botilbuddet", TODAY)


@pytest.mark.parametrize("start", [received, informed, assessed, at_panel, decided, sent])
def test_a_case_ends_and_why_is_recorded(start: Start, library: Library) -> None:
    story = start(library)
    assert story.refuses(CaseClosed(why="")) == ["why_missing"]
    case = story.does(CLOSED).case
    assert case.status is Status.CLOSED
    assert case.closed_on == TODAY
    assert due(case) == (None, None)


@pytest.mark.ledger("PROC-09")
def test_a_closed_case_takes_notes_and_documents(library: Library) -> None:
    case = sent(library).does(CLOSED, NOTE, PAPER).case
    assert case.status is Status.CLOSED
    assert case.notes == (NOTE.text,)
    assert case.documents == (PAPER,)


def test_a_closed_case_takes_nothing_else_but_a_withdrawal_or_what_the_board_or_party_says(
    library: Library,
) -> None:
    case = sent(library).does(CLOSED).case
    allowed = {name for name, step in STEPS.items() if step.asked and may_take(case, step)}
    assert allowed == {
        "note_written",
        "document_attached",
        "entry_withdrawn",
        "withdrawal_proposed",
        "complaint_received",
        "case_remitted",
        "case_reopened",
        "letter_corrected",
    }
