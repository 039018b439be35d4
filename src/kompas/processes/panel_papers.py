"""The agenda and the minutes of a meeting of the panel as papers: a page for each case.

Long texts are shortened there, and say so: the whole stands in the case. CPR numbers are masked.
"""

from collections.abc import Iterator
from datetime import datetime

from kompas.accounts.names import names_of
from kompas.casework.address import name_with_mark
from kompas.casework.amounts import amounts_text
from kompas.casework.proceeding import Hearing, Recommendation
from kompas.casework.record import danish_day
from kompas.casework.sitting import Sitting
from kompas.casework.steps.panel_decision import PanelDecided
from kompas.casework.steps.panel_deferral import PanelDeferred
from kompas.casework.summary import Listed
from kompas.casework.timeline import Line, Speech
from kompas.casework.wording import kind_text
from kompas.economy import kroner_text
from kompas.norms import Vocabulary
from kompas.papers.paper import Grid, Pairs, Paper, Section, Text
from kompas.processes.case_file import Day
from kompas.processes.panel import Item, Meeting, cost_of, papers_of
from kompas.words import _, clock_text, language

LONGEST, SHORTEST = 900, 240
"""Characters of a text that is the heart of the matter, and of one that stands beside it."""
MOST_PAPERS = 12
MOST_NAMES = 12


def agenda(of: Meeting, *, words: Vocabulary, now: datetime, day: Day) -> Paper:
    """What the panel is to come to, each case on a page. `day` words a date."""
    s = _speech(of, words, day)
    header = (_("Sag"), _("Borger"), _("Indstilling"), _("Udgift om året"))
    rows = tuple(_agenda_row(one, s) for one in of.items)
    return Paper(
        title=_("Visitationsudvalget, dagsorden {day}").format(day=day(of.meets_on)),
        author="Kompas",
        head=(*_head(of, s), (_("Udskrevet"), day(danish_day(now)))),
        sections=(
            Section(_("Overblik"), (Grid(header, rows),) if rows else (_none(),), level=1),
            *(_agenda_section(one, s) for one in of.items),
        ),
        contents=_("Indhold"),
        page_of=_("Side {page} af {pages}"),
        language=language(),
    )


def minutes(of: Meeting, *, words: Vocabulary, now: datetime, day: Day) -> Paper:
    """What the panel came to, each case on a page. `day` words a date."""
    s = _speech(of, words, day)
    writers = {one.heard.written_by for one in of.items if one.heard.written_by}
    header = (_("Sag"), _("Borger"), _("Beslutning"), _("Omfang"))
    rows = tuple(_minutes_row(one, s) for one in of.items)
    return Paper(
        title=_("Visitationsudvalget, referat {day}").format(day=day(of.meets_on)),
        author="Kompas",
        head=(
            *_head(of, s),
            *_attendance(of),
            (_("Skrevet ned af"), ", ".join(sorted(map(s.name, writers))) or "–"),
            (_("Udskrevet"), day(danish_day(now))),
        ),
        sections=(
            Section(_("Overblik"), (Grid(header, rows),) if rows else (_none(),), level=1),
            *(_minutes_section(one, s) for one in of.items),
        ),
        contents=_("Indhold"),
        page_of=_("Side {page} af {pages}"),
        language=language(),
    )


def masked(cpr: str | None) -> str:
    """A CPR number of which only the date of birth is shown."""
    return f"{cpr[:6]}-••••" if cpr else "–"


# ---------------------------------------------------------------- the meeting


def _speech(of: Meeting, words: Vocabulary, day: Day) -> Speech:
    people = {one.heard.written_by or "" for one in of.items}
    names = names_of(people | {one.line.assigned_to or "" for one in of.items})
    return Speech(words, day, lambda username: names.get(username, username or "–"))


def _head(of: Meeting, s: Speech) -> Iterator[Line]:
    planned = of.planned
    when = s.day(of.meets_on)
    if planned is not None:
        when = _("{day} kl. {time}").format(day=when, time=clock_text(planned.begins_at))
    yield _("Enhed"), of.unit_name
    yield _("Møde"), when
    if planned is not None:
        yield _("Sted"), planned.place
    if planned is not None and planned.cancelled_why is not None:
        yield _("Aflyst"), planned.cancelled_why
    yield _("Sager"), str(len(of.items))


def _attendance(of: Meeting) -> Iterator[Line]:
    """Who led it and who was there, over all its cases."""
    sittings = [one for one in map(_sitting, of.items) if one is not None]
    for label, names in (
        (_("Mødeleder"), [one.chair for one in sittings]),
        (_("Til stede"), [member.name for one in sittings for member in one.present]),
    ):
        if told := list(dict.fromkeys(names)):
            yield label, _listed(told)


def _sitting(item: Item) -> Sitting | None:
    return item.heard.outcome.sitting if item.heard.outcome else None


# ---------------------------------------------------------------- a case on the agenda


def _agenda_row(item: Item, s: Speech) -> tuple[str, ...]:
    cost = _cost(item.heard.recommendation, item.case.service, s)
    return (
        item.line.case_number,
        _citizen(item.line),
        _advised(item.heard.recommendation, s) or "–",
        cost[0],
    )


def _agenda_section(item: Item, s: Speech) -> Section:
    lines = [*_of_case(item, s), *_of_recommendation(item, s), *_of_hearings(item, s)]
    return Section(
        _heading(item, s),
        (Pairs(tuple(lines)), *_of_papers(item, s)),
        level=1,
    )


def _of_case(item: Item, s: Speech) -> Iterator[Line]:
    service = s.words.services.get(item.case.service)
    yield _("Borger"), _citizen(item.line)
    yield _("CPR-nummer"), masked(item.line.citizen_cpr)
    if service is not None:
        name = service.text_en if language() == "en" else service.text
        yield _("Ydelse"), f"{name} ({', '.join(service.legal_basis)})"
    yield _("Sagsbehandler"), s.name(item.line.assigned_to or "")
    on = item.proceeding
    if on is not None and on.applied_for:
        yield _("Søger om"), shortened(on.applied_for, SHORTEST)
    if on is not None and on.assessment is not None:
        level = on.assessment.vum_level
        yield _("Støttebehov efter VUM"), level or _("ikke angivet")
    if item.case.grant:
        yield _("Bevilget nu"), amounts_text(item.case.grant, s.words)


def _of_recommendation(item: Item, s: Speech) -> Iterator[Line]:
    made = item.heard.recommendation
    if made is None:
        yield _("Indstilling"), _("Der er ikke skrevet en indstilling.")
        return
    yield _("Indstilling"), _advised(made, s)
    yield _("Begrundelse"), shortened(made.text, LONGEST)
    yield _("Tilbud"), made.facility or _("ikke angivet")
    amount, how = _cost(made, item.case.service, s)
    yield _("Udgift om året"), f"{amount} ({how})" if how else amount


def _of_hearings(item: Item, s: Speech) -> Iterator[Line]:
    on = item.proceeding
    for hearing in on.hearings if on else ():
        yield _("Partshøring"), heard_text(hearing, s)
    if on is None or not on.hearings:
        yield _("Partshøring"), _("Borgeren er ikke hørt.")


def heard_text(hearing: Hearing, s: Speech) -> str:
    """A hearing in words: when, and what was answered."""
    sent = _("sendt {day}, svar senest {last}").format(
        day=s.day(hearing.sent_on), last=s.day(hearing.deadline_on)
    )
    if hearing.answer is None:
        return _("{sent}; ikke besvaret").format(sent=sent)
    return _("{sent}. Svar: »{answer}«").format(
        sent=sent, answer=shortened(hearing.answer, SHORTEST)
    )


def _of_papers(item: Item, s: Speech) -> Iterator[Pairs | Text]:
    papers = list(papers_of(item.case))
    if not papers:
        yield Text(_("Bilag: ingen."))
        return
    told = [
        f"{shortened(title, SHORTEST // 3)}, {s.day(dated)}"
        for title, dated in papers[:MOST_PAPERS]
    ]
    if more := len(papers) - MOST_PAPERS:
        told += [_("og {n} mere i sagen").format(n=more)] if more > 0 else []
    yield Pairs(((_("Bilag"), "\n".join(told)),))


# ---------------------------------------------------------------- a case in the minutes


def _minutes_row(item: Item, s: Speech) -> tuple[str, ...]:
    outcome = item.heard.outcome
    extent = amounts_text(outcome.extent, s.words) if isinstance(outcome, PanelDecided) else ""
    return item.line.case_number, _citizen(item.line), _result(item, s), extent or "–"


def _minutes_section(item: Item, s: Speech) -> Section:
    made, outcome = item.heard.recommendation, item.heard.outcome
    lines = [*_of_case(item, s)]
    if made is not None:
        lines += [
            (_("Indstilling"), _advised(made, s)),
            (_("Begrundelse"), shortened(made.text, LONGEST)),
        ]
        if made.facility:
            lines.append((_("Tilbud"), made.facility))
    lines.append((_("Beslutning"), _result(item, s)))
    match outcome:
        case PanelDecided() as decided:
            if decided.extent:
                lines.append((_("Omfang"), amounts_text(decided.extent, s.words)))
            if decided.why:
                lines.append((_("Hvorfor"), shortened(decided.why, LONGEST)))
        case PanelDeferred() as deferred:
            lines.append((_("Det mangler"), shortened(deferred.missing, LONGEST)))
        case None:
            pass
    return Section(_heading(item, s), (Pairs((*lines, *_of_sitting(_sitting(item)))),), level=1)


def _of_sitting(sitting: Sitting | None) -> Iterator[Line]:
    if sitting is None:
        return
    yield _("Mødeleder"), sitting.chair
    yield _("Besluttet af"), _listed([one.name for one in sitting.deciding])
    for label, told in (
        (_("Inhabil, forlod mødet"), sitting.conflicts),
        (_("Uenig"), sitting.dissents),
    ):
        for one in told[:3]:
            yield label, f"{one.name}: {shortened(one.why, SHORTEST)}"
        if len(told) > 3:
            yield label, _listed([one.name for one in told[3:]])


def _result(item: Item, s: Speech) -> str:
    match item.heard.outcome:
        case PanelDecided(kind=kind, against_recommendation=against):
            follows = _("imod indstillingen") if against else _("som indstillet")
            return _begun(f"{kind_text(kind.value, s.words)}, {follows}")
        case PanelDeferred():
            return _begun(_("udsat"))
        case None:
            return _begun(_("ikke behandlet"))


# ---------------------------------------------------------------- in words


def shortened(text: str, most: int) -> str:
    """A text on one line, of at most so many characters; a longer one says where the rest is."""
    plain = " ".join(text.split())
    if len(plain) <= most:
        return plain
    return _("{begins} … (resten står i sagen)").format(begins=plain[:most].rsplit(" ", 1)[0])


def _begun(text: str) -> str:
    """The text as what stands alone begins: with a capital."""
    return text[:1].upper() + text[1:]


def _heading(item: Item, s: Speech) -> str:
    service = s.words.services.get(item.case.service)
    basis = ", ".join(service.legal_basis) if service else ""
    return ", ".join(filter(None, (item.line.case_number, item.line.citizen_name, basis)))


def _citizen(line: Listed) -> str:
    return name_with_mark(line.citizen_name or _("(slettet)"), protected=line.citizen_protected)


def _advised(made: Recommendation | None, s: Speech) -> str:
    if made is None:
        return ""
    told = [kind_text(made.kind.value, s.words), amounts_text(made.extent, s.words)]
    return _begun(", ".join(filter(None, told)))


def _cost(made: Recommendation | None, service: str, s: Speech) -> tuple[str, str]:
    """What it costs in a year, and how that came about; or why that is not known."""
    worked_out = cost_of(made, service, s.words)
    if worked_out is None:
        return _("taksten er ikke oplyst"), ""
    if worked_out.open:
        return _("kan ikke regnes ud"), " ".join(worked_out.open)
    last = worked_out.lines[-1]
    return kroner_text(last.oere), last.how


def _listed(names: list[str]) -> str:
    told = [shortened(one, SHORTEST // 4) for one in names[:MOST_NAMES]]
    if more := len(names[MOST_NAMES:]):
        told.append(_("og {n} til").format(n=more))
    # A name may come with its title after a comma.
    return "; ".join(told)


def _none() -> Text:
    return Text(_("Der er ingen sager på mødet."))
