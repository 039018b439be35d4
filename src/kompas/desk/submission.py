"""Doing something with a case from a form: what was refused, and whether somebody was first."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kompas.casework.commands import Belongs, Refused
from kompas.casework.context import Refusal
from kompas.casework.record import Command
from kompas.processes.act import Acted, act
from kompas.register import log
from kompas.web import parameters
from kompas.web.norms import library
from kompas.web.request_context import Visit

NEVER_SEEN = -1
"""Stands for the number of a form that brings none: of such a one the case has gone on."""
SEQ = "seq"
"""The field of a form that holds the number of the case's newest entry when it was opened."""
ONWARD = "onward"
"""What the button brings that records and leads straight to the next step."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: `acted`, or why not; `overtaken` when somebody recorded something since."""

    acted: Acted | None = None
    refusals: tuple[Refusal, ...] = ()
    overtaken: bool = False


def do(
    visit: Visit,
    case_id: UUID | None,
    command: Command,
    *,
    belongs: Belongs = None,
    seen_seq: int | None = None,
) -> Done:
    """Do what a command asks for, in the proceeding to which it belongs.

    With `seen_seq` only if what the form showed is still as it was seen.

    What is added beside all else (a note, a fact, a document) needs no `seen_seq`.
    """
    try:
        outcome = act(
            case_id,
            command,
            visit.viewer,
            library=library(),
            now=visit.now,
            belongs=belongs,
            seen_seq=seen_seq,
        )
    except log.Conflict:
        return Done(overtaken=True)
    if isinstance(outcome, Refused):
        return Done(refusals=outcome.reasons)
    return Done(acted=outcome)


def seen_seq(data: Any) -> int | None:
    """The number that a form brings back; None where it brings none, or nonsense."""
    return parameters.number(data, SEQ)
