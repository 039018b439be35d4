"""The pages of those who watch: the trace, the citizen's insight, whether all is well."""

import io
import logging
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import override_settings

from kompas.accounts import administration
from kompas.casework.commands import Refused
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.closing import CaseClosed
from kompas.limits import FREE_TRIES
from kompas.norms import Library
from kompas.processes.access_log import looked_at
from kompas.processes.erasing import erase_case
from kompas.register import health
from kompas.register.access import What, looks_by
from kompas.register.models import Document, Draft
from kompas.register.verify import verify
from kompas.site import static_files
from kompas.site.log_lines import DiscreetFormatter, logging_of
from tests.desk.conftest import SignIn
from tests.processes.town import EAST, WEST, applied, viewer
from tests.register.database import Database


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
    assert "Fingeraftrykkene er ikke gemt endnu" in page
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


def traces(username: str) -> list[tuple[What, str, UUID | None]]:
    return [(look.what, look.purpose, look.case_id) for look in looks_by(username)]


def test_what_was_refused_leaves_a_trace_and_is_no_look_at_the_citizen(
    sign_in: SignIn, library: Library
) -> None:
    told = applied(library, EAST)
    birk = sign_in("birk")
    assert birk.get(f"/sager/{told.id}").status_code == 404
    assert birk.get(f"/borgere/{told.case.person_id}").status_code == 404
    assert birk.get("/brugere").status_code == 403
    outcome = told.asks(AccessRestricted(restricted=True, why="x"))
    assert isinstance(outcome, Refused)
    refused = What.REFUSED
    assert traces("birk") == [
        (refused, "Afvist: users", None),
        (refused, "Afvist: citizen", None),
        (refused, "Afvist: case", told.id),
    ]
    assert traces("carla")[0] == (refused, "Afvist: Adgang begrænset", told.id)
    seen = looked_at(told.id, viewer("carla"), "Indsigt", now=told.now)
    assert refused not in {look.what for look in seen}
    # What is not there at all leaves nothing that was somebody's.
    assert birk.get("/ingenting").status_code == 404
    assert len(traces("birk")) == 3


def test_signing_in_leaves_a_trace_and_so_does_a_wrong_password(town: Database) -> None:
    del town
    administration.set_password("anna", "en hest på en grøn cykel")
    for password in ("forkert", "en hest på en grøn cykel"):
        Client().post("/log-ind", {"username": "anna", "password": password})
    Client().post("/log-ind", {"username": "0706611234", "password": "x"})
    assert [what for what, *_rest in traces("anna")] == [What.SIGN_IN, What.SIGN_IN_FAILED]
    for _number in range(FREE_TRIES + 5):
        Client().post("/log-ind", {"username": "anna", "password": "forkert"})
    # Who has to wait adds nothing more.
    assert len(traces("anna")) == 2 + FREE_TRIES - 1


def test_a_window_that_stayed_open_brings_nothing_back_of_what_was_erased(
    sign_in: SignIn, library: Library
) -> None:
    told, anna = applied(library, WEST), sign_in("anna")
    address = f"/sager/{told.id}/kladde/note_written"
    assert anna.post(address, {"note": "Kirsten"}).status_code == 200
    told.does(CaseClosed(why="Flyttet."))
    erase_case(told.id, "Arkivloven", viewer("drift"), now=told.now)
    answer = anna.post(address, {"note": "Kirsten"}, headers={"HX-Request": "true"})
    assert (answer.status_code, "slettet" in answer.content.decode()) == (410, True)
    assert not Draft.objects.exists()
    note = {"note": "Kirsten", "seq": "1"}
    assert anna.post(f"/sager/{told.id}/registrer/note_written", note).status_code == 410
    paper = {"file": SimpleUploadedFile("a.txt", b"Kirsten"), "title": "a", "dated": "2026-06-01"}
    anna.post(f"/sager/{told.id}/dokumenter/nyt", paper)
    assert not Document.objects.exists()
    assert list(verify()) == []
