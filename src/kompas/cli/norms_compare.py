"""`kompas norms compare`: two standards, question by question: which citizens change, and how."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from json import dumps

from rich.console import RenderableType

from kompas.cli import OK, inputs
from kompas.cli.failure import InputError, meant
from kompas.cli.page import QUIET, STRONG, indented, plain, point, show, text
from kompas.inputs import DAY
from kompas.norms import Library, NormFile, NotCodedError, Row, Standard
from kompas.norms.compare import Compared, Comparison, Kind, compare
from kompas.norms.comparison_text import (
    example_text,
    reply_text,
    side_names,
    to_data,
    turn_text,
    who_texts,
)
from kompas.norms.vocabulary import Shape
from kompas.norms.wording import file_lines, rank_text, source
from kompas.words import _, day_text


def run(asked: Namespace) -> int:
    """Compare and show. Raises InputError."""
    library = inputs.norms()
    one, other = (_named(library, name) for name in asked.files)
    if one[0].service != other[0].service:
        raise InputError(
            _("De to standarder er ikke for samme ydelse."),
            _("Sammenlign to standarder for samme ydelse, fx to kommuners eller to versioner."),
        )
    comparison = compare(one[0], other[0], one[1], other[1])
    if asked.json:
        plain(dumps(to_data(comparison), ensure_ascii=False, indent=2, default=str))
    else:
        show(*_page(comparison))
    return OK


# --- what is compared ----------------------------------------------------------------------------


def _named(library: Library, name: str) -> tuple[Standard, date]:
    """The standard that is named, and the day of its rules. Raises InputError."""
    what, _at, day_text = name.partition("@")
    on = _day(name, day_text)
    if what.endswith(".toml"):
        return _of_file(library, what, on)
    municipality, _colon, rest = what.partition(":")
    service, _colon, unit = rest.partition(":")
    if not service:
        raise InputError(
            _("{name} nævner ikke både kommune og ydelse.").format(name=name),
            _("Skriv kommune:ydelse, kommune:ydelse@dag eller en fil, fx {example}.").format(
                example="copenhagen:activity_and_social@2026-01-01"
            ),
        )
    day = on or inputs.today()
    return inputs.standard(library, service, municipality, unit or None, day), day


def _day(name: str, text_: str) -> date | None:
    if not text_:
        return None
    return inputs.typed(DAY, text_, name)


def _of_file(library: Library, name: str, on: date | None) -> tuple[Standard, date]:
    """The rules of a day in a file's time: the day that is named, else today or the nearest.

    An earlier level is put beside the law of its successor's day.
    """
    files = {file.file: file for file in (*library.files, *library.earlier)}
    known = next((one for one in files if name == one or name.endswith(f"/{one}")), None)
    if known is None:
        raise InputError(
            _("{name} er ikke en af reglernes filer.").format(name=name),
            meant(name, files) or _("Kendte: {known}.").format(known=", ".join(files)),
        )
    file = files[known]
    if on is not None and not library.in_force(file).period.holds(on):
        raise InputError(
            _("{name} gælder ikke den {day}.").format(name=known, day=day_text(on)),
            _("Vælg en dag i filens tid, eller udelad dagen."),
        )
    for day in [on] if on else _days(library, library.in_force(file)):
        try:
            return library.standard_around(file, day), day
        except NotCodedError as error:
            last = error
    raise InputError(last.text, _("Vælg en anden dag, eller få loven lagt ind (norms/)."))


def _days(library: Library, file: NormFile) -> list[date]:
    """Today where the file holds, else the days nearest to it; at last any that has law."""
    today = inputs.today()
    first, last = file.period.first or today, file.period.last or date.max
    nearest = min(max(today, first), last)
    change = [f.period.first for f in library.files if f.binds_everybody and f.period.first]
    later = sorted(day for day in change if first <= day <= last)
    return [nearest, *later, first]


# --- the page ------------------------------------------------------------------------------------


def _page(comparison: Comparison) -> Iterator[RenderableType]:
    one, other = side_names(comparison)
    yield text((_("{one} over for {other}").format(one=one, other=other), STRONG))
    for standard in (comparison.one, comparison.other):
        if standard.local:
            lines = list(file_lines(standard.local))
            for line in lines if standard.local.precedes else lines[:1]:
                yield indented(text((line, QUIET)))
    told = [c for c in comparison.questions if not c.is_same or _own_rows(c)]
    for compared in told:
        yield ""
        yield text((compared.question.text, STRONG))
        yield from _question(comparison, compared)
    same = [c.question.text for c in comparison.questions if c not in told]
    yield ""
    if same:
        yield text(_("Ens: {questions}").format(questions=", ".join(same)))
    if comparison.unsaid:
        names = ", ".join(question.text for question in comparison.unsaid)
        yield text(
            _(
                "Ikke sammenlignet, for dokumentet siger ikke, hvad der gjaldt før: {questions}"
            ).format(questions=names)
        )
    if not told:
        yield text(_("Ingen borgere får et andet svar."))


def _own_rows(compared: Compared) -> bool:
    return bool(compared.only_one or compared.only_other or compared.reworded)


def _question(comparison: Comparison, compared: Compared) -> Iterator[RenderableType]:
    if compared.question.shape is Shape.DUTIES:
        yield from _duties(comparison, compared)
        return
    if compared.is_same:
        yield indented(
            text(_("Svaret er det samme for alle, men reglerne er skrevet forskelligt."))
        )
    for kind in compared.kinds:
        yield indented(point("-", *_kind(comparison, compared, kind)))
    if compared.on_answer:
        yield indented(text(_("Når svaret på et andet spørgsmål er givet:")))
    for kind in compared.on_answer:
        yield indented(point("-", *_kind(comparison, compared, kind)))
    for side, rows in zip(
        side_names(comparison), (compared.only_one, compared.only_other), strict=True
    ):
        if rows:
            yield indented(text(_("Kun i reglerne {side}:").format(side=f"({side})")))
        yield from (indented(_rule(row), 4) for row in rows)
    yield from _reworded(comparison, compared)


def _kind(comparison: Comparison, compared: Compared, kind: Kind) -> Iterator[RenderableType]:
    lines = who_texts(comparison, kind)
    if kind.among_shared and lines != [_("Alle borgere")]:
        yield text(_("Blandt dem, der opfylder de krav, som er ens:"))
    elif kind.among_shared:
        lines = [_("Alle, der opfylder de krav, som er ens")]
    for place, line in enumerate(lines):
        yield text((line if place == 0 else _("eller {who}").format(who=line), ""))
    one, other = side_names(comparison)
    before, after = (
        reply_text(comparison, compared.question, reply) for reply in (kind.one, kind.other)
    )
    yield text((f"{one}: {before}", STRONG))
    yield text((f"{other}: {after}", STRONG))
    turn = turn_text(comparison, kind.turn)
    example = example_text(comparison, kind)
    if turn:
        yield text((turn, QUIET))
    if example:
        yield text((_("Fx {example}").format(example=example), QUIET))


def _duties(comparison: Comparison, compared: Compared) -> Iterator[RenderableType]:
    """Duties side by side: what only one of the two says, and of whom."""
    told = ""
    for kind in compared.kinds:
        both = bool(kind.one and kind.other)
        sides = zip(
            side_names(comparison),
            (kind.one_rows, kind.other_rows),
            (kind.one, kind.other),
            strict=True,
        )
        for side, rows, there in sides:
            if there is not None:
                head = f"{side}:" if both else _("Kun {side}:").format(side=side)
                if head != told or both:
                    yield indented(text((head, STRONG)))
                told = head
                yield from (indented(_rule(row), 4) for row in rows)
        if any(kind.boxes):
            for line in who_texts(comparison, kind):
                yield indented(text((_("For: {who}").format(who=line), QUIET)), 6)


def _reworded(comparison: Comparison, compared: Compared) -> Iterator[RenderableType]:
    one, other = side_names(comparison)
    for before, after in compared.reworded:
        yield indented(text(_("Samme regel med andre ord ({code}):").format(code=after.code)))
        yield indented(text(f"{one}: {before.text}"), 4)
        yield indented(text(f"{other}: {after.text}"), 4)


def _rule(row: Row) -> RenderableType:
    lines = [text(row.text), text((f"{rank_text(row.rank)} · {source(row)}", QUIET))]
    if row.reading:
        lines.append(text((_("Fortolkning: {reading}").format(reading=row.reading), QUIET)))
    return point("-", *lines)
