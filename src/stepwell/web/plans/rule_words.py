"""The agreed rule of a plan document in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stepwell.documents.wording import day_words
from stepwell.interop.fields import Fields, read_day
from stepwell.interop.request_agreed_rule import read_agreed_rule
from stepwell.plan.agreed_rule import POSSIBLE, Response


SITUATIONS = {
    "mild": gettext_lazy("A step is a little hard"),
    "moderate": gettext_lazy("A step is hard"),
    "lasting": gettext_lazy("It stays hard for more than 14 days"),
    "severe": gettext_lazy("A step is very hard"),
}
RESPONSES = {
    Response.GO_ON: gettext_lazy("go on as planned"),
    Response.WAIT: gettext_lazy("wait a week, then look again"),
    Response.HOLD: gettext_lazy("stay on the step for two weeks"),
    Response.SLOW: gettext_lazy("stay on the step, then make the next change half"),
    Response.STEP_BACK: gettext_lazy("go back to the step before, and stay there"),
}


@dataclass(frozen=True, slots=True)
class RuleShown:
    """What to do in each situation, and who agreed to it."""

    rows: tuple[tuple[str, str], ...]
    agreement: str


def rule_shown(document: Mapping[str, Any]) -> RuleShown:
    """Say the rule that a plan carries."""
    request = document["request"]
    start = read_day(request["start"], "start")
    told = {key: request[key] for key in ("agreed_rule",) if key in request}
    rule = read_agreed_rule(Fields.of(told, "", ("agreed_rule",)), start)
    rows = tuple(
        (str(SITUATIONS[each]), str(RESPONSES[rule.response(each)]))
        for each in POSSIBLE
    )
    if rule.agreed_with is None or rule.agreed_on is None:
        return RuleShown(rows, _("The usual rule: nobody has agreed to another yet."))
    said = {"name": rule.agreed_with, "day": day_words(rule.agreed_on)}
    return RuleShown(rows, _("Agreed with %(name)s on %(day)s.") % said)
