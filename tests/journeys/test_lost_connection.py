"""Nothing that was typed is lost: without a connection, and when the session has ended."""

import pytest
from django.conf import settings
from playwright.sync_api import Locator, Page, Route, expect

from kompas.accounts.models import User
from kompas.sample.ids import case_id
from kompas.sample.nine import note_cases
from kompas.sample.users import USERS, caseworker
from tests.journeys.conftest import SEED, Visitor, session_of

CASE = f"/sager/{case_id(SEED, 0)}"
WORKER = caseworker(note_cases()[0].unit, 0).username
TEAM = [user.username for user in USERS if user.unit == note_cases()[0].unit]
NOTE = f"{CASE}/registrer/note_written"
PASSWORD = "en lang sætning"  # noqa: S105 - of the test


def banner(page: Page) -> Locator:
    """What says that the connection is lost."""
    return page.get_by_role("alert").filter(has_text="Ingen forbindelse til Kompas")


def state(page: Page) -> Locator:
    """What the form says of itself: saved, or not yet."""
    return page.get_by_role("main").get_by_role("status").last


def signs_in(page: Page, password: str) -> None:
    """Sign in on the page for it."""
    page.get_by_label("Brugernavn").fill(WORKER)
    page.get_by_label("Adgangskode").fill(password)
    page.get_by_role("button", name="Log ind").click()
    expect(page.get_by_role("button", name="Log ud")).to_be_visible()


def records(page: Page, text: str) -> None:
    """Send the note, and find it in the case."""
    page.get_by_role("button", name="Gem notatet i sagen").click()
    expect(page.get_by_role("region", name="Senest i sagen")).to_contain_text(text)


def test_what_is_typed_without_a_connection_is_saved_when_it_is_back(visitor: Visitor) -> None:
    page = visitor(WORKER, NOTE)
    note = page.get_by_label("Notat")
    page.context.set_offline(True)
    note.fill("Ringet til botilbuddet.")
    expect(banner(page)).to_be_visible()
    expect(state(page)).to_have_text("Ikke gemt endnu: ingen forbindelse")
    page.context.set_offline(False)
    expect(state(page)).to_contain_text("Gemt som kladde")
    expect(banner(page)).to_be_hidden()
    page.goto(CASE)
    page.goto(NOTE)
    expect(note).to_have_value("Ringet til botilbuddet.")
    records(page, "Ringet til botilbuddet.")


def test_a_page_that_is_loaded_again_has_what_could_not_be_saved(visitor: Visitor) -> None:
    page = visitor(WORKER, "/find")
    page.clock.install()
    page.goto(NOTE)
    note = page.get_by_label("Notat")
    page.route("**/kladde/**", lambda route: route.abort())
    note.fill("Aftalt møde på onsdag.")
    expect(banner(page)).to_be_visible()
    page.reload()
    expect(note).to_have_value("Aftalt møde på onsdag.")
    page.unroute("**/kladde/**")
    page.clock.fast_forward("00:05")
    expect(state(page)).to_contain_text("Gemt som kladde")


def test_what_is_recorded_is_not_kept_as_a_draft_by_a_save_that_was_late(visitor: Visitor) -> None:
    page = visitor(WORKER, NOTE)
    note = page.get_by_label("Notat")
    held: list[Route] = []
    page.route("**/kladde/**", lambda route: route.continue_() if held else held.append(route))
    with page.expect_request("**/kladde/**"):
        note.fill("Borgeren har ringet.")
    page.get_by_role("button", name="Gem notatet i sagen").click(no_wait_after=True)
    note.press_sequentially(" Igen.")  # the form is there still: it goes when the save is done
    expect(note).to_have_value("Borgeren har ringet. Igen.")
    held[0].continue_()
    expect(page.get_by_role("region", name="Senest i sagen")).to_contain_text(
        "Borgeren har ringet."
    )
    page.wait_for_load_state()  # the page tells the window that its text is recorded
    page.goto(NOTE)
    expect(note).to_have_value("")


def test_what_is_recorded_does_not_come_back_on_a_page_that_was_left_at_once(
    visitor: Visitor,
) -> None:
    page = visitor(WORKER, NOTE)
    note = page.get_by_label("Notat")
    page.route("**/web/base*.js", lambda route: route.abort())  # the next page is left before it
    note.fill("Aftalt et besøg.")
    page.get_by_role("button", name="Gem notatet i sagen").click()
    expect(page.get_by_role("region", name="Senest i sagen")).to_contain_text("Aftalt et besøg.")
    page.unroute("**/web/base*.js")
    page.goto(NOTE)
    expect(note).to_have_value("")


def test_what_cannot_be_sent_stays(visitor: Visitor) -> None:
    page = visitor(WORKER, NOTE)
    note = page.get_by_label("Notat")
    page.route("**/kladde/**", lambda route: route.abort())
    page.route("**/registrer/**", lambda route: route.fulfill(status=502, body="Nede"))
    note.fill("Ringet til moderen.")
    page.get_by_role("button", name="Gem notatet i sagen").click()
    expect(page.get_by_text("Nede")).to_be_visible()
    page.unroute("**/registrer/**")
    page.goto(NOTE)
    expect(note).to_have_value("Ringet til moderen.")


def test_what_is_not_saved_of_one_entry_is_not_put_in_for_another(visitor: Visitor) -> None:
    withdrawal = f"{CASE}/registrer/entry_withdrawn"
    page = visitor(WORKER, withdrawal)
    entry, why = page.get_by_label("Hvilken registrering?"), page.get_by_label("Hvorfor?")
    one, other = (entry.locator("option").nth(place).get_attribute("value") for place in (1, 2))
    page.route("**/kladde/**", lambda route: route.abort())
    entry.select_option(one)
    why.fill("Skrevet to gange.")
    expect(banner(page)).to_be_visible()
    page.goto(f"{withdrawal}?post={other}")
    expect(entry).to_have_value(str(other))
    expect(why).to_have_value("")
    page.goto(withdrawal)
    expect(entry).to_have_value(str(one))
    expect(why).to_have_value("Skrevet to gange.")


@pytest.fixture
def password(visitor: Visitor) -> str:
    """Somebody can sign in with it."""
    del visitor
    user = User.objects.get(username=WORKER)
    user.set_password(PASSWORD)
    user.save()
    return PASSWORD


def test_what_is_typed_after_the_session_has_ended_stays(visitor: Visitor, password: str) -> None:
    page = visitor(WORKER, NOTE)
    page.context.clear_cookies(name="sessionid")
    note = page.get_by_label("Notat")
    note.fill("Søsteren er enig.")
    expect(state(page)).to_have_text(
        "Du er logget ud. Log ind i et nyt vindue; teksten bliver stående her."
    )
    expect(note).to_have_value("Søsteren er enig.")

    other = page.context.new_page()
    other.goto("/log-ind")
    signs_in(other, password)
    note.press("End")
    page.keyboard.type(" Hun ringer igen.")
    expect(state(page)).to_contain_text("Gemt som kladde")
    records(page, "Søsteren er enig. Hun ringer igen.")


def test_a_form_that_is_sent_after_the_session_has_ended_is_not_lost(
    visitor: Visitor, password: str
) -> None:
    page = visitor(WORKER, NOTE)
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Notat").fill("Botilbuddet har plads.")
    page.get_by_role("button", name="Gem notatet i sagen").click()
    signs_in(page, password)
    page.goto(NOTE)
    expect(page.get_by_label("Notat")).to_have_value("Botilbuddet har plads.")
    records(page, "Botilbuddet har plads.")


def test_what_one_left_behind_is_never_recorded_by_somebody_else(visitor: Visitor) -> None:
    page = visitor(WORKER, NOTE)
    page.get_by_label("Notat").fill("Skrevet, før en anden loggede ind.")
    expect(state(page)).to_contain_text("Gemt som kladde")
    # Somebody else signs in, in another window of the same browser.
    where = page.url.partition("/sager")[0]
    signed_in = {
        settings.SESSION_COOKIE_NAME: session_of(next(u for u in TEAM if u != WORKER)),
        "desk_user": "en-anden",
        "csrftoken": "n" * 32,
    }
    for name, value in signed_in.items():
        page.context.add_cookies([{"name": name, "value": value, "url": where}])
    page.get_by_role("button", name="Gem notatet i sagen").click()
    expect(page.get_by_role("heading", name="Siden er udløbet")).to_be_visible()
