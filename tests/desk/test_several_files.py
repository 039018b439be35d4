"""Several files at once: each its own document; what one lacks keeps no other out."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from kompas.casework.steps.document import DocumentAttached
from kompas.limits import MOST_FILES_AT_ONCE, MOST_HELD_OF_ONE
from kompas.norms import Library
from kompas.register import documents
from tests.desk.conftest import SignIn
from tests.desk.test_case_papers import MACROS, PDF, PNG, arriving, asked, listed
from tests.desk.test_document import HELD, mail
from tests.processes.town import OPENING, Telling, applied

VALUE = 'value="{}"'


def send(client: Client, told: Telling, *files: tuple[str, bytes], **fields: str) -> Any:
    each = []
    for name, content in files:
        one = BytesIO(content)
        one.name = name
        each.append(one)
    where = reverse("case_attach", kwargs={"case_id": told.id})
    return client.post(where, {"file": each, "dated": "2026-05-18", **fields})


def confirm(client: Client, told: Telling, *forms: dict[str, str]) -> Any:
    where = reverse("case_arrivals", kwargs={"case_id": told.id})
    sent = {name: value for form in forms for name, value in form.items()}
    return client.post(where, sent)


def attached(told: Telling) -> list[DocumentAttached]:
    return [e.event for e in told.entries() if isinstance(e.event, DocumentAttached)]


def held_in(answer: Any) -> dict[str, str]:
    return dict(HELD.findall(answer.content.decode()))


def test_several_are_put_on_the_case_each_with_its_title(sign_in: SignIn, library: Library) -> None:
    told, client, before = applied(library), sign_in("anna"), arriving()
    answer = send(client, told, ("Brev_fra-læge.pdf", PDF), ("foto.png", PNG), ("m.eml", mail()))
    assert answer.status_code == 200
    text = answer.content.decode()
    for said in ("Brev fra læge", "foto", "Udtalelse om Gerda"):
        assert VALUE.format(said) in text
    assert len(told.entries()) == len(OPENING)  # nothing is on the case before the titles are seen
    held = held_in(answer)
    answer = confirm(
        client,
        told,
        asked(held["0"], 0, title="Lægebrev"),
        asked(held["1"], 1, title="Foto", dated="2026-05-19"),
        asked(held["2"], 2, title="Mail"),
    )
    assert answer.status_code == 302
    assert [(one.title, one.file_name) for one in attached(told)] == [
        ("Lægebrev", "Brev_fra-læge.pdf"),
        ("Foto", "foto.png"),
        ("Mail", "m.eml"),
    ]
    shown = listed(client, told)
    assert "3 dokumenter er lagt på sagen." in shown
    assert "Brev_fra-læge.pdf" in shown
    assert arriving() == before


def test_one_without_a_title_gets_one_proposed(sign_in: SignIn, library: Library) -> None:
    told, client = applied(library), sign_in("anna")
    answer = send(client, told, ("010180-1234 Udtalelse.pdf", PDF))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert VALUE.format("010180-  Udtalelse") not in text
    assert "1234" not in re.findall(r'id="id_f0-title"[^>]*', text)[0]
    assert "010180-••••" in text


def test_the_day_of_a_mail_is_proposed(sign_in: SignIn, library: Library) -> None:
    answer = send(sign_in("anna"), applied(library), ("m.eml", mail()), dated="2026-06-01")
    assert VALUE.format("2026-05-18") in answer.content.decode()


def test_what_is_refused_is_named_and_the_rest_kept(sign_in: SignIn, library: Library) -> None:
    told, client = applied(library), sign_in("anna")
    files = (("godt.pdf", PDF), ("regning.xlsx", b"PK\x03\x04xl/workbook.xml"), ("tom.pdf", b""),
             ("skadelig.pdf", b"MZ\x90\0"), ("igen.pdf", PDF))  # fmt: skip
    answer = send(client, told, *files)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Filen er et regneark. Gem den som PDF, og vælg den igen." in text
    assert "Filen er tom." in text
    assert "Navnet ender på .pdf, men det er filen ikke. Filen er et program" in text
    assert "Sagen har filen allerede." in text
    assert confirm(client, told, asked(held_in(answer)["0"])).status_code == 302
    assert [one.file_name for one in attached(told)] == ["godt.pdf"]


def test_what_lacks_something_stays_while_the_rest_goes(sign_in: SignIn, library: Library) -> None:
    told, client = applied(library), sign_in("anna")
    held = held_in(send(client, told, ("a.pdf", PDF), ("b.png", PNG)))
    answer = confirm(
        client, told, asked(held["0"], 0), asked(held["1"], 1, title="010180-1234", dated="x")
    )
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Dokumentet er lagt på sagen." in text
    assert 'href="#id_f1-title"' in text
    assert 'href="#id_f1-dated"' in text
    assert VALUE.format("010180-1234") in text  # as it was typed
    assert list(held_in(answer)) == ["1"]
    answer = confirm(client, told, asked(held_in(answer)["1"], 1))
    assert answer.status_code == 302
    assert [one.file_name for one in attached(told)] == ["a.pdf", "b.png"]


def test_what_is_not_wanted_is_left_and_told(sign_in: SignIn, library: Library) -> None:
    told, client, before = applied(library), sign_in("anna"), arriving()
    held = held_in(send(client, told, ("a.pdf", PDF), ("b.png", PNG)))
    left = asked(held["1"], 1, title="")
    del left["f1-take"]
    assert confirm(client, told, asked(held["0"]), left).status_code == 302
    assert "»b.png« er ikke lagt på sagen." in listed(client, told)
    assert [one.file_name for one in attached(told)] == ["a.pdf"]
    assert arriving() == before


def test_of_several_an_active_one_is_put_there_as_a_clean_copy(
    sign_in: SignIn, library: Library
) -> None:
    told, client = applied(library), sign_in("anna")
    answer = send(client, told, ("a.pdf", PDF), ("b.docx", MACROS))
    text = answer.content.decode()
    assert "I filen er der makroer." in text
    held = held_in(answer)
    assert confirm(client, told, asked(held["0"]), asked(held["1"], 1)).status_code == 302
    assert [len(one.cleaned_of) for one in attached(told)] == [0, 1]


def test_a_form_sent_twice_puts_nothing_there_twice(sign_in: SignIn, library: Library) -> None:
    told, client = applied(library), sign_in("anna")
    sent = asked(held_in(send(client, told, ("a.pdf", PDF)))["0"])
    confirm(client, told, sent)
    answer = confirm(client, told, sent)
    assert answer.status_code == 422
    assert "Er den ikke på sagen, så vælg den igen." in answer.content.decode()
    assert len(attached(told)) == 1


def test_nothing_brought_back_leads_to_the_documents(sign_in: SignIn, library: Library) -> None:
    told, client = applied(library), sign_in("anna")
    assert confirm(client, told).status_code == 302
    where = reverse("case_arrivals", kwargs={"case_id": told.id})
    assert client.get(where).status_code == 302


def test_more_than_may_be_are_told(sign_in: SignIn, library: Library) -> None:
    told, client = applied(library), sign_in("anna")
    answer = send(client, told, *[("a.txt", b"x")] * (MOST_FILES_AT_ONCE + 1))
    assert answer.status_code == 422
    assert f"Vælg højst {MOST_FILES_AT_ONCE} ad gangen." in answer.content.decode()
    assert settings.DATA_UPLOAD_MAX_NUMBER_FILES > MOST_FILES_AT_ONCE


def test_one_that_is_too_large_keeps_no_other_out(sign_in: SignIn, library: Library) -> None:
    told, client = applied(library), sign_in("anna")
    with override_settings(DOCUMENT_MAX_BYTES=1_000_000):
        answer = send(client, told, ("stor.txt", b"x" * 1_000_001), ("a.pdf", PDF))
    assert "Filen er for stor." in answer.content.decode()
    assert list(held_in(answer)) == ["0"]


def test_of_one_user_so_many_wait_and_no_more(
    sign_in: SignIn, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_HELD_OF_ONE > MOST_FILES_AT_ONCE
    monkeypatch.setattr(documents, "MOST_HELD_OF_ONE", 3)
    told, before = applied(library), arriving()
    for number in range(3):
        for who in ("anna", "vera"):
            send(sign_in(who), told, ("a.txt", f"{who} {number}".encode()), ("b.txt", b"x"))
    assert arriving() - before == 2 * 3


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("..\\..\\autoexec.pdf", "autoexec.pdf"),
        ("brev\u202efdp.exe", "brevfdp.exe"),
        ("x" * 250 + ".pdf", "x" * 120 + ".pdf"),
        ("<img src=x>.pdf", "img src x.pdf"),
    ],
)
def test_a_name_of_any_kind_is_kept_safely(
    sign_in: SignIn, library: Library, name: str, kept: str
) -> None:
    told, client = applied(library), sign_in("anna")
    send(client, told, (name, PDF), title="Brev")
    assert [one.file_name for one in attached(told)] == [kept]
    assert "<img src=x>" not in listed(client, told)
