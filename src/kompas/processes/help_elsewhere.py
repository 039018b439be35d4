"""What the citizen has running in other cases, as far as somebody may see them, told to a case."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from kompas.accounts.access import Staff
from kompas.casework.amounts import amount_text
from kompas.casework.case import Case
from kompas.casework.decision import Decision
from kompas.casework.help_elsewhere import Contradicted, HelpElsewhere, is_from_record, sums
from kompas.casework.record import danish_day
from kompas.casework.replacement import changed
from kompas.casework.timeline import name_of_fact
from kompas.norms import Fact, GivenFact, Standard, Vocabulary
from kompas.persons import lookup
from kompas.processes.reading import Entries, folded, visible_several
from kompas.register import access, log
from kompas.words import _

_PURPOSE = "Løbende hjælp regnet med i en anden af borgerens sager"
_ONE_LOOK = timedelta(minutes=30)


def with_help_elsewhere(case: Case, standard: Standard | None, by: Staff, *, now: datetime) -> Case:
    """The case, told what the record has of the facts that its norms sum over running help.

    No statement where the norms ask for no such fact, else one; where help runs, five more. That
    those cases were read is noted in each, once in half an hour.
    """
    facts = tuple(_summed(standard)) if standard else ()
    if standard is None or not facts or case.person_id is None:
        return case
    services = sorted({service for fact in facts for service in fact.running_help})
    found = lookup.running_help(by, case.person_id, services, case.case_id)
    if not found:
        return case
    with access.acting(by):
        records = visible_several([case_id for case_id, _number in found])
        seen = access.looked_since(by.username, records, now - _ONE_LOOK)
        unseen = [case_id for case_id in records if case_id not in seen]
        access.note_each(by.username, now, access.What.READ, _PURPOSE, unseen)
    helps = tuple(one for entries in records.values() for one in _running(entries, now))
    return changed(case, elsewhere=sums(facts, helps, standard.words))


def contradictions(case: Case, day: date, words: Vocabulary) -> tuple[str, ...]:
    """What is noted in a case and the citizen's other cases contradict, in words."""
    return tuple(_told(one, words) for one in case.contradicted_on(day))


def moved_since(decision: Decision, case: Case, words: Vocabulary) -> tuple[str, ...]:
    """What a decision counted of help in the citizen's other cases and that is otherwise now, in
    words. `case` is told what runs there (`with_help_elsewhere`).
    """
    counted = {name: one for name, one in decision.facts.items() if is_from_record(one)}
    names = dict.fromkeys((*counted, *case.elsewhere))
    return tuple(
        _moved(name, decision.facts.get(name), case.elsewhere.get(name), words)
        for name in names
        if _value(decision.facts.get(name)) != _value(case.elsewhere.get(name))
    )


def _value(given: GivenFact | None) -> object:
    return None if given is None else given.value


def _moved(name: str, then: GivenFact | None, now: GivenFact | None, words: Vocabulary) -> str:
    fact = words.facts[name]
    unit = words.measures[str(fact.unit)].unit
    said = [amount_text(Decimal(str(one.value)), unit) if one else "" for one in (then, now)]
    if not said[1]:
        text = _(
            "{fact}: Afgørelsen regner med {then}. I de af borgerens andre sager, som du kan se, "
            "løber der ikke noget nu. Træf afgørelsen igen, hvis det ændrer den."
        )
    elif not said[0]:
        text = _(
            "{fact}: I borgerens andre sager løber der nu {now}. Afgørelsen regner ikke med det. "
            "Træf den igen, hvis det ændrer den."
        )
    else:
        text = _(
            "{fact}: Afgørelsen regner med {then}. I de af borgerens andre sager, som du kan se, "
            "løber der nu {now}. Træf afgørelsen igen, hvis det ændrer den."
        )
    return text.format(fact=name_of_fact(fact), then=said[0], now=said[1])


def _told(one: Contradicted, words: Vocabulary) -> str:
    fact = words.facts[one.name]
    unit = words.measures[str(fact.unit)].unit
    text = _(
        "{fact}: Der er noteret {noted}, men i borgerens andre sager løber {counted}. Det, der "
        "løber, tæller. Ret noten, eller ret den anden sag."
    )
    noted, counted = (
        amount_text(Decimal(str(given.value)), unit) for given in (one.noted, one.counted)
    )
    return text.format(fact=name_of_fact(fact), noted=noted, counted=counted)


def _summed(standard: Standard) -> Iterator[Fact]:
    """The facts of a standard that sum running help, also those that others are computed from."""
    words = standard.words.facts
    for fact in standard.facts:
        for name in fact.derived.inputs if fact.derived else (fact.name,):
            if words[name].running_help:
                yield words[name]


def _running(entries: Entries, now: datetime) -> Iterator[HelpElsewhere]:
    try:
        case = folded(entries)
    except log.Erased:
        return
    running = case.help
    if running and (running.ends_on is None or running.ends_on >= danish_day(now)):
        yield HelpElsewhere(case.case_number, case.service, running.extent, running.starts_on)
