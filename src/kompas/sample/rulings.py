"""Decisions of Eksempelby: made of what a case holds, judged, put in a letter and sent."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from kompas.casework import (
    Amounts,
    ComplaintGuidance,
    Contact,
    Cost,
    Decision,
    DecisionForm,
    DecisionKind,
    Facility,
    Ground,
    Statement,
)
from kompas.casework.danish_calendar import weeks_after, working_day_from
from kompas.casework.deadlines import received_on
from kompas.casework.information import facts_of
from kompas.casework.intervention import GIVING, PROVIDER
from kompas.casework.steps.decision import DecisionTaken
from kompas.casework.steps.letter import LetterMade
from kompas.casework.steps.override import FindingOverridden
from kompas.casework.steps.sending import LetterSent
from kompas.casework.taken_decision import LetterChannel
from kompas.sample.phrases import Phrase
from kompas.sample.scenario import Tale
from kompas.sample.stories import Saying
from kompas.sample.town import SERVICE

_REFUSING = frozenset((DecisionKind.REFUSAL, DecisionKind.PARTIAL_REFUSAL))
_OFFERING = GIVING | PROVIDER
_LESS = {DecisionKind.REDUCTION: "changed_less", DecisionKind.TERMINATION: "changed_stop"}
"""What is said of what changed, where help becomes less."""
_BOARD = "Ankestyrelsen"
_DIGITAL_IN_TEN = 9
_LIX = 20, 28
"""What the letters of Eksempelby measure."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is decided: the kind, the days a week, and the reasons by name (`reasons.toml`).

    `intrusive` is for a choice of provider. `need` and `wish` name what is said of them in other
    words than the portrait's.
    """

    kind: DecisionKind
    days: int | None = None
    reasons: tuple[str, ...] = ()
    intrusive: bool | None = None
    need: str = ""
    wish: str = ""


def draft(tale: Tale, ruling: Ruling) -> Decision:
    """The decision as a caseworker would have it today, with everything the case holds."""
    tale.count(ruling.days)
    kind, today, say = ruling.kind, tale.today, tale.town.stories.say
    is_provider = kind in PROVIDER
    is_act_only = is_provider and not ruling.intrusive
    may_complain = kind is not DecisionKind.GRANT and not is_act_only
    stops = kind is DecisionKind.TERMINATION
    return Decision(
        kind=kind,
        service=SERVICE,
        municipality=tale.unit.municipality,
        case_number=tale.case_number,
        unit=tale.unit.norms_unit,
        decided_on=today,
        citizen=tale.who.citizen,
        form=DecisionForm.ADMINISTRATIVE_ACT_ONLY if is_act_only else DecisionForm.DECISION,
        form_reason=Statement(text=tale.say(_form_reason(ruling, is_act_only=is_act_only))),
        considerably_intrusive=ruling.intrusive if is_provider else None,
        legal_basis=("serviceloven § 104",),
        applied_for=tale.applied_for,
        applied_on=tale.opened_on if tale.applied_for else None,
        own_follow_up=tale.applied_for is None,
        granted=_extent(tale, ruling),
        granted_before=tale.grant or {},
        starts_on=_first_of_a_month(today) if kind in _OFFERING else None,
        ends_on=_first_of_a_month(today) - timedelta(days=1) if stops else None,
        facts={**tale.facts, **facts_of((), today)},  # nobody was asked for anything
        need=_about(tale, say.get(ruling.need, tale.who.portrait.you_need), "vum"),
        wishes=_about(tale, say.get(ruling.wish, tale.who.portrait.you_wish), "meeting"),
        capacity=_about(tale, tale.who.portrait.you_can, "vum"),
        grounds=tuple(_ground(tale, name) for name in ruling.reasons),
        evidence=tuple(tale.evidence),
        facilities=(_facility(tale),) if kind in _OFFERING else (),
        alternatives=Statement(text=tale.say("alternatives")) if kind in _REFUSING else None,
        changed_since=_changed(tale, kind),
        hearing=tale.hearing,
        answer_weighed=_weighed(tale),
        complaint_guidance=_guidance(tale, kind) if may_complain else None,
        contact=Contact(name=tale.worker.name, phone=tale.worker.phone, email=tale.worker.email),
        costs=_costs(tale) if kind in _OFFERING else (),
    )


def being_written(tale: Tale, ruling: Ruling) -> Decision:
    """A draft of a decision that has not been taken: it has no date yet."""
    return replace(draft(tale, ruling), decided_on=None)


def decide(tale: Tale, ruling: Ruling) -> Decision:
    """Take the decision today."""
    decision = draft(tale, ruling)
    trace = tale.town.traces.of(decision)
    act_only = decision.form is DecisionForm.ADMINISTRATIVE_ACT_ONLY
    tale.decided = decision.kind, decision.granted, act_only
    tale.record(DecisionTaken(decision=decision, trace=trace, changes=tale.entries.help_entry))
    return decision


def override(tale: Tale, decision: Decision) -> None:
    """The team lead takes responsibility for the findings that one may go on in spite of."""
    for found in tale.town.traces.of(decision).findings:
        if found.severity == "blocking" and found.can_be_overridden:
            tale.record(
                FindingOverridden(code=found.code, about=found.about, why=tale.say("override")),
                tale.lead.username,
            )


def make_letter(tale: Tale) -> None:
    """The letter. Its file is not part of the sample: the hash stands for a file that is not
    there, and how hard it is to read is drawn.
    """
    stands_for = f"{tale.case_number} {len(tale.entries)}".encode()
    tale.record(
        LetterMade(document_sha256=sha256(stands_for).hexdigest(), lix=tale.lots.between(*_LIX))
    )


def send(tale: Tale) -> None:
    """The letter goes out; the norms say when it counts as received, and until when one can
    complain.
    """
    if tale.decided is None:
        raise ValueError(tale.case_number)
    kind, extent, act_only = tale.decided
    is_digital = tale.lots.below(10) < _DIGITAL_IN_TEN
    channel = LetterChannel.DIGITAL_POST if is_digital else LetterChannel.LETTER
    times = tale.town.times(tale.unit, tale.today, kind)
    got = received_on(tale.today, channel, times.receipt_working_days or 0)
    weeks = times.complaint_weeks
    until = working_day_from(weeks_after(got, weeks)) if weeks else None
    tale.complaint_until = None if act_only else until
    if kind in GIVING:
        tale.grant = extent
    elif kind is DecisionKind.TERMINATION:
        tale.grant = None
    tale.record(
        LetterSent(
            channel=channel,
            sent_on=tale.today,
            received_on=got,
        )
    )
    tale.follow()


def decide_and_send(tale: Tale, ruling: Ruling) -> None:
    """Take the decision, make the letter and send it, within a few days."""
    decide(tale, ruling)
    make_letter(tale)
    tale.wait(0, 2)
    send(tale)


def _extent(tale: Tale, ruling: Ruling) -> Amounts:
    if ruling.kind in PROVIDER and tale.grant:
        return tale.grant
    return tale.extent(ruling.days)


def _form_reason(ruling: Ruling, *, is_act_only: bool) -> str:
    if is_act_only:
        return "not_intrusive"
    if ruling.kind in PROVIDER:
        return "intrusive"
    if ruling.kind in _REFUSING:
        return "refuses_help"
    return "gives_help" if ruling.kind is DecisionKind.GRANT else "changes_help"


def _about(tale: Tale, said: Phrase, evidence: str) -> Statement:
    """What is said to the citizen of need, wish and capacity."""
    return Statement(text=said.said(tale.lots, tale.who.words), evidence=(tale.ids[evidence],))


def _ground(tale: Tale, name: str) -> Ground:
    reason = tale.town.stories.reasons[name]
    said = _said(tale, reason.said)
    return Ground(
        type=reason.type,
        text=said.text,
        evidence=said.evidence,
        shown={code: _said(tale, saying) for code, saying in reason.shown.items()},
    )


def _said(tale: Tale, saying: Saying) -> Statement:
    return Statement(
        text=saying.text.said(tale.lots, tale.who.words),
        evidence=tuple(tale.ids[name] for name in saying.evidence),
    )


def _facility(tale: Tale) -> Facility:
    offer = tale.who.offer
    visited = (tale.ids["offer"],)

    def told(name: str, *more: str) -> Statement:
        text = getattr(offer, name).said(tale.lots, tale.who.words)
        return Statement(text=text, evidence=visited + more)

    return Facility(
        name=offer.name,
        activities=told("activities"),
        staff=told("staff"),
        premises=told("premises"),
        meets_need=told("meets", tale.ids["vum"]),
    )


def _guidance(tale: Tale, kind: DecisionKind) -> ComplaintGuidance | None:
    weeks = tale.town.times(tale.unit, tale.today, kind).complaint_weeks
    if weeks is None:
        return None
    return ComplaintGuidance(to=_BOARD, how=tale.say("complaint_how"), deadline_weeks=weeks)


def _costs(tale: Tale) -> tuple[Cost, ...]:
    offer = tale.who.offer
    source = f"Takstblad for {offer.name} (opdigtet)"
    return (
        Cost(
            what=offer.cost_what,
            amount_oere=offer.cost_oere,
            period="month",
            source=source if offer.cost_oere else "",
        ),
    )


def _changed(tale: Tale, kind: DecisionKind) -> Statement | None:
    """What is otherwise than when the help was given, where it becomes less."""
    told = _LESS.get(kind)
    return Statement(text=tale.say(told), evidence=(tale.ids["meeting"],)) if told else None


def _weighed(tale: Tale) -> Statement | None:
    if tale.hearing is None or not tale.hearing.said:
        return None
    return Statement(text=tale.say("answer_weighed"), evidence=(tale.ids["meeting"],))


def _first_of_a_month(day: date) -> date:
    """The first of a month at least four weeks ahead, when something begins."""
    ahead = day + timedelta(weeks=4)
    year, month = divmod(ahead.year * 12 + ahead.month, 12)
    return date(year, month + 1, 1)
