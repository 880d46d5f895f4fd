"""The questions in the order they are asked, one a page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.formulary import load_formulary
from stepwell.interop.errors import InputError
from stepwell.interop.fields import read_day, read_dose, read_ratio, read_whole
from stepwell.interop.request_person import read_since
from stepwell.quantities import QuantityError
from stepwell.quantities.reading import read_number
from stepwell.web.drafts import choices
from stepwell.web.drafts.answers import SIGNS, Answers
from stepwell.web.drafts.clock import today
from stepwell.web.drafts.fields import Field, Kind, Option, Said, first


MEDICINES = "medicines"
DOSE_HINT = "A number and its unit, such as 0.5 mg or 500 micrograms."
WHICH = "Tick all that are true, or tick none of these."


@dataclass(frozen=True, slots=True)
class Question:
    """A page with its fields, which may depend on what was answered before.

    ``name`` is how the page that reads everything back calls it.
    """

    slug: str
    title: str
    name: str
    fields: Callable[[Answers], tuple[Field, ...]]
    lead: tuple[str, ...] = ()


def dose(text: str) -> object:
    """Read a dose; raises InputError."""
    return read_dose(text, "")


def since(text: str) -> object:
    """Read a month or a year; raises InputError."""
    day = read_since(text, "")
    if day > today():
        raise InputError("this is in the future; write when you began")
    return day


def first_day(text: str) -> date:
    """Read a first day that is not over; raises InputError.

    Yesterday passes, because it may still be that day where the person is.
    """
    day = read_day(text, "")
    if day < today() - timedelta(days=1):
        raise InputError("this day is over; choose today or a later day")
    return day


def whole(low: int, high: int) -> Callable[[str], object]:
    """Make a reader of a whole number written in digits."""
    return lambda text: read_whole(low, high)(number(text), "")


def percent(text: str) -> object:
    """Read a percentage above 0 and below 100; raises InputError."""
    return read_ratio("100", excluded=True)(number(text), "")


def number(text: str) -> object:
    """A plain number as a number; anything else as the text that it is."""
    try:
        exact = read_number(text)
    except QuantityError:
        return text
    return exact if "." in text else int(exact)


def fixed(*fields: Field) -> Callable[[Answers], tuple[Field, ...]]:
    """Fields that depend on nothing."""
    return lambda answers: fields


def _ticks(name: str, label: str, options: tuple[Option, ...]) -> Field:
    return Field(name, label, Kind.SOME, options=options, needed=WHICH)


def medicine_fields(answers: Answers) -> tuple[Field, ...]:
    """The fields of one medicine: which it is, and its dose at each time."""
    market = first(answers.of("place"), "market")
    return (
        Field(
            "drug",
            "Which medicine is it?",
            Kind.LIST,
            hint="The name may stand on the box in small letters.",
            options=choices.drug_options(load_formulary(), market),
            needed="Choose your medicine from the list.",
        ),
        *(
            Field(str(time), words, hint=DOSE_HINT, read=dose)
            for time, words in choices.TIMES.items()
        ),
    )


def drugs_of(answers: Answers) -> list[str]:
    """What is taken, each once."""
    return list(dict.fromkeys(first(each, "drug") for each in answers.medicines))


def _goal(answers: Answers) -> tuple[Field, ...]:
    drugs = drugs_of(answers)
    goal = Field(
        "goal",
        "What would you like?",
        Kind.ONE,
        options=(
            Option("stop", "To come off it, step by step"),
            Option("lower", "To come down to a lower dose and stay there"),
            Option("unsure", "I am not sure yet"),
        ),
        needed="Choose one answer. Not being sure is an answer, too.",
    )
    lower = Field(
        "reduce_to",
        "If you chose a lower dose: how much in a whole day?",
        hint="A number and its unit: 5 mg, or 500 micrograms.",
        needed="Write the lower dose for a whole day, such as 5 mg.",
        only_with=("goal", "lower"),
        read=dose,
    )
    which = Field(
        "drug",
        "If you chose a lower dose: of which medicine?",
        Kind.ONE,
        options=tuple(Option(drug, drug) for drug in drugs),
        needed="Choose the medicine.",
        only_with=("goal", "lower"),
    )
    return (goal, lower, which) if len(drugs) > 1 else (goal, lower)


def _products(answers: Answers) -> tuple[Field, ...]:
    market = first(answers.of("place"), "market")
    return (
        Field(
            "which",
            "Which products may the draft use?",
            Kind.ONE,
            options=(
                Option("usual", "All usual ones where I live"),
                Option("only", "Only those that I tick below"),
            ),
            needed="Choose one answer.",
        ),
        Field(
            "products",
            "If you chose only some: tick each that you can get",
            Kind.SOME,
            options=choices.product_options(
                load_formulary(), market, drugs_of(answers)
            ),
            needed="Tick at least one product.",
            only_with=("which", "only"),
        ),
    )


QUESTIONS = (
    Question(
        SIGNS,
        "Is any of this happening now?",
        "Signs that need help now",
        fixed(
            _ticks(SIGNS, "Tick all that are true", choices.with_none(choices.SIGNS))
        ),
        ("These signs come first. With one of them you need help now, not a plan.",),
    ),
    Question(
        "place",
        "Where do you get your medicine?",
        "Country",
        fixed(
            Field(
                "market",
                "The country decides which tablets and liquids there are",
                Kind.ONE,
                options=choices.options(choices.MARKETS),
                needed="Choose the country.",
            )
        ),
    ),
    Question(
        MEDICINES,
        "Your medicines",
        "More medicines",
        fixed(
            Field(
                "more",
                "Do you take another benzodiazepine or Z-drug?",
                Kind.ONE,
                hint="Such as one for the day and one for the night.",
                options=(
                    Option("yes", "Yes, there is another one"),
                    Option("no", "No, this is all"),
                ),
                needed="Choose yes or no.",
            )
        ),
    ),
    Question(
        "use",
        "How long have you taken it?",
        "How long and how often",
        fixed(
            Field(
                "since",
                "Since when?",
                hint="The year, or year and month: 2021 or 2021-05. With several"
                " medicines, say it of the one that you have taken longest.",
                needed="Write the year in which you began, such as 2021.",
                read=since,
            ),
            Field(
                "days",
                "On how many days of a week do you take it?",
                hint="A number from 1 to 7. Every day is 7.",
                needed="Write a number from 1 to 7.",
                read=whole(1, 7),
                instead="Write a number from 1 to 7.",
            ),
        ),
    ),
    Question(
        "age",
        "How old are you?",
        "Age",
        fixed(
            Field(
                "age",
                "Your age in years",
                hint="Age changes how careful a plan has to be.",
                needed="Write your age in years, such as 46.",
                read=whole(0, 120),
                instead="Write your age in whole years, such as 46.",
            )
        ),
    ),
    Question(
        "before",
        "Has any of this happened to you before?",
        "What happened before",
        fixed(_ticks("flags", WHICH, choices.with_none(choices.BEFORE))),
        ("None of it is your fault. It tells how careful a plan has to be.",),
    ),
    Question(
        "body",
        "Is any of this true of your body?",
        "Body",
        fixed(_ticks("flags", WHICH, choices.with_none(choices.BODY))),
    ),
    Question(
        "mind",
        "Is any of this part of your life now?",
        "Mind and daily life",
        fixed(_ticks("flags", WHICH, choices.with_none(choices.MIND))),
    ),
    Question(
        "beside",
        "What else do you take or use?",
        "What else is taken",
        fixed(_ticks("flags", WHICH, choices.with_none(choices.BESIDE))),
        (
            "Some things slow your breathing together with this medicine."
            " Nobody else sees your answer.",
        ),
    ),
    Question(
        "goal",
        "What would you like?",
        "What you would like",
        _goal,
        ("A lower dose is a good result, too. You can change this at any time.",),
    ),
    Question(
        "pace",
        "How big should each step be?",
        "Pace",
        fixed(
            Field(
                "pace",
                "Who chooses the pace of this draft?",
                Kind.ONE,
                options=(
                    Option(
                        "leave",
                        "Stepwell works it out from my answers",
                        "The draft says why. Your prescriber may choose another.",
                    ),
                    Option("own", "I have a pace from my prescriber"),
                ),
                needed="Choose one answer.",
            ),
            Field(
                "percent",
                "If you have a pace: how many per cent less with each step?",
                hint="Per cent of the dose you take then.",
                needed="Write the per cent of each step, as your prescriber said.",
                only_with=("pace", "own"),
                read=percent,
                instead="Write a plain number above 0 and below 100, such as 2.5.",
            ),
            Field(
                "days",
                "If you have a pace: how many days does a step last?",
                needed="Write how many days a step lasts, as your prescriber said.",
                only_with=("pace", "own"),
                read=whole(1, 365),
                instead="Write a whole number of days, from 1 to 365.",
            ),
        ),
    ),
    Question(
        "products",
        "Which tablets and liquids can you get?",
        "Tablets and liquids",
        _products,
        ("Your pharmacist can tell you which ones there are.",),
    ),
    Question(
        "pieces",
        "What can you measure out?",
        "Pieces and liquids",
        fixed(
            Field(
                "smallest",
                "What is the smallest piece you can cut well?",
                Kind.ONE,
                hint="Capsules and slow-release tablets are never cut.",
                options=choices.options(choices.PIECES),
                needed="Choose the smallest piece.",
            ),
            Field(
                "liquids",
                "Could you measure a liquid with a syringe for the mouth?",
                Kind.ONE,
                options=(Option("yes", "Yes"), Option("no", "No")),
                needed="Choose yes or no.",
            ),
        ),
    ),
    Question(
        "start",
        "When could the first step begin?",
        "First day",
        fixed(
            Field(
                "start",
                "The first day of the draft",
                Kind.DAY,
                hint="Leave time to talk with your prescriber first.",
                needed="Choose a day.",
                read=first_day,
            )
        ),
        ("Nothing begins on that day unless your prescriber agrees.",),
    ),
)
BY_SLUG = {question.slug: question for question in QUESTIONS}


def dose_problem(said: Said) -> str:
    """Say so when a medicine has no dose at any time."""
    times = [said.get(str(time)) for time in choices.TIMES]
    return "" if any(times) else "Write at least one dose."
