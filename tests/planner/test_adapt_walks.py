"""Walks through months of a plan: whatever is lived and accepted, some things hold."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from simulated_people import (
    FORMULARY,
    RULE,
    START,
    moment,
    plan_of,
    request_of,
)
from stepwell.journal.entry import (
    CoDrugEntry,
    DoseEntry,
    Entry,
    EntryAuthor,
    Intake,
    RedFlagAnswers,
    SymptomRating,
)
from stepwell.journal.journal import Journal
from stepwell.plan.agreed_rule import POSSIBLE, AgreedRule
from stepwell.plan.person import RedFlag
from stepwell.plan.plan import Plan
from stepwell.plan.regimen import NOTHING_TAKEN, Regimen
from stepwell.planner.adapt import adapt
from stepwell.planner.adaptation import Action, Adaptation, NotAllowedError
from stepwell.planner.remade import step_on
from stepwell.safety.case import regimen_of
from stepwell.safety.scale import Scale


REQUESTS = {
    "diazepam": request_of("diazepam", "10 mg"),
    "lorazepam": request_of("lorazepam", "2 mg"),
    "zopiclone": request_of("zopiclone", "7.5 mg"),
}
PLANS = {drug: plan_of(request) for drug, request in REQUESTS.items()}
SCALE = Scale.using(FORMULARY, "ashton2002")
RULES = (
    st.builds(
        AgreedRule,
        **{name: st.sampled_from(possible) for name, possible in POSSIBLE.items()},
        agreed_with=st.none(),
    )
    | st.builds(
        AgreedRule,
        **{name: st.sampled_from(possible) for name, possible in POSSIBLE.items()},
        agreed_with=st.just("Dr Example"),
        agreed_on=st.just(date(2027, 1, 2)),
    )
    | st.just(RULE)
)


def regimen_on(plan: Plan, day: date) -> Regimen:
    """What a plan says for a day."""
    if day < plan.start:
        return plan.before
    in_force = [step.regimen for step in plan.steps if step.start <= day < step.end]
    if in_force:
        return in_force[0]
    return NOTHING_TAKEN if plan.stop_date else plan.final_dose


def size(regimen: Regimen) -> Fraction:
    """A regimen in mg of diazepam."""
    return SCALE.diazepam_mg(regimen)


class Walk(RuleBasedStateMachine):
    """A person who lives, writes, asks the rule and accepts, or does not."""

    @initialize(drug=st.sampled_from(sorted(PLANS)), agreed=RULES)
    def begin(self, drug: str, agreed: AgreedRule) -> None:
        self.request = replace(REQUESTS[drug], agreed_rule=agreed)
        self.plan = PLANS[drug]
        self.day = START
        self.entries: list[Entry] = []
        self.yesterday = self.plan.before
        self.last_cut: date | None = None
        self.may_rise = False
        self.flagged = False

    @rule(weeks=st.integers(1, 3), rating=st.sampled_from([0, 0, 1, 3, 5, 8, 9]))
    def live_as_planned(self, weeks: int, rating: int) -> None:
        self.live(7 * weeks, rating, "all")

    @rule(rating=st.sampled_from([6, 8]), days=st.integers(7, 21))
    def have_a_hard_step_after_a_good_one(self, rating: int, days: int) -> None:
        ends = [step.end for step in self.plan.steps if step.end > self.day]
        if ends:
            self.live((ends[0] - self.day).days, 0, "all")
            self.live(days, rating, "all")

    @rule(
        days=st.integers(1, 20),
        rating=st.sampled_from([None, 0, 0, 1, 2, 3, 5, 6, 8]),
        taken=st.sampled_from(["all", "all", "none noted", "half", "double"]),
    )
    def live_somehow(self, days: int, rating: int | None, taken: str) -> None:
        self.live(days, rating, taken)

    def live(self, days: int, rating: int | None, taken: str) -> None:
        for _ in range(days):
            regimen = regimen_on(self.plan, self.day)
            self.follow(regimen)
            if rating is not None:
                self.write(SymptomRating("anxiety", rating))
            for (drug, time), amount in regimen.amounts.items():
                if taken == "none noted":
                    continue
                missed = taken == "half" and self.day.day % 2
                if missed:
                    self.write(DoseEntry(Intake.MISSED, drug, time))
                else:
                    self.write(DoseEntry(Intake.TAKEN, drug, time, amount))
                if taken == "double":
                    self.write(DoseEntry(Intake.EXTRA, drug, amount=amount))
            self.day += timedelta(days=1)

    def follow(self, regimen: Regimen) -> None:
        """H07, H09: no dose rises from a day to the next but by an agreed step back."""
        if regimen.rises_over(self.yesterday):
            assert self.may_rise
        elif regimen != self.yesterday:
            self.last_cut = self.day
        self.yesterday, self.may_rise = regimen, False

    @rule()
    def start_another_medicine(self) -> None:
        self.write(CoDrugEntry("omeprazole", starts=True))

    @rule(luck=st.integers(0, 15))
    def answer_a_red_flag_with_yes(self, luck: int) -> None:
        if luck:
            return
        self.write(RedFlagAnswers(frozenset({RedFlag.SEIZURE})))
        self.flagged = True

    @rule(by=st.sampled_from([*EntryAuthor, EntryAuthor.PERSON, EntryAuthor.PERSON]))
    def ask_the_rule(self, by: EntryAuthor) -> None:
        proposed = self.proposal()
        self.look_at(proposed)
        try:
            plan = proposed.accepted(by)
        except NotAllowedError:
            return
        assert by is not EntryAuthor.HELPER, "G39: a helper accepts nothing"
        self.compare(proposed, plan)
        assert proposed.proposal is not None
        self.plan, self.request = plan, proposed.proposal.request

    def proposal(self) -> Adaptation:
        journal = Journal.of(self.entries)
        return adapt(self.plan, self.request, journal, self.day, FORMULARY)

    def look_at(self, proposed: Adaptation) -> None:
        """H33: silence is never well-being; H31: a red flag stops every plan."""
        if self.flagged:
            assert proposed.action is Action.HELP_FIRST
            assert proposed.plan is None
            assert proposed.interruption is not None
        ratings = [
            each
            for each in self.entries
            if isinstance(each.content, SymptomRating)
            and self.day - timedelta(days=7) < each.day <= self.day
        ]
        within = self.plan.start < self.day <= self.plan.end
        next_change = within and (
            self.plan.stop_date is not None or self.day <= self.plan.steps[-1].start
        )
        if next_change and len({each.day for each in ratings}) < 4:
            assert proposed.action is not Action.GO_ON

    def compare(self, proposed: Adaptation, plan: Plan) -> None:
        """H07, H09, H17: later, never sooner; higher only one step, and only agreed."""
        assert plan.start == self.day
        if self.plan.stop_date is not None and proposed.action is not Action.REINSTATE:
            assert plan.stop_date is not None
            assert plan.stop_date >= self.plan.stop_date
        now = regimen_on(self.plan, self.day - timedelta(days=1))
        if plan.before.rises_over(now):
            self.check_rise(proposed, plan)
        for back in range(0, 200, 5):
            day = self.day + timedelta(days=back)
            if proposed.action in (Action.WAIT, Action.HOLD, Action.NOT_KNOWN):
                assert size(regimen_on(plan, day)) >= size(regimen_on(self.plan, day))

    def check_rise(self, proposed: Adaptation, plan: Plan) -> None:
        self.may_rise = True
        if proposed.action is Action.REINSTATE:
            assert proposed.needs_prescriber
            assert plan.before == self.plan.final_dose
            return
        assert proposed.action is Action.STEP_BACK
        assert self.request.agreed_rule.is_agreed
        step = step_on(self.plan, self.day)
        earlier = [each.regimen for each in self.plan.steps[: step.number - 1]]
        known = self.request.earlier
        if known is not None and known.before:
            earlier.insert(0, regimen_of(known.before))
        others = [regimen for regimen in earlier if regimen != step.regimen]
        assert plan.before == others[-1]
        assert self.last_cut is not None
        assert self.day - self.last_cut <= timedelta(days=28)

    def write(self, content: object) -> None:
        at = moment(self.day)
        entry = Entry(str(len(self.entries)), EntryAuthor.PERSON, at, at, content)
        self.entries.append(entry)


TestWalk = Walk.TestCase
