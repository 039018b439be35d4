"""The agendas of a database from before they were rows: what was a text of days, there and back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.core.management import call_command

from kompas.casework.record import Recorded
from kompas.casework.steps.panel_deferral import PanelDeferred
from kompas.casework.steps.panel_meeting import PutToPanel
from kompas.casework.steps.withdrawal import Withdrawal
from kompas.norms import Library
from kompas.register import bulk, health
from kompas.register.case_rows import rows_from
from kompas.register.verify import verify
from tests.register.database import Cluster
from tests.register.test_upgrade import STEPS, at
from tests.spec.case.stories import (
    APPLICATION,
    FOLLOWED,
    ON_AGENDA,
    RECOMMENDATION,
    SITTING,
    Story,
    assessed,
    at_panel,
    withdraws,
)

BEFORE = "0015_found_before"
FIRST, SECOND = "2026-06-01", "2026-06-15"
LATER = PutToPanel(meets_on=date.fromisoformat(SECOND))
LACKS = PanelDeferred(missing="En udtalelse", sitting=SITTING)


def deferred(library: Library) -> Story:
    return at_panel(library).does(LACKS, RECOMMENDATION, LATER)


def decided_later(library: Library) -> Story:
    story = deferred(library)
    story.today = date.fromisoformat(SECOND)
    return story.does(replace(FOLLOWED, sitting=replace(SITTING, held_on=story.today)))


def put_anew(library: Library) -> Story:
    """Twice on the same day, of which the first does not stand."""
    story = at_panel(library)
    return story.does(withdraws(story.seq), ON_AGENDA)


def brought_back(library: Library) -> Story:
    """The withdrawal is withdrawn itself: what it took out stands again."""
    story = at_panel(library)
    story.does(withdraws(story.seq))
    return story.does(withdraws(story.seq))


def decided_and_taken_back(library: Library) -> Story:
    """What the panel decided does not stand: the meeting has not come to it."""
    story = at_panel(library).does(FOLLOWED)
    return story.does(withdraws(story.seq))


def of_nobody(library: Library) -> Story:
    return at_panel(library).does(withdraws(1, Withdrawal.WRONG_CITIZEN))


STORIES: dict[Callable[[Library], Story], str] = {
    assessed: "",
    at_panel: FIRST,
    lambda library: at_panel(library).does(FOLLOWED): FIRST,
    deferred: f"{FIRST} {SECOND}",
    decided_later: f"{FIRST} {SECOND}",
    decided_and_taken_back: FIRST,
    put_anew: FIRST,
    brought_back: FIRST,
    of_nobody: "",
}
"""Cases, and the text that stood in the row of each."""


def numbered(story: Story, number: int) -> list[Recorded]:
    """The story as that of a case of its own."""
    entries = [replace(entry, case_id=UUID(int=number)) for entry in story.entries]
    opening = replace(APPLICATION, case_number=str(number))
    return [replace(entries[0], event=opening), *entries[1:]]


@pytest.fixture(autouse=True)
def a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMPAS_DATA", str(tmp_path))


def test_a_text_of_days_becomes_rows_and_a_text_again(cluster: Cluster, library: Library) -> None:
    cases = [numbered(tell(library), number) for number, tell in enumerate(STORIES, 1)]
    with at(cluster, STEPS[-1], "kompas_upgrade_agendas") as name:
        health.migrate()
        bulk.store([(events, rows_from(events)) for events in cases])
        assert list(verify()) == []
        with psycopg.connect(cluster.url(name, "postgres"), autocommit=True) as all_seeing:
            made = held(all_seeing)
            assert len(made[0]) == sum(len(days.split()) for days in STORIES.values())
            call_command("migrate", "register", BEFORE, database="owner", verbosity=0)
            texts = all_seeing.execute("SELECT meetings FROM case_summary ORDER BY case_id")
            assert [days for (days,) in texts] == list(STORIES.values())
            health.migrate()
            assert held(all_seeing) == made
        assert list(verify()) == []
        assert health.pending_migrations() == ()


def held(all_seeing: psycopg.Connection) -> list[list[tuple[object, ...]]]:
    """The rows, how they are kept, and what erasing a case does."""
    queries = (
        "SELECT * FROM agenda_item ORDER BY case_id, entry",
        "SELECT conname FROM pg_constraint WHERE conrelid = 'agenda_item'::regclass ORDER BY 1",
        "SELECT indexdef FROM pg_indexes WHERE tablename = 'agenda_item' ORDER BY 1",
        "SELECT prosrc FROM pg_proc WHERE proname = 'kompas_erase'",
        "SELECT relacl FROM pg_class WHERE relname = 'agenda_item'",
    )
    return [all_seeing.execute(query).fetchall() for query in queries]
