"""How well and how fast organisations are resolved.

    python -m bench.resolution [--json] [--profiles 100000] [--show]

Needs the public table of European research organisations. Measures, on organisations that nothing
was learned from: precision and recall of what is called the same without asking, by kind of change;
against comparisons of names as texts; on other organisations that no weight or threshold saw; what
is called the same in the table as it stands (`--show` prints it); time and memory.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bench.resolution.baselines import baselines, outcomes
from bench.resolution.bodies import further_bodies, of_split, read_bodies, unseen_bodies
from bench.resolution.labelled import HELD_OUT, KINDS, Labelled, label
from bench.resolution.large import run
from bench.resolution.learn import outcome_of
from bench.resolution.measure import Measured, by_kind, measure
from bench.resolution.pairs import Judged, judged_pairs
from bench.resolution.splink_peer import is_installed, splink_likeness
from kg.ingest.resolution.pair import Comparison, Profile
from kg.ingest.resolution.resolver import Resolver
from kg.ingest.resolution.vocabulary import Vocabulary, load_vocabulary
from kg.ingest.resolution.weights import Weights, load_weights

PRECISION, RECALL = 0.98, 0.90
LARGE = 100_000
SETS = (
    "test", "test_against_rows_as_they_stand", "test_but_for_namesakes", "other_organisations",
    "others_but_for_namesakes",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.resolution")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", action="store_true", help="print what is called the same")
    parser.add_argument("--profiles", type=int, default=LARGE, help="for time and memory; 0: none")
    asked = parser.parse_args()
    report = measured()
    table = read_bodies()
    found = list(Resolver(table).comparisons())
    report["table"] = dict(Counter(comparison.outcome for comparison in found))
    if asked.profiles:
        report["large"] = run(further_bodies(), asked.profiles)
    if asked.json:
        print(json.dumps(report, indent=2))
    else:
        _print(report)
    if asked.show:
        _show(found, {body.id: body for body in table})


def measured() -> dict[str, Any]:
    """All that is measured on labelled pairs."""
    vocabulary, weights = load_vocabulary(), load_weights()
    bodies = read_bodies()
    seen = [kind for kind in KINDS if kind != HELD_OUT]
    validation = label(of_split(bodies, "validation"), seen, "validation")
    test = label(of_split(bodies, "test"), KINDS, "test")
    others = label(unseen_bodies(), KINDS, "further")
    pairs = {
        name: list(judged_pairs(of, vocabulary))
        for name, of in (("validation", validation), ("test", test), ("others", others))
    }
    rows = [one for one in pairs["test"] if one.is_of_original]
    return {
        "test": _measured(pairs["test"], weights, test),
        "test_against_rows_as_they_stand": _measured(rows, weights, test),
        "test_but_for_namesakes": _measured(_decided(pairs["test"]), weights, test),
        "by_change": by_kind(pairs["test"], weights, of_one_body=True),
        "by_near_miss": by_kind(pairs["test"], weights, of_one_body=False),
        "wrongly_different": _wrongly_different(pairs["test"], weights),
        "baselines": _baselines(vocabulary, validation, test, pairs),
        "other_organisations": _measured(pairs["others"], weights, others),
        "others_but_for_namesakes": _measured(_decided(pairs["others"]), weights, others),
        "others_wrongly_different": _wrongly_different(pairs["others"], weights),
    }


def _measured(judged: Sequence[Judged], weights: Weights, of: Labelled) -> dict[str, Any]:
    return asdict(measure(judged, [outcome_of(one, weights) for one in judged], of.body))


def _decided(judged: Iterable[Judged]) -> list[Judged]:
    """The pairs that weights decide: others may be namesakes, and are asked by rule."""
    return [one for one in judged if not one.pair.is_of_namesakes]


def _wrongly_different(judged: Sequence[Judged], weights: Weights) -> dict[str, int]:
    """True pairs that nobody is asked about, and exact names and acronyms among all such pairs."""
    dropped = [one for one in judged if outcome_of(one, weights) in ("different", "not found")]
    true = [one for one in dropped if one.pair.is_same]
    return {
        "true_pairs": len(true),
        "true_pairs_with_a_row_as_it_stands": sum(one.is_of_original for one in true),
        "equal_names_or_name_and_acronym": sum(one.pair.is_always_asked for one in dropped),
    }


def _baselines(
    vocabulary: Vocabulary,
    validation: Labelled,
    test: Labelled,
    pairs: Mapping[str, Sequence[Judged]],
) -> dict[str, Any]:
    of = [(pairs["validation"], validation), (pairs["test"], test)]
    known = [(judged, {p.id: p for p in labelled.profiles}) for judged, labelled in of]
    compared = dict(baselines(vocabulary))
    if is_installed():
        compared["Splink"] = splink_likeness((validation.profiles, test.profiles), vocabulary)
    else:
        print("Splink is not installed and not compared", file=sys.stderr)
    found = {}
    for name, likeness in compared.items():
        threshold, called = outcomes(likeness, *known)
        result: Measured = measure(pairs["test"], called, test.body)
        found[name] = {
            "threshold": threshold, "precision": result.precision, "recall": result.recall,
        }  # fmt: skip
    return found


def _print(report: Mapping[str, Any]) -> None:
    print(f"Called the same without asking (bar: precision {PRECISION}, recall {RECALL})")
    for name in SETS:
        one = report[name]
        print(f"  {name.replace('_', ' '):34}{_share('precision', one)}{_share('recall', one)}")
        print(f"    of one body, {one['true_pairs']:,}: {_counts(one['true_by_outcome'])}")
        print(f"    of two, {one['other_pairs']:,}: {_counts(one['other_by_outcome'])}")
    for name in ("wrongly_different", "others_wrongly_different"):
        print(f"{name.replace('_', ' ')}: {_counts(report[name])}")
    print("Comparing names as texts, on the same pairs")
    for name, one in report["baselines"].items():
        print(f"  {name:34}{_share('precision', one)}{_share('recall', one)}")
    for name in ("by_change", "by_near_miss"):
        print(name.replace("_", " ").capitalize())
        for kind, counts in report[name].items():
            print(f"  {kind:34}{_counts(counts)}")
    print(f"The table as it stands: {_counts(report['table'])}")
    if "large" in report:
        print(f"Time and memory: {_counts(report['large'])}")


def _share(name: str, of: Mapping[str, Any]) -> str:
    value, low, high = of[name]
    return f"{name} {value:.4f} ({low:.4f} to {high:.4f})  "


def _counts(counts: Mapping[str, float]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {number:,}" for name, number in counts.items())


def _show(found: Sequence[Comparison], bodies: Mapping[str, Profile]) -> None:
    for one in sorted(found, key=lambda comparison: -comparison.probability):
        if one.outcome == "same":
            print(f"{one.probability:.3f}")
            for id_ in (one.left, one.right):
                body = bodies[id_]
                print(f"  {id_}  {body.name}  {body.country} {body.city}  {body.website or ''}")
            for clue in one.clues:
                print(f"    {clue.weight:+6.2f}  {clue.name}: {clue.reason}")


if __name__ == "__main__":
    main()
