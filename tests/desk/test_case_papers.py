"""Files of a case: taken in, opened safely and with a trace, and made what a decision rests on."""

import hashlib
import re
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kompas.casework import Evidence
from kompas.casework.steps.document import DocumentAttached
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.note import NoteWritten
from kompas.norms import Library
from kompas.processes import attach_document
from kompas.processes.reading import folded
from kompas.register import documents
from kompas.register.access import looks_by
from kompas.workers.budget import Over, OverBudget
from tests.clock import TODAY
from tests.desk.conftest import SignIn
from tests.processes.town import EAST, NEXT, OPENING, Telling, applied, assessed, decided
from tests.spec.case.stories import withdraws
from tests.unit.files import made
from tests.unit.files.made import action, pdf, word

PDF = pdf()
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20 + b"IEND"
TEXT = b"<script>alert(1)</script> Notat fra bostedet."


def url(told: Telling, name: str, **more: Any) -> str:
    return reverse(name, kwargs={"case_id": told.id, **more})


def upload(client: Client, told: Telling, content: bytes, **fields: str) -> Any:
    file = BytesIO(content)
    file.name = "privat navn.bin"
    given = {"title": "Udtalelse fra bostedet", "dated": "2026-05-18", **fields}
    return client.post(url(told, "case_attach"), {"file": file, **given})


def the_file(told: Telling, by: str = "anna") -> UUID:
    event = told.entries(by=by)[-1].event
    assert isinstance(event, DocumentAttached)
    return UUID(event.document_id)


def listed(client: Client, told: Telling) -> str:
    return client.get(url(told, "case_documents")).content.decode()


# ---------------------------------------------------------------- files


@pytest.mark.parametrize(("content", "shown_inline"), [(PDF, True), (PNG, True), (TEXT, False)])
def test_a_file_comes_in_and_is_opened_safely(
    sign_in: SignIn, library: Library, content: bytes, shown_inline: bool
) -> None:
    told = applied(library)
    client = sign_in("anna")
    assert upload(client, told, content).status_code == 302
    assert "Udtalelse fra bostedet" in listed(client, told)
    answer: Any = client.get(url(told, "case_document", document_id=the_file(told)))
    assert b"".join(answer.streaming_content) == content
    kind, _semicolon, name = answer.headers["Content-Disposition"].partition(";")
    assert kind == ("inline" if shown_inline else "attachment")
    assert "privat navn" in name
    assert ".bin" not in name
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["Cache-Control"] == "no-store"


def test_opening_a_file_leaves_a_trace(sign_in: SignIn, library: Library) -> None:
    told = applied(library)
    client = sign_in("anna")
    upload(client, told, PDF)
    client.get(url(told, "case_document", document_id=the_file(told))).close()
    assert looks_by("anna")[0].purpose == "Åbnede et dokument i sagen"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ not a document", "Filen er et program"),
        (b"\x01", "Brug PDF, PNG"),
        (b"", "Filen er tom."),
    ],
)
def test_what_is_not_taken_in_is_told(
    sign_in: SignIn, library: Library, content: bytes, said: str
) -> None:
    told = applied(library)
    answer = upload(sign_in("anna"), told, content + b"\0" * bool(content))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Udtalelse fra bostedet" in answer.content.decode()  # what was typed still stands
    assert len(told.entries()) == len(OPENING)


def test_the_same_file_twice_is_refused_in_words(sign_in: SignIn, library: Library) -> None:
    told = applied(library)
    client = sign_in("anna")
    upload(client, told, PDF)
    answer = upload(client, told, PDF, title="Igen")
    assert answer.status_code == 422
    assert "Sagen har filen allerede." in answer.content.decode()


def test_a_file_is_opened_in_its_own_case_only(sign_in: SignIn, library: Library) -> None:
    mine, other = applied(library), applied(library)
    hidden = applied(library, EAST)
    client = sign_in("anna")
    upload(client, mine, PDF)
    upload(sign_in("carla"), hidden, PNG)
    theirs = the_file(hidden, "carla")
    assert client.get(url(other, "case_document", document_id=the_file(mine))).status_code == 404
    assert client.get(url(mine, "case_document", document_id=theirs)).status_code == 404
    assert client.get(url(hidden, "case_document", document_id=theirs)).status_code == 404
    assert client.get(url(mine, "case_document", document_id=uuid4())).status_code == 404


def test_a_file_that_the_disk_has_lost_is_told(sign_in: SignIn, library: Library) -> None:
    told = applied(library)
    client = sign_in("anna")
    upload(client, told, PDF)
    found = next(iter(documents.folder().glob("??/*")))
    found.unlink()
    answer = client.get(url(told, "case_document", document_id=the_file(told)))
    assert answer.status_code == 500
    assert "Filen mangler" in answer.content.decode()


def test_the_letter_is_among_the_files(sign_in: SignIn, library: Library) -> None:
    told = decided(library)
    told.prints()
    assert "Brev til borgeren" in listed(sign_in("anna"), told)


def test_a_file_whose_entry_was_withdrawn_is_struck_through(
    sign_in: SignIn, library: Library
) -> None:
    told = applied(library)
    client = sign_in("anna")
    upload(client, told, PDF)
    told.today = TODAY
    told.does(withdraws(NEXT))
    text = listed(client, told)
    assert "annulleret" in text
    assert "Brug som bilag<" not in text


# ---------------------------------------------------------------- papers


def evidence_of(told: Telling) -> tuple[Evidence, ...]:
    return folded(told.entries()).evidence


def make(client: Client, told: Telling, seq: int, **fields: str) -> Any:
    given = {"title": "Udtalelse fra bostedet", "kind": "document", "dated": "2026-05-18", **fields}
    return client.post(url(told, "case_evidence", seq=seq), given)


def test_a_file_is_made_a_paper_by_a_click(sign_in: SignIn, library: Library) -> None:
    told = applied(library)
    client = sign_in("anna")
    upload(client, told, PDF)
    form = url(told, "case_evidence", seq=NEXT)
    assert f'href="{form}"' in listed(client, told)
    filled = client.get(form).content.decode()
    assert 'value="Udtalelse fra bostedet"' in filled
    assert 'value="document" checked' in filled
    answer = make(client, told, NEXT, unfavourable="on", unknown_to_party="on")
    assert answer.status_code == 302
    (paper,) = evidence_of(told)
    assert (paper.id, paper.unfavourable, paper.known_to_party) == (f"dokument-{NEXT}", True, False)
    text = listed(client, told)
    assert "Er bilag" in text
    assert text.count(url(told, "case_document", document_id=the_file_first(told))) == 3


def the_file_first(told: Telling) -> UUID:
    event = next(e.event for e in told.entries() if isinstance(e.event, DocumentAttached))
    return UUID(event.document_id)


def test_the_source_of_a_fact_and_a_note_are_made_papers(sign_in: SignIn, library: Library) -> None:
    told = assessed(library).does(NoteWritten(text="Ringet med bostedet.\nDe er glade."))
    client = sign_in("anna")
    facts = [e.seq for e in told.entries() if isinstance(e.event, FactNoted)]
    filled = client.get(url(told, "case_evidence", seq=facts[0])).content.decode()
    assert 'value="CPR"' in filled
    last = told.entries()[-1].seq
    assert (
        'value="Ringet med bostedet."'
        in client.get(url(told, "case_evidence", seq=last)).content.decode()
    )
    make(client, told, last, title="Samtale med bostedet", kind="note")
    assert "notat-" in evidence_of(told)[-1].id


def test_a_paper_is_not_made_twice(sign_in: SignIn, library: Library) -> None:
    told = applied(library)
    client = sign_in("anna")
    upload(client, told, PDF)
    make(client, told, NEXT)
    answer = make(client, told, NEXT)
    assert answer.status_code == 422
    assert "er der allerede" in answer.content.decode()


@pytest.mark.parametrize("seq", [1, 99])
def test_what_brings_no_paper_has_no_such_page(sign_in: SignIn, library: Library, seq: int) -> None:
    told = applied(library)
    assert sign_in("anna").get(url(told, "case_evidence", seq=seq)).status_code == 404


# ---------------------------------------------------------------- what acts by itself

MACROS = word({"word/vbaProject.bin": made.VBA})
SCRIPT = pdf(OpenAction=action("JavaScript", JS="app.alert(1)"))
HELD = re.compile(r'name="f0-held" value="([^"]+)"')


def arriving() -> int:
    return len(list((documents.folder() / documents.ARRIVING).glob("*")))


@pytest.mark.parametrize(
    ("content", "told_as"),
    [(MACROS, "I filen er der makroer."), (SCRIPT, "et script (JavaScript)")],
    ids=["Word", "PDF"],
)
def test_what_acts_is_told_and_a_clean_copy_put_on_the_case(
    sign_in: SignIn, library: Library, content: bytes, told_as: str
) -> None:
    told, client = applied(library), sign_in("anna")
    before = arriving()
    answer = upload(client, told, content)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert told_as in page
    assert "Læg en renset kopi på sagen" in page
    assert len(told.entries()) == len(OPENING)
    held = HELD.search(page)
    assert held
    assert client.post(url(told, "case_arrivals"), asked(held[1])).status_code == 302
    event = told.entries()[-1].event
    assert isinstance(event, DocumentAttached)
    assert event.original_sha256 == hashlib.sha256(content).hexdigest()
    assert event.sha256 != event.original_sha256
    assert event.cleaned_of
    answer = client.get(url(told, "case_document", document_id=the_file(told)))
    copy = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert hashlib.sha256(copy).hexdigest() == event.sha256
    assert b"JavaScript" not in copy
    assert b"vbaProject" not in copy
    assert "Kopi, renset for" in client.get(url(told, "case_timeline")).content.decode()
    assert arriving() == before  # neither the file that came nor the copy lies there still


def test_what_is_held_is_its_senders_and_its_cases(sign_in: SignIn, library: Library) -> None:
    told, other, client = applied(library), applied(library), sign_in("anna")
    held = HELD.search(upload(client, told, MACROS).content.decode())
    assert held
    for who, case in ((client, other), (sign_in("birk"), told)):
        answer = who.post(url(case, "case_arrivals"), asked(held[1]))
        assert answer.status_code == 422
        assert "Filen ligger her ikke mere." in answer.content.decode()
    answer = client.post(url(told, "case_arrivals"), asked(held[1] + "x"))
    assert answer.status_code == 422


def asked(held: str, number: int = 0, **fields: str) -> dict[str, str]:
    """The form of a file that waits, as its page sends it."""
    given = {"held": held, "title": "Udtalelse", "dated": "2026-05-18", "take": "on", **fields}
    return {f"f{number}-{name}": value for name, value in given.items()}


def test_without_the_wish_for_a_copy_it_is_told_again(sign_in: SignIn, library: Library) -> None:
    told, client = applied(library), sign_in("anna")
    held = HELD.search(upload(client, told, MACROS).content.decode())
    assert held
    sent = asked(held[1])
    del sent["f0-take"]
    answer = client.post(url(told, "case_arrivals"), sent)
    assert answer.status_code == 422
    assert "Vælg mindst én fil." in answer.content.decode()
    assert "I filen er der makroer." in answer.content.decode()
    assert len(told.entries()) == len(OPENING)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (pdf(password="kode"), "Filen er låst"),  # noqa: S106 - nobody's
        (word({"word/a.xml": "<!DOCTYPE x><x/>"}), "Filen er ødelagt."),
        (b"%PDF-1.4\n<</S/JavaScript/JS(x)>>\n%%EOF\n", "et script (JavaScript)"),
    ],
    ids=["locked", "broken", "a broken pdf with a script"],
)
def test_what_nobody_can_look_into_is_refused_in_words(
    sign_in: SignIn, library: Library, content: bytes, said: str
) -> None:
    told = applied(library)
    answer = upload(sign_in("anna"), told, content)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert len(told.entries()) == len(OPENING)


def test_what_takes_too_much_to_look_through_is_refused_in_words(
    sign_in: SignIn, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def takes_too_much(*_given: object, **_named: object) -> None:
        raise OverBudget(Over.MEMORY)

    monkeypatch.setattr(attach_document, "run", takes_too_much)
    told = applied(library)
    answer = upload(sign_in("anna"), told, PDF)
    assert answer.status_code == 422
    assert "Filen er for indviklet" in answer.content.decode()


def test_who_does_not_see_the_case_has_nothing_looked_through(
    sign_in: SignIn, library: Library
) -> None:
    hidden, before = applied(library, EAST), arriving()
    assert upload(sign_in("anna"), hidden, MACROS).status_code == 404
    assert arriving() == before
