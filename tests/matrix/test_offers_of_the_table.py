"""A decision points to an offer of the table: what the offer is comes from there, with source."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any

import pytest
from django.test import Client

from kompas.accounts.models import User
from kompas.casework import Decision, DecisionKind
from kompas.casework.offer import Listing, Offer, Ownership
from kompas.casework.steps.decision import TakeDecision
from kompas.desk.deciding.draft import DRAFT, of_values
from kompas.norms import Library
from kompas.offers import table
from kompas.processes import administering, keeping_offers
from kompas.processes.judgement import replay
from kompas.register import drafts
from tests.clock import NOW
from tests.desk.conftest import one_day, plain_files
from tests.desk.decision_pages import opened
from tests.matrix.examples import Example
from tests.matrix.playing import CASEWORKER, assessed
from tests.processes.town import Telling

__all__ = ["one_day", "plain_files"]
"""The fixtures of the desk, which hold for each test here."""

NUMBERS = count(700)
STAY = "Kollegiet Nordlyset"
OFFER = Offer(
    id="",
    name=STAY,
    valid_from=date(2020, 1, 1),
    provider="Fonden Nordlyset",
    paragraphs=("serviceloven § 107",),
    target_group="Unge voksne med autisme",
    listing=Listing.LISTED,
    listed_on=date(2020, 2, 1),
    approved_on=date(2020, 1, 15),
    seen_on=date(2026, 6, 1),
)
OF_THE_OFFER = ("offer_registered", "offer_is_external")


@dataclass(frozen=True)
class Silent(Example):
    """The example's case, in which nobody has noted what the offer is, but for `noted`."""

    noted: tuple[tuple[str, Any], ...] = ()

    @property
    def facts(self) -> dict[str, tuple[Any, str, date]]:
        """Those of the example without those about the offer."""
        known = {name: fact for name, fact in super().facts.items() if name not in OF_THE_OFFER}
        return {**known, **dict(self.noted)}


@pytest.fixture
def offers(town: object) -> Iterator[None]:  # noqa: ARG001 - it must be there
    """What one test writes into the table holds for that test alone: it ends afterwards."""
    yield
    for rows in table.everything():
        last = rows[-1]
        if not last.ended:
            table.add(last.offer, last.seq + 1, "drift", NOW, "Efter prøven.", ended=True)


def in_table(library: Library, offer: Offer) -> None:
    by = administering.at_the_terminal()
    keeping_offers.make(offer, "Slået op.", by, library.words, now=NOW)


def case_of(library: Library, *noted: tuple[str, Any]) -> tuple[Telling, Example]:
    example = Silent("107-copenhagen", DecisionKind.GRANT, noted)
    return assessed(library, example, next(NUMBERS), panel=False), example


def taken(library: Library, *noted: tuple[str, Any], **changes: Any) -> tuple[Decision, list[str]]:
    """The decision as it stands in the record, and the codes of what it was found to lack."""
    telling, example = case_of(library, *noted)
    draft = replace(example.decision(library), **changes)
    telling.does(TakeDecision(decision=draft))
    on = telling.case.current
    assert on is not None
    assert on.decision is not None
    assert replay(on.decision, library).differences == ()
    found = [kept.text for kept in on.decision.trace.findings if "Tilbudsportalen" in kept.text]
    return on.decision.decision, found


@pytest.mark.usefixtures("offers")
def test_what_the_offer_is_comes_from_the_table(library: Library) -> None:
    in_table(library, OFFER)
    decision, found = taken(library)
    assert found == []
    fact = decision.facts["offer_registered"]
    assert (fact.value, fact.dated) == (True, date(2026, 6, 1))
    assert fact.source == f"Kommunens tabel over tilbud: {STAY}"
    assert decision.facts["offer_is_external"].value is False
    known = decision.facilities[0].offer
    assert known is not None
    assert (known.target_group, known.approved_on) == ("Unge voksne med autisme", date(2020, 1, 15))


@pytest.mark.usefixtures("offers")
def test_the_record_keeps_what_was_known_whatever_comes_after(library: Library) -> None:
    in_table(library, OFFER)
    decision, _found = taken(library)
    by = administering.at_the_terminal()
    offer = table.on(date(2026, 6, 19))[0]
    gone = replace(offer, listing=Listing.NOT_LISTED, listed_on=None)
    keeping_offers.change(gone, "Slået op igen.", by, library.words, now=NOW)
    assert decision.facilities[0].offer == offer
    later, found = taken(library)
    assert later.facts["offer_registered"].value is False
    assert found


@pytest.mark.usefixtures("offers")
@pytest.mark.parametrize(
    "other",
    [
        {"listing": Listing.NOT_LISTED, "listed_on": None},
        {"listed_on": date(2026, 6, 20)},  # the day after the decision
        {"paragraphs": ("serviceloven § 108",)},  # listed, and not for this help
    ],
)
def test_an_offer_that_is_not_listed_for_the_help_is_found(
    library: Library, other: dict[str, Any]
) -> None:
    in_table(library, replace(OFFER, **other))
    decision, found = taken(library)
    assert decision.facts["offer_registered"].value is False
    assert found


@pytest.mark.usefixtures("offers")
@pytest.mark.parametrize(
    "other",
    [
        {"name": "KOLLEGIET  nordlyset"},
        {"listed_on": date(2026, 6, 19)},
        {"listed_on": None},
        {"paragraphs": ("serviceloven § 107", "serviceloven § 108")},
    ],
)
def test_what_looks_like_it_is_not_listed_and_is(library: Library, other: dict[str, Any]) -> None:
    in_table(library, replace(OFFER, **other))
    decision, found = taken(library)
    assert (decision.facts["offer_registered"].value, found) == (True, [])


@pytest.mark.usefixtures("offers")
def test_an_external_offer_asks_why_none_of_the_municipalitys_own_will_do(library: Library) -> None:
    in_table(library, replace(OFFER, ownership=Ownership.EXTERNAL))
    decision, _found = taken(library)
    assert decision.facts["offer_is_external"].value is True
    in_table(library, replace(OFFER, name="Andet", ownership=Ownership.AGREEMENT))
    other = replace(decision.facilities[0], name="Andet", offer=None)
    decision, _found = taken(library, facilities=(other,))
    assert "offer_is_external" not in decision.facts  # that must be judged


@pytest.mark.usefixtures("offers")
def test_an_offer_that_was_not_looked_up_tells_nothing(library: Library) -> None:
    in_table(library, replace(OFFER, listing=Listing.UNKNOWN, listed_on=None))
    decision, found = taken(library)
    assert "offer_registered" not in decision.facts
    assert found


@pytest.mark.usefixtures("offers")
def test_an_offer_that_is_not_in_the_table_is_noted_in_the_case_as_before(library: Library) -> None:
    noted = ("offer_registered", (True, "Opslag på Tilbudsportalen", date(2026, 6, 10)))
    decision, found = taken(library, noted)
    assert decision.facilities[0].offer is None
    assert (decision.facts["offer_registered"].source, found) == ("Opslag på Tilbudsportalen", [])


@pytest.mark.usefixtures("offers")
def test_what_was_noted_after_the_table_was_looked_up_holds(library: Library) -> None:
    in_table(library, OFFER)
    newer = ("offer_registered", (False, "Opslag på Tilbudsportalen", date(2026, 6, 10)))
    older = ("offer_registered", (False, "Opslag på Tilbudsportalen", date(2026, 5, 10)))
    assert taken(library, newer)[0].facts["offer_registered"].value is False
    assert taken(library, older)[0].facts["offer_registered"].value is True


@pytest.mark.usefixtures("offers")
def test_the_form_tells_where_the_case_says_otherwise_since(library: Library) -> None:
    in_table(library, OFFER)
    newer = ("offer_registered", (False, "Opslag på Tilbudsportalen", date(2026, 6, 10)))
    for noted, is_told in (((newer,), True), ((), False)):
        telling, example = case_of(library, *noted)
        on = telling.case.current
        assert on is not None
        typed = of_values(example.typed()).text()
        drafts.save(drafts.Draft(telling.id, DRAFT, CASEWORKER, typed, telling.now, on.entry))
        client = Client()
        client.force_login(User.objects.get(username=CASEWORKER))
        assert ("Få tabellen rettet" in opened(client, telling).html) is is_told


@pytest.mark.usefixtures("offers")
def test_the_form_offers_what_delivers_the_help_and_shows_what_it_is(library: Library) -> None:
    in_table(library, OFFER)
    in_table(library, replace(OFFER, name="Værkstedet", paragraphs=("serviceloven § 103",)))
    telling, example = case_of(library)
    on = telling.case.current
    assert on is not None
    typed = of_values(example.typed()).text()
    drafts.save(drafts.Draft(telling.id, DRAFT, CASEWORKER, typed, telling.now, on.entry))
    client = Client()
    client.force_login(User.objects.get(username=CASEWORKER))
    page = opened(client, telling)
    assert f'<option value="{STAY}">Fonden Nordlyset</option>' in page.html
    assert '<option value="Værkstedet">' not in page.html
    assert "Unge voksne med autisme" in page.html
    assert "Kommunens tabel over tilbud" in page.html  # among the facts
    assert page.findings == []
    answer = client.post(f"/sager/{telling.id}/afgoerelse", {**page.sent, "do": "take"})
    assert answer.headers.get("Location") == f"/sager/{telling.id}/brev", answer.content.decode()
