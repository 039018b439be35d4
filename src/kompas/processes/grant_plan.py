"""What would come of a file of running grants: the cases it makes, and what is wrong or worth
knowing before. Nothing is stored here.

A grant is a case of its own, and is known again by its case number: where that case is about the
same citizen, the same help and the same day, it is in Kompas already, and stays as it is.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from uuid import UUID, uuid4

from kompas.accounts import administration
from kompas.accounts.access import Job, Staff
from kompas.accounts.lookup import able_in
from kompas.accounts.models import Unit
from kompas.casework.amounts import whole
from kompas.casework.capabilities import Capability
from kompas.casework.case import Case
from kompas.casework.commands import Refused, decide, followed
from kompas.casework.context import Context
from kompas.casework.decision import Citizen
from kompas.casework.fold import fold
from kompas.casework.record import NewEvent, Recorded, danish_day
from kompas.casework.steps.assignment import Assigned
from kompas.casework.steps.running_grant import RunningGrantTakenOver
from kompas.norms import Library, NotCodedError, Standard
from kompas.norms.derivations import age_years
from kompas.persons import lookup, person_log
from kompas.persons.lookup import Numbered
from kompas.persons.person import OnDay
from kompas.processes.administering import Operator
from kompas.register import access, summaries
from kompas.wire import grants_table as table
from kompas.wire.cells import CellRow, RowFault, shown
from kompas.wire.grants_table import GrantRow, GrantsFile, LeftOut
from kompas.words import _

_JOB, _PURPOSE = "job:grants", "Indlæsning af løbende bevillinger: holder borgerne op mod registret"
_FAR_YEARS = 5
"""A next follow-up that lies further away is most likely a slip (`casework.day_distances`)."""
_COLUMNS = {
    "in_the_future": table.GRANTED,
    "followed_up_before_grant": table.FOLLOW_UP,
}
"""Where a rule of the case is broken, by the code of its refusal."""

Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGrant:
    """A case that the file makes: its entries, and the case as they make it.

    `known` is the citizen where the register has them; `protected` whether name and address are.
    """

    row: GrantRow
    entries: tuple[Recorded, ...]
    case: Case
    known: Numbered | None
    protected: bool


@dataclass(slots=True)
class Plan:
    """What would come of a file. Rows are told by their numbers.

    `same` are in Kompas already; `notes` hinder nothing. Of the new ones, `without_day` have no day
    for the next follow-up, since neither the file nor the norms say one; `by_norms` have one by the
    norms, `open_facts` says on how many of them it rests on a fact that is not known, so that it is
    the earliest it may be; `overdue` is past today.
    """

    file: GrantsFile
    grants: list[NewGrant] = field(default_factory=list)
    same: list[int] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    notes: list[RowFault] = field(default_factory=list)
    without_day: list[int] = field(default_factory=list)
    by_norms: list[int] = field(default_factory=list)
    overdue: list[int] = field(default_factory=list)
    open_facts: Counter[str] = field(default_factory=Counter)

    @property
    def by_service(self) -> Counter[str]:
        """How many cases of each kind of help."""
        return Counter(one.row.service for one in self.grants)

    @property
    def new_people(self) -> int:
        """How many citizens come into the register."""
        return len({one.row.cpr for one in self.grants if one.known is None})

    @property
    def known_people(self) -> int:
        """How many are there already."""
        return len({one.row.cpr for one in self.grants if one.known is not None})

    @property
    def units(self) -> frozenset[str]:
        """The units that get cases."""
        return frozenset(one.case.unit for one in self.grants if one.case.unit)


def plan_of(
    file: GrantsFile, by: Staff, library: Library, *, now: datetime, tell: Tell | None = None
) -> Plan:
    """What would come of a file. That citizens are held against the register is logged, as the
    machine's look: who imports is told that something differs, and not what the register says.
    """
    planning = _Planning(file, by, library, now)
    for at in file.unread:
        planning.look_beside(at)
    for count, row in enumerate(file.rows, 1):
        planning.take(row)
        if tell:
            tell(count)
    plan = planning.plan
    for faults in (plan.faults, plan.notes):
        faults.sort(key=lambda one: one.row)
    plan.left_out.sort(key=lambda one: one.at.number)
    return plan


class _Planning:
    def __init__(self, file: GrantsFile, by: Staff, library: Library, now: datetime) -> None:
        self.plan = Plan(file, left_out=[*file.left_out], faults=[*file.faults])
        self._by, self._library, self._now, self._today = by, library, now, danish_day(now)
        numbers = sorted({row.cpr for row in file.rows})
        self._known = lookup.with_cprs(numbers)
        self._running = {*lookup.services_running(numbers)}
        self._held = summaries.numbers_held([row.case_number for row in file.rows])
        self._first: dict[str, GrantRow] = {}
        self._numbers: dict[str, int] = {}
        self._ids: dict[str, UUID] = {}
        self._able = lru_cache(maxsize=None)(
            lambda unit: able_in(unit, frozenset({Capability.HANDLE_CASE}))
        )
        self._standard = lru_cache(maxsize=None)(self._standard_of)

    # ------------------------------------------------------------ one row

    def take(self, row: GrantRow) -> None:
        """Hold a row against what is there, and make its case where nothing is wrong."""
        faults = [*self._of_numbers(row)]
        if not faults and self._is_same(row):
            self.plan.same.append(row.at.number)
            return
        unit = self._unit(row.at, row.unit)
        if unit is not None and (why := self._not_coded(row, unit)):
            self.plan.left_out.append(LeftOut(row.at, why))
            return
        faults += self._of_person(row)
        if unit is not None:
            faults += self._of_worker(row.at, row.worker, unit)
        self.plan.faults += faults
        if unit is not None and not faults:
            self._make(row, unit)

    def look_beside(self, at: CellRow) -> None:
        """Of a row that cannot be read, what else is wrong with it that can be told already."""
        unit, worker = at.by_column[table.UNIT], at.by_column[table.WORKER]
        found = self._unit(at, unit) if unit else None
        if found is not None and worker:
            self.plan.faults += self._of_worker(at, worker, found)

    def _fault(self, at: CellRow, column: str, what: str, remedy: str) -> RowFault:
        heading = next(
            (
                typed.strip()
                for typed, one in zip(self.plan.file.head, at.by_column, strict=False)
                if one == column
            ),
            column,
        )
        return RowFault(at.number, heading, what, remedy)

    def _note(self, row: GrantRow, column: str, what: str, remedy: str) -> None:
        self.plan.notes.append(self._fault(row.at, column, what, remedy))

    # ------------------------------------------------------------ where, and by whose rules

    @cached_property
    def _units(self) -> Mapping[str, Unit]:
        units = administration.units()
        by_name = Counter(one.name.casefold() for one in units)
        called = {one.name.casefold(): one for one in units if by_name[one.name.casefold()] == 1}
        return {**called, **{one.key: one for one in units}}

    def _unit(self, at: CellRow, typed: str) -> Unit | None:
        unit = self._units.get(typed) or self._units.get(typed.casefold())
        if unit is None:
            what = _("Der er ingen enhed, der hedder »{unit}«.").format(unit=shown(typed))
            remedy = _("Skriv enhedens nøgle eller navn, som det står under Enheder.")
        elif isinstance(self._by, Operator) or self._by.can(Capability.IMPORT_GRANTS, unit.key):
            return unit
        else:
            what = _("Du er ikke administrator i {unit}.").format(unit=unit.name)
            remedy = _("Bed enhedens administrator om at indlæse dens bevillinger.")
        self.plan.faults.append(self._fault(at, table.UNIT, what, remedy))
        return None

    def _not_coded(self, row: GrantRow, unit: Unit) -> str | None:
        found = self._standard(row.service, unit.key, self._today)
        return found if isinstance(found, str) else None

    def _standard_of(self, service: str, unit_key: str, day: date) -> Standard | str:
        """The rules of a day; in words, why there are none."""
        unit = self._units[unit_key]
        try:
            return self._library.standard(service, unit.municipality, day, unit.norms_unit)
        except NotCodedError as error:
            return error.text

    def _of_worker(self, at: CellRow, typed: str, unit: Unit) -> Iterator[RowFault]:
        if typed not in self._able(unit.key):
            what = _("{name} behandler ikke sager i {unit}.")
            yield self._fault(
                at,
                table.WORKER,
                what.format(name=f"»{shown(typed)}«", unit=unit.name),
                _("Skriv brugernavnet på en af enhedens sagsbehandlere."),
            )

    # ------------------------------------------------------------ the case's number

    def _of_numbers(self, row: GrantRow) -> Iterator[RowFault]:
        first = self._numbers.setdefault(row.case_number, row.at.number)
        if first != row.at.number:
            what = _("Sagsnummeret står også i række {row}. En sag i Kompas har én ydelse.")
            yield self._fault(
                row.at,
                table.NUMBER,
                what.format(row=first),
                _("Giv sagen et nummer for sig, fx ved at skrive -2 efter det, eller slet rækken."),
            )
        elif row.case_number in self._held and not self._is_same(row):
            yield self._fault(
                row.at,
                table.NUMBER,
                _("En sag med det nummer er i Kompas, om en anden borger, ydelse eller dag."),
                _("Ret rækken, så den passer med sagen, eller giv den et andet nummer."),
            )

    def _is_same(self, row: GrantRow) -> bool:
        held, known = self._held.get(row.case_number), self._known.get(row.cpr)
        return (
            held is not None
            and known is not None
            and (held.person_id, held.service, held.opened_on)
            == (known.person_id, row.service, row.granted_on)
        )

    # ------------------------------------------------------------ whose it is

    @cached_property
    def _people(self) -> Mapping[UUID, OnDay]:
        """Those whom the register has, as they are today, by the record that has the number."""
        ids = [one.person_id for one in self._known.values()]
        if not ids:
            return {}
        units = frozenset(one.key for one in self._units.values())
        with access.working(Job(_JOB, _PURPOSE, units), self._now):
            entries = person_log.load_several(ids)
        people = ((of, person_log.person_of(some)) for of, some in entries.items())
        return {of: person.on(self._today) for of, person in people if person}

    def _of_person(self, row: GrantRow) -> Iterator[RowFault]:
        first = self._first.setdefault(row.cpr, row)
        if first is not row:
            yield from self._unlike_before(row, first)
            return
        known = self._known.get(row.cpr)
        if known is None:
            return
        now = self._people.get(known.person_id)
        protected = known.protected or (now is not None and now.protected)
        if row.protected and not protected:
            yield self._fault(
                row.at,
                table.PROTECTED,
                _("Borgeren er i Kompas uden adressebeskyttelse, og filen siger, at der er en."),
                _("Sæt mærket på borgerens side først, eller ret filen (CPR-loven § 28)."),
            )
        self._tell_apart(row, known, now, protected=protected)

    def _unlike_before(self, row: GrantRow, first: GrantRow) -> Iterator[RowFault]:
        pairs = (
            (table.NAME, row.name, first.name),
            (table.STREET, row.address_lines, first.address_lines),
            (table.PROTECTED, bool(row.protected), bool(first.protected)),
        )
        for column, now, before in pairs:
            if now != before:
                what = _("Der står noget andet om den samme borger i række {row}.")
                yield self._fault(
                    row.at, column, what.format(row=first.at.number), _("Ret den, der er forkert.")
                )

    def _tell_apart(
        self, row: GrantRow, known: Numbered, now: OnDay | None, *, protected: bool
    ) -> None:
        """What the file says otherwise than the register, which is not changed by it."""
        kept = _("Kompas beholder det, registret siger. Er filen nyest, så ret borgerens side.")
        if row.name != known.name:
            self._note(row, table.NAME, _("Borgeren hedder noget andet i Kompas."), kept)
        if now is not None and row.address_lines and row.address_lines != now.address_lines:
            self._note(row, table.STREET, _("Borgeren har en anden adresse i Kompas."), kept)
        if protected and row.protected is False:
            what = _("Borgeren er adressebeskyttet i Kompas, og filen siger nej.")
            self._note(row, table.PROTECTED, what, kept)

    # ------------------------------------------------------------ its case

    def _make(self, row: GrantRow, unit: Unit) -> None:
        known = self._known.get(row.cpr)
        context = self._context(row, unit)
        found = decide(None, self._command(row, unit, known), context)
        if isinstance(found, Refused):
            self.plan.faults += (
                self._fault(row.at, _COLUMNS.get(one.code, ""), one.text, one.remedy)
                for one in found.reasons
            )
            return
        new = followed((), found.events, context)
        entries = self._entries((*new, NewEvent(Assigned(to=row.worker), self._today)))
        case = fold(entries)
        protected = known.protected if known else bool(self._first[row.cpr].protected)
        self.plan.grants.append(
            NewGrant(row=row, entries=entries, case=case, known=known, protected=protected)
        )
        self._look_at(row, case)

    def _command(self, row: GrantRow, unit: Unit, known: Numbered | None) -> RunningGrantTakenOver:
        person_id = known.person_id if known else self._ids.setdefault(row.cpr, uuid4())
        return RunningGrantTakenOver(
            citizen=self._citizen(row, known),
            service=row.service,
            municipality=unit.municipality,
            unit=unit.key,
            case_number=row.case_number,
            person_id=person_id,
            extent=whole(row.amounts, row.service, self._library.words),
            facility=row.facility,
            granted_on=row.granted_on,
            follow_up_due=row.follow_up_due,
        )

    def _citizen(self, row: GrantRow, known: Numbered | None) -> Citizen:
        """The citizen as the register has them; as the file does where it has not."""
        if known is None:
            return Citizen(name=row.name, address_lines=row.address_lines, cpr=row.cpr)
        now = self._people.get(known.person_id)
        lines = now.address_lines if now else ()
        return Citizen(name=known.name, address_lines=lines, cpr=row.cpr)

    def _context(self, row: GrantRow, unit: Unit) -> Context:
        def standard_on(day: date) -> Standard | None:
            found = self._standard(row.service, unit.key, day)
            return None if isinstance(found, str) else found

        return Context(
            today=self._today,
            by=self._by.username,
            standard=standard_on(self._today),
            standard_on=standard_on,
            municipality=unit.municipality,
        )

    def _entries(self, new: Sequence[NewEvent]) -> tuple[Recorded, ...]:
        case_id = uuid4()
        return tuple(
            Recorded(
                case_id, seq, one.event, self._now, one.valid_from, self._by.username,
                one.proceeding,
            )
            for seq, one in enumerate(new, 1)
        )  # fmt: skip

    def _is_far(self, day: date | None) -> bool:
        later = day is not None and day > self._today
        return later and age_years(self._today, day or self._today) >= _FAR_YEARS

    def _look_at(self, row: GrantRow, case: Case) -> None:
        """What is worth knowing of a grant that can be taken over."""
        number, help_given = row.at.number, case.help
        due = help_given.follow_up_due if help_given else None
        if due is None:
            self.plan.without_day.append(number)
        elif due < self._today:
            self.plan.overdue.append(number)
        if help_given and help_given.follow_up and help_given.planned is None:
            if due is not None:
                self.plan.by_norms.append(number)
            self.plan.open_facts.update(help_given.follow_up.depends_on)
        if self._is_far(row.follow_up_due):
            what = _("Næste opfølgning ligger mere end fem år ude.")
            self._note(row, table.FOLLOW_UP, what, _("Ret datoen, hvis den er forkert."))
        if not row.amounts and self._library.words.needs_amount(row.service):
            what = _("Der står ikke, hvor meget hjælp borgeren har.")
            self._note(row, table.SERVICE, what, _("Skriv omfanget i en af kolonnerne."))
        if (row.cpr, row.service) in self._running:
            what = _("Borgeren har allerede den samme hjælp i en anden sag.")
            self._note(row, table.SERVICE, what, _("Slet den ene, hvis de er den samme."))
        self._running.add((row.cpr, row.service))
