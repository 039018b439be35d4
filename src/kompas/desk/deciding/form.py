"""The form of a decision: its fields, each with what it is called, and the parts that they are of.

A field of `kompas.casework.Decision` that people write has its field here, under its own name, and
its place in a template; how it is kept, read, judged and told of follows. No field must be filled
in: what a decision needs the check says, and what cannot be a decision the reading of the draft.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict

from kompas import inputs
from kompas.casework.case import Case
from kompas.casework.decision import DecisionForm, DecisionKind, Evidence
from kompas.casework.decision_kinds import kinds_in
from kompas.casework.flows import ProceedingKind
from kompas.casework.intervention import PROVIDER
from kompas.casework.proceeding import Proceeding
from kompas.desk.deciding.money import CostRow, StatedAmountsPart
from kompas.norms import GroundType, Library, Measure
from kompas.soundness.wording import heading_of
from kompas.web import filters
from kompas.web.fields import (
    Amount,
    ChoiceOfMany,
    Day,
    Line,
    Lines,
    Text,
    TickedOf,
    Typed,
    YesOrNo,
    later,
)
from kompas.web.form_parts import PartForm, rows_of
from kompas.wire.commands import FROM_CASE
from kompas.words import N_, _

OF_THE_CASE = frozenset({*FROM_CASE, "service", "municipality", "applied_for", "applied_on"})
"""The fields of a decision that the case says: they are written nowhere here."""
OFFERS_LIST = "offers-of-day"
"""The id of the list on the page of the offers that there are to choose from."""
FORM_TEXTS: Mapping[DecisionForm, str] = {
    DecisionForm.DECISION: N_("En afgørelse, som borgeren kan klage over"),
    DecisionForm.ADMINISTRATIVE_ACT_ONLY: N_(
        "Faktisk forvaltningsvirksomhed, som borgeren ikke kan klage over"
    ),
}
FACILITY_PARTS: Mapping[str, tuple[str, str]] = {
    "activities": (N_("Aktiviteter"), N_("De konkrete aktiviteter, borgeren kan tage del i.")),
    "staff": (
        N_("Personale"),
        N_("Personalets kompetencer i forhold til borgerens funktionsnedsættelse."),
    ),
    "premises": (N_("Fysiske rammer"), N_("Om lokaler og indretning er egnede for borgeren.")),
    "meets_need": (
        N_("Sådan dækker det behovet"),
        N_("Hvordan tilbuddet konkret dækker netop denne borgers behov."),
    ),
}
"""What is said of each facility: what it is called, and what one writes there (76-17)."""
STATEMENTS: Mapping[str, tuple[str, str]] = {
    "need": (
        N_("Borgerens behov"),
        N_("Hvilket behov borgeren har, og hvilken faglig oplysning det bygger på."),
    ),
    "wishes": (
        N_("Borgerens ønsker"),
        N_("Hvad borgeren selv ønsker, og hvornår det blev sagt."),
    ),
    "capacity": (
        N_("Funktionsevne"),
        N_("Hvad borgeren kan og ikke kan, og hvad det bygger på."),
    ),
    "changed_since": (
        N_("Anderledes siden sidst"),
        N_(
            "Hvad der er ændret, siden hjælpen sidst blev afgjort. Var den afgørelse forkert, så "
            "skriv det."
        ),
    ),
    "answer_weighed": (
        N_("Svaret på partshøringen"),
        N_("Hvad I mener om det, borgeren svarede, og hvorfor."),
    ),
    "alternatives": (
        N_("Anden hjælp, borgeren kan få"),
        N_("Hvilke andre muligheder for støtte borgeren har."),
    ),
    "form_reason": (
        N_("Begrundelse"),
        N_("Hvorfor valget er eller ikke er væsentligt indgribende for denne borger."),
    ),
}
AMOUNTS: Mapping[str, tuple[str, str]] = {
    "granted": ("{measure}", ""),
    "granted_before": (N_("{measure} hidtil"), N_("Kun hvis borgeren har hjælpen i forvejen.")),
    "applied_amounts": (N_("{measure}, der er søgt om"), N_("Kun hvis borgeren har sagt det.")),
}
"""The parts that say how much help, each with a field for a measure."""

ALL_APPLIED_FOR = N_(
    "Får borgeren alt, der er søgt om? Så er det en bevilling. Får borgeren noget af det, er det "
    "et delvist afslag; får borgeren det ikke, et afslag."
)
"""What is asked where the decision answers an application."""


@dataclass(frozen=True)
class CaseAndNorms:
    """What a decision is about: the case, the proceeding in which it is written, the norms."""

    case: Case
    on: Proceeding | None
    library: Library
    today: date | None = None

    @cached_property
    def papers(self) -> Sequence[Evidence]:
        """The evidence of the case, the newest first."""
        return sorted(self.case.papers, key=lambda one: one.dated, reverse=True)

    @cached_property
    def paper_choices(self) -> list[tuple[str, str]]:
        """The evidence that a text may rest on, as check boxes name it."""
        return [(one.id, f"{one.title}, {filters.day(one.dated)}") for one in self.papers]

    @cached_property
    def basis(self) -> Sequence[str]:
        """The paragraphs that the help can be given under."""
        return self.library.words.services[self.case.service].legal_basis

    @property
    def is_answer(self) -> bool:
        """Whether the decision answers what somebody applied for."""
        return self.on is not None and self.on.applied_for is not None

    @property
    def amounts(self) -> Iterator[str]:
        """The parts that say how much help, of those that this case asks for. What the citizen has
        is known of a grant that runs; nobody applied for a follow-up.
        """
        yield "granted"
        if not self.case.grant:
            yield "granted_before"
        if self.on is None or self.on.kind is not ProceedingKind.FOLLOW_UP:
            yield "applied_amounts"


def _letter_text(label: str = "", help_text: str = "", **options: Any) -> Text:
    return Text(label, help_text, kind=inputs.LETTER_OR_BLANK, required=False, **options)


def _line(
    label: str, kind: inputs.Kind[Any] = inputs.SHORT_OR_BLANK, kept_as: str = "text"
) -> Line:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    widget.input_type = kept_as
    return Line(label, kind=kind, required=False, widget=widget)


# ---------------------------------------------------------------- the parts


class StatementPart(PartForm):
    """Something that is said, with the evidence that it rests on."""

    least: ClassVar = {"text": ""}
    text = _letter_text()
    evidence = TickedOf(N_("Bygger på"))

    def __init__(
        self, data: QueryDict, prefix: str, about: CaseAndNorms, label: str, hint: str = "",
        stray: str = "",
    ) -> None:  # fmt: skip
        super().__init__(data, prefix=prefix)
        self.fields["text"].label, self.fields["text"].help_text = label, hint
        _offer_papers(self, about)
        self._stray = stray

    def clean(self) -> None:
        """What nothing asks for is told, so that it does not stand in a letter unseen."""
        if self._stray and self.cleaned_data.get("text"):
            self.add_error("text", self._stray)


def _offer_papers(form: PartForm, about: CaseAndNorms) -> None:
    papers = cast("TickedOf", form.fields["evidence"])
    held = form.typed.getlist(form.add_prefix("evidence"))
    known = {one.id for one in about.papers}
    papers.stray = tuple(dict.fromkeys(one for one in held if one and one not in known))
    gone = _("»{id}« findes ikke i sagen. Fjern krydset, eller tilføj bilaget i sagen.")
    lost = [(one, gone.format(id=one)) for one in papers.stray]
    papers.choices = [*about.paper_choices, *lost]


class AmountsPart(PartForm):
    """How much help, in the measures of the service.

    Of help that is all or nothing there is no number to type. What a draft holds in another
    measure has a field too, so that it can be deleted.
    """

    def __init__(self, data: QueryDict, prefix: str, about: CaseAndNorms) -> None:
        super().__init__(data, prefix=prefix)
        label, hint = (_(text) if text else "" for text in AMOUNTS[prefix])
        words = about.library.words
        own = {one.name: one for one in words.measures_of(about.case.service)}
        self._whole = [name for name, one in own.items() if one.is_single]
        for name in (*own, *self._held(own)):
            if name not in self._whole:
                self.fields[name] = field = _amount(words.measures.get(name), name, hint)
                field.label = label.format(measure=field.label)

    def names(self) -> Iterator[str]:
        """Those of its fields, and of what an older draft says of help that is given whole."""
        yield from super().names()
        yield from map(self.add_prefix, self._whole)

    def _held(self, own: Mapping[str, Measure]) -> Iterator[str]:
        pattern = re.compile(rf"{self.prefix}-([a-z0-9_]{{1,80}})")
        for typed, text in self.data.items():
            found = pattern.fullmatch(typed)
            if found and str(text).strip() and found[1] not in own:
                yield found[1]


def _amount(measure: Measure | None, name: str, hint: str) -> Typed:
    if measure is not None:
        return Amount(measure, hint)
    return Typed(inputs.AMOUNT, name, hint, required=False, widget=forms.TextInput())


class ShownPart(PartForm):
    """What a ground must show: a statement for each of its demands."""

    def __init__(
        self, data: QueryDict, prefix: str, about: CaseAndNorms, of: GroundType | None
    ) -> None:
        super().__init__(data, prefix=prefix)
        # What the decision says in a part of its own is not asked for twice.
        demands = [one for one in of.demands if not one.elements] if of else []
        for one in demands:
            at, label = f"{prefix}-{one.code}", filters.capital(one.text)
            self.add(one.code, StatementPart(data, at, about, label, one.remedy))
        stray = _("Grunden kræver ikke dette. Flyt teksten, og lad feltet stå tomt.") if of else ""
        for code in self._held():
            if code not in self.parts:
                at = f"{prefix}-{code}"
                self.add(code, StatementPart(data, at, about, code, stray=stray))

    def _held(self) -> Iterator[str]:
        pattern = re.compile(rf"{self.prefix}-([^-]{{1,80}})-(?:text|evidence)")
        found = (pattern.fullmatch(name) for name in self.data)
        yield from dict.fromkeys(one[1] for one in found if one)


class GroundRow(PartForm):
    """A ground of the decision: why it holds for the citizen, and what its type must show."""

    least: ClassVar = {"type": "", "text": ""}
    numbered = N_("Grund {n}")
    type = Line("", kind=inputs.CODE_OR_BLANK, required=False, widget=forms.HiddenInput)
    text = _letter_text(N_("Derfor gælder grunden for borgeren"))
    evidence = TickedOf(N_("Bygger på"))

    def __init__(self, data: QueryDict, *, about: CaseAndNorms, **options: Any) -> None:
        super().__init__(data, **options)
        _offer_papers(self, about)
        self.type_name = str(self["type"].value() or "")
        known = about.library.grounds.get(self.type_name)
        self.of = known if known and known.is_known_to(about.case.municipality) else None
        self.add("shown", ShownPart(data, f"{self.prefix}-shown", about, self.of))

    def clean_type(self) -> str:
        """Its type, if there is such a one."""
        if self.of is None:
            told = _("Kompas kender ikke den type grund. Fjern den, og vælg en anden.")
            raise forms.ValidationError(told)
        return self.type_name

    @property
    def heading(self) -> str:
        """What its type is called."""
        if self.of is None:
            return _("Ukendt grund: {name}").format(name=self.type_name)
        return heading_of(self.of)


class FacilityRow(PartForm):
    """A facility that the decision points to."""

    least: ClassVar = {"name": ""}
    numbered = N_("Tilbud {n}")
    name = Line(
        N_("Tilbuddets navn"),
        N_("Vælg det på listen. Står det der ikke, så skriv navnet."),
        kind=inputs.SHORT_OR_BLANK,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": OFFERS_LIST}),
    )

    def __init__(self, data: QueryDict, *, about: CaseAndNorms, **options: Any) -> None:
        super().__init__(data, **options)
        for part, (label, hint) in FACILITY_PARTS.items():
            self.add(part, StatementPart(data, f"{self.prefix}-{part}", about, label, hint))


class ComplaintPart(PartForm):
    """To whom, how and within how many weeks the citizen can complain."""

    least: ClassVar = {"to": "", "how": ""}
    to = _line(N_("Klagen går til"))
    how = _letter_text(N_("Sådan klager borgeren"))
    deadline_weeks = Typed(
        inputs.WEEKS,
        N_("Frist i uger"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": later(N_("Skriv klagefristen som et helt antal uger."))},
    )


class ContactPart(PartForm):
    """Whom the citizen can ask."""

    least: ClassVar = {"name": ""}
    name = _line(N_("Hvem kan borgeren spørge?"))
    title = _line(N_("Stilling"))
    phone = _line(N_("Telefon"), inputs.PHONE, "tel")
    email = _line(N_("E-mail"), inputs.EMAIL, "email")


# ---------------------------------------------------------------- the whole


class DraftForm(PartForm):
    """A decision that is written."""

    kind = ChoiceOfMany(
        N_("Hvilken afgørelse er det?"),
        required=False,
        unchosen=N_("Vælg, hvilken afgørelse det er."),
    )
    starts_on = Day(N_("Gælder fra"), required=False)
    ends_on = Day(N_("Slutdato"), N_("Kun når hjælpen hører op."), required=False)
    decided_on = Day(N_("Afgørelsens dato"), N_("Tom: den dag, du træffer den."), required=False)
    legal_basis = TickedOf(N_("Lovgrundlag"), kind=inputs.SHORT_TEXT)
    other_basis = Lines(N_("Andre bestemmelser"), N_("Én på hver linje."), required=False)
    form = ChoiceOfMany(
        N_("Det er"),
        choices=[("", N_("Ikke taget stilling")), *((k.value, v) for k, v in FORM_TEXTS.items())],
        required=False,
    )
    considerably_intrusive = YesOrNo(
        N_("Er valget af leverandør væsentligt indgribende for borgeren?"),
        unsaid=N_("Ikke taget stilling"),
    )

    def __init__(self, data: QueryDict, about: CaseAndNorms) -> None:
        super().__init__(data)
        self._today = about.today
        offered = kinds_in(about.case, about.on, data.getlist("kind"))
        kinds = [(kind.value, filters.capital(filters.kind(kind))) for kind in offered]
        self._choose("kind", [("", _("Vælg")), *kinds])
        if about.is_answer:
            self.fields["kind"].help_text = _(ALL_APPLIED_FOR)
        basis = dict.fromkeys((*about.basis, *filter(None, data.getlist("legal_basis"))))
        self._choose("legal_basis", [(one, one) for one in basis])
        for name in about.amounts:
            self.add(name, AmountsPart(data, name, about))
        for name, (label, hint) in STATEMENTS.items():
            self.add(name, StatementPart(data, name, about, label, hint))
        self.add("grounds", rows_of(GroundRow, data, "grounds", about=about))
        self.add("facilities", rows_of(FacilityRow, data, "facilities", about=about))
        self.add("costs", rows_of(CostRow, data, "costs"))
        self.add("amounts", StatedAmountsPart(data, "amounts"))
        self.add("complaint_guidance", ComplaintPart(data, prefix="complaint_guidance"))
        self.add("contact", ContactPart(data, prefix="contact"))

    def clean_decided_on(self) -> date | None:
        """A decision is not taken on a day to come."""
        day: date | None = self.cleaned_data["decided_on"]
        if day and self._today and day > self._today:
            told = _(
                "Datoen ligger i fremtiden. Lad feltet stå tomt, eller skriv en tidligere dag."
            )
            raise forms.ValidationError(told)
        return day

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def readable(self) -> Mapping[str, Any]:
        """Its own values. Other paragraphs are a legal basis as those that are ticked. To give,
        refuse, change or stop help is a decision unsaid; of where it is given one must say (76-17).
        """
        values = dict(super().readable())
        if values.get("kind") and DecisionKind(values["kind"]) not in PROVIDER:
            values["form"] = values.get("form") or DecisionForm.DECISION.value
        basis = (*values.get("legal_basis", ()), *values.pop("other_basis", ()))
        return {**values, "legal_basis": tuple(dict.fromkeys(basis))}

    def names(self) -> Iterator[str]:
        """Those of its fields, and the amounts that the case says by itself."""
        yield from super().names()
        unasked = AMOUNTS.keys() - self.parts.keys()
        yield from (name for name in self.data if name.partition("-")[0] in unasked)

    @cached_property
    def written(self) -> dict[str, Any]:
        """What can be read of it, as JSON: made once."""
        return self.json()

    @property
    def chosen_kind(self) -> DecisionKind | None:
        """The kind of decision, where one is chosen."""
        kind = self.readable().get("kind")
        return DecisionKind(kind) if kind else None


def values_of(form: DraftForm, case: Case) -> dict[str, Any]:
    """The decision as `kompas.wire.draft_reading` reads it: what can be read of it, about the help
    of the case. Grounds, facilities and costs keep their numbers.
    """
    return {**form.written, "service": case.service, "municipality": case.municipality}
