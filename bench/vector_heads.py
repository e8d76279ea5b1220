"""How many rows heads of several widths let through, on titles of Horizon 2020 projects.

    python -m bench.vector_heads DATA [--titles N]

DATA is the folder of the public data. The first 300 titles are asked for among the others. For each
width in bytes: what share of the squares of all lengths lies in its directions, and what share of
the rows may reach each floor by their heads, beside the share that does. .51 is what a statement
must reach that shares no word with a text; with shared words the floor is lower, .30 at least.
"""

import argparse
from pathlib import Path

import numpy as np

from bench.retrieval.package import read_titles
from kg.embed.onnx import OnnxEncoder
from kg.projection.heads import basis_of, heads_of

WIDTHS = (64, 96, 128, 192)
FLOORS = (0.51, 0.42, 0.36, 0.30)
ASKED = 300


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.vector_heads")
    parser.add_argument("data", type=Path)
    parser.add_argument("--titles", type=int, default=9_000)
    asked = parser.parse_args()
    vectors = OnnxEncoder().encode(read_titles(asked.data / "h2020-bench")[: asked.titles])
    queries, rows = vectors[:ASKED], vectors[ASKED:]
    products = rows @ queries.T
    print("width  squares  " + "  ".join(f"may/does reach {floor:.2f}" for floor in FLOORS))
    for width in WIDTHS:
        basis = basis_of(rows, width - 1)
        bounds = heads_of(rows, basis) @ heads_of(queries, basis).T
        told = (
            f"{(bounds >= floor).mean():11.2%} /{(products >= floor).mean():6.2%}"
            for floor in FLOORS
        )
        print(f"{width:5}  {np.square(rows @ basis).sum() / len(rows):7.3f}  {'  '.join(told)}")


if __name__ == "__main__":
    main()
