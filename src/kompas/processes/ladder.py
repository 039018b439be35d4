"""The help that citizens have had over all of their cases: what their step is from."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.casework.ladder import RunningHelp, help_in
from kompas.casework.summary import Listed
from kompas.processes.reading import checked, visible_several
from kompas.processes.worklists import leading
from kompas.register import access, summaries
from kompas.register.search import search

MOST = 1000
"""How many cases of a team are counted at once."""


def help_of_citizen(
    line: Listed, by: Staff, purpose: str, *, now: datetime
) -> tuple[tuple[Listed, ...], tuple[RunningHelp, ...]]:
    """A citizen's cases, as far as the viewer may see them, and the help in all of them.

    `line` is one of them. Four statements; each case that is read leaves a trace. Raises
    PurposeRefused.
    """
    lines = search(by, line.citizen_cpr).lines if line.citizen_cpr else ()
    if line.case_id not in {one.case_id for one in lines}:
        lines = (line, *lines)
    return lines, _help_in([one.case_id for one in lines], by, checked(purpose), now)


@dataclass(frozen=True, slots=True)
class Caseload:
    """The help of each citizen of a team, with whose ladder it is; `more`: some are left out."""

    citizens: tuple[tuple[str, tuple[RunningHelp, ...]], ...]
    more: bool


def help_of_team(by: Staff, purpose: str, *, now: datetime, most: int = MOST) -> Caseload:
    """The help in the cases of the units that a user leads, closed ones too, citizen by citizen.

    Only numbers are made of it, so it leaves the trace of a list. Four statements. Raises
    PurposeRefused.
    """
    lead = leading(by)
    with access.acting(by):
        access.note(by.username, now, access.What.SEARCH, checked(purpose), query="team ladder")
    found = summaries.page(lead, order=summaries.Order.NAME, size=most)
    with access.acting(lead):
        read = visible_several([line.case_id for line in found.lines])
    citizens: dict[str, tuple[str, list[RunningHelp]]] = {}
    for line in found.lines:
        whose = citizens.setdefault(line.citizen_cpr or str(line.case_id), (line.municipality, []))
        whose[1].extend(help_in(read.get(line.case_id, ())))
    each = tuple((municipality, tuple(help_)) for municipality, help_ in citizens.values())
    return Caseload(each, more=found.after is not None)


def _help_in(
    case_ids: list[UUID], by: Staff, purpose: str, now: datetime
) -> tuple[RunningHelp, ...]:
    with access.acting(by):
        read = visible_several(case_ids)
        access.note_each(by.username, now, access.What.READ, purpose, list(read))
    return tuple(one for entries in read.values() for one in help_in(entries))
