"""Read JSON with every fault told at once, in words."""

import json
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, NoReturn

from kompas.inputs import Kind, Unfit
from kompas.inputs.fitting import Fault
from kompas.limits import LONGEST_SHOWN
from kompas.words import N_, _

MAX_BYTES = 2_000_000


class WireError(ValueError):
    """What was sent cannot be used; `faults` says where, what and what to do, a line each."""

    def __init__(self, name: str, faults: Iterable[str]) -> None:
        self.name = name
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{name}: {fault}" for fault in self.faults))


def read_object(name: str, raw: bytes) -> dict[str, Any]:
    """The JSON object in `raw`. Raises WireError with the line where it breaks."""
    if len(raw) > MAX_BYTES:
        _refuse(
            name,
            _("Filen er for stor ({size} byte). Den må højst fylde {max} byte.").format(
                size=len(raw), max=MAX_BYTES
            ),
        )
    if not raw.strip():
        _refuse(name, _("Filen er tom. Skriv et JSON-objekt i den: {{ ... }}.").format())
    value = _parsed(name, raw)
    if not isinstance(value, dict):
        _refuse(name, _("Filen skal indeholde et JSON-objekt: {{ ... }}.").format())
    _check_can_be_written(name, value)
    return value


def _parsed(name: str, raw: bytes) -> Any:
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_no_twins)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        _refuse(
            name, _("Linje {line} er ikke skrevet i UTF-8. Gem filen som UTF-8.").format(line=line)
        )
    except json.JSONDecodeError as error:
        _refuse(
            name,
            _(
                "Linje {line}, tegn {column}: her kan filen ikke læses som JSON. Se efter "
                "manglende komma, anførselstegn eller klamme."
            ).format(line=error.lineno, column=error.colno),
        )
    except RecursionError:
        _refuse(name, _("Filen har for mange niveauer inden i hinanden."))
    except _TwinError as twin:
        _refuse(name, _("Feltet {key} står to gange. Fjern det ene.").format(key=twin))
    except ValueError:
        _refuse(name, _("Et tal har for mange cifre. Skriv det kortere."))


def _check_can_be_written(name: str, value: Any) -> None:
    """Python reads more than JSON is: NaN, numbers too large, and halves of characters."""
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeEncodeError:
        _refuse(name, _("En tekst indeholder et halvt tegn (\\ud800 eller lignende). Ret den."))
    except ValueError:
        _refuse(name, _("Et tal er for stort eller er ikke et tal (NaN). Ret det."))


def told(faults: Iterable[Fault], *before: str) -> list[str]:
    """What cannot be taken, each with its place; `before` is where the value lies."""
    return [f"{place_text((*before, *one.place))}: {one.text}" for one in faults]


def read_kind(kind: Kind[Any], value: Any, place: str, faults: list[str]) -> Any:
    """A value by its kind; None with a fault more where it cannot be taken."""
    try:
        return kind.read(value)
    except Unfit as unfit:
        faults.append(f"{place}: {unfit}")
        return None


def unknown_text(word: str, known: Iterable[str]) -> str:
    """What to do about a name that does not exist: take the one that was probably meant."""
    near = get_close_matches(word[:LONGEST_SHOWN], list(known), n=1)
    if near:
        return _("Mente du {near}?").format(near=near[0])
    return _("Ret stavemåden, eller fjern det.")


def fault_text(error: Mapping[str, Any], beside: Iterable[str] = ()) -> str:
    """One fault of pydantic's in our words: where, what, and what to do.

    `beside` are the fields that may stand where an unknown one stands.
    """
    place = place_text(error["loc"])
    kind, context = str(error["type"]), error.get("ctx", {})
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return _("{place}: Kompas kender ikke dette felt. {hint}").format(
            place=place, hint=unknown_text(str(error["loc"][-1]), beside)
        )
    if place.endswith("cpr"):  # never repeated
        return _("{place}: her skal stå et CPR-nummer som tekst i anførselstegn.").format(
            place=place
        )
    if kind in ("missing", "missing_argument", "missing_keyword_only_argument"):
        return _("{place}: feltet mangler. Tilføj det.").format(place=place)
    if kind == "enum":
        known = str(context.get("expected", "")).replace("'", '"').replace(" or ", ", ")
        return _("{place}: {value} kendes ikke. Skriv en af: {known}.").format(
            place=place, value=_show(error["input"]), known=known
        )
    if kind.startswith("date"):
        return _(
            '{place}: {value} er ikke en dato, der findes. Skriv den som "2026-03-01".'
        ).format(place=place, value=_show(error["input"]))
    expected = _EXPECTED.get(kind.split("_", maxsplit=1)[0], N_("noget andet"))
    return _("{place}: her skal stå {expected}, ikke {value}.").format(
        place=place, expected=_(expected), value=_show(error["input"])
    )


def place_text(path: Iterable[Any]) -> str:
    """A path into the object: `grounds[0].text`."""
    text = ""
    for part in path:
        shown = part if isinstance(part, int) else str(part)[:LONGEST_SHOWN]
        text += f"[{part}]" if isinstance(part, int) else f".{shown}" if text else str(shown)
    return text


_EXPECTED = {
    "int": N_("et helt tal"),
    "string": N_("en tekst"),
    "bool": N_("true eller false"),
    "decimal": N_("et tal"),
    "finite": N_("et tal"),
    "tuple": N_("en liste [ ... ]"),
    "mapping": N_("et objekt { ... }"),
    "dict": N_("et objekt { ... }"),
    "dataclass": N_("et objekt { ... }"),
    "model": N_("et objekt { ... }"),
}


class _TwinError(Exception):
    pass


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _value in pairs]
        raise _TwinError(next(key for key in keys if keys.count(key) > 1))
    return found


def _refuse(name: str, fault: str) -> NoReturn:
    raise WireError(name, [fault]) from None


def _show(value: Any) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 60 else shown[:57] + "..."
