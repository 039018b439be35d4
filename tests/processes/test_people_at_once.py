"""Two who write at once of the same person, or in the same case, wait for each other in one order:
nobody for ever, and nobody is refused because another wrote.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from kompas.casework import Citizen
from kompas.casework.commands import Refused
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.note import NoteWritten
from kompas.norms import Library
from kompas.persons import check, person_log
from kompas.persons.entries import NameCorrected, ProtectionSet
from kompas.processes import citizen, erasing
from kompas.processes.act import Acted, act
from kompas.processes.attach_document import Paper, attach
from kompas.processes.citizen import Correction
from kompas.processes.note_facts import note_facts
from kompas.register import log
from kompas.register.verify import verify
from tests.processes.test_citizen import NEW, WHY, page, person_of, says
from tests.processes.test_merges import merges
from tests.processes.town import (
    OPENING,
    WEST,
    Telling,
    about_another,
    applied,
    unused_number,
    viewer,
)
from tests.register.database import Database
from tests.spec.case.stories import APPLICATION, NEED, TODAY

WAITING = (
    "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
    " WHERE NOT l.granted AND a.datname = current_database()"
)


@pytest.fixture
def two(town: Database, library: Library) -> tuple[Telling, Telling]:
    """Two records of one person, the one that holds first in the order in which they are held; the
    other's case is closed.
    """
    del town
    kept, other = sorted((about_another(library) for _case in range(2)), key=person_of)
    assert says(other, ProtectionSet(protected=True)) == []
    assert merges(other, kept) == []
    other.does(CaseClosed(why="Fraflyttet."))
    return kept, other


def at_once(
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    first: Callable[[], Any],
    second: Callable[[], Any],
) -> list[Any]:
    """What comes of two: the first holds a person and is about to write more when the second
    comes; it goes on when the second waits, or is done. An error is what came of it, too.
    """
    holds, done = threading.Event(), threading.Event()
    append, came = log.append, {}

    def appended(*given: Any, **more: Any) -> Any:
        if threading.current_thread().name == "first":
            holds.set()
            with database.as_superuser() as all_seeing:
                while not done.is_set() and not _waits(all_seeing):
                    pass
        return append(*given, **more)

    def run(what: Callable[[], Any]) -> None:
        name = threading.current_thread().name
        if name == "second":
            holds.wait()
        try:
            came[name] = what()
        except Exception as error:  # noqa: BLE001 - a deadlock is told as any other
            came[name] = error
        finally:
            (done if name == "second" else holds).set()
            connections.close_all()

    monkeypatch.setattr(log, "append", appended)
    threads = [
        threading.Thread(target=run, args=(what,), name=name)
        for name, what in (("first", first), ("second", second))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [came["first"], came["second"]]


def _waits(all_seeing: Any) -> bool:
    (found,) = all_seeing.execute(WAITING).fetchone()
    all_seeing.rollback()
    return bool(found)


def opens(library: Library, telling: Telling) -> Callable[[], Acted | Refused]:
    """A case is opened with a record's number, and a new address is told with it."""
    number = telling.case.citizen.cpr if telling.case.citizen else None
    opening = replace(
        APPLICATION,
        unit=WEST,
        case_number=unused_number(),
        citizen=Citizen(name="Anden Person", cpr=number, address_lines=NEW),
    )
    return lambda: act(None, opening, viewer("anna"), library=library, now=telling.now)


def merged_again(kept: Telling, other: Telling) -> Any:
    correction = Correction((), TODAY, WHY, page(other).seen)
    return lambda: citizen.merge(
        person_of(other), person_of(kept), correction, viewer("anna"), now=kept.now
    )


def parted(kept: Telling, other: Telling) -> Any:
    correction = Correction((), TODAY, WHY, page(kept).seen)
    return lambda: citizen.undo_merge(
        person_of(kept), person_of(other), correction, viewer("anna"), now=kept.now
    )


def put_right(kept: Telling, _other: Telling) -> Any:
    told = (ProtectionSet(protected=False), NameCorrected(name="Ny Navnesen"))
    correction = Correction(told, TODAY, WHY, page(kept).seen)
    return lambda: citizen.correct(
        person_of(kept), correction, viewer("anna"), library=kept.library, now=kept.now
    )


def erased(_kept: Telling, other: Telling) -> Any:
    return lambda: erasing.erase_case(other.id, "Arkivloven", viewer("drift"), now=other.now)


@pytest.mark.parametrize("meanwhile", [merged_again, parted, put_right, erased])
@pytest.mark.parametrize("which", [0, 1])
def test_a_case_is_opened_while_its_person_is_written_of(
    meanwhile: Callable[[Telling, Telling], Any],
    which: int,
    two: Sequence[Telling],
    town: Database,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened, other = at_once(
        town, monkeypatch, opens(library, two[which]), meanwhile(two[0], two[1])
    )
    assert isinstance(opened, Acted), opened
    assert not isinstance(other, Exception) or isinstance(other, person_log.PersonMovedOn), other
    assert list(check.person_faults(TODAY)) == []
    assert list(verify()) == []


def test_whoever_holds_a_person_holds_each_record(
    two: Sequence[Telling], town: Database, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = log.append
    free: list[UUID] = []

    def appended(*given: Any, **more: Any) -> Any:
        with town.as_superuser() as other:
            asked = "SELECT person_id FROM person FOR UPDATE SKIP LOCKED"
            free.extend(person_id for (person_id,) in other.execute(asked))
        return append(*given, **more)

    third = about_another(library)
    monkeypatch.setattr(log, "append", appended)
    for telling in two:
        free.clear()
        assert isinstance(opens(library, telling)(), Acted)
        assert free == [person_of(third)]


# ---------------------------------------------------------------- in the same case


def writes(telling: Telling, by: str) -> Callable[[], Any]:
    """A note."""
    return lambda: act(
        telling.id, NoteWritten(text=by), viewer(by), library=telling.library, now=telling.now
    )


def notes_a_fact(telling: Telling, by: str) -> Callable[[], Any]:
    """A fact, from the page of all of them."""
    return lambda: note_facts(
        telling.id, [HOUSING], viewer(by), library=telling.library, now=telling.now, seen_seq=SEEN
    )


def files(telling: Telling, by: str) -> Callable[[], Any]:
    """A paper."""
    paper = Paper("Udtalelse", BytesIO(b"Kort udtalelse."), telling.today)
    return lambda: attach(telling.id, paper, viewer(by), library=telling.library, now=telling.now)


def examines(telling: Telling, by: str) -> Callable[[], Any]:
    """A step of the case, on a form that shows it as it was."""
    return lambda: act(
        telling.id, NEED, viewer(by), library=telling.library, now=telling.now, seen_seq=SEEN
    )


HOUSING = FactNoted(name="housing", value="own_home", source="Sagen", dated=TODAY)
SEEN = len(OPENING)
"""The newest entry when the forms were opened."""


@pytest.mark.parametrize("first", [writes, notes_a_fact, files, examines])
@pytest.mark.parametrize("second", [writes, notes_a_fact, files])
def test_what_is_added_is_never_refused_because_another_wrote(
    first: Callable[..., Callable[[], Any]],
    second: Callable[..., Callable[[], Any]],
    town: Database,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    telling = applied(library)
    both = first(telling, "anna"), second(telling, "birk")
    came = at_once(town, monkeypatch, *both)
    if first is second and first in (notes_a_fact, files):
        # The same fact, the same file: the second is told that it is there.
        assert isinstance(came[1], log.Conflict | Refused)
    else:
        assert not [one for one in came if isinstance(one, Exception | Refused)], came
        assert [entry.by for entry in telling.entries()][SEEN:] == ["anna", "birk"]
    assert list(verify()) == []


def test_of_two_who_do_the_same_on_forms_of_one_moment_one_wins(
    town: Database, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling = applied(library)
    came = at_once(town, monkeypatch, examines(telling, "anna"), examines(telling, "birk"))
    assert [type(one) for one in came] == [Acted, log.Conflict]
    assert [entry.by for entry in telling.entries()][SEEN:] == ["anna"]
    assert list(verify()) == []


def test_of_sixteen_who_write_at_once_all_are_told(town: Database, library: Library) -> None:
    telling = applied(library)
    del town
    start, came = threading.Barrier(16), []

    def write(number: int) -> None:
        start.wait()
        try:
            came.append(writes(telling, "anna" if number % 2 else "birk")())
        except Exception as error:  # noqa: BLE001 - told as what came of it
            came.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [type(one) for one in came] == [Acted] * 16, came
    assert len(telling.entries()) == SEEN + 16
    assert list(verify()) == []
