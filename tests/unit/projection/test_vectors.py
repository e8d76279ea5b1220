"""The scan of codes misses nothing: what is near is what a scan of the vectors themselves finds."""

from collections.abc import Callable

import numkong
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kg.projection.codes import SCAN_ROWS, AskedCodes, Codes
from kg.projection.heads import LEAST_DIMENSIONS, LEAST_ROWS, WIDTH, basis_of, heads_of
from kg.projection.scratch import passing_scratch
from kg.projection.vector_columns import embedded
from kg.projection.vectors import PARTS_TO_SHARE, Near, Vectors

Floats = NDArray[np.float32]
Maker = Callable[[int, int, int], Floats]
# What the order of sums in single precision may change.
ROUNDING = 1e-5
FLOOR = np.float32(0.5)


def unit(vectors: NDArray[np.floating]) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def scattered(rows: int, dimensions: int, seed: int = 0) -> Floats:
    return unit(np.random.default_rng(seed).standard_normal((rows, dimensions)))


def clustered(rows: int, dimensions: int, seed: int = 0) -> Floats:
    """Rows that lie closely around a few, some of them equal, as labels do."""
    random = np.random.default_rng(seed)
    centres = scattered(5, dimensions, seed)[random.integers(0, 5, rows)]
    noise = random.standard_normal((rows, dimensions)) * random.choice((0, 0.01, 0.1), (rows, 1))
    return unit(centres + noise)


def spiky(rows: int, dimensions: int, seed: int = 0) -> Floats:
    """Rows with one large part each, which leaves coarse codes for the others; some are zero."""
    random = np.random.default_rng(seed)
    vectors = random.standard_normal((rows, dimensions)) * 0.01
    vectors[np.arange(rows), random.integers(0, dimensions, rows)] += 1
    vectors[random.random(rows) < 0.1] = 0
    return unit(vectors)


MAKERS = (scattered, clustered, spiky)


@given(
    st.sampled_from(MAKERS),
    st.tuples(st.integers(1, 300), st.integers(1, 20), st.integers(1, 70)),
    st.floats(-1.1, 1.1),
    st.integers(0, 2**32),
)
def test_all_rows_that_reach_the_floor_are_found_and_no_others(
    make: Maker, shape: tuple[int, int, int], floor: float, seed: int
) -> None:
    rows, queries, dimensions = shape
    vectors, asked = make(rows, dimensions, seed), make(queries, dimensions, seed + 1)
    truth = vectors.astype(np.float64) @ asked.T.astype(np.float64)
    found = Vectors.of(vectors).near(asked, floor)
    for near, column in zip(found, truth.T, strict=True):
        assert set(np.flatnonzero(column >= floor + ROUNDING)) <= set(near.rows)
        assert (column[near.rows] >= floor - ROUNDING).all()
        assert np.allclose(near.products, column[near.rows], atol=ROUNDING)


@pytest.mark.parametrize("make", MAKERS)
def test_the_nearest_are_those_of_a_scan_of_the_vectors(make: Maker) -> None:
    vectors, asked = make(5_000, 384, 3), make(12, 384, 4)
    if make is clustered:
        asked = unit(vectors[:12] + 0.05 * scattered(12, 384, 4))
    products = vectors @ asked.T
    floors = np.sort(products, axis=0)[-20] - ROUNDING
    found = Vectors.of(vectors).near(asked, lambda _part: floors[:, None])
    for near, column in zip(found, products.T, strict=True):
        best = np.argsort(-column, kind="stable")[:10]
        assert np.allclose(np.sort(near.products)[::-1][:10], column[best], atol=ROUNDING)
        assert set(np.flatnonzero(column > column[best[-1]] + ROUNDING)) <= set(near.rows)


def test_a_large_table_is_searched_by_its_heads_and_misses_nothing() -> None:
    """Rows lie in forty directions and a little in all others, as texts do."""
    random = np.random.default_rng(6)
    within = random.standard_normal((LEAST_ROWS + 9, 40)) @ scattered(40, LEAST_DIMENSIONS)
    table = unit(within + 0.2 * random.standard_normal((len(within), LEAST_DIMENSIONS)))
    vectors, asked = Vectors.of(table), unit(table[:6] + 0.3 * scattered(6, LEAST_DIMENSIONS, 7))
    assert vectors.heads
    may_reach = AskedCodes.of(vectors.heads.of(asked)).may_reach(vectors.heads.codes, FLOOR)
    assert may_reach.mean() < 0.1
    for near, products in zip(vectors.near(asked, FLOOR), asked @ table.T, strict=True):
        assert set(np.flatnonzero(products >= FLOOR + ROUNDING)) <= set(near.rows)
        assert (products[near.rows] >= FLOOR - ROUNDING).all()


def test_vectors_that_come_in_pieces_have_the_heads_of_all_of_them() -> None:
    table = scattered(LEAST_ROWS + 9, LEAST_DIMENSIONS)
    pieces = ([str(row) for row in part] for part in np.array_split(np.arange(len(table)), 3))
    with passing_scratch() as scratch:
        found = embedded(pieces, lambda rows: table[[int(row) for row in rows]], scratch)
        whole = Vectors.of(table)
        assert np.array_equal(found.heads.basis, whole.heads.basis)
        # Sums in single precision may round a code up or down, by how many rows are multiplied.
        assert np.allclose(found.heads.codes.values, whole.heads.codes.values, atol=1)
        asked = unit(table[:2] + scattered(2, LEAST_DIMENSIONS, 1))
        for one, other in zip(found.near(asked, 0.4), whole.near(asked, 0.4), strict=True):
            assert np.array_equal(one.rows, other.rows)


@pytest.mark.parametrize("floor", [-1.1, 0.02, 0.2])
def test_where_heads_leave_many_rows_nothing_is_missed_either(floor: float) -> None:
    """Rows that lie in all directions alike, and low floors."""
    table = scattered(LEAST_ROWS + 9, LEAST_DIMENSIONS)
    asked = unit(table[:3] + scattered(3, LEAST_DIMENSIONS, 1))
    found = Vectors.of(table).near(asked, lambda part: np.full((3, len(table)), floor)[:, part])
    for near, products in zip(found, asked @ table.T, strict=True):
        assert set(np.flatnonzero(products >= floor + ROUNDING)) <= set(near.rows)
        assert (products[near.rows] >= floor - ROUNDING).all()


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(MAKERS), st.integers(1, 300), st.integers(1, 20), st.integers(0, 2**32))
def test_the_product_of_heads_is_no_less_than_that_of_the_vectors(
    make: Maker, rows: int, queries: int, seed: int
) -> None:
    vectors, asked = make(rows, WIDTH, seed), make(queries, WIDTH, seed + 1)
    basis = basis_of(vectors)[:, : 1 + seed % (WIDTH - 1)]
    heads, others = heads_of(vectors, basis), heads_of(asked, basis)
    assert (heads @ others.T >= vectors @ asked.T - ROUNDING).all()
    reached = AskedCodes.of(others).may_reach(Codes.of(heads), np.float32(0.5))
    assert reached[asked @ vectors.T >= 0.5 + ROUNDING].all()


def test_few_rows_are_compared_in_full() -> None:
    vectors = Vectors.of(scattered(20_000, 384))
    asked = unit(vectors.exact[:4] + scattered(4, 384, 1))
    candidates = AskedCodes.of(asked).may_reach(vectors.codes, np.float32(0.4))
    found = vectors.near(asked, 0.4)
    assert candidates.sum() <= 2 * sum(len(near.rows) for near in found)


def test_rows_of_all_parts_are_found_in_their_order() -> None:
    vectors = np.zeros((2 * SCAN_ROWS + 3, 4), dtype=np.float32)
    rows = [0, SCAN_ROWS - 1, SCAN_ROWS, 2 * SCAN_ROWS + 2]
    vectors[rows, 1] = 1
    [near] = Vectors.of(vectors).near(unit(np.array([[0, 1, 0, 0]])), 0.5)
    assert near.rows.tolist() == rows


def test_several_threads_find_the_same_in_the_same_order() -> None:
    rows = 2 * PARTS_TO_SHARE * SCAN_ROWS + 5
    vectors, asked = scattered(rows, 16), scattered(3, 16, 1)
    products = asked @ vectors.T
    for near, row in zip(Vectors.of(vectors).near(asked, 0.5), products, strict=True):
        clear = np.flatnonzero(row >= 0.5 + ROUNDING)
        assert np.isin(clear, near.rows).all()
        assert (np.diff(near.rows) > 0).all()
        assert np.allclose(near.products, row[near.rows], atol=ROUNDING)


def test_each_row_may_have_a_floor_of_its_own() -> None:
    vectors = Vectors.of(unit(np.array([[1, 0], [1, 0], [1, 1]])))
    floors = np.array([[0.9, 1.1, 0.7]], dtype=np.float32)
    [near] = vectors.near(unit(np.array([[1, 0]])), lambda part: floors[:, part])
    assert near.rows.tolist() == [0, 2]


def test_equal_rows_have_equal_products_whatever_stands_beside_them() -> None:
    row = scattered(1, 384)
    vectors = np.concatenate([row, scattered(100, 384, 1), row, scattered(7, 384, 2), row])
    [near] = Vectors.of(vectors).near(scattered(1, 384, 5), -1)
    products = near.products[[0, 101, 109]]
    assert len(set(products.tolist())) == 1


def test_sums_of_the_largest_codes_are_whole() -> None:
    codes = np.full((3, 1024), 127, dtype=np.int8) * np.array([[1], [-1], [1]], dtype=np.int8)
    packed = numkong.dots_pack(codes[:2], dtype="int8")
    largest = 127 * 127 * 1024
    products = np.asarray(numkong.dots_packed(codes, packed))
    assert products.tolist() == [[largest, -largest], [-largest, largest], [largest, -largest]]


@pytest.mark.parametrize(("rows", "queries"), [(0, 2), (3, 0), (0, 0)])
def test_without_rows_or_queries_nothing_is_near(rows: int, queries: int) -> None:
    found: list[Near] = Vectors.of(scattered(rows, 8)).near(scattered(queries, 8), 0)
    assert [len(near.rows) for near in found] == [0] * queries


def test_rows_are_taken_from_old_and_new_ones() -> None:
    old, new = Vectors.of(scattered(3, 8)), Vectors.of(scattered(2, 8, 1))
    both = Vectors.of(np.concatenate([old.exact, new.exact]))
    rows = np.array([4, 0, 2, 3, 0])
    taken = old.taken(rows, new)
    assert np.array_equal(taken.exact, both.exact[rows])
    for column in ("values", "scales", "errors"):
        assert np.array_equal(getattr(taken.codes, column), getattr(both.codes, column)[rows])


def test_rows_are_taken_where_there_are_no_old_or_no_new_ones() -> None:
    some, none = Vectors.of(scattered(3, 8)), Vectors.of(scattered(0, 8))
    rows = np.array([2, 0])
    assert np.array_equal(none.taken(rows, some).exact, some.exact[rows])
    assert np.array_equal(some.taken(rows, none).exact, some.exact[rows])
