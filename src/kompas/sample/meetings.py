"""The meetings of Eksempelby's panels that are to come, as the team leads have planned them."""

from datetime import UTC, datetime, time, timedelta

from kompas.accounts.access import Staff
from kompas.processes import panel_meetings
from kompas.register import meetings
from kompas.sample.town import Town
from kompas.sample.users import UNITS, team_lead

WEEKS_AHEAD = 6
_BEGINS_AT, _PLACE = time(9), "Rådhuset, lokale 2"


def plan_meetings(town: Town) -> int:
    """Plan the meetings of the next weeks that are not planned yet; how many were."""
    now, made = datetime.now(tz=UTC), 0
    last = town.today + timedelta(weeks=WEEKS_AHEAD)
    days = sorted({town.days.days[town.days.panel_meeting(n)] for n in range(len(town.days.days))})
    for unit in UNITS:
        lead = team_lead(unit.key)
        by = Staff(lead.username, frozenset({(lead.role, unit.key)}))
        planned = set(meetings.planned_days(unit.key).values()) if unit.panel_required else set()
        for day in days if unit.panel_required else ():
            if town.today <= day <= last and day not in planned:
                panel_meetings.plan(
                    unit.key, day, _BEGINS_AT, _PLACE, by, now=now, today=town.today
                )
                made += 1
    return made
