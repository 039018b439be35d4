"""The table of offers is kept: an offer is made, is another from a day on, or is no more.

Each act is an entry in the log of what was administered, in its own transaction, as all that is
administered (0025 and 0030 in docs/decisions). The table is the municipality's: whoever may keep
it in one of its units may keep all of it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from kompas.accounts.access import Staff
from kompas.accounts.administration import AdministrationError, NotAllowedError
from kompas.casework.capabilities import Capability
from kompas.casework.offer import Listing, Offer, as_read
from kompas.casework.record import danish_day
from kompas.inputs import REASON, Unfit
from kompas.inputs.fitting import fitted
from kompas.norms import Vocabulary
from kompas.offers import table
from kompas.offers.table import Kept
from kompas.processes import seals
from kompas.processes.administering import Operator, traced
from kompas.processes.roster import Act
from kompas.words import _

FIRST_DAY = date(1976, 4, 1)
"""The first day of the first act on social assistance: nothing in the table is older."""


def make(offer: Offer, why: str, by: Staff, words: Vocabulary, *, now: datetime) -> str:
    """Put an offer into the table from its day; its id. Raises AdministrationError."""
    made = replace(offer, id=table.new_id())

    def act() -> None:
        _check_allowed(by)
        table.hold()
        _check(made, words, now)
        _check_only_one(made, ())
        table.add(made, 1, by.username, now, _why(why))

    traced(by, now, f"{Act.OFFER_MADE}: {_told(made)}", act, seal=_sealing(made.id))
    return made.id


def change(offer: Offer, why: str, by: Staff, words: Vocabulary, *, now: datetime) -> bool:
    """What an offer is from its day on; whether that is something new. A change that is known to
    come later still holds from its own day. Raises AdministrationError.
    """

    def act() -> bool:
        _check_allowed(by)
        table.hold()
        rows = _rows(offer.id)
        _check(offer, words, now)
        _check_begun(rows, offer.valid_from)
        if not _is_new(offer, rows):
            return False
        _check_only_one(offer, rows)
        table.add(offer, len(rows) + 1, by.username, now, _why(why))
        return True

    what = f"{Act.OFFER_CHANGED}: {_told(offer)}"
    return traced(by, now, what, act, seal=_sealing(offer.id))


def end(offer_id: UUID, from_day: date, why: str, by: Staff, *, now: datetime) -> bool:
    """Let an offer be no more from a day on; whether it was until then. Raises
    AdministrationError, also where a later change of it is known.
    """
    known = table.history(offer_id)
    name = known[-1].offer.name if known else ""

    def act() -> bool:
        _check_allowed(by)
        table.hold()
        rows = _rows(str(offer_id))
        _check_begun(rows, from_day)
        held = [row for row in table.lasting(rows) if row.valid_from <= from_day][-1]
        if held.ended:
            return False
        later = [row for row in table.lasting(rows) if row.valid_from > from_day]
        if later:
            raise AdministrationError(
                _("Tilbuddet har en ændring, der gælder fra {day}.").format(
                    day=later[-1].valid_from.strftime("%d.%m.%Y")
                ),
                _("Skriv en dag, der ikke ligger før den."),
            )
        gone = replace(held.offer, valid_from=from_day)
        table.add(gone, len(rows) + 1, by.username, now, _why(why), ended=True)
        return True

    what = f"{Act.OFFER_ENDED}: {name} fra {from_day.isoformat()}"
    return traced(by, now, what, act, seal=_sealing(str(offer_id)))


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of the rows of a file: the names of the offers, by what was done with each."""

    made: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]


def take_in(
    offers: Sequence[Offer], why: str, by: Staff, words: Vocabulary, *, now: datetime, really: bool
) -> TakenIn:
    """Make or change each offer of a file, by its name; all of them or none. Unless `really`,
    nothing is kept of it: it tells what would be. Raises AdministrationError with every fault.
    """
    done: dict[str, list[str]] = {"made": [], "changed": [], "same": []}
    faults = []
    with transaction.atomic():
        for offer in offers:
            try:
                done[_taken_in(offer, why, by, words, now)].append(offer.name)
            except NotAllowedError:
                raise
            except AdministrationError as error:
                faults.append(f"{offer.name}: {error} {error.remedy}".strip())
        if faults or not really:
            transaction.set_rollback(True)
    if faults:
        raise AdministrationError("\n".join(faults))
    return TakenIn(**{name: tuple(found) for name, found in done.items()})


def _taken_in(offer: Offer, why: str, by: Staff, words: Vocabulary, now: datetime) -> str:
    wanted = as_read(offer.name)
    known = [rows for rows in table.everything() if as_read(rows[-1].offer.name) == wanted]
    if not known:
        make(offer, why, by, words, now=now)
        return "made"
    is_new = change(replace(offer, id=known[0][0].offer.id), why, by, words, now=now)
    return "changed" if is_new else "same"


def paragraphs_of(words: Vocabulary) -> tuple[str, ...]:
    """The paragraphs that an offer can give help under, as the services of the norms write them."""
    return tuple(dict.fromkeys(p for one in words.services.values() for p in one.legal_basis))


def _sealing(offer_id: str) -> Callable[[str], str]:
    return partial(seals.under_seal, seals.OFFER, offer_id)


def _check_allowed(by: Staff) -> None:
    if not (isinstance(by, Operator) or by.can(Capability.KEEP_OFFERS)):
        raise NotAllowedError(
            _("Du kan ikke rette i tabellen over tilbud."), _("Bed en administrator om det.")
        )


def _rows(offer_id: str) -> tuple[Kept, ...]:
    rows = table.history(UUID(offer_id))
    if not rows:
        raise AdministrationError(
            _("Tilbuddet findes ikke i tabellen."), _("Se tilbuddene, og vælg et af dem.")
        )
    return rows


def _why(why: str) -> str:
    try:
        text = REASON.read(why)
    except Unfit as unfit:
        raise AdministrationError(unfit.what, unfit.remedy) from None
    if not text.strip():
        raise AdministrationError(
            _("Det mangler, hvor oplysningerne er fra, eller hvorfor de ændres."),
            _("Skriv det kort, fx: Slået op på Tilbudsportalen."),
        )
    return text


def _check(offer: Offer, words: Vocabulary, now: datetime) -> None:
    """What an offer is can be so. Raises AdministrationError with all that cannot."""
    _value, unfit = fitted(offer)
    wrong = [one.text for one in unfit] or list(_wrong(offer, words, danish_day(now)))
    if wrong:
        raise AdministrationError(" ".join(wrong))


def _wrong(offer: Offer, words: Vocabulary, today: date) -> Iterator[str]:
    unknown = [one for one in offer.paragraphs if one not in paragraphs_of(words)]
    if not offer.name.strip():
        yield _("Skriv tilbuddets navn.")
    if not offer.paragraphs:
        yield _("Vælg mindst én bestemmelse, som tilbuddet giver hjælp efter.")
    for one in unknown:
        yield _("Kompas kender ikke bestemmelsen {paragraph}.").format(paragraph=one)
    if offer.valid_from < FIRST_DAY:
        yield _("Dagen, det gælder fra, er for gammel.")
    if offer.listed_on and offer.listing is not Listing.LISTED:
        yield _("Et tilbud, der ikke står på Tilbudsportalen, har ingen dag, det kom der.")
    if offer.seen_on and offer.seen_on > today:
        yield _("Tilbudsportalen kan ikke være slået op på en dag, der ikke er kommet.")


def _check_begun(rows: tuple[Kept, ...], day: date) -> None:
    first = min(row.valid_from for row in rows)
    if day < first:
        raise AdministrationError(
            _("Tilbuddet begynder i tabellen {day}.").format(day=first.strftime("%d.%m.%Y")),
            _("Skriv den dag eller en senere."),
        )


def _is_new(offer: Offer, rows: tuple[Kept, ...]) -> bool:
    """Whether a row says something else than what holds on its day."""
    held = [row for row in table.lasting(rows) if row.valid_from <= offer.valid_from][-1]
    before = replace(held.offer, valid_from=offer.valid_from)
    return held.ended or before != offer


def _check_only_one(offer: Offer, rows: tuple[Kept, ...]) -> None:
    """No other offer is called so on a day on which this one is: a decision names it by that."""
    later = [row.valid_from for row in table.lasting(rows) if row.valid_from > offer.valid_from]
    until = min(later, default=date.max)
    for others in table.everything():
        if others[0].offer.id == offer.id:
            continue
        for row, end_day in table.spans(others):
            overlaps = row.valid_from < until and offer.valid_from < end_day
            if not row.ended and overlaps and as_read(row.offer.name) == as_read(offer.name):
                raise AdministrationError(
                    _("Et andet tilbud hedder {name}.").format(name=offer.name),
                    _("Ret det, der er, eller giv tilbuddet et navn, som intet andet har."),
                )


_SAID_FIRST = ("listing", "listed_on", "approved_on", "ownership", "paragraphs")


def _told(offer: Offer) -> str:
    """An offer as the log names it: what and from when, then what decisions rest on."""
    said = (getattr(offer, one) for one in _SAID_FIRST)
    texts = [", ".join(one) if isinstance(one, tuple) else str(one) for one in said if one]
    return f"{offer.name} fra {offer.valid_from.isoformat()}: {'; '.join(texts)}"


FIELDS: tuple[str, ...] = tuple(one.name for one in fields(Offer) if one.name != "id")
"""What is said of an offer."""
