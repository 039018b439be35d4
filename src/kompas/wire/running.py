"""Running grants from JSON: `{"grants": [{"case": ..., "granted_on": ..., "facts": {...}}]}`."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from kompas.norms import Library
from kompas.norms.running import RunningGrant
from kompas.wire.cpr import cpr_fault
from kompas.wire.facts import parse_facts
from kompas.wire.reading import WireError, place_text, read_object, unknown_text
from kompas.words import _

_KEYS = ("case", "service", "municipality", "unit", "granted_on", "days_per_week", "facts")
_WEEK_DAYS = 7


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
    faults += (f"{at}.{fault}" for fault in _form_faults(raw, library))
    given = raw.get("facts", {})
    if not isinstance(given, dict):
        faults.append(_("{place}: her skal stå et objekt {{ ... }}.").format(place=f"{at}.facts"))
        return None
    facts, wrong = parse_facts(given, library.words, (place_text(["grants", place]), "facts"))
    faults += wrong
    if len(faults) > told:
        return None
    return RunningGrant(
        case=raw["case"],
        service=raw["service"],
        municipality=raw["municipality"],
        unit=raw.get("unit"),
        granted_on=date.fromisoformat(raw["granted_on"]),
        days_per_week=raw.get("days_per_week"),
        facts=facts,
    )


def _form_faults(raw: Mapping[str, Any], library: Library) -> Iterator[str]:
    """What is wrong with the fields other than the facts: the field, and what to do."""
    for key in raw:
        if key not in _KEYS:
            yield _("{place}: Kompas kender ikke dette felt. {hint}").format(
                place=key, hint=unknown_text(key, _KEYS)
            )
    for key in ("case", "service", "municipality", "granted_on"):
        if not isinstance(raw.get(key), str) or not raw[key].strip():
            yield _("{place}: her skal stå en tekst.").format(place=key)
    if "unit" in raw and not isinstance(raw["unit"], str):
        yield _("{place}: her skal stå en tekst.").format(place="unit")
    yield from _value_faults(raw, library)


def _value_faults(raw: Mapping[str, Any], library: Library) -> Iterator[str]:
    """What is wrong with the values of fields that have the right form."""
    case = raw.get("case")
    if isinstance(case, str) and case.strip() and cpr_fault(case) is None:
        yield _("case: det ligner et CPR-nummer. Skriv sagens eget nummer.")
    known = {"service": library.words.services, "municipality": library.words.municipalities}
    for key, words in known.items():
        if isinstance(raw.get(key), str) and raw[key] not in words:
            yield _("{place}: {word} kendes ikke. Skriv en af: {known}.").format(
                place=key, word=f'"{raw[key][:60]}"', known=", ".join(words)
            )
    if isinstance(raw.get("granted_on"), str) and not _is_day(raw["granted_on"]):
        yield _('granted_on: skriv en dato, der findes, fx "2026-03-01".')
    days = raw.get("days_per_week")
    if days is not None and (type(days) is not int or not 0 <= days <= _WEEK_DAYS):
        yield _("days_per_week: skriv et helt tal fra 0 til {most}.").format(most=_WEEK_DAYS)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
