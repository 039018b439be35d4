"""Which day comes before which: one table for the commands of a case and for the check of drafts.

A step says which days it is about (`kompas.casework.step.Step.days`), a draft which it holds
(`days_of`); the table says what must come first, and why. A new rule about days is a new row.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum

from kompas.casework.context import Refusal
from kompas.casework.decision import Decision, DecisionKind
from kompas.words import N_, _, day_text


class Dated(StrEnum):
    """What has a day."""

    TODAY = "today"
    HAPPENED = "happened"
    HOLDS = "holds"
    OPENED = "opened"
    BEGUN = "begun"
    PAPER = "paper"
    HEARD = "heard"
    ANSWER_DUE = "answer_due"
    ANSWERED = "answered"
    CONSENTED = "consented"
    ASKED = "asked"
    REPLY_DUE = "reply_due"
    REPLIED = "replied"
    MEETING = "meeting"
    PANEL_MEETS = "panel_meets"
    PANEL_SAT = "panel_sat"
    DECIDED = "decided"
    BURDEN = "burden"
    STARTS = "starts"
    ENDS = "ends"
    SENT = "sent"
    CORRECTED = "corrected"
    COMPLAINED = "complained"
    REVIEWED = "reviewed"
    FORWARDED = "forwarded"
    BOARD_DECIDED = "board_decided"
    CAME_BACK = "came_back"
    NOTIFIED = "notified"
    PROMISED = "promised"
    EXPECTED = "expected"
    GRANTED = "granted"
    USED = "used"
    FOLLOW_UP = "follow_up"
    LAST_SEEN_TO = "last_seen_to"
    HELD = "held"
    NEXT = "next"


D = Dated


@dataclass(frozen=True, slots=True)
class DayOrder:
    """`first` is not after `then`, nor on the same day where `apart`; what is wrong if it is.

    `text` may name both days, as `{first}` and `{then}`.
    """

    first: Dated
    then: Dated
    code: str
    text: str
    remedy: str
    source: str = ""
    apart: bool = False


_MEND = N_("Ret datoen.")
ORDERS: tuple[DayOrder, ...] = (
    DayOrder(D.HAPPENED, D.TODAY, "in_the_future", N_("Datoen {first} ligger i fremtiden."), _MEND),
    DayOrder(
        D.HOLDS,
        D.TODAY,
        "in_the_future",
        N_("Det kan ikke gælde fra {first}, som ligger i fremtiden."),
        N_("Registrér det den dag, det sker."),
    ),
    DayOrder(
        D.BEGUN,
        D.HOLDS,
        "before_it_began",
        N_("Det kan ikke gælde fra {then}, før forløbet begyndte {first}."),
        _MEND,
    ),
    DayOrder(
        D.BEGUN,
        D.ASKED,
        "asked_before_applied",
        N_("Der er spurgt {then}, før ansøgningen af {first}."),
        _MEND,
    ),
    DayOrder(
        D.BEGUN,
        D.HEARD,
        "heard_before_applied",
        N_("Partshøringen er sendt {then}, før ansøgningen af {first}."),
        _MEND,
    ),
    DayOrder(
        D.OPENED,
        D.DECIDED,
        "decided_before_applied",
        N_("Afgørelsen er dateret {then}, før ansøgningen af {first}."),
        N_("Ret den dato, der er forkert."),
    ),
    DayOrder(
        D.PAPER,
        D.HEARD,
        "heard_before_paper",
        N_("Borgeren er hørt {then} om et bilag, der er dateret {first}."),
        N_("Ret datoen, eller hør borgeren om bilaget."),
        N_("forvaltningsloven § 19"),
    ),
    DayOrder(
        D.HEARD,
        D.ANSWER_DUE,
        "no_time_to_answer",
        N_("Borgeren får ingen tid til at svare."),
        N_("Sæt en frist, der ligger efter afsendelsen."),
        N_("forvaltningsloven § 19"),
        apart=True,
    ),
    DayOrder(
        D.HEARD,
        D.ANSWERED,
        "answered_before_heard",
        N_("Svaret er dateret {then}, før partshøringen blev sendt {first}."),
        _MEND,
    ),
    DayOrder(
        D.CONSENTED,
        D.ASKED,
        "asked_before_consent",
        N_("Der er spurgt {then}, før borgeren gav samtykke {first}."),
        _MEND,
        N_("retssikkerhedsloven § 11 a"),
    ),
    DayOrder(
        D.ASKED,
        D.REPLY_DUE,
        "no_time_to_reply",
        N_("Den, der er spurgt, får ingen tid til at svare."),
        N_("Sæt en frist, der ligger efter afsendelsen."),
        N_("retssikkerhedsloven § 4"),
        apart=True,
    ),
    DayOrder(
        D.ASKED,
        D.REPLIED,
        "replied_before_asked",
        N_("Svaret er dateret {then}, før der blev spurgt {first}."),
        _MEND,
    ),
    DayOrder(
        D.HEARD,
        D.DECIDED,
        "heard_after_decision",
        N_("Partshøringen er sendt {first}, efter afgørelsen af {then}."),
        N_("Hør borgeren, før afgørelsen træffes, eller ret den dato, der er forkert."),
        N_("forvaltningsloven § 19"),
    ),
    DayOrder(
        D.TODAY,
        D.MEETING,
        "panel_in_the_past",
        N_("Mødet har været holdt."),
        N_("Vælg et kommende møde."),
    ),
    DayOrder(
        D.PANEL_MEETS,
        D.PANEL_SAT,
        "decided_before_meeting",
        N_("Udvalget kan ikke have behandlet sagen {then}: den er på mødet {first}."),
        N_("Skriv det ned, når mødet er holdt, eller sæt sagen på et tidligere møde."),
    ),
    DayOrder(
        D.DECIDED,
        D.BURDEN,
        "burden_before_decision",
        N_("Hjælpen bliver mindre eller stopper fra {then}, før afgørelsen af {first}."),
        N_("Lad ændringen gælde fra afgørelsens dag eller senere."),
        N_("almindelig forvaltningsret: ingen byrde bagud i tid (gengivet efter hukommelsen)"),
    ),
    DayOrder(
        D.STARTS,
        D.ENDS,
        "ends_before_start",
        N_("Hjælpen slutter {then}, før den begynder {first}."),
        N_("Ret den dato, der er forkert."),
    ),
    DayOrder(
        D.DECIDED, D.SENT, "sent_before_decided", N_("Brevet er dateret før afgørelsen."), _MEND
    ),
    DayOrder(
        D.SENT,
        D.CORRECTED,
        "corrected_before_sent",
        N_("Det rettede brev er dateret {then}, før det brev, det retter, blev sendt {first}."),
        _MEND,
    ),
    DayOrder(
        D.SENT,
        D.COMPLAINED,
        "complained_before_sent",
        N_("Klagen er dateret før den dag, afgørelsen blev sendt."),
        _MEND,
    ),
    DayOrder(
        D.COMPLAINED,
        D.REVIEWED,
        "reviewed_before_complaint",
        N_("Genvurderingen er dateret {then}, før klagen kom {first}."),
        _MEND,
        N_("retssikkerhedsloven § 66"),
    ),
    DayOrder(
        D.REVIEWED,
        D.FORWARDED,
        "forwarded_before_review",
        N_("Klagen er sendt videre {then}, før genvurderingen af {first}."),
        _MEND,
        N_("retssikkerhedsloven § 66"),
    ),
    DayOrder(
        D.COMPLAINED,
        D.BOARD_DECIDED,
        "board_before_complaint",
        N_("Ankestyrelsens afgørelse er dateret {then}, før klagen kom {first}."),
        _MEND,
    ),
    DayOrder(
        D.BOARD_DECIDED,
        D.CAME_BACK,
        "back_before_board",
        N_("Sagen er kommet tilbage {then}, før Ankestyrelsen hjemviste den {first}."),
        _MEND,
    ),
    DayOrder(
        D.OPENED,
        D.NOTIFIED,
        "notified_before_applied",
        N_("Beskeden er dateret {then}, før ansøgningen af {first}."),
        _MEND,
    ),
    DayOrder(
        D.NOTIFIED,
        D.EXPECTED,
        "no_new_date",
        N_("Den nye dato ligger ikke efter beskeden."),
        N_("Skriv, hvornår afgørelsen kan ventes."),
        apart=True,
    ),
    DayOrder(
        D.PROMISED,
        D.EXPECTED,
        "no_new_date",
        N_("Den nye dato {then} ligger ikke efter den frist, borgeren har: {first}."),
        N_("Skriv en senere dag. Kan fristen holdes, skal borgeren ikke have besked."),
        N_("retssikkerhedsloven § 3, stk. 2"),
        apart=True,
    ),
    DayOrder(
        D.GRANTED,
        D.FOLLOW_UP,
        "followed_up_before_grant",
        N_("Opfølgningen {then} ligger før bevillingen af {first}."),
        _MEND,
    ),
    DayOrder(
        D.GRANTED,
        D.USED,
        "used_before_grant",
        N_("Datoen {then} ligger før den dag, hjælpen er bevilget fra: {first}."),
        N_("Ret datoen. Var der hjælp før bevillingen, så skriv det som et notat."),
    ),
    DayOrder(
        D.LAST_SEEN_TO,
        D.HELD,
        "held_before_last",
        N_("Opfølgningen {then} ligger før {first}, da hjælpen sidst blev afgjort eller fulgt op."),
        N_("Ret datoen, eller skriv mødet som et notat."),
    ),
    DayOrder(
        D.TODAY,
        D.NEXT,
        "next_not_to_come",
        N_("Næste opfølgning {then} ligger ikke efter i dag."),
        N_("Aftal en dag, der kommer."),
        N_("serviceloven § 148, stk. 2"),
        apart=True,
    ),
)
"""What comes before what. A day that stands in no row may be any."""

Days = Iterable[tuple[Dated, date | None]]


def broken(days: Days) -> Iterator[tuple[DayOrder, date, date]]:
    """Each order that some days break, once, with the two days that do."""
    known: dict[Dated, list[date]] = {}
    for what, day in days:
        if day is not None:
            known.setdefault(what, []).append(day)
    for order in ORDERS:
        firsts, thens = known.get(order.first, ()), known.get(order.then, ())
        if firsts and thens:
            first, then = max(firsts), min(thens)
            if first > then or (order.apart and first == then):
                yield order, first, then


def text_of(order: DayOrder, first: date, then: date) -> str:
    """What is wrong with two days."""
    return _(order.text).format(first=day_text(first), then=day_text(then))


def disordered(days: Days) -> Iterator[Refusal]:
    """Why something of these days is not recorded."""
    for order, first, then in broken(days):
        yield Refusal(
            order.code,
            text_of(order, first, then),
            _(order.remedy),
            _(order.source) if order.source else "",
        )


_LESS = (DecisionKind.REDUCTION, DecisionKind.TERMINATION)


def days_of(decision: Decision) -> Iterator[tuple[Dated, date | None]]:
    """The days that a draft holds. When a burden begins: less help, or the end of it."""
    heard = decision.hearing
    yield D.OPENED, decision.applied_on
    yield D.HEARD, heard.sent_on if heard else None
    yield D.ANSWER_DUE, heard.deadline_on if heard else None
    yield D.ANSWERED, heard.answered_on if heard else None
    yield D.DECIDED, decision.decided_on
    yield D.STARTS, decision.starts_on
    yield D.ENDS, decision.ends_on
    if decision.kind in _LESS:
        yield D.BURDEN, decision.starts_on
        yield D.BURDEN, decision.ends_on


# ---------------------------------------------------------------- days that there are

FIRST_DAY, YEARS_AHEAD = date(1900, 1, 1), 100


def last_day(today: date) -> date:
    """The last day that can be noted."""
    return date(today.year + YEARS_AHEAD, 12, 31)


def out_of_bounds(value: object, labels: Mapping[str, str], today: date) -> Iterator[Refusal]:
    """Each day in an event that nobody can mean, by what its field is called."""
    for name, day in _dates(value):
        if not FIRST_DAY <= day <= last_day(today):
            what = _(labels[name]) if name in labels else name
            yield Refusal(
                "day_out_of_bounds",
                _("{what}: {day} kan ikke være rigtig.").format(what=what, day=day_text(day)),
                _("Skriv en dato fra {first} til {last}.").format(
                    first=day_text(FIRST_DAY), last=day_text(last_day(today))
                ),
            )


def _dates(value: object, name: str = "") -> Iterator[tuple[str, date]]:
    if isinstance(value, date):
        yield name, value
    elif isinstance(value, Mapping):
        for called, one in value.items():
            yield from _dates(one, str(called))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _dates(one, name)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _dates(getattr(value, field.name), field.name)
