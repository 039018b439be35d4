"""The rules that one decision is judged by: national and local rows, put together by question."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import combinations
from operator import itemgetter
from typing import Any, NamedTuple

from kompas.norms.answers import Answered
from kompas.norms.answers_as_facts import as_known
from kompas.norms.citizen_facts import FactReader
from kompas.norms.domain import Allowed, Domain
from kompas.norms.numbers import FIRST_FOLLOW_UP, FOLLOW_UP, Numbers, numbers_at
from kompas.norms.problems import Problem, remedy
from kompas.norms.question import Found, RuledQuestion
from kompas.norms.read_answers import answer_domain
from kompas.norms.rows import Answer, NormFile, Protection, Row, lies_within
from kompas.norms.rulings import circle_in
from kompas.norms.table import Cells, CellsOf, Coarser, Key, Known, Point, joint_axes
from kompas.norms.vocabulary import Fact, GivenFact, Question, Shape, Stage, Vocabulary
from kompas.words import _


@dataclass(slots=True)
class Together:
    """All answers where a citizen stands in every table, in the order of their dependence.

    `open` are those that lack a fact; `rendered` is the JSON of each, filled when first shown.
    """

    found: Sequence[Found]
    open: Sequence[Answered]
    rendered: Sequence[bytes] = ()


@dataclass  # one for each citizen: freezing it would take as long as reading the facts
class Assessment:
    """What the norms answer about one citizen on a day.

    `given` are the facts as they were given, `read` their codes with the derived ones, `shown` both
    as JSON.
    """

    standard: "Standard"
    on: date
    given: Mapping[str, GivenFact]
    read: Mapping[str, Known]
    shown: Sequence[str]
    together: Together

    @cached_property
    def known(self) -> Mapping[str, Known]:
        """What is known of each fact, and of each question whose answer others use as one."""
        used = self.standard.used_as_facts
        return {**self.read, **{f.name: f.value for f in self.together.found if f.name in used}}

    @property
    def keys(self) -> dict[str, Key]:
        """Where the citizen stands in each question's table."""
        return {one.name: one.key for one in self.together.found}

    @property
    def answers(self) -> dict[str, Answered]:
        """The answers by question, in the order of their dependence."""
        return {one.name: one.answered for one in self.together.found}

    @property
    def missing(self) -> tuple[str, ...]:
        """Every fact that some open answer lacks; for a derived fact, its missing inputs."""
        return tuple(name for name, _settled in self.ask_first)

    @property
    def ask_first(self) -> tuple[tuple[str, float], ...]:
        """The missing facts with how much each settles over all questions, most first."""
        if not self.together.open:
            return ()
        settled: dict[str, float] = {}
        for answered in self.together.open:
            # A reminder that may or may not apply weighs less than an answer that stands open.
            weight = 0.1 if answered.question.shape is Shape.DUTIES else 1.0
            for name in answered.missing:
                for asked in self.standard.to_ask(name, self.known):
                    share = weight * (answered.settles or {}).get(name, 0.0)
                    settled[asked] = settled.get(asked, 0.0) + share
        return tuple(sorted(settled.items(), key=lambda item: (-item[1], item[0])))


class _Asked(NamedTuple):
    """A question, the cells of its facts among all cells, and what was answered at each of them.

    `coarser` leads from those cells to the question's own.
    """

    name: str
    ruled: RuledQuestion
    place: Callable[[Mapping[str, Cells]], tuple[Cells, ...]]
    coarser: Coarser
    met: dict[tuple[Cells, ...], Found]

    @staticmethod
    def of(name: str, ruled: RuledQuestion, cells_of: Mapping[str, CellsOf]) -> "_Asked":
        """A question that nobody has asked yet."""
        facts = [axis.fact for axis in ruled.axes]
        coarser = Coarser([cells_of[fact].axis for fact in facts], ruled.axes)
        return _Asked(name, ruled, _getter(facts), coarser, {})


def _getter(facts: Sequence[str]) -> Callable[[Mapping[str, Cells]], tuple[Cells, ...]]:
    if len(facts) > 1:
        return itemgetter(*facts)
    return lambda cells: tuple(cells[fact] for fact in facts)


class Standard:
    """The questions of a service with their rows on a day; `problems` says what is wrong.

    `unsound` are the questions that prove nothing, since a row of theirs, or of a question that
    they build on, is wrongly written; `disputed` those whose rows contradict each other.
    """

    MOST_KEPT = 20_000
    """How many places where citizens stand are kept, less than a kilobyte each."""

    def __init__(
        self,
        service: str | None,
        files: Sequence[NormFile],
        words: Vocabulary,
        on: date | None = None,
        reader: FactReader | None = None,
    ) -> None:
        self.service = service
        self.files = tuple(files)
        self.words = words
        self._shared_reader = reader
        self.problems: list[Problem] = []
        self.rendered: dict[bytes, bytes] = {}
        self.rendered_spans: dict[tuple[str, Allowed], bytes] = {}
        heads = {**words.questions}
        for file in files:
            heads.update(file.questions)
        every = [row for file in files for row in (*file.rows, *file.kept)]
        rows = [row for row in every if on is None or row.period.holds(on)]
        rows_of: dict[str, list[Row]] = {}
        for row in rows:
            rows_of.setdefault(row.question, []).append(row)
        used = [name for name in heads if name in rows_of]
        self.unsound = {name for file in files for name in file.unsound}
        self.disputed: set[str] = set()
        self.questions: dict[str, RuledQuestion] = {}
        for name in self._in_order(used, rows, heads):
            # One by one: a fault in a question is told with the texts of those it builds on.
            own = rows_of[name]
            if any(fact in self.unsound for row in own for fact in row.facts):
                self.unsound.add(name)
            self.questions[name] = self._ruled(heads[name], own)
        every_axis = [axis for ruled in self.questions.values() for axis in ruled.axes]
        self._cells_of = {axis.fact: CellsOf(axis) for axis in joint_axes(every_axis)}
        decision = [
            _Asked.of(name, ruled, self._cells_of) for name, ruled in self.questions.items()
        ]
        help_only = [asked for asked in decision if asked.ruled.question.stage is Stage.HELP]
        self._asked = {Stage.HELP: help_only, Stage.DECISION: decision}
        self._met: dict[Stage, dict[tuple[Cells, ...], Together]] = {stage: {} for stage in Stage}
        self.used_as_facts = self._cells_of.keys() & self.questions.keys()

    @property
    def local(self) -> NormFile | None:
        """The municipality's own file, where the standard has one."""
        return next((file for file in self.files if not file.binds_everybody), None)

    @cached_property
    def protections(self) -> tuple[Protection, ...]:
        """What no row may lower an answer by alone."""
        return tuple(protection for file in self.files for protection in file.protections)

    @cached_property
    def _reader(self) -> FactReader:
        return self._shared_reader or FactReader(self.words.facts)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that the rules name, and those that the record must show by one of them."""
        named = (axis.fact for ruled in self.questions.values() for axis in ruled.axes)
        names = dict.fromkeys((*named, *self.to_show))
        return tuple(self.words.facts[name] for name in names if name in self.words.facts)

    @cached_property
    def to_show(self) -> tuple[str, ...]:
        """The names of the facts that the record must show by one of the rules."""
        rows = [row for ruled in self.questions.values() for row in ruled.rows]
        elements = [self.words.elements[name] for row in rows for name in row.requires]
        return tuple(dict.fromkeys(one.fact for one in elements if one.fact))

    def assess(
        self, given: Mapping[str, GivenFact], on: date, stage: Stage = Stage.HELP
    ) -> Assessment:
        """Answer the questions about the help; with `Stage.DECISION` also those about the decision.

        Raises FactError for a fact that cannot be read.
        """
        known, shown = self._reader.read(given, on)
        cells = self._cells(known)
        met, here = self._met[stage], tuple(cells.values())
        together = met.get(here)
        if together is None:
            found = self._find(dict(known), cells, self._asked[stage])
            lacking = [one.answered for one in found if one.answered.missing]
            together = Together(found, lacking)
            if len(met) < self.MOST_KEPT:
                met[here] = together
        return Assessment(self, on, given, known, shown, together)

    def answer(
        self,
        known: dict[str, Known],
        stage: Stage = Stage.DECISION,
        only: Iterable[str] | None = None,
    ) -> tuple[dict[str, Key], dict[str, Answered]]:
        """The keys and answers for facts already read; answers used as facts are added to `known`.

        A question whose answer is in `known` already keeps it. With `only`, just these questions
        are answered, and those that they build on.
        """
        asked = self._asked[stage]
        needed = asked if only is None else self._needed(asked, only)
        found = self._find(known, self._cells(known), needed)
        return {one.name: one.key for one in found}, {one.name: one.answered for one in found}

    def _cells(self, known: Mapping[str, Known]) -> dict[str, Cells]:
        """Each fact, looked up once and cut at the bounds of all questions."""
        get = known.get
        return {fact: cells_of[get(fact)] for fact, cells_of in self._cells_of.items()}

    def _find(
        self, known: dict[str, Known], cells: dict[str, Cells], asked: Iterable[_Asked]
    ) -> list[Found]:
        # A question that has met the same cells before needs no look at its own table.
        answers = []
        for name, ruled, place, coarser, met in asked:
            here = place(cells)
            found = met.get(here)
            if found is None:
                key = coarser.key(here)
                found = ruled.found.get(key)
                if found is None:
                    answered, ruling = ruled.reasoned(key)
                    is_used = name in self.used_as_facts
                    value = as_known(answered.possible, ruled.domain) if is_used else None
                    found = ruled.found[key] = Found(name, key, answered, ruling, value)
                met[here] = found
            answers.append(found)
            if name in self.used_as_facts and name not in known:
                known[name] = found.value
                cells[name] = self._cells_of[name][found.value]
        return answers

    def outcomes(self, known: dict[str, Known], only: Iterable[str]) -> dict[str, Answered]:
        """The bare answers to some questions and to those that they build on, as `answer`."""
        found: dict[str, Answered] = {}
        for name, ruled, *_rest in self._needed(self._asked[Stage.DECISION], only):
            found[name] = ruled.outcome(ruled.table.key(known))
            if name not in known:
                known[name] = as_known(found[name].possible, ruled.domain)
        return found

    def numbers(self, question: str, facts: Mapping[str, GivenFact], day: date) -> Numbers:
        """The number that a question answers with for these facts on a day, or all it may be.

        `day` is the one that the rule counts from, as that of the application: facts derived from
        the day are those of that day. `facts` may hold those of the decision, as `decision_kind`.
        A question that nothing answers here gives no numbers. Raises FactError.
        """
        ruled = self.questions.get(question)
        if ruled is None:
            return Numbers(question, None, day)
        known = self.read(facts, day)
        self.outcomes(known, {axis.fact for axis in ruled.axes} & self.questions.keys())
        found = numbers_at(ruled, ruled.table.key(known), day)
        asked = (one for name in found.open_facts for one in self.to_ask(name, known))
        return replace(found, open_facts=tuple(dict.fromkeys(asked)))

    def follow_up(self, facts: Mapping[str, GivenFact], day: date, *, is_first: bool) -> Numbers:
        """The months from `day` to the next follow-up, as `numbers`.

        A standard may give the first one a time of its own; the later ones, and where it does not
        the first too, follow the usual interval.
        """
        own = is_first and FIRST_FOLLOW_UP in self.questions
        return self.numbers(FIRST_FOLLOW_UP if own else FOLLOW_UP, facts, day)

    def _needed(self, asked: Iterable[_Asked], only: Iterable[str]) -> list[_Asked]:
        names = set(only)
        for name, ruled in reversed(self.questions.items()):
            if name in names:
                names |= {axis.fact for axis in ruled.axes}
        return [one for one in asked if one.name in names]

    def read(self, given: Mapping[str, GivenFact], on: date) -> dict[str, Known]:
        """The codes of the given facts and of those derived from them. Raises FactError."""
        return self._reader.read(given, on)[0]

    def derive(self, given: Container[str], known: dict[str, Known]) -> None:
        """Add to `known` what is computed from it and not `given` besides. Raises FactError."""
        self._reader.derive(given, known)

    def code(self, name: str, value: Any) -> Known:
        """A value of a fact, or of a question used as one, as its code. Raises ValueError."""
        return self.domain(name).read(value)

    def to_ask(self, name: str, known: Mapping[str, Known]) -> Iterator[str]:
        """The facts to ask for when `name` is missing: itself, or those it comes from."""
        fact = self.words.facts.get(name)
        if fact is None:
            ruled = self.questions[name]
            open_axes = (
                axis.fact for axis in ruled.axes if not isinstance(known.get(axis.fact), int)
            )
            for axis_fact in open_axes:
                yield from self.to_ask(axis_fact, known)
        elif fact.derived:
            yield from (part for part in fact.derived.inputs if known.get(part) is None)
        else:
            yield name

    def _ruled(self, question: Question, rows: Sequence[Row]) -> RuledQuestion:
        domains = {name: self.domain(name) for row in rows for name in row.facts}
        ruled = RuledQuestion(question, rows, domains, self.protections)
        codes = Counter(row.code for row in rows)
        for row in rows:
            for code in row.unless:
                if code not in codes and question.name not in self.unsound:
                    self._problem(
                        row,
                        _("Reglen viger for {code}, som ikke findes.").format(code=code),
                        remedy(code, codes, _("Ret koden i unless, eller tilføj reglen.")),
                        code="unless",
                    )
                elif code == row.code:
                    self._problem(
                        row,
                        _("Reglen viger for sig selv og kan aldrig gælde."),
                        _("Nævn den regel, der er undtagelsen, eller fjern unless."),
                        code="unless",
                    )
                    self.unsound.add(question.name)
            if question.name not in self.unsound and codes[row.code] > 1:
                self._problem(
                    row,
                    _("Koden {code} bruges også i en anden fil.").format(code=row.code),
                    _("Giv reglen en anden kode."),
                    code="doubled",
                )
                self.disputed.add(question.name)
        self._check_circle(question, rows)
        if question.shape is Shape.CHOICE and question.name not in self.unsound:
            self._check_choices(ruled)
        return ruled

    def _check_circle(self, question: Question, rows: Sequence[Row]) -> None:
        """Rows that give way to each other all round: where they hold together, none does."""
        circle = circle_in({row.code: row.unless for row in rows})
        if len(circle) < 2:  # that a row gives way to itself is told with the row
            return
        named = next(row for row in rows if row.code == circle[0])
        self._problem(
            named,
            _("Reglerne viger for hinanden i ring og gælder derfor aldrig: {circle}.").format(
                circle=_(" viger for ").join((*circle, circle[0]))
            ),
            _("Behold unless i hovedreglen, og fjern det i undtagelsen."),
            code="unless",
        )
        self.unsound.add(question.name)

    def domain(self, name: str) -> Domain:
        """The values of a fact, or of a question used as one. Raises ValueError."""
        if fact := self.words.facts.get(name):
            return fact.domain
        if (ruled := self.questions.get(name)) and ruled.domain:
            return ruled.domain
        head = next((f.questions[name] for f in self.files if name in f.questions), None)
        head = head or self.words.questions.get(name)
        domain = answer_domain(head) if head else None
        if domain is None:
            raise ValueError(_("findes ikke"))
        return domain

    def _check_choices(self, ruled: RuledQuestion) -> None:
        """Two rows with different answers may not both decide at a point."""
        clashes: dict[tuple[int, ...], Point] = {}
        numbers: dict[Answer | None, int] = {}
        answer_of = [numbers.setdefault(row.answer, len(numbers)) for row in ruled.rows]
        for point, holding in ruled.table.telling():
            deciding = ruled.deciding(holding)
            if len({answer_of[place] for place in deciding}) > 1:
                for pair in combinations(sorted(deciding), 2):
                    clashes.setdefault(pair, point)
        for (one, other), where in sorted(clashes.items()):
            first, second = ruled.rows[one], ruled.rows[other]
            if first.answer == second.answer:
                continue
            self.disputed.add(ruled.question.name)
            self._problem(
                second,
                _("{one} og {other} gælder begge og svarer forskelligt, fx for: {example}.").format(
                    one=first.code, other=second.code, example=self.example(ruled, where)
                ),
                _remedy(first, second),
                code="overlap",
            )

    def example(self, ruled: RuledQuestion, point: Sequence[int]) -> str:
        """A point in words: each fact with a value that lies there."""
        return "; ".join(
            f"{self.fact_text(axis.fact)}: {axis.domain.text(axis.typical(cell))}"
            for axis, cell in zip(ruled.axes, point, strict=True)
        )

    def fact_text(self, name: str, language: str = "da") -> str:
        """The name of a fact, or of a question used as one, as people read it."""
        word: Fact | Question | None = self.words.facts.get(name)
        if word is None:
            word = self.questions[name].question if name in self.questions else None
        if word is None:
            return name
        return word.text_en if language == "en" else word.text

    def _in_order(
        self, names: Sequence[str], rows: Sequence[Row], heads: Mapping[str, Question]
    ) -> list[str]:
        """The questions so that each comes after those whose answers it uses."""
        needs = {
            name: {fact for row in rows if row.question == name for fact in row.facts} & set(heads)
            for name in names
        }
        for row in rows:
            for name in needs[row.question] - set(names) - self.unsound:
                if name in row.facts:
                    self._problem(
                        row,
                        _("Reglen bruger svaret på {name}, som ingen regel svarer på.").format(
                            name=name
                        ),
                        _("Tilføj regler for {name}, eller fjern det fra betingelsen.").format(
                            name=name
                        ),
                        code="unanswered",
                    )
                    self.unsound.add(row.question)
        ordered: list[str] = []
        left = list(names)
        while left:
            ready = [name for name in left if needs[name] & set(names) <= set(ordered)]
            if not ready:
                row = next(row for row in rows if row.question == left[0])
                self._problem(
                    row,
                    _("Spørgsmålene {names} venter på hinandens svar.").format(
                        names=", ".join(left)
                    ),
                    _("Fjern et af dem fra betingelserne."),
                    code="circle",
                )
                self.unsound.update(left)
                ready = list(left)
            ordered += ready
            left = [name for name in left if name not in ready]
        return ordered

    def _problem(self, row: Row, what: str, remedy: str, *, code: str) -> None:
        self.problems.append(Problem(row.file, row.line, what, remedy, code=code))


def _remedy(one: Row, other: Row) -> str:
    """What to do about two rows that contradict each other: which is the exception, if either."""
    if one.rank.binds is not other.rank.binds:
        law = one if one.rank.binds else other
        return _(
            "Ret eller afgræns kommunens regel: den må ikke svare andet end det, der binder. "
            "{source}: {text}"
        ).format(source=law.citation, text=law.text)
    if lies_within(one, other) is not lies_within(other, one):
        special, general = (one, other) if lies_within(one, other) else (other, one)
        return _(
            'Er {special} en undtagelse, så skriv unless = ["{special}"] i {general}. Ellers '
            "afgræns den ene."
        ).format(special=special.code, general=general.code)
    return _('Afgræns den ene, eller skriv unless = ["{one}"] med kilde i den, der viger.').format(
        one=one.code
    )
