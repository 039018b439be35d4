"""A draft as it was read: which boxes say nothing, and what its grounds speak of."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from kompas.casework import Decision, Facility, Ground, Statement, said
from kompas.casework.decision import FACILITY_STATEMENTS, STATEMENTS
from kompas.norms import Demand, GroundType, Vocabulary
from kompas.norms.language import Topic
from kompas.soundness.reading.reader import Read, Reader
from kompas.soundness.reading.substance import (
    Substance,
    leads_up,
    of_answer,
    of_demand,
    of_law,
    of_reason,
    of_summary,
)
from kompas.soundness.reading.tokens import words
from kompas.soundness.reading.topics import Speaks, beginnings, hardly_tells, speaks_of

Measure = Callable[[Read, frozenset[str]], Substance]

_SAYS = Substance.SAYS
_CHANGED = "changed_since"
PARTS: Mapping[str, str] = {part: f"offer_{part}" for part in FACILITY_STATEMENTS}
"""What is said of a facility, and the element that it is."""
_NAMED = "offer"
"""The element that is its name."""


@dataclass(frozen=True, slots=True)
class Box:
    """A text of a draft: the element or demand that it answers, and what was read of it."""

    name: str
    text: str
    substance: Substance


@dataclass(frozen=True)
class DraftReading:
    """A draft, its grounds' types, and who reads it. Without a reader every text says something."""

    decision: Decision
    ground_types: Mapping[str, GroundType]
    words: Vocabulary
    reader: Reader | None

    @cached_property
    def is_summary(self) -> bool:
        """Whether the words are not the decision's own, but those of who tells of it."""
        return bool(self.decision.not_stated)

    def of_ground(self, ground: Ground) -> Substance:
        """What the text of a ground says; where the answers under it say it all, a text that only
        leads up to them is enough.
        """
        ground_type = self.ground_types[ground.type]
        heading = f"{ground_type.heading} {ground_type.text}"
        substance = self._substance(ground.text, heading, of_reason)
        if substance in (Substance.SAYS, Substance.DENIES) or self.reader is None:
            return substance
        demands = ground_type.demands
        if demands and all(map(self._is_said_of_offers, demands)) and len(words(ground.text)) > 1:
            return Substance.SAYS  # the reason is the offer, and that is accounted for
        led_up_to = leads_up(self.reader.read(ground.text), self.reader.question(heading))
        return Substance.SAYS if led_up_to and self._is_answered(ground) else substance

    def _is_answered(self, ground: Ground) -> bool:
        """Whether every demand of a ground, and there is one, has an answer that says something."""
        demands = self.ground_types[ground.type].demands
        return bool(demands) and all(
            self.of_demand(ground, demand) is Substance.SAYS or self._is_said_of_offers(demand)
            for demand in demands
        )

    def _is_said_of_offers(self, demand: Demand) -> bool:
        """Whether what is told of the offers answers a demand (`Demand.elements`)."""
        return bool(demand.elements) and self._told.issuperset(demand.elements)

    @cached_property
    def _told(self) -> frozenset[str]:
        """The elements of which something is said, beside the grounds."""
        told = {box.name for box in self.elements if box.substance is Substance.SAYS}
        if any(one.name.strip() for one in self.decision.facilities):
            told.add(_NAMED)
        return frozenset(told)

    def of_demand(self, ground: Ground, demand: Demand) -> Substance | None:
        """What the answer to a demand says; None where there is none."""
        statement = ground.shown.get(demand.code)
        if statement is None or not said(statement):
            return None
        heading = self.ground_types[ground.type].heading
        return self._substance(statement.text, f"{demand.text} {heading}", of_demand)

    def is_shown(self, ground: Ground, demand: Demand) -> bool:
        """Whether a demand is answered by a text that says something."""
        substance = self.of_demand(ground, demand)
        return substance is not None and substance.is_there

    @cached_property
    def elements(self) -> tuple[Box, ...]:
        """Each statement of the draft besides those of the grounds, by the element that it is."""
        return tuple(
            Box(element, statement.text, self._of_element(element, statement.text))
            for element, statement in _statements(self.decision)
            if said(statement)
        )

    def of_facility(self, facility: Facility) -> Iterator[tuple[str, str]]:
        """What is said of a facility, by the element that it is."""
        for part, element in PARTS.items():
            statement: Statement | None = getattr(facility, part)
            if statement is not None and said(statement):
                yield element, statement.text

    @cached_property
    def spoken(self) -> Decision:
        """The draft without the statements that say nothing: they count as missing."""
        decision = self.decision
        kept: dict[str, Any] = {
            name: self._kept(name, getattr(decision, name)) for name in STATEMENTS
        }
        return replace(
            decision,
            **kept,
            facilities=tuple(self._kept_of(one) for one in decision.facilities),
            grounds=tuple(
                one if self.of_ground(one).is_there else replace(one, text="")
                for one in decision.grounds
            ),
        )

    def _kept_of(self, facility: Facility) -> Facility:
        kept: dict[str, Any] = {
            part: self._kept(element, getattr(facility, part)) for part, element in PARTS.items()
        }
        return replace(facility, **kept)

    def _kept(self, element: str, statement: Statement | None) -> Statement | None:
        """A statement that says something, else none."""
        if statement is None or not said(statement):
            return statement
        return statement if self._of_element(element, statement.text).is_there else None

    def speaks_of(self, ground: Ground) -> Speaks | None:
        """The subject that cannot be the reason and that the ground rests on all the same."""
        if self.reader is None:
            return None
        texts = texts_of_ground(ground)
        key = ground.type, texts
        if key not in self._weighed:
            reads = [self.reader.read(text) for text in texts]
            unfit, named = self._unfit(ground)
            self._weighed[key] = speaks_of(reads, unfit, self._need) or self._mostly(reads, named)
        return self._weighed[key]

    @cached_property
    def _need(self) -> frozenset[str]:
        """How the words begin in which the draft tells of the citizen and the need."""
        told = (self.decision.need, self.decision.capacity, self.decision.wishes)
        known = self.reader
        return beginnings(known.read(one.text) for one in told if one) if known else frozenset()

    @cached_property
    def _weighed(self) -> dict[tuple[str, tuple[str, ...]], Speaks | None]:
        """What was weighed before: the checks ask more than once of the same ground."""
        return {}

    @cached_property
    def _measured(self) -> dict[tuple[str, str, Measure], Substance]:
        return {}

    def is_of_this_citizen(self, ground: Ground) -> bool:
        """Whether a ground and its answers name something that is this citizen's: a name, a paper,
        an activity, or more numbers than one, which may be that of the decision.
        """
        if self.reader is None or self.is_summary:
            return True
        marks = frozenset[str]().union(
            *(self.reader.read(text).marked for text in texts_of_ground(ground))
        )
        return len(marks) > 1 or not all(map(self.reader.is_number, marks))

    def tells_of_citizen(self, ground: Ground) -> bool:
        """Whether a ground tells what the citizen can, does, needs, has said or was seen to do, and
        not only in passing; of a type that is about something else, and in a summary, it is not
        asked.
        """
        if self.reader is None or self.is_summary:
            return True
        if ground.type not in self.reader.language.of_citizen.grounds:
            return True
        return not hardly_tells(map(self.reader.read, texts_of_ground(ground)), self._need)

    @property
    def remarks(self) -> tuple[tuple[str, str], ...]:
        """What the checks of the texts may have something to say of: the texts that do not simply
        say something, and those that speak of what cannot be the reason.
        """
        found = [(box.name, box.text) for box in self.elements if box.substance is not _SAYS]
        for ground in self.decision.grounds:
            if self.of_ground(ground) is not _SAYS:
                found.append((ground.type, ground.text))
            found += [
                (demand.code, ground.shown[demand.code].text)
                for demand in self.ground_types[ground.type].demands
                if self.of_demand(ground, demand) not in (None, _SAYS)
            ]
            if (speaks := self.speaks_of(ground)) is not None:
                found.append((speaks.topic.name, speaks.sentence))
            if not self.tells_of_citizen(ground):
                found.append((ground.type, ""))
        return tuple(found)

    def _mostly(self, reads: list[Read], named: dict[str, Topic]) -> Speaks | None:
        """The first of some subjects that a ground speaks mostly of, though it may name it."""
        spoken = (speaks_of(reads, {n: one}, self._need, named=True) for n, one in named.items())
        return next(filter(None, spoken), None)

    def _unfit(self, ground: Ground) -> tuple[dict[str, Topic], dict[str, Topic]]:
        """The subjects that may not be the reason of a ground of this type, and those of them that
        it names as a matter of course.
        """
        topics = self.reader.language.topics if self.reader else {}
        of_help = {
            name: topic
            for name, topic in topics.items()
            if ground.type not in topic.proper + topic.grounds
            and (not topic.services or self.decision.service in topic.services)
        }
        named = {name: topic for name, topic in of_help.items() if ground.type in topic.named}
        return {name: one for name, one in of_help.items() if name not in named}, named

    def _of_element(self, element: str, text: str) -> Substance:
        known = self.words.elements.get(element)
        measure = of_law if element == "form_reason" else of_answer
        substance = self._substance(text, known.text if known else "", measure)
        if element == _CHANGED and substance is not Substance.DENIES:
            # That nothing changed is an answer; what is wrong with it, `change_has_a_cause` tells.
            is_answer = self.words.phrasings.says_nothing_changed(text)
            return Substance.SAYS if is_answer else substance
        return substance

    def _substance(self, text: str, question: str, measure: Measure) -> Substance:
        if self.reader is None:
            return Substance.SAYS if text.strip() else Substance.NOTHING
        read = self.reader.read(text)
        if self.is_summary:
            return of_summary(read)
        key = text, question, measure
        if key not in self._measured:
            self._measured[key] = measure(read, self.reader.question(question))
        return self._measured[key]


def texts_of_ground(ground: Ground) -> tuple[str, ...]:
    """All that a ground says: its text, and the answers under it."""
    return (ground.text, *(statement.text for statement in ground.shown.values()))


def _statements(decision: Decision) -> Iterator[tuple[str, Statement]]:
    for name in STATEMENTS:
        statement: Statement | None = getattr(decision, name)
        if statement is not None:
            yield name, statement
    for facility in decision.facilities:
        for part, element in PARTS.items():
            of_facility: Statement | None = getattr(facility, part)
            if of_facility is not None:
                yield element, of_facility
