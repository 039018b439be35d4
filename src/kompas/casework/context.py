"""What a command is decided in, and why it may be refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kompas.casework.taken_decision import Recipient
from kompas.casework.trace import Trace
from kompas.norms import Measure, Standard


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command is refused: what is wrong, why (§), and what to do next."""

    code: str
    text: str
    remedy: str
    source: str = ""


class Lookup(StrEnum):
    """What a step must be told from the database, so that its rules stay pure."""

    FILES = "files"
    WORKERS = "workers"
    RECIPIENTS = "recipients"
    MEETINGS = "meetings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a command is decided in.

    `standard` are the norms of the day, None where none is coded; `standard_on` gives those of
    another day. `deadline_weeks` is the municipality's own processing deadline where the standard
    states none. `trace` is what the decision was judged by. `valid_from` is the day from which what
    is recorded holds. `days_confirmed`: who records it says that its days are right, far apart as
    they may lie (`kompas.casework.day_distances`).

    `municipality` is the one by whose rules the case's unit works. `files` are the id and SHA-256
    of each file of the case, `workers` who may do in its unit what the step asks of whom it names;
    `meetings` the planned meetings of its unit's panel, each by its id with its day;
    None where the step does not ask (`Step.lookups`). `erased` are the entries whose content is
    gone. `recipients` are those who get the citizen's letters today; None as for `files`, and where
    the register of persons does not have the citizen, who may be exempt from Digital Post, or have
    no number to get it by.
    """

    today: date
    by: str
    standard: Standard | None = None
    standard_on: Callable[[date], Standard | None] | None = None
    deadline_weeks: int | None = None
    panel_required: bool = False
    trace: Trace | None = None
    valid_from: date | None = None
    days_confirmed: bool = False
    municipality: str | None = None
    files: frozenset[tuple[str, str]] | None = None
    workers: frozenset[str] | None = None
    meetings: Mapping[str, date] | None = None
    erased: frozenset[int] = frozenset()
    recipients: tuple[Recipient, ...] | None = None
    digital_post_exempt: bool = False
    has_number: bool = True

    @property
    def measures(self) -> Mapping[str, Measure]:
        """The measures that help is told in; none where no norms are coded."""
        return self.standard.words.measures if self.standard else {}

    def norms(self, day: date) -> Standard | None:
        """The norms of a day; those of today where no others can be had."""
        return self.standard_on(day) if self.standard_on else self.standard
