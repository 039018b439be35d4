"""The letter as a document, by its hash."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kompas.casework.context import Context, Lookup, Refusal
from kompas.casework.decision_basis import no_longer_carried
from kompas.casework.flows import DECIDING, K, of_flows
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S
from kompas.casework.step import Here, Step
from kompas.casework.taken_decision import LetterCopy, LetterDocument, TakenDecision
from kompas.casework.timeline import Line, Speech, line_of
from kompas.words import N_, _


@event("letter_made", version=3)
@dataclass(frozen=True, slots=True, kw_only=True)
class LetterMade(LetterDocument, Event):
    """The letter was made."""


def blocked(taken: TakenDecision | None) -> Iterator[Refusal]:
    """No decision goes out while a blocking finding stands open."""
    for kept in taken.blocking() if taken else ():
        remedy = _("Ret afgørelsen.")
        if kept.can_be_overridden:
            remedy = _("Ret afgørelsen, eller lad en anden tage stilling til manglen.")
        yield Refusal("blocking_finding", kept.text, remedy, kept.source)


class MakeTheLetter(Step[LetterMade, LetterMade]):
    """A letter belongs to one decision; taken anew, the decision has none."""

    event = command = LetterMade
    title = N_("Brev skrevet")
    ask = N_("Lav brevet")
    order = 170
    flows = of_flows((*DECIDING, K.COMPLAINT), S.DECIDED)
    builds = True
    lookups = frozenset({Lookup.FILES, Lookup.RECIPIENTS})
    labels = {"lix": N_("LIX")}

    def against(self, here: Here, event: LetterMade, context: Context) -> Iterator[Refusal]:
        """Nothing blocks the decision, and the case has the file."""
        yield from blocked(here.proceeding.decision)
        yield from no_longer_carried(here.case, here.proceeding, context)
        kept = context.files
        if kept is not None and not {*event.files} <= {sha256 for _id, sha256 in kept}:
            yield no_such_file()

    def on_proceeding(
        self, proceeding: Proceeding, event: LetterMade, entry: Recorded
    ) -> Proceeding:
        """The decision has a letter."""
        if not proceeding.decisions:  # by the entries that hold on a day, it may not be taken yet
            return proceeding
        *earlier, taken = proceeding.decisions
        return changed(proceeding, decisions=(*earlier, replace(taken, letter=event)))

    def says(self, event: LetterMade, s: Speech) -> str:
        """How easily it is read."""
        return f"LIX {event.lix}"

    def says_in_full(self, event: LetterMade, s: Speech) -> Iterator[Line]:
        """With those whom it was made to."""
        yield from super().says_in_full(event, s)
        yield from got_by(event.copies, s)


def got_by(copies: tuple[LetterCopy, ...], s: Speech) -> Iterator[Line]:
    """Each who gets a letter, with where."""
    for one in copies:
        yield from line_of(_("Til"), s.to(one.to), s)


def no_such_file() -> Refusal:
    """An entry that names a file names one that the case has."""
    return Refusal(
        "no_such_document",
        _("Sagen har ikke den fil, som posten nævner."),
        _("Lav brevet i Kompas, eller journalisér filen."),
    )
