"""What the table of offers says of those that a decision points to, put into the decision.

A decision names an offer; what the offer is stands in the table. What it said on the day of the
decision is kept with it, so that the record shows what was known.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kompas.casework import Decision
from kompas.casework.offer import Offer, as_read, told_by
from kompas.norms import GivenFact, Library, NotCodedError, Vocabulary
from kompas.offers import table


def offers_on(day: date) -> tuple[Offer, ...]:
    """All offers of the table on a day. One statement."""
    return table.on(day)


def delivering(offers: Sequence[Offer], service: str, words: Vocabulary) -> tuple[Offer, ...]:
    """Those of some offers that deliver a service."""
    basis = words.services[service].legal_basis
    return tuple(one for one in offers if one.delivers(basis))


def with_offers(
    decision: Decision, library: Library, offers: Sequence[Offer] | None = None
) -> Decision:
    """The decision with what the table says of each offer that it points to, and with the facts
    that follow (`kompas.casework.offer.told_by`), as far as its norms ask for them.

    `offers` are those of its day, where they are at hand; else one statement asks for them. A name
    that is not among them stays a name. What was noted in the case holds where it is newer than the
    table.
    """
    if not decision.facilities:
        return decision
    if offers is None:
        offers = offers_on(decision.decided_on or date.max)
    by_name = {as_read(one.name): one for one in offers}
    facilities = tuple(
        replace(one, offer=by_name.get(as_read(one.name))) for one in decision.facilities
    )
    decision = replace(decision, facilities=facilities)
    known = [one.offer for one in facilities if one.offer is not None]
    if not known or len(known) < len(facilities):
        return decision
    told = told_by(known, _basis(decision, library), decision.decided_on or date.max)
    asked = _asked(decision, library)
    taken = {
        name: fact
        for name, fact in told.items()
        if name in asked and not is_newer(decision.facts.get(name), fact)
    }
    return replace(decision, facts={**decision.facts, **taken})


def is_newer(noted: GivenFact | None, told: GivenFact) -> bool:
    """Whether something was noted in the case after the table was last held to its source."""
    return noted is not None and (noted.dated or date.min) > (told.dated or date.min)


def _basis(decision: Decision, library: Library) -> tuple[str, ...]:
    """The paragraphs that the help is given under: those of the service that the decision names,
    else all of the service's.
    """
    all_of_it = library.words.services[decision.service].legal_basis
    return tuple(one for one in all_of_it if one in decision.legal_basis) or tuple(all_of_it)


def _asked(decision: Decision, library: Library) -> frozenset[str]:
    """The facts that the norms of a decision ask for; none where none are coded."""
    day = decision.decided_on or date.max
    try:
        standard = library.standard(decision.service, decision.municipality, day, decision.unit)
    except NotCodedError:
        return frozenset()
    return frozenset(fact.name for fact in standard.facts)
