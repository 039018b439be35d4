"""Nothing of a decision is lost or taken for something else: windows, colleagues, days, rows."""

from datetime import timedelta

import pytest

from kompas.desk.deciding.draft import ASIDE, DRAFT
from kompas.norms import Library
from kompas.register import drafts
from kompas.register.drafts import Draft
from tests.clock import TODAY
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import Page, address, begin, opened, status_of, stored, written
from tests.processes.town import assessed, takes

BEFORE = "Det her er din kladde fra før"


def test_ones_draft_from_before_is_not_the_decision_that_was_taken(
    sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("birk")
    on, draft = telling.case.current, {**written(telling), "need": {"text": "Birks udkast."}}
    earlier = telling.now - timedelta(hours=1)
    drafts.save(Draft(telling.id, DRAFT, "birk", draft, earlier, on.entry if on else 0))
    assert BEFORE not in opened(client, telling).html
    telling.does(takes(telling))
    page = opened(client, telling)
    assert BEFORE in page.html
    assert page.fields["need-text"] == ["Birks udkast."]
    client.post(address(telling), {**page.sent, "do": "adopt"})
    page = opened(client, telling)
    taken = telling.case.current
    assert taken is not None
    assert taken.decision is not None
    need = taken.decision.decision.need
    assert need is not None
    assert page.fields["need-text"] == [need.text]
    assert BEFORE not in page.html
    kept = stored(telling, "birk")
    assert kept is not None
    assert kept[ASIDE]["need-text"] == ["Birks udkast."]


OFFERS_BEFORE = [
    {"offers": [{"name": "Huset"}, {"name": "Gården", "staff": {"text": "To."}}]},
    {"offers-TOTAL_FORMS": ["2"], "offers-0-name": ["Huset"], "offers-1-name": ["Gården"],
     "offers-1-staff-text": ["To."]},
]  # fmt: skip


@pytest.mark.parametrize("before", OFFERS_BEFORE, ids=["as JSON", "as typed"])
def test_facilities_of_a_draft_from_when_they_were_called_offers_stand_in_their_fields(
    before: dict[str, object], sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, {"kind": "grant", **before, ASIDE: {**before, "kind": "refusal"}})
    page = opened(client, telling)
    for _window in range(2):  # also in what another window wrote
        assert page.fields["facilities-0-name"] == ["Huset"]
        assert page.fields["facilities-1-name"] == ["Gården"]
        assert page.fields["facilities-1-staff-text"] == ["To."]
        assert not [name for name in page.fields if name.startswith("offers")]
        client.post(address(telling), {**page.sent, "do": "swap"})
        page = opened(client, telling)
    kept = stored(telling)
    assert kept is not None
    assert kept["facilities-1-name"] == ["Gården"]


def test_what_another_window_wrote_is_not_thrown_away_by_taking(
    sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, {**written(telling), ASIDE: {"need-text": ["Fra det andet vindue"]}})
    page = opened(client, telling)
    refused = client.post(address(telling), {**page.sent, "do": "take"})
    assert refused.status_code == 422
    assert "den anden udgave ville gå tabt" in refused.content.decode()
    assert status_of(telling) == "assessed"
    page = Page(refused.content.decode())
    client.post(address(telling), {**page.sent, "do": f"remove:{ASIDE}"})
    client.post(address(telling), {**opened(client, telling).sent, "do": "take"})
    assert status_of(telling) == "decided"


@pytest.mark.parametrize(("days", "is_refused"), [(1, True), (0, False), (-1, False)])
def test_a_decision_is_not_dated_ahead(
    days: int, is_refused: bool, sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    day = TODAY.replace(day=TODAY.day + days).isoformat()
    begin(telling, {**written(telling), "decided_on": day})
    page = opened(client, telling)
    assert ("Datoen ligger i fremtiden." in page.html) is is_refused
    assert ("#f-decided_on" in page.links) is is_refused
    assert ("is-stands" in page.html) is not is_refused


def test_where_there_is_no_room_for_a_row_it_is_said(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, {"kind": "grant", "costs": [{"what": str(n)} for n in range(50)]})
    page = opened(client, telling)
    answer = client.post(address(telling), {**page.sent, "do": "add:costs"}, follow=True)
    assert "Der er ikke plads til flere." in answer.content.decode()


@pytest.mark.parametrize(
    ("phone", "email", "is_good"),
    [
        ("79 96 00 00", "navn@kommune.dk", True), ("+45 79 96 00 00", "", True),
        ("79-96-00-00", "", True), ("12", "", False), ("010160-1234", "", False),
        ("0101601234", "", False), ("abc", "", False), ("", "hos os", False), ("", "a@b", False),
    ],
)  # fmt: skip
def test_a_way_to_reach_somebody_is_one(
    phone: str, email: str, is_good: bool, sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    contact = {"name": "Anna Prøve", "phone": phone, "email": email}
    begin(telling, {**written(telling), "contact": contact})
    page = opened(client, telling)
    told = {"#f-contact-phone", "#f-contact-email"} & set(page.links)
    assert bool(told) is not is_good
    assert (client.post("/min-kontakt", contact).status_code == 302) is is_good
