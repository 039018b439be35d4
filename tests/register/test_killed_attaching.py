"""A process that dies while it takes a file in leaves no half document; what is left is swept."""

import io
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connections

from kompas.register import documents
from kompas.register.access import acting
from tests.register.cases import ANNE, NOON, opened

pytestmark = pytest.mark.usefixtures("database")

STEPS = ("_arriving", "_write", "_hold", "_move", "_select")
"""What taking in a file goes through, in order; after the last it is only told of."""


def dying(step: str, *, after: bool) -> Callable[[UUID], None]:
    """Takes a file in and dies at a step, as when the power goes: nothing is tidied up."""
    real = getattr(documents, step)

    def dies(*given: object) -> object:
        if after:
            real(*given)
        os._exit(0)

    def attach(case_id: UUID) -> None:
        setattr(documents, step, dies)
        with acting(ANNE):
            documents.add(case_id, "Udtalelse", io.BytesIO(f"Nr. {step}.".encode()), "anne", NOON)

    return attach


def files() -> list[Path]:
    return [path for path in documents.folder().glob("*/*") if path.is_file()]


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", STEPS)
def test_what_is_left_is_swept_and_what_is_known_stays(step: str, after: bool) -> None:
    case_id = opened()
    with acting(ANNE):
        known = documents.add(case_id, "Helt", io.BytesIO(b"Helt."), "anne", NOON)
    connections.close_all()
    child = os.fork()
    if child == 0:
        dying(step, after=after)(case_id)
        os._exit(1)  # it should have died before
    assert os.waitpid(child, 0)[1] == 0
    newest = max(path.stat().st_mtime for path in files())
    swept_at = NOON.fromtimestamp(newest, tz=NOON.tzinfo) + timedelta(days=2)
    left = len(files()) - 1
    assert left <= 1
    assert documents.sweep(swept_at) == left
    with acting(ANNE):
        assert documents.of_case(case_id) == (known,)  # its transaction was never committed
    assert files() == [documents.path_of(known)]
    assert list(documents.faults()) == []
