"""A town in the database: two units as Vejen's and Copenhagen's, the people who work there, and
one citizen's case that is taken through `act`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext

from kompas.accounts import lookup
from kompas.accounts.access import Staff
from kompas.accounts.roles import Role
from kompas.casework import Citizen, Cost, Facility, amounts
from kompas.casework.case import Case
from kompas.casework.commands import Refused
from kompas.casework.record import Recorded
from kompas.casework.steps.decision import TakeDecision
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.norms import Library
from kompas.processes import administering
from kompas.processes.act import Acted, act
from kompas.processes.letters import LetterStored, make_letter
from kompas.processes.reading import read
from kompas.register.models import CaseSummary
from tests.clock import NOW
from tests.spec.case.stories import (
    APPLICATION,
    APPLIED_ON,
    ASSESSMENT,
    DIGITAL_POST,
    DRAFT,
    FOLLOWED,
    NEED,
    NOTES,
    ON_AGENDA,
    RECOMMENDATION,
    TODAY,
    by_two,
    proposes,
)
from tests.spec.soundness.drafts import FACTS, says

WEST, EAST = "vest", "oest"
PEOPLE = {
    "anna": (Role.CASEWORKER, WEST),
    "birk": (Role.CASEWORKER, WEST),
    "vera": (Role.TEAM_LEAD, WEST),
    "carla": (Role.CASEWORKER, EAST),
    "leif": (Role.TEAM_LEAD, EAST),
    "petra": (Role.PANEL_MEMBER, EAST),
    "jarl": (Role.JURIST, WEST),
    "rita": (Role.AUDITOR, WEST),
    "drift": (Role.ADMINISTRATOR, WEST),
}
SECOND = {WEST: ("vera", "birk"), EAST: ("leif", "carla")}
"""Who has proposed what takes two: the first that does not do it."""
PURPOSE = "Sagsbehandling"
OPENING = ["application_received", "deadline_set"]
"""The entries of a case that was just opened."""
NEXT = len(OPENING) + 1
"""The entry that comes next in it."""
WORKSHOP = Facility(
    name="Værkstedet",
    activities=says("Keramik, musik og fælles frokost."),
    staff=says("To pædagoger, der kender faget."),
    premises=says("Et stort lokale og et lille, hvor man kan være i fred."),
    meets_need=says("Du kan være sammen med andre på din egen alder."),
)
WHOLE_DRAFT = replace(
    DRAFT,
    case_number=None,
    citizen=None,
    facts={},
    evidence=(),
    starts_on=date(2026, 7, 1),
    facilities=(WORKSHOP,),
    costs=(
        Cost(what="mad og drikke", amount_oere=42_000, period="month", source="Takstblad 2026"),
    ),
)
"""What the caseworker writes of a grant; the rest comes from the case."""


def settle() -> None:
    """The units and the people of the town, as whoever sits at the server makes them."""
    by, now = administering.at_the_terminal(), NOW
    administering.make_unit(WEST, "Voksenteam Vest", "vejen", by, now=now)
    administering.make_unit(
        EAST,
        "Handicapcenter Øst",
        "copenhagen",
        by,
        now=now,
        norms_unit="Borgercenter Handicap",
        panel_required=True,
        processing_deadline_weeks=8,
    )
    for username, (role, unit) in PEOPLE.items():
        administering.make_user(username, f"{username.title()} Prøve", by, now=now)
        administering.grant_role(username, role, unit, by, now=now)


def viewer(username: str) -> Staff:
    """A user as access is decided."""
    found = lookup.viewer_of(username)
    assert found is not None
    return found


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are sent, transactions aside."""
    sent: list[str] = []
    with CaptureQueriesContext(connection) as queries:
        yield sent
    frame = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    sent += [q["sql"] for q in queries.captured_queries if not q["sql"].startswith(frame)]


@dataclass
class Telling:
    """One case on its way through the database. `by` and `today` may be moved between steps."""

    library: Library
    by: str = "anna"
    today: date = TODAY
    case_id: UUID | None = None
    acted: list[Acted] = field(default_factory=list)

    @property
    def id(self) -> UUID:
        """The case, which there is."""
        assert self.case_id is not None
        return self.case_id

    @property
    def now(self) -> datetime:
        """Late in the morning of the day."""
        return datetime.combine(self.today, time(9), UTC)

    @property
    def case(self) -> Case:
        """The case as the last step left it."""
        return self.acted[-1].case

    def does(self, *commands: Any, by: str | None = None, **given: Any) -> "Telling":
        """Each command is done; a refusal fails the test with its words.

        Where it takes two to withdraw an entry, a colleague has proposed it.
        """
        for command in commands:
            if self.case_id and by_two(self.case, command):
                others = (one for one in SECOND[self.case.unit or WEST] if one != (by or self.by))
                self.does(proposes(command), by=next(others))
            outcome = self.asks(command, by=by, **given)
            assert isinstance(outcome, Acted), outcome
            self.case_id = outcome.case.case_id
            self.acted.append(outcome)
        return self

    def asks(self, command: Any, *, by: str | None = None, **given: Any) -> Acted | Refused:
        """What comes of a command."""
        who = viewer(by or self.by)
        return act(self.case_id, command, who, library=self.library, now=self.now, **given)

    def refuses(self, command: Any, *, by: str | None = None) -> list[str]:
        """The codes of the refusal; each reason has words and a way on."""
        outcome = self.asks(command, by=by)
        assert isinstance(outcome, Refused), outcome
        assert all(reason.text.strip() and reason.remedy.strip() for reason in outcome.reasons)
        return [reason.code for reason in outcome.reasons]

    def prints(self, *, by: str | None = None) -> LetterStored:
        """The letter is made."""
        made = make_letter(self.id, viewer(by or self.by), library=self.library, now=self.now)
        assert isinstance(made, LetterStored), made
        self.acted.append(made.acted)
        return made

    def entries(self, *, by: str | None = None) -> tuple[Recorded, ...]:
        """The record as it is read back."""
        return read(self.id, viewer(by or self.by), PURPOSE, now=self.now)


def applied(
    library: Library, unit: str = WEST, citizen: Citizen = APPLICATION.citizen, **told: Any
) -> Telling:
    """An application has come in."""
    municipality = "vejen" if unit == WEST else "copenhagen"
    by = "anna" if unit == WEST else "carla"
    telling = Telling(library, **{"by": by, **told})
    number = unused_number()
    application = replace(
        APPLICATION, unit=unit, municipality=municipality, case_number=number, citizen=citizen
    )
    return telling.does(application)


def about_another(library: Library, unit: str = WEST, **told: Any) -> Telling:
    """An application from somebody of whom there is no case yet."""
    citizen = Citizen(name="Anden Person", cpr=str(7204804000 + CaseSummary.objects.count()))
    return applied(library, unit, citizen, **told)


def unused_number() -> str:
    """A number that no case has: the story's own for the first case in the database."""
    others = CaseSummary.objects.count()
    return f"{APPLICATION.case_number}-{others}" if others else APPLICATION.case_number


def assessed(library: Library, unit: str = WEST, **told: Any) -> Telling:
    """Reason and need are known, with facts and papers, and the assessment is made."""
    telling = applied(library, unit, **told).does(NEED)
    for name, fact in FACTS.items():
        noted = FactNoted(
            name=name,
            value=fact.value,
            source=fact.source or "Sagen",
            dated=fact.dated or APPLIED_ON,
        )
        telling.does(noted, valid_from=APPLIED_ON)
    return telling.does(*(EvidenceAdded(evidence=paper) for paper in NOTES), ASSESSMENT)


FOUR_DAYS = amounts(days_per_week=4, hours_per_week=Decimal(28))
"""Within Copenhagen's level for those who live in housing."""


def through_panel(telling: Telling) -> Telling:
    """The panel has followed the recommendation."""
    telling.does(replace(RECOMMENDATION, extent=FOUR_DAYS), ON_AGENDA)
    return telling.does(replace(FOLLOWED, extent=FOUR_DAYS), by="petra")


def takes(telling: Telling, **changes: Any) -> TakeDecision:
    """The command that takes the whole draft, with some parts changed."""
    municipality = telling.case.municipality
    extent = WHOLE_DRAFT.granted if municipality == "vejen" else FOUR_DAYS
    given = {"municipality": municipality, "granted": extent, **changes}
    return TakeDecision(decision=replace(WHOLE_DRAFT, **given))


def decided(library: Library, unit: str = WEST, **told: Any) -> Telling:
    """The decision is taken; with the panel where the unit wants it."""
    telling = assessed(library, unit, **told)
    if unit == EAST:
        through_panel(telling)
    return telling.does(takes(telling))


def sent(library: Library, unit: str = WEST, **told: Any) -> Telling:
    """The letter is sent by Digital Post."""
    telling = decided(library, unit, **told)
    telling.prints()
    return telling.does(DIGITAL_POST)
