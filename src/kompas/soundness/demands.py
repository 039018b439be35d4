"""What a ground demands that the draft does not show, each thing told in one place only."""

from collections.abc import Iterator

from kompas.casework import Ground
from kompas.norms import Demand, GroundType, Shape, Status
from kompas.soundness.subject import Subject


def lacking(subject: Subject, ground: Ground, ground_type: GroundType) -> tuple[Demand, ...]:
    """What a ground demands and the draft does not show.

    What a duty asks for too is told there, and not a second time here.
    """
    told = frozenset(_asked_by_duties(subject))
    return tuple(
        one
        for one in subject.not_shown(ground, ground_type)
        if not one.elements or not told.issuperset(subject.missing_elements(one))
    )


def _asked_by_duties(subject: Subject) -> Iterator[str]:
    """The elements that some rule demands of the decision."""
    answers = subject.assessment.answers.values() if subject.assessment else ()
    for answered in answers:
        if answered.question.shape is Shape.DUTIES:
            for result in answered.rows:
                if result.status in (Status.HOLDS, Status.UNKNOWN):
                    yield from result.row.requires
