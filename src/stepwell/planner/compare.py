"""Direct and crossover side by side: the same request, planned in both ways."""

from dataclasses import replace

from stepwell.formulary import Formulary
from stepwell.plan.crossover import DIAZEPAM
from stepwell.plan.proposal import Proposal
from stepwell.plan.request import Method, Request
from stepwell.planner.propose import propose


def other_methods(request: Request) -> tuple[Method, ...]:
    """The methods besides that of a request by which it could be planned, too."""
    methods = [Method.DIRECT]
    if request.drugs != (DIAZEPAM,):
        methods.append(Method.CROSSOVER)
    return tuple(method for method in methods if method is not request.method)


def proposals(request: Request, formulary: Formulary) -> dict[str, Proposal]:
    """The proposals of a request by method: one, or both to compare."""
    methods = [request.method]
    if request.method is Method.COMPARE:
        methods = [Method.DIRECT, Method.CROSSOVER]
    return {
        method.value: propose(replace(request, method=method), formulary)
        for method in methods
    }
