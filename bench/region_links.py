"""Which regions will work together: ours, learned from before a cut, against size and volume.

    python -m bench.region_links --train DIR [--json] [--fit]

DIR holds past projects, who took part, and where they are (`train_projects.jsonl.gz`,
`train_participations.csv.gz`, `train_organisations.csv.gz` with the column `nuts2`). Weights are
learned from the projects that began before LEARN and what began from then until CUT; the pairs of
NUTS 2 regions are then ranked by what was known before CUT, and held against the joint projects
that began after it. `--fit` writes the learned weights as those that are shipped; without it the
shipped ones are measured.

Baselines: the product of the regions' sizes (organisations in projects), and the number of joint
projects before the cut. Prints the area under the ROC curve and precision@100 over all pairs, over
those that had no joint project before, and for being among the strongest pairs after the cut.
"""

import argparse
import csv
import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.projection.columns import Lists
from kg.projection.projection import UNKNOWN
from kg.query.potential.forecast import SHIPPED, features, forecast, joint_projects, load_weights

LEARN, CUT = "2015-07-01", "2016-01-01"
NUTS_2 = 4
AT = 100
STRONGEST = 500
PENALTY, STEPS = 1e-3, 30
RESAMPLES = 200
OURS = "ours"

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Past:
    """Projects by start with their members, and the regions of these."""

    codes: tuple[str, ...]
    seats: NDArray[np.int32]
    starts: tuple[str, ...]
    members: tuple[tuple[int, ...], ...]

    def between(self, first: str, end: str) -> Lists:
        """The members of the projects that began in a period, `end` not included."""
        kept = [
            own
            for start, own in zip(self.starts, self.members, strict=True)
            if first <= start < end
        ]
        pairs = [(row, member) for row, own in enumerate(kept) for member in own]
        return Lists.of(pairs, len(kept))


def read_past(folder: Path) -> Past:
    places = [
        (row["pic"], row["nuts2"] if len(row["nuts2"]) == NUTS_2 else "")
        for row in _rows(folder / "train_organisations.csv.gz")
    ]
    codes = sorted({code for _, code in places if code})
    place = {code: number for number, code in enumerate(codes)}
    rows = {pic: row for row, (pic, _) in enumerate(places)}
    members: dict[str, set[int]] = {}
    for row in _rows(folder / "train_participations.csv.gz"):
        if row["pic"] in rows:
            members.setdefault(row["rcn"], set()).add(rows[row["pic"]])
    with gzip.open(folder / "train_projects.jsonl.gz", "rt", encoding="utf-8") as lines:
        starts = {entry["rcn"]: entry["start_date"] for entry in map(json.loads, lines)}
    known = sorted(members.keys() & starts.keys())
    return Past(
        tuple(codes),
        np.array([place.get(code, UNKNOWN) for _, code in places], dtype=np.int32),
        tuple(starts[rcn] for rcn in known),
        tuple(tuple(sorted(members[rcn])) for rcn in known),
    )


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


@dataclass(frozen=True, slots=True)
class Known:
    """What was known before a day, by pair of regions."""

    features: Mapping[str, Floats]
    joint: Floats
    sizes: Floats


def known_before(past: Past, day: str) -> Known:
    incidence, regions = past.between("", day), len(past.codes)
    joint, projects = joint_projects(incidence, past.seats, regions)
    active = past.seats[np.unique(incidence.values)]
    sizes = np.bincount(active[active != UNKNOWN], minlength=regions).astype(np.float64)
    values = features(joint, projects, past.codes)
    pairs = np.triu_indices(regions, k=1)
    return Known(
        {name: value[pairs] for name, value in values.items()},
        joint[pairs],
        np.outer(sizes, sizes)[pairs],
    )


def joint_in(past: Past, first: str, end: str) -> Floats:
    regions = len(past.codes)
    joint, _ = joint_projects(past.between(first, end), past.seats, regions)
    return joint[np.triu_indices(regions, k=1)]


def learned(values: Mapping[str, Floats], came: Flags) -> dict[str, float]:
    """The weights of a logistic regression, by Newton's method; large ones cost a little."""
    columns = np.column_stack([*values.values()])
    mean, spread = columns.mean(axis=0), columns.std(axis=0)
    table = np.column_stack(((columns - mean) / spread, np.ones(len(columns))))
    weights = np.zeros(table.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (likely - came) / len(came) + PENALTY * weights
        bend = (table * (likely * (1 - likely))[:, None]).T @ table / len(came)
        weights -= np.linalg.solve(bend + PENALTY * np.eye(len(weights)), slope)
    return {name: round(float(w), 4) for name, w in zip(values, weights[:-1] / spread, strict=True)}


def area(scores: Floats, is_right: Flags) -> float:
    """The area under the ROC curve (Mann and Whitney 1947); equal scores count half."""
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    right = int(is_right.sum())
    above = ranks[is_right].sum() - right * (right + 1) / 2
    return float(above / (right * (len(scores) - right)))


def precision(scores: Floats, is_right: Flags) -> float:
    """The share of right ones among the first AT; ties go by row."""
    return float(is_right[np.argsort(-scores, kind="stable")[:AT]].mean())


def gain(ours: Floats, other: Floats, is_right: Flags) -> list[float]:
    """The 95 % interval of how much larger our area is, by bootstrap over pairs of regions."""
    random = np.random.default_rng(8)
    drawn = []
    for _ in range(RESAMPLES):
        rows = random.integers(0, len(ours), len(ours))
        drawn.append(area(ours[rows], is_right[rows]) - area(other[rows], is_right[rows]))
    low, high = np.quantile(drawn, (0.025, 0.975))
    return [round(float(low), 4), round(float(high), 4)]


def compared(past: Past, weights: Mapping[str, float]) -> dict[str, dict[str, dict[str, object]]]:
    """AUC and precision of each ranking, by what counts as right."""
    known, after = known_before(past, CUT), joint_in(past, CUT, "9999")
    ours = np.sum([*forecast(known.features, weights).values()], axis=0)
    rankings = {OURS: ours, "size": known.sizes, "volume": known.joint}
    strongest = np.zeros(len(after), dtype=np.bool_)
    strongest[np.argsort(-after, kind="stable")[:STRONGEST]] = True
    every, new = np.ones(len(after), dtype=np.bool_), known.joint == 0
    readings = {
        "all pairs": (every, after > 0),
        "pairs without a joint project before": (new, after > 0),
        f"the {STRONGEST} strongest after": (every, strongest),
    }
    return {
        name: {
            by: {
                "pairs": int(asked.sum()),
                "auc": round(area(scores[asked], right[asked]), 4),
                "p100": precision(scores[asked], right[asked]),
                "gain_of_ours": gain(ours[asked], scores[asked], right[asked]),
            }
            for by, scores in rankings.items()
        }
        for name, (asked, right) in readings.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.region_links")
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--fit", action="store_true", help=f"write {SHIPPED.name}")
    arguments = parser.parse_args()
    past = read_past(arguments.train)
    if arguments.fit:
        _write(learned(known_before(past, LEARN).features, joint_in(past, LEARN, CUT) > 0))
    results = compared(past, load_weights())
    if arguments.json:
        print(json.dumps(results, indent=2))
        return
    for name, rankings in results.items():
        print(f"{name} ({rankings[OURS]['pairs']:,} pairs of regions)")
        for by, own in rankings.items():
            low, high = own["gain_of_ours"]  # type: ignore[misc]
            beside = "" if by == OURS else f"  ours is {low:+.4f} to {high:+.4f} above"
            print(f"  {by:<8} AUC {own['auc']:.4f}  P@{AT} {own['p100']:.2f}{beside}")


def _write(weights: Mapping[str, float]) -> None:
    lines = [
        "# Written by `python -m bench.region_links --fit`: logs of products and counts, so that",
        "# weights are powers.",
        "[weights]",
        *(f'"{name}" = {weight}' for name, weight in weights.items()),
    ]
    SHIPPED.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
