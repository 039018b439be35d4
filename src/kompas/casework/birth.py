"""The day of birth as the citizen's CPR number tells it: nobody types what the number says."""

from collections.abc import Mapping
from datetime import date

from kompas.casework.decision import Citizen
from kompas.inputs.cpr import birth_date
from kompas.norms import GivenFact

BIRTH_DATE = "birth_date"
"""The fact's name in the vocabulary."""
_BY_NUMBER = "CPR-nummeret"
"""The source: in Danish, as all that a decision keeps with its facts."""


def by_number(citizen: Citizen | None, told_on: date | None) -> Mapping[str, GivenFact]:
    """The day of birth by the number, as of the day on which that was told; nothing without one.

    An administrative number may hold a wrong day: what is noted goes before this.
    """
    born = birth_date(citizen.cpr or "") if citizen else None
    if born is None:
        return {}
    return {BIRTH_DATE: GivenFact(born.isoformat(), _BY_NUMBER, told_on)}


def is_by_number(name: str, given: GivenFact) -> bool:
    """Whether the number told a fact, and nobody noted it."""
    return name == BIRTH_DATE and given.source == _BY_NUMBER
