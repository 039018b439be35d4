"""Lives of cases that are under way: from an application just in to a decision not yet sent."""

from datetime import timedelta

from kompas.casework import Decision, DecisionKind
from kompas.casework.steps.application import Channel
from kompas.casework.steps.withdrawal import Withdrawal
from kompas.sample.case_mix import life
from kompas.sample.rulings import Ruling, being_written, decide, make_letter, override
from kompas.sample.scenario import FROM_MEETING, Tale

GRANT = DecisionKind.GRANT
REDUCTION = DecisionKind.REDUCTION
REFUSAL = DecisionKind.REFUSAL


def meet_after_call(t: Tale) -> None:
    """The first call and the first meeting, within 9 working days."""
    t.wait(1, 3)
    if t.lots.chance(60):
        t.note("first_call")
    t.wait(3, 6)
    t.meet()


def examine(t: Tale) -> None:
    """From application to assessment, within 21 working days."""
    meet_after_call(t)
    if t.lots.chance(40):
        t.weigh_other_help()
    t.wait(4, 10)
    t.assess()
    t.plan()


def visit_offer(t: Tale) -> None:
    """A visit to the offer that is thought of, within 4 working days."""
    t.wait(1, 4)
    t.prove("offer")
    if t.lots.chance(70):
        t.note("visited_offer")


def apply_and_examine(t: Tale, days: int | None = None) -> None:
    """Everything that a grant needs before it is recommended, within 28 working days."""
    t.apply(days)
    examine(t)
    visit_offer(t)


# ---------------------------------------------------------------- received


@life("home", (2, 9), east=3, west=2, minors=True)
def just_applied(t: Tale) -> None:
    """An application that nobody has had time for yet."""
    t.apply()


@life("housing", (3, 12), east=2, west=1)
def first_call_made(t: Tale) -> None:
    """The citizen has been called."""
    t.apply()
    t.wait(0, 1)
    t.note("first_call")


@life("home speaking", (1, 8), east=1, west=1, minors=True)
def applied_on_behalf(t: Tale) -> None:
    """A relative applied, with consent."""
    t.apply_by_another()


@life("home speaking", (3, 9), east=1, minors=True)
def applied_restricted(t: Tale) -> None:
    """Only those who handle the case may see it."""
    t.apply(channel=Channel.LETTER)
    t.restrict()


@life("home", (46, 62), east=1, west=1)
def left_lying(t: Tale) -> None:
    """The deadline is over, and little has happened."""
    t.apply()
    t.wait(12, 20)
    t.note("network")


# ---------------------------------------------------------------- informed


@life("home", (14, 26), east=2, west=2)
def met(t: Tale) -> None:
    """Reason and need are known; the assessment is next."""
    t.apply()
    meet_after_call(t)
    if t.lots.chance(50):
        t.wait(0, 2)
        t.weigh_other_help()


@life("housing", (14, 24), east=2, west=1)
def met_in_the_housing(t: Tale) -> None:
    """The same, where the citizen lives in housing."""
    t.apply()
    meet_after_call(t)
    t.wait(0, 2)
    t.note("network")


@life("home", (48, 66), east=1, west=1)
def met_and_late(t: Tale) -> None:
    """The deadline is over, and nobody has told the citizen."""
    t.apply()
    t.wait(14, 20)
    meet_after_call(t)


@life("home", (44, 54), east=1, west=1)
def delay_notified(t: Tale) -> None:
    """It takes longer, and the citizen knows why and until when."""
    t.apply()
    meet_after_call(t)
    deadline = t.town.decide_by(t.unit, t.opened_on) or t.today
    t.until_day(deadline - timedelta(days=8))
    t.delay(42)


@life("home", (16, 30), west=2, east=1)
def corrected(t: Tale) -> None:
    """A fact was wrong from the day the citizen moved; the note of it stands, and so does the
    old one, as history.
    """
    t.apply()
    meet_after_call(t)
    t.wait(1, 4)
    moved_on = t.today - timedelta(days=t.lots.between(3, 20))
    t.who.housing = "shared_living"
    t.learn("housing", t.who.housing, FROM_MEETING, valid_from=moved_on)
    t.note("corrected")


@life("home", (16, 30), east=1, west=1)
def mistaken_note(t: Tale) -> None:
    """A note of somebody else, withdrawn."""
    t.apply()
    meet_after_call(t)
    t.note("stray_note")
    t.wait(0, 2)
    t.withdraw(len(t.entries), Withdrawal.MISTAKE, "mistake")


# ---------------------------------------------------------------- early help


@life("home speaking", (16, 70), east=3, west=2)
def early_help(t: Tale) -> None:
    """Early help is enough for now."""
    t.apply()
    meet_after_call(t)
    t.wait(0, 4)
    t.refer_early()


@life("home speaking", (48, 58), east=1, west=1)
def back_from_early_help(t: Tale) -> None:
    """Early help was not enough."""
    t.apply()
    meet_after_call(t)
    t.refer_early()
    t.wait(20, 28)
    t.meet(need="early_back")
    t.wait(2, 6)
    t.assess()


# ---------------------------------------------------------------- assessed


@life("home", (24, 34), east=2, west=2)
def assessed(t: Tale) -> None:
    """Assessed, with goals; an offer is looked for."""
    t.apply()
    examine(t)


@life("housing", (29, 38), east=2, west=1)
def offer_visited(t: Tale) -> None:
    """An offer has been visited; the recommendation is next."""
    apply_and_examine(t)


@life("housing", (24, 28), east=2, west=1)
def hearing_runs(t: Tale) -> None:
    """Fewer days than applied for are thought of, and the citizen is heard on what the housing
    wrote.
    """
    t.apply(days=5)
    examine(t)
    t.until(t.lots.between(1, 6))
    t.prove("home", unheard=True)
    t.hear("home")


@life("housing", (52, 62), east=2)
def deferred(t: Tale) -> None:
    """The panel lacked something."""
    apply_and_examine(t)
    t.recommend(GRANT, t.level_days)
    t.wait(0, 2)
    t.agenda()
    t.defer()
    t.wait(1, 4)
    t.note("network")


# ---------------------------------------------------------------- recommendation and panel


@life("home", (32, 42), east=2, west=2)
def recommended(t: Tale) -> None:
    """Recommended; east waits for the agenda, west for the team lead."""
    apply_and_examine(t)
    t.wait(0, 2)
    t.recommend(GRANT, t.level_days)


@life("home", (33, 42), east=2)
def at_panel(t: Tale) -> None:
    """On the agenda of a meeting to come."""
    apply_and_examine(t)
    t.until(t.lots.between(1, 2))
    t.recommend(GRANT, t.level_days)
    t.until(0)
    t.agenda()


@life("housing", (33, 42), east=2)
def housing_at_panel(t: Tale) -> None:
    """The same, where the citizen lives in housing."""
    at_panel(t)


@life("home", (48, 58), east=2)
def panel_followed(t: Tale) -> Decision:
    """The panel followed the recommendation; the decision is being written."""
    apply_and_examine(t)
    t.through_panel(GRANT, t.level_days)
    return being_written(t, Ruling(GRANT, t.level_days))


@life("housing", (48, 58), east=1)
def panel_gave_more(t: Tale) -> Decision:
    """The panel gave more days than recommended, and said why."""
    apply_and_examine(t)
    t.prove("home")
    t.recommend(GRANT, t.level_days)
    t.wait(0, 2)
    t.agenda()
    t.panel(GRANT, 5, against="against_more")
    return being_written(t, Ruling(GRANT, 5, ("above_level",)))


@life("home speaking", (48, 58), east=1)
def panel_gave_less(t: Tale) -> None:
    """The panel gave fewer days than recommended, and said why."""
    apply_and_examine(t)
    t.recommend(GRANT, 5)
    t.wait(0, 2)
    t.agenda()
    t.panel(GRANT, 4, against="against_less")


# ---------------------------------------------------------------- decided, not sent


@life("home", (50, 58), east=2, west=2)
def letter_ready(t: Tale) -> None:
    """Granted; the letter lies ready."""
    apply_and_examine(t)
    t.through_panel(GRANT, t.level_days)
    t.wait(0, 2)
    decide(t, Ruling(GRANT, t.level_days))
    make_letter(t)


@life("housing speaking", (60, 72), east=2)
def falls_on_the_housing(t: Tale) -> None:
    """A reduction because the housing has activities, which nobody has looked into: it falls,
    and no letter can be made.
    """
    t.take_over(years_ago=3, due_in_days=-20)
    t.wait(1, 4)
    t.meet(need="fewer_at_home")
    t.wait(5, 12)
    t.assess()
    visit_offer(t)
    t.through_panel(REDUCTION, t.level_days)
    t.wait(0, 2)
    decide(t, Ruling(REDUCTION, t.level_days, ("housing_only_said", "level_only")))


@life("old", (56, 66), east=1, west=1)
def refused_for_age(t: Tale) -> None:
    """A refusal that names the citizen's age: unlawful, and not sent."""
    apply_and_examine(t)
    t.prove("visit")
    t.through_panel(REFUSAL, None)
    t.wait(0, 2)
    decide(t, Ruling(REFUSAL, None, ("too_old", "day_centre")))


@life("housing", (56, 66), east=2)
def overridden(t: Tale) -> None:
    """Fewer days than the guiding level without a written reason; the team lead answers for it."""
    apply_and_examine(t, days=2)
    t.through_panel(GRANT, 2)
    t.wait(0, 2)
    decision = decide(t, Ruling(GRANT, 2))
    t.wait(0, 2)
    override(t, decision)
    make_letter(t)
