"""Commands of a case from JSON: `{"command": "note_written", "text": "..."}`.

Most are the event that they ask for, by its name and fields. What must be worked out has a name of
its own: `take_decision`, `make_letter`, `send_letter`, `attach_document`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from kompas.casework.commands import Belongs, Opens
from kompas.casework.record import Command
from kompas.casework.steps import STEPS
from kompas.casework.steps.decision import TakeDecision
from kompas.casework.steps.sending import SendLetter
from kompas.inputs import DAY, ENTRY_NUMBER, Day, LongText, ShortText, Unfit
from kompas.inputs.fitting import fitted
from kompas.norms import Library
from kompas.wire.draft import word_faults
from kompas.wire.json_paths import fields_at
from kompas.wire.reading import (
    WireError,
    fault_text,
    place_text,
    read_kind,
    read_object,
    told,
    unknown_text,
)
from kompas.wire.schema import with_measures
from kompas.words import N_, _


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeLetter:
    """Make the letter of the decision; it is kept as a document of the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachDocument:
    """Take a file into the case: where it lies, its short theme, and the day that it bears.

    `clean`: where something acts by itself in it, put a copy without that on the case.
    """

    file: LongText
    title: ShortText
    dated: Day
    clean: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A command that was read, and from when what it records holds; None for the day itself.

    `belongs` is the proceeding of the command, as far as it is said.
    """

    name: str
    command: Command | MakeLetter | AttachDocument
    valid_from: date | None
    belongs: Belongs = None


_INSTEAD: Mapping[str, str] = {
    "decision_taken": "take_decision",
    "letter_made": "make_letter",
    "letter_sent": "send_letter",
    "document_attached": "attach_document",
}
"""Events that nobody says outright, and the commands that they come of."""

COMMANDS: Mapping[str, type] = MappingProxyType(
    {
        **{name: step.event for name, step in STEPS.items() if step.asked and name not in _INSTEAD},
        "take_decision": TakeDecision,
        "make_letter": MakeLetter,
        "send_letter": SendLetter,
        "attach_document": AttachDocument,
    }
)
"""What can be asked for, by name."""

FROM_CASE = (
    "case_number",
    "citizen",
    "unit",
    "facts",
    "evidence",
    "hearing",
    "not_stated",
    "own_follow_up",
)
"""Parts of a decision that are taken from the case, and do not stand in a draft of it."""


def read_command(name: str, raw: bytes, library: Library) -> Asked:
    """The command in a COMMAND.json. Raises WireError with every fault."""
    values = read_object(name, raw)
    asked = values.pop("command", None)
    if not isinstance(asked, str) or asked not in COMMANDS:
        raise WireError(name, [_unknown(asked)])
    cls = COMMANDS[asked]
    faults: list[str] = []
    since = values.pop("valid_from", None)
    valid_from = None if since is None else read_kind(DAY, since, "valid_from", faults)
    belongs = _belongs(values.pop("proceeding", None), faults)
    if cls is TakeDecision:
        faults += _not_here(values.get("decision"))
    if faults:
        raise WireError(name, faults)
    try:
        (command,) = _adapter(cls).validate_json(json.dumps([values]))
    except ValidationError as error:
        found = (_fault(cls, {**e, "loc": e["loc"][1:]}) for e in error.errors(include_url=False))
        raise WireError(name, dict.fromkeys(found)) from None
    command, unfit = fitted(command)
    if faults := told(unfit) or list(_word_faults(command, library)):
        raise WireError(name, faults)
    return Asked(asked, command, valid_from, belongs)


@cache
def _adapter(cls: type) -> TypeAdapter[list[Any]]:
    """Of a list of one: pydantic lets strictness reach plain dataclasses only from outside."""
    return TypeAdapter(list[cls], config=ConfigDict(extra="forbid", strict=True))  # type: ignore[valid-type]


def _unknown(asked: object) -> str:
    if isinstance(asked, str):
        hint = _INSTEAD.get(asked)
        meant = _("Mente du {near}?").format(near=hint) if hint else unknown_text(asked, COMMANDS)
        return _("command: Kompas kender ikke {word}. {hint}").format(
            word=f'"{asked[:60]}"', hint=meant
        )
    return _("command: skriv, hvad der skal registreres, fx {example}.").format(
        example='"note_written"'
    )


def _belongs(raw: object, faults: list[str]) -> Belongs:
    """The proceeding: the number of the entry that opened it, or that a new one is meant."""
    if raw is None:
        return None
    if raw == Opens.NEW.value:
        return Opens.NEW
    try:
        return ENTRY_NUMBER.read(raw)
    except Unfit:
        text = _(
            'proceeding: skriv nummeret på den registrering, forløbet begyndte med, eller "{new}".'
        )
        faults.append(text.format(new=Opens.NEW.value))
        return None


def _not_here(draft: object) -> Iterator[str]:
    for name in FROM_CASE:
        if isinstance(draft, dict) and name in draft:
            yield _("decision.{field}: det tages fra sagen. Fjern feltet.").format(field=name)


def _fault(cls: type, error: Mapping[str, Any]) -> str:
    *path, last = error["loc"]
    if last in _VALUE_TYPES:  # said once, and not for each type that it could have been
        return _("{place}: her skal stå en tekst, et helt tal, true eller false.").format(
            place=place_text(path)
        )
    return fault_text(error, fields_at(cls, error["loc"][:-1]))


_VALUE_TYPES = ("str", "int", "bool")
"""Where pydantic's path says which of the types of a fact's value was tried."""


def _word_faults(command: Any, library: Library) -> Iterator[str]:
    if isinstance(command, TakeDecision):
        yield from (f"decision.{fault}" for fault in word_faults(command.decision, library))


# ---------------------------------------------------------------- the format

_OWN_TEXTS: Mapping[str, str] = {
    "take_decision": N_("Træf afgørelsen"),
    "make_letter": N_("Lav brevet"),
    "send_letter": N_("Send brevet"),
    "attach_document": N_("Journalisér et dokument"),
}


def command_schema(library: Library, texts: Mapping[str, str]) -> dict[str, Any]:
    """The schema of COMMAND.json. `texts` says what each event is called."""
    definitions: dict[str, Any] = {}
    commands = []
    for name, cls in COMMANDS.items():
        array = _adapter(cls).json_schema()
        definitions |= array.pop("$defs", {})
        whole = definitions.pop(cls.__name__, array["items"])
        own = {
            "command": {"const": name},
            "valid_from": {"type": "string", "format": "date"},
            "proceeding": {"anyOf": [{"type": "integer", "minimum": 1}, {"const": "new"}]},
        }
        commands.append(
            {
                "title": _(_OWN_TEXTS[name]) if name in _OWN_TEXTS else texts.get(name, name),
                "type": "object",
                "additionalProperties": False,
                "required": ["command", *whole.get("required", ())],
                "properties": {**own, **whole.get("properties", {})},
            }
        )
    decision = definitions["Decision"]
    for one in (*commands, decision):
        with_measures(one["properties"], library)
    for name in FROM_CASE:
        del decision["properties"][name]
    decision["properties"]["service"]["enum"] = list(library.words.services)
    decision["properties"]["municipality"]["enum"] = list(library.words.municipalities)
    definitions.pop("GivenFact", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "COMMAND.json",
        "oneOf": commands,
        "$defs": definitions,
    }
