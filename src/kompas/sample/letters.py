"""Real letters for the cases of the demo whose letter waits to be sent.

Drawing a town makes no PDF, which would take longer than all the rest; what a drawn case says of
its letter is made up. Here the letters that somebody is about to read and send are really made, by
the same door as on the screen.
"""

from datetime import datetime

from kompas.accounts.lookup import viewer_of
from kompas.casework.status import Status
from kompas.norms import Library
from kompas.processes.letters import LetterStored, make_letter
from kompas.processes.reading import folded, read
from kompas.register.models import CaseSummary

PURPOSE = "Eksempelby bygges"


def make_letters(library: Library, now: datetime) -> int:
    """Make the letters of the cases that stand as decided and have one; how many were made."""
    waiting = CaseSummary.objects.filter(status=Status.DECIDED.value, assigned_to__isnull=False)
    made = 0
    for case_id, username in waiting.values_list("case_id", "assigned_to"):
        viewer = viewer_of(username or "")
        if viewer is None:
            continue
        on = folded(read(case_id, viewer, PURPOSE, now=now)).current
        if on is None or on.letter is None:
            continue
        made += isinstance(make_letter(case_id, viewer, library=library, now=now), LetterStored)
    return made
