"""The commands about help that runs, drawn at random (`case_pens`)."""

from collections.abc import Callable, Mapping
from typing import Any

from kompas.casework.record import Command
from kompas.casework.steps.help_start import HelpBegun
from kompas.casework.steps.leave import LeaveGranted
from kompas.casework.steps.leave_end import LeaveEnded
from kompas.casework.steps.service_order import ServiceOrdered

RUNNING: Mapping[str, Callable[[Any], Command]] = {
    "service_ordered": lambda p: ServiceOrdered(
        facility=p.text(),
        ordered_on=p.day(),
        starts_on=p.later(),
        ends_on=p.any(None, p.later()),
        contact=p.mark,
        may_know=p.text(),
    ),
    "help_begun": lambda p: HelpBegun(begun_on=p.day(), facility=p.mark),
    "leave_granted": lambda p: LeaveGranted(
        from_on=p.day(),
        until_on=p.later(),
        why=p.text(),
        keeps_place=p.any(True, False),
        longer_why=p.text(),
    ),
    "leave_ended": lambda p: LeaveEnded(
        back_on=p.day(), has_place=p.one(True, False), meanwhile=p.text()
    ),
}
