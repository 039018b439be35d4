"""The team for its lead: who has how much, what nobody has, and handing over many at once."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from kompas.accounts import administration
from kompas.accounts.models import User
from kompas.accounts.roles import Role
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.assignment import Assigned
from kompas.casework.steps.closing import CaseClosed
from kompas.norms import Library
from kompas.processes.reading import folded
from kompas.register import access
from tests.clock import TODAY
from tests.desk.conftest import SignIn
from tests.desk.work import listed, words
from tests.processes.town import EAST, WEST, Telling, applied, counted

pytestmark = pytest.mark.usefixtures("town")

A_DAY = timedelta(days=1)


def pk(username: str) -> str:
    return str(User.objects.get(username=username).pk)


def load(page: str, name: str) -> list[int]:
    row = re.search(rf">{name}</a></th>(.*?)</tr>", page, re.DOTALL)
    assert row
    return [int(n) for n in re.findall(r'<td class="is-number[^>]*>(\d+)</td>', row[1])]


def handler(told: Telling) -> str | None:
    return folded(told.entries(by="vera")).assigned_to


def test_the_load_is_counted_for_each(sign_in: SignIn) -> None:
    listed(1, due_on=TODAY - A_DAY)
    listed(2, due_on=TODAY)
    listed(3, due_on=TODAY + 15 * A_DAY, restricted=True)
    listed(4, assigned_to="birk")
    listed(5, assigned_to="birk", closed_on=TODAY)
    page = words(sign_in("vera").get("/team"))
    assert load(page, "Anna Prøve") == [3, 1, 1]
    assert load(page, "Birk Prøve") == [1, 0, 0]
    assert load(page, "Vera Prøve") == [0, 0, 0]
    assert "Carla Prøve" not in page


def test_the_lead_sees_restricted_cases_and_no_other_units(sign_in: SignIn) -> None:
    listed(1, restricted=True)
    listed(2, unit=EAST, assigned_to="carla")
    page = words(sign_in("vera").get("/team"))
    assert "Borger Nr1" in page
    assert "Borger Nr2" not in page


def test_of_a_unit_in_which_the_lead_only_works_nothing_is_shown(sign_in: SignIn) -> None:
    administration.grant_role("vera", Role.CASEWORKER, EAST)
    listed(2, unit=EAST, assigned_to="vera")
    page = words(sign_in("vera").get("/team"))
    assert "Borger Nr2" not in page
    assert load(page, "Vera Prøve") == [0, 0, 0]


def test_one_caseworkers_cases_are_shown(sign_in: SignIn) -> None:
    listed(1)
    listed(2, assigned_to="birk")
    page = words(sign_in("vera").get(f"/team?hos={pk('birk')}"))
    assert "Hos Birk Prøve" in page
    assert "Borger Nr2" in page
    assert "Borger Nr1" not in page
    assert sign_in("vera").get("/team?hos=٣&efter=x").status_code == 200


def test_what_nobody_handles_is_shown_first(sign_in: SignIn) -> None:
    listed(1, assigned_to=None)
    listed(2, assigned_to="birk")
    listed(3, assigned_to="carla")  # who never worked here
    administration.withdraw_role("birk", Role.CASEWORKER, WEST)
    page = words(sign_in("vera").get("/team"))
    start, end = page.index("Sager, som ingen behandler"), page.index("Teamets åbne sager")
    assert {"Borger Nr1", "Borger Nr2", "Borger Nr3"} <= set(
        re.findall(r"Borger Nr\d", page[start:end])
    )
    administration.grant_role("birk", Role.CASEWORKER, WEST)
    page = words(sign_in("vera").get("/team"))
    assert "Borger Nr2" not in page[: page.index("Teamets åbne sager")]


def test_many_are_handed_over_at_once(library: Library, sign_in: SignIn) -> None:
    one, two = applied(library), applied(library)
    limited = AccessRestricted(restricted=True, why="I familie.")
    hidden = applied(library).does(limited, by="vera")
    chosen = [str(told.id) for told in (one, two, hidden)]
    page = words(sign_in("vera").post("/team", {"case": chosen, "to": pk("birk")}))
    assert "3 sager er overdraget" in page
    assert [handler(told) for told in (one, two, hidden)] == ["birk"] * 3
    assert load(page, "Birk Prøve")[0] == 3


def test_what_could_not_be_handed_over_is_told_with_why(library: Library, sign_in: SignIn) -> None:
    done = applied(library)
    closed = applied(library).does(CaseClosed(why="Flyttet."))
    had = applied(library).does(Assigned(to="birk"))
    elsewhere = applied(library, EAST)
    chosen = [str(told.id) for told in (done, closed, had, elsewhere)]
    client = sign_in("vera")
    chosen += [str(uuid4()), "vrøvl"]
    page = words(client.post("/team", {"case": chosen, "to": pk("birk")}))
    assert "1 sag er overdraget" in page
    assert "1 sag stod der i forvejen" in page
    assert "kan ikke registreres, når sagen står på »lukket«" in page
    assert "2 sager findes ikke, eller du har ikke adgang til dem." in page
    assert len(had.entries(by="vera")) == had.case.seq


def test_cases_are_given_only_to_those_of_the_unit(library: Library, sign_in: SignIn) -> None:
    told = applied(library)
    for to in (pk("carla"), pk("rita"), "", "x"):
        answer = sign_in("vera").post("/team", {"case": str(told.id), "to": to})
        assert answer.status_code == 422
        assert "Vælg, hvem sagerne skal overdrages til." in words(answer)
        assert f'value="{told.id}"' in words(answer)
    assert handler(told) == "anna"


def test_nothing_chosen_is_told(sign_in: SignIn) -> None:
    answer = sign_in("vera").post("/team", {"to": pk("birk")})
    assert (answer.status_code, "Vælg mindst én sag." in words(answer)) == (422, True)


def test_a_caseworker_has_no_team(sign_in: SignIn) -> None:
    assert sign_in("anna").get("/team").status_code == 403


@pytest.mark.parametrize("cases", [0, 60])
def test_the_team_is_at_most_eight_statements(cases: int, sign_in: SignIn) -> None:
    for number in range(cases):
        listed(number, due_on=TODAY + number * A_DAY)
    client = sign_in("vera")
    client.get("/team")
    with counted() as statements:
        client.get("/team")
    assert len(statements) <= 8, statements


def test_the_look_leaves_a_trace(sign_in: SignIn) -> None:
    sign_in("vera").get("/team")
    assert access.looks_by("vera")[0].purpose == "Overblik over teamets sager"
