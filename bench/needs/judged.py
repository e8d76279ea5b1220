"""Needs with graded judgements and their reasons, as the two files beside this one hold them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent
# Only the first is looked at when the product is improved.
PARTS = ("development", "held_apart")
# Of these kinds nobody is a partner, and the answer is to say so.
NOBODY = ("nonsense", "off-domain")
HIGHEST = 3


@dataclass(frozen=True, slots=True)
class Judgement:
    """How good a partner is, from 0 to 3, and why."""

    grade: int
    reason: str


@dataclass(frozen=True, slots=True)
class JudgedNeed:
    """A need with the judgement on each organisation; who is not named has grade 0."""

    id: str
    part: str
    kind: str
    text: str
    judgements: Mapping[str, Judgement]

    @property
    def has_partner(self) -> bool:
        return self.kind not in NOBODY

    @property
    def grades(self) -> Mapping[str, int]:
        return {organisation: j.grade for organisation, j in self.judgements.items()}


def read_needs(part: str) -> list[JudgedNeed]:
    """The needs of a part, in the order of its file."""
    entries = yaml.safe_load((HERE / f"{part}.yaml").read_text("utf-8"))
    return [
        JudgedNeed(
            entry["id"],
            part,
            entry["kind"],
            entry["text"],
            {name: Judgement(*judged) for name, judged in entry["grades"].items()},
        )
        for entry in entries
    ]
