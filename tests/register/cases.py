"""Small cases for the tests: fictional people, fixed days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from kompas.accounts.access import Staff
from kompas.accounts.roles import Role
from kompas.casework import Citizen
from kompas.casework.deadline import DeadlineKind
from kompas.casework.findable import Findable, called, unit_mark
from kompas.casework.fold import fold
from kompas.casework.record import Event, NewEvent, Recorded
from kompas.casework.search_words import words_of
from kompas.casework.steps import step_of
from kompas.casework.steps.application import ApplicationReceived, Channel
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.deadline import DeadlineSet
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.casework.summary import Summary, summary
from kompas.casework.work_items import WorkItem
from kompas.register import case_rows, log
from kompas.register.access import What, acting
from kompas.register.access import note as access_note
from kompas.register.case_rows import CaseRows, rows_from

NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)
ANNE = Staff("anne", frozenset({(Role.CASEWORKER, "voksen-a")}))


def application(
    number: int = 1, name: str = "Mette Holm", **changes: object
) -> ApplicationReceived:
    return replace(
        ApplicationReceived(
            citizen=Citizen(name=name, cpr=f"{6101900000 + number}"),
            service="sel-104",
            municipality="eksempelby",
            unit="voksen-a",
            case_number=f"2026-{number:05d}",
            applied_for="Plads på et værksted tre dage om ugen",
            channel=Channel.PHONE,
            received_on=DAY,
        ),
        **changes,  # type: ignore[arg-type]
    )


def note(text: str = "Ringede og aftalte et møde") -> NoteWritten:
    return NoteWritten(text=text)


def deadline(day: date | None = date(2026, 4, 13), **changes: object) -> DeadlineSet:
    """By when the application of entry 1 must be decided, as follows in the same transaction."""
    set_ = DeadlineSet(what=DeadlineKind.DECISION, day=day, counted_from=DAY, about=1)
    return replace(set_, **changes)  # type: ignore[arg-type]


def new(*events: Event, day: date = DAY) -> list[NewEvent]:
    """What is a proceeding's belongs to the one that entry 1 opened."""
    return [NewEvent(event, day, 1 if _of_a_proceeding(event) else None) for event in events]


def _of_a_proceeding(event: Event) -> bool:
    return bool(step_of(event).flows) or (isinstance(event, DeadlineSet) and event.about == 1)


def summarize(events: Sequence[Recorded]) -> Summary:
    return summary(fold(events))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Summary):
    """The row of a case behind which no events stand, and what is said in it."""

    said: str = ""


def found_like(summary: Summary) -> Findable:
    """What finds such a case: its number, the citizen's name, and what is said in it."""
    said = f"{summary.case_number} {getattr(summary, 'said', '')}"
    unit, is_open = summary.unit, summary.closed_on is None
    return Findable(
        case_id=summary.case_id,
        name=summary.citizen_name,
        called=called(summary.citizen_name),
        titles="",
        words=" ".join(words_of(said)),
        marks=(unit_mark(unit, is_open=is_open),) if unit else (),
    )


def rows_like(summary: Summary) -> CaseRows:
    """A row of a list with one work item, as it says itself; a closed case has none."""
    item = WorkItem(
        case_id=summary.case_id,
        entry=1,
        kind="running_help" if summary.status in ("sent", "running") else "application",
        status=summary.status,
        due_on=summary.due_on,
        due_why=summary.due_why,
        waits_for=_WAITS.get(summary.status) or _WAITS.get(summary.due_why or ""),
        next_step=_NEXT.get(summary.status, "need_uncovered"),
        assigned_to=summary.assigned_to,
        unit=summary.unit,
        restricted=summary.restricted,
        handlers=summary.handlers,
        service=summary.service,
    )
    return CaseRows(summary, found_like(summary), () if summary.closed_on else (item,))


_ASKED = {"information_request": "party", "information_request_of_others": "source"}
_WAITS = {"at_panel": "panel", "hearing": "party", **_ASKED}
_NEXT = {
    "informed": "need_assessed",
    "assessed": "decision_taken",
    "recommended": "decision_taken",
    "panel_decided": "decision_taken",
    "decided": "letter_sent",
}


def store(*summaries: Summary) -> None:
    """Rows of lists behind which no events stand."""
    case_rows.upsert([rows_like(summary) for summary in summaries])


def append(
    case_id: UUID, seq: int, events: Sequence[NewEvent], by: str, at: datetime
) -> tuple[Recorded, ...]:
    """Record events by hand, as the user whose they are."""
    with acting(Staff(by, frozenset())):
        return log.append(case_id, seq, events, by, at)


def erase(
    case_id: UUID, why: str, at: datetime, *, seqs: Sequence[int] | None = None
) -> tuple[str, ...]:
    """Erase by hand what has ended, or was withdrawn: that is recorded first."""
    viewer = Staff("anne", frozenset({(Role.TEAM_LEAD, "voksen-a")}))
    ends: list[Event] = [CaseClosed(why="Slut.")]
    if seqs is not None:
        mistake = Withdrawal.MISTAKE
        ends = [EntryWithdrawn(seq=seq, reason=mistake, why="Fejl.") for seq in seqs]
    with acting(viewer):
        before = log.load(case_id, with_erased=True)
        told = {str(entry.event) for entry in before}
        left = [one for one in ends if str(one) not in told]
        after = log.append(case_id, before[-1].seq, new(*left), "anne", at) if left else ()
        if not isinstance(before[0].event, log.ErasedEvent):
            known = [e for e in (*before, *after) if not isinstance(e.event, log.ErasedEvent)]
            case_rows.upsert([rows_from(known)])
        return log.erase(case_id, why, at, seqs=seqs)


def look(by: str, at: datetime, what: What, purpose: str, **given: Any) -> None:
    """A look by hand, as the user whose it is."""
    with acting(Staff(by, frozenset())):
        access_note(by, at, what, purpose, **given)


def opened(*events: Event, by: str = "anne", at: datetime = NOON) -> UUID:
    """A case in the database: its id."""
    case_id = uuid4()
    # A number is used once; of digits alone, since of hex ones PostgreSQL reads some as 3e5 and b.
    told = events or (application(case_number=str(case_id.int)),)
    recorded = append(case_id, 0, new(*told), by, at)
    case_rows.upsert([rows_from(recorded)])
    return case_id


def read(case_id: UUID, viewer: Staff = ANNE) -> tuple[Recorded, ...]:
    with acting(viewer):
        return log.load(case_id)
