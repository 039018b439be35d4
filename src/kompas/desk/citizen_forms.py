"""The forms by which a citizen's details are put right, and a line for what was told so."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar

from kompas.desk.steps.form import WorkForm
from kompas.inputs import CASE_NUMBER, NUMBERS
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
from kompas.persons.person import OnDay
from kompas.soundness.wording import name_of
from kompas.web.fields import Choice, ChoiceOfMany, Cpr, Day, Line, Lines, Tick
from kompas.web.filters import address, capital, cpr
from kompas.web.norms import library
from kompas.words import N_, _


def _why() -> Line:
    return Line(N_("Hvorfor, og hvor er det oplyst?"), N_("Fx »Oplyst af borgeren på telefon«."))


class CitizenForm(WorkForm):
    """What is told of a citizen from a day."""

    title: ClassVar[str]

    def __init__(self, now: OnDay, today: date, data: Mapping[str, object] | None = None) -> None:
        initial = {"valid_from": today, **self.standing(now)}
        super().__init__(data, initial=initial, label_suffix="")

    def standing(self, now: OnDay) -> Mapping[str, object]:
        """What holds now, to be put right."""
        del now
        return {}

    def told(self) -> tuple[Told, ...]:
        """What is told, of a form that is filled in right."""
        raise NotImplementedError


class NameForm(CitizenForm):
    """What the citizen is called."""

    title = N_("Ret navnet")
    name = Line(N_("Navn"))
    valid_from = Day(N_("Gælder fra"))
    why = _why()

    def standing(self, now: OnDay) -> Mapping[str, object]:
        """The name."""
        return {"name": now.name}

    def told(self) -> tuple[Told, ...]:
        """The name."""
        return (NameCorrected(name=self.cleaned_data["name"]),)


class AddressForm(CitizenForm):
    """Where letters go."""

    title = N_("Ret adressen")
    address = Lines(N_("Adresse"), N_("Som den skal stå på et brev."))
    valid_from = Day(N_("Gælder fra"), N_("Den kan ligge ude i fremtiden, hvis borgeren flytter."))
    why = _why()

    def standing(self, now: OnDay) -> Mapping[str, object]:
        """The address."""
        return {"address": "\n".join(now.address_lines)}

    def told(self) -> tuple[Told, ...]:
        """The address."""
        return (AddressCorrected(address_lines=self.cleaned_data["address"]),)


class NumberForm(CitizenForm):
    """The citizen's number. What stands now is not shown: it is typed anew."""

    title = N_("Ret CPR-nummeret")
    cpr = Cpr(N_("CPR-nummer"), required=False)
    administrative_number = Line(
        N_("Administrativt nummer"),
        N_("Når borgeren ikke har et CPR-nummer."),
        kind=NUMBERS,
        required=False,
    )
    valid_from = Day(N_("Gælder fra"))
    why = _why()

    def told(self) -> tuple[Told, ...]:
        """The number."""
        return (
            NumberCorrected(
                cpr=self.cleaned_data["cpr"] or None,
                administrative_number=self.cleaned_data["administrative_number"] or None,
            ),
        )


class ReachForm(CitizenForm):
    """How the citizen is reached: protected, by Digital Post or on paper, in which language."""

    title = N_("Ret beskyttelse, post og sprog")
    protected = Tick(
        N_("Navne- og adressebeskyttelse"), N_("Adressen kommer ikke på noget til leverandører.")
    )
    exempt = Tick(N_("Fritaget for Digital Post"))
    language = Line(N_("Sprog, når det ikke er dansk"), required=False)
    interpreter = Tick(N_("Skal have tolk"))
    valid_from = Day(N_("Gælder fra"))
    why = _why()

    def standing(self, now: OnDay) -> Mapping[str, object]:
        """What holds now."""
        self._now = now
        return {
            "protected": now.protected,
            "exempt": now.digital_post_exempt,
            "language": now.language or "",
            "interpreter": now.interpreter,
        }

    def told(self) -> tuple[Told, ...]:
        """What has changed."""
        said, now = self.cleaned_data, self._now
        spoken = said["language"] or None, said["interpreter"]
        found: list[tuple[bool, Told]] = [
            (said["protected"] != now.protected, ProtectionSet(protected=said["protected"])),
            (said["exempt"] != now.digital_post_exempt, DigitalPostSet(exempt=said["exempt"])),
            (
                spoken != (now.language, now.interpreter),
                LanguageSet(language=spoken[0], interpreter=spoken[1]),
            ),
        ]
        return tuple(told for changes, told in found if changes)


class RepresentativeForm(CitizenForm):
    """Somebody acts for the citizen."""

    title = N_("Tilføj en repræsentant")
    kind = ChoiceOfMany(N_("Hvem handler for borgeren?"))
    name = Line(N_("Navn"))
    address = Lines(N_("Adresse"), N_("Som den skal stå på et brev."), required=False)
    scope = Line(
        N_("Hvad omfatter det?"), N_("Fx »personlige forhold« eller »denne sag«."), required=False
    )
    letters = Tick(N_("Skal have brevene"), N_("Nogle skal have dem efter loven uanset krydset."))
    valid_from = Day(N_("Gælder fra"))
    until = Day(N_("Til og med"), required=False)
    why = _why()
    pairs = frozenset({"valid_from"})

    def __init__(self, now: OnDay, today: date, data: Mapping[str, object] | None = None) -> None:
        super().__init__(now, today, data)
        kinds = library().representatives
        choices = [(name, capital(name_of(kind))) for name, kind in kinds.items()]
        self.fields["kind"].choices = [("", ""), *choices]  # type: ignore[attr-defined]

    def told(self) -> tuple[Told, ...]:
        """Who, as what, and until when."""
        said = self.cleaned_data
        return (
            RepresentativeAppointed(
                kind=said["kind"],
                name=said["name"],
                address_lines=said["address"],
                scope=said["scope"],
                letters=said["letters"],
                until=said["until"],
            ),
        )


class WhyForm(CitizenForm):
    """Something ends, or is undone: from when, and why."""

    title = N_("Stop repræsentationen")
    valid_from = Day(N_("Gælder fra"), N_("Den første dag, hvor det ikke gælder længere."))
    why = _why()


class SplitForm(CitizenForm):
    """Two records turn out to be of two people."""

    title = N_("Skil de to registreringer ad")
    valid_from = Day(N_("Gælder fra"))
    why = _why()


class MergeForm(CitizenForm):
    """Two records are of one person."""

    title = N_("Saml med en anden registrering")
    case_number = Line(
        N_("Et sagsnummer hos den anden registrering"),
        N_("En sag, som du har adgang til."),
        kind=CASE_NUMBER,
    )
    keep = Choice(
        N_("Hvis oplysninger skal gælde?"),
        [("this", N_("Dem på denne side")), ("other", N_("Dem hos den anden"))],
    )
    two_numbers = Tick(
        N_("De har hver sit CPR-nummer, og det er samme borger"),
        N_("Skriv i begrundelsen, hvorfra du ved det, fx at borgeren har fået nyt nummer."),
    )
    valid_from = Day(N_("Gælder fra"))
    why = _why()


FORMS: Mapping[str, Callable[..., CitizenForm]] = {
    "navn": NameForm,
    "adresse": AddressForm,
    "nummer": NumberForm,
    "kontakt": ReachForm,
    "repraesentant": RepresentativeForm,
    "ophoer": WhyForm,
    "saml": MergeForm,
    "skil": SplitForm,
}
"""The forms, as the address names them."""
TELLING = frozenset({"navn", "adresse", "nummer", "kontakt", "repraesentant"})
"""Those that only add to what is known."""


# ---------------------------------------------------------------- what was told, in a line each


def told_text(told: Told | None, *, protected: bool) -> str:
    """What an entry says, the CPR number with its last four digits hidden, an address of who is
    protected with its mark.
    """
    if told is None:
        return _("(slettet)")
    if isinstance(told, Registered | AddressCorrected):
        lines = ", ".join(address(told.address_lines, protected))
        if isinstance(told, AddressCorrected):
            return _("Adresse: {what}").format(what=lines)
        return _("Kom i registret: {what}").format(what=", ".join(filter(None, (told.name, lines))))
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
    with_interpreter = _("med tolk")
    return f"{spoken}, {with_interpreter}" if told.interpreter else spoken


def _yes(*, holds: bool) -> str:
    return _("ja") if holds else _("nej")


_TEXTS: Mapping[type[Told], tuple[str, Callable[[Any], str]]] = {
    NameCorrected: (N_("Navn: {what}"), lambda told: told.name),
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
