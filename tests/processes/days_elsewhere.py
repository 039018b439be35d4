"""A citizen of Havnsted who applies for four days, and has two in another case of the unit."""

from dataclasses import replace
from uuid import UUID

from kompas.accounts.roles import Role
from kompas.casework import amounts
from kompas.casework.steps.fact import FactNoted
from kompas.inputs import AnyFactValue
from kompas.norms import Library
from kompas.processes import administering
from kompas.register.models import CaseSummary
from tests.clock import NOW
from tests.processes.town import Telling
from tests.spec.case.stories import APPLICATION, RUNNING_GRANT, TODAY

TEAM, NAME, SERVICE = "havnsted-team", "havnsted", "activity_and_social"
ELSEWHERE, TOGETHER = "havnsted_days_elsewhere", "havnsted_days_together"
FROM_THE_RECORD = "Fra sagen: 2 i sag 2019-9 fra 1. marts 2019"
OF_THE_CITIZEN = {
    "birth_date": "1990-01-01",
    "considerably_reduced_capacity": True,
    "needs_support_to_keep_skills": True,
    "havnsted_days_here": 4,
}
OTHER = replace(
    RUNNING_GRANT,
    unit=TEAM,
    municipality=NAME,
    case_number="2019-9",
    extent=amounts(days_per_week=2),
)


def applies_for_more(own: Library) -> Telling:
    """The application, with the facts but for the days elsewhere."""
    by = administering.at_the_terminal()
    administering.make_unit(TEAM, "Team Havnsted", NAME, by, now=NOW)
    roles = {"anna": Role.CASEWORKER, "birk": Role.CASEWORKER, "vera": Role.TEAM_LEAD}
    for username, role in roles.items():
        administering.grant_role(username, role, TEAM, by, now=NOW)
    Telling(own).does(OTHER)
    opening = replace(APPLICATION, unit=TEAM, municipality=NAME, case_number="2026-9")
    found = Telling(own).does(opening)
    return found.does(*(noted(name, value) for name, value in OF_THE_CITIZEN.items()))


def noted(name: str, value: AnyFactValue) -> FactNoted:
    """What the citizen says."""
    return FactNoted(name=name, value=value, source="Borgeren", dated=TODAY)


def case_with(number: str) -> UUID:
    """A case by its number."""
    found: UUID = CaseSummary.objects.get(case_number=number).case_id
    return found
