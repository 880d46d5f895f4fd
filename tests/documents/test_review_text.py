"""How a review reads when there is little to say."""

from stepwell.documents import ReviewView, review_text
from stepwell.documents.blocks import plain
from stepwell.documents.finding_groups import finding_groups
from stepwell.plan.finding import Finding, Severity


def page(*findings):
    view = ReviewView("0", "sha256:0", (), findings, finding_groups(findings), (), ())
    return plain(review_text(view))


def test_no_finding_is_no_blessing():
    """Silence of the rules is not said to make a schedule right."""
    text = page()
    assert "does not make the schedule right for you" in " ".join(text.split())
    assert "Sources" not in text


def test_finding_without_a_way_out():
    """A finding need not say what would change it."""
    text = page(Finding("G99", Severity.INFO, "Something.", "asam2025"))
    assert "G99: the whole plan" in text
    assert "What would change it" not in text


def test_help_comes_before_any_dose():
    """With a sign that needs help now, nobody is told to stay on a dose."""
    text = page(Finding("G05", Severity.STOP, "Call now.", "asam2025"))
    assert "Get help now" in text
    assert "stay on" not in text
