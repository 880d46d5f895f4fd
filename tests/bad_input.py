"""Requests that must be refused: a name, the document, how the sentence begins."""

from decimal import Decimal

from factories import request_document, request_of_dose


TWICE = [{"drug": "lorazepam", "time": "bedtime", "dose": "1 mg"}] * 2
ORAL = {"id": "custom/l-1", "drug": "lorazepam", "form": "oral suspension"}
CAPSULE = {**ORAL, "form": "capsule", "strength_mg": "1"}
GOOD_OVERRIDE = {"rule": "G06", "reason": "seen weekly in clinic", "by": "Dr Example"}
GOOD_CARE = {
    "prescriber": "Dr Example",
    "last_contact": "2026-12-20",
    "next_review": "2027-01-18",
    "prescribed_until": "2027-01-31",
}
TWO_DRUGS = [
    {"drug": "lorazepam", "time": "bedtime", "dose": "1 mg"},
    {"drug": "diazepam", "time": "morning", "dose": "5 mg"},
]

DOSES = [
    "1",
    ".5 mg",
    "0,5 mg",
    "1 1/2 mg",
    "½ mg",
    "5 mcg",
    "5 µg",
    "1 g",
    "1 ml",
    "0 mg",
    "0.0 mg",
    "-1 mg",
    "+1 mg",
    "1e3 mg",
    "1 mg 2 mg",
    "one mg",
    "٣ mg",
    "1_000 mg",
    "0.0000001 mg",
    "9999999 mg",
    "",
    " ",
    "mg",
    "1 mg\n",
    1,
    0.5,
    Decimal("0.5"),
    True,
    None,
    [],
    {},
]


def _doses():
    for dose in DOSES:
        document = request_of_dose(dose)
        yield f"dose {dose!r}", document, "current[0].dose: "


def _top_level():
    changed = request_document
    yield "not an object", ["start"], "the document: "
    yield "nothing", {}, "start: "
    yield "unknown key", changed(curent=[]), "curent: "
    yield "no start", changed(start=None), "start: "
    yield "no market", changed(market=None), "market: "
    yield "no current", changed(current=None), "current: "
    yield "no using_since", changed(using_since=None), "using_since: "
    yield "start as words", changed(start="4 January 2027"), "start: "
    yield "start the other way", changed(start="04-01-2027"), "start: "
    yield "start not a day", changed(start="2027-02-30"), "start: "
    yield "start too early", changed(start="1899-12-31"), "start: "
    yield "start too late", changed(start="2200-01-01"), "start: "
    yield "start a number", changed(start=20270104), "start: "
    yield "market unknown", changed(market="uk"), "market: "
    yield "since after start", changed(using_since="2027-02"), "using_since: "
    yield "since words", changed(using_since="last year"), "using_since: "
    yield "since month 13", changed(using_since="2021-13"), "using_since: "
    yield "since month 0", changed(using_since="2021-00"), "using_since: "
    yield "since a number", changed(using_since=2021), "using_since: "
    yield "no day a week", changed(days_per_week=0), "days_per_week: "
    yield "eight days a week", changed(days_per_week=8), "days_per_week: "
    yield "half a day", changed(days_per_week=Decimal("3.5")), "days_per_week: "
    yield "days as text", changed(days_per_week="7"), "days_per_week: "
    yield "days true", changed(days_per_week=True), "days_per_week: "
    yield "liquids as text", changed(liquids="yes"), "liquids: "
    yield "piece unknown", changed(smallest_piece="third"), "smallest_piece: "
    for pieces in (0, 11, -1, "3", Decimal("2.5"), True, [3]):
        document = changed(most_pieces_a_dose=pieces)
        yield f"pieces {pieces!r}", document, "most_pieces_a_dose: "
    yield "pieces misspelt", changed(most_pieces=3), "most_pieces: "
    yield "time unknown", changed(reduce_first="night"), "reduce_first: "
    yield "nothing then", changed(reduce_first="midday"), "reduce_first: "
    yield "method unknown", changed(method="cold turkey"), "method: "
    yield "method a list", changed(method=["direct"]), "method: "
    yield "author unknown", changed(author="me"), "author: "
    yield "table unknown", changed(equivalence="ashton"), "equivalence: "
    yield "warning table", changed(equivalence="uk_unnamed"), "equivalence: "


def _current():
    good = {"drug": "lorazepam", "time": "bedtime", "dose": "1 mg"}

    def of(*entries):
        return request_document(current=list(entries))

    yield "nothing taken", of(), "current: "
    yield "an object", request_document(current=good), "current: "
    yield "thirteen doses", of(*[good] * 13), "current: "
    yield "text entry", of("lorazepam"), "current[0]: "
    yield "unknown part", of({**good, "unit": "mg"}), "current[0].unit: "
    yield "no dose", of({"drug": "lorazepam", "time": "bedtime"}), "current[0].dose: "
    yield "brand", of({**good, "drug": "Ativan"}), "current[0].drug: "
    yield "misspelt", of({**good, "drug": "lorezepam"}), "current[0].drug: "
    yield "capitals", of({**good, "drug": "Lorazepam"}), "current[0].drug: "
    yield "time", of({**good, "time": "noon"}), "current[0].time: "
    yield "second", of(good, {**good, "time": "noon"}), "current[1].time: "
    yield "twice", request_document(current=TWICE), "current[1]: "
    yield "tenfold", request_of_dose("200 mg", "diazepam"), "current[0].dose: "
    yield "hundred", request_of_dose("100 mg", "diazepam"), "current[0].dose: "
    day = [
        {"drug": "diazepam", "time": t, "dose": "60 mg"} for t in ("midday", "bedtime")
    ]
    yield "sum of a day", request_document(current=day), "current: "


def _person_and_goal():
    def person(**keys):
        return request_document(person=keys)

    def goal(**keys):
        return request_document(goal=keys)

    yield "age text", person(age="46"), "person.age: "
    yield "age 121", person(age=121), "person.age: "
    yield "age -1", person(age=-1), "person.age: "
    yield "age true", person(age=True), "person.age: "
    yield "flags text", person(flags="opioid"), "person.flags: "
    flags = ["opioid", "falls", "epilepsy"]
    yield "third flag", person(flags=flags), "person.flags[2]: "
    yield "red flag", person(red_flags=["seizures"]), "person.red_flags[0]: "
    yield "person key", person(weight=70), "person.weight: "
    yield "both goals", goal(stop=True, reduce_to="1 mg"), "goal: "
    yield "no goal", goal(stop=False), "goal: "
    yield "stop as text", goal(stop="yes"), "goal.stop: "
    yield "reduce to today", goal(reduce_to="2 mg"), "goal.reduce_to: "
    yield "reduce to more", goal(reduce_to="3 mg"), "goal.reduce_to: "
    yield "reduce to a number", goal(reduce_to=1), "goal.reduce_to: "
    yield "other drug", goal(reduce_to="1 mg", drug="diazepam"), "goal.drug: "
    yield "by the start", goal(by="2027-01-04"), "goal.by: "
    yield "by before", goal(by="2026-01-04"), "goal.by: "
    yield "by with reduce_to", goal(reduce_to="1 mg", by="2028-01-01"), "goal.by: "
    yield "final too high", goal(final_dose="2 mg"), "goal.final_dose: "
    two = request_document(current=TWO_DRUGS, goal={"reduce_to": "1 mg"})
    yield "which drug", two, "goal.drug: "


def _pace():
    def pace(**keys):
        return request_document(pace=keys)

    yield "percent 0", pace(reduction_percent=0), "pace.reduction_percent: "
    yield "percent 100", pace(reduction_percent=100), "pace.reduction_percent: "
    yield "percent -5", pace(reduction_percent=-5), "pace.reduction_percent: "
    yield "percent text", pace(reduction_percent="10"), "pace.reduction_percent: "
    yield "percent true", pace(reduction_percent=True), "pace.reduction_percent: "
    yield "percent float", pace(reduction_percent=0.1), "pace.reduction_percent: "
    both = pace(reduction_percent=10, reduction_points=2)
    yield "percent and points", both, "pace.reduction_points: "
    both = pace(reduction_percent=10, reduction="1 mg")
    yield "percent and amount", both, "pace.reduction: "
    wrong = pace(shape="hyperbolic", reduction_percent=10)
    yield "percent hyperbolic", wrong, "pace.reduction_percent: "
    wrong = pace(shape="linear", reduction_points=2)
    yield "points linear", wrong, "pace.reduction_points: "
    wrong = pace(shape="proportional", reduction="1 mg")
    yield "amount proportional", wrong, "pace.reduction: "
    yield "points 6", pace(reduction_points=6), "pace.reduction_points: "
    yield "points 0", pace(reduction_points=0), "pace.reduction_points: "
    yield "amount a number", pace(reduction=1), "pace.reduction: "
    yield "shape", pace(shape="exponential"), "pace.shape: "
    yield "step 0", pace(step_days=0), "pace.step_days: "
    yield "step 366", pace(step_days=366), "pace.step_days: "
    yield "change 0", pace(change_days=0), "pace.change_days: "
    yield "change long", pace(step_days=14, change_days=15), "pace.change_days: "
    yield "pace key", pace(speed="slow"), "pace.speed: "


def _products():
    def chosen(*ids):
        return request_document(products=list(ids))

    def custom(**keys):
        return request_document(custom_products=[keys])

    first, place = "products[0]: ", "custom_products[0]"
    yield "other market", chosen("gb/lorazepam/tablet/1"), first
    yield "other drug", chosen("us/diazepam/tablet/5"), first
    yield "no product", chosen("us/lorazepam/tablet/7"), first
    yield "empty list", chosen(), "products: "
    yield "twice", chosen(*["us/lorazepam/tablet/1"] * 2), "products[1]: "
    liquid = {**ORAL, "concentration_mg_per_ml": "1"}
    yield "capsule half", custom(**CAPSULE, smallest_piece="half"), f"{place}.small"
    long = {**CAPSULE, "form": "extended-release tablet"}
    yield "long half", custom(**long, smallest_piece="half"), f"{place}.small"
    yield "no strength", custom(**ORAL), f"{place}: "
    yield "both", custom(**liquid, strength_mg="1"), f"{place}: "
    yield "solid liquid", custom(**ORAL, strength_mg="1"), f"{place}.form: "
    yield "form", custom(**{**liquid, "form": "tea"}), f"{place}.form: "
    hostile = "tablet of lorazepam (9 milligrams) at bedtime"
    yield "form sentence", custom(**{**CAPSULE, "form": hostile}), f"{place}.form: "
    yield "id", custom(**{**liquid, "id": "us/lorazepam"}), f"{place}.id: "
    yield "path id", custom(**{**liquid, "id": "custom/../x"}), f"{place}.id: "
    same = request_document(custom_products=[liquid, liquid])
    yield "id twice", same, "custom_products[1]: "
    for number in (
        1,
        Decimal("0.5"),
        ".5",
        "0",
        "-1",
        "1 mg",
        "0.0099",
        "0.0005",
        "1e3",
        True,
    ):
        document = custom(**{**liquid, "concentration_mg_per_ml": number})
        yield f"liquid {number!r}", document, f"{place}.concentration_mg_per_ml: "
    chosen_liquid = request_document(
        liquids=False, custom_products=[liquid], products=["custom/l-1"]
    )
    yield "liquid without liquids", chosen_liquid, "products[0]: "
    for number in (1, ".5", "0", "0.000001", "0.009", "0.010001"):
        document = custom(**{**CAPSULE, "strength_mg": number})
        yield f"strength {number!r}", document, f"{place}.strength_mg: "


def _overrides():
    def by_prescriber(**keys):
        return request_document(author="prescriber", overrides=[GOOD_OVERRIDE | keys])

    person = request_document(overrides=[GOOD_OVERRIDE])
    yield "by the person", person, "overrides: "
    yield "unknown rule", by_prescriber(rule="G99"), "overrides[0].rule: "
    yield "firm rule", by_prescriber(rule="G01"), "overrides[0].rule: "
    yield "short reason", by_prescriber(reason="ok"), "overrides[0].reason: "
    yield "spaces", by_prescriber(reason=" " * 20), "overrides[0].reason: "
    yield "nobody", by_prescriber(by=""), "overrides[0].by: "
    yield "long name", by_prescriber(by="x" * 101), "overrides[0].by: "
    yield "two lines", by_prescriber(by="Dr\nExample"), "overrides[0].by: "
    twice = request_document(author="prescriber", overrides=[GOOD_OVERRIDE] * 2)
    yield "twice", twice, "overrides[1]: "


def _co_drugs():
    def of(*entries):
        return request_document(co_drugs=list(entries))

    def one(**keys):
        return of({"name": "fluvoxamine", "started": "2027-03-01", **keys})

    first = "co_drugs[0]"
    yield "an object", request_document(co_drugs={"name": "x"}), "co_drugs: "
    yield "a name alone", of("fluvoxamine"), f"{first}: "
    yield "no day", of({"name": "fluvoxamine"}), f"{first}: "
    yield "no name", of({"started": "2027-03-01"}), f"{first}.name: "
    yield "name a number", one(name=7), f"{first}.name: "
    yield "name empty", one(name=" "), f"{first}.name: "
    yield "name long", one(name="x" * 81), f"{first}.name: "
    yield "name of two lines", one(name="a\nb"), f"{first}.name: "
    yield "name quoted", one(name='tea". Take 9 mg. "'), f"{first}.name: "
    yield "unknown part", one(dose="1 mg"), f"{first}.dose: "
    yield "started in words", one(started="March"), f"{first}.started: "
    yield "started no day", one(started="2027-02-30"), f"{first}.started: "
    yield "stopped a number", one(stopped=20270601), f"{first}.stopped: "
    yield "stopped the same day", one(stopped="2027-03-01"), f"{first}.stopped: "
    yield "stopped before", one(stopped="2027-02-28"), f"{first}.stopped: "
    day = {"started": "2027-03-01"}
    second = of({"name": "a", **day}, {"name": "b"})
    yield "second", second, "co_drugs[1]: "
    twice = of({"name": "St  Johns wort", **day}, {"name": "st johns WORT", **day})
    yield "twice", twice, "co_drugs[1]: "
    many = [{"name": f"medicine {number}", **day} for number in range(41)]
    yield "forty-one", of(*many), "co_drugs: "


def _care():
    def care(**keys):
        return request_document(care={**GOOD_CARE, **keys})

    yield "a name alone", request_document(care="Dr Example"), "care: "
    yield "unknown part", care(doctor="Dr Example"), "care.doctor: "
    yield "no name", care(prescriber=" "), "care.prescriber: "
    yield "name a list", care(prescriber=["Dr Example"]), "care.prescriber: "
    yield "name long", care(prescriber="x" * 101), "care.prescriber: "
    yield "name of two lines", care(prescriber="Dr\nExample"), "care.prescriber: "
    for key in ("last_contact", "next_review", "prescribed_until"):
        yield f"{key} in words", care(**{key: "last week"}), f"care.{key}: "
        yield f"{key} no day", care(**{key: "2027-02-30"}), f"care.{key}: "
        yield f"{key} a number", care(**{key: 20270118}), f"care.{key}: "
    late = "2027-02-02"  # 29 days after the start
    contact = care(last_contact=late, next_review="2027-03-01")
    yield "contact long after the start", contact, "care.last_contact: "
    review = care(last_contact="2027-01-18")
    yield "review on the day of the contact", review, "care.next_review: "
    before = care(next_review="2027-01-03")
    yield "review before the start", before, "care.next_review: "
    year = care(next_review="2026-01-18")
    yield "review of last year", year, "care.next_review: "


AT_HOME = {"product": "us/lorazepam/tablet/0.5", "count": "40"}
GOOD_SUPPLY = {
    "period_days": 28,
    "cupboard": [AT_HOME, {"product": "us/lorazepam/tablet/1", "count": "12.5"}],
    "counted_on": "2027-01-04",
    "policy": {
        "most_days_per_prescription": 30,
        "earliest_refill_days_before": 3,
        "most_units_per_prescription": None,
    },
}


def _supply():
    def supply(**keys):
        return request_document(supply=keys)

    def home(**keys):
        return supply(cupboard=[{**AT_HOME, **keys}])

    def limits(**keys):
        return supply(policy=keys)

    yield "a number", request_document(supply=28), "supply: "
    yield "unknown part", supply(period=28), "supply.period: "
    for days in (0, 8, 27, 29, 31, 60, "28", True, Decimal("7.5")):
        yield f"period {days!r}", supply(period_days=days), "supply.period_days: "
    yield "cupboard an object", supply(cupboard=AT_HOME), "supply.cupboard: "
    place = "supply.cupboard[0]"
    yield "no count", supply(cupboard=[{"product": AT_HOME["product"]}]), place
    yield "no product", supply(cupboard=[{"count": "1"}]), f"{place}.product: "
    yield "unknown product", home(product="us/lorazepam/tablet/7"), f"{place}.product"
    yield "a box", home(boxes=2), f"{place}.boxes: "
    for count in (40, 12.5, Decimal("12.5"), True, None):
        yield f"count {count!r}", home(count=count), f"{place}.count: "
    for count in ("12 1/2", ".5", "0,5", "-1", "1e3", "", "40 tablets", "10000.5"):
        yield f"count {count!r}", home(count=count), f"{place}.count: "
    yield "a quarter with halves", home(count="12.25"), f"{place}.count: "
    yield "an eighth", home(count="12.125"), f"{place}.count: "
    capsule = home(product="us/temazepam/capsule/15", count="1.5")
    yield "half a capsule", capsule, f"{place}.count: "
    poured = home(product="us/lorazepam/oral-concentrate/2", count="0.0001")
    yield "a tenth of a microlitre", poured, f"{place}.count: "
    twice = supply(cupboard=[AT_HOME, AT_HOME])
    yield "product twice", twice, "supply.cupboard[1]: "
    many = supply(cupboard=[AT_HOME] * 61)
    yield "sixty-one", many, "supply.cupboard: "
    yield "day alone", supply(counted_on="2027-01-04"), "supply.counted_on: "
    early = supply(counted_on="2027-01-03", cupboard=[AT_HOME])
    yield "counted before the start", early, "supply.counted_on: "
    words = supply(counted_on="today", cupboard=[AT_HOME])
    yield "counted in words", words, "supply.counted_on: "
    yield "policy a number", supply(policy=30), "supply.policy: "
    yield "policy of a country", limits(country="us"), "supply.policy.country: "
    for key, wrong in (
        ("most_days_per_prescription", (0, 367, "30", Decimal("1.5"))),
        ("earliest_refill_days_before", (-1, 367, "3")),
        ("most_units_per_prescription", (0, 10001, "60")),
    ):
        for value in wrong:
            yield f"{key} {value!r}", limits(**{key: value}), f"supply.policy.{key}: "


def _crossover():
    def crossover(**keys):
        return request_document(method="crossover", crossover=keys)

    def swap(**keys):
        return crossover(swaps=[{"time": "bedtime", "amount": "1 mg", **keys}])

    ratio = "equal_to_10_mg_diazepam"
    place, first = f"crossover.{ratio}: ", "crossover.swaps[0]"
    direct = request_document(method="direct", crossover={"parts": 2})
    yield "with direct", direct, "crossover: "
    yield "without a method", request_document(crossover={}), "crossover: "
    number = request_document(method="crossover", crossover=2)
    yield "a number", number, "crossover: "
    for method in ("crossover", "compare"):
        diazepam = [{"drug": "diazepam", "time": "bedtime", "dose": "5 mg"}]
        alone = request_document(method=method, current=diazepam)
        yield f"{method} of diazepam", alone, "method: "
    yield "unknown key", crossover(speed="slow"), "crossover.speed: "
    yield "order twice", crossover(order=["bedtime"] * 2), "crossover.order"
    yield "order empty", crossover(order=[]), "crossover.order: "
    yield "order unknown", crossover(order=["night"]), "crossover.order[0]: "
    good = [{"time": "bedtime", "amount": "1 mg"}]
    both = crossover(swaps=good, order=["bedtime"])
    yield "swaps and order", both, "crossover.order: "
    yield "swaps and parts", crossover(swaps=good, parts=2), "crossover.parts: "
    for key, wrong in (
        ("swap_days", (6, 29, "7", True)),
        ("settle_days", (6, 57, "14")),
        ("parts", (0, 9, "2", Decimal("1.5"))),
    ):
        for value in wrong:
            yield f"{key} {value!r}", crossover(**{key: value}), f"crossover.{key}: "
    for dose in ("10 mg", "0.1 mg", "1", 1, "0 mg"):
        yield f"ratio {dose!r}", crossover(**{ratio: dose}), place
        yield f"ratio of a swap {dose!r}", swap(**{ratio: dose}), f"{first}.{ratio}: "
    yield "most a number", crossover(most_diazepam_a_day=30), "crossover.most_dia"
    yield "most no unit", crossover(most_diazepam_a_day="30"), "crossover.most_dia"
    yield "swaps empty", crossover(swaps=[]), "crossover.swaps: "
    yield "swaps an object", crossover(swaps=good[0]), "crossover.swaps: "
    yield "forty-one swaps", crossover(swaps=good * 41), "crossover.swaps: "
    yield "swap no amount", crossover(swaps=[{"time": "bedtime"}]), f"{first}.amount: "
    yield "swap no time", crossover(swaps=[{"amount": "1 mg"}]), f"{first}.time: "
    yield "swap no unit", swap(amount="1"), f"{first}.amount: "
    yield "swap unknown key", swap(dose="1 mg"), f"{first}.dose: "
    yield "swap unknown time", swap(time="night"), f"{first}.time: "


GOOD_RULE = {
    "mild": "go_on",
    "moderate": "slow",
    "lasting": "hold",
    "severe": "slow",
    "with": "Dr Example",
    "on": "2027-02-01",
}


def _agreed_rule():
    def rule(**keys):
        return request_document(agreed_rule={**GOOD_RULE, **keys})

    def without(key):
        left = {each: value for each, value in GOOD_RULE.items() if each != key}
        return request_document(agreed_rule=left)

    yield "a word", request_document(agreed_rule="wait"), "agreed_rule: "
    yield "unknown situation", rule(awful="hold"), "agreed_rule.awful: "
    for situation, wrong in (
        ("mild", ("slow", "step_back")),
        ("moderate", ("go_on", "step_back")),
        ("lasting", ("go_on", "wait")),
        ("severe", ("go_on", "wait")),
    ):
        for response in (*wrong, "stop", "Hold", None, 1):
            document = rule(**{situation: response})
            yield f"{situation} {response}", document, f"agreed_rule.{situation}: "
    yield "with nobody", without("with"), "agreed_rule.with: "
    yield "on no day", without("on"), "agreed_rule.on: "
    yield "name empty", rule(**{"with": " "}), "agreed_rule.with: "
    yield "name long", rule(**{"with": "x" * 101}), "agreed_rule.with: "
    yield "name a list", rule(**{"with": ["Dr Example"]}), "agreed_rule.with: "
    yield "day in words", rule(on="last week"), "agreed_rule.on: "
    yield "day of next year", rule(on="2028-01-04"), "agreed_rule.on: "
    yield "29 days after", rule(on="2027-02-02"), "agreed_rule.on: "


def _earlier():
    dose = {"drug": "lorazepam", "time": "bedtime", "dose": "2 mg"}
    good = {"began": "2026-10-01", "cut": "2026-12-20", "before": [dose]}

    def earlier(**keys):
        return request_document(earlier={**good, **keys})

    yield "a day", request_document(earlier="2026-10-01"), "earlier: "
    yield "no first day", request_document(earlier={"cut": "2026-12-20"}), "earlier.beg"
    yield "no cut", request_document(earlier={"began": "2026-10-01"}), "earlier.cut: "
    yield "began after cut", earlier(began="2026-12-21"), "earlier.began: "
    yield "cut after start", earlier(cut="2027-01-05"), "earlier.cut: "
    yield "unknown key", earlier(step=1), "earlier.step: "
    yield "before a dose", earlier(before=dose), "earlier.before: "
    yield "unknown drug", earlier(before=[{**dose, "drug": "x"}]), "earlier.before[0]."
    yield "without unit", earlier(before=[{**dose, "dose": "2"}]), "earlier.before[0]."


GROUPS = (
    _doses,
    _top_level,
    _current,
    _person_and_goal,
    _pace,
    _products,
    _overrides,
    _co_drugs,
    _care,
    _supply,
    _crossover,
    _agreed_rule,
    _earlier,
)
BAD_REQUESTS = [
    (f"{group.__name__[1:]}: {name}", document, beginning)
    for group in GROUPS
    for name, document, beginning in group()
]
NAMES = [name for name, _, _ in BAD_REQUESTS]
