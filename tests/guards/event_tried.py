"""What a Kompas makes of one event, from its registration to the page of the case.

Run by `test_new_event.py` on a copy: it is told the name of the event, its fields and what is typed
into its form, and prints what came of it. All of it is JSON.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import kompas
from kompas.casework.case import Case
from kompas.casework.commands import Decided, decide
from kompas.casework.context import Context
from kompas.casework.decision import Citizen
from kompas.casework.fold import fold
from kompas.casework.record import Command, Recorded
from kompas.casework.steps import STEPS
from kompas.casework.steps.application import ApplicationReceived, Channel
from kompas.casework.timeline import Speech
from kompas.norms import load
from kompas.register import settings as database
from kompas.wire.commands import command_schema, read_command
from kompas.wire.events import decode, encode

TODAY = date(2026, 6, 1)
CASE = UUID(int=1)
UNIT = "vest"
APPLICATION = ApplicationReceived(
    citizen=Citizen(name="Mads Lund Eksempel", address_lines=("Engvej 4",), cpr="6101901234"),
    service="activity_and_social",
    municipality="copenhagen",
    unit=UNIT,
    case_number="2026-1",
    applied_for="Noget at lave om dagen.",
    channel=Channel.PHONE,
    received_on=TODAY,
)


def recorded(before: Sequence[Recorded], command: Command) -> Recorded:
    """The entry that a command makes. Raises TypeError with the reasons where it is refused."""
    case = fold(before) if before else None
    outcome = decide(case, command, Context(today=TODAY, by="anna", municipality="copenhagen"))
    if not isinstance(outcome, Decided):
        raise TypeError(outcome.reasons)
    (new,) = outcome.events
    at = datetime(2026, 6, 1, 9, tzinfo=UTC)
    return Recorded(CASE, len(before) + 1, new.event, at, new.valid_from, "anna", new.proceeding)


def tried(name: str, fields: dict[str, object], typed: dict[str, object]) -> dict[str, object]:
    """All that is said of an event, and of what is typed into its form."""
    library, step = load(), STEPS[name]
    raw = json.dumps({"command": name, **fields}).encode()
    command = read_command("COMMAND.json", raw, library).command
    if not isinstance(command, Command):
        raise TypeError(command)
    first = recorded((), APPLICATION)
    entry = recorded((first,), command)
    before, after = fold((first,)), fold((first, entry))
    speech, schema = Speech(library.words), command_schema(library, {name: step.title})
    return {
        "from": str(Path(kompas.__file__).parent),
        "stored": decode(*_texts(encode(entry.event))) == entry.event,
        "changed": changes(before, after),
        "timeline": [step.says(entry.event, speech), *step.says_in_full(entry.event, speech)],
        "in_schema": [
            sorted(one["properties"])
            for one in schema["oneOf"]
            if one["properties"]["command"]["const"] == name
        ],
        **on_the_page(name, typed, command, before, (first,)),
    }


def _texts(encoded: tuple[str, int, bytes]) -> tuple[str, int, str]:
    name, version, payload = encoded
    return name, version, payload.decode()


def changes(before: Case, after: Case) -> dict[str, str]:
    """The fields of the case, and of its one proceeding, that are not what they were."""
    was, now = ({**vars(case), **vars(case.proceedings[0])} for case in (before, after))
    beside = ("seq", "trail", "proceedings")
    return {name: str(now[name]) for name in now if now[name] != was[name] and name not in beside}


def on_the_page(
    name: str,
    typed: dict[str, object],
    command: Command,
    case: Case,
    entries: tuple[Recorded, ...],
) -> dict[str, object]:
    """Its form, what the form makes, and the way to it among those that the case's page offers."""
    import django  # noqa: PLC0415 - needs its settings first
    from django.conf import settings  # noqa: PLC0415

    apps = [*database.INSTALLED_APPS, "django.contrib.messages"]
    settings.configure(INSTALLED_APPS=apps, ROOT_URLCONF="kompas.site.routes", USE_I18N=False)
    django.setup()
    from kompas.accounts.access import Staff  # noqa: PLC0415
    from kompas.accounts.models import User  # noqa: PLC0415
    from kompas.accounts.roles import Role  # noqa: PLC0415
    from kompas.casework.summary import Listed, summary  # noqa: PLC0415
    from kompas.desk.actions import other_ways  # noqa: PLC0415
    from kompas.desk.case_file import CaseFile  # noqa: PLC0415
    from kompas.desk.steps import FORMS, About  # noqa: PLC0415
    from kompas.processes.open_case import Opened  # noqa: PLC0415
    from kompas.web.request_context import Visit  # noqa: PLC0415

    on = case.current
    form = FORMS[name](About(case=case, on=on, entries=entries, today=TODAY), typed)
    row = asdict(summary(case))
    line = Listed(**{field: row[field] for field in Listed.__dataclass_fields__})
    viewer = Staff("anna", frozenset({(Role.CASEWORKER, UNIT)}))
    visit = Visit(User(username="anna"), viewer, datetime(2026, 6, 1, 9, tzinfo=UTC), line)
    file = CaseFile(visit, line, Opened(entries, (), {}, None, 1), case, on)
    offered = [[way.text, way.url] for way in other_ways(file) if way.step == name]
    return {"typed": form.is_valid() and form.command() == command, "offered": offered}


if __name__ == "__main__":
    print(json.dumps(tried(*json.load(sys.stdin)), ensure_ascii=False))  # noqa: T201
