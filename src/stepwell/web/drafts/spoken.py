"""A dose as it is said aloud, so that a slip of the decimal point is heard.

These sentences are tested word by word, and stay English on every page.
"""

from stepwell.formulary import load_formulary
from stepwell.interop.fields import read_dose
from stepwell.plan.times import DoseTime
from stepwell.web.drafts.answers import Answers
from stepwell.web.drafts.document import doses
from stepwell.web.drafts.fields import first


SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen"
    " fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
THOUSAND, HUNDRED, TWENTY, TEN = 1000, 100, 20, 10
MICROGRAMS_NG, MILLIGRAM_NG = 1_000, 1_000_000
USUAL_TABLETS = 2
WHEN = {
    DoseTime.MORNING: "in the morning",
    DoseTime.MIDDAY: "at midday",
    DoseTime.EVENING: "in the evening",
    DoseTime.BEDTIME: "at bedtime",
}


def dose_sentences(answers: Answers) -> list[tuple[int, str]]:
    """Each dose in words and digits, with its medicine, counted from 1."""
    market = first(answers.of("place"), "market")
    return [
        (medicine, f"{dose_sentence(drug, time, typed)}{doubt(market, drug, typed)}")
        for medicine, time, entry in doses(answers)
        for drug, typed in [(entry["drug"], entry["dose"])]
    ]


def doubt(market: str, drug: str, typed: str) -> str:
    """A question about a dose of more than two of the strongest tablets there are.

    A point that slipped by one place makes ten of one.
    """
    strongest = max(
        (
            each.strength
            for each in load_formulary().products.values()
            if (each.market, each.drug) == (market, drug) and each.strength
        ),
        default=None,
    )
    if strongest is None:
        return ""
    count, rest = divmod(read_dose(typed, "").nanograms, strongest.nanograms)
    if (count, rest) <= (USUAL_TABLETS, 0):
        return ""
    least = "more than " if rest else ""
    return (
        f" That is {least}{number_words(str(count))} of the strongest tablets or"
        f" capsules in your country ({strongest.mg_text} mg each). Is that right?"
    )


def dose_sentence(drug: str, time: str, typed: str) -> str:
    """``You take one milligram (1 mg) of lorazepam in the morning.``"""
    dose = read_dose(typed, "")
    plural = "" if dose.nanograms == MILLIGRAM_NG else "s"
    said = f"{number_words(dose.mg_text)} milligram{plural} ({dose.mg_text} mg"
    if dose.nanograms < MILLIGRAM_NG and not dose.nanograms % MICROGRAMS_NG:
        said += f", which is {dose.nanograms // MICROGRAMS_NG} micrograms"
    return f"You take {said}) of {drug} {WHEN[DoseTime(time)]}."


def number_words(text: str) -> str:
    """A decimal in words, digit by digit after the point: ``zero point two five``."""
    whole, _, part = text.partition(".")
    words = [_whole_words(int(whole))]
    if part:
        words += ["point", *(SMALL[int(digit)] for digit in part)]
    return " ".join(words)


def _whole_words(number: int) -> str:
    if number >= THOUSAND:
        return " ".join(SMALL[int(each)] for each in str(number))
    if number >= HUNDRED:
        rest = number % HUNDRED
        after = f" and {_whole_words(rest)}" if rest else ""
        return f"{SMALL[number // HUNDRED]} hundred{after}"
    if number < TWENTY:
        return SMALL[number]
    ones = f"-{SMALL[number % TEN]}" if number % TEN else ""
    return f"{TENS[number // TEN - 2]}{ones}"
