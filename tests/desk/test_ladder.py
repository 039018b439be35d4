"""The intervention ladder on the screens: a citizen's steps over time, and a team's moves."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.norms import Library
from kompas.register.access import looks_at
from tests.desk.conftest import SignIn
from tests.processes.town import EAST, Telling, applied, counted, sent, unused_number
from tests.spec.case.stories import RUNNING_GRANT


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return re.sub(r"\s+", " ", answer.content.decode())


def rows(shown: str) -> list[str]:
    """The rows of the table of steps, without their elements."""
    body = shown.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    return [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in body.split("</tr>")[:-1]]


def address(told: Telling, name: str = "case_ladder") -> str:
    return reverse(name, kwargs={"case_id": told.id})


def took_over(library: Library, service: str, granted_on: date) -> Telling:
    """A running grant of the same citizen in the unit with a ladder."""
    grant = replace(
        RUNNING_GRANT,
        service=service,
        municipality="copenhagen",
        unit=EAST,
        case_number=unused_number(),
        granted_on=granted_on,
        extent={},
    )
    return Telling(library, by="carla").does(grant)


@pytest.mark.ledger("FW-11")
def test_the_page_of_a_case_shows_the_step_when_the_letter_is_sent(
    sign_in: SignIn, library: Library
) -> None:
    told = sent(library, EAST)
    shown = text(sign_in("carla"), address(told, "case"))
    assert "Trin på indsatstrappen" in shown
    assert 'class="ladder-way"' in shown
    assert rows(shown) == ["Trin D 1. juli 2026 løber første trin"]


def test_what_is_not_decided_is_no_step(sign_in: SignIn, library: Library) -> None:
    told = applied(library, EAST)
    assert "Trin på indsatstrappen" not in text(sign_in("carla"), address(told, "case"))
    assert "ingen bevilget hjælp på indsatstrappen" in text(sign_in("carla"), address(told))


@pytest.mark.ledger("FW-11")
def test_a_citizens_movement_over_all_cases(sign_in: SignIn, library: Library) -> None:
    support = took_over(library, "socio_pedagogical_support", date(2024, 1, 1))
    told = sent(library, EAST)
    shown = text(sign_in("carla"), address(support))
    found = rows(shown)
    assert found[0].startswith("Trin D 1. juli 2026 løber op ad trappen")
    assert found[1] == "Trin C (nu) 1. januar 2024 30. juni 2026 første trin"
    for one in (support, told):
        assert one.case.case_number in shown
        assert any(look.by_user == "carla" for look in looks_at(one.id))


@pytest.mark.ledger("FW-11")
def test_a_teams_steps_and_moves_of_a_period(sign_in: SignIn, library: Library) -> None:
    took_over(library, "socio_pedagogical_support", date(2024, 1, 1))
    sent(library, EAST)
    lead, url = sign_in("leif"), reverse("team_ladder")
    shown = text(lead, f"{url}?fra=2026-06-01&til=2026-07-01")
    assert 'Trin D</th><td class="is-number">1<' in shown
    assert 'Op ad trappen</th><td class="is-number">1<' in shown
    assert 'Ned ad trappen</th><td class="is-number">0<' in shown
    before = text(lead, f"{url}?fra=2025-06-01&til=2026-06-01")
    assert 'Trin C</th><td class="is-number">1<' in before
    assert 'Samme trin</th><td class="is-number">1<' in before


def test_a_withdrawn_grant_is_no_step(sign_in: SignIn, library: Library) -> None:
    stays = took_over(library, "temporary_stay", date(2024, 1, 1))
    told = took_over(library, "long_term_stay", date(2025, 1, 1))
    withdrawn = EntryWithdrawn(
        seq=1, reason=Withdrawal.WRONG_CITIZEN, why="Skrevet på en forkert borger."
    )
    shown = text(sign_in("carla"), address(told))
    assert rows(shown)[0].startswith("Trin G (nu)")
    told.does(withdrawn, by="leif")
    assert rows(text(sign_in("carla"), address(stays)))[0].startswith("Trin F (nu)")
    assert "ingen bevilget hjælp på indsatstrappen" in text(sign_in("carla"), address(told))


def test_a_municipality_without_a_ladder_says_so(sign_in: SignIn, library: Library) -> None:
    told = sent(library)
    assert "ingen fælles ramme" in text(sign_in("anna"), address(told))
    assert "ingen fælles ramme" in text(sign_in("vera"), reverse("team_ladder"))


def test_the_days_stand_in_their_order(sign_in: SignIn) -> None:
    url = f"{reverse('team_ladder')}?fra=2026-07-01&til=2026-06-01"
    assert "Den første dag må ikke ligge efter den sidste." in text(sign_in("leif"), url)


def test_the_pages_ask_little(sign_in: SignIn, library: Library) -> None:
    took_over(library, "socio_pedagogical_support", date(2024, 1, 1))
    told = sent(library, EAST)
    for username, url, most in (
        ("carla", address(told), 12),
        ("carla", address(told, "case"), 12),
        ("leif", reverse("team_ladder"), 8),
    ):
        client = sign_in(username)
        with counted() as sent_:
            text(client, url)
        assert len(sent_) <= most, "\n".join(sent_)
