"""Who was at the panel's meeting over one case: a row for each person, with what they did."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from kompas import inputs
from kompas.accounts.teams import Worker
from kompas.casework.sitting import Member, Objection, Sitting
from kompas.register.meetings import Planned
from kompas.web import parameters
from kompas.web.fields import ChoiceOfMany, Line
from kompas.words import N_, _

CHAIR, MEMBER, CHAIR_DISSENTS, DISSENTS, LEFT = (
    "chair", "member", "chair_dissents", "dissents", "left"
)  # fmt: skip
PARTS = [
    ("", N_("Var der ikke")),
    (CHAIR, N_("Ledede mødet")),
    (MEMBER, N_("Var med til at beslutte")),
    (CHAIR_DISSENTS, N_("Ledede mødet og var uenig")),
    (DISSENTS, N_("Var uenig (dissens)")),
    (LEFT, N_("Inhabil: forlod mødet")),
]
"""What somebody did in a case."""
_WITH_WHY = frozenset({CHAIR_DISSENTS, DISSENTS, LEFT})
_CHAIRS = frozenset({CHAIR, CHAIR_DISSENTS})
ROWS = "personer"
"""How many rows the page had, which it brings back."""
_BLANK, _MOST = 2, 40


class PersonForm(forms.Form):
    """One person. Who has a user here is named by it; another's name is typed."""

    username = Line("", kind=inputs.TOKEN, required=False, widget=forms.HiddenInput)
    name = Line(N_("Navn"), required=False)
    part = ChoiceOfMany(N_("I denne sag"), choices=PARTS, required=False)
    why = Line(N_("Hvorfor inhabil eller uenig"), kind=inputs.LONG_TEXT, required=False)

    known: Worker | None = None

    def clean(self) -> dict[str, Any]:
        """Whoever was there is named, and what needs a reason has one."""
        given = super().clean() or {}
        part, named = given.get("part"), self.known or given.get("name")
        if part and not named and "name" not in self.errors:
            self.add_error("name", _("Skriv personens navn."))
        if named and not self.known and not part and "part" not in self.errors:
            self.add_error("part", _("Vælg, hvad personen gjorde, eller slet navnet."))
        if part in _WITH_WHY and not given.get("why") and "why" not in self.errors:
            self.add_error("why", _("Skriv hvorfor."))
        return given

    @property
    def person(self) -> str:
        """What the person is called."""
        return self.known.name if self.known else str(self.cleaned_data["name"])

    @property
    def label(self) -> str:
        """What the row is called for who hears the page."""
        return self.known.name if self.known else _("En anden person")


class Attendance:
    """The rows of a case: those who may sit on the unit's panel, and who is typed besides."""

    def __init__(
        self,
        members: Sequence[Worker],
        data: QueryDict | None = None,
        *,
        last: Planned | None = None,
        handled: frozenset[str] = frozenset(),
    ) -> None:
        self.forms = list(_forms(members, data, last, handled))
        self.faults: list[str] = []

    def is_valid(self) -> bool:
        """Whether each row says what it must, and one leads the meeting."""
        whole = not [form for form in self.forms if not form.is_valid()]  # each tells its faults
        if whole and sum(form.cleaned_data["part"] in _CHAIRS for form in self.forms) != 1:
            self.faults.append(_("Vælg én, der ledede mødet."))
        return whole and not self.faults

    def sitting(self, held_on: date, meeting: str) -> Sitting:
        """The panel as the rows say it was."""
        there = [form for form in self.forms if form.cleaned_data["part"]]
        return Sitting(
            held_on=held_on,
            meeting=meeting,
            chair=next(form.person for form in there if form.cleaned_data["part"] in _CHAIRS),
            present=tuple(
                Member(name=form.person, username=form.known.username if form.known else "")
                for form in there
            ),
            conflicts=_objections(there, {LEFT}),
            dissents=_objections(there, {DISSENTS, CHAIR_DISSENTS}),
        )

    def told(self) -> Iterator[tuple[str, str, str]]:
        """What is wrong: the id of the field, what it is called, and the fault in words."""
        for text in self.faults:
            yield "attendance", "", text
        for form in self.forms:
            for bound in form:
                label = f"{form.label}, {_(str(bound.label)).lower()}"
                yield from ((bound.auto_id, label, str(fault)) for fault in bound.errors)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.forms)


def _objections(there: Sequence[PersonForm], parts: set[str]) -> tuple[Objection, ...]:
    return tuple(
        Objection(name=form.person, why=form.cleaned_data["why"])
        for form in there
        if form.cleaned_data["part"] in parts
    )


def _forms(
    members: Sequence[Worker],
    data: QueryDict | None,
    last: Planned | None,
    handled: frozenset[str],
) -> Iterator[PersonForm]:
    initial = [*_known(members, last, handled), *_typed(members, last)]
    count = len(initial) + _BLANK
    if data is not None:
        count = min(max(parameters.number(data, ROWS) or 0, len(members)), _MOST)
    by_name = {one.username: one for one in members}
    for number in range(count):
        begun = initial[number] if number < len(initial) else {}
        form = PersonForm(
            data, prefix=f"person-{number}", initial=dict(begun), label_suffix="", auto_id="f-%s"
        )
        named = (
            parameters.word(data, f"person-{number}-username")
            if data is not None
            else begun.get("username", "")
        )
        form.known = by_name.get(named)
        yield form


def _known(
    members: Sequence[Worker], last: Planned | None, handled: frozenset[str]
) -> Iterator[Mapping[str, str]]:
    """Those who may sit on the panel, as they did in the case before; who handled this one left."""
    present = last.present if last else ()
    for one in members:
        part = ""
        if one.name in present:
            part = CHAIR if last and one.name == last.chair else MEMBER
        begun = {"username": one.username, "name": one.name, "part": part}
        if part and one.username in handled:
            begun |= {"part": LEFT, "why": _("Har selv behandlet sagen.")}
        yield begun


def _typed(members: Sequence[Worker], last: Planned | None) -> Iterator[Mapping[str, str]]:
    """Who was typed in the case before."""
    known = {one.name for one in members}
    for name in last.present if last else ():
        if name not in known:
            yield {"name": name, "part": CHAIR if last and name == last.chair else MEMBER}
