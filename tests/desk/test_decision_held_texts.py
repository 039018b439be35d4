"""What the case says already is put into the decision by a button, and never over what stands."""

from kompas.norms import Library
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import Page, address, begin, opened
from tests.processes.town import assessed
from tests.spec.case.stories import APPLICATION, ASSESSMENT, NEED

HELD = {
    "need": f"{NEED.reason} {NEED.need}",
    "wishes": f"Ønsket er: »{APPLICATION.applied_for}«",
    "capacity": ASSESSMENT.capacity,
}


def test_what_the_case_says_is_put_in_and_can_be_reworded(
    sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    begun = {name: {"text": "", "evidence": ["note-1"]} for name in HELD}
    begin(telling, {"kind": "grant", **begun})
    page = opened(client, telling)
    assert "fetch" in page.buttons
    answer = client.post(address(telling), {**page.sent, "do": "fetch"})
    assert answer.headers["Location"].endswith("#f-need-text")
    page = opened(client, telling)
    for name, text in HELD.items():
        assert page.fields[f"{name}-text"] == [text]
        assert page.fields[f"{name}-evidence"] == ["note-1"]
    assert "fetch" not in page.buttons


def test_nothing_that_stands_is_written_over(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, {"kind": "grant", "need": {"text": "Dit behov er støtte."}})
    page = opened(client, telling)
    for asked in ("fetch", "fetch:kind", "fetch:x.y"):
        assert client.post(address(telling), {**page.sent, "do": asked}).status_code == 302
        page = opened(client, telling)
        assert page.fields["need-text"] == ["Dit behov er støtte."]
        assert page.fields["wishes-text"] == [HELD["wishes"]]


def test_a_button_keeps_what_was_typed_beside_it(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    page: Page = opened(client, telling)
    typed = {**page.sent, "starts_on": "2026-08-01", "do": "fetch"}
    client.post(address(telling), typed)
    page = opened(client, telling)
    assert page.fields["starts_on"] == ["2026-08-01"]
    assert page.fields["need-text"] == [HELD["need"]]
