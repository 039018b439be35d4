"""What is to be calculated, from JSON: the citizen's facts, and amounts with their sources."""

import json
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from kompas.economy import Amount, HousingAmounts, Package, Work
from kompas.norms import GivenFact, Library
from kompas.wire.facts import parse_facts
from kompas.wire.reading import WireError, fault_text, place_text, read_object
from kompas.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Transport:
    """Transport for some time: its cost in the cheapest way, what was earned, the first 10 km."""

    cost: Amount
    earnings_after_tax: Amount | None = None
    cost_of_first_10_km: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payments:
    """What is asked for: by which rules, for which citizen, and of what."""

    service: str
    municipality: str
    facts: dict[str, GivenFact]
    unit: str | None = None
    transport: Transport | None = None
    pay: Work | None = None
    housing: HousingAmounts | None = None
    packages: tuple[Package, ...] = ()


class _PaymentsModel(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    service: str
    municipality: str
    unit: str | None = None
    transport: Transport | None = None
    pay: Work | None = None
    housing: HousingAmounts | None = None
    packages: tuple[Package, ...] = ()


def read_payments(name: str, raw: bytes, library: Library) -> Payments:
    """What a PAYMENTS.json asks for. Raises WireError with every fault."""
    values = read_object(name, raw)
    given = values.pop("facts", {})
    facts, faults = (
        parse_facts(given, library.words, ("facts",))
        if isinstance(given, dict)
        else ({}, [_("facts: her skal stå et objekt {{ ... }}.").format()])
    )
    try:
        model = _PaymentsModel.model_validate_json(json.dumps(values))
    except ValidationError as error:
        told = (_fault(one) for one in error.errors(include_url=False))
        raise WireError(name, [*told, *faults]) from None
    if not (model.transport or model.pay or model.housing or model.packages):
        faults.append(
            _("Der er intet at regne ud. Skriv mindst en af: transport, pay, housing, packages.")
        )
    if faults:
        raise WireError(name, faults)
    return Payments(
        facts=facts, **{key: getattr(model, key) for key in _PaymentsModel.model_fields}
    )


def _fault(error: Any) -> str:
    if error["type"] == "value_error":  # an amount's own words
        return f"{place_text(error['loc'])}: {error['ctx']['error']}"
    return fault_text(error, _PaymentsModel.model_fields)
