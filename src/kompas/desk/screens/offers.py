"""The table of offers: what each is on a day, made and changed by those who keep it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect

from kompas import inputs
from kompas.accounts.administration import AdministrationError
from kompas.casework.offer import (
    LISTING_TEXTS,
    OWNERSHIP_TEXTS,
    Listing,
    Offer,
    Ownership,
)
from kompas.inputs import Unfit
from kompas.offers import table
from kompas.processes import keeping_offers
from kompas.web import parameters
from kompas.web.fields import ChoiceOfMany, Day, Line, Reason, Text, TickedOf
from kompas.web.norms import library
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest
from kompas.words import N_, _


class OfferForm(forms.Form):
    """What an offer is from a day on."""

    name = Line(N_("Navn"), N_("Som det skal stå i afgørelsen og brevet."))
    provider = Line(N_("Leverandør"), N_("Den, der driver tilbuddet."), required=False)
    cvr = Line(N_("CVR-nummer"), kind=inputs.CVR, required=False)
    p_number = Line(N_("P-nummer"), kind=inputs.P_NUMBER, required=False)
    ownership = ChoiceOfMany(
        N_("Hvis tilbud er det?"),
        choices=[(one.value, text) for one, text in OWNERSHIP_TEXTS.items()],
    )
    municipality = Line(N_("Ligger i kommunen"), required=False)
    address = Line(N_("Adresse"), required=False)
    paragraphs = TickedOf(N_("Giver hjælp efter"), kind=inputs.SHORT_TEXT)
    target_group = Text(
        N_("Målgruppe"), N_("Som den er godkendt."), kind=inputs.LETTER_OR_BLANK, required=False
    )
    listing = ChoiceOfMany(
        N_("Tilbudsportalen"), choices=[(one.value, text) for one, text in LISTING_TEXTS.items()]
    )
    listed_on = Day(N_("På Tilbudsportalen siden"), required=False)
    approved_on = Day(N_("Godkendt af socialtilsynet"), N_("Godkendelsens dato."), required=False)
    seen_on = Day(N_("Slået op på Tilbudsportalen den"), required=False)
    valid_from = Day(N_("Gælder fra"), N_("Den dag, oplysningerne gælder fra."))
    why = Reason(N_("Kilde eller årsag"), N_("Fx: Slået op på Tilbudsportalen."))

    def __init__(self, data: QueryDict | None, known: Offer | None = None) -> None:
        initial: dict[str, Any] = {}
        if known is not None:
            initial = {name: getattr(known, name) for name in keeping_offers.FIELDS}
            initial |= {"valid_from": None}
        super().__init__(data, initial=initial)
        basis = keeping_offers.paragraphs_of(library().words)
        field = cast("forms.MultipleChoiceField", self.fields["paragraphs"])
        field.choices = [(one, one) for one in basis]
        field.required = True
        field.error_messages["required"] = _("Vælg mindst én bestemmelse.")

    def offer(self, offer_id: str) -> Offer:
        """The offer as it was typed."""
        given = {name: self.cleaned_data[name] for name in keeping_offers.FIELDS}
        given |= {name: given[name] or None for name in ("cvr", "p_number")}
        given |= {
            "ownership": Ownership(given["ownership"]), "listing": Listing(given["listing"])
        }  # fmt: skip
        return Offer(id=offer_id, **given)


class EndForm(forms.Form):
    """That an offer is no more."""

    ended_from = Day(N_("Ophørt fra"), N_("Den første dag, tilbuddet ikke er der."))
    ended_why = Reason(N_("Årsag"))


def offers(request: SignedInRequest) -> HttpResponse:
    """Every offer that there is on a day; today where none is said."""
    refused = ""
    try:
        day = parameters.day(request.GET, "dag", _("Dag"))
    except Unfit as unfit:
        day, refused = None, str(unfit)
    on = day or request.visit.today
    context = {
        "offers": table.on(on),
        "day": on,
        "is_today": on == request.visit.today,
        "refused": refused,
        **_words(),
    }
    return page(request, "offers.html", context)


def new_offer(request: SignedInRequest) -> HttpResponse:
    """The form for an offer that comes into the table."""
    form = OfferForm(request.POST or None)
    visit = request.visit
    if form.is_bound and form.is_valid():
        try:
            made = keeping_offers.make(
                form.offer(""), form.cleaned_data["why"], visit.viewer, library().words,
                now=visit.now,
            )  # fmt: skip
        except AdministrationError as error:
            form.add_error(None, _said(error))
        else:
            messages.success(request, _("Tilbuddet er oprettet og kan vælges i afgørelser."))
            return redirect("offer", offer_id=made)
    return page(request, "new_offer.html", {"form": form})


def offer(request: SignedInRequest, offer_id: UUID) -> HttpResponse:
    """One offer: what it is, what it was, a change from a day on, and its end."""
    rows = table.history(offer_id)
    if not rows:
        raise Http404
    asked = parameters.word(request.POST, "do")
    known = _held(rows, request.visit.today)
    form = OfferForm(request.POST if asked == "change" else None, known.offer)
    ending = EndForm(request.POST if asked == "end" else None)
    try:
        if asked == "change" and form.is_valid():
            return _change(request, form, str(offer_id))
        if asked == "end" and ending.is_valid():
            return _end(request, ending, offer_id)
    except AdministrationError as error:
        (form if asked == "change" else ending).add_error(None, _said(error))
    context = {
        "known": known,
        "rows": sorted(rows, key=lambda row: (row.valid_from, row.seq), reverse=True),
        "lasting": {row.seq for row in table.lasting(rows)},
        "form": form,
        "ending": ending,
        "today": request.visit.today,
        **_words(),
    }
    return page(request, "offer.html", context)


def _change(request: SignedInRequest, form: OfferForm, offer_id: str) -> HttpResponse:
    visit = request.visit
    is_new = keeping_offers.change(
        form.offer(offer_id), form.cleaned_data["why"], visit.viewer, library().words, now=visit.now
    )
    told = _("Ændringen er gemt.") if is_new else _("Det står der allerede. Intet er ændret.")
    messages.success(request, told)
    return redirect("offer", offer_id=offer_id)


def _end(request: SignedInRequest, form: EndForm, offer_id: UUID) -> HttpResponse:
    visit, given = request.visit, form.cleaned_data
    is_new = keeping_offers.end(
        offer_id, given["ended_from"], given["ended_why"], visit.viewer, now=visit.now
    )
    told = _("Tilbuddet kan ikke vælges fra den dag.") if is_new else _("Det er ophørt allerede.")
    messages.success(request, told)
    return redirect("offer", offer_id=offer_id)


def _held(rows: Sequence[table.Kept], today: date) -> table.Kept:
    """The row that holds today; of an offer that is yet to come, the first."""
    lasting = table.lasting(rows)
    begun = [row for row in lasting if row.valid_from <= today]
    return begun[-1] if begun else lasting[0]


def _said(error: AdministrationError) -> str:
    return f"{error} {error.remedy}".strip()


def _words() -> dict[str, Any]:
    return {
        "ownerships": {one.value: text for one, text in OWNERSHIP_TEXTS.items()},
        "listings": {one.value: text for one, text in LISTING_TEXTS.items()},
    }
