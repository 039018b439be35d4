"""The draft of a decision as fields of a form, and back.

A draft is JSON in the form of DECISION.json. Fields are named by their place in it
(`grounds.0.shown.extent.text`). What cannot be read as what it should be (`tre` days) stays in the
draft as it was typed, so that nothing is lost before it is mended; `kompas.wire.draft_reading`
reads a draft strictly.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from django.http import QueryDict

from kompas.inputs.day import typed_day
from kompas.inputs.numbers import decimal, kroner
from kompas.letters.names import OFFER_STATEMENTS, STATEMENTS
from kompas.web.norms import library
from kompas.web.parameters import as_number
from kompas.wire.commands import FROM_CASE

DRAFT = "decision"
"""The name of the draft in which a decision is being written."""
UNREADABLE = "unreadable"
"""The key under which a draft keeps, by place, what no field can show."""

ASIDE = "aside"
"""The key under which a draft keeps the one that it took the place of unseen: two windows."""

Written = dict[str, Any]
"""A draft that `opened` has sorted: each part there has the form that the fields expect."""

_MOST_ITEMS = 50

# ---------------------------------------------------------------- single values


def _text(typed: str) -> Any:
    return typed


def _some(typed: str) -> Any:
    return typed.strip() or None


def _whole(typed: str) -> Any:
    text = typed.strip()
    number = as_number(text)
    return (text or None) if number is None else number


def _number(typed: str) -> Any:
    text = typed.strip()
    number = decimal(text)
    return (text or None) if number is None else f"{number:f}"


def _kroner(typed: str) -> Any:
    """Kroner as people write them, in whole øre."""
    text = typed.strip()
    oere = kroner(text)
    return (text or None) if oere is None else oere


def _day(typed: str) -> Any:
    """A day as JSON writes it."""
    text = typed.strip()
    day = typed_day(text)
    return (text or None) if day is None else day.isoformat()


def _yes_no(typed: str) -> Any:
    return {"yes": True, "no": False}.get(typed, typed or None)


Read = Callable[[str], Any]
SINGLE: Mapping[str, Read] = {
    "kind": _some,
    "form": _some,
    "considerably_intrusive": _yes_no,
    "decided_on": _day,
    "starts_on": _day,
    "ends_on": _day,
    "complaint_guidance.to": _text,
    "complaint_guidance.how": _text,
    "complaint_guidance.deadline_weeks": _whole,
    "contact.name": _text,
    "contact.phone": _some,
    "contact.email": _some,
}
"""The fields that hold one value, and how what is typed becomes JSON."""

_COST: Mapping[str, Read] = {"what": _text, "amount_oere": _kroner, "period": _some}
_OBJECTS = ("complaint_guidance", "contact")
AMOUNTS = ("applied_amounts", "granted", "granted_before")
"""The parts that say how much help, each with a field for a measure: `granted.hours_per_week`."""
_MEASURE = re.compile(r"[a-z0-9_]{1,80}")
_AMOUNT = re.compile(rf"(?:{'|'.join(AMOUNTS)})\.{_MEASURE.pattern}")
_NOW_CALLED = {"extent": "granted", "extent_before": "granted_before"}
"""What parts of drafts from before measures were data are called now."""
_LISTS: Mapping[str, frozenset[str]] = {
    "grounds": frozenset({"type", "text", "evidence", "shown"}),
    "offers": frozenset({"name", *OFFER_STATEMENTS}),
    "costs": frozenset(_COST),
}
_CARRIED = ("service", "municipality", "applied_for", "applied_on")
"""What a draft may hold that the form does not ask for: the case says it."""


def shown(name: str, value: Any) -> str:
    """A value as its field shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name.endswith("amount_oere") and isinstance(value, int):
        kroner, oere = divmod(value, 100)
        return f"{kroner},{oere:02d}"
    if _AMOUNT.fullmatch(name):
        text = str(value)
        plain = text.rstrip("0").rstrip(".") if "." in text else text
        return plain.replace(".", ",")
    return str(value)


# ---------------------------------------------------------------- opening a draft


def opened(draft: Mapping[str, Any]) -> Written:
    """A stored draft, with whatever no field can show moved to `UNREADABLE`. Nothing is lost but
    what the case holds itself.
    """
    before = draft.get(UNREADABLE)
    kept: dict[str, Any] = dict(before) if isinstance(before, dict) else {}
    odd: dict[str, Any] = {}
    if not isinstance(before, dict) and not _is_empty(before):
        odd[UNREADABLE] = before
    written = {
        _NOW_CALLED.get(name, name): deepcopy(value)
        for name, value in draft.items()
        if name not in (UNREADABLE, *FROM_CASE) and not _is_empty(value)
    }
    for name in [one for one in written if one != ASIDE]:
        if not _fits(name, written, odd):
            odd[name] = written.pop(name)
    if kept or odd:
        written[UNREADABLE] = _both(kept, odd)
    return {name: value for name, value in written.items() if not _is_empty(value)}


def _both(kept: Mapping[str, Any], odd: Mapping[str, Any]) -> dict[str, Any]:
    """What was unreadable before and what is now; of two in one place both stay."""
    both = dict(kept)
    for named, value in odd.items():
        place = named
        while place in both and both[place] != value:
            place += "'"
        both[place] = value
    return both


def _fits(name: str, written: Written, odd: dict[str, Any]) -> bool:
    """Whether a part has the form that its fields expect; within it, odd parts are moved out."""
    value = written[name]
    if name in SINGLE or name in _CARRIED:
        return _is_plain(value)
    if name == "legal_basis":
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if name in STATEMENTS:
        return _is_statement(name, value, odd)
    if name in (*_OBJECTS, *AMOUNTS) and isinstance(value, dict):
        _move_out(name, value, odd, lambda key, inner: _is_part(name, key) and _is_plain(inner))
        return True
    if name in _LISTS and isinstance(value, list):
        return all(_is_item(name, place, item, odd) for place, item in enumerate(value))
    return False


def _is_part(name: str, key: str) -> bool:
    """Whether an object has a field of that name: of amounts one for each measure."""
    return f"{name}.{key}" in SINGLE or (name in AMOUNTS and bool(_MEASURE.fullmatch(key)))


def _is_item(name: str, place: int, item: Any, odd: dict[str, Any]) -> bool:
    if not isinstance(item, dict):
        return False
    at = f"{name}.{place}"

    def fits(key: str, inner: Any) -> bool:
        if key not in _LISTS[name]:
            return False
        if key in OFFER_STATEMENTS:
            return _is_empty(inner) or _is_statement(f"{at}.{key}", inner, odd)
        if key == "evidence":
            return _is_papers(inner)
        if key == "shown":
            return isinstance(inner, dict) and all(
                _is_statement(f"{at}.shown.{code}", one, odd) for code, one in inner.items()
            )
        return _is_plain(inner)

    _move_out(at, item, odd, fits)
    return True


def _is_statement(at: str, value: Any, odd: dict[str, Any]) -> bool:
    if not isinstance(value, dict):
        return False

    def fits(key: str, inner: Any) -> bool:
        return _is_plain(inner) if key == "text" else key == "evidence" and _is_papers(inner)

    _move_out(at, value, odd, fits)
    return True


def _move_out(
    at: str, value: dict[str, Any], odd: dict[str, Any], fits: Callable[[str, Any], bool]
) -> None:
    for key in list(value):
        if not fits(key, value[key]):
            inner = value.pop(key)
            if not _is_empty(inner):
                odd[f"{at}.{key}"] = inner


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float)


def _is_papers(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


# ---------------------------------------------------------------- what was typed


def typed_into(written: Written, data: QueryDict) -> Written:
    """The draft with what a form brought; a field that did not come stays as it was."""
    after = deepcopy(written)
    for name, read in SINGLE.items():
        if name in data:
            _put(after, name.split("."), read(_value(data, name)))
    for name in filter(_AMOUNT.fullmatch, data):
        _put(after, name.split("."), _number(_value(data, name)))
    if "legal_basis.more" in data:
        after["legal_basis"] = list(_basis(data))
    for name in STATEMENTS:
        if f"{name}.text" in data:
            after[name] = _statement(data, name)
    for name, read_item in _ITEMS.items():
        _put_items(after, name, data, read_item)
    return {name: value for name, value in after.items() if not _is_empty(value)}


def _put(written: Written, path: list[str], value: Any) -> None:
    *outer, last = path
    for part in outer:
        written = written.setdefault(part, {})
    if value is None or value == "":
        written.pop(last, None)
    else:
        written[last] = value


def _put_items(
    written: Written, name: str, data: QueryDict, read_item: Callable[[QueryDict, str, Any], Any]
) -> None:
    """Each item that came in its place. One that another window added and this form does not
    know stays; items go by their button alone.
    """
    items: list[Any] = written.setdefault(name, [])
    for number in sorted(set(_numbers(name, data))):
        if number < len(items):
            items[number] = read_item(data, f"{name}.{number}", items[number])
        elif len(items) < _MOST_ITEMS:
            items.append(read_item(data, f"{name}.{number}", {}))


def _numbers(name: str, data: QueryDict) -> Iterator[int]:
    pattern = re.compile(rf"{name}\.([0-9]{{1,3}})\.")
    return (int(found[1]) for key in data if (found := pattern.match(key)))


def _ground(data: QueryDict, at: str, before: Mapping[str, Any]) -> Any:
    shown_before = before.get("shown") or {}
    pattern = re.compile(rf"{re.escape(at)}\.shown\.([^.]{{1,80}})\.text$")
    codes = dict.fromkeys(found[1] for key in data if (found := pattern.match(key)))
    now = {code: _statement(data, f"{at}.shown.{code}") for code in codes}
    return {
        "type": _value(data, f"{at}.type") or before.get("type", ""),
        "text": _value(data, f"{at}.text"),
        "evidence": _papers(data, at),
        "shown": {code: one for code, one in {**shown_before, **now}.items() if one},
    }


def _offer(data: QueryDict, at: str, before: Mapping[str, Any]) -> Any:
    parts = {
        part: _statement(data, f"{at}.{part}") if f"{at}.{part}.text" in data else before.get(part)
        for part in OFFER_STATEMENTS
    }
    return {
        "name": _value(data, f"{at}.name"),
        **{part: said for part, said in parts.items() if said},
    }


def _cost(data: QueryDict, at: str, _before: Mapping[str, Any]) -> Any:
    values = {name: read(_value(data, f"{at}.{name}")) for name, read in _COST.items()}
    return {name: value for name, value in values.items() if value is not None}


_ITEMS: Mapping[str, Callable[[QueryDict, str, Any], Any]] = {
    "grounds": _ground,
    "offers": _offer,
    "costs": _cost,
}


def _statement(data: QueryDict, name: str) -> Any:
    """What is said and what it rests on; None where nothing stands there."""
    text, papers = _value(data, f"{name}.text"), _papers(data, name)
    return {"text": text, "evidence": papers} if text.strip() or papers else None


def _basis(data: QueryDict) -> Iterator[str]:
    """The paragraphs that are ticked, and those of the text, one to a line."""
    lines = [*data.getlist("legal_basis"), *_value(data, "legal_basis.more").splitlines()]
    return iter(dict.fromkeys(line for raw in lines if (line := _clean(raw).strip())))


def _papers(data: QueryDict, name: str) -> list[str]:
    return list(dict.fromkeys(filter(None, map(_clean, data.getlist(f"{name}.evidence")))))


def _value(data: QueryDict, name: str) -> str:
    return _clean(data.get(name, "") or "")


def _clean(value: Any) -> str:
    """Without the one sign that PostgreSQL has no place for; line ends as everywhere else."""
    return str(value).replace("\0", "").replace("\r\n", "\n")


# ---------------------------------------------------------------- two windows


def beside(written: Written, other: Mapping[str, Any]) -> Written:
    """The draft with another one, saved in a window that did not know of it, kept aside."""
    return {**written, ASIDE: {name: value for name, value in other.items() if name != ASIDE}}


def swapped(written: Written) -> Written:
    """The draft that was kept aside, with this one aside instead; unchanged where none is."""
    other = written.get(ASIDE)
    return beside(opened(other), written) if isinstance(other, dict) else written


# ---------------------------------------------------------------- adding and taking away


def with_ground(written: Written, ground_type: str) -> Written:
    """The draft with one more ground of a type, to be written."""
    grounds = [*written.get("grounds", ()), {"type": ground_type, "text": ""}]
    return {**written, "grounds": grounds[:_MOST_ITEMS]}


def with_item(written: Written, name: str) -> Written:
    """The draft with one more offer or cost, to be filled in."""
    blank = {"name": ""} if name == "offers" else {"what": "", "period": "month"}
    return {**written, name: [*written.get(name, ()), blank][:_MOST_ITEMS]}


def without(written: Written, place: str) -> Written:
    """The draft without a ground, an offer or a cost (`grounds.1`), or without what is unreadable.

    Unchanged where there is none.
    """
    if place in (UNREADABLE, ASIDE):
        return {name: value for name, value in written.items() if name != place}
    name, _dot, typed = place.partition(".")
    items, number = written.get(name), as_number(typed)
    if name not in _LISTS or number is None or not isinstance(items, list):
        return written
    return {**written, name: [one for at, one in enumerate(items) if at != number]}


# ---------------------------------------------------------------- the decision it makes


def values_of(written: Written, service: str, municipality: str) -> dict[str, Any]:
    """The draft as `kompas.wire.draft_reading` reads it: about the help of the case, and without
    empty parts.

    Grounds, offers and costs keep their numbers. That a home is granted the kind of decision says:
    of the draft of another kind, as when one is mended, it has no field to be taken away in.
    """
    values = {
        name: deepcopy(value)
        for name, value in written.items()
        if name not in (UNREADABLE, ASIDE) and not _is_empty(value)
    }
    for name in STATEMENTS:
        if name in values and "text" not in values[name]:
            values[name]["text"] = ""
    for name, least in (("grounds", {"type": "", "text": ""}), ("offers", {"name": ""})):
        if name in values:
            values[name] = [{**least, **item} for item in values[name]]
    if isinstance(guidance := values.get("complaint_guidance"), dict):
        values["complaint_guidance"] = {"to": "", "how": "", **guidance}
    if isinstance(contact := values.get("contact"), dict):
        values["contact"] = {"name": "", **contact}
    for measure in library().words.measures_of(service):
        if measure.is_single and isinstance(granted := values.get("granted"), dict):
            granted.pop(measure.name, None)
    return {**values, "service": service, "municipality": municipality}
