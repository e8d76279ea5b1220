"""What a training is asked to do, and what it did."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How one training runs; `work` is the folder of its checkpoints."""

    source: Path
    work: Path
    minutes: float
    seed: int = 0
    threads: int = 2
    resume: bool = False


@dataclass(frozen=True, slots=True)
class Trained:
    """How far a training came; `minutes` are of the clock on the wall."""

    steps: int
    all_steps: int
    minutes: float
