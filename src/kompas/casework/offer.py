"""An offer of help as the municipality's table of offers has it on a day, and what that tells.

What an offer is stands once, in that table (`kompas.offers`). A decision that points to an offer
keeps what the table said on its day, and the facts that the norms ask about an offer are read off
it, with the table as their source.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kompas.inputs import Cvr, Day, Id, LetterOrBlank, PNumber, ShortOrBlank, ShortText
from kompas.norms import GivenFact
from kompas.words import N_


class Ownership(StrEnum):
    """Whose an offer is: the municipality's, one that it has an agreement with, or another's."""

    OWN = "own"
    AGREEMENT = "agreement"
    EXTERNAL = "external"


class Listing(StrEnum):
    """Whether an offer stands on the national register of offers (Tilbudsportalen)."""

    LISTED = "listed"
    NOT_LISTED = "not_listed"
    UNKNOWN = "unknown"


OWNERSHIP_TEXTS: Mapping[Ownership, str] = {
    Ownership.OWN: N_("Kommunens eget"),
    Ownership.AGREEMENT: N_("Driftsoverenskomst med kommunen"),
    Ownership.EXTERNAL: N_("Eksternt"),
}
LISTING_TEXTS: Mapping[Listing, str] = {
    Listing.LISTED: N_("Står på Tilbudsportalen"),
    Listing.NOT_LISTED: N_("Står ikke på Tilbudsportalen"),
    Listing.UNKNOWN: N_("Ikke slået op"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What an offer is from `valid_from` until the table says otherwise.

    `paragraphs` are those that it gives help under, as the services of the norms write them.
    `listed_on` and `approved_on` are the days of its listing and of the approval by the social
    supervision; `seen_on` is the day on which the register was looked up.
    """

    id: Id
    name: ShortText
    valid_from: Day
    provider: ShortOrBlank = ""
    cvr: Cvr | None = None
    p_number: PNumber | None = None
    ownership: Ownership = Ownership.OWN
    municipality: ShortOrBlank = ""
    address: ShortOrBlank = ""
    paragraphs: tuple[ShortText, ...] = ()
    target_group: LetterOrBlank = ""
    listing: Listing = Listing.UNKNOWN
    listed_on: Day | None = None
    approved_on: Day | None = None
    seen_on: Day | None = None

    def delivers(self, basis: Iterable[str]) -> bool:
        """Whether it gives help under any of some paragraphs."""
        return bool(set(self.paragraphs) & set(basis))

    def is_listed(self, basis: Iterable[str], day: date) -> bool | None:
        """Whether it stands on the register on a day for any of some paragraphs; None: unknown."""
        if self.listing is Listing.UNKNOWN:
            return None
        since = self.listed_on or self.valid_from
        return self.listing is Listing.LISTED and since <= day and self.delivers(basis)

    @property
    def is_external(self) -> bool | None:
        """Whether it is another's than the municipality's; None where that must be judged."""
        return (
            None if self.ownership is Ownership.AGREEMENT else self.ownership is not Ownership.OWN
        )


REGISTERED, EXTERNAL = "offer_registered", "offer_is_external"
"""The facts about an offer that its row in the table answers."""


def as_read(name: str) -> str:
    """The name of an offer as two are told apart: by its words, in any case."""
    return " ".join(name.casefold().split())


def told_by(offers: Sequence[Offer], basis: Iterable[str], day: date) -> Mapping[str, GivenFact]:
    """What the table tells of the offers that a decision points to on a day, as facts.

    Of several, all must be listed, and one that is external makes them so. What the table leaves
    open is not among them. The source goes into the letter: it is Danish.
    """
    basis = tuple(basis)
    listed = _all(one.is_listed(basis, day) for one in offers)
    own = _all(None if one.is_external is None else not one.is_external for one in offers)
    found = {REGISTERED: listed, EXTERNAL: None if own is None else not own}
    names = ", ".join(one.name for one in offers)
    since = min((one.seen_on or one.valid_from for one in offers), default=day)
    source = _fitted(f"Kommunens tabel over tilbud: {names}")
    return {
        name: GivenFact(value, source, since) for name, value in found.items() if value is not None
    }


_LONGEST_SOURCE = 200


def _fitted(text: str) -> str:
    return text if len(text) <= _LONGEST_SOURCE else text[: _LONGEST_SOURCE - 1] + "…"


def _all(answers: Iterable[bool | None]) -> bool | None:
    """Whether all are so: no as soon as one is not, open where one is; open of none at all."""
    given = tuple(answers)
    if not given:
        return None
    return False if False in given else None if None in given else True
