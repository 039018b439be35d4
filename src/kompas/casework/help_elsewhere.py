"""Help that runs for the citizen in other cases, as the norms of this case sum it.

A fact that says `running_help` is read from the record where the record has such help. What was
noted of it does not count then; where the two differ, the source of what counts says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from kompas.casework.amounts import Amounts
from kompas.limits import LONGEST_LINE
from kompas.norms import Fact, GivenFact, Vocabulary
from kompas.norms.measures import in_measure
from kompas.words import SOURCE_LANGUAGE, day_text

_FROM_RECORD = "Fra sagen: "
"""How the source begins: in Danish, as all that a decision keeps with its facts."""
_GAVE_WAY, _NOT_COUNTED = ". Noteret er ", ", som ikke tæller"


@dataclass(frozen=True, slots=True)
class HelpElsewhere:
    """Help that runs in another case of the citizen: how much, and from when."""

    case_number: str
    service: str
    extent: Amounts
    starts_on: date


@dataclass(frozen=True, slots=True)
class Contradicted:
    """A note that the record contradicts: `counted` is what the norms are told instead."""

    name: str
    noted: GivenFact
    counted: GivenFact


def is_from_record(given: GivenFact) -> bool:
    """Whether the record told a fact by the help that runs, and nobody noted it."""
    return (given.source or "").startswith(_FROM_RECORD)


def sums(
    facts: Sequence[Fact], helps: Sequence[HelpElsewhere], words: Vocabulary
) -> Mapping[str, GivenFact]:
    """What the record tells of each of some facts that sum running help, with where it is from.

    Nothing of one of whose services none runs, of which one was granted in another measure alone,
    or of which the sum is no whole number within the fact's bounds: that is asked for.
    """
    found = {fact.name: _sum(fact, helps, words) for fact in facts}
    return {name: told for name, told in found.items() if told is not None}


def _sum(fact: Fact, helps: Sequence[HelpElsewhere], words: Vocabulary) -> GivenFact | None:
    measure = words.measures[str(fact.unit)]
    summed = (one for one in helps if one.service in fact.running_help)
    running = sorted(summed, key=lambda one: (one.starts_on, one.case_number))
    parts = [in_measure(one.extent, measure, words.measures) for one in running]
    told = [part for part in parts if part is not None]
    total = sum(told, Fraction(0))
    if not running or len(told) < len(parts) or total.denominator > 1:
        return None
    if not fact.domain.low <= total <= fact.domain.high:
        return None
    of_each = "; ".join(map(_origin, running, told))
    source = f"{_FROM_RECORD}{of_each}"
    if len(source) > LONGEST_LINE // 2:  # what gave way is told behind it
        source = f"{_FROM_RECORD}løbende hjælp i {len(running)} andre sager"
    return GivenFact(int(total), source)


def _origin(one: HelpElsewhere, part: Fraction) -> str:
    amount = f"{float(part):g}".replace(".", ",")
    since = day_text(one.starts_on, SOURCE_LANGUAGE)
    return f"{amount} i sag {one.case_number} fra {since}"


def contradicted(
    noted: Mapping[str, GivenFact], counted: Mapping[str, GivenFact]
) -> Iterator[Contradicted]:
    """The notes that say something else than the record does."""
    for name, told in counted.items():
        note = noted.get(name)
        if note is not None and note.value != told.value:
            yield Contradicted(name, note, told)


def with_what_gave_way(
    noted: Mapping[str, GivenFact], counted: Mapping[str, GivenFact]
) -> dict[str, GivenFact]:
    """What the record tells; its source says too what was noted and does not count."""
    found = dict(counted)
    for one in contradicted(noted, counted):
        source = f"{one.counted.source}{_GAVE_WAY}{one.noted.value}{_NOT_COUNTED}"
        found[one.name] = replace(one.counted, source=source)
    return found


def gave_way(given: GivenFact) -> str | None:
    """What was noted of a fact that the record told otherwise; None where nothing was.

    It stands in the source alone: so a decision keeps it, and is judged again as it was.
    """
    _before, is_told, noted = (given.source or "").rpartition(_GAVE_WAY)
    return noted.removesuffix(_NOT_COUNTED) if is_told and is_from_record(given) else None
