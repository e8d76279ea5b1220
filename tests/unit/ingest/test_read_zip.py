"""Members of archives are read like files, and hostile archives are refused in one sentence."""

import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.ingest import read_zip
from kg.ingest.read_zip import ZipMember, check_member, member_names

TEXT = "id,name\r\na,Zoë\r\n"


def packed(path: Path, members: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return packed(tmp_path / "a.zip", {"t.csv": TEXT})


def patched(archive: Path, field: int, value: bytes, *, local: int | None = None) -> Path:
    """The archive with some bytes of the member's central header (and local one) replaced."""
    content = bytearray(archive.read_bytes())
    for begin, offset in ((content.rindex(b"PK\1\2"), field), (0, local)):
        if offset is not None:
            content[begin + offset : begin + offset + len(value)] = value
    archive.write_bytes(content)
    return archive


def test_a_member_reads_as_text_and_as_bytes(archive: Path) -> None:
    member = ZipMember(archive / "t.csv")
    with member.open(encoding="utf-8", newline="") as stream:
        assert stream.read() == TEXT
    with member.open("rb") as stream:
        assert stream.read() == TEXT.encode()
    assert (member.name, str(member)) == ("t.csv", f"{archive}/t.csv")


def test_members_are_named_without_their_folders(tmp_path: Path) -> None:
    archive = packed(tmp_path / "a.zip", {"esco/t.csv": TEXT, "../../etc/u.csv": "", "esco/v/": ""})
    assert member_names(archive) == ["t.csv", "u.csv"]
    check_member(ZipMember(archive / "t.csv"))
    with ZipMember(archive / "t.csv").open("rb") as stream:
        assert stream.read() == TEXT.encode()


def test_nothing_is_written(tmp_path: Path) -> None:
    archive = packed(tmp_path / "a.zip", {"../t.csv": TEXT})
    before = {file: file.stat().st_mtime_ns for file in tmp_path.parent.rglob("*")}
    check_member(ZipMember(archive / "t.csv"))
    with ZipMember(archive / "t.csv").open("rb") as stream:
        stream.read()
    assert {file: file.stat().st_mtime_ns for file in tmp_path.parent.rglob("*")} == before


@pytest.mark.parametrize("content", [b"", b"id,name\n", b"PK\3\4 and no more"])
def test_what_is_no_archive_is_told_as_such(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"a\.zip is no zip archive, or a damaged one"):
        member_names(path)


def test_a_folder_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        member_names(tmp_path)


def test_a_member_that_is_missing_or_there_twice_is_named(tmp_path: Path) -> None:
    archive = packed(tmp_path / "a.zip", {"x/t.csv": TEXT, "y/t.csv": TEXT})
    with pytest.raises(InputError, match=r"a\.zip holds t\.csv 2 times"):
        check_member(ZipMember(archive / "t.csv"))
    with pytest.raises(InputError, match=r"a\.zip does not hold u\.csv"):
        ZipMember(archive / "u.csv").open("rb")


def test_an_encrypted_member_is_refused(archive: Path) -> None:
    patched(archive, 8, b"\1\0", local=6)
    with pytest.raises(InputError, match=r"t\.csv in .* is encrypted; next step: unpack it"):
        check_member(ZipMember(archive / "t.csv"))


def test_a_member_that_unpacks_to_far_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = packed(tmp_path / "a.zip", {"t.csv": b"x" * 1_000_000})
    with pytest.raises(InputError, match="unpacks to more than 200 times its size"):
        check_member(ZipMember(bomb / "t.csv"))
    monkeypatch.setattr(read_zip, "LARGEST_MEMBER", 999_999)
    with pytest.raises(InputError, match="unpacks to 1,000,000 bytes, more than 999,999"):
        check_member(ZipMember(bomb / "t.csv"))


def test_an_archive_that_lies_about_a_size_is_damaged(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "a.zip", {"t.csv": b"x" * 1_000_000})
    patched(bomb, 24, struct.pack("<L", 1_000))
    with pytest.raises(InputError, match="damaged"):
        check_member(ZipMember(bomb / "t.csv"))


def test_a_member_whose_content_is_damaged_is_refused(tmp_path: Path) -> None:
    archive = packed(tmp_path / "a.zip", {"t.csv": bytes(range(256)) * 40})
    content = bytearray(archive.read_bytes())
    content[60:80] = bytes(20)
    archive.write_bytes(content)
    with pytest.raises(InputError, match=r"a\.zip is no zip archive, or a damaged one"):
        check_member(ZipMember(archive / "t.csv"))


def test_a_packing_that_is_not_known_is_named(archive: Path) -> None:
    patched(archive, 10, b"\x63\0", local=8)
    with pytest.raises(InputError, match="packed in a way that cannot be read"):
        check_member(ZipMember(archive / "t.csv"))
