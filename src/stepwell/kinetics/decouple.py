"""Decoupling a linear system: from compartments to modes that decay by themselves.

Each 2 x 2 exchange block is turned by a rotation, which makes the whole matrix lower
triangular with its rates on the diagonal, known in closed form.  Then each entry
between two rates is removed by an elementary similarity, nearest to the diagonal
first, so that what is removed stays removed.

Everything works on one matrix (n, n) or on many at once (people, n, n).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stepwell.kinetics.rates import Floats


Pairs = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Decoupled:
    """``block = inverse @ matrix @ basis``, all (..., n, n)."""

    block: Floats
    basis: Floats
    inverse: Floats

    @property
    def amplification(self) -> Floats:
        """How much rounding is amplified on the way there and back, (...)."""
        there: Floats = np.abs(self.basis).max(axis=(-2, -1))
        back: Floats = np.abs(self.inverse).max(axis=(-2, -1))
        return there * back


def decay_rates(matrix: Floats, pairs: Pairs) -> Floats:
    """The rates (..., n) in 1/h at which the modes decay, in closed form."""
    decay: Floats = -np.diagonal(matrix, axis1=-2, axis2=-1).copy()
    for here, there in pairs:
        out, back = matrix[..., there, here], matrix[..., here, there]
        first, second = decay[..., here].copy(), decay[..., there].copy()
        width = np.hypot(first - second, 2 * np.sqrt(out * back))
        fast = (first + second + width) / 2
        decay[..., here] = fast
        decay[..., there] = (first - out) * back / fast
    return decay


def decoupled(
    matrix: Floats, pairs: Pairs, decay: Floats, together: NDArray[np.bool_]
) -> Decoupled:
    """Decouple a matrix; entries between rates kept ``together`` (..., n, n) stay."""
    # People last, so that what is done to an entry is done to all of them in a row.
    block = np.moveaxis(matrix, (-2, -1), (0, 1)).copy()
    rates = np.moveaxis(decay, -1, 0).copy()
    stays = np.moveaxis(together, (-2, -1), (0, 1))
    basis, inverse = _turned(block, pairs, rates)
    for distance in range(1, len(rates)):
        for left in range(len(rates) - distance):
            low = left + distance
            if not block[low, left].any():
                continue
            gap = np.where(stays[low, left], np.inf, rates[low] - rates[left])
            share = block[low, left] / gap
            block[low:, left] += share * block[low:, low]
            block[low, : left + 1] -= share * block[left, : left + 1]
            block[low, left] *= stays[low, left]
            # A pair reaches one place across the diagonal, no more.
            basis[low - 1 :, left] += share * basis[low - 1 :, low]
            inverse[low, : left + 2] -= share * inverse[left, : left + 2]
    found = (np.moveaxis(each, (0, 1), (-2, -1)) for each in (block, basis, inverse))
    return Decoupled(*found)


def _turned(block: Floats, pairs: Pairs, rates: Floats) -> tuple[Floats, Floats]:
    """Turn each pair, in place, to leave a lower triangle; give the turn and back.

    Its second direction becomes the one that decays slowly.
    """
    basis = np.zeros_like(block)
    places = range(len(rates))
    basis[places, places] = 1.0
    inverse = basis.copy()
    for pair in pairs:
        here, there = pair
        cosine, sine = _rotation(block, here, there, rates[there])
        turn = np.array([[cosine, sine], [-sine, cosine]])
        back = np.swapaxes(turn, 0, 1)
        basis[np.ix_(pair, pair)], inverse[np.ix_(pair, pair)] = turn, back
        _turn_two(block[here:, here], block[here:, there], cosine, sine)
        _turn_two(block[here, : there + 1], block[there, : there + 1], cosine, sine)
    for place in places:
        block[place, place] = -rates[place]
        block[place, place + 1 :] = 0.0
    return basis, inverse


def _turn_two(first: Floats, second: Floats, cosine: Floats, sine: Floats) -> None:
    """Turn two rows or columns into one another, in place."""
    turned = cosine * first - sine * second
    second *= cosine
    second += sine * first
    first[:] = turned


def _rotation(
    block: Floats, here: int, there: int, slow: Floats
) -> tuple[Floats, Floats]:
    """The cosine and sine of the turn to the direction that decays slowly."""
    out, back = block[there, here], block[here, there]
    # Two ways to write the same direction; the longer one is the precise one.
    one = np.stack([back, -block[here, here] - slow])
    other = np.stack([back - slow, out])
    longer = np.hypot(*one) > np.hypot(*other)
    central, peripheral = np.where(longer, one, other)
    length = np.hypot(central, peripheral)
    return peripheral / length, central / length
