"""Erase what the archive law lets go, or what was recorded on the wrong citizen.

What was done, when and by whom still stands, and the chain holds; what it said is gone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.casework.capabilities import Capability
from kompas.casework.case_files import brought_by
from kompas.casework.commands import Refused
from kompas.casework.context import Refusal
from kompas.casework.record import Recorded
from kompas.persons import lookup
from kompas.processes import made_files, permissions
from kompas.processes.reading import NoSuchCase, as_recorded, checked, folded
from kompas.register import access, documents, log
from kompas.register.models import CaseSummary
from kompas.words import _


@dataclass(frozen=True, slots=True)
class Erased:
    """What went: the entries (none named: the whole case), and how many files."""

    seqs: tuple[int, ...]
    files: int


def erase_case(case_id: UUID, why: str, by: Staff, *, now: datetime) -> Erased | Refused:
    """Erase all that a closed case tells of people. For administrators, who do not see it.

    `why` is the ground, without names. Leaves a trace. Raises NoSuchCase and PurposeRefused.
    """
    ground = checked(why)
    with access.acting(by):
        line = _line(case_id)
        if line is None or not by.can(Capability.ERASE_CASES, line[0]):
            raise NoSuchCase(case_id)
        if line[1] is None:
            return Refused((_not_closed(),))
        if line[2] is not None:
            # Before the rows of cases, as whoever puts the person right does.
            lookup.hold((line[2],))
        gone = log.erase(case_id, ground, now)
    documents.forget(*gone)
    made_files.forget(case_id, now)
    return Erased((), len(gone))


def erase_entries(
    case_id: UUID, seqs: Sequence[int], why: str, by: Staff, *, now: datetime
) -> Erased | Refused:
    """Erase what single entries say, when they have been withdrawn. For the unit's team lead.

    A file that only they brought into the case goes with them. `why` is the ground, without
    names. Leaves a trace. Raises NoSuchCase and PurposeRefused.
    """
    ground = checked(why)
    with access.acting(by):
        entries = as_recorded(case_id)
        case = folded(entries)
        if not (case.unit and by.can(Capability.ERASE_ENTRIES, case.unit)):
            refused = Refused((permissions.not_your_role(),))
            permissions.trace_refusal(refused, by, now, "Slet indhold", case_id)
            return refused
        standing = [seq for seq in seqs if seq not in case.withdrawn]
        if standing:
            return Refused(tuple(_stands(seq) for seq in standing))
        files = _brought(e for e in entries if e.seq in seqs)
        files -= _brought(e for e in entries if e.seq not in seqs)
        log.erase(case_id, ground, now, seqs=seqs)
        gone = [sha256 for sha256 in sorted(files) if documents.erase(case_id, sha256)]
    documents.forget(*gone)
    made_files.forget(case_id, now)
    return Erased(tuple(seqs), len(files))


def _line(case_id: UUID) -> tuple[str | None, date | None, UUID | None] | None:
    """A case's unit, when it was closed, and whom it is about."""
    rows = CaseSummary.objects.filter(pk=case_id)
    return rows.values_list("unit", "closed_on", "person_id").first()


def _brought(entries: Iterable[Recorded]) -> set[str]:
    """The hashes of the files that entries brought into the case."""
    return {sha256 for entry in entries for sha256 in brought_by(entry.event)}


def _not_closed() -> Refusal:
    return Refusal(
        "not_closed",
        _("Sagen er ikke lukket, så den kan ikke slettes."),
        _("Luk sagen først."),
    )


def _stands(seq: int) -> Refusal:
    return Refusal(
        "stands",
        _("Registrering nr. {seq} gælder, så dens indhold kan ikke slettes.").format(seq=seq),
        _("Annullér registreringen først."),
    )
