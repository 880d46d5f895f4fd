"""The questions in the order they are asked, one a page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stepwell.formulary import load_formulary
from stepwell.interop.fields import read_day, read_dose, read_ratio, read_whole
from stepwell.interop.request_person import read_since
from stepwell.quantities import QuantityError
from stepwell.quantities.reading import read_number
from stepwell.web.drafts import choices
from stepwell.web.drafts.answers import SIGNS, Answers
from stepwell.web.drafts.clock import today
from stepwell.web.drafts.fields import (
    Field,
    Kind,
    Option,
    Said,
    UnusableError,
    Words,
    first,
)


MEDICINES = "medicines"
A_DOSE, MICROGRAMS = "5 mg", "500 micrograms"
"""Examples stand beside the words, so that no translation can change a dose."""
DOSE_HINT = format_lazy(
    _("A number and its unit, such as {one} or {other}."),
    one="0.5 mg",
    other=MICROGRAMS,
)
WHICH = _("Tick all that are true, or tick none of these.")


@dataclass(frozen=True, slots=True)
class Question:
    """A page with its fields, which may depend on what was answered before.

    ``name`` is how the page that reads everything back calls it.
    """

    slug: str
    title: Words
    name: Words
    fields: Callable[[Answers], tuple[Field, ...]]
    lead: tuple[Words, ...] = ()


def dose(text: str) -> object:
    """Read a dose; raises InputError."""
    return read_dose(text, "")


def since(text: str) -> object:
    """Read a month or a year; raises InputError."""
    day = read_since(text, "")
    if day > today():
        raise UnusableError(gettext("This is in the future; write when you began."))
    return day


def first_day(text: str) -> date:
    """Read a first day that is not over; raises InputError.

    Yesterday passes, because it may still be that day where the person is.
    """
    day = read_day(text, "")
    if day < today() - timedelta(days=1):
        raise UnusableError(gettext("This day is over; choose today or a later day."))
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


def _ticks(name: str, label: Words, options: tuple[Option, ...]) -> Field:
    return Field(name, label, Kind.SOME, options=options, needed=WHICH)


def medicine_fields(answers: Answers) -> tuple[Field, ...]:
    """The fields of one medicine: which it is, and its dose at each time."""
    market = first(answers.of("place"), "market")
    return (
        Field(
            "drug",
            _("Which medicine is it?"),
            Kind.LIST,
            hint=_("The name may stand on the box in small letters."),
            options=choices.drug_options(load_formulary(), market),
            needed=_("Choose your medicine from the list."),
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
        _("What would you like?"),
        Kind.ONE,
        options=(
            Option("stop", _("To come off it, step by step")),
            Option("lower", _("To come down to a lower dose and stay there")),
            Option("unsure", _("I am not sure yet")),
        ),
        needed=_("Choose one answer. Not being sure is an answer, too."),
    )
    lower = Field(
        "reduce_to",
        _("If you chose a lower dose: how much in a whole day?"),
        told=_("How much in a whole day?"),
        hint=format_lazy(
            _("A number and its unit: {one}, or {other}."), one=A_DOSE, other=MICROGRAMS
        ),
        needed=format_lazy(
            _("Write the lower dose for a whole day, such as {dose}."), dose=A_DOSE
        ),
        only_with=("goal", "lower"),
        read=dose,
    )
    which = Field(
        "drug",
        _("If you chose a lower dose: of which medicine?"),
        Kind.ONE,
        told=_("Of which medicine?"),
        options=tuple(Option(drug, drug) for drug in drugs),
        needed=_("Choose the medicine."),
        only_with=("goal", "lower"),
    )
    return (goal, lower, which) if len(drugs) > 1 else (goal, lower)


def _products(answers: Answers) -> tuple[Field, ...]:
    market = first(answers.of("place"), "market")
    return (
        Field(
            "which",
            _("Which products may the draft use?"),
            Kind.ONE,
            options=(
                Option("usual", _("All usual ones where I live")),
                Option("only", _("Only those that I tick below")),
            ),
            needed=_("Choose one answer."),
        ),
        Field(
            "products",
            _("If you chose only some: tick each that you can get"),
            Kind.SOME,
            options=choices.product_options(
                load_formulary(), market, drugs_of(answers)
            ),
            needed=_("Tick at least one product."),
            only_with=("which", "only"),
        ),
    )


QUESTIONS = (
    Question(
        SIGNS,
        _("Is any of this happening now?"),
        _("Signs that need help now"),
        fixed(
            _ticks(SIGNS, _("Tick all that are true"), choices.with_none(choices.SIGNS))
        ),
        (_("These signs come first. With one of them you need help now, not a plan."),),
    ),
    Question(
        "place",
        _("Where do you get your medicine?"),
        _("Country"),
        fixed(
            Field(
                "market",
                _("The country decides which tablets and liquids there are"),
                Kind.ONE,
                options=choices.options(choices.MARKETS),
                needed=_("Choose the country."),
            )
        ),
    ),
    Question(
        MEDICINES,
        _("Your medicines"),
        _("More medicines"),
        fixed(
            Field(
                "more",
                _("Do you take another benzodiazepine or Z-drug?"),
                Kind.ONE,
                hint=_("Such as one for the day and one for the night."),
                options=(
                    Option("yes", _("Yes, there is another one")),
                    Option("no", _("No, this is all")),
                ),
                needed=_("Choose yes or no."),
            )
        ),
    ),
    Question(
        "use",
        _("How long have you taken it?"),
        _("How long and how often"),
        fixed(
            Field(
                "since",
                _("Since when?"),
                hint=_(
                    "The year, or year and month: 2021 or 2021-05. With several"
                    " medicines, say it of the one that you have taken longest."
                ),
                needed=_("Write the year in which you began, such as 2021."),
                read=since,
            ),
            Field(
                "days",
                _("On how many days of a week do you take it?"),
                hint=_("A number from 1 to 7. Every day is 7."),
                needed=_("Write a number from 1 to 7."),
                read=whole(1, 7),
                instead=_("Write a number from 1 to 7."),
            ),
        ),
    ),
    Question(
        "age",
        _("How old are you?"),
        _("Age"),
        fixed(
            Field(
                "age",
                _("Your age in years"),
                hint=_("Age changes how careful a plan has to be."),
                needed=_("Write your age in years, such as 46."),
                read=whole(0, 120),
                instead=_("Write your age in whole years, such as 46."),
            )
        ),
    ),
    Question(
        "before",
        _("Has any of this happened to you before?"),
        _("What happened before"),
        fixed(_ticks("flags", WHICH, choices.with_none(choices.BEFORE))),
        (_("None of it is your fault. It tells how careful a plan has to be."),),
    ),
    Question(
        "body",
        _("Is any of this true of your body?"),
        _("Body"),
        fixed(_ticks("flags", WHICH, choices.with_none(choices.BODY))),
    ),
    Question(
        "mind",
        _("Is any of this part of your life now?"),
        _("Mind and daily life"),
        fixed(_ticks("flags", WHICH, choices.with_none(choices.MIND))),
    ),
    Question(
        "beside",
        _("What else do you take or use?"),
        _("What else is taken"),
        fixed(_ticks("flags", WHICH, choices.with_none(choices.BESIDE))),
        (
            _(
                "Some things slow your breathing together with this medicine."
                " Nobody else sees your answer."
            ),
        ),
    ),
    Question(
        "goal",
        _("What would you like?"),
        _("What you would like"),
        _goal,
        (_("A lower dose is a good result, too. You can change this at any time."),),
    ),
    Question(
        "pace",
        _("How big should each step be?"),
        _("Pace"),
        fixed(
            Field(
                "pace",
                _("Who chooses the pace of this draft?"),
                Kind.ONE,
                options=(
                    Option(
                        "leave",
                        _("Stepwell works it out from my answers"),
                        _("The draft says why. Your prescriber may choose another."),
                    ),
                    Option("own", _("I have a pace from my prescriber")),
                ),
                needed=_("Choose one answer."),
            ),
            Field(
                "percent",
                _("If you have a pace: how many per cent less with each step?"),
                told=_("How many per cent less with each step?"),
                hint=_("Per cent of the dose you take then."),
                needed=_("Write the per cent of each step, as your prescriber said."),
                only_with=("pace", "own"),
                read=percent,
                instead=_("Write a plain number above 0 and below 100, such as 2.5."),
            ),
            Field(
                "days",
                _("If you have a pace: how many days does a step last?"),
                told=_("How many days does a step last?"),
                needed=_("Write how many days a step lasts, as your prescriber said."),
                only_with=("pace", "own"),
                read=whole(1, 365),
                instead=_("Write a whole number of days, from 1 to 365."),
            ),
        ),
    ),
    Question(
        "products",
        _("Which tablets and liquids can you get?"),
        _("Tablets and liquids"),
        _products,
        (_("Your pharmacist can tell you which ones there are."),),
    ),
    Question(
        "pieces",
        _("What can you measure out?"),
        _("Pieces and liquids"),
        fixed(
            Field(
                "smallest",
                _("What is the smallest piece you can cut well?"),
                Kind.ONE,
                hint=_("Capsules and slow-release tablets are never cut."),
                options=choices.options(choices.PIECES),
                needed=_("Choose the smallest piece."),
            ),
            Field(
                "liquids",
                _("Could you measure a liquid with a syringe for the mouth?"),
                Kind.ONE,
                options=(Option("yes", _("Yes")), Option("no", _("No"))),
                needed=_("Choose yes or no."),
            ),
        ),
    ),
    Question(
        "start",
        _("When could the first step begin?"),
        _("First day"),
        fixed(
            Field(
                "start",
                _("The first day of the draft"),
                Kind.DAY,
                hint=_("Leave time to talk with your prescriber first."),
                needed=_("Choose a day."),
                read=first_day,
            )
        ),
        (_("Nothing begins on that day unless your prescriber agrees."),),
    ),
)
BY_SLUG = {question.slug: question for question in QUESTIONS}


def dose_problem(said: Said) -> str:
    """Say so when a medicine has no dose at any time."""
    times = [said.get(str(time)) for time in choices.TIMES]
    return "" if any(times) else gettext("Write at least one dose.")
