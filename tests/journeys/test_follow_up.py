"""Help with three goals is followed up in the browser; a closed case is opened again."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page, expect

from kompas.accounts.lookup import viewer_of
from kompas.casework.record import Command
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.goals import GoalsSet
from kompas.casework.steps.running_grant import RunningGrantTakenOver
from kompas.norms import Library
from kompas.processes.act import Acted, act
from tests.clock import NOW, TODAY
from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import RULES
from tests.journeys.test_keyboard import tab_to
from tests.spec.case.follow_ups import GOALS
from tests.spec.case.stories import RUNNING_GRANT

WHO = "ronja-elm"
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def case(visitor: Visitor, library: Library) -> str:
    """The address of a case with help that runs, three goals, and facts."""
    del visitor
    viewer = viewer_of(WHO)
    assert viewer is not None
    unit = next(iter(viewer.units))
    municipality = "vejen" if unit == "vest" else ""
    opening = _opening(unit, municipality)
    told = act(None, opening, viewer, library=library, now=NOW)
    if not isinstance(told, Acted):  # the unit works by another municipality's rules
        opening = _opening(unit, "copenhagen")
        told = act(None, opening, viewer, library=library, now=NOW)
    assert isinstance(told, Acted), told
    more: list[Command] = [GoalsSet(goals=GOALS)]
    more += [
        FactNoted(name=name, value=value, source="Samtale", dated=TODAY)
        for name, value in (("considerably_reduced_capacity", True), ("housing", "own_home"))
    ]
    for command in more:
        done = act(told.case.case_id, command, viewer, library=library, now=NOW)
        assert isinstance(done, Acted), done
    return f"/sager/{told.case.case_id}"


def _opening(unit: str, municipality: str) -> RunningGrantTakenOver:
    return RunningGrantTakenOver(
        citizen=RUNNING_GRANT.citizen,
        service=RUNNING_GRANT.service,
        municipality=municipality or "vejen",
        unit=unit,
        case_number="2019-104-7",
        extent=RUNNING_GRANT.extent,
        facility=RUNNING_GRANT.facility,
        granted_on=RUNNING_GRANT.granted_on,
        follow_up_due=TODAY,
    )


def is_clean(page: Page) -> None:
    """Nothing for axe to say, and nothing to the side of the screen."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert found == [], [(one["id"], [n["html"] for n in one["nodes"]]) for one in found]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def goal(page: Page, number: int) -> Locator:
    return page.locator(".follow-goal").nth(number - 1)


def goes_through(page: Page) -> None:
    """One goal goes on, one is adjusted, one is reached."""
    page.get_by_label("Hjemmebesøg").check()
    page.get_by_label("Hvad siger borgeren selv?").fill("Jeg er glad for at være der.")
    for number, text in enumerate(("To gange om ugen.", "Skiftet er svært.", "Tre timer."), 1):
        goal(page, number).get_by_label("Hvordan går det med målet?").fill(text)
    expect(goal(page, 1).get_by_label("Hvorfor?")).to_be_hidden()
    goal(page, 2).get_by_label("Justeres").check()
    goal(page, 2).get_by_label("Hvordan lyder målet nu?").fill("Tager bussen med en ledsager.")
    goal(page, 2).get_by_label("Hvorfor?").fill("Skiftet på stationen er for svært alene.")
    goal(page, 3).get_by_label("Er nået og slutter").check()
    goal(page, 3).get_by_label("Hvorfor?").fill("Det lykkes hver uge.")
    expect(goal(page, 3).get_by_label("Hvordan lyder målet nu?")).to_be_hidden()


def test_three_goals_are_followed_up_and_the_help_goes_on(
    visitor: Visitor, case: str, tmp_path: Path
) -> None:
    page = visitor(WHO, case)
    page.get_by_role("link", name="Følg op på hjælpen").click()
    is_clean(page)
    goes_through(page)
    page.screenshot(path=tmp_path / "follow-up.png", full_page=True)

    # What is forgotten is said, and nothing that was typed is lost.
    page.get_by_role("button", name="Registrér", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("Gå oplysningerne igennem")
    is_clean(page)
    expect(goal(page, 2).get_by_label("Hvordan lyder målet nu?")).to_have_value(
        "Tager bussen med en ledsager."
    )
    page.get_by_label("Oplysningerne gælder stadig").check()
    page.get_by_role("button", name="Registrér", exact=True).click()
    expect(page.get_by_text("»Opfølgning holdt« er registreret i sagen.")).to_be_visible()
    expect(page.get_by_text("Der er intet at gøre, før hjælpen skal følges op.")).to_be_visible()
    newest = page.get_by_role("region", name="Senest i sagen")
    expect(newest).to_contain_text("1 fortsætter uændret, 1 justeres, 1 er nået og slutter")
    is_clean(page)


def test_on_a_phone_and_by_keyboard_a_change_is_begun(
    visitor: Visitor, case: str, tmp_path: Path
) -> None:
    page = visitor(WHO, f"{case}/registrer/follow_up_held", viewport=PHONE)
    is_clean(page)
    goes_through(page)
    expect(page.get_by_label("Hvorfor skal hjælpen ændres?")).to_be_hidden()
    tab_to(page, page.get_by_label("Oplysningerne gælder stadig"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("Den fortsætter, som den er bevilget"))
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_label("Hvorfor skal hjælpen ændres?"))
    page.keyboard.type("Bliver træt efter tre dage.")
    tab_to(page, page.get_by_label("Hvad har borgeren brug for nu?"))
    page.keyboard.type("Færre dage om ugen.")
    is_clean(page)
    page.screenshot(path=tmp_path / "follow-up-phone.png", full_page=True)
    tab_to(page, page.get_by_role("button", name="Registrér", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Opfølgningen viser, at hjælpen skal ændres.")).to_be_visible()


def test_a_closed_case_is_opened_again(visitor: Visitor, case: str, tmp_path: Path) -> None:
    page = visitor(WHO, case)
    page.get_by_role("link", name="Luk sagen").click()
    page.get_by_label("Hvorfor lukkes sagen?").fill("Borgeren er flyttet.")
    page.get_by_role("button", name="Luk sagen").click()
    page.get_by_role("link", name="Genåbn sagen").click()
    is_clean(page)
    expect(page.get_by_role("region", name="Fra sagen")).to_contain_text("Borgeren er flyttet.")
    page.get_by_label("Hvorfor genåbnes sagen?").fill("Borgeren er flyttet tilbage.")
    page.screenshot(path=tmp_path / "reopen.png", full_page=True)
    page.get_by_role("button", name="Genåbn sagen").click()
    expect(page.get_by_role("alert").first).to_contain_text("Løber hjælpen igen?")
    page.get_by_label("Ja, borgeren får den, som den var bevilget").check()
    page.get_by_role("button", name="Genåbn sagen").click()
    expect(page.get_by_role("link", name="Følg op på hjælpen")).to_be_visible()
    is_clean(page)
