"""Finds the files of RDF under a path: one, those of a folder, or those of a zip archive."""

import zipfile
from pathlib import Path, PurePosixPath

from kg.errors import InputError
from kg.ingest.files import check_path
from kg.ingest.rdf.limits import LARGEST_PACKED
from kg.ingest.rdf.parse import SYNTAXES
from kg.ingest.rdf.scan import refuse
from kg.ingest.read_zip import ZipMember, check_member, members, size_of

HIDDEN = (".", "~$")
_LINK, _TYPE = 0o120000, 0o170000


def rdf_files(path: Path) -> tuple[list[Path], list[str]]:
    """The files in the order of their names, and the names of those that are none.

    InputError where there is none, or where one leads elsewhere.
    """
    check_path(path)
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if not file.name.startswith(HIDDEN))
    elif path.suffix.lower() == ".zip":
        found = _members(path)
    else:
        return [path], []
    linked = [file for file in found if _is_rdf(file) and file.is_symlink()]
    if linked:
        raise refuse(linked[0], "is a symbolic link", "put the file itself there")
    files = [file for file in found if _is_rdf(file)]
    if not files:
        raise refuse(path, "holds no file of RDF", f"name them by their syntax: {known()}")
    for file in files:
        if isinstance(file, ZipMember):
            check_member(file)
            if size_of(file) > LARGEST_PACKED:
                what = f"unpacks to more than {LARGEST_PACKED:,} bytes"
                raise refuse(file, what, "unpack it and give the folder")
    return files, [file.name for file in found if not _is_rdf(file)]


def known() -> str:
    """The endings of files of RDF."""
    return ", ".join(SYNTAXES)


def _is_rdf(path: Path) -> bool:
    return path.suffix.lower() in SYNTAXES


def _members(path: Path) -> list[Path]:
    if not zipfile.is_zipfile(path):
        raise InputError(f"{path} is no zip archive, or it is cut off; next step: make it again")
    found: dict[str, Path] = {}
    for info in members(path):
        place = PurePosixPath(info.filename)
        is_outside = ".." in place.parts or place.is_absolute() or "\\" in info.filename
        if is_outside or (info.external_attr >> 16) & _TYPE == _LINK:
            what = "leads out of it" if is_outside else "is a symbolic link"
            raise InputError(
                f"{info.filename[:120]!r} in {path} {what}; next step: check where the archive "
                "comes from"
            )
        if not place.name.startswith(HIDDEN):
            found[place.name] = ZipMember(path / place.name)
    return [found[name] for name in sorted(found)]
