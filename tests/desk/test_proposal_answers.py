"""What a colleague answered to one's proposal stands on one's own day until the case was opened."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.note import NoteWritten
from kompas.norms import Library
from kompas.processes.open_case import CASEWORK
from kompas.register import access, answers
from kompas.register.access import What
from tests import clock
from tests.desk.conftest import SignIn
from tests.desk.step_forms import address, words
from tests.processes.town import NEXT, Telling, applied, viewer

HEADING = "Svar på dine forslag"
CONFIRMED = f"Registrering nr. {NEXT} er annulleret"
TURNED_DOWN = f"Registrering nr. {NEXT} står"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A minute passes."""

    def passes() -> None:
        monkeypatch.setattr(clock, "NOW", clock.NOW + timedelta(minutes=1))

    return passes


def proposed(library: Library, anna: Client) -> Telling:
    """Anna proposes to withdraw a note of hers, which was another citizen's."""
    told = applied(library).does(NoteWritten(text="Kirsten ringede."))
    typed = {"entry": str(NEXT), "cause": "wrong_citizen", "reason": "En andens."}
    where = address(told.id, "entry_withdrawn")
    assert anna.post(where, {**typed, "seq": told.entries()[-1].seq}).status_code == 302
    return told


def answer(told: Telling, client: Client, do: str, reason: str = "") -> None:
    seq = told.entries()[-1].seq
    where = f"/sager/{told.id}/forslag/{NEXT + 1}"
    assert client.post(where, {"do": do, "reason": reason, "seq": seq}).status_code == 302


@pytest.mark.parametrize(
    ("do", "told_of"),
    [
        ("confirm", (CONFIRMED, "Birk Prøve har bekræftet dit forslag")),
        ("turn_down", (TURNED_DOWN, "Birk Prøve har afslået dit forslag")),
    ],
)
def test_who_proposed_is_told_the_answer_until_the_case_is_opened(
    do: str, told_of: tuple[str, ...], library: Library, sign_in: SignIn, later: Any
) -> None:
    anna, birk = sign_in("anna"), sign_in("birk")
    told = proposed(library, anna)
    assert anna.get(f"/sager/{told.id}").status_code == 200
    assert HEADING not in words(anna.get("/min-dag"))
    later()
    answer(told, birk, do, reason="Den er rigtig nok.")
    later()
    for _look in range(2):  # that it is shown takes nothing away
        page = words(anna.get("/min-dag"))
        for text in (HEADING, *told_of, f"/sager/{told.id}/forloeb#post-{NEXT + 2}"):
            assert text in page
    # Neither on a part of the work, nor on anybody else's.
    assert HEADING not in words(anna.get("/min-dag?vis=late"))
    for other in ("birk", "vera", "carla"):
        assert HEADING not in words(sign_in(other).get("/min-dag"))
    # To find the case, or to see it on the page of the citizen, is not to open it.
    with access.acting(viewer("anna")):
        access.note_each("anna", clock.NOW, What.READ, "Borgerens sider", [told.id])
    assert HEADING in words(anna.get("/min-dag"))
    assert anna.get(f"/sager/{told.id}/forloeb").status_code == 200
    assert HEADING not in words(anna.get("/min-dag"))


def test_what_one_took_back_oneself_is_no_answer(
    library: Library, sign_in: SignIn, later: Any
) -> None:
    anna = sign_in("anna")
    told = proposed(library, anna)
    later()
    answer(told, anna, "turn_down", reason="Jeg tog fejl.")
    later()
    assert HEADING not in words(anna.get("/min-dag"))


def test_an_answer_that_was_regretted_is_none_and_the_next_is_told(
    library: Library, sign_in: SignIn, later: Any
) -> None:
    anna, birk = sign_in("anna"), sign_in("birk")
    told = proposed(library, anna)
    later()
    answer(told, birk, "turn_down", reason="Den er rigtig nok.")
    seq = told.entries()[-1].seq
    regret = {"entry": str(seq), "cause": "mistake", "reason": "Jeg så forkert.", "seq": seq}
    assert birk.post(address(told.id, "entry_withdrawn"), regret).status_code == 302
    later()
    assert HEADING not in words(anna.get("/min-dag"))
    answer(told, birk, "confirm")
    later()
    page = words(anna.get("/min-dag"))
    assert CONFIRMED in page
    assert TURNED_DOWN not in page


def test_of_a_case_that_is_out_of_sight_nothing_is_told(
    library: Library, sign_in: SignIn, later: Any
) -> None:
    birk = sign_in("birk")
    told = proposed(library, birk)
    later()
    answer(told, sign_in("vera"), "turn_down", reason="Den er rigtig nok.")
    later()
    assert TURNED_DOWN in words(birk.get("/min-dag"))
    told.today = clock.TODAY + timedelta(days=1)
    told.does(AccessRestricted(restricted=True, why="I familie."), by="vera")
    assert HEADING not in words(birk.get("/min-dag"))


@pytest.mark.usefixtures("town")
def test_proposals_are_found_by_an_index_of_their_own() -> None:
    with access.acting(viewer("anna")), connection.cursor() as cursor:
        with CaptureQueriesContext(connection) as queries:
            assert answers.unseen(viewer("anna"), CASEWORK) == ()
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + queries.captured_queries[-1]["sql"])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "case_event_proposed" in plan
    assert "Seq Scan on case_event" not in plan
    assert "Seq Scan on access_log" not in plan
