"""What a check looks at: the draft, what the norms answer about it, and which grounds carry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kompas.casework import Decision, DecisionKind, Ground, missing_of
from kompas.norms import (
    Assessment,
    Carries,
    Demand,
    GroundType,
    RowResult,
    Shape,
    Status,
    Vocabulary,
)
from kompas.soundness.reading import DraftReading, Reader


@dataclass(frozen=True)
class Subject:
    """A draft under examination. `not_examined` gathers what a summary is silent on."""

    decision: Decision
    assessment: Assessment | None
    not_coded: str | None
    ground_types: Mapping[str, GroundType]
    words: Vocabulary
    reader: Reader | None = None
    not_examined: list[str] = field(default_factory=list)

    @cached_property
    def reading(self) -> DraftReading:
        """What the texts of the draft were read to say."""
        return DraftReading(self.decision, self.ground_types, self.words, self.reader)

    @cached_property
    def demanded(self) -> frozenset[str]:
        """The elements that some rule which holds, or may hold, demands of the decision."""
        return frozenset(
            element
            for answered in (self.assessment.answers.values() if self.assessment else ())
            if answered.question.shape is Shape.DUTIES
            for result in answered.rows
            if result.status in (Status.HOLDS, Status.UNKNOWN)
            for element in result.row.requires
        )

    def undecided(self, result: RowResult) -> list[str]:
        """The facts that would tell whether a row holds."""
        if self.assessment is None:
            return []
        to_ask, known = self.assessment.standard.to_ask, self.assessment.known
        return list(dict.fromkeys(fact for name in result.missing for fact in to_ask(name, known)))

    def silent(self, name: str) -> bool:
        """Whether the summary is silent on an element, fact or demand; if so it is noted."""
        if name not in self.decision.not_stated:
            return False
        if name not in self.not_examined:
            self.not_examined.append(name)
        return True

    def typed_grounds(self) -> Iterator[tuple[Ground, GroundType]]:
        """Each ground with its type: of a reason that has another type under this paragraph, that
        one.
        """
        for ground in self.decision.grounds:
            named = self.ground_types[ground.type]
            yield ground, self.ground_types[named.instead.get(self.decision.service, named.name)]

    def not_shown(
        self, ground: Ground, ground_type: GroundType, *, beside: bool = True
    ) -> tuple[Demand, ...]:
        """What the ground demands and the draft does not show; `beside`: in other grounds too."""
        return tuple(
            demand
            for demand in ground_type.demands
            if not self._is_shown(ground, demand)
            and not (beside and self._another_shows(demand))
            and not self.silent(f"ground:{ground.type}:{demand.code}")
        )

    def missing_elements(self, demand: Demand) -> tuple[str, ...]:
        """Which of the elements that would show a demand are not in the draft."""
        return tuple(
            name
            for name in demand.elements
            if missing_of(name, self.reading.spoken, self.assessment) and not self.silent(name)
        )

    def _is_shown(self, ground: Ground, demand: Demand) -> bool:
        """Whether a demand is answered in the ground or by parts of the draft, or is not made of
        decisions of this kind.
        """
        if demand.kinds and self.decision.kind not in demand.kinds:
            return True
        if self.reading.is_shown(ground, demand):
            return True
        return bool(demand.elements) and not self.missing_elements(demand)

    def _another_shows(self, demand: Demand) -> bool:
        """Whether a ground of another type says what is demanded, and is itself shown."""
        return any(
            self.reading.of_ground(other).is_there
            and not self.not_shown(other, other_type, beside=False)
            for other, other_type in self.typed_grounds()
            if other.type in demand.or_grounds
        )

    def is_about_the_help(self, ground_type: GroundType) -> bool:
        """Whether the norms know a ground of this type for this kind of help."""
        return not ground_type.services or self.decision.service in ground_type.services

    def may_carry(self, ground_type: GroundType) -> bool:
        """Whether a ground of this type can carry this kind of decision when it is shown."""
        kinds = ground_type.kinds
        alone = ground_type.carries is Carries.ALONE and (not kinds or self.decision.kind in kinds)
        return (alone or self.decision.kind in ground_type.alone_for) and self.is_about_the_help(
            ground_type
        )

    def _rests_on_another(self, ground: Ground) -> bool:
        """Whether a ground clearly rests on a subject that cannot be its reason.

        In a full grant every reason is the citizen's own.
        """
        if self.decision.kind is DecisionKind.GRANT:
            return False
        speaks = self.reading.speaks_of(ground)
        return speaks is not None and speaks.clear

    @cached_property
    def carrying(self) -> tuple[Ground, ...]:
        """The grounds that carry the decision: of a type that may, and shown in full."""
        return tuple(
            ground
            for ground, ground_type in self.typed_grounds()
            if self.may_carry(ground_type)
            and self.reading.of_ground(ground).is_there
            and not self.not_shown(ground, ground_type)
            and not self._rests_on_another(ground)
        )
