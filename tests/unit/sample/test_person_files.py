"""What Eksempelby knows of its people besides: the same each time, and as the law has it."""

from datetime import date

from kompas.casework.record import danish_day
from kompas.casework.steps.decision import DecisionTaken
from kompas.norms import Library
from kompas.norms.derivations import age_years
from kompas.persons.entries import PersonEntry
from kompas.persons.person import Person, fold
from kompas.persons.recipients import recipients_of
from kompas.persons.taking_in import first_entry
from kompas.sample.draw import SampleCase, draw, recorded
from kompas.sample.person_files import further

TODAY = date(2026, 7, 1)
DEMO = 200


def known_of(case: SampleCase) -> tuple[PersonEntry, ...]:
    """What is told of the citizen; nothing of who is in no register."""
    first = first_entry(recorded(case)[0])
    return (first, *further(first, TODAY)) if first else ()


def people(library: Library) -> list[tuple[SampleCase, Person]]:
    known = [(case, known_of(case)) for case in draw(1, DEMO, TODAY, library)]
    return [(case, fold(entries)) for case, entries in known if entries]


def test_who_is_not_yet_18_has_parents_who_get_the_letters(library: Library) -> None:
    minors = 0
    for case, person in people(library):
        now = person.on(TODAY)
        to = recipients_of(now, library.representatives, TODAY)
        assert now.birth_date is not None
        is_minor = age_years(now.birth_date, TODAY) < 18
        kinds = [one.kind for one in to]
        assert (kinds == ["custody_holder"] * 2) is is_minor
        assert ("custody_holder" in kinds) is is_minor
        minors += is_minor
        if is_minor:
            assert all(one.address_lines == now.address_lines for one in to)
            # Help for adults is granted to nobody who is none yet.
            assert not [new for new, *_who in case.entries if isinstance(new.event, DecisionTaken)]
    assert minors >= 2


def test_what_is_told_follows_from_the_case_alone_and_from_before_today(library: Library) -> None:
    cases = list(draw(1, DEMO, TODAY, library))
    told = [known_of(case) for case in cases]
    assert told == [known_of(case) for case in draw(1, DEMO, TODAY, library)]
    assert {1, 2, 3} <= {len(one) for one in told}
    for entries in told:
        assert [one.seq for one in entries] == list(range(1, len(entries) + 1))
        assert all(danish_day(one.recorded_at) <= TODAY for one in entries)
