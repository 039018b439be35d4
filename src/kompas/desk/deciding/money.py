"""The parts of a decision about money: what the citizen pays, and what that is worked out from."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from kompas import inputs
from kompas.economy import WANTED, Wanted
from kompas.web.fields import ChoiceOfMany, Kroner, Line, later
from kompas.web.form_parts import PartForm
from kompas.words import N_, _

PERIODS: Mapping[str, str] = {
    "month": N_("om måneden"),
    "week": N_("om ugen"),
    "day": N_("om dagen"),
    "year": N_("om året"),
    "once": N_("én gang"),
}


def _line(label: str) -> Line:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return Line(label, kind=inputs.SHORT_OR_BLANK, required=False, widget=widget)


class CostRow(PartForm):
    """Something that the citizen pays."""

    least: ClassVar = {"what": ""}
    numbered = N_("Betaling {n}")
    what = _line(N_("For hvad"))
    amount_oere = Kroner(
        N_("Kroner"),
        required=False,
        error_messages={"required": later(N_("Skriv beløbet i kroner, fx 420 eller 420,50."))},
    )
    period = ChoiceOfMany(
        N_("Hvor tit"),
        choices=[("", N_("Vælg")), *PERIODS.items()],
        required=False,
        unchosen=N_("Vælg, hvor tit det betales."),
    )
    source = _line(N_("Hvor står beløbet?"))

    def clean(self) -> None:
        """What is paid has a source; what is free needs none."""
        given = self.cleaned_data
        if given.get("amount_oere") and not given.get("source") and "source" not in self.errors:
            self.add_error(
                "source", _("Skriv, hvor beløbet står, fx tilbuddets takstblad for 2026.")
            )


class StatedAmountPart(PartForm):
    """An amount of the citizen that a payment is worked out from, with where it is known from."""

    amount_oere = Kroner("", required=False)
    source = _line(N_("Hvor står beløbet?"))

    def __init__(self, data: QueryDict, prefix: str, wanted: Wanted) -> None:
        super().__init__(data, prefix=prefix)
        field = self.fields["amount_oere"]
        field.label, field.help_text = wanted.text, wanted.hint

    def clean(self) -> None:
        """An amount has a source, and a source an amount."""
        typed, source = self.cleaned_data.get("amount_oere"), self.cleaned_data.get("source")
        if typed is not None and not source and "source" not in self.errors:
            self.add_error("source", _("Skriv, hvor beløbet står, fx årsopgørelsen for 2025."))
        if source and typed is None and "amount_oere" not in self.errors:
            told = _("Skriv beløbet i kroner, fx 420 eller 420,50.")
            self.add_error("amount_oere", told)

    def json(self) -> dict[str, Any]:
        """The amount with its source; nothing as long as there is no amount."""
        said = super().json()
        return said if "amount_oere" in said else {}


class StatedAmountsPart(PartForm):
    """The amounts of the citizen that payments are worked out from, by their codes."""

    def __init__(self, data: QueryDict, prefix: str) -> None:
        super().__init__(data, prefix=prefix)
        for one in WANTED:
            self.add(one.code, StatedAmountPart(data, f"{prefix}-{one.code}", one))
