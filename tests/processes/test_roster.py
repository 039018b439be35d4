"""Users, roles and units say what the log says was administered, or it is found."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import psycopg
import pytest

from kompas.accounts.administration import AdministrationError
from kompas.accounts.roles import Role
from kompas.processes import administering
from kompas.processes.roster import roster_faults
from kompas.register.verify import verify
from tests.clock import NOW
from tests.processes.town import EAST, WEST, viewer
from tests.register.database import Database

GOOD = "en hest på en grøn cykel"
pytestmark = pytest.mark.usefixtures("town")


def found() -> list[tuple[str, str | None]]:
    """Where, and of whom."""
    return sorted((one.where, one.user) for one in roster_faults())


@pytest.fixture
def app(town: Database) -> Iterator[psycopg.Connection]:
    """The application's role, with SQL of its own."""
    with psycopg.connect(town.app_url, autocommit=True) as connection:
        yield connection


def test_what_is_administered_is_as_the_log_says() -> None:
    terminal, drift, now = administering.at_the_terminal(), viewer("drift"), NOW
    administering.make_user("ida", "Ida Prøve", terminal, now=now, password=GOOD)
    administering.grant_role("ida", Role.ADMINISTRATOR, WEST, terminal, now=now)
    ida = viewer("ida")
    administering.grant_role("birk", Role.TEAM_LEAD, WEST, drift, now=now)
    administering.confirm_role("birk", Role.TEAM_LEAD, WEST, ida, now=now)
    administering.grant_role("anna", Role.AUDITOR, WEST, ida, now=now)
    administering.turn_down_role("anna", Role.AUDITOR, WEST, drift, now=now)
    administering.grant_role("anna", Role.AUDITOR, WEST, ida, now=now)  # waits
    administering.withdraw_role("birk", Role.CASEWORKER, WEST, drift, now=now)
    administering.deactivate_user("vera", drift, now=now)
    administering.deactivate_user("rita", drift, now=now)
    administering.activate_user("rita", drift, now=now)
    administering.change_unit(WEST, drift, now=now, panel_required=True, name="Vest, nye navne")
    administering.change_unit(WEST, drift, now=now, processing_deadline_weeks=4)
    administering.make_unit("syd", "Syd " + "langt navn " * 15, "vejen", terminal, now=now)
    administering.make_user("nr-7407901106", "Et Nummer", terminal, now=now)
    administering.grant_role("nr-7407901106", Role.AUDITOR, "syd", terminal, now=now)
    assert found() == []


ANNA = "(SELECT id FROM app_user WHERE username = 'anna')"
RITA = "(SELECT id FROM app_user WHERE username = 'rita')"
HARMS = [
    ("INSERT INTO membership (user_id, unit_id, role) VALUES ({anna}, 'vest', 'team_lead')",
     [("membership", "anna")]),
    ("UPDATE membership SET role = 'auditor' WHERE user_id = {anna}", 2 * [("membership", "anna")]),
    ("UPDATE membership SET unit_id = 'oest' WHERE user_id = {anna}", 2 * [("membership", "anna")]),
    ("DELETE FROM membership WHERE user_id = {anna}", [("membership", "anna")]),
    ("UPDATE app_user SET is_active = false WHERE username = 'rita'",
     [("app_user.is_active", "rita")]),
    ("INSERT INTO app_user (username, name, is_active, password) VALUES ('x', 'X', true, '')",
     [("app_user.is_active", "x")]),
    ("DELETE FROM membership WHERE user_id = {rita}; DELETE FROM app_user WHERE id = {rita}",
     [("app_user", "rita"), ("membership", "rita")]),
    ("UPDATE app_user SET username = 'anne' WHERE username = 'anna'",
     [("app_user", "anna"), ("app_user.is_active", "anne"), ("membership", "anna"),
      ("membership", "anne")]),
    (("INSERT INTO role_proposal (user_id, unit_id, role, proposed_by, proposed_at)"
      " VALUES ({anna}, 'vest', 'team_lead', 'drift', now())"), [("role_proposal", "anna")]),
    ("UPDATE unit SET panel_required = NOT panel_required WHERE key = 'vest'",
     [("unit.panel_required", "vest")]),
    ("UPDATE unit SET processing_deadline_weeks = 52 WHERE key = 'vest'",
     [("unit.processing_deadline_weeks", "vest")]),
    ("UPDATE unit SET municipality = 'vejen' WHERE key = 'oest'", [("unit.municipality", "oest")]),
    ("UPDATE unit SET norms_unit = NULL WHERE key = 'oest'", [("unit.norms_unit", "oest")]),
    ("UPDATE unit SET name = 'Vest' WHERE key = 'oest'", [("unit.name", "oest")]),
    ("INSERT INTO unit (key, name, municipality, panel_required) VALUES ('x', 'X', 'y', false)",
     [("unit", "x")]),
]  # fmt: skip
"""What the application's role can do to the tables of users, and where it is found."""


@pytest.mark.parametrize(("harm", "faults"), HARMS)
def test_a_change_past_the_program_is_found(
    app: psycopg.Connection, harm: str, faults: list[tuple[str, str]]
) -> None:
    changes = {"panel_required": True, "processing_deadline_weeks": 3}
    administering.change_unit(WEST, viewer("drift"), now=NOW + timedelta(days=1), **changes)
    for one in harm.format(anna=ANNA, rita=RITA).split(";"):
        app.execute(one)
    assert found() == faults


def test_a_role_that_nobody_else_proposed_is_found(app: psycopg.Connection) -> None:
    terminal, now = administering.at_the_terminal(), NOW
    administering.grant_role("vera", Role.ADMINISTRATOR, WEST, terminal, now=now)
    app.execute(
        "INSERT INTO role_proposal (user_id, unit_id, role, proposed_by, proposed_at)"
        " SELECT id, 'vest', 'team_lead', 'drift', now() FROM app_user WHERE username = 'anna'"
    )
    administering.confirm_role("anna", Role.TEAM_LEAD, WEST, viewer("vera"), now=now)
    assert found() == [("membership.alone", "vera")]


def test_what_was_refused_tells_nothing() -> None:
    for unit in (EAST, WEST):
        with suppress(AdministrationError):
            administering.grant_role("drift", Role.TEAM_LEAD, unit, viewer("drift"), now=NOW)
    assert found() == []


LEFT = [
    "UPDATE app_user SET password = 'x' WHERE username = 'anna'",
    "UPDATE app_user SET name = 'Birk Prøve' WHERE username = 'anna'",
    ("SELECT set_config('kompas.username', 'drift', false);"
    " SELECT kompas_note_look('drift', clock_timestamp(), 'administer',"
    " 'Rolle givet: anna, teamleder i vest', NULL, NULL);"
    " INSERT INTO membership (user_id, unit_id, role) VALUES ({anna}, 'vest', 'team_lead')"),
    "DELETE FROM draft; DELETE FROM django_session; DELETE FROM presence",
    "DELETE FROM sign_in_failed",
]  # fmt: skip
"""What docs/operations.md says is left, for whoever has the application's password."""


@pytest.mark.parametrize("harm", LEFT)
def test_what_nobody_can_tell_from_the_users_own(app: psycopg.Connection, harm: str) -> None:
    for one in harm.format(anna=ANNA).split(";"):
        app.execute(one)
    assert found() == []
    assert list(verify()) == []
