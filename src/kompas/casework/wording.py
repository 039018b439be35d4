"""Words that more than one room needs: lists, numbers, kinds of decision, verdicts."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from kompas.norms import Vocabulary
from kompas.words import N_, SOURCE_LANGUAGE, _, language

VERDICTS: Mapping[str, str] = {
    "stands": N_("kan holde"),
    "falls": N_("falder"),
    "must_be_mended": N_("skal rettes først"),
    "lacks_reason": N_("bør begrundes"),
    "cannot_be_judged": N_("kan ikke bedømmes"),
}
"""What the check of a decision came to, by its code."""


def listed(texts: Sequence[str]) -> str:
    """`a, b og c`; with a comma before `og` where the part before it ends in a clause."""
    if len(texts) < 2:
        return "".join(texts)
    *some, last = texts
    joined = _("{some}, og {last}") if _ends_in_a_clause(some[-1]) else _("{some} og {last}")
    return joined.format(some=", ".join(some), last=last)


def _ends_in_a_clause(text: str) -> bool:
    """Danish closes a clause with a comma: "de oplysninger, der har haft betydning, og ...".

    That of 2,5 closes nothing.
    """
    return re.search(r",(?!\d)", re.sub(r"\([^()]*\)", "", text)) is not None


def kind_text(kind: str, words: Vocabulary) -> str:
    """A kind of decision by its code."""
    domain = words.facts["decision_kind"].domain
    return domain.text(domain.names[kind], language())


def number_text(number: int | Decimal) -> str:
    """A number without idle zeros: `18`, `22,5` (in English `22.5`)."""
    plain = f"{Decimal(number):f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.replace(".", ",") if language() == SOURCE_LANGUAGE else plain
