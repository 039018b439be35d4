"""What the forms of the steps have in common: what they are about, their fields, their command."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.boundfield import BoundField
from django.utils.functional import lazy

from kompas.accounts.access import Staff
from kompas.accounts.teams import Worker
from kompas.casework.case import Case
from kompas.casework.decision import DecisionKind, Extent
from kompas.casework.lengths import too_long
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Command, Recorded
from kompas.casework.step import Here
from kompas.limits import LONGEST_LINE, LONGEST_TEXT
from kompas.norms import Assessment
from kompas.norms.explaining import Explanation
from kompas.web.filters import KIND_TEXTS, capital
from kompas.words import N_, _

_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)

later = lazy(_, str)
"""A text that is put into the reader's language when it is shown."""

_REQUIRED = {"required": later(N_("Feltet skal udfyldes."))}
_OF_TEXT = {**_REQUIRED, "max_length": later(N_("Skriv højst %(limit_value)d tegn."))}
_CHOOSE = {
    "required": later(N_("Vælg en af mulighederne.")),
    "invalid_choice": later(N_("Vælg en af mulighederne.")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a form is about: the case as it stands, its record, the day; and where a form asks for
    them, who handles cases in its unit, and what the norms answer.

    `on` is the proceeding of the page, None for a step that opens one. `viewer` is who fills it in.
    """

    case: Case
    on: Proceeding | None = None
    entries: tuple[Recorded, ...]
    today: date
    viewer: Staff | None = None
    workers: tuple[Worker, ...] = ()
    assessment: Assessment | None = None

    @property
    def proceeding(self) -> Proceeding:
        """The proceeding of a step that belongs to one. Raises LookupError where there is none."""
        return Here(self.case, self.on).proceeding


class WorkForm(forms.Form):
    """A form as the pages of the day's work show it: field below field.

    `pairs` are fields that stand side by side with the next. `only_when` are fields that are shown
    while a field is ticked.
    """

    pairs: ClassVar[frozenset[str]] = frozenset({"days"})
    only_when: ClassVar[Mapping[str, str]] = {}

    def rows(self) -> Iterator[tuple[BoundField, ...]]:
        """The fields as they stand below each other; some side by side."""
        waiting: tuple[BoundField, ...] = ()
        for bound in self.visible_fields():
            waiting = (*waiting, bound)
            if bound.name not in self.pairs:
                yield waiting
                waiting = ()

    def text(self, name: str) -> str:
        """A text as it was typed, with plain line ends."""
        return str(self.cleaned_data[name]).replace("\r\n", "\n")


class StepForm(WorkForm):
    """The form of one step of a case.

    `why` says why the law asks for it, `source` where. `needs_seq`: not recorded when the case has
    gone on since the form was opened; what is added beside all else does without. `from_link` is
    the field that an entry's number in the link (`?post=7`) chooses.
    """

    step: ClassVar[str]
    title: ClassVar[str]
    why: ClassVar[str] = ""
    source: ClassVar[str] = ""
    button: ClassVar[str] = N_("Registrér")
    needs_seq: ClassVar[bool] = True
    needs_workers: ClassVar[bool] = False
    needs_norms: ClassVar[bool] = False
    from_link: ClassVar[str | None] = None

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


# ---------------------------------------------------------------- fields


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Day(forms.DateField):
    """A day."""

    widget = DayInput

    def __init__(self, label: str, help_text: str = "", *, required: bool = True) -> None:
        out_of_range = later(N_("Skriv en dato mellem 1900 og 2199."))
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            error_messages={**_REQUIRED, "invalid": later(N_("Skriv en dato, der findes."))},
            validators=[
                MinValueValidator(_FIRST_DAY, out_of_range),
                MaxValueValidator(_LAST_DAY, out_of_range),
            ],
        )


class Text(forms.CharField):
    """Running text."""

    def __init__(self, label: str, help_text: str = "", *, required: bool = True) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea,
            error_messages=_OF_TEXT,
        )

    def validate(self, value: object) -> None:
        """As every text that comes into a case (`kompas.casework.lengths`)."""
        super().validate(value)
        for found in too_long(value):
            raise forms.ValidationError(found.text, code="max_length")


class Line(forms.CharField):
    """A few words on one line."""

    def __init__(
        self, label: str, help_text: str = "", *, required: bool = True, longest: int = LONGEST_LINE
    ) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            max_length=longest,
            error_messages=_OF_TEXT,
        )


class Lines(Text):
    """Several short texts, one on each line; a tuple of them."""

    def clean(self, value: object) -> tuple[str, ...]:
        """The lines that say something."""
        found = super().clean(value)
        return tuple(line.strip() for line in str(found).splitlines() if line.strip())


class Choice(forms.ChoiceField):
    """One of a few, all shown."""

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[str, str]] = (),
        help_text: str = "",
        *,
        required: bool = True,
    ) -> None:
        super().__init__(
            label=label,
            choices=choices,
            help_text=help_text,
            required=required,
            widget=forms.RadioSelect,
            error_messages=_CHOOSE,
        )


class ChoiceOfMany(forms.ChoiceField):
    """One of many, in a list that opens."""

    def __init__(self, label: str, help_text: str = "", *, required: bool = True) -> None:
        super().__init__(
            label=label, help_text=help_text, required=required, error_messages=_CHOOSE
        )


class Tick(forms.BooleanField):
    """Yes when it is ticked."""

    def __init__(self, label: str, help_text: str = "") -> None:
        super().__init__(label=label, help_text=help_text, required=False)


class Days(forms.IntegerField):
    """Whole days a week."""

    def __init__(self) -> None:
        super().__init__(
            label=N_("Dage om ugen"),
            required=False,
            min_value=0,
            max_value=7,
            error_messages={
                "invalid": later(N_("Skriv et helt tal fra {low} til {high}.")),
                "min_value": later(N_("Skriv et helt tal fra {low} til {high}.")),
                "max_value": later(N_("Skriv et helt tal fra {low} til {high}.")),
            },
        )


class Hours(forms.DecimalField):
    """Hours a week, with a decimal comma as it is written in Danish."""

    def __init__(self) -> None:
        wrong = later(N_("Skriv timerne som et tal fra 0 til 168, fx 7,5."))
        super().__init__(
            label=N_("Timer om ugen"),
            required=False,
            min_value=0,
            max_value=168,
            max_digits=5,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            error_messages=dict.fromkeys(
                ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places"), wrong
            ),
        )

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]
        """The number, whether it was typed with a comma or a point."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: object) -> object:
        """A number as it is written in Danish."""
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


class ExtentForm(forms.Form):
    """A form that says how much help: days and hours a week."""

    days = Days()
    hours = Hours()

    def extent(self) -> Extent:
        """What was typed; a number that does not stand there is not said."""
        hours = self.cleaned_data["hours"]
        return Extent(
            days_per_week=self.cleaned_data["days"],
            hours_per_week=None if hours is None else Decimal(f"{hours.normalize():f}"),
        )


def kinds() -> list[tuple[str, str]]:
    """The kinds of decision, to choose from."""
    return [(kind.value, capital(_(KIND_TEXTS[kind]))) for kind in DecisionKind]
