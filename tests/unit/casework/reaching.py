"""Where the flow of a kind of proceeding leads: the statuses that its steps reach."""

from kompas.casework.flows import Place, ProceedingKind
from kompas.casework.status import Status
from kompas.casework.steps import STEPS


def places(kind: ProceedingKind) -> dict[str, Place]:
    """The places of the steps in a flow, by the names of their events."""
    return {name: step.flows[kind] for name, step in STEPS.items() if kind in step.flows}


def reached(kind: ProceedingKind, start: Status = Status.NEW) -> frozenset[Status]:
    """The statuses that a proceeding of a kind can come to from one, that one too."""
    found, left = {start}, [start]
    while left:
        status = left.pop()
        onward = {
            place.to
            for place in places(kind).values()
            if place.to is not None and status in place.allowed
        }
        left += onward - found
        found |= onward
    return frozenset(found)
