"""All that an entry of a case says, field by field, for who unfolds it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from kompas.casework import Citizen, DecisionKind, EvidenceKind, Extent, Statement, steps
from kompas.casework.record import Event
from kompas.processes.said import (
    APPLIED_BY,
    SENT_BY,
    WITHDRAWN,
    Speech,
    extent_in_words,
    name_of_fact,
    value_of_fact,
)
from kompas.soundness.wording import VERDICT_TEXTS, kind_text, number_text
from kompas.words import N_, _

Line = tuple[str, str]
"""What a field is called, and what stands in it."""

EVIDENCE_KINDS: Mapping[EvidenceKind, str] = {
    EvidenceKind.NOTE: N_("notat"),
    EvidenceKind.DOCUMENT: N_("dokument"),
    EvidenceKind.MEETING: N_("møde"),
    EvidenceKind.ASSESSMENT: N_("udredning"),
}
FIELD_TEXTS: Mapping[str, str] = {
    "citizen": N_("Borger"),
    "case_number": N_("Sagsnummer"),
    "applied_for": N_("Søger om"),
    "channel": N_("Vej ind eller ud"),
    "received_on": N_("Modtaget"),
    "on_behalf_by": N_("Søgt på borgerens vegne af"),
    "consent": N_("Samtykke"),
    "scope": N_("Samtykket gælder"),
    "given_on": N_("Givet"),
    "how": N_("Hvordan"),
    "decide_by": N_("Frist for afgørelsen"),
    "extent": N_("Omfang"),
    "extent_before": N_("Omfang hidtil"),
    "offer": N_("Tilbud"),
    "granted_on": N_("Bevilget"),
    "follow_up_due": N_("Opfølgning senest"),
    "reason": N_("Årsag"),
    "need": N_("Behov"),
    "met_on": N_("Mødet holdt"),
    "present": N_("Til stede"),
    "to": N_("Til"),
    "why": N_("Hvorfor"),
    "considered": N_("Overvejet"),
    "result": N_("Resultat"),
    "source": N_("Kilde"),
    "dated": N_("Dateret"),
    "kind": N_("Art"),
    "title": N_("Titel"),
    "known_to_party": N_("Borgeren kender det"),
    "unfavourable": N_("Taler imod borgeren"),
    "vum_level": N_("Støttebehov efter VUM"),
    "capacity": N_("Funktionsevne"),
    "summary": N_("Sammenfatning"),
    "assessed_on": N_("Udredt"),
    "offered_on": N_("Tilbudt"),
    "accepted": N_("Borgeren vil have handleplanen"),
    "goals": N_("Mål"),
    "text": N_("Tekst"),
    "meets_on": N_("Mødet holdes"),
    "against_recommendation": N_("Imod indstillingen"),
    "missing": N_("Mangler"),
    "evidence": N_("Bilag"),
    "sent_on": N_("Sendt"),
    "deadline_on": N_("Svarfrist"),
    "answer": N_("Svar"),
    "answered_on": N_("Svaret"),
    "hearing_seq": N_("Svar på post nr."),
    "expected_on": N_("Afgørelsen ventes"),
    "notified_on": N_("Besked givet"),
    "complaint_until": N_("Klagefrist"),
    "lix": N_("LIX"),
    "seq": N_("Post nr."),
    "restricted": N_("Begrænset adgang"),
    "about": N_("Om"),
    "code": N_("Mangel"),
    "decided_on": N_("Afgjort"),
    "starts_on": N_("Begynder"),
    "ends_on": N_("Slutter"),
    "wishes": N_("Borgerens ønsker"),
    "alternatives": N_("Andre muligheder"),
    "legal_basis": N_("Lovgrundlag"),
}
"""What the fields of entries are called. Those that are not here say nothing to people."""


def in_full(event: Event, s: Speech) -> tuple[Line, ...]:
    """Each field that says something, in the order of the entry."""
    if isinstance(event, steps.FactNoted):
        return tuple(_fact(event, s))
    if isinstance(event, steps.EvidenceAdded):
        return tuple(_fields(event.evidence, s))
    if isinstance(event, steps.DecisionTaken):
        return tuple(_decision(event, s))
    return tuple(_fields(event, s))


def _fact(event: steps.FactNoted, s: Speech) -> Iterator[Line]:
    fact = s.words.facts.get(event.name)
    if fact is None:
        yield event.name, str(event.value)
    else:
        yield name_of_fact(fact), value_of_fact(fact, event.value, s)
    yield from _line("source", event.source, s)
    yield _(FIELD_TEXTS["dated"]), s.day(event.dated)


def _decision(event: steps.DecisionTaken, s: Speech) -> Iterator[Line]:
    decision, trace = event.decision, event.trace
    named = ("kind", "extent", "extent_before", "decided_on", "starts_on", "ends_on")
    for name in (*named, "legal_basis", "need", "wishes", "capacity", "alternatives"):
        yield from _line(name, getattr(decision, name), s)
    for ground in decision.grounds:
        yield _("Grund"), ground.text
    for offer in decision.offers:
        yield _(FIELD_TEXTS["offer"]), offer.name
    verdicts = {verdict.value: text for verdict, text in VERDICT_TEXTS.items()}
    yield _("Kontrollen"), _(verdicts[trace.verdict])
    for kept in trace.findings:
        yield _("Mangel"), f"{kept.text} {kept.source}".strip()
    yield _("Bedømt efter"), ", ".join(name for name, _digest in trace.norms) or "–"


def _fields(value: Any, s: Speech) -> Iterator[Line]:
    for field in fields(value):
        yield from _line(field.name, getattr(value, field.name), s)


def _line(name: str, value: Any, s: Speech) -> Iterator[Line]:
    if name not in FIELD_TEXTS or value is None or value in ("", ()):
        return
    if isinstance(value, steps.Consent):
        yield from _fields(value, s)
        return
    if name == "to" and isinstance(value, str):
        value = s.name(value)
    if (text := _text(value, s)) != "":
        yield _(FIELD_TEXTS[name]), text


def _text(value: Any, s: Speech) -> str:
    for kind, shown in _SHOWN:
        if isinstance(value, kind):
            return shown(value, s)
    return "" if is_dataclass(value) else str(value)


_ENUMS: Mapping[str, str] = {
    **{f"Channel.{code}": text for code, text in APPLIED_BY.items()},
    **{f"LetterChannel.{code}": text for code, text in SENT_BY.items()},
    **{f"Withdrawal.{code}": text for code, text in WITHDRAWN.items()},
    **{f"EvidenceKind.{kind.value}": text for kind, text in EVIDENCE_KINDS.items()},
}


def _enum(value: Enum, s: Speech) -> str:
    if isinstance(value, DecisionKind):
        return kind_text(value.value, s.words)
    return _(_ENUMS[f"{type(value).__name__}.{value.value}"])


_SHOWN: tuple[tuple[type, Callable[[Any, Speech], str]], ...] = (
    (bool, lambda v, _s: _("ja") if v else _("nej")),
    (Enum, _enum),
    (date, lambda v, s: s.day(v)),
    (Decimal, lambda v, _s: number_text(v)),
    (Extent, lambda v, _s: extent_in_words(v)),
    (Citizen, lambda v, _s: v.name),
    (Statement, lambda v, _s: v.text),
    (tuple, lambda v, s: ", ".join(_text(one, s) for one in v)),
)
"""How the types of fields are shown, the first that fits."""
