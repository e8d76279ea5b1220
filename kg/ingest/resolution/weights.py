"""The weights of all features and the two thresholds, as `weights.toml` says them."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from kg.ingest.resolution.pair import Outcome


@dataclass(frozen=True, slots=True)
class Weights:
    """Bits per feature and level; `prior` is what holds before anything is compared.

    A pair is the same at a probability of at least `same`, different at one of at most `different`.
    """

    prior: float
    same: float
    different: float
    levels: Mapping[str, Mapping[str, float]]

    def of(self, feature: str, level: str) -> float:
        """The bits of a level of a feature."""
        return self.levels[feature][level]


def load_weights() -> Weights:
    """Reads `weights.toml`, which lies beside this file."""
    text = files("kg.ingest.resolution").joinpath("weights.toml").read_text(encoding="utf-8")
    return read_weights(text)


def read_weights(text: str) -> Weights:
    """Reads a file of weights."""
    tables = tomllib.loads(text)
    thresholds = tables["thresholds"]
    return Weights(
        prior=tables["prior"]["bits"],
        same=thresholds["same"],
        different=thresholds["different"],
        levels=tables["features"],
    )


def probability(bits: float) -> float:
    """The probability of a weight in bits: 0 is one half, and each bit doubles the odds."""
    odds = math.pow(2.0, -abs(bits))
    return 1.0 / (1.0 + odds) if bits > 0 else odds / (1.0 + odds)


def outcome(
    likely: float, weights: Weights, *, is_always_asked: bool, is_of_namesakes: bool
) -> Outcome:
    """What follows from a probability; some pairs are asked however unlikely, or likely, they are.

    That two are different is never said of those that are always asked, nor that they are the same
    of those that may be namesakes.
    """
    if likely >= weights.same:
        return "ask" if is_of_namesakes else "same"
    if likely <= weights.different and not is_always_asked:
        return "different"
    return "ask"
