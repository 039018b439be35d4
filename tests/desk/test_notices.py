"""Letters that are no decision: written in the form of their step, read, sent and recorded."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from kompas.casework.decision import Evidence, EvidenceKind
from kompas.casework.steps.action_plan_letter import ActionPlanLetterSent
from kompas.casework.steps.delay_notice import DelayNotified
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.information_request import InformationRequested
from kompas.casework.steps.letter_correction import LetterCorrected
from kompas.casework.steps.sending import LetterSent
from kompas.casework.taken_decision import LetterChannel
from kompas.norms import Library
from kompas.processes.reading import folded
from kompas.register import access, documents
from tests.clock import TODAY
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import address
from tests.desk.made_files import fetched, posted
from tests.processes.town import Telling, applied, assessed, sent, viewer
from tests.spec.case.stories import NEED

ANSWER_BY = "2026-07-10"
PAPER = Evidence(
    id="tilbud",
    kind=EvidenceKind.DOCUMENT,
    title="Udtalelse fra værkstedet",
    dated=date(2026, 5, 20),
    known_to_party=False,
    unfavourable=True,
)
TOLD = "Værkstedet skriver, at du kom otte gange i april og maj."


@pytest.fixture
def anna(sign_in: SignIn) -> Client:
    """A caseworker whom the citizens can reach."""
    client = sign_in("anna")
    client.post("/min-kontakt", {"title": "Socialrådgiver", "phone": "79 96 00 00", "email": ""})
    return client


def form(telling: Telling, step: str) -> str:
    return address(telling, f"registrer/{step}")


def letter(telling: Telling, step: str, end: str = "") -> str:
    return address(telling, f"breve/{step}{end}")


def goes_on(client: Client, telling: Telling, step: str, typed: dict[str, Any]) -> str:
    """The page with the letter of what was typed."""
    said = {"seq": str(telling.case.seq), "to_letter": "1", **typed}
    answer = client.post(form(telling, step), said)
    assert answer.status_code == 302, answer.content.decode()
    assert answer.headers["Location"].startswith(letter(telling, step))
    return client.get(letter(telling, step)).content.decode()


def sends(client: Client, telling: Telling, step: str, page: str, **said: str) -> Any:
    found = re.search(r'name="digest" value="(\w+)"', page)
    assert found, page
    ticked = {"digest": found[1], "channel": "digital_post", "read": "on", "papers": "on", **said}
    return posted(client, letter(telling, step), ticked)


def to_be_heard(library: Library) -> Telling:
    return applied(library).does(NEED, EvidenceAdded(evidence=PAPER))


HEARD = {
    "evidence": ["tilbud"],
    "sent_on": TODAY.isoformat(),
    "deadline_on": ANSWER_BY,
    "told": TOLD,
}


def test_a_hearing_is_written_read_sent_and_kept(anna: Client, library: Library) -> None:
    telling, client = to_be_heard(library), anna
    page = goes_on(client, telling, "hearing_sent", HEARD)
    sheet = client.get(letter(telling, "hearing_sent", "/visning"))
    said = sheet.content.decode()
    for words in (
        "Partshøring",
        "Socialrådgiver",
        TOLD,
        "Udtalelse fra værkstedet",
        "10. juli 2026",
        "§ 19, stk. 1",
    ):
        assert words in said
    assert "default-src 'none'" in sheet.headers["Content-Security-Policy"]
    read = fetched(client, letter(telling, "hearing_sent", "/pdf"))
    answer = sends(client, telling, "hearing_sent", page)
    assert answer.status_code == 302, answer.content.decode()
    event = telling.entries()[-1].event
    assert isinstance(event, HearingSent)
    assert event.told == TOLD
    assert event.letter is not None
    assert event.letter.channel is LetterChannel.DIGITAL_POST
    # What was read is what is kept, byte for byte, and it is a document of the case.
    with access.acting(viewer("anna")):
        files = documents.of_case(telling.id)
    kept = next(one for one in files if one.sha256 == event.letter.document_sha256)
    assert documents.path_of(kept).read_bytes() == read
    listed = client.get(address(telling, "dokumenter")).content.decode()
    assert "Hvad mener du om oplysningerne i din sag?" in listed
    # The draft is gone.
    assert (
        "Der er ikke skrevet noget" in client.get(letter(telling, "hearing_sent")).content.decode()
    )


def test_one_sent_elsewhere_is_recorded_as_before(anna: Client, library: Library) -> None:
    telling, client = to_be_heard(library), anna
    said = {**HEARD, "told": "", "seq": str(telling.case.seq)}
    assert client.post(form(telling, "hearing_sent"), said).status_code == 302
    event = telling.entries()[-1].event
    assert isinstance(event, HearingSent)
    assert event.letter is None


def test_what_it_lacks_is_told_and_it_is_not_sent(anna: Client, library: Library) -> None:
    telling, client = to_be_heard(library), anna
    page = goes_on(client, telling, "hearing_sent", {**HEARD, "told": ""})
    assert "Det mangler, hvilke oplysninger borgeren høres om." in page
    assert 'name="channel"' not in page
    before = telling.case.seq
    ticked = {"digest": "x", "channel": "digital_post", "read": "on", "papers": "on"}
    answer = client.post(letter(telling, "hearing_sent"), ticked)
    assert answer.status_code == 422
    assert telling.case.seq == before


def test_only_the_letter_that_was_read_is_sent(anna: Client, library: Library) -> None:
    telling, client = to_be_heard(library), anna
    page = goes_on(client, telling, "hearing_sent", HEARD)
    goes_on(client, telling, "hearing_sent", {**HEARD, "told": "Noget andet."})
    answer = sends(client, telling, "hearing_sent", page)
    assert answer.status_code == 422
    assert "Brevet er blevet et andet" in answer.content.decode()


@pytest.mark.parametrize("missing", ["channel", "read", "papers"])
def test_it_is_sent_on_purpose(missing: str, anna: Client, library: Library) -> None:
    telling, client = to_be_heard(library), anna
    page = goes_on(client, telling, "hearing_sent", HEARD)
    assert sends(client, telling, "hearing_sent", page, **{missing: ""}).status_code == 422


def test_a_delay_tells_why_and_when(anna: Client, library: Library) -> None:
    telling, client = applied(library), anna
    typed = {
        "notified_on": TODAY.isoformat(),
        "expected_on": "2026-12-01",
        "reason": "Vi venter på en udtalelse fra din læge.",
    }
    page = goes_on(client, telling, "delay_notified", typed)
    sheet = client.get(letter(telling, "delay_notified", "/visning")).content.decode()
    assert "Vi venter på en udtalelse fra din læge." in sheet
    assert "1. december 2026" in sheet
    assert "§ 3, stk. 2" in sheet
    assert sends(client, telling, "delay_notified", page).status_code == 302
    event = telling.entries()[-1].event
    assert isinstance(event, DelayNotified)
    assert event.letter is not None


def test_a_request_tells_what_follows_and_can_be_repeated(anna: Client, library: Library) -> None:
    telling, client = applied(library), anna
    typed = {"asks_for": "En kopi af din plan fra jobcentret.", "sent_on": TODAY.isoformat(),
             "answer_by": ANSWER_BY}  # fmt: skip
    page = goes_on(client, telling, "information_requested", typed)
    sheet = client.get(letter(telling, "information_requested", "/visning")).content.decode()
    assert "Hvis vi ikke får oplysningerne" in sheet
    assert sends(client, telling, "information_requested", page).status_code == 302
    first = telling.entries()[-1]
    assert isinstance(first.event, InformationRequested)
    assert first.event.consequence_told
    again = {**typed, "reminds": str(first.seq)}
    page = goes_on(client, telling, "information_requested", again)
    sheet = client.get(letter(telling, "information_requested", "/visning")).content.decode()
    assert "Rykker" in sheet
    assert "Vi har ikke fået dem endnu." in sheet
    assert sends(client, telling, "information_requested", page).status_code == 302
    event = telling.entries()[-1].event
    assert isinstance(event, InformationRequested)
    assert event.reminds == first.seq


def test_another_is_not_written_to(anna: Client, library: Library) -> None:
    telling, client = applied(library), anna
    typed = {"asks_for": "En udtalelse.", "sent_on": TODAY.isoformat(), "answer_by": ANSWER_BY,
             "of_others": "on", "asked_of": "Lægen",
             "basis": "retssikkerhedsloven § 11 c"}  # fmt: skip
    page = goes_on(client, telling, "information_requested", typed)
    assert "Kompas laver kun brevet til borgeren selv." in page


def test_a_missing_plan_is_offered(anna: Client, library: Library) -> None:
    telling, client = assessed(library), anna
    typed = {"sent_on": TODAY.isoformat(), "answer_by": ANSWER_BY, "words": ""}
    page = goes_on(client, telling, "action_plan_letter_sent", typed)
    assert sends(client, telling, "action_plan_letter_sent", page).status_code == 302
    event = telling.entries()[-1].event
    assert isinstance(event, ActionPlanLetterSent)
    assert folded(telling.entries()).plan_answer_by == event.answer_by


# ---------------------------------------------------------------- a slip put right


def slip(telling: Telling, was: str, now: str) -> dict[str, Any]:
    seq = next(one.seq for one in telling.entries() if isinstance(one.event, LetterSent))
    return slip_of(str(seq), was, now)


def slip_of(seq: str, was: str, now: str) -> dict[str, Any]:
    return {"corrects": seq, "was": was, "now": now, "no_substance": "on",
            "sent_on": TODAY.isoformat()}  # fmt: skip


def test_who_cannot_be_reached_is_led_to_say_how(sign_in: SignIn, library: Library) -> None:
    telling, client = to_be_heard(library), sign_in("anna")
    page = goes_on(client, telling, "hearing_sent", HEARD)
    assert "Det mangler, hvem borgeren kan kontakte." in page
    assert 'href="/min-kontakt">Gå til Min kontakt' in page


def test_a_slip_is_put_right_by_a_letter_that_says_so(anna: Client, library: Library) -> None:
    telling, client = sent(library), anna
    page = goes_on(client, telling, "letter_corrected", slip(telling, "mindre grupper", "små hold"))
    sheet = client.get(letter(telling, "letter_corrected", "/visning")).content.decode()
    assert "Rettet brev: Afgørelse" in sheet
    assert "Dette brev erstatter brevet af 1. juni 2026." in sheet
    assert "Der stod »mindre grupper«. Der skal stå »små hold«." in sheet
    assert "Borgeren kan deltage i små hold med støtte." in sheet
    assert "Du har" not in sheet.partition("Rettelse")[2].partition("</section>")[0]
    assert sends(client, telling, "letter_corrected", page).status_code == 302
    entry = telling.entries()[-1]
    assert isinstance(entry.event, LetterCorrected)
    assert folded(telling.entries()).corrections == {entry.event.corrects: entry.seq}
    # The first one stays, and says that it was put right.
    marked = f"Rettet med et nyt brev, registrering nr. {entry.seq}"
    for end in ("forloeb", "dokumenter"):
        assert marked in client.get(address(telling, end)).content.decode()
    # What is put right again takes the place of the correcting letter.
    page = goes_on(client, telling, "letter_corrected", slip(telling, "små hold", "små grupper"))
    sheet = client.get(letter(telling, "letter_corrected", "/visning")).content.decode()
    assert "Dette brev erstatter brevet af 21. juni 2026." in sheet
    assert "Borgeren kan deltage i små grupper med støtte." in sheet


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("5 dage om ugen", "4 dage om ugen"),
        ("35 timer om ugen", "30 timer om ugen"),
        ("Venlig hilsen", "Hilsen"),
        ("servicelovens § 104", "servicelovens § 103"),
        ("kan deltage", "kan ikke deltage"),
    ],
)
def test_what_is_of_substance_takes_a_new_decision(
    was: str, now: str, anna: Client, library: Library
) -> None:
    telling = sent(library)
    page = goes_on(anna, telling, "letter_corrected", slip(telling, was, now))
    assert "Tag sagen op igen, og træf en ny afgørelse" in page
    assert 'name="channel"' not in page


def test_what_does_not_stand_there_is_told(anna: Client, library: Library) -> None:
    telling = sent(library)
    page = goes_on(anna, telling, "letter_corrected", slip(telling, "mandag", "tirsdag"))
    assert "»mandag« står ikke i brevet." in page


def test_a_letter_that_is_no_decision_is_put_right_too(anna: Client, library: Library) -> None:
    telling, client = to_be_heard(library), anna
    sends(client, telling, "hearing_sent", goes_on(client, telling, "hearing_sent", HEARD))
    seq = str(telling.entries()[-1].seq)
    typed = {**slip_of(seq, "april og maj", "marts og april")}
    page = goes_on(client, telling, "letter_corrected", typed)
    sheet = client.get(letter(telling, "letter_corrected", "/visning")).content.decode()
    assert "Rettet brev: Partshøring" in sheet
    assert "du kom otte gange i marts og april." in sheet
    assert sends(client, telling, "letter_corrected", page).status_code == 302
    late = goes_on(
        client, telling, "letter_corrected", slip_of(seq, "10. juli 2026", "17. juli 2026")
    )
    assert "send en ny høring" in late


def test_one_that_was_sent_elsewhere_is_put_right_there(anna: Client, library: Library) -> None:
    telling = to_be_heard(library)
    anna.post(form(telling, "hearing_sent"), {**HEARD, "seq": str(telling.case.seq)})
    seq = str(telling.entries()[-1].seq)
    page = goes_on(anna, telling, "letter_corrected", slip_of(seq, "otte", "ni"))
    assert "er ikke lavet i Kompas" in page
