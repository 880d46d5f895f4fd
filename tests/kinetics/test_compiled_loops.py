"""The compiled loops as they are written: the same numbers when Python runs them."""

import numpy as np
import pytest

from kinetics.real_drugs import known, model_of
from kinetics.strategies import history_of
from stepwell.kinetics import compiled_loops, loops
from stepwell.kinetics.crowd import crowd_averages, crowd_levels, crowd_of
from stepwell.kinetics.people import population


KERNELS = [
    name for name, each in vars(compiled_loops).items() if hasattr(each, "py_func")
]
# Some steps of equal length, more of different length than the loops remember.
HISTORY = history_of([(8.0, 1.0), (22.0, 2.0), (32.0, 0.5), (32.0, 0.5), (57.3, 1.0)])
HOURS = np.concatenate(
    [np.arange(0.0, 30.0, 3.0), np.geomspace(30.1, 70.0, 23), np.arange(80.0, 110.0)]
)
EDGES = np.array([0.0, 8.0, 8.25, 24.0, 48.0, 57.3, 60.0, 72.0, 100.5])


@pytest.fixture
def by_python(monkeypatch):
    """The compiled kernels replaced by their own Python functions."""
    for name in KERNELS:
        kernel = getattr(compiled_loops, name)
        monkeypatch.setattr(compiled_loops, name, kernel.py_func)
    return compiled_loops


def test_there_are_kernels():
    """What is compared below is there."""
    assert KERNELS


@pytest.mark.parametrize("size", [1, 2, 33])
@pytest.mark.parametrize("formulation", ["diazepam", "zolpidem_cr", "lorazepam"])
def test_levels_by_python(formulation, size, by_python):
    """Levels of the kernels run by Python are those of the loops in NumPy."""
    crowd = crowd_of(model_of(formulation), population(known(formulation), size, 4))
    found = crowd_levels(crowd, HISTORY, HOURS, loops=by_python)
    expected = crowd_levels(crowd, HISTORY, HOURS, loops=loops)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12 * expected.max())


@pytest.mark.parametrize("size", [1, 33])
@pytest.mark.parametrize("formulation", ["diazepam", "zolpidem_cr", "lorazepam"])
def test_averages_by_python(formulation, size, by_python):
    """Means of the kernels run by Python are those of the loops in NumPy."""
    crowd = crowd_of(model_of(formulation), population(known(formulation), size, 4))
    found = crowd_averages(crowd, HISTORY, EDGES, loops=by_python)
    expected = crowd_averages(crowd, HISTORY, EDGES, loops=loops)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12 * expected.max())
