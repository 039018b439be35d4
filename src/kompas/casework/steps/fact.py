"""A fact of the vocabulary with where it is from and when it was noted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kompas.casework.case import Case, KnownFact
from kompas.casework.context import Context, Refusal
from kompas.casework.decision_facts import WORKED_OUT
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Line, Speech, line_of, name_of_fact, value_of_fact
from kompas.inputs import Code, Day, FactValue, ShortText
from kompas.inputs.day import iso_day
from kompas.norms import Fact, GivenFact
from kompas.norms.domain import FactType
from kompas.words import N_, _, day_text


@event("fact_noted")
@dataclass(frozen=True, slots=True, kw_only=True)
class FactNoted(Event):
    """A fact; a later note of the same fact takes its place from the day it is valid."""

    name: Code
    value: FactValue
    source: ShortText
    dated: Day


class NoteFact(Step[FactNoted, FactNoted]):
    """Something that a rule asks about is known."""

    event = command = FactNoted
    title = N_("Oplysning noteret")
    long_ago = True
    ask = N_("Notér oplysninger")
    order = 40
    alone = True
    rested_on = True
    holds_later = True
    shown_everywhere = True
    labels = {"source": N_("Kilde"), "dated": N_("Dateret")}

    def against(self, here: Here, event: FactNoted, context: Context) -> Iterator[Refusal]:
        """It must be in the vocabulary, with a value that it can have."""
        words = context.standard.words.facts if context.standard else {}
        known = words.get(event.name)
        if words and known is None:
            yield Refusal(
                "unknown_fact",
                _("Kompas kender ikke oplysningen {name}.").format(name=event.name),
                _("Vælg en oplysning fra listen."),
            )
        elif event.name in WORKED_OUT:
            yield Refusal(
                "worked_out",
                _("{fact} følger af afgørelsen selv og noteres ikke.").format(
                    fact=known.text if known else event.name
                ),
                _("Skriv det i afgørelsen, når den skrives."),
            )
        elif known is not None:
            yield from wrong_value(known, event.value, words, context.today)

    def holds_from(self, here: Here, event: FactNoted) -> date:
        """From its own day, but so that what is noted last is what stands."""
        known = here.case.facts.get(event.name, ())
        return max(event.dated, known[-1].valid_from) if known else event.dated

    def happened_on(self, event: FactNoted) -> date:
        """When it was learnt."""
        return event.dated

    def on_case(self, case: Case, event: FactNoted, entry: Recorded) -> Case:
        """It holds from its day."""
        given = GivenFact(event.value, event.source, event.dated)
        fact = KnownFact(given, entry.valid_from, entry.seq)
        known = (*case.facts.get(event.name, ()), fact)
        in_order = tuple(sorted(known, key=lambda one: (one.valid_from, one.seq)))
        return changed(case, facts={**case.facts, event.name: in_order})

    def says(self, event: FactNoted, s: Speech) -> str:
        """What, with its source and day."""
        fact = s.words.facts.get(event.name)
        label, value = event.name, str(event.value)
        if fact is not None:
            label, value = name_of_fact(fact), value_of_fact(fact, event.value, s)
        return _("{label}: {value} (kilde: {source}, {date})").format(
            label=label, value=value, source=event.source, date=s.day(event.dated)
        )

    def says_in_full(self, event: FactNoted, s: Speech) -> Iterator[Line]:
        """The fact under its own name."""
        fact = s.words.facts.get(event.name)
        if fact is None:
            yield event.name, str(event.value)
        else:
            yield name_of_fact(fact), value_of_fact(fact, event.value, s)
        yield from line_of(self.label("source"), event.source, s)
        yield self.label("dated"), s.day(event.dated)


ON_DATE = "on_date"
"""The day on which the norms are asked; an age is counted until it."""


def wrong_value(
    known: Fact, value: FactValue, words: Mapping[str, Fact], today: date
) -> Iterator[Refusal]:
    """Why a fact cannot have a value, by the vocabulary; nobody is born on a day to come."""
    try:
        known.domain.read(value)
    except ValueError as error:
        yield Refusal("wrong_value", f"{known.text}: {error}.", _("Ret værdien."))
        return
    until = (one.derived.inputs for one in words.values() if one.derived)
    day = iso_day(str(value)) if known.domain.type is FactType.DATE else None
    if day is not None and day > today and (known.name, ON_DATE) in until:
        text = _("{fact}: {day} ligger i fremtiden.")
        yield Refusal(
            "in_the_future", text.format(fact=known.text, day=day_text(day)), _("Ret datoen.")
        )
