"""A case as the panel has it: all on one page, and what the panel decides of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect

from kompas.accounts.teams import Worker, workers_of
from kompas.casework import DecisionKind
from kompas.casework.capabilities import Capability
from kompas.casework.case import Case
from kompas.casework.proceeding import Proceeding
from kompas.casework.sitting import Sitting
from kompas.casework.sitting_rules import handled_by
from kompas.casework.status import Status
from kompas.casework.steps.panel_decision import PanelDecided
from kompas.casework.steps.panel_deferral import PanelDeferred
from kompas.desk.attendance import Attendance
from kompas.desk.case_file import CaseFile, of_case
from kompas.desk.screens.panel_of_norms import questions
from kompas.desk.steps.examining import choose
from kompas.desk.steps.form import AmountsForm, kinds
from kompas.desk.submission import NEVER_SEEN, SEQ, Done, do, is_confirmed, seen_seq
from kompas.processes import panel as panels
from kompas.processes import panel_meetings
from kompas.register import meetings
from kompas.register.meetings import OnMeeting, Planned
from kompas.web import filters, parameters
from kompas.web.fields import Choice, ChoiceOfMany, Text
from kompas.web.norms import library
from kompas.web.rendering import page, url_of_page
from kompas.web.request_context import SignedInRequest
from kompas.words import N_, _

FOLLOW, OTHERWISE, DEFER = "follow", "otherwise", "defer"
_SHOWN_BACK = timedelta(days=90)


class PanelForm(AmountsForm):
    """What the panel decides of a case: as recommended, otherwise with why, or not yet."""

    meeting = ChoiceOfMany(N_("Hvilket møde?"))
    outcome = Choice(
        N_("Udvalgets beslutning"),
        [
            (FOLLOW, N_("Som indstillet")),
            (OTHERWISE, N_("Anderledes end indstillet")),
            (DEFER, N_("Udsat: der mangler noget")),
        ],
        unchosen=N_("Vælg, hvad udvalget besluttede."),
    )
    kind = ChoiceOfMany(
        N_("Hvad udvalget i stedet besluttede"),
        required=False,
    )
    why = Text(
        N_("Hvorfor udvalget går imod indstillingen"),
        N_("Begrundelsen skal være konkret og handle om borgeren (forvaltningsloven § 24)."),
        required=False,
    )
    missing = Text(
        N_("Hvad der mangler, før udvalget kan beslutte"),
        N_("Sagsbehandleren undersøger det og sætter sagen på dagsordenen igen."),
        required=False,
    )

    def __init__(
        self, case: Case, held: dict[str, str], on: Proceeding, data: QueryDict | None = None
    ) -> None:
        super().__init__(data, initial={"meeting": next(iter(held), "")}, label_suffix="")
        advised = (on.recommendation.kind.value,) if on.recommendation else ()
        choose(self, "kind", [("", "–"), *kinds(case, on, *advised)])
        self.on = on
        self.fields["meeting"].choices = [*held.items()]  # type: ignore[attr-defined]
        self.ask_amounts(library().words.measures_of(case.service))

    def clean(self) -> dict[str, Any]:
        """What each outcome asks for."""
        given = super().clean() or {}
        outcome = given.get("outcome")
        if outcome == FOLLOW and self.on.recommendation is None:
            self.add_error("outcome", _("Der er ingen indstilling at følge."))
        if outcome == OTHERWISE and not given.get("kind"):
            self.add_error("kind", _("Vælg, hvad udvalget besluttede i stedet."))
        if outcome == OTHERWISE and not given.get("why"):
            self.add_error("why", _("Skriv, hvorfor udvalget går imod indstillingen."))
        if outcome == DEFER and not given.get("missing"):
            self.add_error("missing", _("Skriv, hvad der mangler."))
        return given

    def command(self, sitting: Sitting) -> PanelDecided | PanelDeferred:
        """The event that the panel's decision makes."""
        given = self.cleaned_data
        if given["outcome"] == DEFER:
            return PanelDeferred(missing=given["missing"], sitting=sitting)
        if given["outcome"] == FOLLOW and self.on.recommendation is not None:
            made = self.on.recommendation
            return PanelDecided(kind=made.kind, extent=made.extent, sitting=sitting)
        return PanelDecided(
            kind=DecisionKind(given["kind"]),
            extent=self.amounts(),
            against_recommendation=True,
            why=given["why"],
            sitting=sitting,
        )


@dataclass(frozen=True, slots=True)
class Among:
    """The case among those of its meeting: the one before and the one after, and its number."""

    number: int
    of: int
    before: OnMeeting | None
    after: OnMeeting | None
    waiting: OnMeeting | None


@of_case
def panel_case(request: SignedInRequest, file: CaseFile) -> HttpResponse:
    """One case on one page: what is recommended, what the norms say, and the decision."""
    on, visit, done = file.on, request.visit, Done()
    if on is None:
        raise Http404
    day = _meets_on(file, on)
    held = _held(file, on, day)
    members = workers_of([file.line.unit or ""], able_to=Capability.DECIDE_AT_PANEL)
    posted = request.POST or None
    form = PanelForm(file.case, {key: one.text for key, one in held.items()}, on, posted)
    attendance = _attendance(file, on, members, _last(held), posted)
    lines = meetings.agenda(visit.viewer, file.line.unit or "", day, visit.today) if day else ()
    among = _among(lines, file, on)
    if posted and all([form.is_valid(), attendance.is_valid()]):
        key = form.cleaned_data["meeting"]
        sitting = attendance.sitting(held[key].day, "" if key == UNPLANNED else key)
        seq = seen_seq(request.POST)
        done = do(
            visit,
            file.case.case_id,
            form.command(sitting),
            belongs=on.entry,
            seen_seq=NEVER_SEEN if seq is None else seq,
            days_confirmed=is_confirmed(request.POST),
        )
        if done.acted:
            panel_meetings.remember(sitting, visit.viewer, now=visit.now)
            messages.success(request, _("Udvalgets beslutning er skrevet ned."))
            return redirect(_onward(file, among, day))
    context = {
        "file": file,
        "form": form,
        "attendance": attendance,
        # Who was told that the case has gone on, has seen it; nobody else.
        "seq": parameters.word(request.POST, SEQ)
        if posted and not done.overtaken
        else file.case.seq,
        "done": done,
        "answers": questions(file.explanation, duties=False) if file.explanation else (),
        "day": day,
        "is_held": bool(held),
        "among": among,
        "papers": list(panels.papers_of(file.case)),
        "cost": panels.cost_of(on.recommendation, file.case.service, library().words),
    }
    return page(request, "panel_case.html", context, status=400 if posted else 200)


UNPLANNED = "day"
"""The meeting of a day that nobody planned."""


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting at which the panel may have come to a case, as the form offers it."""

    day: date
    text: str
    planned: Planned | None


def _meets_on(file: CaseFile, on: Proceeding) -> date | None:
    """The day of the meeting that a proceeding waits for, or was heard at last."""
    if on.status is Status.AT_PANEL:
        return on.panel_meets_on
    heard = [one for one in file.case.meetings if one.proceeding == on.entry and one.heard]
    return heard[-1].meets_on if heard else None


def _held(file: CaseFile, on: Proceeding, day: date | None) -> dict[str, Held]:
    """The meetings at which the panel may have come to it: from its own on, up to today."""
    today = file.visit.today
    if on.status is not Status.AT_PANEL or day is None or day > today:
        return {}
    first = max(day, today - _SHOWN_BACK)
    planned = meetings.held_between(file.line.unit or "", first, today)
    found = {str(one.id): Held(one.meets_on, _when(one), one) for one in planned}
    if all(one.meets_on != day for one in planned):
        text = _("{day} (ikke planlagt)").format(day=filters.day(day))
        return {UNPLANNED: Held(day, text, None), **found}
    return found


def _when(one: Planned) -> str:
    return _("{day}, {place}").format(day=filters.day(one.meets_on), place=one.place)


def _last(held: dict[str, Held]) -> Planned | None:
    """The meeting that the form begins with, and who was there last."""
    return next((one.planned for one in held.values()), None)


def _attendance(
    file: CaseFile,
    on: Proceeding,
    members: tuple[Worker, ...],
    last: Planned | None,
    posted: QueryDict | None,
) -> Attendance:
    return Attendance(members, posted, last=last, handled=handled_by(file.case, on))


def _among(lines: tuple[OnMeeting, ...], file: CaseFile, on: Proceeding) -> Among | None:
    own = (file.case.case_id, on.entry)
    places = [(one.line.case_id, one.proceeding) for one in lines]
    if own not in places:
        return None
    at = places.index(own)
    return Among(
        number=at + 1,
        of=len(lines),
        before=lines[at - 1] if at else None,
        after=lines[at + 1] if at + 1 < len(lines) else None,
        waiting=next(_waiting(lines, at), None),
    )


def _waiting(lines: tuple[OnMeeting, ...], at: int) -> Iterator[OnMeeting]:
    """The cases that the panel has not come to: those after a place, then those before it."""
    yield from (one for one in (*lines[at + 1 :], *lines[:at]) if one.waits)


def _onward(file: CaseFile, among: Among | None, day: date | None) -> str:
    """On to the next case that waits, else back to the meeting."""
    if among is not None and among.waiting is not None:
        to = among.waiting
        return url_of_page(
            None, "panel_case", query={"forloeb": to.proceeding}, case_id=to.line.case_id
        )
    if day is None:
        return url_of_page(None, "panel")
    return url_of_page(None, "panel_meeting", unit=file.line.unit or "", meets_on=day.isoformat())
