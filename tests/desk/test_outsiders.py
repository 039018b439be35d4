"""What somebody sends who is not signed in costs them, and not us."""

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import override_settings

from kompas.limits import (
    LARGEST_ANONYMOUS_BODY_BYTES,
    LARGEST_FORM_BYTES,
    LONGEST_WAY_BACK,
    UPLOAD_FRAME_BYTES,
    UPLOAD_IN_LARGEST,
)
from kompas.norms import Library
from kompas.site.routes import ROUTES
from kompas.web.routes import Takes
from tests.clock import TODAY
from tests.desk.conftest import SignIn
from tests.desk.test_access import address
from tests.processes.town import applied, counted

FORM = "application/x-www-form-urlencoded"


def status(client: Client, where: str, bytes_sent: int, method: str = "POST") -> int:
    body = b"a=" + b"x" * (bytes_sent - 2)
    return client.generic(method, where, body, content_type=FORM).status_code


def test_no_visit_without_a_user_stores_anything(sign_in: SignIn, library: Library) -> None:
    del sign_in
    case_id = applied(library).id
    for route in ROUTES:
        where = address(route, case_id)
        for method in route.methods:
            client = Client()
            client.generic(method, where).close()
            assert Session.objects.count() == 0, route.name


def test_the_way_back_is_kept_by_the_browser_and_only_our_own(sign_in: SignIn) -> None:
    del sign_in
    visitor = Client()
    visitor.get("/find?x=1")
    assert visitor.cookies["way_back"].value == "/find?x=1"
    long = Client()
    long.get("/find?x=" + "y" * LONGEST_WAY_BACK)
    assert "way_back" not in long.cookies


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("cookie", [False, True])
@pytest.mark.parametrize("where", ["/log-ind", "/sprog", "/findes-ikke", "/find", "/sager/ny", "/"])
def test_who_is_not_signed_in_sends_little(where: str, cookie: bool) -> None:
    client = Client()
    if cookie:  # one that is made up lets nobody send more
        client.cookies["sessionid"] = "x" * 32
    with counted() as statements:
        assert status(client, where, LARGEST_ANONYMOUS_BODY_BYTES + 1) == 413
    assert len(statements) <= 1
    assert status(client, where, LARGEST_ANONYMOUS_BODY_BYTES) != 413


def test_a_form_is_bounded_and_a_file_by_what_a_file_may_be(
    sign_in: SignIn, library: Library
) -> None:
    case_id, anna = applied(library).id, sign_in("anna")
    posts = [route for route in ROUTES if "POST" in route.methods and not route.rule.open]
    files = [route.name for route in posts if route.takes is Takes.FILE]
    assert sorted(files) == ["case_attach", "grant_import"]
    for route in posts:
        if route.takes is Takes.FORM:
            assert status(anna, address(route, case_id), LARGEST_FORM_BYTES + 1) == 413, route.name
    with override_settings(DOCUMENT_MAX_BYTES=LARGEST_FORM_BYTES):
        where = f"/sager/{case_id}/dokumenter/nyt"
        most = UPLOAD_IN_LARGEST * LARGEST_FORM_BYTES + UPLOAD_FRAME_BYTES
        assert status(anna, where, most + 1) == 413
        content = b"%PDF-1.7\n" + b"x" * LARGEST_FORM_BYTES + b"\n%%EOF"
        sent = {"title": "Udtalelse", "dated": TODAY.isoformat()}
        file = SimpleUploadedFile("a.pdf", content)
        answer = anna.post(where, {**sent, "file": file})
    assert answer.status_code == 422  # told at its field
    assert "Filen er for stor." in answer.content.decode()


def test_what_is_asked_for_brings_nothing(sign_in: SignIn) -> None:
    anna = sign_in("anna")
    assert status(anna, "/min-dag", LARGEST_ANONYMOUS_BODY_BYTES + 1, "GET") == 413
    assert status(anna, "/min-dag", 10, "GET") == 200


def test_what_is_refused_is_told_in_words(sign_in: SignIn) -> None:
    answer = sign_in("anna").generic("POST", "/find", b"x" * (LARGEST_FORM_BYTES + 1))
    said = answer.content.decode()
    assert "Siden tager højst imod 3 MB på en gang." in said


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("said", ["-1", "x", "²", "1" * 30, "", "0x10"])
def test_a_length_that_is_none_is_no_length(said: str) -> None:
    answer = Client().generic("POST", "/log-ind", b"", CONTENT_LENGTH=said)
    assert answer.status_code in (401, 403)
