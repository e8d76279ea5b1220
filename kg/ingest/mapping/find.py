"""Finds the mapping of a package: the one that is named, or the one that lies beside the files."""

from pathlib import Path, PurePosixPath

from kg.errors import InputError
from kg.ingest.mapping.apply import AppliedMapping
from kg.ingest.mapping.model import FILE_NAME, read_mapping
from kg.ingest.read_zip import ZipMember, check_member, members
from kg.ingest.readers.package import is_archive
from kg.ingest.table import SourceFormat


def find_mapping(path: Path, named: Path | None, format_: SourceFormat) -> AppliedMapping | None:
    """The mapping of a package, checked; None where there is none."""
    place = named or _beside(path)
    return AppliedMapping(place, read_mapping(place), format_) if place else None


def _beside(path: Path) -> Path | None:
    if is_archive(path):
        names = [PurePosixPath(info.filename).name for info in members(path)]
        if FILE_NAME not in names:
            return None
        check_member(ZipMember(path / FILE_NAME))
        return ZipMember(path / FILE_NAME)
    place = (path if path.is_dir() else path.parent) / FILE_NAME
    if place.is_symlink():
        raise InputError(f"{place} is a symbolic link; next step: put the file itself there")
    return place if place.is_file() else None
