"""An independent solver reaches the same optimum (OR-tools CP-SAT, W2).

The solver gets the stairs and the rules of the objective as they are written in
words, worked out here again in fractions; it knows nothing of the dynamic
programme.  The five sums are minimised one after the other, as their order says.
"""

from fractions import Fraction
from random import Random

from tests.planner.oracle import Instance, solve

from stepwell.dispensing import makeable_doses
from stepwell.formulary import Product, SmallestPiece, load_formulary
from stepwell.plan.request import Goal, Shape
from stepwell.plan.times import DoseTime
from stepwell.planner.curve import Curve
from stepwell.planner.descent import start_stair
from stepwell.planner.fit import Blocked, Fit, ends_of
from stepwell.planner.pace import Pace
from stepwell.planner.rungs import Rung, RungKind
from stepwell.planner.staircase import build_staircase
from stepwell.quantities import Concentration, Mass
from stepwell.safety.scale import Scale
from stepwell.sources import Mark


FORMULARY = load_formulary()
PLANNED_INSTANCES = 220
MOST_STAIRS = 60


def test_the_best_plan_is_the_solvers_plan() -> None:
    """On 220 instances that have a plan, and all others met, both roads agree."""
    planned, seed = 0, 0
    while planned < PLANNED_INSTANCES:
        instance = make_instance(Random(seed))
        if instance is not None:
            best = fit_of(instance).sums()
            assert best == solve(instance), f"seed {seed}"
            planned += best is not None
        seed += 1


def test_some_instances_have_no_plan_and_both_say_so() -> None:
    """Temazepam capsules alone cannot come down: neither road finds a way."""
    random = Random(1)
    instance = next(
        found
        for found in (make_instance(random) for _ in range(500))
        if found and isinstance(fit_of(found).path, Blocked)
    )
    assert solve(instance) is None


def fit_of(instance: Instance) -> Fit:
    """The search of an instance, to the end nearest to its goal."""
    end = ends_of(instance.rungs, instance.curve)[0]
    return Fit(instance.rungs, instance.curve, instance.start, end)


def make_instance(random: Random) -> Instance | None:
    """Draw a drug, a few of its products, one to three doses and a pace."""
    market = random.choice(["us", "gb", "ca", "au", "de"])
    drugs = [name for name in FORMULARY.drugs if FORMULARY.products_of(name, market)]
    drug = random.choice(drugs)
    scale = Scale.using(FORMULARY, random.choice(["vadod2021", "ashton2002"]))
    solids = [p for p in FORMULARY.products_of(drug, market) if not p.is_liquid]
    if not solids:
        return None
    own = random.sample(solids, min(len(solids), random.randint(1, 3)))
    times = random.sample(list(DoseTime), random.randint(1, 3))
    ceiling = Mass(int(scale.mass_of(drug, Fraction(random.choice([3, 6, 12, 20])))))
    amounts = sorted(makeable_doses(own, SmallestPiece.HALF, ceiling).ways)
    if not amounts:
        return None
    starts = {time: random.choice(amounts) for time in times}
    rungs = make_rungs(random, drug, own, starts)
    if not rungs or sum(len(rung.staircase.stairs) for rung in rungs) > MOST_STAIRS:
        return None
    start = start_stair(starts)
    goal = Goal()
    if random.random() < 0.25:
        goal = Goal(reduce_to=Mass(start.total // random.choice([2, 3])))
    curve = Curve.of(make_pace(random), drug, start.total, scale, goal)
    return Instance(drug, rungs, curve, start, scale)


def make_rungs(
    random: Random, drug: str, own: list[Product], starts: dict[DoseTime, int]
) -> tuple[Rung, ...]:
    """One to three rungs of four: whole units, pieces, and two coarse liquids."""
    ceiling = Mass(max(starts.values()))
    thick, thin = (
        Product(
            f"custom/{parts}",
            drug,
            "oral liquid",
            ("custom",),
            Mark.UNVERIFIED,
            None,
            Concentration(max(1, min(starts.values()) // parts)),
        )
        for parts in (random.choice([150, 300]), random.choice([200, 400]))
    )
    sets = [
        (RungKind.WHOLE, own, SmallestPiece.WHOLE),
        (RungKind.PIECES, own, SmallestPiece.QUARTER),
        (RungKind.LIQUIDS, [thick], SmallestPiece.WHOLE),
        (RungKind.LIQUIDS, [thin], SmallestPiece.WHOLE),
    ]
    kept = random.sample(range(len(sets)), random.randint(1, 3))
    rungs = [
        Rung(kind, build_staircase(starts, makeable_doses(products, finest, ceiling)))
        for index, (kind, products, finest) in enumerate(sets)
        if index in kept
    ]
    return tuple(rung for rung in rungs if rung.staircase.stairs)


def make_pace(random: Random) -> Pace:
    """Draw a shape and a size."""
    shape = random.choice(list(Shape))
    points = Fraction(random.choice([13, 25, 50]), 10)
    if shape is Shape.HYPERBOLIC:
        return Pace(shape, 14, points, points=points)
    return Pace(shape, 14, points, reduction=Fraction(random.randint(4, 25), 100))
