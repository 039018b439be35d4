"""The files and papers of a case: listed, and made what a decision rests on."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kompas.casework import Evidence, EvidenceKind
from kompas.casework.case_files import letter_in
from kompas.casework.record import NotTold, Recorded
from kompas.casework.steps.document import DocumentAttached
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.note import NoteWritten
from kompas.desk.case_file import CaseFile, of_case
from kompas.desk.screens.timeline import corrected, evidence_id, is_evidence, shortened
from kompas.desk.steps.examining import EVIDENCE_TEXTS
from kompas.desk.submission import do
from kompas.files.kind import ENDINGS
from kompas.register import documents as files
from kompas.web.fields import Choice, Day, Files, FilesInput, Line, Tick, later
from kompas.web.rendering import page, url_of_page
from kompas.web.request_context import SignedInRequest
from kompas.words import N_, _

_ACCEPTED = ",".join((*ENDINGS.values(), ".jpeg"))
"""What the browser proposes to choose; a phone makes a JPEG of its own format by it."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A file of the case. `seq` is the entry that brought it, None for one without; `made_of` that
    of the mail that it was taken out of.
    """

    document: files.Document
    seq: int | None
    file_name: str
    made_of: int | None
    dated: date | None
    by: str
    is_letter: bool
    corrected: str
    withdrawn: bool
    is_evidence: bool


class AttachForm(forms.Form):
    """Files that come into a case."""

    file = Files(
        label=N_("Filer"),
        help_text=N_(
            "PDF, PNG, JPEG, tekst, Word (.docx) eller mails (.eml, .msg). Du kan vælge flere."
        ),
        widget=FilesInput(attrs={"multiple": True, "accept": _ACCEPTED}),
        error_messages={"required": later(N_("Vælg en fil."))},
    )
    title = Line(
        N_("Hvad er det?"),
        N_(
            "Et kort emne, fx »Udtalelse fra bostedet«. Intet CPR-nummer. Står feltet tomt,"
            " foreslår Kompas en titel til hver fil, som du kan rette."
        ),
        required=False,
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
    return documents_page(request, file, form)


def documents_page(
    request: SignedInRequest, file: CaseFile, form: AttachForm, *, status: int = 200
) -> HttpResponse:
    """The files and papers of the case, and the form for further ones."""
    context = {
        "file": file,
        "here": "case_documents",
        "form": form if file.may("document_attached") else None,
        "files": filed(file),
        "papers": papers(file),
        "notes": notes(file),
    }
    return page(request, "case/documents.html", context, status=status)


def filed(file: CaseFile) -> tuple[Filed, ...]:
    """The files of the case as they are known on the day of the page, the newest first."""
    brought: dict[str, Recorded] = {}
    for entry in file.opened.entries:
        if isinstance(entry.event, DocumentAttached):
            brought[entry.event.sha256] = entry
        elif letter := letter_in(entry.event):
            brought.update(dict.fromkeys(letter.files, entry))
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
        file_name=event.file_name if isinstance(event, DocumentAttached) else "",
        made_of=event.made_of if isinstance(event, DocumentAttached) else None,
        dated=event.dated if isinstance(event, DocumentAttached) else None,
        by=file.name(document.by),
        is_letter=event is not None and letter_in(event) is not None,
        corrected=_corrected(file, entry),
        withdrawn=entry is not None and entry.seq in file.case.withdrawn,
        is_evidence=entry is not None and is_evidence(file, entry),
    )


def _corrected(file: CaseFile, entry: Recorded | None) -> str:
    """That a letter was put right: a decision's is made by one entry, and sent by another."""
    if entry is None or entry.seq in file.case.corrections:
        return corrected(file, entry.seq if entry else None)
    letter = letter_in(entry.event)
    sent = (one.sent_by for one in file.case.decisions if letter and one.letter == letter)
    return corrected(file, next(sent, None))


def papers(file: CaseFile) -> tuple[tuple[Evidence, UUID | None], ...]:
    """The papers that a decision can rest on; where one is a file, the file."""
    by_id = {
        evidence_id(entry): UUID(entry.event.document_id)
        for entry in file.opened.entries
        if isinstance(entry.event, DocumentAttached)
    }
    return tuple((paper, by_id.get(paper.id)) for paper in file.case.papers)


def notes(file: CaseFile) -> tuple[tuple[Recorded, str, bool], ...]:
    """The notes that stand, the newest first, who wrote each, and whether it is a paper already."""
    return tuple(
        (entry, file.name(entry.by), is_evidence(file, entry))
        for entry in reversed(file.opened.entries)
        if isinstance(entry.event, NoteWritten) and entry.seq not in file.case.withdrawn
    )


def to_documents(file: CaseFile) -> HttpResponse:
    """On to the files and papers."""
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
            return to_documents(file)
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
