"""The whole file of a case as one PDF: to print, to hand over, to send to the appeals board.

First what the case is, then every entry in full in the order in which it was recorded, then the
files, page by page. That it was made leaves a trace.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.accounts.names import names_of
from kompas.casework.case import Case
from kompas.casework.record import Recorded, danish_day, name_of
from kompas.casework.status import STATUS_TEXTS
from kompas.casework.steps import step_of, title_of
from kompas.casework.steps.fact import FactNoted
from kompas.casework.timeline import Speech
from kompas.norms import Library
from kompas.papers.paper import Attachment, Grid, Pairs, Paper, Section, Text
from kompas.papers.pdf import to_pdf
from kompas.processes.reading import Entries, checked, folded, visible
from kompas.register import access, documents, log
from kompas.words import _, language

Day = Callable[[date], str]


def case_file(
    case_id: UUID, by: Staff, purpose: str, *, library: Library, now: datetime, day: Day
) -> bytes:
    """The PDF. `day` words a date. Raises as `reading.read`.

    A file that cannot be printed (Word, a broken or locked PDF) is named in its place.
    """
    with access.acting(by):
        entries = visible(case_id)
        files = documents.of_case(case_id)
        what = access.What.EXPORT
        access.note(by.username, now, what, checked(purpose), case_id=case_id)
    names = names_of({entry.by for entry in entries})
    speech = Speech(library.words, day, lambda username: names.get(username, username))
    return to_pdf(_paper(folded(entries), entries, files, speech, now), now)


def _paper(
    case: Case,
    entries: Entries,
    files: Sequence[documents.Document],
    speech: Speech,
    now: datetime,
) -> Paper:
    citizen = case.citizen
    head = (
        (_("Borger"), citizen.name if citizen else _("(slettet)")),
        (_("CPR-nummer"), _number(citizen.cpr) if citizen and citizen.cpr else "–"),
        (_("Sagsnummer"), case.case_number),
        (_("Sagen står på"), _(STATUS_TEXTS[case.status])),
        (_("Åbnet"), speech.day(case.opened_on) if case.opened_on else "–"),
        (_("Udskrevet"), speech.day(danish_day(now))),
        (_("Poster"), str(len(entries))),
        (_("Filer"), str(len(files))),
    )
    return Paper(
        title=_("Sagsakter {number}").format(number=case.case_number),
        author="Kompas",
        head=head,
        sections=(Section(_("Sagens poster"), level=1), *_grouped(case, entries, speech)),
        contents=_("Indhold"),
        page_of=_("Side {page} af {pages}"),
        attachments=tuple(map(_attachment, reversed(files))),
        not_shown=_("Filen kan ikke gengives her. Hent den fra sagen i Kompas."),
        language=language(),
    )


def _number(cpr: str) -> str:
    return f"{cpr[:6]}-{cpr[6:]}"


def _grouped(case: Case, entries: Entries, speech: Speech) -> Iterator[Section]:
    """The entries in their order; facts that were noted one after the other stand together."""
    for noted, run in groupby(entries, key=lambda entry: _noted(case, entry)):
        together = tuple(run)
        if noted is None or len(together) == 1:
            yield from _sections(case, together, speech)
        else:
            yield _facts(together, speech)


def _noted(case: Case, entry: Recorded) -> tuple[date, str] | None:
    """On which day and by whom a fact was noted that still stands; None for all else."""
    stands = isinstance(entry.event, FactNoted) and entry.seq not in case.withdrawn
    return (danish_day(entry.recorded_at), entry.by) if stands else None


def _facts(entries: Entries, speech: Speech) -> Section:
    """Facts as a table: the number of each entry, what, the value, and where it is from."""
    first, last = entries[0], entries[-1]
    recorded = _("Registreret {day} af {name}").format(
        day=speech.day(danish_day(first.recorded_at)), name=speech.name(first.by)
    )
    rows = []
    for entry in entries:
        said = tuple(step_of(entry.event).says_in_full(entry.event, speech))
        (name, value), *origin = said
        rows.append((f"{entry.seq}.", name, value, ", ".join(text for _label, text in origin)))
    header = (_("Nr."), _("Oplysning"), _("Værdi"), _("Kilde"))
    heading = _("{first}–{last}. Oplysninger noteret").format(first=first.seq, last=last.seq)
    return Section(heading, (Text(recorded), Grid(header, tuple(rows))))


def _sections(case: Case, entries: Entries, speech: Speech) -> Iterator[Section]:
    for entry in entries:
        recorded = _("Registreret {day} af {name}").format(
            day=speech.day(danish_day(entry.recorded_at)), name=speech.name(entry.by)
        )
        if entry.seq in case.withdrawn:
            recorded += " · " + _("trukket tilbage")
        if isinstance(entry.event, log.ErasedEvent):
            gone = _("Indholdet er slettet efter arkivreglerne.")
            heading = _heading(entry, entry.event.type)
            yield Section(heading, (Text(recorded), Text(gone)))
            continue
        step = step_of(entry.event)
        lines = tuple(step.says_in_full(entry.event, speech))
        says = step.says(entry.event, speech)
        blocks = (Text(recorded), Pairs(lines) if lines else Text(says))
        yield Section(_heading(entry, name_of(entry.event)), blocks)


def _heading(entry: Recorded, name: str) -> str:
    return f"{entry.seq}. {title_of(name)}"


def _attachment(document: documents.Document) -> Attachment:
    try:
        content = documents.path_of(document).read_bytes()
    except OSError:
        # Named all the same: that a file of the case is missing is for the reader to know.
        return Attachment(document.title, "", b"")
    return Attachment(document.title, document.media_type, content)
