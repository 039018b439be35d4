"""Who is at the screen: the user, as access is decided, the moment, and the case of the page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest

from kompas.accounts.access import Viewer
from kompas.accounts.models import User
from kompas.casework.record import danish_day
from kompas.register.summaries import Listed


@dataclass(slots=True)
class Visit:
    """One request of a signed-in user. `line` is the case of the page, seen and allowed."""

    user: User
    viewer: Viewer
    now: datetime
    line: Listed | None = None

    @property
    def today(self) -> date:
        """The day in Denmark."""
        return danish_day(self.now)


if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    class DeskRequest(HttpRequest):
        """A request behind a rule other than `EVERYBODY`."""

        visit: Visit
        htmx: HtmxDetails
else:
    DeskRequest = HttpRequest
