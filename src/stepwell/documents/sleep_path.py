"""Sleep in a plan for a sleeping tablet: the programme before the first cut, nights.

Which drugs count is data: WHO's groups of sleeping tablets (`Drug.is_hypnotic`), and
only where the drug is taken at bedtime and at no other time.
"""

from collections.abc import Iterator
from datetime import date

from stepwell.documents.ending_views import SleepView
from stepwell.documents.said import Said, texts, works_of
from stepwell.documents.wording import day_words, listed
from stepwell.formulary import Drug, Formulary
from stepwell.plan.plan import Plan
from stepwell.plan.regimen import Regimen
from stepwell.plan.times import DoseTime
from stepwell.safety.rules.g30_what_to_expect import COURSES, judge_days


UNTRACED = "curator_knowledge"

BEFORE_THE_CUT = Said(
    "Begin a sleep programme before the first cut of {drugs} on {day}. If none has"
    " begun by then, ask your prescriber whether the cut should wait; until you know,"
    " stay on the dose you take now.",
    ("asam2025pocket", "stepwell_proposal"),
)
WHAT_IT_IS = Said(
    "Cognitive behavioural therapy for insomnia (CBT-I) is a course of some weeks: a"
    " sleep diary, a fixed time to get up, what to do when awake at night, relaxation,"
    " and work on worries about sleep. Guidelines put it first, before any tablet, for"
    " poor sleep that lasts.",
    ("aasm2021", "esrs2023", "mtg70"),
)
WHO_OFFERS_IT = Said(
    "Psychologists, sleep clinics and tested digital programmes offer it; your"
    " prescriber or pharmacist can say which one you can get.",
    ("esrs2023", "mtg70"),
)
IT_HELPS = Said(
    "In two trials of older adults about 8 in 10 of those who had it together with a"
    " taper were off their tablets at the end, against 4 to 5 in 10 with a taper alone;"
    " a year later the difference was small in one of the two.",
    ("morin2004", "baillargeon2003"),
)
HABITS = Said(
    "Sleep habits help a little by themselves: the same time to get up every day, to"
    " bed only when sleepy, daylight, no clock in sight.",
    ("chung2018", "stimcontrol", UNTRACED),
)
NOT_ALONE = Said(
    "Do not shorten your time in bed on your own: too little sleep can bring on a"
    " seizure or mania in some people, and makes driving unsafe. Leave that part of the"
    " course to a clinician (partly unverified).",
    ("kyle2014", "sleeptables2013", UNTRACED),
)
PROGRAMME = (WHAT_IT_IS, WHO_OFFERS_IT, IT_HELPS, HABITS, NOT_ALONE)

WORSE_NIGHTS = Said(
    "After a cut of {drug} one to a few worse nights are to be expected (rebound),"
    " mostly after {peak} (unverified), and they pass. They show that the dose has"
    " changed, not that you cannot sleep without it.",
    ("navarrete2026", "reboundreview1989"),
)
IN_STUDIES = Said(
    "In studies there were one or two such nights after triazolam, and fewer after a"
    " taper; a year of zolpidem ended with no more of them than a year of placebo.",
    ("reboundreview1989", "roehrs2012"),
)
NOTHING_EXTRA = Said(
    "In such a night take nothing extra: no second tablet, no alcohol, no sleep aid"
    " from the shop. If you lie awake, get up, go where it is quiet and dim, and go"
    " back to bed when sleepy. If you are unsteady at night, sit up in bed instead.",
    ("stimcontrol", UNTRACED),
)
JUDGE = Said(
    "Judge a cut of {drug} after {days} days at the earliest, by all its nights and not"
    " by the worst one. If it stays hard, stay on the step and call.",
    ("stepwell_proposal",),
)
CALL = Said(
    "No sleep at all for two nights or more: call your prescriber the same day, and"
    " make no further cut before (unverified).",
    (UNTRACED,),
)


def is_for_nights(drug: Drug, taken: Regimen) -> bool:
    """Tell whether a drug is a sleeping tablet, taken at bedtime and only then."""
    return drug.is_hypnotic and set(taken.amounts_of(drug.id)) == {DoseTime.BEDTIME}


def sleep_view(plan: Plan, formulary: Formulary) -> SleepView | None:
    """What is said of sleep; None unless the plan cuts a sleeping tablet."""
    before = plan.before
    tablets = [formulary.drug(name) for name in before.drugs]
    cuts = {
        drug.id: day
        for drug in tablets
        if is_for_nights(drug, before) and (day := _first_cut(plan, drug.id))
    }
    if not cuts:
        return None
    first_cut = min(cuts.values())
    drugs = listed(list(cuts))
    begin = BEFORE_THE_CUT.of(drugs=drugs, day=day_words(first_cut))
    programme = [begin, *PROGRAMME]
    nights = list(_nights([formulary.drug(name) for name in cuts]))
    return SleepView(
        first_cut=first_cut,
        programme=texts(programme),
        nights=texts(nights),
        works=works_of([*programme, *nights]),
    )


def _first_cut(plan: Plan, drug: str) -> date | None:
    taken = plan.before.total(drug)
    falls = (step.start for step in plan.steps if step.regimen.total(drug) < taken)
    return next(falls, None)


def _nights(drugs: list[Drug]) -> Iterator[Said]:
    for drug in drugs:
        _, peak, _ = COURSES[drug.course.text]
        yield WORSE_NIGHTS.of(drug=drug.id, peak=peak)
    yield IN_STUDIES
    yield NOTHING_EXTRA
    for drug in drugs:
        yield JUDGE.of(drug=drug.id, days=str(judge_days(drug)))
    yield CALL
