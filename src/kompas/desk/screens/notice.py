"""A letter that is no decision: read as it will look, then sent and recorded on purpose.

It is of what stands in the form of its step, as the user's draft has it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from kompas.accounts.lookup import terms_of
from kompas.casework.commands import Belongs, Refused
from kompas.casework.context import Refusal
from kompas.casework.reach import addressees
from kompas.casework.record import Command
from kompas.casework.steps import STEPS
from kompas.casework.taken_decision import LetterChannel, Recipient
from kompas.desk import form_drafts
from kompas.desk.proceedings import asked_in
from kompas.desk.screens import made_file
from kompas.desk.screens.do_step import about_of, key_of, line_of
from kompas.desk.screens.letter import HARD_LIX, acting_as, copies, copy_number, framed
from kompas.desk.screens.send import CHANNELS, reads
from kompas.desk.steps import FORMS, StepForm
from kompas.desk.submission import DAYS_CONFIRMED, is_confirmed
from kompas.letters import AIM_LIX, Letter, readability_of
from kompas.processes import made_files, notices, reading
from kompas.processes.draft_decision import look_on
from kompas.processes.letters import copies_of
from kompas.processes.notices import Posting, Writing, digest, notice_letter, signed_by
from kompas.processes.party import Party, out_of_reach_today, seen_party
from kompas.register import documents, log
from kompas.typesetting import UnprintableTextError
from kompas.web import parameters
from kompas.web.fields import Choice, Tick
from kompas.web.norms import library
from kompas.web.rendering import page, url_of_page
from kompas.web.request_context import SignedInRequest
from kompas.words import N_, _

PURPOSE = "Brev til borgeren"
READ = "digest"
"""The field of the form that says which letter was read."""


class PostForm(forms.Form):
    """How the letter goes out, said on purpose."""

    channel = Choice(
        N_("Hvordan sendes brevet?"),
        [(channel.value, text) for channel, text in CHANNELS.items()],
        unchosen=N_("Vælg, hvordan brevet sendes."),
    )

    def __init__(
        self,
        recipients: Sequence[Recipient],
        data: Mapping[str, object] | None = None,
        *,
        papers: Sequence[str] = (),
    ) -> None:
        """With a tick for each copy that was read, and one for the papers that go with it."""
        super().__init__(data, label_suffix="")
        told = {"required": _("Sæt kryds, når du har læst brevet.")}
        for place, label in enumerate(reads(recipients)):
            self.fields[f"read_{place}" if place else "read"] = Tick(
                label, required=True, error_messages=told
            )
        if papers:
            label = _("Papirerne er lagt ved: {papers}").format(papers=", ".join(papers))
            told = {"required": _("Sæt kryds, når papirerne er lagt ved.")}
            self.fields["papers"] = Tick(label, required=True, error_messages=told)


@dataclass(frozen=True)
class Opened:
    """The letter of a draft. `letter` is None where there is none, and `why_not` says why."""

    form: type[StepForm]
    case: Any
    seq: int
    belongs: Belongs
    party: Party | None
    command: Command | None = None
    letter: Letter | None = None
    why_not: tuple[Refusal, ...] = ()

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """Who gets a copy."""
        return self.party.recipients if self.party else ()

    @property
    def papers(self) -> tuple[str, ...]:
        """What goes with it, by title."""
        named = getattr(self.command, "evidence", ())
        return tuple(one.title for one in self.case.papers if one.id in named)

    def copy(self, number: int) -> Letter:
        """The letter as a recipient gets it. 404 where there is none."""
        made = copies_of(self.letter, self.recipients) if self.letter else ()
        if number >= len(made):
            raise Http404
        return made[number]


@made_file.handed_out
def notice(request: SignedInRequest, case_id: UUID, letter_step: str) -> HttpResponse:
    """The page; posted, the letter is made, kept, and recorded as sent."""
    visit = request.visit
    entries = reading.read(case_id, visit.viewer, PURPOSE, now=visit.now)
    opened = _opened(request, letter_step, entries)
    refusals: tuple[Refusal, ...] = ()
    form = PostForm(_to(opened), papers=opened.papers)
    if request.method == "POST" and opened.letter is not None:
        form = PostForm(_to(opened), request.POST, papers=opened.papers)
        if form.is_valid():
            done = _posted(request, case_id, opened, form)
            if not isinstance(done, Refused):
                form_drafts.discard(
                    visit, case_id, letter_step, key_of(request, case_id, letter_step)
                )
                messages.success(request, _("Brevet ligger i sagen og er registreret som sendt."))
                return redirect(url_of_page(visit, "case", case_id=case_id))
            refusals = done.reasons
    status = 422 if request.method == "POST" else 200
    return page(request, "notice.html", _context(request, opened, form, refusals), status=status)


def sheet(request: SignedInRequest, case_id: UUID, letter_step: str) -> HttpResponse:
    """The letter itself, for the frame of the page: nothing in it runs or loads anything."""
    entries = look_on(case_id, request.visit.viewer, PURPOSE, now=request.visit.now)
    opened = _opened(request, letter_step, entries)
    if opened.letter is None:
        return _none(request, opened.why_not[0])
    return framed(opened.copy(copy_number(request)))


@made_file.handed_out
def pdf(request: SignedInRequest, case_id: UUID, letter_step: str) -> HttpResponseBase:
    """The letter as a PDF, the very file that is kept when it is sent."""
    visit = request.visit
    entries = look_on(case_id, visit.viewer, PURPOSE, now=visit.now)
    opened = _opened(request, letter_step, entries)
    if opened.letter is None:
        return _none(request, opened.why_not[0])
    back = url_of_page(visit, "notice_pdf", case_id=case_id, letter_step=letter_step)
    wanted = made_files.Wanted(made_file.DRAFT, back, case_id, _number(opened.belongs))
    try:
        content = made_files.letter(
            opened.copy(copy_number(request)), visit.viewer, visit.now, wanted
        )
    except UnprintableTextError as error:
        return _none(request, Refusal("unprintable", str(error), _("Ret teksten.")))
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="brev.pdf"'
    return answer


def _none(request: SignedInRequest, why: Refusal) -> HttpResponse:
    context = {"title": _("Der er ikke noget brev"), "what": why.text, "remedy": why.remedy}
    return page(request, "error.html", context, status=409)


def _opened(request: SignedInRequest, step: str, entries: reading.Entries) -> Opened:
    """What the draft of a step makes. 404 for a step to which no letter is written."""
    kind = FORMS.get(step)
    if kind is None or not kind.letter_text:
        raise Http404
    visit = request.visit
    about, refusal = about_of(request, kind, entries, line_of(request))
    case, belongs = about.case, asked_in(request, STEPS[step], about.on)
    party = seen_party(case, visit.viewer, library(), visit.today)
    nothing = Opened(kind, case, case.seq, belongs, party)
    if refusal is not None:
        return _without(nothing, refusal)
    draft = form_drafts.kept(visit, entries, step, key_of(request, case.case_id, step))
    form = kind(about, draft.data) if draft else None
    if form is None or not form.is_valid():
        return _without(nothing, _unwritten())
    user = visit.user
    contact = signed_by(user.name, user.title, user.phone, user.email, case, library())
    writing = Writing(case, about.on, entries, terms_of(case.unit), party, contact, library())
    command = form.command()
    made = notice_letter(command, writing)
    if isinstance(made, Refused):
        return _without(nothing, *made.reasons)
    return Opened(kind, case, case.seq, belongs, party, command, made)


def _without(nothing: Opened, *why: Refusal) -> Opened:
    return Opened(
        nothing.form, nothing.case, nothing.seq, nothing.belongs, nothing.party, why_not=why
    )


def _posted(request: SignedInRequest, case_id: UUID, opened: Opened, form: PostForm) -> Any:
    visit, user = request.visit, request.visit.user
    back = url_of_page(visit, "notice", case_id=case_id, letter_step=opened.form.step)
    asked = (READ, DAYS_CONFIRMED, *form.fields)
    said = {name: parameters.word(request.POST, name) for name in asked}
    wanted = made_files.Wanted(made_file.LETTER, back, case_id, _number(opened.belongs), said)
    posting = Posting(
        channel=LetterChannel(form.cleaned_data["channel"]),
        read=parameters.word(request.POST, READ),
        contact=signed_by(user.name, user.title, user.phone, user.email, opened.case, library()),
        pdf_of=lambda made: made_files.letter(made, visit.viewer, visit.now, wanted),
        days_confirmed=is_confirmed(request.POST),
    )
    if opened.command is None:
        return Refused((_unwritten(),))
    try:
        return notices.post(
            case_id,
            opened.command,
            posting,
            visit.viewer,
            library=library(),
            now=visit.now,
            belongs=opened.belongs,
        )
    except documents.StorageFull as full:
        remedy = _("Prøv igen om lidt, og sig det til dem, der driver Kompas.")
        return Refused((Refusal("storage", str(full.strerror or full), remedy),))
    except log.Conflict:
        remedy = _("Se, hvad der er nyt i sagen, og prøv igen.")
        return Refused((Refusal("overtaken", _("Sagen blev ændret imens."), remedy),))


def _context(
    request: SignedInRequest, opened: Opened, form: PostForm, refusals: tuple[Refusal, ...]
) -> dict[str, Any]:
    letter, step = opened.letter, opened.form.step
    readability = readability_of(letter) if letter else None
    return {
        "case": opened.case,
        "line": line_of(request),
        "step": step,
        "title": opened.form.title,
        "letter": letter,
        "lacks": letter.missing if letter else (),
        "why_not": opened.why_not,
        "unreached": out_of_reach_today(opened.case, opened.party),
        "copies": copies(opened.recipients),
        "to": copy_number(request),
        "recipients": [(one, acting_as(one)) for one in _to(opened)],
        "readability": readability,
        "hard": readability.hard if readability else (),
        "form": form,
        "digest": digest(letter) if letter else "",
        "refusals": refusals,
        "writing": url_of_page(request.visit, "do_step", case_id=opened.case.case_id, step=step),
        "AIM_LIX": AIM_LIX,
        "HARD_LIX": HARD_LIX,
    }


def _to(opened: Opened) -> tuple[Recipient, ...]:
    return addressees(opened.case, opened.recipients)


def _number(belongs: Belongs) -> int | None:
    return belongs if isinstance(belongs, int) else None


def _unwritten() -> Refusal:
    return Refusal(
        "nothing_written",
        _("Der er ikke skrevet noget, som kan blive til et brev."),
        _("Udfyld formularen, og gå videre til brevet."),
    )
