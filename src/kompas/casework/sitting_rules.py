"""Whether the panel can have sat so over a case, and who may decide it.

Who has an interest in a case takes no part in deciding it (forvaltningsloven §§ 3-6); nor does
here who handles the case or recommended what is to be decided.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kompas.casework.case import Case
from kompas.casework.context import Context, Refusal
from kompas.casework.order_of_days import D, disordered
from kompas.casework.proceeding import Proceeding
from kompas.casework.sitting import Sitting
from kompas.casework.step import Here
from kompas.words import _

LAW = "forvaltningsloven §§ 3-6"
"""Who may not take part in deciding a case."""


def against(here: Here, sitting: Sitting | None, context: Context) -> Iterator[Refusal]:
    """Why the panel cannot have sat so over a proceeding."""
    if sitting is None:
        # Of a day that nobody planned as a meeting, as before there were any, no more is known.
        if here.proceeding.panel_meeting:
            yield Refusal(
                "sitting_missing",
                _("Der står ikke, hvem der var til stede på mødet."),
                _("Skriv, hvilket møde det var, hvem der var til stede, og hvem der ledede det."),
            )
        return
    yield from _of_meeting(here.proceeding, sitting, context)
    yield from _of_members(sitting)
    yield from _of_conflicts(here, sitting)


def at_meeting(sitting: Sitting | None, context: Context) -> Sitting | None:
    """The sitting with the planned meeting of its day, where it names none."""
    if sitting is None or sitting.meeting or context.meetings is None:
        return sitting
    of_day = (key for key, day in context.meetings.items() if day == sitting.held_on)
    return replace(sitting, meeting=next(of_day, ""))


def put_to(on: Proceeding, context: Context) -> date | None:
    """The day of the meeting that a proceeding is put to, as it is planned now."""
    if on.panel_meeting and context.meetings is not None:
        return context.meetings.get(on.panel_meeting)
    return on.panel_meets_on


def handled_by(case: Case, on: Proceeding) -> frozenset[str]:
    """Who handles a proceeding, or recommended what the panel is to decide: usernames."""
    worked = (case.assigned_to, on.assigned_to, on.advised_by)
    return frozenset(one for one in worked if one)


def _of_meeting(on: Proceeding, sitting: Sitting, context: Context) -> Iterator[Refusal]:
    if sitting.meeting and context.meetings is not None:
        day = context.meetings.get(sitting.meeting)
        if day is None:
            yield Refusal(
                "no_such_meeting",
                _("Mødet findes ikke, eller det er aflyst."),
                _("Vælg et møde, som enhedens udvalg har holdt."),
            )
            return
        if day != sitting.held_on:
            yield Refusal(
                "not_that_day",
                _("Mødet blev ikke holdt den dag."),
                _("Vælg mødet igen: det kan være flyttet, mens du skrev."),
            )
            return
    yield from disordered([(D.PANEL_MEETS, put_to(on, context)), (D.PANEL_SAT, sitting.held_on)])


def _of_members(sitting: Sitting) -> Iterator[Refusal]:
    names = [one.name for one in sitting.present]
    if len(set(names)) < len(names):
        yield Refusal(
            "named_twice",
            _("Den samme person står to gange blandt dem, der var til stede."),
            _("Skriv hver person én gang. Hedder to det samme, så skriv også deres stilling."),
        )
    if not sitting.deciding:
        yield Refusal(
            "nobody_decided",
            _("Der er ingen tilbage til at beslutte."),
            _("Mindst ét medlem skal være til stede og må ikke være inhabil."),
            LAW,
        )
        return
    deciding = {one.name for one in sitting.deciding}
    if sitting.chair not in deciding:
        yield Refusal(
            "no_chair",
            _("{name} kan ikke lede mødet i denne sag.").format(name=sitting.chair),
            _("Vælg en mødeleder, der er til stede og ikke er inhabil."),
        )
    for one in sitting.dissents:
        if one.name not in deciding:
            yield Refusal(
                "not_deciding",
                _("{name} var ikke med til at beslutte og kan ikke være uenig.").format(
                    name=one.name
                ),
                _("Ret, hvem der var til stede, eller hvem der var uenig."),
            )
    if deciding <= {one.name for one in sitting.dissents}:
        yield Refusal(
            "all_dissent",
            _("Alle, der besluttede, er skrevet som uenige."),
            _("Skriv den beslutning, som flertallet stod bag."),
        )


def _of_conflicts(here: Here, sitting: Sitting) -> Iterator[Refusal]:
    names = {one.name for one in sitting.present}
    for one in sitting.conflicts:
        if one.name not in names:
            yield Refusal(
                "not_present",
                _("{name} var ikke til stede og kan ikke have forladt mødet.").format(
                    name=one.name
                ),
                _("Skriv personen blandt dem, der var til stede, eller slet linjen."),
            )
    handled = handled_by(here.case, here.proceeding)
    for member in sitting.deciding:
        if member.username in handled:
            yield Refusal(
                "handled_it",
                _("{name} har selv behandlet sagen og kan ikke være med til at beslutte.").format(
                    name=member.name
                ),
                _("Skriv, at personen var inhabil og forlod mødet i denne sag."),
                LAW,
            )
