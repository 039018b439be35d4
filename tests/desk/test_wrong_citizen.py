"""What was recorded on the wrong citizen is nowhere: on no page, in no print, letter or command."""

import json
import re
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from kompas.casework import Evidence, EvidenceKind
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.hearing_answer import HearingAnswered
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.cli import inputs
from kompas.norms import Library
from kompas.processes.attach_document import Paper, attach
from kompas.processes.letters import make_letter
from kompas.processes.reading import read
from kompas.register import access, drafts
from kompas.site.routes import ROUTES
from tests.desk.conftest import SignIn
from tests.desk.made_files import file_of, is_being_made
from tests.desk.test_access import OF_A_CASE, address
from tests.processes.terminal import runner
from tests.processes.town import PEOPLE, Telling, assessed, takes, viewer
from tests.register.database import Database
from tests.spec.case.stories import TODAY

CANARY = "Kanariefuglen"
OF_BODIL = f"{CANARY} Bodil Anden har været indlagt i tre uger."
WRONG = Withdrawal.WRONG_CITIZEN


def out(seq: int, cause: Withdrawal = WRONG) -> EntryWithdrawn:
    return EntryWithdrawn(seq=seq, reason=cause, why=f"Det handler om {CANARY}.")


def last(telling: Telling) -> int:
    return telling.case.seq


def spoilt(library: Library) -> Telling:
    """A case that holds the canary in every place that others take it over from; then it is found
    out, of each.
    """
    telling = assessed(library)
    wrong = []
    paper = Evidence(id="bodil", kind=EvidenceKind.NOTE, title=OF_BODIL, dated=TODAY)
    heard = HearingSent(evidence=("bodil",), sent_on=TODAY, deadline_on=TODAY.replace(day=20))
    fact = FactNoted(name="special_social_problems", value=False, source=CANARY, dated=TODAY)
    for command in (NoteWritten(text=OF_BODIL), fact, EvidenceAdded(evidence=paper), heard):
        telling.does(command)
        wrong.append(last(telling))
    telling.does(HearingAnswered(answer=OF_BODIL, answered_on=TODAY))
    answer = last(telling)
    pdf = BytesIO(f"{OF_BODIL}\n".encode())
    filed = attach(
        telling.id, Paper(OF_BODIL, pdf, TODAY), viewer("anna"), library=library, now=telling.now
    )
    telling.acted.append(filed)  # type: ignore[arg-type]
    file = last(telling)
    made_of = Evidence(id=f"dokument-{file}", kind=EvidenceKind.NOTE, title=CANARY, dated=TODAY)
    telling.does(EvidenceAdded(evidence=made_of, made_of=file))
    paper_of_file = last(telling)
    need = takes(telling).decision.need
    assert need is not None
    quoting = takes(telling, need=type(need)(text=f"Du bor her. {OF_BODIL}", evidence=("bodil",)))
    telling.does(quoting)
    made = make_letter(telling.id, viewer("anna"), library=library, now=telling.now)
    assert not hasattr(made, "reasons"), made
    text = {"need": {"text": f"Nyt. {OF_BODIL}", "evidence": ["bodil"]}, "kind": "grant"}
    for name, typed in (("decision", text), ("note_written", {"note": [OF_BODIL]})):
        for on in (0, 1):
            drafts.save(drafts.Draft(telling.id, name, "anna", typed, telling.now, on))
    for seq in (answer, paper_of_file, file, *reversed(wrong)):
        telling.does(out(seq))
    return telling


def text_of(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        pages = PdfReader(BytesIO(content)).pages
        return " ".join(page.extract_text() for page in pages)
    return content.decode(errors="replace")


def read_all(client: Client, telling: Telling) -> dict[str, str]:
    """Every page of the case as somebody reads it, by its name; also as it was on the day."""
    pages = {}
    for route in ROUTES:
        if "GET" in route.methods and OF_A_CASE.search(route.path):
            for query in ({}, {"pr": TODAY.isoformat()}):
                answer = client.get(address(route, telling.id), query)
                made = is_being_made(answer)
                content = file_of(client, answer) if made else answer.getvalue()
                pages[f"{route.name} {query}"] = text_of(content)
    return pages


@pytest.mark.usefixtures("town")
def test_no_page_shows_it_to_anybody(sign_in: SignIn, library: Library) -> None:
    telling = spoilt(library)
    steps = (
        f"/sager/{telling.id}/registrer/{step}" for step in ("note_written", "entry_withdrawn")
    )
    others = ["/min-dag", "/team", "/find", "/udvalg", *steps]
    for username in PEOPLE:
        client = sign_in(username)
        pages = read_all(client, telling)
        pages |= {path: text_of(client.get(path).content) for path in others}
        pages["found"] = text_of(client.post("/find", {"q": CANARY}).content).replace(
            f'value="{CANARY}"', ""
        )
        for document in re.findall(r"dokumenter/([0-9a-f-]{36})", str(pages)):
            answer = client.get(f"/sager/{telling.id}/dokumenter/{document}")
            pages[document] = text_of(answer.getvalue())
        shown = {name for name, text in pages.items() if CANARY in text}
        assert shown == set(), username
    assert "Sagens registreringer" in read_all(sign_in("anna"), telling)["print_case {}"]


def test_no_command_shows_it(
    town: Database,
    library: Library,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    telling = spoilt(library)
    monkeypatch.setattr(inputs, "norms", lambda: library)
    kompas = runner(town, capsys, monkeypatch)
    case, day = str(telling.id), TODAY.isoformat()
    for line in (
        ("case", "show", case),
        ("case", "show", case, "--json"),
        ("case", "as-of", case, day),
        ("case", "as-of", case, day, "--json"),
        ("case", "as-of", case, day, "--valid"),
        ("case", "as-of", case, day, "--valid", "--json"),
        ("case", "export", case),
        ("case", "list", "--json"),
        ("case", "list", CANARY),
        ("case", "replay", case, str(telling.case.decisions[-1].entry)),
    ):
        ran = kompas(*line, "--as", "anna")
        assert ran.out or ran.err
        assert CANARY not in ran.out + ran.err, line
    exported = json.loads(kompas("case", "export", case, "--as", "anna").out)
    assert sum("wrong_citizen" in entry for entry in exported["entries"]) == 7
    assert exported["documents"] == []


def test_it_is_opened_with_a_reason_that_is_written_down(sign_in: SignIn, library: Library) -> None:
    telling = spoilt(library)
    entries = read(telling.id, viewer("vera"), "Tilsyn", now=telling.now)
    note = next(e.seq for e in entries if getattr(e.event, "type", "") == "note_written")
    file = next(e.seq for e in entries if getattr(e.event, "type", "") == "document_attached")
    vera, page = sign_in("vera"), f"/sager/{telling.id}/forkert-borger/"
    assert f"{page}{note}" in text_of(vera.get(f"/sager/{telling.id}/forloeb").content)
    assert CANARY not in text_of(vera.get(f"{page}{note}").content)
    for nothing in ("", " ", "om 7204801234"):
        answer = vera.post(f"{page}{note}", {"purpose": nothing})
        assert answer.status_code == 422
        assert CANARY not in text_of(answer.content)
    why = "Notatet skal over på den rigtige sag"
    assert OF_BODIL in text_of(vera.post(f"{page}{note}", {"purpose": why}).content)
    assert access.looks_at(telling.id)[0].purpose in (why, "Sagsbehandling")
    assert why in {look.purpose for look in access.looks_by("vera")}
    answer = vera.post(f"{page}{file}", {"purpose": why, "do": "file"})
    assert OF_BODIL in text_of(answer.getvalue())


def test_it_is_opened_by_nobody_else_and_nothing_else_is(sign_in: SignIn, library: Library) -> None:
    telling = spoilt(library)
    page = f"/sager/{telling.id}/forkert-borger/"
    for username in PEOPLE.keys() - {"vera"}:
        answer = sign_in(username).post(f"{page}3", {"purpose": "Nysgerrig"})
        assert answer.status_code in (403, 404), username
    for seq in (1, 999):
        assert sign_in("vera").post(f"{page}{seq}", {"purpose": "Tilsyn"}).status_code == 404


def test_brought_back_it_is_there_again(sign_in: SignIn, library: Library) -> None:
    telling = assessed(library).does(NoteWritten(text=OF_BODIL))
    note = last(telling)
    telling.does(out(note))
    anna, page = sign_in("anna"), f"/sager/{telling.id}/forloeb"
    assert CANARY not in text_of(anna.get(page).content)
    assert text_of(anna.post("/find", {"q": "indlagt"}).content).count(str(telling.id)) == 0
    telling.does(out(last(telling), Withdrawal.MISTAKE))
    assert OF_BODIL in text_of(anna.get(page).content)
    assert telling.case.notes == (OF_BODIL,)


def test_a_case_of_somebody_else_is_empty(sign_in: SignIn, library: Library) -> None:
    telling = assessed(library).does(NoteWritten(text=OF_BODIL))
    citizen = telling.case.citizen
    assert citizen is not None
    telling.does(out(1))
    for username in ("anna", "vera"):
        pages = read_all(sign_in(username), telling)
        shown = {name for name, text in pages.items() if CANARY in text or citizen.name in text}
        assert shown == set()
