"""Who takes the medicine, as far as the plan depends on it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Flag(StrEnum):
    """A fact about the person that may tighten limits or forbid a plan."""

    SEIZURE_HISTORY = "seizure_history"
    EPILEPSY_TREATMENT = "epilepsy_treatment"
    PAST_WITHDRAWAL_DELIRIUM_OR_PSYCHOSIS = "past_withdrawal_delirium_or_psychosis"
    PAST_SEVERE_WITHDRAWAL = "past_severe_withdrawal"
    FAILED_TAPER = "failed_taper"
    INTERDOSE_SYMPTOMS = "interdose_symptoms"
    PREGNANT = "pregnant"
    PLANNING_PREGNANCY = "planning_pregnancy"
    BREASTFEEDING = "breastfeeding"
    LIVER_DISEASE = "liver_disease"
    KIDNEY_DISEASE = "kidney_disease"
    SEVERE_RESPIRATORY_DISEASE = "severe_respiratory_disease"
    SLEEP_APNOEA = "sleep_apnoea"
    MYASTHENIA = "myasthenia"
    COGNITIVE_IMPAIRMENT = "cognitive_impairment"
    FALLS = "falls"
    FRAILTY = "frailty"
    OPIOID = "opioid"
    ALCOHOL = "alcohol"
    GABAPENTINOID = "gabapentinoid"
    OTHER_SEDATIVES = "other_sedatives"
    SUBSTANCE_USE_DISORDER = "substance_use_disorder"
    INJECTING = "injecting"
    ILLICIT_SOURCE = "illicit_source"
    BIPOLAR_OR_PSYCHOSIS = "bipolar_or_psychosis"
    SEVERE_DEPRESSION_OR_ANXIETY = "severe_depression_or_anxiety"
    PTSD = "ptsd"
    MAJOR_LIFE_EVENT = "major_life_event"
    DRIVES = "drives"
    CYP2C19_POOR_METABOLISER = "cyp2c19_poor_metaboliser"
    CYP_INHIBITOR = "cyp_inhibitor"
    CYP_INDUCER = "cyp_inducer"

    @property
    def words(self) -> str:
        """The flag as it is read out in a sentence."""
        return self.value.replace("_", " ").replace("cyp2c19", "CYP2C19")


class RedFlag(StrEnum):
    """A sign that stops all planning until a care team has cleared it (G05)."""

    SEIZURE = "seizure"
    CONFUSION = "confusion"
    HALLUCINATIONS_OR_PARANOIA = "hallucinations_or_paranoia"
    SUICIDAL_THOUGHTS = "suicidal_thoughts"
    CHEST_PAIN_OR_SEVERE_PALPITATIONS = "chest_pain_or_severe_palpitations"
    CANNOT_BE_WOKEN_OR_SLOW_BREATHING = "cannot_be_woken_or_slow_breathing"
    CANNOT_KEEP_DOSES_DOWN = "cannot_keep_doses_down"
    RAN_OUT_OF_SUPPLY = "ran_out_of_supply"


@dataclass(frozen=True, slots=True)
class Person:
    """The person; an age that was not given is ``None``, never guessed."""

    age_years: int | None = None
    flags: frozenset[Flag] = frozenset()
    red_flags: frozenset[RedFlag] = frozenset()

    def has_any(self, *flags: Flag) -> tuple[Flag, ...]:
        """Give those of ``flags`` that hold, in the order asked."""
        return tuple(flag for flag in flags if flag in self.flags)


@dataclass(frozen=True, slots=True)
class UseHistory:
    """Since when, and on how many days a week, the medicine has been taken."""

    since: date | None = None
    days_per_week: int = 7

    def months_until(self, day: date) -> int | None:
        """Whole months of use up to a day; None when the start is unknown."""
        if self.since is None:
            return None
        whole = (day.year - self.since.year) * 12 + day.month - self.since.month
        return whole - (day.day < self.since.day)
