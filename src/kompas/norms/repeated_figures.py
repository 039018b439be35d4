"""A figure that a document repeats elsewhere, held against the rule that states it.

A row with `restates = "FILE CODE"` decides nothing. Where it says something else than the row it
repeats, the two places of the document disagree. That is told until the repeating row names the
other in `unless` (it gives way, and its `reading` says why); it never blocks.
"""

from collections.abc import Iterator

from kompas.norms.domain import Domain, FactType, shown_parts
from kompas.norms.library import Library
from kompas.norms.problems import Problem
from kompas.norms.rows import Answer, AnswerKind, NormFile, Row
from kompas.words import _


def restated(library: Library) -> Iterator[Problem]:
    """The rows that repeat another wrongly, or repeat none."""
    for file in library.files:
        for row in file.restated:
            yield from _held(library, row)


def _held(library: Library, row: Row) -> Iterator[Problem]:
    named = str(row.restates)
    target = _target(library, row)
    if row.question in library.file_by_name[row.file].unsound:
        return  # what is wrong with the row itself is told
    if target is None and named.partition(" ")[0] in library.left_out:
        return
    if target is None:
        yield Problem(
            row.file,
            row.line,
            _("{code} gengiver {named}, som ikke findes.").format(code=row.code, named=named),
            _(
                'Skriv filen og reglens kode, fx restates = "copenhagen/104-2019.toml in-housing". '
                "Reglen skal svare på samme spørgsmål."
            ),
            code="restates",
        )
    elif row.unless and row.unless != (target.code,):
        yield Problem(
            row.file,
            row.line,
            _("{code} kan kun vige for den regel, den gengiver.").format(code=row.code),
            _('Skriv unless = ["{code}"], eller fjern unless.').format(code=target.code),
            code="restates",
        )
    elif not row.unless and (unlike := _unlike(library, row, target)):
        here, there = unlike
        yield Problem(
            row.file,
            row.line,
            _("{code} siger {here} ({source}), men {other} siger {there} ({from_}).").format(
                code=row.code,
                here=here,
                source=row.citation,
                other=target.code,
                there=there,
                from_=target.citation,
            ),
            _(
                "Lad en jurist afgøre, hvilket sted der gælder. Er det {other}, så skriv "
                'unless = ["{other}"] her, og hvorfor i reading. Ellers står det åbent.'
            ).format(other=target.code),
            blocks=False,
            code="restated",
        )


def _target(library: Library, row: Row) -> Row | None:
    """The row that is repeated: `FILE CODE`, on the same question."""
    name, _space, code = str(row.restates).partition(" ")
    file: NormFile | None = library.file_by_name.get(name)
    rows = file.rows if file else ()
    same = (one for one in rows if (one.question, one.code) == (row.question, code.strip()))
    return next(same, None)


def _unlike(library: Library, row: Row, target: Row) -> tuple[str, str] | None:
    """What the two say, where they say different things."""
    if row.answer is not None and target.answer is not None:
        is_cap = row.answer.is_ceiling and row.answer.high == target.answer.high
        if row.answer != target.answer and not is_cap:
            return _said(row.answer), _said(target.answer)
    has_condition = row.answer is None or any(row.boxes)
    if has_condition and [dict(box) for box in row.boxes] != [dict(box) for box in target.boxes]:
        return _condition(library, row), _condition(library, target)
    return None


def _said(answer: Answer) -> str:
    if answer.is_ceiling and answer.high:
        return _("højst {high}").format(high=shown_parts(answer.high, answer.parts))
    if answer.kind is AnswerKind.NUMBER:
        return f"»{answer.span}«"
    return f"»{answer.code or answer.kind.value}«"


def _condition(library: Library, row: Row) -> str:
    """The citizens that a row names, each fact by the names of its values."""
    boxes = (
        _(" og ").join(
            "{fact}: {values}".format(
                fact=library.words.facts[name].text,
                values=_(" eller ").join(
                    _span(library.words.facts[name].domain, low, high) for low, high in allowed
                ),
            )
            for name, allowed in box.items()
            if name in library.words.facts
        )
        for box in row.boxes
    )
    return "»" + (_("; eller ").join(filter(None, boxes)) or _("alle")) + "«"


def _span(domain: Domain, low: int, high: int) -> str:
    names = [str(domain.name(code)) for code in (low, high)]
    if domain.type in (FactType.BOOL, FactType.ENUM):
        return _(" eller ").join(domain.text(code) for code in range(low, high + 1))
    return names[0] if low == high else "-".join(names)
