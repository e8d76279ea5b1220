"""Whether two read models are equal."""

from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np


def assert_same(one: Any, other: Any) -> None:
    """Equal in every column."""
    assert type(one) is type(other) or isinstance(other, np.ndarray)
    if isinstance(one, np.ndarray):
        assert np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
        assert one.dtype == other.dtype
    elif is_dataclass(one):
        for field in fields(one):
            assert_same(getattr(one, field.name), getattr(other, field.name))
    else:
        assert one == other
