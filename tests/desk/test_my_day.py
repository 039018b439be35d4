"""My day: what is due and why, what waits for others, what was begun; and only what one may see."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kompas.casework.status import Status
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.summary import Summary
from kompas.casework.work_items import WorkItem
from kompas.desk.next_step import next_of
from kompas.norms import Library
from kompas.register import access, case_rows
from tests.clock import TODAY
from tests.desk.conftest import SignIn
from tests.desk.work import listed, words
from tests.processes.town import EAST, applied, counted
from tests.register.cases import rows_like

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
    assert "Du har 5 opgaver." in page


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
    listed(4, due_on=TODAY + A_DAY, due_why="information_request_of_others")
    listed(5, due_on=TODAY - A_DAY, due_why="information_request")
    page = words(sign_in("anna").get("/min-dag"))
    assert "1 sag er hos visitationsudvalget" in page
    assert "1 sag venter på svar fra borgeren" in page
    assert "Venter på svar fra borgeren" in page
    assert "Høringsfristen er gået" in page
    assert "1 sag venter på oplysninger fra andre" in page
    assert "Venter på oplysninger fra andre" in page
    assert "Borgeren har ikke svaret i tide: gå videre" in page


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


def test_drafts_of_one_form_are_told_apart(library: Library, sign_in: SignIn) -> None:
    first, second, client = applied(library), applied(library), sign_in("anna")
    for told in (first, second):
        client.post(f"/sager/{told.id}/kladde/need_uncovered", {"need": "Ro"})
    client.post("/sager/ny/kladde?slags=ansoegning", {"citizen_name": "Ny Borger"})
    client.post("/sager/ny/kladde?slags=loebende", {"citizen_name": "Ny Borger"})
    drafts = words(client.get("/min-dag")).split("Kladder, du ikke har registreret")[1]
    for told in (first, second):
        assert told.case.case_number in drafts
    assert "Ny ansøgning" in drafts
    assert "Overtag en løbende bevilling" in drafts


def test_a_draft_of_a_case_that_is_out_of_sight_is_not_shown(
    library: Library, sign_in: SignIn
) -> None:
    told, birk = applied(library), sign_in("birk")
    birk.post(f"/sager/{told.id}/kladde/note_written", {"note": "Ring"})
    assert "Skriv et notat" in words(birk.get("/min-dag"))
    told.does(AccessRestricted(restricted=True, why="I familie."), by="vera")
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
    found = [next_of(item, TODAY, ()) for item in rows_like(row).items]
    assert (found in ([], [None])) == (status in (Status.SENT, Status.RUNNING, Status.CLOSED))


def test_a_follow_up_comes_next_when_it_is_near() -> None:
    near = listed(1, status="sent", due_on=TODAY + 14 * A_DAY, due_why="follow_up")
    far = listed(2, status="sent", due_on=TODAY + 15 * A_DAY, due_why="follow_up")
    found = next_of(_item(near), TODAY, ())
    assert found
    assert found.text == "Følg op"
    assert next_of(_item(far), TODAY, ()) is None


def test_where_the_panel_decides_first_it_comes_first(sign_in: SignIn) -> None:
    listed(1, status="assessed", unit=EAST, assigned_to="carla")
    listed(2, status="recommended", unit=EAST, assigned_to="carla")
    listed(3, status="assessed")
    east, west = (words(sign_in(who).get("/min-dag")) for who in ("carla", "anna"))
    assert "Skriv indstillingen" in east
    assert "Sæt sagen på udvalgets dagsorden" in east
    assert "Skriv afgørelsen" in west
    assert "Skriv indstillingen" not in west


def _item(row: Summary) -> WorkItem:
    (item,) = rows_like(row).items
    return item


# ---------------------------------------------------------------- several things in one case


def two_clocks(sign_in: SignIn, **second: Any) -> str:
    """My day with a case in which a follow-up runs and something else: the page."""
    row = replace(listed(1, due_on=TODAY + A_DAY), seq=2)
    first = replace(_item(row), kind="follow_up", entry=7)
    other = replace(first, **{"kind": "complaint", "entry": 9, **second})
    case_rows.upsert([replace(rows_like(row), items=(first, other))])
    return words(sign_in("anna").get("/min-dag"))


def test_a_case_with_two_proceedings_is_two_lines_with_two_clocks(sign_in: SignIn) -> None:
    page = two_clocks(sign_in, due_on=TODAY - A_DAY, due_why="decision")
    assert in_order(page) == [1, 1]
    assert "Du har 2 opgaver." in page
    assert page.index("<strong>Klage</strong>") < page.index("<strong>Opfølgning</strong>")
    assert page.index("?forloeb=9") < page.index("?forloeb=7")
    assert "1 dag over tiden" in page
    assert "i morgen" in page


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("application", ""),
        ("follow_up", "Opfølgning"),
        ("change", "Ændring"),
        ("complaint", "Klage"),
        ("remitted", "Hjemvist sag"),
        ("running_help", ""),
        ("open_case", ""),
    ],
)
def test_a_line_tells_which_proceeding_it_is_and_links_to_it(
    kind: str, label: str, sign_in: SignIn
) -> None:
    page = two_clocks(sign_in, kind=kind)
    assert (f"<strong>{label}</strong>" in page) == bool(label)
    assert ("?forloeb=9" in page) == (kind not in ("running_help", "open_case"))


def test_the_board_has_the_word(sign_in: SignIn) -> None:
    page = two_clocks(sign_in, waits_for="board", due_on=TODAY - A_DAY)
    assert "Venter på Ankestyrelsen" in page
    assert "1 sag er hos Ankestyrelsen" in page
