"""My day: one's own cases by what is due and why, what waits, and what was begun."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse

from kompas.accounts.access import Role
from kompas.desk import weeks
from kompas.desk.drafted import NO_CASE
from kompas.desk.rendering import page, url
from kompas.desk.shown import DUE_TEXTS
from kompas.desk.steps import FORMS
from kompas.desk.steps.following import Next, next_of, page_of
from kompas.desk.visit import DeskRequest
from kompas.processes.overviews import Asked, Work, work_of
from kompas.register.summaries import Listed
from kompas.register.worklists import SOON, Begun, Counted, Part
from kompas.words import N_, _

PURPOSE = "Overblik over egne sager"
PART_TEXTS: Mapping[Part, str] = {
    Part.LATE: N_("Over tiden"),
    Part.SOON: N_("I dag og de næste 14 dage"),
    Part.LATER: N_("Senere"),
    Part.WAITING: N_("Venter på andre"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Cases that stand together on the page, each with what comes next in it."""

    part: Part
    title: str
    lines: tuple[tuple[Listed, Next | None], ...]


@dataclass(frozen=True, slots=True)
class Begin:
    """A draft that can be gone on with: what it is, whose, and where."""

    title: str
    begun: Begun
    url: str


def my_day(request: DeskRequest) -> HttpResponse:
    """The open cases that one handles, what is due first on top."""
    visit = request.visit
    asked = _asked(request.GET)
    work = work_of(visit.viewer, asked, PURPOSE, today=visit.today, now=visit.now, unopened=NO_CASE)
    context = {
        "groups": groups(work, visit.today, asked.part),
        "after": work.page.after,
        "asked": asked,
        "tiles": tiles(work.counts),
        "total": sum(one.count for one in work.counts),
        "waiting": _waiting(work.counts),
        "bars": weeks.bars(work.counts, visit.today),
        "whys": DUE_TEXTS,
        "drafts": [_begin(one) for one in work.begun],
        "today": visit.today,
        "may_open": visit.viewer.has(Role.CASEWORKER) or visit.viewer.has(Role.TEAM_LEAD),
    }
    return page(request, "my_day.html", context)


def groups(work: Work, today: date, part: Part | None) -> tuple[Group, ...]:
    """The lines of a page under their headings; of what waits, all under one."""
    lines = work.page.lines
    panels = {one.unit for one in work.counts if one.panel_required}
    if part is Part.WAITING:
        of = {Part.WAITING: list(lines)}
    else:
        of = {each: [line for line in lines if _part(line, today) is each] for each in Part}
    return tuple(
        Group(
            each, _(PART_TEXTS[each]), tuple((line, next_of(line, today, panels)) for line in found)
        )
        for each, found in of.items()
        if found
    )


def tiles(counts: Sequence[Counted]) -> tuple[tuple[Part, str, int], ...]:
    """How many cases there are of each part."""
    of = {part: sum(one.count for one in counts if one.part is part) for part in Part}
    of[Part.WAITING] = sum(one.waiting for one in counts)
    return tuple((part, _(PART_TEXTS[part]), count) for part, count in of.items())


def _waiting(counts: Sequence[Counted]) -> tuple[int, int]:
    """How many wait for the panel, and how many for the party's answer."""
    panel = sum(one.waiting for one in counts if one.status == "at_panel")
    return panel, sum(one.waiting for one in counts) - panel


def _part(line: Listed, today: date) -> Part:
    if line.due_on is None or line.due_on > today + SOON:
        return Part.LATER
    return Part.LATE if line.due_on < today else Part.SOON


def _asked(given: Mapping[str, str]) -> Asked:
    """What the address asks for; what it does not know is not asked."""
    part = given.get("vis", "")
    why = given.get("frist", "")
    return Asked(
        part=Part(part) if part in set(Part) else None,
        due_why=why if why in DUE_TEXTS else None,
        after=as_id(given.get("efter", "")),
    )


def as_id(text: str) -> UUID | None:
    """An id of an address; None for nonsense."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _begin(one: Begun) -> Begin:
    """Where a draft is gone on with; the case itself where its form is a part of that page."""
    if one.line is None:
        return Begin(_("Ny sag"), one, url("new_case") + f"?slags={one.name}")
    if one.name in FORMS:
        return Begin(_(FORMS[one.name].title), one, page_of(one.line.case_id, one.name))
    title, step = _OTHER_DRAFTS.get(one.name, (N_("Kladde"), ""))
    return Begin(_(title), one, page_of(one.line.case_id, step))


_OTHER_DRAFTS: Mapping[str, tuple[str, str]] = {
    "decision": (N_("Afgørelse"), "decision_taken"),
    "facts": (N_("Oplysninger"), "fact_noted"),
    "panel": (N_("Udvalgets beslutning"), "panel_decided"),
}
"""Drafts of pages other than the forms of steps: what they are, and the step they are for."""
