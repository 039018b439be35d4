"""Whom a case is about, as they are on a day: found or taken in when it is opened, and asked later.

The case keeps what it was told when it was opened; what is decided and sent takes what is known
now.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from kompas.accounts.access import Staff, Viewer
from kompas.casework.case import Case
from kompas.casework.context import Refusal
from kompas.casework.decision import Citizen
from kompas.casework.opening import Opening
from kompas.casework.reach import addressees, out_of_reach
from kompas.casework.record import Command, NewEvent, Recorded, danish_day
from kompas.casework.replacement import changed
from kompas.casework.summary import Listed
from kompas.casework.taken_decision import Recipient
from kompas.norms import Library
from kompas.persons import lookup, person_log
from kompas.persons.entries import AddressCorrected
from kompas.persons.noting import Noted, add
from kompas.persons.person import fold
from kompas.persons.recipients import citizen_of, recipients_of
from kompas.persons.rows import show_in_lists, upsert
from kompas.persons.taking_in import first_entry
from kompas.register import access
from kompas.words import _


@dataclass(frozen=True, slots=True)
class Party:
    """The citizen as they are on a day, and who gets the letters then."""

    citizen: Citizen
    recipients: tuple[Recipient, ...]
    digital_post_exempt: bool = False

    @property
    def has_number(self) -> bool:
        """Whether there is a number to get Digital Post by."""
        return self.citizen.cpr is not None


def party_of(case: Case, library: Library, day: date) -> Party | None:
    """The party of a case on a day, within `access.acting`; None for a case from before the
    register of persons. One statement.
    """
    if case.person_id is None:
        return None
    person = person_log.person_of(person_log.load(case.person_id))
    if person is None:
        return None
    now, kinds = person.on(day), library.representatives
    citizen = citizen_of(now, kinds, day)
    told_of = any(one.representatives for one in (person, *person.others))
    if not told_of and case.citizen is not None:
        citizen = replace(citizen, representative=case.citizen.representative)
    return Party(citizen, recipients_of(now, kinds, day), now.digital_post_exempt)


def seen_party(case: Case, by: Staff, library: Library, day: date) -> Party | None:
    """As `party_of`, for a page of the case: two statements; none for a case without a person."""
    if case.person_id is None:
        return None
    with access.acting(by):
        return party_of(case, library, day)


def with_party(case: Case, party: Party | None) -> Case:
    """The case as it is judged and printed on the party's day."""
    return case if party is None else changed(case, citizen=party.citizen)


def out_of_reach_today(case: Case, party: Party | None) -> tuple[Refusal, ...]:
    """Who would get a letter of a case on the party's day and can be reached in no way."""
    digital_post = party is None or (party.has_number and not party.digital_post_exempt)
    to = addressees(case, party.recipients if party else None)
    return tuple(out_of_reach(to, digital_post=digital_post))


def with_line(case: Case, line: Listed | None) -> Case:
    """The case with what its line has of the citizen today: the name and the number.

    A draft is judged by no more of the citizen; nothing is asked for it.
    """
    if line is None or case.citizen is None:
        return case
    named = replace(case.citizen, name=line.citizen_name, cpr=line.citizen_cpr)
    return changed(case, citizen=named)


# ---------------------------------------------------------------- the same help twice

SameHelp = tuple[tuple[UUID, str], ...]
"""Other cases of a citizen in which the same help runs: their ids and numbers."""


def same_help(case: Case, by: Viewer) -> SameHelp:
    """Where the help of a case runs for its citizen already, as far as somebody may see it.

    One statement; none for a case without a person. Two grants of one help are seldom meant, and
    hinder nothing.
    """
    if case.person_id is None:
        return ()
    return lookup.running_help(by, case.person_id, (case.service,), case.case_id)


def same_help_text(found: SameHelp) -> str:
    """What is said of it; empty for none."""
    if not found:
        return ""
    said = _("Borgeren har allerede den samme hjælp i sag {numbers}. Er det en fejl, så stop den.")
    return said.format(numbers=", ".join(number for _id, number in found))


# ---------------------------------------------------------------- a case is opened


def unknown_person(command: Command, by: Staff) -> Refusal | None:
    """Why a case cannot be opened for the person that a command names; None where it can.

    A person is named where there is no number to find them by.
    """
    if not isinstance(command, Opening) or command.person_id is None:
        return None
    found, cpr = lookup.one(by, command.person_id), command.citizen.cpr
    if found is not None and found.name and found.cpr in (None, cpr):
        has_it = lookup.with_cpr(cpr) if cpr else None
        if has_it is None or has_it.root == found.root:
            return None
    return Refusal(
        "no_such_person",
        _("Borgeren findes ikke i registret, eller har et andet CPR-nummer."),
        _("Skriv borgerens CPR-nummer, og lad person_id være ude."),
    )


def about_somebody(new: Sequence[NewEvent]) -> tuple[tuple[NewEvent, ...], bool]:
    """Events of which the first opens a case, with the person it is about; and whether the
    register has that person, who is then held. At most three statements.

    Who has the number already is that person, whoever asks: nobody is recorded twice.
    """
    first, *rest = new
    event = first.event
    if not isinstance(event, Opening):
        return tuple(new), True
    if event.person_id is not None:
        lookup.hold((event.person_id,))
        return tuple(new), True
    found = _held(event.citizen.cpr) if event.citizen.cpr else None
    opening = replace(event, person_id=found.person_id if found else uuid4())
    return (replace(first, event=opening), *rest), found is not None


def _held(cpr: str) -> lookup.FoundPerson | None:
    return lookup.with_cpr(cpr) if lookup.hold(cpr=cpr) else None


def take_in(opening: Recorded) -> None:
    """The person of a case that was just opened comes into the register. Two statements."""
    entry = first_entry(opening)
    if entry is not None:
        person_log.append([entry])
        upsert([fold([entry])], entry.valid_from)


def take_over(opening: Recorded) -> None:
    """The address that was told of a known person when another case was opened, which may be seen.

    What they are called is not changed by it. At most four statements.
    """
    if not isinstance(opening.event, Opening) or opening.event.person_id is None:
        return
    known, today = person_log.load(opening.event.person_id), danish_day(opening.recorded_at)
    person = person_log.person_of(known)
    if person is None:
        return
    told = opening.event.citizen.address_lines
    if told and told != person.on(today).address_lines:
        # Letters go where the citizen says to live now.
        noted = Noted(opening.by, opening.recorded_at, _WHY_TAKEN_OVER)
        add(known, [AddressCorrected(address_lines=told)], today, noted)
    show_in_lists(person.person_id)


_WHY_TAKEN_OVER = "Oplyst til sagsbehandleren."
"""In Danish, as all that is recorded; without the case, which not all who read it may see."""
