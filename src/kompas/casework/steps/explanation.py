"""Why something that help lacks is not made: it is then out of sight (FW-08, FW-09)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kompas.casework.case import Case
from kompas.casework.context import Context, Refusal
from kompas.casework.intervention import Outstanding, where_running
from kompas.casework.outstanding import ALWAYS, outstanding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Speech, tell_as
from kompas.inputs import Reason
from kompas.words import N_, _

OUTSTANDING_TEXTS: Mapping[Outstanding, str] = {
    Outstanding.FOLLOW_UP: N_("dag for opfølgning"),
    Outstanding.GOALS: N_("mål for hjælpen"),
    Outstanding.ACTION_PLAN: N_("tilbud om handleplan"),
    Outstanding.FACILITY: N_("valg af sted"),
}
tell_as(dict(OUTSTANDING_TEXTS.items()))


@event("outstanding_explained")
@dataclass(frozen=True, slots=True, kw_only=True)
class OutstandingExplained(Event):
    """Something that the help lacks is not made, and why."""

    what: Outstanding
    why: Reason


class ExplainOutstanding(Step[OutstandingExplained, OutstandingExplained]):
    """It holds for the help that runs now: with other help it is asked anew."""

    event = command = OutstandingExplained
    title = N_("Mangel begrundet")
    ask = N_("Begrund, at noget mangler")
    order = 88
    explained = True
    labels = {"what": N_("Mangler"), "why": N_("Hvorfor")}

    def ready(self, case: Case) -> bool:
        """Where something is lacking that can be done without."""
        return any(one not in ALWAYS for one in outstanding(case))

    def not_ready(self, case: Case) -> Refusal | None:
        """Nothing is lacking."""
        if case.help is None:
            return None
        return Refusal(
            "nothing_outstanding",
            _("Hjælpen mangler ikke noget, som kan begrundes væk."),
            _("Gå videre i sagen, som den står."),
        )

    def against(
        self, here: Here, event: OutstandingExplained, context: Context
    ) -> Iterator[Refusal]:
        """It is lacking, and help can be without it."""
        if event.what in ALWAYS:
            yield Refusal(
                "always_followed_up",
                _("Hjælp, der løber, skal følges op. Det kan ikke begrundes væk."),
                _("Aftal en dag for næste opfølgning."),
                _("serviceloven § 148, stk. 2"),
            )
        elif event.what not in outstanding(here.case):
            yield Refusal(
                "not_outstanding",
                _("Det mangler ikke i sagen."),
                _("Vælg noget af det, der mangler."),
            )

    def on_case(self, case: Case, event: OutstandingExplained, entry: Recorded) -> Case:
        """It is no longer asked for."""
        return changed(
            case,
            interventions=where_running(
                case.interventions,
                lambda one: replace(one, done_without=(*one.done_without, event.what)),
            ),
        )

    def says(self, event: OutstandingExplained, s: Speech) -> str:
        """What is lacking, and why."""
        return f"{_(OUTSTANDING_TEXTS[event.what])}: {event.why}"
