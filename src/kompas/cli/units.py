"""`kompas unit`: the units and what they work by, for the one who operates Kompas."""

from argparse import Namespace
from json import dumps
from typing import Any

from rich.table import Table

from kompas.accounts import administration
from kompas.accounts.administration import AdministrationError
from kompas.accounts.models import Unit
from kompas.cli import OK, inputs, record
from kompas.cli.commands import DEFAULT_SERVICE
from kompas.cli.failure import InputError
from kompas.cli.page import GOOD, STRONG, plain, show, text
from kompas.norms import Library, NotCodedError
from kompas.processes import administering
from kompas.words import _

_MOST_WEEKS = 52


def run(asked: Namespace) -> int:
    """Do the one that was asked for. Raises InputError."""
    try:
        match asked.command:
            case "unit make":
                return _make(asked)
            case "unit change":
                return _change(asked)
            case _list:
                return _show_all(asked)
    except AdministrationError as error:
        raise InputError(str(error), error.remedy) from None


def _show_all(asked: Namespace) -> int:
    known = administration.units()
    if asked.json:
        plain(dumps([_data(unit) for unit in known], ensure_ascii=False, indent=2))
    elif known:
        show(_table(known), one_line_rows=True)
    else:
        show(text(_("Ingen enheder. Opret den første med: kompas unit make")))
    return OK


def _data(unit: Unit) -> dict[str, Any]:
    return {
        "unit": unit.key,
        "name": unit.name,
        "municipality": unit.municipality,
        "norms_unit": unit.norms_unit,
        "panel_required": unit.panel_required,
        "processing_deadline_weeks": unit.processing_deadline_weeks,
    }


def _table(known: tuple[Unit, ...]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (_("Enhed"), _("Navn"), _("Regler"), _("Udvalg"), _("Egen frist")):
        table.add_column(heading, no_wrap=True)
    for unit in known:
        weeks = unit.processing_deadline_weeks
        table.add_row(
            text(unit.key),
            text(unit.name),
            text(", ".join(filter(None, [unit.municipality, unit.norms_unit]))),
            text(_("ja") if unit.panel_required else _("nej")),
            text(_("{weeks} uger").format(weeks=weeks) if weeks else "-"),
        )
    return table


def _make(asked: Namespace) -> int:
    (key,) = asked.files
    if not (asked.name or "").strip():
        raise InputError(_("Det mangler, hvad enheden kaldes."), _("Skriv --name og navnet."))
    _check_norms(inputs.norms(), asked.municipality, asked.norms_unit)
    administering.make_unit(
        key,
        asked.name.strip(),
        asked.municipality,
        administering.at_the_terminal(),
        now=record.now(),
        norms_unit=asked.norms_unit,
        panel_required=asked.panel,
        processing_deadline_weeks=_weeks(asked),
    )
    show(text((_("✓ Enheden {key} er oprettet.").format(key=key), f"{STRONG} {GOOD}")))
    return OK


def _change(asked: Namespace) -> int:
    (key,) = asked.files
    changes = _changes(asked)
    if not changes:
        raise InputError(
            _("Det mangler, hvad der skal rettes."), _("Se: kompas {name} --help").format(
                name=asked.command
            )
        )  # fmt: skip
    if changes.get("norms_unit"):
        unit = next((one for one in administration.units() if one.key == key), None)
        if unit is not None:
            _check_norms(inputs.norms(), unit.municipality, changes["norms_unit"])
    who = administering.at_the_terminal()
    administering.change_unit(key, who, now=record.now(), **changes)
    show(text((_("✓ Enheden {key} er rettet.").format(key=key), f"{STRONG} {GOOD}")))
    return OK


def _changes(asked: Namespace) -> dict[str, Any]:
    """The fields that were named, with their new values. Raises InputError."""
    for one, other, there, gone in (
        ("--panel", "--no-panel", asked.panel, asked.no_panel),
        ("--norms-unit", "--no-norms-unit", asked.norms_unit, asked.no_norms_unit),
        ("--deadline-weeks", "--no-deadline", asked.deadline_weeks, asked.no_deadline),
    ):
        if there and gone:
            raise InputError(
                _("{one} og {other} kan ikke begge gælde.").format(one=one, other=other),
                _("Skriv kun den ene."),
            )
    changes: dict[str, Any] = {}
    if asked.name is not None:
        if not asked.name.strip():
            raise InputError(_("Navnet er tomt."), _("Skriv, hvad enheden kaldes."))
        changes["name"] = asked.name.strip()
    if asked.norms_unit or asked.no_norms_unit:
        changes["norms_unit"] = asked.norms_unit
    if asked.panel or asked.no_panel:
        changes["panel_required"] = asked.panel
    if asked.deadline_weeks is not None or asked.no_deadline:
        changes["processing_deadline_weeks"] = _weeks(asked)
    return changes


def _weeks(asked: Namespace) -> int | None:
    if asked.deadline_weeks is None:
        return None
    return record.count(asked.deadline_weeks, "--deadline-weeks", 1, _MOST_WEEKS)


def _check_norms(library: Library, municipality: str | None, norms_unit: str | None) -> None:
    """A unit has norms to work by, for some service. Raises InputError."""
    today = inputs.today()
    for service in library.words.services:
        if municipality is None:
            break
        try:
            library.standard(service, municipality, today, norms_unit)
        except NotCodedError:
            continue
        return
    # There are none: what is wrong is told of a service that the municipality has standards for.
    coded = {file.municipality: file.service for file in library.files if file.service}
    service = coded.get(municipality) or DEFAULT_SERVICE
    inputs.standard(library, service, municipality, norms_unit, today)
