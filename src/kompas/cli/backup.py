"""`kompas backup` and `kompas restore`: everything in one file, and back again, equal by hash."""

from argparse import Namespace
from pathlib import Path

from kompas.cli import NO, OK, record
from kompas.cli.failure import InputError, reason_of
from kompas.cli.page import BAD, GOOD, OPEN, STRONG, indented, point, show, text
from kompas.register import backup, health
from kompas.register.backup import BackupError, Manifest
from kompas.register.restore import restore
from kompas.words import _


def run(asked: Namespace) -> int:
    """Write the file, or bring it back. Raises InputError."""
    place = Path(asked.files[0])
    try:
        return _restore(asked, place) if asked.command == "restore" else _backup(place)
    except BackupError as error:
        remedy = _("Der er intet ændret.")
        if error.faults:
            remedy += " " + _("Det, der er helt, hentes ind med --despite-damage.")
        raise InputError(str(error), remedy, error.faults) from None
    except OSError as error:
        raise InputError(
            _("{name} kan ikke bruges: {reason}.").format(name=place, reason=reason_of(error)),
            _("Se efter, om mappen findes, og om der er plads."),
        ) from None


def _backup(place: Path) -> int:
    made = backup.write(place, record.now())
    show(text((_("✓ Sikkerhedskopien er skrevet: {file}").format(file=place), f"{STRONG} {GOOD}")))
    show(indented(text(_held(made))))
    if not made.missing:
        return OK
    show(text((_("Disse dokumenter mangler eller er ændret:"), f"{STRONG} {BAD}")))
    show(*(indented(point("-", text(sha256))) for sha256 in made.missing))
    return NO


def _restore(asked: Namespace, place: Path) -> int:
    held, differences = restore(place, despite_damage=asked.despite_damage)
    show(text(_("Hentet ind: {file}, fra {when}").format(file=place, when=held.made_at)))
    show(indented(text(_held(held))))
    if differences:
        show(text((_("✗ Det hele er ikke ens:"), f"{STRONG} {BAD}")))
        show(*(indented(point("-", text(one))) for one in differences))
        return NO
    show(text((_("✓ Ens: hver tabel, hovederne og hvert dokument."), f"{STRONG} {GOOD}")))
    if health.pending_migrations():
        show(text((_("Den er fra en ældre version. Kør: kompas db migrate"), OPEN)))
    return OK


def _held(made: Manifest) -> str:
    rows = {name: digest.rows for name, digest in made.tables.items()}
    return _("{cases} sager, {entries} registreringer, {looks} opslag, {files} dokumenter").format(
        cases=made.heads.rows,
        entries=rows.get("case_event", 0),
        looks=rows.get("access_log", 0),
        files=made.files,
    )
