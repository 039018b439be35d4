"""Whether a ground, by what it says, rests on a subject that cannot be the reason.

Weighed clause by clause: what speaks of such a subject against what tells of this citizen. A
subject that is named in passing, or set aside, is none. The less of a ground takes up the citizen's
need and what the citizen does, the less it takes of such a subject to ask about it.

The bounds are not measured on anything but invented decisions of our own, which lie beside the
tests (`tests/spec/soundness/corpora`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kompas.norms.language import Topic
from kompas.soundness.reading.reader import Clause, Read
from kompas.soundness.reading.tokens import is_number

_CLEAR = 0.55
"""From this share of what is said on, a ground speaks of the subject and of little else."""
_DOUBTFUL = 0.2
"""From this share on it may, where nothing tells of the citizen."""
_OUTWEIGHS = 0.2
"""What it takes more of the subject, the more of a ground tells of the citizen."""
_OF_NEED = 1.5
"""A word in a clause that takes up the need or what the citizen does weighs more than one that only
names a day or a number.
"""
_MOSTLY = 0.45
"""From this share on a ground speaks mostly of what it only names as a matter of course."""
_TELLING = 3
"""So many words that say something, of which one is of this citizen, make a clause a finding."""
_HARDLY = 0.14
"""Below this share of what is said, a ground tells hardly anything of the citizen."""
_LETTERS = 5
"""So many letters two words begin with alike are about the same: `telefonen`, `telefontid`."""
_LEAST = 4


@dataclass(frozen=True, slots=True)
class Speaks:
    """A ground speaks of a subject that cannot be its reason, as in `sentence`; `clear` where it
    speaks of little else and nowhere sets it aside.
    """

    topic: Topic
    sentence: str
    clear: bool


def beginnings(reads: Iterable[Read]) -> frozenset[str]:
    """How the words begin that say something: two texts that share some are about the same."""
    clauses = (clause for read in reads for clause in read.clauses)
    return frozenset(one for clause in clauses for one in _beginnings(clause.content))


def speaks_of(
    reads: Iterable[Read], topics: Mapping[str, Topic], need: frozenset[str], *, named: bool = False
) -> Speaks | None:
    """The subject that a ground's texts rest on; None where they rest on something else.

    `topics` are those that may not be the reason of such a ground, or with `named` those that it
    names as a matter of course. `need` are the `beginnings` of what the draft says of the need.
    """
    clauses = [clause for read in reads for clause in read.clauses]
    about = [clause for clause in clauses if clause.topics & topics.keys()]
    if not about:
        return None
    of_topic = sum(clause.weight for clause in about)
    others = [clause for clause in clauses if not clause.topics & topics.keys()]
    share = of_topic / ((of_topic + sum(_telling(clause, need) for clause in others)) or 1)
    least = _MOSTLY if named else _DOUBTFUL + _OUTWEIGHS * _of_citizen(clauses, others, need)
    if share < least:
        return None
    name = _heaviest(about, topics)
    sentence = next(clause.sentence for clause in about if name in clause.topics)
    set_aside = any(name in clause.aside for clause in clauses)
    return Speaks(topics[name], sentence, share >= _CLEAR and not set_aside and not named)


def hardly_tells(reads: Iterable[Read], need: frozenset[str]) -> bool:
    """Whether hardly anything in some texts takes up the need or tells what the citizen does; a
    word of it is enough in a short one.
    """
    clauses = [clause for read in reads for clause in read.clauses]
    whole, told = sum(one.weight for one in clauses), _taken_up(clauses, need)
    return told == 0 or told + 1 < _HARDLY * whole


def _of_citizen(clauses: Iterable[Clause], among: Iterable[Clause], need: frozenset[str]) -> float:
    """Which share of what is said tells of the citizen, in some of its clauses."""
    return _taken_up(among, need) / (sum(clause.weight for clause in clauses) or 1)


def _taken_up(clauses: Iterable[Clause], need: frozenset[str]) -> int:
    """How much is said in clauses that tell of the citizen."""
    return sum(clause.weight for clause in clauses if _takes_up(clause, need))


def _telling(clause: Clause, need: frozenset[str]) -> float:
    """How much a clause tells of this citizen."""
    if _takes_up(clause, need):
        return _OF_NEED * clause.weight
    return clause.weight if clause.marks and clause.weight >= _TELLING else 0


def _takes_up(clause: Clause, need: frozenset[str]) -> bool:
    return clause.of_citizen or not need.isdisjoint(_beginnings(clause.content))


def _beginnings(content: Iterable[str]) -> Iterable[str]:
    return (one[:_LETTERS] for one in content if len(one) >= _LEAST and not is_number(one))


def _heaviest(about: list[Clause], topics: Mapping[str, Topic]) -> str:
    """The subject that most is said of; of several the first in the data."""
    weights = Counter[str]()
    for clause in about:
        for name in clause.topics & topics.keys():
            weights[name] += clause.weight
    return max(topics, key=lambda name: weights[name])
