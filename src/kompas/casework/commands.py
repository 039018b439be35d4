"""May this be recorded? Commands come in; events or refusals with reasons go out.

Most commands are the event that they ask for: it is recorded when the status table and the rules
of its kind allow it. `TakeDecision` and `SendLetter` work out more. Nothing here does I/O: what is
needed from outside comes in the `Context`.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from kompas.casework import steps
from kompas.casework.case import GIVING, Case, grant_after
from kompas.casework.deadlines import months_after, number, received_on, weeks_after
from kompas.casework.decision import Decision, DecisionForm
from kompas.casework.record import EVENTS, NewEvent, name_of
from kompas.casework.rules import Context, Refusal, reasons
from kompas.casework.status import STATUS_TEXTS, STEP_TEXTS, STEPS, Status
from kompas.words import _

__all__ = ["Context", "Decided", "Refusal", "Refused", "SendLetter", "TakeDecision", "decide"]


@dataclass(frozen=True, slots=True)
class Refused:
    """The command changed nothing; `reasons` say why."""

    reasons: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """The events that the command makes."""

    events: tuple[NewEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeDecision:
    """Take the decision that a draft describes; what it was judged by comes with the context."""

    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class SendLetter:
    """Send the letter of the decision."""

    channel: steps.LetterChannel
    sent_on: date


_WORKED_OUT = (steps.DecisionTaken, steps.LetterSent)
"""What nobody may say outright: it comes of `TakeDecision` and `SendLetter`."""


def decide(case: Case | None, command: Any, context: Context) -> Decided | Refused:
    """What a command makes of a case (None for one that does not exist yet).

    Raises TypeError for what is no command.
    """
    case = case or Case(case_id=UUID(int=0))
    event = _event(case, command, context)
    if isinstance(event, Refusal):
        return Refused((event,))
    name = name_of(event)
    if case.status not in STEPS[name].allowed:
        return Refused((out_of_order(name, case.status),))
    if against := reasons(case, event, context):
        return Refused(against)
    return Decided((NewEvent(event, context.valid_from or context.today),))


def _event(case: Case, command: Any, context: Context) -> Any:
    """The event that a command asks for, with what must be worked out; or why there is none."""
    if isinstance(command, TakeDecision):
        if context.trace is None:
            return Refusal(
                "not_judged", _("Afgørelsen er ikke efterprøvet."), _("Kør kontrollen først.")
            )
        return steps.DecisionTaken(decision=command.decision, trace=context.trace)
    if isinstance(command, SendLetter):
        return _letter_sent(case, command, context)
    if isinstance(command, steps.ApplicationReceived) and command.decide_by is None:
        return replace(command, decide_by=_decide_by(command, context))
    if type(command) not in EVENTS.values() or isinstance(command, _WORKED_OUT):
        raise TypeError(type(command))
    return command


def _decide_by(application: steps.ApplicationReceived, context: Context) -> date | None:
    weeks = number(context.standard, "processing_deadline", {}) if context.standard else None
    weeks = weeks or context.deadline_weeks
    return weeks_after(application.received_on, weeks) if weeks else None


def _letter_sent(case: Case, command: SendLetter, context: Context) -> steps.LetterSent | Refusal:
    standard, known = context.standard, _known(case, context)
    days = number(standard, "letter_receipt", known) if standard else None
    if days is None and command.channel is steps.LetterChannel.LETTER:
        return Refusal(
            "not_coded",
            _("Der er ikke lagt regler ind om, hvornår et brev anses for modtaget."),
            _("Send brevet med Digital Post, eller få reglerne lagt ind."),
        )
    weeks = number(standard, "complaint_deadline", known) if standard else None
    got = received_on(command.sent_on, command.channel, days or 0)
    return steps.LetterSent(
        channel=command.channel,
        sent_on=command.sent_on,
        received_on=got,
        complaint_until=weeks_after(got, weeks) if weeks and _appealable(case) else None,
        follow_up_due=_follow_up(case, command, context),
    )


def _known(case: Case, context: Context) -> dict[str, Any]:
    if case.decision is None or context.standard is None:
        return {}
    kind = case.decision.decision.kind.value
    return {"decision_kind": context.standard.code("decision_kind", kind)}


def _appealable(case: Case) -> bool:
    """Actual administration cannot be appealed (principle decision 76-17)."""
    form = case.decision.decision.form if case.decision else None
    return form is not DecisionForm.ADMINISTRATIVE_ACT_ONLY


def _follow_up(case: Case, command: SendLetter, context: Context) -> date | None:
    """When the help that runs after the decision is to be followed up; None where none runs."""
    if case.decision is None or grant_after(case.decision.decision, case.grant) is None:
        return None
    if case.decision.decision.kind not in GIVING:
        return case.follow_up_due
    standard = context.standard
    months = number(standard, "follow_up_months", _known(case, context)) if standard else None
    return months_after(command.sent_on, months) if months else None


def out_of_order(name: str, status: Status) -> Refusal:
    """Why an event may not happen while a case stands where it does."""
    text = _("»{step}« kan ikke registreres, når sagen står på »{status}«.")
    allowed = [_(STATUS_TEXTS[one]) for one in Status if one in STEPS[name].allowed]
    if status is Status.NEW:
        remedy = _("Opret sagen først, med en ansøgning eller en løbende bevilling.")
    elif STEPS[name].allowed == {Status.NEW}:
        remedy = _("Opret en ny sag.")
    else:
        remedy = _("Det kan ske, når sagen står på: {allowed}.").format(allowed=", ".join(allowed))
    shown = text.format(step=_(STEP_TEXTS[name]), status=_(STATUS_TEXTS[status]))
    return Refusal("out_of_order", shown, remedy)
