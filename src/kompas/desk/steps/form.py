"""What the forms of the steps have in common: what they are about, their fields, their command."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django import forms
from django.forms.boundfield import BoundField

from kompas.accounts.access import Staff
from kompas.accounts.teams import Worker
from kompas.casework.amounts import Amounts
from kompas.casework.case import Case
from kompas.casework.decision_kinds import kinds_in
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Command, Recorded
from kompas.casework.step import Here
from kompas.casework.steps.application import Consent
from kompas.norms import Assessment, Measure, Standard
from kompas.norms.explaining import Explanation
from kompas.register.meetings import Planned
from kompas.web.fields import Amount
from kompas.web.filters import KIND_TEXTS, capital
from kompas.web.norms import library
from kompas.words import N_, _

YES, NO = "ja", "nej"
"""The values of a choice between yes and no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a form is about: the case as it stands, its record, the day; and where a form asks for
    them, who handles cases in its unit, when its panel meets, the rules of the day, and what they
    answer.

    `on` is the proceeding of the page, None for a step that opens one. `viewer` is who fills it in.
    """

    case: Case
    on: Proceeding | None = None
    entries: tuple[Recorded, ...]
    today: date
    viewer: Staff | None = None
    workers: tuple[Worker, ...] = ()
    standard: Standard | None = None
    meetings: tuple[Planned, ...] = ()
    assessment: Assessment | None = None

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that the help of the case is granted in."""
        return library().words.measures_of(self.case.service)

    @property
    def proceeding(self) -> Proceeding:
        """The proceeding of a step that belongs to one. Raises LookupError where there is none."""
        return Here(self.case, self.on).proceeding


class WorkForm(forms.Form):
    """A form as the pages of the day's work show it: field below field.

    `pairs` are fields that stand side by side with the next. `only_when` are fields that are shown
    while a field is ticked.
    """

    pairs: ClassVar[frozenset[str]] = frozenset()
    only_when: ClassVar[Mapping[str, str]] = {}

    def rows(self) -> Iterator[tuple[BoundField, ...]]:
        """The fields as they stand below each other; some side by side. What only counts when
        another field is ticked is then no choice.
        """
        for name in self.only_when:
            self.fields[name].required = True  # said of it; when it counts is told by `clean`
        waiting: tuple[BoundField, ...] = ()
        asked: tuple[str, ...] = getattr(self, "asked", ())
        for bound in self.visible_fields():
            waiting = (*waiting, bound)
            if bound.name not in self.pairs and bound.name not in asked[:-1][::2]:
                yield waiting
                waiting = ()

    def text(self, name: str) -> str:
        """A text that was typed."""
        return str(self.cleaned_data[name])


class StepForm(WorkForm):
    """The form of one step of a case.

    `why` says why the law asks for it, `source` where. `needs_seq`: not recorded when the case has
    gone on since the form was opened; what is added beside all else does without. `from_link` is
    the field that an entry's number in the link (`?post=7`) chooses. `template` is the page; one
    of its own sets the fields otherwise. `letter_text` is the field that the citizen reads in a
    letter that Kompas makes to the step; empty where it makes none. `only_letter`: it is recorded
    with that letter alone. `takes_phrases`: standard texts may be put into that field. `leads_on`:
    one can go straight on from it to the step that is next then.
    """

    step: ClassVar[str]
    title: ClassVar[str]
    why: ClassVar[str] = ""
    source: ClassVar[str] = ""
    button: ClassVar[str] = N_("Registrér")
    template: ClassVar[str] = "step.html"
    needs_seq: ClassVar[bool] = True
    leads_on: ClassVar[bool] = False
    needs_workers: ClassVar[bool] = False
    needs_norms: ClassVar[bool] = False
    needs_standard: ClassVar[bool] = False
    needs_meetings: ClassVar[bool] = False
    from_link: ClassVar[str | None] = None
    letter_text: ClassVar[str] = ""
    only_letter: ClassVar[bool] = False
    takes_phrases: ClassVar[bool] = True

    def __init__(self, about: About, data: Mapping[str, object] | None = None) -> None:
        self.about = about
        super().__init__(data, initial=dict(self.defaults(about)), label_suffix="")
        self.arrange()

    def defaults(self, about: About) -> Mapping[str, object]:
        """What stands in the form when it is opened for the first time."""
        del about
        return {}

    def arrange(self) -> None:
        """Fit the fields to the case."""

    def beside(self) -> Iterator[tuple[str, str]]:
        """What one wants to see of the case while writing: what it is, and what it says."""
        yield from ()

    def norms(self) -> Iterator[tuple[str, str]]:
        """What law and standard answer in short, where the form asks for them."""
        found = Explanation(self.about.assessment) if self.about.assessment else None
        for answered in found.in_short() if found else ():
            if found and answered.rows:
                yield found.title(answered), found.value(answered)

    def warnings(self) -> Iterator[str]:
        """What one should know before recording."""
        yield from ()

    def command(self) -> Command:
        """What is to be done, of a form that is filled in right."""
        raise NotImplementedError


# ---------------------------------------------------------------- a consent

CONSENT = ("consent_scope", "consent_on", "consent_how")
"""The fields of a consent, in the forms that take one."""


def half_told(said: Mapping[str, object]) -> Iterator[str]:
    """The fields that a consent lacks: it is told in full or not at all."""
    if any(said.get(name) for name in CONSENT):
        yield from (name for name in CONSENT if not said.get(name))


def consent_of(form: WorkForm) -> Consent | None:
    """The consent that was typed into a form; None where none was."""
    given_on = form.cleaned_data["consent_on"]
    if not given_on:
        return None
    scope, how = form.text("consent_scope"), form.text("consent_how")
    return Consent(scope=scope, given_on=given_on, how=how)


# ---------------------------------------------------------------- how much help


class AmountsForm(forms.Form):
    """A form that says how much help: a field for each measure of the service.

    Of help that is all or nothing, as a home, there is no number to type.
    """

    asked: tuple[str, ...] = ()
    """The measures that have a field; the field is called as the measure."""

    def ask_amounts(
        self,
        measures: Iterable[Measure],
        given: Amounts | None = None,
        hints: Mapping[str, str] | None = None,
    ) -> None:
        """Add a field for each measure, with what is given already."""
        for measure in measures:
            if not measure.is_single:
                self.fields[measure.name] = Amount(measure, (hints or {}).get(measure.name, ""))
                self.initial.setdefault(measure.name, (given or {}).get(measure.name))
                self.asked = (*self.asked, measure.name)

    def amounts(self) -> dict[str, Decimal]:
        """What was typed; a number that does not stand there is not said."""
        typed = ((name, self.cleaned_data.get(name)) for name in self.asked)
        return {name: amount for name, amount in typed if amount is not None}

    def amount_fields(self) -> tuple[BoundField, ...]:
        """The fields of the measures."""
        return tuple(self[name] for name in self.asked)


def kinds(case: Case, on: Proceeding | None, *held: str) -> list[tuple[str, str]]:
    """The kinds of decision, to choose from (`kinds_in`)."""
    return [(kind.value, capital(_(KIND_TEXTS[kind]))) for kind in kinds_in(case, on, held)]
