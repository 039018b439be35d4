"""What was told of a citizen, in a line each: the CPR number with its last four digits hidden."""

from collections.abc import Callable, Mapping
from typing import Any

from kompas.persons.entries import (
    AddressCorrected,
    DigitalPostSet,
    LanguageSet,
    Merged,
    MergeUndone,
    NameCorrected,
    NumberCorrected,
    ProtectionSet,
    Registered,
    RepresentativeAppointed,
    RepresentativeEnded,
    Told,
)
from kompas.soundness.wording import name_of
from kompas.web.filters import cpr
from kompas.web.norms import library
from kompas.words import N_, _


def told_text(told: Told | None) -> str:
    """What an entry says; what was erased is told to be."""
    if told is None:
        return _("(slettet)")
    text, what = _TEXTS[type(told)]
    return _(text).format(what=what(told))


def _number(told: NumberCorrected) -> str:
    return cpr(told.cpr) if told.cpr else told.administrative_number or "–"


def _appointed(told: RepresentativeAppointed) -> str:
    kind = library().representatives.get(told.kind)
    parts = (told.name, name_of(kind) if kind else told.kind, told.scope)
    return ", ".join(part for part in parts if part)


def _spoken(told: LanguageSet) -> str:
    spoken = told.language or _("dansk")
    return f"{spoken}, {_('med tolk')}" if told.interpreter else spoken


def _yes(*, holds: bool) -> str:
    return _("ja") if holds else _("nej")


_TEXTS: Mapping[type[Told], tuple[str, Callable[[Any], str]]] = {
    Registered: (
        N_("Kom i registret: {what}"),
        lambda told: ", ".join((told.name, *told.address_lines)),
    ),
    NameCorrected: (N_("Navn: {what}"), lambda told: told.name),
    AddressCorrected: (N_("Adresse: {what}"), lambda told: ", ".join(told.address_lines)),
    NumberCorrected: (N_("Nummer: {what}"), _number),
    ProtectionSet: (
        N_("Navne- og adressebeskyttelse: {what}"),
        lambda told: _yes(holds=told.protected),
    ),
    DigitalPostSet: (N_("Fritaget for Digital Post: {what}"), lambda told: _yes(holds=told.exempt)),
    LanguageSet: (N_("Sprog: {what}"), _spoken),
    RepresentativeAppointed: (N_("Repræsentant: {what}"), _appointed),
    RepresentativeEnded: (N_("En repræsentation er ophørt"), lambda _told: ""),
    Merged: (N_("Samlet med en anden registrering af samme borger"), lambda _told: ""),
    MergeUndone: (N_("Skilt fra den anden registrering igen"), lambda _told: ""),
}
"""For each kind of entry its line, and what stands in it."""
