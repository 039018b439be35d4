"""The nine cases of the appeals board's note, as they lie in Eksempelby for whoever opens them.

Their drafts say what the note says that the municipality said. When somebody has written what the
note is silent on, what is left to mend is what the board found wrong, and no more.
"""

import json
from collections.abc import Sequence

import pytest
from playwright.sync_api import Locator, Page, expect

from kompas.sample.ids import case_id
from kompas.sample.nine import note_cases
from kompas.sample.users import caseworker
from tests.journeys.conftest import SEED, Visitor
from tests.journeys.filling import in_sight
from tests.spec.soundness.test_nine_cases import CASES, FAULTS

STANDS = "Kompas har ingen indvendinger"
"""Whether its letter lacks something is another matter."""
FALLS = "Afgørelsen holder ikke endnu: Ankestyrelsen ville sandsynligvis ændre eller hjemvise den."
WRITTEN = {
    "need": "Borgerens behov",
    "wishes": "Borgerens ønsker",
    "capacity": "Funktionsevne",
    "changed_since": "Anderledes siden sidst",
    "form_reason": "Begrundelse",
    "alternatives": "Anden hjælp, borgeren kan få",
    "offer_activities": "Aktiviteter",
    "offer_staff": "Personale",
    "offer_premises": "Fysiske rammer",
    "offer_meets_need": "Sådan dækker det behovet",
    "ground:met_in_housing:can_take_part": "I hvilket omfang borgeren kan deltage",
    "ground:open_offer:covers_need": "At det åbne tilbud kompenserer borgeren for behovet",
    "ground:open_offer:can_use": "At borgeren er i stand til at bruge et åbent tilbud",
}
"""What a note can be silent on, by the label under which it is written."""
SAYS = {
    "need": "Du har brug for at være sammen med jævnaldrende og for ro om eftermiddagen.",
    "wishes": "På mødet den 4. maj sagde du, at du vil blive ved med at male.",
    "capacity": "Du går selv til bussen, men bliver urolig, når der er mange mennesker.",
    "changed_since": "Siden efteråret er du flyttet og er begyndt at tage bussen alene.",
    "form_reason": "Valget griber ind i din hverdag, for du har kommet der i seks år.",
    "alternatives": "Du kan bruge biblioteket og den åbne café på torvet om onsdagen.",
    "offer_activities": "Keramik om tirsdagen, sang om torsdagen og gåture hver formiddag.",
    "offer_staff": "To pædagoger, som har arbejdet med hjerneskade i ti år.",
    "offer_premises": "Et lyst værksted i stueplan og et stille rum med sofa.",
    "offer_meets_need": "Du kan male i en lille gruppe og trække dig, når du bliver træt.",
    "ground:met_in_housing:can_take_part": "Du er med til sang om mandagen med en medarbejder.",
    "ground:open_offer:covers_need": "Du møder de fire, du kender fra kortspil, hver onsdag.",
    "ground:open_offer:can_use": "Du har været der fem gange i april og gik selv hjem.",
}
"""What is written there, as somebody would who had looked into it."""
NUMBERS = [pytest.param(n, marks=pytest.mark.ledger(f"CASE-{n}")) for n in sorted(FAULTS)]


def opened(case: int, visitor: Visitor) -> Page:
    """The decision of a case of the note, on the screen of whoever handles it."""
    worker = caseworker(note_cases()[case - 1].unit, case - 1)
    return visitor(worker.username, f"/sager/{case_id(SEED, case - 1)}/afgoerelse")


def beside(page: Page) -> Locator:
    """What is found, beside the draft."""
    return page.get_by_role("complementary", name="Ville afgørelsen holde?")


def completes(page: Page, not_stated: Sequence[str]) -> None:
    """Write what the note does not tell of, where the kind of decision asks for it."""
    form = page.get_by_label("Det er", exact=True)
    if "form" in not_stated and form.is_visible():  # else it always is a decision
        form.select_option("decision")
        page.get_by_label("væsentligt indgribende for borgeren?").select_option(label="Ja")
    for name, label in WRITTEN.items():
        if name in not_stated:
            called = page.get_by_label(label, exact=True)  # sections are called so too
            for field in called.and_(page.locator("textarea, input, select")).all():
                if field.is_visible():
                    field.fill(SAYS[name])
    if "evidence" in not_stated:  # that the need was found at the meeting
        papers = page.locator("details#f-need-evidence")
        papers.locator("summary").click()
        papers.get_by_role("checkbox").first.check()
    in_sight(page.get_by_label("Klagen går til")).fill("Ankestyrelsen")
    page.get_by_label("Sådan klager borgeren").fill("Send klagen til os.")
    page.get_by_label("Frist i uger").fill("4")


@pytest.mark.parametrize("case", NUMBERS)
def test_what_is_left_to_mend_is_what_the_board_found(case: int, visitor: Visitor) -> None:
    note = json.loads((CASES / f"case-{case}.json").read_text("utf-8"))
    page = opened(case, visitor)
    completes(page, note["not_stated"])
    if FAULTS[case]:
        left = f"Skal rettes ({len(FAULTS[case])})"
        expect(beside(page).get_by_role("heading", name=left)).to_be_visible()
        expect(beside(page)).to_contain_text(FALLS)
    else:
        expect(beside(page)).to_contain_text(STANDS)


@pytest.mark.ledger("CASE-8")
def test_case_8_says_why_it_would_be_sent_back_and_leads_to_what_to_do(visitor: Visitor) -> None:
    page = opened(8, visitor)
    expect(beside(page)).to_contain_text(FALLS)
    for lack in (
        "hvilke aktiviteter og hvilket samvær der er i botilbuddet",
        "i hvilket omfang aktiviteterne findes",
    ):
        expect(beside(page).get_by_role("listitem").get_by_text(lack)).to_be_visible()
    expect(beside(page)).to_contain_text("Spørg botilbuddet, hvilke aktiviteter det har")
    beside(page).get_by_role("link", name="hvilke aktiviteter og hvilket samvær").click()
    asked = page.get_by_label("Hvilke aktiviteter og hvilket samvær der er i botilbuddet")
    expect(asked).to_be_focused()
    page.keyboard.type("Sang hver mandag, og træværksted tirsdag og torsdag.")
    expect(beside(page).get_by_text("hvilke aktiviteter og hvilket samvær")).to_have_count(0)
