"""The letter of a decision, and files that come in: stored with the case, or not at all."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.db import transaction

from kompas.casework.commands import Refused
from kompas.casework.steps import step_of
from kompas.casework.steps.letter import LetterMade
from kompas.casework.steps.withdrawal import Withdrawal
from kompas.norms import Library
from kompas.processes.act import Acted
from kompas.processes.attach_document import Paper, attach
from kompas.processes.erasing import Erased, erase_entries
from kompas.processes.letters import make_letter
from kompas.processes.reading import NoSuchCase
from kompas.register import documents
from kompas.register.access import acting
from tests.processes.test_act import stored
from tests.processes.town import (
    EAST,
    NEXT,
    WEST,
    Telling,
    applied,
    assessed,
    counted,
    decided,
    takes,
    viewer,
)
from tests.register.database import Database
from tests.spec.case.stories import APPLICATION, DIGITAL_POST, NEED, withdraws

pytestmark = pytest.mark.usefixtures("town")
PAPER = b"Udtalelse fra botilbuddet.\n"


def codes(outcome: object) -> list[str]:
    assert isinstance(outcome, Refused), outcome
    assert all(reason.text.strip() and reason.remedy.strip() for reason in outcome.reasons)
    return [reason.code for reason in outcome.reasons]


def files() -> list[Path]:
    return [path for path in documents.folder().glob("**/*") if path.is_file()]


# ---------------------------------------------------------------- the letter


@pytest.mark.ledger("FW-20")
def test_the_letter_is_made_kept_and_recorded(library: Library) -> None:
    telling = decided(library)
    anna = viewer("anna")
    with counted() as statements:
        made = make_letter(telling.id, anna, library=library, now=telling.now)
    # An act, the three of a document, whether it is there, the party; and the party in the act.
    assert len(statements) == 13
    assert not isinstance(made, Refused)
    (event,) = made.acted.events
    content = documents.path_of(made.files[0]).read_bytes()
    assert content.startswith(b"%PDF")
    assert isinstance(event.event, LetterMade)
    assert event.event.document_sha256 == hashlib.sha256(content).hexdigest()
    assert 10 < event.event.lix < 60
    assert made.files[0].media_type == "application/pdf"
    assert made.letter.is_final
    with acting(anna):
        assert documents.of_case(telling.id) == made.files
    telling.does(DIGITAL_POST)


def test_the_same_letter_again_is_the_same_file(library: Library) -> None:
    telling = decided(library)
    first, second = telling.prints(), telling.prints()
    assert first.files == second.files
    assert len(files()) == 1


def test_a_letter_that_lacks_something_is_not_made(library: Library, town: Database) -> None:
    telling = assessed(library)
    telling.does(takes(telling, starts_on=None, contact=None))
    before = stored(town)
    outcome = make_letter(telling.id, viewer("anna"), library=library, now=telling.now)
    assert codes(outcome) == ["contact", "starts_on"]
    assert stored(town) == before
    assert not documents.folder().exists() or files() == []


def test_a_letter_shows_no_cpr_number(
    library: Library, town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as of_old:  # recorded before case numbers were asked about
        of_old.setattr("kompas.processes.act.fitted", lambda command: (command, ()))
        telling = Telling(library).does(replace(APPLICATION, unit=WEST, case_number="720480-1234"))
    telling.case_id = telling.case.case_id
    for acted in assessed(library).entries():
        step = step_of(acted.event)
        if step.asked and acted.seq > 1:  # a deadline follows of itself
            telling.does(acted.event)
    telling.does(takes(telling))
    before = stored(town)
    outcome = make_letter(telling.id, viewer("anna"), library=library, now=telling.now)
    assert codes(outcome) == ["cpr"]
    assert stored(town) == before


def test_in_a_callers_transaction_a_refused_file_is_left_to_the_sweep(
    library: Library, town: Database
) -> None:
    telling = decided(library, EAST)
    documents.sweep(telling.now)  # the folder is empty, and marked as this database's
    before = stored(town)
    with transaction.atomic():
        outcome = make_letter(telling.id, viewer("petra"), library=library, now=telling.now)
    assert codes(outcome) == ["not_your_role"]
    assert stored(town) == before
    (left,) = files()
    written = datetime.fromtimestamp(left.stat().st_mtime, tz=UTC)
    assert documents.sweep(written + timedelta(days=2)) == 1
    assert files() == []


def test_a_letter_that_is_refused_leaves_neither_row_nor_file(
    library: Library, town: Database
) -> None:
    telling = decided(library, EAST)
    before = stored(town)
    outcome = make_letter(telling.id, viewer("petra"), library=library, now=telling.now)
    assert codes(outcome) == ["not_your_role"]
    assert stored(town) == before
    assert files() == []


def test_there_is_no_letter_without_a_decision(library: Library) -> None:
    telling = applied(library)
    outcome = make_letter(telling.id, viewer("anna"), library=library, now=telling.now)
    assert codes(outcome) == ["no_decision"]


def test_nobody_makes_a_letter_in_a_case_that_they_may_not_see(library: Library) -> None:
    telling = decided(library)
    with pytest.raises(NoSuchCase):
        make_letter(telling.id, viewer("carla"), library=library, now=telling.now)


def test_a_letter_that_cannot_be_kept_is_not_recorded(
    library: Library, town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling = decided(library)
    before = stored(town)

    def full(*_given: object, **_more: object) -> None:
        raise documents.StorageFull(28, "disken er fuld")

    monkeypatch.setattr("kompas.register.documents.add", full)
    with pytest.raises(documents.StorageFull):
        make_letter(telling.id, viewer("anna"), library=library, now=telling.now)
    assert stored(town) == before


# ---------------------------------------------------------------- files that come in


def attached(telling: Telling, content: bytes = PAPER, by: str = "anna") -> Acted | Refused:
    paper = Paper("Udtalelse", BytesIO(content), date(2026, 5, 18))
    return attach(telling.id, paper, viewer(by), library=telling.library, now=telling.now)


@pytest.mark.ledger("PROC-09")
def test_a_file_comes_into_the_case_with_date_and_theme(library: Library) -> None:
    telling = applied(library)
    outcome = attached(telling)
    assert isinstance(outcome, Acted)
    (known,) = outcome.case.documents
    assert (known.title, known.dated) == ("Udtalelse", date(2026, 5, 18))
    with acting(viewer("anna")):
        (document,) = documents.of_case(telling.id)
    assert (str(document.id), document.sha256) == (known.document_id, known.sha256)
    assert documents.path_of(document).read_bytes() == PAPER
    assert codes(attached(telling)) == ["document_twice"]


def test_a_file_that_is_refused_leaves_no_row(library: Library, town: Database) -> None:
    telling = applied(library, unit="oest")
    before = stored(town)
    assert codes(attached(telling, by="petra")) == ["not_your_role"]
    with pytest.raises(documents.DocumentRefused):
        attached(telling, b"\x7fELF\x00", by="carla")
    with pytest.raises(NoSuchCase):
        attached(telling, by="anna")
    assert stored(town) == before


def test_the_same_file_in_two_cases_lies_once(library: Library) -> None:
    for _case in range(2):
        assert isinstance(attached(applied(library).does(NEED)), Acted)
    assert len(files()) == 1


def test_a_file_that_was_taken_into_the_wrong_case_can_be_erased(library: Library) -> None:
    right, wrong = applied(library), applied(library)
    for telling in (right, wrong):
        acted = attached(telling)
        assert isinstance(acted, Acted)
        telling.acted.append(acted)
    wrong.does(withdraws(NEXT, Withdrawal.WRONG_CITIZEN))
    vera, why = viewer("vera"), "Journaliseret på forkert borger"
    assert erase_entries(wrong.id, [NEXT], why, vera, now=wrong.now) == Erased((NEXT,), 1)
    with acting(viewer("anna")):
        assert documents.of_case(wrong.id) == ()
    assert len(files()) == 1  # the other case has it too
    right.does(withdraws(NEXT, Withdrawal.WRONG_CITIZEN))
    erase_entries(right.id, [NEXT], why, vera, now=right.now)
    assert files() == []
