"""How much each feature of the past weighs, as `weights.toml` says it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

SHIPPED = Path(str(files("kg.query.ranking"))) / "weights.toml"


@dataclass(frozen=True, slots=True)
class PastWeights:
    """Weights by feature: where nothing but the need is known, and where partners are given."""

    need: Mapping[str, float]
    partners: Mapping[str, float]

    def of(self, *, with_partners: bool) -> Mapping[str, float]:
        """The weights that apply."""
        return self.partners if with_partners else self.need


def load_weights() -> PastWeights:
    """Reads `weights.toml`, which lies beside this file."""
    return read_weights(SHIPPED.read_text(encoding="utf-8"))


def read_weights(text: str) -> PastWeights:
    """Reads a file of weights."""
    tables = tomllib.loads(text)["weights"]
    return PastWeights(tables["need"], tables["partners"])
