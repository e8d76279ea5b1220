"""What became of the last run of each source, kept on disk for those who watch over loads."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kg.errors import StorageError
from kg.model import LoadReport

# A source's name as it may be in a file's name; others are refused before anything is loaded.
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
# Rejected rows do not make a load a failure: the others are there.
SUCCESSES = (0, 3, 5)


@dataclass(frozen=True, slots=True)
class LastRun:
    """One run of a load: how it ended, how long it took, and what became of its rows.

    `load` is None when nothing was written; `succeeded_at` is when a run of this source last came
    to its end, which may be an earlier one.
    """

    source: str
    ended_at: dt.datetime
    seconds: float
    exit_code: int
    load: str | None = None
    rows: LoadReport | None = None
    succeeded_at: dt.datetime | None = None

    @property
    def is_success(self) -> bool:
        """Whether the load came to its end."""
        return self.exit_code in SUCCESSES


class LastRuns:
    """A folder with a file for each source."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, run: LastRun) -> None:
        """Puts a run in the place of the one before of its source."""
        if not _NAME.fullmatch(run.source):
            return
        file = self._folder / f"{run.source}.json"
        before = _read(file)
        earlier = before.succeeded_at if before else None
        succeeded = run.ended_at if run.is_success else earlier
        part = file.with_suffix(".part")
        text = json.dumps(asdict(replace(run, succeeded_at=succeeded)), default=_time)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.write_text(text + "\n", encoding="utf-8")
            part.replace(file)
        except OSError as error:
            raise StorageError(
                f"cannot write {file}: {error.strerror}; next step: free space, or set KG_HOME"
            ) from error

    def all(self) -> list[LastRun]:
        """The last run of each source, by its name."""
        return sorted(self._found(), key=lambda run: run.source)

    def _found(self) -> Iterator[LastRun]:
        for file in self._folder.glob("*.json"):
            run = _read(file)
            if run is not None:
                yield run


def _read(file: Path) -> LastRun | None:
    """A run as it was kept; None where there is none, or none that can be read."""
    try:
        fields = json.loads(file.read_text("utf-8"))
        times = {
            name: dt.datetime.fromisoformat(fields[name]) if fields[name] else None
            for name in ("ended_at", "succeeded_at")
        }
        rows = LoadReport(**fields["rows"]) if fields["rows"] else None
        return LastRun(**{**fields, **times, "rows": rows})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _time(at: dt.datetime) -> str:
    return at.isoformat()
