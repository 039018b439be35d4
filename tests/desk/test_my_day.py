"""My day: what is due and why, what waits for others, what was begun; and only what one may see."""

import re
from datetime import timedelta

import pytest

from kompas.casework import steps
from kompas.casework.case import Summary
from kompas.casework.status import Status
from kompas.desk.steps.following import next_of
from kompas.norms import Library
from kompas.register import access
from kompas.register.summaries import Listed
from tests.clock import TODAY
from tests.desk.conftest import SignIn
from tests.desk.work import listed, words
from tests.processes.town import EAST, applied, counted

pytestmark = pytest.mark.usefixtures("town")

A_DAY = timedelta(days=1)


def in_order(page: str) -> list[int]:
    return [int(n) for n in re.findall(r">Borger Nr(\d+)</a>", page)]


def test_what_is_due_is_grouped_by_when(sign_in: SignIn) -> None:
    listed(1, due_on=TODAY + 20 * A_DAY)
    listed(2)
    listed(3, due_on=TODAY - A_DAY, due_why="follow_up")
    listed(4, due_on=TODAY)
    listed(5, due_on=TODAY + 14 * A_DAY)
    listed(6, due_on=TODAY - 3 * A_DAY, closed_on=TODAY)
    page = words(sign_in("anna").get("/min-dag"))
    assert in_order(page) == [3, 4, 5, 1, 2]
    headings = [page.index(f"<h2>{text}") for text in ("Over tiden", "I dag og de", "Senere")]
    assert headings == sorted(headings)
    assert "Opfølgning 1 dag over tiden" in page
    assert "Du har 5 åbne sager." in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("?vis=late", [1]),
        ("?vis=soon", [2, 3]),
        ("?vis=later", [4, 5]),
        ("?vis=waiting", [3, 5]),
        ("?frist=hearing", [3]),
        ("?vis=waiting&frist=hearing", [3]),
        ("?vis=vrøvl&frist=vrøvl&efter=vrøvl", [1, 2, 3, 4, 5]),
    ],
)
def test_a_part_of_the_cases_is_shown(asked: str, found: list[int], sign_in: SignIn) -> None:
    listed(1, due_on=TODAY - A_DAY, due_why="follow_up")
    listed(2, due_on=TODAY + A_DAY)
    listed(3, due_on=TODAY + 2 * A_DAY, due_why="hearing")
    listed(4, due_on=TODAY + 30 * A_DAY)
    listed(5, status="at_panel")
    assert in_order(words(sign_in("anna").get(f"/min-dag{asked}"))) == found


def test_what_waits_for_others_is_told(sign_in: SignIn) -> None:
    listed(1, status="at_panel")
    listed(2, due_on=TODAY + A_DAY, due_why="hearing")
    listed(3, due_on=TODAY - A_DAY, due_why="hearing")
    page = words(sign_in("anna").get("/min-dag"))
    assert "1 sag er hos visitationsudvalget" in page
    assert "1 sag venter på svar på partshøring" in page
    assert "Venter på svar fra borgeren" in page
    assert "Høringsfristen er gået" in page


def test_the_weeks_are_drawn_and_told(sign_in: SignIn) -> None:
    listed(1, due_on=TODAY - 40 * A_DAY)
    listed(2, due_on=TODAY)
    listed(3, due_on=TODAY + 400 * A_DAY, due_why="follow_up")
    page = words(sign_in("anna").get("/min-dag"))
    week = TODAY.isocalendar().week
    assert re.search(rf'<th scope="row">Uge {week}</th><td>1</td><td>0</td><td>1</td>', page)
    assert '<th scope="row">Over tiden</th><td>1</td>' in page
    assert '<th scope="row">Senere</th><td>1</td><td>0</td><td>0</td><td>1</td>' in page
    assert page.count("<rect") == 10


def test_more_is_shown_a_page_at_a_time_without_a_gap(sign_in: SignIn) -> None:
    for number in range(120):
        listed(number, due_on=TODAY + (number // 7) * A_DAY)
    client, seen, address = sign_in("anna"), [], "/min-dag?frist=decision"
    for _page in range(3):
        page = words(client.get(address))
        seen += in_order(page)
        more = re.search(r'<p id="more"><a [^>]*href="([^"]+)"', page)
        address = more[1] if more else ""
    assert address == ""
    assert sorted(seen) == list(range(120))


def test_the_cases_of_others_are_not_mine(sign_in: SignIn) -> None:
    listed(1, assigned_to="birk")
    listed(2, unit=EAST)  # assigned to anna, who does not work there
    listed(3, restricted=True)
    page = words(sign_in("anna").get("/min-dag"))
    assert in_order(page) == [3]
    assert "begrænset adgang" in page


def test_a_day_without_cases_says_what_to_do(sign_in: SignIn) -> None:
    page = words(sign_in("anna").get("/min-dag"))
    assert "Du har ingen åbne sager." in page
    assert "/sager/ny" in page


def test_what_was_begun_is_gone_on_with(library: Library, sign_in: SignIn) -> None:
    told, client = applied(library), sign_in("anna")
    client.post(f"/sager/{told.id}/kladde/need_uncovered", {"need": "Ro"})
    client.post(f"/sager/{told.id}/kladde/noget-andet", {"a": "b"})
    client.post("/sager/ny/kladde?slags=ansoegning", {"citizen_name": "Ny Borger"})
    page = words(client.get("/min-dag"))
    assert f"/sager/{told.id}/registrer/need_uncovered" in page
    assert "Årsag og behov efter mødet" in page
    assert "/sager/ny?slags=ansoegning" in page
    assert "Kladde</a>" in page
    assert "Kladder, du ikke har registreret" not in words(sign_in("birk").get("/min-dag"))


def test_a_draft_of_a_case_that_is_out_of_sight_is_not_shown(
    library: Library, sign_in: SignIn
) -> None:
    told, birk = applied(library), sign_in("birk")
    birk.post(f"/sager/{told.id}/kladde/note_written", {"note": "Ring"})
    assert "Skriv et notat" in words(birk.get("/min-dag"))
    told.does(steps.AccessRestricted(restricted=True, why="I familie."), by="vera")
    assert "Skriv et notat" not in words(birk.get("/min-dag"))


@pytest.mark.parametrize("cases", [0, 60])
def test_my_day_is_at_most_eight_statements(cases: int, sign_in: SignIn) -> None:
    for number in range(cases):
        listed(number, due_on=TODAY + number * A_DAY)
    client = sign_in("anna")
    client.get("/min-dag")
    with counted() as statements:
        client.get("/min-dag")
    assert len(statements) <= 8, statements


def test_the_look_leaves_a_trace(sign_in: SignIn) -> None:
    sign_in("anna").get("/min-dag")
    assert access.looks_by("anna")[0].purpose == "Overblik over egne sager"


@pytest.mark.parametrize("status", [one for one in Status if one is not Status.NEW])
def test_every_status_has_a_next_step_or_none(status: Status) -> None:
    row = listed(1, status=status.value, closed_on=TODAY if status is Status.CLOSED else None)
    found = next_of(_line(row), TODAY, ())
    assert (found is None) == (status in (Status.SENT, Status.RUNNING, Status.CLOSED))


def test_a_follow_up_comes_next_when_it_is_near() -> None:
    near = listed(1, status="sent", due_on=TODAY + 14 * A_DAY, due_why="follow_up")
    far = listed(2, status="sent", due_on=TODAY + 15 * A_DAY, due_why="follow_up")
    found = next_of(_line(near), TODAY, ())
    assert found
    assert found.text == "Følg op"
    assert next_of(_line(far), TODAY, ()) is None


def test_where_the_panel_decides_first_it_comes_first(sign_in: SignIn) -> None:
    listed(1, status="assessed", unit=EAST, assigned_to="carla")
    listed(2, status="recommended", unit=EAST, assigned_to="carla")
    listed(3, status="assessed")
    east, west = (words(sign_in(who).get("/min-dag")) for who in ("carla", "anna"))
    assert "Skriv indstillingen" in east
    assert "Sæt sagen på udvalgets dagsorden" in east
    assert "Skriv afgørelsen" in west
    assert "Skriv indstillingen" not in west


def _line(row: Summary) -> Listed:
    return Listed(*(getattr(row, name) for name in Listed.__dataclass_fields__))
