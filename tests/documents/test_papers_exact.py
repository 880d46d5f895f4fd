"""Papers say each dose exactly, in words and digits, and draw what they say (H37)."""

import re
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.day_tables import of_calendar, of_list, of_plan, steps_in, until
from tests.documents.papers import (
    AGREED,
    DOCUMENTS,
    FIRST,
    KINDS,
    PROPOSED,
    assert_on_the_page,
    made,
    made_of,
    opened,
    pages_of,
    paper,
    plain,
    text_of,
    view_of,
)
from tests.documents.test_thousand_plans_agree import view_of as shown

from factories import START, make_request, tablets
from stepwell.dispensing import read_dose_sentence
from stepwell.documents.paper.drawings import drawing
from stepwell.documents.paper.person_plan import Layout, person_plan_pdf
from stepwell.documents.paper.typeset import Sheet
from stepwell.documents.views import DoseView, TakeView
from stepwell.documents.wording import day_words
from stepwell.plan.crossover import Crossover
from stepwell.plan.plan import Dose, Plan, Step
from stepwell.plan.supply_wish import Cupboard, SupplyPolicy, SupplyWish
from stepwell.plan.times import DoseTime
from stepwell.quantities import count_text
from stepwell.quantities.mass import total


CALENDARS = ("lorazepam-us", "zopiclone-gb", "goal", "temazepam-us-compounded")
LISTS = [(kind, Sheet.A4) for kind in PROPOSED]
LISTS += [(kind, Sheet.LETTER) for kind in CALENDARS]
BARE_POINT = re.compile(r"(?<![\w.])\.\d")
TRAILING_ZERO = re.compile(r"(?<![\w.])\d+\.\d*0(?![\w.]|\.\d)")
SIGNS = re.compile("[¼½¾⅓⅔⅛⅜⅝⅞µμ]|mcg|\\bug\\b|\\bU\\b")
DOSE_ROW = re.compile(
    r"(?P<number>\d+) (?P<first>\d{4}-\d\d-\d\d) (?P<last>\d{4}-\d\d-\d\d) "
    r"(?P<said>Take [^()]+ of [a-z]+ \([0-9.]+ milligrams?\)"
    r" (?:in the morning|at midday|in the evening|at bedtime))"
)


def plan_of(kind):
    return made_of(kind).proposal.plan


def said_doses(plan):
    return [
        (
            step.start,
            [(d.drug, d.time, d.amount, parts_of(d.parts)) for d in step.doses],
        )
        for step in plan.steps
    ]


def parts_of(parts):
    return [(p.strength, p.count, p.concentration, p.volume) for p in parts]


@pytest.mark.parametrize(("kind", "sheet"), LISTS)
def test_H37_a_list_says_every_step_as_it_is(kind, sheet):
    """Dates, drugs, times, milligrams, tablets and volumes of each step, read back."""
    content = paper(kind, "list", sheet)
    found = steps_in(" ".join(pages_of(content)))
    assert [
        (first, [(d.drug, d.time, d.amount, parts_of(d.parts)) for d in doses])
        for first, _, doses in found
    ] == said_doses(plan_of(kind))
    assert of_list(content) == of_plan(plan_of(kind))


@pytest.mark.parametrize("sheet", list(Sheet))
@pytest.mark.parametrize("kind", [*CALENDARS, "crossover"])
def test_H37_a_calendar_says_every_day_as_it_is(kind, sheet):
    """Each box holds the doses of its day, and no day is left out or told twice."""
    last = view_of(kind).edition.valid_until
    days = until(of_plan(plan_of(kind)), last)
    assert of_calendar(paper(kind, "calendar", sheet)) == days


def test_H12_a_liquid_is_measured_with_a_syringe():
    """The paper says with what, and that millilitres are not milligrams."""
    said = "Millilitres (ml) are not milligrams (mg)"
    for document in ("list", "calendar"):
        assert said in text_of(paper("lorazepam-us", document))
        assert said not in text_of(paper("zopiclone-gb", document))


def test_H15_steps_beyond_the_review_are_a_look_ahead():
    """Before the first of them the list says to have the plan reviewed, and once."""
    long, short = (
        text_of(paper("lorazepam-us", "list")),
        text_of(paper("zopiclone-gb", "list")),
    )
    said = "What follows is a look ahead: do not begin it before the plan was reviewed"
    assert long.count(said) == 1
    assert long.index("Step 7: ") < long.index(said) < long.index("Step 8: ")
    assert "This paper holds until Sunday 4 April 2027." in long
    assert said not in short
    counted = text_of(paper("lorazepam-us", "pharmacy"))
    assert "what follows after that day is a look ahead" in counted
    assert "look ahead" not in text_of(paper("zopiclone-gb", "pharmacy"))


def test_H37_a_dose_that_is_no_longer_taken_is_said():
    """A time of day that drops out is not only missing: a tired eye reads on."""
    said = "No lorazepam in the morning any more."
    (last,) = [step for step in view_of("lorazepam-us").steps if said in step.ended]
    listed = text_of(paper("lorazepam-us", "list"))
    assert listed.count(said) == 1
    assert listed.index(f"Step {last.number}: ") < listed.index(said)
    assert f"Step {last.number + 1}: " not in listed[: listed.index(said)]
    assert not any(step.ended for step in view_of("zopiclone-gb").steps)


def test_H37_a_box_says_which_dose_is_no_longer_taken():
    """On the day on which the step begins, beside its doses."""
    both = (tablets("us/lorazepam/tablet/1", "1"),)
    doses = [
        tuple(Dose(time, "lorazepam", both[0].amount, both) for time in times)
        for times in ([DoseTime.MORNING, DoseTime.BEDTIME], [DoseTime.BEDTIME])
    ]
    steps = tuple(
        Step(number, START + timedelta(days=7 * (number - 1)), 7, each)
        for number, each in enumerate(doses, start=1)
    )
    plan = Plan(START, steps[0].regimen, steps, steps[-1].end)
    content = person_plan_pdf(shown(plan, "us"), Sheet.A4, Layout.CALENDAR)
    said = "Step 2 begins. No lorazepam in the morning any more."
    assert said in text_of(content)
    assert of_calendar(content) == of_plan(plan)


def test_H15_boxes_end_where_the_paper_ends():
    """No box is ticked after the day of the review; without one the dose stays."""
    long, short = (
        text_of(paper("lorazepam-us", "calendar")),
        text_of(paper("zopiclone-gb", "calendar")),
    )
    assert "These pages go to Sunday 4 April 2027, the day to review" in long
    assert "stay on the dose of that day and call" in long
    assert "Monday 5 April" not in long
    assert view_of("zopiclone-gb").reviews == ()
    assert "These pages go to" not in short


@pytest.mark.parametrize("kind", [*CALENDARS, "crossover"])
def test_H37_a_calendar_says_on_each_page_which_month_it_is(kind):
    """A day never goes on on the next page, where it would have lost its date."""
    pages = pages_of(paper(kind, "calendar"))
    for text in pages:
        body = text.partition("Sunday ")[2] if "Monday Tuesday" in text else ""
        dose = re.search("(Morning|Midday|Evening|Bedtime): ", body)
        day = re.search(r"[A-Z][a-z]+day \d+ [A-Z][a-z]+", body)
        assert dose is None or day.start() < dose.start()


def test_H37_a_day_of_very_many_doses_loses_none():
    """Three drugs four times a day fill more than a page; nothing is cut off."""
    parts = {
        "lorazepam": [
            tablets("us/lorazepam/tablet/0.5", "3/2"),
            tablets("us/lorazepam/tablet/2", "3/2"),
        ],
        "diazepam": [
            tablets("us/diazepam/tablet/2", "3/2"),
            tablets("us/diazepam/tablet/5", "3/2"),
        ],
        "alprazolam": [
            tablets("us/alprazolam/tablet/0.25", "3/2"),
            tablets("us/alprazolam/tablet/1", "3/2"),
        ],
    }
    doses = tuple(
        Dose(time, drug, total(tuple(each.amount for each in made)), tuple(made))
        for time in DoseTime
        for drug, made in parts.items()
    )
    step = Step(1, START, 2, doses)
    plan = Plan(START, step.regimen, (step,), step.end)
    content = person_plan_pdf(shown(plan, "us"), Sheet.A4, Layout.CALENDAR)
    pages = pages_of(content)
    boxes = re.findall("(?:Morning|Midday|Evening|Bedtime): [a-z]+ ", " ".join(pages))
    assert len(boxes) == 2 * len(doses)
    said = re.findall(r"one and a half [0-9.]+ milligram tablets", " ".join(pages))
    assert len(said) == 2 * len(boxes)
    assert_on_the_page(content, "a calendar")


def test_H37_a_change_of_drug_is_named_in_each_box():
    """When one drug follows another, no box leaves open which of them it is."""
    old = tablets("us/lorazepam/tablet/1", "1")
    new = tablets("us/diazepam/tablet/10", "1")
    first, then = (
        Step(number, day, 3, (Dose(DoseTime.BEDTIME, drug, part.amount, (part,)),))
        for number, day, drug, part in (
            (1, START, "lorazepam", old),
            (2, START + timedelta(days=3), "diazepam", new),
        )
    )
    swap = Crossover("lorazepam", last_step=2)
    plan = Plan(START, first.regimen, (first, then), None, swap)
    content = person_plan_pdf(shown(plan, "us"), Sheet.A4, Layout.CALENDAR)
    assert of_calendar(content) == of_plan(plan)
    assert text_of(content).count("Bedtime: lorazepam 1 mg") == 3


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("kind", KINDS)
def test_H37_no_number_can_be_misread(kind, document):
    """No .5, no 5.0, no sign for a half, no mcg: in no paper of any plan."""
    if document == "calendar" and kind not in CALENDARS:
        return  # its words are those of the list
    text = text_of(paper(kind, document)).partition(" Sources ")[0]
    assert BARE_POINT.findall(text) == []
    assert TRAILING_ZERO.findall(text) == []
    assert SIGNS.findall(text) == []


@pytest.mark.parametrize("kind", PROPOSED)
def test_H37_every_dose_has_words_beside_its_digits(kind):
    """Units are written out, and a count of tablets is a word: one and a half."""
    for step in view_of(kind).steps:
        for dose in step.doses:
            assert re.search(r"\([0-9.]+ milligrams?\)", dose.text)
    found = re.findall("Take (?:(?! at | in ).)+", text_of(paper(kind, "list")))
    assert found
    for sentence in found:
        for thing in sentence.removeprefix("Take ").split(" plus "):
            assert re.match(
                r"[a-z]+(?:[ -][a-z]+)* [0-9.]+ milligram |[0-9.]+ mill", thing
            )


@pytest.mark.parametrize("kind", PROPOSED)
def test_the_pharmacy_hands_out_what_the_days_take(kind):
    """Each row is the sum of its days, whole tablets, and no day is without a row."""
    taken = defaultdict(Fraction)
    for step in plan_of(kind).steps:
        for part in (part for dose in step.doses for part in dose.parts):
            amount = part.count or Fraction(part.volume.microlitres, 1000)
            for offset in range(step.days):
                taken[part.product, step.start + timedelta(days=offset)] += amount
    text = text_of(paper(kind, "pharmacy"))
    left = dict(taken)
    for product, name in view_of(kind).product_names:
        row = re.compile(
            r"(\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d) "
            + re.escape(name)
            + r" ([0-9 ./]+) (?:tablet|capsule|ml)s?(?: \(([0-9 ./]+) taken\))?"
        )
        for first, last, given_out, exact in row.findall(text):
            days = [
                day
                for what, day in taken
                if what == product and first <= day.isoformat() <= last
            ]
            wanted = sum(left.pop((product, day)) for day in days)
            amount = sum(map(Fraction, given_out.split()))
            told = sum(map(Fraction, exact.split())) if exact else amount
            is_liquid = "ml" in given_out or name.endswith(("concentrate", "ion"))
            assert told == wanted
            assert is_liquid or amount in (wanted, ceil(wanted), wanted // 1)
    assert left == {}


@pytest.mark.parametrize("kind", PROPOSED)
def test_the_pharmacy_sheet_says_the_doses_of_the_steps(kind):
    """Each dose of each step that is listed, read back, with its dates."""
    found = [
        (
            int(each["number"]),
            date.fromisoformat(each["first"]),
            date.fromisoformat(each["last"]),
            read_dose_sentence(each["said"]).amount,
        )
        for each in DOSE_ROW.finditer(text_of(paper(kind, "pharmacy")))
    ]
    wanted = [
        (step.number, step.start, step.last_day, dose.amount)
        for step in plan_of(kind).steps
        for dose in step.doses
    ]
    assert found == wanted[: len(found)]
    until = view_of(kind).edition.valid_until
    assert found[-1][0] >= max(
        s.number for s in plan_of(kind).steps if s.start <= until
    )


@pytest.mark.parametrize("kind", PROPOSED)
def test_the_letter_says_the_doses_of_the_steps(kind):
    """The table has each step with its day, its doses and the day's total."""
    text = text_of(paper(kind, "letter"))
    steps = plan_of(kind).steps
    several = any(len(step.regimen.drugs) > 1 for step in steps)
    rows = []
    for step in steps:
        doses = ", ".join(
            f"{dose.drug + ' ' if len(step.regimen.drugs) > 1 else ''}{dose.time}"
            f" {dose.amount.mg_text}"
            for dose in step.doses
        )
        rows.append(f"{step.number} {step.start} {step.days} {doses} ")
    present = [row in text for row in rows]
    assert all(present) or (len(steps) > 60 and present[0] and present[-1])
    assert several or f"of {steps[0].regimen.drugs[0]}" in text


def with_supply(**policy):
    """Lorazepam with tablets at home, and limits on what may be prescribed."""
    at_home = Cupboard(START, (("us/lorazepam/tablet/1", Fraction(60)),))
    wish = SupplyWish(cupboard=at_home, policy=SupplyPolicy(**policy))
    return made(make_request(supply=wish, liquids=False))


def test_what_is_at_home_is_not_handed_out_again():
    """The sheet says what is used up first, and a visit asks only for what is new."""
    found = with_supply()
    view = found.view(FIRST)
    first = next(row for row in view.supply if row.collect_by is None)
    text = text_of(found.paper(view, "pharmacy"))
    said = f"nothing new: {first.count} tablets from what is at hand nothing"
    assert said in text
    due = next(row for row in view.supply if row.collect_by)
    asked = text_of(found.paper(view, "visit", day=START))
    day = day_words(date.fromisoformat(due.collect_by))
    assert f"The next prescription: {due.hand_out} tablets" in asked
    assert f"by {day}" in asked


def test_a_limit_says_from_when_on_something_may_be_collected():
    """Where a limit is known, both days stand there; what runs short stands first."""
    found = with_supply(most_days=28, earliest_days=5, most_units=20)
    view = found.view(FIRST)
    text = text_of(found.paper(view, "pharmacy"))
    due = [row for row in view.supply if row.collect_from]
    assert due
    for row in due:
        same = row.collect_from == row.collect_by
        when = (
            f"on {row.collect_by}"
            if same
            else f"{row.collect_from} to {row.collect_by}"
        )
        assert when in text
    urgent = [note.text for note in view.supply_notes if note.is_urgent]
    assert urgent
    asked = text_of(found.paper(view, "visit", day=START))
    assert all(note in text and note in asked for note in urgent)
    assert text.index(urgent[0]) < text.index("Hand out")


def visit_days(plan):
    """Days around every change, before the plan and after it."""
    yield plan.start - timedelta(days=1)
    for step in plan.steps[:4]:
        yield from (step.start, step.last_day)
    yield plan.steps[-1].last_day
    yield plan.end + timedelta(days=1)


@pytest.mark.parametrize("kind", ["lorazepam-us", "crossover", "goal", "zopiclone-gb"])
def test_a_visit_says_the_dose_of_its_day(kind):
    """The dose in force on the day, and when which one follows."""
    found, plan = made_of(kind), plan_of(kind)
    view = found.view(FIRST)
    for day in visit_days(plan):
        text = text_of(found.paper(view, "visit", day=day))
        step = next((s for s in plan.steps if s.start <= day <= s.last_day), None)
        after = next((s for s in plan.steps if s.start > day), None)
        assert ("Planned for now" in text) is (step is not None)
        assert (" Next change " in text) is (after is not None)
        assert f"Report for {day_words(day)}." in text
        if step is not None:
            for dose in step.doses:
                said = f"{dose.time} {dose.amount.mg_text} mg of {dose.drug} ("
                assert said in text
        if after is not None:
            assert f"a day from {day_words(after.start)}" in text


@pytest.mark.parametrize("status", ["agreed", "superseded"])
def test_a_visit_asks_for_agreement_only_of_a_draft(status):
    """What is agreed needs none, and what is superseded must not be agreed any more."""
    asked = "Please agree this version"
    assert asked in text_of(paper("lorazepam-us", "visit"))
    assert asked not in text_of(paper("lorazepam-us", "visit", Sheet.A4, status))


def take(count, form="tablet", strength="0.5"):
    return TakeView(
        product="x",
        form=form,
        words=f"{count} of these",
        mg="1",
        text="",
        strength_mg=strength,
        count=count_text(count),
    )


def drawn(shapes):
    """How many tablets some shapes show, and how many are drawn."""
    shown_, times = Fraction(0), 1
    for each in shapes:
        if each["shape"] == "times":
            times = int(each["label"].removesuffix(" ×"))
        elif each["shape"] == "piece":
            shown_ += Fraction(each["quarters"], 4)
        else:
            shown_ += times
            times = 1
    return shown_


@given(
    counts=st.lists(st.integers(1, 4 * 99), min_size=1, max_size=3),
    form=st.sampled_from(["tablet", "film-coated tablet", "capsule"]),
)
def test_H37_what_is_drawn_adds_up_to_what_is_taken(counts, form):
    """Whole ones and pieces of each product make its count, and words stand beside."""
    parts = tuple(
        take(Fraction(count, 4), form, strength)
        for count, strength in zip(counts, ["0.5", "1", "2"], strict=False)
    )
    found = drawing(DoseView(DoseTime.BEDTIME, "lorazepam", "1", parts, ""))
    assert drawn(found["shapes"]) == sum(Fraction(count, 4) for count in counts)
    assert len(found["shapes"]) <= 5 * len(parts)
    for part in parts:
        alone = drawing(DoseView(DoseTime.BEDTIME, "lorazepam", "1", (part,), ""))
        wholes = [s for s in alone["shapes"] if s["shape"] in ("whole", "capsule")]
        assert {s["label"] for s in wholes} <= {part.strength_mg}
        assert {s["shape"] for s in wholes} <= {
            "capsule" if form == "capsule" else "whole"
        }
        assert part.words in found["alt"]


def test_H37_a_volume_is_drawn_with_its_millilitres():
    """A measured liquid shows the volume, never milligrams."""
    part = TakeView("x", "oral solution", "0.4 millilitres of it", "1", "")
    liquid = drawing(
        DoseView(
            DoseTime.BEDTIME,
            "diazepam",
            "1",
            (TakeView(**{**fields_of(part), "volume_ml": "0.4"}),),
            "",
        )
    )
    assert liquid["shapes"] == [{"shape": "liquid", "label": "0.4 ml"}]
    assert liquid["alt"] == "Drawing: 0.4 millilitres of it"


def fields_of(part):
    return {name: getattr(part, name) for name in TakeView.__slots__}


def test_what_cannot_be_drawn_is_no_drawing_of_something_else():
    """A third of a tablet is refused, not rounded to a quarter."""
    odd = TakeView("x", "tablet", "a third", "1", "", strength_mg="1", count="1/3")
    with pytest.raises(ValueError, match="1/3 of a tablet cannot be drawn"):
        drawing(DoseView(DoseTime.BEDTIME, "lorazepam", "1", (odd,), ""))


@pytest.mark.parametrize("kind", PROPOSED)
def test_H37_each_drawing_says_what_the_sentence_says(kind):
    """The text instead of each drawing is that of its dose, in the plan's order."""
    with opened(paper(kind, "list")) as document:
        said = [
            plain(str(node.Alt))
            for node in figures(document.Root.StructTreeRoot)
            if str(node.Alt).startswith("Drawing: ")
        ]
    assert said == [
        f"Drawing: {' plus '.join(part.words for part in dose.take)}"
        for step in view_of(kind).steps
        for dose in step.doses
    ]


def figures(node):
    """The figures below a node, in the order of reading."""
    if node.get("/S") == "/Figure":
        yield node
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) or kids._type_name == "array" else [kids]:
        if getattr(kid, "_type_name", "") == "dictionary" and "/S" in kid:
            yield from figures(kid)


def test_H37_words_stay_when_a_plan_is_agreed():
    """Agreeing changes the mark and the notice, and no dose."""
    draft = steps_in(text_of(paper("lorazepam-us", "list")))
    agreed = made_of("lorazepam-us").view(AGREED)
    assert steps_in(text_of(person_plan_pdf(agreed))) == draft
