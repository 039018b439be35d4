"""The facts that norms ask about a decision itself, read off the draft."""

from collections.abc import Mapping

from kompas.casework.decision import Decision
from kompas.casework.information import UNANSWERED
from kompas.norms import GivenFact

WORKED_OUT: Mapping[str, str] = {
    "decision_kind": "kind",
    "help_ran_before": "granted_before, applied_amounts",
    "offer_pointed_to": "facilities",
    "unheard_unfavourable_facts": "evidence",
    "considerably_intrusive": "considerably_intrusive",
}
"""The facts that follow from a draft, and the part of it that each follows from."""
READ_OFF = frozenset((*WORKED_OUT, UNANSWERED))
"""The facts that the draft itself tells, or the record of the case; nobody is asked for them."""


def decision_facts(decision: Decision) -> Mapping[str, GivenFact]:
    """The draft's facts about the citizen and about the decision; the unknown are left out."""
    about = {
        "decision_kind": GivenFact(decision.kind.value),
        "help_ran_before": GivenFact(_had_what_is_asked(decision)),
        "offer_pointed_to": GivenFact(bool(decision.facilities)),
        "unheard_unfavourable_facts": GivenFact(
            any(item.unfavourable and not item.known_to_party for item in decision.evidence)
        ),
    }
    if decision.considerably_intrusive is not None:
        about["considerably_intrusive"] = GivenFact(decision.considerably_intrusive)
    silent = {name.removeprefix("fact:") for name in decision.not_stated}
    return {
        **decision.facts,
        **{name: fact for name, fact in about.items() if name not in silent},
    }


def _had_what_is_asked(decision: Decision) -> bool:
    """Whether the citizen had as much as is applied for, as far as both are told in amounts."""
    before, asked = decision.granted_before, decision.applied_amounts
    return bool(asked) and all(0 < asked[one] <= before.get(one, 0) for one in asked)
