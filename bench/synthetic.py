"""A synthetic read model of any size, streamed: who works which material by which process."""

import datetime as dt
import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from kg.graph.catalogue import CapabilityRow, CompetencyRow, EvidenceRow, RegionRow
from kg.model import Organisation, Profile
from kg.projection.build import Builder
from kg.projection.projection import Projection
from kg.projection.scratch import Scratch
from kg.projection.words import Words

Ids = Collection[str] | None

DIMENSIONS = 384
CAPABILITIES_EACH = 5
MODEL_ID = "synthetic"
STANDARD = "ISO 9001"
REGIONS = ("DEA5", "DED4", "ITH5", "PL22", "CZ06", "ES21", "FRK2", "UKE3")
STEMS = ("cast", "forg", "mill", "turn", "weld", "coat", "print", "mould", "stamp", "etch", "grind",
         "braz", "sinter", "polish", "plat", "cut", "bend", "draw", "hon", "lapp")  # fmt: skip
MATERIALS = ("steel", "titanium", "brass", "copper", "glass", "ceramics", "rubber", "nylon",
             "aluminium", "magnesium", "graphite", "timber", "leather", "concrete", "silicone",
             "zinc", "nickel", "epoxy", "cotton", "paper")  # fmt: skip
FIRST = ("gear", "pump", "valve", "shaft", "frame", "rotor", "bolt", "panel", "tube", "lens",
         "blade", "nozzle", "spring", "hinge", "flange", "sensor", "cable", "wheel",
         "tank")  # fmt: skip
SECOND = ("box", "ring", "seat", "head", "core", "plate", "house", "link", "mount", "cap")
PARTS = tuple(first + second for first in FIRST for second in SECOND)
INDUSTRIES = ("aerospace", "railways", "hospitals", "breweries", "shipyards", "farms", "quarries",
              "printers", "bakeries", "foundries", "laboratories", "mines", "theatres", "kitchens",
              "airports", "schools", "wineries", "refineries", "observatories",
              "harbours")  # fmt: skip


@dataclass(frozen=True, slots=True)
class SyntheticSource:
    """Rows of so many organisations, the same each time, none of which is kept."""

    size: int

    def organisations(self, _ids: Ids = None) -> Iterator[Organisation]:
        for i in range(self.size):
            region = REGIONS[i % len(REGIONS)]
            yield Organisation(
                f"o{i:07}",
                f"Firm {i}",
                "Firm",
                region[:2],
                region,
                profile=Profile(employees=i % 300),
            )

    def capabilities(self, _ids: Ids = None) -> Iterator[CapabilityRow]:
        chance = random.Random(7)  # noqa: S311  # nothing is kept secret
        for i in range(self.size):
            for j in range(CAPABILITIES_EACH):
                text = (
                    f"We offer {chance.choice(STEMS)}ing of {chance.choice(MATERIALS)} "
                    f"{chance.choice(PARTS)} for {chance.choice(INDUSTRIES)}, line {i % 97}{j}."
                )
                status = ("claimed", "evidenced", "verified")[(i + j) % 3]
                day = dt.date(2020, 1, 1) + dt.timedelta(days=(i * 7 + j) % 2000)
                yield CapabilityRow(f"o{i:07}c{j}", f"o{i:07}", text, status, 1 + i % 5, day, None)

    def capability_evidence(self, _ids: Ids = None) -> Iterator[tuple[str, str]]:
        return ((f"o{i:07}c{j}", f"e{i:07}c{j}") for i in range(self.size) for j in (0, 1))

    def evidence(self, _ids: Ids = None) -> Iterator[EvidenceRow]:
        for i in range(self.size):
            title = f"{STANDARD}:2015 certificate" if i % 3 == 0 else None
            yield EvidenceRow(f"e{i:07}c0", dt.date(2024, 3, 1), dt.date(2030, 3, 1), title)
            yield EvidenceRow(f"e{i:07}c1", dt.date(2025, 3, 1), None)

    def competencies(self, _ids: Ids = None) -> Iterator[CompetencyRow]:
        for a in STEMS:
            for b in MATERIALS:
                yield CompetencyRow(f"k-{a}-{b}", f"{a}ing of {b}", (f"{b} {a}ing",))

    def capability_competencies(self, _ids: Ids = None) -> Iterator[tuple[str, str]]:
        for row in self.capabilities():
            if int(row.id[1:8]) % 2 == 0:
                words = row.text.split()
                yield row.id, f"k-{words[2].removesuffix('ing')}-{words[4]}"

    def organisation_sectors(self, _ids: Ids = None) -> Iterator[tuple[str, str]]:
        return iter(())

    def organisation_ties(self, _ids: Ids = None) -> Iterator[tuple[str, str]]:
        return iter(())

    def competency_hierarchy(self) -> Iterator[tuple[str, str]]:
        return iter(())

    def derived_capabilities(self, _projects: Collection[str]) -> Iterator[str]:
        return iter(())

    def capabilities_at(self, _root: str, _type: str, _ids: Collection[str]) -> Iterator[str]:
        return iter(())

    def regions(self) -> Iterator[RegionRow]:
        return (RegionRow(code, f"Region {code}", ()) for code in REGIONS)

    def former_regions(self) -> Mapping[str, str]:
        return {}


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors of texts: sums of vectors of the words that carry meaning.

    Like texts lie near: of a need's requirement about one statement in a hundred fits. That is
    many: of titles of Horizon 2020 projects one in a thousand fits a need of needs.txt.
    """
    found = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
    for row, text in enumerate(texts):
        total = np.sum([_vector(word) for word in _words().words(text)] or [_vector("")], axis=0)
        found[row] = total / np.linalg.norm(total)
    return found


@cache
def _words() -> Words:
    return Words()


@cache
def _vector(word: str) -> NDArray[np.float32]:
    seed = int.from_bytes(blake2b(word.encode(), digest_size=8).digest())
    return np.random.default_rng(seed).standard_normal(DIMENSIONS).astype(np.float32)


def synthetic(size: int, scratch: Scratch | None = None) -> Projection:
    """The read model of so many organisations."""
    return Builder(SyntheticSource(size), embed, MODEL_ID, Words()).build(1, scratch)
