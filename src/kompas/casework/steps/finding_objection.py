"""Whoever works with a decision says that a finding of the check is wrong, and why.

The finding stands until the draft, the rule or somebody's override
says otherwise. It is gathered beside the rule for those who keep the norms
(`kompas.casework.finding_reviews`).
"""

from dataclasses import dataclass

from kompas.casework.flows import WAITING
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Step
from kompas.casework.timeline import Speech
from kompas.inputs import Code, LongOrBlank, Reason, ShortOrBlank
from kompas.words import N_


@event("finding_disputed")
@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDisputed(Event):
    """A finding is held to be wrong: `says` is how it was worded, `about` what it is about."""

    code: Code
    about: ShortOrBlank
    says: LongOrBlank = ""
    why: Reason


class DisputeFinding(Step[FindingDisputed, FindingDisputed]):
    """It stands beside all else, of a draft as of a decision that was taken."""

    event = command = FindingDisputed
    title = N_("Indvending mod en mangel")
    flows = WAITING
    explained = True
    labels = {
        "code": N_("Mangel"),
        "about": N_("Om"),
        "says": N_("Manglen"),
        "why": N_("Hvorfor den er forkert"),
    }

    def on_proceeding(
        self, proceeding: Proceeding, event: FindingDisputed, entry: Recorded
    ) -> Proceeding:
        """One more finding that somebody holds to be wrong."""
        return changed(proceeding, disputed=(*proceeding.disputed, (event.code, event.about)))

    def says(self, event: FindingDisputed, s: Speech) -> str:
        """Why, and of which finding."""
        return f"{event.says or event.about}: {event.why}"
