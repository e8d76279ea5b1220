"""Keeps rejected rows on disk, so that none vanishes: one JSON line a rejection."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from kg.errors import StorageError
from kg.model import Rejection


class Quarantine:
    """A folder with one file a source: the rejections of its last run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def file(self, source: str) -> Path:
        """Where the rejections of a source are kept."""
        return self._folder / f"{source}.jsonl"

    def replace(self, source: str, rejections: Sequence[Rejection]) -> None:
        """Puts the rejections of a run in place of those of the run before."""
        file = self.file(source)
        part = file.with_suffix(".part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with part.open("w", encoding="utf-8") as stream:
                for rejection in rejections:
                    stream.write(json.dumps(asdict(rejection), ensure_ascii=False) + "\n")
            part.replace(file)
        except OSError as error:
            raise StorageError(
                f"cannot write {file}: {error.strerror}; next step: free space, or set KG_HOME"
            ) from error
