"""Who gets a letter, and whether it can come to each of them: by post, or by Digital Post. Pure."""

from collections.abc import Iterator, Sequence

from kompas.casework.case import Case
from kompas.casework.context import Refusal
from kompas.casework.taken_decision import LetterChannel, Recipient
from kompas.words import _

NO_ADDRESS = "no_address"
"""The code of a refusal: for want of an address, somebody would not get the letter."""


def addressees(case: Case, *known: Sequence[Recipient] | None) -> tuple[Recipient, ...]:
    """Who gets a letter: as is known first; else the citizen as the case has them."""
    citizen = case.citizen
    found = next(filter(None, known), None)
    if found is None and citizen is not None:
        return (Recipient(name=citizen.name, address_lines=citizen.address_lines),)
    return tuple(found or ())


def out_of_reach(to: Sequence[Recipient], *, digital_post: bool) -> Iterator[Refusal]:
    """Why a letter can come to some in no way, each by itself.

    `digital_post`: the citizen gets it. Whether somebody who acts for the citizen does is not
    known, so that they must have an address.
    """
    for one in to:
        if one.address_lines or (one.kind is None and digital_post):
            continue
        yield _without_post(one) if one.kind is None else _without_address(one)


def out_of_reach_by(
    channel: LetterChannel, to: Sequence[Recipient], *, digital_post: bool
) -> Iterator[Refusal]:
    """Why a letter does not come to some, each by itself: that way, or any."""
    yield from out_of_reach(to, digital_post=digital_post)
    if channel is LetterChannel.LETTER and digital_post:
        yield from (_not_by_post(one) for one in to if one.kind is None and not one.address_lines)


def _without_address(to: Recipient) -> Refusal:
    return Refusal(
        NO_ADDRESS,
        _("{name}, der får brevet for borgeren, har ingen adresse.").format(name=to.name),
        _(
            "Stop repræsentationen på borgerens side, tilføj den igen med en adresse, og lav brevet"
            " igen."
        ),
        _("forvaltningsloven § 8"),
    )


def _without_post(to: Recipient) -> Refusal:
    return Refusal(
        NO_ADDRESS,
        _("{name} har ingen adresse og får ikke Digital Post.").format(name=to.name),
        _("Skriv adressen på borgerens side, og lav brevet igen."),
        _("lov om Digital Post"),
    )


def _not_by_post(to: Recipient) -> Refusal:
    return Refusal(
        NO_ADDRESS,
        _("{name} har ingen adresse, så brevet kan ikke sendes med posten.").format(name=to.name),
        _("Send det med Digital Post, eller skriv adressen på borgerens side, og lav brevet igen."),
    )
