"""What people made of the findings of the check, for those who keep the norms; logged as a look."""

from dataclasses import dataclass
from datetime import datetime

from kompas.accounts.access import Staff
from kompas.casework.capabilities import Capability
from kompas.processes.reading import checked
from kompas.register import access, reviews
from kompas.register.reviews import OfBoard, RuleReviews


@dataclass(frozen=True, slots=True)
class Reviews:
    """By rule, and what the board came to beside the verdicts of the check."""

    rules: tuple[RuleReviews, ...]
    board: tuple[OfBoard, ...]


def reviews_of(by: Staff, purpose: str, *, now: datetime) -> Reviews:
    """What was made of findings in the units in which a user reviews the check.

    The reasons are people's own words, so the look leaves a trace. Raises PurposeRefused.
    """
    units = by.units_of(Capability.REVIEW_CHECK)
    with access.acting(by):
        access.note(by.username, now, access.What.SEARCH, checked(purpose), query="reviews")
    return Reviews(reviews.by_rule(units), reviews.of_board(units))
