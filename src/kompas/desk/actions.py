"""What can be done with a case, and where: each step as people ask for it, with its page."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kompas.accounts.lookup import UnitTerms, terms_of
from kompas.casework import advice
from kompas.casework.case import Case
from kompas.casework.commands import Opens, may_take
from kompas.casework.flows import ProceedingKind
from kompas.casework.proceeding import Proceeding, ReviewOutcome
from kompas.casework.status import Status
from kompas.casework.steps import STEPS
from kompas.desk.case_file import CaseFile
from kompas.desk.proceedings import belongs
from kompas.desk.routes import DESK
from kompas.desk.steps import FORMS
from kompas.norms import FactError, NotCodedError
from kompas.processes import permissions
from kompas.web.norms import library
from kompas.web.rendering import url, url_of_page
from kompas.web.request_context import Visit
from kompas.words import _

PAGES: Mapping[str, str] = {
    "decision_taken": "decision",
    "letter_made": "letter",
    "letter_sent": "send",
    "panel_decided": "panel_case",
    "panel_deferred": "panel_case",
    "fact_noted": "case_facts",
    "document_attached": "case_documents",
}
"""Steps with a page of their own, by the name of its route; the others have a form."""
_ADDRESSED_BY_CASE = "<uuid:case_id>"


@dataclass(frozen=True, slots=True)
class Way:
    """A step that can be done, what it is called, and where; `url` is None where no page is."""

    step: str
    text: str
    url: str | None


def way(file: CaseFile, step: str) -> Way:
    """How a step is done."""
    text, status = _(STEPS[step].ask), file.on.status if file.on else None
    if step == "entry_withdrawn":
        text = _("Tag stilling til forslaget")
    if step == "decision_taken" and status is Status.DECIDED:
        text = _("Ret afgørelsen")
    if step == "need_uncovered" and (_opens(file, step) or status is Status.EARLY_HELP):
        text = _("Tag sagen op igen")
    return Way(step, text, address(file, step))


def address(file: CaseFile, step: str) -> str | None:
    """The page on which a step is done; None where there is none."""
    case_id = file.case.case_id
    if step == "entry_withdrawn" and (waiting := next(file.to_confirm(), None)):
        return url_of_page(file.visit, "case_proposal", case_id=case_id, seq=waiting.entry)
    return address_of(file.visit, case_id, step)


def address_of(visit: Visit, case_id: UUID, step: str) -> str | None:
    """The page of a case on which a step is done; None where there is none."""
    name = PAGES.get(step, "do_step")
    if name == "do_step":
        return url_of_page(visit, name, case_id=case_id, step=step) if step in FORMS else None
    if _ADDRESSED_BY_CASE not in DESK.route[name].path:
        return url(name)
    return url_of_page(visit, name, case_id=case_id)


def onward(visit: Visit, case: Case) -> str:
    """Where a proceeding goes on once something is recorded in it: the page of its next step, where
    the user may take it now and nothing is waited for; else the case. At most one statement.

    Before the need is assessed the facts come that the norms ask for, while some are missing.
    """
    on = next((one for one in case.proceedings if one.entry == visit.proceeding), case.current)
    terms = terms_of(case.unit)
    here = url_of_page(visit, "case", case_id=case.case_id)
    if on is None or terms is None:
        return here
    ahead = advice.next_step(case, on, visit.today, panel_required=terms.panel_required)
    step = ahead.step
    if step is None or ahead.waits_until or not permissions.record(visit.viewer, step, case.unit):
        return here
    if not may_take(case, STEPS[step], belongs(STEPS[step], on)):
        return here
    if step == "need_assessed" and _asks_for_facts(case, on, terms, visit.today):
        return url_of_page(visit, "case_facts", case_id=case.case_id)
    return address_of(visit, case.case_id, step) or here


def _asks_for_facts(case: Case, on: Proceeding, terms: UnitTerms, today: date) -> bool:
    """Whether the norms of the case wait for a fact that somebody can find out."""
    try:
        standard = library().standard(case.service, case.municipality, today, terms.norms_unit)
        return bool(standard.assess(case.facts_on(today, on), today).ask_first)
    except (NotCodedError, FactError):
        return False


def next_way(file: CaseFile) -> Way | None:
    """The step that leads on, where the user may do it now."""
    step = file.next.step
    return way(file, step) if step and file.may(step) else None


def other_ways(file: CaseFile) -> Iterator[Way]:
    """What else the user may do now; what has no page is left out."""
    for step, known in STEPS.items():
        if known.ask and step != file.next.step and file.may(step):
            found = way(file, step)
            if found.url and not _hidden(file, step):
                yield found


def _opens(file: CaseFile, step: str) -> bool:
    """Whether it would begin a further proceeding."""
    return belongs(STEPS[step], file.on) is Opens.NEW


def _hidden(file: CaseFile, step: str) -> bool:
    """What the status allows and the case has no use for: an answer to nothing, a letter anew."""
    found = _OF_NO_USE.get(step)
    return found is not None and found(file)


def _going_on(file: CaseFile) -> bool:
    return any(one.kind is ProceedingKind.FOLLOW_UP for one in file.case.open_proceedings)


def _followed_up(file: CaseFile) -> bool:
    """Help that runs is followed up by its goals; else one follow-up is enough at a time."""
    return _opens(file, "need_uncovered") and (file.case.help is not None or _going_on(file))


def _not_upheld(file: CaseFile) -> bool:
    review = file.on.review if file.on else None
    return review is not None and review.outcome is ReviewOutcome.NOT_UPHELD


def _unsendable(file: CaseFile) -> bool:
    no_letter = file.on is None or file.on.letter is None
    return no_letter or any(advice.open_findings(file.on))


_OF_NO_USE: Mapping[str, Callable[[CaseFile], bool]] = {
    "need_uncovered": _followed_up,
    "follow_up_held": _going_on,
    "decision_taken": _not_upheld,
    "hearing_answered": lambda file: file.on is None or not file.on.hearings,
    "information_received": lambda file: file.on is None or not file.on.requests,
    "recommendation_made": lambda file: not file.panel_required,
    "put_to_panel": lambda file: not file.panel_required,
    "letter_made": lambda file: any(advice.open_findings(file.on)),
    "letter_sent": _unsendable,
}
