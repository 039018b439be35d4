"""Running grants from JSON: `{"grants": [{"case": ..., "granted_on": ..., "facts": {...}}]}`."""

from collections.abc import Iterator, Mapping
from typing import Any

from kompas.inputs import CASE_NUMBER, CODE, DAY, DAYS_PER_WEEK, Kind
from kompas.limits import LONGEST_SHOWN
from kompas.norms import Library
from kompas.norms.running import RunningGrant
from kompas.wire.facts import parse_facts
from kompas.wire.reading import WireError, place_text, read_kind, read_object, unknown_text
from kompas.words import _

_KINDS: Mapping[str, Kind[Any]] = {
    "case": CASE_NUMBER,
    "service": CODE,
    "municipality": CODE,
    "unit": CODE,
    "granted_on": DAY,
    "days_per_week": DAYS_PER_WEEK,
}
_KEYS = (*_KINDS, "facts")
_NEEDED = ("case", "service", "municipality", "granted_on")


def read_running(name: str, raw: bytes, library: Library) -> list[RunningGrant]:
    """The grants of a RUNNING.json. Raises WireError with every fault."""
    top = read_object(name, raw)
    listed = top.pop("grants", None)
    faults = [
        _("{place}: Kompas kender ikke dette felt. {hint}").format(
            place=key, hint=unknown_text(key, ["grants"])
        )
        for key in top
    ]
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        faults.append(_("grants: her skal stå en liste af bevillinger: [{{ ... }}].").format())
        raise WireError(name, faults)
    grants = [_grant(one, place, library, faults) for place, one in enumerate(listed)]
    if faults:
        raise WireError(name, faults)
    return [grant for grant in grants if grant is not None]


def _grant(
    raw: Mapping[str, Any], place: int, library: Library, faults: list[str]
) -> RunningGrant | None:
    at = f"grants[{place}]"
    told = len(faults)
    read = {
        key: read_kind(kind, raw[key], f"{at}.{key}", faults)
        for key, kind in _KINDS.items()
        if raw.get(key) is not None
    }
    faults += (f"{at}.{fault}" for fault in _form_faults(raw, read, library))
    given = raw.get("facts", {})
    if not isinstance(given, dict):
        faults.append(_("{place}: her skal stå et objekt {{ ... }}.").format(place=f"{at}.facts"))
        return None
    facts, wrong = parse_facts(given, library.words, (place_text(["grants", place]), "facts"))
    faults += wrong
    if len(faults) > told:
        return None
    return RunningGrant(facts=facts, **read)


def _form_faults(
    raw: Mapping[str, Any], read: Mapping[str, Any], library: Library
) -> Iterator[str]:
    """What is wrong with the fields other than the facts: the field, and what to do."""
    for key in raw:
        if key not in _KEYS:
            yield _("{place}: Kompas kender ikke dette felt. {hint}").format(
                place=key[:LONGEST_SHOWN], hint=unknown_text(key, _KEYS)
            )
    for key in _NEEDED:
        if key not in read:
            yield _("{place}: feltet mangler. Tilføj det.").format(place=key)
    known = {"service": library.words.services, "municipality": library.words.municipalities}
    for key, words in known.items():
        if (word := read.get(key)) is not None and word not in words:
            yield _("{place}: {word} kendes ikke. Skriv en af: {known}.").format(
                place=key, word=f'"{word[:LONGEST_SHOWN]}"', known=", ".join(words)
            )
