"""What comes next in a case, as far as its line in a list tells: the step, or who has the word.

The case's own page knows more (`casework.ahead`); the two say the same where both know.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kompas.casework.status import Status
from kompas.desk.rendering import url
from kompas.desk.routes import ROUTE
from kompas.desk.steps import FORMS
from kompas.desk.ways import DO_TEXTS, PAGES
from kompas.register.summaries import Listed
from kompas.register.worklists import SOON
from kompas.words import _

_OF_A_CASE = "<uuid:case_id>"


@dataclass(frozen=True, slots=True)
class Next:
    """The next step in words, and the page on which it is done.

    `waiting`: somebody else has the word.
    """

    text: str
    url: str
    waiting: bool = False


_NEXT: Mapping[Status, str] = {
    Status.RECEIVED: "need_uncovered",
    Status.INFORMED: "need_assessed",
    Status.ASSESSED: "decision_taken",
    Status.RECOMMENDED: "decision_taken",
    Status.PANEL_DECIDED: "decision_taken",
    Status.DECIDED: "letter_sent",
}
_BEFORE_THE_PANEL: Mapping[Status, str] = {
    Status.ASSESSED: "recommendation_made",
    Status.RECOMMENDED: "put_to_panel",
}
"""Instead, where the unit has a panel that decides first."""


def next_of(line: Listed, today: date, panel_units: Collection[str]) -> Next | None:
    """What comes next in a case; None where nothing does for now.

    `panel_units` are the units in which the panel decides first (FW-18).
    """
    if line.closed_on is not None:
        return None
    if found := _waits(line, today):
        return found
    if line.status == Status.EARLY_HELP:
        return Next(_("Se, om indsatsen er nok"), page_of(line.case_id))
    if line.status in (Status.SENT, Status.RUNNING):
        near = line.due_on is not None and line.due_on <= today + SOON
        return Next(_("Følg op"), page_of(line.case_id, "need_uncovered")) if near else None
    return _step(line, panel_units)


def _waits(line: Listed, today: date) -> Next | None:
    """Somebody else has the word, or had it until the time was out."""
    case = page_of(line.case_id)
    if line.status == Status.AT_PANEL:
        return Next(_("Venter på visitationsudvalget"), case, waiting=True)
    if line.due_why != "hearing" or line.due_on is None:
        return None
    if line.due_on >= today:
        return Next(_("Venter på svar fra borgeren"), case, waiting=True)
    return Next(_("Høringsfristen er gået: gå videre"), case)


def _step(line: Listed, panel_units: Collection[str]) -> Next:
    status = Status(line.status)
    step = _NEXT[status]
    if line.unit in panel_units:
        step = _BEFORE_THE_PANEL.get(status, step)
    return Next(_(DO_TEXTS[step]), page_of(line.case_id, step))


def page_of(case_id: UUID, step: str = "") -> str:
    """The page on which a step of a case is done; the case's own where there is none."""
    if step in FORMS:
        return url("do_step", case_id=case_id, step=step)
    name = PAGES.get(step, "case")
    known = name in ROUTE and _OF_A_CASE in ROUTE[name].path
    return url(name if known else "case", case_id=case_id)
