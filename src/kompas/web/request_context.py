"""Who is at the screen: the user, as access is decided, the moment, and the case of the page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest

from kompas.accounts.access import Staff
from kompas.accounts.models import User
from kompas.casework.record import danish_day
from kompas.casework.summary import Listed
from kompas.persons.lookup import FoundPerson

NAMED = "forloeb"
"""The part of an address, and the field of a form, that holds the entry which opened it."""
OPENING = "nyt"
"""What stands before it in a form that is to open a further proceeding."""


@dataclass(slots=True)
class Visit:
    """One request of a signed-in user. `line` is the case of the page, `person` its citizen, seen
    and allowed.

    `proceeding` is the proceeding that the page is about, by the entry that opened it; `named` says
    whether its address names it, `opens` whether its form opens a further one. `about` is what it
    is called, in a case that has several.
    """

    user: User
    viewer: Staff
    now: datetime
    line: Listed | None = None
    person: FoundPerson | None = None
    proceeding: int | None = None
    named: bool = False
    opens: bool = False
    about: str = ""

    @property
    def today(self) -> date:
        """The day in Denmark."""
        return danish_day(self.now)


if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    class SignedInRequest(HttpRequest):
        """A request behind a rule other than `EVERYBODY`."""

        visit: Visit
        htmx: HtmxDetails
else:
    SignedInRequest = HttpRequest
