"""A citizen's facts as JSON: each a value, or a value with its source and date."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from kompas.inputs.fitting import fitted
from kompas.norms import FactError, GivenFact, Library, Vocabulary
from kompas.norms.vocabulary import About
from kompas.wire.reading import WireError, place_text, read_object, unknown_text
from kompas.words import _

_KEYS = ("value", "source", "dated")


def read_facts(name: str, raw: bytes, library: Library) -> dict[str, GivenFact]:
    """The facts of a FACTS.json: `{"vum_level": "D2", "housing": {"value": ..., "source": ...}}`.

    Raises WireError with every fault: unknown facts and values, impossible dates.
    """
    given = read_object(name, raw)
    facts, faults = parse_facts(given, library.words)
    if faults:
        raise WireError(name, faults)
    return facts


def parse_facts(
    raw: Mapping[str, Any], words: Vocabulary, path: tuple[str, ...] = ()
) -> tuple[dict[str, GivenFact], list[str]]:
    """The facts that can be read, and the faults of the others."""
    facts: dict[str, GivenFact] = {}
    faults: list[str] = []
    for key, value in raw.items():
        try:
            facts[key] = _fact(key, value, words)
        except (FactError, ValueError) as error:
            faults.append(f"{place_text((*path, key))}: {error}")
    return facts, faults


def _fact(key: str, raw: Any, words: Vocabulary) -> GivenFact:
    if key not in words.facts:
        near = get_close_matches(key, words.facts, n=1)
        hint = (
            _("Mente du {near}?").format(near=near[0])
            if near
            else _("Se de kendte med: kompas schema facts.")
        )
        raise ValueError(_("Kompas kender ikke oplysningen. {hint}").format(hint=hint))
    if words.facts[key].about is About.SYSTEM:
        raise ValueError(_("Kompas finder den selv. Fjern den."))
    fields = raw if isinstance(raw, dict) else {"value": raw}
    for word in fields:
        if word not in _KEYS:
            hint = unknown_text(word, _KEYS)
            raise ValueError(
                _("Kompas kender ikke {word} her. {hint}").format(word=word, hint=hint)
            )
    if "value" not in fields:
        raise ValueError(_("skriv værdien, eller et objekt med value, source og dated."))
    try:
        words.facts[key].domain.read(fields["value"])
    except ValueError as error:
        raise ValueError(f"{error}.") from None
    given, unfit = fitted(GivenFact(fields["value"], fields.get("source"), fields.get("dated")))
    for fault in unfit:
        raise ValueError(f"{place_text(fault.place)}: {fault.text}")
    return given
