"""The forms of the steps of a case: one class for each thing that is said, which makes the command.

What has a page of its own elsewhere (facts, documents, the panel's decision, the decision, the
letter) is not here.
"""

from collections.abc import Mapping

from kompas.desk.steps.examining import (
    AddEvidence,
    AssessNeed,
    ConsiderOtherHelp,
    ReferToEarlyHelp,
    UncoverNeed,
)
from kompas.desk.steps.form import About, StepForm
from kompas.desk.steps.hearing import AnswerHearing, NotifyDelay, SendHearing
from kompas.desk.steps.keeping import Assign, CloseCase, RestrictAccess, WithdrawEntry, WriteNote
from kompas.desk.steps.planning import OfferActionPlan, PutToPanel, Recommend, SetGoals

__all__ = ["FORMS", "About", "StepForm"]

FORMS: Mapping[str, type[StepForm]] = {
    form.step: form
    for form in (
        UncoverNeed,
        ReferToEarlyHelp,
        ConsiderOtherHelp,
        AddEvidence,
        AssessNeed,
        OfferActionPlan,
        SetGoals,
        Recommend,
        PutToPanel,
        SendHearing,
        AnswerHearing,
        NotifyDelay,
        WriteNote,
        WithdrawEntry,
        Assign,
        RestrictAccess,
        CloseCase,
    )
}
"""The forms by the event that they record (`casework.status.STEPS`)."""
