"""What is to be done in a case: one line for each thing that somebody must keep an eye on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from kompas.casework.case import Case, Proposal
from kompas.casework.deadline import DeadlineKind
from kompas.casework.flows import ProceedingKind
from kompas.casework.intervention import Intervention
from kompas.casework.outstanding import STEP_OF, outstanding
from kompas.casework.proceeding import Proceeding
from kompas.casework.status import S, Status
from kompas.words import N_

RUNNING_HELP, OPEN_CASE, PROPOSAL = "running_help", "open_case", "proposal"
WHILE_HELP_RUNS = frozenset({RUNNING_HELP, ProceedingKind.FOLLOW_UP.value})
"""The kinds of line that a case has while help runs in it: a follow-up stands for the help."""
FOLLOWED_UP = "follow_up_held"
"""What comes next for help that runs and lacks nothing."""
HEARING = "hearing"
REQUEST, REQUEST_OF_OTHERS = "information_request", "information_request_of_others"
AFTER_REVIEW = "after_review"
DUE_TEXTS: Mapping[str, str] = {
    HEARING: N_("svar på partshøring"),
    DeadlineKind.DECISION.value: N_("afgørelse"),
    DeadlineKind.FOLLOW_UP.value: N_("opfølgning"),
    DeadlineKind.REVIEW.value: N_("genvurdering af klagen"),
    AFTER_REVIEW: N_("ny afgørelse, eller klagen sendt videre"),
    REQUEST: N_("svar fra borgeren om oplysninger"),
    REQUEST_OF_OTHERS: N_("svar fra andre om oplysninger"),
}
"""What is due, in words."""


class WaitsFor(StrEnum):
    """Who has the next word, where it is not who handles the case."""

    PANEL = "panel"
    PARTY = "party"
    BOARD = "board"
    SOURCE = "source"


UNTIL_DUE = (WaitsFor.PARTY, WaitsFor.SOURCE)
"""Who is asked, and has the next word until the time is out."""
_WHO_ANSWERS: Mapping[str | None, WaitsFor] = {
    HEARING: WaitsFor.PARTY,
    REQUEST: WaitsFor.PARTY,
    REQUEST_OF_OTHERS: WaitsFor.SOURCE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One thing in a case that somebody must keep an eye on.

    `entry` is what it hangs on: what opened the proceeding (`kind` is the proceeding's), or set the
    help running (`RUNNING_HELP`), or the first where the case is open with nothing going on
    (`OPEN_CASE`), or a proposal that a second person is to agree to (`PROPOSAL`), in a closed case
    too. Unit, restriction, handlers and service are the case's, so that a list needs no join.
    """

    case_id: UUID
    entry: int
    kind: str
    status: str
    due_on: date | None
    due_why: str | None
    waits_for: str | None
    next_step: str | None
    assigned_to: str | None
    unit: str | None
    restricted: bool
    handlers: tuple[str, ...]
    service: str = ""


UNSENT = "letter_sent"
"""What comes next where the decision was taken, and its letter has not gone."""
LEADS_ON: Mapping[Status, str] = {
    S.RECEIVED: "need_uncovered",
    S.REMITTED: "need_uncovered",
    S.EARLY_HELP: "need_uncovered",
    S.INFORMED: "need_assessed",
    S.ASSESSED: "decision_taken",
    S.RECOMMENDED: "decision_taken",
    S.AT_PANEL: "panel_decided",
    S.PANEL_DECIDED: "decision_taken",
    S.DECIDED: UNSENT,
    S.COMPLAINED: "complaint_reviewed",
    S.REVIEWED: "complaint_forwarded",
    S.AT_BOARD: "board_decided",
}
"""The step that leads on from a status, where no panel decides first."""


def work_items(case: Case) -> tuple[WorkItem, ...]:
    """What is to be done in a case, what opened first coming first; in a closed one, what others
    propose.
    """
    return tuple(_items(case))


def _items(case: Case) -> Iterator[WorkItem]:
    for proposal in case.open_proposals:
        yield _to_confirm(case, proposal)
    if case.closed_on is not None:
        return
    proceedings = case.open_proceedings
    for proceeding in proceedings:
        yield _of_proceeding(case, proceeding)
    followed = any(one.kind is ProceedingKind.FOLLOW_UP for one in proceedings)
    if case.help is not None and not followed:
        yield _of_help(case, case.help)
    elif not proceedings:
        yield _item(case, 1, OPEN_CASE, case.status)


def _to_confirm(case: Case, one: Proposal) -> WorkItem:
    """It lies with who is asked; else with who handles the case, unless they proposed it."""
    whose = one.asked or (None if case.assigned_to == one.by else case.assigned_to)
    item = _item(case, one.entry, PROPOSAL, case.status)
    return replace(item, assigned_to=whose, next_step="entry_withdrawn")


def _of_proceeding(case: Case, one: Proceeding) -> WorkItem:
    due_on, due_why = due(one)
    waits_for = _waits_for(one, due_why)
    return replace(
        _item(case, one.entry, one.kind.value, one.status),
        due_on=due_on,
        due_why=due_why,
        waits_for=waits_for.value if waits_for else None,
        next_step=LEADS_ON.get(one.status),
        assigned_to=one.assigned_to or case.assigned_to,
    )


def _waits_for(one: Proceeding, due_why: str | None) -> WaitsFor | None:
    if one.status is S.AT_PANEL:
        return WaitsFor.PANEL
    if one.status is S.AT_BOARD:
        return WaitsFor.BOARD
    if due_why == DeadlineKind.DECISION.value and one.status is not S.DECIDED:
        # The decision is due before the answers are, and cannot be taken without them.
        due_why = min(_answers_due(one), default=(None, None))[1]
    return _WHO_ANSWERS.get(due_why)


def overtaken(one: Proceeding, today: date) -> bool:
    """Whether the decision was due before today while somebody may still answer what it needs:
    then the citizen is told first that it is delayed (retssikkerhedsloven § 3, stk. 2).
    """
    due_on, due_why = due(one)
    if due_on is None or due_on >= today or due_why != DeadlineKind.DECISION.value:
        return False
    is_awaited = any(day >= today for day, _why in _answers_due(one))
    return is_awaited and _waits_for(one, due_why) in UNTIL_DUE


def due(one: Proceeding) -> tuple[date | None, str | None]:
    """What is due first in a proceeding and why: an awaited answer, a decision, a review."""
    if not one.is_open:
        return None, None
    days = list(_answers_due(one))
    if one.kind is ProceedingKind.COMPLAINT:
        if one.decide_by and one.status in (S.COMPLAINED, S.REVIEWED, S.DECIDED):
            is_reviewed = one.status is not S.COMPLAINED
            days.append((one.decide_by, AFTER_REVIEW if is_reviewed else DeadlineKind.REVIEW.value))
    elif one.decide_by and one.status is not S.EARLY_HELP:
        days.append((one.decide_by, DeadlineKind.DECISION.value))
    return min(days, default=(None, None))


def _answers_due(one: Proceeding) -> Iterator[tuple[date, str]]:
    """What others have not answered, and until when they may."""
    for day in one.answers_due():
        yield day, HEARING
    for asked in one.requests_due():
        yield asked.answer_by, REQUEST_OF_OTHERS if asked.asked_of else REQUEST


def _of_help(case: Case, running: Intervention) -> WorkItem:
    due_on = running.follow_up_due
    due_why = DeadlineKind.FOLLOW_UP.value if due_on else None
    item = _item(case, running.entry, RUNNING_HELP, S.RUNNING)
    lacking = outstanding(case)
    step = STEP_OF[lacking[0]] if lacking else FOLLOWED_UP
    return replace(item, due_on=due_on, due_why=due_why, next_step=step)


def _item(case: Case, entry: int, kind: str, status: Status) -> WorkItem:
    """One with nothing due, which the case's own worker handles."""
    return WorkItem(
        case_id=case.case_id,
        entry=entry,
        kind=kind,
        status=status.value,
        due_on=None,
        due_why=None,
        waits_for=None,
        next_step=None,
        assigned_to=case.assigned_to,
        unit=case.unit,
        restricted=case.restricted,
        handlers=case.handlers,
        service=case.service,
    )
