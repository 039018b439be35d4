"""Findings in words: lists, amounts, and the norms' names and sentences in the reader's language.

Names (of grounds, elements, questions, answers) have words in both languages. The sentences of the
norms (why, demands, remedies, rules) are Danish; who reads another language sees them as quoted.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from kompas.casework import Decision
from kompas.casework.amounts import amount_text
from kompas.casework.elements import asked
from kompas.casework.wording import VERDICTS, kind_text, listed
from kompas.norms import Element, Fact, GroundType, Question, Vocabulary
from kompas.norms.vocabulary import RepresentativeKind, Service
from kompas.norms.wording import begun_small, rank_text, verified_text
from kompas.soundness.finding import Finding, Verdict, Weight
from kompas.words import N_, SOURCE_LANGUAGE, _, language

VERDICT_TEXTS: Mapping[Verdict, str] = {verdict: VERDICTS[verdict] for verdict in Verdict}
VERDICT_MEANINGS: Mapping[Verdict, str] = {
    Verdict.STANDS: N_("Kompas har ingen indvendinger mod afgørelsen."),
    Verdict.FALLS: N_(
        "Afgørelsen holder ikke endnu: Ankestyrelsen ville sandsynligvis ændre eller hjemvise den."
    ),
    Verdict.MUST_BE_MENDED: N_(
        "Afgørelsen skal rettes, før brevet sendes. Manglen kan give kritik, men Ankestyrelsen "
        "ville ikke ændre eller hjemvise afgørelsen alene af den grund."
    ),
    Verdict.LACKS_REASON: N_(
        "Afgørelsen bør begrundes: borgeren får mere end kommunens vejledende niveau. Det må I "
        "gerne give. Skriv hvorfor."
    ),
    Verdict.CANNOT_BE_JUDGED: N_("Afgørelsen kan ikke bedømmes, før det åbne er afklaret."),
}
HEADINGS: Mapping[Weight, str] = {
    Weight.BLOCKING: N_("Skal rettes"),
    Weight.MEND: N_("Skal rettes, før brevet sendes"),
    Weight.OPEN: N_("Skal afklares"),
    Weight.REASON: N_("Bør begrundes"),
    Weight.WARNING: N_("Bør overvejes"),
}
"""What findings of a weight stand under, the gravest first."""
A_LIST = 3
"""So many things are told as a list and not within a sentence."""


def cited(danish: str) -> str:
    """Words of the norms within a sentence: in quotation marks where that is not Danish."""
    return danish if language() == SOURCE_LANGUAGE else _("»{words}«").format(words=danish)


def sentence(danish: str) -> str:
    """A whole sentence of the norms: where others are not Danish, quoted and said to be theirs."""
    if language() == SOURCE_LANGUAGE:
        return danish
    return _("{quotation} (dansk regel)").format(quotation=cited(danish))


def name_of(word: Element | Fact | Question | RepresentativeKind | Service) -> str:
    """What something is called."""
    return word.text if language() == SOURCE_LANGUAGE else word.text_en


def questions_of(names: Iterable[str], words: Vocabulary) -> str:
    """The questions that find out some facts, within a sentence that ends as one."""
    return listed([begun_small(asked(words.facts[name])).rstrip("?") for name in names])


def heading_of(ground_type: GroundType) -> str:
    """What a type of ground is called by those who decide; the letter has a heading of its own."""
    return ground_type.text if language() == SOURCE_LANGUAGE else ground_type.text_en


def kind_of(decision: Decision, words: Vocabulary) -> str:
    """What the decision calls itself: `nedsættelse`."""
    return kind_text(decision.kind.value, words)


def source_text(finding: Finding) -> str:
    """Where a finding is written, what that weighs, and how surely it is read; may be empty."""
    rank = rank_text(finding.rank) if finding.rank else ""
    return " · ".join(filter(None, [finding.source, rank, verified_text(finding.verified)]))


def stated_text(stated: Fraction | str, question: Question, words: Vocabulary) -> str:
    """An answer as a draft states it: a code of the question, or a number of its unit."""
    if question.unit is None or isinstance(stated, str):
        english = language() != SOURCE_LANGUAGE
        return (question.answers_en if english else question.answers)[str(stated)]
    return amount_text(stated, words.units[question.unit])
