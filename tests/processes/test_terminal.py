"""The terminal drives the record: list, show, act, as-of, replay, export, looks, erase."""

import json
import re
import stat
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kompas.casework import work_items
from kompas.casework.deadline import DeadlineKind
from kompas.casework.flows import KIND_TEXTS, ProceedingKind
from kompas.casework.record import EVENTS, NewEvent
from kompas.casework.step import Step
from kompas.casework.steps import STEPS
from kompas.casework.steps.application import CHANNEL_TEXTS as APPLIED_BY
from kompas.casework.steps.application import Channel
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.delay_notice import DelayNotified
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.sending import CHANNEL_TEXTS as SENT_BY
from kompas.casework.steps.withdrawal import CAUSE_TEXTS as WITHDRAWN
from kompas.casework.steps.withdrawal import Withdrawal
from kompas.casework.taken_decision import LetterChannel
from kompas.cli.case_looks import WHAT_TEXTS
from kompas.cli.terminal_text import HIDDEN_CPR
from kompas.norms import Library
from kompas.processes import reading
from kompas.register import documents
from kompas.register.access import What, looks_at, looks_by
from tests import clock
from tests.processes.terminal import Run
from tests.processes.town import EAST, NEXT, OPENING, WEST, applied, assessed, decided, sent
from tests.register.cases import append
from tests.register.database import Database
from tests.spec.case.stories import APPLICATION, NEED, TODAY, withdraws

NUMBER = APPLICATION.case_number
NAME, CPR = "Prøve Person", "7204801234"
APPLY: dict[str, Any] = {
    "command": "application_received",
    "citizen": {"name": "Else Eksempel", "cpr": "7204801234"},
    "service": "activity_and_social",
    "municipality": "vejen",
    "unit": WEST,
    "case_number": "2026-104-77",
    "applied_for": "et sted at komme",
    "channel": "phone",
    "received_on": "2026-05-04",
}
NOTE = {"command": "note_written", "text": "Ringede og aftalte et møde."}


def asked_by(username: str, *words: object) -> tuple[object, ...]:
    return (*words, "--as", username)


# ---------------------------------------------------------------- list and show


def test_a_list_shows_what_is_due_and_no_cpr_number(kompas: Run, library: Library) -> None:
    telling = applied(library)
    ran = kompas("case", "list", "--as", "anna")
    assert ran.status == 0
    assert (NUMBER in ran.out, NAME in ran.out, str(telling.id) in ran.out) == (True,) * 3
    assert "ansøgning modtaget" in ran.out
    assert "2026-06-15 afgørelse" in ran.out
    assert CPR not in ran.out
    (line,) = kompas("case", "list", "--as", "anna", "--json").data["cases"]
    assert line["case_id"] == str(telling.id)
    assert line["due_on"] == "2026-06-15"
    assert "citizen_cpr" not in line


def test_a_list_follows_who_looks(kompas: Run, library: Library) -> None:
    applied(library, WEST)
    applied(library, EAST)
    for username, lines in (("anna", 1), ("carla", 1), ("petra", 1), ("rita", 0), ("drift", 0)):
        ran = kompas("case", "list", "--as", username, "--json")
        assert len(ran.data["cases"]) == lines
        assert [look.what for look in looks_by(username)] == [What.SEARCH]
    assert kompas("case", "list", "--as", "rita").out == "Ingen sager.\n"


def test_a_list_is_narrowed_and_turned_over(kompas: Run, library: Library) -> None:
    for _case in range(3):
        applied(library)
    applied(library).does(NEED, by="birk")
    by_birk = ("case", "list", "--as", "birk", "--json")
    assert kompas(*by_birk, "--mine").data == {"cases": [], "more": False, "after": None}
    assert len(kompas(*by_birk, "--status", "informed").data["cases"]) == 1
    first = kompas("case", "list", "--as", "anna", "--json", "--by-name").data["cases"]
    rest = kompas("case", "list", "--as", "anna", "--after", first[1]["case_id"], "--json",
                  "--by-name").data["cases"]  # fmt: skip
    assert [line["case_id"] for line in rest] == [line["case_id"] for line in first[2:]]
    refused = kompas("case", "list", "--as", "anna", "--status", "inform")
    assert (refused.status, "Mente du informed?" in refused.err) == (2, True)
    assert kompas("case", "list", "--as", "anna", "--after", "x").status == 2


def test_a_search_finds_by_words_and_by_number(kompas: Run, library: Library) -> None:
    telling = applied(library)
    for words in (("person",), ("prøve", "person"), (NUMBER,)):
        ran = kompas("case", "list", *words, "--as", "anna", "--json")
        assert [line["case_id"] for line in ran.data["cases"]] == [str(telling.id)], words
    assert kompas("case", "list", "person", "--as", "carla").out == "Ingen sager.\n"


def test_a_cpr_number_is_searched_for_without_standing_on_the_line(
    kompas: Run, library: Library
) -> None:
    telling = applied(library)
    ran = kompas("case", "list", "-", "--as", "anna", "--json", stdin=b"720480-1234\n")
    assert [line["case_id"] for line in ran.data["cases"]] == [str(telling.id)]
    for words in (("720480-1234",), ("7204801234",), ("x", "--purpose", "om 720480-1234")):
        refused = kompas("case", "list", *words, "--as", "anna")
        assert (refused.status, refused.out) == (2, ""), words
        assert "kommandolinjen" in refused.err, words
        assert "1234" not in refused.err, words
    assert kompas("case", "list", "-", "--as", "anna", stdin=b"\n").status == 2


def test_a_case_is_shown_with_all_that_happened(kompas: Run, library: Library) -> None:
    telling = sent(library)
    ran = kompas("case", "show", NUMBER, "--as", "vera", "--purpose", "Tilsyn")
    assert ran.status == 0
    for part in (NAME, "afgørelsen sendt", "Klagefrist: 2026-06-29", "opfølgning", "bevilling",
                 "; kan holde", "Brev skrevet", "Digital Post 2026-06-01",
                 "Boform: længerevarende"):  # fmt: skip
        assert part in ran.flat, part
    assert CPR not in ran.out
    assert [look.purpose for look in looks_at(telling.id)] == ["Tilsyn"]
    data = kompas("case", "show", telling.id, "--as", "vera", "--json").data
    assert [entry["seq"] for entry in data["entries"]] == list(range(1, telling.case.seq + 1))
    assert (data["status"], data["due_why"]) == ("sent", "follow_up")


def test_what_is_withdrawn_and_what_is_erased_is_shown_so(kompas: Run, library: Library) -> None:
    telling = applied(library).does(NoteWritten(text="Hører til en anden."))
    telling.does(withdraws(NEXT, Withdrawal.WRONG_CITIZEN))
    shown = kompas("case", "show", NUMBER, "--as", "anna").flat
    assert "Notat skrevet: journaliseret på forkert borger, annulleret" in shown
    assert "en anden" not in shown
    erase = ("erase", NUMBER, "--entry", NEXT, "--why", "Forkert borger", "--yes")
    ran = kompas(*erase, "--as", "vera")
    assert (ran.status, ran.out) == (0, f"✓ Indholdet af registrering nr. {NEXT} er slettet.\n")
    shown = kompas("case", "show", NUMBER, "--as", "anna").flat
    assert "Notat skrevet: slettet" in shown
    assert "en anden" not in shown.replace("Det var skrevet forkert", "")


def test_a_case_that_may_not_be_seen_is_not_there(kompas: Run, library: Library) -> None:
    telling = applied(library)
    for command in (("show",), ("export",), ("looks",)):
        for case in (NUMBER, telling.id):
            ran = kompas("case", *command, case, "--as", "carla")
            assert (ran.status, ran.out) == (2, "")
            assert NAME not in ran.err
            assert "Der er ingen sag med det nummer" in ran.err
    assert looks_at(telling.id) == ()


# ---------------------------------------------------------------- act


def test_a_case_from_application_to_letter_sent_by_files(kompas: Run, tmp_path: Path) -> None:
    begun = kompas("case", "act", "new", "-", "--as", "anna", "--json", stdin=APPLY)
    assert begun.status == 0
    case = begun.data["case_id"]
    paper = tmp_path / "udtalelse.txt"
    paper.write_text("Udtalelse fra tilbuddet.\n", encoding="utf-8")
    for command, status in (*_way(), (
        {"command": "attach_document", "file": str(paper), "title": "Udtalelse",
         "dated": "2026-05-05"}, "decided"),
        ({"command": "make_letter"}, "decided"),
        ({"command": "send_letter", "channel": "digital_post", "sent_on": clock.TODAY.isoformat()},
         "sent"),
    ):  # fmt: skip
        ran = kompas("case", "act", case, "-", "--as", "anna", "--json", stdin=command)
        assert ran.status == 0, (ran.out, ran.err)
        assert ran.data["status"] == status
    shown = kompas("case", "show", "2026-104-77", "--as", "anna").flat
    assert "Dokument journaliseret: Udtalelse (2026-05-05)" in shown
    (letter, other) = kompas("case", "export", case, "--as", "anna").data["documents"]
    assert {letter["media_type"], other["media_type"]} == {"application/pdf", "text/plain"}
    assert kompas("verify-log", "--files").status == 0


def _way() -> list[tuple[dict[str, Any], str]]:
    """From the application to the decision."""
    facts = {
        "birth_date": "1998-02-14", "considerably_reduced_capacity": True, "vum_level": "D1",
        "needs_support_to_keep_skills": True, "housing": "with_parents", "education": "none",
        "sheltered_employment_granted": False, "other_activity_offer": False,
        "offer_registered": True,
    }  # fmt: skip
    says = {"text": "Du har brug for faste dage med opgaver.", "evidence": ["vum"]}
    draft = {
        "kind": "grant", "service": "activity_and_social", "municipality": "vejen",
        "decided_on": clock.TODAY.isoformat(), "form": "decision", "considerably_intrusive": False,
        "form_reason": says, "legal_basis": ["serviceloven § 104"],
        "granted": {"days_per_week": 5, "hours_per_week": "30"}, "starts_on": "2027-01-04",
        "need": says, "wishes": says, "capacity": says,
        "facilities": [{"name": "Kærhøj", "activities": says, "staff": says, "premises": says,
                    "meets_need": says}],
        "contact": {"name": "Anna Prøve", "phone": "00 00 10 00"},
    }  # fmt: skip
    noted = [
        ({"command": "fact_noted", "name": name, "value": value, "source": "vum",
          "dated": "2026-05-05", "valid_from": "2026-05-04"}, "received")
        for name, value in facts.items()
    ]  # fmt: skip
    return [
        *noted,
        ({"command": "evidence_added", "evidence": {"id": "vum", "kind": "assessment",
          "title": "Voksenudredning", "dated": "2026-05-05"}}, "received"),
        ({"command": "need_uncovered", "reason": "Ulykke.", "need": "Selskab.",
          "met_on": "2026-05-12"}, "informed"),
        ({"command": "need_assessed", "vum_level": "D1", "capacity": "Med støtte.",
          "summary": "Omfattende behov.", "assessed_on": "2026-05-20"}, "assessed"),
        ({"command": "take_decision", "decision": draft}, "decided"),
    ]  # fmt: skip


def test_a_refusal_says_why_and_what_to_do(kompas: Run, library: Library) -> None:
    applied(library)
    send = {"command": "send_letter", "channel": "digital_post", "sent_on": "2026-06-01"}
    ran = kompas("case", "act", NUMBER, "-", "--as", "anna", stdin=send)
    assert ran.status == 1
    assert "✗ Afvist. Intet er gemt." in ran.out
    assert "Gør nu: Det kan ske, når sagen står på: afgjort." in ran.flat
    (reason,) = kompas("case", "act", NUMBER, "-", "--as", "anna", "--json", stdin=send).data[
        "refused"
    ]
    assert reason["code"] == "out_of_order"


def test_whoever_comes_second_is_told_to_read_again_and_nothing_is_stored(
    kompas: Run, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling = applied(library)
    read = reading.as_recorded

    def read_and_wait(case_id: UUID) -> reading.Entries:
        # Another records something after we have read, before we write.
        entries = read(case_id)
        append(case_id, entries[-1].seq, [NewEvent(_NOTE, TODAY)], "birk", telling.now)
        return entries

    monkeypatch.setattr("kompas.processes.act.as_recorded", read_and_wait)
    ran = kompas("case", "act", NUMBER, "-", "--as", "anna", stdin=NOTE)
    monkeypatch.setattr("kompas.processes.act.as_recorded", read)
    assert (ran.status, ran.out) == (2, "")
    assert "Sagen er ændret af en anden imens." in ran.err
    assert "Der er intet gemt." in ran.err
    assert len(telling.entries()) == len(OPENING)


_NOTE = NoteWritten(text="En kollega var først.")


def test_a_notice_of_delay_that_came_too_late_is_seen(kompas: Run, library: Library) -> None:
    telling = applied(library, today=date(2026, 7, 2))
    telling.does(
        DelayNotified(
            why="Lægen er på ferie.", expected_on=date(2026, 8, 1), notified_on=date(2026, 7, 2)
        )
    )
    page = kompas("case", "show", NUMBER, "--as", "anna").flat
    assert "Besked om forsinkelse: givet 2026-07-02, efter fristen" in page
    assert "retssikkerhedsloven § 3, stk. 2" in page
    data = kompas("case", "show", NUMBER, "--as", "anna", "--json").data
    assert data["late_delays"] == ["2026-07-02"]


def test_a_decision_is_shown_with_what_was_found(kompas: Run, library: Library) -> None:
    assessed(library)
    draft = {"kind": "grant", "service": "activity_and_social", "municipality": "vejen",
             "decided_on": "2026-06-01", "granted": {"days_per_week": 5}}  # fmt: skip
    take = {"command": "take_decision", "decision": draft}
    ran = kompas("case", "act", NUMBER, "-", "--as", "anna", stdin=take)
    assert ran.status == 0
    assert "Afgørelsen falder." in ran.flat
    assert "Skal rettes:" in ran.flat


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ({}, "command: skriv, hvad der skal registreres"),
        ({"command": "note_writen"}, "Mente du note_written?"),
        ({"command": "letter_sent"}, "Mente du send_letter?"),
        ({"command": "letter_made", "document_sha256": "ab"}, "Mente du make_letter?"),
        ({"command": "note_written"}, "text: feltet mangler"),
        ({"command": "note_written", "text": 7}, "text: her skal stå en tekst"),
        ({"command": "note_written", "text": "a\0"}, "U+0000"),
        ({"command": "note_written", "text": "a", "valid_from": "2026-02-30"}, "valid_from"),
        ({"command": "note_written", "text": "a", "txt": "b"}, "Mente du text?"),
        ({"command": "assigned", "to": ["anna"]}, "to: her skal stå en tekst"),
        ({**APPLY, "channel": "fax"}, '"digital", "phone", "letter"'),
        ({**APPLY, "case_number": "720480-1234"}, "ligner et CPR-nummer"),
        ({**APPLY, "case_number": " "}, "case_number: Der står ikke noget"),
        ({**APPLY, "citizen": {"name": "x", "cpr": "9999999999"}}, "begynder ikke med en dato"),
        ({**APPLY, "received_on": "i går"}, "er ikke en dato, der findes"),
        ({"command": "fact_noted", "name": "housing", "value": 1.5, "source": "x",
          "dated": "2026-05-05"}, "value: her skal stå en tekst, et helt tal, true eller false"),
        ({"command": "take_decision", "decision": {"kind": "grant", "service": "x",
          "municipality": "vejen"}}, "decision.service"),
        ({"command": "take_decision", "decision": {"facts": {}}}, "det tages fra sagen"),
        ({"command": "make_letter", "lix": 3}, "lix"),
    ],
)  # fmt: skip
def test_a_command_that_cannot_be_used(
    kompas: Run, library: Library, command: dict[str, Any], said: str
) -> None:
    telling = applied(library)
    ran = kompas("case", "act", NUMBER, "-", "--as", "anna", stdin=command)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert not re.search(r"\d{6}-?\d{4}", ran.err)
    assert len(telling.entries()) == len(OPENING)


def test_a_letter_and_a_file_need_a_case(kompas: Run, tmp_path: Path) -> None:
    missing = {"command": "attach_document", "file": str(tmp_path / "x"), "title": "x",
               "dated": "2026-05-05"}  # fmt: skip
    for command in ({"command": "make_letter"}, missing):
        ran = kompas("case", "act", "new", "-", "--as", "anna", stdin=command)
        assert (ran.status, "ny sag" in ran.err) == (2, True)
    begun = kompas("case", "act", "new", "-", "--as", "anna", "--json", stdin=APPLY).data
    ran = kompas("case", "act", begun["case_id"], "-", "--as", "anna", stdin=missing)
    assert (ran.status, "kan ikke læses" in ran.err) == (2, True)
    odd = tmp_path / "program"
    odd.write_bytes(b"\x7fELF\0")
    ran = kompas("case", "act", begun["case_id"], "-", "--as", "anna",
                 stdin={**missing, "file": str(odd)})  # fmt: skip
    assert (ran.status, "Filen er et program" in ran.err) == (2, True)


def test_everything_that_can_be_asked_for_is_in_the_schema(kompas: Run) -> None:
    schema = kompas("schema", "command").data
    names = {one["properties"]["command"]["const"] for one in schema["oneOf"]}
    worked_out = {
        "decision_taken", "letter_made", "letter_sent", "document_attached", "deadline_set",
    }  # fmt: skip
    assert names >= EVENTS.keys() - worked_out
    assert not names & worked_out


def test_the_examples_of_commands_obey_the_schema(kompas: Run) -> None:
    import jsonschema  # noqa: PLC0415 - slow, and only here

    validator = jsonschema.Draft202012Validator(kompas("schema", "command").data)
    examples = sorted((Path(__file__).parents[2] / "examples").glob("command-*.json"))
    assert examples
    for path in examples:
        validator.validate(json.loads(path.read_text("utf-8")))
    for command, _status in _way():
        validator.validate(command)
    assert not validator.is_valid({"command": "note_written", "txt": "x"})


# ---------------------------------------------------------------- on a day, again, out


def test_the_case_as_it_was(kompas: Run, library: Library) -> None:
    telling = applied(library).does(NEED)
    telling.today = TODAY + timedelta(days=9)
    moved = FactNoted(name="housing", value="own_home", source="Brev", dated=TODAY)
    telling.does(moved, valid_from=date(2026, 6, 5))
    known = kompas("case", "as-of", NUMBER, "2026-06-01", "--as", "anna", "--json").data
    assert [entry["seq"] for entry in known["entries"]] == [1, 2, NEXT]
    valid = kompas("case", "as-of", NUMBER, "2026-06-05", "--valid", "--as", "anna", "--json").data
    assert [entry["seq"] for entry in valid["entries"]] == [1, 2, NEXT, NEXT + 1]
    page = kompas("case", "as-of", NUMBER, "2026-06-05", "--valid", "--as", "anna").flat
    assert "Som sagen gælder 2026-06-05" in page
    assert "2026-06-10 (fra 2026-06-05)" in page
    for when, said in (("2026-05-31", "var ikke begyndt"), ("2026-05-32", "ikke en dato")):
        ran = kompas("case", "as-of", NUMBER, when, "--as", "anna")
        assert (ran.status, said in ran.err) == (2, True)


def test_an_old_decision_is_judged_again(kompas: Run, library: Library) -> None:
    telling = decided(library)
    ran = kompas("case", "replay", NUMBER, telling.case.seq, "--as", "anna")
    assert (ran.status, ran.out) == (0, "✓ Det samme som dengang: afgørelsen kan holde.\n")
    data = kompas("case", "replay", NUMBER, telling.case.seq, "--as", "anna", "--json").data
    assert data == {"verdict": "stands", "differences": []}
    for seq in ("1", "x", "999"):
        assert kompas("case", "replay", NUMBER, seq, "--as", "anna").status == 2


def test_an_export_hides_numbers_on_the_screen_and_not_in_the_file(
    kompas: Run, library: Library, tmp_path: Path
) -> None:
    sent(library)
    screen = kompas("case", "export", NUMBER, "--as", "anna")
    assert CPR not in screen.out
    assert screen.data["case"]["citizen_cpr"] == HIDDEN_CPR
    place = tmp_path / "sag.json"
    ran = kompas("case", "export", NUMBER, "-o", place, "--as", "anna")
    assert ran.status == 0
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    written = place.read_text("utf-8")
    made = json.loads(written)
    assert made["case"]["citizen_cpr"] == CPR
    assert not re.search(r"datetime\.|UUID\(|\{'|<.* object", written)  # nothing of Python's own
    again = kompas("case", "export", NUMBER, "-o", place, "--as", "anna")
    assert (again.status, "findes allerede" in again.err) == (2, True)


@pytest.mark.ledger("PROC-12")
def test_the_citizens_extract_names_nobody(kompas: Run, library: Library) -> None:
    telling = applied(library)
    kompas("case", "show", NUMBER, "--as", "birk")
    ran = kompas("case", "looks", telling.id, "--as", "rita", "--purpose", "Borgerens indsigt")
    assert ran.status == 0
    assert "læst" in ran.out
    assert "Borgerens indsigt" in ran.out
    assert "birk" not in ran.out
    assert "rita" not in ran.out


# ---------------------------------------------------------------- erase


def test_a_whole_case_is_erased_by_its_id(kompas: Run, library: Library) -> None:
    telling = sent(library).does(CaseClosed(why="Borgeren er flyttet."))
    whole = ("erase", telling.id, "--why", "Kassation", "--as", "drift")
    ran = kompas(*whole)
    assert (ran.status, "--yes" in ran.err) == (2, True)
    assert documents.folder().exists()
    assert kompas("erase", telling.id, "--as", "drift", "--yes").status == 2
    ran = kompas(*whole, "--yes")
    assert (ran.status, ran.out) == (0, "✓ Sagens indhold er slettet, og 1 dokument.\n")
    gone = kompas("case", "show", telling.id, "--as", "anna")
    assert (gone.status, "slettet efter arkivreglerne" in gone.err) == (2, True)
    assert kompas("verify-log", "--files").status == 0


# ---------------------------------------------------------------- who, and words


def test_somebody_works(kompas: Run) -> None:
    for command in (("case", "list"), ("case", "show", "1"), ("erase", "1")):
        ran = kompas(*command)
        assert (ran.status, "Det mangler, hvem der arbejder" in ran.err) == (2, True)
    ran = kompas("case", "list", "--as", "ukendt")
    assert (ran.status, "ingen bruger" in ran.err) == (2, True)


@pytest.mark.parametrize("purpose", ["", " ", "om 720480-1234"])
def test_a_purpose_is_given_and_names_no_number(
    kompas: Run, library: Library, purpose: str
) -> None:
    applied(library)
    ran = kompas("case", "show", NUMBER, "--as", "anna", "--purpose", purpose)
    assert (ran.status, ran.out) == (2, "")
    assert "1234" not in ran.err


def test_english_is_spoken(kompas: Run, library: Library) -> None:
    applied(library)
    ran = kompas("--lang", "en", "case", "show", NUMBER, "--as", "anna")
    assert "application received" in ran.out
    assert "Case" in kompas("case", "list", "--as", "anna", "--lang", "en").out
    assert looks_by("anna")[0].purpose == "Sagsbehandling"


def test_a_database_that_does_not_answer_is_told_in_words(
    kompas: Run, town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    monkeypatch.setitem(connections["default"].settings_dict, "NAME", "nowhere")
    ran = kompas("case", "list", "--as", "anna")
    assert (ran.status, ran.out) == (2, "")
    assert "PostgreSQL svarer, men databasen findes ikke." in ran.err
    assert "Traceback" not in ran.err
    assert kompas("db", "status").status == 1
    connections.close_all()
    del town


def test_every_word_has_words() -> None:
    assert set(STEPS) == set(EVENTS)
    assert all(type(step).says is not Step.says for step in STEPS.values())
    # Until when one can complain is nothing that somebody here must do.
    asked = {"hearing", "information_request", "information_request_of_others", "after_review"}
    assert set(work_items.DUE_TEXTS) == {*asked, *DeadlineKind} - {DeadlineKind.COMPLAINT}
    assert set(KIND_TEXTS) == set(ProceedingKind)
    assert set(APPLIED_BY) == set(Channel)
    assert set(SENT_BY) == set(LetterChannel)
    assert set(WITHDRAWN) == set(Withdrawal)
    assert set(WHAT_TEXTS) == set(What)
