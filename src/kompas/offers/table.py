"""The rows of the table of offers: read as they hold on a day, and added.

Who may add, and the trace of it, are for `kompas.processes.keeping_offers` to see to.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from kompas.casework.offer import Listing, Offer, Ownership, as_read
from kompas.offers.models import OfferRow


@dataclass(frozen=True, slots=True)
class Kept:
    """A row as it stands: what the offer is from its day, or that it is no more (`ended`)."""

    offer: Offer
    seq: int
    ended: bool
    why: str
    recorded_at: datetime
    by_user: str

    @property
    def valid_from(self) -> date:
        """From which day it holds."""
        return self.offer.valid_from


def on(day: date, *, known_at: datetime | None = None) -> tuple[Offer, ...]:
    """Every offer that there is on a day, by name, as it is known now, or was at a moment. One
    statement.
    """
    return tuple(kept.offer for kept in holding(day, known_at=known_at) if not kept.ended)


def holding(day: date, *, known_at: datetime | None = None) -> tuple[Kept, ...]:
    """The row that holds on a day of every offer, also of those that are no more; by name."""
    rows = OfferRow.objects.filter(valid_from__lte=day)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    last = rows.order_by("offer_id", "-valid_from", "-seq").distinct("offer_id")
    return tuple(sorted(map(_kept, last), key=lambda one: as_read(one.offer.name)))


def everything() -> tuple[tuple[Kept, ...], ...]:
    """The rows of each offer in the order in which they were recorded, by name. One statement."""
    found: dict[UUID, list[Kept]] = {}
    for row in OfferRow.objects.order_by("offer_id", "seq"):
        found.setdefault(row.offer_id, []).append(_kept(row))
    return tuple(sorted(map(tuple, found.values()), key=lambda rows: as_read(rows[-1].offer.name)))


def history(offer_id: UUID) -> tuple[Kept, ...]:
    """The rows of an offer in the order in which they were recorded. One statement."""
    return tuple(map(_kept, OfferRow.objects.filter(offer_id=offer_id).order_by("seq")))


def lasting(rows: Iterable[Kept]) -> tuple[Kept, ...]:
    """Of an offer's rows those that hold on some day, by day: of one day the newest."""
    newest = {row.valid_from: row for row in sorted(rows, key=lambda one: one.seq)}
    return tuple(newest[day] for day in sorted(newest))


def spans(rows: Iterable[Kept]) -> Iterator[tuple[Kept, date]]:
    """Each row that holds on some day, with the first day on which it does so no more."""
    held = lasting(rows)
    ends = (*(row.valid_from for row in held[1:]), date.max)
    yield from zip(held, ends, strict=True)


def hold() -> None:
    """Let whoever else is about to add wait, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('kompas offers', 0))")


def add(offer: Offer, seq: int, by: str, at: datetime, why: str, *, ended: bool = False) -> None:
    """Add a row to an offer; its `seq` is one more than that of the row before it."""
    OfferRow.objects.create(
        offer_id=UUID(offer.id),
        seq=seq,
        ended=ended,
        why=why,
        recorded_at=at,
        by_user=by,
        **{name: _stored(getattr(offer, name)) for name in _COLUMNS},
    )


def new_id() -> str:
    """An id for an offer that begins."""
    return str(uuid4())


_COLUMNS: Sequence[str] = tuple(one.name for one in fields(Offer) if one.name != "id")


def _kept(row: OfferRow) -> Kept:
    values: dict[str, Any] = {name: getattr(row, name) for name in _COLUMNS}
    values |= {
        "id": str(row.offer_id),
        "ownership": Ownership(row.ownership),
        "listing": Listing(row.listing),
        "paragraphs": tuple(row.paragraphs),
    }
    return Kept(Offer(**values), row.seq, row.ended, row.why, row.recorded_at, row.by_user)


def _stored(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
