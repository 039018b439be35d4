"""What a check looks at: the draft, what the norms answer about it, and which grounds carry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kompas.casework import Decision, Ground, missing_of, said
from kompas.norms import Assessment, Carries, Demand, GroundType, Vocabulary


@dataclass(frozen=True)
class Subject:
    """A draft under examination. `not_examined` gathers what a summary is silent on."""

    decision: Decision
    assessment: Assessment | None
    not_coded: str | None
    ground_types: Mapping[str, GroundType]
    words: Vocabulary
    not_examined: list[str] = field(default_factory=list)

    def silent(self, name: str) -> bool:
        """Whether the summary is silent on an element, fact or demand; if so it is noted."""
        if name not in self.decision.not_stated:
            return False
        if name not in self.not_examined:
            self.not_examined.append(name)
        return True

    def typed_grounds(self) -> Iterator[tuple[Ground, GroundType]]:
        """Each ground with its type."""
        return ((ground, self.ground_types[ground.type]) for ground in self.decision.grounds)

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
            if missing_of(name, self.decision, self.assessment) and not self.silent(name)
        )

    def _is_shown(self, ground: Ground, demand: Demand) -> bool:
        """Whether a demand is answered in the ground or by parts of the draft, or is not made of
        decisions of this kind.
        """
        if demand.kinds and self.decision.kind not in demand.kinds:
            return True
        if said(ground.shown.get(demand.code)):
            return True
        return bool(demand.elements) and not self.missing_elements(demand)

    def _another_shows(self, demand: Demand) -> bool:
        """Whether a ground of another type says what is demanded, and is itself shown."""
        return any(
            other.text.strip() and not self.not_shown(other, other_type, beside=False)
            for other, other_type in self.typed_grounds()
            if other.type in demand.or_grounds
        )

    def is_about_the_help(self, ground_type: GroundType) -> bool:
        """Whether the norms know a ground of this type for this kind of help."""
        return not ground_type.services or self.decision.service in ground_type.services

    def may_carry(self, ground_type: GroundType) -> bool:
        """Whether a ground of this type can carry this kind of decision when it is shown."""
        kinds = ground_type.kinds
        return (
            ground_type.carries is Carries.ALONE
            and (not kinds or self.decision.kind in kinds)
            and self.is_about_the_help(ground_type)
        )

    @cached_property
    def carrying(self) -> tuple[Ground, ...]:
        """The grounds that carry the decision: of a type that may, and shown in full."""
        return tuple(
            ground
            for ground, ground_type in self.typed_grounds()
            if self.may_carry(ground_type)
            and ground.text.strip()
            and not self.not_shown(ground, ground_type)
        )
