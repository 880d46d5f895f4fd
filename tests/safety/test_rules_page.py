"""docs/reference/rules.md says what the rules say.

Write the page anew with ``python tests/safety/test_rules_page.py`` and src on the
path of Python.
"""

import re
from pathlib import Path

import pytest

from safety.specification import specification
from stepwell.safety.rule import Rule
from stepwell.safety.rules import RULES


PAGE = Path(__file__).parents[2] / "docs/reference/rules.md"
BEGINNING = """\
# The rules of the review

<!-- Made from the rules themselves by tests/safety/test_rules_page.py. -->

These rules judge every plan that Stepwell drafts and every schedule somebody brings.
A clinician has not reviewed them yet.

**info** explains.
**caution** asks for a second look.
**lock** makes the draft and leaves the agreement to a prescriber.
**stop** refuses.
Some findings of a rule may be graver or milder than its level.

A source is the id of a work; `./stepwell sources` lists them.
`stepwell_proposal` marks our own proposals.
`curator_knowledge` marks what is not traced to a source yet.
"""
YIELDS = "yes, with a reason, and it becomes a lock"


def render() -> str:
    """The page as it should be."""
    return "\n".join([BEGINNING, *map(section, RULES)])


def section(rule: Rule) -> str:
    looks_for = (rule.check.__doc__ or "").splitlines()[0]
    return "\n".join(
        [
            f"## {rule.id} {rule.title}",
            "",
            looks_for,
            "",
            f"- Level: {rule.severity}",
            f"- Source: `{rule.source}`",
            f"- A prescriber may override a stop: {YIELDS if rule.yields else 'no'}",
            f"- What would change it: {rule.would_change}",
            "",
            "Its tests hold it to this:",
            "",
            *(f"- {each}" for each in specification()[rule.id]),
            "",
        ]
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_tests_that_read_as_the_rule(rule):
    """Each says in words what the rule does in a situation."""
    said = specification()[rule.id]
    assert said
    assert all(re.fullmatch(r"[A-Z][^.]+\. .+\.", each) for each in said)


def test_every_rule_is_documented_as_it_is():
    """The page is the one that the rules give."""
    assert PAGE.read_text("utf-8") == render()


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(render(), "utf-8")
