"""Files come into a case: one with its title at once, several and those of a mail by a page on
which each gets its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict

from kompas.casework.active_content import active_text
from kompas.casework.commands import Refused
from kompas.desk.case_file import CaseFile, of_case
from kompas.desk.screens.document import PURPOSE, to_document
from kompas.desk.screens.documents import AttachForm, documents_page, filed, to_documents
from kompas.files.name import original_name
from kompas.limits import MOST_FILES_AT_ONCE
from kompas.processes import attach_document
from kompas.processes.arrivals import Arrival, NotTaken, Received, receive, take_out
from kompas.processes.attach_document import Held, held_file
from kompas.processes.open_case import open_file
from kompas.register import documents
from kompas.web import parameters
from kompas.web.fields import Day, Line, Tick, later
from kompas.web.norms import library
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest
from kompas.words import N_, _, ngettext


class ArrivalForm(forms.Form):
    """What one file is to be called; `active` words what acts by itself in it."""

    take = Tick(N_("Læg på sagen"))
    title = Line(
        N_("Hvad er det?"),
        N_("Intet CPR-nummer."),
        error_messages={"required": later(N_("Skriv, hvad det er."))},
    )
    dated = Day(N_("Dokumentets dato"))

    def __init__(self, data: QueryDict | None, number: int, active: str, **given: Any) -> None:
        super().__init__(data, prefix=f"f{number}", label_suffix="", **given)
        if active:
            self.fields["take"].label = N_("Læg en renset kopi på sagen")
        if data is not None and not self.is_taken:
            for field in self.fields.values():
                field.required = False

    @property
    def is_taken(self) -> bool:
        """Whether the file is to be put on the case."""
        return bool(self["take"].data)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file on the page: what names it, what it is called, and its form."""

    held: str
    file_name: str
    active: str
    remark: str
    form: ArrivalForm


@of_case
def attach(request: SignedInRequest, file: CaseFile) -> HttpResponse:
    """Take files in: one that has its title is put on the case at once."""
    if request.method == "GET":  # who comes back to the answer of a form
        return to_documents(file)
    form = AttachForm(request.POST, request.FILES, label_suffix="")
    if not form.is_valid():
        return documents_page(request, file, form, status=422)
    given = form.cleaned_data["file"]
    if len(given) > MOST_FILES_AT_ONCE:
        text = _("Du har valgt {n} filer. Vælg højst {most} ad gangen.")
        form.add_error("file", text.format(n=len(given), most=MOST_FILES_AT_ONCE))
        return documents_page(request, file, form, status=422)
    if len(given) == 1 and form.cleaned_data["title"]:
        return _at_once(request, file, form)
    named = ((one.name, one) for one in given)
    received = receive(file.case.case_id, named, file.visit.viewer)
    if len(given) == 1 and received.not_taken:
        form.add_error("file", received.not_taken[0].why)
        return documents_page(request, file, form, status=422)
    return _received(request, file, received, form.cleaned_data["dated"])


def _at_once(request: SignedInRequest, file: CaseFile, form: AttachForm) -> HttpResponse:
    """Put one file on the case; where something acts in it, its page asks about a clean copy."""
    given = form.cleaned_data
    content = given["file"][0]
    name = original_name(content.name)
    paper = attach_document.Paper(given["title"], content, given["dated"], file_name=name)
    try:
        _attach(file, paper)
    except attach_document.ActiveFile as error:
        first = {"title": given["title"], "dated": given["dated"]}
        active = active_text(error.active)
        asked = ArrivalForm(None, 0, active, initial=first)
        waiting = Waiting(error.held, name, active, "", asked)
        return _page(request, file, [waiting], (), status=422)
    except _NotAttached as error:
        form.add_error("file", str(error))
        return documents_page(request, file, form, status=422)
    messages.success(request, _("Dokumentet er lagt på sagen."))
    return to_documents(file)


@of_case
def attachments(request: SignedInRequest, file: CaseFile, document_id: UUID) -> HttpResponse:
    """Take attachments out of a mail, to be put on the case."""
    visit = file.visit
    if request.method == "GET":  # who comes back to the answer of a form
        return to_document(file, document_id)
    opened = open_file(file.case.case_id, document_id, visit.viewer, PURPOSE, now=visit.now)
    if opened is None:
        raise Http404
    numbers = parameters.numbers(request.POST, "number")
    if not 0 < len(numbers) <= MOST_FILES_AT_ONCE:
        text = _("Vælg fra 1 til {most} bilag ad gangen.").format(most=MOST_FILES_AT_ONCE)
        messages.error(request, text)
        return to_document(file, document_id)
    mail = next((one for one in filed(file) if one.seq == opened.seq), None)
    dated = (mail and mail.dated) or visit.today
    return _received(request, file, take_out(opened, numbers, visit.viewer), dated)


@of_case
def confirm(request: SignedInRequest, file: CaseFile) -> HttpResponse:
    """Put the files on the case that have their titles; the others stay, each with its fault."""
    if request.method == "GET":
        return to_documents(file)
    waiting, gone = _waiting(request, file)
    left, done, not_wanted = [], 0, []
    for one, held in waiting:
        if not one.form.is_taken:
            not_wanted.append((one, held))
        elif one.form.is_valid() and _confirmed(file, one, held):
            done += 1
        else:
            left.append(one)
    if done:
        text = ngettext("Dokumentet er lagt på sagen.", "{n} dokumenter er lagt på sagen.", done)
        messages.success(request, text.format(n=done))
    if left or gone or not done:
        left += [one for one, _held in not_wanted]
        if not (left or gone):
            return to_documents(file)
        text = "" if done or any(one.form.is_taken for one in left) else _("Vælg mindst én fil.")
        return _page(request, file, left, gone, text, status=422)
    for one, held in not_wanted:
        held.path.unlink(missing_ok=True)
        text = _("»{name}« er ikke lagt på sagen.").format(name=one.file_name)
        messages.warning(request, text)
    return to_documents(file)


def _waiting(
    request: SignedInRequest, file: CaseFile
) -> tuple[list[tuple[Waiting, Held]], list[NotTaken]]:
    """The files that the page brings back, and those that are not there any more."""
    found, gone = [], []
    for number in range(MOST_FILES_AT_ONCE):
        token = parameters.ticket(request.POST, f"f{number}-held")
        if not token:
            continue
        held = held_file(token, file.case.case_id, file.visit.viewer)
        if held is None:
            text = _("Filen ligger her ikke mere. Er den ikke på sagen, så vælg den igen.")
            gone.append(NotTaken("", text))
            continue
        active = active_text(held.active)
        form = ArrivalForm(request.POST, number, active)
        found.append((Waiting(token, held.file_name, active, "", form), held))
    return found, gone


def _confirmed(file: CaseFile, one: Waiting, held: Held) -> bool:
    """Whether the file was put on the case; else its form says why not."""
    given = one.form.cleaned_data
    try:
        with held.path.open("rb") as content:
            paper = attach_document.Paper(
                given["title"],
                content,
                given["dated"],
                clean=bool(held.active),
                file_name=held.file_name,
                made_of=held.made_of,
                active=held.active,
            )
            _attach(file, paper)
    except _NotAttached as error:
        one.form.add_error("title", str(error))
        return False
    held.path.unlink(missing_ok=True)
    return True


class _NotAttached(Exception):  # noqa: N818 - what happened
    """The file was not put on the case; the words say why."""


def _attach(file: CaseFile, paper: attach_document.Paper) -> None:
    """Raises _NotAttached, and ActiveFile."""
    visit = file.visit
    try:
        done = attach_document.attach(
            file.case.case_id, paper, visit.viewer, library=library(), now=visit.now
        )
    except attach_document.ActiveFile:
        raise
    except documents.DocumentRefused as error:
        raise _NotAttached(str(error)) from None
    except documents.StorageFull as error:
        # Without what the operating system says of it.
        raise _NotAttached(error.strerror or str(error)) from None
    if isinstance(done, Refused):
        raise _NotAttached(" ".join(f"{one.text} {one.remedy}" for one in done.reasons))
    # The page that follows knows of it: else it would tell that the case has gone on.
    file.opened = replace(file.opened, newest_seq=done.case.seq)


def _received(
    request: SignedInRequest, file: CaseFile, received: Received, dated: date
) -> HttpResponse:
    waiting = [_of(number, one, dated) for number, one in enumerate(received.arrivals)]
    status = 422 if received.not_taken else 200
    return _page(request, file, waiting, received.not_taken, status=status)


def _of(number: int, one: Arrival, dated: date) -> Waiting:
    active = active_text(one.active)
    first = {"title": one.title, "dated": one.dated or dated, "take": not active}
    form = ArrivalForm(None, number, active, initial=first)
    return Waiting(one.held, one.file_name, active, one.remark, form)


def _page(
    request: SignedInRequest,
    file: CaseFile,
    waiting: Sequence[Waiting],
    not_taken: Sequence[NotTaken],
    nothing: str = "",
    *,
    status: int,
) -> HttpResponse:
    context = {
        "file": file,
        "here": "case_documents",
        "waiting": waiting,
        "not_taken": not_taken,
        "nothing": nothing,
        "faults": list(_faults(waiting)),
    }
    return page(request, "case/arrivals.html", context, status=status)


def _faults(waiting: Sequence[Waiting]) -> Iterator[tuple[str, str]]:
    """The fields that are at fault, each by its id, and what is wrong."""
    for one in waiting:
        for bound in one.form:
            for text in bound.errors if one.form.is_bound else ():
                yield bound.id_for_label, f"»{one.file_name}«: {text}"
