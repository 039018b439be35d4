"""What only the database can tell of a command: whose a file is, and whose a number."""

import threading
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.db import connections

from kompas.accounts.access import Staff
from kompas.casework import Citizen
from kompas.casework.commands import Refused
from kompas.casework.steps.document import DocumentAttached
from kompas.casework.steps.letter import LetterMade
from kompas.norms import Library
from kompas.processes.act import Acted, act
from kompas.register import access, case_rows, documents
from kompas.register.verify import verify
from tests.processes.test_act import stored
from tests.processes.town import EAST, WEST, Telling, applied, decided, viewer
from tests.register.database import Database
from tests.spec.case.stories import APPLICATION, RUNNING_GRANT, TODAY

pytestmark = pytest.mark.usefixtures("town")


def test_an_entry_that_names_a_file_names_one_that_the_case_has(
    library: Library, town: Database
) -> None:
    telling, other = decided(library), applied(library)
    with access.acting(viewer("anna")):
        file = documents.add(telling.id, "Brev", BytesIO(b"Brevet."), "anna", telling.now)
        others = documents.add(other.id, "Notat", BytesIO(b"Notatet."), "anna", telling.now)
    before = stored(town)

    def attached(document: documents.Document, **changes: str) -> DocumentAttached:
        kept = DocumentAttached(
            document_id=str(document.id), title="Brev", sha256=document.sha256, dated=TODAY
        )
        return replace(kept, **changes)  # type: ignore[arg-type]

    for command in (
        LetterMade(document_sha256="ab" * 32, lix=30),
        LetterMade(document_sha256=others.sha256, lix=30),
        attached(others),
        attached(file, sha256=others.sha256),
        attached(file, document_id=str(others.id)),
    ):
        assert telling.refuses(command) == ["no_such_document"]
    assert stored(town) == before
    telling.does(attached(file), LetterMade(document_sha256=file.sha256, lix=30))


def test_a_case_number_is_used_once_also_of_two_who_open_at_once(
    library: Library, town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied(library)
    before, again = stored(town), replace(APPLICATION, unit=WEST)
    assert Telling(library).refuses(again) == ["number_taken"]
    grant = replace(RUNNING_GRANT, unit=WEST, case_number=APPLICATION.case_number)
    assert Telling(library).refuses(grant) == ["number_taken"]
    # Where the other unit's case is not seen, its number is taken all the same.
    other = replace(again, unit=EAST, municipality="copenhagen")
    assert Telling(library, by="carla").refuses(other) == ["number_taken"]
    assert stored(town) == before

    came: list[Acted | Refused] = []
    upsert, both_have_recorded = case_rows.upsert, threading.Barrier(2, timeout=300)

    def upsert_together(*given: Any, **more: Any) -> None:
        both_have_recorded.wait()
        upsert(*given, **more)

    def open_it(who: Staff) -> None:
        try:
            # Of two citizens: of one, the second waits for the first.
            citizen = Citizen(name=who.username, cpr=None)
            new = replace(again, case_number="2026-104-2", citizen=citizen)
            came.append(act(None, new, who, library=library, now=Telling(library).now))
        finally:
            connections.close_all()

    monkeypatch.setattr(case_rows, "upsert", upsert_together)
    threads = [threading.Thread(target=open_it, args=[viewer(n)]) for n in ("anna", "birk")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    monkeypatch.setattr(case_rows, "upsert", upsert)
    assert sorted(type(one).__name__ for one in came) == ["Acted", "Refused"]
    assert list(verify()) == []
    assert stored(town)["case_summary"] == before["case_summary"] + 1


def test_what_would_be_too_long_to_look_up_is_refused(library: Library, town: Database) -> None:
    before = stored(town)
    long = replace(APPLICATION, unit=WEST, case_number="".join(map(str, range(2000))))
    assert Telling(library).refuses(long) == ["unfit"]
    named = replace(APPLICATION.citizen, name="".join(map(str, range(2000))))
    told = Telling(library)
    assert told.refuses(replace(APPLICATION, unit=WEST, citizen=named)) == ["unfit"]
    grant = replace(RUNNING_GRANT, unit=WEST, citizen=named)
    assert told.refuses(grant) == ["unfit"]
    assert stored(town) == before
