"""The guide in a real browser: with a strict policy, by keyboard alone, and without barriers."""

import socketserver
import threading
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from kompas.norms import Library
from kompas.publication.site import site

GUIDE = "copenhagen-104-2025-guide.html"
PAGES = [
    "index.html",
    "copenhagen-104-2025.html",
    "sammenlign-copenhagen-104-2025-vejen-104-2025.html",
    GUIDE,
]


class Strict(SimpleHTTPRequestHandler):
    """Serves the files as a careful server would."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, *_words: object) -> None:
        pass


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@pytest.fixture(scope="module")
def folder(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("site")
    for name, content in site(library, date(2026, 6, 1)).items():
        (made / name).write_bytes(content)
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with Server(("127.0.0.1", 0), partial(Strict, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    return chromium


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which every word of complaint from the browser is a failure."""
    opened = browser.new_page()
    opened.set_default_timeout(120_000)  # only a fault waits so long
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    opened.close()
    assert [words for words in said if "favicon" not in words and "404" not in words] == []


@pytest.mark.parametrize("name", PAGES)
def test_no_barrier_that_axe_can_see(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/{name}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def answered_by_keyboard(page: Page) -> list[str]:
    """Answer every question with its first choice, by keyboard; the questions."""
    asked = []
    while page.locator("form legend").count():
        asked.append(page.locator("form legend").inner_text())
        assert len(asked) < 20
        page.locator("form input").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
    return asked


def test_the_guide_can_be_answered_by_keyboard_under_a_strict_policy(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/{GUIDE}")
    asked = answered_by_keyboard(page)
    assert "Hvor gammel er du?" in asked
    assert len(asked) == len(set(asked))
    assert page.evaluate("document.activeElement.tagName") == "H2"
    assert page.locator("#guide .result h2").count() == 1
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_an_answer_can_be_put_right_and_the_question_comes_again(page: Page, address: str) -> None:
    page.goto(f"{address}/{GUIDE}")
    first = page.locator("form legend").inner_text()
    page.locator("form button").click()
    assert page.locator(".problem").inner_text() == "Vælg et af svarene, og tryk på Næste."
    page.locator("form input").last.check()
    page.locator("form button").click()
    assert page.locator("form legend").inner_text() != first
    page.locator(".given button").first.click()
    assert page.locator("form legend").inner_text() == first
    assert page.locator(".given").count() == 0


def test_the_guide_works_from_a_file_without_a_server(page: Page, folder: Path) -> None:
    page.goto((folder / GUIDE).as_uri())
    assert answered_by_keyboard(page)


def test_nothing_is_kept_and_nothing_is_sent(page: Page, address: str) -> None:
    page.goto(f"{address}/{GUIDE}")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    answered_by_keyboard(page)
    assert asked == []
    kept = "JSON.stringify([localStorage.length, sessionStorage.length, document.cookie])"
    assert page.evaluate(kept) == '[0,0,""]'
    assert page.url == f"{address}/{GUIDE}"


PHONE = ["copenhagen-84-2025", "copenhagen-85-2025", "copenhagen-103-2025", "copenhagen-104-2025",
         "copenhagen-107-2025", "copenhagen-108-2025", "vejen-104-2025"]  # fmt: skip


@pytest.mark.parametrize("name", PHONE)
def test_on_a_phone_six_screens_come_before_the_folded_details(
    page: Page, address: str, name: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{address}/{name}.html")
    parts = page.locator("details.part[open]")
    assert parts.count() == 2
    last = parts.last.bounding_box()
    assert last is not None
    assert last["y"] + last["height"] <= 6 * 640
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_what_depends_on_the_need_is_said_so_and_not_listed(page: Page, address: str) -> None:
    page.goto(f"{address}/{GUIDE}")
    while page.locator("form legend").count():
        page.locator("form input").last.check()  # I do not know
        page.locator("form button[type=submit]").click()
    heads = page.locator("#guide .result h4").all_inner_texts()
    assert "Omfang: Det afhænger af dit behov. Kommunen finder ud af det sammen med dig" in heads
    assert "Befordring: Det kommer an på din situation" in " ".join(heads)
    assert not any(" eller " in head.partition(": ")[2] for head in heads)


def test_a_comparison_is_folded_question_by_question(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{address}/sammenlign-copenhagen-104-2025-vejen-104-2025.html")
    assert page.locator("#days_per_week").is_visible()
    assert page.evaluate("document.documentElement.scrollHeight") <= 6 * 640
    page.locator("#days_per_week").click()
    assert page.get_by_text("5 dage om ugen").first.is_visible()
