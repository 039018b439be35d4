"""The table of offers of Eksempelby, as its administrators have written it."""

import tomllib
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from kompas.accounts.access import Staff
from kompas.casework.offer import Listing, Offer, Ownership, as_read
from kompas.norms import Vocabulary
from kompas.offers import table
from kompas.processes import keeping_offers

_MUNICIPALITY = "Eksempelby (opdigtet)"
_FROM = date(2014, 1, 1)
"""The first day of the table."""
_SEEN = date(2026, 1, 5)
_WHY = "Slået op, da tabellen blev skrevet (opdigtet)."


@cache
def sample_offers() -> tuple[Offer, ...]:
    """The offers, by their order in the file."""
    text = files(__package__).joinpath("stories", "table.toml").read_text("utf-8")
    return tuple(_offer(told) for told in tomllib.loads(text)["offer"])


def write_offers(by: Staff, words: Vocabulary, now: datetime) -> None:
    """Write the offers into the table, with their trace in the log; those that are there stay."""
    there = {as_read(rows[-1].offer.name) for rows in table.everything()}
    for one in sample_offers():
        if as_read(one.name) not in there:
            keeping_offers.make(one, _WHY, by, words, now=now)


def _offer(told: dict[str, Any]) -> Offer:
    listed = told.pop("listed", None)
    return Offer(
        id="",
        valid_from=_FROM,
        provider=told.pop("provider", "Eksempelby Kommune (opdigtet)"),
        ownership=Ownership(told.pop("ownership", "own")),
        municipality=told.pop("municipality", _MUNICIPALITY),
        paragraphs=tuple(told.pop("paragraphs")),
        listing=Listing.LISTED if listed else Listing.NOT_LISTED,
        listed_on=listed,
        approved_on=told.pop("approved", None),
        seen_on=_SEEN,
        **told,
    )
