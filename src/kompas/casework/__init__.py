"""The case and its decision: plain values, no I/O.

`decision` holds the draft decision with its typed grounds; `elements` says which of the
parts that the law asks for a draft contains; `decision_facts` are the facts that norms ask about
the decision itself.
"""

from kompas.casework.amounts import Amounts, amounts
from kompas.casework.decision import (
    Citizen,
    ComplaintGuidance,
    Contact,
    Cost,
    Decision,
    DecisionForm,
    DecisionKind,
    Evidence,
    EvidenceKind,
    Facility,
    Ground,
    PartyHearing,
    Statement,
)
from kompas.casework.decision_facts import decision_facts
from kompas.casework.elements import missing_of, said

__all__ = [
    "Amounts",
    "Citizen",
    "ComplaintGuidance",
    "Contact",
    "Cost",
    "Decision",
    "DecisionForm",
    "DecisionKind",
    "Evidence",
    "EvidenceKind",
    "Facility",
    "Ground",
    "PartyHearing",
    "Statement",
    "amounts",
    "decision_facts",
    "missing_of",
    "said",
]
