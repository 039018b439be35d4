"""A finding is held to be wrong at the finding, and read by rule by who keeps the norms."""

from typing import Any

import pytest

from kompas.casework.steps.finding_objection import FindingDisputed
from kompas.casework.steps.override import FindingOverridden
from kompas.norms import Library
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import address, begin, opened, written
from tests.desk.test_decision_taken import falls_by_practice
from tests.processes.several import FORWARDED, REVIEWED, SENT_BACK, complaint
from tests.processes.town import Telling, assessed
from tests.spec.case.stories import DIGITAL_POST, WITHOUT_HOURS

WHY = "Timerne står i indsatsplanen, og den henviser vi til."
PAGE = "/kontrollens-regler"
OBJECTION = "afgoerelse/indvending"


def drafted(library: Library) -> Telling:
    telling = assessed(library)
    begin(telling, written(telling, granted=WITHOUT_HOURS.granted))
    return telling


def asked(client: Any, telling: Telling, **typed: str) -> Any:
    found = {"mangel": "duty_not_met", "om": "days-and-hours"}
    place = address(telling, OBJECTION)
    query = "&".join(f"{name}={value}" for name, value in found.items())
    return client.post(f"{place}?{query}", typed) if typed else client.get(f"{place}?{query}")


def words(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_finding_leads_to_where_it_can_be_disputed(sign_in: SignIn, library: Library) -> None:
    telling, client = drafted(library), sign_in("anna")
    page = opened(client, telling).html
    assert f"{OBJECTION}?mangel=duty_not_met&amp;om=days-and-hours" in page
    assert "Hvorfor er manglen forkert?" in words(asked(client, telling))
    answer = asked(client, telling, why=WHY)
    assert answer.headers["Location"] == address(telling)
    said = telling.entries()[-1].event
    assert isinstance(said, FindingDisputed)
    assert (said.code, said.about, said.why) == ("duty_not_met", "days-and-hours", WHY)
    assert "timer" in said.says
    assert "Der er gjort indvending mod manglen." in opened(client, telling).html


def test_no_reason_and_no_such_finding_are_told(sign_in: SignIn, library: Library) -> None:
    telling, client = drafted(library), sign_in("anna")
    empty = asked(client, telling, why=" ")
    assert empty.status_code == 422
    assert "Skriv, hvorfor manglen er forkert." in words(empty)
    place = address(telling, OBJECTION)
    assert client.get(place).headers["Location"] == address(telling)
    for query in ("?mangel=duty_not_met", "?mangel=nix&om=days-and-hours"):
        assert client.get(place + query).status_code == 404
    assert not any(isinstance(one.event, FindingDisputed) for one in telling.entries())


def test_a_jurist_reads_by_rule_and_sees_no_case(sign_in: SignIn, library: Library) -> None:
    telling = drafted(library)
    asked(sign_in("anna"), telling, why=WHY)
    jurist = sign_in("jarl")
    assert jurist.get("/").headers["Location"] == PAGE
    page = words(jurist.get(PAGE))
    assert WHY in page
    citizen = telling.case.citizen
    assert citizen is not None
    assert citizen.name not in page
    assert telling.case.case_number not in page
    assert jurist.get(address(telling)).status_code in (403, 404)
    assert jurist.get("/min-dag").status_code == 403


@pytest.mark.parametrize(("who", "status"), [("vera", 200), ("anna", 403), ("rita", 403)])
def test_who_may_read_it(sign_in: SignIn, who: str, status: int) -> None:
    assert sign_in(who).get(PAGE).status_code == status


def test_of_another_unit_nothing_is_read(sign_in: SignIn, library: Library) -> None:
    asked(sign_in("anna"), drafted(library), why=WHY)
    assert WHY not in words(sign_in("leif").get(PAGE))


def test_what_the_board_came_to_stands_beside_the_rule(sign_in: SignIn, library: Library) -> None:
    telling = falls_by_practice(library)
    kept = next(telling.case.decisions[0].blocking())
    override = FindingOverridden(code=kept.code, about=kept.about, why="Aftalt med tilbuddet.")
    telling.does(override, by="birk").prints()
    telling.does(DIGITAL_POST)
    telling.does(complaint(telling))
    telling.today = REVIEWED.reviewed_on
    telling.does(REVIEWED, FORWARDED, SENT_BACK)
    page = words(sign_in("jarl").get(PAGE))
    assert "hjemvist: 1" in page
    assert "Falder" in page
