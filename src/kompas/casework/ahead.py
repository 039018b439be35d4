"""What comes next in a case, and what it still lacks: advice for who handles it.

Nothing here decides what may be recorded (`kompas.casework.status`, `kompas.casework.rules`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kompas.casework.case import Case
from kompas.casework.status import BEFORE_LETTER, STEPS, Status
from kompas.words import _

FOLLOW_UP_BEFORE = timedelta(weeks=4)
"""So long before a follow-up is due it is time to plan it."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """A step that is next (the name of an event), what it is about, and until when it waits.

    `step` is None where there is nothing to do now; `waits_until` is a day before which it is
    others that the case waits for.
    """

    step: str | None
    text: str
    waits_until: date | None = None


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that the case lacks, where it is written, and the step that puts it right."""

    code: str
    text: str
    step: str | None
    source: str = ""


def next_step(case: Case, today: date, *, panel_required: bool) -> Ahead:
    """The one step that leads the case on; `panel_required`: the panel decides first (FW-18)."""
    ahead = _NEXT[case.status](case, today, panel_required)
    if ahead.step == "decision_taken" and (until := _awaited(case, today)):
        text = _("Borgeren kan svare på partshøringen. Vent med afgørelsen, til fristen er ude.")
        return Ahead("hearing_answered", text, until)
    return ahead


def open_findings(case: Case) -> Iterator[tuple[str, str]]:
    """What keeps the decision from being sent: text and source of each finding."""
    for kept in case.decision.trace.findings if case.decision else ():
        passed = kept.can_be_overridden and (kept.code, kept.about) in case.overridden
        if kept.severity == "blocking" and not passed:
            yield kept.text, kept.source


def path(case: Case, *, panel_required: bool) -> tuple[Status, ...]:
    """The statuses that a case passes on its way to the letter, the panel only where it comes."""
    through_panel = panel_required or case.recommendation is not None
    panel = (Status.RECOMMENDED, Status.AT_PANEL, Status.PANEL_DECIDED) if through_panel else ()
    begin = Status.RECEIVED if case.applied_for is not None else Status.RUNNING
    return (begin, Status.INFORMED, Status.ASSESSED, *panel, Status.DECIDED, Status.SENT)


# ---------------------------------------------------------------- what is next


def _panel_or_decision(case: Case, _today: date, panel_required: bool) -> Ahead:  # noqa: FBT001
    if not panel_required:
        return Ahead("decision_taken", _("Skriv afgørelsen med dens grunde."))
    if case.panel_misses:
        text = _("Udvalget mangler: {what} Undersøg det, og skriv indstillingen igen.")
        return Ahead("recommendation_made", text.format(what=_as_sentence(case.panel_misses)))
    return Ahead("recommendation_made", _("Skriv indstillingen til visitationsudvalget."))


def _recommended(case: Case, today: date, panel_required: bool) -> Ahead:  # noqa: FBT001
    if not panel_required:
        return _panel_or_decision(case, today, panel_required)
    return Ahead("put_to_panel", _("Sæt sagen på dagsordenen for udvalgets næste møde."))


def _at_panel(case: Case, _today: date, _panel: bool) -> Ahead:  # noqa: FBT001
    text = _("Sagen er på visitationsudvalgets dagsorden.")
    return Ahead("panel_decided", text, case.panel_meets_on)


def _decided(case: Case, _today: date, _panel: bool) -> Ahead:  # noqa: FBT001
    if any(open_findings(case)):
        return Ahead("decision_taken", _("Afgørelsen kan ikke sendes, som den er. Ret den."))
    if case.letter is None:
        return Ahead("letter_made", _("Lav brevet, og læs det igennem."))
    return Ahead("letter_sent", _("Brevet er lavet. Læs det igennem, og send det."))


def _running(case: Case, today: date, _panel: bool) -> Ahead:  # noqa: FBT001
    due = case.follow_up_due
    if due is not None and due - FOLLOW_UP_BEFORE > today:
        return Ahead(None, _("Der er intet at gøre, før hjælpen skal følges op."), due)
    if due is None and case.status is Status.SENT:
        return Ahead(None, _("Afgørelsen er sendt, og der er ingen hjælp at følge op på."))
    return Ahead("need_uncovered", _("Følg op: hold mødet, og skriv, hvad borgeren har brug for."))


_NEXT: Mapping[Status, Callable[[Case, date, bool], Ahead]] = {
    Status.NEW: lambda *_case: Ahead(None, ""),
    Status.RECEIVED: lambda *_case: Ahead(
        "need_uncovered", _("Hold mødet med borgeren, og skriv årsag og behov.")
    ),
    Status.RUNNING: _running,
    Status.INFORMED: lambda *_case: Ahead(
        "need_assessed", _("Udred behovet efter VUM, og skriv resultatet.")
    ),
    Status.EARLY_HELP: lambda *_case: Ahead(
        "need_uncovered",
        _("Borgeren er henvist til en tidlig forebyggende indsats. Tag sagen op, når den er slut."),
    ),
    Status.ASSESSED: _panel_or_decision,
    Status.RECOMMENDED: _recommended,
    Status.AT_PANEL: _at_panel,
    Status.PANEL_DECIDED: lambda *_case: Ahead(
        "decision_taken", _("Skriv afgørelsen, som udvalget har besluttet den.")
    ),
    Status.DECIDED: _decided,
    Status.SENT: _running,
    Status.CLOSED: lambda *_case: Ahead(None, _("Sagen er lukket.")),
}


# ---------------------------------------------------------------- what is missing


def lacks(case: Case, today: date) -> tuple[Lack, ...]:
    """What the case lacks now, what binds first; the facts that the norms ask for aside."""
    found = (*_times(case, today), *_hearings(case, today), *_groundwork(case))
    return tuple(lack for lack in found if lack.step is None or _fits(lack.step, case))


def _fits(step: str, case: Case) -> bool:
    return case.status in STEPS[step].allowed


def _times(case: Case, today: date) -> Iterator[Lack]:
    if case.decide_by and case.decide_by < today and case.status in BEFORE_LETTER:
        yield Lack(
            "late",
            _("Fristen for afgørelsen er overskredet. Giv borgeren besked om hvorfor, og hvornår."),
            "delay_notified",
            _("retssikkerhedsloven § 3, stk. 2"),
        )


def _hearings(case: Case, today: date) -> Iterator[Lack]:
    if case.status not in BEFORE_LETTER:
        return
    heard = {name for hearing in case.hearings for name in hearing.evidence}
    for paper in case.evidence:
        if paper.unfavourable and not paper.known_to_party and paper.id not in heard:
            yield Lack(
                "unheard",
                _("Borgeren er ikke hørt om »{title}«.").format(title=paper.title),
                "hearing_sent",
                _("forvaltningsloven § 19"),
            )
    if any(one.answer is None and one.deadline_on < today for one in case.hearings):
        text = _("Fristen for at svare på partshøringen er ude, og der er ikke noteret et svar.")
        yield Lack("unanswered", text, "hearing_answered")


def _groundwork(case: Case) -> Iterator[Lack]:
    if case.status is Status.RECEIVED or case.status not in BEFORE_LETTER:
        return
    if not case.other_help:
        yield Lack(
            "other_help",
            _("Det er ikke noteret, hvilken anden hjælp der er overvejet."),
            "other_help_considered",
            _("retssikkerhedsloven § 5"),
        )
    if not case.evidence:
        text = _("Sagen har ingen bilag, som en afgørelse kan hvile på.")
        yield Lack("evidence", text, "evidence_added")
    if case.status is Status.INFORMED:
        return
    if case.action_plan is None:
        text = _("Borgeren er ikke tilbudt en handleplan.")
        yield Lack("action_plan", text, "action_plan_offered", _("serviceloven § 141"))
    if not case.goals:
        yield Lack("goals", _("Der er ikke sat mål for indsatsen."), "goals_set")


def _awaited(case: Case, today: date) -> date | None:
    """Until when the party may still answer a hearing."""
    return max((one.deadline_on for one in case.hearings if one.awaited_on(today)), default=None)


def _as_sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
