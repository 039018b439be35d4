"""What the referral panel was told of a case at one meeting, and what came of it (FW-18, FW-19)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kompas.casework.fold import fold
from kompas.casework.record import Recorded
from kompas.casework.steps.panel_decision import PanelDecided
from kompas.casework.steps.panel_deferral import PanelDeferred
from kompas.casework.steps.panel_meeting import PutToPanel
from kompas.casework.steps.recommendation import RecommendationMade


@dataclass(frozen=True, slots=True)
class Heard:
    """A proceeding at a meeting: what was recommended, and what the panel decided or found missing.

    `outcome` is None where the panel has not come to it. `written_by` wrote it down.
    """

    proceeding: int | None
    recommendation: RecommendationMade | None
    outcome: PanelDecided | PanelDeferred | None
    written_by: str | None


def heard(entries: Sequence[Recorded], meets_on: date) -> tuple[Heard, ...]:
    """How the proceedings of a case stood at the meeting of a day; none where it was not put to it.

    Entries that were withdrawn do not count. Of one that was deferred and put to a later meeting,
    each meeting tells its own.
    """
    gone = set(fold(entries).withdrawn)
    standing = [entry for entry in entries if entry.seq not in gone]
    put = (
        entry.proceeding
        for entry in standing
        if isinstance(entry.event, PutToPanel) and entry.event.meets_on == meets_on
    )
    return tuple(
        _heard([entry for entry in standing if entry.proceeding == proceeding], meets_on)
        for proceeding in dict.fromkeys(put)
    )


def _heard(standing: Sequence[Recorded], meets_on: date) -> Heard:
    """The meeting as the entries of one proceeding tell of it."""
    recommendation, written, at_meeting = None, None, False
    for entry in standing:
        event = entry.event
        if isinstance(event, RecommendationMade) and not at_meeting:
            recommendation = event
        elif isinstance(event, PutToPanel):
            at_meeting = event.meets_on == meets_on
            written = None if at_meeting else written
        elif at_meeting and isinstance(event, PanelDecided | PanelDeferred):
            written, at_meeting = (event, entry.by), False
    outcome, by = written or (None, None)
    return Heard(standing[0].proceeding, recommendation, outcome, by)
