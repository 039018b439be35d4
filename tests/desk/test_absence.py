"""Somebody is away and another stands in: their work is seen, marked, logged; no right is won."""

from datetime import date, timedelta
from typing import Any

import pytest

from kompas.accounts import absences, administration
from kompas.accounts.lookup import viewer_of
from kompas.accounts.models import User
from kompas.accounts.roles import Role
from kompas.casework.steps.access import AccessRestricted
from kompas.norms import Library
from kompas.processes.absences import AbsenceRefused, Wanted, end_absence, set_absence
from kompas.processes.open_case import STANDING_IN
from kompas.processes.roster import roster_faults
from kompas.register import access
from kompas.register.upkeep import sweep
from tests.clock import NOW, TODAY
from tests.desk.conftest import SignIn
from tests.desk.test_my_day import in_order
from tests.desk.work import listed, words
from tests.processes.town import EAST, WEST, applied, viewer
from tests.register.database import Database

pytestmark = pytest.mark.usefixtures("town")

A_DAY = timedelta(days=1)


def away(
    who: str = "anna",
    other: str = "birk",
    from_on: date = TODAY,
    to_on: date = TODAY + 6 * A_DAY,
    by: str = "",
    unit: str = WEST,
) -> None:
    wanted = Wanted(who, unit, other, from_on, to_on)
    set_absence(wanted, viewer(by or who), now=NOW, today=TODAY)


def key(username: str, unit: str = WEST) -> str:
    return f"{User.objects.get(username=username).pk}.{unit}"


def form(who: str = "anna", other: str = "birk", **changes: str) -> dict[str, str]:
    days = {"from_on": TODAY.isoformat(), "to_on": (TODAY + 6 * A_DAY).isoformat()}
    return {"who": key(who), "substitute": key(other), **days, **changes}


# ---------------------------------------------------------------- what the substitute sees


def test_the_substitute_sees_the_work_of_who_is_away_marked_as_such(sign_in: SignIn) -> None:
    listed(1, assigned_to="birk")
    listed(2, due_on=TODAY, restricted=True)
    listed(3, unit=EAST)
    away()
    page = words(sign_in("birk").get("/min-dag"))
    own, theirs = page.split("<h2>Du er stedfortræder for Anna Prøve</h2>")
    assert in_order(own) == [1]
    assert in_order(theirs) == [2]
    assert "Til og med 27. juni 2026." in theirs
    all_of_it = words(sign_in("birk").get(f"/min-dag?for={key('anna')}"))
    assert in_order(all_of_it) == [2]
    assert "Anna Prøve har 1 opgave." in all_of_it
    assert "Vis mine egne opgaver" in all_of_it
    assert "stedfortræder for" not in words(sign_in("vera").get("/min-dag"))


def test_a_restricted_case_is_open_while_it_lasts_and_each_look_is_logged(
    library: Library, sign_in: SignIn
) -> None:
    told = applied(library).does(AccessRestricted(restricted=True, why="I familie."), by="vera")
    where, birk = f"/sager/{told.id}", sign_in("birk")
    assert birk.get(where).status_code == 404
    away()
    answer = birk.get(where)
    assert answer.status_code == 200
    assert "Du er stedfortræder for Anna Prøve til og med 27. juni 2026" in words(answer)
    assert access.looks_at(told.id)[0].purpose == STANDING_IN
    # What is asked of a role is asked still.
    assert birk.get(f"{where}/registrer/access_restricted").status_code == 403
    assert sign_in("carla").get(where).status_code == 404
    one = absences.of_viewer(viewer("anna"), TODAY)[0]
    end_absence(one.id, viewer("anna"), now=NOW)
    assert birk.get(where).status_code == 404


@pytest.mark.parametrize(("days", "stands_in"), [(-1, False), (0, True), (6, True), (7, False)])
def test_it_holds_from_the_first_to_the_last_day(days: int, stands_in: bool) -> None:
    away()
    found = viewer_of("birk", TODAY + days * A_DAY)
    assert found is not None
    assert [one.username for one in found.stands_in] == ["anna"] * stands_in


def test_no_capability_is_won() -> None:
    before = viewer("birk")
    away()
    after = viewer_of("birk", TODAY)
    assert after is not None
    assert (after.roles, after.units, after.led_units) == (
        before.roles,
        before.units,
        before.led_units,
    )


def test_who_loses_a_right_that_the_other_has_stands_in_no_more() -> None:
    away()
    administration.withdraw_role("birk", Role.CASEWORKER, WEST)
    assert viewer_of("birk", TODAY).stands_in == ()  # type: ignore[union-attr]
    administration.grant_role("birk", Role.CASEWORKER, WEST)
    administration.grant_role("anna", Role.TEAM_LEAD, WEST)
    assert viewer_of("birk", TODAY).stands_in == ()  # type: ignore[union-attr]
    administration.withdraw_role("anna", Role.TEAM_LEAD, WEST)
    assert viewer_of("birk", TODAY).stands_in != ()  # type: ignore[union-attr]
    administration.deactivate_user("anna")
    assert viewer_of("birk", TODAY).stands_in == ()  # type: ignore[union-attr]


def test_who_stands_in_is_not_passed_on() -> None:
    administration.grant_role("carla", Role.CASEWORKER, WEST)
    away("anna", "birk", TODAY, TODAY)
    away("birk", "carla", TODAY + A_DAY, TODAY + A_DAY)
    found = viewer_of("carla", TODAY + A_DAY)
    assert [one.username for one in found.stands_in] == ["birk"]  # type: ignore[union-attr]


# ---------------------------------------------------------------- who may say it


@pytest.mark.parametrize(
    ("wanted", "by", "field"),
    [
        ({"who": "birk", "other": "vera"}, "anna", "who"),  # another's, and no lead
        ({"who": "carla", "other": "leif", "unit": EAST}, "vera", "who"),
        ({"other": "anna"}, "anna", "substitute"),
        ({"other": "carla"}, "anna", "substitute"),  # of another unit
        ({"other": "rita"}, "anna", "substitute"),  # handles no cases
        ({"who": "vera", "other": "anna"}, "vera", "substitute"),  # has fewer rights
        ({"from_on": TODAY - A_DAY}, "anna", "from_on"),
        ({"from_on": TODAY + 400 * A_DAY, "to_on": TODAY + 401 * A_DAY}, "anna", "from_on"),
        ({"to_on": TODAY - A_DAY}, "anna", "to_on"),
        ({"to_on": TODAY + 366 * A_DAY}, "anna", "to_on"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(
    wanted: dict[str, Any], by: str, field: str
) -> None:
    with pytest.raises(AbsenceRefused) as refused:
        away(**{"by": by, **wanted})
    assert refused.value.field == field
    assert refused.value.remedy
    assert absences.of_viewer(viewer("vera"), TODAY) == ()
    assert any(one.purpose.startswith("Afvist: Fravær sat") for one in access.looks_by(by))


def test_a_lead_says_it_of_their_team() -> None:
    away(by="vera")
    assert [one.username for one in viewer_of("birk", TODAY).stands_in] == ["anna"]  # type: ignore[union-attr]
    with pytest.raises(AbsenceRefused, match="allerede meldt fravær"):
        away()
    with pytest.raises(AbsenceRefused, match="selv fraværende"):
        away("birk", "anna")
    (one,) = absences.of_viewer(viewer("anna"), TODAY)
    for other in ("birk", "leif"):
        with pytest.raises(AbsenceRefused):
            end_absence(one.id, viewer(other), now=NOW)
    end_absence(one.id, viewer("vera"), now=NOW)
    assert absences.of_viewer(viewer("anna"), TODAY) == ()


def test_each_act_stands_in_the_log_and_the_table_is_held_to_it(database: Database) -> None:
    away()
    told = "anna i vest, 2026-06-21 til 2026-06-27, stedfortræder birk"
    assert access.looks_by("anna")[0].purpose == f"Fravær sat: {told}"
    assert list(roster_faults()) == []
    with database.as_superuser() as all_seeing:
        all_seeing.execute("UPDATE absence SET to_on = to_on + 100")
    (fault,) = roster_faults()
    assert "Et fravær, som intet opslag fortæller om" in str(fault)


def test_what_is_long_over_is_forgotten() -> None:
    away()
    sweep(NOW + timedelta(days=36))
    assert absences.of_viewer(viewer("anna"), TODAY) != ()
    sweep(NOW + timedelta(days=38))
    assert absences.of_viewer(viewer("anna"), TODAY) == ()


# ---------------------------------------------------------------- the page


def test_it_is_said_and_ended_on_a_page(sign_in: SignIn) -> None:
    anna = sign_in("anna")
    page = words(anna.get("/fravaer"))
    assert "Stedfortræderen får ingen andre rettigheder end sine egne." in page
    assert "Vera Prøve" in page
    assert "Carla Prøve" not in page
    assert "Fravær i teamet" not in page
    answer = anna.post("/fravaer", form(), follow=True)
    assert "Gemt. Birk Prøve er stedfortræder for Anna Prøve i de dage." in words(answer)
    assert "Stedfortræder: Birk Prøve" in words(anna.get("/fravaer"))
    assert "For Anna Prøve til og med 27. juni 2026" in words(sign_in("birk").get("/fravaer"))
    assert "Anna Prøve" in words(sign_in("vera").get("/fravaer")).split("Fravær i teamet")[1]
    (one,) = absences.of_viewer(viewer("anna"), TODAY)
    refused = sign_in("birk").post(f"/fravaer/{one.id}/slut", follow=True)
    assert "du kan ikke afslutte det" in words(refused)
    ended = sign_in("vera").post(f"/fravaer/{one.id}/slut", follow=True)
    assert "Birk Prøve er ikke længere stedfortræder." in words(ended)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"to_on": "2026-06-20"}, "Fraværet slutter, før det begynder."),
        ({"to_on": ""}, "Udfyld feltet."),
        ({"to_on": "2026-02-31"}, "form-error"),
        ({"substitute": ""}, "Vælg en stedfortræder."),
        ({"substitute": "x"}, "Vælg en stedfortræder."),
        ({"who": "9999.vest"}, "Vælg, hvem der er fraværende."),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    changes: dict[str, str], said: str, sign_in: SignIn
) -> None:
    answer = sign_in("anna").post("/fravaer", {**form(), **changes})
    assert answer.status_code == 422
    assert said in words(answer)


def test_a_caseworker_cannot_say_it_of_another(sign_in: SignIn) -> None:
    assert sign_in("anna").post("/fravaer", form("birk", "vera")).status_code == 422
    assert absences.of_viewer(viewer("vera"), TODAY) == ()
    assert sign_in("petra").get("/fravaer").status_code == 403
