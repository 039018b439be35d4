"""Looking leaves a trace that says who, when and what for, and never whom or what was searched."""

import json
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from kompas.casework.record import name_of
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.withdrawal import Withdrawal
from kompas.norms import Library
from kompas.processes import finding, reading
from kompas.processes.access_log import looked_at
from kompas.processes.erasing import Erased, erase_case, erase_entries
from kompas.processes.export import export
from kompas.processes.reading import NoSuchCase, NoSuchDecision, PurposeRefused, Wanted
from kompas.register import bulk, log, summaries
from kompas.register.access import What, digest_of, looks_at, looks_by
from kompas.register.search import search
from kompas.register.verify import verify
from tests.processes.town import (
    NEXT,
    OPENING,
    PURPOSE,
    WEST,
    Telling,
    applied,
    assessed,
    counted,
    decided,
    sent,
    viewer,
)
from tests.register.database import Database
from tests.spec.case.stories import APPLICATION, CITIZEN, NEED, TODAY, withdraws

pytestmark = pytest.mark.usefixtures("town")


def everything_logged(database: Database) -> str:
    with database.as_superuser() as all_seeing:
        rows = all_seeing.execute("SELECT access_log::text FROM access_log").fetchall()
    return "\n".join(row[0] for row in rows)


# ---------------------------------------------------------------- one case


@pytest.mark.ledger("PROC-09")
def test_reading_a_case_leaves_a_trace(library: Library) -> None:
    telling = applied(library)
    with counted() as statements:
        entries = reading.read(telling.id, viewer("vera"), "Tilsyn", now=telling.now)
    assert len(statements) == 1 + 3  # who reads, and the reading
    assert [name_of(entry.event) for entry in entries] == OPENING
    assert {entry.by for entry in entries} == {"anna"}
    (look,) = looks_at(telling.id)
    assert (look.by_user, look.at, look.what, look.purpose) == (
        "vera",
        telling.now,
        What.READ,
        "Tilsyn",
    )


@pytest.mark.parametrize("purpose", ["", " ", "x" * 201, "om 6101900051", "610190-0051", "a\0b"])
def test_a_look_without_a_purpose_shows_nothing(library: Library, purpose: str) -> None:
    telling = applied(library)
    anna = viewer("anna")
    for look in (
        lambda: reading.read(telling.id, anna, purpose, now=telling.now),
        lambda: finding.find("holm", anna, purpose, now=telling.now),
        lambda: reading.browse(anna, Wanted(), purpose, now=telling.now),
        lambda: export(telling.id, anna, purpose, now=telling.now),
        lambda: looked_at(telling.id, anna, purpose, now=telling.now),
    ):
        with pytest.raises(PurposeRefused) as refused:
            look()
        assert "0051" not in str(refused.value)
    assert looks_by("anna") == ()


def test_a_case_of_another_unit_is_not_there(library: Library) -> None:
    telling = applied(library)
    for username in ("carla", "petra", "rita", "drift"):
        stranger = viewer(username)
        for look in (
            lambda: reading.read(telling.id, stranger, PURPOSE, now=telling.now),  # noqa: B023
            lambda: reading.as_known(telling.id, TODAY, stranger, PURPOSE, now=telling.now),  # noqa: B023
            lambda: export(telling.id, stranger, PURPOSE, now=telling.now),  # noqa: B023
        ):
            with pytest.raises(NoSuchCase):
                look()
        assert finding.find("prøve", stranger, PURPOSE, now=telling.now).lines == ()
        assert reading.browse(stranger, Wanted(), PURPOSE, now=telling.now).lines == ()
    with pytest.raises(NoSuchCase):
        reading.read(uuid4(), viewer("anna"), PURPOSE, now=telling.now)


# ---------------------------------------------------------------- many cases


def test_a_search_leaves_a_trace_without_the_words(library: Library, town: Database) -> None:
    telling = applied(library)
    anna = viewer("anna")
    for text, expected in (("Prøve Person", 2), ("720480-1234", 3)):  # a number is a person's
        with counted() as statements:
            hits = finding.find(text, anna, PURPOSE, now=telling.now)
        assert len(statements) == expected + 1  # who asks, beside the look and the cases
        assert [line.case_id for line in hits.lines] == [telling.id]
    logged = everything_logged(town)
    for word in ("Prøve", "Person", "720480", "1234"):
        assert word not in logged
    assert digest_of("Prøve Person").hex() in logged
    assert [look.what for look in looks_by("anna")] == [What.SEARCH, What.SEARCH]


def test_a_list_is_three_statements_and_leaves_a_trace(library: Library) -> None:
    telling = applied(library)
    for _more in range(3):
        applied(library)
    anna = viewer("anna")
    with counted() as statements:
        page = reading.browse(anna, Wanted(assigned_to="anna", size=3), PURPOSE, now=telling.now)
    assert len(statements) == 3
    assert len(page.lines) == 3
    assert page.after == page.lines[-1].case_id
    assert [look.what for look in looks_by("anna")] == [What.SEARCH]


# ---------------------------------------------------------------- on a day


def test_the_case_as_known_and_as_valid_on_a_day(library: Library) -> None:
    telling = applied(library)  # recorded on 1 June
    told = FactNoted(name="housing", value="own_home", source="Samtale", dated=TODAY)
    moved = replace(told, value="long_term_stay", source="Folkeregisteret")
    telling.does(told)
    telling.today = TODAY + timedelta(days=10)
    telling.does(replace(moved, dated=telling.today), valid_from=date(2026, 6, 5))
    anna = viewer("anna")

    def housing(known: date, valid: date) -> object:
        entries = reading.as_known(telling.id, known, anna, PURPOSE, now=telling.now)
        facts = reading.folded(entries, valid_on=valid).facts_on(valid)
        return facts["housing"].value

    assert housing(known=TODAY, valid=date(2026, 6, 6)) == "own_home"
    assert housing(known=telling.today, valid=date(2026, 6, 6)) == "long_term_stay"
    assert housing(known=telling.today, valid=date(2026, 6, 4)) == "own_home"
    assert reading.as_known(telling.id, date(2026, 5, 31), anna, PURPOSE, now=telling.now) == ()


def test_what_was_withdrawn_later_never_held(library: Library) -> None:
    telling = applied(library).does(NoteWritten(text="Hører til en anden."))
    telling.today = TODAY + timedelta(days=10)
    telling.does(withdraws(NEXT, Withdrawal.WRONG_CITIZEN))
    case = reading.folded(telling.entries(), valid_on=TODAY)
    assert case.notes == ()


def test_as_known_is_three_statements(library: Library) -> None:
    telling, anna = applied(library), viewer("anna")
    with counted() as statements:
        reading.as_known(telling.id, TODAY, anna, PURPOSE, now=telling.now)
    assert len(statements) == 3


# ---------------------------------------------------------------- an old decision


def test_a_decision_is_judged_again_by_its_number(library: Library) -> None:
    telling = decided(library)
    again = reading.replay(
        telling.id, telling.case.seq, viewer("vera"), "Efterprøvning", library=library,
        now=telling.now,
    )  # fmt: skip
    assert again.differences == ()
    assert again.judgement is not None
    with pytest.raises(NoSuchDecision):
        reading.replay(
            telling.id, 1, viewer("vera"), "Efterprøvning", library=library, now=telling.now
        )


# ---------------------------------------------------------------- handed over


def test_a_case_is_exported_whole_with_the_hashes_of_its_files(library: Library) -> None:
    telling = sent(library)
    made = export(telling.id, viewer("anna"), "Overdragelse", now=telling.now)
    assert json.loads(json.dumps(made)) == made
    assert [entry["seq"] for entry in made["entries"]] == list(range(1, telling.case.seq + 1))
    told = [entry["event"] for entry in made["entries"]]
    assert told[-4:] == ["letter_made", "letter_sent", "deadline_set", "deadline_set"]
    (document,) = made["documents"]
    assert document["sha256"] == made["entries"][-4]["says"]["document_sha256"]
    days = [entry["says"]["what"] for entry in made["entries"][-2:]]
    assert days == ["complaint", "follow_up"]
    assert made["case"]["citizen_cpr"] == CITIZEN.cpr
    assert made["case"]["handlers"] == ["anna"]
    assert looks_at(telling.id)[0].what is What.EXPORT


def test_an_export_tells_what_was_withdrawn_and_what_was_erased(library: Library) -> None:
    telling = applied(library).does(NoteWritten(text="Hører til Kirsten Birk."))
    telling.does(withdraws(NEXT, Withdrawal.WRONG_CITIZEN))
    assert erase_entries(
        telling.id, [NEXT], "Journaliseret på forkert borger", viewer("vera"), now=telling.now
    ) == Erased((NEXT,), 0)
    made = export(telling.id, viewer("anna"), "Overdragelse", now=telling.now)
    withdrawn = [entry["withdrawn"] for entry in made["entries"]]
    assert withdrawn == [*[False] * len(OPENING), True, False, False]
    erased = made["entries"][NEXT - 1]["erased"]
    assert erased["why"] == "Journaliseret på forkert borger"
    assert "Kirsten" not in json.dumps(made, ensure_ascii=False)


# ---------------------------------------------------------------- the citizen's right


@pytest.mark.ledger("PROC-12")
def test_the_citizen_is_told_when_and_what_for_and_not_by_whom(library: Library) -> None:
    telling = applied(library)
    reading.read(telling.id, viewer("birk"), "Sagsbehandling", now=telling.now)
    reading.read(telling.id, viewer("vera"), "Tilsyn", now=telling.now + timedelta(days=1))
    told = looked_at(
        telling.id, viewer("anna"), "Borgerens indsigt", now=telling.now + timedelta(days=2)
    )
    assert [(look.day, look.what, look.purpose) for look in told] == [
        (TODAY + timedelta(days=2), What.EXPORT, "Borgerens indsigt"),
        (TODAY + timedelta(days=1), What.READ, "Tilsyn"),
        (TODAY, What.READ, "Sagsbehandling"),
    ]
    assert not {"anna", "birk", "vera", "Prøve"} & set(repr(told).replace("'", " ").split())


@pytest.mark.ledger("PROC-12")
def test_the_auditor_reads_the_log_and_not_the_case(library: Library) -> None:
    telling = applied(library)
    assert looked_at(telling.id, viewer("rita"), "Kontrol", now=telling.now)
    for username in ("carla", "petra", "drift"):
        with pytest.raises(NoSuchCase):
            looked_at(telling.id, viewer(username), "Kontrol", now=telling.now)
    with pytest.raises(NoSuchCase):
        looked_at(uuid4(), viewer("rita"), "Kontrol", now=telling.now)


# ---------------------------------------------------------------- erased


def test_a_closed_case_is_erased_by_one_who_never_sees_it(library: Library, town: Database) -> None:
    telling = sent(library)
    drift, why = viewer("drift"), "Kassation efter arkivloven"
    refused = erase_case(telling.id, why, drift, now=telling.now)
    assert [r.code for r in refused.reasons] == ["not_closed"]  # type: ignore[union-attr]
    telling.does(CaseClosed(why="Borgeren er flyttet."))
    for username in ("anna", "vera", "rita", "carla"):
        with pytest.raises(NoSuchCase):
            erase_case(telling.id, why, viewer(username), now=telling.now)
    assert erase_case(telling.id, why, drift, now=telling.now) == Erased((), 1)
    with pytest.raises(log.Erased):
        telling.asks(NoteWritten(text="x"))
    entries = telling.entries()
    assert all(isinstance(entry.event, log.ErasedEvent) for entry in entries)
    assert list(verify()) == []
    assert bulk.rebuild() == 0
    with town.as_superuser() as all_seeing:
        for table in ("event_payload", "case_summary", "document", "access_log"):
            rows = all_seeing.execute(f"SELECT {table}::text FROM {table}").fetchall()  # noqa: S608
            assert "Prøve" not in str(rows)
            assert "7204801234" not in str(rows)


def test_a_case_goes_on_after_an_entry_was_erased(library: Library) -> None:
    telling = applied(library).does(NoteWritten(text="Hører til Kirsten Birk."))
    vera, why = viewer("vera"), "Journaliseret på forkert borger"
    refused = erase_entries(telling.id, [NEXT], why, vera, now=telling.now)
    assert [r.code for r in refused.reasons] == ["stands"]  # type: ignore[union-attr]
    telling.does(withdraws(NEXT, Withdrawal.WRONG_CITIZEN))
    refused = erase_entries(telling.id, [NEXT], why, viewer("anna"), now=telling.now)
    assert [r.code for r in refused.reasons] == ["not_your_role"]  # type: ignore[union-attr]
    erase_entries(telling.id, [NEXT], why, vera, now=telling.now)
    assert telling.refuses(withdraws(NEXT + 2)) == ["erased"]
    assert telling.refuses(withdraws(NEXT)) == ["erased"]
    telling.does(NEED)
    assert telling.case.status == "informed"
    assert reading.folded(telling.entries()) == telling.case
    assert search(viewer("anna"), "Kirsten").lines == ()
    rebuilt = summaries.page(viewer("anna")).lines
    assert bulk.rebuild() == 1
    assert summaries.page(viewer("anna")).lines == rebuilt
    assert list(verify()) == []


def test_a_case_opened_on_the_wrong_citizen_keeps_nothing(library: Library) -> None:
    telling = assessed(library).does(withdraws(1, Withdrawal.WRONG_CITIZEN))
    assert telling.case.citizen is None
    assert finding.find("prøve", viewer("anna"), PURPOSE, now=telling.now).lines == ()
    erased = erase_case(telling.id, "Oprettet på forkert borger", viewer("drift"), now=telling.now)
    assert erased == Erased((), 0)


def test_erasing_needs_a_ground_without_names(library: Library) -> None:
    telling = applied(library)
    for why in ("", "om 6101900051"):
        with pytest.raises(PurposeRefused):
            erase_case(telling.id, why, viewer("drift"), now=telling.now)
        with pytest.raises(PurposeRefused):
            erase_entries(telling.id, [1], why, viewer("vera"), now=telling.now)


def test_one_who_applies_twice_has_two_cases(library: Library) -> None:
    anna = viewer("anna")
    for number in ("2026-104-1", "2026-104-2"):
        Telling(library).does(replace(APPLICATION, unit=WEST, case_number=number))
    hits = finding.find("7204801234", anna, PURPOSE, now=Telling(library).now)
    assert {line.case_number for line in hits.lines} == {"2026-104-1", "2026-104-2"}
