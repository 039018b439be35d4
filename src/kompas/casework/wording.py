"""Words that more than one room needs: lists, numbers, kinds of decision, extents, verdicts."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from kompas.casework.decision import Extent
from kompas.norms import Vocabulary
from kompas.words import N_, SOURCE_LANGUAGE, _, language, ngettext

VERDICTS: Mapping[str, str] = {
    "stands": N_("kan holde"),
    "falls": N_("falder"),
    "lacks_reason": N_("mangler en grund"),
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
    """Danish closes a clause with a comma: "de oplysninger, der har haft betydning, og ..."."""
    return "," in re.sub(r"\([^()]*\)", "", text)


def kind_text(kind: str, words: Vocabulary) -> str:
    """A kind of decision by its code."""
    domain = words.facts["decision_kind"].domain
    return domain.text(domain.names[kind], language())


def extent_text(extent: Extent) -> str:
    """`3 dage om ugen og 18 timer om ugen`; what is not stated is left out."""
    parts = []
    days, hours = extent.days_per_week, extent.hours_per_week
    if days is not None:
        parts.append(ngettext("{count} dag om ugen", "{count} dage om ugen", days))
        parts[-1] = parts[-1].format(count=days)
    if hours is not None:
        number = ngettext("{count} time om ugen", "{count} timer om ugen", 1 if hours == 1 else 2)
        parts.append(number.format(count=number_text(hours)))
    return listed(parts)


def number_text(number: int | Decimal) -> str:
    """A number without idle zeros: `18`, `22,5` (in English `22.5`)."""
    plain = f"{Decimal(number):f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.replace(".", ",") if language() == SOURCE_LANGUAGE else plain
