"""Which steps are possible and for whom, what each form proposes, and what it costs."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from kompas.accounts.models import User
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.casework.steps.withdrawal_proposal import WithdrawalProposed
from kompas.norms import Library
from kompas.register import access
from tests.clock import TODAY
from tests.desk.conftest import SignIn
from tests.desk.step_forms import (
    FORM,
    address,
    heard_twice,
    informed,
    newest,
    recommended,
    right_of,
    words,
)
from tests.proceedings import current
from tests.processes.town import EAST, applied, assessed, counted, decided, sent, through_panel

pytestmark = pytest.mark.usefixtures("town")


# ---------------------------------------------------------------- what is possible


@pytest.mark.parametrize("step", FORM)
def test_a_step_that_is_not_possible_yet_is_told_in_words(
    step: str, library: Library, sign_in: SignIn
) -> None:
    told = applied(library).does(CaseClosed(why="Flyttet."))
    answer = sign_in("vera").get(address(told.id, step))
    if step in ("note_written", "entry_withdrawn", "case_reopened"):
        assert answer.status_code == 200
    else:
        assert answer.status_code == 409
        assert "kan ikke registreres, når sagen står på »lukket«" in words(answer)


def test_what_was_typed_stays_when_the_case_has_gone_on(library: Library, sign_in: SignIn) -> None:
    told, client = applied(library), sign_in("anna")
    seq = told.case.seq
    told.does(CaseClosed(why="Flyttet."))
    typed = {**right_of("need_uncovered"), "seq": seq}
    answer = client.post(address(told.id, "need_uncovered"), typed)
    assert answer.status_code == 422
    assert typed["reason"] in words(answer)
    assert "Det kan ske, når sagen står på" in words(answer)


def test_only_the_lead_restricts_access(library: Library, sign_in: SignIn) -> None:
    told = applied(library)
    answer = sign_in("anna").get(address(told.id, "access_restricted"))
    assert answer.status_code == 403
    assert "kræver en anden rolle" in words(answer)
    assert sign_in("vera").get(address(told.id, "access_restricted")).status_code == 200


@pytest.mark.parametrize("step", ["panel_decided", "letter_sent", "findes-ikke"])
def test_what_has_a_page_of_its_own_is_not_here(
    step: str, library: Library, sign_in: SignIn
) -> None:
    assert sign_in("anna").get(address(applied(library).id, step)).status_code == 404


def test_a_case_that_is_not_seen_is_not_there(library: Library, sign_in: SignIn) -> None:
    west = applied(library)
    limited = AccessRestricted(restricted=True, why="I familie.")
    hidden = applied(library).does(limited, by="vera")
    for client, case_id in (
        (sign_in("carla"), west.id),
        (sign_in("birk"), hidden.id),
        (sign_in("anna"), uuid4()),
    ):
        assert client.get(address(case_id, "note_written")).status_code == 404
        assert client.post(f"/sager/{case_id}/kladde/x", {"a": "b"}).status_code == 404


def test_a_panel_member_does_not_handle_cases(library: Library, sign_in: SignIn) -> None:
    told = through_panel(assessed(library, EAST))
    assert sign_in("petra").get(address(told.id, "note_written")).status_code == 403


# ---------------------------------------------------------------- what each form proposes


def test_the_papers_that_must_be_heard_about_are_chosen(library: Library, sign_in: SignIn) -> None:
    page = words(sign_in("anna").get(address(informed(library).id, "hearing_sent")))
    assert 'value="report" checked' in page
    assert (TODAY + timedelta(days=14)).isoformat() in page


def test_of_two_hearings_the_answered_one_is_chosen(library: Library, sign_in: SignIn) -> None:
    told, client = heard_twice(library), sign_in("anna")
    first, second = (one.seq for one in current(told.case).hearings)
    page = words(client.get(address(told.id, "hearing_answered") + f"?post={second}"))
    assert f'value="{second}" checked' in page
    typed = {**right_of("hearing_answered"), "hearing": str(second), "seq": told.case.seq}
    assert client.post(address(told.id, "hearing_answered"), typed).status_code == 302
    assert newest(told).hearing_seq == second != first


def test_a_link_names_the_entry_to_withdraw(library: Library, sign_in: SignIn) -> None:
    told, client = informed(library), sign_in("anna")
    page = words(client.get(address(told.id, "entry_withdrawn") + "?post=3"))
    assert 'value="3" selected' in page
    assert client.get(address(told.id, "entry_withdrawn") + "?post=٣x").status_code == 200


def test_a_sent_decision_is_taken_up_again_with_a_warning(
    library: Library, sign_in: SignIn
) -> None:
    page = words(sign_in("anna").get(address(sent(library).id, "need_uncovered")))
    assert "begynder en opfølgning" in page


def test_a_case_recorded_on_the_wrong_citizen_is_emptied(library: Library, sign_in: SignIn) -> None:
    told, client = informed(library), sign_in("anna")
    typed = {"entry": "1", "cause": "wrong_citizen", "reason": "Tastefejl.", "seq": told.case.seq}
    assert client.post(address(told.id, "entry_withdrawn"), typed).status_code == 302
    assert newest(told).reason is Withdrawal.WRONG_CITIZEN
    assert told.entries(by="vera")[-1].event == WithdrawalProposed(
        seq=1, reason=Withdrawal.WRONG_CITIZEN, why="Tastefejl."
    )
    typed["seq"] = told.entries()[-1].seq
    assert sign_in("birk").post(address(told.id, "entry_withdrawn"), typed).status_code == 302
    # Why is not told: it may say whom it is about.
    assert told.entries(by="vera")[-1].event == EntryWithdrawn(
        seq=1, reason=Withdrawal.WRONG_CITIZEN, why=""
    )


def test_who_gives_a_restricted_case_away_is_sent_home(library: Library, sign_in: SignIn) -> None:
    limited = AccessRestricted(restricted=True, why="I familie.")
    told, client = applied(library).does(limited, by="vera"), sign_in("anna")
    typed = {**right_of("assigned"), "seq": told.case.seq}
    answer = client.post(address(told.id, "assigned"), typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/min-dag")


def test_a_case_is_given_only_to_those_of_its_unit(library: Library, sign_in: SignIn) -> None:
    told, client = applied(library), sign_in("anna")
    page = words(client.get(address(told.id, "assigned")))
    assert "Birk Prøve" in page
    assert "Carla Prøve" not in page
    carla = User.objects.get(username="carla").pk
    typed = {"to": str(carla), "seq": told.case.seq}
    assert client.post(address(told.id, "assigned"), typed).status_code == 422


def test_what_was_withdrawn_is_not_chosen_again(library: Library, sign_in: SignIn) -> None:
    told = informed(library)
    told.does(EntryWithdrawn(seq=3, reason=Withdrawal.MISTAKE, why="Fejl."))
    page = words(sign_in("anna").get(address(told.id, "entry_withdrawn")))
    assert '<option value="3"' not in page


def test_extent_is_written_as_in_danish(library: Library, sign_in: SignIn) -> None:
    told = recommended(library)
    page = words(sign_in("carla").get(address(told.id, "recommendation_made")))
    assert 'value="35"' in page
    assert 'value="5"' in page


@pytest.mark.ledger("FW-18")
def test_who_recommends_sees_what_the_standard_says(library: Library, sign_in: SignIn) -> None:
    page = words(sign_in("anna").get(address(assessed(library).id, "recommendation_made")))
    assert "Det siger lov og standard" in page
    assert "Målgruppe" in page


# ---------------------------------------------------------------- a closed case


def test_a_closed_case_is_opened_again_from_its_page(library: Library, sign_in: SignIn) -> None:
    told, client = sent(library).does(CaseClosed(why="Borgeren er flyttet.")), sign_in("anna")
    closed = words(client.get(f"/sager/{told.id}"))
    assert "Genåbn sagen" in closed
    form = words(client.get(address(told.id, "case_reopened")))
    assert "Borgeren er flyttet." in form
    assert "Løber hjælpen igen?" in form
    typed = {**right_of("case_reopened"), "seq": told.case.seq}
    answer = client.post(address(told.id, "case_reopened"), typed, follow=True)
    assert "Gemt i sagen: Sag genåbnet." in words(answer)
    assert "Luk sagen" in words(answer)
    assert "Genåbn sagen" not in words(answer)


def test_whether_help_runs_again_is_asked_where_some_stopped(
    library: Library, sign_in: SignIn
) -> None:
    told = applied(library).does(CaseClosed(why="Flyttet."))
    form = words(sign_in("anna").get(address(told.id, "case_reopened")))
    assert "Løber hjælpen igen?" not in form
    assert "Ansøgning af 4. maj 2026, afgørelse senest" in form


def test_an_open_case_is_not_opened(library: Library, sign_in: SignIn) -> None:
    answer = sign_in("anna").get(address(applied(library).id, "case_reopened"))
    assert answer.status_code == 409
    assert "Sagen er ikke lukket" in words(answer)


# ---------------------------------------------------------------- statements


@pytest.mark.parametrize("step", FORM)
def test_a_form_is_few_statements(step: str, library: Library, sign_in: SignIn) -> None:
    typing = FORM[step]
    told = typing.start(library)
    client = sign_in(typing.by)
    with counted() as statements:
        assert client.get(address(told.id, step)).status_code == 200
    assert len(statements) <= 12, statements


def test_a_draft_is_four_statements(library: Library, sign_in: SignIn) -> None:
    told, client = applied(library), sign_in("anna")
    client.get(address(told.id, "note_written"))
    with counted() as statements:
        client.post(f"/sager/{told.id}/kladde/note_written", {"note": "Hej"})
    assert len(statements) == 4, statements


def test_to_open_a_form_leaves_a_trace(library: Library, sign_in: SignIn) -> None:
    told = decided(library)
    sign_in("anna").get(address(told.id, "note_written"))
    assert access.looks_at(told.id)[0].purpose == "Registrering i sagen"
    assert access.looks_at(told.id)[0].by_user == "anna"


def test_the_pages_speak_english(library: Library) -> None:
    """No text is put into words before the language is known."""
    told = applied(library)
    client = Client()
    client.force_login(User.objects.get(username="anna"))
    client.cookies["language"] = "en"
    assert client.get(address(told.id, "note_written")).status_code == 200
