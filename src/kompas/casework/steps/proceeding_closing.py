"""One proceeding ends without a decision, and why; the rest of the case goes on."""

from dataclasses import dataclass

from kompas.casework.case import Case
from kompas.casework.flows import FINAL, ProceedingKind, of_flows
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S
from kompas.casework.step import Step
from kompas.casework.steps.sending import looked_after
from kompas.casework.timeline import Speech
from kompas.inputs import Reason
from kompas.words import N_


@event("proceeding_closed")
@dataclass(frozen=True, slots=True, kw_only=True)
class ProceedingClosed(Event):
    """A proceeding ended without a decision."""

    why: Reason


class CloseProceeding(Step[ProceedingClosed, ProceedingClosed]):
    """An application is withdrawn, a follow-up shows that the help goes on as it is.

    The case ends with its last proceeding, where no help runs.
    """

    event = command = ProceedingClosed
    title = N_("Forløb afsluttet uden afgørelse")
    ask = N_("Afslut forløbet uden afgørelse")
    order = 230
    flows = of_flows(ProceedingKind, *(set(S) - FINAL - {S.NEW, S.RUNNING}), to=S.CLOSED)
    builds = True
    explained = True
    labels = {"why": N_("Hvorfor")}

    def on_proceeding(
        self, proceeding: Proceeding, event: ProceedingClosed, entry: Recorded
    ) -> Proceeding:
        """It is at its end."""
        return changed(
            proceeding,
            closed_on=entry.valid_from,
            closed_by=entry.seq,
            closed_from=proceeding.status,
        )

    def on_case(self, case: Case, event: ProceedingClosed, entry: Recorded) -> Case:
        """Help that was followed up runs on; where there is none, the case may be over."""
        interventions = case.interventions
        on = case.proceeding(entry.proceeding or 0)
        if on.kind is ProceedingKind.FOLLOW_UP and on.follow_up is None:
            interventions = looked_after(interventions, entry.valid_from)
        others = [one for one in case.open_proceedings if one.entry != entry.proceeding]
        decided = any(one.sent for one in case.decisions)
        over = not others and case.help is None and not decided
        case = changed(case, interventions=interventions)
        return changed(case, ended_on=entry.valid_from, ended_by=entry.seq) if over else case

    def says(self, event: ProceedingClosed, s: Speech) -> str:
        """Why."""
        return event.why
