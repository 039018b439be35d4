"""What a ground demands that the draft does not show, each thing told in one place only."""

from kompas.casework import Ground
from kompas.norms import Demand, GroundType
from kompas.soundness.subject import Subject


def lacking(subject: Subject, ground: Ground, ground_type: GroundType) -> tuple[Demand, ...]:
    """What a ground demands and the draft does not show.

    What a duty asks for too is told there, and not a second time here.
    """
    return tuple(
        one
        for one in subject.not_shown(ground, ground_type)
        if not one.elements or not subject.demanded.issuperset(subject.missing_elements(one))
    )
