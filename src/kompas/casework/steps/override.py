"""Someone other than the writer takes responsibility for going on in spite of a finding."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kompas.casework.context import Context, Refusal
from kompas.casework.flows import DECIDING, K, of_flows
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Speech
from kompas.inputs import Code, Reason, ShortOrBlank
from kompas.words import N_, _


@event("finding_overridden")
@dataclass(frozen=True, slots=True, kw_only=True)
class FindingOverridden(Event):
    """A finding was passed over, by whom the record says, and why."""

    code: Code
    about: ShortOrBlank
    why: Reason


class OverrideFinding(Step[FindingOverridden, FindingOverridden]):
    """What a rule of the law demands cannot be passed over."""

    event = command = FindingOverridden
    title = N_("Mangel fraveget")
    flows = of_flows((*DECIDING, K.COMPLAINT), S.DECIDED)
    builds = True
    explained = True
    labels = {"code": N_("Mangel"), "about": N_("Om"), "why": N_("Hvorfor")}

    def against(self, here: Here, event: FindingOverridden, context: Context) -> Iterator[Refusal]:
        """It stands open, may be overridden, and another than the writer does it."""
        taken = here.proceeding.decision
        standing = taken.blocking() if taken else ()
        named = [one for one in standing if (one.code, one.about) == (event.code, event.about)]
        if not named:
            yield Refusal(
                "no_such_finding",
                _("Afgørelsen har ikke en åben mangel af den slags."),
                _("Se manglerne ved afgørelsen."),
            )
            return
        for kept in (kept for kept in named if not kept.can_be_overridden):
            yield Refusal(
                "statutory",
                _(
                    "Det kan ikke fraviges, for loven kræver det, eller brevet kan ikke laves "
                    "uden: {text}"
                ).format(text=kept.text),
                _("Ret afgørelsen."),
                kept.source,
            )
        if taken and context.by == taken.taken_by:
            yield Refusal(
                "own_decision",
                _("Den, der har skrevet afgørelsen, kan ikke selv fravige manglen."),
                _("Bed en anden om at tage stilling."),
            )

    def on_proceeding(
        self, proceeding: Proceeding, event: FindingOverridden, entry: Recorded
    ) -> Proceeding:
        """The finding does not block any more."""
        if not proceeding.decisions:  # by the entries that hold on a day, it may not be taken yet
            return proceeding
        *earlier, taken = proceeding.decisions
        passed = replace(taken, overridden=(*taken.overridden, (event.code, event.about)))
        return changed(proceeding, decisions=(*earlier, passed))

    def says(self, event: FindingOverridden, s: Speech) -> str:
        """About what, and why."""
        return f"{event.about}: {event.why}"
