"""A municipality that is only a folder of data, on the screens: from application to follow-up.

Deadlines go by age, the package of hours and the days elsewhere are facts of its own, a visit must
be noted before a grant, and the first follow-up is sooner than the later ones.
"""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from kompas.accounts.models import Membership, Unit, User
from kompas.norms import load
from kompas.web import norms
from kompas.web.filters import day
from tests.clock import TODAY
from tests.journeys.conftest import Visitor
from tests.journeys.test_to_the_letter import (
    adds_a_paper,
    answers_what_is_asked,
    fetches_what_the_case_knows,
    fill,
    goes_on,
    opens_a_case,
    records,
    said,
    uncovers_the_need,
)
from tests.register.database import Database
from tests.third_municipality.overlay import laid_over

NAME = "havnsted"
FROM_25 = timedelta(weeks=8)
IN_SIX_MONTHS = TODAY.replace(month=TODAY.month + 6)


@pytest.fixture
def caseworker(eksempelby: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> User:
    """Somebody in a unit of that municipality, on a server that reads its folder too."""
    del eksempelby
    own = load(laid_over(tmp_path / "norms", NAME))
    monkeypatch.setattr(norms, "_held", [own])
    unit = Unit.objects.create(key="havnsted-team", name="Team Havnsted", municipality=NAME)
    user = User.objects.make("ida-havn", "Ida Havn")
    Membership.objects.create(user=user, unit=unit, role="caseworker")
    return user


def dates(page: Page) -> Locator:
    """What the page of the case says of its days."""
    return page.get_by_role("region", name="Datoer i sagen")


def finds_out(page: Page) -> None:
    """Need, the facts that the municipality's own rules ask for in its own words, examination."""
    goes_on(page, "Skriv årsag og behov")
    uncovers_the_need(page)
    answers_what_is_asked(page)
    fill(
        page,
        {
            "Hvor mange dage om ugen søger borgeren om i dette tilbud?": "3",
            "Hvor mange dage om ugen har borgeren i et andet dagtilbud": "2",
        },
    )
    page.get_by_label("rolig pakke").check()
    page.get_by_role("button", name="Notér oplysningerne").click()
    said(page, "5 oplysninger er noteret")
    expect(page.get_by_role("main")).to_contain_text("2,5 timer om dagen")
    page.get_by_role("link", name="Overblik").click()


def examines(page: Page) -> None:
    """A paper and the assessment: without a level, since the municipality goes by packages."""
    adds_a_paper(page)
    page.get_by_role("button", name="Tilføj bilaget", exact=True).click()
    goes_on(page, "Skriv udredningen")
    records(
        page,
        "Registrér",
        {
            "Borgerens funktionsevne": "Kan tage del i mindre grupper med støtte.",
            "Sammenfatning": "Støttebehov i hverdagen.",
        },
    )


def writes(page: Page) -> Locator:
    """The decision as a draft; what Kompas says of it."""
    goes_on(page, "Skriv afgørelsen")
    page.get_by_label("Hvilken afgørelse er det?").select_option(label="Bevilling")
    fetches_what_the_case_knows(page)
    expect(page.get_by_label("Telefon")).to_have_value("00 00 00 00")  # of its own folder
    page.get_by_label("Dage om ugen", exact=True).fill("3")
    page.get_by_label("Timer om ugen", exact=True).fill("7,5")
    return page.get_by_role("complementary", name="Ville afgørelsen holde?")


def test_its_case_goes_from_the_application_to_the_first_follow_up(
    visitor: Visitor, caseworker: User
) -> None:
    page = visitor(caseworker.username, "/min-dag")
    opens_a_case(page)
    # The number says how old the citizen is: the deadline by age counts from the first day.
    expect(dates(page)).to_contain_text(f"Frist for afgørelsen{day(TODAY + FROM_25)}")
    finds_out(page)
    examines(page)
    findings = writes(page)
    expect(findings).to_contain_text("viser ikke oplysningen om, at borgeren har besøgt tilbuddet")
    expect(findings).to_contain_text("Kompas har ingen indvendinger")
    page.get_by_role("button", name="Træf afgørelsen").click()
    said(page, "Afgørelsen er truffet")
    letter = page.frame_locator("iframe[title='Brevet til borgeren']")
    expect(letter.get_by_text("Første gang er senest 6 måneder efter afgørelsen")).to_be_visible()
    page.get_by_role("button", name="Lav brevet").click()
    page.get_by_role("link", name="Gå videre, og send brevet").click()
    page.get_by_label("Digital Post").check()
    page.get_by_label("Jeg har læst brevet").check()
    page.get_by_role("button", name="Brevet er sendt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Brevet er sendt")
    page.get_by_role("link", name="Tilbage til sagen").click()
    expect(dates(page)).to_contain_text(f"Opfølgning senest{day(IN_SIX_MONTHS)}")
