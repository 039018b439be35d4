"""A draft decision from JSON: form by pydantic, words and references against the norms."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from kompas.casework import Decision
from kompas.casework.amounts import faults as amount_faults
from kompas.casework.amounts import stated_in
from kompas.casework.decision_facts import WORKED_OUT
from kompas.casework.evidence_links import references
from kompas.casework.intervention import with_amounts
from kompas.inputs.fitting import fitted
from kompas.norms import Library, Vocabulary
from kompas.wire.facts import parse_facts
from kompas.wire.json_paths import fields_at
from kompas.wire.reading import WireError, fault_text, place_text, read_object, told
from kompas.words import _


class DraftModel(BaseModel):
    """A wrapper, so that strictness reaches the plain dataclasses within."""

    model_config = ConfigDict(extra="forbid", strict=True)
    decision: Decision


def read_draft(name: str, raw: bytes, library: Library, *, summary: bool = False) -> Decision:
    """The draft in a DECISION.json.

    `summary` admits `not_stated`: for published summaries of other people's decisions, never for
    our own drafts. Raises WireError with every fault.
    """
    values = read_object(name, raw)
    facts_raw = values.pop("facts", {})
    facts, faults = (
        parse_facts(facts_raw, library.words, ("facts",))
        if isinstance(facts_raw, dict)
        else ({}, [_("facts: her skal stå et objekt {{ ... }}.").format()])
    )
    try:
        decision = DraftModel.model_validate_json(_wrapped(values)).decision
    except ValidationError as error:
        errors = error.errors(include_url=False)
        raise WireError(
            name, [*(_fault({**e, "loc": e["loc"][1:]}) for e in errors), *faults]
        ) from None
    decision, unfit = fitted(replace(decision, facts=facts))
    faults += told(unfit)
    faults += word_faults(decision, library)
    faults += _evidence_faults(decision)
    faults += worked_out_faults(decision)
    if decision.not_stated and not summary:
        faults.append(
            _(
                "not_stated: et udkast kan ikke tie. Feltet er kun til gengivelser af andres "
                "afgørelser."
            )
        )
    if faults:
        raise WireError(name, faults)
    return with_amounts(decision, library.words)


def _fault(error: Mapping[str, Any]) -> str:
    return fault_text(error, fields_at(Decision, error["loc"][:-1]))


def _wrapped(values: dict[str, Any]) -> str:
    return json.dumps({"decision": values})


def word_faults(decision: Decision, library: Library, *, coded: bool = True) -> Iterator[str]:
    """What is wrong with the words and numbers of a draft; evidence is looked at elsewhere.

    `coded`: measures are told with their codes too, as in JSON.
    """
    words = library.words
    if decision.service not in words.services:
        yield _unknown("service", decision.service, words.services)
    if decision.municipality not in words.municipalities:
        yield _unknown("municipality", decision.municipality, words.municipalities)
    kept = library.grounds.items()
    grounds = {name: one for name, one in kept if one.is_known_to(decision.municipality)}
    yield from _amount_faults(decision, words, coded=coded)
    for place, ground in enumerate(decision.grounds):
        ground_type = grounds.get(ground.type)
        if ground_type is None:
            yield _unknown(f"grounds[{place}].type", ground.type, grounds)
            continue
        # Under another paragraph the same reason may be another type, which asks its own.
        types = (ground_type, *(library.grounds[name] for name in ground_type.instead.values()))
        demands = [demand.code for one in types for demand in one.demands]
        for code in ground.shown:
            if code not in demands:
                yield _unknown(f"grounds[{place}].shown.{code}", code, demands)


def _amount_faults(decision: Decision, words: Vocabulary, *, coded: bool) -> Iterator[str]:
    """Amounts that cannot be granted of the help; what it is nobody can say of an unknown one."""
    for place, given in stated_in(decision) if decision.service in words.services else ():
        for measure, what, remedy in amount_faults(given, decision.service, words, coded=coded):
            yield f"{place_text((*place, measure))}: {what} {remedy}"


def worked_out_faults(decision: Decision) -> Iterator[str]:
    """Facts that a draft gives although they are worked out of the rest of it."""
    for name in decision.facts:
        if name in WORKED_OUT:
            yield _("facts.{name}: det regnes ud af {parts} i udkastet. Fjern oplysningen.").format(
                name=name, parts=WORKED_OUT[name]
            )


def _evidence_faults(decision: Decision) -> Iterator[str]:
    ids = Counter(item.id for item in decision.evidence)
    for name, count in ids.items():
        if count > 1:
            yield _("evidence: {id} står to gange. Giv hvert bilag sit eget id.").format(id=name)
    for place, name in references(decision):
        if name not in ids:
            yield _("{place}: bilaget {id} findes ikke i evidence.").format(place=place, id=name)
    for name in decision.hearing.papers if decision.hearing else ():
        if name not in ids:
            place = "hearing.papers"
            yield _("{place}: bilaget {id} findes ikke i evidence.").format(place=place, id=name)


def _unknown(place: str, word: str, known: Any) -> str:
    return _("{place}: {word} kendes ikke. Skriv en af: {known}.").format(
        place=place, word=f'"{word[:60]}"', known=", ".join(known)
    )
