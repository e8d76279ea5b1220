"""The file of a backup is read whole or not at all."""

import errno
import gzip
import hashlib
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError, StorageError
from kg.ingest.backup_file import FORMAT, VERSION, BackupWriter, Seal, put_in_place, read_lines

LOAD = {"id": "members-1"}
RECORD = {"key": "a", "values": {"name": "Zoë"}}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "b.gz"
    write(path)
    return path


def write(path: Path) -> Seal:
    with put_in_place(path) as stream, BackupWriter(stream, {"counts": {}}) as writer:
        writer.write("load", LOAD)
        writer.write("record", RECORD)
        return writer.seal()


def raw_lines(path: Path) -> list[bytes]:
    return gzip.decompress(path.read_bytes()).splitlines(keepends=True)


def rewrite(path: Path, *lines: bytes) -> None:
    path.write_bytes(gzip.compress(b"".join(lines)))


def test_what_was_written_is_read(file: Path) -> None:
    (_, header), *others, (kind, end) = list(read_lines(file))
    assert (header["format"], header["version"]) == (FORMAT, VERSION)
    assert others == [("load", LOAD), ("record", RECORD)]
    assert (kind, end["loads"], end["records"]) == ("end", 1, 1)


def test_the_checksum_is_that_of_all_lines_before_the_last(file: Path) -> None:
    *before, last = raw_lines(file)
    assert json.loads(last)["end"]["sha256"] == hashlib.sha256(b"".join(before)).hexdigest()


def test_equal_content_makes_equal_files(file: Path, tmp_path: Path) -> None:
    write(tmp_path / "c.gz")
    assert (tmp_path / "c.gz").read_bytes() == file.read_bytes()


def test_only_its_owner_may_read_it(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_every_missing_end_is_noticed(file: Path) -> None:
    raw = file.read_bytes()
    for size in range(len(raw)):
        file.write_bytes(raw[:size])
        with pytest.raises(InputError):
            list(read_lines(file))


def test_every_changed_byte_is_noticed(file: Path) -> None:
    raw = file.read_bytes()
    # The first ten bytes and the last eight are gzip's own; what they say has no content.
    for place in range(10, len(raw) - 8):
        file.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
        with pytest.raises(InputError):
            list(read_lines(file))


def test_lines_that_were_taken_out_added_or_changed_are_noticed(file: Path) -> None:
    header, load, record, end = raw_lines(file)
    for changed in (
        (header, load, end),
        (header, load, record, record, end),
        (header, load, record.replace(b"name", b"mane"), end),
        (header, load, record, end, record),
        (header, load, record),
        (header, load, b'{"judgement": {}}\n', record, end),
        (header, load, b"[" * 100_000 + b"\n", record, end),
        (header, load, b'{"record": 1}\n', end),
    ):
        rewrite(file, *changed)
        with pytest.raises(InputError, match="nothing was restored"):
            list(read_lines(file))


@pytest.mark.parametrize("content", [b"", b"{}\n", b'{"format": "another"}\n', b"\xff\xfe\n"])
def test_another_file_is_no_backup(file: Path, content: bytes) -> None:
    rewrite(file, content)
    with pytest.raises(InputError, match="is no backup"):
        list(read_lines(file))


def test_a_newer_format_says_to_upgrade(file: Path) -> None:
    header: dict[str, Any] = json.loads(raw_lines(file)[0])
    rewrite(file, json.dumps({**header, "version": VERSION + 1}).encode())
    with pytest.raises(InputError, match="upgrade this installation"):
        list(read_lines(file))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.gz: No such file"):
        list(read_lines(tmp_path / "nowhere.gz"))


def test_a_full_disk_is_one_sentence_and_leaves_the_older_backup(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(StorageError, match="free space"), put_in_place(file):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["b.gz"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_stream_that_takes_nothing_more_is_a_full_disk(tmp_path: Path) -> None:
    with (
        pytest.raises(StorageError, match="No space left"),
        put_in_place(tmp_path / "b.gz"),
        Path("/dev/full").open("wb", buffering=0) as full,
        BackupWriter(full, {}) as writer,
    ):
        writer.seal()


@pytest.mark.parametrize(
    ("version", "counts"),
    [
        (1, {"loads": 1, "records": 0}),
        (2, {"sources": 0, "judgements": 0, "tombstones": 0, "loads": 1, "records": 0}),
    ],
)
def test_a_file_of_an_earlier_version_is_read(
    tmp_path: Path, version: int, counts: dict[str, int]
) -> None:
    header = {"format": FORMAT, "version": version, "counts": counts}
    before = [json.dumps(line).encode() + b"\n" for line in (header, {"load": LOAD})]
    seal = {**counts, "sha256": hashlib.sha256(b"".join(before)).hexdigest()}
    rewrite(tmp_path / "old.gz", *before, json.dumps({"end": seal}).encode() + b"\n")
    assert [kind for kind, _ in read_lines(tmp_path / "old.gz")] == ["header", "load", "end"]
