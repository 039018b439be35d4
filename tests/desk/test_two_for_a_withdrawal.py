"""A withdrawal that takes two, on the screens: proposed, seen by who is asked, and agreed to."""

import html
from typing import Any

from kompas.accounts.models import User
from kompas.casework.steps.assignment import Assigned
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.casework.steps.withdrawal_proposal import WithdrawalProposed
from kompas.norms import Library
from tests.desk.conftest import SignIn
from tests.desk.step_forms import address, newest, words
from tests.processes.town import EAST, NEXT, Telling, applied, assessed, through_panel

WRONG = Withdrawal.WRONG_CITIZEN


def noted(library: Library) -> Telling:
    return applied(library).does(NoteWritten(text="Kirsten ringede."))


def typed(told: Telling, **given: Any) -> dict[str, Any]:
    entries = told.entries()
    fields = {"entry": str(NEXT), "cause": "wrong_citizen", "reason": "En andens."}
    return {**fields, "seq": entries[-1].seq, **given}


def test_it_is_proposed_seen_by_who_is_asked_and_agreed_to(
    library: Library, sign_in: SignIn
) -> None:
    told, anna, birk = noted(library), sign_in("anna"), sign_in("birk")
    where, asked = address(told.id, "entry_withdrawn"), User.objects.get(username="birk").pk
    answer = anna.post(where, typed(told, asked=str(asked)), follow=True)
    assert "Forslag om at trække en post tilbage" in words(answer)
    assert isinstance(newest(told), WithdrawalProposed)
    # Whose case it is sees whom it waits for, and has nothing to confirm.
    case = words(anna.get(f"/sager/{told.id}"))
    assert f"Anna Prøve foreslår at trække post nr. {NEXT} tilbage. Birk Prøve skal" in case
    assert "Tag stilling til forslaget" not in case
    # Who is asked sees it on the day's page, and as the next thing to do in the case.
    assert "Tag stilling til at trække en post tilbage" in words(birk.get("/min-dag"))
    case = words(birk.get(f"/sager/{told.id}"))
    assert 'id="next-action"' in case
    assert "Tag stilling til forslaget" in case
    form = words(birk.get(where))
    assert f'value="{NEXT}" selected' in form
    assert 'value="wrong_citizen" checked' in form
    assert "Anna Prøve foreslår" in form
    assert anna.post(where, typed(told)).status_code == 422
    assert birk.post(where, typed(told)).status_code == 302
    assert isinstance(newest(told), EntryWithdrawn)
    assert "Tag stilling" not in words(birk.get("/min-dag"))


def test_where_nobody_is_asked_the_team_is_told_that_a_proposal_waits(
    library: Library, sign_in: SignIn
) -> None:
    told = noted(library)
    told.does(Assigned(to="anna"))
    sign_in("anna").post(address(told.id, "entry_withdrawn"), typed(told))
    assert isinstance(newest(told), WithdrawalProposed)
    page = words(sign_in("vera").get("/team"))
    assert "Forslag, der venter på en anden" in page
    assert "Tag stilling til at trække en post tilbage" in page
    assert "Sager, som ingen behandler" not in page


def test_who_does_not_agree_takes_the_proposal_back(library: Library, sign_in: SignIn) -> None:
    told, birk = noted(library), sign_in("birk")
    where = address(told.id, "entry_withdrawn")
    sign_in("anna").post(where, typed(told))
    assert f"post nr. {NEXT + 1}" in words(birk.get(where))
    no = typed(told, entry=str(NEXT + 1), cause="mistake", reason="Den er rigtig nok.")
    assert birk.post(where, no).status_code == 302
    assert "foreslår" not in words(birk.get(f"/sager/{told.id}"))


def test_one_is_offered_only_what_one_may_withdraw(library: Library, sign_in: SignIn) -> None:
    told = through_panel(assessed(library, EAST))
    panel, where = told.case.seq, address(told.id, "entry_withdrawn")
    link = f"?post={panel}"
    for username, may in (("carla", False), ("leif", True), ("petra", True)):
        client = sign_in(username)
        form = words(client.get(where))
        assert (f'<option value="{panel}"' in form) is may, username
        timeline = html.unescape(client.get(f"/sager/{told.id}/forloeb").content.decode())
        assert (link in timeline) is may, username
    # Who decides at the panel is offered nothing else.
    assert f'<option value="{NEXT}"' not in words(sign_in("petra").get(where))
    carla = {"entry": str(panel), "cause": "mistake", "reason": "x", "seq": panel}
    assert sign_in("carla").post(where, carla).status_code == 422
