"""What besides the status table must hold before something is recorded.

A rule looks at the case and the event that is asked for, and yields why it may not be.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kompas.casework import steps
from kompas.casework.case import Case, answered_by
from kompas.casework.record import name_of
from kompas.casework.trail import brings_back, built_on, fits_back, last_sent
from kompas.norms import Standard
from kompas.words import _


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command is refused: what is wrong, why (§), and what to do next."""

    code: str
    text: str
    remedy: str
    source: str = ""


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


def reasons(case: Case, event: Any, context: Context) -> tuple[Refusal, ...]:
    """Why an event may not be recorded, the status aside; none where it may."""
    name = name_of(event)
    own = _RULES[name](case, event, context) if name in _RULES else ()
    return (*own, *_every(name, event, context))


def _every(name: str, event: Any, context: Context) -> Iterator[Refusal]:
    """What has happened has no day to come, and what must be explained is."""
    if name in _HAPPENED_ON:
        yield from _not_later(getattr(event, _HAPPENED_ON[name]), context)
    if name in _EXPLAINED and not event.why.strip():
        yield Refusal("why_missing", _("Der står ikke hvorfor."), _("Skriv begrundelsen."))


LONGEST_NUMBER = 60
"""Characters of a case number; PostgreSQL cannot look up what is much longer."""
LONGEST_NAME = 200
"""Characters of a citizen's name, for the same reason."""


def _opening(
    _case: Case,
    event: steps.ApplicationReceived | steps.RunningGrantTakenOver,
    _context: Context,
) -> Iterator[Refusal]:
    too_long = _("{what} er længere end {most} tegn.")
    if len(event.case_number) > LONGEST_NUMBER:
        yield Refusal(
            "number_too_long",
            too_long.format(what=_("Sagsnummeret"), most=LONGEST_NUMBER),
            _("Giv sagen et kortere nummer."),
        )
    if len(event.citizen.name) > LONGEST_NAME:
        yield Refusal(
            "name_too_long",
            too_long.format(what=_("Borgerens navn"), most=LONGEST_NAME),
            _("Skriv kun navnet."),
        )


def _application(
    case: Case, event: steps.ApplicationReceived, context: Context
) -> Iterator[Refusal]:
    yield from _opening(case, event, context)
    if event.on_behalf_by and event.consent is None:
        yield Refusal(
            "consent_missing",
            _("Ansøgningen er sendt af en anden på borgerens vegne, uden samtykke."),
            _("Indhent borgerens samtykke, og skriv, hvornår og hvordan det er givet."),
            _("retssikkerhedsloven § 11"),
        )


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


def _evidence(case: Case, event: steps.EvidenceAdded, context: Context) -> Iterator[Refusal]:
    if any(item.id == event.evidence.id for item in case.evidence):
        yield Refusal(
            "evidence_twice",
            _("Bilaget {id} er der allerede.").format(id=event.evidence.id),
            _("Giv bilaget et andet id."),
        )
    yield from _not_later(event.evidence.dated, context)


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


def _hearing_answer(case: Case, event: steps.HearingAnswered, _c: Context) -> Iterator[Refusal]:
    if not case.hearings:
        yield Refusal(
            "no_hearing",
            _("Der er ikke sendt en partshøring."),
            _("Skriv borgerens bemærkning som et notat."),
        )
    elif answered_by(event, case.hearings) is None:
        sent = ", ".join(str(one.seq) for one in case.hearings)
        yield Refusal(
            "no_such_hearing",
            _("Post nr. {seq} er ikke en partshøring, der gælder.").format(seq=event.hearing_seq),
            _("Nævn den partshøring, der er svaret på: {entries}.").format(entries=sent),
        )


def _decision(case: Case, event: steps.DecisionTaken, context: Context) -> Iterator[Refusal]:
    if context.panel_required and case.panel is None:
        yield panel_first()
    yield from _as_panel_decided(case, event)
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


def panel_first() -> Refusal:
    """Why nothing is decided where the panel must and has not."""
    return Refusal(
        "panel_first",
        _("Sagen skal for visitationsudvalget, før den afgøres."),
        _("Skriv en indstilling, og sæt sagen på udvalgets dagsorden."),
    )


def _as_panel_decided(case: Case, event: steps.DecisionTaken) -> Iterator[Refusal]:
    """The decision may be more precise than the panel's, and not another one (FW-19, FW-20)."""
    panel, decision = case.panel, event.decision
    if panel is None:
        return
    pairs = (
        (panel.extent.days_per_week, decision.extent.days_per_week),
        (panel.extent.hours_per_week, decision.extent.hours_per_week),
    )
    if panel.kind != decision.kind or any(a is not None and a != b for a, b in pairs):
        yield Refusal(
            "not_as_panel",
            _("Afgørelsen er en anden end den, visitationsudvalget har besluttet."),
            _("Ret afgørelsen, eller lav udredning og indstilling om, og spørg udvalget igen."),
        )


def _override(case: Case, event: steps.FindingOverridden, context: Context) -> Iterator[Refusal]:
    named = [kept for kept in _open(case) if (kept.code, kept.about) == (event.code, event.about)]
    if not named:
        yield Refusal(
            "no_such_finding",
            _("Afgørelsen har ikke en åben mangel af den slags."),
            _("Se manglerne ved afgørelsen."),
        )
        return
    for kept in (kept for kept in named if not kept.can_be_overridden):
        yield Refusal(
            "statutory",
            _("Det er et krav i loven og kan ikke fraviges: {text}").format(text=kept.text),
            _("Ret afgørelsen."),
            kept.source,
        )
    if context.by == case.decided_by:
        yield Refusal(
            "own_decision",
            _("Den, der har skrevet afgørelsen, kan ikke selv fravige manglen."),
            _("Bed en anden om at tage stilling."),
        )


def _letter(case: Case, _event: steps.LetterMade, _context: Context) -> Iterator[Refusal]:
    yield from _blocking(case)


def _send(case: Case, event: steps.LetterSent, _context: Context) -> Iterator[Refusal]:
    if case.letter is None:
        yield Refusal("no_letter", _("Der er ikke lavet et brev."), _("Lav brevet først."))
    yield from _blocking(case)
    if case.decision and event.sent_on < (case.decision.decision.decided_on or event.sent_on):
        yield Refusal(
            "sent_before_decided", _("Brevet er dateret før afgørelsen."), _("Ret datoen.")
        )


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
    mistake = event.reason is steps.Withdrawal.MISTAKE
    if not 0 < event.seq <= case.seq or event.seq in case.withdrawn:
        yield Refusal(
            "no_such_entry",
            _("Der er ikke en gældende post nr. {seq}.").format(seq=event.seq),
            _("Se sagens poster."),
        )
    elif event.seq == 1 and mistake:
        yield Refusal(
            "first_entry",
            _("Sagens første post kan ikke trækkes tilbage."),
            _("Luk sagen, og skriv hvorfor."),
        )
    elif event.seq <= last_sent(case.trail) and mistake:
        yield Refusal(
            "already_sent",
            _("Afgørelsen er sendt og kan ikke rettes ved at fjerne poster."),
            _("Genoptag sagen, og træf en ny afgørelse."),
        )
    elif brings_back(case.trail, event.seq):
        yield Refusal(
            "brought_back",
            _("Post nr. {seq} bragte en post tilbage, der var trukket tilbage.").format(
                seq=event.seq
            ),
            _("Træk den post tilbage igen, som blev bragt tilbage."),
        )
    elif event.seq > 1 and (later := built_on(case.trail, event.seq)):
        yield Refusal(
            "built_on",
            _("Senere poster bygger på post nr. {seq}.").format(seq=event.seq),
            _("Træk først disse poster tilbage, i denne rækkefølge: {entries}.").format(
                entries=", ".join(str(seq) for seq in later)
            ),
        )
    elif not fits_back(case.trail, event.seq):
        yield Refusal(
            "built_on_nothing",
            _("Det, som posten byggede på, står der ikke længere."),
            _("Skriv det som en ny post."),
        )


_HAPPENED_ON: Mapping[str, str] = {
    "application_received": "received_on",
    "running_grant_taken_over": "granted_on",
    "need_uncovered": "met_on",
    "fact_noted": "dated",
    "need_assessed": "assessed_on",
    "action_plan_offered": "offered_on",
    "hearing_sent": "sent_on",
    "hearing_answered": "answered_on",
    "delay_notified": "notified_on",
    "letter_sent": "sent_on",
}
"""The field of an event that holds the day on which it happened."""

_EXPLAINED = frozenset(
    (
        "referred_to_early_help",
        "finding_overridden",
        "entry_withdrawn",
        "access_restricted",
        "case_closed",
    )
)
"""Events that are nothing without their why."""

_RULES: Mapping[str, Rule] = {
    "application_received": _application,
    "running_grant_taken_over": _opening,
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
}
"""What besides the status table must hold before an event is recorded."""


def _open(case: Case) -> Iterator[steps.FindingKept]:
    """The blocking findings that nobody has taken responsibility for; what the law asks stays."""
    for kept in case.decision.trace.findings if case.decision else ():
        passed_over = kept.can_be_overridden and (kept.code, kept.about) in case.overridden
        if kept.severity == "blocking" and not passed_over:
            yield kept


def _blocking(case: Case) -> Iterator[Refusal]:
    """No decision goes out while a blocking finding stands open."""
    for kept in _open(case):
        remedy = _("Ret afgørelsen.")
        if kept.can_be_overridden:
            remedy = _("Ret afgørelsen, eller lad en anden tage stilling til manglen.")
        yield Refusal("blocking_finding", kept.text, remedy, kept.source)


def _not_later(day: date, context: Context) -> Iterator[Refusal]:
    if day > context.today:
        yield Refusal(
            "in_the_future",
            _("Datoen {date} ligger i fremtiden.").format(date=day.isoformat()),
            _("Ret datoen."),
        )
