"""What a letter rests on: its papers, each under a number, and what is known from which of them.

A statement names its papers by their numbers (`Kilde 1 og 2`), and one list tells which they are,
with the facts that come from each.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count

from kompas.casework.decision import Decision, Evidence, Facility, Ground, Statement
from kompas.letters import number_words
from kompas.letters.clauses import pieces
from kompas.letters.letter import ClauseText, Spans, text_of
from kompas.letters.letter_facts import FactText, LetterFacts
from kompas.letters.names import TOLD_FIRST, TOLD_LAST
from kompas.letters.scope import Scope, Words, listing, value, worded
from kompas.norms import GivenFact

Sentences = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of a decision by their id, and the numbers of those that it rests on."""

    known: Mapping[str, Evidence]
    numbers: Mapping[str, int]

    def of(self, given: GivenFact) -> Evidence | None:
        """The paper that a fact comes from: by its id, or by its title and day as written."""
        written = (given.source, given.dated)
        same = (one for one in self.known.values() if (one.title, one.dated) == written)
        return self.known.get(given.source or "") or next(same, None)

    def number(self, paper: str) -> Spans:
        """The number of a paper, in words of the letter."""
        return value(str(self.numbers[paper]), f"decision.evidence.{paper}")


def papers_of(decision: Decision, facts: LetterFacts) -> Papers:
    """The papers, numbered as they are first named: by what is written, then by the facts."""
    papers = Papers({paper.id: paper for paper in decision.evidence}, {})
    told = (papers.of(decision.facts[name]) for name in _told(decision, facts))
    named = dict.fromkeys(
        one
        for one in (*cited(decision), *(paper.id for paper in told if paper))
        if one in papers.known
    )
    return replace(papers, numbers=dict(zip(named, count(1), strict=False)))


def cited(decision: Decision) -> Iterator[str]:
    """The ids of the papers that the caseworker's own texts rest on."""
    return (one for statement in _statements(decision) for one in statement.evidence)


def _statements(decision: Decision) -> Iterator[Statement | Ground]:
    """Everything that the caseworker wrote and that may rest on evidence, as the letter goes."""
    found: list[Statement | Ground | None] = [getattr(decision, name) for name in TOLD_FIRST]
    for ground in decision.grounds:
        found += [ground, *ground.shown.values()]
    for facility in decision.facilities:
        found += _facility_statements(facility)
    found += [getattr(decision, name) for name in TOLD_LAST]
    return (one for one in found if one is not None)


def _facility_statements(facility: Facility) -> list[Statement | None]:
    return [facility.meets_need, facility.activities, facility.staff, facility.premises]


def statement_words(
    name: str, statement: Statement | Ground | None, path: str, papers: Papers
) -> Words:
    """The words `name` and `name_sources`; a name ending in `_` gives `name_text` instead."""
    if statement is None:
        return {}
    stem = name.rstrip("_")
    words = worded(stem if name == stem else f"{stem}_text", statement.text, f"{path}.text")
    rests_on = [one for one in dict.fromkeys(statement.evidence) if one in papers.numbers]
    if words and rests_on:
        words[f"{stem}_sources"] = listing([
            papers.number(one) for one in sorted(rests_on, key=lambda one: papers.numbers[one])
        ])  # fmt: skip
    return words


def fact_scopes(
    decision: Decision, facts: LetterFacts, papers: Papers, sentences: Sentences
) -> dict[str, Scope]:
    """The facts of essential importance (forvaltningsloven § 24, stk. 2), by their names."""
    return {
        name: Scope(_fact_words(name, decision, facts, papers, sentences))
        for name in _told(decision, facts)
    }


def origins(decision: Decision, told: Mapping[str, Scope], papers: Papers) -> Iterator[Scope]:
    """From where the facts are, each origin once, with its facts: the numbered papers first."""
    grouped: dict[tuple[int, str, str], list[str]] = {}
    for name, scope in told.items():
        paper = papers.of(decision.facts[name])
        number = papers.numbers[paper.id] if paper else len(papers.numbers) + 1
        source, dated = (text_of(scope.words.get(f"fact_{one}", ())) for one in ("source", "dated"))
        grouped.setdefault((number, source, dated), []).append(name)
    for key in sorted(grouped, key=lambda key: key[0]):
        facts = tuple(told[name] for name in grouped[key])
        words = {
            f"origin_{one}": facts[0].words[f"fact_{one}"]
            for one in ("source", "dated")
            if f"fact_{one}" in facts[0].words
        }
        if paper := papers.of(decision.facts[grouped[key][0]]):
            words["origin_number"] = papers.number(paper.id)
        yield Scope(words, groups={"fact": facts})


def other_papers(decision: Decision, told: Mapping[str, Scope], papers: Papers) -> Iterator[Scope]:
    """The numbered papers from which no fact is told."""
    used = {paper.id for name in told if (paper := papers.of(decision.facts[name]))}
    for one in papers.numbers:
        if one not in used:
            paper, path = papers.known[one], f"decision.evidence.{one}"
            yield Scope(
                {
                    "paper_number": papers.number(one),
                    "paper_title": value(paper.title, f"{path}.title"),
                    "paper_dated": value(number_words.day(paper.dated), f"{path}.dated"),
                }
            )


def _told(decision: Decision, facts: LetterFacts) -> Iterator[str]:
    return (name for name in decision.facts if facts.relied_on is None or name in facts.relied_on)


def _fact_words(
    name: str, decision: Decision, facts: LetterFacts, papers: Papers, sentences: Sentences
) -> Words:
    given, path = decision.facts[name], f"decision.facts.{name}"
    words: Words = {"fact_name": value(name, path)}
    if (known := facts.facts.get(name)) is not None:
        words |= worded("fact_label", known.label, f"fact:{name}")
        words |= worded("fact_value", known.value, path)
        words["fact_told"] = _sentence(name, known, sentences.get(name, {}))
    paper = papers.of(given)
    if paper is not None:
        words |= worded("fact_source", paper.title, f"decision.evidence.{paper.id}.title")
    else:
        words |= worded("fact_source", given.source, f"{path}.source")
    if given.dated is not None:
        words["fact_dated"] = value(number_words.day(given.dated), f"{path}.dated")
    elif paper is not None:
        words["fact_dated"] = value(
            number_words.day(paper.dated), f"decision.evidence.{paper.id}.dated"
        )
    return words


def _sentence(name: str, known: FactText, sentences: Mapping[str, str]) -> Spans:
    """The fact as a sentence; by its name and value where it has none."""
    text = sentences.get(known.code) or sentences.get("is")
    told = value(known.value, f"decision.facts.{name}")
    if text is None:
        label = value(known.label, f"fact:{name}")
        return (*label, ClauseText(": ", f"told:{name}"), *told, ClauseText(".", f"told:{name}"))
    spans: Spans = ()
    for literal, filled in pieces(text):
        if literal:
            spans += (ClauseText(literal, f"told:{name}"),)
        if filled is not None:
            spans += told
    return spans
