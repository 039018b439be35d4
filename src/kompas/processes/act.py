"""The one door for every change of a case: load, norms of the day, check, decide, store.

All in one transaction under the user's own eyes: what cannot be seen cannot be changed, and no
event stands without its summary and what is to be done in its case.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError

from kompas.accounts.access import Staff
from kompas.accounts.lookup import UnitTerms, able_in, terms_of
from kompas.casework.amounts import faults, stated_in, told_against_itself
from kompas.casework.case import Case
from kompas.casework.commands import Belongs, Decided, Refused, decide, followed, place
from kompas.casework.context import Context, Lookup, Refusal
from kompas.casework.evidence_links import references
from kompas.casework.fold import grown
from kompas.casework.intervention import GIVING
from kompas.casework.opening import Opening
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Command, NotTold, Recorded, danish_day
from kompas.casework.steps import step_for, step_of
from kompas.casework.steps.assessment import NeedAssessed
from kompas.casework.steps.decision import DecisionTaken, TakeDecision
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.running_grant import RunningGrantTakenOver
from kompas.inputs.fitting import Fault, fitted
from kompas.norms import FactError, Library, NotCodedError, Standard
from kompas.persons.models import NUMBER_ONCE as CPR_ONCE
from kompas.persons.person_log import PersonMovedOn
from kompas.processes import permissions
from kompas.processes.facilities import with_offers
from kompas.processes.help_elsewhere import with_help_elsewhere
from kompas.processes.judgement import judged, traced, whole
from kompas.processes.party import (
    Party,
    SameHelp,
    about_somebody,
    party_of,
    same_help,
    take_in,
    take_over,
    unknown_person,
    with_party,
)
from kompas.processes.payments import with_payments
from kompas.processes.reading import as_recorded, folded
from kompas.register import access, case_rows, documents, log, meetings
from kompas.register.error_redaction import place_of
from kompas.register.models import NUMBER_ONCE
from kompas.soundness import Judgement
from kompas.wire.reading import place_text
from kompas.words import _

NUMBER_TAKEN = "number_taken"
"""The code of the refusal where another case has the case number."""


@dataclass(frozen=True, slots=True)
class Acted:
    """What came of a command: the case as it stands now, the new events, and what was judged.

    `same_help`: where help that was just granted runs already. `contradicts`: that assessment
    and facts name two levels of need by what was just recorded, in words.
    """

    case: Case
    events: tuple[Recorded, ...]
    judgement: Judgement | None = None
    same_help: SameHelp = ()
    contradicts: str = ""


def act(  # noqa: PLR0913 - the one door; most have only what they must
    case_id: UUID | None,
    command: Command,
    by: Staff,
    *,
    library: Library,
    now: datetime,
    belongs: Belongs = None,
    valid_from: date | None = None,
    days_confirmed: bool = False,
    seen_seq: int | None = None,
) -> Acted | Refused:
    """Do what a command asks for, or say why not; None opens a new case.

    `belongs` is the proceeding of the command, by the entry that opened it, where that is said.
    `days_confirmed`: the user says that its days are right, far apart as they lie.
    `now` is aware. `seen_seq` is the number of the newest entry that the user had seen: with it,
    nothing is done where what the user saw has gone on since (`newest_shown`). Raises NoSuchCase,
    `log.Conflict` when someone else was first (nothing is then stored), and `log.Erased` for a case
    whose content is gone.
    """
    try:
        with access.acting(by, holding=case_id):
            before = as_recorded(case_id) if case_id else ()
            if case_id and seen_seq is not None:
                newest = newest_shown(before, belongs)
                if newest > seen_seq or seen_seq > before[-1].seq:
                    raise log.Conflict(case_id, seen_seq, newest)
            outcome = perform(
                before,
                command,
                by,
                library=library,
                now=now,
                belongs=belongs,
                valid_from=valid_from,
                days_confirmed=days_confirmed,
            )
            permissions.trace_refusal(outcome, by, now, step_for(command).title, case_id)
            return outcome
    except IntegrityError as error:
        # The database alone can tell, and also of two who open a case in the same moment.
        taken = _TAKEN.get(place_of(error))
        if taken is None:
            raise
    except PersonMovedOn:
        taken = _person_taken
    return Refused((taken(),))


def newest_shown(entries: Sequence[Recorded], belongs: Belongs) -> int:
    """The newest entry that a form shows: of its proceeding, and of what all of them show.

    What stands beside all else (a note, a document) makes no form stale; nor does what happens in
    another proceeding, but for what every form shows: facts, papers, the help that runs.
    """
    shown = (entry.seq for entry in entries if _shows(entry, belongs))
    return max(shown, default=0)


def _shows(entry: Recorded, belongs: Belongs) -> bool:
    if isinstance(entry.event, NotTold):
        return False
    step = step_of(entry.event)
    if step.shown_everywhere:
        return True
    own = isinstance(belongs, int) and entry.proceeding != belongs
    return step.asked and not step.alone and not own


def perform(  # noqa: PLR0913 - as `act`
    before: Sequence[Recorded],
    command: Command,
    by: Staff,
    *,
    library: Library,
    now: datetime,
    belongs: Belongs = None,
    valid_from: date | None = None,
    days_confirmed: bool = False,
) -> Acted | Refused:
    """`act` on events that were loaded within `access.acting(by)`; the transaction is the caller's.

    Nothing is stored when it is refused.
    """
    command, unfit = fitted(command)
    if unfit:
        return Refused(tuple(map(cannot_be_taken, unfit)))
    case = folded(before) if before else None
    unit = _unit(case, command)
    if isinstance(unit, Refusal):
        return Refused((unit,))
    if case is not None:
        standard = _standard(case, unit, library, danish_day(now))
        case = with_help_elsewhere(case, standard, by, now=now)
    asked = _Asked(before, case, command, belongs, unit, by, library, danish_day(now))
    try:
        context, judgement, outcome = _decided(asked, valid_from, days_confirmed=days_confirmed)
    except FactError as error:
        return Refused((_unreadable(error),))
    if isinstance(outcome, Decided):
        outcome = _kept_out(asked, outcome) or outcome
    if isinstance(outcome, Refused):
        return outcome
    known, seq = (before[0].case_id, before[-1].seq) if before else (uuid4(), 0)
    told = _told(before)
    new = followed(told, outcome.events, context, case, seq)
    new, person_known = (new, True) if before else about_somebody(new)
    try:
        after = log.append(known, seq, new, by.username, now)
    except log.ClockJumped as jumped:
        return Refused((_wrong_clock(jumped),))
    case = grown(case, told, after)
    case_rows.upsert([case_rows.rows_of(case, (*told, *after))])
    if not before:
        (take_over if person_known else take_in)(after[0])
    helped = same_help(case, by) if _grants(command) else ()
    return Acted(case, after, judgement, helped, _contradicts(case, after[0], asked.today))


def _grants(command: Command) -> bool:
    """Whether it gives help, or takes it over."""
    if isinstance(command, TakeDecision):
        return command.decision.kind in GIVING
    return isinstance(command, RunningGrantTakenOver)


def _contradicts(case: Case, entry: Recorded, today: date) -> str:
    """Told with whatever makes assessment and facts differ: the decision, and each of the two."""
    event, facts = entry.event, case.facts_on(today)
    about: Iterable[Proceeding] = case.open_proceedings
    if isinstance(event, DecisionTaken):
        facts = dict(event.decision.facts)
    if isinstance(event, DecisionTaken | NeedAssessed):
        about = (one for one in case.proceedings if one.entry == entry.proceeding)
    elif not (isinstance(event, FactNoted) and event.name == "vum_level"):
        return ""
    return next(filter(None, (one.assessed_otherwise(facts) for one in about)), "")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A command with what it is asked of."""

    before: Sequence[Recorded]
    case: Case | None
    command: Command
    belongs: Belongs
    unit: UnitTerms
    by: Staff
    library: Library
    today: date


def _decided(
    asked: _Asked, valid_from: date | None, *, days_confirmed: bool
) -> tuple[Context, Judgement | None, Decided | Refused]:
    """What the rules of the case make of a command, and what that rests on. Raises FactError."""
    party = _party(asked)
    if asked.case is not None:
        # What goes out is held against the citizen as the register has them now.
        asked = replace(asked, case=with_party(asked.case, party))
    context, judgement, command = _prepared(asked, party)
    context = replace(context, valid_from=valid_from, days_confirmed=days_confirmed)
    if against := (*_not_of_the_case(asked.case, command), *_cannot_be_given(asked)):
        return context, judgement, Refused(against)
    return context, judgement, decide(asked.case, command, context, asked.belongs)


def _kept_out(asked: _Asked, decided: Decided) -> Refused | None:
    """Why what the rules of the case allow is not recorded all the same; None where it is."""
    if unknown := unknown_person(asked.command, asked.by):
        return Refused((unknown,))
    events = (new.event for new in decided.events)
    return permissions.refused(asked.by, asked.case, events, asked.unit.key)


def _told(before: Sequence[Recorded]) -> tuple[Recorded, ...]:
    """What is left of a record of which something was erased."""
    return tuple(entry for entry in before if not isinstance(entry.event, log.ErasedEvent))


def _unit(case: Case | None, command: Command) -> UnitTerms | Refusal:
    """The unit that handles the case; or why there is none."""
    key = case.unit if case else command.unit if isinstance(command, Opening) else None
    if case is None and not isinstance(command, Opening):
        return Refusal(
            "no_case",
            _("Der er ingen sag endnu."),
            _("Opret sagen først, med en ansøgning eller en løbende bevilling."),
        )
    return terms_of(key) or Refusal(
        "no_such_unit",
        _("Enheden findes ikke i Kompas."),
        _("Vælg en enhed, eller bed administratoren oprette den."),
    )


def cannot_be_taken(found: Fault) -> Refusal:
    """Why what was typed is not taken, with its place."""
    return Refusal("unfit", f"{place_text(found.place)}: {found.what}", found.remedy)


def _number_taken() -> Refusal:
    return Refusal(
        NUMBER_TAKEN,
        _("En anden sag har nummeret."),
        _("Giv sagen et nummer, som ingen anden har."),
    )


def _person_taken() -> Refusal:
    return Refusal(
        "person_taken",
        _("Borgeren er blevet oprettet eller rettet af en anden i samme øjeblik."),
        _("Prøv igen."),
    )


def _wrong_clock(jumped: log.ClockJumped) -> Refusal:
    return Refusal(
        "wrong_clock",
        str(jumped),
        _(
            "Sig det til dem, der driver Kompas: uret skal stilles. Er det rigtigt, så skal "
            "KOMPAS_CLOCK_CHECKED være dagens dato."
        ),
    )


def _clocks_differ() -> Refusal:
    return Refusal(
        "clocks_differ",
        _("Serverens ur passer ikke med databasens, så intet kan registreres."),
        _("Det, du har skrevet, er her stadig. Bed driften om at stille uret."),
    )


_TAKEN = {NUMBER_ONCE: _number_taken, CPR_ONCE: _person_taken, "recorded_in_time": _clocks_differ}
"""What it means that a constraint of the database is broken."""


def _party(asked: _Asked) -> Party | None:
    """Whom the case is about, where the step asks who gets the letter. One statement."""
    if asked.case is None or Lookup.RECIPIENTS not in step_for(asked.command).lookups:
        return None
    return party_of(asked.case, asked.library, asked.today)


def _prepared(asked: _Asked, party: Party | None) -> tuple[Context, Judgement | None, Command]:
    """What the command is decided in; a draft is made whole from the case and judged first."""
    case, command, judgement = asked.case, asked.command, None
    lookups, unit = step_for(command).lookups, asked.unit
    if isinstance(command, TakeDecision) and case is not None:
        day = command.decision.decided_on or asked.today
        case = with_party(case, party_of(case, asked.library, day))
        on, words = _proceeding(asked, case), asked.library.words
        draft = whole(command.decision, case, on, asked.unit.norms_unit, words)
        draft = with_payments(with_offers(draft, asked.library), asked.library)
        judgement = judged(draft, asked.library, asked.today)
        command = TakeDecision(decision=draft)
    about = case or command

    def standard_on(day: date) -> Standard | None:
        return _standard(about, unit, asked.library, day)

    context = Context(
        today=asked.today,
        by=asked.by.username,
        standard=standard_on(asked.today),
        standard_on=standard_on,
        deadline_weeks=unit.processing_deadline_weeks,
        panel_required=unit.panel_required,
        trace=traced(judgement) if judgement else None,
        municipality=unit.municipality,
        files=_files(case) if Lookup.FILES in lookups else None,
        workers=_workers(asked) if Lookup.WORKERS in lookups else None,
        meetings=meetings.planned_days(unit.key) if Lookup.MEETINGS in lookups else None,
        erased=frozenset(e.seq for e in asked.before if isinstance(e.event, log.ErasedEvent)),
        recipients=party.recipients if party else None,
        digital_post_exempt=party is not None and party.digital_post_exempt,
        has_number=party is None or party.has_number,
    )
    return context, judgement, command


def _proceeding(asked: _Asked, case: Case) -> Proceeding | None:
    """The proceeding in which a decision is about to be taken."""
    here = place(case, step_for(asked.command), asked.belongs)
    return None if isinstance(here, Refusal) else here.on


def _standard(
    about: Case | Command, unit: UnitTerms, library: Library, day: date
) -> Standard | None:
    if not isinstance(about, Case | Opening):
        return None
    try:
        return library.standard(about.service, unit.municipality, day, unit.norms_unit)
    except NotCodedError:
        return None


def _files(case: Case | None) -> frozenset[tuple[str, str]]:
    """The id and SHA-256 of each file of the case. One statement."""
    kept = documents.of_case(case.case_id) if case else ()
    return frozenset((str(one.id), one.sha256) for one in kept)


def _workers(asked: _Asked) -> frozenset[str] | None:
    """Who may do in the unit what the step asks of whom it names. One statement."""
    of_them = step_for(asked.command).of_workers
    return able_in(asked.unit.key, of_them(asked.case, asked.command)) if asked.case else None


def _not_of_the_case(case: Case | None, command: Command) -> Iterator[Refusal]:
    """A decision that refers to papers which the case does not have."""
    if isinstance(command, TakeDecision) and case is not None:
        known = {item.id for item in case.papers}
        for named, name in references(command.decision):
            if name not in known:
                yield Refusal(
                    "evidence_missing",
                    _("{place}: bilaget {id} findes ikke i sagen.").format(place=named, id=name),
                    _("Tilføj bilaget først."),
                )


def _cannot_be_given(asked: _Asked) -> Iterator[Refusal]:
    """Amounts that help of the case's service cannot have, as they were typed, and such as say two
    things at once. Those of a decision the check finds.
    """
    about = asked.case or asked.command
    if not isinstance(about, Case | Opening):
        return
    for at, given in stated_in(asked.command):
        found = faults(given, about.service, asked.library.words, coded=True)  # as the place is
        for measure, what, remedy in found:
            yield Refusal("unfit", f"{place_text((*at, measure))}: {what}", remedy)
        if not isinstance(asked.command, TakeDecision):
            for what, remedy in told_against_itself(given, asked.library.words):
                yield Refusal("amounts_contradict", what, remedy)


def _unreadable(error: FactError) -> Refusal:
    return Refusal("wrong_value", error.text, _("Ret oplysningen i sagen, og prøv igen."))
