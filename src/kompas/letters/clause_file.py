"""One clause file, read part by part, with the line of each fault."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from kompas.casework.decision import DecisionKind
from kompas.letters.clauses import (
    Clause,
    Column,
    Form,
    Requirement,
    Rule,
    SectionHeading,
    When,
    literal_of,
    loose_amounts,
    names_in,
)
from kompas.letters.names import (
    FLAGS,
    NAMES,
    NOTICE_FLAGS,
    NOTICE_NAMES,
    names_for,
    names_of_measures,
)
from kompas.norms import Fact
from kompas.norms.domain import FactType
from kompas.norms.fields import Fields
from kompas.norms.problems import Problem
from kompas.norms.toml_lines import parse
from kompas.norms.vocabulary import Citation, Verified, Vocabulary
from kompas.words import _

GENERAL = "general.toml"
NOTICES = "notices"
"""The folder of the clauses of letters that are no decision, a file for each kind of them."""
_LABELS = ("logo", "date", "case_number", "contact", "page", "page_of", "draft", "draft_lead")


class ClauseFile:
    """One clause file, read part by part; faults go to `problems`."""

    def __init__(
        self,
        path: Path,
        words: Vocabulary,
        problems: list[Problem],
        seen: set[tuple[str | int, str]],
        *,
        of_notice: bool = False,
    ) -> None:
        raw = path.read_bytes()
        in_folder = f"{NOTICES}/{path.name}" if of_notice else path.name
        self.name = f"letters/{in_folder}"
        self.digest = (in_folder, sha256(raw).hexdigest())
        self._names = NOTICE_NAMES if of_notice else NAMES
        self._flags = NOTICE_FLAGS if of_notice else FLAGS
        self._sources = words.sources
        self._answers = frozenset(_answers(words))
        self._measured = frozenset(names_of_measures(words.measures))
        self._levels = frozenset(_levels(words))
        self._top = Fields(parse(self.name, raw), (), problems)
        self._top.text("title")
        self._instead = self._top.table("instead")
        self._seen = seen
        self._used: list[tuple[str, Fields]] = []

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words at the top of the file; empty where there is none."""
        return self._top.texts(name)

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

    def complaint(self) -> dict[str, str]:
        """To whom one complains, and how, as a new decision begins."""
        fields = self._top.table("complaint")
        found = {name: fields.text(name) for name in ("to", "how")}
        fields.close()
        return found

    def periods(self) -> dict[str, str]:
        """How the period of a cost is said."""
        fields = self._top.table("periods")
        return {name: str(text) for name, text in fields.items()}

    def rules(self) -> dict[str, Rule]:
        """The rules that a decision can rest on, in plain words."""
        return dict(self._rule(fields) for fields in self._top.tables("rule"))

    def shown(self) -> dict[str, dict[str, str]]:
        """The labels of what grounds show, by type and demand."""
        found: dict[str, dict[str, str]] = {}
        for ground, fields in self._top.table("shown").named():
            found[ground] = {code: str(label) for code, label in fields.items()}
            for code, label in found[ground].items():
                self._check_literal(label, "", fields, code)
        return found

    def sentences(self, facts: Mapping[str, Fact]) -> dict[str, dict[str, str]]:
        """How facts are told, by their names and values."""
        found: dict[str, dict[str, str]] = {}
        for name, fields in self._top.table("fact").named():
            fact = facts.get(name)
            found[name] = {code: str(text) for code, text in fields.items()}
            if fact is None:
                self._unknown(name, facts, fields, name)
                continue
            for code, text in found[name].items():
                if code not in (known := tuple(_codes(fact))):
                    self._unknown(code, known, fields, code)
                for other in set(names_in(text)) - {"fact_value"}:
                    self._unknown(f"{{{other}}}", ("{fact_value}",), fields, code)
                self._check_literal(text, "", fields, code)
        return found

    @staticmethod
    def _unknown(name: str, known: Iterable[str], fields: Fields, key: str) -> None:
        fields.fault(
            _("{name} findes ikke her.").format(name=name),
            _("Skriv en af: {known}.").format(known=", ".join(sorted(known))),
            key,
        )

    def instead(self, part: str, shared: Mapping[str, tuple[str, str]]) -> dict[str, str]:
        """What this file says in its own words of the shared texts, by their code.

        `shared` has each text with its source. All else of a clause stays: when it stands, and
        which names it fills in.
        """
        fields = self._instead.table(part)
        found = {code: str(text) for code, text in fields.items()}
        for code, text in found.items():
            common, source = shared.get(code, ("", ""))
            if code not in shared:
                fields.fault(
                    _("Der er ingen fælles tekst med koden {code}.").format(code=code),
                    _("Skriv en af: {known}.").format(known=", ".join(shared)),
                    code,
                )
            elif set(names_in(text)) != set(names_in(common)):
                fields.fault(
                    _("Teksten {code} bruger ikke de samme navne som den fælles.").format(
                        code=code
                    ),
                    _("Skriv dem, som de står i {file}: {text}").format(file=GENERAL, text=common),
                    code,
                )
            self._check_literal(text, source, fields, code)
        return found

    def grounds(self) -> dict[str, str]:
        """How the letter heads grounds where it says it otherwise than they do, by their type."""
        fields = self._instead.table("ground")
        found = {name: str(heading) for name, heading in fields.items()}
        for name, heading in found.items():
            self._check_literal(heading, "", fields, name)
        return found

    def close(self, sections: frozenset[str]) -> None:
        """Report what nobody took, and clauses in sections that do not exist."""
        for section, fields in self._used:
            if section not in sections:
                fields.fault(
                    _("Afsnittet {section} findes ikke.").format(section=section),
                    _("Skriv et af: {known}.").format(known=", ".join(sorted(sections))),
                    "section",
                )
        self._instead.close()
        self._top.close()

    def _section(self, fields: Fields) -> SectionHeading:
        heading = fields.take("heading") or ""
        of_act = str(fields.take("heading_of_act") or "")
        section = SectionHeading(self._code(fields), str(heading), of_act)
        self._check_literal(section.heading, "", fields, "heading")
        self._check_literal(of_act, "", fields, "heading_of_act")
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
            cites=fields.optional_text("cites") or "",
            form=form,
            when=self._when(fields, "" if form is Form.TABLE else each),
            each=each,
            columns=columns,
            source=source,
            verified=verified,
        )
        self._used.append((clause.section, fields))
        for text in (
            clause.text,
            clause.cites,
            *(text for one in columns for text in (one.heading, one.text)),
        ):
            self._check_names(names_in(text), each, fields, "text")
            self._check_decided(names_in(text), fields)
            self._check_literal(text, source or "", fields, "text")
        fields.close()
        return clause

    def _rule(self, fields: Fields) -> tuple[str, Rule]:
        source, _verified = self._source(fields)
        rule = Rule(fields.text("name"), fields.text("text"), source)
        self._check_literal(rule.text, source or "", fields, "text")
        basis = fields.text("basis")
        fields.close()
        return basis, rule

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
            may_be_set_aside=fields.flag("may_be_set_aside"),
            text_en=fields.optional_text("text_en") or "",
            remedy_en=fields.optional_text("remedy_en") or "",
        )
        self._check_names(requirement.demands, each, fields, "demands")
        self._check_names(names_in(requirement.text), each, fields, "text")
        self._check_names(names_in(requirement.text_en), each, fields, "text_en")
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
        if each in self._names:
            return each
        fields.fault(
            _("Der findes ingen gentagelse, der hedder {each}.").format(each=each),
            _("Skriv en af: {known}.").format(known=", ".join(filter(None, self._names))),
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
                _("Tilføj dokumentet i {file}. Kendte: {known}.").format(
                    file=fields.words_file("sources.toml"), known=", ".join(self._sources)
                ),
                "source",
            )
            return text, None
        verified = fields.word("verified", Verified, document.verified)
        return str(Citation(document, section)), verified

    def _check_names(self, names: tuple[str, ...], each: str, fields: Fields, key: str) -> None:
        known = set(names_for(each, self._names)) | self._flags | self._answers | self._measured
        for name in names:
            if name not in known:
                fields.fault(
                    _("{name} findes ikke her.").format(name=f"{{{name}}}"),
                    _("Skriv en af: {known}.").format(known=", ".join(sorted(known))),
                    key,
                )

    def _check_decided(self, names: tuple[str, ...], fields: Fields) -> None:
        """How much the citizen gets is what was decided, never the level of a standard."""
        for name in names:
            if name in self._levels:
                fields.fault(
                    _("{name} er standardens niveau, ikke det, borgeren får.").format(
                        name=f"{{{name}}}"
                    ),
                    _("Skriv {granted} eller et af målene, fx {one}.").format(
                        granted="{granted}", one="{granted_hours_per_week}"
                    ),
                    "text",
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


def _levels(words: Vocabulary) -> Iterator[str]:
    """The questions that answer how much help is usual."""
    return (one.name for one in words.questions.values() if one.unit in words.measures)


def _codes(fact: Fact) -> Iterator[str]:
    """What a sentence of a fact can be of: each answer, each value of a choice, or any value."""
    if fact.domain.type is FactType.BOOL:
        yield from ("yes", "no")
        return
    if fact.domain.type is FactType.ENUM:
        yield from map(str, fact.domain.names)
    yield "is"


def _answers(words: Vocabulary) -> Iterator[str]:
    """Each question that is answered by a number or a code, and each of its codes."""
    for question in words.questions.values():
        if question.unit or question.answers:
            yield question.name
            yield from (f"{question.name}.{code}" for code in question.answers)
