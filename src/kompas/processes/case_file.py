"""The whole file of a case as one paper: to print, to hand over, to send to the appeals board.

First what the case is, then every entry in full in the order in which it was recorded, then the
files, page by page. That it was made leaves a trace.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.accounts.names import names_of
from kompas.casework.address import PROTECTED
from kompas.casework.case import Case
from kompas.casework.record import NotTold, Recorded, danish_day, name_of
from kompas.casework.status import STATUS_TEXTS
from kompas.casework.steps import step_of, title_of
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.withdrawal_proposal import answer_of
from kompas.casework.timeline import Speech
from kompas.limits import LONGEST_PRINTED_TEXT, MOST_PAGES, MOST_PIXELS, MOST_PRINTED_LINES
from kompas.norms import Library
from kompas.papers.paper import Attachment, Grid, LeftOut, Pairs, Paper, Section, Text
from kompas.processes.reading import Entries, checked, files_of, folded, visible
from kompas.register import access, documents, log, summaries
from kompas.words import _, language

Day = Callable[[date], str]


def case_file(
    case_id: UUID, by: Staff, purpose: str, *, library: Library, now: datetime, day: Day
) -> Paper:
    """What is printed. `day` words a date. Raises as `reading.read`.

    A file that cannot be printed (Word, a broken or locked PDF, one that is too large) is named in
    its place, and why.
    """
    with access.acting(by):
        entries = visible(case_id)
        files = files_of(case_id, entries)
        line = summaries.one(by, case_id)
        what = access.What.EXPORT
        access.note(by.username, now, what, checked(purpose), case_id=case_id)
    names = names_of({entry.by for entry in entries})
    protected = line is not None and line.citizen_protected
    speech = Speech(library.words, day, lambda username: names.get(username, username), protected)
    return _paper(folded(entries), entries, files, speech, now)


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
        *(((_("Beskyttelse"), _(PROTECTED)),) if speech.protected else ()),
        (_("CPR-nummer"), _number(citizen.cpr) if citizen and citizen.cpr else "–"),
        (_("Sagsnummer"), case.case_number),
        (_("Sagen står på"), _(STATUS_TEXTS[case.status])),
        (_("Åbnet"), speech.day(case.opened_on) if case.opened_on else "–"),
        (_("Udskrevet"), speech.day(danish_day(now))),
        (_("Registreringer"), str(len(entries))),
        (_("Filer"), str(len(files))),
    )
    return Paper(
        title=_("Sagsakter {number}").format(number=case.case_number),
        author="Kompas",
        head=head,
        sections=(Section(_("Sagens registreringer"), level=1), *_grouped(case, entries, speech)),
        contents=_("Indhold"),
        page_of=_("Side {page} af {pages}"),
        attachments=tuple(map(_attachment, reversed(files))),
        not_shown=_not_shown(),
        language=language(),
    )


def _number(cpr: str) -> str:
    return f"{cpr[:6]}-{cpr[6:]}"


def _grouped(case: Case, entries: Entries, speech: Speech) -> Iterator[Section]:
    """The entries in their order; facts that were noted one after the other stand together."""
    by_number = {entry.seq: entry for entry in entries}
    for noted, run in groupby(entries, key=lambda entry: _noted(case, entry)):
        together = tuple(run)
        if noted is None or len(together) == 1:
            yield from _sections(case, together, speech, by_number)
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


def _sections(
    case: Case, entries: Entries, speech: Speech, others: Mapping[int, Recorded]
) -> Iterator[Section]:
    for entry in entries:
        recorded = _("Registreret {day} af {name}").format(
            day=speech.day(danish_day(entry.recorded_at)), name=speech.name(entry.by)
        )
        if entry.seq in case.withdrawn:
            recorded += " · " + _("annulleret")
        if isinstance(entry.event, log.ErasedEvent):
            gone = _("Indholdet er slettet efter arkivreglerne.")
            yield Section(_heading(entry, entry.event.type), (Text(recorded), Text(gone)))
            continue
        if isinstance(entry.event, NotTold):
            of_another = _("Journaliseret på forkert borger. Indholdet hører ikke til sagen.")
            yield Section(_heading(entry, entry.event.type), (Text(recorded), Text(of_another)))
            continue
        if answer := answer_of(entry, others):
            heading = f"{entry.seq}. {answer.title}"
            yield Section(heading, (Text(recorded), Text(answer.says)))
            continue
        step = step_of(entry.event)
        lines = tuple(step.says_in_full(entry.event, speech))
        says = step.says(entry.event, speech)
        blocks = (Text(recorded), Pairs(lines) if lines else Text(says))
        yield Section(_heading(entry, name_of(entry.event)), blocks)


def _heading(entry: Recorded, name: str) -> str:
    return f"{entry.seq}. {title_of(name)}"


def _not_shown() -> dict[LeftOut, str]:
    """Why a file is named and not printed, in the reader's words."""
    fetch = _("Hent den fra sagen i Kompas.")
    why = {
        LeftOut.KIND: _("Filen kan ikke gengives her."),
        LeftOut.PAGES: _("Filen har flere end {most} sider og er ikke trykt her.").format(
            most=MOST_PAGES
        ),
        LeftOut.PIXELS: _("Billedet er på flere end {most} millioner punkter.").format(
            most=MOST_PIXELS // 1_000_000
        ),
        LeftOut.TEXT: _("Teksten er på flere end {most} tegn eller {lines} linjer.").format(
            most=LONGEST_PRINTED_TEXT, lines=MOST_PRINTED_LINES
        ),
        LeftOut.WHOLE: _("Der var ikke plads til filen sammen med de andre."),
        LeftOut.PROCESSOR: _("Filen tager for lang tid at trykke."),
        LeftOut.MEMORY: _("Filen kræver for meget hukommelse at trykke."),
    }
    return {reason: f"{text} {fetch}" for reason, text in why.items()}


def _attachment(document: documents.Document) -> Attachment:
    return Attachment(document.title, document.media_type, documents.path_of(document))
