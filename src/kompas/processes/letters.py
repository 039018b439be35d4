"""The letter of a decision: composed, made a PDF, kept with the case, and recorded.

Nothing is stored of a letter that lacks something.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.casework import Decision
from kompas.casework.address import Reader, address_for
from kompas.casework.commands import Refused, place
from kompas.casework.context import Refusal
from kompas.casework.record import danish_day
from kompas.casework.steps import STEPS
from kompas.casework.steps.letter import LetterMade
from kompas.casework.taken_decision import LetterCopy, Recipient
from kompas.inputs.cpr import holds_cpr
from kompas.letters import Letter, plain_text, readability_of
from kompas.letters.letter import addressed, text_of
from kompas.letters.pdf import to_pdf
from kompas.norms import Library
from kompas.processes.act import Acted, perform
from kompas.processes.attach_document import Undone
from kompas.processes.draft_decision import letter_of
from kompas.processes.judgement import Replayed, replay
from kompas.processes.party import party_of
from kompas.processes.reading import as_recorded, folded
from kompas.register import access, documents
from kompas.typesetting import UnprintableTextError
from kompas.words import _


@dataclass(frozen=True, slots=True)
class LetterStored:
    """The letter was made: what came of the case, the letter, and the files that hold it, one for
    each who gets it.
    """

    acted: Acted
    letter: Letter
    files: tuple[documents.Document, ...]


def make_letter(
    case_id: UUID,
    by: Staff,
    *,
    library: Library,
    now: datetime,
    belongs: int | None = None,
    pdf_of: Callable[[Letter], bytes] = to_pdf,
) -> LetterStored | Refused:
    """Make the PDF of a proceeding's decision, keep it as a document, and record LetterMade.

    `belongs` is the proceeding, where there is more than one with a decision to send. `pdf_of`
    sets the letter; what it raises goes on to the caller.

    Refused with everything that the letter lacks, when a blocking finding stands open, and when
    the norms are no longer those that the decision was judged by. Raises as `act`, and
    `documents.StorageFull`; nothing is then stored.
    """
    try:
        with access.acting(by, holding=case_id):
            return _made(case_id, by, library, now, belongs, pdf_of)
    except Undone as undone:
        return undone.forgotten()


def _made(
    case_id: UUID,
    by: Staff,
    library: Library,
    now: datetime,
    belongs: int | None,
    pdf_of: Callable[[Letter], bytes],
) -> LetterStored | Refused:
    before = as_recorded(case_id)
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
    letter = _composed(decision, replay(taken, library), library)
    if isinstance(letter, Refused):
        return letter
    recipients = party.recipients if party else ()
    pdfs = printed(copies_of(letter, recipients), pdf_of)
    if isinstance(pdfs, Refused):
        return pdfs
    files = tuple(
        documents.add(case_id, title, BytesIO(pdf), by.username, now)
        for title, pdf in zip(titles(letter, recipients, library), pdfs, strict=True)
    )
    made = LetterMade(
        document_sha256=files[0].sha256,
        lix=round(readability_of(letter).lix),
        copies=tuple(
            LetterCopy(to=to, document_sha256=file.sha256)
            for to, file in zip(recipients, files, strict=False)
        ),
    )
    acted = perform(before, made, by, library=library, now=now, belongs=here.proceeding.entry)
    if isinstance(acted, Refused):
        raise Undone(acted, *made.files)
    return LetterStored(acted, letter, files)


def copies_of(letter: Letter, recipients: Sequence[Recipient]) -> tuple[Letter, ...]:
    """The letter as each who gets it has it; as it is where nobody is named."""
    return tuple(
        addressed(letter, to.name, address_for(Reader.OWN, to.address_lines), place)
        for place, to in enumerate(recipients)
    ) or (letter,)


def titles(letter: Letter, recipients: Sequence[Recipient], library: Library) -> Iterator[str]:
    """What each file is called: not by anybody's name, but by what they are to the citizen."""
    title = text_of(letter.title) or _("Afgørelse")
    for number, to in enumerate(recipients or (None,), 1):
        if to is None or to.kind is None:
            yield title
        else:
            kind = library.representatives[to.kind].text
            yield f"{title}, brev {number} til {kind}"


def _composed(decision: Decision, again: Replayed, library: Library) -> Letter | Refused:
    """The letter, which lacks nothing; or why it cannot be made."""
    if again.judgement is None or again.differences:
        remedy = _("Træf afgørelsen igen efter de regler, der gælder nu.")
        return Refused(tuple(Refusal("norms_changed", d, remedy) for d in again.differences))
    found = letter_of(decision, again.judgement, library)
    if isinstance(found, Refused):
        return found
    lacks = tuple(_lacks(found.letter))
    return Refused(lacks) if lacks else found.letter


def printed(
    copies: Sequence[Letter], pdf_of: Callable[[Letter], bytes]
) -> tuple[bytes, ...] | Refused:
    """The PDF of each copy; or why one cannot be printed."""
    for copy in copies:
        if holds_cpr(plain_text(copy)):
            return Refused((_shows_cpr(),))
    try:
        return tuple(map(pdf_of, copies))
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


def _shows_cpr() -> Refusal:
    return Refusal(
        "cpr",
        _("Der står et CPR-nummer i brevet, måske i sagsnummeret eller adressen."),
        _("Slet det. Et brev viser ikke CPR-numre."),
    )


def _no_decision() -> Refusal:
    return Refusal(
        "no_decision",
        _("Der er ikke truffet en afgørelse."),
        _("Træf afgørelsen, før brevet laves."),
    )
