"""Which field mends what: from a finding or a part of the letter to its place on the page.

A place is the id of an element of the page on which the decision is written. What the case itself
must hold (facts, evidence, the hearing) has places there too, with a way on to the case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from kompas.casework import Decision, DecisionKind
from kompas.casework.order_of_days import Dated
from kompas.desk.deciding.form import AMOUNTS, OF_THE_CASE, STATEMENTS
from kompas.letters.names import FACILITY_STATEMENTS
from kompas.norms import Library
from kompas.norms.measures import measure_of
from kompas.soundness import Finding
from kompas.web.form_parts import anchor
from kompas.wire.draft_reading import place_of

TOP, FACTS, PAPERS, HEARING = "afgoerelse", "oplysninger", "bilag", "partshoering"
UNREADABLE = "ulaeseligt"
GROUNDS, FACILITIES, COSTS, BASIS = map(
    anchor, (("grounds",), ("facilities",), ("costs",), ("legal_basis",))
)


def _at(name: str) -> str:
    """The id of a field by its name: `complaint_guidance.to`."""
    return anchor(name.split("."))


_ELEMENTS: Mapping[str, str] = {
    "legal_basis": BASIS,
    "grounds": GROUNDS,
    "facts": FACTS,
    "target_group": FACTS,
    "party_hearing": HEARING,
    "complaint_guidance": _at("complaint_guidance.to"),
    "form": _at("form"),
    "offer": FACILITIES,
    **{name: _at(f"{name}.text") for name in STATEMENTS},
}
"""Where each element of a decision is written; those of a facility, as `offer_staff`, with it."""

_QUESTIONS: Mapping[str, str] = {
    "decision_form": _at("form"),
    "complaint_deadline": _at("complaint_guidance.deadline_weeks"),
}
_CODES: Mapping[str, str] = {
    "not_coded": TOP,
    "legal_basis_does_not_fit": BASIS,
    "basis_not_coded": BASIS,
    "kind_contradicts_extent": _at("kind"),
    "grant_is_less_than_asked": _at("applied_amounts"),
    "claim_left_open": FACTS,
    "claim_contradicts_fact": FACTS,
    "amount_missing": _at("granted"),
    "amounts_contradict": _at("granted"),
    "outside_the_act": FACTS,
    "entitled_to_help": FACTS,
    "entitlement_not_examined": FACTS,
    "barred_decision": FACTS,
    "rests_on_what_may_not_decide": FACTS,
    "birth_contradicts_number": FACTS,
    "running_help_contradicts": FACTS,
    "evidence_after_decision": PAPERS,
    "evidence_too_old": PAPERS,
    "nobody_has_looked": PAPERS,
    "nothing_linked": PAPERS,
    "unfavourable_not_considered": PAPERS,
    "heard_before_paper": HEARING,
    "unheard_paper": HEARING,
    "papers_heard_on_unknown": HEARING,
    "hearing_too_short": HEARING,
    "decided_before_answer": HEARING,
    "answered_after_decision": HEARING,
    "answer_is_empty": HEARING,
    "answer_not_weighed": _at("answer_weighed.text"),
    "nothing_to_weigh": _at("answer_weighed.text"),
    "complaint_to_wrong_body": _at("complaint_guidance.to"),
    "complaint_to_unknown_body": _at("complaint_guidance.to"),
    "complaint_way_unclear": _at("complaint_guidance.how"),
    "intrusive_by_the_facts": _at("considerably_intrusive"),
    "intrusiveness_not_examined": FACTS,
    "nothing_changed": _at("changed_since.text"),
}
_DAYS: Mapping[str, str] = {
    Dated.DECIDED: _at("decided_on"),
    Dated.BURDEN: _at("starts_on"),
    Dated.STARTS: _at("starts_on"),
    Dated.ENDS: _at("ends_on"),
    Dated.HEARD: HEARING,
    Dated.ANSWER_DUE: HEARING,
}
"""Where the day is written that comes too early (`kompas.casework.order_of_days`)."""
_COMPLAINT = _at("complaint_guidance.to")
_LETTER: Mapping[str, str] = {
    **dict.fromkeys(("citizen_name", "case_number", "own_draft", "cpr_absent", "printable"), TOP),
    **{name: _at(name) for name in ("decided_on", "starts_on", "ends_on")},
    "contact_name": _at("contact.name"),
    "contact_way": _at("contact.phone"),
    "legal_basis": BASIS,
    "rule_text": BASIS,
    "facility_names": FACILITIES,
    "price_told": COSTS,
    "cost_what": COSTS,
    "cost_period": COSTS,
    **dict.fromkeys(("ground", "ground_text", "ground_heading"), GROUNDS),
    **dict.fromkeys(("shown_demanded", "shown_text"), GROUNDS),
    **dict.fromkeys(("fact", "fact_label", "fact_value", "fact_source", "fact_dated"), FACTS),
    "evidence_known": PAPERS,
    "granted": _at("granted"),
    "granted_before": _at("granted_before"),
    **dict.fromkeys(("complaint_to", "complaint_how", "complaint_weeks"), _COMPLAINT),
    "deadline_agrees": _at("complaint_guidance.deadline_weeks"),
    **{name: _at(f"{name}.text") for name in STATEMENTS},
}
"""Where it is written what the texts of letters ask for (`demands` in norms/letters). All else that
they ask for the norms answer, and what those lack are facts.
"""


def of_finding(finding: Finding, written: Mapping[str, Any], library: Library) -> tuple[str, ...]:
    """Where a finding is mended: one place, or one for each thing that it lacks (`lacks`).

    `written` is the JSON of the decision as far as it can be read.
    """
    place = _CODES.get(finding.code) or of_trace(finding.about)
    if place is not None:
        return (place,)
    if finding.about in library.grounds:
        return _of_ground(finding, written, library)
    if finding.about in _DAYS:
        ends = finding.about == Dated.BURDEN and written.get("kind") == DecisionKind.TERMINATION
        return (_DAYS[Dated.ENDS if ends else finding.about],)
    if finding.about in _QUESTIONS:
        return (_QUESTIONS[finding.about],)
    question = library.words.questions.get(finding.about)
    if question is not None and measure_of(question, library.words):
        return (_of_measure(question.unit, library),)
    elements = library.words.elements
    return tuple(
        _of_measure(elements[name].measure, library)
        if name in elements and elements[name].measure
        else _of_element(name, written)
        for name in finding.lacks
    ) or (TOP,)


def _of_measure(measure: str | None, library: Library) -> str:
    """The field of how much is granted in a measure; where no help is granted in it, of any."""
    fields = any(measure in one.measures for one in library.words.services.values())
    return _at(f"granted.{measure}" if fields else "granted")


def of_lack(demands: Sequence[str]) -> str:
    """Where it is written what a letter lacks, by what the requirement asks for."""
    if not demands:
        return TOP
    # Of one measure (`granted_days_per_week`) it lies with the amounts: the longest name tells.
    amounts = [name for name in AMOUNTS if demands[0].startswith(f"{name}_")]
    return _at(max(amounts, key=len)) if amounts else _LETTER.get(demands[0], FACTS)


def of_trace(trace: str) -> str | None:
    """Where the words of a letter were written (`decision.grounds[0].text`); None for fixed texts
    and for what the case holds.
    """
    head, _dot, path = trace.partition(".")
    place = place_of(path)
    if head != "decision" or not place or place[0] not in _WRITTEN:
        return None
    is_statement = place[-1] in _STATEMENTS or place[-2:-1] == ("shown",)
    return anchor((*place, "text") if is_statement else place)


_STATEMENTS = frozenset((*STATEMENTS, *FACILITY_STATEMENTS))
_WRITTEN = frozenset(one.name for one in fields(Decision)) - OF_THE_CASE


def _of_element(name: str, written: Mapping[str, Any]) -> str:
    part = name.removeprefix("offer_")
    if part != name and part in FACILITY_STATEMENTS:
        return _of_facility(part, written)
    # What the record shows is noted in the case.
    return _ELEMENTS.get(name, FACTS)


def _of_facility(part: str, written: Mapping[str, Any]) -> str:
    """The first facility that is silent on a part."""
    for number, facility in enumerate(written.get("facilities", ())):
        if not str((facility.get(part) or {}).get("text", "")).strip():
            return _at(f"facilities.{number}.{part}.text")
    return FACILITIES


def _of_ground(finding: Finding, written: Mapping[str, Any], library: Library) -> tuple[str, ...]:
    """The fields of the ground that a finding is about: of several, the first that it fits."""
    found = [
        (number, ground)
        for number, ground in enumerate(written.get("grounds", ()))
        if ground.get("type") == finding.about
    ]
    for number, ground in found:
        if finding.code == "ground_without_text" and not str(ground.get("text", "")).strip():
            return (_at(f"grounds.{number}.text"),)
        if finding.code == "shown_without_evidence" and not ground.get("evidence"):
            return (_at(f"grounds.{number}.evidence"),)
        yet = [code for code in finding.lacks if not _is_shown(ground, code)]
        if finding.code == "ground_not_shown" and yet:
            return _answers(number, finding, written, library)
    if not found:
        return (GROUNDS,)
    number = found[0][0]
    if finding.code in _ABOUT_ANSWERS and finding.lacks:  # what stands there says nothing
        return _answers(number, finding, written, library)
    text = finding.code in _ABOUT_TEXTS
    return (_at(f"grounds.{number}.text" if text else f"grounds.{number}"),)


def _answers(
    number: int, finding: Finding, written: Mapping[str, Any], library: Library
) -> tuple[str, ...]:
    """Where each demand is answered: in the ground, or by a part of the decision."""
    elements = {one.code: one.elements for one in library.grounds[finding.about].demands}
    return tuple(
        _of_element(elements[code][0], written)
        if elements.get(code)
        else _at(f"grounds.{number}.shown.{code}.text")
        for code in finding.lacks
    )


_ABOUT_ANSWERS = frozenset({"ground_not_shown", "says_too_little", "said_twice"})
_ABOUT_TEXTS = frozenset(
    {
        "ground_says_nothing",
        "ground_speaks_of_another",
        "ground_may_speak_of_another",
        "ground_without_citizen",
        "reason_fits_anybody",
        "says_too_little",
    }
)


def _is_shown(ground: Mapping[str, Any], code: str) -> bool:
    said = (ground.get("shown") or {}).get(code) or {}
    return bool(str(said.get("text", "")).strip())


# ---------------------------------------------------------------- what the tests hold it to


def known_elements() -> frozenset[str]:
    """The elements of a decision that have a place of their own; the others are facts."""
    return frozenset(_ELEMENTS) | {f"offer_{part}" for part in FACILITY_STATEMENTS}


def known_codes() -> frozenset[str]:
    """The findings that have one place, whatever they are about."""
    return frozenset(_CODES)


def known_to_letters() -> frozenset[str]:
    """What the texts of letters may ask of a decision that has a place."""
    return frozenset(_LETTER)


def fixed() -> frozenset[str]:
    """Every place that is on each page."""
    all_known = (_ELEMENTS, _QUESTIONS, _CODES, _LETTER)
    places = frozenset(place for known in all_known for place in known.values())
    return places | {GROUNDS, FACILITIES, COSTS}
