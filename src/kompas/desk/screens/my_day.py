"""My day: one's own work by what is due and why, what waits, and what was begun."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, QueryDict

from kompas.casework.capabilities import Capability
from kompas.casework.summary import Listed
from kompas.casework.work_items import DUE_TEXTS, WaitsFor
from kompas.desk import due_chart
from kompas.desk.form_drafts import NO_CASE
from kompas.desk.next_step import PROCEEDING_TEXTS, Next, Row, next_of, page_of, row_of
from kompas.desk.steps import FORMS
from kompas.desk.steps.opening import OPENINGS
from kompas.processes.worklists import Asked, Work, work_of
from kompas.register.worklists import SOON, Begun, Counted, Part, Place, WorkLine
from kompas.soundness.wording import name_of
from kompas.web import parameters
from kompas.web.norms import library
from kompas.web.parameters import as_id, as_number
from kompas.web.rendering import page, url
from kompas.web.request_context import SignedInRequest
from kompas.words import N_, _

PURPOSE = "Overblik over egne sager"
PART_TEXTS: Mapping[Part, str] = {
    Part.LATE: N_("Over tiden"),
    Part.SOON: N_("I dag og de næste 14 dage"),
    Part.LATER: N_("Senere"),
    Part.WAITING: N_("Venter på andre"),
}
_OTHERS_WAIT = N_("Kolleger venter på dit svar")
_OUTSTANDING = N_("Mangler, efter at afgørelsen er sendt")


@dataclass(frozen=True, slots=True)
class Group:
    """Work that stands together on the page, each with what comes next in it. `part` is None for
    what others wait for, and for what help lacks.
    """

    part: Part | None
    title: str
    lines: tuple[tuple[Row, Next | None], ...]


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
    asked = _asked(request.GET)
    work = work_of(visit.viewer, asked, PURPOSE, today=visit.today, now=visit.now, unopened=NO_CASE)
    context = {
        "answers": work.answers,
        "groups": groups(work, visit.today, asked.part),
        "after": work.page.after,
        "asked": asked,
        "tiles": tiles(work.counts),
        "total": sum(one.count for one in work.counts),
        "waiting": _waiting(work.counts),
        "bars": due_chart.bars(work.counts, visit.today),
        "whys": DUE_TEXTS,
        "drafts": [_begin(one) for one in work.begun],
        "today": visit.today,
        "may_open": visit.viewer.can(Capability.HANDLE_CASE),
    }
    return page(request, "my_day.html", context)


def groups(work: Work, today: date, part: Part | None) -> tuple[Group, ...]:
    """The lines of a page under their headings; of what waits, all under one. What others wait for
    stands on top, though it has no day.
    """
    apart = {line.place for line in (*work.apart.to_confirm, *work.apart.outstanding)}
    lines = [line for line in work.page.lines if line.place not in apart]
    panels = {one.unit for one in work.counts if one.panel_required}
    of: list[tuple[Part | None, str, Sequence[WorkLine]]] = [
        (None, _OTHERS_WAIT, work.apart.to_confirm)
    ]
    if part is Part.WAITING:
        of.append((part, PART_TEXTS[part], lines))
    else:
        of += [
            (each, PART_TEXTS[each], [line for line in lines if _part(line, today) is each])
            for each in Part
        ]
        later = next(place for place, (each, _text, _of) in enumerate(of) if each is Part.LATER)
        of.insert(later, (None, _OUTSTANDING, work.apart.outstanding))
    return tuple(
        Group(
            each, _(text), tuple((row_of(one), next_of(one.item, today, panels)) for one in found)
        )
        for each, text, found in of
        if found
    )


def tiles(counts: Sequence[Counted]) -> tuple[tuple[Part, str, int], ...]:
    """How much there is of each part."""
    of = {part: sum(one.count for one in counts if one.part is part) for part in Part}
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


def _asked(given: QueryDict) -> Asked:
    """What the address asks for; what it does not know is not asked."""
    part = parameters.word(given, "vis")
    why = parameters.word(given, "frist")
    return Asked(
        part=Part(part) if part in set(Part) else None,
        due_why=why if why in DUE_TEXTS else None,
        after=as_place(parameters.word(given, "efter")),
    )


def as_place(text: str) -> Place | None:
    """The line of a list that an address names (`Place`); None for nonsense."""
    named, _dot, number = text.partition(".")
    case_id, entry = as_id(named), as_number(number)
    return None if case_id is None or entry is None else Place(case_id, entry)


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
