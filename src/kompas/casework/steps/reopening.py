"""A closed case is taken up again, and why: it goes on from where it stood when it was closed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kompas.casework.case import Case
from kompas.casework.context import Context, Refusal
from kompas.casework.intervention import Intervention
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Speech
from kompas.inputs import EntryNumber, Reason
from kompas.words import N_, _

_CLOSED = "case_closed"


@event("case_reopened")
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopened(Event):
    """The case goes on. `help_resumes`: the help that stopped with the case runs again, as it was
    granted; it is not said where none did. `closings` are the entries that closed it, which it
    undoes; they are filled in.
    """

    why: Reason
    help_resumes: bool | None = None
    closings: tuple[EntryNumber, ...] = ()


class ReopenCase(Step[CaseReopened, CaseReopened]):
    """What was open when the case ended is open again where it stood, with the deadline that it
    had: the citizen has waited since.
    """

    event = command = CaseReopened
    title = N_("Sag genåbnet")
    ask = N_("Genåbn sagen")
    order = 245
    builds = True
    explained = True
    when_closed = True
    shown_everywhere = True
    labels = {"why": N_("Hvorfor"), "help_resumes": N_("Hjælpen løber igen")}

    def ready(self, case: Case) -> bool:
        """It has ended, and it is somebody's."""
        return case.ended_by is not None and case.citizen is not None

    def not_ready(self, case: Case) -> Refusal:
        """It is open, or was opened on the wrong citizen."""
        if case.citizen is None:
            return Refusal(
                "opened_on_wrong_citizen",
                _("Sagen var oprettet på en forkert borger og er tom. Den kan ikke genåbnes."),
                _("Opret en ny sag om den rigtige borger."),
            )
        return Refusal(
            "not_closed",
            _("Sagen er ikke lukket, så der er intet at genåbne."),
            _("Gå videre i sagen, som den står."),
        )

    def record(self, here: Here, command: CaseReopened, context: Context) -> CaseReopened:
        """With what closed it: more than one entry where a complaint came in between."""
        case = here.case
        out, first = set(case.withdrawn), case.ended_by or 0
        later = (one.seq for one in case.trail if one.name == _CLOSED and one.seq > first)
        return replace(command, closings=(first, *(seq for seq in later if seq not in out)))

    def names(self, event: CaseReopened) -> tuple[int, ...]:
        """What closed it."""
        return event.closings

    def against(self, here: Here, event: CaseReopened, context: Context) -> Iterator[Refusal]:
        """It says whether the help runs again, where some stopped, and only there."""
        stopped = stopped_with(here.case)
        if stopped is not None and event.help_resumes is None:
            yield Refusal(
                "help_not_said",
                _("Hjælpen stoppede, da sagen blev lukket. Der står ikke, om den løber igen."),
                _("Skriv, om borgeren får hjælpen igen, som den var bevilget."),
            )
        if stopped is None and event.help_resumes:
            yield Refusal(
                "no_help_stopped",
                _("Der løb ingen hjælp, da sagen blev lukket."),
                _("Skal borgeren have hjælp, så modtag en ansøgning i sagen."),
            )

    def on_case(self, case: Case, event: CaseReopened, entry: Recorded) -> Case:
        """It is open, with what ended when it did."""
        return changed(
            case,
            ended_on=None,
            ended_by=None,
            proceedings=tuple(
                _open_again(one) if ended_with(case, one) else one for one in case.proceedings
            ),
            interventions=tuple(
                _runs_again(one) if event.help_resumes and one == stopped_with(case) else one
                for one in case.interventions
            ),
        )

    def says(self, event: CaseReopened, s: Speech) -> str:
        """Why."""
        return event.why


def ended_with(case: Case, one: Proceeding) -> bool:
    """Whether a proceeding ended by the entry that ended its case."""
    return one.closed_by is not None and one.closed_by == case.ended_by


def stopped_with(case: Case) -> Intervention | None:
    """The help that stopped when its case ended; None where none did."""
    last = case.interventions[-1] if case.interventions else None
    by_end = last is not None and last.stopped is not None and last.stopped.by == case.ended_by
    return last if by_end else None


def _open_again(one: Proceeding) -> Proceeding:
    return changed(
        one,
        status=one.closed_from or one.status,
        closed_on=None,
        closed_by=None,
        closed_from=None,
    )


def _runs_again(one: Intervention) -> Intervention:
    was = one.stopped.ends_on if one.stopped else one.ends_on
    return replace(one, running=True, ends_on=was, stopped=None)
