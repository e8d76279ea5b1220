"""Keeps the read model on disk: one folder a revision and encoder, put in place whole."""

import json
import os
import re
import shutil
import time
import types
from contextlib import AbstractContextManager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar, get_type_hints
from uuid import uuid4

import numpy as np

from kg.errors import StorageError
from kg.projection.projection import Projection
from kg.projection.scratch import Scratch, passing_scratch

# Raised when the columns change, so that an older folder is built anew.
FORMAT = 13
COMPLETE = "complete.json"
STALE_SECONDS = 3_600
# Bytes: a smaller column is read at once, since each that is mapped holds an open file.
LARGEST_READ = 65_536
Columns = TypeVar("Columns")


class ProjectionFolder:
    """The folder under KG_HOME in which read models lie."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, revision: int, model_id: str) -> Projection | None:
        """The read model of this revision and encoder, memory-mapped, or None."""
        place = self._place(revision, model_id)
        try:
            return load_columns(Projection, place, {"revision": revision, "model_id": model_id})
        except (OSError, EOFError, ValueError, KeyError):
            # Absent, or damaged by a full disk: it can always be built again.
            return None

    def latest(self, model_id: str) -> Projection | None:
        """The read model of the highest revision that is there under this encoder, or None."""
        for revision in sorted(self._revisions(model_id), reverse=True):
            found = self.load(revision, model_id)
            if found is not None:
                return found
        return None

    def save(self, projection: Projection) -> None:
        """Puts a read model in place whole and removes those of other revisions.

        Columns that it took over from one of those are linked, not written again.
        """
        place = self._place(projection.revision, projection.model_id)
        if self.load(projection.revision, projection.model_id) is None:
            shutil.rmtree(place, ignore_errors=True)
        part = place.with_name(f"{place.name}.{os.getpid()}.part")
        try:
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
            save_columns(projection, part)
            put_in_place(part, place)
        except OSError as error:
            shutil.rmtree(part, ignore_errors=True)
            raise StorageError(
                f"cannot write {place}: {error.strerror}; next step: free space, or set KG_HOME"
            ) from error
        self._remove(except_for=place)

    def scratch(self) -> AbstractContextManager[Scratch]:
        """Where the columns of one that is being built may lie until it is saved."""
        return passing_scratch(self._folder / f"v{FORMAT}-scratch.{uuid4().hex}.part")

    def clear(self) -> None:
        """Removes all read models."""
        self._remove(except_for=None)

    def _place(self, revision: int, model_id: str) -> Path:
        return self._folder / f"v{FORMAT}-{revision}-{_file_name(model_id)}"

    def _revisions(self, model_id: str) -> list[int]:
        name = re.compile(rf"v{FORMAT}-(\d+)-{re.escape(_file_name(model_id))}")
        found = (name.fullmatch(place.name) for place in self._folder.glob("v*"))
        return [int(match.group(1)) for match in found if match]

    def _remove(self, except_for: Path | None) -> None:
        # Processes that have one mapped keep it until they let go (POSIX unlink).
        for place in self._folder.glob("v*"):
            if place != except_for and not _is_being_written(place):
                shutil.rmtree(place, ignore_errors=True)


def _file_name(model_id: str) -> str:
    return "".join(c if c.isalnum() or c in "-." else "_" for c in model_id)


def put_in_place(part: Path, place: Path) -> None:
    try:
        part.rename(place)
    except OSError:
        if (place / COMPLETE).exists():
            # Another process was faster; the same revision and encoder make the same columns.
            shutil.rmtree(part, ignore_errors=True)
            return
        shutil.rmtree(place, ignore_errors=True)
        part.rename(place)


def _is_being_written(folder: Path) -> bool:
    """Whether another process may still be at it; what a killed one left behind gets old."""
    if folder.suffix != ".part":
        return False
    try:
        return time.time() - folder.stat().st_mtime < STALE_SECONDS
    except OSError:
        return False


def save_columns(columns: Any, folder: Path) -> None:
    for field in fields(columns):
        value, path = getattr(columns, field.name), folder / field.name
        if isinstance(value, np.ndarray):
            _save_array(value, path.with_suffix(".npy"))
        elif is_dataclass(value):
            path.mkdir()
            save_columns(value, path)
    (folder / COMPLETE).write_text(json.dumps({"format": FORMAT}))


def _save_array(array: np.ndarray[Any, Any], path: Path) -> None:
    """Saves an array, or links the file from which it is mapped: such files never change."""
    mapped = array.base
    if isinstance(mapped, np.memmap) and mapped.filename and mapped.shape == array.shape:
        try:
            os.link(mapped.filename, path)
        except OSError:
            # Removed meanwhile, or a file system without links.
            path.unlink(missing_ok=True)
        else:
            return
    np.save(path, array)


def _load_array(file: Path) -> np.ndarray[Any, Any]:
    """An array, mapped where it is large."""
    is_large = file.stat().st_size > LARGEST_READ
    # A plain view: numpy's memmap class makes every element access slow.
    array = np.asarray(np.load(file, mmap_mode="r" if is_large else None))
    array.flags.writeable = False
    return array


def load_columns(kind: type[Columns], folder: Path, given: dict[str, Any]) -> Columns:
    json.loads((folder / COMPLETE).read_text())
    values: dict[str, Any] = dict(given)
    for name, hint in get_type_hints(kind).items():
        path = folder / name
        if name in values:
            continue
        if isinstance(hint, types.GenericAlias):
            values[name] = _load_array(path.with_suffix(".npy"))
        else:
            values[name] = load_columns(hint, path, {})
    return kind(**values)
