"""Several facts noted at once: all of them, or none."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.casework.case import Case
from kompas.casework.commands import Refused
from kompas.casework.steps.fact import FactNoted
from kompas.norms import Library
from kompas.processes.act import Acted, perform
from kompas.processes.reading import Entries, as_recorded, folded
from kompas.register import access, log


def note_facts(
    case_id: UUID,
    facts: Sequence[FactNoted],
    by: Staff,
    *,
    library: Library,
    now: datetime,
    seen_seq: int | None = None,
) -> tuple[Acted, ...] | Refused:
    """Record facts in one transaction. Each holds from its date, and never before an older note.

    With `seen_seq`, raises `log.Conflict` where somebody has noted one of these facts after that
    entry: what else happened does no harm. Raises as `act`; nothing is then stored.
    """
    try:
        with access.acting(by, holding=case_id):
            return tuple(_noted(as_recorded(case_id), facts, by, library, now, seen_seq))
    except _UndoneError as undone:
        return undone.refused


def _noted(
    entries: Entries,
    facts: Sequence[FactNoted],
    by: Staff,
    library: Library,
    now: datetime,
    seen_seq: int | None,
) -> Iterator[Acted]:
    for fact in facts:
        case = folded(entries)
        _not_overtaken(case, fact.name, seen_seq)
        outcome = perform(entries, fact, by, library=library, now=now)
        if isinstance(outcome, Refused):
            raise _UndoneError(outcome)
        entries = (*entries, *outcome.events)
        yield outcome


class _UndoneError(Exception):
    """One was refused: those before it go again."""

    def __init__(self, refused: Refused) -> None:
        self.refused = refused


def _not_overtaken(case: Case, name: str, seen_seq: int | None) -> None:
    known = case.facts.get(name, ())
    newest = max((one.seq for one in known), default=0)
    if seen_seq is not None and newest > seen_seq:
        raise log.Conflict(case.case_id, seen_seq, newest)
