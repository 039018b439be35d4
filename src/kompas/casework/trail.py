"""The order of a case's entries: which stand, and what builds on what.

An entry is withdrawn by a further one; that can be withdrawn too, which brings the entry back. To
take it out again it is withdrawn anew, so that never more than one withdrawal of it stands.

Within a proceeding the steps that lead from status to status build on one another; so do a
decision, what was overridden of it and its letter. The closing of the case builds on all of them.
A closing that was undone by a reopening stands in nobody's way, and neither does the reopening.
From one proceeding to another only that builds on an entry which names it: a complaint on the
decision that it is about, a decision on the sending that set the help running which it changes.
A complaint that comes in after the closing does not need it.
The entry that opened a proceeding takes out all of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kompas.casework.capabilities import Capability


@dataclass(frozen=True, slots=True)
class Passed:
    """An entry's place in the order.

    Its number, its kind, which entry it withdraws, its proceeding, the entries that it names,
    whether it `builds` on what stands before it and is withdrawn only after what follows, and
    whether decisions are `rested_on` it. `capability` is what it asked of who recorded it;
    `proposes` the entry that it only proposes to withdraw; `other_citizen`: it withdraws what is
    about somebody else. `happened_on` is the day of what it tells, where that has one.
    """

    seq: int
    name: str
    withdraws: int | None = None
    proceeding: int | None = None
    names: tuple[int, ...] = ()
    builds: bool = False
    rested_on: bool = False
    capability: Capability = Capability.HANDLE_CASE
    proposes: int | None = None
    other_citizen: bool = False
    happened_on: date | None = None

    @property
    def opens(self) -> bool:
        """Whether it opened a proceeding."""
        return self.proceeding == self.seq


Trail = Sequence[Passed]
_REOPENED = "case_reopened"


def out_of(trail: Trail) -> dict[int, int]:
    """The entries that do not stand, each with the one that withdrew it.

    With the first, all go; with one that opened a proceeding, those of the proceeding.
    """
    by: dict[int, int] = {}
    for entry in reversed(trail):
        if entry.withdraws is not None and entry.seq not in by:
            by[entry.withdraws] = entry.seq
    if not by:
        return by
    if (whole := by.get(trail[0].seq)) is not None:
        return by | {entry.seq: whole for entry in trail if entry.seq < whole}
    gone = dict(by)  # not by what is in the trail: what opened it may be erased by now
    for entry in trail:
        if entry.proceeding in gone and entry.withdraws is None:
            by[entry.seq] = gone[entry.proceeding]
    return by


def built_on(trail: Trail, seq: int) -> tuple[int, ...]:
    """The entries that stand and build on an entry, newest first: they are withdrawn before it is.

    In this order each can be: of an entry that opened a proceeding, what is recorded in it goes
    with it, but for what must go before. Of a withdrawal: those that build on what it is about.
    Raises KeyError for an unknown entry.
    """
    return tuple(sorted(_above(trail, base_of(trail, seq)), reverse=True))


def authority_over(trail: Trail, seq: int) -> frozenset[Capability]:
    """What is asked of who withdraws an entry: all that was asked of those who recorded what goes
    with it, or what comes back by it. Nothing where the entry is not known.
    """
    asked: set[Capability] = set()
    of, left = set[int](), {seq}
    while left:
        named = left.pop()
        of.add(named)
        for one in _moved(trail, named):
            if one.proposes is not None:
                left |= {one.proposes} - of
            elif one.withdraws is None:
                asked.add(one.capability)
    return frozenset(asked)


def _moved(trail: Trail, seq: int) -> list[Passed]:
    """The entries that go, or come back, when one is withdrawn."""
    before = out_of(trail)
    after = out_of((*trail, Passed(trail[-1].seq + 1, "entry_withdrawn", seq)))
    return [one for one in trail if (one.seq in before) != (one.seq in after)]


def takes_two(trail: Trail, seq: int, *, other_citizen: bool) -> bool:
    """Whether it takes two people to withdraw an entry, since the rights of others hang on it.

    It is about another citizen, or is said not to be after all; or a decision was sent in the
    case. What is only proposed takes one. Raises KeyError for an unknown entry.
    """
    named = {entry.seq: entry for entry in trail}[seq]
    was_sent = any(entry.name == "letter_sent" for entry in trail)
    return named.proposes is None and (other_citizen or named.other_citizen or was_sent)


def brings_back(trail: Trail, seq: int) -> bool:
    """Whether an entry withdraws a withdrawal. Raises KeyError for an unknown entry."""
    passed = {entry.seq: entry for entry in trail}
    named = passed[seq].withdraws
    return named is not None and passed[named].withdraws is not None


def fits_back(trail: Trail, seq: int) -> bool:
    """Whether what a withdrawal took out still has below it what it was built on.

    True for an entry that takes out nothing. Raises KeyError for an unknown entry.
    """
    out, base = out_of(trail), base_of(trail, seq)
    if base.seq not in out:
        return True
    after = out_of((*trail, Passed(trail[-1].seq + 1, "entry_withdrawn", seq)))
    back = [entry for entry in trail if entry.seq in out and entry.seq not in after]
    if base not in back or any(named in after for entry in back for named in entry.names):
        return False
    earlier = [entry for entry in trail if entry.seq < base.seq]
    then = out_of(earlier)
    if base.opens:  # what ended the case before it was opened may be gone, and not be back
        return all(e.seq in after or e.seq not in then for e in earlier if _same_line(e, base))
    # As it was when it was taken out: of what was closed and reopened, steps may be gone by then.
    then = out_of([entry for entry in trail if entry.seq < out[base.seq]])
    line = (entry for entry in earlier if base.builds and _same_line(entry, base))
    return all((entry.seq in then) == (entry.seq in after) for entry in line)


def last_sent(trail: Trail, proceeding: int | None) -> int:
    """The number of the entry by which a decision was last sent in a proceeding; 0 for none.

    For what is the case's (None), in any: every decision rests on it.
    """
    out = out_of(trail)
    sent = (
        entry.seq
        for entry in trail
        if entry.name == "letter_sent"
        and entry.seq not in out
        and proceeding in (None, entry.proceeding)
    )
    return max(sent, default=0)


def lost_since(trail: Trail, seq: int) -> tuple[int, ...]:
    """The entries that an entry rested on and that are withdrawn since, of its proceeding or the
    case's own; one that is erased by now is taken to be such.
    """
    passed = {one.seq: one for one in trail}
    places = (None, passed[seq].proceeding)
    lost = (gone for gone, by in out_of(trail).items() if gone < seq < by)
    return tuple(
        sorted(
            gone
            for gone in lost
            if gone not in passed or (passed[gone].rested_on and passed[gone].proceeding in places)
        )
    )


def _above(trail: Trail, base: Passed) -> set[int]:
    """What stands on an entry: the later of its line, what names it, and what stands on those.

    What goes with the opening of its proceeding is among them only where it stands on what must go
    before that opening: two proceedings can build on one another by turns.
    """
    out = out_of(trail)
    standing = [entry for entry in trail if entry.seq not in out]
    above: set[int] = set()
    goes = dict.fromkeys(_goes_with(standing, base), base.seq)  # each entry, and with which it goes
    line = [] if base.opens and base.seq > 1 else [base]
    undone = _closed_and_reopened(standing)
    passed_over = set() if base.seq in undone else undone
    for entry in standing:
        if entry.seq <= base.seq or entry.seq in passed_over:
            continue
        goes_with = goes.get(entry.seq, 0)
        below = (one for one in line if one.seq > goes_with and _same_line(entry, one))
        of_line = any(not _opened_after_end(trail, entry, one) for one in below)
        if of_line or any(goes.get(named, 0) > goes_with for named in entry.names):
            above.add(entry.seq)
            goes |= dict.fromkeys(_goes_with(standing, entry), entry.seq)
            line += [] if entry.opens else [entry]
    return above


def _closed_and_reopened(standing: Trail) -> set[int]:
    """The reopenings of a case that stand, and the closings that they undo."""
    reopened = [one for one in standing if one.name == _REOPENED]
    return {seq for one in reopened for seq in (one.seq, *one.names)}


def _goes_with(standing: Trail, base: Passed) -> set[int]:
    """What goes when an entry does: all of the proceeding, with what opened it."""
    if not base.opens or base.seq == 1:
        return {base.seq}
    return {one.seq for one in standing if one.proceeding == base.seq and one.withdraws is None}


def _opened_after_end(trail: Trail, entry: Passed, end: Passed) -> bool:
    """Whether an entry is of a proceeding that was opened in a case that had ended.

    It does not need the end, nor that there is none: a complaint comes in whatever the case is.
    What was opened since the case was taken up again needs that.
    """
    opened = entry.proceeding
    is_end = end.proceeding is None and end.seq > 1 and end.name != _REOPENED
    if not is_end or opened is None or opened < end.seq:
        return False
    return end.seq not in out_of([one for one in trail if one.seq < opened])


def _same_line(entry: Passed, base: Passed) -> bool:
    """Whether two entries build on one another: of one proceeding, or one is the whole case's."""
    one, other = entry.proceeding, base.proceeding
    return entry.builds and base.builds and (one == other or None in (one, other))


def base_of(trail: Trail, seq: int) -> Passed:
    """What a withdrawal, or a withdrawal of one, is about in the end; else the entry itself."""
    passed = {entry.seq: entry for entry in trail}
    entry = passed[seq]
    while entry.withdraws is not None:
        entry = passed[entry.withdraws]
    return entry
