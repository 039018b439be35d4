"""How many statements a page costs, all told: session, user, roles, the case, access, the trace.

Made from the route table: a page that asks the database once for each line of a list is found here.
"""

from uuid import UUID

import pytest
from django.test import Client

from kompas.accounts.lookup import viewer_of
from kompas.norms import Library
from kompas.site.routes import ROUTES
from kompas.web.routes import Route
from tests.desk.conftest import SignIn
from tests.desk.test_access import OF_A_CASE, address
from tests.processes.town import EAST, PEOPLE, applied, counted, sent

LIST, CASE = 8, 12
"""At most so many for a list, and for a page of a case."""
MY_DAY = 9
"""One more than other lists: what was answered to one's proposals is read from the record."""
MORE = {"panel": CASE, "panel_minutes": CASE, "user": CASE, "my_day": MY_DAY}
"""Pages that show cases or a person in full, though no case stands in their address; and that."""
PAGES = [route for route in ROUTES if "GET" in route.methods and not route.rule.open]


def opener(route: Route) -> str:
    """Somebody who may open a page, in the unit with the panel."""
    for username in ("carla", "leif", "petra", *PEOPLE):
        viewer = viewer_of(username)
        if viewer and route.rule.admits(viewer):
            return username
    raise LookupError(route.name)


def cost(client: Client, where: str) -> int:
    client.get(where).close()  # what is read once only
    with counted() as statements:
        client.get(where).close()
    return len([one for one in statements if "SAVEPOINT" not in one])


@pytest.fixture
def case_id(sign_in: SignIn, library: Library) -> UUID:
    """A case that has gone all the way."""
    del sign_in
    return sent(library, EAST).id


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_a_page_asks_little(route: Route, case_id: UUID, sign_in: SignIn) -> None:
    client = sign_in(opener(route))
    most = MORE.get(route.name, CASE if OF_A_CASE.search(route.path) else LIST)
    assert cost(client, address(route, case_id)) <= most


@pytest.mark.parametrize("where", ["/min-dag", "/find", "/team", "/udvalg?dag=2026-06-01"])
def test_a_longer_list_costs_no_more(where: str, sign_in: SignIn, library: Library) -> None:
    applied(library, EAST)
    client = sign_in("leif")
    before = cost(client, where)
    for _number in range(4):
        applied(library, EAST)
    assert cost(client, where) == before
