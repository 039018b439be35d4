"""My day: one's own cases by what is due, and why."""

from django.http import HttpResponse

from kompas.desk.rendering import page
from kompas.desk.visit import DeskRequest
from kompas.processes.reading import Wanted, browse

PURPOSE = "Overblik over egne sager"


def my_day(request: DeskRequest) -> HttpResponse:
    """The open cases that one handles, what is due first on top."""
    visit = request.visit
    wanted = Wanted(assigned_to=visit.viewer.username)
    found = browse(visit.viewer, wanted, PURPOSE, now=visit.now)
    return page(request, "my_day.html", {"found": found, "today": visit.today})
