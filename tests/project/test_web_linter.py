"""The site touches its database in few places, each in somebody's name (H39)."""

from pathlib import Path

import pytest

from web_linter import faults, faults_of_site


SITE = Path(__file__).parents[2] / "src" / "stepwell" / "web"
VIEW = "today/views.py"
MODELS = "from stepwell.web.plans.models import "

BAD = [
    (VIEW, "Version.objects.all()", ".objects is for"),
    (VIEW, "Version._default_manager.first()", "._default_manager is for"),
    ("today/page.py", "space.versions.create(number=1)", ".create is for"),
    (VIEW, "row.save()", ".save is for"),
    (VIEW, "rows.update(number=2)", ".update is for"),
    (VIEW, "rows.delete()", ".delete is for"),
    (VIEW, "connection.cursor()", ".cursor is for"),
    (VIEW, "cursor.execute('DROP TABLE x')", ".execute is for"),
    ("plans/queries.py", "def f(viewer: User):\n    row.save()", ".save is for"),
    ("plans/queries.py", "def all_of():\n    pass", "viewer: User"),
    ("plans/queries.py", "def f(viewer):\n    pass", "viewer: User"),
    ("plans/queries.py", "def f(user: User, viewer: User):\n    pass", "viewer: User"),
    ("audit/queries.py", "def new():\n    pass", "viewer: User"),
    (
        "plans/actions.py",
        "def f(user: User):\n    with writing(user, 1) as w: pass",
        "actor: User",
    ),
    ("plans/actions.py", "def f(actor: User):\n    row.save()", "with writing"),
    (
        "plans/actions.py",
        "def f(actor: User):\n    with atomic():\n        row.save()",
        "with writing",
    ),
    (
        "today/actions.py",
        "def f(actor: User):\n    add(actor, 1, [])",
        "with writing",
    ),
    (VIEW, MODELS + "Version", "knows no Version"),
    ("plans/hold_forms.py", MODELS + "Origin, Change", "knows no Change"),
    ("plans/templatetags/words.py", MODELS + "Review", "knows no Review"),
    (VIEW, f"def f():\n    {MODELS}Pause", "knows no Pause"),
    (VIEW, "from stepwell.web.seeding import sample_people", "made-up"),
    (VIEW, "from stepwell.web import bulk_seeding", "made-up"),
    (VIEW, "import stepwell.web.seeding", "made-up"),
]
OTHERS = "from stepwell.web.journal.actions import add\n"
GOOD = [
    (VIEW, "from allauth.mfa.models import Authenticator"),
    ("today/actions.py", OTHERS + "def f(actor: User):\n    add(actor, 1, [])"),
    (VIEW, "known.update(other); known.update()"),
    (VIEW, "if TYPE_CHECKING:\n    from stepwell.web.plans.models import Version"),
    (VIEW, MODELS + "Origin, Turn"),
    (VIEW, "from stepwell.web.spaces.models import LONGEST_NAME, Market"),
    (VIEW, "from stepwell.web.accounts.models import User"),
    ("plans/queries.py", "def f(viewer: User):\n    return Version.objects.all()"),
    ("plans/queries.py", "def _f(rows):\n    return rows"),
    (
        "plans/actions.py",
        "def f(actor: 'User'):\n    with writing(actor, 1) as w:\n        row.save()",
    ),
    ("plans/page.py", MODELS + "Version"),
]


@pytest.mark.parametrize(("place", "text", "said"), BAD)
def test_what_breaks_a_rule_is_named(place, text, said):
    """With its file and line."""
    (fault,) = faults(place, text)
    assert fault.startswith(f"{place}:")
    assert said in fault


@pytest.mark.parametrize(("place", "text"), GOOD)
def test_what_keeps_the_rules_is_left_alone(place, text):
    """So that nobody has to work around the linter."""
    assert faults(place, text) == []


def test_the_site_keeps_the_rules():
    """Every file of it."""
    assert faults_of_site(SITE) == []
