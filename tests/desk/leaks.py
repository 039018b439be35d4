"""A town drawn with secrets in it, and a visitor who walks every link and form that is found: what
stands on a page is held against what its reader may see.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

from django.test import Client

from kompas.accounts.access import Access
from kompas.accounts.lookup import viewer_of
from kompas.casework import Citizen
from kompas.casework.address import PROTECTED
from kompas.casework.capabilities import Capability
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.note import NoteWritten
from kompas.norms import Library
from kompas.persons.entries import LanguageSet, ProtectionSet
from kompas.persons.models import PersonRow
from kompas.processes import citizen
from kompas.processes.citizen import Correction
from kompas.register.models import CaseSummary
from kompas.sample.seeded_random import Lots
from tests.desk.made_files import file_of, is_being_made
from tests.processes.test_citizen import page, person_of, says
from tests.processes.town import EAST, WEST, Telling, applied, viewer
from tests.spec.case.stories import TODAY
from tests.unit.papers.made import text_of

LEAD = {WEST: "vera", EAST: "leif"}
ELSEWHERE = {WEST: "Anna Prøve", EAST: "Carla Prøve"}
"""Who handles a unit's cases: their names tell others where a citizen has cases besides."""
NOT_WALKED = re.compile(r"^/(log-ud|log-ind|rundtur|filer|sprog|static)|pdf|/stop$|^\w+:")
"""What ends the visit, is no page of ours, or is a file that takes long to make."""


@dataclass(frozen=True)
class Secret:
    """A case, and the words that stand nowhere but in it and with its citizen."""

    case_id: UUID
    number: str
    unit: str
    name: str
    street: str
    note: str
    cpr: str


def drawn_town(library: Library, lots: Lots, cases: int) -> tuple[Secret, ...]:
    """Cases in both units: restricted or not, of people who are protected or not, who have cases in
    both, and whose records are merged.
    """
    secrets: list[Secret] = []
    tellings: list[Telling] = []
    for number in range(cases):
        unit = (WEST, EAST)[number % 2]
        shared = lots.pick(secrets) if secrets and lots.chance(25) else None
        cpr = shared.cpr if shared else str(7204804100 + number)
        name = shared.name if shared else f"Navn{number}x Kanariefugl{number}x"
        street = shared.street if shared else f"Gemmestræde{number}x 1"
        told = Citizen(name=name, cpr=cpr, address_lines=(street, "0000 Eksempelby"))
        telling = applied(library, unit, told)
        note = f"notatord{number}x"
        telling.does(NoteWritten(text=f"Det handler om {note}."))
        if lots.chance(40):
            says(telling, ProtectionSet(protected=True), by=telling.by)
        if shared:
            says(telling, LanguageSet(language="somali"), by=telling.by)
        if lots.chance(35):
            why = AccessRestricted(restricted=True, why=f"Grunden er {note}.")
            telling.does(why, by=LEAD[unit])
        tellings.append(telling)
        secrets.append(Secret(telling.id, telling.case.case_number, unit, name, street, note, cpr))
    for one, other in zip(tellings, tellings[2:], strict=False):
        if lots.chance(30):
            _merge(one, other)
    return tuple(secrets)


def _merge(one: Telling, other: Telling) -> None:
    """Two records of a unit become one person's, where that is possible."""
    lead = LEAD[one.case.unit or WEST]
    citizen.merge(
        person_of(other),
        person_of(one),
        Correction((), TODAY, "Samme borger.", page(other, lead).seen),
        viewer(lead),
        now=one.now,
        two_numbers=True,
    )


# ---------------------------------------------------------------- what somebody may not see


@dataclass(frozen=True)
class Hidden:
    """What may stand on no page of a viewer, and what only with the mark of a protected address."""

    never: frozenset[str]
    marked: frozenset[str]


def hidden_from(username: str, secrets: tuple[Secret, ...]) -> Hidden:
    """As the cases stand now."""
    reader = viewer_of(username)
    assert reader is not None
    roots = {row.person_id: row.merged_into or row.person_id for row in PersonRow.objects.all()}
    protected = {roots[row.person_id] for row in PersonRow.objects.all() if row.protected}
    rows = {row.case_id: row for row in CaseSummary.objects.all()}
    seen = {
        case_id
        for case_id, row in rows.items()
        if reader.may_see(Access(row.unit, tuple(row.handlers), row.restricted))
    }
    root_of = {case_id: roots[row.person_id] for case_id, row in rows.items() if row.person_id}
    people = {root_of[case_id] for case_id in seen}
    never: set[str] = set()
    known: set[str] = set()
    marked: set[str] = set()
    for one in secrets:
        if one.case_id not in seen:
            never |= {str(one.case_id), one.number, one.note}
        root = root_of[one.case_id]
        (known if root in people else never).update({one.name, one.street})
        if root in protected:
            marked.add(one.street)
    if any(reader.can(Capability.OPEN_CASES, unit) for unit in (WEST, EAST)):
        never |= {
            ELSEWHERE[unit] for unit in (WEST, EAST) if not reader.can(Capability.OPEN_CASES, unit)
        }
    return Hidden(frozenset(never - known), frozenset(marked))


def leaks(asked: str, answer: Any, hidden: Hidden, secrets: tuple[Secret, ...]) -> Iterator[str]:
    """What a page, its header or its links tell that they may not. `asked` is what the reader wrote
    to get it.
    """
    body = unescape(answer.content.decode())
    yield from told_in(asked, body, hidden, secrets)
    headers = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    cookies = answer.cookies.output()
    found = Found(answer.content.decode())
    named = " ".join((*found.links, found.title, headers, cookies))
    yield from told_in(asked, f"{headers} {cookies}", hidden, secrets)
    for one in secrets:
        if any(word in named for word in (*_as_written(one.cpr), one.street)):
            yield f"a CPR number or a street stands in an address or a title of {asked}"


def told_in(asked: str, text: str, hidden: Hidden, secrets: tuple[Secret, ...]) -> Iterator[str]:
    """What a text tells that it may not: of a page, or of a printed case."""
    for word in sorted(hidden.never):
        if word not in asked and re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text):
            yield f"{word} stands in {asked}"
    for one in secrets:
        if any(number in text and number not in asked for number in _as_written(one.cpr)):
            yield f"a CPR number stands in {asked}"
    for street in sorted(hidden.marked):
        if street in text and PROTECTED not in text and street not in asked:
            yield f"{street} stands without its mark in {asked}"


def _as_written(cpr: str) -> tuple[str, str]:
    return cpr, f"{cpr[:6]}-{cpr[6:]}"


# ---------------------------------------------------------------- walking


@dataclass
class Form:
    """A form of a page, as it would be sent untouched."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


LEADING = ("href", "src", "action", "hx-get", "hx-post")
TICKED = ("checkbox", "radio", "file")


class Found(HTMLParser):
    """The links, the forms and the title of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.title = ""
        self._in_title = False
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._in_title = tag == "title"
        self.links += [given[name] for name in LEADING if name in given]
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        ticked = given.get("type") in TICKED and "checked" not in given
        if self.forms and given.get("name") and tag in ("input", "button") and not ticked:
            self.forms[-1].fields[given["name"]] = given.get("value", "")
        if tag == "select":
            self._select = given.get("name", "")
        if tag == "option" and self.forms and self._select and "selected" in given:
            self.forms[-1].fields[self._select] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


@dataclass
class Walk:
    """A visitor on the way: what was read, what is left, and what was told that may not be."""

    client: Client
    username: str
    secrets: tuple[Secret, ...]
    lots: Lots
    left: list[str]
    forms: list[tuple[str, Form]] = field(default_factory=list)
    been: set[str] = field(default_factory=set)
    told: list[str] = field(default_factory=list)
    read: str = ""

    def walks(self, pages: int, forms: int) -> None:
        """Some pages by their links, then some forms as they stand."""
        hidden = hidden_from(self.username, self.secrets)
        while self.left and len(self.been) < pages:
            where = self.left.pop(self.lots.below(len(self.left)))
            if where in self.been or NOT_WALKED.search(where):
                continue
            self.been.add(where)
            self._reads(where, self.client.get(where), hidden)
        for _turn in range(min(forms, len(self.forms))):
            where, form = self.forms.pop(self.lots.below(len(self.forms)))
            self.sends(form.action or where, form.method, form.fields)

    def sends(self, where: str, method: str, fields: dict[str, str]) -> None:
        """A form; who may see what can be another matter after it."""
        if NOT_WALKED.search(where):
            return
        send = self.client.post if method == "post" else self.client.get
        answer = send(where, fields)
        hidden = hidden_from(self.username, self.secrets)
        self._reads(f"{where} {' '.join(fields.values())}", answer, hidden)

    def prints(self, one: Secret) -> bool:
        """The whole case as one PDF; whether there is one for this reader. It names its citizen's
        number, and nobody else's.
        """
        where = f"/sager/{one.case_id}/akter.pdf"
        answer = self.client.get(where)
        self._reads(where, answer, hidden_from(self.username, self.secrets))
        if not is_being_made(answer):
            return False
        text = " ".join(text_of(file_of(self.client, answer)).split())
        asked = " ".join((where, *_as_written(one.cpr)))
        self.told += told_in(asked, text, hidden_from(self.username, self.secrets), self.secrets)
        return True

    def _reads(self, asked: str, answer: Any, hidden: Hidden) -> None:
        if answer.streaming or not answer.headers.get("Content-Type", "").startswith("text/html"):
            return
        self.told += leaks(asked, answer, hidden, self.secrets)
        self.read += unescape(answer.content.decode())
        found = Found(answer.content.decode())
        here = asked.split(" ", maxsplit=1)[0]
        self.left += [one.split("#")[0] for one in found.links if one.startswith("/")]
        self.left += [f"{here.split('?')[0]}{one}" for one in found.links if one.startswith("?")]
        self.forms += [(here, form) for form in found.forms]


def walk(username: str, client: Client, secrets: tuple[Secret, ...], seed: int) -> Walk:
    """A visit from the first page on, to each case and citizen too, whether they may be seen or
    not, with a search for each number.
    """
    persons = dict(CaseSummary.objects.values_list("case_id", "person_id"))
    starts = [f"/sager/{one.case_id}" for one in secrets]
    starts += [f"/borgere/{persons[one.case_id]}" for one in secrets]
    return Walk(client, username, secrets, Lots("walk", seed, username), ["/", *starts])
