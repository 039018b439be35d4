"""What there is to do: each thing that goes on in a case is a line with a clock of its own."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kompas.accounts import administration
from kompas.accounts.access import Staff
from kompas.accounts.roles import Role
from kompas.register import case_rows, summaries, worklists
from kompas.register.case_rows import CaseRows
from kompas.register.search import search
from kompas.register.worklists import Chosen, Part, Place, Sort, WorkLine, WorkPage
from tests.register.cases import ANNE, application, deadline, note, opened, rows_like
from tests.register.database import Database
from tests.register.test_summaries import row

pytestmark = pytest.mark.usefixtures("database")

TODAY = date(2026, 4, 10)
A_DAY = timedelta(days=1)
WORKER = Staff("user-1", frozenset((Role.TEAM_LEAD, f"unit-{n}") for n in range(3)))
BOTH = Staff("anne", frozenset((Role.CASEWORKER, unit) for unit in ("voksen-a", "voksen-b")))
LEAD = Staff("leif", frozenset({(Role.TEAM_LEAD, "voksen-a"), (Role.TEAM_LEAD, "voksen-b")}))


def going_on(number: int, *items: dict[str, Any], **case: Any) -> CaseRows:
    """A case of Anne's with some things that go on in it; entries 1, 2, ... unless told."""
    named = {"assigned_to": "anne", "handlers": ("anne",), **case}
    rows = rows_like(row(number, **named))
    (plain,) = rows.items
    made = [replace(plain, **{"entry": n, **item}) for n, item in enumerate(items, 1)]
    return replace(rows, items=tuple(made))


def due(days: int, why: str = "decision") -> dict[str, Any]:
    return {"due_on": TODAY + days * A_DAY, "due_why": why}


def told(lines: Sequence[WorkLine]) -> list[tuple[int, int]]:
    return [(int(line.case.case_number[-5:]), line.item.entry) for line in lines]


# ---------------------------------------------------------------- the rows


def test_what_is_done_with_goes_what_is_new_comes_and_the_rest_stays() -> None:
    first = going_on(1, due(1), due(2))
    other = going_on(2, due(3))
    case_rows.upsert([first, other])
    one, two = first.items
    later = replace(first, summary=replace(first.summary, seq=2))
    case_rows.upsert(
        [replace(later, items=(replace(two, kind="complaint"), replace(one, entry=7)))]
    )
    lines = worklists.mine(ANNE, TODAY).lines
    assert told(lines) == [(1, 7), (1, 2), (2, 1)]
    assert lines[1].item == replace(two, kind="complaint")
    case_rows.upsert([replace(later, items=())])
    assert told(worklists.mine(ANNE, TODAY).lines) == [(2, 1)]


def test_a_slower_hand_changes_nothing_of_what_goes_on() -> None:
    newer = going_on(1, due(1), seq=4)
    older = replace(newer, summary=replace(newer.summary, seq=3), items=())
    case_rows.upsert([newer])
    case_rows.upsert([older])
    assert told(worklists.mine(ANNE, TODAY).lines) == [(1, 1)]


def test_what_stands_as_it_stood_is_not_written_anew(database: Database) -> None:
    rows = going_on(1, due(1), due(2))
    case_rows.upsert([rows])
    changed = replace(rows, items=(rows.items[0], replace(rows.items[1], status="informed")))
    with database.as_superuser() as all_seeing:
        query = "SELECT entry, ctid::text FROM work_item ORDER BY entry"
        before = all_seeing.execute(query).fetchall()
        case_rows.upsert([changed])
        after = all_seeing.execute(query).fetchall()
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False]


def test_the_rows_of_many_cases_are_one_statement() -> None:
    cases = [going_on(n, *(due(d) for d in range(n % 4))) for n in range(50)]
    for _again in range(2):
        with CaptureQueriesContext(connection) as queries:
            case_rows.upsert(cases)
        assert len(queries) == 1
    assert len(worklists.mine(ANNE, TODAY, size=200).lines) == sum(n % 4 for n in range(50))


def test_what_goes_on_in_a_case_is_what_its_events_make() -> None:
    case_id = opened(application(7), deadline(), note())
    (line,) = worklists.mine(ANNE, TODAY).lines
    assert (line.item.case_id, line.item.kind, line.item.due_on) == (
        case_id,
        "application",
        date(2026, 4, 13),
    )
    assert line.case == summaries.one(ANNE, case_id)


# ---------------------------------------------------------------- lists


def test_search_and_lists_of_cases_have_a_case_once() -> None:
    case_rows.upsert([going_on(1, due(1), due(2), due(3), said="Mette")])
    assert len(search(ANNE, "mette").lines) == 1
    assert len(summaries.page(ANNE).lines) == 1
    assert len(worklists.mine(ANNE, TODAY).lines) == 3


@pytest.mark.parametrize(
    ("part", "found"),
    [
        (Part.LATE, [1, 6, 10]),
        (Part.SOON, [2, 3, 9]),
        (Part.LATER, [4, 5, 7, 8]),
        (Part.WAITING, [3, 5, 7, 9]),
    ],
)
def test_a_part_is_by_the_day_and_by_who_has_the_next_word(part: Part, found: list[int]) -> None:
    administration.make_unit("voksen-a", "Voksen A", "vejen")
    waiting = {"waits_for": "party"}
    items: tuple[dict[str, Any], ...] = (
        due(-1),
        due(0),
        {**due(14, "hearing"), **waiting},
        due(15),
        {"waits_for": "panel"},
        {**due(-3, "hearing"), **waiting},  # had it, until the time was out
        {"waits_for": "board", **due(20)},
        {},
        {**due(9, "information_request_of_others"), "waits_for": "source"},
        {**due(-9, "information_request_of_others"), "waits_for": "source"},
    )
    case_rows.upsert([going_on(1, *items)])
    lines = worklists.mine(ANNE, TODAY, Chosen(part=part), size=100).lines
    assert sorted(line.item.entry for line in lines) == found
    counts = worklists.counted(ANNE, TODAY)
    if part is not Part.WAITING:
        assert sum(one.count for one in counts if one.part is part) == len(found)


def test_it_is_counted_by_week_reason_and_who_has_the_word() -> None:
    administration.make_unit("voksen-a", "Voksen A", "vejen")
    panel = {**due(-9), "waits_for": "panel"}
    case_rows.upsert([going_on(1, due(-10), panel), going_on(2, panel)])
    counts = worklists.counted(ANNE, TODAY)
    assert [(one.waits_for, one.part, one.count) for one in counts] == [
        ("panel", Part.LATE, 2),
        (None, Part.LATE, 1),
    ]


Walk = Callable[[Place | None], WorkPage]


@pytest.mark.parametrize(
    "walk",
    [
        lambda after: worklists.mine(BOTH, TODAY, after=after, size=4),
        lambda after: worklists.of_units(LEAD, after=after, size=4),
        lambda after: worklists.of_units(LEAD, worker="anne", after=after, size=4),
    ],
    ids=["mine", "the units'", "one caseworker's"],
)
def test_pages_follow_each_other_without_a_gap(walk: Walk) -> None:
    # Many are due on the same day, or never, and hang on one case.
    days = {0: (due(1), {}, due(2), due(1)), 1: (due(1),)}
    case_rows.upsert([going_on(n, *days[n % 2], unit=f"voksen-{'ab'[n % 2]}") for n in range(9)])
    page = walk(None)
    seen = told(page.lines)
    while page.after:
        page = walk(page.after)
        seen += told(page.lines)
    assert sorted(seen) == sorted(
        (n, e) for n in range(9) for e in range(1, 5 if n % 2 == 0 else 2)
    )


def test_after_a_line_that_is_done_with_the_list_goes_on() -> None:
    first, *rest = (going_on(n, due(n)) for n in range(6))
    with_summary = replace(first, summary=replace(first.summary, **due(0)))
    case_rows.upsert([with_summary, *rest])
    page = worklists.mine(ANNE, TODAY, size=1)
    assert page.after == Place(first.summary.case_id, 1)
    moved = replace(with_summary, items=(replace(first.items[0], entry=9, **due(30)),))
    case_rows.upsert([moved])
    assert told(worklists.mine(ANNE, TODAY, after=page.after).lines)[0] == (1, 1)
    nowhere = Place(uuid4(), 1)
    assert worklists.mine(ANNE, TODAY, after=nowhere).lines == ()


def test_what_nobody_handles_is_told_item_by_item() -> None:
    administration.make_user("anne", "Anne")
    administration.make_unit("voksen-a", "Voksen A", "vejen")
    case_rows.upsert(
        [
            going_on(1, {"assigned_to": None}, due(1)),
            going_on(2, {"assigned_to": "anne", **due(2)}, due(3), unit="voksen-b"),
        ]
    )
    assert told(worklists.without_worker(LEAD)) == [(1, 2), (2, 1), (2, 2), (1, 1)]
    administration.grant_role("anne", Role.CASEWORKER, "voksen-a")
    assert told(worklists.without_worker(LEAD)) == [(2, 1), (2, 2), (1, 1)]
    (load,) = worklists.loads(LEAD, TODAY)
    assert (load.username, load.open, load.soon) == ("anne", 3, 3)


def test_a_search_brings_of_each_case_what_is_due_first() -> None:
    holm = {"said": "Mette Holm"}
    one, two = going_on(1, {}, due(9), due(2), **holm), going_on(2, {}, **holm)
    hidden, quiet = going_on(3, due(1), unit="voksen-b", **holm), going_on(4, **holm)
    case_rows.upsert([one, two, hidden, quiet])
    ids = [rows.summary.case_id for rows in (one, two, quiet)]
    found = search(ANNE, "holm")
    assert {line.case_id for line in found.lines} == set(ids)
    assert {case_id: item.entry for case_id, item in found.items.items()} == {ids[0]: 3, ids[1]: 1}


# ---------------------------------------------------------------- how it is read

_NAMES = Chosen(sort=Sort.NAME)


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda _place: worklists.mine(WORKER, TODAY), "work_assigned_due"),
        (lambda place: worklists.mine(WORKER, TODAY, after=place), "work_assigned_due"),
        (lambda _place: worklists.counted(WORKER, TODAY), "work_assigned_due"),
        (lambda _place: worklists.of_units(WORKER), "work_unit_due"),
        (lambda place: worklists.of_units(WORKER, after=place), "work_unit_due"),
        (lambda _place: worklists.of_units(WORKER, worker="user-1"), "work_assigned_due"),
        (lambda _place: worklists.mine(WORKER, TODAY, _NAMES), "work_assigned_due"),
        (lambda place: worklists.mine(WORKER, TODAY, _NAMES, after=place), "work_assigned_due"),
        (lambda _place: worklists.of_units(WORKER, status="assessed"), "work_unit_"),
        (lambda _place: worklists.of_units(WORKER, service="sel-85"), "work_unit_"),
        (lambda _place: worklists.inbox(WORKER), "work_unassigned"),
        (lambda _place: worklists.first_page(WORKER, TODAY), "work_assigned_due"),
        (lambda _place: worklists.loads(WORKER, TODAY), "work_"),
        (lambda _place: worklists.without_worker(WORKER), "work_unit_worker"),
    ],
    ids=(
        *("mine", "more of mine", "counted", "units", "more of units", "one", "by name"),
        *("more by name", "of a status", "of a service", "in-box", "first page", "loads", "gone"),
    ),
)
def test_a_list_is_one_statement_and_reads_its_lines_from_an_index(
    many: Place, ask: Callable[[Place], object], index: str
) -> None:
    with CaptureQueriesContext(connection) as queries:
        ask(many)
    assert len(queries) == 1
    plan = _plan(queries)
    assert f" {index}" in plan, plan
    assert "Seq Scan on work_item" not in plan, plan
    assert "Seq Scan on case_summary" not in plan, plan


@pytest.fixture
def many(database: Database) -> Place:
    """8,000 things that go on in 4,000 cases of four units and 400 caseworkers; one of them."""
    for number in range(40):
        administration.make_user(f"user-{number}", f"Bruger {number}")
    for number in range(4):
        administration.make_unit(f"unit-{number}", f"Enhed {number}", "vejen")
    for number in range(20):
        administration.grant_role(f"user-{number}", Role.CASEWORKER, f"unit-{number % 3}")
    case_rows.upsert(
        [
            going_on(
                n,
                due(n * 17 % 97),
                {**due(n * 13 % 89, "follow_up"), "assigned_to": f"user-{n % 400}"},
                unit=f"unit-{n % 4}",
                assigned_to=f"user-{n % 400}",
            )
            for n in range(4000)
        ]
    )
    with database.as_superuser() as all_seeing:
        all_seeing.execute("ANALYZE")
    return worklists.mine(WORKER, TODAY, size=1).lines[0].place


def _plan(queries: CaptureQueriesContext) -> str:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + queries.captured_queries[-1]["sql"])
        return "\n".join(line[0] for line in cursor.fetchall())
