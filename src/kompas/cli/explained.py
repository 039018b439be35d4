"""An assessment as a tree: each question with its answer, under it each rule and why it counts."""

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from kompas.cli import wording
from kompas.cli.page import BAD, GOOD, OPEN, QUIET, STRONG, indented, point, several, text
from kompas.norms import (
    Answer,
    Answered,
    Assessment,
    Conflict,
    NearMiss,
    Outcome,
    Row,
    RowResult,
    Shape,
    Status,
    Value,
)
from kompas.norms.rows import Effect
from kompas.norms.wording import rank_text, status_text, value_text
from kompas.words import N_, _, language

MARKS = {
    Status.MET: ("✓", GOOD),
    Status.HOLDS: ("✓", GOOD),
    Status.NOT_MET: ("✗", BAD),
    Status.INDIVIDUAL: ("~", OPEN),
    Status.GIVES_WAY: ("~", QUIET),
    Status.UNKNOWN: ("?", OPEN),
}
SHORT_OUTCOMES: Mapping[Value, str] = {
    Outcome.INDIVIDUAL: N_("alene en konkret vurdering"),
    Outcome.OUTSIDE_GUIDING: N_("uden for det vejledende niveau"),
}
_GUIDE = "dim"
_ASK_AT_ONCE = 3


class Explained:
    """The pages of one assessment; `everything` shows the rules that do not hold too."""

    def __init__(self, assessment: Assessment, *, everything: bool) -> None:
        self.assessment = assessment
        self.standard = assessment.standard
        self.words = assessment.standard.words
        self.everything = everything
        order = list(self.words.questions)
        self.answers = sorted(
            assessment.answers.values(),
            key=lambda answered: (
                order.index(answered.question.name)
                if answered.question.name in order
                else len(order)
            ),
        )

    def parts(self) -> Iterator[RenderableType]:
        """The whole page: whose rules, the answers in short, why, what to do next."""
        yield self.head()
        yield ""
        yield self.in_short()
        yield ""
        for answered in self.answers:
            if answered.rows or self.everything:
                yield self.question(answered)
                yield ""
        yield text((_("Regler, der er brugt"), STRONG))
        for file in self.standard.files:
            first, *rest = wording.file_lines(file)
            yield indented(text(first))
            yield from (indented(text((line, QUIET)), 4) for line in rest)
        yield ""
        yield text((_("Næste skridt"), STRONG))
        yield from self.next_steps()

    def head(self) -> Text:
        """Which help, whose rules, which day."""
        service = self.words.services[str(self.standard.service)]
        local = self.standard.local
        name = service.text_en if language() == "en" else service.text
        lines = [text((f"{name[:1].upper()}{name[1:]} ({', '.join(service.legal_basis)})", STRONG))]
        if local is not None:
            municipality = self.words.municipalities[str(local.municipality)]
            lines.append(
                text(
                    _("{where} · reglerne den {day}").format(
                        where=", ".join(filter(None, [municipality, local.unit])),
                        day=self.assessment.on.isoformat(),
                    )
                )
            )
        return several(lines)

    def in_short(self) -> Table:
        """The answers under each other."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(min_width=24)
        grid.add_column()
        for answered in self.answers:
            if answered.question.shape is not Shape.DUTIES:
                value = text((self.value(answered), _style(answered)))
                if answered.conflicts:
                    value += text(_(" (kan ikke stå alene, se nedenfor)"))
                grid.add_row(text(self.title(answered)), value)
        return grid

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

    def question(self, answered: Answered) -> Tree:
        """A question with its answer, its rules, what nearly held, and what may not decide."""
        title: tuple[str, str] = (self.title(answered), STRONG)
        label = text(title)
        if answered.question.shape is not Shape.DUTIES:
            label = text((f"{title[0]}: ", STRONG), (self.value(answered), _style(answered)))
        meaning = self.meaning(answered)
        tree = Tree(several([label, text(meaning)]) if meaning else label, guide_style=_GUIDE)
        for result in answered.rows:
            tree.add(self.rule(result))
        if self.everything and answered.question.shape is not Shape.CRITERIA:
            for row in self.rows_not_holding(answered):
                tree.add(self.rule_not_holding(row))
        for conflict in answered.conflicts:
            tree.add(self.conflict(answered, conflict))
        conflicting = {conflict.fact for conflict in answered.conflicts}
        for near in answered.near_misses:
            if near.fact not in conflicting:
                tree.add(self.near_miss(answered, near))
        return tree

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

    def rule(self, result: RowResult) -> RenderableType:
        """A rule: how it came out, its rank and text; its source; what it was decided on."""
        row = result.row
        mark, style = MARKS[result.status]
        status = status_text(result.status)
        if row.effect is Effect.INDIVIDUAL and result.status is Status.MET:
            mark, style, status = "-", QUIET, _("ikke aktuelt")
        elif result.status is Status.UNKNOWN and not self.to_ask(result):
            mark, style, status = "~", QUIET, _("afhænger af udmålingen")
        head = text((status, style), (f" ({rank_text(row.rank)}): ", QUIET), row.text)
        used = "; ".join(
            wording.known(self.assessment, name)
            for name in row.facts
            if name != "on_date" and self.assessment.known.get(name) is not None
        )
        asks = " ".join(wording.asked(self.standard, name) for name in self.to_ask(result))
        missing = _("Mangler: {asks}").format(asks=asks) if asks else ""
        return point((mark, style), head, *_notes(row, used, missing))

    def to_ask(self, result: RowResult) -> list[str]:
        """What to ask to find out whether a rule holds."""
        known = self.assessment.known
        return [ask for name in result.missing for ask in self.standard.to_ask(name, known)]

    def rows_not_holding(self, answered: Answered) -> Iterator[Row]:
        """The rules of a question that do not hold for the citizen."""
        told = {result.row.code for result in answered.rows}
        rows = self.standard.questions[answered.question.name].rows
        return (row for row in rows if row.code not in told)

    def rule_not_holding(self, row: Row) -> RenderableType:
        """A rule that does not hold, with its condition."""
        head = text((_("gælder ikke"), QUIET), (f" ({rank_text(row.rank)}): ", QUIET), row.text)
        when = _("gælder når: {condition}").format(condition=wording.condition(self.standard, row))
        return point(("✗", QUIET), head, *_notes(row, when))

    def conflict(self, answered: Answered, conflict: Conflict) -> RenderableType:
        """What may not alone lead to the answer, and what it is against."""
        protection = conflict.protection
        without = value_text(conflict.without, answered.question, self.words, language())
        return point(
            ("!", OPEN),
            text(
                (_("kan ikke alene give dette svar"), OPEN),
                ": ",
                wording.known(self.assessment, conflict.fact),
            ),
            text(
                _("Det strider mod ({rank}): {text}").format(
                    rank=rank_text(protection.rank), text=protection.text
                )
            ),
            text((_("Kilde: {source}").format(source=protection.citation), QUIET)),
            text(_("Uden det ville svaret være: {better}.").format(better=without)),
        )

    def near_miss(self, answered: Answered, near: NearMiss) -> RenderableType:
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
        text_ = (
            _("tæt på: {would} {when} · {fact}")
            if wording.is_ordered(self.standard, near.fact)
            else _("tæt på: {would}, hvis »{fact}« var: {when}")
        )
        fact = wording.label(self.standard, near.fact)
        return point("→", text(text_.format(would=would, when=when, fact=fact)))

    def next_steps(self) -> Iterator[RenderableType]:
        """What to ask first, and what to decide on one's own."""
        steps = [*self._questions_to_ask(), *self._assessments_to_make()]
        if not steps:
            steps = [text(_("Intet mangler. Hold svarene op mod borgerens egen situation."))]
        for number, step in enumerate(steps, 1):
            yield indented(point(f"{number}.", step))

    def _questions_to_ask(self) -> Iterator[RenderableType]:
        missing = [name for name, _settles in self.assessment.ask_first]
        for place, name in enumerate(missing[:_ASK_AT_ONCE]):
            first = _("Spørg først: {ask}") if place == 0 else _("Spørg så: {ask}")
            ask = wording.asked(self.standard, name)
            yield text(first.format(ask=ask), (f"  [{name}]", QUIET))
        later = missing[_ASK_AT_ONCE:]
        if later:
            listed = [
                point("-", text(wording.asked(self.standard, name), (f"  [{name}]", QUIET)))
                for name in later
            ]
            yield Group(text(_("Derefter, med det vigtigste først:")), *listed)

    def _assessments_to_make(self) -> Iterator[Text]:
        for answered in self.answers:
            for conflict in answered.conflicts:
                yield text(
                    _(
                        "{question}: lad ikke »{fact}« alene afgøre det. Undersøg borgerens behov, "
                        "og skriv den individuelle grund."
                    ).format(
                        question=self.title(answered),
                        fact=wording.label(self.standard, conflict.fact),
                    )
                )
            if answered.value in (Outcome.OUTSIDE_GUIDING, Outcome.INDIVIDUAL):
                yield text(
                    _(
                        "{question}: vurdér konkret og individuelt, om borgeren skal have hjælpen, "
                        "og skriv den individuelle grund."
                    ).format(question=self.title(answered))
                )
            value = answered.value
            if isinstance(value, Answer) and value.low != value.high:
                yield text(
                    _("{question}: fastsæt det inden for {answer}, efter borgerens behov.").format(
                        question=self.title(answered), answer=self.value(answered)
                    )
                )
            if value is Outcome.OUT:
                yield text(
                    _(
                        "{question}: se efter, om oplysningerne er rigtige, og undersøg, hvilken "
                        "anden hjælp borgeren kan få."
                    ).format(question=self.title(answered))
                )


def _notes(row: Row, used: str, missing: str = "") -> Iterator[Text]:
    yield text((_("Kilde: {source}").format(source=wording.source(row)), QUIET))
    if used:
        yield text((used, QUIET))
    if missing:
        yield text((missing, OPEN))
    if row.reading:
        yield text((_("Læst sådan: {reading}").format(reading=row.reading), QUIET))


def _style(answered: Answered) -> str:
    if len(answered.possible) > 1 or answered.value is Outcome.UNKNOWN:
        return OPEN
    return {Outcome.IN: GOOD, Outcome.OUT: BAD}.get(answered.value, OPEN) if isinstance(
        answered.value, Outcome) else ""  # fmt: skip
