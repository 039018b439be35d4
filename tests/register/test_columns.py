"""A column is named once, in a dataclass: the table has it; what is read and written follows."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, models

from kompas.persons.models import PersonRow
from kompas.persons.rows import PERSONS
from kompas.register.case_rows import AGENDA, FOUND, ITEMS, LISTED, SUMMARIES
from kompas.register.columns import Columns
from kompas.register.models import AgendaItem, CaseSearch, CaseSummary, WorkItem

TABLES = [
    (CaseSummary, SUMMARIES),
    (CaseSearch, FOUND),
    (WorkItem, ITEMS),
    (AgendaItem, AGENDA),
    (PersonRow, PERSONS),
]
SHORT = {"boolean": "bool", "integer": "int4"}
"""What PostgreSQL says shorter than Django does."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """Of every type that a field may have."""

    case_id: UUID
    name: str
    on: date | None
    closed: bool
    number: int
    handlers: tuple[str, ...] = ()


LINE = Line(case_id=UUID(int=1), name="Åse", on=None, closed=False, number=3, handlers=("a", "b"))
LINES = Columns(Line)


def held(model: type[models.Model]) -> dict[str, tuple[str, bool]]:
    """The columns that a table holds: of which type, and whether they may be empty."""
    fields = (one for one in model._meta.concrete_fields if not one.generated)
    types = ((one, str(one.db_type(connection))) for one in fields)
    return {one.column or "": (SHORT.get(kind, kind), one.null) for one, kind in types}


@pytest.mark.parametrize(("model", "columns"), TABLES, ids=lambda one: getattr(one, "__name__", ""))
def test_a_table_holds_the_fields_of_its_dataclass_and_nothing_else(
    model: type[models.Model], columns: Columns[Any]
) -> None:
    kinds = columns.kinds.items()
    assert held(model) == {name: (kind, name in columns.optional) for name, kind in kinds}


def test_what_lists_show_is_stored() -> None:
    assert LISTED.kinds.items() <= SUMMARIES.kinds.items()


def test_a_row_is_read_as_it_was_written_and_what_follows_is_left() -> None:
    row = LINES.values(LINE)
    assert row == (LINE.case_id, "Åse", None, False, 3, ["a", "b"])
    assert LINES.read([*row, "what follows"]) == LINE
    assert LINES.of_table("x") == "x.case_id, x.name, x.on, x.closed, x.number, x.handlers"
    assert len(LINES) == 6
    assert LINES.optional == {"on"}


def test_a_column_may_be_made_of_the_row_in_place_of_a_field() -> None:
    shout: Callable[[Line], str] = lambda line: line.name.upper()  # noqa: E731
    loud = Columns(Line, but=("name", "on"), made={"loud": shout})
    assert loud.kinds["loud"] == "text"
    assert loud.values(replace(LINE, name="Bo")) == (LINE.case_id, False, 3, ["a", "b"], "BO")


def test_a_field_of_a_type_that_no_column_has_is_refused() -> None:
    @dataclass(frozen=True)
    class Heavy:
        """Something else."""

        weight: float

    with pytest.raises(KeyError):
        Columns(Heavy)
