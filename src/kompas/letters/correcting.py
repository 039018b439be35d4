"""A slip in a letter that was sent, put right: the same letter anew, which says what was wrong.

Only a slip is put right so: a day or a name in what somebody wrote. What was decided, the law, and
what the norms answer are of substance, and take a new decision or a new letter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kompas.casework.correction import Slip, mended
from kompas.letters.letter import (
    Block,
    ClauseText,
    Letter,
    ListBlock,
    Paragraph,
    Section,
    Span,
    Spans,
    Subheading,
    Table,
    Value,
    block_lines,
)

_OF_SUBSTANCE = re.compile(
    r"^(?:norm:|fact:|ground:|municipality:|recipients)"
    r"|^decision\.(?:kind|form|granted|granted_before|starts_on|ends_on|legal_basis|costs"
    r"|complaint_guidance|hearing|citizen|facts)\b"
    r"|^notice\.(?:answer_by|expected_on|promised_on|citizen|case_number|service)\b"
)
"""What no slip is put right in, by where it was read."""
_AMOUNT = re.compile(
    r"[0-9]\s?(?:dag|time|døgn|uge|måned|år|weekend|plads|kr|procent|%)|§"
    r"|\bikke\b|\bafslag\b|\bbevilg",
    re.IGNORECASE,
)
"""An amount, a rule, or a word that turns what is said: never a slip."""


@dataclass(frozen=True, slots=True)
class NoSlip:
    """Words that are not put right by a letter, by their place among the slips.

    `is_absent`: the letter does not say them; else they are of substance.
    """

    place: int
    is_absent: bool


def no_slips(letter: Letter, slips: tuple[Slip, ...]) -> Iterator[NoSlip]:
    """Those of some slips that cannot be put right in a letter."""
    body = [span for section in letter.sections for block in section.blocks
            for line in block_lines(block) for span in line]  # fmt: skip
    for place, slip in enumerate(slips):
        saying = [span for span in body if slip.was in span.text]
        if not saying:
            yield NoSlip(place, is_absent=True)
        elif any(map(_is_of_substance, saying)) or _AMOUNT.search(f"{slip.was}\n{slip.now}"):
            yield NoSlip(place, is_absent=False)


def _is_of_substance(span: Span) -> bool:
    return isinstance(span, ClauseText) or _OF_SUBSTANCE.match(span.trace) is not None


def mended_letter(letter: Letter, slips: tuple[Slip, ...]) -> Letter:
    """The letter with its slips put right, and nothing said of it."""
    return replace(letter, sections=tuple(_mended(one, slips) for one in letter.sections))


def corrected(letter: Letter, slips: tuple[Slip, ...], notice: Letter) -> Letter:
    """The letter with its slips put right; what `notice` says of it stands first.

    It bears the day of `notice`, and lacks what either of them lacks.
    """
    opening, *others = letter.sections
    return replace(
        letter,
        label=(*notice.label, ClauseText(": ", "separator"), *letter.label),
        sender=notice.sender,
        addressee=notice.addressee,
        meta=(*notice.meta[:1], *letter.meta[1:]),
        sections=(
            _mended(opening, slips),
            *notice.sections,
            *(_mended(section, slips) for section in others),
        ),
        missing=(*letter.missing, *notice.missing),
        dated=notice.dated,
        clauses=(*letter.clauses, *notice.clauses),
    )


def _mended(section: Section, slips: tuple[Slip, ...]) -> Section:
    return replace(section, blocks=tuple(_block(block, slips) for block in section.blocks))


def _block(block: Block, slips: tuple[Slip, ...]) -> Block:
    match block:
        case Paragraph(spans=spans):
            return replace(block, spans=_spans(spans, slips))
        case Subheading(spans=spans):
            return Subheading(_spans(spans, slips))
        case ListBlock(items=items):
            return ListBlock(tuple(replace(one, spans=_spans(one.spans, slips)) for one in items))
        case Table(rows=rows):
            cells = tuple(tuple(_spans(cell, slips) for cell in row) for row in rows)
            return replace(block, rows=cells)


def _spans(spans: Spans, slips: tuple[Slip, ...]) -> Spans:
    return tuple(
        replace(span, text=mended(span.text, slips)) if isinstance(span, Value) else span
        for span in spans
    )
