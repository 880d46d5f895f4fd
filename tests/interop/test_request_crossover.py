"""The block ``crossover`` of a request: what is read, and what is refused with why."""

import pytest

from factories import FORMULARY, request_document
from stepwell.interop.errors import InputError
from stepwell.interop.request_reader import read_request
from stepwell.plan.crossover import NIGHT_FIRST, CrossoverWish, Swap
from stepwell.plan.request import Method
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


RATIO = "equal_to_10_mg_diazepam"


def wish(**keys):
    """The wish that is read from a block of these keys."""
    document = request_document(method="crossover", crossover=keys)
    return read_request(document, FORMULARY).crossover


def complaint(**changes):
    """The sentence that refuses a request."""
    with pytest.raises(InputError) as caught:
        read_request(request_document(**changes), FORMULARY)
    return str(caught.value)


@pytest.mark.parametrize("method", list(Method))
def test_without_the_block_the_usual_stands(method):
    """Night first, each dose in one swap, a week a swap, then two weeks."""
    read = read_request(request_document(method=method.value), FORMULARY)
    assert read.crossover == CrossoverWish()
    assert read.method is method


def test_an_empty_block_is_the_usual():
    """Nothing said is nothing changed."""
    assert wish() == CrossoverWish()


def test_everything_that_can_be_said():
    """Each key arrives where the planner looks for it, exactly."""
    assert wish(
        order=["morning"],
        parts=8,
        swap_days=28,
        settle_days=56,
        most_diazepam_a_day="30 mg",
        **{RATIO: "1.25 mg"},
    ) == CrossoverWish(
        order=(
            DoseTime.MORNING,
            DoseTime.BEDTIME,
            DoseTime.EVENING,
            DoseTime.MIDDAY,
        ),
        parts=8,
        swap_days=28,
        settle_days=56,
        equal=Mass.mg("1.25"),
        most_daily=Mass.mg(30),
    )


@pytest.mark.parametrize("named", [["midday", "morning"], ["bedtime"], [*NIGHT_FIRST]])
def test_the_order_is_completed(named):
    """The times left out follow in the usual order, each once."""
    order = wish(order=named).order
    assert order[: len(named)] == tuple(map(DoseTime, named))
    assert sorted(order) == sorted(NIGHT_FIRST)
    rest = [time for time in NIGHT_FIRST if time in order[len(named) :]]
    assert list(order[len(named) :]) == rest


def test_swaps_are_read_one_by_one():
    """In the order given; a ratio stands only where it was written."""
    swaps = [
        {"time": "bedtime", "amount": "500 micrograms"},
        {"time": "bedtime", "amount": "0.5 mg", RATIO: "1.25 mg"},
    ]
    half = Mass.mg("0.5")
    assert wish(swaps=swaps, swap_days=7).swaps == (
        Swap(DoseTime.BEDTIME, half),
        Swap(DoseTime.BEDTIME, half, Mass.mg("1.25")),
    )


@pytest.mark.parametrize("dose", ["10 mg", "0.1 mg", "0.49 mg", "1000 mg"])
def test_a_ratio_far_from_every_table_names_what_they_say(dose):
    """A slip of the decimal point is answered with the range of all tables."""
    sentence = complaint(method="crossover", crossover={RATIO: dose})
    assert sentence.startswith(f"crossover.{RATIO}: ")
    cells = [
        table.cells["lorazepam"]
        for table in FORMULARY.tables.values()
        if table.counts and "lorazepam" in table.cells
    ]
    low = min(cell.low for cell in cells)
    high = max(cell.high for cell in cells)
    assert f"{low.words} to {high.words}" in sentence
    assert "decimal point" in sentence


@pytest.mark.parametrize("dose", ["0.5 mg", "1 mg", "2 mg", "4 mg"])
def test_a_ratio_near_a_table_is_read(dose):
    """A prescriber may go up to twofold beyond what the tables say."""
    assert wish(**{RATIO: dose}).equal == Mass.mg(dose.removesuffix(" mg"))


@pytest.mark.parametrize("method", ["crossover", "compare"])
@pytest.mark.parametrize("block", [None, {}], ids=["no block", "empty block"])
def test_diazepam_alone_has_nothing_to_change_over(method, block):
    """Whoever takes only diazepam is told to ask for the direct way."""
    current = [{"drug": "diazepam", "time": "bedtime", "dose": "5 mg"}]
    sentence = complaint(current=current, method=method, crossover=block)
    assert sentence.startswith("method: ")
    assert "ask for direct" in sentence


def test_with_direct_the_block_says_where_it_belongs():
    """It would be ignored, so it is refused, and both methods are named."""
    sentence = complaint(method="direct", crossover={"parts": 2})
    assert sentence.startswith("crossover: ")
    assert "crossover" in sentence.partition(": ")[2]
    assert "compare" in sentence


def test_diazepam_may_be_named_before_it_is_taken():
    """Its milligrams are of what the swaps bring; today's total says nothing of it."""
    for key in ("final_dose", "reduce_to"):
        goal = {"drug": "diazepam", key: "5 mg", "stop": key == "final_dose"}
        document = request_document(method="crossover", goal=goal)
        assert read_request(document, FORMULARY).goal.drug == "diazepam"


@pytest.mark.parametrize("method", ["direct", "compare"])
def test_diazepam_is_named_only_where_a_crossover_brings_it_in(method):
    """A direct plan has no diazepam to go down to; a comparison has a direct plan."""
    goal = {"drug": "diazepam", "final_dose": "0.5 mg"}
    said = complaint(method=method, goal=goal)
    assert said.startswith("goal.drug: it has to be one that is taken now: lorazepam")
