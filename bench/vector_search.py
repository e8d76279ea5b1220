"""The scan of codes beside its peers: exact search among vectors on one thread, in one run.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python bench/vector_search.py [ROWS]

Makes ROWS (100,000) vectors of 384 dimensions in clusters, as labels lie, and asks for all rows
above a floor that a hundred reach on average, for one text and for sixteen at once. faiss-cpu and
simsimd take part where they are installed; with them the candidates are compared in full as ours
are, but nothing bounds what they miss.
"""

import importlib.util
import sys
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from kg.projection.codes import Codes
from kg.projection.vectors import Vectors

Floats = NDArray[np.float32]
Found = list[NDArray[np.int64]]
Search = Callable[[Floats, float], Found]

DIMENSIONS = 384
ROUNDS = 15
# How many rows peers bring forward for each text; a hundred are wanted on average.
BROUGHT_FORWARD = 400


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    table, asked = make(rows)
    floor = float(np.quantile(table @ asked.T, 1 - 100 / rows))
    searches = {"numpy, floats": plain(table), "numkong, codes (ours)": ours(table)}
    if importlib.util.find_spec("faiss"):
        searches["faiss SQ8, best 400"] = faiss_search(table)
    if importlib.util.find_spec("simsimd"):
        searches["simsimd, codes"] = simsimd_search(table)
    for together in (1, len(asked)):
        # Rows at the very floor may fall on either side of it by rounding.
        truth = searches["numpy, floats"](asked[:together], floor + 1e-5)
        base = 0.0
        for name, search in searches.items():
            seconds, found = timed(search, asked[:together], floor)
            base = base or seconds
            wanted = sum(map(len, truth))
            missed = sum(len(np.setdiff1d(*pair)) for pair in zip(truth, found, strict=True))
            print(
                f"{together:2} at once  {name:22} {1000 * seconds:6.1f} ms  "
                f"{base / seconds:4.1f} times as fast as floats  missed {missed / wanted:.1%}"
            )


def make(rows: int) -> tuple[Floats, Floats]:
    random = np.random.default_rng(0)
    centres = random.standard_normal((rows // 50, DIMENSIONS))
    table = centres[random.integers(0, len(centres), rows)]
    table = unit(table + random.standard_normal((rows, DIMENSIONS)))
    return table, unit(table[:16] + unit(random.standard_normal((16, DIMENSIONS))))


def unit(vectors: NDArray[np.floating]) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / lengths, dtype=np.float32)


def timed(search: Search, asked: Floats, floor: float) -> tuple[float, Found]:
    found = search(asked, floor)
    spent = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        search(asked, floor)
        spent.append(time.perf_counter() - begin)
    return float(np.median(spent)), found


def plain(table: Floats) -> Search:
    return lambda asked, floor: [np.flatnonzero(c >= floor) for c in (table @ asked.T).T]


def ours(table: Floats) -> Search:
    vectors = Vectors.of(table)
    return lambda asked, floor: [near.rows for near in vectors.near(asked, floor)]


def compared(table: Floats, asked: Floats, found: Found, floor: float) -> Found:
    """The rows among candidates that reach the floor as they are."""
    return [r[table[r] @ q >= floor] for r, q in zip(found, asked, strict=True)]


def faiss_search(table: Floats) -> Search:
    import faiss

    index = faiss.IndexScalarQuantizer(
        DIMENSIONS, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    index.train(table)
    index.add(table)

    def search(asked: Floats, floor: float) -> Found:
        return compared(table, asked, list(index.search(asked, BROUGHT_FORWARD)[1]), floor)

    return search


def simsimd_search(table: Floats) -> Search:
    import simsimd

    vectors = Vectors.of(table)

    def search(asked: Floats, floor: float) -> Found:
        codes = Codes.of(asked)
        own = vectors.codes
        products = np.asarray(simsimd.cdist(codes.values, own.values, "dot", threads=1))
        likely = products * own.scales >= (floor - 0.02) / codes.scales[:, None]
        return compared(table, asked, [np.flatnonzero(row) for row in likely], floor)

    return search


if __name__ == "__main__":
    main()
