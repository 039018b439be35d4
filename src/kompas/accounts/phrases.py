"""The standard texts of units: kept by who may, and put into a letter by who writes it.

Who may keep them, and the trace of it, are for `kompas.processes.administering` to see to.
"""

from kompas.accounts.administration import AdministrationError
from kompas.accounts.models import StandardPhrase
from kompas.inputs import LETTER_TEXT, SHORT_TEXT, Unfit
from kompas.limits import MOST_PHRASES
from kompas.words import _


def phrases_of(unit: str | None) -> tuple[StandardPhrase, ...]:
    """The texts of a unit, by what they are called. One statement."""
    return tuple(StandardPhrase.objects.filter(unit=unit).order_by("title"))


def phrase_text(unit: str | None, number: str) -> str:
    """A text of a unit, by its number as a form brings it; empty where there is none."""
    return next((one.text for one in phrases_of(unit) if str(one.id) == number), "")


def write(unit: str, title: str, text: str, number: int | None = None) -> None:
    """Add a text to a unit, or change the one of a number. Raises AdministrationError."""
    title, text = _read(title, text)
    known = phrases_of(unit)
    if any(one.title == title and one.id != number for one in known):
        raise AdministrationError(
            _("Enheden har allerede en tekst, der hedder {title}.").format(title=title),
            _("Giv den et andet navn, eller ret den, der er."),
        )
    if number is not None:
        if not StandardPhrase.objects.filter(unit=unit, id=number).update(title=title, text=text):
            raise _gone()
        return
    if len(known) >= MOST_PHRASES:
        raise AdministrationError(
            _("Enheden kan højst have {most} standardtekster.").format(most=MOST_PHRASES),
            _("Slet dem, I ikke bruger."),
        )
    StandardPhrase.objects.create(unit_id=unit, title=title, text=text)


def remove(unit: str, number: int) -> None:
    """Remove a text; letters that were written with it keep it. Raises AdministrationError."""
    deleted, _each = StandardPhrase.objects.filter(unit=unit, id=number).delete()
    if not deleted:
        raise _gone()


def _read(title: str, text: str) -> tuple[str, str]:
    try:
        return SHORT_TEXT.read(title), LETTER_TEXT.read(text)
    except Unfit as unfit:
        raise AdministrationError(unfit.what, unfit.remedy) from None


def _gone() -> AdministrationError:
    return AdministrationError(
        _("Standardteksten findes ikke mere."), _("Se enhedens tekster igen.")
    )
