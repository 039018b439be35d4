"""What the address of a list of work asks for, and the addresses that ask for something else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from kompas.accounts.access import Staff, StandIn
from kompas.casework.status import STATUS_TEXTS, Status
from kompas.casework.work_items import DUE_TEXTS
from kompas.processes.worklists import Asked, Narrowed
from kompas.register.worklists import Chosen, Part, Place, Sort
from kompas.soundness.wording import name_of
from kompas.web import parameters
from kompas.web.filters import paragraph
from kompas.web.norms import library
from kompas.web.parameters import as_id, as_number
from kompas.web.rendering import url
from kompas.words import N_, _

INBOX = "inbox"
SORT_TEXTS: Mapping[Sort, str] = {
    Sort.DUE: N_("Frist"),
    Sort.NAME: N_("Borgerens navn"),
    Sort.SERVICE: N_("Paragraf"),
    Sort.STATUS: N_("Status"),
    Sort.OPENED: N_("Ældste sag"),
}
STATUSES = tuple(one for one in Status if one not in (Status.NEW, Status.CLOSED))
"""Where work can stand."""


@dataclass(frozen=True, slots=True)
class WorkAddress:
    """The address of a list: `given` are the parts of it that are known; `is_unknown`: there are
    others, or one says what nobody knows.
    """

    route: str
    given: Mapping[str, str]
    is_unknown: bool = False

    def at(self, **changes: object) -> str:
        """The same list with something changed, from its first line; what is empty is left out."""
        parts = {**self.given, **{key: str(one or "") for key, one in changes.items()}}
        if "efter" not in changes:
            parts.pop("efter", None)
        left = {key: one for key, one in parts.items() if one}
        return url(self.route) + (f"?{urlencode(left)}" if left else "")

    @property
    def narrows(self) -> bool:
        """Whether a filter or an order is chosen."""
        return not {"frist", "ydelse", "status", "sorter"}.isdisjoint(self.given)


def known_in(given: QueryDict, known: Mapping[str, object]) -> tuple[dict[str, str], bool]:
    """Of the parts of an address those that one of the values `known` of it stands in; and whether
    anything else was asked for. None for known: whatever is there is read elsewhere.
    """
    found, is_unknown = {}, False
    for name in given:
        word = parameters.word(given, name)
        allowed = known.get(name, ())
        if allowed is None or word in allowed:  # type: ignore[operator]
            found[name] = word
        elif name not in known or given.get(name):
            is_unknown = True
    return {name: word for name, word in found.items() if word}, is_unknown


def of_my_day(given: QueryDict, viewer: Staff) -> tuple[Asked, WorkAddress]:
    """What the address of one's own work asks for."""
    away = {for_of(one): one for one in viewer.stands_in}
    known: dict[str, object] = {
        "vis": {*(part.value for part in Part), INBOX},
        "frist": DUE_TEXTS,
        "ydelse": library().words.services,
        "status": set(STATUSES),
        "sorter": set(Sort),
        "for": away,
        "efter": None,
    }
    found, is_unknown = known_in(given, known)
    after = as_place(found.pop("efter", ""))
    is_unknown |= bool(given.get("efter")) and after is None
    part, is_inbox = found.get("vis"), found.get("vis") == INBOX
    chosen = Chosen(
        part=Part(part) if part and not is_inbox else None,
        due_why=found.get("frist"),
        service=found.get("ydelse"),
        status=found.get("status"),
        sort=Sort(found.get("sorter") or Sort.DUE),
        absent=away.get(found.get("for", "")),
        services=tuple(services()),
    )
    return Asked(chosen, is_inbox, after), WorkAddress("my_day", found, is_unknown)


def of_team(given: QueryDict) -> tuple[Narrowed, Place | None, WorkAddress]:
    """What the address of a team's work asks for, and from where on."""
    known: dict[str, object] = {
        "hos": None,
        "ydelse": library().words.services,
        "status": set(STATUSES),
        "efter": None,
    }
    found, is_unknown = known_in(given, known)
    after, user_id = as_place(found.pop("efter", "")), as_number(found.pop("hos", ""))
    is_unknown |= bool(given.get("efter")) and after is None
    is_unknown |= bool(given.get("hos")) and user_id is None
    narrowed = Narrowed(user_id, found.get("ydelse"), found.get("status"))
    whose = {} if user_id is None else {"hos": str(user_id)}
    return narrowed, after, WorkAddress("team", {**whose, **found}, is_unknown)


def for_of(one: StandIn) -> str:
    """Somebody for whom the user stands in, as an address names them: no name stands in it."""
    return f"{one.user_id}.{one.unit}"


def services() -> dict[str, str]:
    """The kinds of help as they are chosen, `§ 104, aktivitets- og samværstilbud`, by paragraph."""
    named = {
        key: f"{paragraph(key)} {name_of(one)}" for key, one in library().words.services.items()
    }
    return dict(sorted(named.items(), key=lambda one: (_number(one[1]), one[1])))


def _number(text: str) -> int:
    found = re.search(r"\d+", text)
    return int(found[0]) if found else 0


def statuses() -> dict[str, str]:
    """Where work can stand, in words, in the order of a case's way."""
    return {one.value: _(STATUS_TEXTS[one]) for one in STATUSES}


def as_place(text: str) -> Place | None:
    """The line of a list that an address names (`Place`); None for nonsense."""
    named, _dot, number = text.partition(".")
    case_id, entry = as_id(named), as_number(number)
    return None if case_id is None or entry is None else Place(case_id, entry)
