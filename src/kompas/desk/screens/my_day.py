"""My day: one's own work by what is due and why, what is new in it, what waits, what is at hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from kompas.accounts.access import StandIn
from kompas.casework.capabilities import Capability
from kompas.casework.summary import Listed
from kompas.casework.work_items import DUE_TEXTS, WaitsFor
from kompas.desk import due_chart
from kompas.desk.form_drafts import NO_CASE
from kompas.desk.next_step import PROCEEDING_TEXTS, Next, Row, next_of, page_of, row_of
from kompas.desk.steps import FORMS
from kompas.desk.steps.opening import OPENINGS
from kompas.desk.work_address import SORT_TEXTS, for_of, of_my_day, services, statuses
from kompas.processes.worklists import Asked, Work, take, work_of
from kompas.register.at_hand import Begun, Reminder
from kompas.register.worklists import FEW, SOON, Counted, Part, Sort, WorkLine
from kompas.soundness.wording import name_of
from kompas.web.norms import library
from kompas.web.rendering import page, url
from kompas.web.request_context import SignedInRequest
from kompas.words import N_, _

PURPOSE = "Overblik over egne sager"
PART_TEXTS: Mapping[Part, str] = {
    Part.UNSENT: N_("Breve, der skal sendes"),
    Part.LATE: N_("Over tiden"),
    Part.SOON: N_("I dag og de næste 14 dage"),
    Part.LATER: N_("Senere"),
    Part.WAITING: N_("Venter på andre"),
}
_IN_ONE = (Part.UNSENT, Part.WAITING)
"""The parts that are shown under one heading, whatever is due in them."""
_OTHERS_WAIT = N_("Kolleger venter på dit svar")
_OUTSTANDING = N_("Mangler, efter at afgørelsen er sendt")
_INBOX = N_("Ufordelt indbakke")
NEWS_TEXTS: Mapping[str, tuple[str, str]] = {
    "assigned": (N_("Overdraget til dig"), N_("{name} har overdraget sagen til dig")),
    "hearing_answered": (N_("Svar på partshøring"), N_("{name} har registreret borgerens svar")),
    "panel_decided": (N_("Udvalget har besluttet"), N_("{name} har skrevet beslutningen ned")),
    "panel_deferred": (N_("Udvalget har udsat sagen"), N_("{name} har skrevet det ned")),
}
"""What is new in a case: as a mark on its line, and who did it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Work that stands together on the page, each with what comes next in it. `part` is None for
    what others wait for, for what help lacks, and for a list that is not by day.
    """

    part: Part | None
    title: str
    lines: tuple[tuple[Row, Next | None], ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody for whom the user stands in, some of their work, and the address of all of it."""

    of: StandIn
    lines: tuple[tuple[Row, Next | None], ...]
    more: bool
    url: str


@dataclass(frozen=True, slots=True)
class Begin:
    """A draft that can be gone on with: what it is, whose, and where.

    `about` tells it from others of the same form: the case, the help, the proceeding.
    """

    title: str
    begun: Begun
    url: str
    about: str = ""


def my_day(request: SignedInRequest) -> HttpResponse:
    """What one handles in open cases, what is due first on top."""
    visit = request.visit
    asked, address = of_my_day(request.GET, visit.viewer)
    work = work_of(visit.viewer, asked, PURPOSE, today=visit.today, now=visit.now, unopened=NO_CASE)
    inbox = work.apart.inbox
    due, coming = _reminders(work, visit.today)
    context = {
        "answers": work.unseen.answers if asked.is_first else (),
        "news": [(one, *NEWS_TEXTS[one.type]) for one in work.unseen.news],
        "is_first": asked.is_first,
        "new": _marks(work),
        "groups": groups(work, visit.today, asked),
        "after": work.page.after,
        "asked": asked,
        "chosen": asked.chosen,
        "address": address,
        "tiles": tiles(work.counts),
        "total": sum(one.count for one in work.counts),
        "waiting": _waiting(work.counts),
        "bars": due_chart.bars(work.counts, visit.today),
        "whys": DUE_TEXTS,
        "services": services(),
        "statuses": statuses(),
        "sorts": SORT_TEXTS,
        "drafts": [_begin(one) for one in work.at_hand.begun],
        "due": due,
        "coming": coming,
        "recent": work.at_hand.recent,
        "inbox": [row_of(one) for one in inbox[:_FEW_IN_INBOX]],
        "inbox_count": len(inbox),
        "inbox_most": FEW,
        "absent": _absent(work, visit.viewer.stands_in, visit.today),
        "today": visit.today,
        "may_open": visit.viewer.can(Capability.HANDLE_CASE),
    }
    return page(request, "my_day.html", context)


_FEW_IN_INBOX = 5


def take_case(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """Take a case that nobody handles: it is one's own then."""
    visit = request.visit
    outcome = take(case_id, visit.viewer, library=library(), now=visit.now)
    line = outcome.line
    if outcome.reasons:
        messages.error(request, " ".join(f"{one.text} {one.remedy}" for one in outcome.reasons))
        return redirect("my_day")
    whose = line.citizen_name or line.case_number
    messages.success(request, _("Sagen er din: {name}.").format(name=whose))
    return redirect("case", case_id=case_id)


def groups(work: Work, today: date, asked: Asked) -> tuple[Group, ...]:
    """The lines of a page under their headings; under one where they are not by day. Letters that
    have not gone stand on top, and what others wait for, though neither has a day.
    """
    of, panels = _headed(work, today, asked), _panels(work)
    return tuple(
        Group(each, _(text), tuple(_line(one, today, panels) for one in found))
        for each, text, found in of
        if found
    )


def _headed(
    work: Work, today: date, asked: Asked
) -> Iterator[tuple[Part | None, str, Sequence[WorkLine]]]:
    apart, part = work.apart, asked.chosen.part
    if asked.inbox:
        yield None, _INBOX, work.page.lines
    elif part in _IN_ONE or asked.chosen.sort is not Sort.DUE:
        yield part, PART_TEXTS[part] if part else N_("Alle opgaver"), work.page.lines
    else:
        first = (*apart.unsent, *apart.to_confirm, *apart.outstanding)
        there = {line.place for line in first}
        by_day: dict[Part, list[WorkLine]] = {each: [] for each in Part}
        for line in work.page.lines:
            if line.place not in there:
                by_day[_part(line, today)].append(line)
        yield Part.UNSENT, PART_TEXTS[Part.UNSENT], apart.unsent
        yield None, _OTHERS_WAIT, apart.to_confirm
        yield Part.LATE, PART_TEXTS[Part.LATE], by_day[Part.LATE]
        yield Part.SOON, PART_TEXTS[Part.SOON], by_day[Part.SOON]
        yield None, _OUTSTANDING, apart.outstanding
        yield Part.LATER, PART_TEXTS[Part.LATER], by_day[Part.LATER]


def _panels(work: Work) -> set[str]:
    """The units in which the panel decides first, as far as the work is theirs."""
    return {one.unit for one in work.counts if one.panel_required}


def _line(one: WorkLine, today: date, panels: set[str]) -> tuple[Row, Next | None]:
    return row_of(one), next_of(one.item, today, panels)


def _marks(work: Work) -> dict[UUID, list[str]]:
    """What is new in each case that has news, for its lines."""
    marks: dict[UUID, list[str]] = {}
    for one in work.unseen.news:
        marks.setdefault(one.case.case_id, []).append(_(NEWS_TEXTS[one.type][0]))
    return marks


def _reminders(work: Work, today: date) -> tuple[tuple[Reminder, ...], tuple[Reminder, ...]]:
    """Those that are due, and those that are still to come."""
    found = work.at_hand.reminders
    due = tuple(one for one in found if one.due_on <= today)
    return due, found[len(due) :]


def _absent(work: Work, stands_in: Sequence[StandIn], today: date) -> tuple[Absent, ...]:
    """Each for whom the user stands in, with what is due first in their work."""
    return tuple(
        Absent(
            one,
            tuple(_line(line, today, _panels(work)) for line in found[:FEW]),
            len(found) > FEW,
            f"{url('my_day')}?for={for_of(one)}",
        )
        for one in stands_in
        for found in [
            [
                line
                for line in work.apart.absent
                if (line.item.assigned_to, line.item.unit) == (one.username, one.unit)
            ]
        ]
    )


def tiles(counts: Sequence[Counted]) -> tuple[tuple[Part, str, int], ...]:
    """How much there is of each part."""
    of = {part: sum(one.count for one in counts if one.part is part) for part in Part}
    of[Part.UNSENT] = sum(one.count for one in counts if one.unsent)
    of[Part.WAITING] = sum(one.count for one in counts if one.waits_for)
    return tuple((part, _(PART_TEXTS[part]), count) for part, count in of.items())


def _waiting(counts: Sequence[Counted]) -> dict[str, int]:
    """How much waits for whom."""
    return {who.value: sum(one.count for one in counts if one.waits_for == who) for who in WaitsFor}


def _part(line: WorkLine, today: date) -> Part:
    due_on = line.item.due_on
    if due_on is None or due_on > today + SOON:
        return Part.LATER
    return Part.LATE if due_on < today else Part.SOON


def _begin(one: Begun) -> Begin:
    """Where a draft is gone on with; the case itself where its form is a part of that page."""
    if one.line is None:
        title = OPENINGS[one.name].title if one.name in OPENINGS else N_("Ny sag")
        return Begin(_(title), one, url("new_case") + f"?slags={one.name}")
    title, step = _OTHER_DRAFTS.get(one.name, (N_("Kladde"), ""))
    if one.name in FORMS:
        title, step = FORMS[one.name].title, one.name
    at = page_of(one.line.case_id, step, one.proceeding)
    return Begin(_(title), one, at, " · ".join(_about(one, one.line)))


def _about(one: Begun, line: Listed) -> Iterator[str]:
    """The case of a draft, its help, and the proceeding where that is not the application."""
    yield line.case_number
    known = library().words.services.get(line.service)
    yield name_of(known) if known else line.service
    if one.proceeding is not None and (
        text := PROCEEDING_TEXTS.get(one.kind or "", N_("Afsluttet forløb"))
    ):
        yield _("{kind} fra registrering {entry}").format(kind=_(text), entry=one.proceeding)


_OTHER_DRAFTS: Mapping[str, tuple[str, str]] = {
    "decision": (N_("Afgørelse"), "decision_taken"),
    "facts": (N_("Oplysninger"), "fact_noted"),
    "panel": (N_("Udvalgets beslutning"), "panel_decided"),
}
"""Drafts of pages other than the forms of steps: what they are, and the step they are for."""
