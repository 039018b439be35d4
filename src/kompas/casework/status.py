"""Where a proceeding stands; what may follow what, each step says for itself (`casework.steps`).

`docs/case-flow.md` is drawn from both.
"""

from collections.abc import Mapping
from enum import StrEnum

from kompas.words import N_


class Status(StrEnum):
    """How far a proceeding has come."""

    NEW = "new"
    RECEIVED = "received"
    REMITTED = "remitted"
    RUNNING = "running"
    INFORMED = "informed"
    EARLY_HELP = "early_help"
    ASSESSED = "assessed"
    RECOMMENDED = "recommended"
    AT_PANEL = "at_panel"
    PANEL_DECIDED = "panel_decided"
    DECIDED = "decided"
    SENT = "sent"
    COMPLAINED = "complained"
    REVIEWED = "reviewed"
    AT_BOARD = "at_board"
    BOARD_DECIDED = "board_decided"
    CLOSED = "closed"


S = Status

STATUS_TEXTS: Mapping[Status, str] = {
    S.NEW: N_("ny"),
    S.RECEIVED: N_("ansøgning modtaget"),
    S.REMITTED: N_("hjemvist af Ankestyrelsen"),
    S.RUNNING: N_("løbende bevilling"),
    S.INFORMED: N_("årsag og behov afdækket"),
    S.EARLY_HELP: N_("tidlig forebyggende indsats"),
    S.ASSESSED: N_("udredt"),
    S.RECOMMENDED: N_("indstillet"),
    S.AT_PANEL: N_("på visitationsudvalgets dagsorden"),
    S.PANEL_DECIDED: N_("besluttet af visitationsudvalget"),
    S.DECIDED: N_("afgjort"),
    S.SENT: N_("afgørelsen sendt"),
    S.COMPLAINED: N_("klage modtaget"),
    S.REVIEWED: N_("klagen genvurderet"),
    S.AT_BOARD: N_("hos Ankestyrelsen"),
    S.BOARD_DECIDED: N_("afgjort af Ankestyrelsen"),
    S.CLOSED: N_("lukket"),
}
"""Where a proceeding stands, in words."""
