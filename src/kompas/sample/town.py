"""Eksempelby on a day: its calendar, its norms, and what follows from them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from kompas.casework import DecisionKind
from kompas.norms import GivenFact, Library, Standard
from kompas.sample.days import Days
from kompas.sample.stories import Offer, Portrait, stories
from kompas.sample.traces import Traces
from kompas.sample.users import UNITS, SampleUnit

SERVICE = "activity_and_social"
_OLDEST_CASE_DAYS = 1_050
"""How far back what is recorded goes; on the first of these days the norms must answer."""


def _ordinary(portrait: Portrait) -> bool:
    in_target_group = portrait.reduced_capacity or portrait.social_problems
    return in_target_group and portrait.education != "stu"


GROUPS: Mapping[str, Callable[[Portrait], bool]] = {
    "home": lambda p: _ordinary(p) and not p.in_housing,
    "home speaking": lambda p: _ordinary(p) and not p.in_housing and p.speaks,
    "independent": lambda p: _ordinary(p) and p.independent,
    "housing": lambda p: _ordinary(p) and p.in_housing and not p.is_senior,
    "housing speaking": lambda p: _ordinary(p) and p.in_housing and not p.is_senior and p.speaks,
    # Over 65 in housing, Copenhagen's level is another.
    "senior": lambda p: _ordinary(p) and p.in_housing and p.is_senior,
    "old": lambda p: _ordinary(p) and p.is_senior,
    "student": lambda p: p.education == "stu",
    "outside": lambda p: not (p.reduced_capacity or p.social_problems),
}
"""Whom a life can be about."""


@dataclass(frozen=True, slots=True)
class Times:
    """What the norms say about the letter of a decision: working days, weeks."""

    receipt_working_days: int | None
    complaint_weeks: int | None


class Town:
    """The municipality that a seed gives, seen from a day.

    Raises kompas.norms.NotCodedError where the norms do not reach back far enough.
    """

    def __init__(self, seed: int, today: date, library: Library) -> None:
        self.seed = seed
        self.today = today
        self.library = library
        self.days = Days(today)
        self.stories = stories()
        self.traces = Traces(library)
        self._standards: dict[tuple[str, str, date], Standard] = {}
        self._times: dict[tuple[int, DecisionKind], Times] = {}
        for unit in UNITS:
            self.standard(unit, today - timedelta(days=_OLDEST_CASE_DAYS))

    def standard(self, unit: SampleUnit, day: date, service: str = SERVICE) -> Standard:
        """The norms that a unit works by on a day, for a service."""
        found = self._standards.get((unit.key, service, day))
        if found is None:
            found = self.library.standard(service, unit.municipality, day, unit.norms_unit)
            self._standards[unit.key, service, day] = found
        return found

    def decide_by(self, unit: SampleUnit, received_on: date) -> date | None:
        """The last day of the processing deadline; the standard's own, else the unit's."""
        standard = self.standard(unit, received_on)
        weeks = standard.numbers("processing_deadline", {}, received_on).shortest
        weeks = weeks or unit.processing_deadline_weeks
        return received_on + timedelta(weeks=weeks) if weeks else None

    def times(self, unit: SampleUnit, day: date, kind: DecisionKind) -> Times:
        """What follows when a decision of a kind is sent on a day."""
        standard = self.standard(unit, day)
        found = self._times.get((id(standard), kind))
        if found is None:
            known = {"decision_kind": GivenFact(kind.value)}
            found = self._times[id(standard), kind] = Times(
                standard.numbers("letter_receipt", known, day).number,
                standard.numbers("complaint_deadline", known, day).number,
            )
        return found

    @cached_property
    def portraits(self) -> dict[str, tuple[Portrait, ...]]:
        """The portraits by the groups that lives are about (`GROUPS`)."""
        return {
            name: tuple(filter(belongs, self.stories.portraits)) for name, belongs in GROUPS.items()
        }

    @cached_property
    def offers(self) -> dict[str, tuple[Offer, ...]]:
        """The offers for each portrait."""
        return {p.key: self.stories.offers_for(p) for p in self.stories.portraits}
