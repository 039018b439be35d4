"""The table of offers: dated rows that are never changed, and what is true on a day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kompas.accounts.access import Staff
from kompas.accounts.administration import AdministrationError, NotAllowedError
from kompas.accounts.roles import Role
from kompas.casework.offer import Listing, Offer, Ownership
from kompas.norms import Library
from kompas.offers import table
from kompas.processes import keeping_offers
from kompas.register import access
from tests.processes.town import WEST, settle
from tests.register.database import Database

NOW = datetime(2026, 6, 21, 8, tzinfo=UTC)
DAY = date(2026, 1, 1)
KEEPER = Staff("drift", frozenset({(Role.ADMINISTRATOR, WEST)}))
CASEWORKER = Staff("anna", frozenset({(Role.CASEWORKER, WEST)}))
WHY = "Slået op på Tilbudsportalen."
HOUSE = Offer(
    id="",
    name="Botilbuddet Prøven",
    valid_from=DAY,
    provider="Prøven A/S",
    ownership=Ownership.EXTERNAL,
    paragraphs=("serviceloven § 107",),
    target_group="Voksne med autisme",
    listing=Listing.LISTED,
    listed_on=date(2020, 5, 1),
    approved_on=date(2020, 4, 1),
    seen_on=date(2026, 6, 1),
)


@pytest.fixture(autouse=True)
def town(database: Database) -> None:  # noqa: ARG001 - it must be there
    settle()


def made(library: Library, **other: object) -> Offer:
    offer = replace(HOUSE, **other)  # type: ignore[arg-type]
    return replace(offer, id=keeping_offers.make(offer, WHY, KEEPER, library.words, now=NOW))


def changed(library: Library, offer: Offer, *, days: int = 0) -> bool:
    at = NOW + timedelta(days=days)
    return keeping_offers.change(offer, WHY, KEEPER, library.words, now=at)


def names_on(day: date, known_at: datetime | None = None) -> list[str]:
    return [one.name for one in table.on(day, known_at=known_at)]


def test_an_id_that_looks_like_a_cpr_number_is_no_reason_to_refuse(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ids are drawn, and one of some thousands has such digits. A name that does is refused."""
    drawn = "ab720480-1234-4abc-8abc-00000000000a"
    monkeypatch.setattr(table, "new_id", lambda: drawn)
    with pytest.raises(AdministrationError, match="ligner et CPR-nummer"):
        made(library, name="Botilbuddet 720480-1234")
    assert made(library).id == drawn
    assert changed(library, replace(HOUSE, id=drawn, name="Botilbuddet Nyt"), days=1)


def log() -> list[str]:
    """What was done to offers, as the log tells it, in the order of the words."""
    return sorted(look.purpose for look in access.administered() if "ilbud" in look.purpose)


def test_an_offer_holds_from_its_day_on(library: Library) -> None:
    offer = made(library)
    assert names_on(DAY - timedelta(days=1)) == []
    assert table.on(DAY) == (offer,)


def test_a_change_holds_from_its_day_and_what_was_stays(library: Library) -> None:
    offer = made(library)
    later = replace(offer, valid_from=date(2026, 3, 1), listing=Listing.NOT_LISTED, listed_on=None)
    assert changed(library, later)
    assert table.on(date(2026, 2, 28)) == (offer,)
    assert table.on(date(2026, 3, 1)) == (later,)


def test_a_day_is_shown_as_it_was_known_at_a_moment(library: Library) -> None:
    offer = made(library)
    assert changed(library, replace(offer, name="Botilbuddet Rettet"), days=2)
    assert names_on(DAY) == ["Botilbuddet Rettet"]
    assert names_on(DAY, NOW + timedelta(days=1)) == ["Botilbuddet Prøven"]


def test_what_is_known_late_of_the_past_does_not_undo_what_came_after(library: Library) -> None:
    offer = made(library)
    march = replace(offer, name="Marts", valid_from=date(2026, 3, 1))
    assert changed(library, march)
    assert changed(library, replace(offer, name="Februar", valid_from=date(2026, 2, 1)))
    days = (DAY, date(2026, 2, 1), date(2026, 3, 1))
    assert [names_on(day) for day in days] == [["Botilbuddet Prøven"], ["Februar"], ["Marts"]]


def test_an_offer_that_ended_is_no_more_and_can_be_opened_again(library: Library) -> None:
    offer = made(library)
    gone = date(2026, 4, 1)
    assert keeping_offers.end(UUID(offer.id), gone, "Lukket", KEEPER, now=NOW)
    assert not keeping_offers.end(UUID(offer.id), gone, "Lukket", KEEPER, now=NOW)
    assert (names_on(date(2026, 3, 31)), names_on(gone)) == (["Botilbuddet Prøven"], [])
    assert changed(library, replace(offer, valid_from=date(2026, 5, 1)))
    assert names_on(date(2026, 5, 1)) == ["Botilbuddet Prøven"]


def test_what_changes_nothing_leaves_no_row_and_no_trace(library: Library) -> None:
    offer = made(library)
    before = log()
    assert not changed(library, replace(offer, valid_from=date(2026, 3, 1)))
    assert (len(table.history(UUID(offer.id))), log()) == (1, before)


def test_an_end_before_a_change_that_is_known_is_refused(library: Library) -> None:
    offer = made(library)
    changed(library, replace(offer, name="Senere", valid_from=date(2026, 5, 1)))
    with pytest.raises(AdministrationError, match=r"01\.05\.2026"):
        keeping_offers.end(UUID(offer.id), date(2026, 4, 1), "Lukket", KEEPER, now=NOW)


def test_two_offers_of_one_day_never_have_one_name(library: Library) -> None:
    offer = made(library)
    with pytest.raises(AdministrationError, match="Et andet tilbud hedder"):
        made(library, name="botilbuddet  PRØVEN")
    keeping_offers.end(UUID(offer.id), date(2026, 4, 1), "Lukket", KEEPER, now=NOW)
    with pytest.raises(AdministrationError, match="Et andet tilbud hedder"):
        made(library, valid_from=date(2026, 3, 31))
    made(library, valid_from=date(2026, 4, 1))  # the name is free from that day


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"paragraphs": ()}, "mindst én bestemmelse"),
        ({"paragraphs": ("serviceloven § 999",)}, "§ 999"),
        ({"listing": Listing.NOT_LISTED}, "ingen dag"),
        ({"seen_on": date(2026, 6, 22)}, "ikke er kommet"),
        ({"valid_from": date(1900, 1, 1)}, "for gammel"),
        ({"cvr": "12345678"}, "CVR-nummer"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    library: Library, other: dict[str, object], told: str
) -> None:
    with pytest.raises(AdministrationError, match=told):
        made(library, **other)
    assert table.everything() == ()


@pytest.mark.parametrize("other", [{"cvr": "13585628"}, {"p_number": "1000000000"}])
def test_what_looks_like_a_fault_is_taken(library: Library, other: dict[str, object]) -> None:
    made(library, **other)


def test_who_may_not_keep_it_is_refused_and_that_is_logged(library: Library) -> None:
    with pytest.raises(NotAllowedError):
        keeping_offers.make(HOUSE, WHY, CASEWORKER, library.words, now=NOW)
    assert table.everything() == ()
    assert log()[0].startswith("Afvist: Tilbud oprettet: Botilbuddet Prøven fra 2026-01-01")


def test_each_act_stands_in_the_log(library: Library) -> None:
    offer = made(library)
    changed(library, replace(offer, provider="Andre"))
    keeping_offers.end(UUID(offer.id), date(2026, 4, 1), "Lukket", KEEPER, now=NOW)
    ended, begun, rewritten = log()
    assert begun.startswith("Tilbud oprettet: Botilbuddet Prøven fra 2026-01-01: listed")
    assert rewritten.startswith("Tilbud rettet: Botilbuddet Prøven")
    assert ended.startswith("Tilbud ophørt: Botilbuddet Prøven fra 2026-04-01 (tilbuddets segl ")


@pytest.mark.parametrize("act", ["UPDATE offer_row SET name = 'x'", "DELETE FROM offer_row"])
def test_the_application_changes_and_removes_no_row(library: Library, act: str) -> None:
    made(library)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)


def test_a_day_is_one_statement(library: Library) -> None:
    made(library)
    with CaptureQueriesContext(connection) as statements:
        table.on(DAY)
    assert len(statements) == 1
