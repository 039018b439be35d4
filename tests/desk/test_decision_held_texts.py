"""What the case says already is put into the decision by a button, and never over what stands."""

import pytest

from kompas.norms import Library
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import Page, address, begin, opened
from tests.processes.town import assessed
from tests.spec.case.stories import APPLICATION, ASSESSMENT, NEED

HELD = {
    "need": f"{NEED.reason} {NEED.need}",
    "wishes": APPLICATION.applied_for,
    "capacity": ASSESSMENT.capacity,
}


@pytest.mark.parametrize("name", HELD)
def test_what_the_case_says_is_put_in_and_can_be_reworded(
    name: str, sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, {"kind": "grant", name: {"text": "", "evidence": ["note-1"]}})
    page = opened(client, telling)
    assert f"fetch:{name}" in page.buttons
    answer = client.post(address(telling), {**page.sent, "do": f"fetch:{name}"})
    assert answer.headers["Location"].endswith(f"#f-{name}-text")
    page = opened(client, telling)
    assert page.fields[f"{name}-text"] == [HELD[name]]
    assert page.fields[f"{name}-evidence"] == ["note-1"]
    assert f"fetch:{name}" not in page.buttons


def test_nothing_that_stands_is_written_over(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, {"kind": "grant", "need": {"text": "Dit behov er støtte."}})
    page = opened(client, telling)
    assert "fetch:need" not in page.buttons
    for asked in ("fetch:need", "fetch:kind", "fetch:", "fetch:x.y"):
        assert client.post(address(telling), {**page.sent, "do": asked}).status_code == 302
        page = opened(client, telling)
        assert page.fields["need-text"] == ["Dit behov er støtte."]


def test_a_button_keeps_what_was_typed_beside_it(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    page: Page = opened(client, telling)
    typed = {**page.sent, "starts_on": "2026-08-01", "do": "fetch:need"}
    client.post(address(telling), typed)
    page = opened(client, telling)
    assert page.fields["starts_on"] == ["2026-08-01"]
    assert page.fields["need-text"] == [HELD["need"]]
