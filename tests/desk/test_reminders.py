"""Reminders: one's own, on a case and a day, on my day until they are done; no part of the case."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.closing import CaseClosed
from kompas.limits import MOST_REMINDERS_OF_ONE
from kompas.norms import Library
from kompas.processes import erasing
from kompas.register import access, reminders
from kompas.register.models import Reminder
from kompas.register.verify import verify
from tests.clock import NOW, TODAY
from tests.desk.conftest import SignIn
from tests.desk.work import words
from tests.processes.town import Telling, applied, viewer
from tests.register.database import Database

pytestmark = pytest.mark.usefixtures("town")

A_DAY = timedelta(days=1)


def remind(client: Client, told: Telling, days: int = 0, text: str = "Ring til Kirsten") -> str:
    day = (TODAY + days * A_DAY).isoformat()
    where = f"/sager/{told.id}/paamindelse"
    return words(client.post(where, {"due_on": day, "text": text}, follow=True))


def own(username: str, told: Telling) -> list[str]:
    with access.acting(viewer(username)):
        return [text for _id, _day, text in reminders.of_case(told.id, username)]


def test_it_is_seen_on_ones_own_day_until_it_is_done(library: Library, sign_in: SignIn) -> None:
    told, anna = applied(library), sign_in("anna")
    before = len(told.entries())
    assert "ikke et notat i sagen" in words(anna.get(f"/sager/{told.id}/paamindelse"))
    assert "Påmindelsen står på Min dag" in remind(anna, told)
    remind(anna, told, 3, "Se efter svar")
    page = words(anna.get("/min-dag"))
    due = page.split("<h2>Påmindelser</h2>")[1].split("</section>")[0]
    assert "Ring til Kirsten" in due
    assert "Se efter svar" not in due
    assert "Se efter svar" in page.split("Kommende påmindelser")[1]
    for other in ("birk", "vera"):
        assert "Ring til Kirsten" not in words(sign_in(other).get("/min-dag"))
        assert "Ring til Kirsten" not in words(sign_in(other).get(f"/sager/{told.id}/paamindelse"))
    assert len(told.entries()) == before
    assert list(verify()) == []
    with access.acting(viewer("anna")):
        one = Reminder.objects.get(text="Ring til Kirsten")
    sign_in("birk").post(f"/paamindelser/{one.id}/gjort")
    assert own("anna", told) == ["Ring til Kirsten", "Se efter svar"]
    assert "Påmindelsen er gjort." in words(anna.post(f"/paamindelser/{one.id}/gjort", follow=True))
    assert own("anna", told) == ["Se efter svar"]
    assert "var der ikke mere" in words(anna.post(f"/paamindelser/{uuid4()}/gjort", follow=True))


def test_the_database_keeps_them_apart(library: Library, sign_in: SignIn) -> None:
    told = applied(library)
    remind(sign_in("anna"), told)
    with access.acting(viewer("vera")):
        assert Reminder.objects.count() == 0
        assert Reminder.objects.all().delete()[0] == 0
    assert own("anna", told) == ["Ring til Kirsten"]


@pytest.mark.parametrize(
    ("days", "text", "said"),
    [
        (-1, "x", "Dagen er gået."),
        (5 * 367, "x", "inden for de næste fem år"),
        (1, "", "Udfyld feltet."),
        (1, "x" * 201, "form-error"),
        (1, "010190-1234", "form-error"),
    ],
)
def test_what_is_wrong_is_told(
    days: int, text: str, said: str, library: Library, sign_in: SignIn
) -> None:
    told = applied(library)
    assert said in remind(sign_in("anna"), told, days, text)
    assert own("anna", told) == []


def test_there_are_not_more_than_can_be_seen(library: Library, sign_in: SignIn) -> None:
    told = applied(library)
    with access.acting(viewer("anna")):
        for number in range(MOST_REMINDERS_OF_ONE):
            reminders.add(told.id, "anna", TODAY, f"Nr. {number}", NOW)
    assert f"Du har {MOST_REMINDERS_OF_ONE} påmindelser." in remind(sign_in("anna"), told)
    assert len(own("anna", told)) == MOST_REMINDERS_OF_ONE


def test_of_a_case_that_is_out_of_sight_nothing_is_shown(library: Library, sign_in: SignIn) -> None:
    told, birk = applied(library), sign_in("birk")
    remind(birk, told)
    told.does(AccessRestricted(restricted=True, why="I familie."), by="vera")
    assert "Ring til Kirsten" not in words(birk.get("/min-dag"))
    assert birk.get(f"/sager/{told.id}/paamindelse").status_code == 404


def test_it_goes_with_what_the_case_says(
    library: Library, sign_in: SignIn, database: Database
) -> None:
    told = applied(library)
    remind(sign_in("anna"), told)
    told.does(CaseClosed(why="Flyttet."))
    erasing.erase_case(told.id, "Arkivloven", viewer("drift"), now=NOW)
    with database.as_superuser() as all_seeing:
        assert all_seeing.execute("SELECT count(*) FROM reminder").fetchone() == (0,)
