"""A canary: a name and a number that must turn up nowhere but in the database."""

import contextlib
import io
import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from kompas.casework import Citizen
from kompas.casework.record import Recorded
from kompas.register import (
    access,
    bulk,
    case_rows,
    chain_heads,
    documents,
    drafts,
    health,
    log,
    summaries,
)
from kompas.register.access import acting
from kompas.register.case_rows import CaseRows, rows_from
from kompas.register.drafts import Draft
from kompas.register.error_redaction import place_of, sqlstate_of
from kompas.register.search import search
from kompas.register.verify import verify
from tests.register.cases import (
    ANNE,
    DAY,
    NOON,
    append,
    application,
    look,
    new,
    note,
    opened,
    store,
    summarize,
)
from tests.register.database import Cluster

NAME = "Kanarine Fuglsang"
CPR = "6105709999"
SIGNS = ("kanarine", "fuglsang", CPR, "610570-9999")


class Listener(logging.Handler):
    """Keeps everything that anybody logs, at every level."""

    def __init__(self) -> None:
        super().__init__(0)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(f"{record.getMessage()} {record.args} {record.exc_text} {record.name}")


@pytest.fixture
def heard() -> list[str]:
    return []


@contextlib.contextmanager
def listening(heard: list[str]) -> Iterator[None]:
    listener = Listener()
    root = logging.getLogger()
    level = root.level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        root.removeHandler(listener)
        root.setLevel(level)
        heard += listener.heard


def told(action: Callable[[], object]) -> str:
    """What an error says, to the last word of its traceback; "" where there is none."""
    try:
        with transaction.atomic():
            action()
    except Exception as error:  # noqa: BLE001 - whatever it is, it must be silent
        return "".join(traceback.format_exception(error)) + repr(error) + str(vars(error))
    return ""


def raw(statement: str, *values: str | UUID) -> Callable[[], object]:
    def action() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    return action


def _taken_in(name: str, cpr: str, number: str) -> tuple[tuple[Recorded, ...], CaseRows]:
    opening = application(citizen=Citizen(name=name), case_number=number)
    entries = (Recorded(uuid4(), 1, opening, NOON, DAY, "anne"),)
    rows = rows_from(entries)
    return entries, replace(rows, summary=replace(rows.summary, citizen_cpr=cpr))


def misfortunes(case_id: UUID) -> dict[str, Callable[[], object]]:
    """What may go wrong with the canary in hand."""
    canary = Citizen(name=NAME, cpr=CPR)
    with acting(ANNE):
        row = summarize(log.load(case_id))
    copied = {"case_id": "gen_random_uuid()", "citizen_name": "%s", "citizen_cpr": "%s || '1'"}
    columns = {column: copied.get(column, column) for column in case_rows.SUMMARIES.kinds}
    return {
        "conflict": lambda: append(case_id, 0, new(application(citizen=canary)), "x", NOON),
        "not Unicode": lambda: append(uuid4(), 0, new(note(NAME + "\ud800")), "x", NOON),
        "user that is none": lambda: append(uuid4(), 0, new(note(NAME)), NAME, NOON),
        "check": raw(
            f"INSERT INTO case_summary ({', '.join(columns)})"
            f" SELECT {', '.join(columns.values())} FROM case_summary",
            NAME,
            CPR,
        ),
        "many at once": lambda: bulk.store([_taken_in(NAME, CPR + "1", "1")]),
        "a number again": lambda: bulk.store([_taken_in(NAME, CPR, NAME) for _twice in (1, 2)]),
        "not null": raw("UPDATE case_summary SET status = NULL, citizen_name = %s", NAME),
        "no number": raw("SELECT %s::int", CPR + NAME),
        "no date": raw("SELECT %s::date", NAME),
        "no uuid": raw("SELECT %s::uuid", NAME),
        "unique": raw(
            "INSERT INTO draft VALUES (%s, %s, 'x', '{}', now()), (%s, %s, 'x', '{}', now())",
            *(case_id, NAME) * 2,
        ),
        "too long": lambda: drafts.save(Draft(case_id, "f", "x", {"a": NAME * 99_999}, NOON)),
        "no document": lambda: documents.add(
            case_id, NAME, io.BytesIO(NAME.encode() + b"\0"), "x", NOON
        ),
        "purpose": lambda: look("x", NOON, access.What.READ, f"Om {NAME} {CPR}"),
        "tsquery": lambda: search(ANNE, f"{NAME} ') && {CPR} :* \\"),
        "hidden": lambda: log.load(case_id),
        "summary": lambda: store(replace(row, citizen_cpr=CPR + "x")),
        "syntax": raw(f"SELEKT '{NAME}'"),
        "no column": raw(f'SELECT "{NAME}"'),
    }


@pytest.mark.usefixtures("database")
def test_a_name_and_a_number_turn_up_nowhere(
    cluster: Cluster, tmp_path: Path, heard: list[str]
) -> None:
    with listening(heard):
        canary = application(1, citizen=Citizen(name=NAME, cpr=CPR), applied_for=NAME)
        case_id = opened(canary, note(f"{NAME} {CPR}"))
        with acting(ANNE):
            documents.add(case_id, NAME, io.BytesIO(NAME.encode()), "anne", NOON)
        drafts.save(Draft(case_id, "assessment", "anne", {"need": NAME}, NOON))
        page = summaries.page(ANNE, order=summaries.Order.NAME, size=1)
        look("anne", NOON, access.What.SEARCH, "Henvendelse", query=NAME)
        assert search(ANNE, NAME).lines
        said = {name: told(action) for name, action in misfortunes(case_id).items()}
        chain_heads.export(DAY)
        faults = list(verify())
        health.check()
        call_command("check", verbosity=0)
    assert [fault.where for fault in faults] == ["document.loose"]  # no entry tells of it
    assert {name for name, text in said.items() if not text} == {"tsquery"}
    places = [path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("**/*")]
    contents = [p.read_text() for p in (tmp_path / "heads").iterdir()]
    server = cluster.log.read_text() if cluster.log else ""
    link = str(page.after)
    everywhere = [*said.items(), *enumerate([*heard, *places, *contents, link, server])]
    leaks = [
        (where, sign) for where, text in everywhere for sign in SIGNS if sign in str(text).lower()
    ]
    # The name of a column is ours, never a value: this one shows that the test can hear.
    assert {where for where, _sign in leaks} == {"no column"}


@pytest.mark.usefixtures("database")
def test_an_error_still_says_what_it_is_and_where() -> None:
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        look("anne", NOON, access.What.READ, "610570-9999")
    assert str(refused.value) == "CheckViolation 23514 access_log_purpose"
    assert (sqlstate_of(refused.value), place_of(refused.value)) == ("23514", "access_log_purpose")
    with pytest.raises(DatabaseError, match=r"UndefinedTable 42P01 relation \"nowhere\" does not"):
        raw("SELECT * FROM nowhere")()
