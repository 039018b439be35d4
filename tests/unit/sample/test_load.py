"""Eksempelby in a database: whole, sound, stopped and gone on with."""

import json
import multiprocessing
from datetime import date

import pytest
from django.db import connections
from django.test import override_settings

from kompas.accounts.lookup import viewer_of
from kompas.accounts.models import User
from kompas.accounts.roles import Role
from kompas.norms import Library
from kompas.persons import check
from kompas.register import access, drafts, log, summaries
from kompas.register.case_rows import rows_from
from kompas.register.models import CaseSummary
from kompas.register.settings import OWNER
from kompas.register.verify import verify
from kompas.sample.draw import SampleCase, drawn, recorded
from kompas.sample.ids import case_id
from kompas.sample.load import DECISION, load_cases, load_users, stored, summarized
from kompas.sample.parallel_load import LostWorker
from kompas.sample.town import Town
from kompas.sample.users import USERS
from kompas.wire.draft import read_draft
from tests.proceedings import current
from tests.register.database import Database, empty
from tests.unit.sample.replaying import folded

TODAY = date(2026, 7, 1)
CASES = range(60)
QUICK = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])


@pytest.fixture
def town(database: Database, library: Library) -> Town:  # noqa: ARG001 - it is filled
    load_users()
    return Town(1, TODAY, library)


def test_a_summary_is_what_folding_everything_gives(library: Library) -> None:
    town = Town(6, TODAY, library)
    for number in range(250):
        entries = recorded(drawn(town, number))
        assert summarized(entries) == rows_from(entries)


def test_cases_are_stored_whole_and_the_log_is_sound(town: Town) -> None:
    told: list[tuple[int, int]] = []
    assert load_cases(town, CASES, progress=lambda *done: told.append(done)) == 60
    assert told == [(60, 60)]
    assert list(verify()) == []
    assert list(check.person_faults(TODAY)) == []
    sigrid = viewer_of("sigrid-toft")
    assert sigrid is not None
    mine = summaries.page(sigrid, assigned_to="sigrid-toft").lines
    assert len(mine) > 3
    with connections[OWNER].cursor() as cursor:
        # What pages are planned by: PostgreSQL has looked at what the tables hold.
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'case_search'")
        assert cursor.fetchone() == (60,)
    for number in CASES:
        case = drawn(town, number)
        held = folded(case)
        if held.unit != "east" or held.restricted:
            continue
        with access.acting(sigrid):
            assert list(log.load(case.case_id)) == recorded(case)


def test_who_stops_goes_on_later(town: Town) -> None:
    asked = iter(range(1_000))
    there = load_cases(town, CASES, stop=lambda: next(asked) >= 25)
    assert there == stored(town, CASES) == 25
    assert load_cases(town, CASES) == 60
    assert load_cases(town, CASES) == stored(town, CASES) == 60
    assert list(verify()) == []


# ---------------------------------------------------------------- side by side


def in_the_database() -> tuple[list[object], list[object], list[object]]:
    """Everything that was loaded, without what is drawn anew each time: salts and their hashes."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT * FROM case_summary ORDER BY case_id")
        rows = cursor.fetchall()
        cursor.execute("SELECT case_id, name, by_user, text, saved_at FROM draft ORDER BY 1, 2, 3")
        return list(log.stream()), rows, cursor.fetchall()


def test_several_workers_load_what_one_does(
    town: Town, shared_database: Database, library: Library
) -> None:
    told: list[tuple[int, int]] = []
    done = load_cases(
        town, CASES, workers=3, batch=7, progress=lambda *count: told.append(count)
    )  # fmt: skip
    assert done == 60
    assert told == [(min(n, 60), 60) for n in range(7, 67, 7)]
    assert list(verify()) == []
    together = in_the_database()
    empty(shared_database)
    load_users()
    load_cases(Town(1, TODAY, library), CASES, workers=1)
    assert in_the_database() == together


def test_workers_that_are_stopped_go_on_later(town: Town) -> None:
    asked = iter(range(1_000))
    # The fourth batch is not handed out; the three before it are stored.
    there = load_cases(town, CASES, workers=2, batch=10, stop=lambda: next(asked) >= 3)
    assert there == stored(town, CASES) == CaseSummary.objects.count() == 30
    assert load_cases(town, CASES, workers=2, batch=10) == 60
    assert list(verify()) == []


@pytest.mark.parametrize("which", [0, -1])
def test_a_worker_that_is_killed_takes_nothing_with_it(town: Town, which: int) -> None:
    def kill_one(_done: int, _of: int) -> None:
        if children := multiprocessing.active_children():
            children[which].kill()

    with pytest.raises(LostWorker):
        load_cases(town, CASES, workers=3, batch=5, progress=kill_one)
    assert multiprocessing.active_children() == []
    there = stored(town, CASES)
    # No hole, no half batch.
    assert there % 5 == 0
    assert CaseSummary.objects.count() == there < 60
    assert load_cases(town, CASES, workers=3, batch=5) == 60
    assert list(verify()) == []


def test_what_a_worker_raises_is_raised(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(town: Town, number: int) -> SampleCase:
        if number == 33:
            raise ArithmeticError(number)
        return drawn(town, number)

    monkeypatch.setattr("kompas.sample.load.drawn", failing)
    with pytest.raises(ArithmeticError, match="33"):
        load_cases(town, CASES, workers=2, batch=10)
    monkeypatch.undo()
    assert CaseSummary.objects.count() == stored(town, CASES) <= 30
    assert load_cases(town, CASES, workers=2, batch=10) == 60


def test_drafts_are_kept_for_who_writes_them(town: Town) -> None:
    load_cases(town, range(9))
    case = drawn(town, 7)
    handler = folded(case).assigned_to or ""
    found = drafts.find(case_id(1, 7), DECISION, handler, current(folded(case)).entry)
    assert found is not None
    again = read_draft("draft.json", json.dumps(dict(found.text)).encode(), town.library)
    assert again == case.draft


@pytest.mark.usefixtures("town")
def test_users_have_their_roles_and_stay_as_they_are() -> None:
    load_users("for nobody: they exist")
    assert User.objects.count() == len({user.username for user in USERS})
    assert not any(user.has_usable_password() for user in User.objects.all())
    for user in USERS:
        viewer = viewer_of(user.username)
        assert viewer is not None
        assert (user.role, user.unit) in viewer.roles
    assert {user.role for user in USERS} == set(Role)


@QUICK
@pytest.mark.usefixtures("database")
def test_a_password_is_set_where_it_is_given() -> None:
    load_users("kun til prøve")
    assert User.objects.get(username="drift").check_password("kun til prøve")
