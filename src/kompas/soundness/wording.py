"""Findings in words: lists, amounts, and the norms' names and sentences in the reader's language.

Names (of grounds, elements, questions, answers) have words in both languages. The sentences of the
norms (why, demands, remedies, rules) are Danish; who reads another language sees them as quoted.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from kompas.casework import Decision, Extent
from kompas.norms import Element, Fact, GroundType, Question, Vocabulary
from kompas.norms.vocabulary import Service
from kompas.norms.wording import rank_text, verified_text
from kompas.soundness.finding import Finding, Severity, Verdict
from kompas.words import N_, SOURCE_LANGUAGE, _, language, ngettext

VERDICT_TEXTS: Mapping[Verdict, str] = {
    Verdict.STANDS: N_("kan holde"),
    Verdict.FALLS: N_("falder"),
    Verdict.LACKS_REASON: N_("mangler en grund"),
    Verdict.CANNOT_BE_JUDGED: N_("kan ikke bedømmes"),
}
VERDICT_MEANINGS: Mapping[Verdict, str] = {
    Verdict.STANDS: N_("Afgørelsen kan holde: Kompas fandt intet, der ville vælte den."),
    Verdict.FALLS: N_(
        "Afgørelsen falder: som udkastet står, ville den ikke holde hos Ankestyrelsen."
    ),
    Verdict.LACKS_REASON: N_(
        "Afgørelsen mangler en grund: borgeren får mere end kommunens vejledende niveau. Det må I "
        "gerne give. Skriv hvorfor."
    ),
    Verdict.CANNOT_BE_JUDGED: N_("Afgørelsen kan ikke bedømmes, før det åbne er afklaret."),
}
SEVERITY_HEADINGS: Mapping[Severity, str] = {
    Severity.BLOCKING: N_("Skal rettes"),
    Severity.OPEN: N_("Skal afklares"),
    Severity.WARNING: N_("Bør overvejes"),
}
"""What findings of a severity stand under, the gravest first."""
A_LIST = 3
"""So many things are told as a list and not within a sentence."""


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


def begun_small(text: str) -> str:
    """The text with a small first letter, for the middle of a sentence."""
    return text[:1].lower() + text[1:]


def cited(danish: str) -> str:
    """Words of the norms within a sentence: in quotation marks where that is not Danish."""
    return danish if language() == SOURCE_LANGUAGE else _("»{words}«").format(words=danish)


def sentence(danish: str) -> str:
    """A whole sentence of the norms: where others are not Danish, quoted and said to be theirs."""
    if language() == SOURCE_LANGUAGE:
        return danish
    return _("{quotation} (dansk regel)").format(quotation=cited(danish))


def name_of(word: Element | Fact | Question | Service) -> str:
    """What something is called."""
    return word.text if language() == SOURCE_LANGUAGE else word.text_en


def heading_of(ground_type: GroundType) -> str:
    """What a type of ground is called; in Danish as the letter says it."""
    return ground_type.heading if language() == SOURCE_LANGUAGE else ground_type.text_en


def kind_of(decision: Decision, words: Vocabulary) -> str:
    """What the decision calls itself: `nedsættelse`."""
    return kind_text(decision.kind.value, words)


def kind_text(kind: str, words: Vocabulary) -> str:
    """A kind of decision by its code."""
    domain = words.facts["decision_kind"].domain
    return domain.text(domain.names[kind], language())


def source_text(finding: Finding) -> str:
    """Where a finding is written, what that weighs, and how surely it is read; may be empty."""
    rank = rank_text(finding.rank) if finding.rank else ""
    return " · ".join(filter(None, [finding.source, rank, verified_text(finding.verified)]))


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


def stated_text(stated: int | Decimal | str, question: Question, words: Vocabulary) -> str:
    """An answer as a draft states it: a code of the question, or a number of its unit."""
    english = language() != SOURCE_LANGUAGE
    if question.unit is None:
        return (question.answers_en if english else question.answers)[str(stated)]
    unit = words.units[question.unit]
    one, many = (unit.one_en, unit.many_en) if english else (unit.one, unit.many)
    number = stated if isinstance(stated, str) else number_text(stated)
    return f"{number} {one if stated == 1 else many}"


def number_text(number: int | Decimal) -> str:
    """A number without idle zeros: `18`, `22,5` (in English `22.5`)."""
    plain = f"{Decimal(number):f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.replace(".", ",") if language() == SOURCE_LANGUAGE else plain
