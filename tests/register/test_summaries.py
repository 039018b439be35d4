"""Lists and search: who sees what, in which order, a page at a time, in one statement."""

from dataclasses import replace
from datetime import date
from typing import Literal
from unicodedata import normalize
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kompas.accounts.access import Staff
from kompas.accounts.roles import Role
from kompas.casework.summary import Summary
from kompas.register import case_rows, log, summaries
from kompas.register.access import acting
from kompas.register.error_redaction import place_of
from kompas.register.models import NUMBER_ONCE
from kompas.register.search import Hits, search
from kompas.register.summaries import Order
from tests.register.cases import (
    ANNE,
    NOON,
    Line,
    append,
    application,
    deadline,
    new,
    note,
    opened,
    store,
    summarize,
)
from tests.register.database import Database

pytestmark = pytest.mark.usefixtures("database")

BOTH = Staff("leif", frozenset({(Role.TEAM_LEAD, "voksen-a"), (Role.CASEWORKER, "voksen-b")}))


def row(number: int, **changes: object) -> Line:
    plain = Line(
        case_id=uuid4(),
        case_number=f"2026-{number:05d}",
        status="received",
        service="sel-104",
        municipality="eksempelby",
        unit="voksen-a",
        citizen_name="Mette Holm",
        citizen_cpr=None,
        assigned_to=None,
        restricted=False,
        handlers=(),
        opened_on=date(2026, 3, 2),
        due_on=None,
        due_why=None,
        closed_on=None,
        seq=1,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def due(number: int, day: int, **changes: object) -> Summary:
    return row(number, due_on=date(2026, 4, day), due_why="decision", **changes)


def numbers(page: summaries.Page | Hits) -> list[int]:
    return [int(line.case_number[-5:]) for line in page.lines]


# ---------------------------------------------------------------- the row


def test_a_case_is_listed_as_its_events_make_it() -> None:
    case_id = opened(application(7, "Jens Åkjær"), deadline(), note("Ringede"))
    (line,) = summaries.page(ANNE).lines
    assert line == summaries.one(ANNE, case_id)
    assert (line.case_id, line.citizen_name, line.due_why) == (case_id, "Jens Åkjær", "decision")
    assert (line.assigned_to, line.due_on) == ("anne", date(2026, 4, 13))


def test_a_slower_hand_does_not_put_an_older_row_over_a_newer_one() -> None:
    newer = row(1, status="informed", seq=4)
    older = replace(newer, status="received", seq=3)
    store(newer)
    store(older)
    assert [line.status for line in summaries.page(ANNE).lines] == ["informed"]
    store(replace(newer, status="assessed", seq=5))
    assert [line.status for line in summaries.page(ANNE).lines] == ["assessed"]


# ---------------------------------------------------------------- lists


def test_what_is_due_first_comes_first_and_what_is_closed_is_not_there() -> None:
    closed = row(5, closed_on=date(2026, 3, 9))
    store(due(1, 20), row(2), due(3, 1), due(4, 20), closed)
    listed = numbers(summaries.page(ANNE))
    assert (listed[0], set(listed[1:3]), listed[3:]) == (3, {1, 4}, [2])


def test_names_are_ordered_as_danish_orders_them() -> None:
    names = ["Aabye", "Ærø", "Zahle", "Østergaard", "Åkjær", "Andersen", "ángela", "Abel", "Müller"]
    store(*(row(n, citizen_name=name) for n, name in enumerate(names)))
    listed = [line.citizen_name for line in summaries.page(ANNE, order=Order.NAME).lines]
    assert listed == [
        "Abel",
        "Andersen",
        "ángela",
        "Müller",
        "Zahle",
        "Ærø",
        "Østergaard",
        "Aabye",
        "Åkjær",
    ]


def test_letters_that_are_written_in_two_ways_are_sorted_alike() -> None:
    assert case_rows.sort_key("A\N{COMBINING RING ABOVE}ge") == case_rows.sort_key("Åge")
    assert case_rows.sort_key("Aage") == case_rows.sort_key("ÅGE")


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("viewer", [ANNE, BOTH], ids=lambda viewer: viewer.username)
def test_pages_follow_each_other_without_a_gap(order: Order, viewer: Staff) -> None:
    units = ("voksen-a", "voksen-b")
    # Many are due on the same day, or never, and share a name.
    rows = [due(n, 1 + n % 3, unit=units[n % 2]) for n in range(12)]
    rows += [row(n, unit=units[n % 2]) for n in range(12, 23)]
    store(*rows)
    seen: list[int] = []
    after: UUID | None = None
    while True:
        page = summaries.page(viewer, order=order, after=after, size=4)
        seen += numbers(page)
        after = page.after
        if after is None:
            break
    mine = [n for n in range(23) if units[n % 2] in viewer.units]
    assert sorted(seen) == mine
    assert seen == numbers(summaries.page(viewer, order=order, size=100))


def test_a_list_of_one_users_cases_and_of_one_status() -> None:
    store(row(1, assigned_to="anne"), row(2, assigned_to="bent"), row(3, status="informed"))
    assert numbers(summaries.page(ANNE, assigned_to="anne")) == [1]
    assert numbers(summaries.page(ANNE, status="informed")) == [3]


def test_a_list_is_one_statement_however_long() -> None:
    store(*(row(n, said="Mette Holm") for n in range(200)))
    for size in (10, 200):
        with CaptureQueriesContext(connection) as queries:
            summaries.page(BOTH, size=size)
        assert len(queries) == 1
    for text, statements in (
        ("mette holm", 1),
        ("mette hol", 1),
        ("mett hol", 1),
        ("hol met", 2),
        ("nobody", 2),
        ("12345", 1),
    ):
        with CaptureQueriesContext(connection) as queries:
            search(BOTH, text)
        assert len(queries) == statements, text


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"assigned_to": "user-1"},
        {"status": "informed"},
        {"order": Order.NAME},
        {"order": Order.NAME, "after": True},
    ],
    ids=str,
)
def test_a_list_reads_its_lines_from_an_index(database: Database, asked: dict[str, object]) -> None:
    rows = [
        due(
            n,
            1 + n * 17 % 28,
            unit=f"unit-{n % 4}",
            citizen_name=f"Mette {n * 7919 % 8000}",
            status="informed" if n % 50 == 0 else "received",
            assigned_to=f"user-{n % 4}",
        )
        for n in range(8000)
    ]
    store(*rows)
    with database.as_superuser() as all_seeing:
        all_seeing.execute("ANALYZE case_summary")
    viewer = Staff("anne", frozenset((Role.CASEWORKER, f"unit-{n}") for n in range(3)))
    if asked.get("after"):
        asked = {**asked, "after": rows[40].case_id}
    with CaptureQueriesContext(connection) as queries:
        summaries.page(viewer, **asked)  # type: ignore[arg-type]
    plan = _plan(queries)
    assert "Index Scan using summary_" in plan, plan
    assert "Seq Scan on case_summary" not in plan


def _plan(queries: CaptureQueriesContext) -> str:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + queries[0]["sql"])
        return "\n".join(row[0] for row in cursor.fetchall())


# ---------------------------------------------------------------- search


def found(text: str, viewer: Staff = ANNE) -> list[str]:
    return [line.citizen_name for line in search(viewer, text).lines]


def test_search_finds_by_name_number_and_danish_stem() -> None:
    opened(application(41, "Hans Ærøskøbing"), note("Hun søger om aktivitetstilbuddet"))
    opened(application(42, "Else Winther"), note("Ledsagelse til værkstedet"))
    for text in (
        "hans",
        "ÆRØ",
        "Ærøskøbing Hans",
        "2026-00041",
        "00041",
        "søge",
        "aktivitetstilbuddene",
    ):
        assert found(text) == ["Hans Ærøskøbing"], text
    assert found("værksted") == ["Else Winther", "Hans Ærøskøbing"]  # both applied for one
    assert found("else værksteder") == ["Else Winther"]
    assert found("else hans") == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    "text",
    [
        "José", "jose", "İbrahim", "ibrahim", "Nguyễn", "nguyen", "Müllerup", "mullerup", "Łukasz",
        "lukasz", "Åse", "Rødovre",
    ],
)  # fmt: skip
def test_search_finds_with_and_without_accents(text: str, form: Literal["NFC", "NFD"]) -> None:
    name = "José İbrahim Nguyễn-Müllerup Łukasz Åse"
    opened(application(43, normalize("NFD", name)), note("Bor i Rødovre"))
    assert [normalize("NFC", one) for one in found(normalize(form, text))] == [name]


def test_the_danish_letters_are_letters_of_their_own() -> None:
    opened(application(44, "Åse Rødby"))
    assert found("ase") == []
    assert search(ANNE, "rodby").near  # a slip, and said to be one


def test_the_last_word_is_a_beginning_and_every_word_where_nothing_is_found_else() -> None:
    opened(application(43, "Mette Holmgaard"))
    opened(application(44, "Mette Holst"))
    opened(application(45, "Mettelise Holm"))
    assert found("mette hol") == ["Mette Holmgaard", "Mette Holst"]
    assert found("mettel") == found("holm met") == ["Mettelise Holm"]
    # Nobody is called Hol.
    assert found("hol mette") == ["Mette Holmgaard", "Mette Holst", "Mettelise Holm"]
    assert found("høl mette") == []
    assert found("me ho") == []  # too short for a beginning


def test_beginnings_are_left_out_where_whole_words_fill_the_page() -> None:
    store(*(row(n, citizen_name="Jens", said="Jens") for n in range(4)))
    store(row(9, citizen_name="Jensine", said="Jensine"))
    hits = search(ANNE, "jens", size=4)
    assert (sorted(numbers(hits)), hits.more) == ([0, 1, 2, 3], True)
    assert sorted(numbers(search(ANNE, "jens", size=5))) == [0, 1, 2, 3, 9]
    store(row(4, citizen_name="Jens", said="Jens"))
    hits = search(ANNE, "jens", size=4)
    assert (len(hits.lines), hits.more) == (4, True)
    assert {line.citizen_name for line in hits.lines} == {"Jens"}


def test_search_by_cpr_finds_the_citizens_cases_only() -> None:
    opened(application(51, "Else Winther"))
    opened(application(52, "Hans Holm"))
    for text in ("6101900051", "610190-0051", " 610190 0051 "):
        assert found(text) == ["Else Winther"]
    assert found("610190") == []  # part of a number finds nobody


@pytest.mark.parametrize(
    "text",
    ["", "  ", "'", "&|!:*()", "a' OR 1=1 --", "<b>", "\\", "%", "x" * 5000, "og i at", "\x00"],
)
def test_search_takes_anything_that_one_can_type(text: str) -> None:
    opened()
    assert found(text) == []


def test_search_shows_the_first_and_says_that_there_are_more() -> None:
    store(*(row(n, said="Mette") for n in range(12)))
    hits = search(ANNE, "mette", size=10)
    assert (len(hits.lines), hits.more) == (10, True)
    assert not search(ANNE, "mette", size=12).more


# ---------------------------------------------------------------- who sees what

UNITS = ("voksen-a", "voksen-b", None)
USERS = ("anne", "bent")
VIEWERS = st.builds(
    Staff,
    st.sampled_from(USERS),
    st.frozensets(st.tuples(st.sampled_from(Role), st.sampled_from(UNITS[:2])), max_size=4),
)
ROWS = st.builds(
    row,
    st.integers(0, 99_999),
    unit=st.sampled_from(UNITS),
    assigned_to=st.sampled_from([*USERS, None]),
    handlers=st.sets(st.sampled_from(USERS)).map(lambda names: tuple(sorted(names))),
    restricted=st.booleans(),
    said=st.just("Mette"),
)


def test_lists_search_and_what_events_say_follow_one_predicate(database: Database) -> None:
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(VIEWERS, st.lists(ROWS, max_size=6, unique_by=lambda case: case.case_number))
    def agree(viewer: Staff, rows: list[Summary]) -> None:
        with database.as_superuser() as all_seeing:
            all_seeing.execute("DELETE FROM case_summary")
        for case in rows:
            append(case.case_id, 0, new(application()), "anne", NOON)
        store(*rows)
        seen = {case.case_id for case in rows if viewer.may_see(case)}
        for order in Order:
            assert {line.case_id for line in summaries.page(viewer, order=order).lines} == seen
        assert {line.case_id for line in search(viewer, "mette").lines} == seen
        for case in rows:
            assert (summaries.one(viewer, case.case_id) is not None) == (case.case_id in seen)
            with acting(viewer):
                try:
                    readable = bool(log.load(case.case_id))
                except log.Hidden:
                    readable = False
            assert readable == (case.case_id in seen)

    agree()


def test_a_case_number_is_used_once() -> None:
    store(row(1))
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        store(row(1))
    assert place_of(refused.value) == NUMBER_ONCE
    assert numbers(summaries.page(ANNE)) == [1]


@pytest.mark.parametrize(
    "huge",
    [
        "".join(f"{n:x} " for n in range(60_000)),
        # The most bytes for a sign, and the most words for a byte.
        " ".join(chr(0x20000 + n) + chr(0x2A000 - n) for n in range(40_000)),
        " ".join(chr(0x20000 + n) for n in range(40_000)),
        "a" * 2_000_000,
        "ÆØÅ" * 300_000,
        "mødet-i-morgen/2026.03.02@vest " * 40_000,
    ],
    ids=["words", "rare pairs", "rare signs", "one word", "one word of two bytes", "parts"],
)
def test_a_huge_note_is_stored_and_what_is_newest_is_found(huge: str) -> None:
    case_id = opened(application(9), note("Begyndelsen"), note(huge), note("Aftalt på onsdag"))
    opened(application(10), *(note(huge) for _time in range(3)))
    assert [line.case_id for line in search(ANNE, "onsdag").lines] == [case_id]
    assert numbers(search(ANNE, "2026-00009")) == [9]


def test_the_summary_is_made_of_all_events() -> None:
    case_id = opened()
    with acting(ANNE):
        assert summarize(log.load(case_id)).seq == 1
