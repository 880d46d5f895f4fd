"""Requests as real people might send them, generated."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from stepwell.dispensing import makeable_doses
from stepwell.formulary import (
    MARKETS,
    Formulary,
    Product,
    SmallestPiece,
    load_formulary,
)
from stepwell.plan.person import Flag, Person, UseHistory
from stepwell.plan.request import (
    Author,
    CurrentDose,
    Goal,
    PaceWish,
    Request,
    Shape,
)
from stepwell.plan.times import DoseTime
from stepwell.quantities import Concentration, Mass
from stepwell.safety.scale import Scale, default_table
from stepwell.sources import Mark


FORMULARY = load_formulary()
START = date(2027, 1, 4)
MILD_FLAGS = (
    Flag.PAST_SEVERE_WITHDRAWAL,
    Flag.FAILED_TAPER,
    Flag.INTERDOSE_SYMPTOMS,
    Flag.FALLS,
    Flag.OPIOID,
    Flag.ALCOHOL,
    Flag.LIVER_DISEASE,
    Flag.DRIVES,
    Flag.PTSD,
)

MOST_PIECES_A_DOSE = [10, 10, 10, 10, 1, 2, 3, 5]
PIECES = [SmallestPiece.HALF, SmallestPiece.HALF, *SmallestPiece]


def plannable_drugs(market: str, formulary: Formulary = FORMULARY) -> list[str]:
    """Drugs with a product that a plan may use in the market."""
    return [drug for drug in formulary.drugs if formulary.products_of(drug, market)]


@st.composite
def paces(draw: st.DrawFn) -> PaceWish:
    """No wish, a size, a length, a micro-taper, or a shape of its own."""
    kind = draw(st.sampled_from(["open", "percent", "linear", "points", "micro"]))
    if kind == "open":
        return PaceWish(shape=draw(st.sampled_from([None, *Shape])))
    length = draw(st.sampled_from([None, 3, 7, 10, 14, 21, 28]))
    if kind == "percent":
        percent = draw(st.integers(2, 30))
        return PaceWish(reduction=Fraction(percent, 100), step_days=length)
    if kind == "linear":
        percent = draw(st.integers(2, 25))
        return PaceWish(
            shape=Shape.LINEAR, reduction=Fraction(percent, 100), step_days=length
        )
    if kind == "points":
        tenths = draw(st.integers(5, 50))
        return PaceWish(
            shape=Shape.HYPERBOLIC, points=Fraction(tenths, 10), step_days=length
        )
    step = draw(st.sampled_from([14, 28]))
    return PaceWish(step_days=step, change_days=draw(st.sampled_from([1, 2, 3, 7])))


def suspension(drug: str) -> Product:
    """A compounded liquid thin enough for the last steps of the drug."""
    cell = Scale.using(FORMULARY, "ashton2002").equivalent(drug)
    strength = "0.1" if cell.low < Mass.mg("4") else "1"
    return Product(
        f"custom/{drug}-suspension",
        drug,
        "oral suspension",
        ("custom",),
        Mark.UNVERIFIED,
        concentration=Concentration.mg_per_ml(strength),
    )


@st.composite
def requests(draw: st.DrawFn, market: str | None = None) -> Request:
    """A request of one drug, one to four times a day, below the refusal limit."""
    market = market or draw(st.sampled_from(MARKETS))
    drug = draw(st.sampled_from(plannable_drugs(market)))
    times = draw(
        st.lists(st.sampled_from(list(DoseTime)), min_size=1, max_size=4, unique=True)
    )
    times.sort(key=lambda time: time.position)
    products = FORMULARY.products_of(drug, market)
    scale = Scale.using(FORMULARY, default_table(market))
    ceiling = scale.mass_of(drug, Fraction(60)) / len(times)
    makeable = makeable_doses(products, SmallestPiece.HALF, Mass(int(ceiling)))
    amounts = sorted(makeable.ways)
    current = tuple(
        CurrentDose(drug, time, Mass(draw(st.sampled_from(amounts)))) for time in times
    )
    months = draw(st.sampled_from([3, 1, 2, 8, 30, 61, 200]))
    goal = draw(goals(current))
    return Request(
        start=START + timedelta(days=draw(st.integers(0, 800))),
        market=market,
        current=current,
        use=UseHistory(START - timedelta(days=31 * months)),
        person=Person(
            draw(st.sampled_from([None, 30, 64, 65, 82])),
            draw(st.frozensets(st.sampled_from(MILD_FLAGS), max_size=2)),
        ),
        goal=goal,
        pace=draw(paces()) if goal.by is None else PaceWish(),
        products=draw(st.sampled_from([(), (), (products[0].id,)])),
        custom_products=draw(st.sampled_from([(), (suspension(drug),)])),
        smallest_piece=draw(st.sampled_from(PIECES)),
        most_pieces=draw(st.sampled_from(MOST_PIECES_A_DOSE)),
        liquids=draw(st.sampled_from([True, True, True, False])),
        reduce_first=draw(st.sampled_from([None, *times])),
        author=draw(st.sampled_from(list(Author))),
    )


@st.composite
def goals(draw: st.DrawFn, current: tuple[CurrentDose, ...]) -> Goal:
    """Stop, stop by a date, stop from a chosen dose, or a lower dose."""
    total = sum(dose.amount.nanograms for dose in current)
    kind = draw(st.sampled_from(["stop", "stop", "by", "from", "lower"]))
    if kind == "by":
        return Goal(by=START + timedelta(days=draw(st.integers(900, 2500))))
    if kind == "from":
        return Goal(final_dose=Mass(max(1, total // draw(st.integers(2, 40)))))
    if kind == "lower":
        return Goal(reduce_to=Mass(max(1, total // draw(st.integers(2, 6)))))
    return Goal()
