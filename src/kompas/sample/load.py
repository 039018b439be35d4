"""Filling the database with Eksempelby: units, users, and any number of cases.

Cases are stored in whole batches, in their order: whoever stops can go on later, by the same call.
Many are drawn and stored by several processes at once (`kompas.sample.parallel_load`).
"""

import json
import os
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from kompas.accounts.access import Staff
from kompas.accounts.models import Unit, User
from kompas.accounts.roles import Role
from kompas.casework.fold import fold
from kompas.casework.record import Recorded
from kompas.casework.steps.decision import DecisionTaken
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.letter import LetterMade
from kompas.casework.steps.other_help import OtherHelpConsidered
from kompas.casework.trace import Trace
from kompas.norms import Vocabulary
from kompas.persons.taking_in import first_entry, with_cases
from kompas.processes import administering
from kompas.register import bulk, drafts, summaries
from kompas.register.case_rows import CaseRows, rows_of
from kompas.sample import parallel_load, person_files
from kompas.sample.draw import SampleCase, drawn, recorded
from kompas.sample.ids import case_id
from kompas.sample.offers import write_offers
from kompas.sample.town import Town
from kompas.sample.users import PHRASES, UNITS, USERS
from kompas.wire.events import encode

Progress = Callable[[int, int], None]
"""Told after each batch how many cases are there, and how many there shall be."""

BATCH = 500
DECISION = "decision"
"""The name of the draft in which a decision is being written."""


def load_users(password: str | None = None) -> None:
    """Make the units and users of the demo, with their trace in the log; those that exist stay.

    With `password` everybody has that one: for a demo on one's own machine only. Without, nobody
    can sign in by a password.
    """
    by, now = administering.at_the_terminal(), datetime.now(tz=UTC)
    for unit in UNITS:
        if not Unit.objects.filter(pk=unit.key).exists():
            administering.make_unit(
                unit.key,
                unit.name,
                unit.municipality,
                by,
                now=now,
                norms_unit=unit.norms_unit,
                panel_required=unit.panel_required,
                processing_deadline_weeks=unit.processing_deadline_weeks,
            )
            for title, text in PHRASES:
                administering.write_phrase(unit.key, title, text, by, now=now)
    for user in USERS:
        if not User.objects.filter(username=user.username).exists():
            administering.make_user(user.username, user.name, by, now=now, password=password)
            own = Staff(user.username, frozenset())
            administering.set_contact(own, user.phone, user.email, now=now, title=user.title)
        administering.grant_role(user.username, user.role, user.unit, by, now=now)


def load_offers(words: Vocabulary) -> None:
    """Write the table of offers; what is there stays."""
    write_offers(administering.at_the_terminal(), words, datetime.now(tz=UTC))


def load_cases(
    town: Town,
    cases: range,
    *,
    workers: int | None = None,
    batch: int = BATCH,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> int:
    """Store some cases of a town, from the first that is missing; how many of them are there.

    `workers` processes draw and store side by side, as many as the machine has use for where None;
    the cases are the same, and become visible in their order. `stop` is asked before each case, or
    before each batch where several work: where it says so, what is under way is stored, and no
    more. Each holds one batch in memory. Needs the owner's connection, as `bulk.store` does.
    """
    there = stored(town, cases)
    missing = cases[there:]
    if workers is None:
        workers = _workers_for(len(missing))

    def told(done: int) -> None:
        if progress:
            progress(there + done, len(cases))

    if workers == 1:
        done = bulk.store(
            _coming(town, missing, stop), batch=batch, progress=told, beside=_people(town)
        )
    else:
        done = _load_side_by_side(town, missing, workers, batch, told, stop)
    if done:
        bulk.take_statistics()
    return there + done


_ALONE = 2_000
"""So many cases are loaded before a crew has gathered."""


def _workers_for(missing: int) -> int:
    """One more than the machine has processors: one of them always waits for PostgreSQL."""
    if missing <= _ALONE or not parallel_load.can_gather():
        return 1
    return (os.cpu_count() or 1) + 1


def _load_side_by_side(
    town: Town,
    missing: range,
    workers: int,
    batch: int,
    told: bulk.Progress,
    stop: Callable[[], bool] | None,
) -> int:
    done = 0

    def store(numbers: range, turn: parallel_load.Turn) -> None:
        coming = _coming(town, numbers)
        bulk.store(coming, batch=batch, before_commit=turn, beside=_people(town))

    def batch_done(count: int) -> None:
        nonlocal done
        done += count
        told(done)

    # What is open here would be shared, and closed by whoever ends first.
    bulk.hang_up()
    parallel_load.load_side_by_side(
        store,
        (missing[start : start + batch] for start in range(0, len(missing), batch)),
        workers,
        batch_done=batch_done,
        stop=stop or _never,
    )
    return done


def _never() -> bool:
    return False


def _coming(
    town: Town, numbers: range, stop: Callable[[], bool] | None = None
) -> Iterator[tuple[Sequence[Recorded], CaseRows]]:
    for number in numbers:
        if stop and stop():
            return
        case = drawn(town, number)
        # A draft needs no case; a load that is stopped here saves it again.
        _save_draft(case)
        entries = recorded(case)
        rows = summarized(entries)
        if person_files.is_protected(first_entry(entries[0]), town.today):
            rows = replace(rows, summary=replace(rows.summary, citizen_protected=True))
        yield entries, rows


def _people(town: Town) -> bulk.Beside:
    """The people of the cases, with what is told of some of them later."""
    return partial(with_cases, further=partial(person_files.further, today=town.today))


def stored(town: Town, cases: range) -> int:
    """How many of some cases of a town are in the database: they are stored in their order."""
    everybody = Staff("eksempelby", frozenset((Role.TEAM_LEAD, unit.key) for unit in UNITS))

    def is_missing(number: int) -> bool:
        return summaries.one(everybody, case_id(town.seed, number)) is None

    return bisect_left(cases, True, key=is_missing)  # noqa: FBT003 - the first of which it is true


_NOT_IN_SUMMARY = frozenset(
    (
        FactNoted,
        EvidenceAdded,
        OtherHelpConsidered,
        LetterMade,
    )
)
"""Events that a summary does not tell of: half of all, and folding takes most of the time."""


def summarized(entries: Sequence[Recorded]) -> CaseRows:
    """The rows of a case for lists and search, as folding all of it gives."""
    telling = [entry for entry in entries if type(entry.event) not in _NOT_IN_SUMMARY]
    rows = rows_of(fold(telling), entries)
    return replace(rows, summary=replace(rows.summary, seq=entries[-1].seq))


def _save_draft(case: SampleCase) -> None:
    if case.draft is None:
        return
    # As a part of the event that it is to become, a decision has its form as JSON.
    taken = DecisionTaken(decision=case.draft, trace=_NO_TRACE)
    _name, _version, payload = encode(taken)
    text = {k: v for k, v in json.loads(payload)["decision"].items() if v not in (None, [], {})}
    handled_by = summarized(recorded(case)).summary.assigned_to or ""
    saved_at = case.entries[-1][2]
    drafts.save(drafts.Draft(case.case_id, DECISION, handled_by, text, saved_at, _open_in(case)))


def _open_in(case: SampleCase) -> int:
    """The proceeding in which a decision is being written: the last that was opened."""
    return next(new.proceeding for new, *_who in reversed(case.entries) if new.proceeding)


_NO_TRACE = Trace(norms=(), verdict="", findings=(), explanation="")
