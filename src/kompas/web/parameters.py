"""What an address, a header or a button brings, made a value. Anybody can write anything there.

A screen reads what is no form of its own here alone (`tests/guards/test_inputs.py`). Nonsense in a
part that no user sees is as if nothing stood there; in a field that a user fills in, it is told.
"""

from datetime import date
from urllib.parse import SplitResult, urlsplit
from uuid import UUID

from django.http import HttpRequest, QueryDict

from kompas.inputs import DAY, SEARCHED, SECRET, TICKET, TOKEN, Kind, Unfit
from kompas.inputs.numbers import whole

_MOST_NUMBER = 999_999_999
"""What PostgreSQL has room for, and every number of ours."""


def word(data: QueryDict, name: str) -> str:
    """A word that a button or an address brings; empty for nonsense."""
    return _read(TOKEN, data.get(name, ""))


def ticket(data: QueryDict, name: str) -> str:
    """What a page of ours was given to bring back as it is; empty for nonsense."""
    return _read(TICKET, data.get(name, ""))


def searched(data: QueryDict, name: str) -> str:
    """What is searched for, cut to what a search reads; empty for nonsense."""
    return _read(SEARCHED, (data.get(name) or "")[: SEARCHED.longest])


def secret(data: QueryDict, name: str) -> str:
    """A password as it was typed; empty for one that nobody has."""
    return _read(SECRET, data.get(name, ""))


def number(data: QueryDict, name: str) -> int | None:
    """A whole number, not below 0; None for nonsense."""
    return as_number(data.get(name) or "")


def ids(data: QueryDict, name: str) -> list[UUID]:
    """The ids that a list of boxes brings, without nonsense."""
    return [known for text in data.getlist(name) if (known := as_id(text))]


def numbers(data: QueryDict, name: str) -> list[int]:
    """The numbers that a list of boxes brings, each once, without nonsense."""
    read = (as_number(text) for text in data.getlist(name))
    return list(dict.fromkeys(known for known in read if known is not None))


def day(data: QueryDict, name: str, label: str) -> date | None:
    """The day in a field of a page. Raises Unfit, which names the field, for nonsense."""
    typed = data.get(name) or ""
    if not typed.strip():
        return None
    try:
        return DAY.read(typed)
    except Unfit as unfit:
        raise Unfit(f"{label}: {unfit.what}", unfit.remedy) from None


def address(request: HttpRequest) -> SplitResult:
    """The page that a part of it was asked for from, as the browser says; empty for nonsense."""
    try:
        return urlsplit(request.headers.get("HX-Current-URL", ""))
    except ValueError:
        return urlsplit("")


def as_number(text: str) -> int | None:
    """A whole number that PostgreSQL has room for too, not below 0; None for nonsense."""
    found = whole(text)
    return found if found is not None and 0 <= found <= _MOST_NUMBER else None


def as_day(text: str) -> date | None:
    """A day within an address; None for nonsense."""
    try:
        return DAY.read(text)
    except Unfit:
        return None


def as_id(text: str) -> UUID | None:
    """An id of an address; None for nonsense."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _read(kind: Kind[str], typed: str | None) -> str:
    try:
        return kind.read(typed or "")
    except Unfit:
        return ""
