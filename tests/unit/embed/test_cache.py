"""The vector cache: found by content, whole after a crash, shared by processes."""

import multiprocessing
import resource
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.embed import cache
from kg.embed.cache import CHUNK, VectorCache
from kg.errors import StorageError

DIMENSIONS = 4


class CountingEncoder:
    """Vectors from a hash of model and text; remembers what it was asked."""

    def __init__(self, model_id: str = "fake-1") -> None:
        self.model_id = model_id
        self.dimensions = DIMENSIONS
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        rows = [sha256(f"{self.model_id} {text!r}".encode()).digest() for text in texts]
        values = [[byte + 1 for byte in row[:DIMENSIONS]] for row in rows]
        vectors = np.array(values, dtype=np.float32).reshape(-1, DIMENSIONS)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def expected(texts: Sequence[str], model_id: str = "fake-1") -> NDArray[np.float32]:
    return CountingEncoder(model_id).encode(texts)


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.rglob(pattern)
    return found


def cut_tail(path: Path, number_of_bytes: int) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - number_of_bytes)


def test_texts_that_are_asked_for_in_pieces_are_encoded_before_and_told_of_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "CHUNK", 2)
    encoder, told = CountingEncoder(), list[tuple[int, int]]()
    vectors = VectorCache(tmp_path, encoder)
    vectors.vectors(["b"])
    vectors.fill(["a", "b", "c", "a", "d"], lambda done, total: told.append((done, total)))
    assert told == [(2, 4), (4, 4)]
    assert encoder.asked == ["b", "a", "c", "d"]
    assert np.array_equal(vectors.vectors(["c", "a"]), expected(["c", "a"]))
    assert len(encoder.asked) == 4


def test_each_text_is_encoded_once_and_answers_keep_their_order(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    cache = VectorCache(tmp_path, encoder)
    texts = ["b", "a", "b", "", "a"]
    assert np.array_equal(cache.vectors(texts), expected(texts))
    assert np.array_equal(cache.vectors(["a", "c"]), expected(["a", "c"]))
    assert encoder.asked == ["b", "a", "", "c"]


def test_a_later_process_finds_what_an_earlier_one_stored(tmp_path: Path) -> None:
    VectorCache(tmp_path, CountingEncoder()).vectors(["a", "b"])
    later = CountingEncoder()
    assert np.array_equal(VectorCache(tmp_path, later).vectors(["b"]), expected(["b"]))
    assert later.asked == []


def test_no_texts_give_no_rows_and_no_folder(tmp_path: Path) -> None:
    assert VectorCache(tmp_path, CountingEncoder()).vectors([]).shape == (0, DIMENSIONS)
    assert list(tmp_path.iterdir()) == []


def test_a_text_with_a_lone_surrogate_is_a_text_like_others(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path, CountingEncoder())
    assert np.array_equal(cache.vectors(["\ud800", "?"]), expected(["\ud800", "?"]))


def test_models_never_mix(tmp_path: Path) -> None:
    for model_id in ("fake-1", "fake-2", "odd/name:../x"):
        vectors = VectorCache(tmp_path, CountingEncoder(model_id)).vectors(["a"])
        assert np.array_equal(vectors, expected(["a"], model_id))
    assert len(list(tmp_path.iterdir())) == 3


def test_progress_counts_what_is_encoded(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    cache = VectorCache(tmp_path, CountingEncoder())
    cache.vectors(["0"])
    texts = [str(number) for number in range(CHUNK + 2)]
    cache.vectors(texts, lambda done, total: heard.append((done, total)))
    assert heard == [(CHUNK, CHUNK + 1), (CHUNK + 1, CHUNK + 1)]


@pytest.mark.parametrize(
    ("file", "cut"), [("keys.bin", 5), ("keys.bin", 16), ("vectors.f32", 3), ("vectors.f32", 16)]
)
def test_a_torn_tail_is_ignored_and_then_cut_off(tmp_path: Path, file: str, cut: int) -> None:
    VectorCache(tmp_path, CountingEncoder()).vectors(["a", "b", "c"])
    cut_tail(only(tmp_path, file), cut)
    encoder = CountingEncoder()
    cache = VectorCache(tmp_path, encoder)
    assert np.array_equal(cache.vectors(["a", "b"]), expected(["a", "b"]))
    assert encoder.asked == []
    assert np.array_equal(cache.vectors(["d", "c", "a"]), expected(["d", "c", "a"]))
    assert encoder.asked == ["d", "c"]
    assert only(tmp_path, "keys.bin").stat().st_size == 5 * 16
    assert only(tmp_path, "vectors.f32").stat().st_size == 4 * 4 * DIMENSIONS


def test_a_table_torn_at_its_very_beginning_begins_anew(tmp_path: Path) -> None:
    VectorCache(tmp_path, CountingEncoder()).vectors(["a"])
    cut_tail(only(tmp_path, "keys.bin"), 2 * 16 - 3)
    cache = VectorCache(tmp_path, CountingEncoder())
    assert np.array_equal(cache.vectors(["b", "a"]), expected(["b", "a"]))
    later = CountingEncoder()
    assert np.array_equal(VectorCache(tmp_path, later).vectors(["a"]), expected(["a"]))
    assert later.asked == []


def test_a_folder_deleted_while_in_use_is_filled_again(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path, CountingEncoder())
    cache.vectors(["a", "b"])
    for path in (only(tmp_path, "keys.bin"), only(tmp_path, "vectors.f32")):
        path.unlink()
    VectorCache(tmp_path, CountingEncoder()).vectors(["x", "y", "b"])
    assert np.array_equal(cache.vectors(["b", "a"]), expected(["b", "a"]))


def append_many(folder: Path, first: int, last: int) -> None:
    cache = VectorCache(folder, CountingEncoder())
    for number in range(first, last):
        cache.vectors([str(number)])


def test_two_processes_appending_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ranges = [(0, 60), (30, 90)]
    workers = [context.Process(target=append_many, args=(tmp_path, *pair)) for pair in ranges]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    reader = CountingEncoder()
    texts = [str(number) for number in range(90)]
    assert np.array_equal(VectorCache(tmp_path, reader).vectors(texts), expected(texts))
    assert reader.asked == []
    assert only(tmp_path, "keys.bin").stat().st_size == 91 * 16


def test_a_process_killed_between_writes_leaves_a_usable_cache(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    worker = context.Process(target=append_many, args=(tmp_path, 0, 100_000))
    worker.start()
    while not (worker.is_alive() and list(tmp_path.rglob("keys.bin"))):
        worker.join(0.01)
    worker.join(0.2)
    worker.kill()
    worker.join()
    texts = [str(number) for number in range(50)]
    vectors = VectorCache(tmp_path, CountingEncoder()).vectors(texts)
    assert np.array_equal(vectors, expected(texts))


@contextmanager
def no_file_above(number_of_bytes: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (number_of_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_a_storage_error_and_harms_nothing(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path, CountingEncoder())
    cache.vectors(["a"])
    with no_file_above(40), pytest.raises(StorageError, match="free some space"):
        cache.vectors(["b", "c"])
    assert np.array_equal(cache.vectors(["c", "a", "b"]), expected(["c", "a", "b"]))


def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="KG_HOME"):
        VectorCache(tmp_path / "home", CountingEncoder()).vectors(["a"])
