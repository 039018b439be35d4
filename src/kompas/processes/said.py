"""What each entry of a case says: in a line or two, and in full."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kompas.casework import DecisionKind, Extent, steps
from kompas.casework.record import Event, name_of
from kompas.norms import Fact, Vocabulary
from kompas.norms.domain import FactType
from kompas.norms.wording import listed
from kompas.soundness import Verdict
from kompas.soundness.wording import VERDICT_TEXTS, extent_text, kind_text
from kompas.words import N_, _, language, ngettext

APPLIED_BY: Mapping[str, str] = {
    "digital": N_("digitalt"),
    "phone": N_("på telefon"),
    "letter": N_("i brev"),
}
SENT_BY: Mapping[str, str] = {"digital_post": N_("Digital Post"), "letter": N_("brev")}
WITHDRAWN: Mapping[str, str] = {
    "mistake": N_("en fejl"),
    "wrong_citizen": N_("journaliseret på forkert borger"),
}


@dataclass(frozen=True, slots=True)
class Speech:
    """How it is said: the norms' words, how a day is written, and what a user is called."""

    words: Vocabulary
    day: Callable[[date], str] = date.isoformat
    name: Callable[[str], str] = str


def said(event: Event, s: Speech) -> str:
    """What an entry says; empty where its name says it all."""
    name = name_of(event)
    return _SAID[name](event, s) if name in _SAID else ""


def name_of_fact(fact: Fact) -> str:
    """What a fact is called."""
    return fact.text_en if language() == "en" else fact.text


def value_of_fact(fact: Fact, value: Any, s: Speech) -> str:
    """A value of a fact as people read it; as it stands where the vocabulary has moved on.

    Of a group (it is one of these, not yet known which) all its values.
    """
    try:
        code = fact.domain.read(value)
    except ValueError:
        return str(value)
    if not isinstance(code, int):
        codes = (one for low, high in code for one in range(low, high + 1))
        return listed(fact.domain.text(one, language()) for one in codes)
    if fact.domain.type is FactType.DATE:
        return s.day(date.fromordinal(code))
    return fact.domain.text(code, language())


def _applied(event: steps.ApplicationReceived, s: Speech) -> str:
    how = _(APPLIED_BY[event.channel.value])
    by = (
        _(", af {name} på borgerens vegne").format(name=event.on_behalf_by)
        if event.on_behalf_by
        else ""
    )
    return _("{date} {how}{by}: {what}").format(
        date=s.day(event.received_on), how=how, by=by, what=event.applied_for
    )


def _took_over(event: steps.RunningGrantTakenOver, s: Speech) -> str:
    return _("{offer}, {extent}, bevilget {date}").format(
        offer=event.offer, extent=extent_in_words(event.extent), date=s.day(event.granted_on)
    )


def _fact(event: steps.FactNoted, s: Speech) -> str:
    fact = s.words.facts.get(event.name)
    label, value = event.name, str(event.value)
    if fact is not None:
        label, value = name_of_fact(fact), value_of_fact(fact, event.value, s)
    return _("{label}: {value} (kilde: {source}, {date})").format(
        label=label, value=value, source=event.source, date=s.day(event.dated)
    )


def _panel(event: steps.PanelDecided, s: Speech) -> str:
    decided = _kind_and_extent(event.kind, event.extent, s)
    if event.against_recommendation:
        return _("{decided}; imod indstillingen: {why}").format(decided=decided, why=event.why)
    return decided


def _decision(event: steps.DecisionTaken, s: Speech) -> str:
    decision = event.decision
    found = len(event.trace.findings)
    verdict = _(VERDICT_TEXTS[Verdict(event.trace.verdict)])
    taken = _kind_and_extent(decision.kind, decision.extent, s)
    if not found:
        return _("{decision}; {verdict}").format(decision=taken, verdict=verdict)
    findings = ngettext("{count} mangel", "{count} mangler", found).format(count=found)
    return _("{decision}; {verdict}, {findings}").format(
        decision=taken, verdict=verdict, findings=findings
    )


def _sent(event: steps.LetterSent, s: Speech) -> str:
    text = _("{channel} {date}").format(
        channel=_(SENT_BY[event.channel.value]), date=s.day(event.sent_on)
    )
    if event.complaint_until is None:
        return text
    until = _("klagefrist {date}").format(date=s.day(event.complaint_until))
    return f"{text}; {until}"


def _withdrawn(event: steps.EntryWithdrawn, _s: Speech) -> str:
    return _("nr. {seq}, {reason}: {why}").format(
        seq=event.seq, reason=_(WITHDRAWN[event.reason.value]), why=event.why
    )


def _kind_and_extent(kind: DecisionKind, extent: Extent, s: Speech) -> str:
    parts = [kind_text(kind.value, s.words), extent_in_words(extent)]
    return ", ".join(part for part in parts if part)


def extent_in_words(extent: Extent) -> str:
    """How much help; empty where nothing is stated."""
    stated = extent.days_per_week is not None or extent.hours_per_week is not None
    return extent_text(extent) if stated else ""


_SAID: Mapping[str, Callable[[Any, Speech], str]] = {
    "application_received": _applied,
    "running_grant_taken_over": _took_over,
    "need_uncovered": lambda e, _s: f"{e.reason} {e.need}",
    "referred_to_early_help": lambda e, _s: f"{e.to}: {e.why}",
    "other_help_considered": lambda e, _s: f"{', '.join(e.considered)}: {e.result}",
    "fact_noted": _fact,
    "evidence_added": lambda e, s: f"{e.evidence.title} ({s.day(e.evidence.dated)})",
    "need_assessed": lambda e, _s: f"{e.vum_level}. {e.summary}",
    "action_plan_offered": lambda e, _s: (
        _("borgeren vil gerne have den") if e.accepted else _("borgeren vil ikke have den")
    ),
    "goals_set": lambda e, _s: "; ".join(e.goals),
    "recommendation_made": lambda e, s: f"{_kind_and_extent(e.kind, e.extent, s)}. {e.text}",
    "put_to_panel": lambda e, s: _("mødet {date}").format(date=s.day(e.meets_on)),
    "panel_decided": _panel,
    "panel_deferred": lambda e, _s: e.missing,
    "hearing_sent": lambda e, s: _("svar senest {date}").format(date=s.day(e.deadline_on)),
    "hearing_answered": lambda e, _s: e.answer,
    "delay_notified": lambda e, s: _("{why} Ventes afgjort {date}.").format(
        why=e.why, date=s.day(e.expected_on)
    ),
    "decision_taken": _decision,
    "finding_overridden": lambda e, _s: f"{e.about}: {e.why}",
    "letter_made": lambda e, _s: f"LIX {e.lix}",
    "letter_sent": _sent,
    "note_written": lambda e, _s: e.text,
    "document_attached": lambda e, s: f"{e.title} ({s.day(e.dated)})",
    "entry_withdrawn": _withdrawn,
    "assigned": lambda e, s: s.name(e.to),
    "access_restricted": lambda e, _s: (
        f"{_('begrænset') if e.restricted else _('ikke begrænset')}: {e.why}"
    ),
    "case_closed": lambda e, _s: e.why,
}
"""Each event in words. A test holds that all are here."""
