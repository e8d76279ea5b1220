"""Weights as int8 with a scale."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kg.embed.graph_int8 import int8_and_scale

WEIGHTS = arrays(np.float32, (3, 5), elements=st.floats(-1e3, 1e3, width=32, allow_subnormal=False))


@given(weight=WEIGHTS)
def test_a_weight_is_met_to_half_a_step_of_its_scale(weight: np.ndarray) -> None:
    values, scale = int8_and_scale(weight, axis=0)
    assert values.dtype == np.int8
    assert scale.shape == (1, 5)
    assert (np.abs(values * scale - weight) <= scale * 0.501 + 1e-30).all()
