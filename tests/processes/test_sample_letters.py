"""In the demo, letters that wait to be sent can be read: they are really made."""

from datetime import UTC, date, datetime

from kompas.norms import Library
from kompas.register.models import CaseSummary
from kompas.sample.letters import make_letters
from kompas.sample.load import load_cases, load_users
from kompas.sample.town import Town
from tests.register.database import Database

TODAY = date(2026, 7, 1)
NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)


def documents(database: Database) -> int:
    with database.as_superuser() as all_seeing:
        row = all_seeing.execute("SELECT count(*) FROM document").fetchone()
    return row[0] if row else 0


def test_letters_that_wait_are_really_made(database: Database, library: Library) -> None:
    load_users()
    load_cases(Town(1, TODAY, library), range(70), workers=1)
    assert documents(database) == 0
    made = make_letters(library, NOW)
    assert made == documents(database) > 0
    assert CaseSummary.objects.filter(status="decided").count() >= made
