"""CASE-8 as it lies in Eksempelby: its draft shows why it would be sent back, and what to do."""

import pytest
from django.test import Client

from kompas.accounts.models import User
from kompas.norms import Library
from kompas.sample.ids import case_id
from kompas.sample.load import load_cases, load_users
from kompas.sample.nine import note_cases
from kompas.sample.town import Town
from kompas.sample.users import caseworker
from tests.clock import TODAY
from tests.desk.decision_pages import Page
from tests.register.database import Database

SEED = 1
DEMANDS = (
    "hvilke aktiviteter og hvilket samvær der er i botilbuddet",
    "i hvilket omfang aktiviteterne findes",
)
"""What the board missed: which activities the housing has, and to what extent."""


@pytest.fixture
def nine(database: Database, library: Library) -> None:  # noqa: ARG001 - it is filled
    load_users()
    load_cases(Town(SEED, TODAY, library), range(9), workers=1)


def opened(case: int) -> Page:
    """The decision of a case of the note, opened by whoever handles it."""
    number = case - 1
    client = Client()
    worker = caseworker(note_cases()[number].unit, number)
    client.force_login(User.objects.get(username=worker.username))
    answer = client.get(f"/sager/{case_id(SEED, number)}/afgoerelse")
    assert answer.status_code == 200
    return Page(answer.content.decode())


@pytest.mark.ledger("CASE-8")
@pytest.mark.usefixtures("nine")
def test_case_8_is_told_why_it_would_be_sent_back_and_where_to_mend_it() -> None:
    page = opened(8)
    assert "Afgørelsen holder ikke endnu" in page.html
    for demand in DEMANDS:
        assert f">{demand}</a></li>" in page.html
    for code in ("which_activities", "extent", "can_take_part", "covers_need"):
        assert ("ground_not_shown", f"#f-grounds-0-shown-{code}-text") in page.findings
    assert "Spørg botilbuddet, hvilke aktiviteter det har, og skriv dem." in page.html
    assert all(href.removeprefix("#") in page.ids for _code, href in page.findings)


@pytest.mark.usefixtures("nine")
def test_each_of_the_nine_opens_with_its_draft_whole() -> None:
    for case in note_cases():
        page = opened(case.case)
        assert "ulaeseligt" not in page.ids, case.case
        assert page.fields["kind"] != [""], case.case
        assert page.findings or "kan holde" in page.html, case.case
        assert all(href.removeprefix("#") in page.ids for _code, href in page.findings)
        if case.outcome == "remitted":
            assert "Afgørelsen holder ikke endnu" in page.html, case.case
