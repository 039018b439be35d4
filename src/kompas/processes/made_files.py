"""Files that are made for whoever asks, by a worker, while a page says how far they are.

Each time a file is asked for, what it is made from is gathered anew under the user's own eyes. The
file that was made of the very same is then given; of anything else another is made. So what was
withdrawn, corrected or closed to the user meanwhile is never handed out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.casework.context import Refusal
from kompas.letters import Letter
from kompas.letters.pdf import sheet_of
from kompas.limits import LETTER_MEMORY_BYTES, LETTER_PROCESSOR_SECONDS
from kompas.papers.paper import Paper
from kompas.papers.printing import Printing
from kompas.register.environment import make_data_folder
from kompas.typesetting import UnprintableTextError, typeset_to
from kompas.words import _
from kompas.workers import orders
from kompas.workers.budget import Budget, Over
from kompas.workers.orders import Asked, Order, Phase, Run, TooManyOrders

LETTER = Budget(LETTER_PROCESSOR_SECONDS, LETTER_MEMORY_BYTES)


class BeingMade(Exception):  # noqa: N818 - what is so
    """The file is not there yet: it is being made, as `order` says."""

    def __init__(self, order: Order) -> None:
        super().__init__()
        self.order = order


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: `kind` of file, the page that asked (`back`), the case, the proceeding.

    `fields` are what that page's form said, to be said again when the file is there.
    """

    kind: str
    back: str
    case_id: UUID | None = None
    belongs: int | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


def folder() -> Path:
    """Where what was made lies, for a while."""
    return make_data_folder() / "made"


def paper(made_of: Paper, by: Staff, now: datetime, wanted: Wanted) -> Path:
    """The PDF of a paper. Raises BeingMade and TooManyOrders."""

    def make(run: Run) -> dict[str, str]:
        Printing(made_of, now, run.into, run.work, run.tell).made()
        return {}

    return _made(make, _asked(by, repr(made_of), wanted), now).path


def letter(made_of: Letter, by: Staff, now: datetime, wanted: Wanted) -> bytes:
    """The PDF of a letter. Raises BeingMade, TooManyOrders and UnprintableTextError."""
    sheet = sheet_of(made_of)

    def make(run: Run) -> dict[str, str]:
        told: dict[str, str] = run.work(typeset_to, (run.into, sheet), LETTER)
        return told

    order = _made(make, _asked(by, sheet.data, wanted), now)
    if sign := order.told.get("unprintable"):
        raise UnprintableTextError(sign)
    return order.path.read_bytes()


def find(order_id: UUID, by: Staff) -> Order | None:
    """A file that the user asked for, as far as it is."""
    return orders.find(folder(), order_id, by.username)


def forget(case_id: UUID, now: datetime) -> int:
    """Remove all that was made of a case; how many files."""
    return orders.sweep(folder(), now, case_id=str(case_id))


def sweep(now: datetime) -> int:
    """Remove what is kept no longer; how many files."""
    return orders.sweep(folder(), now)


def why_not(order: Order) -> Refusal | None:
    """Why there will be no file, and what to do; None for one that is there or on its way."""
    match order.phase:
        case Phase.OVER:
            return _over(Over(order.told["over"]))
        case Phase.STOPPED:
            return Refusal("stopped", _("Filen blev stoppet."), _("Bed om den igen, når du vil."))
        case Phase.LOST:
            return Refusal(
                "lost",
                _("Filen blev ikke færdig, måske fordi Kompas blev startet igen imens."),
                _("Bed om den igen."),
            )
        case _:
            return None


def too_many(error: TooManyOrders) -> Refusal:
    """Why no more can be asked for now."""
    what = (
        _("Du venter allerede på flere filer.")
        if error.of_one
        else _("Der bliver lavet mange filer lige nu.")
    )
    return Refusal("too_many", what, _("Prøv igen om et øjeblik."))


def _made(make: Callable[[Run], dict[str, str]], asked: Asked, now: datetime) -> Order:
    order = orders.place(folder(), asked, make, now=now)
    if order.phase is not Phase.DONE:
        raise BeingMade(order)
    return order


def _asked(by: Staff, made_of: str, wanted: Wanted) -> Asked:
    said = dict(wanted.fields)
    whole = f"{made_of}{said or ''}"
    digest = sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
    about = {"back": wanted.back, "on": wanted.belongs, "fields": said}
    case_id = str(wanted.case_id or "")
    return Asked(by.username, wanted.kind, digest, case_id, about)


def _over(over: Over) -> Refusal:
    what = {
        Over.PROCESSOR: _("Teksterne er så lange, at filen ikke kan laves."),
        Over.MEMORY: _("Teksterne fylder så meget, at filen ikke kan laves."),
        Over.CLOCK: _("Filen blev ikke færdig i tide."),
        Over.SIZE: _("Filen blev for stor."),
        Over.BROKEN: _("Filen kunne ikke laves."),
    }[over]
    remedy = (
        _("Prøv igen. Sker det igen, så sig det til din administrator med klokkeslættet.")
        if over in (Over.CLOCK, Over.BROKEN)
        else _("Forkort de længste tekster, eller læg dem på sagen som bilag.")
    )
    return Refusal(over.value, what, remedy)
