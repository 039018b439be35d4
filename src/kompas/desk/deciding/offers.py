"""The table of offers on the page of a decision: what there is to choose, what is known of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kompas.casework.offer import (
    LISTING_TEXTS,
    OWNERSHIP_TEXTS,
    Listing,
    Offer,
    as_read,
    told_by,
)
from kompas.casework.timeline import name_of_fact
from kompas.norms import GivenFact, Vocabulary
from kompas.processes.facilities import delivering, is_newer
from kompas.web import filters
from kompas.web.form_parts import PartForm
from kompas.words import _


@dataclass(frozen=True)
class TableOfOffers:
    """The offers of a day, for a decision about a service."""

    offers: Sequence[Offer]
    day: date
    service: str
    words: Vocabulary

    @property
    def to_choose(self) -> Sequence[Offer]:
        """Those that deliver the service."""
        return delivering(self.offers, self.service, self.words)

    def found(self, row: PartForm, noted: Mapping[str, GivenFact]) -> "OfferFound":
        """What the table says of the offer that is named in a row of the form; `noted` are the
        facts of the case.
        """
        name = str(row["name"].value() or "")
        known = next((one for one in self.offers if as_read(one.name) == as_read(name)), None)
        basis = self.words.services[self.service].legal_basis
        told = told_by([known], basis, self.day) if known else {}
        newer = [self.words.facts[one] for one, fact in told.items()
                 if is_newer(noted.get(one), fact) and noted[one].value != fact.value]  # fmt: skip
        return OfferFound(name, known, self.day, basis, tuple(map(name_of_fact, newer)))


@dataclass(frozen=True)
class OfferFound:
    """An offer that a decision names: `known` is what the table says of it, where it is there."""

    name: str
    known: Offer | None
    day: date
    basis: Sequence[str]
    overtaken: Sequence[str] = ()
    """What the case has noted otherwise since the table was looked up, and what holds."""

    @property
    def is_missing(self) -> bool:
        """Whether one is named that is not in the table."""
        return bool(self.name.strip()) and self.known is None

    @property
    def does_not_deliver(self) -> bool:
        """Whether it gives help under other paragraphs than these."""
        return self.known is not None and not self.known.delivers(self.basis)

    @property
    def lines(self) -> Iterator[tuple[str, Any]]:
        """What it is, as it is shown."""
        one = self.known
        if one is None:
            return
        listed = _(LISTING_TEXTS[one.listing])
        if one.listing is Listing.LISTED and one.listed_on:
            listed = _("{listed} siden {day}").format(listed=listed, day=filters.day(one.listed_on))
        yield _("Giver hjælp efter"), ", ".join(one.paragraphs)
        yield _("Tilbudsportalen"), listed
        if one.approved_on:
            yield _("Godkendt af socialtilsynet"), filters.day(one.approved_on)
        yield _("Ejer"), _(OWNERSHIP_TEXTS[one.ownership])
        if one.provider:
            yield _("Leverandør"), one.provider
        if one.target_group:
            yield _("Målgruppe"), one.target_group
