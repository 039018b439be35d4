"""What the referral panel was told of a case at one meeting, and what came of it (FW-18, FW-19)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kompas.casework import steps
from kompas.casework.case import fold
from kompas.casework.record import Recorded


@dataclass(frozen=True, slots=True)
class Heard:
    """A case at a meeting: what was recommended, and what the panel decided or found missing.

    `outcome` is None where the panel has not come to it. `written_by` wrote it down.
    """

    recommendation: steps.RecommendationMade | None
    outcome: steps.PanelDecided | steps.PanelDeferred | None
    written_by: str | None


def heard(entries: Sequence[Recorded], meets_on: date) -> Heard | None:
    """How a case stood at the meeting of a day; None where it was not put to it.

    Entries that were withdrawn do not count. Of a case that was deferred and put to a later
    meeting, each meeting tells its own.
    """
    gone = set(fold(entries).withdrawn)
    standing = [entry for entry in entries if entry.seq not in gone]
    put = [
        place
        for place, entry in enumerate(standing)
        if isinstance(entry.event, steps.PutToPanel) and entry.event.meets_on == meets_on
    ]
    if not put:
        return None
    recommendation = None
    for entry in standing[: put[-1]]:
        if isinstance(entry.event, steps.RecommendationMade):
            recommendation = entry.event
    for entry in standing[put[-1] + 1 :]:
        if isinstance(entry.event, steps.PutToPanel):
            break
        if isinstance(entry.event, steps.PanelDecided | steps.PanelDeferred):
            return Heard(recommendation, entry.event, entry.by)
    return Heard(recommendation, None, None)
