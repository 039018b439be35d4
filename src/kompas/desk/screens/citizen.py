"""A citizen: all cases and all help that one may see, and what is known; and putting it right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kompas.casework.address import Reader
from kompas.casework.commands import Refused
from kompas.casework.context import Refusal
from kompas.desk.citizen_forms import FORMS, TELLING, CitizenForm, told_text
from kompas.persons import cpr_register
from kompas.persons.entries import RepresentativeEnded
from kompas.persons.lookup import CaseOfPerson, running_twice
from kompas.persons.person import Coming, OnDay, Representative
from kompas.persons.person_log import PersonMovedOn
from kompas.persons.recipients import acting_for, recipients_of
from kompas.processes import citizen as process
from kompas.processes.citizen import CitizenFile, Correction
from kompas.register import summaries
from kompas.soundness.wording import name_of
from kompas.web import parameters
from kompas.web.filters import capital
from kompas.web.norms import library
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest
from kompas.words import _

PURPOSE = "Borgerens sider"
_SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody who acts for the citizen, and what the norms say of it."""

    who: Representative
    called: str
    gets_letters: bool
    source: str


def citizen(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """The page."""
    visit = request.visit
    found = process.open_citizen(person_id, visit.viewer, PURPOSE, now=visit.now)
    return _page(request, found)


def correct(request: SignedInRequest, person_id: UUID, what: str) -> HttpResponse:
    """A form that puts something right; posted, it is told, or refused with what to do."""
    visit = request.visit
    kind = FORMS.get(what)
    if kind is None:
        raise Http404
    found = process.open_citizen(person_id, visit.viewer, PURPOSE, now=visit.now)
    if not process.may_correct(visit.viewer, found.cases):
        raise PermissionDenied
    now = found.person.on(visit.today)
    if request.method == "GET":
        return _form_page(request, found, what, kind(now, visit.today))
    form = kind(now, visit.today, request.POST)
    if not form.is_valid():
        return _form_page(request, found, what, form, status=422)
    try:
        refused = _done(request, found, what, form)
    except PersonMovedOn as moved:
        refused = _overtaken(moved)
    if refused is not None:
        return _form_page(request, found, what, form, refusals=refused.reasons, status=422)
    messages.success(request, _("Det er registreret, og det kan ses nederst, hvem der gjorde det."))
    return redirect("citizen", person_id=found.person.person_id)


def ask_register(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Take over what the CPR register says today, where there is one to ask."""
    visit, register = request.visit, cpr_register.the_register()
    if register is None:
        raise Http404
    found = process.open_citizen(person_id, visit.viewer, PURPOSE, now=visit.now)
    if not process.may_correct(visit.viewer, found.cases):
        raise PermissionDenied
    try:
        outcome = process.ask_register(
            person_id, register, found.seen, visit.viewer, library=library(), now=visit.now
        )
    except PersonMovedOn as moved:
        outcome = _overtaken(moved)
    if isinstance(outcome, Refused):
        return _page(request, found, refusals=outcome.reasons, status=422)
    said = _("Oplysningerne er hentet fra CPR-registret.") if outcome else _(
        "CPR-registret siger det samme."
    )  # fmt: skip
    messages.success(request, said)
    return redirect("citizen", person_id=person_id)


# ---------------------------------------------------------------- what is done


def _done(
    request: SignedInRequest, found: CitizenFile, what: str, form: CitizenForm
) -> Refused | None:
    visit, person_id = request.visit, found.person.person_id
    told = form.told() if what in TELLING else ()
    correction = Correction(
        told, form.cleaned_data["valid_from"], form.cleaned_data["why"], _seen(request)
    )
    if what in TELLING:
        about = _record(request, found) if what == "nummer" else None
        return process.correct(
            person_id, correction, visit.viewer, library=library(), now=visit.now, record=about
        )
    if what == "saml":
        return _merged(request, found, form, correction)
    record = _record(request, found)
    if what == "skil":
        return process.undo_merge(person_id, record, correction, visit.viewer, now=visit.now)
    ended = Correction(
        (RepresentativeEnded(appointed=_number(request, "post")),),
        correction.valid_from,
        correction.why,
        correction.seen,
    )
    return process.end_representative(person_id, record, ended, visit.viewer, now=visit.now)


def _overtaken(moved: PersonMovedOn) -> Refused:
    return Refused((Refusal("overtaken", str(moved), _("Se, hvad der er nyt.")),))


def _merged(
    request: SignedInRequest, found: CitizenFile, form: CitizenForm, correction: Correction
) -> Refused | None:
    """The record of a case that the user sees, merged with that of the page."""
    visit = request.visit
    lines = summaries.numbered(visit.viewer, form.cleaned_data["case_number"].strip())
    other = next((line.person_id for line in lines if line.person_id), None)
    if other is None:
        return Refused(
            (
                Refusal(
                    "no_such_case",
                    _("Der er ingen sag med det nummer, som du har adgang til."),
                    _("Ret nummeret."),
                ),
            )
        )
    loser, into = found.person.person_id, other
    if form.cleaned_data["keep"] == "this":
        seen = process.open_citizen(other, visit.viewer, PURPOSE, now=visit.now).seen
        loser, into, correction = into, loser, replace(correction, seen=seen)
    return process.merge(
        loser,
        into,
        correction,
        visit.viewer,
        now=visit.now,
        two_numbers=form.cleaned_data["two_numbers"],
    )


def _seen(request: SignedInRequest) -> int:
    return _number(request, _SEEN)


def _number(request: SignedInRequest, name: str) -> int:
    number = parameters.number(request.POST if name in request.POST else request.GET, name)
    return -1 if number is None else number


def _record(request: SignedInRequest, found: CitizenFile) -> UUID:
    """The record that the form is about: of this person, and named by its place among theirs; the
    one that holds, where none is.
    """
    records, number = found.person.records, _number(request, "nr")
    if "nr" not in (request.POST or request.GET):
        return found.person.person_id
    if not 0 <= number < len(records):
        raise Http404
    return records[number].person_id


# ---------------------------------------------------------------- the pages


def _page(
    request: SignedInRequest,
    found: CitizenFile,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    visit = request.visit
    now = found.person.on(visit.today)
    records = [one.person_id for one in found.person.records]
    coming = found.person.coming(visit.today)
    context: Mapping[str, Any] = {
        "found": found,
        "now": now,
        "today": visit.today,
        "cases": [(case, _service(case)) for case in found.cases],
        "twice": [(_service(some[0]), some) for some in running_twice(found.cases)],
        "acting": [*_acting(now, visit.today), *_to_act(coming)],
        "moves": coming.addresses,
        "address": now.address_for(Reader.STAFF),
        "number_of": {one: number for number, one in enumerate(records)},
        "others": [(one, one.on(visit.today)) for one in found.person.others],
        "told": [
            (one, told_text(one.told, protected=now.protected)) for one in reversed(found.entries)
        ],
        "may": found.person.names and process.may_correct(visit.viewer, found.cases),
        "asks": cpr_register.the_register() is not None,
        "refusals": refusals,
    }
    return page(request, "citizen.html", dict(context), status=status)


def _form_page(
    request: SignedInRequest,
    found: CitizenFile,
    what: str,
    form: CitizenForm,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "found": found,
        "now": found.person.on(request.visit.today),
        "what": what,
        "form": form,
        "seen": found.seen,
        "about": {name: _number(request, name) for name in ("nr", "post")},
        "refusals": refusals,
    }
    return page(request, "citizen_form.html", context, status=status)


def _acting(now: OnDay, today: date) -> Any:
    kinds = library().representatives
    getting = {(one.name, one.kind) for one in recipients_of(now, kinds, today)}
    for one in acting_for(now, kinds, today):
        kind = kinds[one.kind]
        gets = (one.name, one.kind) in getting
        yield Acting(one, capital(name_of(kind)), gets, str(kind.citation))


def _to_act(coming: Coming) -> Iterator[Acting]:
    """Who acts for the citizen from a day to come, and so gets no letters yet."""
    kinds = library().representatives
    for one in coming.representatives:
        kind = kinds.get(one.kind)
        if kind is not None:
            yield Acting(one, capital(name_of(kind)), False, str(kind.citation))  # noqa: FBT003


def _service(case: CaseOfPerson) -> str:
    known = library().words.services.get(case.line.service)
    return capital(name_of(known)) if known else case.line.service
