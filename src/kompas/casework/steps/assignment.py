"""Who handles the case, or one proceeding of it, from now on."""

from collections.abc import Iterator
from dataclasses import dataclass

from kompas.casework.case import Case
from kompas.casework.context import Context, Lookup, Refusal
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Line, Speech, line_of
from kompas.inputs import Code
from kompas.words import N_, _


@event("assigned")
@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Event):
    """Who handles it from now on."""

    to: Code


class Assign(Step[Assigned, Assigned]):
    """Of one proceeding where the entry belongs to one; else of the case with all that is open."""

    event = command = Assigned
    title = N_("Fordelt til sagsbehandler")
    ask = N_("Overdrag sagen")
    order = 210
    of_either = True
    lookups = frozenset({Lookup.WORKERS})
    labels = {"to": N_("Til")}

    def against(self, here: Here, event: Assigned, context: Context) -> Iterator[Refusal]:
        """Who gets it handles cases in the unit."""
        if context.workers is not None and event.to not in context.workers:
            yield Refusal(
                "not_a_caseworker",
                _("{name} behandler ikke sager i enheden.").format(name=event.to),
                _("Vælg en af enhedens sagsbehandlere."),
            )

    def on_case(self, case: Case, event: Assigned, entry: Recorded) -> Case:
        """The new handler of the proceeding; or of the case, and of what is open in it."""
        one = entry.proceeding
        proceedings = tuple(
            changed(p, assigned_to=event.to) if p.entry == one or (one is None and p.is_open) else p
            for p in case.proceedings
        )
        worker = event.to if one is None else case.assigned_to
        return changed(case, assigned_to=worker, proceedings=proceedings)

    def says(self, event: Assigned, s: Speech) -> str:
        """To whom."""
        return s.name(event.to)

    def says_in_full(self, event: Assigned, s: Speech) -> Iterator[Line]:
        """To whom."""
        yield from line_of(self.label("to"), s.name(event.to), s)
