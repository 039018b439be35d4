"""`kompas grant import`: running grants become cases with their citizens, whole or not at all."""

import os
import signal
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest
from django.db import connections

from kompas.accounts.administration import AdministrationError, NotAllowedError
from kompas.norms import Library
from kompas.persons import lookup
from kompas.processes import administering
from kompas.processes.grant_import import BATCH, ImportStopped, take_in
from kompas.processes.grant_plan import Plan, plan_of
from kompas.register import bulk
from kompas.register.models import CaseEvent, CaseSummary
from kompas.register.settings import OWNER
from kompas.wire.grants_table import read_grants
from tests.clock import NOW
from tests.processes.grant_files import (
    HEAD,
    IDA,
    Row,
    brought_in,
    like,
    lines,
    numbers,
    written,
)
from tests.processes.terminal import Run
from tests.processes.town import viewer
from tests.register.database import Database

TODAY = date(2026, 6, 21)


def events() -> int:
    return CaseEvent.objects.count()


def administered() -> list[tuple[str, str]]:
    return looks("what = 'administer' AND purpose LIKE 'Løbende bevillinger%'")


def looks(which: str) -> list[tuple[str, str]]:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(f"SELECT by_user, purpose FROM access_log WHERE {which}")  # noqa: S608 - ours
        return list(cursor.fetchall())


def owner_counts(table: str) -> int:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - ours
        return int(cursor.fetchone()[0])


# ---------------------------------------------------------------- what comes in


def test_what_would_come_is_shown_before_it_does(kompas: Run, tmp_path: Path) -> None:
    ran = brought_in(kompas, tmp_path, like(), like(2), really=False)
    assert "2 nye sager" in ran.flat
    assert "Aktivitets- og samværstilbud: 2" in ran.flat or "samværstilbud: 2" in ran.flat
    assert "Intet er indlæst endnu" in ran.flat
    assert numbers() == []
    assert "Bevillingerne er indlæst" in brought_in(kompas, tmp_path, like(), like(2)).flat
    assert numbers() == ["F-1", "F-2"]


def test_a_grant_becomes_a_case_with_its_citizen_and_its_caseworker(
    kompas: Run, tmp_path: Path
) -> None:
    brought_in(kompas, tmp_path, like())
    case = CaseSummary.objects.get()
    assert (case.service, case.unit, case.assigned_to) == ("activity_and_social", "oest", "carla")
    assert (case.citizen_name, case.citizen_cpr) == ("Ida Prøve", "6102701234")
    assert case.opened_on == date(2026, 2, 1)
    shown = kompas("case", "show", "F-1", "--as", "carla").flat
    assert "Løbende bevilling overtaget" in shown
    assert "3 dage om ugen" in shown
    found = lookup.with_cpr("6102701234")
    assert found
    assert lookup.cases_of(viewer("carla"), found.root)


def test_the_next_follow_up_is_the_files_or_else_the_norms(kompas: Run, tmp_path: Path) -> None:
    ran = brought_in(kompas, tmp_path, like(), like(2, opfølgning="2026-09-01"))
    assert "Næste opfølgning følger af reglerne i 1 sag." in ran.flat
    due = dict(CaseSummary.objects.values_list("case_number", "due_on"))
    assert due["F-2"] == date(2026, 9, 1)
    assert due["F-1"]
    assert due["F-1"] > date(2026, 2, 1)


def test_the_record_and_the_rows_hold_what_was_brought_in(kompas: Run, tmp_path: Path) -> None:
    brought_in(kompas, tmp_path, like(), like(2, adressebeskyttet="ja"), like(3))
    ran = kompas("verify-log")
    assert ran.status == 0, ran.out + ran.err


def test_it_stands_in_the_log_with_the_files_fingerprint(kompas: Run, tmp_path: Path) -> None:
    ran = brought_in(kompas, tmp_path, like(), like(2))
    [(by, told)] = administered()
    assert "2 sager, 2 nye borgere" in told
    mark = told.split("fil ")[1].split(":")[0]
    assert f"aftryk {mark}" in ran.flat
    assert by.startswith("terminal:")


def test_two_grants_of_one_person_are_two_cases_of_one(kompas: Run, tmp_path: Path) -> None:
    both = (like(), {**IDA, "sagsnummer": "F-2", "ydelse": "§ 85", "dage om ugen": ""})
    assert "Borgere: 1 nye" in brought_in(kompas, tmp_path, *both).flat
    assert owner_counts("person") == 1
    assert len(set(CaseSummary.objects.values_list("person_id", flat=True))) == 1


def test_the_same_help_twice_is_told_and_hinders_nothing(kompas: Run, tmp_path: Path) -> None:
    ran = brought_in(kompas, tmp_path, like(), {**IDA, "sagsnummer": "F-2"})
    assert "række 3, ydelse: Borgeren har allerede den samme hjælp" in ran.flat
    assert numbers() == ["F-1", "F-2"]


def test_a_protected_address_is_protected_from_the_first_moment(
    kompas: Run, tmp_path: Path
) -> None:
    brought_in(kompas, tmp_path, like(adressebeskyttet="Ja"), like(2, adressebeskyttet="nej"))
    shown = dict(CaseSummary.objects.values_list("case_number", "citizen_protected"))
    assert shown == {"F-1": True, "F-2": False}


def test_a_few_hundred_come_in_at_once(kompas: Run, tmp_path: Path) -> None:
    """More than one batch."""
    rows = [like(number) for number in range(1, 701)]
    assert "700 nye sager" in brought_in(kompas, tmp_path, *rows).flat
    assert len(numbers()) == 700


# ---------------------------------------------------------------- how it is written


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_a_spreadsheet_saves_is_read(
    kompas: Run, tmp_path: Path, encoding: str, end: str
) -> None:
    file = tmp_path / "b.csv"
    file.write_bytes(lines([like(navn="Åse Prøve")]).replace("\n", end).encode(encoding))
    assert kompas("grant", "import", str(file), "--yes").status == 0
    assert CaseSummary.objects.get().citizen_name == "Åse Prøve"


def test_a_quoted_semicolon_and_blank_lines_are_no_columns(kompas: Run, tmp_path: Path) -> None:
    file = tmp_path / "b.csv"
    text = lines([like(tilbud='"Huset; ""Blå"""')])
    file.write_text(f"\n{text}\n\n{';' * (len(HEAD) - 1)}\n", "utf-8")
    assert kompas("grant", "import", str(file), "--yes").status == 0
    assert 'Huset; "Blå"' in kompas("case", "show", "F-1", "--as", "carla").flat


@pytest.mark.parametrize("day", ["29-02-2024", "29.2.2024", "2024-02-29"])
def test_the_29th_of_february_is_a_day(kompas: Run, tmp_path: Path, day: str) -> None:
    brought_in(kompas, tmp_path, like(bevilget=day))
    assert CaseSummary.objects.get().opened_on == date(2024, 2, 29)


def test_half_hours_are_written_with_a_comma(kompas: Run, tmp_path: Path) -> None:
    brought_in(
        kompas, tmp_path, {**IDA, "ydelse": "§ 85", "dage om ugen": "", "timer om ugen": "7,5"}
    )
    assert "7,5 timer om ugen" in kompas("case", "show", "F-1", "--as", "carla").flat


def test_the_template_is_a_file_that_can_be_filled_in(kompas: Run, tmp_path: Path) -> None:
    file = tmp_path / "tom.csv"
    assert kompas("grant", "template", "-o", str(file)).status == 0
    head = file.read_text("utf-8-sig").strip().split(";")
    file.write_text(lines([like()], head), "utf-8")
    assert kompas("grant", "import", str(file), "--yes").status == 0
    assert numbers() == ["F-1"]


# ---------------------------------------------------------------- what the norms do not know


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"ydelse": "§ 95"}, "Reglerne kender ikke »§ 95«"),
        ({"ydelse": "§ 129"}, "har ingen standard for flytning"),
        ({"ydelse": "§ 85", "enhed": "vest", "sagsbehandler": "anna"}, "har ingen standard"),
    ],
)
def test_help_that_the_norms_do_not_know_is_listed_and_never_lost(
    kompas: Run, tmp_path: Path, row: Row, why: str
) -> None:
    file = written(tmp_path, like(2), {**IDA, **row, "dage om ugen": ""})
    left = tmp_path / "uden.csv"
    ran = kompas("grant", "import", str(file), "--left-out", str(left), "--yes")
    assert "1 række bliver ikke til en sag" in ran.flat
    assert f"række 3: {why}" in ran.flat or (why in ran.flat and "række 3: " in ran.flat)
    assert "610270" not in ran.out
    assert numbers() == ["F-2"]
    head, kept = left.read_text("utf-8-sig").strip().splitlines()
    assert head.startswith("cpr;navn")
    assert kept.startswith("610270-1234;Ida Prøve")
    assert ";3;" in kept
    assert left.stat().st_mode & 0o077 == 0


def test_a_slip_in_the_name_of_the_help_is_asked_about(kompas: Run, tmp_path: Path) -> None:
    ran = brought_in(kompas, tmp_path, like(ydelse="beskyttet beskæftigelsse"), really=False)
    assert "Mente du beskyttet beskæftigelse?" in ran.flat


# ---------------------------------------------------------------- again


def test_the_same_file_twice_changes_nothing(kompas: Run, tmp_path: Path) -> None:
    brought_in(kompas, tmp_path, like(), like(2))
    before = events(), owner_counts("person_entry"), administered()
    ran = brought_in(kompas, tmp_path, like(), like(2))
    assert ran.status == 0
    assert "Intet er ændret" in ran.flat
    assert (events(), owner_counts("person_entry"), administered()) == before


def test_what_is_new_comes_in_beside_what_is_there(kompas: Run, tmp_path: Path) -> None:
    brought_in(kompas, tmp_path, like())
    ran = brought_in(kompas, tmp_path, like(sagsbehandler="ude"), like(2))
    assert "1 række er i Kompas allerede" in ran.flat
    assert numbers() == ["F-1", "F-2"]


@pytest.mark.parametrize(
    ("column", "typed"),
    [("cpr", "620270-1234"), ("ydelse", "§ 85"), ("bevilget", "02-02-2026")],
)
def test_a_number_that_another_case_has_is_a_fault(
    kompas: Run, tmp_path: Path, column: str, typed: str
) -> None:
    brought_in(kompas, tmp_path, like())
    ran = brought_in(kompas, tmp_path, {**IDA, "dage om ugen": "", column: typed}, like(2))
    assert "række 2, sagsnummer: En sag med det nummer er i Kompas" in " ".join(ran.err.split())
    assert numbers() == ["F-1"]


def test_a_person_who_is_there_is_used_and_not_overwritten(kompas: Run, tmp_path: Path) -> None:
    brought_in(kompas, tmp_path, like())
    other = like(
        sagsnummer="F-9", ydelse="§ 85", dage_om_ugen="", navn="Ida Nyt Navn", adresse="Ny Vej 2"
    )
    ran = brought_in(kompas, tmp_path, other)
    assert "række 2, navn: Borgeren hedder noget andet i Kompas." in ran.flat
    assert "række 2, adresse: Borgeren har en anden adresse i Kompas." in ran.flat
    assert "Prøvevej" not in ran.out
    assert set(CaseSummary.objects.values_list("citizen_name", flat=True)) == {"Ida Prøve"}
    assert owner_counts("person_entry") == 1
    assert kompas("verify-log").status == 0
    assert len(looks("by_user = 'job:grants'")) == 1


def test_a_mark_that_the_register_lacks_stops_the_file(kompas: Run, tmp_path: Path) -> None:
    brought_in(kompas, tmp_path, like())
    other = like(sagsnummer="F-9", ydelse="§ 85", dage_om_ugen="", adressebeskyttet="ja")
    ran = brought_in(kompas, tmp_path, other)
    assert "række 2, adressebeskyttet: Borgeren er i Kompas uden" in " ".join(ran.err.split())
    assert numbers() == ["F-1"]


def test_a_mark_that_the_file_lacks_is_kept(kompas: Run, tmp_path: Path) -> None:
    brought_in(kompas, tmp_path, like(adressebeskyttet="ja"))
    other = like(sagsnummer="F-9", ydelse="§ 85", dage_om_ugen="", adressebeskyttet="nej")
    ran = brought_in(kompas, tmp_path, other)
    assert "adressebeskyttet: Borgeren er adressebeskyttet i Kompas" in ran.flat
    assert set(CaseSummary.objects.values_list("citizen_protected", flat=True)) == {True}


# ---------------------------------------------------------------- stopped in the middle


@pytest.fixture
def plan(town: Database, library: Library) -> Plan:
    """A file of two batches and a bit."""
    del town
    raw = lines([like(number) for number in range(1, 2 * BATCH + 10)]).encode()
    by = administering.at_the_terminal()
    return plan_of(read_grants("b.csv", raw, library.words), by, library, now=NOW)


def test_what_is_stopped_in_the_middle_leaves_nothing(plan: Plan) -> None:
    heard: list[int] = []
    with pytest.raises(ImportStopped):
        take_in(
            plan,
            administering.at_the_terminal(),
            now=NOW,
            tell=heard.append,
            stop=lambda: bool(heard),
        )
    assert heard == [BATCH]
    assert_nothing()


def _killed_after_a_batch(plan: Plan) -> None:
    def end(_count: int) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    take_in(plan, administering.at_the_terminal(), now=NOW, tell=end)


def test_who_is_killed_in_the_middle_leaves_nothing(plan: Plan) -> None:
    bulk.hang_up()
    process = get_context("fork").Process(target=_killed_after_a_batch, args=(plan,))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert_nothing()
    assert take_in(plan, administering.at_the_terminal(), now=NOW)
    assert len(numbers()) == len(plan.grants)


def assert_nothing() -> None:
    assert numbers() == []
    assert events() == owner_counts("person") == owner_counts("person_entry") == 0
    assert administered() == []


def test_a_number_that_somebody_takes_meanwhile_undoes_all(
    plan: Plan, kompas: Run, tmp_path: Path
) -> None:
    brought_in(kompas, tmp_path, like(BATCH + 1))
    with pytest.raises(AdministrationError, match="imens"):
        take_in(plan, administering.at_the_terminal(), now=NOW)
    assert numbers() == [f"F-{BATCH + 1}"]


def test_who_is_no_administrator_of_the_unit_brings_in_nothing(
    town: Database, library: Library
) -> None:
    del town
    file = read_grants("b.csv", lines([like()]).encode(), library.words)
    plan = plan_of(file, viewer("drift"), library, now=NOW)
    [fault] = plan.faults
    assert fault.text.startswith("række 2, enhed: Du er ikke administrator i Handicapcenter Øst.")
    allowed = plan_of(file, administering.at_the_terminal(), library, now=NOW)
    with pytest.raises(NotAllowedError):
        take_in(allowed, viewer("drift"), now=NOW)
    assert numbers() == []
    assert [by for by, _told in looks("purpose LIKE 'Afvist: Løbende%'")] == ["drift"]


def test_many_cases_at_once_hold_no_lock_for_each(plan: Plan) -> None:
    """PostgreSQL has room for some thousands only, whatever is opened in one transaction."""
    held: list[int] = []

    def look(_count: int) -> None:
        with connections["default"].cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks"
                " WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
            )
            held.append(cursor.fetchone()[0])

    take_in(plan, administering.at_the_terminal(), now=NOW, tell=look)
    assert max(held) < 3
