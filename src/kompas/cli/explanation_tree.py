"""An assessment as a tree: each question with its answer, under it each rule and why it counts."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from kompas.cli.page import BAD, GOOD, OPEN, QUIET, STRONG, indented, point, several, text
from kompas.norms import Answered, Assessment, Conflict, Row, RowResult, Shape, Status, wording
from kompas.norms.explaining import Explanation, Tone
from kompas.norms.wording import KnownInWords, Origin, rank_text
from kompas.words import _, day_text, language

MARKS = {
    Status.MET: "✓",
    Status.HOLDS: "✓",
    Status.NOT_MET: "✗",
    Status.INDIVIDUAL: "~",
    Status.GIVES_WAY: "~",
    Status.UNKNOWN: "?",
}
STYLES = {Tone.GOOD: GOOD, Tone.BAD: BAD, Tone.OPEN: OPEN, Tone.QUIET: QUIET, Tone.PLAIN: ""}
_GUIDE = "dim"
_ASK_AT_ONCE = 3


class Explained:
    """The pages of one assessment; `everything` shows the rules that do not hold too."""

    def __init__(self, assessment: Assessment, *, everything: bool) -> None:
        self.assessment = assessment
        self.standard = assessment.standard
        self.words = assessment.standard.words
        self.everything = everything
        self.told = Explanation(assessment)
        self.answers = self.told.answers

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
                        day=day_text(self.assessment.on),
                    )
                )
            )
        return several(lines)

    def in_short(self) -> Table:
        """The answers under each other."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(min_width=24)
        grid.add_column()
        for answered in self.told.in_short():
            value = text((self.told.value(answered), STYLES[self.told.tone(answered)]))
            if answered.conflicts:
                value += text(_(" (kan ikke stå alene, se nedenfor)"))
            grid.add_row(text(self.told.title(answered)), value)
        return grid

    def question(self, answered: Answered) -> Tree:
        """A question with its answer, its rules, what nearly held, and what may not decide."""
        title = self.told.title(answered)
        label = text((title, STRONG))
        if answered.question.shape is not Shape.DUTIES:
            style = STYLES[self.told.tone(answered)]
            label = text((f"{title}: ", STRONG), (self.told.value(answered), style))
        meaning = self.told.meaning(answered)
        tree = Tree(several([label, text(meaning)]) if meaning else label, guide_style=_GUIDE)
        for result in answered.rows:
            tree.add(self.rule(result))
        if self.everything and answered.question.shape is not Shape.CRITERIA:
            for row in self.told.rows_not_holding(answered):
                tree.add(self.rule_not_holding(row))
        for conflict in answered.conflicts:
            tree.add(self.conflict(answered, conflict))
        for near in self.told.near_misses(answered):
            tree.add(point("→", text(near)))
        return tree

    def rule(self, result: RowResult) -> RenderableType:
        """A rule: how it came out, its rank and text; its source; what it was decided on."""
        told = self.told.rule(result)
        mark = MARKS[told.status]
        if not told.applies:
            mark = "~" if told.status is Status.UNKNOWN else "-"
        style, row = STYLES[told.tone], told.row
        head = text((told.text, style), (f" ({rank_text(row.rank)}): ", QUIET), row.text)
        used = "; ".join(map(_known, told.used))
        asks = " ".join(wording.asked(self.standard, name) for name in told.ask)
        missing = _("Mangler: {asks}").format(asks=asks) if asks else ""
        return point((mark, style), head, *_notes(row, used, missing))

    def rule_not_holding(self, row: Row) -> RenderableType:
        """A rule that does not hold, with its condition."""
        head = text((_("gælder ikke"), QUIET), (f" ({rank_text(row.rank)}): ", QUIET), row.text)
        when = _("gælder når: {condition}").format(condition=wording.condition(self.standard, row))
        return point(("✗", QUIET), head, *_notes(row, when))

    def conflict(self, answered: Answered, conflict: Conflict) -> RenderableType:
        """What may not alone lead to the answer, and what it is against."""
        protection = conflict.protection
        without = self.told.without(answered, conflict)
        return point(
            ("!", OPEN),
            text(
                (_("kan ikke alene give dette svar"), OPEN),
                ": ",
                _known(wording.known(self.assessment, conflict.fact)),
            ),
            text(
                _("Det strider mod ({rank}): {text}").format(
                    rank=rank_text(protection.rank), text=protection.text
                )
            ),
            text((_("Kilde: {source}").format(source=protection.citation), QUIET)),
            text(_("Uden det ville svaret være: {better}.").format(better=without)),
        )

    def next_steps(self) -> Iterator[RenderableType]:
        """What to ask first, and what to decide on one's own."""
        steps = [*self._questions_to_ask(), *map(text, self.told.to_judge())]
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


def _notes(row: Row, used: str, missing: str = "") -> Iterator[Text]:
    yield text((_("Kilde: {source}").format(source=wording.source(row)), QUIET))
    if used:
        yield text((used, QUIET))
    if missing:
        yield text((missing, OPEN))
    if row.reading:
        yield text((_("Fortolkning: {reading}").format(reading=row.reading), QUIET))


def _known(fact: KnownInWords) -> str:
    """What is known of a fact, with where it is from and when it was noted."""
    origins = "; ".join(filter(None, map(_origin, fact.origins)))
    value = f"{fact.label}: {fact.value}"
    return f"{value} [{origins}]" if origins else value


def _origin(origin: Origin) -> str:
    of = f"{wording.begun_small(origin.label)}: {origin.value}" if origin.label else ""
    dated = day_text(origin.dated) if origin.dated else ""
    return ", ".join(filter(None, [of, origin.source, dated]))
