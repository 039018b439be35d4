"""Which proceeding of a case a page is about: the one that is named, else the one that stands out.

The forms of a page carry it on, so that one that was opened for a proceeding is never recorded in
another; so do its links, where the address names it (`?forloeb=12`).
"""

from uuid import UUID

from django.http import Http404

from kompas.casework.case import Case
from kompas.casework.commands import Belongs, Opens
from kompas.casework.flows import KIND_TEXTS
from kompas.casework.proceeding import Proceeding
from kompas.casework.steps import AnyStep
from kompas.processes import reading
from kompas.register import access, log
from kompas.web import parameters
from kompas.web.filters import day
from kompas.web.parameters import as_number
from kompas.web.rendering import url
from kompas.web.request_context import NAMED, OPENING, SignedInRequest
from kompas.words import _


def proceeding_of(request: SignedInRequest, case: Case) -> Proceeding | None:
    """The proceeding that a page is about; None in a case without any. 404 for one there is not."""
    entry = named(request)
    if entry is None:
        found = _standing_out(case)
    else:
        found = next((one for one in case.proceedings if one.entry == entry), None)
        if found is None:
            raise Http404
    return _shown(request, case, found)


def _shown(request: SignedInRequest, case: Case, found: Proceeding | None) -> Proceeding | None:
    """The page is about it from now on."""
    visit = request.visit
    visit.proceeding = found.entry if found else None
    visit.named = bool(parameters.word(request.GET, NAMED)) and found is not None
    visit.about = title_of(found) if found and len(case.proceedings) > 1 else ""
    return found


def of_letter(request: SignedInRequest, case: Case) -> Proceeding | None:
    """As `proceeding_of`; where none is named, one that was decided stands before one that was not.

    The letter of a case is still found by its address when a complaint has come in since.
    """
    on = proceeding_of(request, case)
    decided = [one for one in case.proceedings if one.decision is not None]
    if named(request) is not None or on is None or on.decision is not None or not decided:
        return on
    return _shown(request, case, decided[-1])


def _standing_out(case: Case) -> Proceeding | None:
    """What there is something to do in stands before what is done, a complaint too."""
    on = case.current
    if on is not None and not on.is_open and case.open_proceedings:
        return case.open_proceedings[-1]
    return on


def title_of(on: Proceeding) -> str:
    """A proceeding as one tells it from the others of its case: `Klage, 24. august 2026`."""
    return f"{_(KIND_TEXTS[on.kind])}, {day(on.opened_on)}"


def draft_key(request: SignedInRequest, case_id: UUID) -> int:
    """The proceeding under which the draft of a form is kept; 0 for none.

    The form says it; 404 for one that the case does not have. Where none is said, the one that
    stands out: the case is read for it.
    """
    if (said := named(request)) is not None:
        with access.acting(request.visit.viewer):
            if not log.opened_by(case_id, said):
                raise Http404
        return said
    with access.acting(request.visit.viewer):
        try:
            case = reading.folded(reading.visible(case_id))
        except (reading.NoSuchCase, log.Erased):
            return 0
    on = proceeding_of(request, case)
    return on.entry if on else 0


def draft_address(route: str, key: int, **arguments: object) -> str:
    """Where a form is kept while it is typed: the proceeding of its draft is a part of it.

    The browser too keeps what it could not send under this address: two windows on two proceedings
    of one case do not mix.
    """
    address = url(route, **arguments)
    return f"{address}?{NAMED}={key}" if key else address


def named(request: SignedInRequest) -> int | None:
    """The proceeding that a form or an address names; None where neither does, 404 for nonsense."""
    said = parameters.word(request.POST, NAMED).removeprefix(OPENING)
    text = said or parameters.word(request.GET, NAMED)
    if not text:
        return None
    number = as_number(text)
    if number is None:
        raise Http404
    return number


def asked_in(request: SignedInRequest, step: AnyStep, on: Proceeding | None) -> Belongs:
    """Where a step belongs that a form asks for: where it was when the form was opened.

    A form says whether it was for a proceeding or for a further one (`OPENING`): what has happened
    since never makes it one of another.
    """
    said = parameters.word(request.POST, NAMED)
    if said.startswith(OPENING) and step.opens:
        return Opens.NEW
    if said and step.flows and on is not None:
        return on.entry
    return belongs(step, on)


def belongs(step: AnyStep, on: Proceeding | None) -> Belongs:
    """Where a step belongs that is taken on a page of a proceeding.

    Where it has no place there, and opens a proceeding, that is what is meant.
    """
    if not step.flows:
        return None
    if on is not None and (step.fits(on) or step.opens is None):
        return on.entry
    return Opens.NEW if step.opens else None
