"""A withdrawal that takes two, on the screens: proposed, seen by who is asked, and agreed to."""

import html
from typing import Any

from kompas.accounts.models import User
from kompas.casework.steps.assignment import Assigned
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.casework.steps.withdrawal_proposal import WithdrawalProposed
from kompas.norms import Library
from tests.clock import TODAY
from tests.desk.conftest import SignIn
from tests.desk.step_forms import address, newest, words
from tests.desk.work import listed
from tests.processes.town import EAST, NEXT, Telling, applied, assessed, sent, through_panel

WRONG = Withdrawal.WRONG_CITIZEN


def noted(library: Library) -> Telling:
    return applied(library).does(NoteWritten(text="Kirsten ringede."))


def typed(told: Telling, **given: Any) -> dict[str, Any]:
    entries = told.entries()
    fields = {"entry": str(NEXT), "cause": "wrong_citizen", "reason": "En andens."}
    return {**fields, "seq": entries[-1].seq, **given}


def proposal(told: Telling, seq: int | None = None) -> str:
    """The page of the newest proposal, or of an entry."""
    return f"/sager/{told.id}/forslag/{seq or told.entries()[-1].seq}"


def answer_of(told: Telling, do: str, reason: str = "") -> dict[str, Any]:
    return {"do": do, "reason": reason, "seq": told.entries()[-1].seq}


def test_it_is_proposed_seen_by_who_is_asked_and_agreed_to(
    library: Library, sign_in: SignIn
) -> None:
    told, anna, birk = noted(library), sign_in("anna"), sign_in("birk")
    where, asked = address(told.id, "entry_withdrawn"), User.objects.get(username="birk").pk
    answer = anna.post(where, typed(told, asked=str(asked)), follow=True)
    assert "Forslag om at annullere en registrering" in words(answer)
    assert isinstance(newest(told), WithdrawalProposed)
    # Whose case it is sees whom it waits for, and has nothing to confirm.
    case = words(anna.get(f"/sager/{told.id}"))
    assert f"Anna Prøve foreslår at annullere registrering nr. {NEXT}. Birk Prøve skal" in case
    assert "Tag stilling til forslaget" not in case
    # Who is asked sees it on the day's page, and as the next thing to do in the case.
    # On the day's page it stands first, once, before what has a day: somebody waits for it.
    for number in range(2):
        listed(number, assigned_to="birk", due_on=TODAY)
    page = words(birk.get("/min-dag"))
    first, later = (
        page.index("Kolleger venter på dit svar"),
        page.index('class="work-group is-soon"'),
    )
    assert first < page.index("Tag stilling til at annullere en registrering") < later
    assert page.count("Tag stilling til at annullere en registrering") == 1
    case = words(birk.get(f"/sager/{told.id}"))
    assert 'id="next-action"' in case
    assert "Tag stilling til forslaget" in case
    assert proposal(told) in case
    assert proposal(told) in words(birk.get("/min-dag"))
    shown = words(birk.get(proposal(told)))
    for told_of in ("Kirsten ringede.", "Anna Prøve", "En andens.", "Bekræft", "Afslå"):
        assert told_of in shown
    assert "Hvem skal bekræfte" not in shown
    assert anna.post(proposal(told), answer_of(told, "confirm")).status_code == 422
    assert birk.post(proposal(told), answer_of(told, "confirm")).status_code == 302
    withdrawn = newest(told)
    assert isinstance(withdrawn, EntryWithdrawn)
    assert withdrawn.seq == NEXT
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
    assert "Tag stilling til at annullere en registrering" in page
    assert "Sager, som ingen behandler" not in page


def test_who_does_not_agree_turns_it_down_with_a_reason(library: Library, sign_in: SignIn) -> None:
    told, birk = noted(library), sign_in("birk")
    sign_in("anna").post(address(told.id, "entry_withdrawn"), typed(told))
    blank = birk.post(proposal(told), answer_of(told, "turn_down"))
    assert (blank.status_code, "Skriv, hvorfor du afslår." in words(blank)) == (422, True)
    # Who works by keyboard begins at the list of what is wrong, which leads to the field.
    listed = words(blank).partition("data-focus")[2].partition("</ul>")[0]
    assert '<a href="#id_reason">Hvorfor?</a> Skriv, hvorfor du afslår.' in listed
    where, no = proposal(told), answer_of(told, "turn_down", reason="Den er rigtig nok.")
    assert birk.post(where, {**no, "seq": 0}).status_code == 409
    done = birk.post(where, no, follow=True)
    assert f"Forslaget er afslået. Registrering nr. {NEXT} står." in words(done)
    turned_down = newest(told)
    assert isinstance(turned_down, EntryWithdrawn)
    assert (turned_down.seq, turned_down.why) == (NEXT + 1, "Den er rigtig nok.")
    assert "foreslår" not in words(birk.get(f"/sager/{told.id}"))
    # In the record it stands as the answer that it is, for who proposed it to read.
    answer, shown = told.entries()[-1].seq, words(sign_in("anna").get(f"/sager/{told.id}/forloeb"))
    assert (
        f"<strong>Forslag afslået</strong>: Registrering nr. {NEXT} står. Den er rigtig nok."
        in shown
    )
    assert f"Afslået ved registrering nr. {answer}: Den er rigtig nok." in shown
    assert "Registrering annulleret" not in shown
    # Who comes late is told, and nothing is done twice.
    late = birk.get(where, follow=True)
    assert "Der er allerede taget stilling til forslaget." in words(late)
    assert birk.get(proposal(told, NEXT)).status_code == 404
    # Who regrets it withdraws the answer, by which the proposal waits again.
    regret = typed(told, entry=str(answer), cause="mistake", reason="Jeg så forkert.")
    assert birk.post(address(told.id, "entry_withdrawn"), regret).status_code == 302
    assert "Tag stilling til forslaget" in words(birk.get(f"/sager/{told.id}"))


def test_who_proposed_it_takes_it_back_and_who_may_not_answer_is_told(
    library: Library, sign_in: SignIn
) -> None:
    told = through_panel(assessed(library, EAST))
    leif = sign_in("leif")
    wrong = typed(told, entry=str(told.case.seq))
    assert leif.post(address(told.id, "entry_withdrawn"), wrong).status_code == 302
    assert "Det skal en anden tage stilling til" in words(sign_in("carla").get(proposal(told)))
    own = words(leif.get(proposal(told)))
    assert "Du har selv foreslået det." in own
    assert "Hvorfor tager du forslaget tilbage?" in own
    assert "hvis du afslår" not in own
    blank = words(leif.post(proposal(told), answer_of(told, "turn_down")))
    assert "Skriv, hvorfor du tager forslaget tilbage." in blank
    where, back = proposal(told), answer_of(told, "turn_down", reason="Jeg tog fejl.")
    assert sign_in("carla").post(where, back).status_code == 422
    assert leif.post(where, back).status_code == 302
    shown = words(leif.get(f"/sager/{told.id}/forloeb"))
    assert "<strong>Forslag taget tilbage</strong>: Registrering nr. " in shown
    assert f"Taget tilbage ved registrering nr. {told.entries()[-1].seq}: Jeg tog fejl." in shown


def test_what_is_noted_after_a_decision_was_sent_is_withdrawn_by_two(
    library: Library, sign_in: SignIn
) -> None:
    told = sent(library).does(NoteWritten(text="På den forkerte dag."))
    seq, anna = told.case.seq, sign_in("anna")
    form = words(anna.get(address(told.id, "entry_withdrawn") + f"?post={seq}"))
    assert f'value="{seq}" selected' in form
    by_mistake = typed(told, entry=str(seq), cause="mistake")
    assert anna.post(address(told.id, "entry_withdrawn"), by_mistake).status_code == 302
    assert isinstance(newest(told), WithdrawalProposed)
    assert sign_in("birk").post(proposal(told), answer_of(told, "confirm")).status_code == 302
    assert isinstance(newest(told), EntryWithdrawn)


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
