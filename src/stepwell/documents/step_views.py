"""The steps of a plan as they are shown."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from stepwell.dispensing import dose_sentence, part_words
from stepwell.documents.views import DoseView, StepLevels, StepView, TakeView
from stepwell.plan.plan import Dose, Part, Plan, Step
from stepwell.plan.regimen import Regimen
from stepwell.plan.times import DoseTime
from stepwell.quantities import count_text
from stepwell.quantities.decimals import rounded_text, scaled_text
from stepwell.safety.cap import Change
from stepwell.safety.scale import Scale


Forms = Mapping[str, str]
"""The form of each product id."""


@dataclass(frozen=True, slots=True)
class StepWords:
    """Says the steps of a plan: which forms the products have, how doses compare."""

    forms: Forms
    scale: Scale

    def steps(
        self, plan: Plan, levels: Iterable[StepLevels | None]
    ) -> Iterator[StepView]:
        """Give every step, compared with the one before it, with its levels."""
        earlier = plan.before
        for step, found in zip(plan.steps, levels, strict=True):
            yield self._step(step, earlier, found)
            earlier = step.regimen

    def _step(
        self, step: Step, earlier: Regimen, levels: StepLevels | None
    ) -> StepView:
        regimen = step.regimen
        change = Change(
            self.scale.diazepam_mg(earlier), self.scale.diazepam_mg(regimen)
        )
        low, high = outward(*self.scale.range_mg(regimen))
        return StepView(
            number=step.number,
            start=step.start,
            days=step.days,
            doses=tuple(self._dose(dose) for dose in step.doses),
            total_mg=totals(regimen),
            low=low,
            high=high,
            percent=_signed(change.fraction * 100),
            points=_signed(change.points),
            reasons=step.reasons,
            ended=tuple(ended_words(earlier.amounts, regimen.amounts)),
            levels=levels,
        )

    def _dose(self, dose: Dose) -> DoseView:
        return DoseView(
            time=dose.time,
            drug=dose.drug,
            mg=dose.amount.mg_text,
            take=tuple(self._take(part, dose) for part in dose.parts),
            text=dose_sentence(dose, dict(self.forms)),
        )

    def _take(self, part: Part, dose: Dose) -> TakeView:
        alone = Dose(dose.time, dose.drug, part.amount, (part,))
        return TakeView(
            product=part.product,
            mg=part.amount.mg_text,
            text=dose_sentence(alone, dict(self.forms)),
            form=self.forms[part.product],
            words=part_words(part, self.forms[part.product]),
            strength_mg=part.strength.mg_text if part.strength else "",
            count=count_text(part.count) if part.count else "",
            concentration_mg_per_ml=(
                part.concentration.mg_per_ml_text if part.concentration else ""
            ),
            volume_ml=part.volume.ml_text if part.volume else "",
        )


def ended_words(
    earlier: Iterable[tuple[str, DoseTime]], later: Collection[tuple[str, DoseTime]]
) -> Iterator[str]:
    """Say each dose of the day that was taken before, and is not any more."""
    for drug, time in earlier:
        if (drug, time) not in later:
            yield f"No {drug} {time.words} any more."


def totals(regimen: Regimen) -> tuple[tuple[str, str], ...]:
    """The total daily dose of each drug in mg."""
    return tuple((drug, regimen.total(drug).mg_text) for drug in regimen.drugs)


def outward(low: Fraction, high: Fraction) -> tuple[str, str]:
    """Write a range with two decimals: the low end rounded down, the high end up."""
    down, up = (low * 100) // 1, -((-high * 100) // 1)
    return scaled_text(down, 2), scaled_text(up, 2)


def _signed(value: Fraction) -> str:
    text = rounded_text(abs(value), 1)
    return f"-{text}" if value < 0 and text != "0" else text
