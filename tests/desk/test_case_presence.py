"""Who else has the case open, and whether it has gone on since the page was shown."""

from django.test import Client
from django.urls import reverse

from kompas.casework.steps.note import NoteWritten
from kompas.norms import Library
from kompas.web.middleware import IDLE
from tests.clock import NOW
from tests.desk.conftest import SignIn
from tests.processes.town import Telling, applied, counted

BY_ITSELF = {"HX-Trigger-By-Itself": "1", "HX-Request": "true"}


def ask(client: Client, told: Telling, seen: int | None = None, said: str = "") -> tuple[int, str]:
    url = reverse("case_presence", kwargs={"case_id": told.id})
    given = {"seq": str(told.case.seq if seen is None else seen), "told": said}
    answer = client.post(url, given, headers=BY_ITSELF)
    return answer.status_code, answer.content.decode()


def test_the_page_asks_by_itself_without_keeping_the_session(
    sign_in: SignIn, library: Library
) -> None:
    told = applied(library)
    text = sign_in("anna").get(reverse("case", kwargs={"case_id": told.id})).content.decode()
    assert 'hx-trigger="load, every 20s"' in text
    assert "HX-Trigger-By-Itself" in text
    client = sign_in("anna")
    session = client.session
    session["seen_at"] = (NOW - IDLE / 2).isoformat()
    session.save()
    ask(client, told)
    assert client.session["seen_at"] == (NOW - IDLE / 2).isoformat()


def test_two_people_at_one_case_are_told_of_each_other(sign_in: SignIn, library: Library) -> None:
    told = applied(library)
    assert "har også sagen åben" not in ask(sign_in("anna"), told)[1]
    assert "Anna Prøve har også sagen åben." in ask(sign_in("birk"), told)[1]
    assert "Birk Prøve har også sagen åben." in ask(sign_in("anna"), told)[1]
    text = ask(sign_in("vera"), told)[1]
    assert "Anna Prøve og Birk Prøve har også sagen åben." in text


def test_new_entries_are_told_with_a_way_to_see_them(sign_in: SignIn, library: Library) -> None:
    told = applied(library)
    seen = told.case.seq
    told.does(NoteWritten(text="Ringet op."), by="birk")
    _status, text = ask(sign_in("anna"), told, seen)
    assert "Der er 1 ny registrering i sagen fra Birk Prøve." in text
    assert f'href="{reverse("case", kwargs={"case_id": told.id})}"' in text
    assert "ny registrering" not in ask(sign_in("anna"), told)[1]


def test_nothing_is_sent_where_nothing_has_changed(sign_in: SignIn, library: Library) -> None:
    told = applied(library)
    assert ask(sign_in("anna"), told, said=f"{told.case.seq} ") == (204, "")


def test_it_asks_the_database_little_and_leaves_no_trace_of_reading(
    sign_in: SignIn, library: Library
) -> None:
    told = applied(library)
    client = sign_in("anna")
    with counted() as sent:
        ask(client, told)
    assert len(sent) <= 8, "\n".join(sent)
    assert not any("kompas_note_look" in statement for statement in sent)


def test_of_a_case_out_of_sight_nothing_is_told(sign_in: SignIn, library: Library) -> None:
    assert ask(sign_in("carla"), applied(library))[0] == 404
