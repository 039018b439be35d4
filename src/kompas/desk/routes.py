"""Every page, and who may open it. A test tries each for every role, restricted case or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from kompas.desk import rules
from kompas.desk.rules import Rule, guarded
from kompas.words import N_


@dataclass(frozen=True, slots=True)
class Route:
    """A page: its address, its name, the function that makes it (`module.function` of
    `kompas.desk.screens`), who may open it, and how it is asked for.
    """

    path: str
    name: str
    view: str
    rule: Rule
    methods: tuple[str, ...] = ("GET",)

    def load(self) -> Any:
        """The function that makes the page."""
        module, function = self.view.rsplit(".", 1)
        return getattr(import_module(f"kompas.desk.screens.{module}"), function)

    def pattern(self) -> URLPattern:
        """The route as Django knows it: behind its rule, and only for its methods."""

        def opened(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
            return guarded(self.load(), self.rule)(request, **arguments)

        return path(self.path, require_http_methods(list(self.methods))(opened), name=self.name)


_FORM = ("GET", "POST")
_POST = ("POST",)

ROUTES: Sequence[Route] = (
    # Signing in and out, the language, and whether all is well.
    Route("log-ind", "sign_in", "sign_in.sign_in", rules.EVERYBODY, _FORM),
    Route("log-ud", "sign_out", "sign_in.sign_out", rules.SIGNED_IN, _POST),
    Route("sprog", "language", "language.choose", rules.EVERYBODY, _POST),
    # For citizens: the standards in plain words, and the guide.
    Route("standarder", "public_index", "public.index", rules.EVERYBODY),
    Route("standarder/<str:page_name>", "public", "public.public", rules.EVERYBODY),
    Route("healthz", "healthz", "health.healthz", rules.EVERYBODY),
    # The referral panel.
    Route("udvalg", "panel", "panel.agenda", rules.ON_THE_PANEL),
    Route(
        "udvalg/<str:meets_on>/referat.pdf", "panel_minutes", "panel.minutes", rules.ON_THE_PANEL
    ),
    Route(
        "sager/<uuid:case_id>/udvalg", "panel_case", "panel.panel_case", rules.ON_THE_PANEL, _FORM
    ),
    # Printed.
    Route(
        "sager/<uuid:case_id>/akter.pdf", "print_case", "print_case.print_case", rules.SEES_CASES
    ),
    # The norms, to be read through.
    Route("regler", "norms", "norms.norms", rules.SIGNED_IN),
    Route("regler/<slug:file_name>", "norm_file", "norms.norm_file", rules.SIGNED_IN),
    # Who works here.
    Route("brugere", "users", "users.users", rules.ADMINISTERS, _FORM),
    Route("brugere/<slug:username>", "user", "users.user", rules.ADMINISTERS, _FORM),
    Route("enheder", "units", "units.units", rules.ADMINISTERS, _FORM),
    Route("enheder/<slug:unit>", "unit", "units.unit", rules.ADMINISTERS, _FORM),
    # Watching over it: who looked at what, is the record whole.
    Route("spor", "trace", "trace.trace", rules.AUDITS, _FORM),
    Route("sager/<uuid:case_id>/opslag", "looks", "looks.looks", rules.SEES_CASES),
    Route("drift", "health", "health.health", rules.WATCHES),
    # Learning it.
    Route("rundtur", "guided_tour", "guided_tour.guided_tour", rules.SIGNED_IN, _POST),
    # The day's work.
    Route("", "start", "start.start", rules.SIGNED_IN),
    Route("min-dag", "my_day", "my_day.my_day", rules.HANDLES_CASES),
    Route("team", "team", "team.team", rules.LEADS, _FORM),
    Route("team/indsatstrappe", "team_ladder", "ladder.team_ladder", rules.LEADS),
    Route("sager/ny", "new_case", "new_case.new_case", rules.HANDLES_CASES, _FORM),
    Route("sager/ny/kladde", "save_new", "new_case.save_new", rules.HANDLES_CASES, _POST),
    Route("sager/ny/borger", "known_citizen", "new_case.known_citizen", rules.HANDLES_CASES, _POST),
    Route("find", "find", "find.find", rules.SEES_CASES, _FORM),
    # One case.
    Route("sager/<uuid:case_id>", "case", "case.overview", rules.SEES_CASES),
    Route("sager/<uuid:case_id>/forloeb", "case_timeline", "timeline.timeline", rules.SEES_CASES),
    Route("sager/<uuid:case_id>/indsatstrappe", "case_ladder", "ladder.ladder", rules.SEES_CASES),
    Route("sager/<uuid:case_id>/oplysninger", "case_facts", "facts.facts", rules.SEES_CASES),
    Route(
        "sager/<uuid:case_id>/oplysninger/noter",
        "case_note_facts",
        "facts.note",
        rules.HANDLES_CASES,
        _FORM,
    ),
    Route("sager/<uuid:case_id>/regler", "case_norms", "panel_of_norms.panel", rules.SEES_CASES),
    Route(
        "sager/<uuid:case_id>/dokumenter", "case_documents", "documents.listed", rules.SEES_CASES
    ),
    Route(
        "sager/<uuid:case_id>/dokumenter/nyt",
        "case_attach",
        "documents.attach",
        rules.HANDLES_CASES,
        _FORM,
    ),
    Route(
        "sager/<uuid:case_id>/dokumenter/<uuid:document_id>",
        "case_document",
        "documents.opened",
        rules.SEES_CASES,
    ),
    Route(
        "sager/<uuid:case_id>/bilag/<int:seq>",
        "case_evidence",
        "documents.evidence",
        rules.HANDLES_CASES,
        _FORM,
    ),
    Route(
        "sager/<uuid:case_id>/tilstede",
        "case_presence",
        "presence.present",
        rules.SEES_CASES,
        _POST,
    ),
    # Its decision: written, judged while it is written, printed, sent.
    Route(
        "sager/<uuid:case_id>/afgoerelse",
        "decision",
        "decision.decision",
        rules.HANDLES_CASES,
        _FORM,
    ),
    Route(
        "sager/<uuid:case_id>/afgoerelse/kladde",
        "save_decision",
        "decision.save",
        rules.HANDLES_CASES,
        _POST,
    ),
    Route(
        "sager/<uuid:case_id>/afgoerelse/mangler",
        "findings",
        "decision.findings",
        rules.HANDLES_CASES,
    ),
    Route(
        "sager/<uuid:case_id>/afgoerelse/fravig",
        "override",
        "decision.override",
        rules.HANDLES_CASES,
        _POST,
    ),
    Route("sager/<uuid:case_id>/brev", "letter", "letter.letter", rules.HANDLES_CASES, _FORM),
    Route("sager/<uuid:case_id>/brev/visning", "letter_sheet", "letter.sheet", rules.HANDLES_CASES),
    Route("sager/<uuid:case_id>/brev/pdf", "letter_pdf", "letter.pdf", rules.HANDLES_CASES),
    Route("sager/<uuid:case_id>/send", "send", "send.send", rules.HANDLES_CASES, _FORM),
    # The forms of its steps, and what is being typed anywhere in it.
    Route(
        "sager/<uuid:case_id>/registrer/<slug:step>",
        "do_step",
        "do_step.do_step",
        rules.HANDLES_CASES,
        _FORM,
    ),
    Route(
        "sager/<uuid:case_id>/kladde/<slug:name>",
        "save_draft",
        "do_step.save_draft",
        rules.SEES_CASES,
        _POST,
    ),
)


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of the main menu."""

    name: str
    title: str

    @property
    def rule(self) -> Rule:
        """Who sees it: who may open its page."""
        return ROUTE[self.name].rule


MENU: Sequence[MenuItem] = (
    MenuItem("my_day", N_("Min dag")),
    MenuItem("team", N_("Teamet")),
    MenuItem("panel", N_("Udvalg")),
    MenuItem("find", N_("Find")),
    MenuItem("users", N_("Brugere")),
    MenuItem("units", N_("Enheder")),
    MenuItem("trace", N_("Spor")),
    MenuItem("health", N_("Drift")),
    MenuItem("norms", N_("Regler")),
)

ROUTE = {route.name: route for route in ROUTES}
urlpatterns = [route.pattern() for route in ROUTES]
handler403 = "kompas.desk.screens.errors.forbidden"
handler404 = "kompas.desk.screens.errors.not_found"
handler500 = "kompas.desk.screens.errors.failed"
