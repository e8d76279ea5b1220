"""Remembers what texts were found to be about, so that a small load costs little."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from kg.errors import StorageError
from kg.projection.competency_search import Found

FoundByKey = dict[str, tuple[Found, ...]]


class FoundFile:
    """One file a vocabulary and method in a folder that may be deleted at any time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> FoundByKey:
        """What is known by the keys of texts; nothing where there is no such file."""
        try:
            content = json.loads(self._place(name).read_text("utf-8"))
            return {key: tuple(Found(*pair) for pair in found) for key, found in content.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            # Absent, or damaged by a full disk: everything can be found again.
            return {}

    def keep(self, name: str, known: Mapping[str, tuple[Found, ...]]) -> None:
        """Puts what is known in place whole, and removes what other vocabularies left."""
        content = {key: [[f.id, f.confidence] for f in found] for key, found in known.items()}
        place = self._place(name)
        part = place.with_name(f"{place.name}.{os.getpid()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
            part.replace(place)
            for other in self._folder.iterdir():
                if other != place:
                    other.unlink(missing_ok=True)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise StorageError(
                f"cannot write {place}: {error.strerror}; next step: free space, or set KG_HOME"
            ) from error

    def _place(self, name: str) -> Path:
        return self._folder / f"{name}.json"
