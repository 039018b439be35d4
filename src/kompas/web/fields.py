"""The fields of forms, each over a kind of `kompas.inputs`: what it takes, and what it says.

Every form's fields are of these classes (`tests/guards/test_inputs.py`), so that none takes more
than a case can hold.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import lazy

from kompas import inputs
from kompas.casework.amounts import InMeasure, many_of
from kompas.inputs import Kind, Unfit
from kompas.norms import Measure
from kompas.web.filters import capital
from kompas.words import N_, _

later = lazy(_, str)
"""A text that is put into the reader's language when it is shown."""

_REQUIRED = {"required": later(N_("Udfyld feltet."))}
_CHOOSE = {
    "required": later(N_("Vælg en af mulighederne.")),
    "invalid_choice": later(N_("Vælg en af mulighederne.")),
}


class Typed(forms.Field):
    """A field whose value is read by a kind; `nothing` is its value where nothing was typed."""

    nothing: Any = None

    def __init__(self, kind: Kind[Any], label: str, help_text: str = "", **options: Any) -> None:
        self.kind = kind
        told = {**_REQUIRED, **options.pop("error_messages", {})}
        super().__init__(label=label, help_text=help_text, error_messages=told, **options)

    def to_python(self, value: object) -> Any:
        """The value, or a refusal in the words of its kind."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return self.nothing
        try:
            return self.kind.read(value)
        except Unfit as unfit:
            raise forms.ValidationError(str(unfit), code="invalid") from None


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """A time of day, chosen in the browser's own way."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class Day(Typed):
    """A day."""

    widget = DayInput

    def __init__(
        self, label: str, help_text: str = "", *, kind: Kind[Any] = inputs.DAY, **options: Any
    ) -> None:
        super().__init__(kind, label, help_text, **options)


class Clock(Typed):
    """A time of day."""

    widget = ClockInput

    def __init__(self, label: str, help_text: str = "", **options: Any) -> None:
        super().__init__(inputs.CLOCK, label, help_text, **options)


class Text(Typed):
    """Running text."""

    nothing = ""
    widget = forms.Textarea

    def __init__(
        self, label: str, help_text: str = "", *, kind: Kind[Any] = inputs.LONG_TEXT, **options: Any
    ) -> None:
        super().__init__(kind, label, help_text, **options)


class Reason(Text):
    """Why something is done: running text without anybody's CPR number."""

    def __init__(self, label: str, help_text: str = "", **options: Any) -> None:
        super().__init__(label, help_text, kind=inputs.REASON, **options)


class LetterText(Text):
    """What will stand in a letter: running text without anybody's CPR number."""

    def __init__(self, label: str, help_text: str = "", **options: Any) -> None:
        super().__init__(label, help_text, kind=inputs.LETTER_TEXT, **options)


class Line(Typed):
    """A few words on one line; by another kind than a short text where one is named."""

    nothing = ""
    widget = forms.TextInput

    def __init__(
        self,
        label: str,
        help_text: str = "",
        *,
        kind: Kind[Any] = inputs.SHORT_TEXT,
        **options: Any,
    ) -> None:
        super().__init__(kind, label, help_text, **options)


class Password(Typed):
    """A password, as it is typed: it is measured by those who make it, and never kept."""

    nothing = ""
    widget = forms.PasswordInput

    def __init__(self, label: str, help_text: str = "") -> None:
        super().__init__(inputs.SECRET, label, help_text)


class FilesInput(forms.ClearableFileInput):
    """Files, several at once."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Files from outside, several at once: the value is a list of them, empty ones too, so that
    what one lacks keeps no other out.
    """

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files. Raises ValidationError where there are none."""
        given = data if isinstance(data, list) else [data] if data is not None else []
        return given or [one for one in [super().clean(None, initial)] if one]


class Cpr(Line):
    """A CPR number; ten digits."""

    def __init__(self, label: str, help_text: str = "", **options: Any) -> None:
        super().__init__(label, help_text, kind=inputs.CPR, **options)


class Lines(Text):
    """Several short texts, one on each line; a tuple of them."""

    def clean(self, value: object) -> tuple[str, ...]:
        """The lines that say something."""
        found = str(super().clean(value)).splitlines()
        try:
            return tuple(inputs.SHORT_TEXT.read(line) for line in found if line.strip())
        except Unfit as unfit:
            raise forms.ValidationError(str(unfit), code="invalid") from None


class Choice(forms.ChoiceField):
    """One of a few, all shown."""

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[str, str]] = (),
        help_text: str = "",
        *,
        required: bool = True,
        unchosen: str = "",
    ) -> None:
        told = dict.fromkeys(_CHOOSE, later(unchosen)) if unchosen else _CHOOSE
        super().__init__(
            label=label,
            choices=choices,
            help_text=help_text,
            required=required,
            widget=forms.RadioSelect,
            error_messages=told,
        )


class ChoiceOfMany(forms.ChoiceField):
    """One of many, in a list that opens."""

    def __init__(
        self,
        label: str,
        help_text: str = "",
        *,
        choices: Sequence[tuple[str, str]] = (),
        required: bool = True,
        unchosen: str = "",
    ) -> None:
        told = dict.fromkeys(_CHOOSE, later(unchosen)) if unchosen else _CHOOSE
        super().__init__(
            label=label,
            help_text=help_text,
            choices=choices,
            required=required,
            error_messages=told,
        )


class YesOrNo(ChoiceOfMany):
    """Yes, no, or not said: True, False or None."""

    def __init__(self, label: str, help_text: str = "", *, unsaid: str) -> None:
        choices = [("", unsaid), ("yes", N_("Ja")), ("no", N_("Nej"))]
        super().__init__(label, help_text, choices=choices, required=False)

    def clean(self, value: object) -> bool | None:
        """What was chosen."""
        return {"yes": True, "no": False}.get(super().clean(value))


class TickedOf(forms.MultipleChoiceField):
    """Several of a few, ticked. What is held and is none of them stays, to be unticked: of it is
    told by who knows what it is; here each is read by a kind.
    """

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: str, *, kind: Kind[str] = inputs.CODE) -> None:
        super().__init__(label=label, required=False)
        self.kind = kind
        self.stray: tuple[str, ...] = ()

    def valid_value(self, value: object) -> bool:
        """Any that is of the kind. Raises ValidationError."""
        try:
            self.kind.read(value)
        except Unfit as unfit:
            raise forms.ValidationError(str(unfit), code="invalid") from None
        return True

    def clean(self, value: object) -> tuple[str, ...]:
        """What is ticked, each once."""
        ticked = filter(None, super().clean(value))
        return tuple(dict.fromkeys(self.kind.read(one) for one in ticked))


class Tick(forms.BooleanField):
    """Yes when it is ticked."""

    def __init__(self, label: str, help_text: str = "", **options: Any) -> None:
        super().__init__(label=label, help_text=help_text, **{"required": False, **options})


class WholeInput(forms.NumberInput):
    """A whole number."""


class Whole(Typed):
    """A whole number."""

    widget = WholeInput

    def __init__(self, kind: Kind[Any], label: str, help_text: str = "", **options: Any) -> None:
        super().__init__(kind, label, help_text, **options)
        self.widget.attrs |= {
            {"minimum": "min", "maximum": "max"}[name]: most for name, most in kind.schema().items()
        }


class Kroner(Typed):
    """An amount in kroner as people write them; whole øre."""

    def __init__(self, label: str, help_text: str = "", **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(inputs.OERE, label, help_text, widget=widget, **options)


class Amount(Typed):
    """How much help, in one measure; with a decimal comma as it is written in Danish."""

    def __init__(self, measure: Measure, help_text: str = "") -> None:
        unit = measure.unit
        super().__init__(
            InMeasure(measure),
            capital(many_of(unit)),
            help_text,
            required=False,
            widget=forms.TextInput(
                attrs={
                    "inputmode": "numeric" if unit.parts == 1 else "decimal",
                    "data-amount": unit.name,
                }
            ),
        )

    def prepare_value(self, value: object) -> object:
        """A number as it is written in Danish."""
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value
