"""The page of a case: what is next, for whom, and what it never shows."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kompas.casework.steps import STEPS
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.note import NoteWritten
from kompas.norms import Library
from kompas.processes.erasing import erase_case, erase_entries
from kompas.register.access import looks_by
from tests.desk.conftest import SignIn
from tests.processes.town import (
    EAST,
    NEXT,
    WEST,
    Telling,
    applied,
    assessed,
    counted,
    decided,
    unused_number,
    viewer,
)
from tests.spec.case.stories import (
    APPLICATION,
    NEED,
    ON_AGENDA,
    RECOMMENDATION,
    REPORT,
    TODAY,
    withdraws,
)

PAGES = ("case", "case_facts", "case_norms", "case_documents", "case_timeline")


def address(told: Telling, name: str = "case", **more: Any) -> str:
    return reverse(name, kwargs={"case_id": told.id, **more})


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_an_application_leads_to_the_meeting(sign_in: SignIn, library: Library) -> None:
    told = applied(library)
    shown = text(sign_in("anna"), address(told))
    assert f'href="{address(told, "do_step", step="need_uncovered")}"' in shown
    assert shown.count("button-primary") == 1
    assert "Skriv årsag og behov" in shown


def test_who_it_is_about_and_who_handles_it(sign_in: SignIn, library: Library) -> None:
    shown = text(sign_in("anna"), address(applied(library)))
    for part in ("Prøve Person", "Anna Prøve", "Voksenteam Vest", "Vejen Kommune", "720480-••••"):
        assert part in shown
    assert "1234" not in shown.replace("2026-104-1", "")


@pytest.mark.parametrize("unit", [WEST, EAST])
def test_the_panel_comes_where_the_unit_has_one(
    sign_in: SignIn, library: Library, unit: str
) -> None:
    told = assessed(library, unit)
    shown = text(sign_in("anna" if unit == WEST else "carla"), address(told))
    assert ("Skriv indstillingen" in shown) is (unit == EAST)
    assert ("<span>Indstilling</span>" in shown) is (unit == EAST)


def test_what_waits_for_the_panel_is_not_the_caseworkers(sign_in: SignIn, library: Library) -> None:
    told = assessed(library, EAST)
    told.does(RECOMMENDATION, ON_AGENDA)
    shown = text(sign_in("carla"), address(told))
    assert "Sagen er på visitationsudvalgets dagsorden." in shown
    assert "Det kræver en anden rolle" in shown
    assert "button-primary" not in shown


def test_a_decided_case_leads_to_its_letter(sign_in: SignIn, library: Library) -> None:
    told = decided(library)
    shown = text(sign_in("anna"), address(told))
    assert f'href="{address(told, "letter")}"' in shown
    told.prints()
    assert f'href="{address(told, "send")}"' in text(sign_in("anna"), address(told))


def test_what_the_case_lacks_stands_with_where_it_is_written(
    sign_in: SignIn, library: Library
) -> None:
    shown = text(sign_in("anna"), address(assessed(library))).replace("\N{NO-BREAK SPACE}", " ")
    assert "retssikkerhedsloven § 5" in shown
    assert "serviceloven § 141" in shown


def test_a_citizen_who_was_not_heard_is_named_as_missing(sign_in: SignIn, library: Library) -> None:
    told = assessed(library).does(EvidenceAdded(evidence=REPORT))
    shown = text(sign_in("anna"), address(told))
    assert "Borgeren er ikke hørt om »Udtalelse fra tilbuddet«." in shown


def test_every_step_that_people_take_has_a_name_to_ask_for() -> None:
    opening = {"application_received", "running_grant_taken_over"}
    elsewhere = {"entry_withdrawn", "withdrawal_proposed", "deadline_set"}
    elsewhere |= {"finding_disputed", "finding_overridden"}
    without_screens = {
        "complaint_received",
        "complaint_reviewed",
        "complaint_forwarded",
        "board_decided",
        "case_remitted",
    }
    asked = {name for name, step in STEPS.items() if step.ask}
    assert asked == set(STEPS) - opening - elsewhere - without_screens


# ---------------------------------------------------------------- what may be seen


@pytest.mark.parametrize("name", PAGES)
def test_a_restricted_case_is_there_for_its_caseworker_and_lead_only(
    sign_in: SignIn, library: Library, name: str
) -> None:
    told = applied(library)
    why = AccessRestricted(restricted=True, why="I familie med en kollega.")
    told.does(why, by="vera")
    assert sign_in("birk").get(address(told, name)).status_code == 404
    for username in ("anna", "vera"):
        assert "Begrænset adgang" in text(sign_in(username), address(told, name))


@pytest.mark.parametrize("name", PAGES)
def test_an_erased_case_is_told_to_be_erased(sign_in: SignIn, library: Library, name: str) -> None:
    told = applied(library).does(CaseClosed(why="Borgeren er flyttet."))
    erase_case(told.id, "Arkivloven", viewer("drift"), now=told.now)
    shown = text(sign_in("anna"), address(told, name))
    assert "Sagens indhold er slettet" in shown
    assert "Slettet: Arkivloven" in shown
    assert "Prøve Person" not in shown


def test_each_page_leaves_one_trace(sign_in: SignIn, library: Library) -> None:
    told = assessed(library)
    for name in PAGES:
        before = len(looks_by("anna"))
        text(sign_in("anna"), address(told, name))
        assert len(looks_by("anna")) == before + 1


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("past", ["", "?pr=2026-05-20"])
def test_a_page_of_a_case_asks_the_database_twelve_times_at_most(
    sign_in: SignIn, library: Library, name: str, past: str
) -> None:
    told = decided(library)
    told.prints()
    client = sign_in("anna")
    with counted() as sent:
        text(client, address(told, name) + past)
    assert len(sent) <= 12, "\n".join(sent)


# ---------------------------------------------------------------- as it was


def later(told: Telling) -> Telling:
    """The same case, some days on."""
    told.today = TODAY + timedelta(days=10)
    return told.does(NEED, NoteWritten(text="Ringet op om befordring."))


def test_a_past_day_shows_what_was_known_and_nothing_to_do(
    sign_in: SignIn, library: Library
) -> None:
    told = later(applied(library))
    client = sign_in("anna")
    now = text(client, address(told, "case_timeline"))
    then = text(client, address(told, "case_timeline") + f"?pr={TODAY.isoformat()}")
    assert "Ringet op om befordring." in now
    assert "Ringet op om befordring." not in then
    assert "Du ser sagen, som den var kendt den 1. juni 2026" in then
    overview = text(client, address(told) + f"?pr={TODAY.isoformat()}")
    assert "button-primary" not in overview
    assert "Andre handlinger" not in overview
    assert "?pr=2026-06-01" in overview  # the way between the pages keeps the day


def test_a_day_before_the_case_began_is_told(sign_in: SignIn, library: Library) -> None:
    shown = text(sign_in("anna"), address(applied(library)) + "?pr=2020-01-01")
    assert "Sagen var ikke begyndt den 1. januar 2020" in shown


@pytest.mark.parametrize("asked", ["nonsense", "2999-01-01"])
def test_what_is_no_past_day_shows_the_case_as_it_is(
    sign_in: SignIn, library: Library, asked: str
) -> None:
    shown = text(sign_in("anna"), address(applied(library), "case_timeline") + f"?pr={asked}")
    assert "er ikke en dag, der er gået" in shown
    assert "Du ser sagen, som den var kendt" not in shown


# ---------------------------------------------------------------- the timeline


def test_the_timeline_names_people_and_says_what_happened(
    sign_in: SignIn, library: Library
) -> None:
    shown = text(sign_in("anna"), address(decided(library), "case_timeline"))
    assert "Anna Prøve" in shown
    assert "Afgørelse truffet" in shown
    assert "<dt>Kontrollen</dt><dd>kan holde</dd>" in shown


def test_what_was_withdrawn_is_struck_through_with_why(sign_in: SignIn, library: Library) -> None:
    told = applied(library).does(NoteWritten(text="Skrevet på den forkerte."))
    told.does(withdraws(NEXT))
    shown = text(sign_in("anna"), address(told, "case_timeline"))
    assert "<del><strong>Notat skrevet</strong>: Skrevet på den forkerte.</del>" in shown
    assert f"Annulleret ved registrering nr. {NEXT + 1}:" in shown


def test_an_entry_that_was_erased_says_so(sign_in: SignIn, library: Library) -> None:
    told = applied(library).does(NoteWritten(text="Om en helt anden."))
    told.does(withdraws(NEXT))
    erase_entries(told.id, [NEXT], "Forkert borger", viewer("vera"), now=told.now)
    shown = text(sign_in("anna"), address(told, "case_timeline"))
    assert "Om en helt anden." not in shown
    assert "Indholdet blev slettet" in shown
    assert "Forkert borger" in shown


# ---------------------------------------------------------------- help without coded rules


def unknown_service(library: Library) -> Telling:
    told = Telling(library)
    application = replace(
        APPLICATION, unit=WEST, service="open_access_service", case_number=unused_number()
    )
    return told.does(application, NoteWritten(text="Et notat."), NEED)


@pytest.mark.parametrize("name", PAGES)
def test_a_service_without_coded_rules_is_worked_with_all_the_same(
    sign_in: SignIn, library: Library, name: str
) -> None:
    shown = text(sign_in("anna"), address(unknown_service(library), name))
    if name in ("case", "case_norms", "case_facts"):
        assert "i Kompas." in shown
    if name == "case_norms":
        assert "Det er ikke et nej til borgeren." in shown
    if name == "case":
        assert "Skriv udredningen" in shown
