"""The files and papers of a case: taken in, listed, opened, made what a decision rests on."""

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from kompas.casework import Evidence, EvidenceKind
from kompas.casework.commands import Refused
from kompas.casework.record import NotTold, Recorded
from kompas.casework.steps.document import DocumentAttached
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.letter import LetterMade
from kompas.casework.steps.note import NoteWritten
from kompas.desk.case_file import CaseFile, of_case
from kompas.desk.screens.timeline import evidence_id, is_evidence, shortened
from kompas.desk.steps.examining import EVIDENCE_TEXTS
from kompas.desk.submission import do
from kompas.files.kind import ENDINGS
from kompas.files.name import file_name
from kompas.processes import attach_document
from kompas.processes.open_case import open_file
from kompas.register import documents as files
from kompas.web import parameters
from kompas.web.fields import Choice, Day, Line, Tick, later
from kompas.web.norms import library
from kompas.web.rendering import page, url_of_page
from kompas.web.request_context import SignedInRequest
from kompas.words import N_, _

PURPOSE = "Åbnede et dokument i sagen"
_SHOWN_IN_THE_BROWSER = frozenset({"application/pdf", "image/png"})
_OF_A_FILE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""A file from outside runs nothing and fetches nothing, whatever is in it."""
HELD, CLEAN = "held", "clean"
"""Fields of the form: a file that was refused and is held, and that a clean copy is wanted."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A file of the case. `seq` is the entry that brought it, None for one without."""

    document: files.Document
    seq: int | None
    dated: date | None
    by: str
    is_letter: bool
    withdrawn: bool
    is_evidence: bool


class AttachForm(forms.Form):
    """A file that comes into a case."""

    file = forms.FileField(
        label=N_("Fil"),
        help_text=N_("PDF, PNG, JPEG, tekst eller Word."),
        error_messages={
            "required": later(N_("Vælg en fil.")),
            "empty": later(N_("Filen er tom.")),
        },
    )
    title = Line(
        N_("Hvad er det?"), N_("Et kort emne, fx »Udtalelse fra bostedet«. Intet CPR-nummer.")
    )
    dated = Day(N_("Dokumentets dato"))


class EvidenceForm(forms.Form):
    """What is said of a paper when it is made one that a decision can rest on."""

    title = Line(N_("Titel"))
    kind = Choice(N_("Hvad er det?"), [(kind.value, text) for kind, text in EVIDENCE_TEXTS.items()])
    dated = Day(N_("Dato"))
    unknown_to_party = Tick(N_("Borgeren kender det ikke endnu"))
    unfavourable = Tick(
        N_("Det taler imod borgeren"),
        N_("Sæt begge krydser, hvis borgeren skal høres om det (forvaltningsloven § 19)."),
    )


# ---------------------------------------------------------------- files


@of_case
def listed(request: SignedInRequest, file: CaseFile) -> HttpResponse:
    """The files and papers of the case."""
    form = AttachForm(initial={"dated": file.visit.today}, label_suffix="")
    return _page(request, file, form)


@of_case
def attach(request: SignedInRequest, file: CaseFile) -> HttpResponse:
    """Take a file in."""
    visit = file.visit
    if request.method == "GET":  # who comes back to the answer of a form
        return _to_documents(file)
    form = AttachForm(request.POST, request.FILES, label_suffix="")
    held = attach_document.held_file(
        parameters.ticket(request.POST, HELD), file.case.case_id, visit.viewer
    )
    form.fields["file"].required = held is None
    if not form.is_valid():
        return _page(request, file, form, status=422)
    given = form.cleaned_data
    with ExitStack() as opened_files:
        content = given["file"] or opened_files.enter_context(_opened(held))
        paper = attach_document.Paper(
            given["title"], content, given["dated"], CLEAN in request.POST
        )
        try:
            done = attach_document.attach(
                file.case.case_id, paper, visit.viewer, library=library(), now=visit.now
            )
        except attach_document.ActiveFile as error:
            form.add_error("file", str(error))
            return _page(request, file, form, status=422, held=error.held)
        except (files.DocumentRefused, files.StorageFull) as error:
            form.add_error("file", _said(error))
            return _page(request, file, form, status=422)
    if isinstance(done, Refused):
        return _page(request, file, form, refusals=done.reasons, status=422)
    if held is not None:
        held.unlink(missing_ok=True)
    messages.success(
        request,
        _("En renset kopi er lagt på sagen.") if paper.clean else _("Dokumentet er lagt på sagen."),
    )
    return _to_documents(file)


def _opened(held: Path | None) -> BinaryIO:
    """The file that is held: without one, the form has asked for a file."""
    if held is None:
        raise Http404
    return held.open("rb")


def _said(error: files.DocumentRefused | files.StorageFull) -> str:
    """Why the file is not taken in, without what the operating system says of it."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def opened(request: SignedInRequest, case_id: UUID, document_id: UUID) -> HttpResponseBase:
    """A file: PDF and PNG in the browser, anything else to be kept."""
    visit = request.visit
    found = open_file(case_id, document_id, visit.viewer, PURPOSE, now=visit.now)
    if found is None:
        raise Http404
    return answer_with(request, found)


def answer_with(request: SignedInRequest, found: files.Document) -> HttpResponseBase:
    """The file of a document; that it is missing, where the disk does not have it."""
    try:
        content = files.path_of(found).open("rb")
    except FileNotFoundError:
        return _lost(request)
    name = file_name(found.title, _("dokument"))
    return FileResponse(
        content,
        content_type=found.media_type,
        as_attachment=found.media_type not in _SHOWN_IN_THE_BROWSER,
        filename=f"{name}{ENDINGS.get(found.media_type, '')}",
        headers={"X-Content-Type-Options": "nosniff", "Content-Security-Policy": _OF_A_FILE},
    )


def _lost(request: SignedInRequest) -> HttpResponse:
    """The record has the file, the disk has not."""
    context = {
        "title": _("Filen mangler"),
        "what": _("Dokumentet står i sagen, men filen ligger ikke, hvor den skal."),
        "remedy": _("Sig det til din administrator: filen kan hentes fra en sikkerhedskopi."),
    }
    return page(request, "error.html", context, status=500)


def _page(
    request: SignedInRequest,
    file: CaseFile,
    form: AttachForm,
    *,
    status: int = 200,
    **shown: Any,
) -> HttpResponse:
    context = {
        "file": file,
        "here": "case_documents",
        "form": form if file.may("document_attached") else None,
        "files": filed(file),
        "papers": papers(file),
        "notes": notes(file),
        "refusals": (),
        "held": None,
        **shown,
    }
    return page(request, "case/documents.html", context, status=status)


def filed(file: CaseFile) -> tuple[Filed, ...]:
    """The files of the case as they are known on the day of the page, the newest first."""
    brought: dict[str, Recorded] = {}
    for entry in file.opened.entries:
        if isinstance(entry.event, DocumentAttached):
            brought[entry.event.sha256] = entry
        elif isinstance(entry.event, LetterMade):
            brought.update(dict.fromkeys(entry.event.files, entry))
    found = []
    for document in file.opened.files:
        by = brought.get(document.sha256)
        if by is not None or file.past is None:
            found.append(_filed(file, document, by))
    return tuple(found)


def _filed(file: CaseFile, document: files.Document, entry: Recorded | None) -> Filed:
    event = entry.event if entry else None
    return Filed(
        document=document,
        seq=entry.seq if entry else None,
        dated=event.dated if isinstance(event, DocumentAttached) else None,
        by=file.name(document.by),
        is_letter=isinstance(event, LetterMade),
        withdrawn=entry is not None and entry.seq in file.case.withdrawn,
        is_evidence=entry is not None and is_evidence(file, entry),
    )


def papers(file: CaseFile) -> tuple[tuple[Evidence, UUID | None], ...]:
    """The papers that a decision can rest on; where one is a file, the file."""
    by_id = {
        evidence_id(entry): UUID(entry.event.document_id)
        for entry in file.opened.entries
        if isinstance(entry.event, DocumentAttached)
    }
    return tuple((paper, by_id.get(paper.id)) for paper in file.case.evidence)


def notes(file: CaseFile) -> tuple[tuple[Recorded, str, bool], ...]:
    """The notes that stand, the newest first, who wrote each, and whether it is a paper already."""
    return tuple(
        (entry, file.name(entry.by), is_evidence(file, entry))
        for entry in reversed(file.opened.entries)
        if isinstance(entry.event, NoteWritten) and entry.seq not in file.case.withdrawn
    )


def _to_documents(file: CaseFile) -> HttpResponse:
    return redirect(url_of_page(file.visit, "case_documents", case_id=file.case.case_id))


# ---------------------------------------------------------------- papers


@of_case
def evidence(request: SignedInRequest, file: CaseFile, seq: int) -> HttpResponse:
    """Make what an entry brought (a fact's source, a file, a note) a paper of the case."""
    entry = next((entry for entry in file.opened.entries if entry.seq == seq), None)
    first = _suggested(entry)
    if entry is None or first is None or seq in file.case.withdrawn:
        raise Http404
    form = EvidenceForm(request.POST or None, initial=first, label_suffix="")
    refusals: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        added = EvidenceAdded(evidence=_evidence(entry, form), made_of=seq)
        done = do(file.visit, file.case.case_id, added)
        if done.acted is not None:
            messages.success(request, _("Bilaget er tilføjet. En afgørelse kan nu hvile på det."))
            return _to_documents(file)
        refusals = done.refusals
    context = {
        "file": file,
        "here": "case_documents",
        "form": form,
        "seq": seq,
        "refusals": refusals,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "case/evidence.html", context, status=status)


def _suggested(entry: Recorded | None) -> dict[str, Any] | None:
    """What is known of the paper beforehand; None for an entry that brings none."""
    event = entry.event if entry else None
    if entry is None or isinstance(event, NotTold):
        return None
    if isinstance(event, DocumentAttached):
        return {"title": event.title, "kind": EvidenceKind.DOCUMENT, "dated": event.dated}
    if isinstance(event, FactNoted):
        return {"title": event.source, "kind": EvidenceKind.NOTE, "dated": event.dated}
    if isinstance(event, NoteWritten):
        title = shortened(event.text.strip().partition("\n")[0])
        return {"title": title, "kind": EvidenceKind.NOTE, "dated": entry.valid_from}
    return None


def _evidence(entry: Recorded, form: EvidenceForm) -> Evidence:
    given = form.cleaned_data
    return Evidence(
        id=evidence_id(entry),
        kind=EvidenceKind(given["kind"]),
        title=given["title"],
        dated=given["dated"],
        known_to_party=not given["unknown_to_party"],
        unfavourable=given["unfavourable"],
    )
