"""The end of a plan: the last doses, what to expect, check-ins and the way back."""

from collections.abc import Iterator, Sequence

from stepwell.documents.aftercare_words import (
    AFTER_TITLE,
    APART,
    AS_GOOD_AS_STOPPING,
    BACK_FROM_DOSE,
    CAN_COME_LATE,
    DOSE_GOES_ON,
    ENDED_BEFORE,
    LAST_DOSE,
    LAST_STEP,
    LOOK_AT,
    LOOK_AT_DOSE,
    NO_DATE_TO_KEEP,
    ROUTE_BACK,
    SINGLE_NIGHTS,
    STAYING_TITLE,
    SUBSTANCES,
    SYMPTOMS,
)
from stepwell.documents.check_ins import CheckIn, after_stop, on_a_lower_dose
from stepwell.documents.ending_views import AfterCareView
from stepwell.documents.endings import DAY, Ending, endings
from stepwell.documents.plan_levels import LONG_ACTING, PlanLevels
from stepwell.documents.said import Said, texts, works_of
from stepwell.documents.sleep_path import is_for_nights
from stepwell.documents.wording import day_words, listed
from stepwell.formulary import Formulary
from stepwell.plan.person import Flag, Person
from stepwell.plan.plan import Plan, Step
from stepwell.safety.rules.g30_what_to_expect import COURSES


def after_care(
    plan: Plan, person: Person, levels: PlanLevels, formulary: Formulary
) -> AfterCareView:
    """Say what comes at the end of a plan that is proposed, and after it."""
    if plan.stop_date is None:
        return _staying(plan)
    ends = list(endings(plan, levels, formulary))
    check_ins = list(after_stop(plan.stop_date, ends))
    ending = list(_ending(plan, ends))
    expect = [sentence for end in ends for sentence in _expected(plan, end)]
    route = [*ROUTE_BACK]
    if Flag.SUBSTANCE_USE_DISORDER in person.flags:
        route.append(SUBSTANCES)
    return AfterCareView(
        title=AFTER_TITLE,
        ending=texts(ending),
        washouts=tuple(end.washout for end in ends),
        expect=texts(expect),
        check_ins=tuple(each.view for each in check_ins),
        look_at=texts(LOOK_AT),
        apart=texts(APART),
        route_back=texts(route),
        works=works_of(
            [*ending, *expect, *_of(check_ins), *LOOK_AT, *APART, *route],
        ),
    )


def _staying(plan: Plan) -> AfterCareView:
    check_ins = list(on_a_lower_dose(plan.end))
    goes_on = DOSE_GOES_ON.of(day=day_words(plan.end))
    ending = [_last_step(plan.steps[-1]), goes_on, AS_GOOD_AS_STOPPING]
    return AfterCareView(
        title=STAYING_TITLE,
        ending=texts(ending),
        washouts=(),
        expect=(),
        check_ins=tuple(each.view for each in check_ins),
        look_at=texts(LOOK_AT_DOSE),
        apart=(),
        route_back=texts(BACK_FROM_DOSE),
        works=works_of([*ending, *_of(check_ins), *LOOK_AT_DOSE, *BACK_FROM_DOSE]),
    )


def _of(check_ins: Sequence[CheckIn]) -> Iterator[Said]:
    for each in check_ins:
        yield from each.focus
        yield each.look


def _ending(plan: Plan, ends: Sequence[Ending]) -> Iterator[Said]:
    """The last step, the last dose, the stop, and that none of it is a deadline."""
    last = plan.steps[-1]
    yield _last_step(last)
    for end in ends:
        if end.last_day < last.end - DAY:
            day = day_words(end.last_day)
            yield ENDED_BEFORE.of(drug=end.drug.id, last=day)
    yield LAST_DOSE.of(
        time=last.doses[-1].time.words,
        last=day_words(last.end - DAY),
        stop=day_words(last.end),
    )
    yield NO_DATE_TO_KEEP
    drugs = [end.drug for end in ends if end.drug.id in last.regimen.drugs]
    if any(is_for_nights(drug, last.regimen) for drug in drugs):
        yield SINGLE_NIGHTS


def _last_step(step: Step) -> Said:
    first, last = day_words(step.start), day_words(step.end - DAY)
    regimen = step.regimen
    return LAST_STEP.of(
        number=str(step.number),
        dates=first if step.days == 1 else f"{first} to {last}",
        total=listed(
            [f"{regimen.total(drug).mg_text} mg of {drug}" for drug in regimen.drugs]
        ),
    )


def _expected(plan: Plan, end: Ending) -> Iterator[Said]:
    """When symptoms may come, as G30 says it of a cut; only of what ends with it."""
    if end.last_day < plan.end - DAY:
        return
    onset, peak, last = COURSES[end.course]
    day = day_words(end.last_day + last * DAY)
    yield SYMPTOMS.of(drug=end.drug.id, onset=onset, peak=peak, day=day)
    if end.course == LONG_ACTING:
        yield CAN_COME_LATE
