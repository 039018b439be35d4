"""What was told of people, in the database: added, never changed, read by those who may."""

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from kompas.accounts.access import Access, Staff
from kompas.accounts.roles import Role
from kompas.inputs import Kind
from kompas.persons import check, lookup, person_log
from kompas.persons.entries import (
    KINDS,
    AddressCorrected,
    Merged,
    NameCorrected,
    PersonEntry,
    Told,
    kind_of,
)
from kompas.persons.noting import Noted, add
from kompas.persons.person import Person, fold
from kompas.persons.rows import show_in_lists, upsert
from kompas.persons.taking_in import first_entry
from kompas.register import case_rows, log, summaries
from kompas.register.access import acting
from kompas.register.case_rows import rows_from
from kompas.register.search import search
from kompas.register.verify import verify
from tests.persons.people import FIRST
from tests.register.cases import ANNE, DAY, NOON, append, application, erase, new, store, summarize
from tests.register.database import Database

LEAD = Staff("leif", frozenset({(Role.TEAM_LEAD, "voksen-a")}))


def opened(person_id: UUID, number: int = 1, name: str = "Mette Holm") -> UUID:
    """A case of a person, who comes into the register with it where they are not there."""
    case_id = uuid4()
    event = application(number, name, case_number=str(case_id), person_id=person_id)
    recorded = append(case_id, 0, new(event), "anne", NOON)
    case_rows.upsert([rows_from(recorded)])
    entry = first_entry(recorded[0])
    assert entry is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM person WHERE person_id = %s)", (person_id,))
        (known,) = cursor.fetchone()
    if not known:
        with acting(ANNE):
            person_log.append([entry])
        upsert([fold([entry])], DAY)
    return case_id


def loaded(person_id: UUID, viewer: Staff = ANNE) -> Person | None:
    with acting(viewer):
        return person_log.person_of(person_log.load(person_id))


def tell(person_id: UUID, *told: Told, viewer: Staff = ANNE) -> None:
    with acting(viewer):
        known = person_log.load(person_id)
        after = add(known, told, DAY, Noted(viewer.username, NOON, "Oplyst"), record=person_id)
        show_in_lists(after.merged_into or person_id)


# ---------------------------------------------------------------- added, never changed


@pytest.mark.usefixtures("database")
def test_what_is_told_is_read_again() -> None:
    mette = uuid4()
    opened(mette)
    tell(mette, AddressCorrected(address_lines=("Skrønevej 2",)), NameCorrected(name="Mette Sagn"))
    person = loaded(mette)
    assert person is not None
    assert person.seq == 3
    assert person.on(DAY).name == "Mette Sagn"
    assert list(check.person_faults(DAY)) == []
    assert list(verify()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE person_entry SET why = 'andet'",
        "DELETE FROM person_entry",
        "DELETE FROM person",
        "SELECT kompas_erase_person_of(gen_random_uuid(), now())",
    ],
)
@pytest.mark.usefixtures("database")
def test_the_application_changes_nothing_of_it(statement: str) -> None:
    opened(uuid4())
    with pytest.raises(DatabaseError, match="InsufficientPrivilege"), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE person_entry SET why = 'andet'",
        "UPDATE person_entry SET told = NULL, why = NULL, erased_at = now(), by_user = 'bent'",
        "DELETE FROM person_entry",
        "TRUNCATE person_entry",
    ],
)
def test_nor_does_the_owner_by_mistake(statement: str, database: Database) -> None:
    opened(uuid4())
    with database.as_superuser() as owner, pytest.raises(Exception, match="never changed"):
        owner.execute(statement)


@pytest.mark.usefixtures("database")
def test_nobody_skips_a_number_or_takes_one_twice() -> None:
    mette = uuid4()
    opened(mette)
    entry = PersonEntry(mette, 3, NameCorrected(name="x"), DAY, NOON, "anne", "Oplyst")
    with pytest.raises(DatabaseError, match="does not follow"), acting(ANNE):
        person_log.append([entry])
    with pytest.raises(person_log.PersonMovedOn), acting(ANNE):
        person_log.append([replace(entry, seq=1)])


FORMATS = Path(__file__).with_name("entry_formats.json")


def test_an_entrys_fields_change_only_with_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    # The kinds bound what comes in; what is stored is read whatever it says.
    monkeypatch.setattr(
        Kind, "__get_pydantic_json_schema__", lambda _kind, core, handler: handler(core)
    )
    # As tests/register/test_events.py: what is written is read for ever.
    formats = {
        f"{name} {kind_of(object.__new__(cls))[1]}": hashlib.sha256(
            json.dumps(_fields(cls), sort_keys=True).encode()
        ).hexdigest()[:16]
        for name, cls in sorted(KINDS.items())
    }
    if os.environ.get("KOMPAS_ACCEPT_FORMATS"):
        FORMATS.write_text(json.dumps(formats, indent=1) + "\n", encoding="utf-8")
    assert json.loads(FORMATS.read_text(encoding="utf-8")) == formats


def _fields(cls: type[Told]) -> object:
    schema = TypeAdapter(cls).json_schema()
    return {key: value for key, value in schema.items() if key != "description"}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_entry_can_be_stored_and_read(kind: str) -> None:
    @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.builds(KINDS[kind]))
    def same(told: Told) -> None:
        *_rest, payload = person_log.entry_values(
            PersonEntry(uuid4(), 1, told, DAY, NOON, "anne", "Oplyst")
        )
        name, version = kind_of(told)
        assert person_log._told(name, version, payload) == told

    same()


# ---------------------------------------------------------------- who may see


ROLES = st.frozensets(
    st.tuples(st.sampled_from(Role), st.sampled_from(["voksen-a", "voksen-b"])), max_size=3
)
KEPT = st.tuples(
    st.sampled_from(["voksen-a", "voksen-b", None]),
    st.frozensets(st.sampled_from(["anne", "bent"])).map(lambda names: tuple(sorted(names))),
    st.booleans(),
)


@pytest.mark.usefixtures("database")
def test_who_may_see_a_case_of_theirs_may_see_the_person() -> None:
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(ROLES, st.lists(KEPT, max_size=3), st.lists(KEPT, max_size=2), st.booleans())
    def agree(
        roles: frozenset[tuple[Role, str]],
        own: list[tuple[str | None, tuple[str, ...], bool]],
        others: list[tuple[str | None, tuple[str, ...], bool]],
        merged: bool,
    ) -> None:
        viewer, mette, other = Staff("anne", roles), uuid4(), uuid4()
        for person_id, cases in ((mette, own), (other, others)):
            _registered(person_id, into=mette if merged and person_id == other else None)
            for unit, handlers, restricted in cases:
                _kept(person_id, unit, handlers, restricted=restricted)
        for person_id, cases in (
            (mette, [*own, *others] if merged else own),
            (other, [*own, *others] if merged else others),
        ):
            kept = [Access(*one) for one in cases]
            said = viewer.may_see_person(kept)
            assert (lookup.one(viewer, person_id) is not None) is said
            assert (loaded(person_id, viewer) is not None) is said
            shown = lookup.cases_of(viewer, mette if merged else person_id)
            assert len(shown) == sum(map(viewer.may_see, kept))

    agree()


def _registered(person_id: UUID, into: UUID | None) -> None:
    entry = PersonEntry(person_id, 1, replace(FIRST, cpr=None), DAY, NOON, "anne", "Oplyst")
    with acting(ANNE):
        person_log.append([entry])
    upsert([replace(fold([entry]), merged_into=into)], DAY)


def _kept(
    person_id: UUID, unit: str | None, handlers: tuple[str, ...], *, restricted: bool
) -> None:
    case_id = uuid4()
    recorded = append(case_id, 0, new(application(case_number=str(case_id))), "anne", NOON)
    line = replace(summarize(recorded), person_id=person_id, unit=unit)
    store(replace(line, handlers=handlers, restricted=restricted))


@pytest.mark.usefixtures("database")
def test_only_who_may_see_a_person_adds_to_what_is_known() -> None:
    mette = uuid4()
    opened(mette)
    entry = PersonEntry(mette, 2, NameCorrected(name="x"), DAY, NOON, "bent", "Oplyst")
    stranger = Staff("bent", frozenset({(Role.CASEWORKER, "voksen-b")}))
    with pytest.raises(DatabaseError), acting(stranger):
        person_log.append([entry])


# ---------------------------------------------------------------- lists, merged, erased


@pytest.mark.usefixtures("database")
def test_lists_and_search_show_what_the_person_is_called_now() -> None:
    mette = uuid4()
    case_id = opened(mette)
    tell(mette, NameCorrected(name="Åse Ny"))
    line = summaries.one(ANNE, case_id)
    assert line is not None
    assert line.citizen_name == "Åse Ny"
    assert [one.case_id for one in search(ANNE, "Åse").lines] == [case_id]
    # An entry more does not bring the old name back.
    with acting(ANNE):
        events = log.load(case_id)
        case_rows.upsert([rows_from(events)])
    again = summaries.one(ANNE, case_id)
    assert again is not None
    assert again.citizen_name == "Åse Ny"
    assert list(verify()) == []


@pytest.mark.usefixtures("database")
def test_a_merged_record_shows_the_cases_of_both() -> None:
    mette, other = uuid4(), uuid4()
    first, second = opened(mette), opened(other, 2, name="Mette H.")
    tell(other, Merged(into=mette))
    assert {one.line.case_id for one in lookup.cases_of(ANNE, mette)} == {first, second}
    person = loaded(other)
    assert person is not None
    assert (person.person_id, [one.person_id for one in person.others]) == (mette, [other])
    line = summaries.one(ANNE, second)
    assert line is not None
    assert line.citizen_name == "Mette Holm"
    assert list(verify()) == []


def test_the_last_case_takes_what_is_known_of_the_person_with_it(database: Database) -> None:
    mette = uuid4()
    first, second = opened(mette), opened(mette)
    erase(first, "arkiv", NOON)
    person = loaded(mette)
    assert person is not None
    assert person.on(DAY).name == "Mette Holm"
    erase(second, "arkiv", NOON)
    person = loaded(mette)
    assert person is not None
    assert person.on(DAY).name == ""
    with database.as_superuser() as all_seeing:
        found = all_seeing.execute("SELECT name, sort_name, cpr FROM person").fetchall()
        left = all_seeing.execute("SELECT told, why FROM person_entry").fetchall()
    assert found == [("", "", None)]
    assert left == [(None, None)]
    assert list(verify()) == []
    assert list(check.person_faults(DAY)) == []


def test_a_row_that_says_something_else_is_found_and_made_again(database: Database) -> None:
    mette, other = uuid4(), uuid4()
    opened(mette)
    opened(other, 2)
    with database.as_superuser() as all_seeing:
        all_seeing.execute("UPDATE person SET protected = true WHERE person_id = %s", (mette,))
        all_seeing.execute("DELETE FROM person WHERE person_id = %s", (other,))
        all_seeing.execute(
            "INSERT INTO person VALUES (gen_random_uuid(), 'x', 'x', NULL, false, NULL, 1)"
        )
    found = sorted(fault.where for fault in check.person_faults(DAY))
    assert found == ["person.loose", "person.missing", "person.protected"]
    check.rebuild(DAY)
    assert [fault.where for fault in check.person_faults(DAY)] == ["person.loose"]


@pytest.mark.usefixtures("database")
def test_a_page_of_cases_is_one_statement_however_many() -> None:
    mette = uuid4()
    for _number in range(3):
        opened(mette)
    with CaptureQueriesContext(connection) as queries:
        assert len(lookup.cases_of(ANNE, mette)) == 3
    assert len(queries) == 1


MANY = """
INSERT INTO person SELECT gen_random_uuid(), 'x', 'x', NULL, false, NULL, 1
FROM generate_series(1, 20000);
INSERT INTO person SELECT gen_random_uuid(), 'x', 'x', NULL, false, p.person_id, 1
FROM (SELECT person_id FROM person LIMIT 500) p;
INSERT INTO case_summary (case_id, case_number, status, service, municipality, citizen_name,
    restricted, opened_on, seq, sort_name, unit, person_id)
SELECT gen_random_uuid(), gen_random_uuid(), 'received', 's', 'm', 'x', false, now(), 1, 'x',
    'voksen-a', person_id FROM person;
INSERT INTO person_entry
    (person_id, seq, kind, version, valid_from, recorded_at, by_user, why, told)
SELECT person_id, 1, 'merge_undone', 1, now(), now(), 'anne', 'x', '{}' FROM person
ON CONFLICT DO NOTHING;
ANALYZE person, person_entry, case_summary
"""


def test_a_person_among_many_is_found_by_an_index(database: Database) -> None:
    mette = uuid4()
    opened(mette)
    with database.as_superuser() as all_seeing:
        for statement in MANY.split(";"):
            all_seeing.execute(statement)
    looks = (
        lambda: lookup.one(ANNE, mette),
        lambda: lookup.cases_of(ANNE, mette),
        lambda: loaded(mette),
        lambda: show_in_lists(mette),
    )
    for look in looks:
        with CaptureQueriesContext(connection) as queries:
            look()
        (sql,) = [one["sql"] for one in queries if "FROM person" in one["sql"]]
        with acting(ANNE), connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {sql}".replace("%", "%%"))
            plan = "\n".join(row[0] for row in cursor.fetchall())
        assert "Seq Scan" not in plan, plan
