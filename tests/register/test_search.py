"""What a search reads is bounded, whatever the word; what one handles comes first all the same."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kompas.register import search as module
from kompas.register.search import Hits, search
from tests.register.cases import ANNE, store
from tests.register.database import Database
from tests.register.test_summaries import row

pytestmark = pytest.mark.usefixtures("database")

CASES = 60
COMMON, READ = 20, 10


@pytest.fixture(autouse=True)
def sixty_cases(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an order of deadlines: the word of all, that of the later half, one of the last alone."""
    monkeypatch.setattr(module, "COMMON", COMMON)
    monkeypatch.setattr(module, "MOST_READ", READ)
    words = (
        f"fælles {'bagest' if n >= CASES // 2 else ''} {'sjælden' if n == CASES - 1 else ''}"
        for n in range(CASES)
    )
    store(
        *(
            row(
                n,
                said=said,
                citizen_name=f"Borger {n:02d}",
                due_on=date(2026, 4 + n // 28, 1 + n % 28),
                due_why="decision",
                assigned_to="anne" if n in (40, 50) else "bent",
                handlers=("anne",) if n in (40, 50) else ("bent",),
            )
            for n, said in enumerate(words)
        )
    )
    with database.as_superuser() as all_seeing:
        all_seeing.execute("ANALYZE case_search")


def numbers(hits: Hits) -> list[int]:
    return [int(line.case_number[-5:]) for line in hits.lines]


def test_a_common_word_is_sought_in_ones_own_cases_and_those_that_are_due_first() -> None:
    hits = search(ANNE, "fælles", size=5)
    assert numbers(hits) == [40, 50, 0, 1, 2]
    assert (hits.partly, hits.more, len(hits.own)) == (True, True, 2)
    assert numbers(search(ANNE, "fælles")) == [40, 50, *range(READ)]


def test_what_lies_further_down_is_told_not_to_have_been_read() -> None:
    hits = search(ANNE, "bagest")
    assert (numbers(hits), hits.partly, hits.near) == ([40, 50], True, False)


def test_a_rarer_word_beside_it_finds_what_lies_further_down() -> None:
    hits = search(ANNE, "fælles sjælden")
    assert (numbers(hits), hits.partly) == ([CASES - 1], False)


def test_a_name_is_looked_up_though_its_letters_begin_many() -> None:
    hits = search(ANNE, "59")
    assert (numbers(hits), hits.partly) == ([59], False)
    assert search(ANNE, "borg").partly


def test_a_search_is_one_statement_of_few_rows() -> None:
    with CaptureQueriesContext(connection) as queries:
        search(ANNE, "fælles")
    assert len(queries) == 1
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + queries[0]["sql"])
        ((plan,),) = cursor.fetchall()
    read = [node for node in nodes(plan[0]["Plan"]) if node.get("Relation Name") == "case_search"]
    rows = sum(node["Actual Rows"] * node["Actual Loops"] for node in read)
    assert 0 < rows <= READ + 2


def nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(node for one in plan.get("Plans", ()) for node in nodes(one))]
