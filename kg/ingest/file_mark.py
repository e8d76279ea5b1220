"""Notices that a file changes while it is read, so that no load mixes two states of it."""

import os
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.ingest.read_zip import ZipMember


@dataclass(frozen=True, slots=True)
class FileMark:
    """What the system says of a file when it was first looked at.

    The time of the last change of its entry (ctime) is part of it, since nobody can set that.
    """

    path: Path
    seen: tuple[int, ...]

    @classmethod
    def of(cls, path: Path) -> "FileMark":
        """The mark of a file, or of the archive that it is a member of."""
        place = path.parent if isinstance(path, ZipMember) else path
        return cls(place, _seen(place))

    def check(self, read: str = "") -> None:
        """Raises InputError when the file is another now; `read` says how far it was loaded."""
        try:
            now = _seen(self.path)
        except InputError as error:
            raise InputError(f"{self.path} has gone while it was read{read}; {_NEXT}") from error
        if now != self.seen:
            sizes = f"{self.seen[0]:,} bytes before, {now[0]:,} now"
            raise InputError(f"{self.path} has changed while it was read ({sizes}){read}; {_NEXT}")


_NEXT = (
    "what was committed is safe; next step: wait until the file is written to its end, then run "
    "the same command again"
)


def _seen(path: Path) -> tuple[int, ...]:
    try:
        found = os.stat(path)  # noqa: PTH116  # ZipMember has overridden what Path does
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    return (
        found.st_size,
        found.st_mtime_ns,
        found.st_ctime_ns if os.name == "posix" else 0,
        found.st_ino,
        found.st_dev,
    )
