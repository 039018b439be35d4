"""Do the rows for lists and search say what the events say.

Whoever may change a row could otherwise hide a case, show it to others or move its deadline, and
no chain would tell.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from kompas.casework.case_files import brought_by
from kompas.casework.findable import called
from kompas.casework.fold import withdrawn_alone
from kompas.casework.record import Recorded
from kompas.casework.steps.withdrawal import EntryWithdrawn
from kompas.register import log
from kompas.register.bulk import what_is_left
from kompas.register.case_rows import (
    BY_ENTRY,
    CALLED,
    FOUND,
    OF_PERSON,
    SUMMARIES,
    ByEntry,
    CaseRows,
    rows_from,
)
from kompas.register.fault import Fault
from kompas.wire.events import UnreadableEvent
from kompas.words import N_, _

SUMMARY, SEARCH = "case_summary", "case_search"
_NAME = list(SUMMARIES.kinds).index("citizen_name")
_TEXTS: Mapping[str, tuple[str, str, str]] = {
    "work_item": (
        N_("Opgaven fra registrering {entry} mangler i listerne."),
        N_("Opgaven fra registrering {entry} står i listerne uden at være i sagen."),
        N_("Opgaven fra registrering {entry}: {column} er ikke det, hændelserne siger."),
    ),
    "agenda_item": (
        N_("Dagsordenspunktet fra registrering {entry} mangler i listerne."),
        N_("Dagsordenspunktet fra registrering {entry} står i listerne uden at være i sagen."),
        N_("Dagsordenspunktet fra registrering {entry}: {column} er ikke det, hændelserne siger."),
    ),
    "finding_review": (
        N_("Vurderingen af en mangel fra registrering {entry} mangler i listerne."),
        N_("Vurderingen af en mangel fra registrering {entry} står uden at være i sagen."),
        N_("Vurderingen af en mangel fra registrering {entry}: {column} er ikke hændelsernes."),
    ),
}
"""Of each table: that a row is missing, is there too much, or says something else."""


def row_faults(is_broken: Callable[[UUID], bool]) -> Iterator[Fault]:
    """Every difference between the rows of the cases and the fold of their events.

    Over the owner's connection, a case at a time; events and rows are of one moment. A case whose
    chain `is_broken` is left out: there is nothing to hold its rows to. Of one that was erased
    nothing may be left in them. Besides, what the events themselves say of who may: a withdrawal
    that took two and had one, an entry that was erased and not withdrawn, a file that no entry
    tells of.
    """
    for case_id, rows in groupby(log.streamed(_QUERY), key=lambda row: row[0]):
        of_case = list(rows)
        if is_broken(case_id):
            continue
        yield from _case_faults(case_id, of_case)
    yield from _loose()


_OF_A_PERSON = (
    f"FROM {SUMMARY} s JOIN LATERAL ({CALLED} WHERE me.person_id = s.person_id) p ON true"
)
_BESIDE = tuple(
    f"SELECT {what} WHERE {of}.case_id = e.case_id"
    for what, of in (
        (f"json_build_array({SUMMARIES.of_table('s')}) FROM {SUMMARY} s", "s"),
        (f"json_build_array(p.name, p.cpr, p.sort_name, p.protected) {_OF_A_PERSON}", "s"),
        (f"json_build_array({FOUND.of_table('c')}) FROM {SEARCH} c", "c"),
        ("array_agg(d.sha256 ORDER BY d.sha256) FROM document d", "d"),
        *(
            (f"json_agg(json_build_array({one.columns.of_table('t')})) FROM {one.table} t", "t")
            for one in BY_ENTRY
        ),
    )
)
"""What stands beside the first event of a case, and beside no other."""
_QUERY = (
    f"SELECT {log.COLUMNS}, {', '.join(f'CASE WHEN e.seq = 1 THEN ({one}) END' for one in _BESIDE)}"
    f" FROM {log.JOINED} ORDER BY e.case_id, e.seq"
)


def _case_faults(case_id: UUID, rows: Sequence[Sequence[Any]]) -> Iterator[Fault]:
    summary, person, findable, files, *found = rows[0][-len(_BESIDE) :]
    recorded = []
    for row in rows:
        try:
            recorded.append(log.recorded_of(row[: -len(_BESIDE)]))
        except UnreadableEvent as unreadable:
            yield Fault(case_id, row[1], "unreadable", str(unreadable))
    if len(recorded) != len(rows):
        return
    events = what_is_left(recorded)
    if not events:
        yield from _left_faults(case_id, summary, [findable, *found], files)
    else:
        made = rows_from(events)
        values = _called(made, person or ())
        yield from _summary_faults(case_id, values, summary)
        yield from _found_faults(case_id, made, str(values[_NAME]), findable)
        for one, there in zip(BY_ENTRY, found, strict=True):
            yield from _entry_faults(case_id, one, made, there or [])
        yield from _authority_faults(case_id, recorded, events, files or ())


def _left_faults(
    case_id: UUID, summary: list[Any] | None, found: Sequence[object], files: object
) -> Iterator[Fault]:
    """What is left, or was put back, of a case that was erased."""
    values = dict(zip(SUMMARIES.kinds, summary, strict=True)) if summary else {}
    left = [f"{SUMMARY}.{column}" for column in OF_PERSON if values.get(column)]
    tables = (SEARCH, *(one.table for one in BY_ENTRY))
    left += [table for table, there in zip(tables, found, strict=True) if there]
    left += ["document"] * bool(files)
    text = _("Sagen er slettet, og alligevel står der noget om den: {where}.")
    return (Fault(case_id, 0, where, text.format(where=where)) for where in left)


def _authority_faults(
    case_id: UUID, recorded: Sequence[Recorded], left: Sequence[Recorded], files: Iterable[str]
) -> Iterator[Fault]:
    for seq in withdrawn_alone(left):
        text = _(
            "Registrering {seq} trak noget tilbage, som der skulle to til, og var alene om det."
        )
        yield Fault(case_id, seq, "withdrawn_alone", text.format(seq=seq))
    named = {one.event.seq for one in left if isinstance(one.event, EntryWithdrawn)}
    for one in recorded:
        gone = isinstance(one.event, log.ErasedEvent)
        if gone and named.isdisjoint((one.seq, one.proceeding or one.seq, 1)):
            text = _(
                "Indholdet af registrering {seq} er slettet, uden at registreringen var annulleret."
            )
            yield Fault(case_id, one.seq, "erased_standing", text.format(seq=one.seq))
    told = {sha256 for one in left for sha256 in brought_by(one.event)}
    for sha256 in set(files) - told:
        text = _("Dokumentet {sha256} ligger i sagen, uden at nogen registrering fortæller om det.")
        yield Fault(case_id, 0, "document.loose", text.format(sha256=sha256))


def _called(made: CaseRows, person: Sequence[object]) -> list[object]:
    """The summary as it must be: whoever is in the register of persons is called as there."""
    values = dict(zip(SUMMARIES.kinds, SUMMARIES.values(made.summary), strict=True))
    return [*(values | dict(zip(OF_PERSON, person, strict=False))).values()]


def _summary_faults(
    case_id: UUID, made: Sequence[object], summary: list[Any] | None
) -> Iterator[Fault]:
    if summary is None:
        text = _("Sagen mangler i listerne.")
        yield Fault(case_id, 0, f"{SUMMARY}.missing", text)
    else:
        text = _("Sagens række i listerne: {column} er ikke det, hændelserne siger.")
        for column in _different(SUMMARIES.kinds, made, summary):
            yield Fault(case_id, 0, f"{SUMMARY}.{column}", text.format(column=column))


def _found_faults(
    case_id: UUID, made: CaseRows, name: str, findable: list[Any] | None
) -> Iterator[Fault]:
    """Search knows the case by what its events say, and by the name that lists show."""
    if findable is None:
        yield Fault(case_id, 0, f"{SEARCH}.missing", _("Sagen mangler i søgningen."))
        return
    expected = replace(made.found, name=name, called=called(name))
    text = _("Sagens række i søgningen: {column} er ikke det, hændelserne siger.")
    for column in _different(FOUND.kinds, FOUND.values(expected), findable):
        yield Fault(case_id, 0, f"{SEARCH}.{column}", text.format(column=column))


def _entry_faults(
    case_id: UUID, of: ByEntry, made: CaseRows, found: list[list[Any]]
) -> Iterator[Fault]:
    place = list(of.columns.kinds).index("entry")
    there = {row[place]: row for row in found}
    expected = {row[place]: row for row in of.values([made])}
    missing, loose, other = map(_, _TEXTS[of.table])
    for entry in sorted(there.keys() | expected.keys()):
        if entry not in there:
            yield Fault(case_id, entry, f"{of.table}.missing", missing.format(entry=entry))
        elif entry not in expected:
            yield Fault(case_id, entry, f"{of.table}.loose", loose.format(entry=entry))
        else:
            for column in _different(of.columns.kinds, expected[entry], there[entry]):
                told = other.format(entry=entry, column=column)
                yield Fault(case_id, entry, f"{of.table}.{column}", told)


def _different(
    kinds: Mapping[str, str], made: Sequence[object], stored: Sequence[object]
) -> Iterator[str]:
    for column, value, found in zip(kinds, made, stored, strict=True):
        if _plain(value) != found:
            yield column


def _plain(value: object) -> object:
    """As JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _loose() -> Iterator[Fault]:
    query = (
        f"SELECT s.case_id FROM {SUMMARY} s WHERE NOT EXISTS"
        " (SELECT FROM case_event e WHERE e.case_id = s.case_id) ORDER BY s.case_id"
    )
    for (case_id,) in log.streamed(query):
        text = _("Sagen står i listerne uden at have nogen hændelser.")
        yield Fault(case_id, 0, f"{SUMMARY}.loose", text)
