"""Reads a member of a zip archive as if it were a file; nothing is ever written to disk.

The format is PKWARE's APPNOTE 6.3. Only members that the caller names are read, so it does not
matter which paths an archive holds.
"""

import io
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PosixPath, PurePosixPath, WindowsPath
from typing import IO, TYPE_CHECKING, Any

from kg.errors import InputError

LARGEST_MEMBER = 500_000_000
# Text packs to a tenth of its size, sometimes a thirtieth; deflate ends at a thousandth.
LARGEST_RATIO = 200
_ENCRYPTED = 0x1
_BLOCK = 1 << 20

# Before Python 3.12 only the path class of the system could be extended.
if TYPE_CHECKING or os.name == "posix":  # noqa: SIM108  # mypy needs a class that it can name
    _SystemPath = PosixPath
else:
    _SystemPath = WindowsPath


class ZipMember(_SystemPath):
    """A member as a path below its archive (`esco.zip/skills_en.csv`) that can be opened to read.

    The archive may keep the member in a folder of its own.
    """

    def open(  # type: ignore[override]  # reading is all that can be done with a member
        self,
        mode: str = "r",
        buffering: int = -1,  # noqa: ARG002  # a member is always buffered
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
    ) -> IO[Any]:
        """The content, unpacked while it is read: bytes for `rb`, text for `r`."""
        with _archive(self.parent) as archive:
            stream = archive.open(_only(archive, self.parent, self.name))
        if "b" in mode:
            return stream
        return io.TextIOWrapper(stream, encoding, errors, newline)


def member_names(path: Path) -> list[str]:
    """The names of an archive's members without their folders, in the archive's order."""
    return [_name(info) for info in members(path)]


def members(path: Path) -> list[zipfile.ZipInfo]:
    """What an archive says of its members, in its order."""
    with _archive(path) as archive:
        return [info for info in archive.infolist() if not info.is_dir()]


def size_of(path: Path) -> int:
    """How many bytes a file has, or a member when it is unpacked."""
    if not isinstance(path, ZipMember):
        return path.stat().st_size
    with _archive(path.parent) as archive:
        return _only(archive, path.parent, path.name).file_size


def check_member(member: ZipMember) -> None:
    """Raises InputError for a member that is encrypted, far too large, or damaged.

    It is read once through, so that a fault in its last byte is known before its first row is used.
    """
    path = member.parent
    with _archive(path) as archive:
        info = _only(archive, path, member.name)
        if info.flag_bits & _ENCRYPTED:
            raise InputError(
                f"{member.name} in {path} is encrypted; next step: unpack it and give the folder"
            )
        # More than the archive says it holds is never unpacked.
        if info.file_size > LARGEST_MEMBER:
            raise InputError(
                f"{member.name} in {path} unpacks to {info.file_size:,} bytes, more than "
                f"{LARGEST_MEMBER:,}; next step: check where the archive comes from"
            )
        if info.file_size > LARGEST_RATIO * max(info.compress_size, 1):
            raise InputError(
                f"{member.name} in {path} unpacks to more than {LARGEST_RATIO} times its size, as "
                "no table does; next step: check where the archive comes from"
            )
        with archive.open(info) as stream:
            while stream.read(_BLOCK):
                pass


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
        raise InputError(
            f"{path} is no zip archive, or a damaged one ({error}); next step: fetch it again"
        ) from error
    except NotImplementedError as error:
        raise InputError(
            f"{path} is packed in a way that cannot be read ({error}); "
            "next step: unpack it and give the folder"
        ) from error


def _only(archive: zipfile.ZipFile, path: Path, name: str) -> zipfile.ZipInfo:
    found = [info for info in archive.infolist() if not info.is_dir() and _name(info) == name]
    if not found:
        raise InputError(f"{path} does not hold {name}; next step: check the archive")
    if len(found) > 1:
        raise InputError(f"{path} holds {name} {len(found)} times; next step: keep one of them")
    return found[0]


def _name(info: zipfile.ZipInfo) -> str:
    return PurePosixPath(info.filename).name
