"""Models, histories and sample times as they might come, generated."""

from hypothesis import settings
from hypothesis import strategies as st

from stepwell.kinetics.history import History
from stepwell.kinetics.model import (
    DOSE,
    Absorption,
    Analyte,
    Disposition,
    Formation,
    Model,
)


SLOW = settings(max_examples=max(8, settings().max_examples // 5))
"""For properties whose reference road takes a tenth of a second."""

NAMES = ("parent", "first", "second", "third", "fourth", "fifth")
HORIZON_H = 240.0


def between(low, high):
    """Numbers spread evenly over their orders of magnitude."""
    return st.floats(0.0, 1.0).map(lambda share: low * (high / low) ** share)


@st.composite
def absorptions(draw, most=2):
    lags = st.one_of(st.just(0.0), st.floats(0.05, 3.0))
    rates = between(0.1, 6.0)
    if most == 1 or draw(st.booleans()):
        return (Absorption(1.0, draw(rates), draw(lags)),)
    share = draw(st.floats(0.05, 0.95))
    return (
        Absorption(share, draw(rates), draw(lags)),
        Absorption(1.0 - share, draw(rates), draw(lags)),
    )


@st.composite
def dispositions(draw):
    """Volumes of 5 to 500 L; half-lives from an hour to a week and more."""
    volume = draw(between(5.0, 500.0))
    clearance = volume * draw(between(0.01, 2.0))
    if not draw(st.booleans()):
        return Disposition(clearance, volume)
    flow = volume * draw(between(0.05, 3.0))
    return Disposition(clearance, volume, flow, volume * draw(between(0.2, 10.0)))


@st.composite
def models(draw, most=4, portions=2):
    """Chains and branches; sources may turn into less than all of themselves."""
    count = draw(st.integers(1, most))
    left = {DOSE: 1.0}
    analytes = []
    for name in NAMES[:count]:
        source = draw(st.sampled_from(sorted(left))) if analytes else DOSE
        fraction = left[source] * draw(st.floats(0.1, 0.9))
        if not analytes and draw(st.booleans()):
            fraction = 1.0
        left[source] -= fraction
        if left[source] < 0.01:
            del left[source]
        left[name] = 1.0
        analytes.append(
            Analyte(
                name,
                draw(dispositions()),
                Formation(source, fraction, draw(st.floats(0.6, 1.2))),
            )
        )
    return Model(draw(absorptions(portions)), tuple(analytes))


doses_mg = between(0.1, 40.0)


@st.composite
def doses(draw, horizon=HORIZON_H):
    """Late, extra, changing doses, some doubled at the same time: (h, mg) in order."""
    times = draw(
        st.lists(
            st.one_of(st.floats(0.0, horizon), st.integers(0, int(horizon)).map(float)),
            min_size=1,
            max_size=12,
        )
    )
    if draw(st.booleans()):
        times.append(draw(st.sampled_from(times)))
    return [(time, draw(doses_mg)) for time in sorted(times)]


@st.composite
def samples(draw, horizon=HORIZON_H):
    """An irregular grid, with a sparse even one through the whole and past the end."""
    irregular = draw(st.lists(st.floats(0.0, horizon), max_size=12))
    even = [horizon * share / 8 for share in range(1, 10)]
    return sorted([*irregular, *even])


def history_of(doses):
    """The history of doses (h, mg)."""
    return History.of([time for time, _ in doses], [mg for _, mg in doses])
