"""Finds what was put into drop folders, and says when it is complete.

DIR/<source>/ is the drop folder of a source. Each entry of it is a package: a file, an archive or
a folder. What the folder holds besides is `done`, `failed`, mapping.yaml and options.yaml.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import InputError
from kg.ingest.mapping.model import FILE_NAME as MAPPING
from kg.ingest.mapping.read_yaml import read_yaml

OPTIONS = "options.yaml"
DONE, FAILED = "done", "failed"
# Of a source, and of no drop of it.
KEPT = frozenset({MAPPING, OPTIONS, DONE, FAILED})
# How programs name what they still write: browsers, rsync, WinSCP, office programs.
UNFINISHED = (".part", ".tmp", ".partial", ".filepart", ".crdownload")
HIDDEN = (".", "~$")

# The files of a drop with size, time of the last change, and number on the disk.
Fingerprint = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Drop:
    """A package that lies in the drop folder of a source."""

    source: str
    path: Path

    @property
    def folder(self) -> Path:
        """The drop folder."""
        return self.path.parent

    @property
    def mapping(self) -> Path | None:
        """The mapping of the source, for a folder that has none of its own.

        A file finds it beside itself; an archive is read by it as well.
        """
        place = self.folder / MAPPING
        _check_no_link(place)
        has_own = self.path.is_dir() and (self.path / MAPPING).exists()
        return place if place.is_file() and not has_own else None


def read_options(folder: Path, known: Iterable[str]) -> dict[str, str]:
    """The options of a source from its options.yaml; InputError for one that is not known."""
    place, names = folder / OPTIONS, sorted(known)
    _check_no_link(place)
    if not place.exists():
        return {}
    content = read_yaml(place)
    if not isinstance(content, dict) or not all(isinstance(v, str) for v in content.values()):
        raise InputError(f"{place} must have an option on each line; next step: mend it")
    for name in content:
        if name not in names:
            raise InputError(f"{place} has the option {name!r}; next step: use {', '.join(names)}")
    return content


def _check_no_link(place: Path) -> None:
    if place.is_symlink():
        raise InputError(f"{place} is a symbolic link; next step: put the file itself there")


def drops_in(folder: Path, source: str) -> Iterator[tuple[Drop, Fingerprint]]:
    """What lies in a drop folder and looks whole, the oldest first."""
    found = []
    for path in folder.iterdir():
        if path.name in KEPT or _is_unfinished(path.name) or path.name.startswith(HIDDEN):
            continue
        fingerprint = take_fingerprint(path)
        if fingerprint is not None:
            found.append((Drop(source, path), fingerprint))
    yield from sorted(found, key=lambda f: (max(changed for _, _, changed, _ in f[1]), f[0].path))


def take_fingerprint(path: Path) -> Fingerprint | None:
    """What a drop consists of; None while it is empty, or something in it is being written."""
    try:
        # A link is looked at, not followed.
        is_folder = path.is_dir() and not path.is_symlink()
        files = sorted(_below(path)) if is_folder else [path]
        if not files or any(_is_unfinished(file.name) for file in files):
            return None
        seen = ((str(file.relative_to(path.parent)), file.lstat()) for file in files)
        return tuple((name, s.st_size, s.st_mtime_ns, s.st_ino) for name, s in seen)
    except OSError:
        # It went or came while it was looked at.
        return None


def _below(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place) / name for name in names)


def _is_unfinished(name: str) -> bool:
    return name.lower().endswith(UNFINISHED)


@dataclass
class Settling:
    """Tells which drops have stayed the same for some seconds, by a clock that it is given."""

    seconds: float
    _since: dict[Drop, tuple[Fingerprint, float]] = field(default_factory=dict)

    def settled(
        self, found: Iterable[tuple[Drop, Fingerprint]], now: float
    ) -> list[tuple[Drop, Fingerprint]]:
        """Those of a look at a drop folder that have not changed since looks of so long ago."""
        looked = list(found)
        before, settled = self._since, []
        self._since = {d: s for d, s in before.items() if d.path.exists()}
        for drop, fingerprint in looked:
            seen = before.get(drop)
            since = seen[1] if seen and seen[0] == fingerprint else now
            self._since[drop] = (fingerprint, since)
            if now - since >= self.seconds:
                settled.append((drop, fingerprint))
        return settled
