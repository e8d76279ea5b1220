"""How far a training is: by time, since the number of steps in a budget depends on the machine."""

import json
import time
from pathlib import Path

# The share of the training in which the learning rate rises.
WARM_UP = 0.05
SPENT = "spent.json"


class Course:
    """What share of a budget is spent, over interruptions; steps count where they end earlier."""

    def __init__(self, minutes: float, spent: float = 0) -> None:
        self._seconds = minutes * 60
        self._begin = time.monotonic() - spent
        self.steps_share = 0.0

    def spent(self) -> float:
        """Seconds of training, without those between a kill and its resumption."""
        return time.monotonic() - self._begin

    def share(self) -> float:
        """What is done of the training, in 0..1."""
        return min(1.0, max(self.spent() / self._seconds, self.steps_share))

    def minutes_left(self) -> float:
        """Minutes until the budget is spent, or until the steps end at the pace so far."""
        share = self.share()
        return self.spent() / 60 * (1 - share) / share if share > 0 else self._seconds / 60

    def rate(self) -> float:
        """The factor of the learning rate now: up, then down to 0."""
        return rate(self.share())

    def save(self, folder: Path) -> None:
        """Note what is spent beside a checkpoint."""
        (folder / SPENT).write_text(json.dumps({"seconds": self.spent()}), "utf-8")


def resumed(minutes: float, folder: Path) -> Course:
    """The course that was saved in a folder, or one that begins."""
    path = folder / SPENT
    spent = json.loads(path.read_text("utf-8"))["seconds"] if path.is_file() else 0.0
    return Course(minutes, float(spent))


def rate(share: float) -> float:
    """The factor of the learning rate when a share of the training is done."""
    return share / WARM_UP if share < WARM_UP else (1 - share) / (1 - WARM_UP)
