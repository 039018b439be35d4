"""The guided tour: five minutes through one's own work, a stop on each page.

Where one is stands in the session; the page shows the stop's words above its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from kompas.casework.capabilities import Capability
from kompas.desk.routes import DESK
from kompas.register import drafts, summaries
from kompas.web.request_context import Visit
from kompas.words import N_

KEY = "tour"
"""Where the session keeps it: {"stop": number, "case": id or None}."""
_DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop: the page by the name of its route, and what to look at there."""

    route: str
    title: str
    text: str
    of_case: bool = False


STOPS = (
    Stop(
        "my_day",
        N_("Din dag"),
        N_(
            "Her ligger dine sager efter frist. Breve, der skal sendes, og det, der er over tiden, "
            "står øverst. Kladder, du har begyndt på, venter også her, så du kan gå fra en sag og "
            "finde den igen."
        ),
    ),
    Stop(
        "team",
        N_("Teamet"),
        N_(
            "Som teamleder ser du alle teamets sager, hvem der har mange, og hvad der bliver for "
            "sent. Du kan overdrage én sag eller mange på én gang."
        ),
    ),
    Stop(
        "find",
        N_("Find"),
        N_(
            "Søg på navn, CPR-nummer, sagsnummer eller ord fra sagen. Du finder kun det, du har "
            "adgang til. At du har søgt, bliver logget; ordene gør ikke, og de står heller ikke i "
            "adressen."
        ),
    ),
    Stop(
        "case",
        N_("Sagen"),
        N_(
            "Én side med det hele. Næste skridt står øverst. Til højre står, hvad loven og "
            "standarden siger, og hvorfor, med kilde. Forløbet nederst kan ses, som det var kendt "
            "på en hvilken som helst dag."
        ),
        of_case=True,
    ),
    Stop(
        "decision",
        N_("Afgørelsen"),
        N_(
            "Mens du skriver, efterprøver Kompas afgørelsen og siger, om den ville holde hos "
            "Ankestyrelsen. Hver mangel siger, hvad du skal undersøge eller skrive, og fører dig "
            "derhen. Det, du skriver, gemmes af sig selv."
        ),
        of_case=True,
    ),
    Stop(
        "letter",
        N_("Brevet"),
        N_(
            "Brevet skrives af afgørelsen og reglerne. Du ser, hvad det mangler, hvor let det er "
            "at læse, og hvilke sætninger der er svære."
        ),
        of_case=True,
    ),
    Stop(
        "panel",
        N_("Visitationsudvalget"),
        N_(
            "Udvalgets dagsorden er de sager, der er sat på. Hver sag har én side med "
            "indstillingen og det, reglerne siger. Udvalget kan følge den, gå imod med en "
            "begrundelse eller udsætte."
        ),
    ),
    Stop(
        "norms",
        N_("Reglerne"),
        N_(
            "Her står de regler, Kompas regner efter, med kilde, og hvordan uklare steder er læst. "
            "En jurist retter dem i en tekstfil, og så gælder de overalt."
        ),
    ),
    Stop(
        "trace",
        N_("Sporene"),
        N_("Her ser du, hvem der har set hvilken sag, hvornår og hvorfor."),
    ),
    Stop("users", N_("Brugere"), N_("Her opretter du brugere og giver dem roller i enhederne.")),
)


def stops_of(visit: Visit, case_id: UUID | None) -> tuple[Stop, ...]:
    """The stops of a user: the pages that they may open."""
    return tuple(
        stop
        for stop in STOPS
        if DESK.route[stop.route].rule.admits(visit.viewer)
        and (case_id is not None or not stop.of_case)
    )


def case_for(visit: Visit) -> UUID | None:
    """A case of one's own to look at, first one with a decision begun; None where there is none.

    Two statements.
    """
    username = visit.viewer.username
    if not visit.viewer.can(Capability.HANDLE_CASE):
        return None
    begun = [draft.case_id for draft in drafts.of_user(username) if draft.name == _DECISION]
    if begun:
        return begun[0]
    lines = summaries.page(visit.viewer, assigned_to=username, size=1).lines
    return lines[0].case_id if lines else None


def where(visit: Visit, kept: Mapping[str, Any]) -> tuple[Stop, int, int] | None:
    """The stop that one is at, its number from 1, and how many there are; None where it is over."""
    case_id = UUID(kept["case"]) if kept.get("case") else None
    stops = stops_of(visit, case_id)
    number = kept.get("stop", 0)
    return (stops[number], number + 1, len(stops)) if 0 <= number < len(stops) else None


def shown_on(request: HttpRequest, visit: Visit | None) -> Mapping[str, Any]:
    """What every page of the desk shows of the tour: the stop that one is at, or none."""
    kept = request.session.get(KEY) if visit else None
    return {"tour_stop": where(visit, kept) if visit and kept else None}


def address(stop: Stop, kept: Mapping[str, Any]) -> str:
    """The page of a stop."""
    return reverse(stop.route, kwargs={"case_id": kept["case"]} if stop.of_case else None)
