"""By when something must have happened, and the rules that gave it (FW-23, PROC-08, VEJ-13)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from kompas.casework.case import Case
from kompas.casework.deadline import MOVED_BY, Deadline, DeadlineKind
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Step
from kompas.casework.timeline import Line, Speech, line_of, name_of_fact, tell_as
from kompas.words import N_, _

KIND_TEXTS: Mapping[DeadlineKind, str] = {
    DeadlineKind.DECISION: N_("afgørelse senest"),
    DeadlineKind.REVIEW: N_("genvurdering senest"),
    DeadlineKind.COMPLAINT: N_("klagefrist"),
    DeadlineKind.FOLLOW_UP: N_("opfølgning senest"),
}
tell_as(dict(KIND_TEXTS.items()))


@event("deadline_set")
@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineSet(Deadline, Event):
    """A day follows from the rules and the facts; recorded with what made or changed it.

    `about` is the entry of the proceeding, the decision or the help that it is about.
    """

    about: int


class SetDeadline(Step[DeadlineSet, DeadlineSet]):
    """Nobody asks for it: it follows (`kompas.casework.deadlines.follow`)."""

    event = command = DeadlineSet
    title = N_("Frist sat")
    asked = False
    when_closed = True
    labels = {
        "what": N_("Frist for"),
        "day": N_("Dag"),
        "counted_from": N_("Regnet fra"),
        "rows": N_("Efter reglerne"),
    }

    def on_case(self, case: Case, event: DeadlineSet, entry: Recorded) -> Case:
        """The day stands where it belongs; what it is about may be withdrawn by then."""
        return _PUT[event.what](case, event)

    def says(self, event: DeadlineSet, s: Speech) -> str:
        """Which day; and on what it depends, where that is not known."""
        day = s.day(event.day) if event.day else _("ingen")
        text = f"{_(KIND_TEXTS[event.what])} {day}"
        if why := depends_text(event, s):
            return f"{text}. {why}"
        return text

    def says_in_full(self, event: DeadlineSet, s: Speech) -> Iterator[Line]:
        """With the rules that gave it, or the unit's own setting."""
        yield from super().says_in_full(event, s)
        if not event.rows:
            yield self.label("rows"), _("enhedens egen frist")
        if event.moved:
            text = _("til den første hverdag derefter ({source})").format(source=_(MOVED_BY))
            yield _("Flyttet"), text
        yield from line_of(_("Forbehold"), depends_text(event, s), s)


def depends_text(deadline: Deadline, s: Speech) -> str:
    """Why the shortest counts: which facts are not known; empty where all are."""
    if not deadline.depends_on:
        return ""
    known = s.words.facts
    names = [name_of_fact(known[n]) if n in known else n for n in deadline.depends_on]
    return _("Det afhænger af: {facts}. Indtil det er noteret, gælder den korteste frist.").format(
        facts=", ".join(names)
    )


def _of_proceeding(case: Case, event: DeadlineSet) -> Case:
    return changed(
        case,
        proceedings=tuple(
            changed(one, deadline=event) if one.entry == event.about else one
            for one in case.proceedings
        ),
    )


def _of_decision(case: Case, event: DeadlineSet) -> Case:
    def told(proceeding: Proceeding) -> Proceeding:
        # Where its sending was withdrawn since, the time to complain does not run.
        decisions = tuple(
            replace(one, complaint=event) if one.entry == event.about and one.sent else one
            for one in proceeding.decisions
        )
        return changed(proceeding, decisions=decisions)

    return changed(case, proceedings=tuple(map(told, case.proceedings)))


def _of_help(case: Case, event: DeadlineSet) -> Case:
    return changed(
        case,
        interventions=tuple(
            replace(one, follow_up=event) if one.entry == event.about else one
            for one in case.interventions
        ),
    )


_PUT: Mapping[DeadlineKind, Callable[[Case, DeadlineSet], Case]] = {
    DeadlineKind.DECISION: _of_proceeding,
    DeadlineKind.REVIEW: _of_proceeding,
    DeadlineKind.COMPLAINT: _of_decision,
    DeadlineKind.FOLLOW_UP: _of_help,
}
