"""Every look leaves a trace that says who, when and what for, and never who somebody is."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, connections
from django.test.utils import CaptureQueriesContext

from kompas.register.access import What, digest_of, looks_at, looks_by
from kompas.register.error_redaction import place_of
from kompas.register.verify import verify
from tests.register.cases import NOON, look
from tests.register.database import Database

pytestmark = pytest.mark.usefixtures("database")


def test_a_look_is_logged_in_two_statements_and_can_be_read() -> None:
    case_id = uuid4()
    with CaptureQueriesContext(connection) as queries:
        look("anne", NOON, What.READ, "Sagsbehandling", case_id=case_id)
    told = [query["sql"].split("(")[0] for query in queries]
    assert told == ["BEGIN", "SELECT set_config", "SELECT kompas_note_look", "COMMIT"]
    look("bent", NOON + timedelta(1), What.EXPORT, "Aktindsigt", case_id=case_id)
    look("bent", NOON, What.SEARCH, "Henvendelse", query="Kirsten Birk")
    assert [(look.by_user, look.purpose) for look in looks_at(case_id)] == [
        ("bent", "Aktindsigt"),
        ("anne", "Sagsbehandling"),
    ]
    assert [look.what for look in looks_by("bent")] == [What.EXPORT, What.SEARCH]
    assert list(verify()) == []


def test_of_a_search_only_a_keyed_digest_is_kept(database: Database) -> None:
    look("anne", NOON, What.SEARCH, "Henvendelse", query="6101900051")
    with database.as_superuser() as all_seeing:
        (row, digest) = all_seeing.execute(
            "SELECT access_log::text, query_digest FROM access_log"
        ).fetchone() or ("", b"")
    assert "6101900051" not in row
    assert digest == digest_of("6101900051")
    assert digest != digest_of("6101900052")


@pytest.mark.parametrize(
    "purpose", ["", "  ", "Ringede om 610190-0051", "om 6101900051", "x" * 201]
)
def test_a_purpose_says_something_and_names_no_number(purpose: str) -> None:
    with pytest.raises(DatabaseError) as refused:
        look("anne", NOON, What.READ, purpose)
    assert place_of(refused.value) == "access_log_purpose"
    assert "0051" not in str(refused.value)


def test_many_looks_at_once_make_whole_chains() -> None:
    def looks(user: str) -> None:
        for number in range(10):
            look(user, NOON + timedelta(seconds=number), What.READ, "Sagsbehandling")
        connections.close_all()

    threads = [threading.Thread(target=looks, args=(user,)) for user in ("anne", "anne", "bent")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(looks_by("anne")), len(looks_by("bent"))) == (20, 10)
    assert list(verify()) == []
