"""The answers that are offered, in plain words; every flag of a person stands here."""

from collections.abc import Iterable

from stepwell.formulary import Formulary, Product
from stepwell.plan.person import Flag, RedFlag
from stepwell.plan.times import DoseTime
from stepwell.web.drafts.fields import NONE, Option


MARKETS = {
    "gb": "United Kingdom",
    "us": "United States",
    "ca": "Canada",
    "au": "Australia",
    "de": "Germany",
}
TIMES = {
    DoseTime.MORNING: "In the morning",
    DoseTime.MIDDAY: "At midday",
    DoseTime.EVENING: "In the evening",
    DoseTime.BEDTIME: "At bedtime",
}
SIGNS = {
    RedFlag.SEIZURE: "I had a fit (a seizure), or fainted and jerked",
    RedFlag.CONFUSION: "I am confused, or do not know where I am, or have a fever and"
    " cannot keep still",
    RedFlag.HALLUCINATIONS_OR_PARANOIA: "I see or hear things that others do not, or"
    " feel watched, or my mood is racing high",
    RedFlag.SUICIDAL_THOUGHTS: "I think of ending my life or of hurting myself",
    RedFlag.CHEST_PAIN_OR_SEVERE_PALPITATIONS: "My chest hurts, or my heart pounds"
    " badly, or my blood pressure is very high",
    RedFlag.CANNOT_BE_WOKEN_OR_SLOW_BREATHING: "The person cannot be woken, or breathes"
    " very slowly",
    RedFlag.CANNOT_KEEP_DOSES_DOWN: "I am sick and cannot keep my doses down",
    RedFlag.RAN_OUT_OF_SUPPLY: "I have run out of my medicine",
}
BEFORE = {
    Flag.SEIZURE_HISTORY: "I have had a fit (a seizure) at some time in my life",
    Flag.EPILEPSY_TREATMENT: "I take something for epilepsy",
    Flag.PAST_WITHDRAWAL_DELIRIUM_OR_PSYCHOSIS: "Coming off once made me very confused,"
    " or I saw or heard things",
    Flag.PAST_SEVERE_WITHDRAWAL: "Coming off was once very hard on my body or mind",
    Flag.FAILED_TAPER: "I tried to come down before and it did not work out",
    Flag.INTERDOSE_SYMPTOMS: "I feel bad between doses, before the next one is due",
}
BODY = {
    Flag.PREGNANT: "I am pregnant",
    Flag.PLANNING_PREGNANCY: "I plan to get pregnant",
    Flag.BREASTFEEDING: "I breastfeed",
    Flag.LIVER_DISEASE: "My liver is ill",
    Flag.KIDNEY_DISEASE: "My kidneys are ill",
    Flag.SEVERE_RESPIRATORY_DISEASE: "My lungs are badly ill",
    Flag.SLEEP_APNOEA: "My breathing stops in my sleep (sleep apnoea)",
    Flag.MYASTHENIA: "I have myasthenia, an illness that makes muscles weak",
    Flag.COGNITIVE_IMPAIRMENT: "I have trouble with memory or thinking",
    Flag.FALLS: "I have had falls",
    Flag.FRAILTY: "I am frail: weak, slow or easily tired",
    Flag.CYP2C19_POOR_METABOLISER: "A test showed that my body is slow with some"
    " medicines (CYP2C19)",
}
MIND = {
    Flag.BIPOLAR_OR_PSYCHOSIS: "Bipolar disorder, or a psychosis",
    Flag.SEVERE_DEPRESSION_OR_ANXIETY: "Very low mood or very strong anxiety",
    Flag.PTSD: "Post-traumatic stress (PTSD)",
    Flag.MAJOR_LIFE_EVENT: "Something big is happening in my life, such as a loss or a"
    " move",
    Flag.DRIVES: "I drive, or work with machines",
}
BESIDE = {
    Flag.OPIOID: "Strong pain killers or other opioids, such as codeine, tramadol,"
    " morphine, methadone",
    Flag.ALCOHOL: "Alcohol",
    Flag.GABAPENTINOID: "Pregabalin or gabapentin",
    Flag.OTHER_SEDATIVES: "Other things that make sleepy",
    Flag.CYP_INHIBITOR: "Something that my pharmacist says makes this medicine"
    " stronger",
    Flag.CYP_INDUCER: "Something that my pharmacist says makes this medicine weaker",
    Flag.ILLICIT_SOURCE: "I get some of my medicine without a prescription",
    Flag.SUBSTANCE_USE_DISORDER: "I use alcohol or drugs in a way I find hard to stop",
    Flag.INJECTING: "I inject drugs",
}
PIECES = {
    "whole": "Whole tablets only",
    "half": "Half tablets",
    "quarter": "Quarters of a tablet",
}


def options(
    words: dict[str, str] | dict[Flag, str] | dict[RedFlag, str],
) -> tuple[Option, ...]:
    """Offer each."""
    return tuple(Option(str(value), text) for value, text in words.items())


def with_none(words: dict[Flag, str] | dict[RedFlag, str]) -> tuple[Option, ...]:
    """Offer each, and "none of these", so that silence is never taken for a no."""
    return (*options(words), Option(NONE, "None of these"))


def drug_options(formulary: Formulary, market: str) -> tuple[Option, ...]:
    """The medicines of a market, each with the names that may stand on its box."""
    here = [each for each in _planned(formulary) if each.market == market]
    return tuple(
        Option(drug, f"{drug} ({', '.join(brands)})" if brands else drug)
        for drug in sorted({product.drug for product in here})
        for brands in [_brands(here, drug)]
    )


def product_options(
    formulary: Formulary, market: str, drugs: Iterable[str]
) -> tuple[Option, ...]:
    """The products of a market that hold one of the drugs."""
    return tuple(
        Option(each.id, f"{each.drug} {each.name}", ", ".join(each.brands))
        for drug in dict.fromkeys(drugs)
        for each in _planned(formulary)
        if each.market == market and each.drug == drug
    )


def _planned(formulary: Formulary) -> list[Product]:
    return [each for each in formulary.products.values() if each.planned]


def _brands(products: list[Product], drug: str) -> list[str]:
    named = (brand for each in products if each.drug == drug for brand in each.brands)
    return sorted(set(named))
