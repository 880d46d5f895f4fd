"""The single view of a proposal that all documents render."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from stepwell import __version__
from stepwell.dispensing import supply_of
from stepwell.documents.citations import citations
from stepwell.documents.edition_view import edition_view
from stepwell.documents.emergency import what_this_is_not
from stepwell.documents.ending_views import AfterCareView, SleepView
from stepwell.documents.finding_groups import finding_groups
from stepwell.documents.sleep_path import sleep_view
from stepwell.documents.step_views import StepWords, totals
from stepwell.documents.supply_words import supply_note_views
from stepwell.documents.views import Modelled, PlanView, StepView, TodayView
from stepwell.documents.wording import (
    FOR_LOCKS,
    TAKE_ALONG,
    counted,
    day_words,
    days_words,
    for_people,
    listed,
)
from stepwell.formulary import Formulary, Product
from stepwell.plan.edition import FIRST, Edition
from stepwell.plan.finding import Severity
from stepwell.plan.plan import Plan
from stepwell.plan.proposal import Proposal
from stepwell.plan.regimen import Regimen
from stepwell.plan.request import Request
from stepwell.plan.schedule import Schedule
from stepwell.safety.case import Case, regimen_of
from stepwell.safety.rules.g34_reviews import review_dates
from stepwell.safety.scale import Scale, default_table
from stepwell.sources import Bibliography


OCCUPANCY_WORK = "maudsley_transcription"
ONLY_A_PRESCRIBER = (
    "only a prescriber may agree this plan; it has to be drafted by one first, with"
    ' author = "prescriber" in the request'
)


def plan_view(
    proposal: Proposal,
    formulary: Formulary,
    works: Bibliography,
    document: Mapping[str, Any] | None = None,
    edition: Edition = FIRST,
) -> PlanView:
    """Describe a proposal; the formulary need not know its compounded products.

    ``document`` is that of its request, for a plan that can be made anew from itself.
    Raises ValueError for an ``edition`` that says it was agreed where it cannot be.
    """
    if edition.agreed_on is not None and (why := why_not_agreed(proposal)):
        raise ValueError(why)
    request, plan = proposal.request, proposal.plan
    known = formulary.with_products(request.custom_products)
    used = _products(plan, known)
    scale = Scale.using(known, proposal.table or default_table(request.market))
    words = StepWords({product.id: product.form for product in used}, scale)
    refused = proposal.is_refused or plan is None
    proposed = None if refused else plan
    modelled = _modelled(proposal, known, scale)
    sleep = sleep_view(proposed, known) if proposed else None
    steps = tuple(words.steps(plan, modelled.steps)) if plan else ()
    today = regimen_of(request.current)
    reviews = _reviews(request, proposed, known)
    return PlanView(
        refused=refused,
        software=__version__,
        fingerprint=formulary.fingerprint,
        market=request.market,
        equivalence=scale.table.id,
        edition=edition_view(edition, proposed, reviews),
        title=_title(request, today, refused=refused),
        start=request.start,
        summary=_summary(proposal, steps, scale),
        today=_today(today),
        steps=steps,
        levels=modelled.drugs,
        change_over=modelled.change_over,
        sleep=sleep,
        aftercare=modelled.aftercare,
        stop_date=proposed.stop_date if proposed else None,
        final_dose_mg=None if refused else _final_dose(steps),
        supply=supply_of(proposed, request.supply) if proposed else (),
        supply_notes=(supply_note_views(proposed, request, known) if proposed else ()),
        reviews=reviews,
        product_names=tuple((each.id, f"{each.drug} {each.name}") for each in used),
        findings=proposal.findings,
        groups=finding_groups(proposal.findings, _stop_number(plan)),
        assumptions=proposal.assumptions,
        pace=tuple(for_people(f"{each.text} ({each.id})") for each in proposal.pace),
        sources=citations(
            [
                *_work_ids(proposal, used, scale, today),
                *_work_ids_at_the_end(modelled.aftercare, sleep),
            ],
            works,
        ),
        take_along=_take_along(proposal),
        what_this_is_not=what_this_is_not(proposal.findings, edition),
        crossover=plan.crossover if plan else None,
        request=document,
    )


def why_not_agreed(proposal: Proposal) -> str:
    """Say why a proposal cannot be recorded as agreed; empty if it can."""
    if proposal.is_refused or proposal.plan is None:
        return "a plan that was refused cannot have been agreed"
    return ONLY_A_PRESCRIBER if proposal.needs_prescriber else ""


def _reviews(
    request: Request, plan: Plan | None, formulary: Formulary
) -> tuple[date, ...]:
    if plan is None:
        return ()
    schedule = Schedule.of_plan(plan)
    return tuple(review_dates(Case.of_request(request, formulary), schedule))


def _modelled(proposal: Proposal, formulary: Formulary, scale: Scale) -> Modelled:
    """What is modelled of a plan that is proposed; nothing of one that is refused."""
    plan = proposal.plan
    if plan is None or proposal.is_refused:
        return Modelled(steps=(None,) * (len(plan.steps) if plan else 0))
    # Slow to import (numpy), and no list of drugs and no review needs it.
    from stepwell.documents.modelled import modelled

    return modelled(plan, proposal.request, formulary, scale)


def _products(plan: Plan | None, formulary: Formulary) -> tuple[Product, ...]:
    steps = plan.steps if plan else ()
    parts = (part for step in steps for dose in step.doses for part in dose.parts)
    ids = dict.fromkeys(part.product for part in parts)
    return tuple(formulary.product(product_id) for product_id in ids)


def _stop_number(plan: Plan | None) -> int | None:
    """The review counts the days after the last step as one step more."""
    return plan.steps[-1].number + 1 if plan and plan.stop_date else None


def _title(request: Request, today: Regimen, *, refused: bool) -> str:
    goal = request.goal
    drugs = listed(list(today.drugs)) or "the medicine"
    kind = "A request for a gradual reduction" if refused else "A gradual reduction"
    if goal.reduce_to is not None:
        return f"{kind} of {goal.drug or drugs} to {goal.reduce_to.words} a day"
    first = f", {goal.drug} first" if goal.drug and len(today.drugs) > 1 else ""
    return f"{kind} of {drugs}{first}"


def _today(today: Regimen) -> tuple[TodayView, ...]:
    return tuple(
        TodayView(time, drug, amount.mg_text)
        for (drug, time), amount in today.amounts.items()
    )


def _summary(
    proposal: Proposal, steps: tuple[StepView, ...], scale: Scale
) -> tuple[tuple[str, str], ...]:
    request, plan = proposal.request, proposal.plan
    now = totals(regimen_of(request.current))
    taken = listed([f"{mg} mg of {drug}" for drug, mg in now])
    said = [("Taken today", taken or "nothing that Stepwell plans with")]
    if plan is not None and not proposal.is_refused:
        total_days = (plan.end - plan.start).days
        said += [
            ("Begins", day_words(plan.start)),
            ("Takes", f"{days_words(total_days)} in {counted(len(steps), 'step')}"),
            (
                "Last dose" if plan.stop_date else "Lowest dose",
                f"{steps[-1].total_words} a day",
            ),
            ("Without it from", day_words(plan.stop_date))
            if plan.stop_date
            else ("After that", "that dose goes on"),
        ]
    said.append(("Compared by", f"{scale.table.name} ({scale.table.id})"))
    return tuple(said)


def _final_dose(steps: tuple[StepView, ...]) -> str | None:
    totals_at_end = steps[-1].total_mg
    return totals_at_end[0][1] if len(totals_at_end) == 1 else None


def _take_along(proposal: Proposal) -> tuple[str, ...]:
    locked = any(found.severity is Severity.LOCK for found in proposal.findings)
    return (*((FOR_LOCKS,) if locked else ()), *TAKE_ALONG)


def _work_ids(
    proposal: Proposal, used: tuple[Product, ...], scale: Scale, today: Regimen
) -> list[str]:
    return [
        *(finding.source for finding in proposal.findings),
        *(reason.id for reason in proposal.pace),
        *(
            each.table_for(drug).work
            for drug in today.drugs
            for each in (scale, scale.other)
        ),
        OCCUPANCY_WORK,
        *(work for product in used for work in product.works),
    ]


def _work_ids_at_the_end(
    care: AfterCareView | None, sleep: SleepView | None
) -> list[str]:
    return [work for each in (sleep, care) if each for work in each.works]
