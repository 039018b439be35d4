"""Whatever is changed in the record behind Kompas's back is found, and named."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kompas.casework.record import NewEvent
from kompas.register import access, chain, chain_heads
from kompas.register.fault import Fault
from kompas.register.verify import chain_faults, verify
from tests.register.cases import NOON, append, application, erase, look, new, note, opened
from tests.register.database import Cluster, Database, copy_of_the_template, empty

Tamper = Callable[[str], None]


@pytest.fixture(scope="module")
def unguarded(cluster: Cluster) -> Iterator[Database]:
    """A database whose tables check nothing any more."""
    for open_one in copy_of_the_template(cluster):
        with open_one.as_superuser() as thief:
            for table in ("case_event", "event_payload", "access_log"):
                checks = thief.execute(
                    "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass"
                    " AND contype IN ('c', 'f')",
                    (table,),
                ).fetchall()
                for (check,) in checks:
                    thief.execute(f"ALTER TABLE {table} DROP CONSTRAINT {check}")
        yield open_one


@pytest.fixture
def tamper(unguarded: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tamper:
    """Change what is stored as someone would who holds the server: past every guard."""
    monkeypatch.setenv("KOMPAS_DATA", str(tmp_path))
    empty(unguarded)

    def change(statement: str) -> None:
        with unguarded.as_superuser() as thief:
            thief.execute("SET session_replication_role = replica")
            thief.execute(statement)

    return change


def found(file: Path | None = None) -> list[tuple[UUID | None, int, str]]:
    return [(fault.case_id, fault.seq, fault.where) for fault in chain_faults(file)]


FLIPS = {
    "link_version": "link_version = link_version # 1",
    "proceeding": "proceeding = coalesce(proceeding, 0) # 2",
    "type": "type = overlay(type placing 'x' from 3 for 1)",
    "version": "version = version # 1",
    "recorded_at": "recorded_at = recorded_at + interval '256 microseconds'",
    "valid_from": "valid_from = valid_from + 1",
    "by_user": "by_user = overlay(by_user placing 'x' from 2 for 1)",
    "payload_digest": "payload_digest ="
    " set_byte(payload_digest, 9, 255 - get_byte(payload_digest, 9))",
    "prev_hash": "prev_hash = set_byte(prev_hash, 0, get_byte(prev_hash, 0) # 128)",
    "hash": "hash = set_byte(hash, 7, get_byte(hash, 7) # 16)",
}


@pytest.mark.parametrize("seq", [1, 2, 3])
@pytest.mark.parametrize("column", FLIPS)
def test_a_flipped_byte_in_an_event_is_found_and_named(
    tamper: Tamper, column: str, seq: int
) -> None:
    opened(application(2))
    case_id = opened(application(), note(), note())
    opened(application(3))
    tamper(f"UPDATE case_event SET {FLIPS[column]} WHERE case_id = '{case_id}' AND seq = {seq}")
    assert found() == [(case_id, seq, column)]


def test_a_flipped_byte_in_an_events_place_is_found_and_named(tamper: Tamper) -> None:
    case_id = opened(application(), note(), note())
    other = UUID(int=case_id.int ^ 0x0100)
    tamper(f"UPDATE case_event SET case_id = '{other}' WHERE case_id = '{case_id}' AND seq = 2")
    assert {(case_id, 2, "missing"), (other, 2, "case_id")} <= set(found())
    tamper(f"UPDATE case_event SET case_id = '{case_id}' WHERE case_id = '{other}'")
    assert found() == []
    tamper(f"UPDATE case_event SET seq = 258 WHERE case_id = '{case_id}' AND seq = 2")
    assert {(case_id, 2, "missing"), (case_id, 258, "seq")} <= set(found())


PAYLOAD_FLIPS = {
    "salt": "salt = set_byte(salt, 3, get_byte(salt, 3) # 1)",
    "payload": "payload = replace(payload::text, 'møde', 'mode')::json",
}


@pytest.mark.parametrize(
    ("stored", "written"),
    [("NULL", "0"), ("NULL", "2"), ("1", "NULL"), ("1", "0"), ("2", "1")],
)
def test_an_event_that_is_moved_to_another_proceeding_is_found_and_named(
    tamper: Tamper, stored: str, written: str
) -> None:
    case_id = uuid4()
    first, second = new(application(), note())
    third = replace(note_of(stored), proceeding=None if stored == "NULL" else int(stored))
    opened_by = replace(first, proceeding=1), replace(second, proceeding=2)
    append(case_id, 0, [*opened_by, third, *new(note())], "anne", NOON)
    tamper(f"UPDATE case_event SET proceeding = {written} WHERE seq = 3")
    assert found() == [(case_id, 3, "proceeding")]


def note_of(text: str) -> NewEvent:
    return new(note(text))[0]


@pytest.mark.parametrize("column", PAYLOAD_FLIPS)
def test_a_flipped_byte_in_what_an_event_says_is_found_and_named(
    tamper: Tamper, column: str
) -> None:
    case_id = opened(application(), note(), note())
    tamper(f"UPDATE event_payload SET {PAYLOAD_FLIPS[column]} WHERE seq = 3")
    assert found() == [(case_id, 3, column)]


ERASURE_FLIPS = {
    "erased_at": "erased_at = erased_at + interval '1 microsecond'",
    "erased_why": "erased_why = replace(erased_why, '5', '6')",
    "erased_digest": "erased_digest = set_byte(erased_digest, 0, get_byte(erased_digest, 0) # 1)",
}


@pytest.mark.parametrize("column", ERASURE_FLIPS)
def test_a_flipped_byte_in_an_erasure_is_found_and_named(tamper: Tamper, column: str) -> None:
    case_id = opened(application(), note())
    erase(case_id, "Arkivloven, 5 år", NOON, seqs=[2])
    tamper(f"UPDATE event_payload SET {ERASURE_FLIPS[column]} WHERE seq = 2")
    assert found() == [(case_id, 2, column)]


def test_a_payload_that_goes_without_being_erased_is_found(tamper: Tamper) -> None:
    case_id = opened(application(), note())
    tamper("UPDATE event_payload SET payload = NULL WHERE seq = 2")
    assert found() == [(case_id, 2, "salt,payload,erased_at,erased_why,erased_digest")]
    tamper("DELETE FROM event_payload WHERE seq = 2")
    assert found() == [(case_id, 2, "missing")]


def test_a_payload_without_an_event_is_found(tamper: Tamper) -> None:
    case_id = opened(application(), note())
    tamper("DELETE FROM case_event WHERE seq = 2")
    assert found() == [(case_id, 2, "loose")]


def test_another_name_in_place_of_who_recorded_it_is_found(tamper: Tamper) -> None:
    case_id = opened(application(), note())
    tamper("UPDATE case_event SET by_user = 'nogen-anden' WHERE seq = 2")
    ((_case, seq, where),) = found()
    assert (_case, seq) == (case_id, 2)
    assert "by_user" in where


def test_an_event_that_is_taken_out_is_found(tamper: Tamper) -> None:
    case_id = opened(application(), note(), note())
    tamper("DELETE FROM case_event WHERE seq = 2; DELETE FROM event_payload WHERE seq = 2")
    assert found() == [(case_id, 2, "missing")]


def test_an_event_that_is_replaced_with_a_right_hash_is_found(tamper: Tamper) -> None:
    case_id = opened(application(), note(), note())
    tamper(
        "UPDATE case_event SET by_user = 'bent', hash = kompas_event_hash(link_version, case_id,"
        " seq, proceeding, type, version, recorded_at, valid_from, 'bent', payload_digest,"
        " prev_hash) WHERE seq = 2"
    )
    assert found() == [(case_id, 2, "replaced")]


def test_a_fault_says_in_words_what_it_is_and_no_more(tamper: Tamper) -> None:
    opened(application())
    tamper("UPDATE case_event SET by_user = 'onne'")
    (fault,) = chain_faults()
    assert fault.text == "Hændelse 1: by_user er ikke det, der blev skrevet."


# ---------------------------------------------------------------- a cut tail


def test_a_cut_tail_is_found(tamper: Tamper) -> None:
    first = opened(application(), note(), note())
    whole = opened(application(2), note())
    file = chain_heads.export(date(2026, 3, 2))
    assert found(file) == []
    append(whole, 2, new(note()), "anne", NOON)
    assert found(file) == []  # it may have gone on since
    for table in ("case_event", "event_payload"):
        tamper(f"DELETE FROM {table} WHERE case_id = '{first}' AND seq = 3")
    assert found() == []  # the chain alone cannot tell
    assert found(file) == [(first, 3, "tail")]


def test_a_case_that_is_gone_is_found(tamper: Tamper) -> None:
    cases = sorted(opened(application(n)) for n in range(5))
    file = chain_heads.export(date(2026, 3, 2))
    for gone in (cases[0], cases[2], cases[4]):
        for table in ("case_event", "event_payload"):
            tamper(f"DELETE FROM {table} WHERE case_id = '{gone}'")
    assert found(file) == [(gone, 1, "tail") for gone in (cases[0], cases[2], cases[4])]


def test_a_tail_that_was_written_anew_is_found(tamper: Tamper) -> None:
    case_id = opened(application(), note("rigtig"))
    file = chain_heads.export(date(2026, 3, 2))
    for table in ("case_event", "event_payload"):
        tamper(f"DELETE FROM {table} WHERE case_id = '{case_id}' AND seq = 2")
    append(case_id, 1, new(note("falsk")), "anne", NOON)
    assert found() == []
    assert found(file) == [(case_id, 2, "tail")]


@pytest.mark.usefixtures("database")
def test_there_is_one_file_of_heads_a_day_and_each_names_the_one_before() -> None:
    case_id = opened()
    assert chain_heads.newest() is None
    first = chain_heads.export(date(2026, 3, 2))
    append(case_id, 1, new(note()), "anne", NOON)
    assert chain_heads.export(date(2026, 3, 2)) == first
    second = chain_heads.export(date(2026, 3, 3))
    assert chain_heads.newest() == second
    assert [head.seq for head in chain_heads.read(second)] == [2]
    before = [json.loads(p.read_text().splitlines()[0])["before"] for p in (first, second)]
    assert before[0] is None
    assert before[1] is not None
    assert sorted(p.name for p in chain_heads.folder().iterdir()) == [
        "2026-03-02.jsonl",
        "2026-03-03.jsonl",
    ]


@pytest.mark.parametrize("damage", ["cut", "changed", "no file of heads"])
@pytest.mark.usefixtures("database")
def test_a_damaged_file_of_heads_is_refused(damage: str) -> None:
    opened()
    file = chain_heads.export(date(2026, 3, 2))
    lines = file.read_text().splitlines(keepends=True)
    damaged = {
        "cut": lines[:-1],
        "changed": [lines[0], lines[1].replace('"seq": 1', '"seq": 0'), lines[2]],
        "no file of heads": ["[1, 2\n"],
    }
    file.write_text("".join(damaged[damage]))
    with pytest.raises(chain_heads.HeadsError, match=r"Filen 2026-03-02\.jsonl er ikke hel\."):
        list(chain_heads.read(file))


# ---------------------------------------------------------------- the access log

LOOK_FLIPS = {
    "at": "at = at + interval '1 microsecond'",
    "what": "what = 'seaxch'",
    "purpose": "purpose = overlay(purpose placing 'x' from 2 for 1)",
    "case_id": "case_id = (overlay(case_id::text placing 'a' from 1 for 1))::uuid",
    "query_digest": "query_digest = set_byte(query_digest, 0, get_byte(query_digest, 0) # 1)",
    "prev_hash": "prev_hash = set_byte(prev_hash, 0, get_byte(prev_hash, 0) # 1)",
    "hash": "hash = set_byte(hash, 0, get_byte(hash, 0) # 1)",
}


def searched(seq: int) -> None:
    case_id = UUID("bbbbbbbb-0000-4000-8000-000000000000")
    moment = NOON + timedelta(minutes=seq)
    look("anne", moment, access.What.SEARCH, "Opfølgning", case_id=case_id, query="x")


@pytest.mark.parametrize("column", LOOK_FLIPS)
def test_a_flipped_byte_in_the_access_log_is_found_and_named(tamper: Tamper, column: str) -> None:
    for seq in (1, 2, 3):
        searched(seq)
    look("bent", NOON, access.What.READ, "Sagsbehandling")
    assert list(verify()) == []
    tamper(f"UPDATE access_log SET {LOOK_FLIPS[column]} WHERE by_user = 'anne' AND seq = 2")
    (fault,) = verify()
    assert (fault.case_id, fault.user, fault.seq, fault.where) == (None, "anne", 2, column)


def test_a_cut_tail_of_the_access_log_is_found(tamper: Tamper) -> None:
    for seq in (1, 2, 3):
        searched(seq)
    for user in ("bent", "Bent", "åse"):
        look(user, NOON, access.What.READ, "Sagsbehandling")
    file = chain_heads.export(date(2026, 3, 2))
    searched(4)
    assert found(file) == []
    tamper("DELETE FROM access_log WHERE by_user = 'anne' AND seq > 2 OR by_user = 'bent'")
    assert list(verify()) == []
    assert [(f.user, f.seq, f.where) for f in verify(file)] == [
        ("anne", 3, "tail"),
        ("bent", 1, "tail"),
    ]


def test_an_entry_taken_out_of_the_access_log_is_found(tamper: Tamper) -> None:
    for seq in (1, 2, 3):
        searched(seq)
    tamper("DELETE FROM access_log WHERE seq = 2")
    assert list(verify()) == [Fault(None, 2, "missing", "Opslag 2 mangler.", "anne")]


# ---------------------------------------------------------------- the chain itself

LINKS = st.builds(
    chain.Link,
    link_version=st.integers(1, 2**15 - 1),
    case_id=st.uuids(),
    seq=st.integers(1, 2**31 - 1),
    proceeding=st.none() | st.integers(1, 2**31 - 1),
    type=st.from_regex(r"[a-z][a-z0-9_]{1,59}", fullmatch=True),
    version=st.integers(1, 2**15 - 1),
    recorded_at=st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    valid_from=st.dates(),
    by_user=st.from_regex(r"\S{1,60}", fullmatch=True).filter(lambda name: "\0" not in name),
    payload_digest=st.binary(min_size=32, max_size=32),
    prev_hash=st.binary(min_size=32, max_size=32),
)


@settings(max_examples=30, deadline=None)
@given(LINKS, st.data())
def test_every_byte_of_every_column_is_hashed_and_named(
    link: chain.Link, data: st.DataObject
) -> None:
    parts = list(link.encoded())
    number = data.draw(st.integers(1, len(parts) - 1))
    column, part = parts[number]
    place = data.draw(st.integers(0, len(part) - 1))
    other = bytes((part[place] ^ data.draw(st.integers(1, 255)),))
    parts[number] = column, part[:place] + other + part[place + 1 :]
    assert chain.altered(parts, link.hash(), "hash") == column


def test_postgresql_hashes_the_same_bytes(database: Database) -> None:
    with psycopg.connect(database.app_url) as app:

        @given(LINKS)
        def same(link: chain.Link) -> None:
            columns = [getattr(link, name) for name in chain.Link.__dataclass_fields__]
            (hashed,) = app.execute(
                "SELECT kompas_event_hash(%s::smallint, %s, %s::int, %s::int, %s, %s::smallint,"
                " %s, %s, %s, %s, %s)",
                columns,
            ).fetchone() or (None,)
            assert hashed == link.hash()

        same()


@pytest.mark.parametrize(
    ("proceeding", "known"),
    [
        (None, "c02677c2a04c3305e0a095bcf5ad777d978ea39e5f488715f81cc22dbfcb4a3a"),
        (1, "9581c4c4070f03af258e078e3827d92ef0cbfa010f30672ccd10f64c0204d47f"),
    ],
)
def test_a_link_hashes_to_a_known_value(proceeding: int | None, known: str) -> None:
    link = chain.Link(
        link_version=2,
        case_id=UUID("00000000-0000-4000-8000-000000000001"),
        seq=1,
        proceeding=proceeding,
        type="note_written",
        version=1,
        recorded_at=datetime(2026, 3, 2, 11, 0, tzinfo=UTC),
        valid_from=date(2026, 3, 2),
        by_user="anne",
        payload_digest=chain.payload_digest(b"s" * 16, b"{}"),
        prev_hash=chain.GENESIS,
    )
    # Changes only when every log that there is can no longer be verified: never.
    assert link.hash().hex() == known
