"""The clauses of letters: Danish texts in TOML that jurists edit, and what each may say.

`norms/letters/general.toml` holds what all letters share; a file named after the service holds its
own clauses, which stand first in each section. A clause never holds a number: days, weeks and
prices come by name in braces, and a § only where the clause's own source names it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from string import Formatter

from kompas.casework.decision import DecisionKind
from kompas.letters.letter import ClauseText
from kompas.letters.scope import FLAGS, NAMES
from kompas.norms.fields import Fields, raise_if_any
from kompas.norms.problems import Problem
from kompas.norms.toml_lines import parse
from kompas.norms.vocabulary import Citation, Source, Verified
from kompas.words import _

GENERAL = "general.toml"
LABEL_SECTION = "label"
TITLE_SECTION = "title"
_HEAD_SECTIONS = (LABEL_SECTION, TITLE_SECTION)
_LABELS = ("date", "case_number", "contact", "page", "page_of", "draft", "draft_lead")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_COUNTED = re.compile(
    r"\b(?:en|et|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|fjorten|tredive) "
    r"(?:dag|time|uge|måned|år|kron)\w*",
    re.IGNORECASE,
)


class Form(StrEnum):
    """What a clause becomes: running text, a point, a heading, the line of a source, a table."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADING = "heading"
    SOURCE = "source"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and the text of its cells."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class When:
    """When a clause stands: for these kinds (none named: all), with these elements, without those.

    A clause moreover needs every name that its text uses.
    """

    kinds: frozenset[DecisionKind] = frozenset()
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """One text of a section. `each` repeats it for every ground, cost, fact, ... of the decision."""

    code: str
    section: str
    text: str
    form: Form
    when: When
    each: str
    columns: tuple[Column, ...]
    source: str | None
    verified: Verified | None


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a letter must hold: `demands` names the elements; `text` and `remedy` say it is gone."""

    code: str
    when: When
    each: str
    demands: tuple[str, ...]
    text: str
    remedy: str
    source: str | None


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """A section of the letter; the opening and the closing have an empty heading."""

    code: str
    heading: str


@dataclass(frozen=True, slots=True)
class ClauseBook:
    """The clauses, requirements and labels for letters about one service, in printing order."""

    sections: tuple[SectionHeading, ...]
    clauses: tuple[Clause, ...]
    requirements: tuple[Requirement, ...]
    labels: Mapping[str, str]
    periods: Mapping[str, str]
    digests: tuple[tuple[str, str], ...]

    def of(self, section: str) -> tuple[Clause, ...]:
        """The clauses of a section."""
        return tuple(clause for clause in self.clauses if clause.section == section)

    def label(self, name: str) -> ClauseText:
        """One of the fixed words around the letter."""
        return ClauseText(self.labels[name], f"label:{name}")


def read_clauses(folder: Path, service: str, sources: Mapping[str, Source]) -> ClauseBook:
    """The clauses for letters about `service` from `folder` (`norms/letters`).

    Raises NormError with every fault of both files; `sources` are the documents of the vocabulary.
    Raises FileNotFoundError when the service has no clauses.
    """
    problems: list[Problem] = []
    seen: set[tuple[str | int, str]] = set()
    own = _Reader(folder / f"{service}.toml", sources, problems, seen)
    general = _Reader(folder / GENERAL, sources, problems, seen)
    sections = (*general.sections(), *own.sections())
    book = ClauseBook(
        sections=tuple(one for one in sections if one.code not in _HEAD_SECTIONS),
        clauses=(*own.clauses(), *general.clauses()),
        requirements=(*own.requirements(), *general.requirements()),
        labels=general.labels(),
        periods=general.periods(),
        digests=(general.digest, own.digest),
    )
    for reader in (general, own):
        reader.close(frozenset(one.code for one in sections))
    problems += _untitled(book, f"letters/{service}.toml")
    raise_if_any(problems)
    return book


def _untitled(book: ClauseBook, file: str) -> Iterator[Problem]:
    """Each kind of decision needs a title that always stands."""
    for kind in DecisionKind:
        if not any(
            kind in (one.when.kinds or DecisionKind)
            and not (one.when.needs or one.when.lacks or names_in(one.text))
            for one in book.of(TITLE_SECTION)
        ):
            yield Problem(
                file,
                0,
                _("Breve af typen {kind} har ingen overskrift.").format(kind=kind),
                _('Skriv en [[clause]] med section = "title" for typen, uden needs og lacks.'),
            )


class _Reader:
    """One clause file, read part by part; faults go to `problems`."""

    def __init__(
        self,
        path: Path,
        sources: Mapping[str, Source],
        problems: list[Problem],
        seen: set[tuple[str | int, str]],
    ) -> None:
        raw = path.read_bytes()
        self.digest = (path.name, sha256(raw).hexdigest())
        self._sources = sources
        self._top = Fields(parse(f"letters/{path.name}", raw), (), problems)
        self._top.text("title")
        self._seen = seen
        self._used: list[tuple[str, Fields]] = []

    def sections(self) -> tuple[SectionHeading, ...]:
        """The sections, in printing order."""
        return tuple(self._section(fields) for fields in self._top.tables("section"))

    def clauses(self) -> tuple[Clause, ...]:
        """The clauses, in printing order."""
        return tuple(self._clause(fields) for fields in self._top.tables("clause"))

    def requirements(self) -> tuple[Requirement, ...]:
        """What the letter must hold."""
        return tuple(self._requirement(fields) for fields in self._top.tables("requirement"))

    def labels(self) -> dict[str, str]:
        """The fixed words around the letter, all of them."""
        fields = self._top.table("labels")
        found = {name: fields.text(name) for name in _LABELS}
        fields.close()
        return found

    def periods(self) -> dict[str, str]:
        """How the period of a cost is said."""
        fields = self._top.table("periods")
        return {name: str(text) for name, text in fields.items()}

    def close(self, sections: frozenset[str]) -> None:
        """Report what nobody took, and clauses in sections that do not exist."""
        for section, fields in self._used:
            if section not in sections:
                fields.fault(
                    _("Afsnittet {section} findes ikke.").format(section=section),
                    _("Skriv et af: {known}.").format(known=", ".join(sorted(sections))),
                    "section",
                )
        self._top.close()

    def _section(self, fields: Fields) -> SectionHeading:
        heading = fields.take("heading") or ""
        section = SectionHeading(self._code(fields), str(heading))
        self._check_literal(section.heading, "", fields, "heading")
        fields.close()
        return section

    def _clause(self, fields: Fields) -> Clause:
        form = fields.word("as", Form, Form.PARAGRAPH)
        each = self._each(fields)
        source, verified = self._source(fields)
        columns = tuple(
            Column(column.text("heading"), column.text("text"))
            for column in fields.tables("columns")
        )
        clause = Clause(
            code=self._code(fields),
            section=fields.text("section"),
            text="" if form is Form.TABLE else fields.text("text"),
            form=form,
            when=self._when(fields, "" if form is Form.TABLE else each),
            each=each,
            columns=columns,
            source=source,
            verified=verified,
        )
        self._used.append((clause.section, fields))
        for text in (clause.text, *(text for one in columns for text in (one.heading, one.text))):
            self._check_names(names_in(text), each, fields, "text")
            self._check_literal(text, source or "", fields, "text")
        fields.close()
        return clause

    def _requirement(self, fields: Fields) -> Requirement:
        each = self._each(fields)
        requirement = Requirement(
            code=self._code(fields),
            when=self._when(fields, each),
            each=each,
            demands=fields.texts("demands"),
            text=fields.text("text"),
            remedy=fields.text("remedy"),
            source=self._source(fields)[0],
        )
        self._check_names(requirement.demands, each, fields, "demands")
        self._check_names(names_in(requirement.text), each, fields, "text")
        fields.close()
        return requirement

    def _code(self, fields: Fields) -> str:
        code = fields.text("code")
        if (fields.path[0], code) in self._seen:
            fields.fault(
                _("Koden {code} er brugt før.").format(code=code),
                _("Giv teksten en kode, som kun den har."),
                "code",
            )
        self._seen.add((fields.path[0], code))
        return code

    def _each(self, fields: Fields) -> str:
        each = fields.optional_text("each") or ""
        if each in NAMES:
            return each
        fields.fault(
            _("Der findes ingen gentagelse, der hedder {each}.").format(each=each),
            _("Skriv en af: {known}.").format(known=", ".join(filter(None, NAMES))),
            "each",
        )
        return ""

    def _when(self, fields: Fields, each: str) -> When:
        when = fields.table("when")
        kinds = when.texts("kinds")
        known = frozenset(kind for kind in DecisionKind if kind in kinds)
        for kind in sorted(set(kinds) - known):
            when.fault(
                _("Afgørelsestypen {kind} findes ikke.").format(kind=kind),
                _("Skriv en af: {known}.").format(known=", ".join(DecisionKind)),
                "kinds",
            )
        needs, lacks = when.texts("needs"), when.texts("lacks")
        self._check_names((*needs, *lacks), each, when, "needs")
        when.close()
        return When(known, needs, lacks)

    def _source(self, fields: Fields) -> tuple[str | None, Verified | None]:
        """`source = "KEY section"` in words, and how sure the reading is."""
        text = fields.optional_text("source")
        if text is None:
            return None, None
        key, _space, section = text.partition(" ")
        document = self._sources.get(key)
        if document is None:
            fields.fault(
                _("Kilden {key} findes ikke.").format(key=key),
                _("Tilføj dokumentet i sources.toml. Kendte: {known}.").format(
                    known=", ".join(self._sources)
                ),
                "source",
            )
            return text, None
        verified = fields.word("verified", Verified, document.verified)
        return str(Citation(document, section)), verified

    def _check_names(
        self, names: tuple[str, ...], each: str, fields: Fields, key: str
    ) -> None:
        known = (set(names_for(each)) | FLAGS) - {""}
        for name in names:
            if name not in known:
                fields.fault(
                    _("{name} findes ikke her.").format(name=f"{{{name}}}"),
                    _("Skriv en af: {known}.").format(known=", ".join(sorted(known))),
                    key,
                )

    @staticmethod
    def _check_literal(text: str, source: str, fields: Fields, key: str) -> None:
        for amount in loose_amounts(literal_of(text), source):
            fields.fault(
                _("{amount} står direkte i teksten, men kommer ikke fra en regel.").format(
                    amount=f"»{amount}«"
                ),
                _("Skriv et navn i klammer, så tallet hentes fra afgørelsen eller reglen, "
                  "eller skriv kilden, som nævner det."),
                key,
            )  # fmt: skip


def pieces(text: str) -> Iterator[tuple[str, str | None]]:
    """The literal parts of a clause's text, each with the name that follows it."""
    return ((literal, name) for literal, name, _spec, _conversion in Formatter().parse(text))


def names_in(text: str) -> tuple[str, ...]:
    """The names that a text uses."""
    return tuple(name for _literal, name in pieces(text) if name is not None)


def literal_of(text: str) -> str:
    """A text without its names, with a bar where each stood."""
    return "|".join(literal for literal, _name in pieces(text))


def names_for(each: str) -> Iterator[str]:
    """The names that a clause repeated for `each` may use: its own and those around it."""
    parts = each.split(".") if each else []
    for depth in range(len(parts) + 1):
        group = ".".join(parts[:depth])
        yield from NAMES[group]
        yield from (one.rpartition(".")[2] for one in NAMES if one.rpartition(".")[0] == group)


def loose_amounts(text: str, source: str) -> list[str]:
    """The numbers, counted units and § of a clause's own words that its source does not name."""
    named = set(_NUMBER.findall(source))
    loose = [number for number in _NUMBER.findall(text) if number not in named]
    if "§" in text and "§" not in source:
        loose.append("§")
    return loose + _COUNTED.findall(text)
