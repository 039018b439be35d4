"""The form of a case's facts, made from what its norms ask: a new norm file changes it.

The norms that hold for the case say which facts there are, the vocabulary which values each may
take, and the assessment in which order they are asked: what settles most comes first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from kompas.casework.case import Case, KnownFact
from kompas.casework.decision_facts import READ_OFF
from kompas.casework.steps.fact import FactNoted
from kompas.desk.case_file import CaseFile
from kompas.inputs.day import Day as DayKind
from kompas.inputs.numbers import Whole as WholeKind
from kompas.norms import Fact, Standard
from kompas.norms.domain import Allowed, Domain, FactType
from kompas.norms.vocabulary import About
from kompas.norms.wording import asked, label, listed
from kompas.web.fields import Choice, ChoiceOfMany, Day, Line, Whole
from kompas.words import N_, _, language

_VALUE, _SOURCE, _DATED = "v-", "kilde-", "dato-"
_MOST_RADIOS = 7
_NOT_KNOWN = ("", N_("Ved ikke endnu"))


@dataclass(frozen=True)
class Asked:
    """A fact that the norms ask for, as the case knows it.

    `settles` is how much it settles over all questions, 0 where it settles nothing now; `decides`
    are the questions that wait for it. `must_show`: a decision may lack it. `notes` are all that
    stand of it, the newest last.
    """

    fact: Fact
    ask: str
    settles: float
    decides: tuple[str, ...] = ()
    must_show: bool = False
    notes: tuple[KnownFact, ...] = field(default=())

    @property
    def name(self) -> str:
        """The fact's name in the vocabulary."""
        return self.fact.name


def asked_of(file: CaseFile) -> tuple[Asked, ...]:
    """Every fact that the norms of the case ask somebody for, what settles most first.

    With those that the case knows besides, so that they can be put right.
    """
    if file.standard is None:
        return ()
    settles = dict(file.assessment.ask_first) if file.assessment else {}
    decides = _decides(file)
    found = [
        Asked(
            fact=fact,
            ask=asked(file.standard, fact.name),
            settles=settles.get(fact.name, 0.0),
            decides=tuple(dict.fromkeys(decides.get(fact.name, ()))),
            must_show=fact.name in file.standard.to_show,
            notes=tuple(file.case.facts.get(fact.name, ())),
        )
        for fact in (*facts_to_ask(file.standard), *_known_besides(file, file.standard))
    ]
    # What the citizen's other cases tell is not asked for; a note of it can still be put right.
    wanted = (one for one in found if one.notes or one.name not in file.case.elsewhere)
    return tuple(sorted(wanted, key=lambda one: -one.settles))


def _known_besides(file: CaseFile, standard: Standard) -> Iterator[Fact]:
    """The facts of the case that these norms do not ask for, and that others may."""
    asked_for = {fact.name for fact in facts_to_ask(standard)}
    for name in file.case.facts:
        fact = standard.words.facts.get(name)
        if fact is not None and name not in asked_for and fact.derived is None:
            yield fact


def facts_to_ask(standard: Standard) -> Iterator[Fact]:
    """The facts of a standard that somebody must find out; for a derived one, what it is from."""
    words = standard.words.facts
    names: dict[str, None] = {}
    for fact in standard.facts:
        names.update(dict.fromkeys(fact.derived.inputs if fact.derived else (fact.name,)))
    for name in names:
        if words[name].about is not About.SYSTEM and name not in READ_OFF:
            yield words[name]


def _decides(file: CaseFile) -> Mapping[str, list[str]]:
    """For each missing fact, what the questions are called that wait for it."""
    found: dict[str, list[str]] = {}
    if file.assessment is None or file.standard is None:
        return found
    for answered in file.assessment.answers.values():
        for missing in answered.missing:
            for name in file.standard.to_ask(missing, file.assessment.known):
                found.setdefault(name, []).append(label(file.standard, answered.question.name))
    return found


class FactsForm(forms.Form):
    """What is noted of the facts: each with its own source and day, or with those for all."""

    def __init__(self, facts: tuple[Asked, ...], case: Case, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"dated": today}, label_suffix="")
        self.facts, self.case, self.today = facts, case, today
        self.fields["source"] = Line(
            N_("Kilde"),
            N_("Hvor du har oplysningen fra, fx »VUM-udredning« eller »Samtale med borgeren«."),
            required=False,
        )
        self.fields["source"].widget.attrs["list"] = "sources"
        self.fields["dated"] = Day(N_("Kildens dato"), required=False)
        for one in facts:
            self.fields[_VALUE + one.name] = value_field(one)
            self.fields[_SOURCE + one.name] = Line(N_("Anden kilde"), required=False)
            self.fields[_SOURCE + one.name].widget.attrs["list"] = "sources"
            self.fields[_DATED + one.name] = Day(N_("Dens dato"), required=False)

    def rows(self) -> tuple[tuple[Asked, BoundField, BoundField, BoundField], ...]:
        """Each fact with its three fields."""
        return tuple(
            (one, self[_VALUE + one.name], self[_SOURCE + one.name], self[_DATED + one.name])
            for one in self.facts
        )

    def clean(self) -> dict[str, Any]:
        """What is noted has a source and a day, and not one to come."""
        given = self.cleaned_data
        for one in self.facts:
            if given.get(_VALUE + one.name) not in (None, ""):
                self._check(one, given)
        return given

    def _check(self, one: Asked, given: Mapping[str, Any]) -> None:
        if not self._source(one.name):
            own = bool(given.get(_DATED + one.name))
            place = _SOURCE + one.name if own else "source"
            if place not in self.errors:
                self.add_error(place, _("Skriv, hvor oplysningen er fra."))
        day = self._dated(one.name)
        if day is None:
            if "dated" not in self.errors:
                self.add_error("dated", _("Skriv kildens dato."))
        elif day > self.today:
            place = _DATED + one.name if given.get(_DATED + one.name) else "dated"
            if place not in self.errors:
                self.add_error(place, _("Datoen ligger i fremtiden."))
        try:
            one.fact.domain.read(_read(one.fact, given[_VALUE + one.name]))
        except ValueError as error:
            self.add_error(_VALUE + one.name, str(error))

    @cached_property
    def noted(self) -> tuple[FactNoted, ...]:
        """What is to be recorded, of a form that is filled in right."""
        return tuple(
            FactNoted(
                name=one.name,
                value=_read(one.fact, self.cleaned_data[_VALUE + one.name]),
                source=self._source(one.name),
                dated=self._dated(one.name) or self.today,
            )
            for one in self.facts
            if self.cleaned_data.get(_VALUE + one.name) not in (None, "")
        )

    def _source(self, name: str) -> str:
        given = self.cleaned_data
        return str(given.get(_SOURCE + name) or given.get("source") or "").strip()

    def _dated(self, name: str) -> date | None:
        given = self.cleaned_data
        day = given.get(_DATED + name) or given.get("dated")
        return day if isinstance(day, date) else None


# ---------------------------------------------------------------- fields


def value_field(one: Asked) -> forms.Field:
    """A field that takes the values of a fact's domain, and nothing else; empty for not known."""
    domain = one.fact.domain
    if domain.type is FactType.DATE:
        return Day(one.ask, kind=_days(domain), required=False)
    if domain.type is FactType.INTEGER:
        return Whole(WholeKind(domain.low, domain.high), one.ask, _unit(one), required=False)
    values = list(_choices(one.fact))
    few = len(values) < _MOST_RADIOS
    choices = [*values, _NOT_KNOWN] if few else [_NOT_KNOWN, *values]
    return (Choice if few else ChoiceOfMany)(one.ask, choices=choices, required=False)


def _choices(fact: Fact) -> Iterator[tuple[str, str]]:
    """The values, and the groups of values of which it is not known yet which one it is."""
    domain = fact.domain
    codes = range(domain.low, domain.high + 1)
    if domain.type is FactType.BOOL:
        codes = range(domain.high, domain.low - 1, -1)
    for code in codes:
        yield _written(domain.name(code)), domain.text(code, language())
    for name, allowed in (domain.groups or {}).items():
        yield name, _group(fact, allowed)


def _group(fact: Fact, allowed: Allowed) -> str:
    codes = [code for low, high in allowed for code in range(low, high + 1)]
    if fact.domain.type is FactType.SCALE:
        texts = [str(fact.domain.name(code)) for code in codes]
    else:
        texts = [fact.domain.text(code, language()) for code in codes]
    return _("{values}: ikke afklaret").format(values=listed(texts))


def _written(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _read(fact: Fact, value: Any) -> str | int | bool:
    """The value as it is recorded."""
    if fact.domain.type is FactType.BOOL:
        return bool(value == "true")
    if fact.domain.type is FactType.INTEGER:
        return int(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _unit(one: Asked) -> str:
    """What a number counts is said in the question; the bounds are said here."""
    domain = one.fact.domain
    return _("Et helt tal fra {low} til {high}.").format(low=domain.low, high=domain.high)


def _days(domain: Domain) -> DayKind:
    """Between which days a date must lie."""
    return DayKind(date.fromordinal(domain.low), date.fromordinal(domain.high))
