"""Every page of the desk, and who may open it. A test tries each for every role."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest

from kompas.casework.capabilities import Capability
from kompas.web import guard
from kompas.web.request_context import Visit
from kompas.web.routes import FrontEnd, MenuItem, Route, Takes
from kompas.words import N_

_FORM = ("GET", "POST")
_POST = ("POST",)
_GRANTS = "bevillinger/<uuid:order_id>"
_MEETING = "udvalg/<slug:unit>/<str:meets_on>"

ROUTES: Sequence[Route] = (
    # Signing in and out.
    Route("log-ind", "sign_in", "sign_in.sign_in", guard.EVERYBODY, _FORM),
    Route("log-ud", "sign_out", "sign_in.sign_out", guard.SIGNED_IN, _POST),
    # The referral panel.
    Route("udvalg", "panel", "panel.listed", guard.ON_THE_PANEL),
    Route("udvalg/nyt", "panel_plan", "panel_planning.plan", guard.PLANS_MEETINGS, _FORM),
    Route(f"{_MEETING}", "panel_meeting", "panel.agenda", guard.ON_THE_PANEL),
    Route(f"{_MEETING}/ret", "panel_change", "panel_planning.change", guard.PLANS_MEETINGS, _FORM),
    Route(f"{_MEETING}/dagsorden", "panel_agenda", "panel.agenda_page", guard.ON_THE_PANEL),
    Route(f"{_MEETING}/dagsorden.pdf", "panel_agenda_pdf", "panel.agenda_pdf", guard.ON_THE_PANEL),
    Route(f"{_MEETING}/referat", "panel_minutes_page", "panel.minutes_page", guard.ON_THE_PANEL),
    Route(f"{_MEETING}/referat.pdf", "panel_minutes", "panel.minutes", guard.ON_THE_PANEL),
    Route(
        "sager/<uuid:case_id>/udvalg",
        "panel_case",
        "panel_case.panel_case",
        guard.ON_THE_PANEL,
        _FORM,
    ),
    # Printed.
    Route(
        "sager/<uuid:case_id>/akter.pdf", "print_case", "print_case.print_case", guard.SEES_CASES
    ),
    # A file that is being made for whoever asked.
    Route("filer/<uuid:order_id>", "made_file", "made_file.how_far", guard.SIGNED_IN),
    Route("filer/<uuid:order_id>/stop", "stop_made_file", "made_file.stop", guard.SIGNED_IN, _POST),
    # The norms, to be read through.
    Route("regler", "norms", "norms.norms", guard.SIGNED_IN),
    Route("regler/<slug:file_name>", "norm_file", "norms.norm_file", guard.SIGNED_IN),
    # What people make of the rules of the check.
    Route("kontrollens-regler", "reviews", "finding_reviews.reviews", guard.REVIEWS),
    # Who works here.
    Route("brugere", "users", "users.users", guard.ADMINISTERS, _FORM),
    Route("brugere/<slug:username>", "user", "users.user", guard.ADMINISTERS, _FORM),
    Route("enheder", "units", "units.units", guard.ADMINISTERS, _FORM),
    Route("enheder/<slug:unit>", "unit", "units.unit", guard.ADMINISTERS, _FORM),
    Route(
        "enheder/<slug:unit>/standardtekster",
        "phrases",
        "phrases.listed",
        guard.KEEPS_PHRASES,
        _FORM,
    ),
    Route(
        "enheder/<slug:unit>/standardtekster/<int:number>",
        "phrase",
        "phrases.phrase",
        guard.KEEPS_PHRASES,
        _FORM,
    ),
    # The offers that decisions point to.
    Route("tilbud", "offers", "offers.offers", guard.KEEPS_OFFERS),
    Route("tilbud/nyt", "new_offer", "offers.new_offer", guard.KEEPS_OFFERS, _FORM),
    Route("tilbud/<uuid:offer_id>", "offer", "offers.offer", guard.KEEPS_OFFERS, _FORM),
    # What ran before Kompas.
    Route(
        "bevillinger",
        "grant_import",
        "grant_import.upload",
        guard.IMPORTS_GRANTS,
        _FORM,
        Takes.FILE,
    ),
    Route("bevillinger/skabelon.csv", "grant_template", "grant_import.empty", guard.IMPORTS_GRANTS),
    Route(f"{_GRANTS}", "grant_file", "grant_import.how_far", guard.IMPORTS_GRANTS),
    Route(
        f"{_GRANTS}/indlaes", "grant_take_in", "grant_import.take_in", guard.IMPORTS_GRANTS, _POST
    ),
    Route(f"{_GRANTS}/stop", "grant_stop", "grant_import.stop", guard.IMPORTS_GRANTS, _POST),
    Route(
        f"{_GRANTS}/uden-regler.csv",
        "grant_left_out",
        "grant_import.left_out",
        guard.IMPORTS_GRANTS,
    ),
    Route(f"{_GRANTS}/fejl.csv", "grant_faults", "grant_import.faults", guard.IMPORTS_GRANTS),
    Route("min-kontakt", "own_contact", "own_contact.own_contact", guard.SIGNED_IN, _FORM),
    # Watching over it: who looked at what, is the record whole.
    Route("spor", "trace", "trace.trace", guard.AUDITS, _FORM),
    Route("spor/administration", "administered", "trace.administered", guard.AUDITS),
    Route("sager/<uuid:case_id>/opslag", "looks", "looks.looks", guard.SEES_CASES),
    Route("drift", "health", "health.health", guard.WATCHES),
    # Learning it.
    Route("vejledning", "guide", "guide.front", guard.SIGNED_IN),
    Route("vejledning/<slug:guide>", "guide_page", "guide.shown", guard.SIGNED_IN),
    Route(
        "vejledning/billeder/<slug:picture>.png",
        "guide_picture",
        "guide.shown_picture",
        guard.SIGNED_IN,
    ),
    Route("rundtur", "guided_tour", "guided_tour.guided_tour", guard.SIGNED_IN, _POST),
    # The day's work.
    Route("", "start", "start.start", guard.SIGNED_IN),
    Route("forside", "front", "front.front", guard.SIGNED_IN),
    Route("fravaer", "absence", "absence.absence", guard.HANDLES_CASES, _FORM),
    Route(
        "fravaer/<int:absence_id>/slut",
        "absence_end",
        "absence.end",
        guard.HANDLES_CASES,
        _POST,
    ),
    Route("genveje", "shortcuts", "shortcuts.shortcuts", guard.SIGNED_IN, _FORM),
    Route(
        "paamindelser/<uuid:reminder_id>/gjort",
        "reminder_done",
        "reminder.done",
        guard.SEES_CASES,
        _POST,
    ),
    Route("min-dag", "my_day", "my_day.my_day", guard.HANDLES_CASES),
    Route("sager/<uuid:case_id>/tag", "take_case", "my_day.take_case", guard.HANDLES_CASES, _POST),
    Route("team", "team", "team.team", guard.LEADS, _FORM),
    Route("team/indsatstrappe", "team_ladder", "ladder.team_ladder", guard.LEADS),
    Route("sager/ny", "new_case", "new_case.new_case", guard.HANDLES_CASES, _FORM),
    Route("sager/ny/kladde", "save_new", "new_case.save_new", guard.HANDLES_CASES, _POST),
    Route("sager/ny/borger", "known_citizen", "new_case.known_citizen", guard.HANDLES_CASES, _POST),
    Route("find", "find", "find.find", guard.SEES_CASES, _FORM),
    # One citizen, addressed by an id of ours: no number stands in an address.
    Route("borgere/<uuid:person_id>", "citizen", "citizen.citizen", guard.SEES_CASES),
    Route(
        "borgere/<uuid:person_id>/ret/<slug:what>",
        "citizen_correct",
        "citizen.correct",
        guard.HANDLES_CASES,
        _FORM,
    ),
    Route(
        "borgere/<uuid:person_id>/cpr-registret",
        "ask_register",
        "citizen.ask_register",
        guard.HANDLES_CASES,
        _POST,
    ),
    # One case.
    Route("sager/<uuid:case_id>", "case", "case.overview", guard.SEES_CASES),
    Route("sager/<uuid:case_id>/forloeb", "case_timeline", "timeline.timeline", guard.SEES_CASES),
    Route("sager/<uuid:case_id>/indsatstrappe", "case_ladder", "ladder.ladder", guard.SEES_CASES),
    Route(
        "sager/<uuid:case_id>/paamindelse",
        "case_reminder",
        "reminder.reminder",
        guard.SEES_CASES,
        _FORM,
    ),
    Route("sager/<uuid:case_id>/oplysninger", "case_facts", "facts.facts", guard.SEES_CASES),
    Route(
        "sager/<uuid:case_id>/oplysninger/noter",
        "case_note_facts",
        "facts.note",
        guard.HANDLES_CASES,
        _FORM,
    ),
    Route("sager/<uuid:case_id>/regler", "case_norms", "panel_of_norms.panel", guard.SEES_CASES),
    Route(
        "sager/<uuid:case_id>/dokumenter", "case_documents", "documents.listed", guard.SEES_CASES
    ),
    Route(
        "sager/<uuid:case_id>/dokumenter/nyt",
        "case_attach",
        "arrivals.attach",
        guard.HANDLES_CASES,
        _FORM,
        Takes.FILE,
    ),
    Route(
        "sager/<uuid:case_id>/dokumenter/modtaget",
        "case_arrivals",
        "arrivals.confirm",
        guard.HANDLES_CASES,
        _FORM,
    ),
    Route(
        "sager/<uuid:case_id>/dokumenter/<uuid:document_id>",
        "case_document",
        "document.opened",
        guard.SEES_CASES,
    ),
    Route(
        "sager/<uuid:case_id>/dokumenter/<uuid:document_id>/vis",
        "case_document_shown",
        "document.shown",
        guard.SEES_CASES,
    ),
    Route(
        "sager/<uuid:case_id>/dokumenter/<uuid:document_id>/bilag",
        "case_attachments",
        "arrivals.attachments",
        guard.HANDLES_CASES,
        _FORM,
    ),
    Route(
        "sager/<uuid:case_id>/forkert-borger/<int:seq>",
        "case_withheld",
        "wrong_citizen_entry.withheld",
        guard.OPENS_WITHHELD,
        _FORM,
    ),
    Route(
        "sager/<uuid:case_id>/forslag/<int:seq>",
        "case_proposal",
        "proposal.proposal",
        guard.SEES_CASES,
        _FORM,
    ),
    Route(
        "sager/<uuid:case_id>/bilag/<int:seq>",
        "case_evidence",
        "documents.evidence",
        guard.HANDLES_CASES,
        _FORM,
    ),
    Route(
        "sager/<uuid:case_id>/tilstede",
        "case_presence",
        "presence.present",
        guard.SEES_CASES,
        _POST,
    ),
    # Its decision: written, judged while it is written, printed, sent.
    Route(
        "sager/<uuid:case_id>/afgoerelse",
        "decision",
        "decision.decision",
        guard.HANDLES_CASES,
        _FORM,
    ),
    Route(
        "sager/<uuid:case_id>/afgoerelse/kladde",
        "save_decision",
        "decision.save",
        guard.HANDLES_CASES,
        _POST,
    ),
    Route(
        "sager/<uuid:case_id>/afgoerelse/mangler",
        "findings",
        "decision.findings",
        guard.HANDLES_CASES,
    ),
    Route(
        "sager/<uuid:case_id>/afgoerelse/fravig",
        "override",
        "decision.override",
        guard.HANDLES_CASES,
        _POST,
    ),
    Route(
        "sager/<uuid:case_id>/afgoerelse/indvending",
        "objection",
        "finding_reviews.objection",
        guard.HANDLES_CASES,
        _FORM,
    ),
    Route("sager/<uuid:case_id>/brev", "letter", "letter.letter", guard.HANDLES_CASES, _FORM),
    Route("sager/<uuid:case_id>/brev/visning", "letter_sheet", "letter.sheet", guard.HANDLES_CASES),
    Route("sager/<uuid:case_id>/brev/pdf", "letter_pdf", "letter.pdf", guard.HANDLES_CASES),
    Route(
        "sager/<uuid:case_id>/breve/<slug:letter_step>",
        "notice",
        "notice.notice",
        guard.HANDLES_CASES,
        _FORM,
    ),
    Route(
        "sager/<uuid:case_id>/breve/<slug:letter_step>/visning",
        "notice_sheet",
        "notice.sheet",
        guard.HANDLES_CASES,
    ),
    Route(
        "sager/<uuid:case_id>/breve/<slug:letter_step>/pdf",
        "notice_pdf",
        "notice.pdf",
        guard.HANDLES_CASES,
    ),
    Route("sager/<uuid:case_id>/send", "send", "send.send", guard.HANDLES_CASES, _FORM),
    # The forms of its steps, and what is being typed anywhere in it.
    Route(
        "sager/<uuid:case_id>/registrer/<slug:step>",
        "do_step",
        "do_step.do_step",
        guard.SEES_CASES,
        _FORM,
    ),
    Route(
        "sager/<uuid:case_id>/kladde/<slug:name>",
        "save_draft",
        "do_step.save_draft",
        guard.SEES_CASES,
        _POST,
    ),
)

MENU: Sequence[MenuItem] = (
    MenuItem("front", N_("Forside"), but=Capability.HANDLE_CASE),
    MenuItem("my_day", N_("Min dag")),
    MenuItem("team", N_("Teamet")),
    MenuItem("panel", N_("Udvalg")),
    MenuItem("find", N_("Find")),
    MenuItem("users", N_("Brugere")),
    MenuItem("units", N_("Enheder")),
    MenuItem("offers", N_("Tilbud")),
    MenuItem("reviews", N_("Kontrollen")),
    MenuItem("trace", N_("Logopslag")),
    MenuItem("health", N_("Drift")),
    MenuItem("norms", N_("Regler")),
)


def _learning(request: HttpRequest, visit: Visit | None) -> Mapping[str, Any]:
    from kompas.desk import guide, shortcuts, tour  # noqa: PLC0415 - the tour goes through these pages

    here = request.resolver_match
    step = here.kwargs.get("step") if here else None
    help_page = guide.page_for(here.url_name if here else None, step) if visit else None
    ways = shortcuts.of_visit(visit) if shortcuts.are_on(request) else ()
    return {"help_page": help_page, "shortcuts": ways, **tour.shown_on(request, visit)}


DESK = FrontEnd(
    "kompas.desk.screens", ROUTES, MENU, sign_in="sign_in", home="start", shows=_learning
)
