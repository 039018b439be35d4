"""`kompas verify-log`, `rebuild` and `erase`: the record looked after."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from json import dumps
from pathlib import Path

from kompas.casework.commands import Refused
from kompas.casework.record import danish_day
from kompas.cli import NO, OK, record
from kompas.cli.case_pages import refused
from kompas.cli.failure import InputError
from kompas.cli.page import BAD, GOOD, QUIET, STRONG, indented, plain, point, show, text
from kompas.persons import check
from kompas.persons.rows import show_in_lists
from kompas.processes import roster, seals
from kompas.processes.erasing import Erased, erase_case, erase_entries
from kompas.register import bulk, chain_heads, documents, health
from kompas.register.settings import OWNER
from kompas.register.verify import verify
from kompas.words import _, ngettext

_MOST_SHOWN = 50


def run(asked: Namespace) -> int:
    """Do the one that was asked for. Raises InputError."""
    if asked.command != "erase":
        health.check_owner()
    match asked.command:
        case "verify-log":
            return _verify(asked)
        case "rebuild":
            return _rebuild()
        case _erase:
            return _erase_it(asked)


# ---------------------------------------------------------------- verify-log


@dataclass(frozen=True, slots=True)
class _Found:
    """A fault: where, and what."""

    where: str
    text: str


def _verify(asked: Namespace) -> int:
    place = Path(asked.heads) if asked.heads else chain_heads.newest()
    if place is not None and not place.is_file():
        raise InputError(
            _("Filen {name} findes ikke.").format(name=place),
            _("Gem hovederne med: kompas db export-heads"),
        )
    found = list(_faults(place, files=asked.files_too))
    if asked.json:
        data = {"heads": str(place) if place else None, "faults": [
            {"where": one.where, "text": one.text} for one in found
        ]}  # fmt: skip
        plain(dumps(data, ensure_ascii=False, indent=2))
    else:
        _show_faults(found, place)
    return NO if found else OK


def _faults(place: Path | None, *, files: bool) -> Iterator[_Found]:
    for fault in verify(place, progress_of(_("{count} registreringer læst"))):
        yield _Found(fault.user or str(fault.case_id), fault.text)
    for fault in check.person_faults(danish_day(record.now())):
        yield _Found(_("borgerne"), fault.text)
    for fault in (*roster.roster_faults(), *seals.seal_faults()):
        yield _Found(fault.user or "", fault.text)
    if files:
        for document, why in documents.faults():
            yield _Found(document.sha256, why)


def _show_faults(found: Sequence[_Found], place: Path | None) -> None:
    if found:
        count = ngettext("✗ {count} fejl", "✗ {count} fejl", len(found)).format(count=len(found))
        show(text((count, f"{STRONG} {BAD}")))
        for one in found[:_MOST_SHOWN]:
            show(indented(point("-", text(one.text), text((one.where, QUIET)))))
        if len(found) > _MOST_SHOWN:
            show(text(_("og {count} mere").format(count=len(found) - _MOST_SHOWN)))
    else:
        show(text((_("✓ Ingen fejl: alt står, som det blev skrevet."), f"{STRONG} {GOOD}")))
    if place is None:
        show(text((_("Enderne er ikke efterprøvet: der er ikke gemt hoveder."), QUIET)))


def progress_of(words: str) -> bulk.Progress | None:
    """Tells on standard error how far it is, where somebody sits at a terminal."""
    if not sys.stderr.isatty():
        return None

    def tell(count: int) -> None:
        sys.stderr.write("\r" + words.format(count=count))
        sys.stderr.flush()

    return tell


# ---------------------------------------------------------------- rebuild


def _rebuild() -> int:
    check.rebuild(danish_day(record.now()))
    count = bulk.rebuild(progress=progress_of(_("{count} sager")))
    show_in_lists(using=OWNER)
    done = ngettext("✓ {count} sag", "✓ {count} sager", count).format(count=count)
    show(text((done, f"{STRONG} {GOOD}")))
    return OK


# ---------------------------------------------------------------- erase


def _erase_it(asked: Namespace) -> int:
    viewer, seqs = record.worker(asked), [_seq(typed) for typed in asked.entry or ()]
    case_id = record.case_id(asked.files[0], viewer)
    if not asked.why:
        raise InputError(
            _("Det mangler, hvorfor det må slettes."), _("Skriv --why og grunden, uden navne.")
        )
    if not asked.yes:
        raise InputError(
            _("Det, der slettes, kan ikke hentes tilbage."), _("Skriv --yes, hvis det skal ske.")
        )
    now = record.now()
    outcome = (
        erase_entries(case_id, seqs, asked.why, viewer, now=now)
        if seqs
        else erase_case(case_id, asked.why, viewer, now=now)
    )
    if isinstance(outcome, Refused):
        show(*refused(outcome))
        return NO
    show(text((_erased(outcome), f"{STRONG} {GOOD}")))
    return OK


def _erased(outcome: Erased) -> str:
    if outcome.seqs:
        return _("✓ Indholdet af registrering nr. {entries} er slettet.").format(
            entries=", ".join(map(str, outcome.seqs))
        )
    files = ngettext("{count} dokument", "{count} dokumenter", outcome.files)
    return _("✓ Sagens indhold er slettet, og {files}.").format(
        files=files.format(count=outcome.files)
    )


def _seq(typed: str) -> int:
    return record.count(typed, "--entry", 1, 1_000_000)
