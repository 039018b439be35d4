"""The database is gone: who is signed in is told so in words, and machines learn it too."""

from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import Client

from kompas.register import environment, health
from tests.desk.conftest import SignIn
from tests.register.database import Database, point_at


@pytest.fixture
def gone(town: Database, sign_in: SignIn) -> Iterator[Client]:
    """Somebody who was signed in when the database went."""
    client = sign_in("anna")
    client.raise_request_exception = False
    assert client.get("/min-dag").status_code == 200
    connections.close_all()
    connections["default"].settings_dict["NAME"] = "nowhere"
    yield client
    point_at(town.cluster, town.name)


@pytest.mark.parametrize("path", ["/min-dag", "/", "/brugere", "/findes-ikke", "/log-ind"])
def test_a_page_says_that_the_database_does_not_answer(gone: Client, path: str) -> None:
    answer = gone.get(path)
    assert answer.status_code == 503
    assert "Databasen svarer ikke" in answer.content.decode()
    assert answer.headers["Retry-After"]
    assert "Traceback" not in answer.content.decode()


def test_machines_learn_it_too_also_with_a_session(gone: Client) -> None:
    assert gone.get("/livez").status_code == 200
    for path in ("/readyz", "/healthz"):
        answer = gone.get(path)
        assert (answer.status_code, answer.json()) == (503, {"status": "unwell"})


def test_machines_and_operators_learn_of_a_full_disk(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in("anna")
    assert not any("Disken" in problem for problem in health.check().problems)
    monkeypatch.setattr(environment, "free_bytes", lambda _folder: health.LEAST_FREE_BYTES - 1)
    assert any("Disken er fuld" in problem for problem in health.check().problems)
    assert client.get("/readyz").status_code == 503
    assert client.get("/livez").status_code == 200


def test_a_wrong_name_is_quiet_and_danish(
    sign_in: SignIn, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = sign_in("anna").get("/min-dag", headers={"Host": "evil.example"})
    assert (answer.status_code, "det navn" in answer.content.decode()) == (400, True)
    assert "evil" not in answer.content.decode()
    assert capsys.readouterr().err == ""
