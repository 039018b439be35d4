"""The panel as it sat over one case: who was there, who left for it, who disagreed, and when."""

from collections.abc import Iterator
from dataclasses import dataclass

from kompas.casework.timeline import Line, Speech
from kompas.inputs import Day, LongText, ShortText, Token
from kompas.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who was at the meeting. `username` is empty for who has no user here."""

    name: ShortText
    username: Token = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A member (by name) who left for the case, or disagreed with what was decided; and why."""

    name: ShortText
    why: LongText


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """The panel at one case of one meeting.

    `meeting` is the planned meeting's id, empty where none was planned. `present` are all who came,
    `conflicts` those who left for this case, `dissents` those who disagreed; `chair` led it.
    """

    held_on: Day
    chair: ShortText
    present: tuple[Member, ...]
    meeting: Token = ""
    conflicts: tuple[Objection, ...] = ()
    dissents: tuple[Objection, ...] = ()

    @property
    def deciding(self) -> tuple[Member, ...]:
        """Those who decided: who came and did not leave for the case."""
        left = {one.name for one in self.conflicts}
        return tuple(one for one in self.present if one.name not in left)


# ---------------------------------------------------------------- in words


def said(sitting: Sitting | None) -> str:
    """Who left and who disagreed, in a line; empty where nobody did."""
    if sitting is None:
        return ""
    left = [
        _("{name} var inhabil: {why}").format(name=one.name, why=one.why)
        for one in sitting.conflicts
    ]
    other = [
        _("{name} var uenig: {why}").format(name=one.name, why=one.why) for one in sitting.dissents
    ]
    return ". ".join(text.rstrip(".") for text in (*left, *other))


def lines(sitting: Sitting | None, s: Speech) -> Iterator[Line]:
    """Everything of it, line by line."""
    if sitting is None:
        return
    yield _("Mødet holdt"), s.day(sitting.held_on)
    yield _("Mødeleder"), sitting.chair
    # A name may come with its title after a comma.
    yield _("Til stede"), "; ".join(one.name for one in sitting.present)
    for one in sitting.conflicts:
        yield _("Inhabil, forlod mødet"), f"{one.name}: {one.why}"
    for one in sitting.dissents:
        yield _("Uenig"), f"{one.name}: {one.why}"
