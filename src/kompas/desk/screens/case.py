"""One case: whose it is, where it stands, what is due, and the next step."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse

from kompas.casework import advice
from kompas.casework.deadline import Deadline
from kompas.casework.status import Status
from kompas.casework.steps.deadline import depends_text
from kompas.casework.work_items import due as due_in
from kompas.desk.actions import Way, address, next_way, other_ways, way
from kompas.desk.case_file import CaseFile, of_case
from kompas.desk.proceedings import title_of
from kompas.desk.screens.ladder import of_file
from kompas.desk.screens.timeline import recorded, told
from kompas.norms.wording import asked
from kompas.web.norms import library
from kompas.web.rendering import page, url_of_page
from kompas.web.request_context import SignedInRequest
from kompas.words import N_, _

_NEWEST = 6
_SEVERAL = 2
_PAPERS = (
    ("print_case", N_("Sagens akter som PDF")),
    ("looks", N_("Hvem har slået op i sagen")),
)
"""What can be taken out of a case, by the names of the routes."""
_ASKED_FIRST = 3
_EXPLAINED = "outstanding_explained"


STAGES: Mapping[Status, str] = {
    Status.RECEIVED: N_("Ansøgning"),
    Status.REMITTED: N_("Hjemvist"),
    Status.INFORMED: N_("Årsag og behov"),
    Status.ASSESSED: N_("Udredning"),
    Status.RECOMMENDED: N_("Indstilling"),
    Status.AT_PANEL: N_("Dagsorden"),
    Status.PANEL_DECIDED: N_("Udvalg"),
    Status.DECIDED: N_("Afgørelse"),
    Status.SENT: N_("Brev sendt"),
    Status.COMPLAINED: N_("Klage"),
    Status.REVIEWED: N_("Genvurdering"),
    Status.AT_BOARD: N_("Ankestyrelsen"),
    Status.BOARD_DECIDED: N_("Afgjort"),
}
"""The stages of a case, short enough to stand beside each other."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage on a case's way; `state` is done, here (the last that is done) or ahead."""

    text: str
    state: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that the case lacks, and the way to put it right, where the user may.

    `other` is the way to say why it is not made.
    """

    text: str
    source: str
    way: Way | None
    other: Way | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A proceeding of the case in a line: what it is, where it stands, what is due in it."""

    entry: int
    title: str
    status: Status
    due_on: date | None
    due_why: str | None
    is_shown: bool


@of_case
def overview(request: SignedInRequest, file: CaseFile) -> HttpResponse:
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
            "findings": tuple(advice.open_findings(file.on)),
            "ask_first": tuple(ask_first(file)),
            "courses": courses(file),
            "deadline_why": tuple(deadline_why(file)),
            "deadline_depends": deadline_depends(file),
            "newest": told(file, _NEWEST),
            "more": max(len(recorded(file)) - _NEWEST, 0),
            "climbed": of_file(file),
            "papers": tuple((name, _(text)) for name, text in _PAPERS),
        },
    )


def stages(file: CaseFile) -> tuple[Stage, ...]:
    """The way of the proceeding; empty where it stands beside it (early help, closed)."""
    if file.on is None:
        return ()
    way_ = advice.path(file.on, panel_required=file.panel_required)
    if file.on.status not in way_:
        return ()
    here = way_.index(file.on.status)
    states = ["done" if n < here else "here" if n == here else "ahead" for n in range(len(way_))]
    return tuple(Stage(_(STAGES[one]), state) for one, state in zip(way_, states, strict=True))


def missing(file: CaseFile) -> Iterator[Missing]:
    """What the case lacks, with the way to put it right; first whom a withdrawal waits for."""
    to_confirm = tuple(file.to_confirm())
    for one in file.case.open_proposals:
        text = _(
            "{name} foreslår at annullere registrering nr. {seq}. {other} skal bekræfte det: {why}"
        )
        told = text.format(
            name=file.name(one.by),
            seq=one.about,
            other=file.name(one.asked) if one.asked else _("En anden med samme myndighed"),
            why=one.why,
        )
        here = url_of_page(file.visit, "case_proposal", case_id=file.case.case_id, seq=one.entry)
        answer = Way("entry_withdrawn", _("Tag stilling til forslaget"), here)
        yield Missing(told, "", answer if one in to_confirm else None)
    for lack in advice.lacks(file.case, file.on, file.day):
        found = way(file, lack.step) if lack.step and file.may(lack.step) else None
        explains = lack.explainable and file.may(_EXPLAINED)
        other = Way(_EXPLAINED, _("Begrund, hvorfor ikke"), address(file, _EXPLAINED))
        yield Missing(lack.text, lack.source, found, other if explains else None)


def courses(file: CaseFile) -> tuple[Course, ...]:
    """The proceedings of the case, what is open first; none where there is one alone."""
    if len(file.case.proceedings) < _SEVERAL:
        return ()
    found = (
        Course(
            one.entry,
            title_of(one),
            one.status,
            *due_in(one),
            is_shown=file.on is not None and one.entry == file.on.entry,
        )
        for one in sorted(file.case.proceedings, key=lambda one: (not one.is_open, -one.entry))
    )
    return tuple(found)


def deadline_why(file: CaseFile) -> Iterator[str]:
    """Which rules gave the deadline of the proceeding."""
    deadline = _deadline(file)
    if deadline is None:
        return
    for named in deadline.rows:
        if row := library().row(named):
            yield f"{row.text} ({row.citation})"
    if not deadline.rows:
        yield _("Enhedens egen frist: standarden angiver ingen.")


def deadline_depends(file: CaseFile) -> str:
    """What the deadline still depends on, so that the shortest counts; empty for nothing."""
    deadline = _deadline(file)
    return depends_text(deadline, file.speech) if deadline else ""


def _deadline(file: CaseFile) -> Deadline | None:
    """The day that the rules give while it counts: nothing else was promised."""
    counts = file.on is not None and file.on.is_open and not file.on.promised
    found = file.on.deadline if file.on and counts else None
    return found if found and found.day is not None else None


def ask_first(file: CaseFile) -> Iterator[str]:
    """The questions to the citizen that settle most, as the norms put them."""
    if file.assessment is not None and file.standard is not None:
        for name, _settles in file.assessment.ask_first[:_ASKED_FIRST]:
            yield asked(file.standard, name)
