"""What a letter can say: the decision and the norms' answers as named runs of traced spans.

Clauses name them in braces (`{granted}`) and ask for them (`needs = ["granted"]`). What
the decision does not hold has no name here, so no clause can say it.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from kompas.casework import Amounts
from kompas.casework.decision import (
    Citizen,
    Contact,
    Decision,
    DecisionForm,
    Ground,
    PaymentLine,
)
from kompas.inputs.signs import UNSEEN
from kompas.letters import number_words
from kompas.letters.clauses import ClauseBook
from kompas.letters.letter import ClauseText, Span, Spans, Value
from kompas.letters.letter_facts import LetterFacts, NormText
from kompas.letters.names import AMOUNTS, FACILITY_STATEMENTS, REACHED, STATEMENTS
from kompas.letters.scope import SEPARATOR, Scope, Words, listing, value, worded
from kompas.letters.sources import (
    Papers,
    cited,
    fact_scopes,
    origins,
    other_papers,
    papers_of,
    statement_words,
)
from kompas.norms.measures import in_measure, told_once

_IN_ALL = ClauseText(", i alt ", SEPARATOR)
_OPEN, _CLOSE = ClauseText(" (det er ", SEPARATOR), ClauseText(")", SEPARATOR)
_CPR = re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)")
_PLAIN_SPACES = "\n\r\t\u00ad"
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_NOT_PROSE = frozenset({"case_number", "contact_phone", "contact_email"})


def scope_of(decision: Decision, facts: LetterFacts, book: ClauseBook) -> Scope:
    """Everything that a letter about `decision` can say, in the words of the clause book."""
    papers, path = papers_of(decision, facts), "decision"
    told = fact_scopes(decision, facts, papers, book.sentences)
    words = {
        **_matter(decision, facts, book),
        **_amounts(decision, facts),
        **_answers(facts),
        **people(decision.citizen, decision.contact, path),
        **_procedure(decision),
    }
    for name in STATEMENTS:
        words |= statement_words(name, getattr(decision, name), f"decision.{name}", papers)
    groups = {
        "address": tuple(address(decision.citizen, path)),
        "cost": tuple(_costs(decision, book.periods)),
        "fact": tuple(told.values()),
        "ground": tuple(_grounds(decision, facts, book, papers)),
        "facility": tuple(_facilities(decision, papers)),
        "origin": tuple(origins(decision, told, papers)),
        "other_paper": tuple(other_papers(decision, told, papers)),
        "level": tuple(map(_level, facts.levels)),
        "option": tuple(Scope({"option": _norm_text(text)}) for text in facts.options),
        "payment": tuple(Scope({"payment": _norm_text(text)}) for text in facts.payments),
        "rule": tuple(_rules(decision, book)),
        "worked_out": tuple(_worked_out(decision, book.periods)),
    }
    return checked(Scope(words, frozenset(_flags(decision, facts, papers)), groups))


def _matter(decision: Decision, facts: LetterFacts, book: ClauseBook) -> Words:
    """The decision itself: who makes it, when, on what, from when to when."""
    words = sender(facts, "decision")
    if not decision.unit:
        words.pop("unit", None)
    for name in ("case_number", "applied_for"):
        words |= worded(name, getattr(decision, name), f"decision.{name}")
    for name in ("decided_on", "applied_on", "starts_on", "ends_on"):
        if (on := getattr(decision, name)) is not None:
            words[name] = value(number_words.day(on), f"decision.{name}")
    if rules := [one.words["rule_name"] for one in _rules(decision, book) if one.words]:
        words["legal_basis"] = listing(rules)
    if facilities := [value(o.name, f"decision.facilities[{i}].name") for i, o in
                  enumerate(decision.facilities) if o.name.strip()]:  # fmt: skip
        words["facility_names"] = listing(facilities)
    return words


def sender(facts: LetterFacts, path: str) -> Words:
    """Who writes: the municipality, its unit, and how it is reached."""
    words: Words = {"municipality": value(facts.municipality, f"{path}.municipality")}
    words |= worded("unit", facts.unit, f"{path}.unit")
    for name in REACHED:
        words |= worded(f"municipality_{name}", facts.reached.get(name), f"municipality:{name}")
    return words


def _amounts(decision: Decision, facts: LetterFacts) -> Words:
    """How much is granted and was before: each measure, and all together, the same told once."""
    words: Words = {}
    for name in AMOUNTS:
        given = getattr(decision, name)
        said = {
            measure: value(
                number_words.count(given[measure], one.unit.one, one.unit.many),
                f"decision.{name}.{measure}",
            )
            for measure, one in facts.measures.items()
            if measure in given
        }
        words |= {f"{name}_{measure}": spans for measure, spans in said.items()}
        if said:
            stated = {measure: given[measure] for measure in said}
            words[name] = listing([
                tuple(span for part in _summed_up(together, said) for span in part)
                for together in _together(told_once(stated, facts.measures), facts)
            ])  # fmt: skip
    return words


Alike = tuple[str, ...]


def _together(told: tuple[Alike, ...], facts: LetterFacts) -> list[list[Alike]]:
    """The measures as they are listed: one that sums up another stands with it."""
    found: list[list[Alike]] = []
    for alike in told:
        measure = facts.measures.get(alike[0])
        sums = measure.in_all if measure else ()
        summed = next((one for one in found if not {*one[0]}.isdisjoint(sums)), None)
        if summed is None:
            found.append([alike])
        else:
            summed.append(alike)
    return found


def _summed_up(together: list[Alike], said: Words) -> Iterator[Spans]:
    """`4 dage om ugen, i alt 24 timer om ugen`."""
    for place, alike in enumerate(together):
        if place:
            yield (_IN_ALL,)
        yield _said_once([said[measure] for measure in alike])


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
            words[name] = value(say(answer.value), f"norm:{answer.norm}", answer.source)
    return {**{name: _norm_text(text) for name, text in facts.answers.items()}, **words}


def people(citizen: Citizen | None, contact: Contact | None, path: str) -> Words:
    """To whom, and whom to ask; `path` is where they were read."""
    words: Words = {}
    if citizen is not None:
        words |= worded("citizen_name", citizen.name, f"{path}.citizen.name")
        represented = citizen.representative
        words |= worded("representative", represented, f"{path}.citizen.representative")
    if contact is not None:
        for name in ("name", "title", "phone", "email"):
            words |= worded(f"contact_{name}", getattr(contact, name), f"{path}.contact.{name}")
    return words


def _procedure(decision: Decision) -> Words:
    """The hearing of the party and the complaint guidance."""
    words: Words = {}
    if (hearing := decision.hearing) is not None:
        words["hearing_sent_on"] = value(
            number_words.day(hearing.sent_on), "decision.hearing.sent_on"
        )
        words["hearing_deadline_on"] = value(
            number_words.day(hearing.deadline_on), "decision.hearing.deadline_on"
        )
        words |= worded("hearing_answer", hearing.answer, "decision.hearing.answer")
    if (guidance := decision.complaint_guidance) is not None:
        words |= worded("complaint_to", guidance.to, "decision.complaint_guidance.to")
        words |= worded("complaint_how", guidance.how, "decision.complaint_guidance.how")
    return words


def address(citizen: Citizen | None, path: str) -> Iterator[Scope]:
    """The lines of the citizen's address."""
    lines = citizen.address_lines if citizen else ()
    for place, line in enumerate(lines):
        if line.strip():
            yield Scope({"address_line": value(line, f"{path}.citizen.address_lines[{place}]")})


def _costs(decision: Decision, periods: Mapping[str, str]) -> Iterator[Scope]:
    for place, cost in enumerate(decision.costs):
        path = f"decision.costs[{place}]"
        words = {"cost_amount": value(number_words.money(cost.amount_oere), f"{path}.amount_oere")}
        words |= worded("cost_what", cost.what, f"{path}.what")
        words |= worded("cost_period", periods.get(cost.period), f"{path}.period")
        yield Scope(words, frozenset() if cost.amount_oere else frozenset({"cost_free"}))


def _worked_out(decision: Decision, periods: Mapping[str, str]) -> Iterator[Scope]:
    """What was worked out, with its steps: the last one is the result, and told by itself."""
    for place, payment in enumerate(decision.payments):
        path, flags = f"decision.payments[{place}]", {f"payment_{payment.name}"}
        words = worded("worked_out_period", periods.get(payment.period), f"{path}.period")
        if payment.amount_oere is None:
            flags.add("payment_open")
        else:
            amount = number_words.money(payment.amount_oere)
            words["worked_out_amount"] = value(amount, f"{path}.amount_oere")
            if len(payment.lines) > 1:
                words["worked_out_steps"] = tuple(_steps(payment.lines, path))
        yield Scope(words, frozenset(flags))


def _steps(lines: Sequence[PaymentLine], path: str) -> Iterator[Span]:
    """The lines of a calculation, one behind the other."""
    for number, line in enumerate(lines):
        if number:
            yield ClauseText("; ", SEPARATOR)
        yield from value(line.text, f"{path}.lines[{number}].text")
        yield ClauseText(": ", SEPARATOR)
        yield from value(line.amount, f"{path}.lines[{number}].amount")


def _grounds(
    decision: Decision, facts: LetterFacts, book: ClauseBook, papers: Papers
) -> Iterator[Scope]:
    for place, ground in enumerate(decision.grounds):
        path = f"decision.grounds[{place}]"
        words: Words = {"ground_type": value(ground.type, f"{path}.type")}
        known = facts.grounds.get(ground.type)
        if known is not None:
            heading = book.grounds.get(ground.type, known.heading)
            words |= worded("ground_heading", heading, f"ground:{ground.type}", known.source)
        words |= statement_words("ground_", ground, path, papers)
        labels = book.shown.get(ground.type) or (known.labels if known else {})
        demands = known.demands if known else ()
        shown = tuple(_shown(ground, path, demands, labels, papers))
        yield Scope(words, groups={"shown": shown})


def _shown(
    ground: Ground,
    path: str,
    demands: tuple[str, ...],
    labels: Mapping[str, str],
    papers: Papers,
) -> Iterator[Scope]:
    """What the ground was shown to rest on, in the order of the norm's demands."""
    codes = (*(code for code in demands if code in ground.shown),
             *(code for code in ground.shown if code not in demands))  # fmt: skip
    for code in codes:
        words: Words = {"shown_code": value(code, f"{path}.shown")}
        flags = frozenset({"shown_demanded"} if code in demands else ())
        if code in labels:
            words["shown_label"] = (ClauseText(labels[code], f"shown:{ground.type}:{code}"),)
        words |= statement_words("shown_", ground.shown[code], f"{path}.shown.{code}", papers)
        yield Scope(words, flags)


def _facilities(decision: Decision, papers: Papers) -> Iterator[Scope]:
    for place, facility in enumerate(decision.facilities):
        path = f"decision.facilities[{place}]"
        words = worded("facility_name", facility.name, f"{path}.name")
        for name in FACILITY_STATEMENTS:
            words |= statement_words(
                f"facility_{name}", getattr(facility, name), f"{path}.{name}", papers
            )
        is_described = any(f"facility_{name}" in words for name in FACILITY_STATEMENTS)
        yield Scope(words, frozenset({"facility_described"} if is_described else ()))


def _rules(decision: Decision, book: ClauseBook) -> Iterator[Scope]:
    for place, basis in enumerate(decision.legal_basis):
        rule = book.rules.get(basis)
        path = f"decision.legal_basis[{place}]"
        words = worded("rule_name", rule.name if rule else basis, path)
        if rule is not None:
            words["rule_text"] = (ClauseText(rule.text, f"rule:{basis}", rule.source),)
        yield Scope(words)


def _flags(decision: Decision, facts: LetterFacts, papers: Papers) -> Iterator[str]:
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
        "contact_way": has_a_way(contact),
        "deadline_agrees": (
            guidance is None or weeks is None or guidance.deadline_weeks == weeks.value
        ),
        "evidence_known": all(one in papers.known for one in cited(decision)),
        "granted_changed": bool(other),
        "hearing_over": (
            hearing is not None
            and decision.decided_on is not None
            and hearing.deadline_on < decision.decided_on
        ),
        "needs_amount": facts.needs_amount,
        "all_applied_for": _gets_all(decision),
        "own_draft": not decision.not_stated,
        "price_told": bool(decision.costs or facts.payments or decision.payments),
    }
    yield from (name for name, holds in held.items() if holds)
    yield from (f"granted_{measure}_changed" for measure in other)
    for question, answer in facts.codes.items():
        yield from (question, f"{question}.{answer.code}")


def _gets_all(decision: Decision) -> bool:
    """Whether as much is granted as was applied for, in each measure that the citizen named.

    Where none was named, nobody can tell: the citizen's own words may ask for more.
    """
    granted, applied = decision.granted, decision.applied_amounts
    return bool(applied) and all(granted.get(one, 0) >= applied[one] for one in applied)


def has_a_way(contact: Contact | None) -> bool:
    """Whether whom to ask can be reached."""
    return contact is not None and bool(contact.phone or contact.email)


def _is_other(name: str, amount: Decimal, before: Amounts, facts: LetterFacts) -> bool:
    """Whether there was another amount before, told in this measure or by an exact factor."""
    measure = facts.measures.get(name)
    old = in_measure(before, measure, facts.measures) if measure else before.get(name)
    return old is not None and old != amount


def checked(scope: Scope) -> Scope:
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
        words["odd_character"] = value(f"U+{ord(odd[1]):04X}", odd[0].trace)
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


def _norm_text(text: NormText) -> Spans:
    return value(text.text, f"norm:{text.norm}", text.source)


def _level(text: NormText) -> Scope:
    """A rule that decided, and where it stands."""
    named = value(text.source, f"norm:{text.norm}", text.source)
    return Scope({"level": _norm_text(text), "level_source": named})


def _said_once(same: list[Spans]) -> Spans:
    """`2,5 timer om ugen (det er 5 timer hver 14. dag)`: what follows exactly is no more help."""
    first, *others = same
    return (*first, _OPEN, *listing(others), _CLOSE) if others else first
