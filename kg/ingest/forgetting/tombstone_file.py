"""The tombstones of a KG_HOME: so that a graph restored from an older backup knows them too."""

import json
from collections.abc import Iterable
from pathlib import Path

from kg.errors import InputError, StateError
from kg.graph.tombstones import Tombstone, united
from kg.ingest.backup_file import put_in_place, read_lines
from kg.ingest.backup_lines import read_tombstone, tombstone_line

FILE_NAME = "forgotten.json"
FORMAT = "virtual-cluster-kg forgotten"
VERSION = 1


class TombstoneFile:
    """One file, for its owner alone; it names nobody, but it must not be lost."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def all(self) -> tuple[Tombstone, ...]:
        """Every tombstone; none where there is no file."""
        if not self._file.exists():
            return ()
        try:
            return read_list(self._file)
        except InputError as error:
            # Without it people might come back, so nothing goes on as if there were none.
            raise StateError(str(error)) from error

    def put(self, tombstones: Iterable[Tombstone]) -> None:
        """Writes all of these, in place of what was there."""
        found = united(tombstones)
        if found == self.all():
            return
        lines = [tombstone_line(tombstone) for tombstone in found]
        content = {"format": FORMAT, "version": VERSION, "tombstones": lines}
        with put_in_place(self._file) as stream:
            stream.write(json.dumps(content, indent=1).encode())


def read_list(file: Path) -> tuple[Tombstone, ...]:
    """The tombstones of such a file."""
    try:
        content = json.loads(file.read_text("utf-8"))
        head, lines = (content["format"], content["version"]), content["tombstones"]
        found = tuple(map(read_tombstone, lines if head == (FORMAT, VERSION) else [{}]))
    except OSError as error:
        raise InputError(f"cannot read {file}: {error.strerror}; next step: check it") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{file} is no list of forgotten people, or damaged; next step: put a copy of "
            f"{FILE_NAME} of a KG_HOME there"
        ) from error
    return found


def read_any(file: Path) -> tuple[Tombstone, ...]:
    """The tombstones of a list or of a backup, whichever the file is."""
    try:
        with file.open("rb") as stream:
            is_list = stream.read(1) == b"{"
    except OSError as error:
        raise InputError(f"cannot read {file}: {error.strerror}; next step: check it") from error
    if is_list:
        return read_list(file)
    try:
        lines = (value for kind, value in read_lines(file) if kind == "tombstone")
        return tuple(map(read_tombstone, lines))
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{file} is damaged; next step: use another copy") from error
