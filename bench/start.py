"""How long `kg match` takes from the start of its process to the printed answer.

    python -m bench.start DATA [--home DIR] [--rounds N] [--json]

DATA and DIR as in match_on_graph.py. The engine runs. In each of N rounds (5) `kg match` answers
one need in a process of its own, and another process only imports sentence_transformers, where that
is installed. One round that is not counted comes first, so that files are in the page cache.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.full_graph import COMMAND, full_graph

NEED = "offshore wind foundations; machine learning for predictive maintenance"
IMPORT = (sys.executable, "-c", "import sentence_transformers")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with full_graph(asked.data, asked.home) as services:
        # Where the read model is not yet there, it is built now.
        organisations = len(services.projection().organisations.ids)
        home = services.settings.home
        ways = {"ours": (str(COMMAND), "match", NEED), "import sentence_transformers": IMPORT}
        report = measured(ways, {**os.environ, "KG_HOME": str(home)}, asked.rounds)
    report["organisations"] = organisations
    print(json.dumps(report) if asked.json else told(report))


def measured(
    ways: dict[str, Sequence[str]], variables: dict[str, str], rounds: int
) -> dict[str, Any]:
    """The median of the seconds that each command takes; they take turns."""
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds + 1):
        for name, command in ways.items():
            begin = time.perf_counter()
            subprocess.run(command, check=True, env=variables, stdout=subprocess.DEVNULL)
            if turn:
                spent[name].append(time.perf_counter() - begin)
    ours, other = (float(np.median(found)) for found in spent.values())
    return {"seconds": spent, "ours": ours, "import": other, "share": ours / other}


def told(report: dict[str, Any]) -> str:
    return (
        f"{report['organisations']:,} organisations: kg match takes {report['ours']:.2f} s from "
        f"start to answer, importing sentence_transformers alone {report['import']:.2f} s; "
        f"{report['share']:.2f} of it"
    )


if __name__ == "__main__":
    main()
