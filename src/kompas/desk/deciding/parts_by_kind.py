"""Which parts of the form of a decision are asked for at which kinds of decision."""

from collections.abc import Mapping

from kompas.casework.decision import DecisionKind
from kompas.casework.intervention import ADVERSE, GIVING, PROVIDER

_K = DecisionKind
ASKED_AT: Mapping[str, frozenset[DecisionKind]] = {
    "granted": GIVING,
    "granted_before": frozenset((_K.REDUCTION, _K.TERMINATION)),
    "applied_amounts": frozenset((_K.GRANT, _K.PARTIAL_REFUSAL, _K.REFUSAL)),
    "starts_on": GIVING | PROVIDER,
    "ends_on": GIVING | {_K.TERMINATION},
    "facilities": GIVING | PROVIDER | {_K.REFUSAL},
    "costs": GIVING | PROVIDER,
    "amounts": GIVING | PROVIDER,
    "changed_since": ADVERSE,
    "alternatives": ADVERSE,
    "form": PROVIDER,
}
"""The kinds of decision at which a part is asked for; one that is not named is at all of them."""
