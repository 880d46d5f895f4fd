"""All that is modelled of a plan, in one go: its levels are worked out once."""

from stepwell.documents.aftercare import after_care
from stepwell.documents.change_over import change_over
from stepwell.documents.level_views import level_views, step_levels
from stepwell.documents.plan_levels import plan_levels
from stepwell.documents.views import Modelled
from stepwell.formulary import Formulary
from stepwell.plan.plan import Plan
from stepwell.plan.request import Request
from stepwell.safety.scale import Scale


def modelled(
    plan: Plan, request: Request, formulary: Formulary, scale: Scale
) -> Modelled:
    """Describe the levels of a plan that is proposed, and its end."""
    levels = plan_levels(plan, request, formulary, scale)
    return Modelled(
        steps=tuple(step_levels(plan, levels)),
        drugs=level_views(levels),
        change_over=tuple(change_over(plan, levels)),
        aftercare=after_care(plan, request.person, levels, formulary),
    )
