"""The referral panel's meeting: its agenda with what is recommended, and its minutes."""

from dataclasses import dataclass
from datetime import date, datetime

from kompas.accounts.access import Staff
from kompas.accounts.names import names_of
from kompas.casework.address import name_with_mark
from kompas.casework.amounts import amounts_text
from kompas.casework.case import Case
from kompas.casework.meeting import Heard, heard
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import danish_day
from kompas.casework.steps.panel_decision import PanelDecided
from kompas.casework.steps.panel_deferral import PanelDeferred
from kompas.casework.summary import Listed
from kompas.casework.timeline import Speech
from kompas.casework.wording import kind_text
from kompas.norms import Vocabulary
from kompas.papers.paper import Grid, Pairs, Paper, Section
from kompas.processes.case_file import Day
from kompas.processes.reading import checked, folded, visible_several
from kompas.register import access, log, meetings
from kompas.words import _, language


@dataclass(frozen=True, slots=True)
class Item:
    """A proceeding on the agenda: its case's line, the case, and how the meeting heard it.

    `proceeding` is None where its entries were withdrawn since.
    """

    line: Listed
    case: Case
    heard: Heard

    @property
    def proceeding(self) -> Proceeding | None:
        """The proceeding as it stands now."""
        named = self.heard.proceeding
        return next((one for one in self.case.proceedings if one.entry == named), None)


def meeting(by: Staff, meets_on: date, purpose: str, *, now: datetime) -> tuple[Item, ...]:
    """The cases of a meeting, by name. Four statements; each case has a trace of the look."""
    with access.acting(by):
        lines = meetings.agenda(by, meets_on)
        ids = [line.case_id for line in lines]
        records = visible_several(ids)
        access.note_each(by.username, now, access.What.READ, checked(purpose), ids)
    items = []
    for line in lines:
        entries = records.get(line.case_id, ())
        told = [entry for entry in entries if not isinstance(entry.event, log.ErasedEvent)]
        at_meeting = heard(told, meets_on) if told else ()
        items += [Item(line, folded(entries), one) for one in at_meeting]
    return tuple(items)


def minutes(
    by: Staff, meets_on: date, purpose: str, *, words: Vocabulary, now: datetime, day: Day
) -> Paper | None:
    """The minutes to be printed; None for a meeting without cases. `day` words a date."""
    items = meeting(by, meets_on, purpose, now=now)
    if not items:
        return None
    writers = {item.heard.written_by for item in items if item.heard.written_by}
    names = names_of(writers | {item.line.assigned_to or "" for item in items})
    s = Speech(words, day, lambda username: names.get(username, username or "–"))
    overview = Section(
        _("Overblik"),
        (Grid((_("Sag"), _("Beslutning"), _("Omfang")), tuple(_row(item, s) for item in items)),),
        level=1,
    )
    return Paper(
        title=_("Visitationsudvalget, referat {day}").format(day=day(meets_on)),
        author="Kompas",
        head=(
            (_("Møde"), day(meets_on)),
            (_("Sager"), str(len(items))),
            (_("Skrevet ned af"), ", ".join(sorted(map(s.name, writers))) or "–"),
            (_("Udskrevet"), day(danish_day(now))),
        ),
        sections=(overview, *(_section(item, s) for item in items)),
        contents=_("Indhold"),
        page_of=_("Side {page} af {pages}"),
        language=language(),
    )


def _row(item: Item, s: Speech) -> tuple[str, ...]:
    outcome = item.heard.outcome
    extent = amounts_text(outcome.extent, s.words) if isinstance(outcome, PanelDecided) else ""
    return item.line.case_number, _result(item.heard, s), extent or "–"


def _section(item: Item, s: Speech) -> Section:
    lines = [
        (_("Borger"), _citizen(item.line)),
        (_("Sagsbehandler"), s.name(item.line.assigned_to or "")),
    ]
    if (made := item.heard.recommendation) is not None:
        advised = [kind_text(made.kind.value, s.words), amounts_text(made.extent, s.words)]
        lines += [
            (_("Indstilling"), ", ".join(filter(None, advised))),
            (_("Begrundelse"), made.text),
        ]
    lines.append((_("Beslutning"), _result(item.heard, s)))
    match item.heard.outcome:
        case PanelDecided() as decided:
            lines.append((_("Omfang"), amounts_text(decided.extent, s.words) or "–"))
            if decided.why:
                lines.append((_("Hvorfor"), decided.why))
        case PanelDeferred() as deferred:
            lines.append((_("Det mangler"), deferred.missing))
        case None:
            pass
    return Section(item.line.case_number, (Pairs(tuple(lines)),))


def _citizen(line: Listed) -> str:
    return name_with_mark(line.citizen_name or _("(slettet)"), protected=line.citizen_protected)


def _result(told: Heard, s: Speech) -> str:
    match told.outcome:
        case PanelDecided(kind=kind, against_recommendation=against):
            follows = _("imod indstillingen") if against else _("som indstillet")
            return f"{kind_text(kind.value, s.words)}, {follows}"
        case PanelDeferred():
            return _("udsat")
        case None:
            return _("ikke behandlet")
