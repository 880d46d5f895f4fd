"""How a plan reads: short when it is long, and never without its working."""

import re
from dataclasses import replace

from factories import FORMULARY, make_request
from stepwell.documents import plan_text, plan_view
from stepwell.documents.blocks import WIDEST, Para, Table, laid_out, plain
from stepwell.documents.finding_blocks import finding_blocks
from stepwell.documents.finding_groups import finding_groups
from stepwell.documents.plan_text import MOST_ROWS
from stepwell.documents.wording import counted, day_words, days_words, steps_words
from stepwell.plan.finding import Finding, Severity
from stepwell.plan.person import Flag
from stepwell.plan.request import Goal, PaceWish
from stepwell.planner import propose
from stepwell.quantities import Mass
from stepwell.sources import load_bibliography


ALPRAZOLAM_6 = {
    ("alprazolam", time): "2 mg" for time in ("morning", "midday", "bedtime")
}
WORKS = load_bibliography()


def page(request, width=88):
    view = plan_view(propose(request, FORMULARY), FORMULARY, WORKS)
    return view, plain(plan_text(view, width))


def table_of(text):
    return text.split("| The steps\n")[1].split("\nDRAFT")[0].splitlines()[1:]


def test_all_parts_are_there():
    """Steps, supply, pace, assumptions, sources, what to take along, what it is not."""
    view, text = page(make_request())
    for words in (
        "The steps",
        "How each step is taken",
        "What the pharmacy needs",
        "What the medicine does in the body (modelled)",
        "Modelled, not measured",
        "Why this pace",
        "What was taken for granted",
        "What to take to your prescriber",
        "What this is not",
        "Sources",
        "vadod2021",
        f"From {day_words(view.stop_date)}: nothing of it is taken any more.",
    ):
        assert words in text
    assert "unverified" in text


def test_a_lower_dose_goes_on():
    """A plan that ends at a lower dose says that it goes on, and has no stop."""
    view, text = page(make_request(goal=Goal(reduce_to=Mass.mg("1"))))
    assert view.stop_date is None
    assert "After the last step that dose goes on." in text
    assert "nothing of it is taken" not in text
    assert view.final_dose_mg == view.steps[-1].total_mg[0][1]


def test_narrow_pages_keep_the_table_readable():
    """Below 76 columns two columns go, and the doses of a step have their own line."""
    _, wide = page(make_request(), 76)
    view, narrow = page(make_request(), 60)
    assert table_of(wide)[0].endswith("Points")
    header, first, doses = table_of(narrow)[:3]
    assert header.split() == "Step From Days A day Less by".split()
    step = view.steps[0]
    assert first.split()[:3] == ["1", step.start.isoformat(), str(step.days)]
    said = ", ".join(f"{dose.time} {dose.mg}" for dose in step.doses)
    assert doses.strip() == said


def test_words_of_the_trade_are_explained():
    """Points and occupancy are explained once, below the table; spare has a heading."""
    _, text = page(make_request())
    words = " ".join(text.split())
    assert words.count("modelled occupancy is an estimate") == 1
    assert "Extra for one hold" in text
    assert "Spare" not in text


def test_tiers_are_called_groups():
    """The page says which group of risk; the proposal keeps the tier."""
    view, text = page(make_request())
    assert re.search(r"risk group [1-3] of 3: ", text)
    assert not any("tier" in reason for reason in view.pace)
    assert "tier " in propose(make_request(), FORMULARY).pace[0].text


def test_levels_are_said_in_sentences():
    """How it swings, when a change has arrived, when it is gone; and how to draw it."""
    view, text = page(make_request())
    words = " ".join(text.split())
    (drug,) = view.levels
    for sentence in drug.sentences:
        assert sentence in words
    assert "./stepwell curve REQUEST draws the level" in words
    assert "measured level" not in words.lower()


def test_levels_that_are_not_drawn_have_their_reason():
    """A person with kidney disease reads why, and no number."""
    person = replace(make_request().person, flags=frozenset({Flag.KIDNEY_DISEASE}))
    _, text = page(make_request(person=person))
    words = " ".join(text.split())
    assert "lorazepam: no level is drawn: levels in kidney disease are not" in words
    assert "times its lowest" not in words


def test_singular_and_plural():
    """One step is a step."""
    assert counted(1, "step") == "1 step"
    assert counted(2, "step") == "2 steps"
    view, _ = page(make_request(goal=Goal(reduce_to=Mass.mg("1.96"))))
    assert len(view.steps) == 1
    assert dict(view.summary)["Takes"].endswith(" in 1 step")


def test_title_says_what_is_reduced():
    """Of several drugs the goal names the first; all of them are reduced."""
    both = {("lorazepam", "bedtime"): "1 mg", ("diazepam", "morning"): "5 mg"}
    view, _ = page(make_request(both, goal=Goal(drug="lorazepam")))
    assert view.title.endswith("of diazepam and lorazepam, lorazepam first")


def test_what_nothing_changes_is_not_asked():
    """A finding that nothing changes has no line on what would change it."""
    found = replace(finding(None), would_change="nothing; the choice stays open")
    lines = laid_out(finding_blocks(finding_groups([found])), 80)
    assert "What would change it" not in plain(lines)


def test_long_plans_show_landmarks_and_every_step_below():
    """Hundreds of small steps stay readable, and none is left out."""
    request = make_request(ALPRAZOLAM_6, pace=PaceWish(step_days=14, change_days=1))
    view, text = page(request)
    assert len(view.steps) > MOST_ROWS
    assert len(table_of(text)) < 20
    assert "Landmarks" in text
    for step in view.steps:
        assert f"Step {step.number}, {day_words(step.start)}" in text


def test_no_line_is_wider_than_the_page():
    """Only an address may stick out."""
    _, text = page(make_request(), 70)
    for line in text.splitlines():
        assert len(line) <= 70 or "http" in line


def test_locks_are_taken_to_the_prescriber():
    """What only a prescriber may agree stands early, and on the list to take along."""
    view, text = page(make_request(ALPRAZOLAM_6))
    assert any(group.severity == "lock" for group in view.groups)
    assert text.index("Only a prescriber may agree") < text.index("| The steps")
    assert "need a decision before" in view.take_along[0]


def test_flags_reach_the_page():
    """A flag in the request is answered by a finding on the page."""
    person = replace(make_request().person, flags=frozenset({Flag.OPIOID}))
    _, text = page(make_request(person=person))
    assert "opioid" in text.lower()


def finding(step, text="Too fast.", severity=Severity.CAUTION):
    return Finding("G03", severity, text, "asam2025", step)


def test_findings_of_many_steps_are_one_entry():
    """A rule that holds for a run of steps is said once, with the steps."""
    found = [finding(step, f"Step {step}.") for step in (12, 13, 14, 19)]
    (group,) = finding_groups([*found, finding(20, "The stop.")], stop=20)
    assert group.where == "steps 12 to 14, 19 and the stop"
    assert group.text == "Step 12."
    assert group.more == 4
    assert group.title


def test_findings_about_the_whole_plan_are_not_joined():
    """Different sentences about the whole plan all stay."""
    groups = finding_groups([finding(None, "One."), finding(None, "Two.")])
    assert [group.text for group in groups] == ["One.", "Two."]
    assert {group.where for group in groups} == {"the whole plan"}


def test_a_start_and_a_stop_of_another_medicine_are_not_joined():
    """A hidden cut is never hidden behind a hidden rise of the same source."""
    found = [replace(finding(2, "It starts."), rule="G20")]
    found.append(replace(finding(9, "It stops."), rule="G20"))
    groups = finding_groups(found)
    assert [(each.text, each.where) for each in groups] == [
        ("It starts.", "step 2"),
        ("It stops.", "step 9"),
    ]


def test_severities_are_not_joined():
    """A stop is never hidden in a row of cautions."""
    groups = finding_groups([finding(1), finding(2, severity=Severity.STOP)])
    assert [group.severity for group in groups] == ["caution", "stop"]


def test_steps_in_words():
    """Runs of three and more are ranges; step 0 is today."""
    assert steps_words([3]) == "step 3"
    assert steps_words([1, 2]) == "steps 1 and 2"
    assert steps_words([5, 1, 2, 3, 3]) == "steps 1 to 3 and 5"
    assert steps_words([0]) == "what is taken today"
    assert steps_words([0, 4]) == "what is taken today and step 4"
    assert steps_words([9], stop=9) == "the stop"


def test_days_in_words():
    """Days are written out, and a single one is singular."""
    assert days_words(1) == "1 day"
    assert days_words(14) == "14 days"


def test_layout_has_bounds():
    """A page is never so wide that the eye loses the line, nor absurdly narrow."""
    words = [Para("word " * 100)]
    assert max(len(line.text) for line in laid_out(words, 1000)) <= WIDEST
    assert max(len(line.text) for line in laid_out(words, 1)) <= 40


def test_tables_wrap_their_widest_column():
    """A table too wide for the page wraps words and keeps columns apart."""
    table = Table(("a", "b"), (("1", "one two three " * 6), ("2", "x" * 60)))
    lines = [line.text for line in table.lines(40)]
    assert lines[0].startswith("a  b")
    assert any("x" * 60 in line for line in lines)
