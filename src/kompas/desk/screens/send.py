"""Sending the letter: told first what goes to whom and what follows, then done on purpose."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from kompas.accounts.lookup import terms_of
from kompas.casework.case import Case
from kompas.casework.proceeding import Proceeding
from kompas.casework.steps.sending import SendLetter
from kompas.casework.taken_decision import LetterChannel, Recipient
from kompas.desk.doing import NEVER_SEEN, SEQ, Done, do, seen_seq
from kompas.desk.proceedings import named, proceeding_of
from kompas.processes import reading
from kompas.processes.party import seen_party
from kompas.processes.sending import planned
from kompas.soundness.wording import name_of
from kompas.web import typed
from kompas.web.fields import Choice, Day, Tick, later
from kompas.web.norms import library
from kompas.web.rendering import page, url_of_page
from kompas.web.visit import SignedInRequest
from kompas.words import N_, _

PURPOSE = "Afsendelse af brev"
CHANNELS: Mapping[LetterChannel, str] = {
    LetterChannel.DIGITAL_POST: N_("Digital Post"),
    LetterChannel.LETTER: N_("Brev med posten"),
}


class SendForm(forms.Form):
    """How and when the letter went out, said on purpose."""

    channel = Choice(
        N_("Hvordan sendes brevet?"),
        [(channel.value, text) for channel, text in CHANNELS.items()],
        unchosen=N_("Vælg, hvordan brevet sendes."),
    )
    sent_on = Day(
        N_("Sendt den"),
        error_messages={"required": later(N_("Skriv den dag, brevet er sendt."))},
    )
    read = Tick(
        N_("Jeg har læst brevet, og det er sendt til borgeren"),
        required=True,
        error_messages={"required": later(N_("Sæt kryds, når du har læst brevet."))},
    )

    def command(self) -> SendLetter:
        """What was said."""
        return SendLetter(
            channel=LetterChannel(self.cleaned_data["channel"]),
            sent_on=self.cleaned_data["sent_on"],
        )


def send(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """The page; posted, the letter is recorded as sent."""
    visit = request.visit
    form = SendForm(initial={"sent_on": visit.today}, label_suffix="")
    done = Done()
    if request.method == "POST":
        form = SendForm(request.POST, label_suffix="")
        if form.is_valid():
            seq = seen_seq(request.POST)
            seen = NEVER_SEEN if seq is None else seq
            done = do(visit, case_id, form.command(), belongs=named(request), seen_seq=seen)
            if done.acted is not None:
                messages.success(request, _("Brevet er registreret som sendt."))
                proceeding_of(request, done.acted.case)
                return redirect(url_of_page(visit, "send", case_id=case_id))
    entries = reading.read(case_id, visit.viewer, PURPOSE, now=visit.now)
    case = reading.folded(entries)
    unit, on = terms_of(case.unit), proceeding_of(request, case)
    belongs = on.entry if on else None
    party = seen_party(case, visit.viewer, library(), visit.today)
    plan = planned(
        case, belongs, unit, visit.today, visit.viewer.username, library=library(), party=party
    )
    context: Mapping[str, Any] = {
        "case": case,
        "on": on,
        "line": visit.line,
        "form": form,
        "plan": plan,
        "recipients": [(one, _acting_as(one)) for one in _recipients(case, on)],
        "follows": [(_(CHANNELS[channel]), follows) for channel, follows in plan.follows.items()],
        "channels": {channel.value: _(text) for channel, text in CHANNELS.items()},
        "seq": typed.word(request.POST, SEQ) if form.is_bound and not done.overtaken else case.seq,
        "refusals": done.refusals,
        "overtaken": done.overtaken,
    }
    status = 200
    if request.method == "POST":
        status = 409 if done.overtaken else 422
    return page(request, "send.html", dict(context), status=status)


def _recipients(case: Case, on: Proceeding | None) -> tuple[Recipient, ...]:
    """To whom the letter was made; of an older one, the citizen of the case."""
    made_to = on.letter.recipients if on and on.letter else ()
    if made_to or case.citizen is None:
        return made_to
    return (Recipient(name=case.citizen.name, address_lines=case.citizen.address_lines),)


def _acting_as(recipient: Recipient) -> str:
    """What somebody who acts for the citizen does it as."""
    kind = library().representatives.get(recipient.kind or "")
    return name_of(kind) if kind else recipient.kind or ""
