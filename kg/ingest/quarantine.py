"""Keeps rejected rows on disk, so that none vanishes: one JSON line a broken rule."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from kg.errors import StorageError
from kg.model import Rejection


class Quarantine:
    """A folder with one file for each run that rejected something; no run touches another's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, source: str, rejections: Sequence[Rejection], now: dt.datetime) -> Path | None:
        """Writes the rejections of a run with their whole rows; the file, or None if none."""
        if not rejections:
            return None
        file = self._folder / f"{source}-{now:%Y%m%dT%H%M%S%f}.jsonl"
        part = file.with_suffix(".part")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Rows are members' own, so nobody else reads them, whatever the folders above allow.
            part.touch(mode=0o600)
            with part.open("w", encoding="utf-8", errors="backslashreplace") as stream:
                for rejection in rejections:
                    stream.write(json.dumps(asdict(rejection), ensure_ascii=False) + "\n")
            part.replace(file)
        except OSError as error:
            raise StorageError(
                f"cannot write {file}: {error.strerror}; next step: free space, or set KG_HOME"
            ) from error
        return file
