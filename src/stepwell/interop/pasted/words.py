"""The words of a pasted schedule: what each means, and which are refused and why."""

from collections.abc import Mapping
from types import MappingProxyType

from stepwell.plan.times import DoseTime


def _each(words: str, meaning: DoseTime) -> dict[str, DoseTime]:
    return dict.fromkeys(words.split(), meaning)


TIMES: Mapping[str, DoseTime] = MappingProxyType(
    {
        **_each("morning mornings mane am breakfast", DoseTime.MORNING),
        **_each("midday noon lunch lunchtime afternoon", DoseTime.MIDDAY),
        **_each("evening evenings teatime pm supper", DoseTime.EVENING),
        **_each(
            "night nights nocte bedtime bed hs nighttime retiring", DoseTime.BEDTIME
        ),
    }
)
INTERPRETED: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            "night nights nocte nighttime".split(), '"night" is read as bedtime'
        ),
        "afternoon": '"afternoon" is read as midday',
        **dict.fromkeys(("teatime", "supper"), "the evening meal is read as evening"),
        "pm": '"pm" is read as evening',
    }
)
"""Time words that leave room, and what was settled."""

MORNING, MIDDAY, EVENING, BEDTIME = DoseTime
SPREAD: Mapping[int, tuple[DoseTime, ...]] = MappingProxyType(
    {
        2: (MORNING, BEDTIME),
        3: (MORNING, MIDDAY, BEDTIME),
        4: (MORNING, MIDDAY, EVENING, BEDTIME),
    }
)
"""At which times so many doses a day are taken, where only their number is said."""
SPREAD_NAMES: Mapping[int, str] = MappingProxyType(
    {
        2: '"twice a day" is read as morning and bedtime',
        3: '"three times a day" is read as morning, midday and bedtime',
        4: '"four times a day" is read as morning, midday, evening and bedtime',
    }
)
A_DAY: Mapping[str, int] = MappingProxyType(
    {"od": 1, "qd": 1, "bd": 2, "bid": 2, "tds": 3, "tid": 3, "qds": 4, "qid": 4}
)
OFTEN: Mapping[str, int] = MappingProxyType({"once": 1, "twice": 2, "thrice": 3})

COUNTS: Mapping[str, int] = MappingProxyType(
    {
        word: number
        for number, word in enumerate(
            "one two three four five six seven eight nine ten eleven twelve".split(), 1
        )
    }
)
TABLETS = frozenset("tablet tablets tab tabs capsule capsules cap caps".split())
LIQUIDS = frozenset("liquid solution suspension syrup".split())
MASS_UNITS = frozenset("mg milligram milligrams microgram micrograms".split())
UNSAFE_UNITS = frozenset("mcg mcgs ug µg μg ng g gram grams mgs".split())
VOLUME_UNITS = frozenset("ml mls millilitre millilitres milliliter milliliters".split())
DAY_UNITS: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("day", "days"), 1),
        **dict.fromkeys(("week", "weeks", "wk", "wks"), 7),
        **dict.fromkeys(("fortnight", "fortnights"), 14),
    }
)
MONTH_NAMES = (
    "january february march april may june july august september october november"
    " december"
).split()
MONTHS: Mapping[str, int] = MappingProxyType(
    {
        spelling: number
        for number, name in enumerate(MONTH_NAMES, 1)
        for spelling in (name, name[:3], "sept" if name == "september" else name)
    }
)
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

THEN = frozenset("then thereafter afterwards subsequently".split())
NOW = frozenset("now currently current today presently".split())
STOP = frozenset("stop stopped stopping discontinue discontinued cease".split())
NIL = frozenset("nil none nothing zero".split())
ONGOING = frozenset("ongoing indefinitely".split())
CHANGE = frozenset(
    "reduce reducing reduced reduces decrease decreasing decreased drop cut lower"
    " increase increasing increased raise change".split()
)
LESS = frozenset("reduce reducing decrease decreasing drop cut lower".split())
SINCE = frozenset("from starting commencing beginning start begin starts".split())
STAY = frozenset("continue stay remain keep".split())
UNTIL = frozenset("to until till".split())
JOIN = frozenset(("and", "&", "+", "plus"))
DASHES = frozenset("-–—−")
BREAKS = frozenset(",;.:()[]")

PADDING = frozenset(
    "take takes taking taken please of the at in on with dose doses is are be your"
    " you he she they patient each every po orally oral continue stay remain"
    " keep time should will a an all start starting starts begin".split()
)
"""Words that change nothing in a line of doses; nothing else is passed over."""
HEADING = frozenset(
    "reduction reducing schedule plan regime regimen taper tapering withdrawal"
    " programme program table medication medicine drug week weeks dose doses"
    " suggested proposed agreed new the for of a and your his her".split()
)
"""Words of a title, in a line that holds no number."""

EVERY_DAY = "ask your prescriber for the same dose every day, and write that"
_REFUSED = {
    **dict.fromkeys(
        (
            "prn",
            "as needed",
            "if needed",
            "when needed",
            "as required",
            "if required",
            "when required",
            "if necessary",
        ),
        "this is no dose for every day; write the doses that are taken every day",
    ),
    **dict.fromkeys(
        ("as directed", "as before", "as above", "same", "usual"),
        "this names no dose; write it in mg",
    ),
    **dict.fromkeys(
        ("max", "maximum", "up to", "at most", "no more than"),
        "a limit is not a dose; write the dose that is taken",
    ),
    **dict.fromkeys(
        ("about", "approximately", "approx", "roughly", "around"),
        "this is not exact; write the dose in mg",
    ),
    **dict.fromkeys(
        (
            "alternate",
            "alternating",
            "every other",
            "every second",
            "every third",
            "eod",
            "skip",
            "miss",
            "weekdays",
            "weekend",
            "weekends",
        ),
        "a day with less or no dose in between can bring withdrawal, and is not"
        f" read; {EVERY_DAY}",
    ),
    **dict.fromkeys(
        ("%", "percent", "per cent"),
        "this is no dose that can be taken; write each step in mg",
    ),
    **dict.fromkeys(
        ("month", "months", "monthly"),
        "a month can be 28 to 31 days; write days or weeks",
    ),
    **dict.fromkeys(
        ("dinner", "dinnertime"),
        "this is midday to some and evening to others; write midday or evening",
    ),
    **dict.fromkeys(
        ("or", "either"), "this leaves a choice; write the dose that is taken"
    ),
    **dict.fromkeys(
        ("divided", "split", "halves"), "write the dose of each time of day in mg"
    ),
    **dict.fromkeys(
        ("double", "extra", "additional"),
        "a dose on top is no dose for every day; write every dose in mg",
    ),
    **dict.fromkeys(
        ("hourly", "hours", "hour", "hrly"),
        "hours are not read; write morning, midday, evening or bedtime",
    ),
}
REFUSED: Mapping[tuple[str, ...], str] = MappingProxyType(
    {tuple(phrase.split()): why for phrase, why in _REFUSED.items()}
)
"""What is never read, with the reason and the way out."""

TELLING = (
    frozenset(TIMES)
    | frozenset(A_DAY)
    | frozenset(("twice", "thrice", "daily", "dose", "doses", "half", "quarter"))
    | frozenset(COUNTS) - {"one"}
    | TABLETS
    | MASS_UNITS
    | UNSAFE_UNITS - {"g"}
    | VOLUME_UNITS
    | frozenset(DAY_UNITS)
    | STOP
    | NIL
    | ONGOING
    | CHANGE
    | NOW
    | THEN
    | frozenset("take taking tonight tomorrow weekly fortnightly".split())
    | frozenset("prn alternate alternating eod skip max maximum month months".split())
    | frozenset("halve halved hold withhold pause restart resume omit continue".split())
    | frozenset("monthly percent hourly weekdays weekends double".split())
)
"""A line that holds one of these is never left out as mere prose."""
