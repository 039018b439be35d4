"""Taking the guided tour: start, on, back, and enough."""

from django.http import HttpResponse
from django.shortcuts import redirect

from kompas.desk import tour
from kompas.web import parameters
from kompas.web.request_context import SignedInRequest


def guided_tour(request: SignedInRequest) -> HttpResponse:
    """To the page of the stop; back to the first page when it is over."""
    asked = parameters.word(request.POST, "do")
    visit = request.visit
    if asked == "start":
        case_id = tour.case_for(visit)
        request.session[tour.KEY] = {"stop": 0, "case": str(case_id) if case_id else None}
    kept = request.session.get(tour.KEY)
    if kept is None:
        return redirect("start")
    kept = {**kept, "stop": kept["stop"] + {"next": 1, "back": -1}.get(asked, 0)}
    at = tour.where(visit, kept)
    if asked == "stop" or at is None:
        del request.session[tour.KEY]
        return redirect("start")
    request.session[tour.KEY] = kept
    return redirect(tour.address(at[0], kept))
