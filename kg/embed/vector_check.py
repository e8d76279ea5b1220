"""Looks whether stored vectors are whole, without changing them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg.embed.vector_file import KEY_BYTES, VALUE

# All are looked at up to this number, an even sample beyond it, so that a check takes no time.
SAMPLE = 20_000
# How far the length of a stored vector may be from 1.
SLACK = 1e-3


@dataclass(frozen=True, slots=True)
class VectorHealth:
    """How many vectors there are, and how many of those looked at are damaged."""

    rows: int
    damaged: int = 0


def check_vectors(folder: Path, dimensions: int) -> VectorHealth:
    """Looks at every key and at an even sample of the vectors; raises OSError.

    A key that is there twice, or is nothing but zeros, was not written by us; a vector that is not
    of unit length neither.
    """
    keys = np.fromfile(folder / "keys.bin", dtype=f"V{KEY_BYTES}")[1:]
    path, width = folder / "vectors.f32", dimensions * VALUE.itemsize
    rows = min(len(keys), path.stat().st_size // width)
    if rows == 0:
        return VectorHealth(0)
    distinct = np.unique(keys[:rows])
    is_blank = distinct[0].tobytes() == bytes(KEY_BYTES)
    table = np.memmap(path, dtype=VALUE, mode="r", shape=(rows, dimensions))
    sample = table[:: -(-rows // SAMPLE)]
    with np.errstate(all="ignore"):  # what is damaged may be any number, or none
        lengths = np.sqrt(np.einsum("ij,ij->i", sample, sample))
    damaged = rows - len(distinct) + int(is_blank) + int((~(np.abs(lengths - 1) < SLACK)).sum())
    return VectorHealth(rows, damaged)
