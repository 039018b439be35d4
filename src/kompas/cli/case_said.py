"""What each entry of a case says, in a line or two for the terminal."""

from collections.abc import Callable, Mapping
from typing import Any

from kompas.casework import DecisionKind, Extent, steps
from kompas.casework.record import Event, name_of
from kompas.cli.judged import VERDICTS
from kompas.norms import Vocabulary
from kompas.soundness import Verdict
from kompas.soundness.wording import extent_text, kind_text
from kompas.words import N_, _, ngettext

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


def said(event: Event, words: Vocabulary) -> str:
    """What an entry says; empty where its name says it all."""
    name = name_of(event)
    return _SAID[name](event, words) if name in _SAID else ""


def _applied(event: steps.ApplicationReceived, _words: Vocabulary) -> str:
    how = _(APPLIED_BY[event.channel.value])
    by = (
        _(", af {name} på borgerens vegne").format(name=event.on_behalf_by)
        if event.on_behalf_by
        else ""
    )
    return _("{date} {how}{by}: {what}").format(
        date=event.received_on.isoformat(), how=how, by=by, what=event.applied_for
    )


def _took_over(event: steps.RunningGrantTakenOver, _words: Vocabulary) -> str:
    return _("{offer}, {extent}, bevilget {date}").format(
        offer=event.offer, extent=_extent(event.extent), date=event.granted_on.isoformat()
    )


def _fact(event: steps.FactNoted, words: Vocabulary) -> str:
    fact = words.facts.get(event.name)
    label, value = event.name, str(event.value)
    if fact is not None:
        label = fact.text
        code = fact.domain.read(event.value)
        value = fact.domain.text(code) if isinstance(code, int) else value
    return _("{label}: {value} (kilde: {source}, {date})").format(
        label=label, value=value, source=event.source, date=event.dated.isoformat()
    )


def _panel(event: steps.PanelDecided, words: Vocabulary) -> str:
    decided = _kind_and_extent(event.kind, event.extent, words)
    if event.against_recommendation:
        return _("{decided}; imod indstillingen: {why}").format(decided=decided, why=event.why)
    return decided


def _decision(event: steps.DecisionTaken, words: Vocabulary) -> str:
    decision = event.decision
    found = len(event.trace.findings)
    verdict = _(VERDICTS[Verdict(event.trace.verdict)][2])
    findings = ngettext("{count} fund", "{count} fund", found).format(count=found)
    return _("{decision}; {verdict}, {findings}").format(
        decision=_kind_and_extent(decision.kind, decision.extent, words),
        verdict=verdict,
        findings=findings,
    )


def _sent(event: steps.LetterSent, _words: Vocabulary) -> str:
    text = _("{channel} {date}").format(
        channel=_(SENT_BY[event.channel.value]), date=event.sent_on.isoformat()
    )
    if event.complaint_until is None:
        return text
    until = _("klagefrist {date}").format(date=event.complaint_until.isoformat())
    return f"{text}; {until}"


def _withdrawn(event: steps.EntryWithdrawn, _words: Vocabulary) -> str:
    return _("nr. {seq}, {reason}: {why}").format(
        seq=event.seq, reason=_(WITHDRAWN[event.reason.value]), why=event.why
    )


def _kind_and_extent(kind: DecisionKind, extent: Extent, words: Vocabulary) -> str:
    parts = [kind_text(kind.value, words), _extent(extent)]
    return ", ".join(part for part in parts if part)


def _extent(extent: Extent) -> str:
    stated = extent.days_per_week is not None or extent.hours_per_week is not None
    return extent_text(extent) if stated else ""


_SAID: Mapping[str, Callable[[Any, Vocabulary], str]] = {
    "application_received": _applied,
    "running_grant_taken_over": _took_over,
    "need_uncovered": lambda e, _w: f"{e.reason} {e.need}",
    "referred_to_early_help": lambda e, _w: f"{e.to}: {e.why}",
    "other_help_considered": lambda e, _w: f"{', '.join(e.considered)}: {e.result}",
    "fact_noted": _fact,
    "evidence_added": lambda e, _w: f"{e.evidence.title} ({e.evidence.dated.isoformat()})",
    "need_assessed": lambda e, _w: f"{e.vum_level}. {e.summary}",
    "action_plan_offered": lambda e, _w: (
        _("borgeren vil gerne have den") if e.accepted else _("borgeren vil ikke have den")
    ),
    "goals_set": lambda e, _w: "; ".join(e.goals),
    "recommendation_made": lambda e, w: f"{_kind_and_extent(e.kind, e.extent, w)}. {e.text}",
    "put_to_panel": lambda e, _w: _("mødet {date}").format(date=e.meets_on.isoformat()),
    "panel_decided": _panel,
    "panel_deferred": lambda e, _w: e.missing,
    "hearing_sent": lambda e, _w: _("svar senest {date}").format(date=e.deadline_on.isoformat()),
    "hearing_answered": lambda e, _w: e.answer,
    "delay_notified": lambda e, _w: _("{why} Ventes afgjort {date}.").format(
        why=e.why, date=e.expected_on.isoformat()
    ),
    "decision_taken": _decision,
    "finding_overridden": lambda e, _w: f"{e.about}: {e.why}",
    "letter_made": lambda e, _w: f"LIX {e.lix}",
    "letter_sent": _sent,
    "note_written": lambda e, _w: e.text,
    "document_attached": lambda e, _w: f"{e.title} ({e.dated.isoformat()})",
    "entry_withdrawn": _withdrawn,
    "assigned": lambda e, _w: e.to,
    "access_restricted": lambda e, _w: (
        f"{_('begrænset') if e.restricted else _('ikke begrænset')}: {e.why}"
    ),
    "case_closed": lambda e, _w: e.why,
}
"""Each event in words. A test holds that all are here."""
