"""What the fields of a decision are called, so that a list of faults names the field of each."""

from collections.abc import Mapping

from kompas.casework.amounts import many_of
from kompas.desk.deciding.fields import AMOUNTS
from kompas.norms import Library
from kompas.web.filters import capital
from kompas.wire.draft_reading import Place
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
