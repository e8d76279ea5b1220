"""How long a whole load takes, and how much memory: organisations in the manner of real ones."""

import random
import resource
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from kg.ingest.resolution.pair import Profile
from kg.ingest.resolution.resolver import Resolver

MIB = 1024
KNOWN_TWICE = 0.1


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds and MiB of a run, and what came of it."""

    profiles: int
    seconds: float
    mib_before: float
    mib_peak: float
    same: int
    asked: int
    right_of_same: int


def run(bodies: Sequence[Profile], count: int) -> dict[str, float]:
    """Makes profiles, resolves them, and says what it took; a tenth of them is known twice."""
    profiles = synthetic(bodies, count)
    before = _mib()
    began = time.perf_counter()
    found: Counter[str] = Counter()
    for comparison in Resolver(profiles).comparisons():
        found[comparison.outcome] += 1
        is_right = comparison.left.lstrip("ab") == comparison.right.lstrip("ab")
        found["right"] += comparison.outcome == "same" and is_right
    seconds = round(time.perf_counter() - began, 1)
    taken = Run(
        count, seconds, before, _mib(), found["same"], found["ask"], found["right"]
    )  # fmt: skip
    return asdict(taken)


def synthetic(bodies: Sequence[Profile], count: int) -> list[Profile]:
    """Names of real organisations with two words exchanged, in other real seats."""
    dice = random.Random(7)  # noqa: S311 # no secret
    words = sorted({word for body in bodies for word in body.name.split()})
    made: list[Profile] = []
    while len(made) < count:
        body, seat = dice.choice(bodies), dice.choice(bodies)
        name = body.name.split()
        for _ in range(2):
            name[dice.randrange(len(name))] = dice.choice(words)
        number = f"{len(made):07d}"
        site = f"www.{dice.choice(words).lower()}{number}.eu" if dice.random() < 0.5 else None
        one = replace(
            seat, id=f"a{number}", name=" ".join(name), alternative_names=(), kind=body.kind,
            website=site, identifiers={}, sources=("one",),
        )  # fmt: skip
        made.append(one)
        if dice.random() < KNOWN_TWICE:
            made.append(replace(one, id=f"b{number}", name=one.name.title(), website=None))
    return made[:count]


def _mib() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB, 1)
