"""How honest probabilities are: a reliability table and the Brier score (Brier 1950)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions within a tenth: how many, what they said on average and what came true."""

    count: int
    said: float
    true: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """`base` is the Brier score of whoever always says the share that comes true."""

    brier: float
    base: float
    error: float
    bins: tuple[Bin, ...]

    @classmethod
    def of(cls, told: Sequence[tuple[float, bool]]) -> "Reliability":
        """From pairs of a probability and whether it came true."""
        said = np.array([probability for probability, _ in told], dtype=float)
        true = np.array([outcome for _, outcome in told], dtype=float)
        places = np.minimum((said * BINS).astype(int), BINS - 1)
        bins = [
            Bin(int(own.sum()), float(said[own].mean()), float(true[own].mean()))
            for own in (places == place for place in range(BINS))
            if own.any()
        ]
        error = sum(b.count * abs(b.said - b.true) for b in bins) / len(told)
        return cls(float(np.mean((said - true) ** 2)), float(true.var()), float(error), tuple(bins))

    def as_json(self) -> dict[str, object]:
        return {
            "brier": round(self.brier, 4),
            "brierOfBaseRate": round(self.base, 4),
            "calibrationError": round(self.error, 4),
            "bins": [
                {"count": b.count, "said": round(b.said, 4), "true": round(b.true, 4)}
                for b in self.bins
            ],
        }

    def table(self) -> str:
        head = (
            f"Brier score {self.brier:.4f} (always the base rate: {self.base:.4f}), "
            f"expected calibration error {self.error:.4f}"
        )
        rows = (
            f"  {b.count:8}  {b.said:6.3f}  {b.true:6.3f}  {'#' * round(40 * b.true)}"
            for b in self.bins
        )
        return "\n".join((head, "     count    said    true", *rows))
