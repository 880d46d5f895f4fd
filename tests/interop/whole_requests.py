"""Requests as the reader gives them: generated ones, and some that say everything."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import assume
from hypothesis import strategies as st
from tests.planner.strategies import requests

from factories import FORMULARY, make_request
from stepwell.dispensing.makeable import piece_of
from stepwell.formulary import Product, SmallestPiece
from stepwell.formulary.modifier import plain_name
from stepwell.plan.agreed_rule import POSSIBLE, AgreedRule, Response
from stepwell.plan.care import Care
from stepwell.plan.crossover import DIAZEPAM, NIGHT_FIRST, CrossoverWish, Swap
from stepwell.plan.person import Flag, Person, RedFlag, UseHistory
from stepwell.plan.request import (
    Author,
    CoDrug,
    CurrentDose,
    Earlier,
    Goal,
    Method,
    Override,
    PaceWish,
    Request,
    Shape,
)
from stepwell.plan.supply_wish import (
    PERIODS_DAYS,
    Cupboard,
    SupplyPolicy,
    SupplyWish,
)
from stepwell.plan.times import DoseTime
from stepwell.quantities import Concentration, Mass
from stepwell.safety.case import regimen_of
from stepwell.safety.rules import RULES
from stepwell.safety.scale import Scale, default_table
from stepwell.sources import Mark


YIELDING = [rule.id for rule in RULES if rule.yields]
TABLES = [table.id for table in FORMULARY.tables.values() if table.counts]
UNSAFE = ["flumazenil", "phenobarbital", "anaesthetic", "rapid_detox"]
WORDS = st.text(
    st.characters(exclude_categories=["C", "Z"], include_characters=' "\\'),
    min_size=1,
    max_size=80,
).filter(lambda words: words == words.strip() and words.isprintable())


def maybe(strategy):
    """What may be left out."""
    return st.one_of(st.none(), strategy)


@st.composite
def readable_requests(draw, market=None):
    """Requests of the planner's strategy as the reader would give them."""
    request = draw(requests(market))
    pace = request.pace
    if pace.reduction is not None and pace.shape is None:
        pace = replace(pace, shape=Shape.PROPORTIONAL)
    known = FORMULARY.with_products(request.custom_products)
    chosen = [known.product(each) for each in request.products]
    poured = any(product.is_liquid for product in chosen)
    return replace(request, pace=pace, liquids=request.liquids or poured)


@st.composite
def whole_requests(draw):
    """Requests in which anything that the reader takes may be said."""
    request = _with_another_drug(draw, draw(readable_requests()))
    request = _with_a_way(draw, request)
    author = draw(st.sampled_from(Author))
    equivalence = draw(maybe(st.sampled_from(TABLES)))
    request = replace(
        request,
        use=UseHistory(_before(draw, request.start), draw(st.integers(1, 7))),
        person=Person(
            draw(maybe(st.integers(0, 120))),
            draw(st.frozensets(st.sampled_from(Flag))),
            draw(st.frozensets(st.sampled_from(RedFlag))),
        ),
        pace=draw(st.one_of(st.just(request.pace), paces())),
        author=author,
        equivalence=equivalence,
        overrides=_overrides(draw) if author is Author.PRESCRIBER else (),
        co_drugs=_co_drugs(draw, request.start),
        care=_care(draw, request.start),
        supply=_supply(draw, request),
        agreed_rule=_agreed_rule(draw, request.start),
        earlier=_earlier(draw, request),
    )
    _assume_plausible(request)
    return request


@st.composite
def paces(draw):
    """Sizes with as many decimals as a document may give."""
    size = draw(st.sampled_from(["percent", "points", "amount"]))
    wish = PaceWish(
        step_days=draw(maybe(st.integers(1, 365))),
        change_days=draw(maybe(st.just(1))),
    )
    if size == "points":
        points = Fraction(draw(st.integers(1, 5 * 10**12)), 10**12)
        return replace(wish, shape=Shape.HYPERBOLIC, points=points)
    if size == "amount":
        amount = Mass(draw(st.integers(1, 10**12 - 1)))
        return replace(wish, shape=Shape.LINEAR, amount=amount)
    shape = draw(st.sampled_from([Shape.PROPORTIONAL, Shape.LINEAR]))
    percent = Fraction(draw(st.integers(1, 10**14 - 1)), 10**12)
    return replace(wish, shape=shape, reduction=percent / 100)


def _before(draw, start):
    return start - timedelta(days=draw(st.integers(0, 20_000)))


def _with_another_drug(draw, request):
    other = "clonazepam"
    if other in request.drugs or not draw(st.booleans()):
        return request
    time = draw(st.sampled_from(DoseTime))
    current = (*request.current, CurrentDose(other, time, Mass.mg("0.5")))
    goal = replace(request.goal, drug=request.drugs[0])
    return replace(request, current=current, goal=goal)


def _with_a_way(draw, request):
    """A method that is planned with or refused, and a medicine that is not."""
    method = draw(st.sampled_from(Method))
    taken = draw(st.sampled_from([(), (), (60,), (60, 15)]))
    aside = tuple(
        CurrentDose("phenobarbital", time, Mass.mg(amount))
        for time, amount in zip(DoseTime, taken, strict=False)
    )
    unsafe = "phenobarbital" if aside else None
    if set(request.drugs) == {DIAZEPAM}:
        method = Method.DIRECT
    if method is Method.DIRECT:
        unsafe = draw(st.sampled_from([unsafe, *UNSAFE]))
    current = request.current
    if aside and draw(st.booleans()):
        current, first, goal = (), None, Goal()
        bare = replace(request, products=(), crossover=CrossoverWish())
        request = replace(bare, reduce_first=first, goal=goal)
    crosses = method is not Method.DIRECT and current
    return replace(
        request,
        current=current,
        method=method,
        unsafe_method=unsafe,
        unsafe_current=aside,
        crossover=_crossover(draw, request) if crosses else CrossoverWish(),
    )


def _crossover(draw, request):
    old = next(drug for drug in request.drugs if drug != DIAZEPAM)
    scale = Scale.using(FORMULARY, default_table(request.market))
    ratio = maybe(st.just(scale.equivalent(old).high))
    wish = CrossoverWish(
        swap_days=draw(st.integers(7, 28)),
        settle_days=draw(st.integers(7, 56)),
        equal=draw(ratio),
        most_daily=draw(maybe(st.just(Mass.mg("30")))),
    )
    if draw(st.booleans()):
        order = tuple(draw(st.permutations(NIGHT_FIRST)))
        return replace(wish, order=order, parts=draw(st.integers(1, 8)))
    swaps = st.builds(
        Swap,
        st.sampled_from(DoseTime),
        st.builds(Mass, st.integers(1, 10**8)),
        ratio,
    )
    return replace(wish, swaps=tuple(draw(st.lists(swaps, min_size=1, max_size=4))))


def _overrides(draw):
    rules = draw(st.lists(st.sampled_from(YIELDING), unique=True))
    reasons = WORDS.filter(lambda words: len(words) >= 10)
    return tuple(Override(rule, draw(reasons), draw(WORDS)) for rule in rules)


def _co_drugs(draw, start):
    names = WORDS.filter(lambda name: '"' not in name).map(
        lambda name: " ".join(name.split())
    )
    found = []
    for name in draw(st.lists(names, max_size=3, unique_by=plain_name)):
        first = start + timedelta(days=draw(st.integers(-400, 400)))
        last = first + timedelta(days=draw(st.integers(1, 400)))
        days = draw(st.sampled_from([(first, None), (None, last), (first, last)]))
        found.append(CoDrug(name, *days))
    return tuple(found)


def _care(draw, start):
    contact = draw(maybe(st.integers(-100, 28)))
    review = draw(maybe(st.integers(29, 200)))
    until = draw(maybe(st.integers(-30, 200)))
    days = [
        None if each is None else start + timedelta(days=each)
        for each in (contact, review, until)
    ]
    return Care(draw(maybe(WORDS)), *days)


def _supply(draw, request):
    known = FORMULARY.with_products(request.custom_products)
    products = st.sampled_from(sorted(known.products))
    cupboard = None
    if draw(st.booleans()):
        amounts = [
            (each, _counted(draw, known.product(each), request.smallest_piece))
            for each in draw(st.lists(products, max_size=3, unique=True))
        ]
        day = request.start + timedelta(days=draw(st.integers(0, 60)))
        cupboard = Cupboard(day, tuple(amounts))
    policy = SupplyPolicy(
        draw(maybe(st.integers(1, 366))),
        draw(maybe(st.integers(0, 366))),
        draw(maybe(st.integers(1, 10_000))),
    )
    return SupplyWish(draw(st.sampled_from(PERIODS_DAYS)), cupboard, policy)


def _agreed_rule(draw, start):
    responses = [draw(st.sampled_from(possible)) for possible in POSSIBLE.values()]
    agreed = ()
    if draw(st.booleans()):
        agreed = (draw(WORDS), start - timedelta(days=draw(st.integers(-28, 90))))
    return AgreedRule(*responses, *agreed)


def _earlier(draw, request):
    if draw(st.booleans()):
        return None
    cut = request.start - timedelta(days=draw(st.integers(0, 90)))
    began = cut - timedelta(days=draw(st.integers(0, 900)))
    return Earlier(began, cut, request.current if draw(st.booleans()) else ())


def _counted(draw, product, finest):
    if product.is_liquid:
        return Fraction(draw(st.integers(0, 10**7)), 1000)
    return draw(st.integers(0, 10_000)) * piece_of(product, finest)


def _assume_plausible(request):
    table = request.equivalence or default_table(request.market)
    scale = Scale.using(FORMULARY, table)
    assume(scale.diazepam_mg(regimen_of(request.current)) < 100)


SYRUP = Product(
    "custom/l-1",
    "lorazepam",
    "oral syrup",
    ("custom",),
    Mark.UNVERIFIED,
    concentration=Concentration.mg_per_ml("0.5"),
)
POWDER = Product(
    "custom/l-2",
    "lorazepam",
    "tablet",
    ("custom",),
    Mark.UNVERIFIED,
    strength=Mass.mg("0.1"),
    smallest_piece=SmallestPiece.HALF,
)
LONG = replace(
    POWDER,
    id="custom/l-3",
    form="extended-release tablet",
    smallest_piece=SmallestPiece.WHOLE,
    extended_release=True,
)
DAY = date(2027, 2, 1)

EVERYTHING = (
    make_request(
        use=UseHistory(date(2021, 5, 1), 5),
        person=Person(70, frozenset({Flag.FALLS}), frozenset({RedFlag.SEIZURE})),
        goal=Goal(drug="lorazepam", by=date(2029, 1, 1), final_dose=Mass.mg("0.25")),
        pace=PaceWish(Shape.LINEAR, Fraction(1, 8), step_days=28, change_days=7),
        products=("us/lorazepam/tablet/0.5", "custom/l-1"),
        custom_products=(SYRUP, POWDER, LONG),
        smallest_piece=SmallestPiece.QUARTER,
        most_pieces=3,
        liquids=True,
        reduce_first=DoseTime.MORNING,
        equivalence="ashton2002",
        author=Author.PRESCRIBER,
        overrides=(Override("G06", "seen weekly in clinic", "Dr Example"),),
        co_drugs=(CoDrug("fluvoxamine", DAY, date(2027, 6, 1)),),
        care=Care("Dr Example", date(2026, 12, 20), DAY, DAY),
        supply=SupplyWish(
            14,
            Cupboard(DAY, (("us/lorazepam/tablet/0.5", Fraction(25, 2)),)),
            SupplyPolicy(30, 3, 60),
        ),
        agreed_rule=AgreedRule(
            Response.HOLD,
            Response.SLOW,
            Response.STEP_BACK,
            Response.SLOW,
            "Dr Example",
            date(2026, 12, 20),
        ),
        earlier=Earlier(
            date(2026, 10, 1),
            date(2026, 12, 20),
            (CurrentDose("lorazepam", DoseTime.BEDTIME, Mass.mg("2")),),
        ),
    ),
    make_request(
        method=Method.CROSSOVER,
        pace=PaceWish(Shape.LINEAR, amount=Mass.mg("0.25")),
        goal=Goal(reduce_to=Mass.mg("1")),
        liquids=False,
        crossover=CrossoverWish(
            order=tuple(DoseTime),
            parts=2,
            swap_days=14,
            settle_days=28,
            equal=Mass.mg("1"),
            most_daily=Mass.mg("30"),
        ),
    ),
    make_request(
        method=Method.COMPARE,
        pace=PaceWish(Shape.HYPERBOLIC, points=Fraction(5, 2)),
        crossover=CrossoverWish(
            swaps=(Swap(DoseTime.BEDTIME, Mass.mg("1"), Mass.mg("1")),)
        ),
    ),
    make_request(unsafe_method="rapid_detox"),
    make_request(
        {},
        unsafe_method="phenobarbital",
        unsafe_current=(CurrentDose("phenobarbital", DoseTime.BEDTIME, Mass.mg("60")),),
    ),
)
"""Together they give every field of a request a value that is not its default."""


def full(request: Request):
    """The request, and every noun within it."""
    return list(_nouns(request))


def _nouns(value):
    if hasattr(value, "__dataclass_fields__"):
        yield value
        for name in value.__dataclass_fields__:
            yield from _nouns(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _nouns(each)
