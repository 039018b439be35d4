"""Writing to the record: new cases and steps through the one door, one writer and two; a long case
folded; Eksempelby loaded; the bytes of a case.

The writers' cases are drawn from Eksempelby, and every event of them is asked for as a command, in
its order, by who recorded it: applications, facts, assessments, decisions that are judged.
"""

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, connections

from benchmarks import place
from benchmarks.measure import QUICK, Timing, interleaved, report
from kompas.accounts.access import Staff
from kompas.accounts.lookup import viewer_of
from kompas.accounts.roles import Role
from kompas.casework.fold import fold
from kompas.casework.opening import Opening
from kompas.casework.record import Recorded
from kompas.casework.steps import step_of
from kompas.casework.steps.decision import DecisionTaken, TakeDecision
from kompas.casework.steps.letter import LetterMade
from kompas.casework.steps.note import NoteWritten
from kompas.norms import load
from kompas.processes.act import Acted, act
from kompas.sample.draw import drawn, recorded
from kompas.sample.load import load_cases
from kompas.sample.town import Town
from kompas.wire.events import decode, encode

NEW_CASES = 40 if QUICK else 600
"""Cases that each writer opens."""
WHOLE_CASES = 10 if QUICK else 90
"""Cases that each writer takes all the way, step by step."""
ALONE, FIRST, SECOND, THIRD = (range(start, start + WHOLE_CASES) for start in (20, 120, 220, 310))
"""Which ones: of the first 400, everybody to whom a case is given is a user. No case twice."""
LOADED = range(2_000) if QUICK else range(8_000)
LONG_EVENTS = 64
BARE = "bare INSERT of a row, committed"
TOWN = Town(place.SEED, place.TODAY, load())


def main() -> None:
    """Write, by one and by two; load; and count bytes."""
    notes: dict[str, Any] = {}
    with place.server() as superuser:
        place.make_database(superuser, "kompas_writing")
        place.allow_any_time()
        timings = _alone()
        notes["SQL statements of a new case"] = _counted(_openings(range(15, 17)))
        notes["SQL statements of a step, on average"] = _counted(_steps(range(17, 20)))
        for writers in (1, 2):
            for what, (rate, cpu_ms) in _side_by_side(writers).items():
                notes[f"{what} a second, {_WRITERS[writers]}"] = rate
                notes[f"ms of a processor for each of the {what}, {_WRITERS[writers]}"] = cpu_ms
        for workers in (1, 2, 3):
            place.make_database(superuser, f"kompas_loading_{workers}")
            rate, cpu_ms = _loaded(workers)
            notes[f"sample cases loaded a second, {workers} at work"] = rate
            if workers == 1:
                notes["ms of a processor for each of them"] = cpu_ms
        place.settle_down(superuser, "kompas_loading_3")
        notes["bytes of the database for a case"] = _bytes()
    timings |= _folding()
    report("record", timings, BARE, notes)


_WRITERS = {1: "one writer", 2: "two writers"}

# ---------------------------------------------------------------- through the one door


@dataclass(slots=True)
class Wanted:
    """A command to give: to a case that is known by its place among those being written."""

    case: int
    command: Any
    by: Staff
    entry: Recorded


def _openings(numbers: range) -> list[Wanted]:
    return [_wanted(number, recorded(drawn(TOWN, number))[0]) for number in numbers]


def _steps(numbers: range) -> list[Wanted]:
    """Every entry of some cases up to their first letter; the first of each opens it."""
    return [
        _wanted(number, entry)
        for number in numbers
        for entry in takewhile(_no_letter, recorded(drawn(TOWN, number)))
        if step_of(entry.event).asked  # a deadline follows by itself
    ]


def _no_letter(entry: Recorded) -> bool:
    # It has a file, which is not drawn; what making one takes, the benchmark `letter` measures.
    return not isinstance(entry.event, LetterMade)


def _wanted(number: int, entry: Recorded) -> Wanted:
    command: Any = entry.event
    if isinstance(command, DecisionTaken):
        command = TakeDecision(decision=command.decision)
    if isinstance(command, Opening):
        command = replace(command, person_id=None)  # found by the number, or made
    return Wanted(number, command, _viewer(entry.by), entry)


@cache
def _viewer(username: str) -> Staff:
    # Beyond the demo's cases, handlers have names, and are no users.
    unit = username.split("-", maxsplit=1)[0]
    return viewer_of(username) or Staff(username, frozenset({(Role.CASEWORKER, unit)}))


class Writer:
    """Gives commands, one after the other, and remembers which cases they made."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self.wanted = wanted
        self.made: dict[int, UUID] = {}

    def write(self, place: int) -> None:
        """Give the command of a place; it must be done."""
        wanted = self.wanted[place]
        entry = wanted.entry
        case_id = None if entry.seq == 1 else self.made[wanted.case]
        done = act(
            case_id,
            wanted.command,
            wanted.by,
            library=TOWN.library,
            now=entry.recorded_at,
            valid_from=entry.valid_from,
        )
        if not isinstance(done, Acted):
            raise TypeError([reason.code for reason in done.reasons], entry)
        self.made[wanted.case] = done.case.case_id


def _alone() -> dict[str, Timing]:
    """One at a time, in turns with a row that is only inserted."""
    opening = Writer(_openings(range(1_000, 1_000 + NEW_CASES)))
    # The steps of cases that are there already: what is opened here is not timed.
    going = Writer(_steps(ALONE))
    later = []
    for number, wanted in enumerate(going.wanted):
        if wanted.entry.seq == 1:
            going.write(number)
        else:
            later.append(number)
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE bare (id uuid PRIMARY KEY, text text)")
        cursor.execute("GRANT INSERT ON bare TO kompas_app")
    rounds = min(NEW_CASES, len(later))
    return interleaved(
        {
            BARE: _bare_insert,
            "a new case": opening.write,
            "a step": lambda n: going.write(later[n]),
        },
        rounds=rounds,
        block=10,
    )


def _bare_insert(_number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bare VALUES (%s, %s)", (uuid4(), "En linje tekst. " * 20))


def _counted(wanted: list[Wanted]) -> float:
    """How many statements a command takes."""
    count = 0

    def counting(execute: Any, *rest: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*rest)

    writer = Writer(wanted)
    with connection.execute_wrapper(counting):
        for place_ in range(len(wanted)):
            writer.write(place_)
    return round(count / len(wanted), 1)


# ---------------------------------------------------------------- side by side


def _side_by_side(writers: int) -> dict[str, tuple[int, float]]:
    """New cases and steps a second, and what each takes, by processes that write at once."""
    opened = [range(first, first + NEW_CASES) for first in _FIRST_OF_WRITERS[writers]]
    taken = {1: (FIRST,), 2: (SECOND, THIRD)}[writers]
    return {
        "new cases": _rate([_openings(numbers) for numbers in opened]),
        "steps": _rate([_steps(numbers) for numbers in taken]),
    }


_FIRST_OF_WRITERS = {1: (10_000,), 2: (20_000, 30_000)}


def _rate(shares: Sequence[list[Wanted]]) -> tuple[int, float]:
    """How many commands a second some processes get done, from the first's start to the last's
    end; and how many milliseconds of a processor each takes, here and in PostgreSQL.
    """
    connections.close_all()
    forking = get_context("fork")
    start, ends = forking.Barrier(len(shares)), forking.Queue()

    def work(wanted: list[Wanted]) -> None:
        writer = Writer(wanted)
        connection.ensure_connection()
        start.wait()
        began, cpu = time.monotonic(), _cpu_seconds("default")
        for place_ in range(len(wanted)):
            writer.write(place_)
        ends.put((began, time.monotonic(), _cpu_seconds("default") - cpu))

    processes = [forking.Process(target=work, args=(wanted,)) for wanted in shares]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        if process.exitcode:
            raise ChildProcessError(process.exitcode)
    times: list[tuple[float, float, float]] = [ends.get() for _share in shares]
    commands = sum(map(len, shares))
    took = max(end for _began, end, _cpu in times) - min(began for began, _end, _cpu in times)
    return round(commands / took), round(sum(cpu for *_, cpu in times) / commands * 1000, 2)


def _cpu_seconds(alias: str) -> float:
    """Time of a processor that this process and the server's for its connection have had.

    Whatever else the machine does, it counts less in this than by the clock.
    """
    connections[alias].ensure_connection()
    state = Path("/proc", str(connections[alias].connection.info.backend_pid), "stat")
    user, system = state.read_text("utf-8").rpartition(")")[2].split()[11:13]
    return time.process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


# ---------------------------------------------------------------- a long case


def _folding() -> dict[str, Timing]:
    """A case of many events made from its record, and the record from what is stored."""
    entries = _long_case()
    stored = [encode(entry.event) for entry in entries]

    def decoded(_n: int) -> None:
        for name, version, payload in stored:
            decode(name, version, payload.decode())

    return interleaved(
        {
            f"a case of {LONG_EVENTS} events folded": lambda _n: fold(entries),
            f"its {LONG_EVENTS} events decoded": decoded,
        },
        300,
    )


def _long_case() -> list[Recorded]:
    """The longest of some cases, and notes until it is long enough."""
    entries = max((recorded(drawn(TOWN, n)) for n in range(20, 220)), key=len)
    last = entries[-1]

    def notes() -> Iterator[Recorded]:
        for seq in range(len(entries) + 1, LONG_EVENTS + 1):
            note = NoteWritten(text=f"Ringede og aftalte et nyt møde, nr. {seq}.")
            yield Recorded(last.case_id, seq, note, last.recorded_at, last.valid_from, last.by)

    return [*entries, *notes()]


# ---------------------------------------------------------------- loading, and what it takes up


def _loaded(workers: int) -> tuple[int, float]:
    """Cases a second; and, for one who works alone, milliseconds of a processor for each."""
    began, cpu = time.monotonic(), _cpu_seconds("owner")
    load_cases(TOWN, LOADED, workers=workers, batch=250)
    took, cpu = time.monotonic() - began, _cpu_seconds("owner") - cpu
    return round(len(LOADED) / took), round(cpu / len(LOADED) * 1000, 2)


def _bytes() -> dict[str, int]:
    """Of each part, for a case on average."""
    with connections["owner"].cursor() as cursor:

        def of_a_case(query: str) -> int:
            cursor.execute(query)
            (total,) = cursor.fetchone()
            return round(float(total) / len(LOADED))

        return {name: of_a_case(query) for name, query in _PARTS.items()}


_PARTS: dict[str, str] = {
    "all tables with their indexes": """
        SELECT sum(pg_total_relation_size(oid)) FROM pg_class
        WHERE relname IN
            ('case_event', 'event_payload', 'case_summary', 'work_item', 'agenda_item')""",
    "events without what they say": "SELECT pg_total_relation_size('case_event')",
    "what they say, as stored": "SELECT pg_total_relation_size('event_payload')",
    "what they say, as text": "SELECT sum(octet_length(payload::text)) FROM event_payload",
    "of that text, explanations of decisions": """
        SELECT sum(octet_length((payload -> 'trace' -> 'explanation')::text)) FROM event_payload
        WHERE payload -> 'trace' IS NOT NULL""",
    "summaries and the index for search": "SELECT pg_total_relation_size('case_summary')",
    "what goes on in open cases": "SELECT pg_total_relation_size('work_item')",
}

if __name__ == "__main__":
    main()
