"""Which kinds of decision a proceeding can end in, as its forms offer them."""

from collections.abc import Sequence

from kompas.casework.case import Case
from kompas.casework.decision import DecisionKind
from kompas.casework.flows import ProceedingKind
from kompas.casework.proceeding import Proceeding

OF_RUNNING_HELP = frozenset(
    (DecisionKind.REDUCTION, DecisionKind.TERMINATION, DecisionKind.PROVIDER_CHANGE)
)
"""The kinds that change help which is given already."""


def kinds_in(
    case: Case, on: Proceeding | None, held: Sequence[str] = ()
) -> tuple[DecisionKind, ...]:
    """The kinds to choose from. Where a first application is answered and no help was ever given in
    the case, there is none to reduce, move or stop. A kind that is `held` already is kept, so that
    it is seen and can be changed.
    """
    answers = on is not None and on.kind is ProceedingKind.APPLICATION
    nothing_given = answers and not case.interventions
    return tuple(
        kind
        for kind in DecisionKind
        if not (nothing_given and kind in OF_RUNNING_HELP) or kind.value in held
    )
