"""What happened in a case: who, when, what; also as it was known on a day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from django.http import HttpResponse

from kompas.casework.record import NotTold, Recorded, danish_day, name_of
from kompas.casework.steps import step_of
from kompas.casework.steps.document import DocumentAttached
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.withdrawal import EntryWithdrawn
from kompas.casework.steps.withdrawal_proposal import WithdrawalProposed, answer_of
from kompas.casework.trail import out_of
from kompas.casework.wrong_citizen import Withheld
from kompas.desk.case_file import PAST, CaseFile, of_case
from kompas.desk.proceedings import title_of
from kompas.inputs.cpr import with_hidden
from kompas.register.log import ErasedEvent
from kompas.web import filters, parameters
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest
from kompas.words import _

_SHORT = 160
_MAY_BE_EVIDENCE = (FactNoted, DocumentAttached, NoteWritten)


@dataclass(frozen=True, slots=True)
class Told:
    """An entry in words. `valid_from` is None where it holds from the day it was recorded.

    `withdrawn_by` is the entry that withdrew it, `ended` says so and `why` what that says; `erased`
    says on what ground its content is gone, `withheld` that it is of another citizen. `evidence`
    says whether it can be made a paper of the case, `own` whether somebody recorded it on purpose,
    and may withdraw it. `proceeding` is the one in which it was recorded, in a case that has
    several.
    """

    seq: int
    name: str
    by: str
    at: datetime
    valid_from: date | None
    short: str = ""
    full: tuple[tuple[str, str], ...] = ()
    withdrawn_by: int | None = None
    ended: str = ""
    why: str = ""
    erased: str = ""
    erased_at: datetime | None = None
    withheld: bool = False
    evidence: bool = False
    own: bool = True
    proceeding: str = ""


@of_case
def timeline(request: SignedInRequest, file: CaseFile) -> HttpResponse:
    """Every entry, the newest first."""
    asked = parameters.word(request.GET, PAST)
    context = {
        "file": file,
        "here": "case_timeline",
        "entries": told(file),
        "not_a_past_day": bool(asked) and file.past is None,
        "asked": asked,
    }
    return page(request, "case/timeline.html", context)


def told(file: CaseFile, most: int | None = None) -> tuple[Told, ...]:
    """The entries of a case in words, the newest first; with `most` only so many of them."""
    entries = file.opened.entries
    by_number = {entry.seq: entry for entry in entries}
    out = out_of(file.case.trail)
    newest = reversed(entries) if most is None else islice(reversed(recorded(file)), most)
    return tuple(_told(file, entry, out.get(entry.seq), by_number) for entry in newest)


def recorded(file: CaseFile) -> tuple[Recorded, ...]:
    """What somebody recorded: without the deadlines, which follow of it by themselves."""
    return tuple(one for one in file.opened.entries if not _follows(one))


def _follows(entry: Recorded) -> bool:
    """Whether nobody recorded it: what it follows of is withdrawn, it is not."""
    return not isinstance(entry.event, NotTold) and not step_of(entry.event).asked


def _not_told(entry: Recorded, event: NotTold, by: str) -> Told:
    """An entry of which is told that it was there, and why not more."""
    told = Told(
        seq=entry.seq, name=filters.step(event.type), by=by, at=entry.recorded_at, valid_from=None
    )
    match event:
        case ErasedEvent(erased_at=at, why=why):
            return replace(told, erased=why or _("efter arkivreglerne"), erased_at=at)
        case Withheld(by=withdrawal):
            return replace(told, withheld=True, withdrawn_by=withdrawal)
        case _:
            return told


def _told(
    file: CaseFile,
    entry: Recorded,
    withdrawn_by: int | None,
    others: Mapping[int, Recorded],
) -> Told:
    by = file.name(entry.by)
    if isinstance(entry.event, NotTold):
        return _not_told(entry, entry.event, by)
    step = step_of(entry.event)
    answer = answer_of(entry, others)
    text = with_hidden(answer.says if answer else step.says(entry.event, file.speech))
    in_full = () if answer else step.says_in_full(entry.event, file.speech)
    full = tuple((label, with_hidden(said)) for label, said in in_full)
    return Told(
        seq=entry.seq,
        name=answer.title if answer else filters.step(name_of(entry.event)),
        by=by,
        at=entry.recorded_at,
        valid_from=None if entry.valid_from == danish_day(entry.recorded_at) else entry.valid_from,
        short=shortened(text),
        full=full if len(full) > 1 or text != shortened(text) else (),
        withdrawn_by=withdrawn_by,
        ended=_ended(entry, withdrawn_by, others),
        why=_why(others.get(withdrawn_by or 0)),
        evidence=isinstance(entry.event, _MAY_BE_EVIDENCE) and not is_evidence(file, entry),
        own=not _follows(entry),
        proceeding=_title_of(file, entry.proceeding),
    )


def _title_of(file: CaseFile, proceeding: int | None) -> str:
    """The proceeding of an entry; empty for what is the case's, and where there is one alone."""
    of_case = file.case.proceedings
    found = (title_of(one) for one in of_case if one.entry == proceeding)
    return next(found, "") if len(of_case) > 1 else ""


def evidence_id(entry: Recorded) -> str:
    """The id of the paper that an entry is made into: one for each entry, never used twice."""
    kinds = {FactNoted: "oplysning", DocumentAttached: "dokument", NoteWritten: "notat"}
    return f"{kinds.get(type(entry.event), 'post')}-{entry.seq}"


def is_evidence(file: CaseFile, entry: Recorded) -> bool:
    """Whether what an entry brought is a paper of the case already, by whichever way."""
    event = entry.event
    same = (event.source, event.dated) if isinstance(event, FactNoted) else None
    return any(
        paper.id == evidence_id(entry) or (paper.title, paper.dated) == same
        for paper in file.case.evidence
    )


def shortened(text: str) -> str:
    """The text in a line or two, cut at a word."""
    flat = " ".join(text.split())
    if len(flat) <= _SHORT:
        return flat
    return flat[:_SHORT].rsplit(" ", 1)[0].rstrip(",.;:") + " …"


def _ended(entry: Recorded, by: int | None, others: Mapping[int, Recorded]) -> str:
    """How an entry came to stand no longer, in words; empty where it stands."""
    if by is None:
        return ""
    answer = answer_of(others[by], others) if by in others else None
    if answer and isinstance(entry.event, WithdrawalProposed):
        return answer.ended
    return _("Annulleret ved registrering nr. {seq}:").format(seq=by)


def _why(by: Recorded | None) -> str:
    return by.event.why if by is not None and isinstance(by.event, EntryWithdrawn) else ""
