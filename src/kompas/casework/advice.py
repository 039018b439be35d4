"""What comes next in a case, and what it still lacks: advice for who handles it.

Nothing here decides what may be recorded: the steps do (`kompas.casework.steps`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kompas.casework.case import Case
from kompas.casework.commands import may_take
from kompas.casework.flows import BEFORE_LETTER, ProceedingKind
from kompas.casework.information import InformationRequest
from kompas.casework.outstanding import ALWAYS, STEP_OF, TEXTS, outstanding
from kompas.casework.proceeding import Proceeding, ReviewOutcome
from kompas.casework.status import S, Status
from kompas.casework.steps import STEPS
from kompas.casework.work_items import overtaken
from kompas.words import N_, _, day_text


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
    """Something that the case lacks, where it is written, and the step that puts it right.

    `explainable`: it may be said instead why it is not made (`outstanding_explained`).
    """

    code: str
    text: str
    step: str | None
    source: str = ""
    explainable: bool = False


def next_step(
    case: Case,
    on: Proceeding | None,
    today: date,
    *,
    panel_required: bool,
    follow_up_planning: timedelta = timedelta(),
) -> Ahead:
    """The one step that leads a proceeding on; `panel_required`: the panel decides first (FW-18).
    `follow_up_planning`: so long before a follow-up is due it is time to plan it.

    Where nothing is going on (`on` is None, or at its end), what the case itself waits for. What
    was not answered in time goes before what is awaited still, as in the lists (`work_items.due`).
    """
    if on is None or not on.is_open:
        return _resting(case, today, follow_up_planning)
    found = _NEXT[on.status](on, panel_required)
    if overtaken(on, today):
        return Ahead("delay_notified", _(_OVERTAKEN))
    if found.step == "decision_taken" and (until := _awaited(on, today)):
        text = _("Borgeren kan svare på partshøringen. Vent med afgørelsen, til fristen er ude.")
        return Ahead("hearing_answered", text, until)
    is_out = any(one.overdue_on(today) for one in on.requests_due())
    if found.step in _PREPARES and not is_out and (asked := _asked(on, today)):
        return Ahead("information_received", _awaited_text(asked), asked.answer_by)
    return found


_OVERTAKEN = N_(
    "Fristen for afgørelsen er overskredet, og der ventes på svar. Giv borgeren besked om hvorfor, "
    "og hvornår afgørelsen kan ventes."
)
_PREPARES = ("recommendation_made", "decision_taken")
"""The steps that are not taken while information is awaited, unless it does not matter."""


def open_findings(on: Proceeding | None) -> Iterator[tuple[str, str]]:
    """What keeps the decision from being sent: text and source of each finding."""
    for kept in on.decision.blocking() if on and on.decision else ():
        yield kept.text, kept.source


def path(on: Proceeding, *, panel_required: bool) -> tuple[Status, ...]:
    """The statuses that a proceeding passes on its way, the panel only where it comes."""
    if on.kind is ProceedingKind.COMPLAINT:
        return (S.COMPLAINED, S.REVIEWED, S.AT_BOARD, S.BOARD_DECIDED)
    through_panel = panel_required or on.recommendation is not None
    panel = (S.RECOMMENDED, S.AT_PANEL, S.PANEL_DECIDED) if through_panel else ()
    begin = {ProceedingKind.FOLLOW_UP: (), ProceedingKind.REMITTED: (S.REMITTED,)}
    return (
        *begin.get(on.kind, (S.RECEIVED,)),
        S.INFORMED,
        S.ASSESSED,
        *panel,
        S.DECIDED,
        S.SENT,
    )


# ---------------------------------------------------------------- what is next


def _resting(case: Case, today: date, follow_up_planning: timedelta) -> Ahead:
    """Nothing is going on: the help runs, or there is none."""
    if case.closed_on is not None:
        return Ahead(None, _("Sagen er lukket."))
    if case.seq == 0:
        return Ahead(None, "")
    due = case.follow_up_due
    if due is not None and days_before(due, follow_up_planning) > today:
        return Ahead(None, _("Der er intet at gøre, før hjælpen skal følges op."), due)
    if case.help is None:
        return Ahead(None, _("Afgørelsen er sendt, og der er ingen hjælp at følge op på."))
    if due is None:
        text = _("Aftal, hvornår hjælpen skal følges op: reglerne sætter ingen dag.")
        return Ahead("follow_up_planned", text)
    return Ahead(
        "follow_up_held", _("Følg op: gå målene igennem med borgeren, og aftal næste opfølgning.")
    )


def days_before(day: date, time: timedelta) -> date:
    """A day so long before another; the first of all days where there is none."""
    return day - time if day - date.min > time else date.min


def _panel_or_decision(on: Proceeding, panel_required: bool) -> Ahead:  # noqa: FBT001
    if not panel_required:
        return Ahead("decision_taken", _("Skriv afgørelsen med dens grunde."))
    if on.panel_misses:
        text = _("Udvalget mangler: {what} Undersøg det, og skriv indstillingen igen.")
        return Ahead("recommendation_made", text.format(what=_as_sentence(on.panel_misses)))
    return Ahead("recommendation_made", _("Skriv indstillingen til visitationsudvalget."))


def _recommended(on: Proceeding, panel_required: bool) -> Ahead:  # noqa: FBT001
    if not panel_required:
        return _panel_or_decision(on, panel_required)
    return Ahead("put_to_panel", _("Sæt sagen på dagsordenen for udvalgets næste møde."))


def _at_panel(on: Proceeding, _panel: bool) -> Ahead:  # noqa: FBT001
    text = _("Sagen er på visitationsudvalgets dagsorden.")
    return Ahead("panel_decided", text, on.panel_meets_on)


def _decided(on: Proceeding, _panel: bool) -> Ahead:  # noqa: FBT001
    if any(open_findings(on)):
        return Ahead("decision_taken", _("Afgørelsen kan ikke sendes, som den er. Ret den."))
    if on.letter is None:
        return Ahead("letter_made", _("Lav brevet, og læs det igennem."))
    return Ahead("letter_sent", _("Brevet er lavet. Læs det igennem, og send det."))


def _reviewed(on: Proceeding, _panel: bool) -> Ahead:  # noqa: FBT001
    if on.review and on.review.outcome is ReviewOutcome.NOT_UPHELD:
        return Ahead("complaint_forwarded", _("Send klagen og genvurderingen til Ankestyrelsen."))
    return Ahead("decision_taken", _("Borgeren har fået medhold. Træf den nye afgørelse."))


def _informed(on: Proceeding, _panel: bool) -> Ahead:  # noqa: FBT001
    if on.follow_up is not None:
        text = _(
            "Opfølgningen viser, at hjælpen skal ændres. Udred behovet, som det er nu; derefter "
            "følger afgørelsen. Hjælpen løber imens."
        )
        return Ahead("need_assessed", text)
    return Ahead("need_assessed", _("Udred behovet efter VUM, og skriv resultatet."))


def _is(step: str, text: str) -> Callable[[Proceeding, bool], Ahead]:
    return lambda _on, _panel: Ahead(step, _(text))


_NEXT: Mapping[Status, Callable[[Proceeding, bool], Ahead]] = {
    S.RECEIVED: _is("need_uncovered", N_("Hold mødet med borgeren, og skriv årsag og behov.")),
    S.REMITTED: _is(
        "need_uncovered",
        N_("Sagen er hjemvist. Undersøg det, Ankestyrelsen peger på, og skriv årsag og behov."),
    ),
    S.INFORMED: _informed,
    S.EARLY_HELP: _is(
        "need_uncovered",
        N_(
            "Borgeren er henvist til en tidlig forebyggende indsats. Tag sagen op, når den er slut."
        ),
    ),
    S.ASSESSED: _panel_or_decision,
    S.RECOMMENDED: _recommended,
    S.AT_PANEL: _at_panel,
    S.PANEL_DECIDED: _is("decision_taken", N_("Skriv afgørelsen, som udvalget har besluttet den.")),
    S.DECIDED: _decided,
    S.COMPLAINED: _is(
        "complaint_reviewed", N_("Genvurdér afgørelsen, og skriv, om borgeren får medhold.")
    ),
    S.REVIEWED: _reviewed,
    S.AT_BOARD: _is("board_decided", N_("Klagen er hos Ankestyrelsen.")),
}


# ---------------------------------------------------------------- what is missing


def lacks(case: Case, on: Proceeding | None, today: date) -> tuple[Lack, ...]:
    """What a proceeding lacks now, what binds first; the facts that the norms ask for aside."""
    after = tuple(_outstanding(case))
    if on is None:
        return after
    heard = (*_hearings(case, on, today), *requests(on, today))
    found = (*_times(on, today), *heard, *_groundwork(case, on, today))
    own = tuple(
        lack for lack in found if lack.step is None or may_take(case, STEPS[lack.step], on.entry)
    )
    said = {lack.code for lack in own}
    return (*own, *(lack for lack in after if lack.code not in said))


def _outstanding(case: Case) -> Iterator[Lack]:
    """What the help that runs lacks since its decision was sent."""
    for one in outstanding(case):
        text, source = TEXTS[one]
        yield Lack(one.value, _(text), STEP_OF[one], _(source) if source else "", one not in ALWAYS)


def _times(on: Proceeding, today: date) -> Iterator[Lack]:
    if on.decide_by and on.decide_by < today and on.status in BEFORE_LETTER:
        yield Lack(
            "late",
            _("Fristen for afgørelsen er overskredet. Giv borgeren besked om hvorfor, og hvornår."),
            "delay_notified",
            _("retssikkerhedsloven § 3, stk. 2"),
        )


def _hearings(case: Case, on: Proceeding, today: date) -> Iterator[Lack]:
    if on.status not in BEFORE_LETTER:
        return
    heard = {name for one in case.proceedings for h in one.hearings for name in h.evidence}
    for paper in case.papers:
        if paper.unfavourable and not paper.known_to_party and paper.id not in heard:
            yield Lack(
                "unheard",
                _("Borgeren er ikke hørt om »{title}«.").format(title=paper.title),
                "hearing_sent",
                _("forvaltningsloven § 19"),
            )
    if any(one.answer is None and one.deadline_on < today for one in on.hearings):
        text = _("Fristen for at svare på partshøringen er ude, og der er ikke noteret et svar.")
        yield Lack("unanswered", text, "hearing_answered")


def requests(on: Proceeding, today: date) -> Iterator[Lack]:
    """Each request that runs, with its own day; and how one is gone on without, once it is out."""
    for one in on.requests_due():
        yield Lack(
            "awaited" if one.awaited_on(today) else "overdue",
            _awaited_text(one) if one.awaited_on(today) else _overdue_text(one),
            "information_received",
            _("retssikkerhedsloven § 10"),
        )
    silent = any(one.unanswered_on(today) for one in on.requests)
    was_told = any(one.consequence_told for one in on.requests if one.asked_of is None)
    if silent and not was_told and on.status in BEFORE_LETTER:
        yield Lack(
            "consequence_untold",
            _(
                "Det er ikke noteret, at borgeren ved, hvad der sker, når der ikke svares på "
                "anmodningen om oplysninger. Sig det, og giv en ny frist, før sagen afgøres uden."
            ),
            "information_requested",
            _("retssikkerhedsloven § 11 b"),
        )


def _whom(one: InformationRequest) -> str:
    return one.asked_of or _("borgeren")


def _awaited_text(one: InformationRequest) -> str:
    text = _("Der ventes på oplysninger fra {who} til og med {day}: {what}")
    return text.format(who=_whom(one), day=day_text(one.answer_by), what=_as_sentence(one.asks_for))


def _overdue_text(one: InformationRequest) -> str:
    text = _(
        "Der er ikke noteret svar fra {who} på de oplysninger, der skulle komme senest {day}. "
        "Spurgt {asked}: {what} Notér, hvad der kom, eller afgør sagen på det grundlag, der er."
    )
    return text.format(
        who=_whom(one),
        day=day_text(one.answer_by),
        asked=day_text(one.sent_on),
        what=_as_sentence(one.asks_for),
    )


def _groundwork(case: Case, on: Proceeding, today: date) -> Iterator[Lack]:
    if on.status in (S.RECEIVED, S.REMITTED) or on.status not in BEFORE_LETTER:
        return
    if not on.other_help:
        yield Lack(
            "other_help",
            _("Det er ikke noteret, hvilken anden hjælp der er overvejet."),
            "other_help_considered",
            _("retssikkerhedsloven § 5"),
        )
    if not case.papers:
        text = _("Sagen har ingen bilag, som en afgørelse kan hvile på.")
        yield Lack("evidence", text, "evidence_added")
    if on.status is S.INFORMED:
        return
    if told := on.assessed_otherwise(case.facts_on(today, on)):
        yield Lack("not_as_assessed", told, "need_assessed", _("retssikkerhedsloven § 10"))
    if case.action_plan is None:
        text = _("Borgeren er ikke tilbudt en handleplan.")
        yield Lack("action_plan", text, "action_plan_offered", _("serviceloven § 141"))
    if not case.goals:
        yield Lack("goals", _("Der er ikke sat mål for indsatsen."), "goals_set")


def _awaited(on: Proceeding, today: date) -> date | None:
    """Until when the party may still answer a hearing."""
    return max((one.deadline_on for one in on.hearings if one.awaited_on(today)), default=None)


def _asked(on: Proceeding, today: date) -> InformationRequest | None:
    """The request that runs longest."""
    awaited = [one for one in on.requests if one.awaited_on(today)]
    return max(awaited, key=lambda one: (one.answer_by, one.seq), default=None)


def _as_sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
