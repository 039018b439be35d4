"""The rules that one decision is judged by: national and local rows, put together by question."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from itertools import combinations
from operator import itemgetter
from typing import Any, NamedTuple

from kompas.norms.answers import Answered
from kompas.norms.answers_as_facts import as_known
from kompas.norms.domain import Domain
from kompas.norms.numbers import FIRST_FOLLOW_UP, FOLLOW_UP, Numbers, numbers_at
from kompas.norms.problems import FactError, Problem, remedy
from kompas.norms.question import Found, RuledQuestion, circle_in
from kompas.norms.read_answers import answer_domain
from kompas.norms.rows import NormFile, Protection, Row, lies_within
from kompas.norms.table import Cells, CellsOf, Key, Known, Point, joint_axes
from kompas.norms.vocabulary import Fact, GivenFact, Question, Shape, Stage, Vocabulary
from kompas.words import _


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the norms answer about one citizen on a day.

    `given` are the facts as they were given, `known` their codes with the derived ones. `found` are
    the answers as they are kept, each with its JSON, in the order of their dependence. `ask_first`
    are missing facts, the one that would settle most first.
    """

    standard: "Standard"
    on: date
    given: Mapping[str, GivenFact]
    known: Mapping[str, Known]
    found: Sequence[Found]

    @property
    def keys(self) -> dict[str, Key]:
        """Where the citizen stands in each question's table."""
        return {one.name: one.key for one in self.found}

    @property
    def answers(self) -> dict[str, Answered]:
        """The answers by question, in the order of their dependence."""
        return {one.name: one.answered for one in self.found}

    @property
    def missing(self) -> tuple[str, ...]:
        """Every fact that some open answer lacks; for a derived fact, its missing inputs."""
        return tuple(name for name, _settled in self.ask_first)

    @property
    def ask_first(self) -> tuple[tuple[str, float], ...]:
        """The missing facts with how much each settles over all questions, most first."""
        settled: dict[str, float] = {}
        for found in self.found:
            answered = found.answered
            if not answered.missing:
                continue
            # A reminder that may or may not apply weighs less than an answer that stands open.
            weight = 0.1 if answered.question.shape is Shape.DUTIES else 1.0
            for name in answered.missing:
                for asked in self.standard.to_ask(name, self.known):
                    share = weight * (answered.settles or {}).get(name, 0.0)
                    settled[asked] = settled.get(asked, 0.0) + share
        return tuple(sorted(settled.items(), key=lambda item: (-item[1], item[0])))


class _Asked(NamedTuple):
    """A question, the cells of its facts among all cells, and what was answered at each of them."""

    name: str
    ruled: RuledQuestion
    place: Callable[[Mapping[str, Cells]], Any]
    met: dict[Any, Found]

    @staticmethod
    def of(name: str, ruled: RuledQuestion) -> "_Asked":
        """A question that nobody has asked yet."""
        facts = [axis.fact for axis in ruled.axes]
        return _Asked(name, ruled, itemgetter(*facts) if facts else lambda _cells: (), {})


class Standard:
    """The questions of a service with their rows on a day; `problems` says what is wrong.

    `unsound` are the questions that prove nothing, since a row of theirs, or of a question that
    they build on, is wrongly written; `disputed` those whose rows contradict each other.
    """

    def __init__(
        self,
        service: str | None,
        files: Sequence[NormFile],
        words: Vocabulary,
        on: date | None = None,
    ) -> None:
        self.service = service
        self.files = tuple(files)
        self.words = words
        self.problems: list[Problem] = []
        self.rendered: dict[bytes, bytes] = {}
        heads = {**words.questions}
        for file in files:
            heads.update(file.questions)
        every = [row for file in files for row in (*file.rows, *file.kept)]
        rows = [row for row in every if on is None or row.period.holds(on)]
        used = [name for name in heads if any(row.question == name for row in rows)]
        self.unsound = {name for file in files for name in file.unsound}
        self.disputed: set[str] = set()
        self.questions: dict[str, RuledQuestion] = {}
        for name in self._in_order(used, rows, heads):
            # One by one: a fault in a question is told with the texts of those it builds on.
            own = [row for row in rows if row.question == name]
            if any(fact in self.unsound for row in own for fact in row.facts):
                self.unsound.add(name)
            self.questions[name] = self._ruled(heads[name], own)
        every_axis = [axis for ruled in self.questions.values() for axis in ruled.axes]
        self._cells_of = {axis.fact: CellsOf(axis) for axis in joint_axes(every_axis)}
        decision = [_Asked.of(name, ruled) for name, ruled in self.questions.items()]
        help_only = [asked for asked in decision if asked.ruled.question.stage is Stage.HELP]
        self._asked = {Stage.HELP: help_only, Stage.DECISION: decision}
        self.derived = tuple(fact for fact in words.facts.values() if fact.derived)
        self._used = self._cells_of.keys() & self.questions.keys()

    @property
    def local(self) -> NormFile | None:
        """The municipality's own file, where the standard has one."""
        return next((file for file in self.files if not file.binds_everybody), None)

    @cached_property
    def protections(self) -> tuple[Protection, ...]:
        """What no row may lower an answer by alone."""
        return tuple(protection for file in self.files for protection in file.protections)

    @cached_property
    def _readers(self) -> Mapping[str, Callable[[Any], Known]]:
        return {name: fact.domain.reader() for name, fact in self.words.facts.items()}

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
        known = self.read(given, on)
        return Assessment(self, on, given, known, self._find(known, self._asked[stage]))

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
        found = self._find(known, asked if only is None else self._needed(asked, only))
        return {one.name: one.key for one in found}, {one.name: one.answered for one in found}

    def _find(self, known: dict[str, Known], asked: Iterable[_Asked]) -> list[Found]:
        # Each fact is looked up once, cut at the bounds of all questions; a question that has met
        # the same cells before needs no look at its own table.
        get = known.get
        cells = {fact: cells_of[get(fact)] for fact, cells_of in self._cells_of.items()}
        answers = []
        for name, ruled, place, met in asked:
            here = place(cells)
            found = met.get(here)
            if found is None:
                key = ruled.table.key(known)
                found = ruled.found.get(key)
                if found is None:
                    answered = ruled.answer(key)
                    value = as_known(answered.possible, ruled.question)
                    found = ruled.found[key] = Found(name, key, answered, value)
                met[here] = found
            answers.append(found)
            if name in self._used and name not in known:
                known[name] = found.value
                cells[name] = self._cells_of[name][found.value]
        return answers

    def outcomes(self, known: dict[str, Known], only: Iterable[str]) -> dict[str, Answered]:
        """The bare answers to some questions and to those that they build on, as `answer`."""
        found: dict[str, Answered] = {}
        for name, ruled, _place, _met in self._needed(self._asked[Stage.DECISION], only):
            found[name] = ruled.outcome(ruled.table.key(known))
            if name not in known:
                known[name] = as_known(found[name].possible, ruled.question)
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
        known: dict[str, Known] = {}
        for name, fact in given.items():
            reader = self._readers.get(name)
            if reader is None:
                raise self._unknown_fact(name)
            try:
                known[name] = reader(fact.value)
            except ValueError as error:
                raise FactError(name, self._fault(name, str(error))) from None
        if "on_date" in self._readers:
            known["on_date"] = on.toordinal()
        self.derive(given, known)
        return known

    def derive(self, given: Container[str], known: dict[str, Known]) -> None:
        """Add to `known` what is computed from it and not `given` besides. Raises FactError."""
        for derived in self.derived:
            if (code := self._derive(derived, given, known)) is not None:
                known[derived.name] = code

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

    def _derive(self, fact: Fact, given: Container[str], known: Mapping[str, Known]) -> Known:
        if fact.derived is None:
            return None
        inputs: list[Any] = []
        for name in fact.derived.inputs:
            code = known.get(name)
            if not isinstance(code, int):
                return None
            # As it was read, not as it was written: "1959-05-02" is a date by now.
            inputs.append(self.words.facts[name].domain.name(code))
        if fact.name in given:
            raise FactError(
                fact.name,
                _(
                    "{fact} regnes ud af andre oplysninger, som også er givet. Fjern den ene."
                ).format(fact=fact.text),
            )
        try:
            return self._readers[fact.name](fact.derived.function(*inputs))
        except ValueError:
            names = ", ".join(
                f"{name}: {value}" for name, value in zip(fact.derived.inputs, inputs, strict=True)
            )
            raise FactError(
                fact.name,
                _("{fact} kan ikke regnes ud af {names}. Ret den, der er forkert.").format(
                    fact=fact.text, names=names
                ),
            ) from None

    def _fault(self, name: str, error: str) -> str:
        return _("{fact} ({name}): {error}.").format(
            fact=self.words.facts[name].text, name=name, error=error
        )

    def _unknown_fact(self, name: str) -> FactError:
        near = get_close_matches(name, self._readers, n=1)
        hint = (
            _("Mente du {near}?").format(near=near[0])
            if near
            else _("Se de kendte med: kompas schema facts.")
        )
        return FactError(
            name,
            _("Kompas kender ikke oplysningen {name}. {hint}").format(name=name[:60], hint=hint),
        )

    def _ruled(self, question: Question, rows: Sequence[Row]) -> RuledQuestion:
        domains = {name: self.domain(name) for row in rows for name in row.facts}
        ruled = RuledQuestion(question, rows, domains, self.protections)
        codes = {row.code for row in rows}
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
            if (
                question.name not in self.unsound
                and sum(other.code == row.code for other in rows) > 1
            ):
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
        if name in self.words.facts:
            return self.words.facts[name].domain
        head = next((f.questions[name] for f in self.files if name in f.questions), None)
        head = head or self.words.questions.get(name)
        domain = answer_domain(head) if head else None
        if domain is None:
            raise ValueError(_("findes ikke"))
        return domain

    def _check_choices(self, ruled: RuledQuestion) -> None:
        """Two rows with different answers may not both decide at a point."""
        clashes: dict[tuple[int, ...], Point] = {}
        for point, holding in ruled.table.telling():
            for pair in combinations(sorted(ruled.deciding(holding)), 2):
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
