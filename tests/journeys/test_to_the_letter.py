"""From an application to a letter that is sent, in a unit without and with a panel."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from kompas.web.filters import day
from tests.clock import TODAY
from tests.journeys.conftest import Visitor
from tests.journeys.effort import Counter, Effort

CITIZEN = "Prøve Person"
CPR = "7204801234"
"""Nobody's: no month has a 72nd day."""
COMPANY = "Et sted at komme i hverdagen sammen med andre."
SUPPORT = "Hjælp til post, penge og aftaler fire timer om ugen."
"""What is applied for: § 104, and § 85."""
SIX_HOURS = "Du kan holde til seks timer om dagen."
TWO_VISITS = "To besøg om ugen er det, der skal til, for at posten bliver åbnet."
"""Why so much is granted."""
COMPLAINT = timedelta(weeks=4, days=1)
"""Four weeks after `TODAY` is a Sunday: the time to complain ends on the Monday."""
"""From when the letter is received, which by Digital Post is when it is sent."""


def fill(page: Page, fields: Mapping[str, str]) -> None:
    """Type into fields by their labels."""
    for label, text in fields.items():
        page.get_by_label(label).fill(text)


def goes_on(page: Page, step: str) -> None:
    """Press the one button that the page of the case says is next."""
    page.get_by_role("region", name="Næste skridt").get_by_role("link", name=step).click()


def goes_straight_on(page: Page, button: str, fields: Mapping[str, str], step: str) -> None:
    """Fill in a form, send it, and be at the next step without a look at the case."""
    fill(page, fields)
    page.get_by_role("button", name=f"{button}, og gå videre").click()
    expect(page.get_by_role("heading", name=step, exact=True)).to_be_visible()


def records(page: Page, button: str, fields: Mapping[str, str]) -> None:
    """Fill in a form and send it; back at the case, which says that it is recorded."""
    fill(page, fields)
    page.get_by_role("button", name=button, exact=True).click()
    said(page, "Gemt i sagen")


def said(page: Page, text: str) -> None:
    """What was done is told."""
    expect(page.get_by_role("status").filter(has_text=text)).to_be_visible()


def applies(page: Page, service: str = "activity_and_social", wish: str = COMPANY) -> None:
    """The form of a new case, with an application."""
    page.get_by_role("link", name="Opret ny sag").click()
    fill(
        page,
        {
            "CPR-nummer": CPR,
            "Borgerens navn": CITIZEN,
            "Adresse": "Prøvevej 1\n9999 Eksempelby",
            "Hvad søges der om?": wish,
        },
    )
    page.get_by_label("Ydelse").select_option(service)


def opens_a_case(page: Page) -> None:
    """An application becomes a case, on whose page one is then."""
    applies(page)
    page.get_by_role("button", name="Opret sagen", exact=True).click()
    said(page, "Borgeren skal have en afgørelse senest")


def applies_and_goes_on(page: Page, *of_what: str) -> None:
    """An application becomes a case, and one is at its first step."""
    applies(page, *of_what)
    goes_straight_on(page, "Opret sagen", {}, "Årsag og behov efter mødet")
    said(page, "Borgeren skal have en afgørelse senest")


def uncovers_the_need(page: Page) -> None:
    goes_straight_on(
        page,
        "Registrér",
        {
            "Hvorfor har borgeren brug for hjælp?": "Du har en medfødt hjerneskade.",
            "Hvad har borgeren brug for?": "Du har brug for samvær og støtte til at komme i gang.",
        },
        "Oplysninger",
    )


def answers_what_is_asked(page: Page) -> None:
    """The facts of whom the act covers, with their source; the number says how old they are."""
    expect(page.get_by_text("borgeren født 12. april 1980")).to_be_visible()
    page.get_by_label("Kilde", exact=True).fill("Samtale med borgeren")
    says_yes(page, "funktionsevne betydeligt nedsat?", "behov for støtte for at opretholde")


def says_yes(page: Page, *questions: str) -> None:
    for question in questions:
        asked = page.get_by_role("group").filter(has_text=question)
        asked.get_by_label("Ja", exact=True).check()


def answers_what_support_asks(page: Page) -> None:
    """What decides whether § 85 and the standard cover one, and how many hours it speaks of."""
    page.get_by_label("Kilde", exact=True).fill("Udredning efter VUM")
    page.get_by_label("Hvor bor borgeren?", exact=True).select_option(label="Egen bolig")
    page.get_by_label("Hvilket støttebehov viser udredningen efter VUM?", exact=True).select_option(
        "D2"
    )
    page.get_by_label("Bor i egen bolig og kan blive boende med støtte").check()
    says_yes(
        page,
        "behov for hjælp, omsorg eller støtte?",
        "behov for støtte for at opretholde",
        "funktionsevne betydeligt nedsat?",
    )


def adds_a_paper(page: Page) -> None:
    """The form of a paper, filled in."""
    page.get_by_role("link", name="Tilføj et bilag").first.click()
    fill(page, {"Hvad handler det om?": "Udtalelse fra lægen"})


def finds_out(
    page: Page,
    then: str = "Afgørelsen",
    answers: Callable[[Page], None] = answers_what_is_asked,
    noted: int = 2,
) -> None:
    """Reason and need, facts, the assessment, and the paper that the case says it lacks."""
    uncovers_the_need(page)
    answers(page)
    goes_straight_on(page, "Notér", {}, "Udredning efter VUM")
    said(page, f"{noted} oplysninger er noteret")
    page.get_by_label("Samlet støttebehov").select_option("D2")
    records(
        page,
        "Registrér",
        {
            "Borgerens funktionsevne": "Du kan tage del i mindre grupper med støtte.",
            "Sammenfatning": "Moderat til omfattende støttebehov i hverdagen.",
        },
    )
    page.get_by_role("link", name="Tilføj et bilag").first.click()
    goes_straight_on(page, "Tilføj bilaget", {"Hvad handler det om?": "Udtalelse fra lægen"}, then)


FIVE_DAYS = {
    "Dage om ugen": "5",
    "Timer om ugen": "30",
    "Begrundelse": "Fem dage svarer til behovet.",
}
FOUR_HOURS = {"Timer om ugen": "4", "Begrundelse": "Fire timer svarer til behovet."}


def panel_follows(page: Page, visitor: Visitor, recommended: Mapping[str, str]) -> None:
    """The recommendation is put to today's meeting, where somebody else writes down the outcome."""
    page.get_by_label("Bevilling").check()
    goes_straight_on(page, "Registrér", recommended, "Sæt på visitationsudvalgets dagsorden")
    records(
        page, "Sæt på dagsordenen", {"Eller et møde, der ikke er planlagt endnu": TODAY.isoformat()}
    )
    panel = visitor("alba-kilde", "/udvalg")
    panel.goto(panel.url + f"/east/{TODAY.isoformat()}")
    panel.get_by_role("link", name=CITIZEN).click()
    panel.get_by_label("Som indstillet").check()
    panel.get_by_role("group", name="Alba Kilde").get_by_label("I denne sag").select_option("chair")
    panel.get_by_role("button", name="Gem beslutningen").click()
    said(panel, "Udvalgets beslutning er skrevet ned")
    page.reload()
    goes_on(page, "Skriv afgørelsen")


def fetches_what_the_case_knows(page: Page, wish: str = COMPANY) -> None:
    """Need, wishes and capacity come from the case."""
    page.get_by_role("button", name="Hent fra sagen").click()
    expect(page.get_by_label("Borgerens ønsker")).to_have_value(f"Ønsket er: »{wish}«")
    page.get_by_label("Gælder fra").fill(TODAY.isoformat())


def decides(page: Page) -> None:
    """Write until nothing would fell it: what the findings ask for, where they lead."""
    page.get_by_label("Hvilken afgørelse er det?").select_option(label="Bevilling")
    fetches_what_the_case_knows(page)
    page.get_by_label("Dage om ugen", exact=True).fill("5")
    gives_the_need_as_ground(page)
    page.get_by_label("Timer om ugen", exact=True).fill("30")
    says_why(page, "Du bliver træt, når dagen er lang.", SIX_HOURS)


def decides_on_support(page: Page) -> None:
    """The same, of § 85: an extent, and no days."""
    page.get_by_label("Hvilken afgørelse er det?").select_option(label="Bevilling")
    fetches_what_the_case_knows(page, SUPPORT)
    page.get_by_label("Timer om ugen", exact=True).fill("4")
    gives_the_need_as_ground(page)
    says_why(page, "Posten hober sig op, når du er alene om den.", TWO_VISITS)


def gives_the_need_as_ground(page: Page) -> None:
    """The ground that the individual need is."""
    page.get_by_label("Tilføj en grund").select_option(label="Det konkrete behov")
    page.get_by_role("button", name="Tilføj grunden").click()
    # The page comes anew; that the decision does not hold yet may have stood on the one before.
    expect(page.get_by_label("Derfor gælder grunden for borgeren")).to_be_visible()
    expect(findings(page)).to_contain_text("Afgørelsen holder ikke endnu")


def says_why(page: Page, ground: str, extent: str) -> None:
    """Where the findings lead; then the decision is taken."""
    findings(page).get_by_role("link", name="hvorfor grunden gælder").click()
    page.keyboard.type(ground)
    findings(page).get_by_role("link", name="taler for netop det omfang").click()
    page.keyboard.type(extent)
    expect(findings(page)).to_contain_text("Kompas har ingen indvendinger")
    page.get_by_role("button", name="Træf afgørelsen").click()
    said(page, "Afgørelsen er truffet")


def findings(page: Page) -> Locator:
    """What would fell the decision, beside it."""
    return page.get_by_role("complementary", name="Ville afgørelsen holde?")


def sends(page: Page, extent: str = SIX_HOURS) -> None:
    """The letter, which says why so much, is read, made and sent; the page says what follows."""
    letter = page.frame_locator("iframe[title='Brevet til borgeren']")
    expect(letter.get_by_text(extent)).to_be_visible()
    page.get_by_role("button", name="Lav brevet").click()
    page.get_by_role("link", name="Gå videre, og send brevet").click()
    page.get_by_label("Digital Post").check()
    page.get_by_label("Jeg har læst brevet").check()
    page.get_by_role("button", name="Brevet er sendt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Brevet er sendt")
    page.get_by_role("link", name="Tilbage til sagen").click()
    expect(page.get_by_role("list", name="Hvor langt sagen er")).to_contain_text(
        "Brev sendt: her er sagen"
    )
    expect(page.get_by_role("region", name="Datoer i sagen")).to_contain_text(
        f"Klagefrist{day(TODAY + COMPLAINT)}"
    )


MOST = Effort(clicks=24, fields=15, pages=15)
MOST_WITH_PANEL = Effort(clicks=28, fields=19, pages=19)
MOST_FOR_SUPPORT = Effort(clicks=32, fields=17, pages=19)
"""What it takes the caseworker at most (`pytest -s` prints what it took); it may become less.
Support (§ 85) has four answers more than § 104: home, situation, need and its level. The page
on which one waits for the letter counts, and does not come where the letter is there at once.
"""


def is_at_most(took: Effort, most: Effort) -> None:
    """What was done by hand is no more than it may be."""
    print(took)  # noqa: T201 - told to who wants to know
    assert took.clicks <= most.clicks
    assert took.fields <= most.fields
    assert took.pages <= most.pages


def test_without_a_panel_an_application_becomes_a_letter(visitor: Visitor) -> None:
    page = visitor("ronja-elm", "/min-dag")
    counter = Counter(page)
    applies_and_goes_on(page)
    finds_out(page)
    decides(page)
    sends(page)
    is_at_most(counter.so_far(), MOST)


def test_with_a_panel_an_application_becomes_a_letter(visitor: Visitor) -> None:
    page = visitor("sigrid-toft", "/min-dag")
    counter = Counter(page)
    applies_and_goes_on(page)
    finds_out(page, "Indstilling")
    panel_follows(page, visitor, FIVE_DAYS)
    decides(page)
    sends(page)
    is_at_most(counter.so_far(), MOST_WITH_PANEL)


def test_with_a_panel_an_application_for_support_becomes_a_letter(visitor: Visitor) -> None:
    page = visitor("sigrid-toft", "/min-dag")
    counter = Counter(page)
    applies_and_goes_on(page, "socio_pedagogical_support", SUPPORT)
    finds_out(page, "Indstilling", answers_what_support_asks, noted=6)
    panel_follows(page, visitor, FOUR_HOURS)
    decides_on_support(page)
    sends(page, TWO_VISITS)
    is_at_most(counter.so_far(), MOST_FOR_SUPPORT)
