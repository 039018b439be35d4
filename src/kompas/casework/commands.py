"""May this be recorded? Commands come in; events or refusals with reasons go out.

Most commands are the event that they ask for: it is recorded when the status table and the rules
of its kind allow it. `TakeDecision` and `SendLetter` work out more. Nothing here does I/O: what is
needed from outside comes in the `Context`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kompas.casework import steps
from kompas.casework.case import Case
from kompas.casework.deadlines import months_after, number, received_on, weeks_after
from kompas.casework.decision import Decision
from kompas.casework.record import EVENTS, NewEvent, name_of
from kompas.casework.status import STEPS, Status
from kompas.norms import Standard
from kompas.words import _


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command is refused: what is wrong, why (§), and what to do next."""

    code: str
    text: str
    remedy: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """The command changed nothing; `reasons` say why."""

    reasons: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """The events that the command makes."""

    events: tuple[NewEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeDecision:
    """Take the decision that a draft describes; what it was judged by comes with the context."""

    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class SendLetter:
    """Send the letter of the decision."""

    channel: steps.LetterChannel
    sent_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a command is decided in.

    `standard` are the norms of the day, None where none is coded. `deadline_weeks` is the
    municipality's own processing deadline where the standard states none. `trace` is what the
    decision was judged by. `valid_from` is the day from which what is recorded holds.
    """

    today: date
    by: str
    standard: Standard | None = None
    deadline_weeks: int | None = None
    panel_required: bool = False
    trace: steps.Trace | None = None
    valid_from: date | None = None


Rule = Callable[[Case, Any, Context], Iterator[Refusal]]


def decide(case: Case | None, command: Any, context: Context) -> Decided | Refused:
    """What a command makes of a case (None for one that does not exist yet)."""
    event = _event(case, command, context)
    if isinstance(event, Refused):
        return event
    name = name_of(event)
    status = case.status if case else Status.NEW
    if status not in STEPS[name].allowed:
        return Refused((_out_of_order(name, status),))
    if case is not None:
        reasons = tuple(_RULES[name](case, event, context)) if name in _RULES else ()
        if reasons:
            return Refused(reasons)
    elif reasons := tuple(_opening(event, context)):
        return Refused(reasons)
    return Decided((NewEvent(event, context.valid_from or context.today),))


def _event(case: Case | None, command: Any, context: Context) -> Any:
    """The event that a command asks for, with what must be worked out."""
    if isinstance(command, TakeDecision):
        if context.trace is None:
            return _refused(
                "not_judged", _("Afgørelsen er ikke efterprøvet."), _("Kør kontrollen først.")
            )
        return steps.DecisionTaken(decision=command.decision, trace=context.trace)
    if isinstance(command, SendLetter):
        return _letter_sent(case, command, context)
    if isinstance(command, steps.ApplicationReceived) and command.decide_by is None:
        return replace(command, decide_by=_decide_by(command, context))
    if type(command) not in EVENTS.values():
        raise TypeError(type(command))
    return command


def _decide_by(application: steps.ApplicationReceived, context: Context) -> date | None:
    weeks = number(context.standard, "processing_deadline", {}) if context.standard else None
    weeks = weeks or context.deadline_weeks
    return weeks_after(application.received_on, weeks) if weeks else None


def _letter_sent(case: Case | None, command: SendLetter, context: Context) -> steps.LetterSent:
    known: dict[str, Any] = {}
    standard = context.standard
    if case is not None and case.decision is not None and standard is not None:
        kind = case.decision.decision.kind.value
        known["decision_kind"] = standard.code("decision_kind", kind)
    days = number(standard, "letter_receipt", known) if standard else None
    weeks = number(standard, "complaint_deadline", known) if standard else None
    months = number(standard, "follow_up_months", known) if standard else None
    got = received_on(command.sent_on, command.channel, days or 0)
    return steps.LetterSent(
        channel=command.channel,
        sent_on=command.sent_on,
        received_on=got,
        complaint_until=weeks_after(got, weeks) if weeks else None,
        follow_up_due=months_after(command.sent_on, months) if months else None,
    )


def _opening(event: Any, context: Context) -> Iterator[Refusal]:
    """The rules of an event that opens a case."""
    if isinstance(event, steps.ApplicationReceived):
        if event.on_behalf_by and event.consent is None:
            yield Refusal(
                "consent_missing",
                _("Ansøgningen er sendt af en anden på borgerens vegne, uden samtykke."),
                _("Indhent borgerens samtykke, og skriv hvornår og hvordan det er givet."),
                _("retssikkerhedsloven § 11"),
            )
        yield from _not_later(event.received_on, context, _("Ansøgningen er dateret i fremtiden."))
    if isinstance(event, steps.RunningGrantTakenOver):
        yield from _not_later(event.granted_on, context, _("Bevillingen er dateret i fremtiden."))


def _fact(_case: Case, event: steps.FactNoted, context: Context) -> Iterator[Refusal]:
    words = context.standard.words.facts if context.standard else {}
    known = words.get(event.name)
    if words and known is None:
        yield Refusal(
            "unknown_fact",
            _("Kompas kender ikke oplysningen {name}.").format(name=event.name),
            _("Vælg en oplysning fra listen."),
        )
    elif known is not None:
        try:
            known.domain.read(event.value)
        except ValueError as error:
            yield Refusal("wrong_value", f"{known.text}: {error}.", _("Ret værdien."))
    yield from _not_later(event.dated, context, _("Oplysningen er dateret i fremtiden."))


def _evidence(case: Case, event: steps.EvidenceAdded, context: Context) -> Iterator[Refusal]:
    if any(item.id == event.evidence.id for item in case.evidence):
        yield Refusal(
            "evidence_twice",
            _("Bilaget {id} er der allerede.").format(id=event.evidence.id),
            _("Giv bilaget et andet id."),
        )
    yield from _not_later(event.evidence.dated, context, _("Bilaget er dateret i fremtiden."))


def _to_panel(_case: Case, event: steps.PutToPanel, context: Context) -> Iterator[Refusal]:
    if event.meets_on < context.today:
        yield Refusal("panel_in_the_past", _("Mødet har været holdt."), _("Vælg et kommende møde."))


def _panel(case: Case, event: steps.PanelDecided, _context: Context) -> Iterator[Refusal]:
    advised = case.recommendation
    departs = advised is not None and (advised.kind, advised.extent) != (event.kind, event.extent)
    if departs != event.against_recommendation:
        yield Refusal(
            "against_recommendation",
            _(
                "Udvalgets beslutning og indstillingen passer ikke med, at den er fulgt "
                "eller fraveget."
            ),
            _("Skriv, om udvalget følger indstillingen."),
        )
    elif departs and not event.why.strip():
        yield Refusal(
            "why_missing",
            _("Udvalget fraviger indstillingen uden at sige hvorfor."),
            _("Skriv udvalgets begrundelse."),
            _("forvaltningsloven § 24"),
        )


def _hearing(case: Case, event: steps.HearingSent, _context: Context) -> Iterator[Refusal]:
    known = {item.id for item in case.evidence}
    for name in (name for name in event.evidence if name not in known):
        yield Refusal(
            "evidence_missing",
            _("Bilaget {id} findes ikke i sagen.").format(id=name),
            _("Tilføj bilaget først."),
        )
    if event.deadline_on <= event.sent_on:
        yield Refusal(
            "no_time_to_answer",
            _("Borgeren får ingen tid til at svare."),
            _("Sæt en frist, der ligger efter afsendelsen."),
            _("forvaltningsloven § 19"),
        )


def _hearing_answer(case: Case, _event: steps.HearingAnswered, _c: Context) -> Iterator[Refusal]:
    if case.hearing is None:
        yield Refusal(
            "no_hearing",
            _("Der er ikke sendt en partshøring."),
            _("Skriv borgerens bemærkning som et notat."),
        )


def _decision(case: Case, event: steps.DecisionTaken, context: Context) -> Iterator[Refusal]:
    if context.panel_required and case.panel is None:
        yield Refusal(
            "panel_first",
            _("Sagen skal for visitationsudvalget, før den afgøres."),
            _("Skriv en indstilling, og sæt sagen på udvalgets dagsorden."),
        )
    if case.service != event.decision.service or case.municipality != event.decision.municipality:
        yield Refusal(
            "other_service",
            _("Afgørelsen er om en anden ydelse eller kommune end sagen."),
            _("Ret afgørelsen, eller åbn en sag om den anden ydelse."),
        )
    if event.decision.decided_on is None or event.decision.decided_on > context.today:
        yield Refusal(
            "undated",
            _("Afgørelsen har ingen dato, eller en dato i fremtiden."),
            _("Skriv den dag, afgørelsen træffes."),
        )


def _override(case: Case, event: steps.FindingOverridden, context: Context) -> Iterator[Refusal]:
    finding = _open_finding(case, event.code, event.about)
    if finding is None:
        yield Refusal(
            "no_such_finding",
            _("Der er ikke et åbent fund af den slags."),
            _("Se fundene på afgørelsen."),
        )
        return
    if not finding.can_be_overridden:
        yield Refusal(
            "statutory",
            _("Det er et krav i loven og kan ikke fraviges: {text}").format(text=finding.text),
            _("Ret afgørelsen."),
            finding.source,
        )
    if context.by == case.decided_by:
        yield Refusal(
            "own_decision",
            _("Den, der har skrevet afgørelsen, kan ikke selv fravige fundet."),
            _("Bed en anden om at tage stilling."),
        )
    if not event.why.strip():
        yield Refusal("why_missing", _("Der står ikke hvorfor."), _("Skriv begrundelsen."))


def _letter(case: Case, _event: steps.LetterMade, _context: Context) -> Iterator[Refusal]:
    yield from _blocking(case)


def _send(case: Case, event: steps.LetterSent, context: Context) -> Iterator[Refusal]:
    if case.letter is None:
        yield Refusal("no_letter", _("Der er ikke lavet et brev."), _("Lav brevet først."))
    yield from _blocking(case)
    if case.decision and event.sent_on < (case.decision.decision.decided_on or event.sent_on):
        yield Refusal(
            "sent_before_decided", _("Brevet er dateret før afgørelsen."), _("Ret datoen.")
        )
    yield from _not_later(event.sent_on, context, _("Brevet er dateret i fremtiden."))


def _delay(_case: Case, event: steps.DelayNotified, _context: Context) -> Iterator[Refusal]:
    if not event.why.strip():
        yield Refusal(
            "why_missing",
            _("Borgeren skal have at vide hvorfor."),
            _("Skriv årsagen."),
            _("retssikkerhedsloven § 3"),
        )
    if event.expected_on <= event.notified_on:
        yield Refusal(
            "no_new_date",
            _("Den nye dato ligger ikke efter beskeden."),
            _("Skriv, hvornår afgørelsen kan ventes."),
        )


def _withdraw(case: Case, event: steps.EntryWithdrawn, _context: Context) -> Iterator[Refusal]:
    if not 0 < event.seq <= case.seq or event.seq in case.withdrawn:
        yield Refusal(
            "no_such_entry",
            _("Der er ikke en gældende post nr. {seq}.").format(seq=event.seq),
            _("Se sagens poster."),
        )
    elif event.seq == 1 and event.reason is steps.Withdrawal.MISTAKE:
        yield Refusal(
            "first_entry",
            _("Sagens første post kan ikke trækkes tilbage."),
            _("Luk sagen, og skriv hvorfor."),
        )
    if case.sent is not None and event.reason is steps.Withdrawal.MISTAKE:
        yield Refusal(
            "already_sent",
            _("Afgørelsen er sendt og kan ikke rettes ved at fjerne poster."),
            _("Genoptag sagen, og træf en ny afgørelse."),
        )
    if not event.why.strip():
        yield Refusal("why_missing", _("Der står ikke hvorfor."), _("Skriv begrundelsen."))


def _close(_case: Case, event: steps.CaseClosed, _context: Context) -> Iterator[Refusal]:
    if not event.why.strip():
        yield Refusal("why_missing", _("Der står ikke, hvorfor sagen lukkes."), _("Skriv hvorfor."))


_RULES: Mapping[str, Rule] = {
    "fact_noted": _fact,
    "evidence_added": _evidence,
    "put_to_panel": _to_panel,
    "panel_decided": _panel,
    "hearing_sent": _hearing,
    "hearing_answered": _hearing_answer,
    "decision_taken": _decision,
    "finding_overridden": _override,
    "letter_made": _letter,
    "letter_sent": _send,
    "delay_notified": _delay,
    "entry_withdrawn": _withdraw,
    "case_closed": _close,
}
"""What besides the status table must hold before an event is recorded."""


def _open_finding(case: Case, code: str, about: str) -> steps.FindingKept | None:
    kept = case.decision.trace.findings if case.decision else ()
    return next(
        (
            f
            for f in kept
            if (f.code, f.about) == (code, about)
            and f.severity == "blocking"
            and (code, about) not in case.overridden
        ),
        None,
    )


def _blocking(case: Case) -> Iterator[Refusal]:
    """No decision goes out while a blocking finding stands open."""
    for kept in case.decision.trace.findings if case.decision else ():
        if kept.severity == "blocking" and (kept.code, kept.about) not in case.overridden:
            yield Refusal(
                "blocking_finding",
                kept.text,
                _("Ret afgørelsen, eller lad en anden tage stilling til fundet."),
                kept.source,
            )


def _not_later(day: date, context: Context, text: str) -> Iterator[Refusal]:
    if day > context.today:
        yield Refusal("in_the_future", text, _("Ret datoen."))


def _out_of_order(name: str, status: Status) -> Refusal:
    allowed = ", ".join(sorted(STEPS[name].allowed))
    return Refusal(
        "out_of_order",
        _("{step} kan ikke ske, mens sagen er {status}.").format(step=name, status=status.value),
        _("Det kan ske, når sagen er: {allowed}.").format(allowed=allowed),
    )


def _refused(code: str, text: str, remedy: str) -> Refused:
    return Refused((Refusal(code, text, remedy),))
