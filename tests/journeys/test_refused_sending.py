"""A decision that would be sent back is not sent: the screen says why, and leads on."""

from playwright.sync_api import expect

from kompas.sample.ids import case_id
from kompas.sample.nine import note_cases
from kompas.sample.users import caseworker
from tests.journeys.conftest import SEED, Visitor

CASE_8 = 7
NOT_SHOWN = "Grunden »Behovet dækkes i boligen« er ikke vist."


def test_a_decision_that_falls_is_not_sent(visitor: Visitor) -> None:
    worker = caseworker(note_cases()[CASE_8].unit, CASE_8)
    case = f"/sager/{case_id(SEED, CASE_8)}"
    page = visitor(worker.username, f"{case}/afgoerelse")

    page.get_by_role("button", name="Træf afgørelsen").click()
    expect(page.get_by_role("alert")).to_contain_text("Afgørelsen er ikke truffet")
    page.get_by_label("Jeg vil træffe afgørelsen alligevel").check()
    page.get_by_role("button", name="Træf afgørelsen").click()
    expect(page.get_by_role("status").filter(has_text="kan ikke sendes endnu")).to_be_visible()

    page.goto(f"{case}/send")
    why = page.get_by_role("region", name="Brevet kan ikke sendes endnu")
    expect(why).to_contain_text(NOT_SHOWN)
    expect(page.get_by_role("button", name="Brevet er sendt")).to_have_count(0)
    why.get_by_role("link", name="Se manglerne ved afgørelsen").click()

    taken = page.get_by_role("region", name="Afgørelsen er truffet")
    expect(taken.get_by_role("heading")).to_be_in_viewport()
    expect(taken).to_contain_text(NOT_SHOWN)
    expect(taken).to_contain_text("Du har selv truffet afgørelsen og kan ikke fravige manglen.")
