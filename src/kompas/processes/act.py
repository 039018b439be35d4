"""The one door for every change of a case: load, norms of the day, check, decide, store.

All in one transaction under the user's own eyes: what cannot be seen cannot be changed, and no
event stands without its summary.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from kompas.accounts.access import Viewer
from kompas.accounts.models import Unit
from kompas.casework.case import Case, fold, summary
from kompas.casework.commands import Decided, Refused, TakeDecision, decide
from kompas.casework.record import Recorded, name_of
from kompas.casework.rules import Context, Refusal
from kompas.norms import Library, NotCodedError, Standard
from kompas.processes import may
from kompas.processes.judging import traced, whole
from kompas.register import access, log, summaries
from kompas.soundness import Judgement, judge
from kompas.words import _

_DENMARK = ZoneInfo("Europe/Copenhagen")


class NoSuchCase(LookupError):  # noqa: N818 - whether it exists is not told
    """There is no such case, or none that this user may see."""

    def __init__(self, case_id: UUID) -> None:
        self.case_id = case_id
        super().__init__(_("Der er ingen sag med det nummer, som du har adgang til."))


@dataclass(frozen=True, slots=True)
class Acted:
    """What came of a command: the case as it stands now, the new events, and what was judged."""

    case: Case
    events: tuple[Recorded, ...]
    judgement: Judgement | None = None


def act(
    case_id: UUID | None,
    command: Any,
    by: Viewer,
    *,
    library: Library,
    now: datetime,
    valid_from: date | None = None,
) -> Acted | Refused:
    """Do what a command asks for, or say why not; None opens a new case.

    `now` is aware. Raises NoSuchCase, `log.Conflict` when someone else was first (nothing is then
    stored), and `log.Erased` for a case whose content is gone.
    """
    with access.acting(by):
        before = _visible(case_id) if case_id else ()
        case = fold(before) if before else None
        unit_key = case.unit if case else getattr(command, "unit", None)
        unit = Unit.objects.filter(pk=unit_key).first()
        if unit is None:
            return Refused((_no_unit(),))
        today = now.astimezone(_DENMARK).date()
        context, judgement, command = _prepare(case, command, by, unit, library, today)
        outcome = decide(case, command, replace(context, valid_from=valid_from))
        if isinstance(outcome, Refused):
            return outcome
        if (refused := _not_allowed(outcome, by, unit.key)) is not None:
            return refused
        after = log.append(case_id or uuid4(), len(before), outcome.events, by.username, now)
        case = fold((*before, *after))
        summaries.upsert([summary(case)])
        return Acted(case, after, judgement)


def read(case_id: UUID, by: Viewer, purpose: str, *, now: datetime) -> tuple[Recorded, ...]:
    """The events of a case for somebody to read; leaves a trace of who looked and what for.

    Raises NoSuchCase.
    """
    with access.acting(by):
        events = _visible(case_id)
        access.note(by.username, now, access.What.READ, purpose, case_id=case_id)
    return events


def find(text: str, by: Viewer, purpose: str, *, now: datetime) -> summaries.Hits:
    """Search the cases that a user may see; leaves a trace that holds no name or number."""
    hits = summaries.search(by, text)
    access.note(by.username, now, access.What.SEARCH, purpose, query=text)
    return hits


def _visible(case_id: UUID) -> tuple[Recorded, ...]:
    try:
        events = log.load(case_id)
    except log.Hidden:
        raise NoSuchCase(case_id) from None
    if not events:
        raise NoSuchCase(case_id)
    return events


def _prepare(
    case: Case | None, command: Any, by: Viewer, unit: Unit, library: Library, today: date
) -> tuple[Context, Judgement | None, Any]:
    """What the command is decided in; a draft is made whole from the case and judged first."""
    standard = _standard(case or command, unit, library, today)
    judgement = None
    if isinstance(command, TakeDecision) and case is not None:
        draft = whole(command.decision, case, unit.norms_unit)
        judgement = judge(draft, library, today)
        command = TakeDecision(decision=draft)
    context = Context(
        today=today,
        by=by.username,
        standard=standard,
        deadline_weeks=unit.processing_deadline_weeks,
        panel_required=unit.panel_required,
        trace=traced(judgement) if judgement else None,
    )
    return context, judgement, command


def _standard(about: Any, unit: Unit, library: Library, today: date) -> Standard | None:
    service = getattr(about, "service", "")
    try:
        return library.standard(service, unit.municipality, today, unit.norms_unit)
    except NotCodedError:
        return None


def _not_allowed(outcome: Decided, by: Viewer, unit: str) -> Refused | None:
    """Why the user's roles forbid it; None when they do not."""
    names = (name_of(new.event) for new in outcome.events)
    reasons = tuple(r for name in names if (r := may.refusal(by, name, unit)) is not None)
    return Refused(reasons) if reasons else None


def _no_unit() -> Refusal:
    return Refusal(
        "no_such_unit",
        _("Enheden findes ikke i Kompas."),
        _("Vælg en enhed, eller bed administratoren oprette den."),
    )
