"""Running grants from a file become cases with their citizens: all of them or none.

One transaction, under the name of who imports, with one entry in the log of what was administered
(0025 and 0036 in docs/decisions). Whoever is stopped or killed meanwhile leaves nothing behind.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError

from kompas.accounts.access import Staff
from kompas.accounts.administration import AdministrationError
from kompas.accounts.roles import Role
from kompas.casework.capabilities import Capability
from kompas.persons import lookup
from kompas.persons.entries import PersonEntry, ProtectionSet
from kompas.persons.models import NUMBER_ONCE as CPR_ONCE
from kompas.persons.taking_in import first_entry, store_new
from kompas.processes.administering import traced
from kompas.processes.grant_plan import NewGrant, Plan
from kompas.processes.roster import Act
from kompas.register import access, new_cases
from kompas.register.case_rows import CaseRows, rows_of
from kompas.register.error_redaction import place_of
from kompas.register.log import ClockJumped
from kompas.register.models import NUMBER_ONCE
from kompas.words import _

Tell = Callable[[int], None]
BATCH = 500


class ImportStopped(Exception):  # noqa: N818 - what was asked for
    """Somebody wanted it no more. Nothing of it was stored."""


def take_in(
    plan: Plan,
    by: Staff,
    *,
    now: datetime,
    tell: Tell | None = None,
    stop: Callable[[], bool] | None = None,
) -> bool:
    """Record the cases of a plan, and take in their citizens; whether there was anything new.

    `tell` hears after each batch how many are stored, `stop` is asked before each. Raises
    AdministrationError, also where a plan has faults or somebody recorded the same meanwhile, and
    ImportStopped.
    """
    if plan.faults:
        raise AdministrationError(
            _("Filen har fejl, og intet er indlæst."), _("Ret dem, og prøv igen.")
        )

    def act() -> bool:
        with access.acting(_seeing(by, plan)):
            _store(plan, now, tell, stop)
        return bool(plan.grants)

    told = "{act}: fil {file}: {count} sager, {new} nye borgere, {left} rækker uden for reglerne"
    what = told.format(
        act=Act.GRANTS_IMPORTED,
        file=plan.file.fingerprint,
        count=len(plan.grants),
        new=plan.new_people,
        left=len(plan.left_out),
    )
    try:
        return traced(by, now, what, act, sorted(plan.units), Capability.IMPORT_GRANTS)
    except IntegrityError as error:
        if place_of(error) not in (NUMBER_ONCE, CPR_ONCE):
            raise
        raise AdministrationError(
            _("En anden har oprettet en af sagerne eller borgerne imens. Intet er indlæst."),
            _("Prøv igen: det, der er der, bliver ikke oprettet to gange."),
        ) from None
    except ClockJumped as jumped:
        raise AdministrationError(str(jumped)) from None


def _seeing(by: Staff, plan: Plan) -> Staff:
    """Who imports, as one who may see what comes in, for as long as that takes: an administrator
    sees no case, and what is told of a citizen can be added only by who sees them.
    """
    return Staff(by.username, frozenset((Role.TEAM_LEAD, unit) for unit in plan.units))


def _store(plan: Plan, now: datetime, tell: Tell | None, stop: Callable[[], bool] | None) -> None:
    new_cases.check_clock(now)
    lookup.hold(sorted({one.known.person_id for one in plan.grants if one.known}))
    taken: set[str] = set()
    for start in range(0, len(plan.grants), BATCH):
        if stop and stop():
            raise ImportStopped
        some = plan.grants[start : start + BATCH]
        new_cases.add([(one.entries, _rows(one)) for one in some])
        people = list(_people(some, taken))
        if people:
            store_new(people)
        if tell:
            tell(start + len(some))


def _rows(grant: NewGrant) -> CaseRows:
    """The rows of a case, which show the citizen as the register of persons has them."""
    rows = rows_of(grant.case, grant.entries)
    summary = replace(rows.summary, citizen_protected=grant.protected)
    if grant.known:
        listed = grant.known
        summary = replace(summary, citizen_name=listed.name, citizen_cpr=listed.listed_cpr)
    return replace(rows, summary=summary)


def _people(grants: Sequence[NewGrant], taken: set[str]) -> Iterator[tuple[PersonEntry, ...]]:
    """What is told of those who come into the register, each once."""
    for one in grants:
        first = first_entry(one.entries[0])
        if one.known or one.row.cpr in taken or first is None:
            continue
        taken.add(one.row.cpr)
        if one.protected:
            yield first, replace(first, seq=2, told=ProtectionSet(protected=True))
        else:
            yield (first,)
