"""The answers that are offered, in plain words; every flag of a person stands here."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from stepwell.formulary import Formulary, Product
from stepwell.plan.person import Flag, RedFlag
from stepwell.plan.times import DoseTime
from stepwell.web.drafts.fields import NONE, Option, Words
from stepwell.web.english import English


MARKETS = {
    "gb": _("United Kingdom"),
    "us": _("United States"),
    "ca": _("Canada"),
    "au": _("Australia"),
    "de": _("Germany"),
}
TIMES = {
    DoseTime.MORNING: _("In the morning"),
    DoseTime.MIDDAY: _("At midday"),
    DoseTime.EVENING: _("In the evening"),
    DoseTime.BEDTIME: _("At bedtime"),
}
SIGNS = {
    RedFlag.SEIZURE: _("I had a fit (a seizure), or fainted and jerked"),
    RedFlag.CONFUSION: _(
        "I am confused, or do not know where I am, or have a fever and"
        " cannot keep still"
    ),
    RedFlag.HALLUCINATIONS_OR_PARANOIA: _(
        "I see or hear things that others do not, or"
        " feel watched, or my mood is racing high"
    ),
    RedFlag.SUICIDAL_THOUGHTS: _("I think of ending my life or of hurting myself"),
    RedFlag.CHEST_PAIN_OR_SEVERE_PALPITATIONS: _(
        "My chest hurts, or my heart pounds badly, or my blood pressure is very high"
    ),
    RedFlag.CANNOT_BE_WOKEN_OR_SLOW_BREATHING: _(
        "The person cannot be woken, or breathes very slowly"
    ),
    RedFlag.CANNOT_KEEP_DOSES_DOWN: _("I am sick and cannot keep my doses down"),
    RedFlag.RAN_OUT_OF_SUPPLY: _("I have run out of my medicine"),
}
BEFORE = {
    Flag.SEIZURE_HISTORY: _("I have had a fit (a seizure) at some time in my life"),
    Flag.EPILEPSY_TREATMENT: _("I take something for epilepsy"),
    Flag.PAST_WITHDRAWAL_DELIRIUM_OR_PSYCHOSIS: _(
        "Coming off once made me very confused, or I saw or heard things"
    ),
    Flag.PAST_SEVERE_WITHDRAWAL: _("Coming off was once very hard on my body or mind"),
    Flag.FAILED_TAPER: _("I tried to come down before and it did not work out"),
    Flag.INTERDOSE_SYMPTOMS: _("I feel bad between doses, before the next one is due"),
}
BODY = {
    Flag.PREGNANT: _("I am pregnant"),
    Flag.PLANNING_PREGNANCY: _("I plan to get pregnant"),
    Flag.BREASTFEEDING: _("I breastfeed"),
    Flag.LIVER_DISEASE: _("My liver is ill"),
    Flag.KIDNEY_DISEASE: _("My kidneys are ill"),
    Flag.SEVERE_RESPIRATORY_DISEASE: _("My lungs are badly ill"),
    Flag.SLEEP_APNOEA: _("My breathing stops in my sleep (sleep apnoea)"),
    Flag.MYASTHENIA: _("I have myasthenia, an illness that makes muscles weak"),
    Flag.COGNITIVE_IMPAIRMENT: _("I have trouble with memory or thinking"),
    Flag.FALLS: _("I have had falls"),
    Flag.FRAILTY: _("I am frail: weak, slow or easily tired"),
    Flag.CYP2C19_POOR_METABOLISER: _(
        "A test showed that my body is slow with some medicines (CYP2C19)"
    ),
}
MIND = {
    Flag.BIPOLAR_OR_PSYCHOSIS: _("Bipolar disorder, or a psychosis"),
    Flag.SEVERE_DEPRESSION_OR_ANXIETY: _("Very low mood or very strong anxiety"),
    Flag.PTSD: _("Post-traumatic stress (PTSD)"),
    Flag.MAJOR_LIFE_EVENT: _(
        "Something big is happening in my life, such as a loss or a move"
    ),
    Flag.DRIVES: _("I drive, or work with machines"),
}
BESIDE = {
    Flag.OPIOID: _(
        "Strong pain killers or other opioids, such as codeine, tramadol,"
        " morphine, methadone"
    ),
    Flag.ALCOHOL: _("Alcohol"),
    Flag.GABAPENTINOID: _("Pregabalin or gabapentin"),
    Flag.OTHER_SEDATIVES: _("Other things that make sleepy"),
    Flag.CYP_INHIBITOR: _(
        "Something that my pharmacist says makes this medicine stronger"
    ),
    Flag.CYP_INDUCER: _("Something that my pharmacist says makes this medicine weaker"),
    Flag.ILLICIT_SOURCE: _("I get some of my medicine without a prescription"),
    Flag.SUBSTANCE_USE_DISORDER: _(
        "I use alcohol or drugs in a way I find hard to stop"
    ),
    Flag.INJECTING: _("I inject drugs"),
}
PIECES = {
    "whole": _("Whole tablets only"),
    "half": _("Half tablets"),
    "quarter": _("Quarters of a tablet"),
}


def options(
    words: Mapping[str, Words] | Mapping[Flag, Words] | Mapping[RedFlag, Words],
) -> tuple[Option, ...]:
    """Offer each."""
    return tuple(Option(str(value), text) for value, text in words.items())


def with_none(
    words: Mapping[Flag, Words] | Mapping[RedFlag, Words],
) -> tuple[Option, ...]:
    """Offer each, and "none of these", so that silence is never taken for a no."""
    return (*options(words), Option(NONE, _("None of these")))


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
        Option(each.id, English(f"{each.drug} {each.name}"), ", ".join(each.brands))
        for drug in dict.fromkeys(drugs)
        for each in _planned(formulary)
        if each.market == market and each.drug == drug
    )


def _planned(formulary: Formulary) -> list[Product]:
    return [each for each in formulary.products.values() if each.planned]


def _brands(products: list[Product], drug: str) -> list[str]:
    named = (brand for each in products if each.drug == drug for brand in each.brands)
    return sorted(set(named))
