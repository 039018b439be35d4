"""Whatever is told of people, and however their records are merged, parted and erased: nothing of
a protected address is lost, no number finds somebody else, nothing is kept of who has no case.
"""

import itertools
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from kompas.casework import Citizen
from kompas.casework.address import PROTECTED, Reader
from kompas.casework.commands import Refused
from kompas.casework.steps.closing import CaseClosed
from kompas.norms import Library
from kompas.persons import check, lookup
from kompas.persons.entries import (
    AddressCorrected,
    DigitalPostSet,
    NameCorrected,
    NumberCorrected,
    ProtectionSet,
    RepresentativeAppointed,
    RepresentativeEnded,
    Told,
)
from kompas.persons.models import PersonEntryRow, PersonRow
from kompas.persons.recipients import citizen_of, recipients_of
from kompas.processes import citizen, erasing, finding
from kompas.processes.act import Acted, act
from kompas.processes.citizen import Correction
from kompas.register.models import CaseSummary
from kompas.register.settings import OWNER
from kompas.register.verify import verify
from tests.processes.town import PURPOSE, WEST, viewer
from tests.spec.case.stories import APPLICATION, TODAY

EXAMPLES = int(os.environ.get("KOMPAS_TEST_MACHINE_EXAMPLES", "6"))
STEPS_IN_EACH = 20
NOW = datetime.combine(TODAY, time(9), UTC)
_FRESH = itertools.count()
DAYS = st.sampled_from([TODAY - timedelta(days=9), TODAY - timedelta(days=1), TODAY])
AHEAD = TODAY + timedelta(days=9)
LINES = st.sampled_from([("Skrønevej 2",), ("Fabelgade 9", "0000 Eksempelby"), ("Kommavej 1",)])
NAMES = st.sampled_from(["Prøve Person", "Ny Navnesen", "Ø"])
GUARDIANS = st.builds(
    RepresentativeAppointed,
    kind=st.sampled_from(["guardian", "custody_holder", "lawyer"]),
    name=st.just("Vera Værge"),
    address_lines=LINES,
    letters=st.booleans(),
)
SAID = st.one_of(
    st.builds(NameCorrected, name=NAMES),
    st.builds(AddressCorrected, address_lines=LINES),
    st.builds(ProtectionSet, protected=st.booleans()),
    st.builds(DigitalPostSet, exempt=st.booleans()),
    GUARDIANS,
)


class PersonMachine(RuleBasedStateMachine):
    """Some citizens of one unit, each recorded once or several times."""

    library: Library

    def __init__(self) -> None:
        super().__init__()
        first = next(_FRESH) * 6
        self.numbers = [str(7204800000 + first + one) for one in range(6)]
        self.cases: list[UUID] = []
        self.erased: set[UUID] = set()

    # ------------------------------------------------------------ what people do

    @initialize()
    def two_people_apply(self) -> None:
        """Who have a number each."""
        for number in self.numbers[:2]:
            self.opens(number)

    def opens(self, number: str | None) -> None:
        """A case of who has a number, or of who has none."""
        opening = replace(
            APPLICATION,
            unit=WEST,
            case_number=f"P{next(_FRESH)}",
            citizen=Citizen(name="Prøve Person", cpr=number, address_lines=("Prøvevej 1",)),
        )
        outcome = act(None, opening, viewer("anna"), library=self.library, now=NOW)
        assert isinstance(outcome, Acted)
        self.cases.append(outcome.case.case_id)

    @rule(number=st.integers(0, 5))
    def somebody_applies(self, number: int) -> None:
        """With a number that is known or not; one of them with none."""
        self.opens(self.numbers[number] if number < 5 else None)

    @rule(which=st.integers(0, 99), told=SAID, on=DAYS)
    def something_is_told(self, which: int, told: Told, on: date) -> None:
        """Of a citizen who is there."""
        ahead = isinstance(told, AddressCorrected | RepresentativeAppointed) and which % 3 == 0
        self.tells(self.chosen(which), told, AHEAD if ahead else on)

    @rule(which=st.integers(0, 99), of=st.integers(0, 9), number=st.integers(0, 5))
    def a_number_is_put_right(self, which: int, of: int, number: int) -> None:
        """Of any of the records; one of them is taken away."""
        case = self.chosen(which)
        records = self.page(case).person.records
        told = NumberCorrected(cpr=self.numbers[number] if number < 5 else None)
        self.tells(case, told, TODAY, record=records[of % len(records)].person_id)

    @rule(which=st.integers(0, 99), of=st.integers(0, 9), on=DAYS)
    def somebody_acts_no_more(self, which: int, of: int, on: date) -> None:
        """One of those who act or will."""
        case = self.chosen(which)
        acting = [one for r in self.page(case).person.records for one in r.representatives]
        if not acting:
            return
        one = acting[of % len(acting)]
        self.done(
            lambda seen: citizen.end_representative(
                self.person_id(case),
                one.person_id,
                Correction((RepresentativeEnded(appointed=one.entry),), on, "Brev.", seen),
                viewer("anna"),
                now=NOW,
            ),
            case,
        )

    @rule(which=st.integers(0, 99), into=st.integers(0, 99))
    def two_records_are_merged(self, which: int, into: int) -> None:
        """Whether they can be or not."""
        case, other = self.chosen(which), self.chosen(into)
        self.done(
            lambda seen: citizen.merge(
                self.person_id(case),
                self.person_id(other),
                Correction((), TODAY, "Samme.", seen),
                viewer("anna"),
                now=NOW,
                two_numbers=True,
            ),
            case,
        )

    @rule(which=st.integers(0, 99))
    def two_records_are_parted(self, which: int) -> None:
        """Where any are merged."""
        case = self.chosen(which)
        person = self.page(case).person
        if person.others:
            record = person.others[which % len(person.others)].person_id
            refused = self.done(
                lambda seen: citizen.undo_merge(
                    person.person_id,
                    record,
                    Correction((), TODAY, "To.", seen),
                    viewer("anna"),
                    now=NOW,
                ),
                case,
            )
            assert refused is None or not person.names

    @rule(which=st.integers(0, 99))
    def a_case_is_erased(self, which: int) -> None:
        """Closed first."""
        case = self.chosen(which)
        if case in self.erased or len(self.erased) > 4:
            return
        closed = CaseClosed(why="Fraflyttet.")
        outcome = act(case, closed, viewer("anna"), library=self.library, now=NOW)
        assert isinstance(outcome, Acted), outcome
        gone = erasing.erase_case(case, "Arkivloven", viewer("drift"), now=NOW)
        assert isinstance(gone, erasing.Erased)
        self.erased.add(case)

    # ------------------------------------------------------------ how it is done

    def chosen(self, which: int) -> UUID:
        return self.cases[which % len(self.cases)]

    def person_id(self, case: UUID) -> UUID:
        found: UUID = CaseSummary.objects.get(pk=case).person_id  # type: ignore[assignment]
        return found

    def page(self, case: UUID) -> citizen.CitizenFile:
        return citizen.open_citizen(self.person_id(case), viewer("anna"), PURPOSE, now=NOW)

    def tells(self, case: UUID, told: Told, on: date, record: UUID | None = None) -> None:
        before = self.page(case).person.on(TODAY)
        refused = self.done(
            lambda seen: citizen.correct(
                self.person_id(case),
                Correction((told,), on, "Brev.", seen),
                viewer("anna"),
                library=self.library,
                now=NOW,
                record=record,
            ),
            case,
        )
        after = self.page(case).person.on(TODAY)
        if refused is not None:
            assert after == before
        elif isinstance(told, ProtectionSet):
            assert after.protected is told.protected
        elif isinstance(told, DigitalPostSet):
            assert after.digital_post_exempt is told.exempt

    def done(self, what: Callable[[int], Refused | None], case: UUID) -> Refused | None:
        refused = what(self.page(case).seen)
        if refused is not None:
            assert all(one.text and one.remedy for one in refused.reasons)
        return refused

    # ------------------------------------------------------------ what always holds

    @invariant()
    def a_record_hangs_on_one_that_holds(self) -> None:
        """Never in a chain."""
        held = dict(PersonRow.objects.values_list("person_id", "merged_into"))
        assert not [root for root in held.values() if root and held[root]]

    @invariant()
    def a_number_finds_all_cases_of_its_person_and_no_other(self) -> None:
        """Whichever of the person's numbers it is."""
        for number in self.numbers[:5]:
            hits = finding.find(number, viewer("anna"), PURPOSE, now=NOW)
            found = {line.case_id for line in hits.lines}
            owner = lookup.with_cpr(number)
            assert found == (self.cases_of(owner.root) if owner else set())

    def cases_of(self, root: UUID) -> set[UUID]:
        records = {
            row.person_id
            for row in PersonRow.objects.all()
            if root in (row.person_id, row.merged_into)
        }
        lines = CaseSummary.objects.filter(pk__in=self.cases).values_list("case_id", "person_id")
        # What was erased is found by no number.
        return {case for case, person in lines if person in records and case not in self.erased}

    @invariant()
    def a_protected_address_is_marked_for_staff_and_told_nobody_else(self) -> None:
        """In lists, for providers, and in a decision whose letter another gets too."""
        kinds = self.library.representatives
        for case in self.cases:
            if case in self.erased:
                continue
            now = self.page(case).person.on(TODAY)
            assert CaseSummary.objects.get(pk=case).citizen_protected is now.protected
            if not now.protected:
                continue
            assert now.address_for(Reader.PROVIDER) == ()
            assert not now.address_lines or PROTECTED in now.address_for(Reader.STAFF)
            if any(one.kind for one in recipients_of(now, kinds, TODAY)):
                assert citizen_of(now, kinds, TODAY).address_lines == ()

    @invariant()
    def nothing_is_kept_of_who_has_no_case(self) -> None:
        """And all of who has one."""
        entries: dict[UUID, list[bool]] = {}
        for person_id, told in PersonEntryRow.objects.using(OWNER).values_list("person_id", "told"):
            entries.setdefault(person_id, []).append(told is not None)
        roots = {
            row.person_id: row.merged_into or row.person_id
            for row in PersonRow.objects.using(OWNER).all()
        }
        living = {roots[self.person_id(case)] for case in self.cases if case not in self.erased}
        for person_id in {self.person_id(case) for case in self.cases}:
            assert set(entries[person_id]) == {roots[person_id] in living}

    def teardown(self) -> None:
        """The rows say what the entries do."""
        assert list(check.person_faults(TODAY)) == []
        assert list(verify()) == []


@pytest.mark.usefixtures("town")
def test_people_stay_whole(library: Library) -> None:
    PersonMachine.library = library
    run_state_machine_as_test(
        PersonMachine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS_IN_EACH,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
