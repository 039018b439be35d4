"""What is administered leaves a trace, nobody gives rights to themselves, somebody keeps users."""

from contextlib import suppress
from threading import Barrier, Thread

import psycopg
import pytest
from django.db import connections
from psycopg import sql

from kompas.accounts import administration
from kompas.accounts.administration import AdministrationError, NotAllowedError
from kompas.accounts.lookup import viewer_of
from kompas.accounts.roles import Role
from kompas.norms import Library
from kompas.processes import access_log, administering
from kompas.register.access import PAGE, What, acting, administered, note
from kompas.register.verify import verify
from tests.clock import NOW
from tests.processes.town import EAST, PURPOSE, WEST, applied, viewer
from tests.register.database import Database

GOOD = "en hest på en grøn cykel"
pytestmark = pytest.mark.usefixtures("town")


def told(by: str | None = None) -> list[tuple[str, str]]:
    """Who administered what, the first first; of one moment, one user after the other."""
    found = [(one.by_user, one.purpose) for one in reversed(administered())]
    settled = administering.at_the_terminal().username
    return [(user, what) for user, what in found if user == by or (by is None and user != settled)]


def test_each_act_stands_in_the_chain_of_who_did_it() -> None:
    drift, now = viewer("drift"), NOW
    administering.make_user("ida", "Ida Prøve", drift, now=now, password=GOOD)
    administering.set_password("ida", GOOD + "!", drift, now=now)
    administration.grant_role("ida", Role.CASEWORKER, WEST)
    assert administering.withdraw_role("ida", Role.CASEWORKER, WEST, drift, now=now)
    administering.deactivate_user("ida", drift, now=now)
    administering.activate_user("ida", drift, now=now)
    administering.change_unit(WEST, drift, now=now, panel_required=True, norms_unit=None)
    assert told() == [
        ("drift", "Bruger oprettet: ida"),
        ("drift", "Adgangskode skiftet: ida"),
        ("drift", "Rolle fjernet: ida, sagsbehandler i vest"),
        ("drift", "Bruger lukket: ida"),
        ("drift", "Bruger åbnet igen: ida"),
        ("drift", "Enhed rettet: vest: visitationsudvalg nej → ja"),
    ]
    assert list(verify()) == []


def test_what_cannot_be_done_or_changes_nothing_leaves_nothing() -> None:
    drift = viewer("drift")
    with pytest.raises(AdministrationError):
        administering.make_user("ida", "Ida Prøve", drift, now=NOW, password=GOOD[:4])
    assert "ida" not in {one.username for one in administration.users()}
    with pytest.raises(AdministrationError):
        administering.grant_role("ingen", Role.CASEWORKER, WEST, drift, now=NOW)
    assert not administering.withdraw_role("anna", Role.AUDITOR, WEST, drift, now=NOW)
    assert administering.grant_role("anna", Role.CASEWORKER, WEST, drift, now=NOW)
    administering.change_unit(WEST, drift, now=NOW, panel_required=False)
    assert told() == []


def test_no_password_is_in_any_table_or_log(
    town: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    drift = viewer("drift")
    administering.make_user("ida", "Ida Prøve", drift, now=NOW, password=GOOD)
    for password in (GOOD + "!", "ida-ida-ida-2026", GOOD[:4]):
        with suppress(AdministrationError):
            administering.set_password("ida", password, drift, now=NOW)
    with town.as_superuser() as everything:
        tables = everything.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        whole = sql.SQL("SELECT t::text FROM {} t")
        rows = [
            everything.execute(whole.format(sql.Identifier(table))).fetchall()
            for (table,) in tables
        ]
    for password in (GOOD, "ida-ida-ida", GOOD[:4] + ","):
        assert password not in str(rows)
        assert password not in caplog.text


# ---------------------------------------------------------------- who may


def test_nobody_gives_themselves_a_role_and_that_it_was_tried_is_seen() -> None:
    drift = viewer("drift")
    with pytest.raises(NotAllowedError):
        administering.grant_role("drift", Role.TEAM_LEAD, WEST, drift, now=NOW)
    assert viewer("drift").roles == {(Role.ADMINISTRATOR, WEST)}
    assert told() == [("drift", "Afvist: Rolle foreslået: drift, teamleder i vest")]
    # Whoever sits at the terminal is nobody of Kompas, and may all.
    terminal = administering.at_the_terminal()
    assert viewer_of(terminal.username) is None
    administering.grant_role("drift", Role.TEAM_LEAD, EAST, terminal, now=NOW)
    given = (terminal.username, "Rolle givet: drift, teamleder i oest")
    assert told(terminal.username).count(given) == 1


def test_an_administrator_administers_the_units_of_the_role() -> None:
    drift = viewer("drift")
    administration.grant_role("birk", Role.CASEWORKER, EAST)  # of both units
    for act in (
        lambda: administering.grant_role("anna", Role.CASEWORKER, EAST, drift, now=NOW),
        lambda: administering.withdraw_role("carla", Role.CASEWORKER, EAST, drift, now=NOW),
        lambda: administering.set_password("carla", GOOD, drift, now=NOW),
        lambda: administering.set_password("birk", GOOD, drift, now=NOW),
        lambda: administering.deactivate_user("leif", drift, now=NOW),
        lambda: administering.activate_user("leif", drift, now=NOW),
        lambda: administering.change_unit(EAST, drift, now=NOW, name="Øst"),
        lambda: administering.confirm_role("anna", Role.AUDITOR, EAST, drift, now=NOW),
        lambda: administering.turn_down_role("anna", Role.AUDITOR, EAST, drift, now=NOW),
    ):
        with pytest.raises(NotAllowedError, match="ikke administrator i Handicapcenter Øst"):
            act()
    assert all(what.startswith("Afvist: ") for _who, what in told())
    assert len(told()) == 9
    # What is one's own, and what lies within one's units, is.
    administration.grant_role("drift", Role.CASEWORKER, EAST)
    administering.set_password("drift", GOOD, drift, now=NOW)
    administration.grant_role("drift", Role.ADMINISTRATOR, EAST)
    administering.set_password("birk", GOOD, viewer("drift"), now=NOW)


def test_a_unit_is_administered_by_its_maker_and_by_who_administers_all_others() -> None:
    for unit in (WEST, EAST):
        administration.grant_role("vera", Role.ADMINISTRATOR, unit)
    administration.grant_role("leif", Role.ADMINISTRATOR, EAST)
    administering.make_unit("nord", "Team Nord", "vejen", viewer("drift"), now=NOW)
    assert told() == [
        ("drift", "Rolle givet: drift, administrator i nord"),
        ("drift", "Rolle givet: vera, administrator i nord"),
        ("drift", "Enhed oprettet: nord: kommune vejen, hedder Team Nord"),
    ]
    administering.make_unit("syd", "Syd", "vejen", administering.at_the_terminal(), now=NOW)
    keepers = {u.username for u in administration.users() if (Role.ADMINISTRATOR, "syd") in u.roles}
    assert keepers == {"vera"}


# ---------------------------------------------------------------- two for a role


def waiting() -> list[tuple[str, str, str]]:
    return [(one.user.username, one.role, one.proposed_by) for one in administration.proposals()]


def test_a_role_waits_for_another_administrator() -> None:
    administration.grant_role("vera", Role.ADMINISTRATOR, WEST)
    drift, vera, lead = viewer("drift"), viewer("vera"), Role.TEAM_LEAD
    assert not administering.grant_role("anna", lead, WEST, drift, now=NOW)
    assert viewer("anna").roles == {(Role.CASEWORKER, WEST)}
    assert waiting() == [("anna", "team_lead", "drift")]
    with pytest.raises(AdministrationError, match="allerede foreslået"):
        administering.grant_role("anna", lead, WEST, vera, now=NOW)
    with pytest.raises(NotAllowedError, match="kræver to"):
        administering.confirm_role("anna", lead, WEST, drift, now=NOW)
    assert waiting()  # what was refused took nothing away
    administering.confirm_role("anna", lead, WEST, vera, now=NOW)
    assert viewer("anna").roles == {(Role.CASEWORKER, WEST), (lead, WEST)}
    assert waiting() == []
    assert told("drift") == [
        ("drift", "Rolle foreslået: anna, teamleder i vest"),
        ("drift", "Afvist: Rolle bekræftet: anna, teamleder i vest"),
    ]
    assert told("vera") == [("vera", "Rolle bekræftet: anna, teamleder i vest")]
    with pytest.raises(AdministrationError, match="ikke foreslået"):
        administering.confirm_role("anna", lead, WEST, vera, now=NOW)


def test_whom_a_role_is_for_confirms_it_not_and_a_proposal_can_be_turned_down() -> None:
    administration.grant_role("vera", Role.ADMINISTRATOR, WEST)
    drift, vera = viewer("drift"), viewer("vera")
    administering.grant_role("vera", Role.AUDITOR, WEST, drift, now=NOW)
    with pytest.raises(NotAllowedError, match="dig selv"):
        administering.confirm_role("vera", Role.AUDITOR, WEST, vera, now=NOW)
    administering.turn_down_role("vera", Role.AUDITOR, WEST, drift, now=NOW)
    assert waiting() == []
    assert told("drift")[-1] == ("drift", "Rolle afslået: vera, revisor i vest")


def test_what_was_proposed_by_one_who_administers_no_more_is_not_confirmed() -> None:
    administration.grant_role("vera", Role.ADMINISTRATOR, WEST)
    drift, vera = viewer("drift"), viewer("vera")
    administering.grant_role("anna", Role.AUDITOR, WEST, drift, now=NOW)
    administering.deactivate_user("drift", vera, now=NOW)
    with pytest.raises(AdministrationError, match="ikke administrator i enheden mere"):
        administering.confirm_role("anna", Role.AUDITOR, WEST, vera, now=NOW)
    assert viewer("anna").roles == {(Role.CASEWORKER, WEST)}


def test_every_role_takes_two() -> None:
    drift = viewer("drift")
    for role in Role:
        administration.make_user(f"ny-{role}", "Ny Prøve")
        assert not administering.grant_role(f"ny-{role}", role, WEST, drift, now=NOW)
        assert viewer(f"ny-{role}").roles == frozenset()


# ---------------------------------------------------------------- the last one


def test_the_last_who_keeps_the_users_of_a_unit_stays() -> None:
    drift, terminal = viewer("drift"), administering.at_the_terminal()
    for act in (
        lambda: administering.withdraw_role("drift", Role.ADMINISTRATOR, WEST, drift, now=NOW),
        lambda: administering.deactivate_user("drift", terminal, now=NOW),
    ):
        with pytest.raises(NotAllowedError, match="den sidste administrator i Voksenteam Vest"):
            act()
    assert viewer("drift").roles == {(Role.ADMINISTRATOR, WEST)}
    assert all(what.startswith("Afvist: ") for _who, what in told())
    # Neither another unit's nor one who has left keeps them; one who works here does.
    administration.grant_role("leif", Role.ADMINISTRATOR, EAST)
    administration.grant_role("vera", Role.ADMINISTRATOR, WEST)
    administering.deactivate_user("vera", drift, now=NOW)
    with pytest.raises(NotAllowedError):
        administering.deactivate_user("drift", terminal, now=NOW)
    with pytest.raises(NotAllowedError, match="din egen adgang"):
        administering.deactivate_user("drift", drift, now=NOW)
    administering.activate_user("vera", drift, now=NOW)
    administering.deactivate_user("drift", viewer("vera"), now=NOW)
    assert viewer("drift").roles == frozenset()


def test_two_who_close_each_other_at_once_leave_one() -> None:
    administration.grant_role("vera", Role.ADMINISTRATOR, WEST)
    together, refused = Barrier(2), list[str]()

    def closes(one: str, other: str) -> None:
        by = viewer(one)
        together.wait()
        try:
            administering.deactivate_user(other, by, now=NOW)
        except NotAllowedError:
            refused.append(one)
        finally:
            connections.close_all()

    threads = [Thread(target=closes, args=pair) for pair in (("drift", "vera"), ("vera", "drift"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    left = [one.username for one in administration.users() if one.is_active]
    assert len(refused) == 1
    assert len({"drift", "vera"} & {*left}) == 1


# ---------------------------------------------------------------- the trace


def test_a_name_like_a_number_can_be_closed_and_the_number_is_not_kept() -> None:
    drift = viewer("drift")
    administration.make_user("b0706611234", "Bo")
    administering.deactivate_user("b0706611234", drift, now=NOW)
    assert told() == [("drift", "Bruger lukket: b…")]


def test_the_trace_is_changed_by_nobody(town: Database) -> None:
    administering.make_unit("nord", "Team Nord", "vejen", viewer("drift"), now=NOW)
    with psycopg.connect(town.app_url) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("DELETE FROM access_log")


# ---------------------------------------------------------------- what auditors see


def test_an_auditor_sees_those_who_have_left_and_those_who_saw_a_case(library: Library) -> None:
    rita, drift, telling = viewer("rita"), viewer("drift"), applied(library, WEST)
    with acting(viewer("carla")):  # of another unit
        note("carla", telling.now, What.SEARCH, PURPOSE)
    with acting(viewer("birk")):
        note("birk", telling.now, What.READ, PURPOSE, case_id=telling.id)
    administering.deactivate_user("anna", drift, now=NOW)
    administering.withdraw_role("birk", Role.CASEWORKER, WEST, drift, now=NOW)
    for username in ("anna", "birk"):
        access_log.by_user(username, rita, "Tilsyn", now=NOW)
    for username in ("carla", "ingen"):
        with pytest.raises(access_log.NotYourAudit):
            access_log.by_user(username, rita, "Tilsyn", now=NOW)


def test_older_traces_are_on_further_pages() -> None:
    rita, anna = viewer("rita"), viewer("anna")
    with acting(anna):
        for number in range(PAGE + 3):
            note("anna", NOW, What.SEARCH, f"Nr. {number}")
    first = access_log.by_user("anna", rita, "Tilsyn", now=NOW)
    rest = access_log.by_user("anna", rita, "Tilsyn", now=NOW, skip=PAGE)
    assert (len(first), [one.purpose for one in rest]) == (PAGE, ["Nr. 2", "Nr. 1", "Nr. 0"])
