"""What is wrong with a draft of a decision in the words of the form: the field, and the fault."""

from collections.abc import Mapping, Sequence
from typing import Any

from kompas.casework.amounts import InMeasure, many_of
from kompas.desk.deciding import places
from kompas.desk.deciding.fields import AMOUNTS, Written
from kompas.inputs import Unfit
from kompas.norms import Library
from kompas.web.filters import capital
from kompas.web.parameters import as_number
from kompas.wire.draft_reading import Fault, Place
from kompas.words import N_, _

_OF_FIELDS: Mapping[str, str] = {
    "kind": N_("Hvilken afgørelse er det?"),
    "starts_on": N_("Gælder fra"),
    "ends_on": N_("Stopper den"),
    "decided_on": N_("Afgørelsens dato"),
    "legal_basis": N_("Lovgrundlag"),
    "need": N_("Borgerens behov"),
    "wishes": N_("Borgerens ønsker"),
    "capacity": N_("Funktionsevne"),
    "alternatives": N_("Anden hjælp, borgeren kan få"),
    "form": N_("Det er"),
    "considerably_intrusive": N_("Er valget af leverandør væsentligt indgribende for borgeren?"),
    "form_reason": N_("Begrundelse"),
    "complaint_guidance": N_("Klagevejledning"),
    "complaint_guidance.to": N_("Klagen går til"),
    "complaint_guidance.how": N_("Sådan klager borgeren"),
    "complaint_guidance.deadline_weeks": N_("Frist i uger"),
    "contact": N_("Kontakt"),
    "contact.name": N_("Hvem kan borgeren spørge?"),
    "contact.phone": N_("Telefon"),
    "contact.email": N_("E-mail"),
}
_OF_ITEMS: Mapping[str, str] = {
    "grounds": N_("Grund {n}"),
    "offers": N_("Tilbud {n}"),
    "costs": N_("Betaling {n}"),
}
_IN_ITEMS: Mapping[str, str] = {
    "grounds.text": N_("Derfor gælder grunden for borgeren"),
    "offers.name": N_("Tilbuddets navn"),
    "offers.activities": N_("Aktiviteter"),
    "offers.staff": N_("Personale"),
    "offers.premises": N_("Fysiske rammer"),
    "offers.meets_need": N_("Sådan dækker det behovet"),
    "costs.what": N_("For hvad"),
    "costs.amount_oere": N_("Kroner"),
    "costs.period": N_("Hvor tit"),
}
_OF_AMOUNTS: Mapping[str, str] = {
    "granted": "{measure}",
    "granted_before": N_("{measure} før"),
    "applied_amounts": N_("{measure}, der er søgt om"),
}


def label_of(place: Place, library: Library) -> str:
    """What the field of a place in a draft is called on the page; empty where there is none."""
    match place:
        case (str() as part, str() as measure, *_rest) if part in AMOUNTS:
            return _amount(part, measure, library)
        case (str() as part, int() as number, *rest) if part in _OF_ITEMS:
            return _item(part, number, rest, library)
        case (str() as part, str() as inner, *_rest) if f"{part}.{inner}" in _OF_FIELDS:
            return _(_OF_FIELDS[f"{part}.{inner}"])
        case (str() as part, *_rest) if part in _OF_FIELDS:
            return _(_OF_FIELDS[part])
        case _:
            return ""


def _amount(part: str, name: str, library: Library) -> str:
    measure = library.words.measures.get(name)
    called = capital(many_of(measure.unit)) if measure else name
    text = _OF_AMOUNTS[part]
    return (_(text) if part != "granted" else text).format(measure=called)


def _item(part: str, number: int, rest: list[str | int], library: Library) -> str:
    """`Grund 2, Derfor gælder grunden for borgeren`."""
    whole = _(_OF_ITEMS[part]).format(n=number + 1)
    inner = _IN_ITEMS.get(f"{part}.{rest[0]}") if rest else None
    if inner is not None:
        return f"{whole}, {_(inner)}"
    if rest[:1] == ["shown"] and len(rest) > 1:
        demands = (one for ground in library.grounds.values() for one in ground.demands)
        shown = next((one.text for one in demands if one.code == rest[1]), None)
        return f"{whole}, {shown}" if shown else whole
    return whole


def in_list(fault: Fault, written: Written, library: Library) -> tuple[str, str, str]:
    """A fault as a list of faults has it: its place, what the field is called, and what is wrong.

    The name is empty for what is in no field.
    """
    at = places.of_place(fault.place) or places.TOP
    return at, label_of(fault.place, library), fault_words(fault, written, library)


def fault_words(fault: Fault, written: Written, library: Library) -> str:
    """A fault in the words of the form; of an amount with its unit and its bounds."""
    if fault.place[0] in AMOUNTS and len(fault.place) > 1:
        return _amount_fault(fault, written, library)
    shape = tuple("*" if isinstance(part, int) else part for part in fault.place)
    if shape[:3] == ("grounds", "*", "shown") and len(shape) == _A_DEMAND:
        shape = (*shape[:3], "*")
    return _(_FAULTS[shape]) if shape in _FAULTS else capital(fault.text)


def _amount_fault(fault: Fault, written: Written, library: Library) -> str:
    measure = library.words.measures.get(str(fault.place[1]))
    if measure is not None:
        try:
            InMeasure(measure).read(str(value_at(written, [str(part) for part in fault.place])))
        except Unfit as unfit:
            return str(unfit)
    return capital(fault.text)


_A_DEMAND = 4
_DAY = N_("Skriv en dato, der findes.")
_FAULTS: Mapping[tuple[str, ...], str] = {
    ("kind",): N_("Vælg, hvilken afgørelse det er."),
    ("decided_on",): _DAY,
    ("starts_on",): _DAY,
    ("ends_on",): _DAY,
    ("costs", "*", "amount_oere"): N_("Skriv beløbet i kroner, fx 420 eller 420,50."),
    ("costs", "*", "period"): N_("Vælg, hvor tit det betales."),
    ("complaint_guidance", "deadline_weeks"): N_("Skriv klagefristen som et helt antal uger."),
    ("grounds", "*", "type"): N_("Kompas kender ikke den type grund. Fjern den, og vælg en anden."),
    ("grounds", "*", "shown", "*"): N_(
        "Grunden kræver ikke dette. Flyt teksten, og lad feltet stå tomt."
    ),
}
"""What is wrong with a field, in the words of the form; other faults are told as they are."""


def value_at(value: Any, path: Sequence[str]) -> Any:
    """What stands at a place in a draft; None where nothing does."""
    for part in path:
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list):
            number = as_number(part)
            value = value[number] if number is not None and number < len(value) else None
        else:
            return None
    return value
