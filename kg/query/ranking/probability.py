"""How likely it is that a partner is judged fit, as `probability.toml` says it.

A logistic curve over one number (Platt 1999): how well the partner does what it does best of a
need. Of partners with such a number about so many were judged fit.
"""

import math
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from kg.errors import StateError

CURVE = Path(str(files("kg.query.ranking"))) / "probability.toml"
# Beyond these log odds all is as good as certain, and an exponential overflows before long.
LARGEST = 100.0
MADE_BY = "python -m bench.needs --fit-probability"


@dataclass(frozen=True, slots=True)
class Calibration:
    """The curve: it rises with the strength, from `intercept` (in log odds) by `slope`."""

    intercept: float
    slope: float

    def probability(self, strength: float) -> float:
        """In 0..1, for a strength in 0..1."""
        return 1 / (1 + math.exp(-(self.intercept + self.slope * strength)))


def load_calibration(path: Path = CURVE) -> Calibration:
    """Reads `probability.toml`, which lies beside this file."""
    try:
        return read_calibration(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StateError(f"cannot use {path}: {error}; next step: {MADE_BY}") from error


def read_calibration(text: str) -> Calibration:
    """Reads a file of the curve; raises ValueError for one that is none."""
    table = tomllib.loads(text).get("curve", {})
    intercept, slope = (_number(table, name) for name in ("intercept", "slope"))
    if slope < 0:
        raise ValueError(f"slope is {slope}, so that better partners would be less likely fit")
    if abs(intercept) + slope > LARGEST:
        raise ValueError(f"intercept and slope together are beyond {LARGEST:.0f}")
    return Calibration(intercept, slope)


def _number(table: object, name: str) -> float:
    value = table.get(name) if isinstance(table, dict) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{name} of [curve] is {value!r}, and no number")
    return float(value)
