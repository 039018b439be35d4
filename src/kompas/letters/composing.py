"""From a decision and the norms' answers to a letter, by the clauses."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from kompas.casework.decision import Decision, DecisionKind
from kompas.inputs.signs import unprintable
from kompas.letters.clauses import (
    LABEL_SECTION,
    SENDER_SECTION,
    TITLE_SECTION,
    Clause,
    ClauseBook,
    Form,
    Requirement,
    SectionHeading,
    When,
    names_in,
    pieces,
)
from kompas.letters.letter import (
    Block,
    ClauseText,
    Letter,
    ListBlock,
    MetaLine,
    Missing,
    PageWords,
    Paragraph,
    Section,
    Span,
    Spans,
    Subheading,
    Table,
    plain_text,
    text_of,
)
from kompas.letters.letter_facts import LetterFacts
from kompas.letters.scope import Scope
from kompas.letters.variables import scope_of
from kompas.norms.vocabulary import Verified
from kompas.words import _, language

_SENTENCE_ENDS = (".", "!", "?")


def compose(
    decision: Decision,
    facts: LetterFacts,
    book: ClauseBook,
    also_missing: tuple[Missing, ...] = (),
    set_aside: frozenset[str] = frozenset(),
) -> Letter:
    """The letter about `decision`, complete or as a draft that says what it lacks.

    `facts` holds what the norms say, `book` the clauses of the service. `also_missing` are defects
    found by others (the soundness check) that keep the letter a draft. `set_aside` are elements
    without which the decision goes out all the same, by the responsibility of another person.
    """
    scope = scope_of(decision, facts, book)
    made = written(scope, book, decision.decided_on, decision.kind, also_missing, set_aside)
    return replace(made, logo=facts.logo)


def written(
    scope: Scope,
    book: ClauseBook,
    dated: date | None,
    kind: DecisionKind | None = None,
    also_missing: tuple[Missing, ...] = (),
    set_aside: frozenset[str] = frozenset(),
) -> Letter:
    """The letter that the clauses make of what `scope` holds; of a decision by its `kind`."""
    writer = _Writer(kind, scope)
    letter = Letter(
        label=writer.first(book.of(LABEL_SECTION)),
        title=writer.first(book.of(TITLE_SECTION)),
        sender=(
            *_present(scope, "municipality", "unit"),
            *writer.lines(book.of(SENDER_SECTION)),
        ),
        addressee=(
            *_present(scope, "citizen_name"),
            *(line.words["address_line"] for line in scope.groups["address"]),
        ),
        meta=tuple(_meta(scope, book)),
        sections=tuple(_sections(writer, book)),
        missing=(*_missing(writer, book.requirements, set_aside), *also_missing),
        dated=dated,
        page_words=PageWords(
            *(book.label(name) for name in ("logo", "page", "page_of", "draft", "draft_lead"))
        ),
        clauses=book.digests,
    )
    return replace(letter, missing=(*letter.missing, *_unprintable(letter)))


def _unprintable(letter: Letter) -> Iterator[Missing]:
    """A sign that no typeface has, in what is older than the question; one that nobody sees is told
    by the requirements (`printable`).
    """
    hidden = any(part.code == "printable" for part in letter.missing)
    if not hidden and (sign := unprintable(plain_text(letter))):
        yield Missing(
            "unprintable",
            _("Tegnet »{sign}« kan ikke trykkes i et brev.").format(sign=sign),
            _("Skriv det med latinske bogstaver, eller sig det med ord."),
        )


def _present(scope: Scope, *names: str) -> tuple[Spans, ...]:
    return tuple(scope.words[name] for name in names if name in scope.words)


def _meta(scope: Scope, book: ClauseBook) -> Iterator[MetaLine]:
    for label, name in (
        ("date", "decided_on"),
        ("date", "written_on"),
        ("case_number", "case_number"),
        ("contact", "contact_name"),
    ):
        if name in scope.words:
            yield MetaLine((book.label(label),), scope.words[name])


def _sections(writer: "_Writer", book: ClauseBook) -> Iterator[Section]:
    for section in book.sections:
        blocks = tuple(_joined(writer.blocks(book.of(section.code))))
        if blocks:
            heading: Spans = ()
            if called := _called(section, writer):
                heading = (ClauseText(called, f"section:{section.code}"),)
            yield Section(section.code, heading, blocks)


def _called(section: SectionHeading, writer: "_Writer") -> str:
    """How a section is headed: what is no decision is not said to be decided."""
    is_act = "administrative_act" in writer.flags
    return (section.heading_of_act if is_act else "") or section.heading


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Points that follow each other become one list; a lone point is a paragraph."""
    for is_list, run in groupby(blocks, key=lambda block: isinstance(block, ListBlock)):
        if is_list:
            lists = (block for block in run if isinstance(block, ListBlock))
            items = tuple(item for one in lists for item in one.items)
            yield ListBlock(items) if len(items) > 1 else items[0]
        else:
            yield from run


def _missing(
    writer: "_Writer", requirements: Iterable[Requirement], set_aside: frozenset[str]
) -> Iterator[Missing]:
    for requirement in requirements:
        if requirement.may_be_set_aside and not set_aside.isdisjoint(requirement.names):
            continue
        for scope in writer.scopes(requirement.each):
            if not writer.stands(requirement.when, scope):
                continue
            if not all(scope.has(name) for name in requirement.demands):
                said, remedy = requirement.said(language())
                text = text_of(_filled(said, scope, requirement.code))
                yield Missing(requirement.code, text, remedy, requirement.source)


class _Writer:
    """Chooses the clauses that stand for one letter and fills them in."""

    def __init__(self, kind: DecisionKind | None, scope: Scope) -> None:
        self._kind = kind
        self._scope = scope

    @property
    def flags(self) -> frozenset[str]:
        """What holds of the letter as a whole."""
        return self._scope.flags

    def first(self, clauses: Sequence[Clause]) -> Spans:
        """The first clause that stands, for the title and the label."""
        found = (one for one in clauses if self._applies(one, self._scope))
        clause = next(found, None)
        return _filled(clause.text, self._scope, clause.code, clause) if clause else ()

    def lines(self, clauses: Sequence[Clause]) -> Iterator[Spans]:
        """The clauses that stand, each as a line of the letter's head."""
        for one in clauses:
            if self._applies(one, self._scope):
                yield _filled(one.text, self._scope, one.code, one)

    def blocks(self, clauses: Sequence[Clause]) -> Iterator[Block]:
        """The blocks of a section."""
        return self._repeated(clauses, self._scope, 0)

    def scopes(self, each: str) -> Iterator[Scope]:
        """The scope of every thing that `each` names; for "" the letter's own."""
        found = [self._scope]
        for group in filter(None, each.split(".")):
            found = [one.around(inner) for one in found for inner in one.groups.get(group, ())]
        return iter(found)

    def stands(self, when: When, scope: Scope) -> bool:
        """Whether a condition holds."""
        return (
            (not when.kinds or self._kind in when.kinds)
            and all(scope.has(name) for name in when.needs)
            and not any(scope.has(name) for name in when.lacks)
        )

    def _applies(self, clause: Clause, scope: Scope) -> bool:
        return self.stands(clause.when, scope) and all(
            name in scope.words for name in names_in(clause.text)
        )

    def _repeated(self, clauses: Sequence[Clause], scope: Scope, depth: int) -> Iterator[Block]:
        """Clauses that follow each other and repeat for the same thing are repeated together."""
        for group, run in groupby(clauses, key=lambda clause: _group(clause, depth)):
            together = tuple(run)
            if group:
                for inner in scope.groups.get(group, ()):
                    yield from self._repeated(together, scope.around(inner), depth + 1)
            else:
                yield from (b for one in together if self._applies(one, scope)
                            for b in _block(one, scope))  # fmt: skip


def _group(clause: Clause, depth: int) -> str:
    """What a clause is repeated for at this depth; a table repeats its rows itself."""
    parts = clause.each.split(".")
    return parts[depth] if depth < len(parts) and clause.form is not Form.TABLE else ""


def _block(clause: Clause, scope: Scope) -> Iterator[Block]:
    spans = _filled(clause.text, scope, clause.code, clause)
    match clause.form:
        case Form.TABLE:
            yield from _table(clause, scope)
        case Form.ITEM:
            yield ListBlock((Paragraph(spans, _cites(clause, scope)),))
        case Form.HEADING:
            yield Subheading(spans)
        case Form.PARAGRAPH:
            yield Paragraph(spans, _cites(clause, scope))


def _table(clause: Clause, scope: Scope) -> Iterator[Table]:
    things = scope.groups.get(clause.each, ())
    if things:
        header = tuple((_literal(column.heading, clause),) for column in clause.columns)
        yield Table(header, tuple(_row(clause, scope.around(thing)) for thing in things))


def _row(clause: Clause, scope: Scope) -> tuple[Spans, ...]:
    return tuple(_cell(column.text, clause, scope) for column in clause.columns)


def _cell(text: str, clause: Clause, scope: Scope) -> Spans:
    if not all(name in scope.words for name in names_in(text)):
        return ()
    return _filled(text, scope, clause.code, clause)


def _cites(clause: Clause, scope: Scope) -> Spans:
    if not all(name in scope.words for name in names_in(clause.cites)):
        return ()
    return _filled(clause.cites, scope, clause.code, clause)


def _filled(text: str, scope: Scope, code: str, clause: Clause | None = None) -> Spans:
    """The text with its names filled in. A full stop is not doubled after a value that has one, nor
    after the end of a quotation that has one (`».«`).
    """
    found: list[Span] = []
    for literal, name in pieces(text):
        words = literal
        if found and found[-1].text.rstrip().endswith(_SENTENCE_ENDS):
            words = re.sub(r"^(«?)\.", r"\1", literal)
        if words:
            found.append(_literal(words, clause) if clause else ClauseText(words, code))
        if name is not None:
            found += scope.words.get(name, ())
    return tuple(found)


def _literal(text: str, clause: Clause) -> ClauseText:
    unsure = clause.verified not in (None, Verified.READ)
    verified = str(clause.verified) if unsure else None
    return ClauseText(text, clause.code, clause.source, verified)
