"""What all tests share: Hypothesis's profiles and the coverage gates."""

import os

from hypothesis import Phase, settings

from coverage_gates import pytest_addoption, pytest_sessionfinish


__all__ = ["pytest_addoption", "pytest_sessionfinish"]

# No deadline: a slow machine is not a wrong answer.
settings.register_profile("default", max_examples=40, deadline=None)
settings.register_profile(
    "ci", max_examples=200, deadline=None, derandomize=True, print_blob=True
)
settings.register_profile(
    "mutants",
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
)
usual = "ci" if os.environ.get("CI") == "true" else "default"
settings.load_profile(os.environ.get("STEPWELL_HYPOTHESIS", usual))
