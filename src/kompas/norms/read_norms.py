"""Read norm files and the types of ground, and refuse what is wrong with file, line and remedy."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kompas.norms.domain import Allowed, Domain, FactType
from kompas.norms.fields import Fields
from kompas.norms.problems import Period, Problem, remedy
from kompas.norms.read_answers import MOST, capped, read_answer
from kompas.norms.read_vocabulary import read_own_question
from kompas.norms.remarks import read_remarks
from kompas.norms.rows import (
    Box,
    Effect,
    Example,
    NormFile,
    Protection,
    Reach,
    Row,
)
from kompas.norms.toml_lines import parse
from kompas.norms.vocabulary import (
    Carries,
    Citation,
    Demand,
    GroundType,
    Question,
    Rank,
    Shape,
    Source,
    Verified,
    Vocabulary,
)
from kompas.words import _

_NOWHERE = Source("", "", "", None, Verified.UNVERIFIED)


def read_norm_file(
    folder: Path, relative: str, words: Vocabulary, problems: list[Problem]
) -> NormFile:
    """Read one norm file. Faults are added to `problems`."""
    raw = (folder / relative).read_bytes()
    toml = parse(relative, raw)
    top = Fields(toml, (), problems)
    head = top.table("norm")
    own = {
        name: read_own_question(name, fields, words) for name, fields in top.table("define").named()
    }
    reader = RowReader(words, {**words.questions, **own}, relative, problems)
    service, municipality = head.optional_text("service"), head.optional_text("municipality")
    framework = _framework(head)
    reader.known(head, "service", service, words.services)
    reader.known(head, "municipality", municipality, words.municipalities)
    precedes = head.optional_text("precedes")
    reader.is_earlier = precedes is not None
    rows = reader.rows(top.table("question"), national=municipality is None)
    file = NormFile(
        file=relative,
        digest=hashlib.sha256(raw).hexdigest(),
        title=head.text("title"),
        service=service,
        municipality=municipality,
        unit=head.optional_text("unit"),
        period=head.period(),
        adopted=head.optional_text("adopted") or "",
        reading=head.optional_text("reading"),
        running_grants=head.optional_text("running_grants"),
        rows=tuple(row for row in rows if row.restates is None),
        protections=tuple(
            reader.protection(fields, national=municipality is None)
            for fields in top.tables("protection")
        ),
        examples=tuple(_example(fields, relative) for fields in top.tables("example")),
        questions=own,
        replaces=head.optional_text("replaces"),
        corrects=head.optional_text("corrects"),
        line_of={key: toml.line(("norm", key)) for key in ("valid_from", "replaces", "precedes")},
        restated=tuple(row for row in rows if row.restates is not None),
        reaches=head.word("reaches", Reach) if "reaches" in head else None,
        reviewed_by=str(head.take("reviewed_by") or ""),
        precedes=precedes,
        remarks=read_remarks(
            top, reader, [reader.questions[row.question] for row in rows if row.restates is None]
        ),
    )
    if municipality is not None and service is None and not framework:
        head.fault(
            _("Det står ikke, hvilken ydelse standarden er for."),
            _("Skriv service som en af: {known}. Er filen kommunens ramme for alle ydelser, så "
              "skriv framework = true.").format(known=", ".join(words.services)),
        )  # fmt: skip
    if framework and (municipality is None or service is not None):
        head.fault(
            _("En ramme gælder alle ydelser i én kommune."),
            _("Skriv municipality, og fjern service, eller fjern framework."),
            "framework",
        )
    if municipality is not None and not file.adopted:
        head.fault(
            _("Det står ikke, om standarden er vedtaget."),
            _('Skriv adopted = "2019-02-27, Socialudvalget" eller adopted = "unknown".'),
        )
    if file.corrects and not file.replaces:
        head.fault(
            _("Det står ikke, hvilken fil der rettes."),
            _('Skriv replaces = "mappe/fil.toml" for den fil, som denne retter.'),
            "corrects",
        )
    if file.period.first is None and precedes is None:
        head.fault(
            _("Det står ikke, hvornår reglerne gælder fra."), _("Skriv valid_from = 2026-01-01.")
        )
    head.close()
    top.close()
    return file


class RowReader:
    """Reads rows with the vocabulary at hand; one per file."""

    def __init__(
        self,
        words: Vocabulary,
        questions: Mapping[str, Question],
        file: str,
        problems: list[Problem],
    ) -> None:
        self.words = words
        self.questions = questions
        self.file = file
        self.problems = problems
        self.is_earlier = False

    def rows(self, top: Fields, *, national: bool) -> list[Row]:
        """Every row of every question of the file."""
        rows = []
        for name, fields in top.named():
            if name not in self.questions:
                other = _("Vælg et fra questions.toml, eller beskriv det under [define.{name}].")
                fields.fault(
                    _("Spørgsmålet {name} findes ikke.").format(name=name),
                    remedy(name, self.questions, other.format(name=name)),
                )
                continue
            found = [
                self.row(self.questions[name], row, national=national)
                for row in fields.tables("row")
            ]
            self._check_codes(found)
            rows += found
            fields.close()
        return rows

    def row(self, question: Question, fields: Fields, *, national: bool) -> Row:
        """One row."""
        row = Row(
            code=fields.text("code"),
            question=question.name,
            file=self.file,
            line=fields.line,
            rank=self._rank(fields, national=national),
            text=fields.text("text"),
            citation=self.citation(fields),
            verified=Verified.READ,
            boxes=(),
            unless=fields.texts("unless"),
            reading=fields.optional_text("reading"),
            period=fields.period() if national else Period(),
            restates=fields.optional_text("restates"),
            became=fields.texts("became") if self.is_earlier else (),
        )
        row = replace(row, verified=fields.word("verified", Verified, row.citation.source.verified))
        match question.shape:
            case Shape.CRITERIA:
                row = self._criterion(row, fields)
            case Shape.CHOICE:
                raw = fields.take("answer")
                answer = read_answer(question, capped(raw) if row.restates else raw, fields)
                row = replace(row, boxes=self.boxes(fields, "when"), answer=answer)
            case Shape.DUTIES:
                requires = fields.texts("requires")
                for element in requires:
                    self.known(fields, "requires", element, self.words.elements)
                row = replace(row, boxes=self.boxes(fields, "when"), requires=requires)
        fields.close()
        return row

    def protection(self, fields: Fields, *, national: bool) -> Protection:
        """What may never lower an answer alone."""
        citation = self.citation(fields)
        protection = Protection(
            code=fields.text("code"),
            file=self.file,
            line=fields.line,
            rank=self._rank(fields, national=national, protects=True),
            text=fields.text("text"),
            citation=citation,
            verified=fields.word("verified", Verified, citation.source.verified),
            facts=self._box(fields, fields.table("facts")),
            grounds=fields.texts("grounds"),
            reading=fields.optional_text("reading"),
        )
        fields.close()
        return protection

    def citation(self, fields: Fields) -> Citation:
        """`source = "KEY section"`, or a list of them: the document by its key, then the place."""
        texts = [text for text in fields.texts("source") if text.strip()]
        if not texts:
            fields.fault(
                _("Reglen har ingen kilde."),
                _('Skriv source = "dokument afsnit", fx source = "sel § 104".'),
            )
            return Citation(_NOWHERE, "")
        first, *further = (self._one_citation(text, fields) for text in texts)
        return replace(first, further=tuple(further))

    def _one_citation(self, text: str, fields: Fields) -> Citation:
        key, _space, section = text.partition(" ")
        source = self.words.sources.get(key)
        if source is None:
            fields.fault(
                _("Kilden {key} findes ikke.").format(key=key),
                remedy(
                    key,
                    self.words.sources,
                    _("Tilføj dokumentet i sources.toml. Kendte: {known}.").format(
                        known=", ".join(self.words.sources)
                    ),
                ),
                "source",
            )
        elif not section.strip():
            fields.fault(
                _("Kilden mangler paragraf eller afsnit."),
                _('Skriv stedet efter dokumentet, fx source = "{key} § 104".').format(key=key),
                "source",
            )
        return Citation(source or _NOWHERE, section.strip())

    def boxes(self, fields: Fields, key: str) -> tuple[Box, ...]:
        """A condition: one box, or a list of boxes of which any may hold; absent holds always."""
        raw = fields.take(key)
        if raw is None:
            return ({},)
        if raw == []:
            fields.fault(
                _("Listen er tom, så betingelsen kan aldrig gælde."),
                _("Skriv {key} = {{ ... }}, eller udelad {key}, hvis reglen altid gælder.").format(
                    key=key
                ),
                key,
            )
        boxes = []
        for part in raw if isinstance(raw, list) else [raw]:
            if not isinstance(part, dict):
                fields.fault(
                    _("Betingelsen skal være en tabel."),
                    _('Skriv {key} = {{ oplysning = "værdi" }}.').format(key=key),
                    key,
                )
                continue
            boxes.append(self._conditions(part, fields, key))
        return tuple(boxes) or ({},)

    def known(self, fields: Fields, key: str, word: str | None, words: Mapping[str, Any]) -> None:
        """Report a word that the vocabulary lacks."""
        if word is not None and word not in words:
            fields.fault(
                _("{word} findes ikke i ordlisten.").format(word=f'"{word}"'),
                remedy(word, words, _("Vælg en af: {known}.").format(known=", ".join(words))),
                key,
            )

    def domain(self, name: str) -> Domain | None:
        """The domain of a fact, or of the answer to a question used as a fact."""
        if name in self.words.facts:
            return self.words.facts[name].domain
        return answer_domain(self.questions[name]) if name in self.questions else None

    def _rank(self, fields: Fields, *, national: bool, protects: bool = False) -> Rank:
        """What a row or protection weighs: national files bind, and only they can protect."""
        told = len(self.problems)
        rank = fields.word("rank", Rank)
        if len(self.problems) > told:
            return rank
        if rank is Rank.GUIDING and protects:
            fields.fault(
                _("Et vejledende niveau kan ikke beskytte mod et dårligere svar."),
                _("Skriv rank som law eller precedent i en national fil, med kilde."),
                "rank",
            )
        elif rank is Rank.GUIDING and national:
            fields.fault(
                _("En vejledende regel hører ikke hjemme i de nationale filer."),
                _("Flyt den til kommunens standard, eller ret rank."),
                "rank",
            )
        elif rank.binds and not national:
            fields.fault(
                _("Kommunens egen fil kan ikke sætte lov eller praksis."),
                _('Skriv rank = "guiding", eller flyt reglen til de nationale filer.'),
                "rank",
            )
        return rank

    def _criterion(self, row: Row, fields: Fields) -> Row:
        effects = [effect for effect in Effect if effect.value in fields]
        if len(effects) != 1:
            fields.fault(
                _("Et kriterium har enten met eller individual."),
                _(
                    "Skriv met = { ... } for det, der skal være opfyldt, eller "
                    "individual = { ... } for det, der vurderes konkret."
                ),
            )
            return replace(row, boxes=({},), effect=Effect.MET)
        return replace(row, boxes=self.boxes(fields, effects[0]), effect=effects[0])

    def _box(self, fields: Fields, table: Fields) -> Box:
        return self._conditions(dict(table.items()), fields, "facts")

    def _conditions(self, raw: Mapping[str, Any], fields: Fields, key: str) -> Box:
        box: dict[str, Allowed] = {}
        for name, condition in raw.items():
            domain = self.domain(name)
            if domain is None:
                fields.fault(
                    _("Oplysningen {name} findes ikke.").format(name=name),
                    remedy(
                        name,
                        (*self.words.facts, *self.questions),
                        _("Vælg en fra facts.toml, eller tilføj den dér."),
                    ),
                    key,
                )
                continue
            try:
                box[name] = domain.parse(condition)
            except ValueError as error:
                fields.fault(
                    _("{name}: {error}.").format(name=name, error=error),
                    _("Ret betingelsen."),
                    key,
                )
        return box

    def _check_codes(self, rows: list[Row]) -> None:
        codes = [row.code for row in rows]
        for row in rows:
            if row.code and codes.count(row.code) > 1:
                self._fault(
                    row,
                    _("Koden {code} bruges to gange i {question}.").format(
                        code=row.code, question=row.question
                    ),
                    _("Giv hver regel sin egen kode."),
                )

    def _fault(self, row: Row, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, row.line, what, remedy))


def answer_domain(question: Question) -> Domain | None:
    """The answers of a question as the values of a fact; None for duties, which have no value."""
    if question.shape is Shape.DUTIES:
        return None
    if question.unit is not None:
        return Domain(FactType.INTEGER, 0, MOST, {})
    names = (
        ("in", "individual", "outside_guiding", "out")
        if not question.answers
        else tuple(question.answers)
    )
    texts = tuple(question.answers.get(name, name) for name in names)
    return Domain(
        FactType.ENUM,
        0,
        len(names) - 1,
        {name: place for place, name in enumerate(names)},
        texts,
        tuple(question.answers_en.get(name, name) for name in names),
    )


def read_grounds(
    toml_path: Path, relative: str, words: Vocabulary, problems: list[Problem]
) -> dict[str, GroundType]:
    """Read the types of ground."""
    toml = parse(relative, toml_path.read_bytes())
    reader = RowReader(words, words.questions, relative, problems)
    top = Fields(toml, (), problems)
    grounds = {name: _ground(name, fields, reader) for name, fields in top.table("ground").named()}
    top.close()
    return grounds


def _ground(name: str, fields: Fields, reader: RowReader) -> GroundType:
    citation = reader.citation(fields)
    ground = GroundType(
        name=name,
        heading=fields.text("heading"),
        text_en=fields.text("text_en"),
        carries=fields.word("carries", Carries),
        kinds=fields.texts("kinds"),
        demands=tuple(_demand(demand) for demand in fields.tables("demand")),
        why=fields.text("why"),
        rank=fields.word("rank", Rank),
        citation=citation,
        verified=fields.word("verified", Verified, citation.source.verified),
        reading=fields.optional_text("reading"),
        claims={name: str(value) for name, value in fields.table("claims").items()},
        services=fields.texts("services"),
    )
    for service in ground.services:
        reader.known(fields, "services", service, reader.words.services)
    fields.close()
    return ground


def _demand(fields: Fields) -> Demand:
    demand = Demand(fields.text("code"), fields.text("text"), fields.text("remedy"))
    fields.close()
    return demand


def _example(fields: Fields, file: str) -> Example:
    expect = {
        name: tuple(str(item) for item in (value if isinstance(value, list) else [value]))
        for name, value in fields.table("expect").items()
    }
    facts = dict(fields.table("facts").items())
    example = Example(fields.text("name"), file, fields.line, facts, expect)
    fields.close()
    return example


def _framework(head: Fields) -> bool:
    """Whether the head says that the file is a municipality's framework across its services."""
    value = head.take("framework")
    if value is not None and not isinstance(value, bool):
        head.fault(
            _("{key} er hverken true eller false.").format(key="`framework`"),
            _("Skriv framework = true, hvis filen er kommunens ramme for alle ydelser."),
            "framework",
        )
    return value is True
