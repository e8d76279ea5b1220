"""Checks of KG_HOME: that it can be used, has room, and what lies in it for somebody to do."""

import os
import shutil
import stat
from pathlib import Path

from kg.doctor.finding import Finding, counted, note, ok, problem
from kg.doctor.premises import Premises
from kg.graph.sealer import Sealer
from kg.ingest.quarantine.waiting import count_waiting

MEGABYTE = 1_000_000
# Below this the next load may not come to its end; what it has written is kept.
LEAST_SPACE = 500 * MEGABYTE
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def check_home(premises: Premises) -> Finding:
    """Can KG_HOME be written, and by nobody else be read?"""
    home = premises.places.home
    step = "set KG_HOME to a folder of yours"
    if not home.exists():
        place = _nearest(home)
        if not (place.is_dir() and os.access(place, os.W_OK | os.X_OK)):
            return problem(f"{home} does not exist and cannot be made in {place}", step)
        return note(f"{home} does not exist yet; the first command that stores something makes it")
    if not home.is_dir():
        return problem(f"{home} is no folder", step)
    if not os.access(home, os.R_OK | os.W_OK | os.X_OK):
        return problem(f"{home} cannot be written", step)
    if os.name == "posix" and home.stat().st_mode & OTHERS:
        return note(
            f"{home} can be read by other users, and rejected rows in it hold what members state",
            f"chmod 700 {home}",
        )
    return ok(str(home))


def check_space(premises: Premises) -> Finding:
    """Is there room on the disk that holds KG_HOME?"""
    place = _nearest(premises.places.home)
    free = shutil.disk_usage(place).free
    text = f"{free / MEGABYTE:,.0f} MB free on the disk that holds {premises.places.home}"
    if free < LEAST_SPACE:
        return problem(
            f"only {text}", "free some space, or move KG_HOME (after kg down) to another disk"
        )
    return ok(text)


def check_quarantine(premises: Premises) -> Finding:
    """Are there rejected rows that nobody has mended?"""
    file, old = premises.places.quarantine, premises.places.old_quarantine
    left = list(old.glob("*.jsonl")) if old.is_dir() else []
    if left:
        return note(
            f"{counted(len(left), 'file')} of an earlier version in {old} with rejected rows",
            "kg quarantine list takes them over",
        )
    waiting = count_waiting(file) if file.exists() else {}
    if not waiting:
        return ok("no rejected rows")
    by_source = ", ".join(f"{source} {number:,}" for source, number in waiting.items())
    rows = counted(sum(waiting.values()), "rejected row")
    return note(f"{rows} in quarantine ({by_source})", "kg quarantine list")


def check_key(premises: Premises) -> Finding | None:
    """Does the key in KG_HOME open the sealed values of the graph?"""
    graph = premises.filled
    if graph is None or graph.sealed is None:
        return None
    id_, sealed = graph.sealed
    Sealer(premises.places.key).open(sealed, id_)
    return ok(f"{premises.places.key} opens the sealed values; keep a copy of it in a safe place")


def _nearest(path: Path) -> Path:
    """The path itself, or the nearest one above it that exists."""
    return next((place for place in (path, *path.parents) if place.exists()), Path("/"))
