"""Forms that open a case: an application, or a running grant that is taken over."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar, TypedDict

from django import forms
from django.urls import reverse_lazy

from kompas.accounts.teams import Workplace
from kompas.casework.amounts import faults, whole
from kompas.casework.decision import Citizen
from kompas.casework.opening import Opening
from kompas.casework.steps.application import ApplicationReceived, Channel
from kompas.casework.steps.running_grant import RunningGrantTakenOver
from kompas.desk.steps.form import CONSENT, AmountsForm, WorkForm, consent_of, half_told
from kompas.inputs import CASE_NUMBER
from kompas.norms import NotCodedError
from kompas.norms.wording import listed
from kompas.soundness.wording import name_of
from kompas.web.fields import Choice, ChoiceOfMany, Cpr, Day, LetterText, Line, Lines, Tick
from kompas.web.filters import capital
from kompas.web.norms import library
from kompas.words import N_, _, language


class OpeningFields(TypedDict):
    """What every event that opens a case says (`kompas.casework.opening.Opening`)."""

    citizen: Citizen
    service: str
    municipality: str
    unit: str
    case_number: str


class OpeningForm(AmountsForm, WorkForm):
    """What every new case says: whose it is, who handles it, and what it is about."""

    name: ClassVar[str]
    title: ClassVar[str]
    why: ClassVar[str]
    source: ClassVar[str]
    amounts_after: ClassVar[str]
    """The field that those of the measures stand after."""
    leads_on: ClassVar[bool] = False
    """Whether there is a step that comes straight after it."""

    def __init__(
        self,
        places: Sequence[Workplace],
        today: date,
        data: Mapping[str, object] | None = None,
    ) -> None:
        self.places = {place.key: place for place in places}
        self.today = today
        super().__init__(data, initial=self.defaults(), label_suffix="")
        self.fields["cpr"].widget.attrs |= _LOOKED_UP
        self._choose("unit", [(place.key, place.name) for place in places], N_("Vælg enhed"))
        self._choose("service", services(places, today), N_("Vælg ydelse"))
        self._ask_amounts([name for name, _text in services(places, today)])

    def defaults(self) -> dict[str, object]:
        """The unit where there is one only."""
        return {"unit": next(iter(self.places)) if len(self.places) == 1 else ""}

    def _choose(self, name: str, choices: list[tuple[str, str]], empty: str) -> None:
        first = [("", _(empty))] if len(choices) != 1 else []
        self.fields[name].choices = [*first, *choices]  # type: ignore[attr-defined]

    def _ask_amounts(self, names: Sequence[str]) -> None:
        """A field for each measure of a service that can be chosen; of several, it says which."""
        words = library().words
        measures = {one.name: one for name in names for one in words.measures_of(name)}
        measured = {
            measure: [name for name in names if measure in words.services[name].measures]
            for measure in measures
        }
        hints = {
            measure: _("Kun for {services}.").format(
                services=listed(name_of(words.services[name]) for name in of)
            )
            for measure, of in measured.items()
        }
        self.ask_amounts(measures.values(), hints=hints if len(names) > 1 else None)
        for measure in self.asked:  # for static/desk/new_case.js
            self.fields[measure].widget.attrs["data-services"] = " ".join(measured[measure])
        order = list(self.fields)
        for name in self.asked:
            order.remove(name)
        at = order.index(self.amounts_after) + 1
        self.order_fields([*order[:at], *self.asked, *order[at:]])

    def clean(self) -> dict[str, object]:
        """The service is one that the unit has rules for, and is measured as is told."""
        told = super().clean() or self.cleaned_data
        place, service = self.places.get(told.get("unit", "")), told.get("service")
        if place and service and (lacking := not_coded(place, service, self.today)):
            raise forms.ValidationError({"service": lacking})
        for measure, what, remedy in (
            faults(self.amounts(), str(service), library().words) if service else ()
        ):
            self.add_error(measure, f"{what} {remedy}")
        return told

    def citizen(self) -> Citizen:
        """Whom the case is about."""
        return Citizen(
            name=self.cleaned_data["citizen_name"],
            address_lines=self.cleaned_data["address"],
            cpr=self.cleaned_data["cpr"],
            representative=self.cleaned_data.get("representative") or None,
        )

    @property
    def typed_number(self) -> str:
        """The case number that was typed; empty for the next free one."""
        return str(self.cleaned_data["case_number"])

    def case(self, free_number: str) -> OpeningFields:
        """What every case says, as the events name it."""
        place = self.places[self.cleaned_data["unit"]]
        return {
            "citizen": self.citizen(),
            "service": self.cleaned_data["service"],
            "municipality": place.municipality,
            "unit": place.key,
            "case_number": self.typed_number or free_number,
        }

    def command(self, free_number: str) -> Opening:
        """The step that opens the case, under the number that was typed or else the free one."""
        raise NotImplementedError


def _citizen_name() -> Line:
    return Line(N_("Borgerens navn"))


def _address() -> Lines:
    return Lines(N_("Adresse"), N_("Som den skal stå på et brev."), required=False)


def _case_number() -> Line:
    return Line(
        N_("Sagsnummer"),
        N_("Står feltet tomt, får sagen det næste ledige."),
        kind=CASE_NUMBER,
        required=False,
    )


class ApplicationForm(OpeningForm):
    """An application, by the citizen or by another with consent."""

    name = "ansoegning"
    leads_on = True
    title = N_("Ny ansøgning")
    why = N_(
        "Enhver kan søge, også mundtligt: så skriver du ned, hvad borgeren siger. Fristen løber "
        "fra den dag, ansøgningen kom, og ikke fra den dag, den bliver tastet ind."
    )
    source = N_("retssikkerhedsloven §§ 3 og 5")

    pairs = frozenset({"cpr", "consent_on"})
    amounts_after = "applied_for"
    only_when: ClassVar[Mapping[str, str]] = dict.fromkeys(("on_behalf_by", *CONSENT), "on_behalf")

    cpr = Cpr(N_("CPR-nummer"))
    citizen_name = _citizen_name()
    address = _address()
    unit = ChoiceOfMany(N_("Enhed"))
    service = ChoiceOfMany(N_("Ydelse"), N_("De ydelser, som enheden har regler lagt ind for."))
    channel = Choice(
        N_("Hvordan kom ansøgningen?"),
        [
            (Channel.DIGITAL.value, N_("Digitalt")),
            (Channel.PHONE.value, N_("I telefonen eller ved fremmøde: jeg skriver den ned")),
            (Channel.LETTER.value, N_("I brev")),
        ],
    )
    received_on = Day(N_("Hvornår kom den?"))
    applied_for = LetterText(
        N_("Hvad søges der om?"), N_("Borgerens egne ord. Det står også i afgørelsen.")
    )
    on_behalf = Tick(N_("En anden søger på borgerens vegne"))
    on_behalf_by = Line(N_("Hvem søger?"), N_("Navn og forhold til borgeren."), required=False)
    consent_scope = Line(N_("Hvad har borgeren givet samtykke til?"), required=False)
    consent_on = Day(N_("Hvornår er samtykket givet?"), required=False)
    consent_how = Line(N_("Hvordan er det givet?"), required=False)
    representative = Line(
        N_("Partsrepræsentant eller værge"),
        N_("Den, der handler for borgeren i sagen, hvis der er en."),
        required=False,
    )
    case_number = _case_number()

    def defaults(self) -> dict[str, object]:
        """A digital application of today."""
        today = {"received_on": self.today, "channel": Channel.DIGITAL.value}
        return {**super().defaults(), **today}

    def clean(self) -> dict[str, object]:
        """Who applies for another is named; a consent is told in full or not at all."""
        told = super().clean()
        if not told.get("on_behalf"):
            return told
        if not told.get("on_behalf_by"):
            self.add_error("on_behalf_by", _("Skriv, hvem der søger."))
        for name in half_told(told):
            if name not in self.errors:
                self.add_error(name, _("Skriv det om samtykket."))
        return told

    def command(self, free_number: str) -> ApplicationReceived:
        """The application."""
        told = self.cleaned_data
        return ApplicationReceived(
            **self.case(free_number),
            applied_for=self.text("applied_for"),
            channel=Channel(told["channel"]),
            received_on=told["received_on"],
            on_behalf_by=told["on_behalf_by"] if told["on_behalf"] else None,
            consent=consent_of(self) if told["on_behalf"] else None,
            applied_amounts=self.amounts(),
        )


class RunningGrantForm(OpeningForm):
    """A grant from before Kompas."""

    name = "loebende"
    pairs = frozenset({"cpr", "granted_on"})
    amounts_after = "facility"
    title = N_("Overtag en løbende bevilling")
    why = N_(
        "En bevilling fra før Kompas bliver til en sag, så den kan følges op. Den gamle afgørelse "
        "efterprøves ikke."
    )
    source = N_("serviceloven § 148")

    cpr = Cpr(N_("CPR-nummer"))
    citizen_name = _citizen_name()
    address = _address()
    unit = ChoiceOfMany(N_("Enhed"))
    service = ChoiceOfMany(N_("Ydelse"), N_("De ydelser, som enheden har regler lagt ind for."))
    facility = Line(N_("Hvor får borgeren hjælpen?"), N_("Tilbuddets navn."))
    granted_on = Day(N_("Bevilget fra"))
    follow_up_due = Day(N_("Næste opfølgning"), required=False)
    case_number = _case_number()

    def command(self, free_number: str) -> RunningGrantTakenOver:
        """The grant."""
        return RunningGrantTakenOver(
            **self.case(free_number),
            extent=whole(self.amounts(), self.cleaned_data["service"], library().words),
            facility=self.cleaned_data["facility"],
            granted_on=self.cleaned_data["granted_on"],
            follow_up_due=self.cleaned_data["follow_up_due"],
        )


OPENINGS: Mapping[str, type[OpeningForm]] = {
    form.name: form for form in (ApplicationForm, RunningGrantForm)
}
"""The forms that open a case, as the address names them."""

_LOOKED_UP = {
    "hx-post": reverse_lazy("known_citizen"),
    "hx-trigger": "change",
    "hx-target": "#known",
    "autocomplete": "off",
}
"""The number is looked up as soon as it is typed, and always posted."""


def services(places: Sequence[Workplace], today: date) -> list[tuple[str, str]]:
    """The services that some of the units have rules for on a day."""
    known = library().words.services
    return [
        (name, f"{capital(_called(name))} ({', '.join(service.legal_basis)})")
        for name, service in known.items()
        if any(not not_coded(place, name, today) for place in places)
    ]


def not_coded(place: Workplace, service: str, today: date) -> str | None:
    """Why a unit has no rules for a service on a day; None where it has."""
    try:
        library().standard(service, place.municipality, today, place.norms_unit)
    except NotCodedError as error:
        return error.text
    return None


def _called(name: str) -> str:
    service = library().words.services[name]
    return service.text_en if language() == "en" else service.text
