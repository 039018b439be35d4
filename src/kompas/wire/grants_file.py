"""Running grants from JSON: `{"grants": [{"case": ..., "granted_on": ..., "facts": {...}}]}`."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from kompas.casework.amounts import faults as amount_faults
from kompas.inputs import AMOUNT, CASE_NUMBER, CODE, DAY, Kind
from kompas.limits import LONGEST_SHOWN
from kompas.norms import Library
from kompas.norms.running_grants import RunningGrant
from kompas.wire.facts import parse_facts
from kompas.wire.reading import WireError, place_text, read_kind, read_object, unknown_text
from kompas.words import _

_KINDS: Mapping[str, Kind[Any]] = {
    "case": CASE_NUMBER,
    "service": CODE,
    "municipality": CODE,
    "unit": CODE,
    "granted_on": DAY,
}
_KEYS = (*_KINDS, "extent", "facts")
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
    amounts = _amounts(raw.get("extent", {}), f"{at}.extent", faults)
    service = read.get("service")
    if service is not None and service in library.words.services:
        for measure, what, remedy in amount_faults(amounts, service, library.words, coded=True):
            faults.append(f"{at}.extent.{measure}: {what} {remedy}")
    given = raw.get("facts", {})
    if not isinstance(given, dict):
        faults.append(_("{place}: her skal stå et objekt {{ ... }}.").format(place=f"{at}.facts"))
        return None
    facts, wrong = parse_facts(given, library.words, (place_text(["grants", place]), "facts"))
    faults += wrong
    if len(faults) > told:
        return None
    return RunningGrant(facts=facts, amounts=amounts, **read)


def _amounts(raw: object, at: str, faults: list[str]) -> dict[str, Decimal]:
    """How much help it is, by measure; faults are told."""
    if not isinstance(raw, dict):
        faults.append(_("{place}: her skal stå et objekt {{ ... }}.").format(place=at))
        return {}
    read = {
        str(name)[:LONGEST_SHOWN]: read_kind(
            AMOUNT, value, f"{at}.{str(name)[:LONGEST_SHOWN]}", faults
        )
        for name, value in raw.items()
    }
    return {name: amount for name, amount in read.items() if amount is not None}


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
