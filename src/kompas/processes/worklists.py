"""A day's work and a team's: looked up in few statements, each look with its trace."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.accounts.roles import holders
from kompas.casework.capabilities import Capability
from kompas.casework.commands import Refused
from kompas.casework.context import Refusal
from kompas.casework.steps.assignment import Assigned
from kompas.casework.summary import Listed
from kompas.norms import Library
from kompas.processes.act import act
from kompas.processes.open_case import OPENINGS
from kompas.processes.reading import NoSuchCase, checked
from kompas.register import access, at_hand, log, news, summaries, worklists
from kompas.register.at_hand import AtHand
from kompas.register.news import Unseen
from kompas.register.worklists import Apart, Chosen, Counted, Load, Place, WorkLine, WorkPage
from kompas.words import _


@dataclass(frozen=True, slots=True)
class Asked:
    """Which work is shown, and from where on (`register.worklists.mine`); with `inbox` what nobody
    handles in the user's units, what is due first on top.
    """

    chosen: Chosen = field(default_factory=Chosen)
    inbox: bool = False
    after: Place | None = None

    @property
    def is_first(self) -> bool:
        """Whether it is all of one's own, from the first on, by what is due."""
        plain = replace(self.chosen, services=())
        return plain == Chosen() and not self.inbox and self.after is None


@dataclass(frozen=True, slots=True)
class Work:
    """One's own work: what is new in it; on the first page of all of it what stands apart; a page
    of it, how much there is of what, and what is at hand beside it.
    """

    unseen: Unseen
    apart: Apart
    page: WorkPage
    counts: tuple[Counted, ...]
    at_hand: AtHand


def work_of(
    by: Staff, asked: Asked, purpose: str, *, today: date, now: datetime, unopened: UUID
) -> Work:
    """What a user handles in open cases. Seven statements. Raises PurposeRefused."""
    chosen = asked.chosen
    with access.acting(by):
        _note(by, f"mine {chosen} {asked.inbox}", purpose, now)
        unseen = news.unseen(by, OPENINGS)
        beside = at_hand.at_hand(by, unopened, OPENINGS)
    apart = Apart()
    if asked.is_first:
        apart, shown = worklists.first_page(by, today)
    elif asked.inbox:
        shown = worklists.inbox(by, after=asked.after)
    else:
        shown = worklists.mine(by, today, chosen, after=asked.after)
    counts = worklists.counted(by, today, chosen.absent)
    return Work(unseen, apart, shown, counts, beside)


def take(case_id: UUID, by: Staff, *, library: Library, now: datetime) -> "Outcome":
    """Take a case that nobody handles. Raises NoSuchCase."""
    line = summaries.one(by, case_id)
    if line is None:
        raise NoSuchCase(case_id)
    if line.assigned_to == by.username:
        return Outcome(line, ())
    if line.assigned_to is not None:
        text = _("En anden har taget sagen imens.")
        return Outcome(line, (Refusal("taken", text, _("Vælg en anden sag.")),))
    return Outcome(line, _hand(line, by.username, by, library, now))


@dataclass(frozen=True, slots=True)
class Team:
    """A team's work: who has how much, a page of it, and what nobody handles; and what is new in
    the lead's own cases, who begins on this page.
    """

    loads: tuple[Load, ...]
    page: WorkPage
    unassigned: tuple[WorkLine, ...]
    unseen: Unseen


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which part of a team's work is asked for; what is None is not."""

    user_id: int | None = None
    service: str | None = None
    status: str | None = None


def team_of(
    by: Staff,
    purpose: str,
    *,
    today: date,
    now: datetime,
    narrowed: Narrowed = Narrowed(),
    after: Place | None = None,
) -> Team:
    """What goes on in the units that a user leads, or the part of it that is asked for.

    Six statements. Raises PurposeRefused.
    """
    lead, user_id = leading(by), narrowed.user_id
    with access.acting(by):
        _note(by, f"team {narrowed}", purpose, now)
        unseen = news.unseen(by, OPENINGS)
    loads = worklists.loads(lead, today)
    worker = next((load.username for load in loads if load.user_id == user_id), None)
    page = worklists.of_units(
        lead, worker=worker, service=narrowed.service, status=narrowed.status, after=after
    )
    return Team(loads, page, worklists.without_worker(lead), unseen)


def leading(by: Staff) -> Staff:
    """The user as lead alone: of another unit in which they only work, nothing is shown."""
    leads = holders(Capability.LEAD_TEAM)
    led = frozenset((role, unit) for role, unit in by.roles if role in leads)
    return Staff(by.username, led)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case that was to be given to somebody; with the reasons, where it could not be."""

    line: Listed
    reasons: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What came of a hand-over: those given, those given before, and why not."""

    done: tuple[Listed, ...]
    unchanged: tuple[Listed, ...]
    refused: tuple[tuple[Listed, tuple[Refusal, ...]], ...]
    unseen: int


def hand_over(
    case_ids: Sequence[UUID], to: str, by: Staff, *, library: Library, now: datetime
) -> HandedOver:
    """Give each of some cases to a caseworker; one that cannot be given stops no other."""
    lines = worklists.chosen(by, case_ids)
    unchanged = tuple(line for line in lines if line.assigned_to == to)
    done, refused = [], []
    for line in lines:
        if line.assigned_to == to:
            continue
        reasons = _hand(line, to, by, library, now)
        if reasons:
            refused.append((line, reasons))
        else:
            done.append(line)
    unseen = len(set(case_ids)) - len(lines)
    return HandedOver(tuple(done), unchanged, tuple(refused), unseen)


def _hand(line: Listed, to: str, by: Staff, library: Library, now: datetime) -> tuple[Refusal, ...]:
    """Why a case cannot be given to somebody; nothing where it was."""
    try:
        outcome = act(line.case_id, Assigned(to=to), by, library=library, now=now)
    except (log.Conflict, NoSuchCase):
        text = _("En anden har registreret noget i sagen i samme øjeblik.")
        return (Refusal("overtaken", text, _("Prøv igen.")),)
    except log.Erased as erased:
        return (Refusal("erased", str(erased), _("Sagen kan ikke overdrages.")),)
    return outcome.reasons if isinstance(outcome, Refused) else ()


def _note(by: Staff, query: str, purpose: str, now: datetime) -> None:
    access.note(by.username, now, access.What.SEARCH, checked(purpose), query=query)
