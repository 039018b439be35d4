"""Filling the database with Eksempelby: units, users, and any number of cases.

Cases are stored in whole batches, in their order: whoever stops can go on later, by the same call.
"""

import json
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kompas.accounts import administration
from kompas.accounts.access import Role, Viewer
from kompas.accounts.models import Unit, User
from kompas.casework import steps
from kompas.casework.case import Summary, fold, summary
from kompas.casework.record import Recorded
from kompas.register import bulk, drafts, summaries
from kompas.sample.draw import SampleCase, drawn, recorded
from kompas.sample.tale import case_id
from kompas.sample.town import Town
from kompas.sample.users import UNITS, USERS
from kompas.wire.events import encode

Progress = Callable[[int, int], None]
"""Told after each batch how many cases are there, and how many there shall be."""

BATCH = 500
DECISION = "decision"
"""The name of the draft in which a decision is being written."""


def load_users(password: str | None = None) -> None:
    """Make the units and users of the demo; those that exist stay as they are.

    With `password` everybody has that one: for a demo on one's own machine only. Without, nobody
    can sign in by a password.
    """
    for unit in UNITS:
        if not Unit.objects.filter(pk=unit.key).exists():
            administration.make_unit(
                unit.key,
                unit.name,
                unit.municipality,
                norms_unit=unit.norms_unit,
                panel_required=unit.panel_required,
                processing_deadline_weeks=unit.processing_deadline_weeks,
            )
    for user in USERS:
        if not User.objects.filter(username=user.username).exists():
            administration.make_user(user.username, user.name, password)
        administration.grant_role(user.username, user.role, user.unit)


def load_cases(
    town: Town,
    cases: range,
    *,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> int:
    """Store some cases of a town, from the first that is missing; how many of them are there.

    `stop` is asked before each case: where it says so, what is under way is stored, and no more.
    Holds one batch in memory. Needs the owner's connection, as `bulk.store` does.
    """
    there = stored(town, cases)

    def coming() -> Iterator[tuple[Sequence[Recorded], Summary]]:
        for number in cases[there:]:
            if stop and stop():
                return
            case = drawn(town, number)
            # A draft needs no case; a load that is stopped here saves it again.
            _save_draft(case)
            entries = recorded(case)
            yield entries, summarized(entries)

    def after(done: int) -> None:
        if progress:
            progress(there + done, len(cases))

    return there + bulk.store(coming(), batch=BATCH, progress=after)


def stored(town: Town, cases: range) -> int:
    """How many of some cases of a town are in the database: they are stored in their order."""
    everybody = Viewer("eksempelby", frozenset((Role.TEAM_LEAD, unit.key) for unit in UNITS))

    def is_missing(number: int) -> bool:
        return summaries.one(everybody, case_id(town.seed, number)) is None

    return bisect_left(cases, True, key=is_missing)  # noqa: FBT003 - the first of which it is true


_NOT_IN_SUMMARY = frozenset(
    (
        steps.FactNoted,
        steps.EvidenceAdded,
        steps.ActionPlanOffered,
        steps.GoalsSet,
        steps.OtherHelpConsidered,
        steps.LetterMade,
    )
)
"""Events that a summary does not tell of: half of all, and folding takes most of the time."""


def summarized(entries: Sequence[Recorded]) -> Summary:
    """The row of a case for lists and search, as folding all of it gives."""
    telling = [entry for entry in entries if type(entry.event) not in _NOT_IN_SUMMARY]
    return replace(summary(fold(telling)), seq=entries[-1].seq)


def _save_draft(case: SampleCase) -> None:
    if case.draft is None:
        return
    # As a part of the event that it is to become, a decision has its form as JSON.
    taken = steps.DecisionTaken(decision=case.draft, trace=_NO_TRACE)
    _name, _version, payload = encode(taken)
    text = {k: v for k, v in json.loads(payload)["decision"].items() if v not in (None, [], {})}
    handled_by = summarized(recorded(case)).assigned_to or ""
    saved_at = case.entries[-1][2]
    drafts.save(drafts.Draft(case.case_id, DECISION, handled_by, text, saved_at))


_NO_TRACE = steps.Trace(norms=(), verdict="", findings=(), explanation="")
