"""What a letter can say: the decision and the norms' answers as named runs of traced spans.

Clauses name them in braces (`{granted}`) and ask for them (`needs = ["granted"]`). What
the decision does not hold has no name here, so no clause can say it.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kompas.casework import Amounts
from kompas.casework.decision import (
    Decision,
    DecisionForm,
    Evidence,
    Ground,
    Offer,
    Statement,
)
from kompas.inputs.signs import UNSEEN
from kompas.letters import number_words
from kompas.letters.clauses import ClauseBook
from kompas.letters.letter import ClauseText, Span, Spans, Value
from kompas.letters.letter_facts import LetterFacts, NormText
from kompas.letters.names import AMOUNTS, OFFER_STATEMENTS, STATEMENTS
from kompas.norms.measures import in_measure, told_once

Words = dict[str, Spans]

_SEMICOLON = ClauseText("; ", "separator")
_OPEN, _CLOSE = ClauseText(" (det er ", "separator"), ClauseText(")", "separator")
_CPR = re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)")
_PLAIN_SPACES = "\n\r\t\u00ad"
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_NOT_PROSE = frozenset({"case_number", "contact_phone", "contact_email"})


@dataclass(frozen=True, slots=True)
class Scope:
    """Named words, flags, and the things of which there may be several, each a scope of its own."""

    words: Mapping[str, Spans]
    flags: frozenset[str] = frozenset()
    groups: Mapping[str, tuple["Scope", ...]] = field(default_factory=dict)

    def has(self, element: str) -> bool:
        """Whether the words, the flag or at least one of the things is there."""
        return element in self.words or element in self.flags or bool(self.groups.get(element))

    def around(self, inner: "Scope") -> "Scope":
        """`inner` with everything of this scope that it does not name itself."""
        return Scope(
            {**self.words, **inner.words},
            self.flags | inner.flags,
            {**self.groups, **inner.groups},
        )


def scope_of(decision: Decision, facts: LetterFacts, book: ClauseBook) -> Scope:
    """Everything that a letter about `decision` can say, in the words of the clause book."""
    papers = {paper.id: paper for paper in decision.evidence}
    words = {
        **_matter(decision, facts, book),
        **_amounts(decision, facts),
        **_answers(facts),
        **_people(decision),
        **_procedure(decision),
    }
    for name in STATEMENTS:
        words |= _statement(name, getattr(decision, name), f"decision.{name}", papers)
    groups = {
        "address": tuple(_address(decision)),
        "cost": tuple(_costs(decision, book.periods)),
        "fact": tuple(_facts(decision, facts, papers)),
        "ground": tuple(_grounds(decision, facts, book, papers)),
        "level": tuple(map(_level, facts.levels)),
        "offer": tuple(_offers(decision, papers)),
        "option": tuple(Scope({"option": _norm_text(text)}) for text in facts.options),
        "payment": tuple(Scope({"payment": _norm_text(text)}) for text in facts.payments),
        "rule": tuple(_rules(decision, book)),
    }
    return _checked(Scope(words, frozenset(_flags(decision, facts, papers)), groups))


def _matter(decision: Decision, facts: LetterFacts, book: ClauseBook) -> Words:
    """The decision itself: who makes it, when, on what, from when to when."""
    words: Words = {"municipality": _value(facts.municipality, "decision.municipality")}
    if facts.unit and decision.unit:
        words["unit"] = _value(facts.unit, "decision.unit")
    for name in ("case_number", "applied_for"):
        words |= _text(name, getattr(decision, name), f"decision.{name}")
    for name in ("decided_on", "applied_on", "starts_on", "ends_on"):
        if (on := getattr(decision, name)) is not None:
            words[name] = _value(number_words.day(on), f"decision.{name}")
    if rules := [one.words["rule_name"] for one in _rules(decision, book) if one.words]:
        words["legal_basis"] = _listing(rules)
    if offers := [_value(o.name, f"decision.offers[{i}].name") for i, o in
                  enumerate(decision.offers) if o.name.strip()]:  # fmt: skip
        words["offer_names"] = _listing(offers)
    return words


def _amounts(decision: Decision, facts: LetterFacts) -> Words:
    """How much is granted and was before: each measure, and all together, the same told once."""
    words: Words = {}
    for name in AMOUNTS:
        given = getattr(decision, name)
        said = {
            measure: _value(
                number_words.count(given[measure], one.unit.one, one.unit.many),
                f"decision.{name}.{measure}",
            )
            for measure, one in facts.measures.items()
            if measure in given
        }
        words |= {f"{name}_{measure}": spans for measure, spans in said.items()}
        if said:
            stated = {measure: given[measure] for measure in said}
            words[name] = _listing([
                _said_once([said[measure] for measure in alike])
                for alike in told_once(stated, facts.measures)
            ])  # fmt: skip
    return words


def _answers(facts: LetterFacts) -> Words:
    """The norms' own answers."""
    words: Words = {}
    for name, answer, say in (
        ("follow_up", facts.follow_up_months, number_words.every),
        ("next_follow_up", facts.next_follow_up_months, number_words.months),
        ("complaint_weeks", facts.complaint_weeks, number_words.weeks),
        ("complaint_review_weeks", facts.complaint_review_weeks, number_words.weeks),
    ):
        if answer is not None:
            words[name] = _value(say(answer.value), f"norm:{answer.norm}", answer.source)
    return {**{name: _norm_text(text) for name, text in facts.answers.items()}, **words}


def _people(decision: Decision) -> Words:
    words: Words = {}
    if decision.citizen is not None:
        words |= _text("citizen_name", decision.citizen.name, "decision.citizen.name")
        words |= _text(
            "representative", decision.citizen.representative, "decision.citizen.representative"
        )
    if decision.contact is not None:
        for name in ("name", "phone", "email"):
            words |= _text(
                f"contact_{name}", getattr(decision.contact, name), f"decision.contact.{name}"
            )
    return words


def _procedure(decision: Decision) -> Words:
    """The hearing of the party and the complaint guidance."""
    words: Words = {}
    if (hearing := decision.hearing) is not None:
        words["hearing_sent_on"] = _value(
            number_words.day(hearing.sent_on), "decision.hearing.sent_on"
        )
        words["hearing_deadline_on"] = _value(
            number_words.day(hearing.deadline_on), "decision.hearing.deadline_on"
        )
        words |= _text("hearing_answer", hearing.answer, "decision.hearing.answer")
    if (guidance := decision.complaint_guidance) is not None:
        words |= _text("complaint_to", guidance.to, "decision.complaint_guidance.to")
        words |= _text("complaint_how", guidance.how, "decision.complaint_guidance.how")
    return words


def _address(decision: Decision) -> Iterator[Scope]:
    lines = decision.citizen.address_lines if decision.citizen else ()
    for place, line in enumerate(lines):
        if line.strip():
            yield Scope({"address_line": _value(line, f"decision.citizen.address_lines[{place}]")})


def _costs(decision: Decision, periods: Mapping[str, str]) -> Iterator[Scope]:
    for place, cost in enumerate(decision.costs):
        path = f"decision.costs[{place}]"
        words = {"cost_amount": _value(number_words.money(cost.amount_oere), f"{path}.amount_oere")}
        words |= _text("cost_what", cost.what, f"{path}.what")
        words |= _text("cost_period", periods.get(cost.period), f"{path}.period")
        yield Scope(words, frozenset() if cost.amount_oere else frozenset({"cost_free"}))


def _facts(
    decision: Decision, facts: LetterFacts, papers: Mapping[str, Evidence]
) -> Iterator[Scope]:
    for name, given in decision.facts.items():
        if facts.relied_on is not None and name not in facts.relied_on:
            continue
        path = f"decision.facts.{name}"
        words: Words = {"fact_name": _value(name, path)}
        if (known := facts.facts.get(name)) is not None:
            words |= _text("fact_label", known.label, f"fact:{name}")
            words |= _text("fact_value", known.value, path)
        paper = papers.get(given.source or "")
        if paper is not None:
            words |= _text("fact_source", paper.title, f"decision.evidence.{paper.id}.title")
        else:
            words |= _text("fact_source", given.source, f"{path}.source")
        if given.dated is not None:
            words["fact_dated"] = _value(number_words.day(given.dated), f"{path}.dated")
        elif paper is not None:
            words["fact_dated"] = _value(
                number_words.day(paper.dated), f"decision.evidence.{paper.id}.dated"
            )
        yield Scope(words)


def _grounds(
    decision: Decision, facts: LetterFacts, book: ClauseBook, papers: Mapping[str, Evidence]
) -> Iterator[Scope]:
    for place, ground in enumerate(decision.grounds):
        path = f"decision.grounds[{place}]"
        words: Words = {"ground_type": _value(ground.type, f"{path}.type")}
        known = facts.grounds.get(ground.type)
        if known is not None:
            heading = book.grounds.get(ground.type, known.heading)
            words |= _text("ground_heading", heading, f"ground:{ground.type}", known.source)
        words |= _statement("ground_", ground, path, papers)
        labels = book.shown.get(ground.type) or (known.labels if known else {})
        demands = known.demands if known else ()
        shown = tuple(_shown(ground, path, demands, labels, papers))
        yield Scope(words, groups={"shown": shown})


def _shown(
    ground: Ground,
    path: str,
    demands: tuple[str, ...],
    labels: Mapping[str, str],
    papers: Mapping[str, Evidence],
) -> Iterator[Scope]:
    """What the ground was shown to rest on, in the order of the norm's demands."""
    codes = (*(code for code in demands if code in ground.shown),
             *(code for code in ground.shown if code not in demands))  # fmt: skip
    for code in codes:
        words: Words = {"shown_code": _value(code, f"{path}.shown")}
        flags = frozenset({"shown_demanded"} if code in demands else ())
        if code in labels:
            words["shown_label"] = (ClauseText(labels[code], f"shown:{ground.type}:{code}"),)
        words |= _statement("shown_", ground.shown[code], f"{path}.shown.{code}", papers)
        yield Scope(words, flags)


def _offers(decision: Decision, papers: Mapping[str, Evidence]) -> Iterator[Scope]:
    for place, offer in enumerate(decision.offers):
        path = f"decision.offers[{place}]"
        words = _text("offer_name", offer.name, f"{path}.name")
        for name in OFFER_STATEMENTS:
            words |= _statement(f"offer_{name}", getattr(offer, name), f"{path}.{name}", papers)
        is_described = any(f"offer_{name}" in words for name in OFFER_STATEMENTS)
        yield Scope(words, frozenset({"offer_described"} if is_described else ()))


def _rules(decision: Decision, book: ClauseBook) -> Iterator[Scope]:
    for place, basis in enumerate(decision.legal_basis):
        rule = book.rules.get(basis)
        path = f"decision.legal_basis[{place}]"
        words = _text("rule_name", rule.name if rule else basis, path)
        if rule is not None:
            words["rule_text"] = (ClauseText(rule.text, f"rule:{basis}", rule.source),)
        yield Scope(words)


def _flags(decision: Decision, facts: LetterFacts, papers: Mapping[str, Evidence]) -> Iterator[str]:
    guidance, hearing, weeks, contact = (
        decision.complaint_guidance, decision.hearing, facts.complaint_weeks, decision.contact
    )  # fmt: skip
    now, before = decision.granted, decision.granted_before
    other = [one for one, amount in now.items() if _is_other(one, amount, before, facts)]
    had_help, own = any(before.values()), decision.own_follow_up
    held = {
        "begins": not (own or had_help),
        "continues": own and had_help,
        "help_before": had_help,
        "own_follow_up": own,
        "administrative_act": decision.form is DecisionForm.ADMINISTRATIVE_ACT_ONLY,
        "contact_way": contact is not None and bool(contact.phone or contact.email),
        "deadline_agrees": (
            guidance is None or weeks is None or guidance.deadline_weeks == weeks.value
        ),
        "evidence_known": all(one in papers for one in _cited(decision)),
        "granted_changed": bool(other),
        "hearing_over": (
            hearing is not None
            and decision.decided_on is not None
            and hearing.deadline_on < decision.decided_on
        ),
        "needs_amount": facts.needs_amount,
        "own_draft": not decision.not_stated,
        "price_told": bool(decision.costs or facts.payments),
    }
    yield from (name for name, holds in held.items() if holds)
    yield from (f"granted_{measure}_changed" for measure in other)
    for question, answer in facts.codes.items():
        yield from (question, f"{question}.{answer.code}")


def _is_other(name: str, amount: Decimal, before: Amounts, facts: LetterFacts) -> bool:
    """Whether there was another amount before, told in this measure or by an exact factor."""
    measure = facts.measures.get(name)
    old = in_measure(before, measure, facts.measures) if measure else before.get(name)
    return old is not None and old != amount


def _statements(decision: Decision) -> Iterator[Statement | Ground]:
    """Everything that the caseworker wrote and that may rest on evidence."""
    found: list[Statement | Ground | None] = [getattr(decision, name) for name in STATEMENTS]
    for offer in decision.offers:
        found += _offer_statements(offer)
    for ground in decision.grounds:
        found += [ground, *ground.shown.values()]
    return (one for one in found if one is not None)


def _offer_statements(offer: Offer) -> list[Statement | None]:
    return [offer.activities, offer.staff, offer.premises, offer.meets_need]


def _cited(decision: Decision) -> Iterator[str]:
    return (one for statement in _statements(decision) for one in statement.evidence)


def _checked(scope: Scope) -> Scope:
    """The scope with what can only be said when all its words are there."""
    texts = list(_texts(scope))
    flags = set(scope.flags)
    words = dict(scope.words)
    if not any(name not in _NOT_PROSE and _CPR.search(span.text) for name, span in texts):
        flags.add("cpr_absent")
    odd = next(((span, char) for _name, span in texts for char in span.text if _is_odd(char)), None)
    if odd is None:
        flags.add("printable")
    elif isinstance(odd[0], Value):
        words["odd_character"] = _value(f"U+{ord(odd[1]):04X}", odd[0].trace)
    return Scope(words, frozenset(flags), scope.groups)


def _texts(scope: Scope) -> Iterator[tuple[str, Span]]:
    """Every span with its name, of the scope and of the things in it."""
    for name, spans in scope.words.items():
        yield from ((name, span) for span in spans)
    for group in scope.groups.values():
        for one in group:
            yield from _texts(one)


def _is_odd(char: str) -> bool:
    """Whether a character cannot be seen, or turns the order of others; what joins signs may."""
    if char in _PLAIN_SPACES or UNSEEN.match(char):
        return False
    return unicodedata.category(char) in _UNSEEN


def _statement(
    name: str,
    statement: Statement | Ground | None,
    path: str,
    papers: Mapping[str, Evidence],
) -> Words:
    """The words `name` and `name_sources`; a name ending in `_` gives `name_text` instead."""
    if statement is None:
        return {}
    stem = name.rstrip("_")
    words = _text(stem if name == stem else f"{stem}_text", statement.text, f"{path}.text")
    cited = [papers[one] for one in statement.evidence if one in papers]
    if words and cited:
        spans: list[Value | ClauseText] = []
        for paper in cited:
            text = f"{paper.title}, {number_words.day(paper.dated)}"
            spans += [_SEMICOLON, Value(text, f"decision.evidence.{paper.id}")]
        words[f"{stem}_sources"] = tuple(spans[1:])
    return words


def _text(name: str, text: str | None, trace: str, source: str | None = None) -> Words:
    """The words under `name`, or nothing where there are none."""
    return {name: _value(text, trace, source)} if text and text.strip() else {}


def _value(text: str, trace: str, source: str | None = None) -> Spans:
    return (Value(text, trace, source),)


def _norm_text(text: NormText) -> Spans:
    return _value(text.text, f"norm:{text.norm}", text.source)


def _level(text: NormText) -> Scope:
    """A rule that decided, and where it stands."""
    named = _value(text.source, f"norm:{text.norm}", text.source)
    return Scope({"level": _norm_text(text), "level_source": named})


def _said_once(same: list[Spans]) -> Spans:
    """`2,5 timer om ugen (det er 5 timer hver 14. dag)`: what follows exactly is no more help."""
    first, *others = same
    return (*first, _OPEN, *_listing(others), _CLOSE) if others else first


def _listing(parts: list[Spans]) -> Spans:
    """`a`, `a og b`, `a, b og c`."""
    found: list[Value | ClauseText] = []
    for place, part in enumerate(parts):
        if place:
            last = place == len(parts) - 1
            found.append(ClauseText(" og " if last else ", ", "separator"))
        found += part
    return tuple(found)
