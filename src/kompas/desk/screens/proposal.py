"""A proposal to withdraw an entry is agreed to or turned down: either is recorded, with why."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kompas.casework.case import Proposal
from kompas.casework.steps.withdrawal import CAUSE_TEXTS, EntryWithdrawn, Withdrawal
from kompas.casework.steps.withdrawal_proposal import WithdrawalProposed
from kompas.desk.case_file import CaseFile, of_case
from kompas.desk.screens.timeline import told
from kompas.desk.submission import NEVER_SEEN, Done, do, seen_seq
from kompas.web import parameters
from kompas.web.fields import Reason
from kompas.web.rendering import page, url_of_page
from kompas.web.request_context import SignedInRequest
from kompas.words import N_, _

CONFIRM, TURN_DOWN = "confirm", "turn_down"


class AnswerForm(forms.Form):
    """Why one agrees, or does not."""

    reason = Reason(
        N_("Hvorfor?"),
        N_("Skal skrives, hvis du afslår. Bekræfter du, står ellers forslagets grund."),
        required=False,
    )
    lacking = N_("Skriv, hvorfor du afslår.")
    done = N_("Forslaget er afslået. Registrering nr. {seq} står.")


class TakeBackForm(AnswerForm):
    """Why one takes one's own proposal back."""

    reason = Reason(
        N_("Hvorfor tager du forslaget tilbage?"),
        N_("Registreringen står, og din grund står i sagen."),
        required=False,
    )
    lacking = N_("Skriv, hvorfor du tager forslaget tilbage.")
    done = N_("Forslaget er taget tilbage. Registrering nr. {seq} står.")


@of_case
def proposal(request: SignedInRequest, file: CaseFile, seq: int) -> HttpResponse:
    """What is proposed, and the two answers to it."""
    proposed = (e for e in file.opened.entries if isinstance(e.event, WithdrawalProposed))
    if seq not in [entry.seq for entry in proposed]:
        raise Http404
    found = next((one for one in file.case.open_proposals if one.entry == seq), None)
    if found is None:
        messages.info(request, _("Der er allerede taget stilling til forslaget."))
        return redirect(url_of_page(file.visit, "case", case_id=file.case.case_id))
    kind = TakeBackForm if found.by == file.visit.viewer.username else AnswerForm
    form = kind(request.POST or None, label_suffix="")
    done = _answered(request, file, found, form) if request.method == "POST" else Done()
    if done.acted is None:
        return _page(request, file, found, form, done)
    if not file.visit.viewer.may_see(done.acted.case):
        return redirect("my_day")
    return redirect(url_of_page(file.visit, "case", case_id=file.case.case_id))


def _answered(request: SignedInRequest, file: CaseFile, found: Proposal, form: AnswerForm) -> Done:
    """What came of it; nothing is done where the form lacks something."""
    asked = parameters.word(request.POST, "do")
    if asked not in (CONFIRM, TURN_DOWN) or not form.is_valid():
        return Done()
    why = form.cleaned_data["reason"]
    if asked == TURN_DOWN and not why:
        form.add_error("reason", _(form.lacking))
        return Done()
    if asked == CONFIRM:
        command = EntryWithdrawn(
            seq=found.about, reason=Withdrawal(found.reason), why=why or found.why
        )
        said = _("Registrering nr. {seq} er annulleret.").format(seq=found.about)
    else:
        # That one does not agree stands as what it is: the proposal is withdrawn, and why.
        command = EntryWithdrawn(seq=found.entry, reason=Withdrawal.MISTAKE, why=why)
        said = _(form.done).format(seq=found.about)
    seen = seen_seq(request.POST)
    case_id = file.case.case_id
    done = do(file.visit, case_id, command, seen_seq=NEVER_SEEN if seen is None else seen)
    if done.acted is not None:
        messages.success(request, said)
    return done


def _page(
    request: SignedInRequest, file: CaseFile, found: Proposal, form: AnswerForm, done: Done
) -> HttpResponse:
    form.fields["reason"].required = True  # said of it: when it is not, the hint tells
    context = {
        "file": file,
        "here": "case_timeline",
        "form": form,
        "proposal": found,
        "cause": _(CAUSE_TEXTS[Withdrawal(found.reason)]),
        "about": next((one for one in told(file) if one.seq == found.about), None),
        "is_own": found.by == file.visit.viewer.username,
        "may_answer": found in file.to_confirm(),
        "refusals": done.refusals,
        "overtaken": done.overtaken,
    }
    asked = request.method == "POST"
    status = 409 if done.overtaken else 422 if asked else 200
    return page(request, "case/proposal.html", context, status=status)
