"""Letters that are no decision: composed from what the form says, made, kept and recorded as sent.

A hearing, a delay, a request for information, a missing plan; and a slip in a letter that was sent,
put right by a new one. Nothing is stored of a letter that lacks something, and only the letter that
was read on the screen is recorded (`digest`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any, cast
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.accounts.lookup import UnitTerms, terms_of
from kompas.casework.case import Case
from kompas.casework.commands import Belongs, Refused
from kompas.casework.context import Refusal
from kompas.casework.decision import Contact
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Command, Recorded, danish_day
from kompas.casework.steps.action_plan_letter import ActionPlanLetterSent
from kompas.casework.steps.delay_notice import DelayNotified
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.information_request import InformationRequested
from kompas.casework.steps.letter_correction import LetterCorrected
from kompas.casework.steps.sending import LetterSent
from kompas.casework.taken_decision import LetterChannel, LetterCopy, PostedLetter, Recipient
from kompas.letters import (
    Letter,
    Notice,
    NoticeKind,
    compose_notice,
    notice_clauses_of,
    readability_of,
)
from kompas.letters.correcting import corrected, mended_letter, no_slips
from kompas.letters.pdf import sheet_of, to_pdf
from kompas.norms import Library
from kompas.processes.act import Acted, perform
from kompas.processes.attach_document import Undone
from kompas.processes.draft_decision import letter_of
from kompas.processes.judgement import replay
from kompas.processes.letters import copies_of, printed, titles
from kompas.processes.party import Party, party_of
from kompas.processes.reading import as_recorded, folded
from kompas.register import access, documents
from kompas.words import _

NOTICES = (HearingSent, DelayNotified, InformationRequested, ActionPlanLetterSent, LetterCorrected)
"""What a letter can be made to, besides a decision."""


@dataclass(frozen=True, slots=True)
class Writing:
    """What a letter is written from: the case, its record and proceeding, the day, who signs."""

    case: Case
    on: Proceeding | None
    entries: Sequence[Recorded]
    terms: UnitTerms | None
    party: Party | None
    contact: Contact
    library: Library


def notice_letter(command: Command, w: Writing) -> Letter | Refused:
    """The letter to what a form says, as it stands; or why there is none to it."""
    if isinstance(command, LetterCorrected):
        return _correcting(command, w)
    if isinstance(command, InformationRequested) and command.asked_of is not None:
        return Refused((_to_another(),))
    return _composed(_notice(command, w), w)


def digest(letter: Letter) -> str:
    """What a letter says, in short: the same for the same letter alone."""
    return sha256(sheet_of(letter).data.encode("utf-8", "surrogatepass")).hexdigest()


def signed_by(name: str, title: str, phone: str, email: str, w: Case, library: Library) -> Contact:
    """Who signs: the user; reached as the municipality is where they have no way of their own."""
    reached = library.words.contacts.get(w.municipality)
    ways = (phone or None, email or None)
    if reached is not None and not any(ways):
        ways = (reached.phone, reached.email)
    return Contact(name=name, title=title or None, phone=ways[0], email=ways[1])


# ---------------------------------------------------------------- what it says


def _composed(notice: Notice, w: Writing) -> Letter:
    book = notice_clauses_of(w.library, notice.kind.value, notice.service)
    return compose_notice(notice, w.library, book)


def _notice(command: Command, w: Writing) -> Notice:
    """What each of the letters says."""
    papers = {one.id: one for one in w.case.papers}
    match command:
        case HearingSent():
            return _of(
                NoticeKind.HEARING, command.sent_on, w,
                days={"answer_by": command.deadline_on}, texts={"told": command.told},
                papers=tuple(papers[one] for one in command.evidence if one in papers),
            )  # fmt: skip
        case DelayNotified():
            promised = w.on.decide_by if w.on else None
            days = {"expected_on": command.expected_on, "promised_on": promised}
            return _of(
                NoticeKind.DELAY, command.notified_on, w, days=days, texts={"why": command.why}
            )
        case InformationRequested():
            asked = w.on.requests if w.on else ()
            before = next((one.sent_on for one in asked if one.seq == command.reminds), None)
            days = {"answer_by": command.answer_by, "asked_before_on": before}
            texts = {"asks_for": command.asks_for}
            return _of(NoticeKind.INFORMATION_REQUEST, command.sent_on, w, days=days, texts=texts)
        case ActionPlanLetterSent():
            days = {"answer_by": command.answer_by}
            texts = {"words": command.words}
            return _of(NoticeKind.ACTION_PLAN, command.sent_on, w, days=days, texts=texts)
        case _:
            raise TypeError(type(command))


def _of(
    kind: NoticeKind, written_on: date, w: Writing, *, days: dict[str, date | None], **said: Any
) -> Notice:
    return Notice(
        kind=kind,
        service=w.case.service,
        municipality=w.case.municipality,
        unit=w.terms.norms_unit if w.terms else None,
        citizen=w.party.citizen if w.party else w.case.citizen,
        contact=w.contact,
        case_number=w.case.case_number,
        written_on=written_on,
        of_complaint=w.on is not None and w.on.kind.value == "complaint",
        days={name: day for name, day in days.items() if day is not None},
        **said,
    )


def _correcting(command: LetterCorrected, w: Writing) -> Letter | Refused:
    """The first letter anew with its slips put right; refused for what is no slip."""
    first = _first(command.corrects, w)
    if isinstance(first, Refused):
        return first
    letter, sent_on, until = first
    for one in _corrections(command.corrects, w):
        letter, sent_on = mended_letter(letter, one.slips), one.sent_on
    against = tuple(_not_a_slip(one.place, command, absent=one.is_absent)
                    for one in no_slips(letter, command.slips))  # fmt: skip
    if against:
        return Refused(against)
    days = {"corrected_on": sent_on, "complaint_until": until}
    notice = _of(NoticeKind.CORRECTION, command.sent_on, w, days=days, slips=command.slips)
    return corrected(letter, command.slips, _composed(notice, w))


def _corrections(seq: int, w: Writing) -> Iterator[LetterCorrected]:
    """The letters by which one was corrected before, the first that went out first."""
    for entry in w.entries:
        event = entry.event
        stands = entry.seq not in w.case.withdrawn
        if isinstance(event, LetterCorrected) and event.corrects == seq and stands:
            yield event


def _first(seq: int, w: Writing) -> tuple[Letter, date, date | None] | Refused:
    """The letter of an entry as it was sent, its day, and until when one may complain of it."""
    entry = next((one for one in w.entries if one.seq == seq), None)
    event = entry.event if entry else None
    taken = next((one for one in w.case.decisions if one.sent_by == seq), None)
    if isinstance(event, LetterSent) and taken is not None:
        again = replay(taken, w.library)
        if again.judgement is None:
            return Refused((_norms_moved(),))
        decision = taken.decision
        if w.party is not None:
            decision = replace(decision, citizen=w.party.citizen)
        found = letter_of(decision, again.judgement, w.library)
        if isinstance(found, Refused):
            return found
        return found.letter, event.sent_on, taken.complaint.day if taken.complaint else None
    if entry is None or not isinstance(event, NOTICES) or isinstance(event, LetterCorrected):
        return Refused((_no_letter(seq),))
    if event.letter is None:
        return Refused((_sent_elsewhere(seq),))
    on = next((one for one in w.case.proceedings if one.entry == entry.proceeding), None)
    made = notice_letter(event, replace(w, on=_as_it_was(on, event)))
    return made if isinstance(made, Refused) else (made, entry.valid_from, None)


def _as_it_was(on: Proceeding | None, event: Command) -> Proceeding | None:
    """The proceeding as the letter saw it: of a delay, without the day that it promised itself."""
    if on is None or not isinstance(event, DelayNotified):
        return on
    earlier = [one.expected_on for one in on.delays if one.notified_on < event.notified_on]
    return replace(on, promised=earlier[-1] if earlier else None)


# ---------------------------------------------------------------- sent


@dataclass(frozen=True, slots=True)
class Posting:
    """How a letter goes out: the way, the letter that was read (`digest`), who sets it.

    `days_confirmed`: its days are right, far apart as they lie.
    """

    channel: LetterChannel
    read: str
    contact: Contact
    pdf_of: Callable[[Letter], bytes] = to_pdf
    days_confirmed: bool = False


def post(  # noqa: PLR0913 - as `act`
    case_id: UUID,
    command: Command,
    posting: Posting,
    by: Staff,
    *,
    library: Library,
    now: datetime,
    belongs: Belongs = None,
) -> Acted | Refused:
    """Make the letter to a command, keep it, and record the command as sent with it.

    Refused with everything that the letter lacks, where it is another than the one that was read,
    and as `act`. Raises as `act`, and `documents.StorageFull`; nothing is then stored.
    """
    try:
        with access.acting(by, holding=case_id):
            return _posted(case_id, command, posting, by, library, now, belongs)
    except Undone as undone:
        return undone.forgotten()


def _posted(  # noqa: PLR0913, PLR0917 - as `post`
    case_id: UUID,
    command: Command,
    posting: Posting,
    by: Staff,
    library: Library,
    now: datetime,
    belongs: Belongs,
) -> Acted | Refused:
    before = as_recorded(case_id)
    case = folded(before)
    on = next((one for one in case.proceedings if one.entry == belongs), None)
    party = party_of(case, library, danish_day(now))
    w = Writing(case, on, before, terms_of(case.unit), party, posting.contact, library)
    letter = notice_letter(command, w)
    if isinstance(letter, Refused):
        return letter
    if against := tuple(_against(letter, posting)):
        return Refused(against)
    recipients = party.recipients if party else ()
    made = printed(copies_of(letter, recipients), posting.pdf_of)
    if isinstance(made, Refused):
        return made
    files = tuple(
        documents.add(case_id, title, BytesIO(pdf), by.username, now)
        for title, pdf in zip(titles(letter, recipients, library), made, strict=True)
    )
    sent = _with(command, _posted_letter(letter, recipients, files, posting.channel))
    acted = perform(
        before,
        sent,
        by,
        library=library,
        now=now,
        belongs=belongs,
        days_confirmed=posting.days_confirmed,
    )
    if isinstance(acted, Refused):
        raise Undone(acted, *(file.sha256 for file in files))
    return acted


def _with(command: Command, letter: PostedLetter) -> Command:
    """The command with its letter, which also tells what follows where no answer comes."""
    if isinstance(command, InformationRequested):
        return replace(command, letter=letter, consequence_told=True)
    told: Command = replace(cast("Any", command), letter=letter)
    return told


def _posted_letter(
    letter: Letter,
    recipients: Sequence[Recipient],
    files: Sequence[documents.Document],
    channel: LetterChannel,
) -> PostedLetter:
    return PostedLetter(
        document_sha256=files[0].sha256,
        lix=round(readability_of(letter).lix),
        copies=tuple(
            LetterCopy(to=to, document_sha256=file.sha256)
            for to, file in zip(recipients, files, strict=False)
        ),
        channel=channel,
    )


def _against(letter: Letter, posting: Posting) -> Iterator[Refusal]:
    for part in letter.missing:
        yield Refusal(part.code, part.text, part.remedy, part.source or "")
    if digest(letter) != posting.read:
        yield Refusal(
            "another_letter",
            _("Brevet er blevet et andet, siden du læste det."),
            _("Læs det igen, og send det så."),
        )


# ---------------------------------------------------------------- why not


def _to_another() -> Refusal:
    return Refusal(
        "not_to_the_citizen",
        _("Kompas laver kun brevet til borgeren selv."),
        _("Skriv til den anden, som I plejer, og registrér det her."),
    )


def _not_a_slip(place: int, command: LetterCorrected, *, absent: bool) -> Refusal:
    slip = command.slips[place]
    if absent:
        return Refusal(
            "not_in_letter",
            _("»{was}« står ikke i brevet.").format(was=slip.was),
            _("Skriv ordene, præcis som de står i brevet."),
        )
    return Refusal(
        "of_substance",
        _("»{was}« er en del af det, der er besluttet, eller af reglerne.").format(was=slip.was),
        _("Det rettes ikke med et brev. Tag sagen op igen, og træf en ny afgørelse, eller send en "
          "ny høring eller besked."),
        _("forvaltningsloven § 24"),
    )  # fmt: skip


def _norms_moved() -> Refusal:
    return Refusal(
        "norms_changed",
        _("Reglerne er ændret, så brevet kan ikke laves igen, som det var."),
        _("Skriv rettelsen i et brev uden for Kompas, og læg det på sagen."),
    )


def _no_letter(seq: int) -> Refusal:
    return Refusal(
        "no_such_letter",
        _("Registrering nr. {seq} er ikke et brev, der er sendt.").format(seq=seq),
        _("Vælg et brev, der er sendt fra sagen."),
    )


def _sent_elsewhere(seq: int) -> Refusal:
    return Refusal(
        "sent_elsewhere",
        _("Brevet i registrering nr. {seq} er ikke lavet i Kompas.").format(seq=seq),
        _("Ret det, hvor det er skrevet, og læg det rettede brev på sagen."),
    )
