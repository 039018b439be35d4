"""Who may see what: one predicate in three forms, held together over drawn users and cases.

In memory (`Viewer.may_see`), in WHERE (`Viewer.where`: lists, agendas and search), and as row-level
security (payloads and documents).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kompas.accounts import administration, lookup
from kompas.accounts.access import Access, Job, Party, Provider, Staff, StandIn
from kompas.accounts.administration import AdministrationError
from kompas.accounts.lookup import viewer_of
from kompas.accounts.models import Membership, Unit, User
from kompas.accounts.roles import Role
from kompas.casework.agenda_items import AgendaItem
from kompas.casework.capabilities import Capability
from kompas.casework.record import Recorded
from kompas.casework.search_words import words_of
from kompas.register import bulk, case_rows, documents, log, meetings, summaries, worklists
from kompas.register.access import What, acting, looks_by, working
from kompas.register.search import search
from tests.register.cases import (
    DAY,
    NOON,
    append,
    application,
    new,
    note,
    opened,
    rows_like,
    summarize,
)
from tests.register.database import Database

UNITS = ("voksen-a", "voksen-b", "voksen", "A_1")
USERS = ("anne", "bent", "ann", "Anne")
HANDLES = frozenset({Capability.HANDLE_CASE})
MUNICIPALITY = (*UNITS, None, "a,b", "")
PERSONS = tuple(UUID(int=n) for n in (1, 2, 3))
FACILITIES = ("Kilden", "Kilden, afd. 2", "Åen")
NAMES = st.frozensets(st.sampled_from(USERS)).map(lambda names: tuple(sorted(names)))
CASES = st.lists(
    st.builds(
        Access,
        st.sampled_from(MUNICIPALITY),
        NAMES,
        st.booleans(),
        st.sampled_from([*PERSONS, None]),
        st.frozensets(st.sampled_from(FACILITIES), max_size=1).map(tuple),
    ),
    max_size=5,
)
MEMBERSHIPS = st.frozensets(st.tuples(st.sampled_from(Role), st.sampled_from(UNITS)), max_size=4)
SOME_PERSONS = st.frozensets(st.sampled_from(PERSONS), max_size=2)
STANDS_IN = st.lists(
    st.builds(
        StandIn,
        st.sampled_from(UNITS),
        st.sampled_from(USERS),
        st.just(1),
        st.just("Anne"),
        st.just(DAY),
    ),
    max_size=3,
).map(tuple)
OTHERS: st.SearchStrategy[Staff] = st.one_of(
    st.builds(Staff, st.sampled_from(USERS), MEMBERSHIPS, STANDS_IN),
    st.builds(Party, st.sampled_from(USERS), SOME_PERSONS, SOME_PERSONS),
    st.builds(Provider, st.sampled_from(USERS), st.frozensets(st.sampled_from(FACILITIES))),
    st.builds(
        Job,
        st.sampled_from(USERS),
        st.just("Statistik"),
        st.frozensets(st.sampled_from(UNITS)),
    ),
)


def peopled() -> None:
    for unit in UNITS:
        administration.make_unit(unit, unit.title(), "vejen")
    for username in USERS:
        # Not by `make_user`, which refuses two names that are so alike.
        User.objects.make(username, username.title())


def stored(kept: Access, number: int) -> UUID:
    """A case with an event and a document, which is put to a meeting of the panel."""
    case_id = uuid4()
    opening = application(number, case_number=str(case_id))
    recorded = append(case_id, 0, new(opening), "anne", NOON)
    line = replace(
        summarize(recorded),
        unit=kept.unit,
        assigned_to=kept.handlers[0] if kept.handlers else None,
        handlers=kept.handlers,
        restricted=kept.restricted,
        person_id=kept.person_id,
        facilities=tuple(kept.facilities),
    )
    item = AgendaItem(
        case_id=case_id,
        entry=1,
        proceeding=1,
        unit=kept.unit,
        meets_on=_meeting(number),
        meeting=None,
        waits=True,
        heard=False,
    )
    rows = rows_like(line)
    found = replace(rows.found, words=" ".join(words_of(case_id.hex)))
    case_rows.upsert([replace(rows, found=found, agenda=(item,))])
    return case_id


def _meeting(number: int) -> date:
    return DAY + timedelta(days=number)


def holds(look: Callable[[], object]) -> bool:
    try:
        return bool(look())
    except log.Hidden:
        return False


def test_the_three_forms_say_the_same(database: Database) -> None:
    peopled()

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(MEMBERSHIPS, st.sampled_from(USERS), st.booleans(), CASES)
    def agree(
        roles: frozenset[tuple[Role, str]], username: str, active: bool, drawn: list[Access]
    ) -> None:
        user = User.objects.get(username=username)
        User.objects.filter(pk=user.pk).update(is_active=active)
        Membership.objects.all().delete()
        Membership.objects.bulk_create(
            Membership(user=user, unit_id=unit, role=role.value) for role, unit in roles
        )
        viewer = viewer_of(username)
        assert viewer == Staff(username, roles if active else frozenset())
        cases = {stored(kept, n): kept for n, kept in enumerate(drawn, 1)}
        _with_documents(database, cases)
        seen = _seen_in_every_form(viewer, cases)
        listed = summaries.page(viewer, size=1000).lines
        assert {line.case_id for line in listed} & cases.keys() == seen
        items = worklists.of_units(viewer, size=1000).lines
        assert {line.item.case_id for line in items} & cases.keys() == seen

    agree()


def test_the_three_forms_say_the_same_of_every_other_kind_of_viewer(database: Database) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(OTHERS, CASES)
    def agree(viewer: Staff, drawn: list[Access]) -> None:
        cases = {stored(kept, n): kept for n, kept in enumerate(drawn, 1)}
        _with_documents(database, cases)
        _seen_in_every_form(viewer, cases)

    agree()


def _seen_in_every_form(viewer: Staff, cases: dict[UUID, Access]) -> set[UUID]:
    """The cases that a viewer sees, when memory, lists, search and what is fetched by id agree."""
    put = meetings.put_to(viewer, DAY)
    waiting = {day for (_unit, day), (_name, waits, _heard) in put.items() if waits}
    for number, (case_id, kept) in enumerate(cases.items(), 1):
        said = viewer.may_see(kept)
        day = _meeting(number)
        on_agenda = [one.line.case_id for one in meetings.agenda(viewer, kept.unit or "", day, DAY)]
        assert (case_id in on_agenda) is said
        assert _meeting(number) in waiting or not said
        found = search(viewer, case_id.hex)
        assert [line.case_id for line in found.lines] == [case_id] * said
        assert list(found.items) == [case_id] * said
        assert (summaries.one(viewer, case_id) is not None) is said
        with acting(viewer):
            assert holds(lambda: log.load(case_id)) is said  # noqa: B023
            assert len(documents.of_case(case_id)) == said
    return {case_id for case_id, kept in cases.items() if viewer.may_see(kept)}


def test_each_kind_sees_what_is_its_own_and_nothing_else() -> None:
    mette, other = PERSONS[:2]
    case = Access("voksen-a", ("anne",), restricted=True, person_id=mette, facilities=("Kilden",))
    assert Party("mette", frozenset({mette})).may_see(case)
    assert Party("verge", frozenset({other}), frozenset({mette})).may_see(case)
    assert not Party("other", frozenset({other})).may_see(case)
    assert not Party("mette", frozenset({mette})).may_see(replace(case, person_id=None))
    assert Provider("kilden", frozenset({"Kilden"})).may_see(case)
    assert not Provider("kilden", frozenset({"Kilden"})).may_see(replace(case, facilities=()))
    assert not Provider("ingen", frozenset()).may_see(case)
    assert Job("job", "Statistik", frozenset({"voksen-a"})).may_see(case)
    assert not Job("job", "Statistik", frozenset()).may_see(case)


@pytest.mark.usefixtures("database")
def test_what_the_machine_reads_is_logged_by_its_name_and_purpose() -> None:
    case_id = opened(application(7))
    job = Job("job-statistik", "Månedens tal", frozenset({"voksen-a"}))
    with working(job, NOON):
        assert log.load(case_id)
    (look,) = looks_by("job-statistik")
    assert (look.purpose, look.what) == ("Månedens tal", What.READ)


def _with_documents(database: Database, cases: dict[UUID, Access]) -> None:
    """A row for a file of each case, past the guards that ask who adds it."""
    with database.as_superuser() as all_seeing:
        for case_id in cases:
            all_seeing.execute(
                "INSERT INTO document VALUES (%s, %s, %s, 1, 'text/plain', 'x', now(), 'anne')",
                (uuid4(), case_id, "0" * 64),
            )


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("role", list(Role))
def test_what_each_role_sees(role: Role) -> None:
    seeing = {Role.CASEWORKER, Role.TEAM_LEAD, Role.PANEL_MEMBER}
    viewer = Staff("anne", frozenset({(role, "voksen-a")}))
    assert viewer.may_see(Access("voksen-a", (), restricted=False)) is (role in seeing)
    assert viewer.may_see(Access("voksen-a", ("bent",), restricted=True)) is (
        role is Role.TEAM_LEAD
    )
    for handlers in (("anne",), ("anne", "bent"), ("bent", "anne")):
        assert viewer.may_see(Access("voksen-a", handlers, restricted=True)) is (role in seeing)
    assert not viewer.may_see(Access("voksen-b", ("anne",), restricted=False))
    assert not viewer.may_see(Access(None, ("anne",), restricted=False))


def test_without_settings_nothing_is_read(database: Database) -> None:
    case_id = stored(Access("voksen-a", ("anne",), False), 1)
    _with_documents(database, {case_id: Access("voksen-a", ("anne",), False)})
    with psycopg.connect(database.app_url) as app:
        for table in ("event_payload", "document"):
            assert app.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    with acting(Staff("anne", frozenset())):
        assert documents.of_case(case_id) == ()


@pytest.mark.usefixtures("database")
def test_a_file_is_taken_in_by_who_may_see_the_case() -> None:
    case_id = stored(Access("voksen-a", ("anne",), False), 1)
    anne = Staff("anne", frozenset({(Role.CASEWORKER, "voksen-a")}))
    with acting(anne):
        documents.add(case_id, "Notat", BytesIO(b"Tekst\n"), "anne", NOON)
        assert len(documents.of_case(case_id)) == 1


# ---------------------------------------------------------------- the plan


def test_a_case_is_read_through_its_keys_under_row_level_security(database: Database) -> None:
    ids = many(4000)
    with database.as_superuser() as all_seeing:
        all_seeing.execute("ANALYZE")
    anne = Staff("anne", frozenset({(Role.CASEWORKER, "voksen-a"), (Role.TEAM_LEAD, "voksen-b")}))
    for look in (log.load, documents.of_case):
        with acting(anne):
            with CaptureQueriesContext(connection) as queries:
                look(ids[7])
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN " + queries[0]["sql"])
                plan = "\n".join(row[0] for row in cursor.fetchall())
        assert "Seq Scan on case_event" not in plan, plan
        assert "Seq Scan on event_payload" not in plan, plan
        assert "Seq Scan on case_summary" not in plan, plan
    assert len(ids) == 4000


def many(count: int) -> list[UUID]:
    """Cases of two events each, straight into the tables."""
    ids = [uuid4() for _ in range(count)]
    first, second = application(), note()

    def whole(case_id: UUID) -> tuple[Recorded, ...]:
        return (
            Recorded(case_id, 1, first, NOON, DAY, "anne", proceeding=1),
            Recorded(case_id, 2, second, NOON, DAY, "anne"),
        )

    line = summarize(whole(ids[0]))
    lines = (rows_like(replace(line, case_id=case_id, case_number=str(case_id))) for case_id in ids)
    bulk.store(zip(map(whole, ids), lines, strict=True))
    return ids


# ---------------------------------------------------------------- units and users


@pytest.mark.usefixtures("database")
def test_what_cannot_be_made_is_told() -> None:
    peopled()
    for key in ("", "a,b", "a b", "å", "x" * 51, "a\nb"):
        with pytest.raises(AdministrationError, match="kan ikke bruges"):
            administration.make_unit(key, "Navn", "vejen")
        with pytest.raises(AdministrationError, match="kan ikke bruges"):
            administration.make_user(key, "Navn")
    with pytest.raises(AdministrationError, match="findes allerede"):
        administration.make_unit("voksen", "Navn", "vejen")
    with pytest.raises(AdministrationError, match="findes allerede"):
        administration.make_user("anne", "Navn")
    with pytest.raises(AdministrationError, match="ingen bruger"):
        administration.grant_role("ukendt", Role.AUDITOR, "voksen")
    with pytest.raises(AdministrationError, match="ingen enhed"):
        administration.grant_role("anne", Role.AUDITOR, "ukendt")
    assert viewer_of("ukendt") is None


@pytest.mark.usefixtures("database")
def test_the_database_takes_no_key_that_could_be_two() -> None:
    for row in (Unit(key="a,b", name="x", municipality="vejen"), User(username="a b", name="x")):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.usefixtures("database")
def test_a_role_is_held_once_and_can_be_taken_away() -> None:
    peopled()
    for _again in range(2):
        administration.grant_role("anne", Role.CASEWORKER, "voksen")
    assert Membership.objects.count() == 1
    assert "anne" in lookup.able_in("voksen", HANDLES)
    administration.grant_role("bent", Role.AUDITOR, "voksen")
    assert "bent" not in lookup.able_in("voksen", HANDLES)
    assert administration.withdraw_role("anne", Role.CASEWORKER, "voksen")
    assert lookup.able_in("voksen", HANDLES) == frozenset()


@pytest.mark.usefixtures("database")
def test_a_password_is_kept_as_a_digest_and_none_lets_nobody_in() -> None:
    without = administration.make_user("anne", "Anne")
    assert not without.check_password("")
    user = administration.make_user("bent", "Bent", "en lang sætning")
    assert user.check_password("en lang sætning")
    assert "sætning" not in user.password


@pytest.mark.usefixtures("database")
def test_a_case_is_found_by_its_number_by_who_may_see_it() -> None:
    case_id = opened(application(7))
    anne = Staff("anne", frozenset({(Role.CASEWORKER, "voksen-a")}))
    assert [line.case_id for line in summaries.numbered(anne, "2026-00007")] == [case_id]
    assert summaries.numbered(anne, "2026-0000") == ()
    assert summaries.numbered(Staff("carla", frozenset()), "2026-00007") == ()
