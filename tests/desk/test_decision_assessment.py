"""The assessment of the case is what a decision says of the capacity rests on, by itself."""

from kompas.norms import Library
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import address, opened
from tests.desk.step_forms import informed
from tests.processes.town import assessed
from tests.spec.case.stories import ASSESSMENT

PAPER = f"udredning-{ASSESSMENT.assessed_on.isoformat()}"


def test_a_new_draft_rests_on_it_until_it_is_taken_away(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    page = opened(client, telling)
    assert page.fields["capacity-evidence"] == [PAPER]
    assert "need-evidence" not in page.fields
    sent = {name: said for name, said in page.sent.items() if name != "capacity-evidence"}
    client.post(address(telling), {**sent, "do": "save"})
    assert "capacity-evidence" not in opened(client, telling).fields


def test_it_comes_with_the_text_that_is_fetched(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    client.post(address(telling), {"kind": "grant", "do": "save"})
    page = opened(client, telling)
    assert "capacity-evidence" not in page.fields
    client.post(address(telling), {**page.sent, "do": "fetch"})
    page = opened(client, telling)
    assert page.fields["capacity-evidence"] == [PAPER]
    assert page.fields["capacity-text"] == [ASSESSMENT.capacity]


def test_where_nothing_was_assessed_nothing_is_rested_on(sign_in: SignIn, library: Library) -> None:
    telling, client = informed(library), sign_in("anna")
    assert "capacity-evidence" not in opened(client, telling).fields
