"""Lives of cases that are settled: granted, refused, changed, running and closed."""

from kompas.casework import DecisionKind
from kompas.casework.steps.application import Channel
from kompas.casework.steps.withdrawal import Withdrawal
from kompas.sample.case_mix import life
from kompas.sample.open_lives import (
    GRANT,
    REDUCTION,
    REFUSAL,
    apply_and_examine,
    examine,
    meet_after_call,
    visit_offer,
)
from kompas.sample.rulings import Ruling, decide, decide_and_send, make_letter, override, send
from kompas.sample.scenario import Tale

PARTIAL = DecisionKind.PARTIAL_REFUSAL
TERMINATION = DecisionKind.TERMINATION
CHOICE = DecisionKind.PROVIDER_CHOICE
CHANGE = DecisionKind.PROVIDER_CHANGE


def settle(t: Tale, ruling: Ruling) -> None:
    """Through the panel where there is one, decided and sent, within 15 working days."""
    t.through_panel(ruling.kind, ruling.days)
    t.wait(0, 2)
    decide_and_send(t, ruling)


def grant(t: Tale) -> None:
    """Applied for and granted, at the level of the standard, within 43 working days."""
    apply_and_examine(t)
    settle(t, Ruling(GRANT, t.level_days))


def follow_up(t: Tale, need: str, *, mended: bool = False, moves: bool = False) -> None:
    """A running grant is taken up again, perhaps with a view to another offer, within 20 working
    days.
    """
    t.meet(need=need)
    t.wait(4, 10)
    t.assess(mended=mended)
    if moves:
        t.change_offer()
    visit_offer(t)


# ---------------------------------------------------------------- granted


@life("home", (60, 240), east=9, west=7)
def granted_at_home(t: Tale) -> None:
    """The most common life: granted every weekday."""
    grant(t)


@life("housing", (60, 240), east=7, west=4)
def granted_in_housing(t: Tale) -> None:
    """Granted to who lives in housing."""
    grant(t)


@life("senior", (60, 240), east=2, west=1)
def granted_to_senior(t: Tale) -> None:
    """Granted to who is over 65 and lives in housing."""
    grant(t)


@life("home speaking", (250, 480), east=3, west=0)
def granted_long_ago(t: Tale) -> None:
    """Granted, and followed up on the telephone since."""
    grant(t)
    t.wait(120, 180)
    t.note("follow_up_talk")


@life("home", (565, 640), east=2)
def follow_up_overdue_east(t: Tale) -> None:
    """Granted over two years ago, and not followed up."""
    grant(t)


@life("home", (315, 400), west=3)
def follow_up_overdue_west(t: Tale) -> None:
    """Granted over a year ago, and not followed up."""
    grant(t)


@life("home", (60, 200), east=1, west=1)
def granted_restricted(t: Tale) -> None:
    """Granted in a case that few may see."""
    t.apply()
    t.restrict()
    examine(t)
    visit_offer(t)
    settle(t, Ruling(GRANT, t.level_days))


@life("housing", (60, 240), east=2)
def granted_above_level(t: Tale) -> None:
    """More days than the guiding level, for a reason that is this citizen's own."""
    t.apply(days=5)
    examine(t)
    visit_offer(t)
    t.prove("home")
    settle(t, Ruling(GRANT, 5, ("above_level",)))


@life("home speaking", (60, 240), west=3)
def granted_fewer_days(t: Tale) -> None:
    """Fewer than five days, for a reason that is this citizen's own."""
    days = 3 + t.number % 2
    t.apply(days=days)
    examine(t)
    visit_offer(t)
    settle(t, Ruling(GRANT, days, ("fewer_than_full",)))


@life("home", (60, 240), east=2, west=1)
def granted_gently(t: Tale) -> None:
    """Few days in the beginning."""
    t.apply(days=2)
    examine(t)
    visit_offer(t)
    settle(t, Ruling(GRANT, 2, ("gentle_beginning",)))


@life("housing", (60, 200), east=2)
def granted_by_override(t: Tale) -> None:
    """Sent although it departs from the level without a reason: the team lead answers for it."""
    apply_and_examine(t, days=2)
    t.through_panel(GRANT, 2)
    decision = decide(t, Ruling(GRANT, 2))
    t.wait(0, 2)
    override(t, decision)
    make_letter(t)
    send(t)


@life("student", (60, 200), east=1, west=1)
def granted_beside_school(t: Tale) -> None:
    """Two days beside three at school, on an individual assessment."""
    t.apply(days=2)
    examine(t)
    visit_offer(t)
    settle(t, Ruling(GRANT, 2, ("beside_school",)))


# ---------------------------------------------------------------- refused


@life("housing speaking", (72, 240), east=4)
def refused_in_part(t: Tale) -> None:
    """Fewer days than applied for: the housing covers the rest, and the citizen was heard."""
    t.apply(days=5)
    examine(t)
    visit_offer(t)
    t.prove("home", unheard=True)
    t.hear("home")
    t.wait(4, 8)
    t.answer()
    settle(t, Ruling(PARTIAL, 3, ("housing", "tired")))


@life("housing speaking", (72, 240), west=2)
def refused_in_part_unanswered(t: Tale) -> None:
    """The same in the west; nobody answered the hearing, and the time ran out."""
    t.apply(days=5)
    examine(t)
    visit_offer(t)
    t.prove("home", unheard=True)
    t.hear("home")
    t.until_day(t.hearing_deadline)
    settle(t, Ruling(PARTIAL, 3, ("housing", "fewer_than_full")))


@life("independent", (62, 240), east=2, west=2)
def refused_for_open_offer(t: Tale) -> None:
    """An open offer covers the need, and it was tried."""
    t.apply()
    examine(t)
    t.wait(3, 8)
    t.prove("visit")
    settle(t, Ruling(REFUSAL, None, ("open_offer",)))


@life("independent", (60, 240), east=1, west=1)
def refused_for_own_community(t: Tale) -> None:
    """The citizen is already among others."""
    t.apply()
    examine(t)
    settle(t, Ruling(REFUSAL, None, ("own_community",)))


@life("outside", (60, 240), east=2, west=2)
def refused_outside_target_group(t: Tale) -> None:
    """A criterion of the act is not met."""
    t.apply()
    examine(t)
    t.wait(1, 4)
    t.prove("doctor")
    settle(t, Ruling(REFUSAL, None, ("outside",)))


@life("old", (60, 200), east=1)
def refused_for_day_centre(t: Tale) -> None:
    """Another offer can be arranged for this citizen."""
    t.apply()
    examine(t)
    t.wait(1, 5)
    t.prove("visit")
    settle(t, Ruling(REFUSAL, None, ("day_centre",)))


# ---------------------------------------------------------------- running grants and changes


@life("housing", (100, 420), east=5, west=3)
def running_in_housing(t: Tale) -> None:
    """A grant from before this record, to be followed up some day."""
    t.take_over(years_ago=2, due_in_days=t.lots.between(10, 420))


@life("home speaking", (100, 420), east=4, west=4)
def running_at_home(t: Tale) -> None:
    """The same at home, with a talk since."""
    t.take_over(years_ago=1, due_in_days=t.lots.between(10, 420))
    t.wait(40, 90)
    t.note("follow_up_talk")


@life("home", (100, 420), east=2, west=2)
def running_overdue(t: Tale) -> None:
    """A follow-up that is overdue."""
    t.take_over(years_ago=3, due_in_days=-t.lots.between(3, 80))


@life("housing", (30, 60), east=2, west=1)
def follow_up_begun(t: Tale) -> None:
    """The follow-up has begun with a meeting."""
    t.take_over(years_ago=2, due_in_days=t.lots.between(-10, 30))
    t.wait(8, 20)
    t.meet(need="follow_up_need")


@life("home", (330, 420), east=1, west=1)
def second_round(t: Tale) -> None:
    """Granted a year ago; the follow-up has come to an assessment."""
    grant(t)
    t.until(t.lots.between(14, 24))
    t.meet(need="follow_up_need")
    t.wait(4, 10)
    t.assess()


@life("housing speaking", (80, 240), east=3, west=2)
def reduced_by_wish(t: Tale) -> None:
    """Fewer days because the citizen wants it."""
    t.take_over(years_ago=3, due_in_days=-30)
    t.wait(2, 10)
    follow_up(t, "wants_less")
    reasons = ("wish_for_less", "still_covered")
    settle(t, Ruling(REDUCTION, t.fewer_days, reasons, wish="less_wish"))


@life("housing speaking", (80, 240), east=3)
def reduced_for_housing(t: Tale) -> None:
    """Fewer days because the housing covers part of the need, which was looked into."""
    t.take_over(years_ago=4, due_in_days=-30)
    t.wait(2, 10)
    follow_up(t, "fewer_at_home")
    t.prove("home", unheard=True)
    t.hear("home")
    t.wait(4, 8)
    t.answer()
    settle(t, Ruling(REDUCTION, t.level_days, ("housing",)))


@life("independent", (60, 240), east=1, west=1)
def stopped_by_wish(t: Tale) -> None:
    """Stopped because the citizen wants it."""
    t.take_over(years_ago=2, due_in_days=60)
    t.wait(2, 10)
    follow_up(t, "wants_stop")
    settle(t, Ruling(TERMINATION, None, ("wish_to_stop",), need="stop_need", wish="stop_wish"))


@life("independent", (60, 240), east=1, west=1)
def stopped_for_little_use(t: Tale) -> None:
    """Hardly used, and the cause was looked into."""
    t.take_over(years_ago=2, due_in_days=60)
    t.wait(2, 10)
    follow_up(t, "stays_away")
    settle(t, Ruling(TERMINATION, None, ("little_use",), need="stop_need", wish="stop_wish"))


@life("independent", (60, 240), east=1, west=1)
def stopped_at_purpose(t: Tale) -> None:
    """The purpose is reached, and the need is gone."""
    t.take_over(years_ago=3, due_in_days=60)
    t.wait(2, 10)
    follow_up(t, "purpose_talk", mended=True)
    settle(t, Ruling(TERMINATION, None, ("purpose",), need="stop_need", wish="stop_wish"))


# ---------------------------------------------------------------- choice of provider


@life("home speaking", (60, 240), east=2, west=2)
def provider_chosen(t: Tale) -> None:
    """Another offer is chosen: actual administration."""
    t.take_over(years_ago=1, due_in_days=200)
    t.wait(2, 10)
    follow_up(t, "offer_closes", moves=True)
    settle(t, Ruling(CHOICE, None, ("suited",), intrusive=False))


@life("home speaking", (60, 240), east=1, west=1)
def other_provider_wished(t: Tale) -> None:
    """The citizen has heard good of another offer; the chosen one can do it."""
    t.take_over(years_ago=1, due_in_days=200)
    t.wait(2, 10)
    follow_up(t, "wants_other_offer")
    settle(t, Ruling(CHOICE, None, ("heard_good", "suited"), intrusive=False))


@life("housing", (60, 240), east=2, west=1)
def provider_changed(t: Tale) -> None:
    """A change that means much to the citizen: a decision, with complaint guidance."""
    t.take_over(years_ago=6, due_in_days=100)
    t.wait(2, 10)
    follow_up(t, "daily_life_changed", moves=True)
    settle(t, Ruling(CHANGE, None, ("daily_life", "suited"), intrusive=True))


# ---------------------------------------------------------------- closed


@life("home speaking", (30, 200), east=3, west=2)
def application_withdrawn(t: Tale) -> None:
    """The citizen does not want it any more."""
    t.apply()
    meet_after_call(t)
    t.wait(1, 10)
    t.close("withdrawn")


@life("home", (100, 300), east=2, west=2)
def moved_away(t: Tale) -> None:
    """A running grant ends with the citizen's moving or death."""
    t.take_over(years_ago=4, due_in_days=100)
    t.wait(20, 80)
    t.close("moved")


@life("home speaking", (10, 120), east=1, west=1)
def wrong_citizen(t: Tale) -> None:
    """Recorded on the wrong citizen: nothing of it stands."""
    t.apply(channel=Channel.DIGITAL)
    t.wait(0, 4)
    t.withdraw(1, Withdrawal.WRONG_CITIZEN, "wrong_citizen")


@life("outside", (100, 300), east=2, west=2)
def refused_and_closed(t: Tale) -> None:
    """Refused, and closed when the time to complain was over."""
    refused_outside_target_group(t)
    t.until_day(t.complaint_until)
    t.close("closed_after")


@life("independent", (110, 300), east=1, west=2)
def stopped_and_closed(t: Tale) -> None:
    """Stopped by wish, and closed."""
    stopped_by_wish(t)
    t.until_day(t.complaint_until)
    t.close("closed_after")
