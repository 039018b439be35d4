"""The facts of a citizen as they are given: read to their codes and shown as JSON, in one go."""

from collections.abc import Callable, Container, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from kompas.norms.domain import Allowed, Domain, FactType
from kompas.norms.plain_json import plain, quoted
from kompas.norms.problems import FactError
from kompas.norms.table import Known
from kompas.norms.vocabulary import Derived, Fact, GivenFact
from kompas.words import _

Read = tuple[int | Allowed, str]
"""The code of a value, and the fact with it as JSON."""


class _Values(dict[Any, Read]):
    """What the values of a fact are read to; those of its `plain` type are read once each."""

    MOST_KEPT = 1_000

    def __init__(self, fact: Fact) -> None:
        self.domain = fact.domain
        # Beside the value, since 1 and true are alike to a dictionary.
        self.plain = {FactType.BOOL: bool, FactType.INTEGER: int}.get(fact.domain.type, str)
        self._start = f'"{fact.name}":{{"value":'
        listed = (*fact.domain.names, *(fact.domain.groups or ()))
        super().__init__({value: self.made(value) for value in listed})

    def __missing__(self, value: Any) -> Read:
        found = self.made(value)
        if len(self) < self.MOST_KEPT:
            self[value] = found
        return found

    def made(self, value: Any) -> Read:
        """A value of any type, read anew. Raises ValueError."""
        return self.domain.read(value), f"{self._start}{plain(value)}}}"


class _Numbers(_Values):
    """The same for whole numbers: most are met only once, and they are their own codes."""

    def __missing__(self, value: int) -> Read:
        if self.domain.low <= value <= self.domain.high:
            return value, f"{self._start}{value}}}"
        return self.made(value)


class FactReader(dict[str, _Values]):
    """How each fact of a vocabulary is read: the same for all standards."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        super().__init__(
            {name: (_Numbers if f.domain.is_whole else _Values)(f) for name, f in facts.items()}
        )
        self._facts = facts
        self._derived = [
            (fact, how, [(name, _namer(facts[name].domain)) for name in how.inputs])
            for fact in facts.values()
            # What is computed from a word that is not there is told where words are read.
            if (how := fact.derived) and facts.keys() >= set(how.inputs)
        ]

    def __missing__(self, name: str) -> _Values:
        raise self._unknown(name)

    def read(self, given: Mapping[str, GivenFact], on: date) -> tuple[dict[str, Known], list[str]]:
        """The codes of facts and of those derived from them, and each as JSON. Raises FactError."""
        known: dict[str, Known] = {}
        shown: list[str] = []
        for name, fact in given.items():
            values, value = self[name], fact.value
            try:
                is_plain = value.__class__ is values.plain
                known[name], text = values[value] if is_plain else values.made(value)
            except ValueError as error:
                raise FactError(name, self._fault(name, str(error))) from None
            if fact.source is not None or fact.dated is not None:
                text = f"{text[:-1]}{''.join(_origin(fact))}}}"
            shown.append(text)
        if "on_date" in self._facts:
            known["on_date"] = on.toordinal()
        return known, [*shown, *self.derive(given, known)]

    def derive(self, given: Container[str], known: dict[str, Known]) -> list[str]:
        """Add to `known` what is computed from it and not `given` besides, each as JSON.

        Raises FactError.
        """
        shown = []
        for derived, how, inputs in self._derived:
            # As they were read, not as they were written: "1959-05-02" is a date by now.
            parts = [
                named(code) for name, named in inputs if isinstance(code := known.get(name), int)
            ]
            if len(parts) == len(inputs):
                known[derived.name], text = self._derive(derived, how, parts, given)
                shown.append(f'{text[:-1]},"derived":true}}')
        return shown

    def _derive(self, fact: Fact, how: Derived, inputs: list[Any], given: Container[str]) -> Read:
        if fact.name in given:
            raise FactError(
                fact.name,
                _(
                    "{fact} regnes ud af andre oplysninger, som også er givet. Fjern den ene."
                ).format(fact=fact.text),
            )
        try:
            value, values = how.function(*inputs), self[fact.name]
            return values[value] if value.__class__ is values.plain else values.made(value)
        except ValueError:
            names = ", ".join(
                f"{name}: {value}" for name, value in zip(how.inputs, inputs, strict=True)
            )
            raise FactError(
                fact.name,
                _("{fact} kan ikke regnes ud af {names}. Ret den, der er forkert.").format(
                    fact=fact.text, names=names
                ),
            ) from None

    def _fault(self, name: str, error: str) -> str:
        return _("{fact} ({name}): {error}.").format(
            fact=self._facts[name].text, name=name, error=error
        )

    def _unknown(self, name: str) -> FactError:
        near = get_close_matches(name, self._facts, n=1)
        hint = (
            _("Mente du {near}?").format(near=near[0])
            if near
            else _("Se de kendte med: kompas schema facts.")
        )
        return FactError(
            name,
            _("Kompas kender ikke oplysningen {name}. {hint}").format(name=name[:60], hint=hint),
        )


def _namer(domain: Domain) -> Callable[[int], Any]:
    return int if domain.is_whole else domain.name


def _origin(fact: GivenFact) -> Iterator[str]:
    if fact.source is not None:
        yield f',"source":{quoted(fact.source)}'
    if fact.dated is not None:
        yield f',"dated":"{fact.dated.isoformat()}"'
