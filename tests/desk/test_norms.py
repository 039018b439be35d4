"""The norms can be read through on the screen: every rule with rank, source and reading."""

import pytest

from kompas.desk.screens.norms import _slug
from kompas.norms import Library
from tests.desk.conftest import SignIn


def test_every_file_is_listed_with_what_is_not_certain(sign_in: SignIn, library: Library) -> None:
    page = sign_in("anna").get("/regler").content.decode()
    for file in library.files:
        assert f"/regler/{_slug(file)}" in page
    assert "ikke oplyst" in page  # whether Copenhagen's proposal was adopted


@pytest.mark.parametrize("username", ["anna", "rita", "drift"])
def test_every_rule_stands_on_its_page(username: str, sign_in: SignIn, library: Library) -> None:
    client = sign_in(username)
    for file in library.files:
        answer = client.get(f"/regler/{_slug(file)}")
        page = answer.content.decode()
        assert answer.status_code == 200
        assert page.count('<li class="case-rule">') == len(file.rows)
        assert "Ingen jurist har skrevet under" in page or file.reviewed_by


def test_a_file_that_is_not_there(sign_in: SignIn) -> None:
    assert sign_in("anna").get("/regler/findes-ikke").status_code == 404
