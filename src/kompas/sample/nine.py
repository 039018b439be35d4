"""Cases of Eksempelby that are written out: the nine of the appeals board's note on § 104, and one
of each other service, with how much help there is in its own measure.

The nine lie in `nine/` in our own words: what happened, and a draft decision that says what the
note says the municipality said. What the note is silent on is not there. `outcome` is the board's:
`remitted` or `upheld`. Those of the other services lie in `services/`, and are invented; where one
only has help that runs, there is no draft.

In the files, `{navn}` and the like are the citizen's words (`kompas.sample.scenario`); `@-3` is
three days before the day of the entry, `@born` the citizen's date of birth, `@panel` the panel's
next meeting.
"""

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from kompas.casework import Decision
from kompas.casework.steps.panel_decision import PanelDecided
from kompas.sample.scenario import Tale
from kompas.sample.stories import Portrait
from kompas.sample.town import SERVICE, Town
from kompas.sample.users import panel_member
from kompas.sample.usual import sitting
from kompas.wire.draft import read_draft
from kompas.wire.events import decode

CASES = 9
OTHER_SERVICES = (84, 85, 103, 107, 108)
"""The paragraphs of the other services, each with a case."""


@dataclass(frozen=True, slots=True)
class NoteCase:
    """A case of the note as it lies in its file."""

    case: int
    outcome: str
    unit: str
    portrait: str
    days_ago: int
    story: tuple[dict[str, Any], ...]
    draft: dict[str, Any] | None
    service: str = SERVICE


@cache
def note_cases() -> tuple[NoteCase, ...]:
    """The nine, in the order of the note."""
    folder = files(__package__).joinpath("nine")
    told = (
        json.loads(folder.joinpath(f"case-{n}.json").read_text("utf-8"))
        for n in range(1, CASES + 1)
    )
    return tuple(NoteCase(**{**one, "story": tuple(one["story"])}) for one in told)


@cache
def written_out() -> tuple[NoteCase, ...]:
    """The nine, and after them one case of each other service."""
    folder = files(__package__).joinpath("services")
    told = (
        json.loads(folder.joinpath(f"case-{n}.json").read_text("utf-8")) for n in OTHER_SERVICES
    )
    others = (NoteCase(**{**one, "story": tuple(one["story"])}) for one in told)
    return (*note_cases(), *others)


def tell(tale: Tale, case: NoteCase) -> Decision | None:
    """Tell a case up to its draft, if it has one."""
    for step in case.story:
        tale.wait(step.get("wait", 0), step.get("wait", 0))
        if step["event"] == "panel_decided":
            tale.to_panel_meeting()
        values = _filled(step["values"], tale)
        by = {
            "lead": tale.lead.username,
            "panel": panel_member(tale.number).username,
        }.get(step.get("by", ""), tale.worker.username)
        version = step.get("version", 1)
        if tale.entries:
            event = decode(step["event"], version, json.dumps(values))
            if isinstance(event, PanelDecided):
                event = replace(event, sitting=sitting(tale.panel_clerk, tale.today))
            tale.record(event, by)
        else:
            tale.record(decode(step["event"], version, json.dumps(_opening(tale, values))), by)
            tale.follow()
            tale.assign()
    if case.draft is None:
        return None
    raw = json.dumps(_filled(case.draft, tale)).encode()
    return read_draft(f"case-{case.case}", raw, tale.town.library)


def portrait_of(town: Town, case: NoteCase) -> Portrait:
    """The portrait that a case of the note borrows its words from."""
    return next(p for p in town.stories.portraits if p.key == case.portrait)


def _opening(tale: Tale, values: dict[str, Any]) -> dict[str, Any]:
    """The first entry with what it says of the citizen and the unit."""
    tale.open(tale.today, values.get("applied_for"))
    return {
        **values,
        "citizen": {
            "name": tale.who.citizen.name,
            "address_lines": tale.who.citizen.address_lines,
            "cpr": tale.who.citizen.cpr,
        },
        "service": tale.service,
        "municipality": tale.unit.municipality,
        "unit": tale.unit.key,
        "case_number": tale.case_number,
    }


def _filled(value: Any, tale: Tale) -> Any:
    """A value of the file with the citizen's words and days."""
    if isinstance(value, dict):
        return {key: _filled(one, tale) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, tale) for one in value]
    return _said(value, tale) if isinstance(value, str) else value


def _said(text: str, tale: Tale) -> str:
    if not text.startswith("@"):
        return text.format_map(tale.who.words)
    days = {"@born": tale.who.person.birth_date, "@panel": tale.panel_meets_on}
    day = days.get(text) or tale.today + timedelta(days=int(text[1:]))
    return day.isoformat()
