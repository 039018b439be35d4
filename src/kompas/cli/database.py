"""`kompas db`: is it as it should be; bring it up to date; export the heads; sweep up."""

from argparse import Namespace
from json import dumps

from kompas.casework.record import danish_day
from kompas.cli import NO, OK, record
from kompas.cli.page import BAD, GOOD, QUIET, STRONG, indented, plain, point, show, text
from kompas.processes import made_files
from kompas.register import chain_heads, environment, health, upkeep
from kompas.words import _, ngettext


def run(asked: Namespace) -> int:
    """Do the one that was asked for. Raises InputError."""
    match asked.command:
        case "db migrate":
            health.migrate()
            show(text((_("✓ Databasen er på denne version."), f"{STRONG} {GOOD}")))
            return OK
        case "db export-heads":
            made = chain_heads.export(danish_day(record.now()))
            show(text((_("✓ Hovederne er gemt: {file}").format(file=made), f"{STRONG} {GOOD}")))
            return OK
        case "db sweep":
            return _sweep()
        case _status:
            return _show_status(asked)


def _sweep() -> int:
    now = record.now()
    swept, made = upkeep.sweep(now), made_files.sweep(now)
    for words in (
        ngettext("{count} udløbet session", "{count} udløbne sessioner", swept.sessions).format(
            count=swept.sessions
        ),
        ngettext("{count} fil uden sag", "{count} filer uden sag", swept.files).format(
            count=swept.files
        ),
        ngettext("{count} lavet fil", "{count} lavede filer", made).format(count=made),
    ):
        show(text(_("Fjernet: {what}").format(what=words)))
    return OK


def _show_status(asked: Namespace) -> int:
    found = health.check()
    newest = chain_heads.newest()
    if asked.json:
        data = {
            "embedded": environment.is_embedded(),
            "folder": str(environment.data_folder()),
            "postgresql": found.postgresql,
            "role": found.role,
            "pending": list(found.pending),
            "newest_heads": newest.name if newest else None,
            "problems": list(found.problems),
        }
        plain(dumps(data, ensure_ascii=False, indent=2))
        return NO if found.problems else OK
    where = _("den, Kompas har med") if environment.is_embedded() else _("egen server")
    for label, value in (
        (_("Database"), where),
        (_("PostgreSQL"), found.postgresql or "-"),
        (_("Rolle"), found.role or "-"),
        (_("Mappe"), str(environment.data_folder())),
        (_("Hoveder sidst gemt"), newest.stem if newest else _("aldrig")),
    ):
        show(text((f"{label}: ", QUIET), value))
    if found.problems:
        show(*(indented(point(("✗", BAD), text(problem))) for problem in found.problems))
        return NO
    show(text((_("✓ Alt er, som det skal være."), f"{STRONG} {GOOD}")))
    return OK
