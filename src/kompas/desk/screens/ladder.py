"""A citizen's step on the intervention ladder, and the movement over time (FW-11)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.http import HttpResponse

from kompas.casework.ladder import (
    RunningHelp,
    Standing,
    Step,
    help_in,
    movement,
    standings,
    step_on,
)
from kompas.desk.case_file import PURPOSE, CaseFile, line_of
from kompas.norms import NotCodedError, Standard
from kompas.processes.ladder import help_of_citizen, help_of_team
from kompas.web import parameters
from kompas.web.norms import library
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest
from kompas.words import _, language

TEAM_PURPOSE = "Overblik over teamets trin på indsatstrappen"
_YEAR = timedelta(days=365)
WIDTH, STAIR = 320, 18
"""The drawing: how wide it is, and how high a step; in units of its own."""
_LEFT, _TOP = 24, 6


@dataclass(frozen=True, slots=True)
class Stood:
    """A line of the table: a time on a step, and what the move to it was. `now`: it is today's."""

    standing: Standing
    step: str
    move: str
    now: bool


@dataclass(frozen=True, slots=True)
class Climbed:
    """A citizen on the ladder. `none` says why there is nothing to show; `stairs` are the steps
    with their heights in the drawing, `path` is the way over them.
    """

    stood: tuple[Stood, ...] = ()
    none: str = ""
    stairs: tuple[tuple[str, int], ...] = ()
    path: str = ""
    width: int = WIDTH
    height: int = 0


def ladder(request: SignedInRequest, case_id: UUID) -> HttpResponse:  # noqa: ARG001 - in the line
    """The citizen's movement on the ladder over all cases that the user may see."""
    visit = request.visit
    line = line_of(visit)
    lines, help_ = help_of_citizen(line, visit.viewer, PURPOSE, now=visit.now)
    context = {
        "line": line,
        "lines": lines,
        "climbed": climbed(line.municipality, help_, visit.today),
    }
    return page(request, "ladder.html", context)


@dataclass(frozen=True, slots=True)
class Tally:
    """A municipality's ladder with how many stand on each step, and how they moved.

    `none` says why there is no ladder.
    """

    name: str
    steps: tuple[tuple[str, int], ...] = ()
    moved: tuple[tuple[str, int], ...] = ()
    none: str = ""


def team_ladder(request: SignedInRequest) -> HttpResponse:
    """How many of a team's citizens stand on each step, and how they moved in a period."""
    visit = request.visit
    until = parameters.day(request.GET, "til", _("Til og med")) or visit.today
    since = parameters.day(request.GET, "fra", _("Fra")) or until - _YEAR
    found = help_of_team(visit.viewer, TEAM_PURPOSE, now=visit.now)
    by_municipality: dict[str, list[tuple[RunningHelp, ...]]] = {}
    for municipality, help_ in found.citizens:
        by_municipality.setdefault(municipality, []).append(help_)
    context = {
        "since": since,
        "until": until,
        "backwards": since > until,
        "tallies": [
            tally(name, citizens, since, until)
            for name, citizens in sorted(by_municipality.items())
            if since <= until
        ],
        "more": found.more,
    }
    return page(request, "team_ladder.html", context)


def tally(
    municipality: str, citizens: Sequence[tuple[RunningHelp, ...]], since: date, until: date
) -> Tally:
    """A caseload on the ladder on the last day, and its moves since the first."""
    name = library().words.municipalities.get(municipality, municipality)
    try:
        framework = library().framework(municipality, until)
    except NotCodedError as error:
        return Tally(name, none=error.text)
    on_steps = Counter(
        step_text(step) for help_ in citizens if (step := step_on(framework, help_, until))
    )
    moved = movement(framework, citizens, since, until)
    texts = {**_answers(framework), "unclear": _("kan ikke afgøres")}
    return Tally(
        name,
        tuple(sorted(on_steps.items())),
        tuple((text, moved[direction]) for direction, text in texts.items()),
    )


def _answers(framework: Standard) -> Mapping[str, str]:
    asked = framework.words.questions["ladder_move"]
    return asked.answers_en if language() == "en" else asked.answers


def of_file(file: CaseFile) -> Climbed:
    """The movement by the help of one case alone, as it is shown. No statement is sent."""
    return climbed(file.case.municipality, help_in(file.opened.entries), file.day)


def climbed(municipality: str, help_: Sequence[RunningHelp], today: date) -> Climbed:
    """Help over time as steps, in words and as a drawing."""
    try:
        framework = library().framework(municipality, today)
    except NotCodedError as error:
        return Climbed(none=error.text)
    found = standings(framework, help_)
    if not found:
        return Climbed(none=_("Der er ingen bevilget hjælp på indsatstrappen."))
    names = list(framework.words.facts["step_before"].domain.names)
    stairs = tuple((name, _TOP + STAIR * n) for n, name in enumerate(reversed(names)))
    return Climbed(
        stood=tuple(_stood(framework, one, today) for one in reversed(found)),
        stairs=stairs,
        path=_path(found, dict(stairs), today),
        height=_TOP * 2 + STAIR * (len(names) - 1),
    )


def _stood(framework: Standard, one: Standing, today: date) -> Stood:
    now = one.first <= today and (one.last is None or today <= one.last)
    return Stood(one, step_text(one.step), _move_text(framework, one), now)


def step_text(step: Step) -> str:
    """A step in words: `Trin D`, `Trin A-B` where the help stands on both."""
    name = step.low if step.low == step.high else f"{step.low}-{step.high}"
    return _("Trin {name}").format(name=name)


def _move_text(framework: Standard, one: Standing) -> str:
    if one.move is None:
        return _("første trin")
    if one.move.direction is None:
        return _("kan ikke afgøres")
    return _answers(framework)[one.move.direction]


def _path(found: Sequence[Standing], heights: dict[str, int], today: date) -> str:
    """The way over the steps: from left to right in time, a gap where no help ran."""
    first = found[0].first
    end = max(today, *(one.last or one.first + timedelta(days=30) for one in found))
    room = WIDTH - _LEFT
    days = max((end - first).days, 1)

    def across(day: date) -> float:
        return round(_LEFT + room * (day - first).days / days, 1)

    parts, before = [], None
    for one in found:
        joined = before is not None and before == one.first - timedelta(days=1)
        height = heights[one.step.high]
        start = f"V{height}" if joined else f"M{across(one.first)} {height}"
        parts.append(f"{start}H{across((one.last or end) + timedelta(days=one.last is not None))}")
        before = one.last
    return "".join(parts)
