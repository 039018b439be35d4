"""A day's work and a team's: looked up in few statements, each look with its trace."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from kompas.processes.open_case import CASEWORK
from kompas.processes.reading import NoSuchCase, checked
from kompas.register import access, answers, log, worklists
from kompas.register.answers import Answer
from kompas.register.worklists import Apart, Begun, Counted, Load, Part, Place, WorkLine, WorkPage
from kompas.words import _


@dataclass(frozen=True, slots=True)
class Asked:
    """Which of one's work is shown, and from where on (`register.worklists.mine`)."""

    part: Part | None = None
    due_why: str | None = None
    after: Place | None = None

    @property
    def is_first(self) -> bool:
        """Whether it is all of it, from the first on."""
        return self == Asked()


@dataclass(frozen=True, slots=True)
class Work:
    """One's own work: on the first page of all of it what was answered to one, what others wait for
    and what help lacks since its decision was sent; a page of it, how much there is of what, and
    what was begun.
    """

    answers: tuple[Answer, ...]
    apart: Apart
    page: WorkPage
    counts: tuple[Counted, ...]
    begun: tuple[Begun, ...]


def work_of(
    by: Staff, asked: Asked, purpose: str, *, today: date, now: datetime, unopened: UUID
) -> Work:
    """What a user handles in open cases. Five statements. Raises PurposeRefused."""
    with access.acting(by):
        _note(by, f"mine {asked.part} {asked.due_why}", purpose, now)
        answered = answers.unseen(by, CASEWORK) if asked.is_first else ()
    if asked.is_first:
        apart, shown = worklists.first_page(by, today)
    else:
        apart = Apart()
        shown = worklists.mine(by, today, part=asked.part, due_why=asked.due_why, after=asked.after)
    return Work(
        answered,
        apart,
        shown,
        worklists.counted(by, today),
        worklists.begun(by, unopened),
    )


@dataclass(frozen=True, slots=True)
class Team:
    """A team's work: who has how much, a page of it, and what nobody handles."""

    loads: tuple[Load, ...]
    page: WorkPage
    unassigned: tuple[WorkLine, ...]


def team_of(
    by: Staff,
    purpose: str,
    *,
    today: date,
    now: datetime,
    user_id: int | None = None,
    after: Place | None = None,
) -> Team:
    """What goes on in the units that a user leads; with `user_id` one caseworker's part of it.

    Four statements. Raises PurposeRefused.
    """
    lead = leading(by)
    _noted(by, f"team {user_id}", purpose, now)
    loads = worklists.loads(lead, today)
    worker = next((load.username for load in loads if load.user_id == user_id), None)
    page = worklists.of_units(lead, worker=worker, after=after)
    return Team(loads, page, worklists.without_worker(lead))


def leading(by: Staff) -> Staff:
    """The user as lead alone: of another unit in which they only work, nothing is shown."""
    leads = holders(Capability.LEAD_TEAM)
    led = frozenset((role, unit) for role, unit in by.roles if role in leads)
    return Staff(by.username, led)


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


def _noted(by: Staff, query: str, purpose: str, now: datetime) -> None:
    with access.acting(by):
        _note(by, query, purpose, now)


def _note(by: Staff, query: str, purpose: str, now: datetime) -> None:
    access.note(by.username, now, access.What.SEARCH, checked(purpose), query=query)
