"""Whether a ground, by what it says, rests on a subject that cannot be the reason.

Weighed clause by clause: what speaks of such a subject against what tells something of this
citizen. A subject that is named in passing, or set aside, is none.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kompas.norms.language import Topic
from kompas.soundness.reading.reader import Clause, Read

_CLEAR = 0.55
"""From this share of what is said on, a ground speaks of the subject and of little else."""
_DOUBTFUL = 0.4
_TELLING = 3
"""So many words that say something, of which one is of this citizen, make a clause a finding."""


@dataclass(frozen=True, slots=True)
class Speaks:
    """A ground speaks of a subject that cannot be its reason, as in `sentence`; `clear` where it
    speaks of little else and nowhere sets it aside.
    """

    topic: Topic
    sentence: str
    clear: bool


def speaks_of(reads: Iterable[Read], topics: Mapping[str, Topic]) -> Speaks | None:
    """The subject that a ground's texts rest on; None where they rest on something else.

    `topics` are those that may not be the reason of such a ground.
    """
    clauses = [clause for read in reads for clause in read.clauses]
    about = [clause for clause in clauses if clause.topics & topics.keys()]
    if not about:
        return None
    of_topic = sum(clause.weight for clause in about)
    telling = sum(clause.weight for clause in clauses if _tells(clause, topics))
    share = of_topic / ((of_topic + telling) or 1)
    if share < _DOUBTFUL:
        return None
    name = _heaviest(about, topics)
    sentence = next(clause.sentence for clause in about if name in clause.topics)
    set_aside = any(name in clause.aside for clause in clauses)
    return Speaks(topics[name], sentence, share >= _CLEAR and not set_aside)


def _tells(clause: Clause, topics: Mapping[str, Topic]) -> bool:
    """Whether a clause tells something of this citizen."""
    if clause.topics & topics.keys():
        return False
    return (clause.marks >= 1 and clause.weight >= _TELLING) or clause.weight >= _TELLING + 1


def _heaviest(about: list[Clause], topics: Mapping[str, Topic]) -> str:
    """The subject that most is said of; of several the first in the data."""
    weights = Counter[str]()
    for clause in about:
        for name in clause.topics & topics.keys():
            weights[name] += clause.weight
    return max(topics, key=lambda name: weights[name])
