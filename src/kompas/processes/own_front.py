"""What waits for somebody who handles no cases: what is new, what is asked, what was changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.accounts.names import names_of
from kompas.casework.capabilities import Capability
from kompas.processes.open_case import OPENINGS
from kompas.processes.reading import checked
from kompas.processes.seals import without_seal
from kompas.register import access, at_hand, meetings, news, worklists
from kompas.register.access import Look
from kompas.register.at_hand import AtHand
from kompas.register.news import Unseen
from kompas.register.worklists import WorkLine


@dataclass(frozen=True, slots=True)
class PutTo:
    """A meeting of a panel with cases on its agenda; without a day, what waits for the next one."""

    unit: str
    unit_name: str
    meets_on: date | None
    waits: int


@dataclass(frozen=True, slots=True)
class Front:
    """What is new to a user and at hand, what is asked of them, the meetings that cases wait for,
    and what was administered last, with the names of who did it.
    """

    unseen: Unseen
    at_hand: AtHand
    asked: tuple[WorkLine, ...]
    meetings: tuple[PutTo, ...]
    administered: tuple[Look, ...]
    names: Mapping[str, str]


def front_of(by: Staff, purpose: str, *, today: date, now: datetime, unopened: UUID) -> Front:
    """All of it, as far as the user may see it: at most eight statements. Raises PurposeRefused."""
    sees, audits = by.can(Capability.OPEN_CASES), by.can(Capability.READ_LOGS)
    unseen, beside = Unseen(), AtHand()
    with access.acting(by):
        access.note(by.username, now, access.What.SEARCH, checked(purpose), query="front")
        if sees:
            unseen = news.unseen(by, OPENINGS)
            beside = at_hand.at_hand(by, unopened, OPENINGS)
    asked = worklists.mine(by, today).lines if sees else ()
    looks = tuple(
        replace(one, purpose=without_seal(one.purpose))
        for one in (access.administered(limit=_CHANGES) if audits else ())
    )
    names = names_of(look.by_user for look in looks) if looks else {}
    return Front(unseen, beside, asked, _meetings(by, today), looks, names)


_CHANGES = 8


def _meetings(by: Staff, today: date) -> tuple[PutTo, ...]:
    panels = by.units_of(Capability.DECIDE_AT_PANEL)
    if not panels:
        return ()
    found = (
        PutTo(unit, name, day, waits)
        for (unit, day), (name, waits, _heard) in meetings.put_to(by, today).items()
        if unit in panels and waits
    )
    return tuple(sorted(found, key=lambda one: (one.meets_on or date.max, one.unit)))
