"""An assessment in words, whoever shows it: each question with its answer, its rules and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from kompas.norms import wording
from kompas.norms.answers import Answered, Conflict, NearMiss, Outcome, RowResult, Status, Value
from kompas.norms.rows import Answer, Effect, Row
from kompas.norms.standard import Assessment
from kompas.norms.vocabulary import Shape
from kompas.norms.wording import KnownInWords, status_text, value_text
from kompas.words import N_, _, language

SHORT_OUTCOMES: Mapping[Value, str] = {
    Outcome.INDIVIDUAL: N_("alene en konkret vurdering"),
    Outcome.OUTSIDE_GUIDING: N_("uden for det vejledende niveau"),
}


class Tone(StrEnum):
    """How something is to be taken: it only repeats what the words say."""

    GOOD = "good"
    BAD = "bad"
    OPEN = "open"
    QUIET = "quiet"
    PLAIN = "plain"


_TONES = {
    Status.MET: Tone.GOOD,
    Status.HOLDS: Tone.GOOD,
    Status.NOT_MET: Tone.BAD,
    Status.INDIVIDUAL: Tone.OPEN,
    Status.GIVES_WAY: Tone.QUIET,
    Status.UNKNOWN: Tone.OPEN,
}


@dataclass(frozen=True, slots=True)
class RuleInWords:
    """A rule: how it came out, on which facts, and which facts are to be asked for.

    `applies` is False for a rule on special cases that this is none of, and where the answer to
    another question decides.
    """

    row: Row
    status: Status
    text: str
    tone: Tone
    used: tuple[KnownInWords, ...]
    ask: tuple[str, ...]
    applies: bool = True


class Explanation:
    """The words for one assessment, in the reader's language."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.standard = assessment.standard
        self.words = assessment.standard.words

    @cached_property
    def answers(self) -> tuple[Answered, ...]:
        """The answers in the order in which a standard is read."""
        order = {name: place for place, name in enumerate(self.words.questions)}
        return tuple(
            sorted(
                self.assessment.answers.values(),
                key=lambda answered: order.get(answered.question.name, len(order)),
            )
        )

    def title(self, answered: Answered) -> str:
        """What the question is called."""
        return wording.label(self.standard, answered.question.name)

    def value(self, answered: Answered) -> str:
        """The answer; where two stand open, both."""
        if len(answered.possible) == 2:
            return _("ikke afgjort: {possible}").format(possible=self.possible(answered))
        return value_text(answered.value, answered.question, self.words, language())

    def possible(self, answered: Answered) -> str:
        """The answers that stand open."""
        return wording.listed(
            _(SHORT_OUTCOMES[value])
            if value in SHORT_OUTCOMES
            else value_text(value, answered.question, self.words, language())
            for value in answered.possible
        )

    def tone(self, answered: Answered) -> Tone:
        """How the answer is to be taken."""
        if len(answered.possible) > 1 or answered.value is Outcome.UNKNOWN:
            return Tone.OPEN
        if not isinstance(answered.value, Outcome):
            return Tone.PLAIN
        return {Outcome.IN: Tone.GOOD, Outcome.OUT: Tone.BAD}.get(answered.value, Tone.OPEN)

    def meaning(self, answered: Answered) -> str:
        """What an answer means where it is easily misread, or what it may still become."""
        if answered.value is Outcome.OUTSIDE_GUIDING:
            return _(
                "Det er ikke et afslag: Loven er opfyldt, og kommunens niveau er kun vejledende. "
                "Den konkrete, individuelle vurdering afgør sagen."
            )
        if answered.value is Outcome.INDIVIDUAL:
            return _(
                "Reglerne giver ikke selv et svar. Den konkrete, individuelle vurdering afgør "
                "sagen."
            )
        if len(answered.possible) > 2:
            return _("Kan endnu blive: {possible}.").format(possible=self.possible(answered))
        return ""

    def rule(self, result: RowResult) -> RuleInWords:
        """A rule: how it came out, what it was decided on, what is missing."""
        row, ask = result.row, tuple(self.to_ask(result))
        text, tone, applies = status_text(result.status), _TONES[result.status], True
        if row.effect is Effect.INDIVIDUAL and result.status is Status.MET:
            text, tone, applies = _("ikke aktuelt"), Tone.QUIET, False
        elif result.status is Status.UNKNOWN and not ask:
            text, tone, applies = _("afhænger af udmålingen"), Tone.QUIET, False
        used = tuple(
            wording.known(self.assessment, name)
            for name in row.facts
            if name != "on_date" and self.assessment.known.get(name) is not None
        )
        return RuleInWords(row, result.status, text, tone, used, ask, applies)

    def to_ask(self, result: RowResult) -> list[str]:
        """What to ask to find out whether a rule holds."""
        known = self.assessment.known
        return [ask for name in result.missing for ask in self.standard.to_ask(name, known)]

    def rows_not_holding(self, answered: Answered) -> Iterator[Row]:
        """The rules of a question that do not hold for the citizen."""
        told = {result.row.code for result in answered.rows}
        rows = self.standard.questions[answered.question.name].rows
        return (row for row in rows if row.code not in told)

    def near_misses(self, answered: Answered) -> Iterator[str]:
        """Each one thing that would have given a better answer, unless it may not decide."""
        conflicting = {conflict.fact for conflict in answered.conflicts}
        for near in answered.near_misses:
            if near.fact not in conflicting:
                yield self.near_miss(answered, near)

    def near_miss(self, answered: Answered, near: NearMiss) -> str:
        """The one thing that would have given a better answer."""
        here = self.assessment.known.get(near.fact)
        when = (
            wording.nearest(self.standard, near.fact, near.span, here)
            if isinstance(here, int)
            else wording.span(self.standard, near.fact, near.span)
        )
        better = value_text(near.better, answered.question, self.words, language())
        would = (
            _("ville være {better}")
            if isinstance(near.better, Outcome)
            else _("ville give {better}")
        ).format(better=better)
        text = (
            _("tæt på: {would} {when} · {fact}")
            if wording.is_ordered(self.standard, near.fact) and _is_range(near)
            else _("tæt på: {would}, hvis »{fact}« var: {when}")
        )
        return text.format(would=would, when=when, fact=wording.label(self.standard, near.fact))

    def without(self, answered: Answered, conflict: Conflict) -> str:
        """The answer without the fact that may not decide alone."""
        return value_text(conflict.without, answered.question, self.words, language())

    def to_judge(self) -> Iterator[str]:
        """What remains for the caseworker to judge, whatever the rules answer."""
        for answered in self.answers:
            yield from self._to_judge(answered)

    def _to_judge(self, answered: Answered) -> Iterator[str]:
        question = self.title(answered)
        for conflict in answered.conflicts:
            yield _(
                "{question}: lad ikke »{fact}« alene afgøre det. Undersøg borgerens behov, "
                "og skriv den individuelle grund."
            ).format(question=question, fact=wording.label(self.standard, conflict.fact))
        value = answered.value
        if value in (Outcome.OUTSIDE_GUIDING, Outcome.INDIVIDUAL):
            yield _(
                "{question}: vurdér konkret og individuelt, om borgeren skal have hjælpen, "
                "og skriv den individuelle grund."
            ).format(question=question)
        if isinstance(value, Answer) and value.low != value.high:
            yield _("{question}: fastsæt det efter borgerens behov ({answer}).").format(
                question=question, answer=self.value(answered)
            )
        if value is Outcome.OUT:
            yield _(
                "{question}: se efter, om oplysningerne er rigtige, og undersøg, hvilken "
                "anden hjælp borgeren kan få."
            ).format(question=question)

    def in_short(self) -> tuple[Answered, ...]:
        """The questions that have one answer each; what must be done stands by itself."""
        return tuple(one for one in self.answers if one.question.shape is not Shape.DUTIES)


def _is_range(near: NearMiss) -> bool:
    """Whether the better answer is for more values than one."""
    return any(low < high for low, high in near.span)
