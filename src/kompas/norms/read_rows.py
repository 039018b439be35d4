"""Read the rows, protections and citations of a norm file."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kompas.norms.domain import Allowed, Domain
from kompas.norms.fields import Fields
from kompas.norms.problems import Period, Problem, remedy
from kompas.norms.read_answers import answer_domain, read_answer
from kompas.norms.rows import Box, Effect, Protection, Row
from kompas.norms.vocabulary import (
    Citation,
    Question,
    Rank,
    Shape,
    Source,
    Verified,
    Vocabulary,
)
from kompas.words import _

_NOWHERE = Source("", "", "", None, Verified.UNVERIFIED)


class RowReader:
    """Reads rows with the vocabulary at hand; one per file.

    `folder` is the municipality's, None for the national files. `unsound` gathers the questions
    whose rows cannot be proven, since what one of them says is not known.
    """

    def __init__(
        self,
        words: Vocabulary,
        questions: Mapping[str, Question],
        file: str,
        problems: list[Problem],
        folder: str | None = None,
    ) -> None:
        self.words = words
        self.questions = questions
        self.file = file
        self.problems = problems
        self.folder = folder
        self.is_earlier = False
        self.unsound: set[str] = set()
        self._on_unsound = False

    def rows(self, top: Fields, *, national: bool) -> list[Row]:
        """Every row of every question of the file."""
        rows = []
        for name, fields in top.named():
            if name not in self.questions:
                other = _("Vælg et, der findes, eller beskriv det under [define.{name}].")
                fields.fault(
                    _("Spørgsmålet {name} findes ikke.").format(name=name),
                    remedy(name, self.questions, other.format(name=name)),
                )
                self.unsound.add(name)
                continue
            self._check_owner("question", name, fields)
            found = [
                self.row(self.questions[name], row, national=national)
                for row in fields.tables("row")
            ]
            self._check_codes(found)
            rows += found
            fields.close()
        return rows

    def row(self, question: Question, fields: Fields, *, national: bool) -> Row:
        """One row. A fault in what it decides makes its question unsound."""
        citation = self.citation(fields)
        row = Row(
            code="",
            question=question.name,
            file=self.file,
            line=fields.line,
            rank=self.rank(fields, national=national),
            text=fields.text("text"),
            citation=citation,
            verified=fields.word("verified", Verified, citation.source.verified),
            boxes=(),
            reading=fields.optional_text("reading"),
        )
        told, self._on_unsound = len(self.problems), question.name in self.words.unsound
        row = replace(
            row,
            code=fields.text("code"),
            unless=fields.texts("unless"),
            period=fields.period() if national else Period(),
            restates=fields.optional_text("restates"),
            became=fields.texts("became") if self.is_earlier else (),
        )
        row = self._decided(question, row, fields)
        fields.close()
        if len(self.problems) > told or self._on_unsound:
            self.unsound.add(question.name)
        return row

    def _decided(self, question: Question, row: Row, fields: Fields) -> Row:
        """The row with where it holds and what it answers there."""
        if question.name in self.words.unsound:
            for key in ("when", "met", "individual", "answer", "requires"):
                fields.take(key)  # nobody knows what may stand there
            return replace(row, boxes=({},), effect=Effect.MET)
        if question.shape is Shape.CRITERIA:
            return self._criterion(row, fields)
        if question.shape is Shape.CHOICE:
            answer = read_answer(question, fields.take("answer"), fields, self.words)
            return replace(row, boxes=self.boxes(fields, "when"), answer=answer)
        requires = fields.texts("requires")
        for element in requires:
            self.known(fields, "requires", element, self.words.elements)
            self._check_owner("element", element, fields, "requires")
        return replace(row, boxes=self.boxes(fields, "when"), requires=requires)

    def protection(self, fields: Fields, *, national: bool) -> Protection:
        """What may never lower an answer alone."""
        citation = self.citation(fields)
        protection = Protection(
            code=fields.text("code"),
            file=self.file,
            line=fields.line,
            rank=self.rank(fields, national=national, protects=True),
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
                    _("Tilføj dokumentet i {file}. Kendte: {known}.").format(
                        file=fields.words_file("sources.toml"),
                        known=", ".join(self.words.sources),
                    ),
                ),
                "source",
            )
        elif self._is_anothers("source", key):
            self._check_owner("source", key, fields, "source")
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

    def rank(self, fields: Fields, *, national: bool, protects: bool = False) -> Rank:
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
                _(
                    "Flyt den til kommunens standard. Kun det, som en lov, en bekendtgørelse eller "
                    "en principiel afgørelse siger, er law eller precedent."
                ),
                "rank",
            )
        elif rank.binds and not national:
            fields.fault(
                _("Kommunens egen fil kan ikke sætte lov eller praksis."),
                _(
                    'Skriv rank = "guiding". Det, der binder, står i de nationale filer og gælder '
                    "ved siden af; kommunens eget niveau bliver ikke lov af at stå dér."
                )
                if not protects
                else _("Fjern den: kun lov og praksis i de nationale filer kan beskytte."),
                "rank",
            )
            return Rank.GUIDING
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
            if name in self.words.unsound:  # told where it is described
                self._on_unsound = True
                continue
            self._check_owner("fact", name, fields, key)
            domain = self.domain(name)
            if domain is None:
                fields.fault(
                    _("Oplysningen {name} findes ikke.").format(name=name),
                    remedy(
                        name,
                        (*self.words.facts, *self.questions),
                        _("Vælg en, der findes, eller beskriv den i {file}.").format(
                            file=fields.words_file("facts.toml")
                        ),
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
            if codes.count(row.code) > 1:
                self.unsound.add(row.question)
            if row.code and codes.count(row.code) > 1:
                self._fault(
                    row,
                    _("Koden {code} bruges to gange i {question}.").format(
                        code=row.code, question=row.question
                    ),
                    _("Giv hver regel sin egen kode."),
                )

    def _is_anothers(self, sort: str, name: str) -> bool:
        owner = self.words.owner.get((sort, name))
        return owner is not None and owner != self.folder

    def _check_owner(self, sort: str, name: str, fields: Fields, key: str | None = None) -> None:
        """A word that one municipality has described for itself is not another's to use."""
        if self._is_anothers(sort, name):
            fields.fault(
                _("{name} hører til mappen {owner} og kan kun bruges dér.").format(
                    name=name, owner=self.words.owner[sort, name]
                ),
                _("Beskriv jeres eget i kommunens mappe, eller brug et af de fælles ord."),
                key,
            )

    def _fault(self, row: Row, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, row.line, what, remedy))
