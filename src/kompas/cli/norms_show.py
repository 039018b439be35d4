"""`kompas norms show`: the rules of a municipality on a day, to be read through."""

from argparse import Namespace
from collections.abc import Iterator

from rich.console import RenderableType

from kompas.cli import OK, inputs
from kompas.cli.page import QUIET, STRONG, indented, point, show, text
from kompas.norms import NormFile, Question, Row, Shape, Standard, wording
from kompas.norms.rows import Effect
from kompas.norms.wording import answer_text, rank_text, since_text, verified_text
from kompas.words import _, day_text, language


def run(asked: Namespace) -> int:
    """Show the rules. Raises InputError."""
    on = inputs.day(asked.on)
    library = inputs.norms()
    standard = inputs.standard(library, asked.service, asked.municipality, asked.unit, on)
    show(text((_("Reglerne den {day}").format(day=day_text(on)), STRONG)), *_page(standard))
    return OK


def _page(standard: Standard) -> Iterator[RenderableType]:
    for file in standard.files:
        first, *rest = wording.file_lines(file)
        yield indented(text(first))
        yield from (indented(text((line, QUIET)), 4) for line in (*rest, _signed(file)))
    order = list(standard.words.questions)
    for name in sorted(standard.questions, key=lambda n: order.index(n) if n in order else 999):
        ruled = standard.questions[name]
        yield ""
        yield text((wording.label(standard, name), STRONG))
        for row in ruled.rows:
            yield indented(point("-", *_rule(standard, ruled.question, row)))
    for file in standard.files:
        yield from _remarks(standard, file)
    yield ""
    yield text((_("Det kan aldrig alene give et dårligere svar"), STRONG))
    for protection in standard.protections:
        source = " · ".join(
            filter(
                None,
                [
                    rank_text(protection.rank),
                    str(protection.citation),
                    verified_text(protection.verified),
                ],
            )
        )
        yield indented(point("-", text(protection.text), text((source, QUIET))))


def _remarks(standard: Standard, file: NormFile) -> Iterator[RenderableType]:
    """What a file says beside its rules: silence, what is newer, what is open."""
    headings, remarks = standard.words.headings, file.remarks
    silent = [
        text(f"{headings[one.heading].text}: {one.text}", (f"  {one.citation}", QUIET))
        for one in remarks.silences
    ]
    newer = [
        text(
            f"{since_text(one.first)}: {one.text}",
            (f"  {one.act} {verified_text(one.verified)}".rstrip(), QUIET),
        )
        for one in remarks.news
    ]
    open_ones = [
        text(one.text, (" " + _("Indtil da: {what}").format(what=one.meanwhile), QUIET))
        for one in remarks.open_questions
    ]
    for heading, lines in (
        (_("Det siger dokumentet intet om"), silent),
        (_("Nyt siden dokumentet"), newer),
        (_("Det er ikke afgjort"), open_ones),
    ):
        if lines:
            yield ""
            yield text((heading, STRONG))
            yield from (indented(point("-", line)) for line in lines)


def _signed(file: NormFile) -> str:
    """Whether somebody with legal insight has read the file and signed."""
    if file.reviewed_by:
        return _("Gennemgået af: {name}").format(name=wording.with_days(file.reviewed_by))
    return _("Ingen jurist har skrevet under på den endnu.")


def _rule(standard: Standard, question: Question, row: Row) -> Iterator[RenderableType]:
    yield text(row.text, (f"  [{row.code}]", QUIET))
    when = wording.condition(standard, row)
    if row.answer is not None:
        answer = answer_text(row.answer, question, standard.words, language())
        yield text(_("Svar: {answer}").format(answer=answer))
    if when:
        yield text(_when(question, row).format(condition=when))
    if row.unless:
        yield text(_("Viger for: {codes}").format(codes=", ".join(row.unless)))
    if row.requires:
        elements = (standard.words.elements[name] for name in row.requires)
        texts = (one.text_en if language() == "en" else one.text for one in elements)
        yield text(_("Afgørelsen skal indeholde: {elements}").format(elements=", ".join(texts)))
    yield text((f"{rank_text(row.rank)} · {wording.source(row)}", QUIET))
    if row.reading:
        yield text((_("Fortolkning: {reading}").format(reading=row.reading), QUIET))


def _when(question: Question, row: Row) -> str:
    if question.shape is not Shape.CRITERIA:
        return _("Gælder når: {condition}")
    if row.effect is Effect.INDIVIDUAL:
        return _("Vurderes individuelt når: {condition}")
    return _("Opfyldt når: {condition}")
