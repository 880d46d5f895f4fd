"""What all tests share: Hypothesis's profiles and the coverage gates."""

import os

from hypothesis import settings

from coverage_gates import pytest_addoption, pytest_sessionfinish


__all__ = ["pytest_addoption", "pytest_sessionfinish"]

# No deadline: a slow machine is not a wrong answer.
settings.register_profile("default", max_examples=40, deadline=None)
settings.register_profile(
    "ci", max_examples=200, deadline=None, derandomize=True, print_blob=True
)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "default")
