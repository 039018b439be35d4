"""My day as a list of work: letters first, filters and order in the address, the in-box, what is
new, what was opened last; and nonsense in the address.
"""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kompas.accounts import administration
from kompas.accounts.roles import Role
from kompas.casework.steps.assignment import Assigned
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.note import NoteWritten
from kompas.norms import Library
from kompas.processes.reading import folded
from tests import clock
from tests.clock import TODAY
from tests.desk.conftest import SignIn
from tests.desk.test_my_day import in_order
from tests.desk.work import listed, words
from tests.processes.town import EAST, WEST, applied, assessed, counted, through_panel
from tests.spec.case.stories import REPORT, withdraws
from tests.spec.case.test_hearing import ANSWER, HEARING

pytestmark = pytest.mark.usefixtures("town")

A_DAY = timedelta(days=1)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A minute passes."""

    def passes() -> None:
        monkeypatch.setattr(clock, "NOW", clock.NOW + timedelta(minutes=1))

    return passes


# ---------------------------------------------------------------- letters


def test_letters_that_have_not_gone_come_first(sign_in: SignIn) -> None:
    listed(1, due_on=TODAY - A_DAY)
    listed(2, status="decided")  # has no day, and lay at the bottom
    page = words(sign_in("anna").get("/min-dag"))
    assert in_order(page) == [2, 1]
    assert page.index("<h2>Breve, der skal sendes") < page.index("<h2>Over tiden")
    assert "<strong>1</strong>Breve, der skal sendes" in page
    assert in_order(words(sign_in("anna").get("/min-dag?vis=unsent"))) == [2]


# ---------------------------------------------------------------- the address


def several() -> None:
    listed(1, citizen_name="Borger Nr1", due_on=TODAY + A_DAY, service="activity_and_social")
    listed(2, status="assessed", service="sheltered_employment", opened_on=TODAY - 9 * A_DAY)
    listed(3, status="decided", service="socio_pedagogical_support", due_on=TODAY + 9 * A_DAY)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ydelse=sheltered_employment", [2]),
        ("status=assessed", [2]),
        ("status=received&ydelse=activity_and_social", [1]),
        ("status=received&ydelse=sheltered_employment", []),
        ("vis=unsent&ydelse=socio_pedagogical_support", [3]),
        ("sorter=name", [1, 2, 3]),
        ("sorter=service", [3, 2, 1]),  # §§ 85, 103, 104
        ("sorter=status", [1, 2, 3]),
        ("sorter=opened", [1, 3, 2]),
        ("sorter=due", [3, 1, 2]),
    ],
)
def test_filters_and_order_stand_in_the_address(
    asked: str, found: list[int], sign_in: SignIn
) -> None:
    several()
    page = words(sign_in("anna").get(f"/min-dag?{asked}"))
    assert in_order(page) == found
    assert "Adressen beder om noget" not in page


def test_what_is_chosen_is_kept_in_every_way_on(sign_in: SignIn) -> None:
    several()
    page = words(sign_in("anna").get("/min-dag?vis=later&ydelse=sheltered_employment&sorter=name"))
    assert 'value="sheltered_employment" selected' in page
    assert 'value="name" selected' in page
    assert "/min-dag?vis=late&ydelse=sheltered_employment&sorter=name" in page
    assert '<input type="hidden" name="vis" value="later">' in page
    assert '<a href="/min-dag?vis=later">Fjern filtre</a>' in page


@pytest.mark.parametrize("sort", ["name", "service", "status", "opened"])
def test_a_sorted_list_goes_on_page_by_page_without_a_gap(sort: str, sign_in: SignIn) -> None:
    ways = ("received", "assessed", "informed")
    services = ("sheltered_employment", "socio_pedagogical_support", "activity_and_social")
    for number in range(120):
        listed(
            number,
            status=ways[number % 3],
            service=services[number % 2],
            opened_on=TODAY - (number % 5) * A_DAY,
        )
    client, seen, where = sign_in("anna"), [], f"/min-dag?sorter={sort}"
    for _page in range(3):
        page = words(client.get(where))
        seen += in_order(page)
        more = re.search(r'<p id="more"><a [^>]*href="([^"]+)"', page)
        where = more[1] if more else ""
    assert where == ""
    assert sorted(seen) == list(range(120))


@pytest.mark.parametrize(
    "asked",
    [
        "vis=vrøvl",
        "frist=%00",
        "ydelse=' OR 1=1",
        "status=closed",
        "sorter=sort_name;DROP",
        "for=1.vest",
        "efter=x",
        "noget=andet",
        "vis=" + "x" * 1500,
        "sorter=name&efter=00000000-0000-0000-0000-000000000000.x",
    ],
)
def test_nonsense_in_the_address_is_told_and_shows_everything(asked: str, sign_in: SignIn) -> None:
    several()
    answer = sign_in("anna").get(f"/min-dag?{asked}")
    page = words(answer)
    assert answer.status_code == 200
    assert "Adressen beder om noget, Kompas ikke kender." in page
    assert sorted(in_order(page)) == [1, 2, 3]


@pytest.mark.parametrize(
    "asked", ["hos=x", "hos=99999", "ydelse=x", "status=new", "efter=x", "y=z"]
)
def test_nonsense_on_the_teams_page_is_told_too(asked: str, sign_in: SignIn) -> None:
    several()
    answer = sign_in("vera").get(f"/team?{asked}")
    assert answer.status_code == 200
    assert "Adressen beder om noget, Kompas ikke kender." in words(answer)


def test_the_team_is_filtered(sign_in: SignIn) -> None:
    several()
    client = sign_in("vera")
    page = words(client.get("/team?ydelse=sheltered_employment"))
    assert re.findall(r"Borger Nr(\d)</a>", page) == ["2"]
    page = words(client.get("/team?status=decided&ydelse=sheltered_employment"))
    assert "Ingen af sagerne passer til filtret." in page
    assert "Adressen beder" not in page


def test_each_line_says_the_paragraph(sign_in: SignIn) -> None:
    several()
    page = words(sign_in("anna").get("/min-dag")).replace("\N{NO-BREAK SPACE}", " ")
    for paragraph in ("§ 104", "§ 103", "§ 85"):
        assert f">{paragraph}<" in page


# ---------------------------------------------------------------- the in-box


def test_what_nobody_handles_in_ones_units_can_be_taken(library: Library, sign_in: SignIn) -> None:
    listed(1, assigned_to=None)
    listed(2, assigned_to=None, unit=EAST)
    listed(3, assigned_to=None, restricted=True)
    page = words(sign_in("anna").get("/min-dag"))
    assert "Ufordelt indbakke" in page
    assert in_order(page.split("Ufordelt indbakke")[1]) == [1]
    assert in_order(words(sign_in("anna").get("/min-dag?vis=inbox"))) == [1]
    assert "Ufordelt indbakke" not in words(sign_in("carla").get("/min-dag?vis=late"))
    told = applied(library).does(Assigned(to="birk"))
    # It is told whose it is by now, and nothing is recorded.
    answer = sign_in("anna").post(f"/sager/{told.id}/tag", follow=True)
    assert "En anden har taget sagen imens." in words(answer)
    assert folded(told.entries()).assigned_to == "birk"


def test_a_case_that_nobody_handles_is_taken(
    library: Library, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = applied(library)
    from kompas.register.models import CaseSummary, WorkItem  # noqa: PLC0415

    CaseSummary.objects.filter(pk=told.id).update(assigned_to=None)
    WorkItem.objects.filter(case_id=told.id).update(assigned_to=None)
    del monkeypatch
    birk = sign_in("birk")
    assert f"/sager/{told.id}/tag" in words(birk.get("/min-dag"))
    answer = birk.post(f"/sager/{told.id}/tag", follow=True)
    assert "Sagen er din:" in words(answer)
    assert folded(told.entries()).assigned_to == "birk"
    assert sign_in("petra").post(f"/sager/{told.id}/tag").status_code in (403, 404)


def test_a_long_in_box_is_a_list_of_its_own(sign_in: SignIn) -> None:
    for number in range(12):
        listed(number, assigned_to=None, due_on=TODAY + number * A_DAY)
    page = words(sign_in("anna").get("/min-dag"))
    assert in_order(page) == [0, 1, 2, 3, 4]
    assert "Vis alle ufordelte sager (over 10)" in page
    assert in_order(words(sign_in("anna").get("/min-dag?vis=inbox")))[:12] == list(range(12))


# ---------------------------------------------------------------- what is new


def test_who_gets_a_case_is_told_until_it_is_opened(
    library: Library, sign_in: SignIn, later: Any
) -> None:
    told, birk = applied(library), sign_in("birk")
    later()
    told.does(Assigned(to="birk"), by="vera")
    later()
    for _look in range(2):
        page = words(birk.get("/min-dag"))
        assert "Nyt i dine sager" in page
        assert "Vera Prøve har overdraget sagen til dig" in page
        assert re.search(r'class="work-new"><span class="sr-only">Nyt: </span>Overdraget', page)
    assert "Nyt i dine sager" not in words(sign_in("anna").get("/min-dag"))
    assert "Nyt i dine sager" not in words(sign_in("vera").get("/min-dag"))
    assert birk.get(f"/sager/{told.id}").status_code == 200
    later()
    page = words(birk.get("/min-dag"))
    assert "Nyt i dine sager" not in page
    assert "work-new" not in page
    assert "Senest åbnet" in page


def test_what_the_panel_decided_is_new_to_who_handles_the_case(
    library: Library, sign_in: SignIn
) -> None:
    told, carla = assessed(library, EAST), sign_in("carla")
    assert "Nyt i dine sager" not in words(carla.get("/min-dag"))
    through_panel(told)
    page = words(carla.get("/min-dag"))
    assert "Petra Prøve har skrevet beslutningen ned" in page
    assert "Udvalget har besluttet</span>" in page
    assert "Nyt i dine sager" not in words(sign_in("petra").get("/forside"))
    assert carla.get(f"/sager/{told.id}").status_code == 200
    assert "Nyt i dine sager" not in words(carla.get("/min-dag"))


def test_an_answer_to_the_hearing_is_new_until_it_is_withdrawn(
    library: Library, sign_in: SignIn
) -> None:
    told, anna = assessed(library), sign_in("anna")
    told.does(EvidenceAdded(evidence=REPORT), HEARING)
    told.does(ANSWER, by="birk")
    page = words(anna.get("/min-dag"))
    assert "Birk Prøve har registreret borgerens svar" in page
    assert "Svar på partshøring</span>" in page
    assert f"/sager/{told.id}/forloeb#post-{told.case.seq}" in page
    told.does(withdraws(told.case.seq), by="birk")
    assert "Nyt i dine sager" not in words(anna.get("/min-dag"))


def test_what_one_did_oneself_is_not_new(library: Library, sign_in: SignIn, later: Any) -> None:
    told = applied(library)
    later()
    told.does(Assigned(to="birk"), by="vera")
    later()
    told.does(NoteWritten(text="Jeg har set den."), by="birk")
    assert "Nyt i dine sager" not in words(sign_in("birk").get("/min-dag"))


def test_who_loses_the_sight_of_a_case_is_told_nothing_of_it(
    library: Library, sign_in: SignIn, later: Any
) -> None:
    told = applied(library)
    later()
    told.does(Assigned(to="birk"), by="vera")
    later()
    administration.withdraw_role("birk", Role.CASEWORKER, WEST)
    administration.grant_role("birk", Role.CASEWORKER, EAST)
    assert told.case.case_number not in words(sign_in("birk").get("/min-dag"))


# ---------------------------------------------------------------- how it is asked


@pytest.mark.parametrize("asked", ["", "?sorter=name&ydelse=activity_and_social", "?vis=inbox"])
def test_a_longer_list_costs_no_more(asked: str, sign_in: SignIn, library: Library) -> None:
    client = sign_in("birk")

    def cost() -> int:
        client.get(f"/min-dag{asked}")
        with counted() as statements:
            client.get(f"/min-dag{asked}")
        return len(statements)

    before = cost()
    for number in range(40):
        listed(number, assigned_to="birk" if number % 2 else None)
    applied(library).does(Assigned(to="birk"), by="vera")
    assert cost() == before <= 8


# ---------------------------------------------------------------- where one begins


@pytest.mark.parametrize(
    ("username", "where"),
    [
        ("vera", "/team"),
        ("anna", "/min-dag"),
        ("petra", "/forside"),
        ("rita", "/forside"),
        ("drift", "/forside"),
    ],
)
def test_everybody_begins_where_their_work_is(username: str, where: str, sign_in: SignIn) -> None:
    client: Client = sign_in(username)
    answer = client.get("/")
    assert answer.headers["Location"] == where
    assert client.get(where).status_code == 200


def test_who_holds_no_role_is_told_so(sign_in: SignIn) -> None:
    administration.withdraw_role("birk", Role.CASEWORKER, WEST)
    assert "Du har endnu ingen rolle" in words(sign_in("birk").get("/"))
