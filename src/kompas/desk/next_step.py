"""What comes next in a work item, as far as its line tells: the step, or who has the word.

The case's own page knows more (`kompas.casework.advice`); the two say the same where both know.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kompas.casework.deadline import DeadlineKind
from kompas.casework.flows import KIND_TEXTS, ProceedingKind
from kompas.casework.outstanding import STEP_OF
from kompas.casework.status import Status
from kompas.casework.steps import STEPS
from kompas.casework.work_items import (
    FOLLOWED_UP,
    HEARING,
    PROPOSAL,
    REQUEST,
    REQUEST_OF_OTHERS,
    UNTIL_DUE,
    WaitsFor,
    WorkItem,
)
from kompas.desk.actions import PAGES
from kompas.desk.routes import DESK
from kompas.desk.steps import FORMS
from kompas.register.worklists import SOON, WorkLine
from kompas.web.rendering import url
from kompas.words import N_, _

_OF_A_CASE = "<uuid:case_id>"


@dataclass(frozen=True, slots=True)
class Next:
    """The next step in words, and the page on which it is done.

    `waiting`: somebody else has the word.
    """

    text: str
    url: str
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A work item in a list: its case's page, and which proceeding it is.

    `proceeding` is empty for the application and for what is none.
    """

    line: WorkLine
    url: str
    proceeding: str


PROCEEDING_TEXTS: Mapping[str, str] = {
    kind.value: "" if kind is ProceedingKind.APPLICATION else text
    for kind, text in KIND_TEXTS.items()
}
"""The kinds of work item that are proceedings, and what tells them from the application."""
_RUNNING = ("running_help", "open_case")
"""The kinds in which nothing goes on before something is due."""
_OF_THE_PANEL: Mapping[str, str] = {
    Status.ASSESSED: "recommendation_made",
    Status.RECOMMENDED: "put_to_panel",
}
"""What comes before the decision where the unit has a panel that decides first."""
_WAITS_TEXTS: Mapping[str, str] = {
    WaitsFor.PANEL: N_("Venter på visitationsudvalget"),
    WaitsFor.PARTY: N_("Venter på svar fra borgeren"),
    WaitsFor.BOARD: N_("Venter på Ankestyrelsen"),
    WaitsFor.SOURCE: N_("Venter på oplysninger fra andre"),
}


def row_of(line: WorkLine) -> Row:
    """How a work item stands in a list."""
    text = PROCEEDING_TEXTS.get(line.item.kind, "")
    return Row(line, _at(line.item), _(text) if text else "")


def next_of(item: WorkItem, today: date, panel_units: Collection[str]) -> Next | None:
    """What comes next; None where nothing does for now.

    `panel_units` are the units in which the panel decides first (FW-18).
    """
    if found := _waits(item, today):
        return found
    if item.kind == PROPOSAL:
        return Next(
            _("Tag stilling til at annullere en registrering"),
            url("case_proposal", case_id=item.case_id, seq=item.entry),
        )
    if item.kind in _RUNNING:
        return _of_help(item, today)
    if item.status == Status.EARLY_HELP:
        return Next(_("Se, om indsatsen er nok"), _at(item))
    step = _step(item, panel_units)
    text = STEPS[step].ask or _OF_A_COMPLAINT.get(item.status, _ON) if step else ""
    return Next(_(text), _at(item, step)) if step else None


def _of_help(item: WorkItem, today: date) -> Next | None:
    """To follow it up, where that is soon; else what it lacks since its decision was sent."""
    if item.due_on is not None and item.due_on <= today + SOON:
        return Next(_("Følg op"), _at(item, FOLLOWED_UP))
    if item.next_step is None or item.next_step not in STEP_OF.values():
        return None
    return Next(_(STEPS[item.next_step].ask), _at(item, item.next_step))


_ON = N_("Gå videre i sagen")
_OF_A_COMPLAINT: Mapping[str, str] = {
    Status.COMPLAINED: N_("Genvurdér afgørelsen"),
    Status.REVIEWED: N_("Træf en ny afgørelse, eller send klagen videre"),
}
"""What comes next in a complaint, which has no form yet."""


def _waits(item: WorkItem, today: date) -> Next | None:
    """Somebody else has the word, or had it until the time was out."""
    if item.waits_for is None:
        return None
    is_over = item.due_on is not None and item.due_on < today
    if item.waits_for not in UNTIL_DUE or not is_over:
        return Next(_(_WAITS_TEXTS[item.waits_for]), _at(item), waiting=True)
    is_over_text = _IS_OVER.get(item.due_why or "")
    return Next(_(is_over_text), _at(item)) if is_over_text else None


_IS_OVER: Mapping[str, str] = {
    HEARING: N_("Høringsfristen er gået: gå videre"),
    REQUEST: N_("Borgeren har ikke svaret i tide: gå videre"),
    DeadlineKind.DECISION.value: N_("Afgørelsen er forsinket, og der mangler svar: gå videre"),
    REQUEST_OF_OTHERS: N_("Oplysninger er ikke kommet i tide: ryk for dem, eller gå videre"),
}
"""What is to be done where the time to answer is out."""


def _step(item: WorkItem, panel_units: Collection[str]) -> str | None:
    """The step that the item names, by the way that its unit decides."""
    if item.next_step in (*_OF_THE_PANEL.values(), "decision_taken"):
        of_the_panel = _OF_THE_PANEL.get(item.status)
        return of_the_panel if of_the_panel and item.unit in panel_units else "decision_taken"
    return item.next_step


def _at(item: WorkItem, step: str = "") -> str:
    is_proceeding = item.kind in PROCEEDING_TEXTS
    return page_of(item.case_id, step, item.entry if is_proceeding else None)


def page_of(case_id: UUID, step: str = "", proceeding: int | None = None) -> str:
    """The page on which a step of a case is done; the case's own where there is none.

    `proceeding` is the number of the entry that opened the one it is about.
    """
    about = "" if proceeding is None else f"?forloeb={proceeding}"
    if step in FORMS:
        return url("do_step", case_id=case_id, step=step) + about
    name = PAGES.get(step, "case")
    known = _OF_A_CASE in DESK.route[name].path
    return url(name if known else "case", case_id=case_id) + about
