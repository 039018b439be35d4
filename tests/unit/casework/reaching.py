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
        ways = [place for place in places(kind).values() if status in place.allowed]
        onward = {to for place in ways for to in (place.to, place.or_to) if to is not None}
        left += onward - found
        found |= onward
    return frozenset(found)
