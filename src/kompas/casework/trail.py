"""The order of a case's entries: which stand, and what builds on what.

An entry is withdrawn by a further one; that can be withdrawn too, which brings the entry back. To
take it out again it is withdrawn anew, so that never more than one withdrawal of it stands. Steps
that lead from status to status build on one another; so do a decision, what was overridden of it
and its letter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kompas.casework.status import LAST_FIRST


@dataclass(frozen=True, slots=True)
class Passed:
    """An entry's place in the order: its number, its kind, and which entry it withdraws."""

    seq: int
    name: str
    withdraws: int | None = None


Trail = Sequence[Passed]


def out_of(trail: Trail) -> dict[int, int]:
    """The entries that do not stand, each with the one that withdrew it; with the first, all."""
    by: dict[int, int] = {}
    for entry in reversed(trail):
        if entry.withdraws is not None and entry.seq not in by:
            by[entry.withdraws] = entry.seq
    if trail and (whole := by.get(trail[0].seq)) is not None:
        by |= {entry.seq: whole for entry in trail if entry.seq < whole}
    return by


def built_on(trail: Trail, seq: int) -> tuple[int, ...]:
    """The entries that stand and build on an entry, newest first: they are withdrawn before it is.

    Of a withdrawal: those that build on what it is about. Raises KeyError for an unknown entry.
    """
    base = _base(trail, seq)
    if base.name not in LAST_FIRST:
        return ()
    return tuple(reversed([one for one in _steps(trail) if one > base.seq]))


def brings_back(trail: Trail, seq: int) -> bool:
    """Whether an entry withdraws a withdrawal. Raises KeyError for an unknown entry."""
    passed = {entry.seq: entry for entry in trail}
    named = passed[seq].withdraws
    return named is not None and passed[named].withdraws is not None


def fits_back(trail: Trail, seq: int) -> bool:
    """Whether what a withdrawal took out still has below it what it was built on.

    True for an entry that takes out nothing. Raises KeyError for an unknown entry.
    """
    base = _base(trail, seq)
    if base.seq not in out_of(trail) or base.name not in LAST_FIRST:
        return True
    then = [entry for entry in trail if entry.seq < base.seq]
    return _steps(then) == [one for one in _steps(trail) if one < base.seq]


def last_sent(trail: Trail) -> int:
    """The number of the entry by which a decision was last sent; 0 where none was."""
    out = out_of(trail)
    sent = (e.seq for e in trail if e.name == "letter_sent" and e.seq not in out)
    return max(sent, default=0)


def _base(trail: Trail, seq: int) -> Passed:
    """What a withdrawal, or a withdrawal of one, is about in the end; else the entry itself."""
    passed = {entry.seq: entry for entry in trail}
    entry = passed[seq]
    while entry.withdraws is not None:
        entry = passed[entry.withdraws]
    return entry


def _steps(trail: Trail) -> list[int]:
    """The entries that stand and build on one another."""
    out = out_of(trail)
    return [entry.seq for entry in trail if entry.name in LAST_FIRST and entry.seq not in out]
