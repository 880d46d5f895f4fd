"""What the agreed rule proposes: in words, as JSON, and as a plan read back."""

import json
from datetime import timedelta

import pytest

from documents.lived import (
    AFTER,
    BEFORE,
    DAYS,
    FIRST,
    FIRST_END,
    PLAN,
    WORKS,
    adapted,
    described,
    felt,
)
from factories import FORMULARY, make_person, override
from journal.entries import journal
from schemas import validator
from simulated_people import RULE, Kind, Life, plan_of, request_of
from stepwell.documents.adaptation_json import adaptation_document, adaptation_json
from stepwell.documents.adaptation_text import SHOWN_STEPS, adaptation_text
from stepwell.documents.adaptation_view import adaptation_view
from stepwell.documents.adaptation_words import (
    BEGINS,
    ENDED,
    GOAL_GOES_ON,
    HEADLINES,
    HELP,
    LOCKED,
    NO_NEW_VERSION,
    NOT_BEGUN,
    PERSON,
    PRESCRIBER,
    STANDS,
)
from stepwell.documents.blocks import plain
from stepwell.documents.wording import NOBODY_IS_TOLD, NOT_A_PRESCRIBER
from stepwell.interop.documents_in import parse_json
from stepwell.interop.plan_to_remake import read_remakeable
from stepwell.interop.request_writer import request_document
from stepwell.interop.schedule_reader import read_brought
from stepwell.plan.agreed_rule import AgreedRule
from stepwell.plan.request import Goal
from stepwell.plan.schedule import Schedule
from stepwell.planner.adapt import adapt
from stepwell.planner.adaptation import Action, Adaptation, Because
from stepwell.quantities import Mass


ADAPTATION, PLAN_SCHEMA = validator("adaptation"), validator("plan")
WITH_PLAN = [name for name in DAYS if adapted(name)[1].plan is not None]
EMERGENCIES = ("red flag", "words", "thoughts", "nothing taken")
CALM = ("all is well", "all clear", "congratulations", "well done", "caused by")
BLAME = ("fault", "non-compliant", "adherence", "you should have", "failed to")


def text_of(name, width=88):
    return plain(adaptation_text(adapted(name)[1], width))


def words_of(name):
    return " ".join(text_of(name).split())


def said_of(action, plan=None, on=FIRST_END, agreed=PLAN, **changes):
    """The view of a proposal made by hand."""
    because = (Because("Because.", "stepwell_proposal"),)
    proposed = Adaptation(action, on, because, plan, **changes)
    return adaptation_view(proposed, agreed, RULE, FORMULARY, WORKS)


def test_the_days_hold_every_action():
    """Nothing that can be proposed is left out of these tests."""
    assert {adapted(name)[0].action for name in DAYS} == set(Action)


@pytest.mark.parametrize("action", Action)
def test_every_action_has_its_own_words(action):
    """The headline says what to do, in a sentence of its own."""
    found = said_of(action)
    assert found.headline == HEADLINES[action]
    assert found.headline.endswith(".")
    assert list(HEADLINES.values()).count(found.headline) == 1


@pytest.mark.parametrize(
    ("name", "headline"),
    [("before", NOT_BEGUN), ("begins", BEGINS), ("ended", ENDED)],
)
def test_outside_the_plan_nothing_is_said_to_go_on(name, headline):
    """Before the first day and after the last one, the words fit the day."""
    assert adapted(name)[0].action is Action.GO_ON
    assert adapted(name)[1].headline == headline


def test_the_dose_that_was_the_goal_goes_on():
    """A plan that ends at a lower dose has no stop, and none is dated."""
    request = request_of(goal=Goal(reduce_to=Mass.mg(2)))
    _, view = described([], AFTER, request)
    assert view.headline == GOAL_GOES_ON
    assert not any("Without it" in label for label, _ in view.summary)
    _, during = described(felt((1, BEFORE), (1, FIRST)), FIRST_END, request)
    assert during.headline == HEADLINES[Action.GO_ON]


@pytest.mark.parametrize(
    ("action", "plan", "changes", "who"),
    [
        (Action.GO_ON, None, {}, STANDS),
        (Action.HOLD, None, {}, NO_NEW_VERSION),
        (Action.WAIT, PLAN, {}, PERSON),
        (Action.REINSTATE, PLAN, {"needs_prescriber": True}, PRESCRIBER),
        (Action.HELP_FIRST, None, {}, HELP),
    ],
    ids=str,
)
def test_G39_who_may_accept(action, plan, changes, who):
    """The person or the prescriber, never a helper; a reinstatement not the person."""
    view = said_of(action, plan, **changes)
    assert view.who == who
    if plan is not None:
        assert view.needs_prescriber is (who == PRESCRIBER)
        assert "helper cannot" in who or "nobody else" in who


def test_a_held_plan_without_a_new_version_does_not_say_that_all_stands():
    """Where the new plan would be stopped, nobody is told to go on as agreed."""
    assert "stands" not in said_of(Action.HOLD).who
    assert "Stay on the dose" in said_of(Action.HOLD).who


def test_a_lock_of_the_new_plan_is_shown_and_needs_the_prescriber():
    """What only a prescriber may agree to is not hidden behind "you may accept"."""
    person = make_person("seizure_history", age=60)
    request = request_of(person=person, **override("G06"))
    _, view = described(felt((1, BEFORE), (5, FIRST)), FIRST_END, request)
    assert view.plan is not None
    assert [group.rule for group in view.locks] == ["G06"]
    assert view.who == LOCKED
    words = " ".join(plain(adaptation_text(view)).split())
    assert "Only a prescriber may agree (1)" in words
    assert "G06, " in words


def test_H09_a_reinstatement_is_talked_about_and_nothing_is_changed_alone():
    """After the stop: the prescriber today, the last dose at most, nobody else."""
    words = words_of("came back")
    assert "Talk to your prescriber today." in words
    assert PRESCRIBER in words
    assert adapted("came back")[1].needs_prescriber


@pytest.mark.parametrize("name", EMERGENCIES)
def test_H31_H32_help_is_all_there_is(name):
    """The first line is help; no plan, no date, no score and no other finding."""
    proposed, view = adapted(name)
    text = text_of(name)
    assert proposed.action is Action.HELP_FIRST
    assert text.startswith("Get help first.\n  * ")
    assert view.plan is None
    for word in ("Looked at", "Next change", "Who may accept", "Caution", "PHQ", "("):
        assert word not in text.split("What this is not")[0]
    assert "until then, stay on the dose" not in words_of(name)


@pytest.mark.parametrize("name", DAYS)
@pytest.mark.parametrize("width", [20, 40, 60, 88, 200])
def test_H35_every_page_says_what_it_is_not_at_every_width(name, width):
    """From a telephone to a wide page: not a prescriber, and nobody is alerted."""
    text = text_of(name, width)
    words = " ".join(text.split())
    for sentence in (NOT_A_PRESCRIBER, NOBODY_IS_TOLD, "emergency number"):
        assert sentence in words
    longest = min(max(width, 40), 110)
    for line in text.splitlines():
        assert len(line) <= longest or len(line.split()) == 1, line


@pytest.mark.parametrize("name", DAYS)
def test_no_page_blames_calms_or_knows_a_cause(name):
    """Nobody is told that all is well, nor whose fault anything is."""
    words = words_of(name).lower()
    assert not [said for said in (*CALM, *BLAME) if said in words]


def test_H33_silence_is_not_known():
    """Nothing written is said to be not known, with the days that lack."""
    words = words_of("silent")
    assert words.index("Not known: ") < words.index("0 of the last 7 days")
    assert "Silence is not taken for being well" in words


@pytest.mark.parametrize("name", DAYS)
def test_text_and_json_say_the_same(name):
    """Headline, reasons, dates, who may accept, and the steps that are shown."""
    view, text = adapted(name)[1], words_of(name)
    found = json.loads(adaptation_json(view))
    assert found == json.loads(json.dumps(adaptation_document(view), default=str))
    assert found["headline"] in text
    for reason in found["because"]:
        assert reason["text"] in text
    for sentence in found["what_this_is_not"]:
        assert sentence in text
    if view.needs_help_now:
        return
    assert found["who_may_accept"] in text
    for reason in found["because"]:
        count = len(reason["entries"])
        assert not count or f"; rests on {count} entr" in text
    for label, said in found["summary"].items():
        assert f"{label}: {said}" in text or said.split()[-1] in text
    for step in (found["plan"] or {"steps": []})["steps"][:SHOWN_STEPS]:
        (mg,) = step["total_mg"].values()
        row = f"{step['number']} {step['start']} {step['days']} {mg} mg of diazepam"
        assert row in text
        assert all(dose["text"] in text for dose in step["doses"])


@pytest.mark.parametrize("name", DAYS)
def test_json_follows_its_schema(name):
    """The proposal by its own schema, and the plan in it by that of a plan."""
    found = json.loads(adaptation_json(adapted(name)[1]))
    ADAPTATION.validate(found)
    if found["plan"] is not None:
        PLAN_SCHEMA.validate(found["plan"])
    assert (found["plan"] is None) is (adapted(name)[0].plan is None)


@pytest.mark.parametrize("kind", Kind)
def test_visits_of_simulated_people_follow_the_schema(kind):
    """A third of a year of each kind: every proposal, and every plan in one."""
    life = Life.of(kind, seed=2)
    agreed = life.plan
    for proposed in life.visits(days=120):
        after = proposed.proposal
        document = request_document(after.request) if after is not None else None
        view = adaptation_view(proposed, agreed, RULE, FORMULARY, WORKS, document)
        found = json.loads(adaptation_json(view))
        ADAPTATION.validate(found)
        if found["plan"] is not None:
            PLAN_SCHEMA.validate(found["plan"])
        agreed = life.plan


def test_the_schema_names_exactly_the_actions():
    """An action cannot be added to one and forgotten in the other."""
    properties = ADAPTATION.schema["properties"]
    assert properties["action"]["enum"] == [action.value for action in Action]
    finding = PLAN_SCHEMA.schema["$defs"]["finding"]
    assert ADAPTATION.schema["$defs"]["finding"] == finding


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "stepwell/plan/1"},
        {"status": "agreed"},
        {"accepted": True},
        {"action": "speed_up"},
        {"because": []},
        {"summary": {}},
        {"plan": {}},
        {"what_this_is_not": []},
    ],
    ids=str,
)
def test_another_shape_breaks_the_schema(change):
    """No other key, no other action, no proposal without a reason."""
    found = json.loads(adaptation_json(adapted("mild")[1]))
    assert not ADAPTATION.is_valid({**found, **change})


@pytest.mark.parametrize("name", WITH_PLAN)
def test_the_plan_in_it_is_read_back_as_it_was(name):
    """Saved as a file it is the same plan and request, and can be reviewed."""
    proposed, view = adapted(name)
    document = parse_json(adaptation_json(view))["plan"]
    plan, request = read_remakeable(document, FORMULARY)
    assert plan == proposed.plan
    assert request_document(request) == request_document(proposed.proposal.request)
    text = json.dumps(document, default=float)
    brought = read_brought(text, FORMULARY)
    regimens = [period.regimen for period in Schedule.of_plan(plan).periods]
    assert [period.regimen for period in brought.schedule.periods] == regimens


@pytest.mark.parametrize("name", WITH_PLAN)
def test_the_plan_in_it_can_be_adapted_again(name):
    """With the journal of the days, a week later: a proposal, no fault."""
    proposed, view = adapted(name)
    document = parse_json(adaptation_json(view))["plan"]
    plan, request = read_remakeable(document, FORMULARY)
    later = proposed.on + timedelta(days=7)
    again = adapt(plan, request, journal(*DAYS[name][0]), later, FORMULARY)
    assert again.plan is None or again.plan.start == later


def summary_of(name):
    return dict(adapted(name)[1].summary)


def test_a_plan_to_a_lower_dose_names_no_day_without_it():
    """A held plan that ends at a dose has steps and no stop."""
    request = request_of(goal=Goal(reduce_to=Mass.mg(2)))
    view = described(felt((1, BEFORE), (2, FIRST)), FIRST_END, request)[1]
    assert view.plan is not None
    assert "Without it" not in plain(adaptation_text(view))


def test_the_next_change_is_the_next_other_dose():
    """The first day of the plan before it begins; on the day of a change, that day."""
    said = "Next change, as agreed"
    assert summary_of("before")[said] == "Monday 4 January 2027"
    assert summary_of("begins")[said] == "Monday 4 January 2027, the day looked at"
    day = "Monday 18 January 2027, the day looked at"
    assert summary_of("settled on the day of a change")[said] == day
    assert summary_of("settled")[said] == "Monday 1 February 2027"
    assert summary_of("mild")["Next change, as proposed"] == "Monday 25 January 2027"
    assert said not in summary_of("ended")


def test_without_a_change_left_that_is_said():
    """In the last step before a lower dose that goes on."""
    request = request_of(goal=Goal(reduce_to=Mass.mg(2)))
    view = described([], plan_of(request).end - timedelta(days=1), request)[1]
    assert dict(view.summary)["Next change, as agreed"] == "none is left"


def test_the_rule_is_named():
    """With whom and when it was agreed, or that nobody did."""
    assert summary_of("mild")["The rule"] == (
        "agreed with Dr Example on Saturday 2 January 2027"
    )
    view = described([], FIRST_END, request_of(agreed_rule=AgreedRule()))[1]
    assert "nobody has agreed on another" in dict(view.summary)["The rule"]


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (0, ""),
        (1, "; 1 later entry is left out"),
        (2, "; 2 later entries are left out"),
    ],
)
def test_entries_after_the_day_are_counted(later, said):
    """Who looks back is told what was not looked at."""
    view = described([], FIRST_END, later=later)[1]
    assert dict(view.summary)["Looked at"] == f"Monday 18 January 2027{said}"


def test_a_finding_that_is_a_reason_stands_once():
    """With what would change it; findings of the agreed plan say whose steps."""
    words = words_of("more")
    (reason,) = [each for each in adapted("more")[1].groups if each.rule == "G26"]
    assert words.count(reason.text) == 1
    assert f"What would change it: {reason.would_change}." in words
    assert "numbers of the agreed plan" in words_of("lasting")
    assert "numbers of the agreed plan" not in words_of("more")


def test_a_long_plan_is_cut_and_says_where_all_of_it_is():
    """Six steps are shown; how to get the others is said."""
    steps = adapted("mild")[1].plan.steps
    assert f"And {len(steps) - SHOWN_STEPS} more: --format plan" in words_of("mild")
    assert "--format plan" not in words_of("came back")
