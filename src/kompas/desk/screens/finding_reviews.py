"""A finding is held to be wrong; and what was made of them all, for those who keep the norms."""

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kompas.casework.steps.board_decision import OUTCOME_TEXTS
from kompas.casework.steps.finding_objection import FindingDisputed
from kompas.casework.trace import FindingKept
from kompas.casework.wording import VERDICTS
from kompas.desk.screens.decision import found_in
from kompas.desk.submission import Done, do
from kompas.processes.finding_reviews import reviews_of
from kompas.web import parameters
from kompas.web.fields import Reason, later
from kompas.web.rendering import page, url_of_page
from kompas.web.request_context import SignedInRequest
from kompas.words import N_, _

PURPOSE = "Gennemgang af kontrollens regler"
REVIEW_TEXTS: Mapping[str, str] = {
    "disputed": N_("Indvending"),
    "overridden": N_("Fraveget"),
}


class ObjectionForm(forms.Form):
    """Why a finding is wrong."""

    why = Reason(
        N_("Hvorfor er manglen forkert?"),
        N_(
            "Din indvending står i sagen og læses af kommunens jurister sammen med andre om samme "
            "regel. Skriv ikke navne eller CPR-numre. Manglen bliver stående."
        ),
        error_messages={"required": later(N_("Skriv, hvorfor manglen er forkert."))},
    )


def objection(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """Say that a finding of the draft, or of the decision that was taken, is wrong."""
    visit = request.visit
    if not parameters.word(request.GET, "mangel"):
        # No finding is named: they stand at the decision.
        return redirect(url_of_page(visit, "decision", case_id=case_id))
    case, on, findings = found_in(request, case_id)
    finding = _named(request, findings)
    form = ObjectionForm(request.POST or None, label_suffix="")
    done = Done()
    if request.method == "POST" and form.is_valid():
        command = FindingDisputed(
            code=finding.code, about=finding.about, says=finding.text, why=form.cleaned_data["why"]
        )
        done = do(visit, case_id, command, belongs=on)
        if done.acted is not None:
            messages.success(
                request, _("Din indvending er gemt i sagen. Manglen står, til reglen er rettet.")
            )
            return redirect(url_of_page(visit, "decision", case_id=case_id))
    context = {
        "case": case,
        "line": visit.line,
        "finding": finding,
        "form": form,
        "refusals": done.refusals,
    }
    status = 200 if request.method != "POST" else 422
    return page(request, "objection.html", context, status=status)


def _named(request: SignedInRequest, findings: tuple[FindingKept, ...]) -> FindingKept:
    code, about = (parameters.word(request.GET, name) for name in ("mangel", "om"))
    found = next((one for one in findings if (one.code, one.about) == (code, about)), None)
    if found is None:
        raise Http404
    return found


def reviews(request: SignedInRequest) -> HttpResponse:
    """By rule: how often it was held to be wrong or passed over, and what the board said."""
    visit = request.visit
    found = reviews_of(visit.viewer, PURPOSE, now=visit.now)
    outcomes = tuple(dict.fromkeys(one.outcome for one in found.board))
    verdicts = tuple(dict.fromkeys(one.verdict for one in found.board))
    counts = {(one.verdict, one.outcome): one.count for one in found.board}
    context = {
        "found": found,
        "outcomes": outcomes,
        "verdicts": verdicts,
        "counts": counts,
        "outcome_texts": OUTCOME_TEXTS,
        "verdict_texts": VERDICTS,
        "review_texts": REVIEW_TEXTS,
    }
    return page(request, "finding_reviews.html", context)
