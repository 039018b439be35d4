"""What a new decision begins with, and what may be put in by a button: from norms, case, panel.

The texts go into the letter: they are Danish.
"""

from datetime import date
from typing import Any

from kompas.accounts.models import User
from kompas.casework.amounts import Amounts
from kompas.casework.case import Case
from kompas.casework.decision import DecisionKind
from kompas.casework.flows import ProceedingKind
from kompas.casework.intervention import GIVING, PROVIDER
from kompas.casework.proceeding import Proceeding
from kompas.letters import clauses_of
from kompas.norms import Library, NotCodedError, Standard
from kompas.wire.draft_reading import as_written


def begun(
    case: Case,
    on: Proceeding | None,
    standard: Standard | None,
    library: Library,
    user: User,
    today: date,
) -> dict[str, Any]:
    """The draft that the writing begins with: a decision that was taken and is to be mended, or
    what the norms, the panel and the user's own name give.
    """
    if on is not None and on.is_open and on.decision is not None:
        taken = as_written(on.decision.decision)
        taken.pop("decided_on", None)
        if on.decision.decision.kind not in PROVIDER:
            taken.pop("form", None)  # it always is one
        return taken
    reached = library.words.contacts.get(case.municipality)
    ways: dict[str, str | None] = {"phone": user.phone, "email": user.email}
    if reached is not None and not any(ways.values()):
        ways = {"phone": reached.phone, "email": reached.email}
    told = {"title": user.title, **ways}
    contact = {"name": user.name, **{part: said for part, said in told.items() if said}}
    written: dict[str, Any] = {"contact": contact}
    basis = library.words.services[case.service].legal_basis
    if len(basis) == 1:
        written["legal_basis"] = list(basis)
    if case.applied_amounts and (on is None or on.kind is not ProceedingKind.FOLLOW_UP):
        asked = case.applied_amounts.items()
        written["applied_amounts"] = {name: f"{amount:f}" for name, amount in asked}
    if papers := assessment_papers(case, on):
        written["capacity"] = {"evidence": papers}
    if amounts := _stated_before(case):
        written["amounts"] = amounts
    advised = (on.panel or on.recommendation) if on else None
    if advised is not None:
        written |= _as_advised(advised.kind, advised.extent)
    if written.get("kind") != DecisionKind.GRANT.value:
        written |= complaint_guidance(case, standard, library, today)
    return written


def _stated_before(case: Case) -> dict[str, Any]:
    """The citizen's amounts of the newest decision that has some, each with its source."""
    taken = [one for proceeding in case.proceedings for one in proceeding.decisions]
    for one in sorted(taken, key=lambda one: one.entry, reverse=True):
        if one.decision.amounts:
            found = one.decision.amounts.items()
            return {
                name: {"amount_oere": each.amount_oere, "source": each.source}
                for name, each in found
            }
    return {}


def held_texts(case: Case, on: Proceeding | None) -> dict[str, str]:
    """What the case says already of what a decision says of the citizen, by the name of the
    statement. What was not written to the citizen is reworded: it is put in by a button. The
    citizen's own words are quoted.
    """
    assessment = on.assessment if on else None
    wished = ((on.applied_for if on else None) or case.applied_for or "").strip()
    found = {
        "need": f"{case.need.reason} {case.need.need}" if case.need else "",
        "wishes": f"Ønsket er: »{wished}«" if wished else "",
        "capacity": assessment.capacity if assessment else "",
    }
    return {name: text.strip() for name, text in found.items() if text.strip()}


def assessment_papers(case: Case, on: Proceeding | None) -> list[str]:
    """The assessment of the proceeding among the papers of the case, by its code: what is said of
    the citizen's capacity rests on it, unless its writer takes it away.
    """
    if on is None or on.assessment is None:
        return []
    own = on.assessment.paper
    same = (one.id for one in case.papers if (one.kind, one.dated) == (own.kind, own.dated))
    return [*same][:1]


def complaint_guidance(
    case: Case, standard: Standard | None, library: Library, today: date
) -> dict[str, Any]:
    """To whom and how one can complain, as the letters' texts say it, and within how many weeks;
    nothing where no norm says that, or there are no texts for letters about the help. What is
    granted in full needs none (forvaltningsloven § 25): it is put in by a button.
    """
    asked = standard.numbers("complaint_deadline", {}, today) if standard else None
    weeks = asked.number if asked else None
    try:
        texts = clauses_of(library, case.service).complaint
    except NotCodedError:
        return {}
    return {} if weeks is None else {"complaint_guidance": {**texts, "deadline_weeks": weeks}}


def standard_of(case: Case, norms_unit: str | None, library: Library, on: Any) -> Standard | None:
    """The norms for a case on a day, as far as there are any."""
    try:
        return library.standard(case.service, case.municipality, on, norms_unit)
    except NotCodedError:
        pass
    try:
        return library.procedure(on)
    except NotCodedError:
        return None


def _as_advised(kind: DecisionKind, advised: Amounts) -> dict[str, Any]:
    written: dict[str, Any] = {"kind": kind.value}
    if kind in GIVING:
        written["granted"] = {name: f"{amount:f}" for name, amount in advised.items()}
    return written
