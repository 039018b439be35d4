"""What the referral panel was told of a case at one meeting, and what came of it (FW-18, FW-19)."""

from collections.abc import Sequence
from dataclasses import dataclass

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


def heard(entries: Sequence[Recorded], put: int) -> Heard | None:
    """How the entry that put a proceeding to a meeting went on; None where it does not stand.

    Entries that were withdrawn do not count. Of one that was deferred and put to a later meeting,
    each meeting tells its own.
    """
    gone = set(fold(entries).withdrawn)
    standing = [entry for entry in entries if entry.seq not in gone]
    there = next((one for one in standing if one.seq == put), None)
    if there is None or not isinstance(there.event, PutToPanel):
        return None
    own = [one for one in standing if one.proceeding == there.proceeding]
    before = (one.event for one in reversed(own) if one.seq < put)
    advised = next((one for one in before if isinstance(one, RecommendationMade)), None)
    outcome, by = None, None
    for one in own:
        if one.seq > put and isinstance(one.event, PutToPanel):
            break
        if one.seq > put and isinstance(one.event, PanelDecided | PanelDeferred):
            outcome, by = one.event, one.by
            break
    return Heard(there.proceeding, advised, outcome, by)
