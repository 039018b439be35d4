"""A case as its pages show it: opened once, now or as it was known on a day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Concatenate
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase

from kompas.accounts.models import Unit
from kompas.casework import advice
from kompas.casework.case import Case, Proposal
from kompas.casework.commands import may_take
from kompas.casework.decision import Citizen
from kompas.casework.local_times import FOLLOW_UP_PLANNING, local_time
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import NotTold, danish_day
from kompas.casework.record import name_of as name_of_event
from kompas.casework.replacement import changed
from kompas.casework.status import Status
from kompas.casework.steps import STEPS
from kompas.casework.summary import Listed, due
from kompas.casework.timeline import Speech
from kompas.casework.work_items import due as due_in
from kompas.desk.proceedings import belongs, proceeding_of
from kompas.norms import Assessment, FactError, NotCodedError, Standard
from kompas.norms.explaining import Explanation
from kompas.processes import permissions, reading
from kompas.processes.help_elsewhere import contradictions, with_help_elsewhere
from kompas.processes.open_case import CASEWORK, Opened, open_case
from kompas.processes.party import with_line
from kompas.register import log, meetings
from kompas.soundness.wording import name_of
from kompas.web import filters, guard, parameters
from kompas.web.norms import library
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest, Visit
from kompas.words import _

PURPOSE = CASEWORK
PAST = "pr"
"""The part of an address that says on which day the case is shown: `?pr=2026-03-01`."""


@dataclass
class CaseFile:
    """One case on the screen. `past` is the day on which it is shown; None: as it is now.

    `on` is the proceeding that the page is about.
    """

    visit: Visit
    line: Listed
    opened: Opened
    case: Case
    on: Proceeding | None = None
    past: date | None = None

    @property
    def day(self) -> date:
        """The day that the page is about."""
        return self.past or self.visit.today

    @property
    def unit(self) -> Unit | None:
        """The unit that handles the case."""
        return self.opened.unit

    @property
    def citizen(self) -> Citizen | None:
        """The citizen as the register has them now; on a past day, as the case had it."""
        return self.case.citizen if self.past else with_line(self.case, self.line).citizen

    @property
    def panel_required(self) -> bool:
        """Whether the referral panel decides first."""
        return self.unit is not None and self.unit.panel_required

    @property
    def service(self) -> str:
        """The kind of help, in words."""
        known = library().words.services.get(self.case.service)
        return name_of(known) if known else self.case.service

    @property
    def legal_basis(self) -> str:
        """Where the kind of help is in the law."""
        known = library().words.services.get(self.case.service)
        return ", ".join(known.legal_basis) if known else ""

    @property
    def municipality(self) -> str:
        """Whose standards hold."""
        return library().words.municipalities.get(self.case.municipality, self.case.municipality)

    def name(self, username: str | None) -> str:
        """What a user is called; who is not known any more, by the name in the record."""
        return self.opened.names.get(username or "", username or "–")

    @cached_property
    def speech(self) -> Speech:
        """How entries are told on the screen."""
        return Speech(library().words, filters.day, self.name, self.line.citizen_protected)

    @cached_property
    def due(self) -> tuple[date | None, str | None]:
        """What is due first, and why: in the proceeding of the page, while it is open."""
        if self.on is not None and self.on.is_open:
            return due_in(self.on)
        return (None, None) if self.is_done_alone else due(self.case)

    @property
    def is_done_alone(self) -> bool:
        """Whether the proceeding of the page is at its end while others go on."""
        return self.on is not None and not self.on.is_open and bool(self.case.open_proceedings)

    @property
    def status(self) -> Status:
        """Where the proceeding of the page stands, where it is one of several; else the case."""
        if self.on is not None and self.visit.about and self.case.closed_on is None:
            return self.on.status
        return self.case.status

    @cached_property
    def next(self) -> advice.Ahead:
        """The step that leads the proceeding of the page on, or the case where none is open."""
        if self.past is None and (proposal := next(self.to_confirm(), None)):
            text = _("{name} foreslår at trække post nr. {seq} tilbage. Sig, om du er enig.")
            named = text.format(name=self.name(proposal.by), seq=proposal.about)
            return advice.Ahead("entry_withdrawn", named)
        if self.is_done_alone:
            return advice.Ahead(None, _("Forløbet er slut. Gå videre i et af sagens andre forløb."))
        return advice.next_step(
            self.case,
            self.on,
            self.day,
            panel_required=self.panel_required,
            follow_up_planning=self._follow_up_planning(),
        )

    def _follow_up_planning(self) -> timedelta:
        """How long before it is due a follow-up is planned; not asked for while something is going
        on. Nothing where the norms give no number: then on the day itself.
        """
        if self.on is not None and self.on.is_open:
            return timedelta()
        facts, words = self.case.facts_on(self.day), library().words
        found = local_time(FOLLOW_UP_PLANNING, self.standard, words, facts, self.day)
        return found.length if found else timedelta()

    def may(self, step: str) -> bool:
        """Whether the user may record a step now."""
        known = STEPS[step]
        if self.past is not None or not permissions.record(self.visit.viewer, step, self.line.unit):
            return False
        return may_take(self.case, known, belongs(known, self.on))

    @property
    def opens_withheld(self) -> bool:
        """Whether the user may open what was recorded on the wrong citizen, with a reason."""
        return guard.OPENS_WITHHELD.admits_to(self.visit.viewer, self.line.unit)

    def to_confirm(self) -> Iterator[Proposal]:
        """What others propose to withdraw, and the user can agree to."""
        mine = self.visit.viewer.username
        waiting = (one for one in self.case.open_proposals if one.by != mine)
        return (one for one in waiting if self.may_withdraw(one.about))

    def may_withdraw(self, seq: int) -> bool:
        """Whether the user has the authority to withdraw an entry now."""
        return self.may("entry_withdrawn") and permissions.withdraws(
            self.visit.viewer, self.case, seq
        )

    # ------------------------------------------------------------ what the norms say

    @cached_property
    def _rules(self) -> tuple[Standard | None, str]:
        norms_unit, case = self.unit.norms_unit if self.unit else None, self.case
        try:
            return library().standard(case.service, case.municipality, self.day, norms_unit), ""
        except NotCodedError as error:
            return None, error.text

    @cached_property
    def _answers(self) -> tuple[Assessment | None, str]:
        found, why_not = self._rules
        if found is None:
            return None, why_not
        try:
            return found.assess(self.case.facts_on(self.day, self.on), self.day), ""
        except FactError as error:
            return None, error.text

    @property
    def standard(self) -> Standard | None:
        """The rules of the day; None where they are not coded."""
        return self._rules[0]

    @property
    def assessment(self) -> Assessment | None:
        """What they answer; None where there are none, or a fact cannot be read."""
        return self._answers[0]

    @property
    def no_answer(self) -> str:
        """Why there is no answer, in words; empty where there is one."""
        return self._answers[1]

    @property
    def contradictions(self) -> tuple[str, ...]:
        """What is noted and the citizen's other cases contradict, in words."""
        return contradictions(self.case, self.day, library().words)

    def told_of_others(self) -> None:
        """Let the case know what the citizen's number is now, and what runs in their other cases;
        on a past day it is not told: they have gone on since.
        """
        if self.past is None:
            visit, case = self.visit, with_line(self.case, self.line)
            self.case = with_help_elsewhere(case, self.standard, visit.viewer, now=visit.now)

    @cached_property
    def explanation(self) -> Explanation | None:
        """The answers in words."""
        return Explanation(self.assessment) if self.assessment else None


View = Callable[Concatenate[SignedInRequest, CaseFile, ...], HttpResponseBase]


def of_case(view: View) -> Callable[..., HttpResponseBase]:
    """A page of one case: opened and folded; erased, or not begun on the day, it is told so."""

    def opened(request: SignedInRequest, case_id: UUID, **arguments: Any) -> HttpResponseBase:
        visit, past = request.visit, _past(request)
        line = line_of(visit)
        found = open_case(case_id, line.unit, visit.viewer, PURPOSE, now=visit.now, known_on=past)
        if not found.entries:
            return page(request, "case/not_begun.html", {"line": line, "past": past})
        try:
            case = reading.folded(found.entries)
        except log.Erased:
            return page(request, "case/erased.html", {"line": line, "entries": list(_left(found))})
        on = proceeding_of(request, case)
        if on is not None and past is None:
            on = as_planned(case, on, visit.today)
        file = CaseFile(visit, line, found, case, on, past)
        file.told_of_others()
        return view(request, file, **arguments)

    return opened


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of an entry of a case that was erased; `why` is empty where nothing went."""

    seq: int
    name: str
    by: str
    at: datetime
    why: str


def _left(found: Opened) -> Iterator[Left]:
    for entry in reversed(found.entries):
        event = entry.event
        gone = event if isinstance(event, log.ErasedEvent) else None
        name = filters.step(event.type if isinstance(event, NotTold) else name_of_event(event))
        by = found.names.get(entry.by, entry.by)
        yield Left(entry.seq, name, by, entry.recorded_at, gone.why if gone else "")


def as_planned(case: Case, on: Proceeding, today: date) -> Proceeding:
    """A proceeding that waits for a meeting, with the day that the meeting has now."""
    if on.status is not Status.AT_PANEL:
        return on
    day = meetings.day_of(case.unit, on.panel_meeting, on.panel_meets_on, today)
    return changed(on, panel_meets_on=day)


def line_of(visit: Visit) -> Listed:
    """The case of the page, which the guard has looked up."""
    if visit.line is None:
        raise Http404
    return visit.line


def _past(request: SignedInRequest) -> date | None:
    """The day that was asked for, where it is one before today."""
    day = parameters.as_day(parameters.word(request.GET, PAST))
    return day if day is not None and day < danish_day(request.visit.now) else None
