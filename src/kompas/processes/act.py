"""The one door for every change of a case: load, norms of the day, check, decide, store.

All in one transaction under the user's own eyes: what cannot be seen cannot be changed, and no
event stands without its summary.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError

from kompas.accounts.access import Viewer
from kompas.accounts.lookup import UnitTerms, may_handle, terms_of
from kompas.casework import steps
from kompas.casework.case import Case, summary
from kompas.casework.commands import Decided, Refused, TakeDecision, decide
from kompas.casework.lengths import TooLong, too_long, too_much
from kompas.casework.record import NewEvent, Recorded, danish_day, name_of
from kompas.casework.rules import Context, Refusal
from kompas.norms import FactError, Library, NotCodedError, Standard
from kompas.processes import may
from kompas.processes.judging import judged, traced, whole
from kompas.processes.reading import folded, visible
from kompas.register import access, documents, log, summaries
from kompas.register.models import NUMBER_ONCE
from kompas.register.silence import place_of
from kompas.soundness import Judgement
from kompas.wire.draft import references
from kompas.wire.reading import place_text
from kompas.words import _


@dataclass(frozen=True, slots=True)
class Acted:
    """What came of a command: the case as it stands now, the new events, and what was judged."""

    case: Case
    events: tuple[Recorded, ...]
    judgement: Judgement | None = None


def act(  # noqa: PLR0913 - the one door; most have only what they must
    case_id: UUID | None,
    command: Any,
    by: Viewer,
    *,
    library: Library,
    now: datetime,
    valid_from: date | None = None,
    seen_seq: int | None = None,
) -> Acted | Refused:
    """Do what a command asks for, or say why not; None opens a new case.

    `now` is aware. `seen_seq` is the number of the newest entry that the user had seen: with it,
    nothing is done on a case that has gone on since. Raises NoSuchCase, `log.Conflict` when
    someone else was first (nothing is then stored), and `log.Erased` for a case whose content is
    gone.
    """
    try:
        with access.acting(by):
            before = visible(case_id) if case_id else ()
            if case_id and seen_seq is not None and before[-1].seq != seen_seq:
                raise log.Conflict(case_id, seen_seq, before[-1].seq)
            return perform(before, command, by, library=library, now=now, valid_from=valid_from)
    except IntegrityError as error:
        # The database alone can tell, and also of two who open a case in the same moment.
        if place_of(error) != NUMBER_ONCE:
            raise
    return Refused((_number_taken(),))


def perform(
    before: Sequence[Recorded],
    command: Any,
    by: Viewer,
    *,
    library: Library,
    now: datetime,
    valid_from: date | None = None,
) -> Acted | Refused:
    """`act` on events that were loaded within `access.acting(by)`; the transaction is the caller's.

    Nothing is stored when it is refused.
    """
    case = folded(before) if before else None
    unit = _unit(case, command)
    if isinstance(unit, Refusal):
        return Refused((unit,))
    if against := tuple(_against(before, case, command, unit)):
        return Refused(against)
    asked = command
    try:
        context, judgement, command = _prepared(case, command, by, unit, library, danish_day(now))
    except FactError as error:
        return Refused((_unreadable(error),))
    outcome = decide(case, command, replace(context, valid_from=valid_from))
    # After the rules of the case, which know of some texts that they are shorter still, and why.
    if isinstance(outcome, Decided) and (long := too_long(asked) or too_much(asked)):
        return Refused(tuple(map(_cannot_be_kept, long)))
    if isinstance(outcome, Decided):
        outcome = may.refused(by, map(_name, outcome.events), unit.key) or outcome
    if isinstance(outcome, Refused):
        return outcome
    known, seq = (before[0].case_id, before[-1].seq) if before else (uuid4(), 0)
    after = log.append(known, seq, outcome.events, by.username, now)
    case = folded((*before, *after))
    summaries.upsert([summary(case)])
    return Acted(case, after, judgement)


def _unit(case: Case | None, command: Any) -> UnitTerms | Refusal:
    """The unit that handles the case; or why there is none."""
    if case is None and not isinstance(command, _OPENING):
        return Refusal(
            "no_case",
            _("Der er ingen sag endnu."),
            _("Opret sagen først, med en ansøgning eller en løbende bevilling."),
        )
    unit = terms_of(case.unit if case else command.unit)
    return unit or Refusal(
        "no_such_unit",
        _("Enheden findes ikke i Kompas."),
        _("Vælg en enhed, eller bed administratoren oprette den."),
    )


def _cannot_be_kept(found: TooLong) -> Refusal:
    return Refusal("too_long", f"{place_text(found.place)}: {found.what}", found.remedy)


def _number_taken() -> Refusal:
    return Refusal(
        "number_taken",
        _("En anden sag har nummeret."),
        _("Giv sagen et nummer, som ingen anden har."),
    )


def _name(new: NewEvent) -> str:
    return name_of(new.event)


_OPENING = (steps.ApplicationReceived, steps.RunningGrantTakenOver)


def _prepared(
    case: Case | None, command: Any, by: Viewer, unit: UnitTerms, library: Library, today: date
) -> tuple[Context, Judgement | None, Any]:
    """What the command is decided in; a draft is made whole from the case and judged first."""
    standard = _standard(case or command, unit, library, today)
    judgement = None
    if isinstance(command, TakeDecision) and case is not None:
        draft = whole(command.decision, case, unit.norms_unit)
        judgement = judged(draft, library, today)
        command = TakeDecision(decision=draft)
    context = Context(
        today=today,
        by=by.username,
        standard=standard,
        deadline_weeks=unit.processing_deadline_weeks,
        panel_required=unit.panel_required,
        trace=traced(judgement) if judgement else None,
    )
    return context, judgement, command


def _standard(about: Any, unit: UnitTerms, library: Library, today: date) -> Standard | None:
    try:
        return library.standard(about.service, unit.municipality, today, unit.norms_unit)
    except NotCodedError:
        return None


# ---------------------------------------------------------------- what only the record knows


def _against(
    before: Sequence[Recorded], case: Case | None, command: Any, unit: UnitTerms
) -> Iterator[Refusal]:
    """Why a command cannot be, by what stands beside the case: units, users, what was erased."""
    if isinstance(command, _OPENING) and command.municipality != unit.municipality:
        yield Refusal(
            "other_municipality",
            _("Enheden arbejder efter en anden kommunes regler end dem, sagen nævner."),
            _("Ret kommunen eller enheden."),
        )
    if isinstance(command, steps.Assigned) and not may_handle(command.to, unit.key):
        yield Refusal(
            "not_a_caseworker",
            _("{name} behandler ikke sager i enheden.").format(name=command.to),
            _("Vælg en af enhedens sagsbehandlere."),
        )
    if isinstance(command, steps.EntryWithdrawn) and _rests_on_erased(before, command.seq):
        yield Refusal(
            "erased",
            _("Post nr. {seq} hviler på en post, hvis indhold er slettet.").format(seq=command.seq),
            _("Skriv et notat om det."),
        )
    if isinstance(command, steps.LetterMade | steps.DocumentAttached) and case is not None:
        yield from _not_a_file(case.case_id, command)
    if isinstance(command, TakeDecision) and case is not None:
        known = {item.id for item in case.evidence}
        for place, name in references(command.decision):
            if name not in known:
                yield Refusal(
                    "evidence_missing",
                    _("{place}: bilaget {id} findes ikke i sagen.").format(place=place, id=name),
                    _("Tilføj bilaget først."),
                )


def _not_a_file(
    case_id: UUID, event: steps.LetterMade | steps.DocumentAttached
) -> Iterator[Refusal]:
    """An entry that names a file names one that the case has. One statement."""
    kept = documents.of_case(case_id)
    if isinstance(event, steps.LetterMade):
        there = any(one.sha256 == event.document_sha256 for one in kept)
    else:
        there = (event.document_id, event.sha256) in {(str(one.id), one.sha256) for one in kept}
    if not there:
        yield Refusal(
            "no_such_document",
            _("Sagen har ikke den fil, som posten nævner."),
            _("Lav brevet i Kompas, eller journalisér filen."),
        )


def _rests_on_erased(before: Sequence[Recorded], seq: int) -> bool:
    """Whether an entry was erased, or withdraws one that was."""
    entries = {entry.seq: entry.event for entry in before}
    event = entries.get(seq)
    while isinstance(event, steps.EntryWithdrawn):
        event = entries.get(event.seq)
    return isinstance(event, log.ErasedEvent)


def _unreadable(error: FactError) -> Refusal:
    return Refusal("wrong_value", error.text, _("Ret oplysningen i sagen, og prøv igen."))
