"""One case told step by step: what happens is recorded as it would be by those who work there.

A life (`kompas.sample.lives`) says what happens; the tale knows when, to whom and in which words,
and keeps what the case holds so far, so that a decision can be made of it.
"""

from dataclasses import replace
from datetime import date, timedelta

from kompas.casework import Amounts, DecisionKind, Evidence, PartyHearing
from kompas.casework.record import Event
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.action_plan import ActionPlanOffered
from kompas.casework.steps.application import ApplicationReceived, Channel, Consent
from kompas.casework.steps.assessment import NeedAssessed
from kompas.casework.steps.assignment import Assigned
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.delay_notice import DelayNotified
from kompas.casework.steps.early_help import ReferredToEarlyHelp
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.goals import GoalsSet
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.hearing_answer import HearingAnswered
from kompas.casework.steps.need import NeedUncovered
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.other_help import OtherHelpConsidered
from kompas.casework.steps.panel_decision import PanelDecided
from kompas.casework.steps.panel_deferral import PanelDeferred
from kompas.casework.steps.panel_meeting import PutToPanel
from kompas.casework.steps.recommendation import RecommendationMade
from kompas.casework.steps.running_grant import RunningGrantTakenOver
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.casework.steps.withdrawal_proposal import WithdrawalProposed
from kompas.norms import GivenFact
from kompas.sample.characters import character
from kompas.sample.entries import Entries
from kompas.sample.ids import case_id, person_id
from kompas.sample.seeded_random import Lots
from kompas.sample.stories import Portrait
from kompas.sample.town import SERVICE, Town
from kompas.sample.users import SampleUnit, SampleUser, caseworker, panel_member, team_lead
from kompas.sample.usual import CHANNELS, PAPERS, RECOMMENDED, costs_at, extent, sitting

FactValue = str | bool
COUNTED = ("ingen", "én", "to", "tre", "fire", "fem", "seks", "syv")
FROM_REGISTER = "CPR-registret (opdigtet borger)"
FROM_MEETING = "Mødet"
FROM_PORTAL = "Tilbudsportalen"
FROM_ASSESSMENT = "Udredning efter VUM"


class Tale:
    """A case while it is told, about `who`. `now` numbers the working day that is `today`."""

    def __init__(
        self, town: Town, number: int, unit: SampleUnit, portrait: Portrait, lots: Lots,
        service: str = SERVICE,
    ) -> None:  # fmt: skip
        self.town = town
        self.number = number
        self.unit = unit
        self.service = service
        self.worker = caseworker(unit.key, number)
        self.lead = team_lead(unit.key)
        self.lots = lots
        self.who = character(town, number, portrait, lots)
        self.entries = Entries(
            case_id(town.seed, number),
            lambda day: town.standard(unit, day, service),
            unit.processing_deadline_weeks,
        )
        self.now = 0
        self.today = date.min
        self._seconds = 0
        # What the case holds so far.
        self.opened_on = date.min
        self.applied_for: str | None = None
        self.grant: Amounts | None = None
        self.follow_up_due: date | None = None
        self.facts: dict[str, GivenFact] = {}
        self.evidence: list[Evidence] = []
        self.ids: dict[str, str] = {}
        self.hearing: PartyHearing | None = None
        self.decided: tuple[DecisionKind, Amounts, bool] | None = None
        self.complaint_until: date | None = None
        self.restricted = False

    @property
    def hearing_deadline(self) -> date:
        """The last day of the hearing; today where there is none."""
        return self.hearing.deadline_on if self.hearing else self.today

    @property
    def fewer_days(self) -> int:
        """A day a week less than is granted."""
        granted = self.grant.get("days_per_week") if self.grant else None
        return int(granted or self.level_days) - 1

    @property
    def level_days(self) -> int:
        """The days a week that the unit's standard gives this citizen: Copenhagen's, or Vejen's."""
        if not self.unit.panel_required or not self.who.portrait.in_housing:
            return 5
        return _BY_AGE if self.who.portrait.is_senior else 3 + self.number % 2

    # ------------------------------------------------------------ time and words

    def begin(self, days_ago: int) -> None:
        """Begin so many working days before the newest one."""
        self._go_to(self.town.days.last - days_ago)

    def wait(self, least: int, most: int) -> None:
        """Let working days go by."""
        days = self.lots.between(least, most)
        if days:
            self._go_to(self.now + days)

    def until(self, days_ago: int) -> None:
        """Let time go by to so many working days before the newest one, if that is to come."""
        if self.now < self.town.days.last - days_ago:
            self.begin(days_ago)

    def until_day(self, day: date | None) -> None:
        """Let time go by until after a day, if one is named."""
        while day and self.today <= day:
            self._go_to(self.now + 1)

    def _go_to(self, day: int) -> None:
        self.now = day
        self.today = self.town.days.days[day]
        self._seconds = 3_000 + (day * 7_919 + self.number * 104_729) % 12_000

    def say(self, key: str) -> str:
        """The caseworker's words about something."""
        return self.town.stories.say[key].said(self.lots, self.who.words)

    def record(self, event: Event, by: str | None = None, valid_from: date | None = None) -> None:
        """Record an event now."""
        # A few minutes later. A lot for each would cost more than all else here.
        self._seconds += 60 + self._seconds * 7_919 % 541
        at = self.town.days.mornings[self.now] + timedelta(seconds=self._seconds)
        self.entries.record(event, valid_from or self.today, by or self.worker.username, at)

    def follow(self) -> None:
        """Record the deadlines that follow from what was recorded last."""
        self.entries.follow(self.today)

    # ------------------------------------------------------------ how a case begins

    def apply(self, days: int | None = None, channel: Channel | None = None) -> None:
        """The citizen applies, for so many days a week, in one of the ways that people do.

        A guardian applies for who cannot.
        """
        if not self.who.portrait.speaks:
            self.apply_by_another(days)
            return
        self._wants(days)
        channel = channel or self.lots.pick(CHANNELS)
        by_phone = channel is Channel.PHONE
        self._received(channel, by=self.worker if by_phone else self.lead)
        if by_phone:
            self.note("phone_call")
            return
        if channel is Channel.LETTER:
            self.note("letter_in", self.lead)
        self.wait(0, 2)
        self.assign()

    def apply_by_another(self, days: int | None = None) -> None:
        """A relative applies, with the citizen's consent; or a guardian."""
        self._wants(days)
        speaks, who = self.who.portrait.speaks, self.who.words["Kinnen"]
        self._received(
            Channel.DIGITAL,
            by=self.lead,
            on_behalf_by=f"{who} til {self.who.person.name}" + ("" if speaks else ", som værge"),
            consent=Consent(
                scope=self.say("consent_scope"),
                given_on=self.today,
                how="mundtligt, i telefonen" if speaks else "skriftligt, af værgen",
            ),
        )
        self.note("behalf" if speaks else "guardian", self.lead)
        self.assign()

    def _wants(self, days: int | None) -> None:
        wants = self.who.portrait.wants.said(self.lots, self.who.words)
        self.open(self.today, f"{wants}, {COUNTED[days or self.level_days]} dage om ugen")

    def assign(self) -> None:
        """The team lead gives the case to its caseworker."""
        self.record(Assigned(to=self.worker.username), self.lead.username)

    def _received(self, channel: Channel, by: SampleUser, **behalf: object) -> None:
        event = ApplicationReceived(
            citizen=self.who.citizen,
            service=self.service,
            municipality=self.unit.municipality,
            unit=self.unit.key,
            case_number=self.case_number,
            person_id=person_id(self.town.seed, self.number),
            applied_for=self.applied_for or "",
            channel=channel,
            received_on=self.today,
            **behalf,  # type: ignore[arg-type]
        )
        self.record(event, by.username)
        self.follow()

    def take_over(self, years_ago: int, due_in_days: int) -> None:
        """A grant from before this record is taken over, with the day of its next follow-up."""
        granted_on = self.today - timedelta(days=365 * years_ago + self.lots.below(300))
        self.open(granted_on, None)
        days = self.level_days + (1 if self.level_days < 5 else 0)
        self.grant = extent(days, self.who.hours_each_day)
        self.follow_up_due = self.town.today + timedelta(days=due_in_days)
        self.record(
            RunningGrantTakenOver(
                citizen=self.who.citizen,
                service=self.service,
                municipality=self.unit.municipality,
                unit=self.unit.key,
                case_number=self.case_number,
                person_id=person_id(self.town.seed, self.number),
                extent=self.grant,
                facility=self.who.offer.name,
                granted_on=granted_on,
                follow_up_due=self.follow_up_due,
            ),
            self.lead.username,
        )
        self.assign()

    def change_offer(self) -> None:
        """Speak of another offer from now on."""
        others = [o for o in self.town.offers[self.who.portrait.key] if o is not self.who.offer]
        self.who.offer = self.lots.pick(others)
        self.who.words["tilbud"] = self.who.offer.name

    def open(self, day: date, applied_for: str | None) -> None:
        """The day from which the case runs, its number, and what is applied for."""
        self.opened_on = day
        self.applied_for = applied_for
        self.case_number = f"27.35.08-G01-{self.number + 1}-{day.year % 100:02d}"

    # ------------------------------------------------------------ what is learnt

    def note(self, key: str, by: SampleUser | None = None) -> None:
        """Write a note; of who does not speak, the relative's words where there are such."""
        if not self.who.portrait.speaks and f"{key}_kin" in self.town.stories.say:
            key += "_kin"
        self.record(NoteWritten(text=self.say(key)), by.username if by else None)

    def learn(
        self, name: str, value: FactValue, source: str, valid_from: date | None = None
    ) -> None:
        """Note a fact today, which holds from today or from an earlier day."""
        self.facts[name] = GivenFact(value, source, self.today)
        event = FactNoted(name=name, value=value, source=source, dated=self.today)
        self.record(event, valid_from=valid_from)

    def prove(self, name: str, *, unheard: bool = False) -> None:
        """Add evidence of one of the usual kinds; a second of its kind gets a number."""
        kind, title = PAPERS[name]
        same = sum(item.id.split("-")[0] == name for item in self.evidence)
        self.ids[name] = f"{name}-{same + 1}" if same else name
        item = Evidence(
            id=self.ids[name],
            kind=kind,
            title=title.format_map(self.who.words),
            dated=self.today,
            known_to_party=not unheard,
            unfavourable=unheard,
        )
        self.evidence.append(item)
        self.record(EvidenceAdded(evidence=item))
        if name == "offer" and "offer_registered" not in self.facts:
            self.learn("offer_registered", value=True, source=FROM_PORTAL)

    def meet(self, need: str | None = None) -> None:
        """Meet the citizen; reason and need, and the facts that one learns there.

        `need` names the words of a meeting that is about something else than an application.
        """
        told = self.who.portrait
        self.prove("meeting")
        reason = told.reason.said(self.lots, self.who.words)
        if not need:
            reason += " " + told.lately.said(self.lots, self.who.words)
        event = NeedUncovered(
            reason=reason,
            need=self.say(need) if need else told.need.said(self.lots, self.who.words),
            met_on=self.today,
            present=_PRESENT[self.lots.below(len(_PRESENT))](self),
        )
        self.record(event)
        if "birth_date" in self.facts:
            return
        self.learn("birth_date", self.who.person.birth_date.isoformat(), FROM_REGISTER)
        self.learn("housing", self.who.housing, FROM_MEETING)
        if self.unit.panel_required:
            self.learn("education", told.education, FROM_MEETING)
            self.learn("sheltered_employment_granted", value=False, source=FROM_MEETING)
            self.learn("other_activity_offer", value=False, source=FROM_MEETING)

    def weigh_other_help(self) -> None:
        """Other help is considered (retssikkerhedsloven § 5)."""
        helps = tuple(
            phrase.said(self.lots, self.who.words)
            for phrase in [self.town.stories.say["other_help"]] * self.lots.between(1, 2)
        )
        self.record(
            OtherHelpConsidered(
                considered=tuple(dict.fromkeys(helps)), result=self.say("other_result")
            )
        )

    def assess(self, *, mended: bool = False) -> None:
        """The assessment by VUM, with the facts it gives; `mended`: the need is gone."""
        told, say = self.who.portrait, self.town.stories.say
        capacity, summary = (
            (say["mended_capacity"], say["mended_summary"]) if mended
            else (told.capacity, told.summary)
        )  # fmt: skip
        if mended:
            self.who.vum_level = "C1"
        self.prove("vum")
        self.record(
            NeedAssessed(
                vum_level=self.who.vum_level,
                capacity=capacity.said(self.lots, self.who.words),
                summary=summary.said(self.lots, self.who.words),
                assessed_on=self.today,
            )
        )
        if "vum_level" in self.facts:
            return
        self.learn("considerably_reduced_capacity", told.reduced_capacity, FROM_ASSESSMENT)
        if not told.reduced_capacity:
            self.learn("special_social_problems", told.social_problems, FROM_ASSESSMENT)
        self.learn("needs_support_to_keep_skills", not mended, FROM_ASSESSMENT)
        self.learn("vum_level", self.who.vum_level, FROM_ASSESSMENT)
        if self.level_days == _BY_AGE:
            self.learn("extent_judged_to_cover", value=True, source=FROM_ASSESSMENT)

    def plan(self) -> None:
        """The plan of action is offered (serviceloven § 141), and the goals are set."""
        accepted = self.lots.chance(65)
        self.record(ActionPlanOffered(offered_on=self.today, accepted=accepted))
        goals = self.lots.some(self.who.portrait.goals, 2)
        self.record(GoalsSet(goals=tuple(g.said(self.lots, self.who.words) for g in goals)))

    def refer_early(self) -> None:
        """Early help is enough for now."""
        self.record(ReferredToEarlyHelp(to=self.say("early_to"), why=self.say("early_why")))

    def hear(self, *names: str) -> None:
        """Send the party what it does not know, with two weeks to answer."""
        deadline_on = self.today + timedelta(days=14)
        papers = tuple(self.ids[name] for name in names)
        self.hearing = PartyHearing(sent_on=self.today, deadline_on=deadline_on, papers=papers)
        self.record(
            HearingSent(
                evidence=papers,
                sent_on=self.today,
                deadline_on=deadline_on,
            )
        )

    def answer(self) -> None:
        """The party answers the hearing."""
        if self.hearing is None:
            raise ValueError(self.case_number)
        answer = self.say("hearing_answer")
        self.hearing = replace(self.hearing, answer=answer, answered_on=self.today)
        self.record(
            HearingAnswered(answer=answer, answered_on=self.today, hearing_seq=self.entries.hearing)
        )

    # ------------------------------------------------------------ the panel

    def recommend(self, kind: DecisionKind, days: int | None) -> None:
        """The caseworker's recommendation."""
        self.count(days)
        text, costs = self.say(RECOMMENDED[kind]), costs_at(self.who.offer.name, kind, self.number)
        self.record(RecommendationMade(kind=kind, extent=self.extent(days), text=text, **costs))

    @property
    def panel_meets_on(self) -> date:
        """The day of the panel's next meeting."""
        return self.town.days.days[self.town.days.panel_meeting(self.now)]

    @property
    def panel_clerk(self) -> SampleUser:
        """Who writes down what the panel decided: someone who may see the case."""
        return self.lead if self.restricted else panel_member(self.number)

    def to_panel_meeting(self) -> None:
        """Let time go by to the panel's next meeting."""
        self._go_to(self.town.days.panel_meeting(self.now))

    def agenda(self) -> None:
        """On the agenda of the panel's next meeting."""
        self.record(PutToPanel(meets_on=self.panel_meets_on))

    def panel(self, kind: DecisionKind, days: int | None, against: str = "") -> None:
        """The panel meets and decides; `against` names the words that say why it departs."""
        self.to_panel_meeting()
        if against:
            self.count(days)
        self.record(
            PanelDecided(
                kind=kind,
                extent=self.extent(days),
                against_recommendation=bool(against),
                why=self.say(against) if against else "",
                sitting=sitting(self.panel_clerk, self.today),
            ),
            self.panel_clerk.username,
        )

    def through_panel(self, kind: DecisionKind, days: int | None) -> None:
        """Recommended and followed, where the unit has a panel; else perhaps recommended only."""
        if not self.unit.panel_required and self.lots.chance(60):
            return
        self.recommend(kind, days)
        if self.unit.panel_required:
            self.wait(1, 3)
            self.agenda()
            self.panel(kind, days)

    def defer(self) -> None:
        """The panel lacks something."""
        self.to_panel_meeting()
        self.record(
            PanelDeferred(
                missing=self.say("deferred"), sitting=sitting(self.panel_clerk, self.today)
            ),
            self.panel_clerk.username,
        )

    # ------------------------------------------------------------ the letter and the end

    def delay(self, days: int) -> None:
        """The citizen is told that it takes longer, and until when."""
        self.record(
            DelayNotified(
                why=self.say("delay"),
                expected_on=self.today + timedelta(days=days),
                notified_on=self.today,
            )
        )

    def restrict(self) -> None:
        """Only those who handle the case may see it."""
        self.restricted = True
        self.record(
            AccessRestricted(restricted=True, why=self.say("restricted")), self.lead.username
        )

    def withdraw(self, seq: int, reason: Withdrawal, why: str) -> None:
        """An entry no longer stands. About another citizen, the team lead agrees to it."""
        said, by = self.say(why), self.worker.username
        if reason is Withdrawal.WRONG_CITIZEN:
            self.record(WithdrawalProposed(seq=seq, reason=reason, why=said))
            by = self.lead.username
        self.record(EntryWithdrawn(seq=seq, reason=reason, why=said), by)

    def close(self, why: str) -> None:
        """The case ends."""
        self.record(CaseClosed(why=self.say(why)))

    # ------------------------------------------------------------ in words

    def extent(self, days: int | None) -> Amounts:
        """So many days a week, with their hours."""
        return {} if days is None else extent(days, self.who.hours_each_day)

    def count(self, days: int | None) -> None:
        """Speak of so many days a week from now on; of those before as `foer`."""
        if days is not None:
            words = f"{COUNTED[days]} {'dag' if days == 1 else 'dage'} om ugen"
            before = self.who.words.get("dage", words).split(" ", 1)[0]
            self.who.words |= {"dage": words, "Dage": words.capitalize(), "foer": before}


_BY_AGE = 2  # days a week over 65 in housing, where they are judged to cover the need

_PRESENT = (
    lambda t: (t.who.person.name, t.who.words["Kinnen"]),
    lambda t: (t.who.person.name,),
    lambda t: (t.who.person.name, t.who.words["Kontakten"]),
    lambda t: (t.who.person.name, t.who.words["Kinnen"], t.who.words["Kontakten"]),
)
