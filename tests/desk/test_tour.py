"""The guided tour leads through the pages that one may open, and ends."""

import pytest
from django.test import Client

from kompas.norms import Library
from tests.desk.conftest import SignIn
from tests.processes.town import EAST, WEST, applied

TOUR = "/rundtur"


def walked(client: Client) -> list[str]:
    """The addresses of the stops, from the first to the last."""
    addresses = [client.post(TOUR, {"do": "start"}).headers["Location"]]
    while (there := client.post(TOUR, {"do": "next"}).headers["Location"]) != "/":
        addresses.append(there)
        assert len(addresses) < 20
    return addresses


@pytest.mark.parametrize("username", ["anna", "vera", "carla", "petra", "rita", "drift"])
def test_every_stop_can_be_opened_and_says_where_one_is(
    username: str, sign_in: SignIn, library: Library
) -> None:
    applied(library, WEST)
    applied(library, EAST)
    client = sign_in(username)
    stops = walked(client)
    assert len(set(stops)) == len(stops) > 0
    client.post(TOUR, {"do": "start"})
    for number, address in enumerate(stops, 1):
        page = client.get(address)
        assert page.status_code == 200
        assert f"Rundtur, {number} af {len(stops)}" in page.content.decode()
        client.post(TOUR, {"do": "next"})


def test_one_can_go_back_and_stop(sign_in: SignIn) -> None:
    anna = sign_in("anna")
    first = anna.post(TOUR, {"do": "start"}).headers["Location"]
    anna.post(TOUR, {"do": "next"})
    assert anna.post(TOUR, {"do": "back"}).headers["Location"] == first
    anna.post(TOUR, {"do": "stop"})
    assert "Rundtur, " not in anna.get("/min-dag").content.decode()


def test_nonsense_leads_to_the_start(sign_in: SignIn) -> None:
    assert sign_in("anna").post(TOUR, {"do": "vrøvl"}).headers["Location"] == "/"
