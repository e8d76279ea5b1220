"""Puts drops away with a report beside them: never deleted, never overwritten.

A drop goes into a folder of its own, which is made beside the others under a hidden name: first
the report, then the drop, then the folder gets its name. A process that is killed between leaves
something that the next one completes.
"""

import datetime as dt
import json
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import StorageError
from kg.ingest.watch.drops import DONE, FAILED, Drop, Fingerprint, take_fingerprint

REPORT = "report.json"
MOVING = ".moving-"


def put_away(
    drop: Drop, loaded: Fingerprint, where: str, report: Mapping[str, Any], now: dt.datetime
) -> Path | None:
    """Moves a drop into `done` or `failed` and returns its folder there.

    None when it is not what was loaded any more: then it stays, to be loaded again.
    """
    folder = drop.folder / where
    moving = folder / f"{MOVING}{uuid.uuid4().hex}"
    name = f"{now:%Y%m%dT%H%M%SZ}-{drop.path.name}"
    try:
        moving.mkdir(parents=True)
        text = json.dumps({"folder": name, **report}, ensure_ascii=False, indent=2)
        (moving / REPORT).write_text(text + "\n", encoding="utf-8")
        moved = drop.path.rename(moving / _inside(drop.path.name))
        if _contents(take_fingerprint(moved)) != _contents(loaded) and not drop.path.exists():
            moved.rename(drop.path)
            _remove(moving)
            return None
        return _named(moving, name)
    except OSError as error:
        raise StorageError(
            f"cannot move {drop.path} to {folder}: {error.strerror}; next step: see that it can "
            "be written"
        ) from error


def complete(folder: Path) -> list[Path]:
    """Completes what a killed process left in the drop folder of a source; the drops put away."""
    places = [folder / where for where in (DONE, FAILED)]
    left = [p for place in places if place.is_dir() for p in place.glob(f"{MOVING}*")]
    found = []
    try:
        for moving in left:
            if any(path.name != REPORT for path in moving.iterdir()):
                name = json.loads((moving / REPORT).read_text("utf-8"))["folder"]
                found.append(_named(moving, name))
            else:
                _remove(moving)
    except OSError as error:
        raise StorageError(
            f"cannot write {error.filename}: {error.strerror}; next step: see that it can be "
            "written"
        ) from error
    return found


def _inside(name: str) -> str:
    """The name of a drop in its folder, where the report has the only name that is not free."""
    return f"drop-{name}" if name == REPORT else name


def _contents(fingerprint: Fingerprint | None) -> object:
    """A fingerprint without the name of the drop itself."""
    return fingerprint and [(name.partition("/")[2], *seen) for name, *seen in fingerprint]


def _named(moving: Path, name: str) -> Path:
    place, number = moving.with_name(name), 1
    # Only one process watches a folder, so nobody takes the name between.
    while place.exists():
        number += 1
        place = moving.with_name(f"{name}-{number}")
    return moving.rename(place)


def _remove(moving: Path) -> None:
    (moving / REPORT).unlink(missing_ok=True)
    moving.rmdir()
