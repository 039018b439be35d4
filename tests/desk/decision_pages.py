"""The pages of a decision as a browser reads them: their fields, their places, their links."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from kompas.casework import Decision
from kompas.desk.deciding.draft import DRAFT
from kompas.desk.deciding.draft import opened as draft_opened
from kompas.processes.reading import folded
from kompas.register import drafts
from kompas.wire.draft_reading import as_written
from tests.processes.town import Telling, takes

FORM = "decision-form"


@dataclass
class Page(HTMLParser):
    """What stands on a page. `fields` are those of the form of the decision, as they are sent."""

    html: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    findings: list[tuple[str, str]] = field(default_factory=list)
    fields: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._form: str | None = None
        self._into: str | None = None
        self._select: str | None = None
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "form":
            self._form = given.get("id", "")
        if tag == "a":
            self.links.append(given.get("href", ""))
            if "data-finding" in given:
                self.findings.append((given["data-finding"], given["href"]))
        if self._form == FORM:
            self._of_form(tag, given)

    def _of_form(self, tag: str, given: dict[str, str]) -> None:
        if tag == "input":
            self._input(given)
        elif tag == "textarea":
            self._into = given["name"]
            self.fields.setdefault(self._into, []).append("")
        elif tag == "select":
            self._select = given["name"]
            self.fields[self._select] = [""]
        elif tag == "option" and self._select and "selected" in given:
            self.fields[self._select] = [given["value"]]
        elif tag == "button":
            self.buttons.append(given.get("value", ""))

    def _input(self, given: dict[str, str]) -> None:
        if given.get("type") != "checkbox" or "checked" in given:
            self.fields.setdefault(given["name"], []).append(given.get("value", "on"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._into:
            # The browser drops the first line break of a text.
            text = self.fields[self._into][-1]
            self.fields[self._into][-1] = text.removeprefix("\n")
            self._into = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._into:
            self.fields[self._into][-1] += data

    @property
    def sent(self) -> dict[str, Any]:
        """The fields as the client posts them."""
        return {name: values for name, values in self.fields.items() if name != "new_ground"}


def written(telling: Telling, **changes: Any) -> dict[str, Any]:
    """The draft of the town's decision with some parts changed."""
    return as_written(takes(telling, **changes).decision)


def draft_of(decision: Decision) -> dict[str, Any]:
    """A decision as a draft."""
    return as_written(decision)


def _proceeding(telling: Telling) -> int:
    """The proceeding in which the decision is written."""
    on = telling.case.current
    return on.entry if on else 0


def begin(telling: Telling, text: dict[str, Any], by: str = "anna") -> None:
    """Somebody has begun to write."""
    drafts.save(drafts.Draft(telling.id, DRAFT, by, text, telling.now, _proceeding(telling)))


def stored(telling: Telling, by: str = "anna") -> dict[str, Any] | None:
    """The draft as it lies there: what was typed, by the names of the fields."""
    found = drafts.find(telling.id, DRAFT, by, _proceeding(telling))
    return draft_opened(found.text).text() if found else None


def address(telling: Telling, end: str = "afgoerelse") -> str:
    """A page of the case."""
    return f"/sager/{telling.id}/{end}"


def opened(client: Client, telling: Telling, end: str = "afgoerelse") -> Page:
    """The page, which opens."""
    answer = client.get(address(telling, end))
    assert answer.status_code == 200, answer.content.decode()
    return Page(answer.content.decode())


def status_of(telling: Telling) -> str:
    """Where the case stands in the record."""
    return folded(telling.entries()).status.value
