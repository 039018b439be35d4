"""The referral panel: its agenda, each case on one page, what was decided, and the minutes."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import redirect

from kompas.casework import DecisionKind
from kompas.casework.proceeding import Proceeding
from kompas.casework.steps.panel_decision import PanelDecided
from kompas.casework.steps.panel_deferral import PanelDeferred
from kompas.desk.case_file import CaseFile, of_case
from kompas.desk.screens import made_file
from kompas.desk.screens.panel_of_norms import questions
from kompas.desk.steps.form import AmountsForm
from kompas.desk.submission import NEVER_SEEN, SEQ, Done, do, seen_seq
from kompas.processes import made_files
from kompas.processes import panel as meetings
from kompas.register.meetings import coming
from kompas.web import filters, parameters
from kompas.web.fields import Choice, ChoiceOfMany, Text
from kompas.web.filters import KIND_TEXTS
from kompas.web.norms import library
from kompas.web.parameters import as_day
from kompas.web.rendering import page, url_of_page
from kompas.web.request_context import SignedInRequest
from kompas.words import N_, _

PURPOSE = "Behandling i visitationsudvalget"
FOLLOW, OTHERWISE, DEFER = "follow", "otherwise", "defer"


class PanelForm(AmountsForm):
    """What the panel decides of a case: as recommended, otherwise with why, or not yet."""

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
        choices=[("", "–"), *((kind.value, text) for kind, text in KIND_TEXTS.items())],
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

    def __init__(self, service: str, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.ask_amounts(library().words.measures_of(service))

    def clean(self) -> dict[str, Any]:
        """What each outcome asks for."""
        given = super().clean() or {}
        outcome = given.get("outcome")
        if outcome == OTHERWISE and not given.get("kind"):
            self.add_error("kind", _("Vælg, hvad udvalget besluttede i stedet."))
        if outcome == OTHERWISE and not given.get("why"):
            self.add_error("why", _("Skriv, hvorfor udvalget går imod indstillingen."))
        if outcome == DEFER and not given.get("missing"):
            self.add_error("missing", _("Skriv, hvad der mangler."))
        return given

    def command(self, on: Proceeding) -> PanelDecided | PanelDeferred:
        """The event that the panel's decision makes."""
        given = self.cleaned_data
        if given["outcome"] == DEFER:
            return PanelDeferred(missing=given["missing"])
        if given["outcome"] == FOLLOW and on.recommendation is not None:
            made = on.recommendation
            return PanelDecided(kind=made.kind, extent=made.extent)
        return PanelDecided(
            kind=DecisionKind(given["kind"]),
            extent=self.amounts(),
            against_recommendation=True,
            why=given["why"],
        )


def agenda(request: SignedInRequest) -> HttpResponse:
    """The meetings for which cases wait; the nearest one with its cases."""
    visit = request.visit
    days = coming(visit.viewer)
    asked = parameters.day(request.GET, "dag", _("Mødedag"))
    ahead = [one.meets_on for one in days if one.meets_on >= visit.today]
    chosen = asked or next(iter(ahead or [one.meets_on for one in days[-1:]]), None)
    items = meetings.meeting(visit.viewer, chosen, PURPOSE, now=visit.now) if chosen else ()
    context = {"days": days, "chosen": chosen, "items": items, "today": visit.today}
    return page(request, "panel.html", context)


@made_file.handed_out
def minutes(request: SignedInRequest, meets_on: str) -> FileResponse:
    """The minutes of a meeting as a PDF."""
    visit = request.visit
    day = as_day(meets_on)
    words = library().words
    if day is None:
        raise Http404
    paper = meetings.minutes(
        visit.viewer, day, PURPOSE, words=words, now=visit.now, day=filters.day
    )
    if paper is None:
        raise Http404
    back = url_of_page(visit, "panel_minutes", meets_on=day.isoformat())
    wanted = made_files.Wanted(made_file.MINUTES, back)
    made = made_files.paper(paper, visit.viewer, visit.now, wanted)
    return FileResponse(
        made.open("rb"), content_type="application/pdf", filename=f"referat-{day.isoformat()}.pdf"
    )


@of_case
def panel_case(request: SignedInRequest, file: CaseFile) -> HttpResponse:
    """One case on one page: what is recommended, what the norms say, and the decision."""
    form = PanelForm(file.case.service, request.POST or None)
    done = Done()
    if file.on is None:
        raise Http404
    if form.is_bound and form.is_valid():
        if file.on.recommendation is None and form.cleaned_data["outcome"] == FOLLOW:
            form.add_error("outcome", _("Der er ingen indstilling at følge."))
        else:
            command, seq = form.command(file.on), seen_seq(request.POST)
            done = do(
                request.visit,
                file.case.case_id,
                command,
                belongs=file.on.entry,
                seen_seq=NEVER_SEEN if seq is None else seq,
            )
    if done.acted:
        messages.success(request, _("Udvalgets beslutning er skrevet ned."))
        return redirect("panel")
    context = {
        "file": file,
        "form": form,
        # Who was told that the case has gone on, has seen it; nobody else.
        "seq": parameters.word(request.POST, SEQ)
        if form.is_bound and not done.overtaken
        else file.case.seq,
        "done": done,
        "answers": questions(file.explanation, duties=False) if file.explanation else (),
    }
    failed = form.is_bound
    return page(request, "panel_case.html", context, status=400 if failed else 200)
