"""Events to and from what is stored: a name, a version, and the payload as JSON.

What is written is read for ever. When the fields of an event change, its version rises
(`@event("need_assessed", version=2)`) and a function here brings the older version's values one
version up::

    @upcast("need_assessed", version=1)
    def _(values: dict[str, Any]) -> dict[str, Any]:
        return {**values, "assessed_by": None}
"""

import json
import re
from collections.abc import Callable, MutableMapping
from typing import Any

from kompas.casework.record import Event, name_of, version_of
from kompas.casework.steps import STEPS
from kompas.wire.database_json import Faults, as_json, from_json
from kompas.words import _

Upcast = Callable[[dict[str, Any]], dict[str, Any]]
UPCASTS: MutableMapping[tuple[str, int], Upcast] = {}
"""By name and version: makes the values of that version into those of the next."""


class UnreadableEvent(Exception):  # noqa: N818 - a thing that is met, not a fault of the reader
    """A stored event that this version of Kompas cannot read, or an event that cannot be stored.

    The text names the type and the fields, never what stands in them.
    """


def upcast(name: str, *, version: int) -> Callable[[Upcast], Upcast]:
    """Register how version `version` of an event becomes the next. ValueError when taken."""

    def register(function: Upcast) -> Upcast:
        if (name, version) in UPCASTS:
            raise ValueError(name, version)
        UPCASTS[name, version] = function
        return function

    return register


def encode(event: Event) -> tuple[str, int, bytes]:
    """The event's name, its version, and its payload as UTF-8 JSON.

    It is read back at once, so that nothing is ever recorded that could not be read. Raises
    UnreadableEvent for that: infinite numbers, text that is not Unicode, values without a form.
    """
    name, payload = name_of(event), as_json(event)
    if payload is None:
        raise UnreadableEvent(
            _("Hændelsen {name} indeholder noget, der ikke kan gemmes.").format(name=name)
        )
    return name, version_of(event), payload


def decode(name: str, version: int, payload: str) -> Event:
    """The event that was stored, also from an older version of Kompas.

    Raises UnreadableEvent for a name or version that is not known, or a payload that does not fit.
    """
    cls, newest = _newest(name)
    if version != newest:
        payload = _brought_up(name, version, newest, payload)
    found = from_json(cls, payload)
    if not isinstance(found, Faults):
        return found
    raise UnreadableEvent(
        _("Hændelsen {name} (version {version}) kan ikke læses: {faults}.").format(
            name=name, version=version, faults=", ".join(found)
        )
    )


def _brought_up(name: str, version: int, newest: int, payload: str) -> str:
    values = json.loads(payload)
    for older in range(version, newest):
        if (name, older) not in UPCASTS:
            break
        values = UPCASTS[name, older](values)
    else:
        if version < newest:
            return json.dumps(values, ensure_ascii=False)
    raise UnreadableEvent(
        _("Kompas kender ikke version {version} af hændelsen {name}. Opdater Kompas.").format(
            name=name, version=version
        )
    )


# ---------------------------------------------------------------- older versions


@upcast("evidence_added", version=1)
def _to_what_its_id_names(values: dict[str, Any]) -> dict[str, Any]:
    named = _MADE_OF.fullmatch(str(values.get("evidence", {}).get("id", "")))
    return {**values, "made_of": int(named[1]) if named else None}


_MADE_OF = re.compile(r"(?:oplysning|dokument|notat)-([1-9][0-9]{0,8})")
"""The ids that the screens gave to papers which they made of an entry."""


@upcast("hearing_answered", version=1)
def _to_no_hearing_in_particular(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "hearing_seq": None}


@upcast("application_received", version=1)
def _without_its_deadline(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "decide_by"}


@upcast("application_received", version=2)
@upcast("running_grant_taken_over", version=1)
def _to_nobody_in_the_register(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "person_id": None}


@upcast("document_attached", version=1)
def _to_as_it_came(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "cleaned_of": [], "original_sha256": ""}


@upcast("document_attached", version=2)
def _to_a_name_unknown(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "file_name": "", "made_of": None}


@upcast("letter_made", version=1)
def _to_recipients_unknown(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "recipients": []}


@upcast("letter_made", version=2)
def _to_one_file_for_all(values: dict[str, Any]) -> dict[str, Any]:
    sha256, recipients = values["document_sha256"], values.pop("recipients")
    return {**values, "copies": [{"to": to, "document_sha256": sha256} for to in recipients]}


@upcast("hearing_sent", version=1)
def _to_what_it_told_unknown(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "told": "", "letter": None}


@upcast("delay_notified", version=1)
def _to_no_letter_of_ours(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "letter": None}


@upcast("information_requested", version=1)
def _to_no_reminder(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "reminds": None, "letter": None}


@upcast("letter_sent", version=2)
def _to_who_got_it_unknown(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "copies": []}


@upcast("letter_sent", version=1)
def _without_what_follows(values: dict[str, Any]) -> dict[str, Any]:
    follows = ("complaint_until", "follow_up_due")
    return {name: value for name, value in values.items() if name not in follows}


@upcast("decision_taken", version=1)
def _to_no_help_in_particular(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "changes": None}


@upcast("application_received", version=3)
@upcast("change_requested", version=1)
def _to_no_amount_applied_for(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "applied_amounts": {}}


@upcast("recommendation_made", version=1)
@upcast("panel_decided", version=1)
@upcast("running_grant_taken_over", version=2)
def _to_amounts(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "extent": _stated(values["extent"])}


@upcast("decision_taken", version=2)
def _to_amounts_granted(values: dict[str, Any]) -> dict[str, Any]:
    decision = dict(values["decision"])
    now, before = decision.pop("extent", {}), decision.pop("extent_before", {})
    amounts = {"applied_amounts": {}, "granted": _stated(now), "granted_before": _stated(before)}
    return {**values, "decision": {**decision, **amounts}}


@upcast("recommendation_made", version=2)
def _to_no_facility_named(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "facility": "", "price": None}


@upcast("put_to_panel", version=1)
def _to_no_planned_meeting(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "meeting": ""}


@upcast("panel_decided", version=2)
@upcast("panel_deferred", version=1)
def _to_nobody_told_of(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "sitting": None}


@upcast("decision_taken", version=3)
def _to_no_follow_up_told(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "decision": {**values["decision"], "own_follow_up": False}}


@upcast("decision_taken", version=4)
def _to_facilities(values: dict[str, Any]) -> dict[str, Any]:
    decision = dict(values["decision"])
    return {**values, "decision": {"facilities": decision.pop("offers", []), **decision}}


@upcast("decision_taken", version=5)
def _to_no_title_no_offer_and_nothing_worked_out(values: dict[str, Any]) -> dict[str, Any]:
    decision = dict(values["decision"])
    contact = decision.get("contact")
    told = contact and {"title": None, **contact}
    facilities = [{**one, "offer": None} for one in decision["facilities"]]
    costs = [{**one, "source": ""} for one in decision["costs"]]
    nothing: dict[str, Any] = {"amounts": {}, "payments": []}
    made = {**decision, "contact": told, "facilities": facilities, "costs": costs, **nothing}
    return {**values, "decision": made}


@upcast("decision_taken", version=6)
def _to_papers_unknown_and_nothing_weighed(values: dict[str, Any]) -> dict[str, Any]:
    decision = dict(values["decision"])
    heard = decision.get("hearing")
    hearing = heard and {**heard, "papers": [], "answered_on": None}
    unsaid = {"changed_since": None, "answer_weighed": None}
    return {**values, "decision": {**decision, **unsaid, "hearing": hearing}}


@upcast("running_grant_taken_over", version=3)
def _to_its_facility(values: dict[str, Any]) -> dict[str, Any]:
    grant = dict(values)
    return {"facility": grant.pop("offer"), **grant}


def _stated(extent: dict[str, Any]) -> dict[str, Any]:
    """The days and hours of an extent that were stated, by their measure."""
    return {measure: amount for measure, amount in extent.items() if amount is not None}


# ---------------------------------------------------------------- the form


def _newest(name: str) -> tuple[type[Event], int]:
    if name not in STEPS:
        raise UnreadableEvent(
            _("Kompas kender ikke hændelsen {name}. Opdater Kompas.").format(name=name)
        )
    cls = STEPS[name].event
    # The record tells the version of a value; an empty one will do.
    return cls, version_of(object.__new__(cls))
