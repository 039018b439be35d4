"""The page of a document: shown as what it is, and nothing of it run; attachments of mails."""

import re
from email.message import EmailMessage
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from kompas.casework.steps.document import DocumentAttached
from kompas.limits import LONGEST_SHOWN_TEXT, MOST_FILES_AT_ONCE
from kompas.norms import Library
from kompas.processes import arrivals
from kompas.register import documents
from kompas.register.access import looks_by
from kompas.workers.budget import Over, OverBudget
from tests.clock import TODAY
from tests.desk.conftest import SignIn
from tests.desk.test_case_papers import MACROS, PDF, PNG, asked
from tests.processes.town import EAST, NEXT, OPENING, Telling, applied, counted
from tests.spec.case.stories import withdraws
from tests.unit.files import outlook
from tests.unit.files.made import word

JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20 + b"\xff\xd9"
MOST_STATEMENTS = 12
HELD = re.compile(r'name="f(\d+)-held" value="([^"]+)"')


def url(told: Telling, name: str, **more: Any) -> str:
    return reverse(name, kwargs={"case_id": told.id, **more})


def put(client: Client, told: Telling, content: bytes, name: str = "brev.pdf") -> UUID:
    file = BytesIO(content)
    file.name = name
    sent = {"file": file, "title": "Udtalelse", "dated": "2026-05-18"}
    assert client.post(url(told, "case_attach"), sent).status_code == 302
    event = told.entries()[-1].event
    assert isinstance(event, DocumentAttached)
    return UUID(event.document_id)


def page_of(client: Client, told: Telling, document_id: UUID) -> str:
    answer = client.get(url(told, "case_document_shown", document_id=document_id))
    assert answer.status_code == 200
    return answer.content.decode()


def mail(*attachments: tuple[str, bytes], text: str = "Hej\n\nSe <b>bilag</b>.") -> bytes:
    made = EmailMessage()
    heads = {"From": "Åse Lind <aase@bostedet.dk>", "To": "kommunen@vejen.dk",
             "Subject": "Udtalelse om Gerda", "Date": "Mon, 18 May 2026 10:00:00 +0200",
             "Message-ID": "<1@bostedet.dk>"}  # fmt: skip
    for name, value in heads.items():
        made[name] = value
    made.set_content(text)
    for name, content in attachments:
        made.add_attachment(content, maintype="application", subtype="x", filename=name)
    return made.as_bytes()


# ---------------------------------------------------------------- shown


@pytest.mark.parametrize(
    ("content", "name", "shown"),
    [(PDF, "brev.pdf", "<iframe"), (PNG, "foto.png", "<img"), (JPEG, "foto.jpg", "<img")],
)
def test_the_browser_shows_a_pdf_and_a_picture(
    sign_in: SignIn, library: Library, content: bytes, name: str, shown: str
) -> None:
    told, client = applied(library), sign_in("anna")
    document_id = put(client, told, content, name)
    answer = client.get(url(told, "case_document_shown", document_id=document_id))
    text = answer.content.decode()
    raw = url(told, "case_document", document_id=document_id)
    assert re.search(f'{shown}[^>]* src="{raw}"', text)
    assert name in text
    assert f'href="{raw}?hent=1"' in text
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    file: Any = client.get(raw)
    file.close()
    assert file.headers["Content-Disposition"].startswith("inline")
    assert ("sandbox" in file.headers["Content-Security-Policy"]) is (shown == "<img")
    kept: Any = client.get(f"{raw}?hent=1")
    kept.close()
    assert kept.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_text_is_shown_as_text_and_a_long_one_in_part(sign_in: SignIn, library: Library) -> None:
    told, client = applied(library), sign_in("anna")
    document_id = put(client, told, b"<script>alert(1)</script> \xe2\x80\xaeHej", "notat.txt")
    text = page_of(client, told, document_id)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Hej" in text
    assert "Kun de første" not in text
    long = put(client, told, b"x" * (LONGEST_SHOWN_TEXT + 1), "lang.txt")
    text = page_of(client, told, long)
    assert "Kun de første 100.000 tegn vises." in text
    assert "x" * LONGEST_SHOWN_TEXT in text
    assert "x" * (LONGEST_SHOWN_TEXT + 1) not in text


def test_what_cannot_be_shown_says_why(sign_in: SignIn, library: Library) -> None:
    told, client = applied(library), sign_in("anna")
    assert "Et Word-dokument kan ikke vises her." in page_of(
        client, told, put(client, told, word())
    )
    width = (30_000).to_bytes(4)
    huge = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + width + width + b"\0" * 9 + b"IEND"
    assert "Billedet er så stort" in page_of(client, told, put(client, told, huge, "a.png"))


@pytest.mark.parametrize("content", [PDF, b"Hej."])
def test_a_look_leaves_its_trace_and_a_lost_file_is_told(
    sign_in: SignIn, library: Library, content: bytes
) -> None:
    told, client = applied(library), sign_in("anna")
    document_id = put(client, told, content)
    page_of(client, told, document_id)
    if content == PDF:  # the browser fetches it
        client.get(url(told, "case_document", document_id=document_id)).close()
    assert looks_by("anna")[0].purpose == "Åbnede et dokument i sagen"
    for path in documents.folder().glob("??/*"):
        path.unlink()
    if content != PDF:
        assert "Filen ligger ikke, hvor den skal." in page_of(client, told, document_id)


@pytest.mark.parametrize("content", [PDF, b"Hej."])
def test_a_page_of_a_document_asks_little(
    sign_in: SignIn, library: Library, content: bytes
) -> None:
    told, client = applied(library), sign_in("anna")
    document_id = put(client, told, content)
    page_of(client, told, document_id)  # what is read once only
    with counted() as statements:
        page_of(client, told, document_id)
    assert len([one for one in statements if "SAVEPOINT" not in one]) <= MOST_STATEMENTS


def test_it_is_shown_in_its_own_case_only(sign_in: SignIn, library: Library) -> None:
    mine, hidden, client = applied(library), applied(library, EAST), sign_in("anna")
    document_id = put(client, mine, PDF)
    theirs = put(sign_in("carla"), hidden, mail(("a.pdf", PDF)), "mail.eml")
    for case, one in ((applied(library), document_id), (mine, theirs), (hidden, theirs)):
        for name in ("case_document_shown", "case_attachments"):
            where = url(case, name, document_id=one)
            answer = client.post(where, {"number": "0"}) if "att" in name else client.get(where)
            assert answer.status_code == 404


def test_a_file_that_is_something_else_than_its_name_says_is_told(
    sign_in: SignIn, library: Library
) -> None:
    told, client = applied(library), sign_in("anna")
    text = page_of(client, told, put(client, told, PNG, "brev.pdf"))
    assert "Navnet ender på .pdf, men indholdet er et billede (PNG)." in text


# ---------------------------------------------------------------- mails


def from_outlook(*attachments: tuple[str, bytes]) -> bytes:
    values: dict[int, outlook.Value] = {
        outlook.SUBJECT: "Udtalelse om Gerda",
        outlook.BODY: "Hej\r\n\r\nSe <b>bilag</b>.",
        outlook.SENDER: "Åse Lind",
        outlook.TO: "kommunen@vejen.dk",
    }
    named: list[dict[int, outlook.Value]]
    named = [{outlook.LONG_NAME: name, outlook.CONTENT: content} for name, content in attachments]
    return outlook.message(values, named)


ATTACHED = (("Udtalelse.pdf", PDF), ("regneark.xlsx", b"PK\x03\x04xl/workbook.xml"))


@pytest.mark.parametrize(
    ("content", "name"),
    [(mail(*ATTACHED), "udtalelse.eml"), (from_outlook(*ATTACHED), "udtalelse.msg")],
    ids=["eml", "msg"],
)
def test_a_mail_is_read_and_its_attachments_taken_out(
    sign_in: SignIn, library: Library, content: bytes, name: str
) -> None:
    told, client = applied(library), sign_in("anna")
    document_id = put(client, told, content, name)
    seq = told.entries()[-1].seq
    text = page_of(client, told, document_id)
    for said in ("Åse Lind", "kommunen@vejen.dk", "Udtalelse om Gerda", "Udtalelse.pdf", "Hent"):
        assert said in text
    assert "Se &lt;b&gt;bilag&lt;/b&gt;." in text
    answer = client.post(
        url(told, "case_attachments", document_id=document_id), {"number": ["0", "1", "77", "x"]}
    )
    assert answer.status_code == 422  # the sheet and what is not there are told
    asked_for = answer.content.decode()
    assert "Filen er et regneark." in asked_for
    assert "kan ikke tages ud af mailen" in asked_for
    assert 'value="Udtalelse"' in asked_for
    held = dict(HELD.findall(asked_for))
    answer = client.post(url(told, "case_arrivals"), asked(held["0"]))
    assert answer.status_code == 302
    event = told.entries()[-1].event
    assert isinstance(event, DocumentAttached)
    assert (event.file_name, event.made_of) == ("Udtalelse.pdf", seq)
    assert (
        "Taget ud af mailen i registrering nr."
        in client.get(url(told, "case_timeline")).content.decode()
    )
    assert looks_by("anna")  # and each look at the mail has left its trace


def test_what_was_taken_out_keeps_its_mail_on_the_case(sign_in: SignIn, library: Library) -> None:
    told, client = applied(library), sign_in("anna")
    document_id = put(client, told, mail(("a.pdf", PDF)), "a.eml")
    answer = client.post(url(told, "case_attachments", document_id=document_id), {"number": "0"})
    held = dict(HELD.findall(answer.content.decode()))
    client.post(url(told, "case_arrivals"), asked(held["0"]))
    told.today = TODAY
    assert told.refuses(withdraws(NEXT))
    told.does(withdraws(NEXT + 1)).does(withdraws(NEXT))


def test_an_active_attachment_is_told_as_any_file(sign_in: SignIn, library: Library) -> None:
    told, client = applied(library), sign_in("anna")
    document_id = put(client, told, mail(("a.docm", MACROS)), "a.eml")
    where = url(told, "case_attachments", document_id=document_id)
    text = client.post(where, {"number": "0"}).content.decode()
    assert "I filen er der makroer." in text
    assert "Læg en renset kopi på sagen" in text


def test_none_or_too_many_chosen_is_told(sign_in: SignIn, library: Library) -> None:
    told, client = applied(library), sign_in("anna")
    document_id = put(client, told, mail(("a.pdf", PDF)), "a.eml")
    where = url(told, "case_attachments", document_id=document_id)
    for numbers in (["²"], [str(number) for number in range(MOST_FILES_AT_ONCE + 1)]):
        answer = client.post(where, {"number": numbers}, follow=True)
        assert "Vælg fra 1 til 20 bilag ad gangen." in answer.content.decode()
    assert client.get(where).status_code == 302


def test_who_only_reads_takes_nothing_out(sign_in: SignIn, library: Library) -> None:
    told = applied(library)
    document_id = put(sign_in("anna"), told, mail(("a.pdf", PDF)), "a.eml")
    told.today = TODAY
    told.does(withdraws(NEXT))
    text = page_of(sign_in("anna"), told, document_id)
    assert "a.pdf" in text
    assert "Tag ud af mailen" not in text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"From: a@b.dk\nMIME-Version: 1.0\nContent-Type: application/pkcs7-mime\n\nMIIC",
         "Mailen er krypteret"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__properties_version1.0".encode("utf-16-le"),
         "Mailen er ødelagt"),
    ],
)  # fmt: skip
def test_a_mail_that_cannot_be_read_is_kept_and_told(
    sign_in: SignIn, library: Library, content: bytes, said: str
) -> None:
    told, client = applied(library), sign_in("anna")
    document_id = put(client, told, content, "mail.msg")
    assert said in page_of(client, told, document_id)
    answer: Any = client.get(url(told, "case_document", document_id=document_id))
    assert b"".join(answer.streaming_content) == content
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_mail_that_takes_too_much_is_kept_and_told(
    sign_in: SignIn, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def takes_too_much(*_given: object) -> None:
        raise OverBudget(Over.PROCESSOR)

    told, client = applied(library), sign_in("anna")
    document_id = put(client, told, mail(("a.pdf", PDF)), "mail.eml")
    monkeypatch.setattr(arrivals, "in_worker", takes_too_much)
    assert "for stor eller indviklet" in page_of(client, told, document_id)
    where = url(told, "case_attachments", document_id=document_id)
    answer = client.post(where, {"number": "0"})
    assert answer.status_code == 422
    assert "kan ikke tages ud af mailen" in answer.content.decode()
    assert len(told.entries()) == len(OPENING) + 1
