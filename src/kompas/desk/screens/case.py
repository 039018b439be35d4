"""One case: whose it is, where it stands, what is due, and the next step."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpResponse

from kompas.casework import ahead
from kompas.casework.status import Status
from kompas.desk.case_file import CaseFile, of_case
from kompas.desk.rendering import page
from kompas.desk.routes import ROUTE
from kompas.desk.screens.ladder import of_file
from kompas.desk.screens.timeline import told
from kompas.desk.visit import DeskRequest
from kompas.desk.ways import Way, next_way, other_ways, way
from kompas.norms.wording import asked
from kompas.words import N_, _

_NEWEST = 6
_PAPERS = (
    ("print_case", N_("Sagens akter som PDF")),
    ("looks", N_("Opslag i sagen")),
)
"""What can be taken out of a case, by the names of the routes."""
_ASKED_FIRST = 3


STAGES: Mapping[Status, str] = {
    Status.RECEIVED: N_("Ansøgning"),
    Status.RUNNING: N_("Bevilling"),
    Status.INFORMED: N_("Årsag og behov"),
    Status.ASSESSED: N_("Udredning"),
    Status.RECOMMENDED: N_("Indstilling"),
    Status.AT_PANEL: N_("Dagsorden"),
    Status.PANEL_DECIDED: N_("Udvalg"),
    Status.DECIDED: N_("Afgørelse"),
    Status.SENT: N_("Brev sendt"),
}
"""The stages of a case, short enough to stand beside each other."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage on a case's way; `state` is done, here (the last that is done) or ahead."""

    text: str
    state: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that the case lacks, and the way to put it right, where the user may."""

    text: str
    source: str
    way: Way | None


@of_case
def overview(request: DeskRequest, file: CaseFile) -> HttpResponse:
    """The page of a case."""
    return page(
        request,
        "case/overview.html",
        {
            "file": file,
            "here": "case",
            "stages": stages(file),
            "next_way": next_way(file),
            "ways": tuple(other_ways(file)),
            "missing": tuple(missing(file)),
            "findings": tuple(ahead.open_findings(file.case)),
            "ask_first": tuple(ask_first(file)),
            "newest": told(file, _NEWEST),
            "more": max(len(file.opened.entries) - _NEWEST, 0),
            "climbed": of_file(file),
            "papers": tuple((name, _(text)) for name, text in _PAPERS if name in ROUTE),
        },
    )


def stages(file: CaseFile) -> tuple[Stage, ...]:
    """The way of the case; empty where it stands beside it (early help, closed)."""
    way_ = ahead.path(file.case, panel_required=file.panel_required)
    if file.case.status not in way_:
        return ()
    here = way_.index(file.case.status)
    states = ["done" if n < here else "here" if n == here else "ahead" for n in range(len(way_))]
    return tuple(Stage(_(STAGES[one]), state) for one, state in zip(way_, states, strict=True))


def missing(file: CaseFile) -> Iterator[Missing]:
    """What the case lacks, with the way to put it right."""
    for lack in ahead.lacks(file.case, file.day):
        found = way(file, lack.step) if lack.step and file.may(lack.step) else None
        yield Missing(lack.text, lack.source, found)


def ask_first(file: CaseFile) -> Iterator[str]:
    """The questions to the citizen that settle most, as the norms put them."""
    if file.assessment is not None and file.standard is not None:
        for name, _settles in file.assessment.ask_first[:_ASKED_FIRST]:
            yield asked(file.standard, name)
