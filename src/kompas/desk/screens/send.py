"""Sending the letter: told first what goes to whom and what follows, then done on purpose."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect

from kompas.accounts.lookup import terms_of
from kompas.casework.case import Case
from kompas.casework.proceeding import Proceeding
from kompas.casework.reach import addressees
from kompas.casework.steps.sending import SendLetter
from kompas.casework.taken_decision import LetterChannel, Recipient
from kompas.desk.proceedings import named, proceeding_of
from kompas.desk.screens.letter import acting_as
from kompas.desk.submission import NEVER_SEEN, SEQ, Done, do, is_confirmed, seen_seq
from kompas.processes import reading
from kompas.processes.party import seen_party
from kompas.processes.sending import planned
from kompas.web import parameters
from kompas.web.fields import Choice, Day, Tick, later
from kompas.web.filters import address
from kompas.web.norms import library
from kompas.web.rendering import page, url_of_page
from kompas.web.request_context import SignedInRequest
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

    def __init__(
        self,
        recipients: Sequence[Recipient],
        data: Mapping[str, object] | None = None,
        **given: Any,
    ) -> None:
        """With a tick for each copy: each of them is read before it is sent."""
        super().__init__(data, label_suffix="", **given)
        told = {"required": _("Sæt kryds, når du har læst brevet.")}
        for place, label in enumerate(reads(recipients)):
            self.fields[f"read_{place}" if place else "read"] = Tick(
                label, required=True, error_messages=told
            )

    @property
    def reads(self) -> list[BoundField]:
        """The ticks, a copy each."""
        return [bound for bound in self if bound.name.startswith("read")]

    def command(self) -> SendLetter:
        """What was said."""
        return SendLetter(
            channel=LetterChannel(self.cleaned_data["channel"]),
            sent_on=self.cleaned_data["sent_on"],
        )


def reads(recipients: Sequence[Recipient]) -> Iterator[str]:
    """What is said of each copy."""
    if all(to.kind is None for to in recipients):
        yield _("Jeg har læst brevet, og det er sendt til borgeren")
        return
    for to in recipients:
        acting = acting_as(to)
        said = _("Jeg har læst brevet til {name}, og det er sendt")
        yield said.format(name=f"{to.name} ({acting})" if acting else to.name)


def send(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """The page; posted, the letter is recorded as sent."""
    visit, done = request.visit, Done()
    case = reading.folded(reading.read(case_id, visit.viewer, PURPOSE, now=visit.now))
    recipients = _recipients(case, proceeding_of(request, case))
    form = SendForm(recipients, initial={"sent_on": visit.today})
    if request.method == "POST":
        form = SendForm(recipients, request.POST)
        if form.is_valid():
            seq = seen_seq(request.POST)
            seen = NEVER_SEEN if seq is None else seq
            done = do(
                visit,
                case_id,
                form.command(),
                belongs=named(request),
                seen_seq=seen,
                days_confirmed=is_confirmed(request.POST),
            )
            if done.acted is not None:
                messages.success(request, _("Brevet er registreret som sendt."))
                proceeding_of(request, done.acted.case)
                return redirect(url_of_page(visit, "send", case_id=case_id))
            case = reading.folded(reading.read(case_id, visit.viewer, PURPOSE, now=visit.now))
    unit, on = terms_of(case.unit), proceeding_of(request, case)
    belongs = on.entry if on else None
    party = seen_party(case, visit.viewer, library(), visit.today)
    plan = planned(
        case, belongs, unit, visit.today, visit.viewer.username, library=library(), party=party
    )
    hidden = visit.line is not None and visit.line.citizen_protected
    context: Mapping[str, Any] = {
        "case": case,
        "on": on,
        "line": visit.line,
        "form": form,
        "plan": plan,
        "recipients": [
            (
                place,
                to,
                acting_as(to),
                address(to.address_lines, hidden),
            )
            for place, to in enumerate(recipients)
        ],
        "follows": [(_(CHANNELS[channel]), follows) for channel, follows in plan.follows.items()],
        "closed": [(_(CHANNELS[channel]), found) for channel, found in plan.refused.items()],
        "channels": {channel.value: _(text) for channel, text in CHANNELS.items()},
        "seq": parameters.word(request.POST, SEQ)
        if form.is_bound and not done.overtaken
        else case.seq,
        "refusals": done.refusals,
        "overtaken": done.overtaken,
    }
    status = 200
    if request.method == "POST":
        status = 409 if done.overtaken else 422
    return page(request, "send.html", dict(context), status=status)


def _recipients(case: Case, on: Proceeding | None) -> tuple[Recipient, ...]:
    """To whom the letter was made; of an older one, the citizen of the case."""
    return addressees(case, on.letter.recipients if on and on.letter else None)
