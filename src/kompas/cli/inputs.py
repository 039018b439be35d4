"""Files, days and names that people type, read with care."""

import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from kompas.casework.record import danish_day
from kompas.cli.failure import InputError, meant, reason_of
from kompas.inputs import DAY, Kind, Unfit
from kompas.norms import Library, NormError, NotCodedError, Standard, default_folder, load
from kompas.wire.reading import MAX_BYTES, WireError
from kompas.words import _

V = TypeVar("V")

STDIN = "-"
_MEGABYTE = 1_000_000
_MOST_FAULTS = 12
_LONGEST_NAME = 120


def raw(name: str, *, most: int = MAX_BYTES) -> bytes:
    """What a file of at most so many bytes holds; "-" is standard input. Raises InputError."""
    if name == STDIN:
        found = sys.stdin.buffer.read(most + 1)
    else:
        path = Path(name)
        try:
            with path.open("rb") as file:
                found = file.read(most + 1)
        except FileNotFoundError:
            raise _not_found(path) from None
        except IsADirectoryError:
            raise InputError(
                _("{name} er en mappe, ikke en fil.").format(name=name),
                _("Nævn filen i den, fx {name}.").format(name=path / "facts.json"),
            ) from None
        except (OSError, ValueError) as error:
            raise InputError(
                _("{name} kan ikke læses: {reason}.").format(
                    name=called(name), reason=reason_of(error)
                ),
                _("Se efter, om filen findes, og om du må læse den."),
            ) from None
    if len(found) > most:
        raise InputError(
            _("{name} er for stor: den fylder over {size} MB.").format(
                name=called(name), size=most // _MEGABYTE
            ),
            _("En afgørelse fylder få kilobyte. Er det den rigtige fil?")
            if most == MAX_BYTES
            else _("Del den i flere."),
        )
    if not found.strip():
        raise InputError(
            _("{name} er tom.").format(name=called(name)),
            _("Skriv et JSON-objekt i den. Se formatet med: kompas schema facts|decision"),
        )
    return found


def called(name: str) -> str:
    """A file as it is called in messages."""
    if name == STDIN:
        return _("standard-ind")
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}..."


def refused(error: WireError, schema: str) -> InputError:
    """What was sent cannot be used: each fault, and where the format is described."""
    faults = list(error.faults[:_MOST_FAULTS])
    if len(error.faults) > _MOST_FAULTS:
        faults.append(_("og {count} mere").format(count=len(error.faults) - _MOST_FAULTS))
    return InputError(
        _("{name} kan ikke bruges.").format(name=error.name),
        _("Ret det, og kør igen. Formatet ses med: kompas schema {schema}").format(schema=schema),
        faults,
    )


def today() -> date:
    """The day in Denmark, wherever the program runs."""
    return danish_day(datetime.now(tz=UTC))


def day(text: str | None) -> date:
    """The day of `--on`; today where it is not given. Raises InputError."""
    return today() if text is None else typed(DAY, text, "--on")


def typed(kind: Kind[V], text: str, named: str) -> V:
    """What was typed as an option or a word of a line, by its kind. Raises InputError."""
    try:
        return kind.read(text)
    except Unfit as unfit:
        raise InputError(f"{named}: {unfit.what}", unfit.remedy) from None


def norms() -> Library:
    """The norms of the folder that was named, or those that Kompas ships. Raises InputError."""
    try:
        return load(norm_folder())
    except NormError as error:
        raise broken(error) from None


def broken(error: NormError) -> InputError:
    """The norms cannot be used: every fault, and what to do."""
    return InputError(
        _("Reglerne kan ikke bruges."),
        _("Ret dem, og kør igen. Alle fejl vises med: kompas norms check"),
        [str(problem) for problem in error.problems],
    )


def norm_folder() -> Path:
    """The folder, which is one of norms. Raises InputError."""
    path = default_folder()
    if not (path / "facts.toml").is_file():
        raise InputError(
            _("{folder} er ikke en mappe med regler: facts.toml mangler.").format(folder=path),
            _("Nævn mappen norms i --norms eller KOMPAS_NORMS, eller udelad dem."),
        )
    return path


def standard(
    library: Library, service: str, municipality: str | None, unit: str | None, on: date
) -> Standard:
    """The rules that were asked for. Raises InputError."""
    known = library.words.municipalities
    if municipality is None:
        raise InputError(
            _("Det mangler, hvilken kommune det gælder."),
            _("Skriv fx --municipality {first}. Kendte: {known}.").format(
                first=next(iter(known)), known=", ".join(known)
            ),
        )
    _check_known(municipality, known, _("Kompas kender ikke kommunen {word}."))
    _check_known(service, library.words.services, _("Kompas kender ikke ydelsen {word}."))
    _check_unit(library, service, municipality, unit)
    try:
        return library.standard(service, municipality, on, unit)
    except NotCodedError as error:
        raise InputError(
            error.text,
            _(
                "Kompas bruger aldrig regler, der kun ligner. Vælg en anden dag eller ydelse, "
                "eller få reglerne lagt ind (norms/)."
            ),
        ) from None


def _check_unit(library: Library, service: str, municipality: str, unit: str | None) -> None:
    """A unit that is named is one that the municipality's standards are for."""
    files = [f for f in library.files if (f.service, f.municipality) == (service, municipality)]
    units = sorted({file.unit for file in files if file.unit})
    if unit is None or unit in units or not files:
        return
    if not units:
        raise InputError(
            _("Standarden gælder hele kommunen og ikke kun {unit}.").format(unit=unit),
            _("Udelad --unit."),
        )
    _check_known(unit, units, _("Kompas kender ikke enheden {word}."))


def check_municipality(library: Library, municipality: str | None) -> None:
    """A municipality that is named is one that the norms know. Raises InputError."""
    if municipality is not None:
        known = library.words.municipalities
        _check_known(municipality, known, _("Kompas kender ikke kommunen {word}."))


def _check_known(word: str, known: Iterable[str], text: str) -> None:
    names = list(known)
    if word not in names:
        listed = _("Kendte: {known}.").format(known=", ".join(names))
        raise InputError(
            text.format(word=word), " ".join(filter(None, [meant(word, names), listed]))
        )


def _not_found(path: Path) -> InputError:
    try:
        beside = {other.name: str(other) for other in path.parent.iterdir() if other.is_file()}
        near = meant(path.name, beside, shown_as=beside)
    except OSError:
        near = ""
    return InputError(
        _("Filen {name} findes ikke.").format(name=called(str(path))),
        near or _("Se efter, om navnet er stavet rigtigt, og om du står i den rigtige mappe."),
    )
