"""What a load says of itself while it runs: its batches, how fast it is, how long it will take."""

from dataclasses import dataclass

from kg.model import LoadReport

# Seconds in a minute, and minutes in an hour.
MINUTE = 60


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that are safe in the graph: each batch is told once it is committed, never before.

    `load` is None as long as nothing was new. `bytes` are those of the cells as UTF-8, `seconds`
    those since the batch before. `done` of `total` lines were read in all files; the total is
    None where a file does not tell how many it has.
    """

    load: str | None
    source: str
    table: str
    file: str
    first_row: int
    last_row: int
    rows: LoadReport
    bytes: int
    seconds: float
    done: int
    total: int | None

    @property
    def rows_per_second(self) -> float:
        """Rows that were read in a second, whatever became of them."""
        return rate(self.rows.read, self.seconds)


def rate(count: int, seconds: float) -> float:
    """So many a second; 0 where no time was measured."""
    return count / seconds if seconds > 0 else 0.0


def seconds_left(done: int, total: int | None, seconds: float) -> float | None:
    """How long the rest will take if it goes on as before; None while nobody can know."""
    if total is None or done <= 0 or seconds <= 0:
        return None
    return max(0, total - done) * seconds / done


def spoken(seconds: float) -> str:
    """A duration in the two units that matter: 40 s, 12 min, 1 h 5 min."""
    if seconds < MINUTE:
        return f"{seconds:.0f} s"
    minutes = round(seconds / MINUTE)
    hours, rest = divmod(minutes, MINUTE)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"
