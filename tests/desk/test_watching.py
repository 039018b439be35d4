"""The pages of those who watch: the trace, the citizen's insight, whether all is well."""

import io
import logging
from uuid import uuid4

import pytest
from django.test import Client
from django.test.utils import override_settings

from kompas.norms import Library
from kompas.register import health
from kompas.site import static_files
from kompas.site.log_lines import DiscreetFormatter, logging_of
from tests.desk.conftest import SignIn
from tests.processes.town import EAST, WEST, applied


@pytest.mark.parametrize(
    ("problems", "status", "says"), [((), 200, "ok"), (("Hemmeligt", "Galt"), 503, "unwell")]
)
def test_anybody_may_ask_whether_all_is_well_and_learns_no_more(
    problems: tuple[str, ...], status: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = health.Health("18", "kompas_app", (), problems)
    monkeypatch.setattr(health, "check", lambda: found)
    monkeypatch.setattr(static_files, "are_collected", lambda: True)
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (status, {"status": says})


def test_the_health_page_says_what_to_do(sign_in: SignIn) -> None:
    page = sign_in("drift").get("/drift").content.decode()
    assert "Enderne er ikke gemt endnu" in page
    assert "kompas db export-heads" in page


@pytest.mark.ledger("PROC-12")
def test_an_auditor_sees_who_looked_at_a_case_and_is_seen(
    sign_in: SignIn, library: Library
) -> None:
    telling = applied(library, WEST)
    sign_in("anna").get(f"/sager/{telling.id}")
    asked = {"case_number": telling.case.case_number, "purpose": "Tilsyn"}
    page = sign_in("rita").post("/spor", asked).content.decode()
    assert "Anna Prøve" in page
    assert "Rita Prøve" in page  # this look too


def test_an_auditor_sees_what_a_user_looked_at(sign_in: SignIn, library: Library) -> None:
    telling = applied(library, WEST)
    sign_in("anna").get(f"/sager/{telling.id}")
    page = sign_in("rita").post("/spor", {"username": "anna", "purpose": "Tilsyn"})
    assert telling.case.case_number in page.content.decode()


def test_another_units_logs_are_not_there(sign_in: SignIn, library: Library) -> None:
    telling = applied(library, EAST)
    rita = sign_in("rita")
    by_name = rita.post("/spor", {"username": "carla", "purpose": "Tilsyn"}).content.decode()
    assert "ingen med det navn" in by_name
    asked = {"case_number": telling.case.case_number, "purpose": "Tilsyn"}
    assert "ingen sag med det nummer" in rita.post("/spor", asked).content.decode()


def test_the_trace_asks_for_one_thing_and_a_purpose(sign_in: SignIn) -> None:
    rita = sign_in("rita")
    both = {"username": "anna", "case_number": "1", "purpose": "Tilsyn"}
    assert "Skriv enten" in rita.post("/spor", both).content.decode()
    number = {"username": "anna", "purpose": "om 0706611234"}
    assert "CPR-nummer" in rita.post("/spor", number).content.decode()


def test_the_citizen_is_told_when_and_what_for_and_not_by_whom(
    sign_in: SignIn, library: Library
) -> None:
    telling = applied(library, WEST)
    anna = sign_in("anna")
    anna.get(f"/sager/{telling.id}")
    page = anna.get(f"/sager/{telling.id}/opslag").content.decode()
    assert "Sagsbehandling" in page
    assert "anna" not in page.split("<main")[1].lower()


def test_the_log_tells_where_an_error_was_and_not_what_it_said() -> None:
    def fails() -> None:
        raise ValueError("Gerda Opdigtet, 670706-1234")

    try:
        fails()
    except ValueError as error:
        record = logging.LogRecord("kompas", logging.ERROR, "", 1, "Failed", (), None)
        record.exc_info = (type(error), error, error.__traceback__)
    line = DiscreetFormatter("%(message)s").format(record)
    assert "ValueError" in line
    assert "test_watching.py" in line
    assert "Gerda" not in line
    assert "670706" not in line


def heard_of(client: Client, path: str, **given: str) -> str:
    """What the server's own log says of a request, as the settings have it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(DiscreetFormatter(logging_of("text")["formatters"]["text"]["format"]))
    logger = logging.getLogger("django")
    logger.addHandler(handler)
    try:
        client.post(path, given)
    finally:
        logger.removeHandler(handler)
    return written.getvalue()


def test_the_log_tells_of_a_request_without_its_address_or_what_came_with_it(
    sign_in: SignIn, library: Library
) -> None:
    telling = applied(library, WEST)
    user = sign_in("anna")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = user.cookies
    line = heard_of(strict, f"/sager/{telling.id}/send?forloeb=1")
    assert "403 POST sager/<uuid:case_id>/send" in line
    with override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=1):
        many = heard_of(user, f"/sager/{telling.id}/send", a="670706-1234", b="Gerda")
    gone = heard_of(user, f"/sager/{uuid4()}/hemmelig-gerda")
    for said in (line, many, gone):
        for secret in (str(telling.id), "forloeb", "670706", "gerda"):
            assert secret not in said.lower()
