"""Small cases for the tests: fictional people, fixed days."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from kompas.accounts.access import Role, Viewer
from kompas.casework import Citizen
from kompas.casework.case import Summary, fold, summary
from kompas.casework.record import Event, NewEvent, Recorded
from kompas.casework.steps import ApplicationReceived, Channel, NoteWritten
from kompas.register import log, summaries
from kompas.register.access import acting

NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)
ANNE = Viewer("anne", frozenset({(Role.CASEWORKER, "voksen-a")}))


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
            decide_by=date(2026, 4, 13),
        ),
        **changes,  # type: ignore[arg-type]
    )


def note(text: str = "Ringede og aftalte et møde") -> NoteWritten:
    return NoteWritten(text=text)


def new(*events: Event, day: date = DAY) -> list[NewEvent]:
    return [NewEvent(event, day) for event in events]


def summarize(events: Sequence[Recorded]) -> Summary:
    return summary(fold(events))


def opened(*events: Event, by: str = "anne", at: datetime = NOON) -> UUID:
    """A case in the database: its id."""
    case_id = uuid4()
    told = events or (application(case_number=str(case_id)),)  # a number is used once
    recorded = log.append(case_id, 0, new(*told), by, at)
    summaries.upsert([summarize(recorded)])
    return case_id


def read(case_id: UUID, viewer: Viewer = ANNE) -> tuple[Recorded, ...]:
    with acting(viewer):
        return log.load(case_id)
