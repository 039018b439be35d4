"""The record of a case as it is told: without what was recorded on the wrong citizen.

The one place that takes it out. What is withdrawn with that cause is withheld, with all that goes
with it; so is what was made of it, and what a decision took over from it. What stands of it
(`kompas.casework.wrong_citizen.Withheld`) says that something was there. Nothing is lost: where the
withdrawal is itself withdrawn, the entry is told again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast

from kompas.casework.decision import Decision, Evidence
from kompas.casework.fold import about_nobody, passed
from kompas.casework.information import UNANSWERED, unanswered
from kompas.casework.record import Event, NotTold, Recorded, name_of
from kompas.casework.steps.assessment import NeedAssessed
from kompas.casework.steps.decision import DecisionTaken
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.information_request import InformationRequested
from kompas.casework.steps.letter import LetterMade
from kompas.casework.steps.letter_correction import LetterCorrected
from kompas.casework.steps.override import FindingOverridden
from kompas.casework.steps.posting import posted_with
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.casework.steps.withdrawal_proposal import WithdrawalProposed
from kompas.casework.taken_decision import LetterDocument
from kompas.casework.trail import out_of
from kompas.casework.wrong_citizen import Withheld
from kompas.norms import GivenFact

TAKEN_OUT = "[taget ud: forkert borger]"
"""Stands in a text where it repeated what is withheld: Danish, as all that is recorded."""
_SHORTEST_TEXT, _SHORTEST_SENTENCE = 8, 20
"""Characters of what counts as repeated: a text as a whole, or one of its sentences."""
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n")
_NO_TEXTS = frozenset(
    {
        "complaint_guidance", "contact", "document_id", "document_sha256", "id", "legal_basis",
        "municipality", "service", "sha256", "trace", "type", "unit",
    }
)  # fmt: skip
"""Fields that hold a code, or what any case may say."""

V = TypeVar("V")


def told(entries: Sequence[Recorded]) -> tuple[Recorded, ...]:
    """The entries of a case as everybody reads them. `entries` are all of it, from the first."""
    wrong = withheld_by(entries)
    if not wrong:
        return tuple(entries)
    return tuple(_told(entries, wrong, Quotes.of(entries, wrong)))


def withheld_by(entries: Sequence[Recorded]) -> Mapping[int, int]:
    """The entries that were recorded on the wrong citizen, each with the one that withdrew it."""
    causes = {
        entry.seq: entry.event.reason
        for entry in entries
        if isinstance(entry.event, EntryWithdrawn)
    }
    if Withdrawal.WRONG_CITIZEN not in causes.values():
        return {}
    trail = [passed(entry) for entry in entries if not isinstance(entry.event, NotTold)]
    out = out_of(trail)
    wrong = {seq: by for seq, by in out.items() if causes.get(by) is Withdrawal.WRONG_CITIZEN}
    for entry in trail:  # what was made of it tells of it too, whatever it was withdrawn for
        if entry.seq in out and any(named in wrong for named in entry.names):
            wrong.setdefault(entry.seq, out[entry.seq])
    return wrong


def unsealed(entry: Recorded) -> Recorded:
    """An entry with what it said: for who gave a reason to open it. As it is, if not withheld."""
    event = entry.event
    return replace(entry, event=event.sealed) if isinstance(event, Withheld) else entry


def quotes_in(entries: Sequence[Recorded]) -> "Quotes":
    """What other texts may repeat of the withheld entries among those that are told."""
    wrong = {e.seq: e.event.by for e in entries if isinstance(e.event, Withheld)}
    return Quotes.of([unsealed(entry) for entry in entries], wrong)


# ---------------------------------------------------------------- entry by entry


def _told(
    entries: Sequence[Recorded], wrong: Mapping[int, int], quotes: "Quotes"
) -> Iterator[Recorded]:
    quoting: set[int | None] = set()
    for entry in entries:
        event = entry.event
        if isinstance(event, NotTold):
            yield entry
            continue
        without: Event
        if entry.seq in wrong:
            without = _withheld(entries, entry, wrong)
        else:
            without = _without_quotes(entry, wrong, quotes, quoting)
        if isinstance(event, DecisionTaken):
            # The letter of a decision repeats all of it, and stands in a file of its own.
            (quoting.discard if without is event else quoting.add)(entry.proceeding)
        yield entry if without is event else replace(entry, event=without)


def _withheld(entries: Sequence[Recorded], entry: Recorded, wrong: Mapping[int, int]) -> Withheld:
    by = wrong[entry.seq]
    left = about_nobody(entries, by) if entry.seq == entries[0].seq else None
    return Withheld(name_of(entry.event), by, passed(entry), left, sealed=entry.event)


def _without_quotes(
    entry: Recorded, wrong: Mapping[int, int], quotes: "Quotes", quoting: set[int | None]
) -> Event:
    """An entry that is told, without what it repeats; what was written later repeats nothing."""
    of_decision = isinstance(entry.event, LetterMade | LetterCorrected)
    if entry.seq > max(wrong.values()) and not of_decision:
        return entry.event
    event = entry.event
    match event:
        case EntryWithdrawn() | WithdrawalProposed() if _says_why(entry, wrong):
            event = replace(event, why="")
        case LetterMade() if entry.proceeding in quoting:
            event = _without_files(event)
        case LetterCorrected(letter=letter) if letter and quoting:
            event = replace(event, letter=_without_files(letter))
        case DecisionTaken():
            event = quotes.out_of_decision(event)
        case HearingSent() | FindingOverridden():
            event = _letter_too(event, quotes.out_of(event))
        case _:
            if posted_with(event):
                event = _letter_too(event, quotes.out_of(event))
    return event


def _letter_too(event: Event, without: Event) -> Event:
    """An entry without what it repeated, and so without the file of the letter that says it."""
    letter = posted_with(event)
    if without is event or letter is None:
        return without
    bare: Event = replace(cast("Any", without), letter=_without_files(letter))
    return bare


L = TypeVar("L", bound=LetterDocument)


def _without_files(letter: L) -> L:
    """A letter that is known to have been, and is not handed out."""
    copies = tuple(replace(one, document_sha256="") for one in letter.copies)
    return replace(letter, document_sha256="", copies=copies)


def _says_why(entry: Recorded, wrong: Mapping[int, int]) -> bool:
    """Whether it says why something is withheld: it withdrew it, or proposed to."""
    proposes = isinstance(entry.event, WithdrawalProposed) and entry.event.seq in wrong
    return proposes or entry.seq in wrong.values()


# ---------------------------------------------------------------- what is repeated


@dataclass(frozen=True, slots=True)
class Quotes:
    """What may be repeated of withheld entries: texts, papers with their ids, facts, hearings."""

    texts: tuple[str, ...]
    papers: tuple[Evidence, ...]
    ids: frozenset[str]
    facts: tuple[tuple[str, GivenFact], ...]
    hearings: frozenset[tuple[object, object]]

    @staticmethod
    def of(entries: Sequence[Recorded], wrong: Mapping[int, int]) -> "Quotes":
        """Those of the entries `wrong`, but for what an entry that stands says as well."""
        gone = [entry.event for entry in entries if entry.seq in wrong]
        stand = [
            entry.event
            for entry in entries
            if not (entry.seq in wrong or _says_why(entry, wrong))
            and not isinstance(entry.event, DecisionTaken | NotTold)
        ]
        said, papers, facts = _texts_of(stand), _papers(stand), _facts(stand)
        lost = [paper for paper in _papers(gone) if paper not in papers]
        return Quotes(
            tuple(sorted(_texts_of(gone) - said, key=len, reverse=True)),
            tuple(lost),
            frozenset(paper.id for paper in lost) - {paper.id for paper in papers},
            tuple(fact for fact in _facts(gone) if fact not in facts),
            frozenset((e.sent_on, e.deadline_on) for e in gone if isinstance(e, HearingSent)),
        )

    def out_of_decision(self, taken: DecisionTaken) -> DecisionTaken:
        """A decision without what it took over; then without how it was judged by it."""
        decision = self._of_case(taken.decision)
        if (decision := self.out_of(decision)) == taken.decision:
            return taken
        judged = tuple(one for one in taken.trace.findings if one.about not in self.ids)
        trace = self.out_of(replace(taken.trace, findings=judged, explanation=""))
        return replace(taken, decision=decision, trace=trace)

    def _of_case(self, decision: Decision) -> Decision:
        heard = decision.hearing
        if heard is not None and (heard.sent_on, heard.deadline_on) in self.hearings:
            heard = None
        facts = {n: given for n, given in decision.facts.items() if (n, given) not in self.facts}
        papers = tuple(paper for paper in decision.evidence if paper not in self.papers)
        return replace(decision, facts=facts, evidence=papers, hearing=heard)

    def out_of(self, value: V) -> V:
        """Any value, of JSON too, without the texts and the ids; itself where it has none."""
        found = self._without(value)
        return value if found == value else cast("V", found)

    def _without(self, value: object) -> object:
        if isinstance(value, str):
            for text in self.texts:
                value = value.replace(text, TAKEN_OUT)
        elif isinstance(value, Mapping):
            return {name: self.out_of(one) for name, one in value.items()}
        elif isinstance(value, tuple | list):
            kept = (one for one in value if not (isinstance(one, str) and one in self.ids))
            return type(value)(self.out_of(one) for one in kept)
        elif is_dataclass(value) and not isinstance(value, type):
            parts = {one.name: getattr(value, one.name) for one in fields(value)}
            return replace(value, **{name: self.out_of(one) for name, one in parts.items()})
        return value


def _papers(events: Sequence[Event]) -> list[Evidence]:
    added = [event.evidence for event in events if isinstance(event, EvidenceAdded)]
    return added + [event.paper for event in events if isinstance(event, NeedAssessed)]


def _facts(events: Sequence[Event]) -> list[tuple[str, GivenFact]]:
    noted = [
        (event.name, GivenFact(event.value, event.source, event.dated))
        for event in events
        if isinstance(event, FactNoted)
    ]
    asked = [
        (UNANSWERED, unanswered(event.sent_on, event.answer_by))
        for event in events
        if isinstance(event, InformationRequested)
    ]
    return noted + asked


def _texts_of(value: object, name: str = "") -> set[str]:
    """The texts in a value that are long enough to be known again, and their sentences."""
    if name in _NO_TEXTS or isinstance(value, Enum):
        return set()
    if isinstance(value, str):
        whole, sentences = value.strip(), map(str.strip, _SENTENCES.split(value))
        long = {one for one in sentences if len(one) >= _SHORTEST_SENTENCE}
        return long | {whole} if len(whole) >= _SHORTEST_TEXT else long
    parts: list[tuple[str, object]] = []
    if isinstance(value, FactNoted):  # what it is called and its value are codes
        parts = [("source", value.source)]
    elif isinstance(value, Mapping):
        parts = list(value.items())
    elif isinstance(value, tuple | list):
        parts = [(name, one) for one in value]
    elif is_dataclass(value) and not isinstance(value, type):
        parts = [(one.name, getattr(value, one.name)) for one in fields(value)]
    return set().union(*(_texts_of(one, called) for called, one in parts))
