"""A unit's standard texts are put into the fields of a decision, below what stands there."""

import pytest

from kompas.accounts import phrases
from kompas.norms import Library
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import Page, address, begin, opened
from tests.processes.town import EAST, WEST, Telling, assessed

TEXT = "Vi har talt med dig om det den 1. juni 2026."


@pytest.fixture
def telling(sign_in: SignIn, library: Library) -> Telling:
    """A decision that is begun, in a unit with a standard text; another unit has another."""
    del sign_in
    phrases.write(WEST, "Vi har talt med dig", TEXT)
    phrases.write(EAST, "Fra en anden enhed", "Det skal ikke stå her.")
    told = assessed(library)
    begin(told, {"kind": "refusal", "need": {"text": "Dit behov er støtte."},
                 "grounds": [{"type": "met_in_housing", "text": ""}]})  # fmt: skip
    return told


def chosen(page: Page, into: str, unit: str | None = WEST) -> dict[str, object]:
    """The form as it is sent when a text and a field were chosen."""
    (one,) = phrases.phrases_of(unit)
    return {**page.sent, "do": "phrase", "phrase": str(one.id), "phrase_into": into}


@pytest.mark.parametrize(
    "into", ["need-text", "wishes-text", "grounds-0-text", "complaint_guidance-how"]
)
def test_it_stands_below_what_was_typed(into: str, telling: Telling, sign_in: SignIn) -> None:
    _put(into, telling, sign_in)


def test_it_may_show_what_a_ground_demands(telling: Telling, sign_in: SignIn) -> None:
    fields = opened(sign_in("anna"), telling).fields
    shown = [one for one in fields if one.startswith("grounds-0-shown-") and one.endswith("-text")]
    _put(shown[0], telling, sign_in)


def _put(into: str, telling: Telling, sign_in: SignIn) -> None:
    """Put a text into a field: it stands there, below what stood, and nothing else is changed."""
    client = sign_in("anna")
    page = opened(client, telling)
    answer = client.post(address(telling), chosen(page, into))
    assert answer.headers["Location"].endswith(f"#f-{into}")
    after = opened(client, telling).fields
    before = "".join(page.fields[into])
    assert after[into] == ["\n\n".join(filter(None, (before, TEXT)))]
    own = {into, "draft_version", "csrfmiddlewaretoken"}
    assert {name: said for name, said in after.items() if name not in own} == {
        name: said for name, said in page.fields.items() if name not in own
    }


def test_what_is_not_offered_is_put_nowhere(telling: Telling, sign_in: SignIn) -> None:
    client = sign_in("anna")
    page = opened(client, telling)
    offered = client.get(address(telling)).content.decode()
    assert "Vi har talt med dig" in offered
    assert "Fra en anden enhed" not in offered
    for wrong in (
        chosen(page, ""),
        chosen(page, "starts_on"),
        chosen(page, "grounds-7-text"),
        chosen(page, "need-text", EAST),
        {**chosen(page, "need-text"), "phrase": ""},
    ):
        answer = client.post(address(telling), wrong)
        assert answer.headers["Location"].endswith("#standardtekster")
        assert opened(client, telling).fields["need-text"] == ["Dit behov er støtte."]


def test_only_fields_that_are_shown_are_offered(telling: Telling, sign_in: SignIn) -> None:
    client = sign_in("anna")
    html = client.get(address(telling)).content.decode()
    places = html.partition('id="phrase-into"')[2].partition("</select>")[0]
    assert '<option value="alternatives-text">' in places
    assert "Grund 1, Derfor gælder grunden for borgeren" in places
    begin(telling, {"kind": "grant"})
    html = client.get(address(telling)).content.decode()
    places = html.partition('id="phrase-into"')[2].partition("</select>")[0]
    assert '<option value="need-text">' in places
    assert "alternatives-text" not in places


def test_a_unit_without_texts_has_no_empty_list(sign_in: SignIn, library: Library) -> None:
    client, told = sign_in("anna"), assessed(library)
    assert "standardtekst" not in client.get(address(told)).content.decode().casefold()
