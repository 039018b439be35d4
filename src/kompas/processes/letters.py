"""The letter of a decision: composed, made a PDF, kept with the case, and recorded.

Nothing is stored of a letter that lacks something.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.casework import Decision
from kompas.casework.commands import Refused, place
from kompas.casework.context import Refusal
from kompas.casework.record import danish_day
from kompas.casework.steps import STEPS
from kompas.casework.steps.letter import LetterMade
from kompas.inputs.cpr import cpr_fault
from kompas.letters import Letter, plain_text, readability_of
from kompas.letters.letter import text_of
from kompas.letters.pdf import UnprintableTextError, to_pdf
from kompas.norms import Library
from kompas.processes.act import Acted, perform
from kompas.processes.drafting import letter_of
from kompas.processes.filing import Undone
from kompas.processes.judging import Replayed, replay
from kompas.processes.party import party_of
from kompas.processes.reading import folded, visible
from kompas.register import access, documents
from kompas.words import _


@dataclass(frozen=True, slots=True)
class LetterStored:
    """The letter was made: what came of the case, the letter, and the file that holds it."""

    acted: Acted
    letter: Letter
    document: documents.Document


def make_letter(
    case_id: UUID, by: Staff, *, library: Library, now: datetime, belongs: int | None = None
) -> LetterStored | Refused:
    """Make the PDF of a proceeding's decision, keep it as a document, and record LetterMade.

    `belongs` is the proceeding, where there is more than one with a decision to send.

    Refused with everything that the letter lacks, when a blocking finding stands open, and when
    the norms are no longer those that the decision was judged by. Raises as `act`, and
    `documents.StorageFull`; nothing is then stored.
    """
    try:
        with access.acting(by):
            return _made(case_id, by, library, now, belongs)
    except Undone as undone:
        return undone.forgotten()


def _made(
    case_id: UUID, by: Staff, library: Library, now: datetime, belongs: int | None
) -> LetterStored | Refused:
    before = visible(case_id)
    case = folded(before)
    here = place(case, STEPS["letter_made"], belongs)
    if isinstance(here, Refusal):
        decided = any(one.decision for one in case.proceedings)
        return Refused((here if decided else _no_decision(),))
    taken = here.proceeding.decision
    if taken is None:
        return Refused((_no_decision(),))
    party = party_of(case, library, danish_day(now))
    decision = taken.decision
    if party is not None:
        decision = replace(decision, citizen=party.citizen)
    found = _composed(decision, replay(taken, library), library)
    if isinstance(found, Refused):
        return found
    letter, pdf = found
    title = text_of(letter.title) or _("Afgørelse")
    document = documents.add(case_id, title, BytesIO(pdf), by.username, now)
    made = LetterMade(
        document_sha256=document.sha256,
        lix=round(readability_of(letter).lix),
        recipients=party.recipients if party else (),
    )
    acted = perform(before, made, by, library=library, now=now, belongs=here.proceeding.entry)
    if isinstance(acted, Refused):
        raise Undone(acted, document.sha256)
    return LetterStored(acted, letter, document)


def _composed(
    decision: Decision, again: Replayed, library: Library
) -> tuple[Letter, bytes] | Refused:
    """The letter and its PDF, or why it cannot be made."""
    if again.judgement is None or again.differences:
        remedy = _("Træf afgørelsen igen efter de regler, der gælder nu.")
        return Refused(tuple(Refusal("norms_changed", d, remedy) for d in again.differences))
    found = letter_of(decision, again.judgement, library)
    if isinstance(found, Refused):
        return found
    letter = found.letter
    lacks = tuple(_lacks(letter))
    if lacks:
        return Refused(lacks)
    try:
        return letter, to_pdf(letter)
    except UnprintableTextError as error:
        return Refused(
            (
                Refusal(
                    "unprintable",
                    str(error),
                    _("Ret teksten i afgørelsen, eller navnet på borgerens side."),
                ),
            )
        )


def _lacks(letter: Letter) -> Iterator[Refusal]:
    for part in letter.missing:
        yield Refusal(part.code, part.text, part.remedy, part.source or "")
    told = {part.code for part in letter.missing}
    if "cpr" not in told and any(cpr_fault(n) is None for n in _NUMBER.findall(plain_text(letter))):
        yield Refusal(
            "cpr",
            _("Der står et CPR-nummer i brevet, måske i sagsnummeret eller adressen."),
            _("Slet det. Et brev viser ikke CPR-numre."),
        )


_NUMBER = re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)")


def _no_decision() -> Refusal:
    return Refusal(
        "no_decision",
        _("Der er ikke truffet en afgørelse."),
        _("Træf afgørelsen, før brevet laves."),
    )
