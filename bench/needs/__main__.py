"""How well needs are answered on the demonstration cluster, by our own graded judgements.

    python -m bench.needs [--json] [--part development] [--show] [--home DIR]

Sixty needs have grades from 0 to 3 for organisations, given by the facts of data/seeds; for twenty
nobody is a partner. Half of both is for development and half is held apart. Prints nDCG@10 with
95 % intervals, how often the answer is that nobody is credible, and the same for BM25, plain
MiniLM (if sentence-transformers is installed), popularity and chance. DIR is a KG_HOME that holds
the graph or gets it; without it a passing one is made. `--show` prints what was found for each need
of the part for development.
"""

import argparse
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from bench.measures import interval
from bench.needs.baselines import baselines
from bench.needs.gain import DEPTH, ndcg
from bench.needs.graph import demonstration, name_of, statements
from bench.needs.judged import PARTS, JudgedNeed, read_needs
from kg.query.match import MatchRequest

TODAY = dt.date(2026, 12, 1)
Rankings = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Answered:
    """A need with the organisations that somebody ranked for it."""

    need: JudgedNeed
    ranking: Sequence[str]

    @property
    def ndcg(self) -> float:
        return ndcg(self.ranking, self.need.grades)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.needs")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--part", choices=PARTS, help="this part only")
    parser.add_argument("--show", action="store_true", help="what was found, for development")
    parser.add_argument("--home", type=Path)
    arguments = parser.parse_args()
    needs = [n for part in PARTS if arguments.part in (None, part) for n in read_needs(part)]
    methods = {
        name: [Answered(need, own) for need, own in zip(needs, rankings, strict=True)]
        for name, rankings in ranked(needs, arguments.home).items()
    }
    if arguments.json:
        print(json.dumps(content(methods), indent=2, ensure_ascii=False))
        return
    if arguments.show:
        for answered in methods["ours"]:
            if answered.need.part == PARTS[0]:
                show(answered)
    print_tables(methods)


def ranked(needs: Sequence[JudgedNeed], home: Path | None) -> dict[str, Rankings]:
    """For each method its best organisations for each need; ours comes first."""
    texts = [need.text for need in needs]
    with demonstration(home) as product:
        projection = product.projection()
        ours = []
        for text in texts:
            answer = product.matcher.match(MatchRequest(text, DEPTH), projection, TODAY)
            ours.append([name_of(partner.organisation.id) for partner in answer.partners])
        return {"ours": ours, **dict(baselines(statements(projection), texts))}


def figures(answered: Sequence[Answered]) -> dict[str, Any]:
    """nDCG over the needs that have partners, and how often of each sort nobody is named."""
    graded = [a for a in answered if a.need.has_partner]
    others = [a for a in answered if not a.need.has_partner]
    gains = [a.ndcg for a in graded]
    return {
        "ndcg10": round(fmean(gains), 4),
        "interval": interval(gains),
        "needs": len(graded),
        "abstained": sum(not a.ranking for a in graded),
        "nobody": len(others),
        "nobodyAbstained": sum(not a.ranking for a in others),
    }


def by_part(answered: Sequence[Answered]) -> dict[str, Any]:
    parts = {part: [a for a in answered if a.need.part == part] for part in PARTS}
    return {part: figures(own) for part, own in parts.items() if own}


def by_kind(answered: Sequence[Answered]) -> dict[str, float]:
    kinds = dict.fromkeys(a.need.kind for a in answered if a.need.has_partner)
    return {
        kind: round(fmean(a.ndcg for a in answered if a.need.kind == kind), 4) for kind in kinds
    }


def content(methods: Mapping[str, Sequence[Answered]]) -> dict[str, Any]:
    results = {
        name: {**figures(own), "parts": by_part(own), "kinds": by_kind(own)}
        for name, own in methods.items()
    }
    return {"ours": results.pop("ours"), "baselines": results}


def print_tables(methods: Mapping[str, Sequence[Answered]]) -> None:
    print("                        nDCG@10  95 % interval   abstains: graded     nobody")
    for name, answered in methods.items():
        print(f"{name:22}{_line(figures(answered))}")
        for part, own in by_part(answered).items():
            print(f"  {part:20}{_line(own)}")
    kinds = {name: by_kind(answered) for name, answered in methods.items()}
    print(f"\n{'nDCG@10 by kind':22}" + "".join(f"{name:>12}" for name in methods))
    for kind in kinds["ours"]:
        print(f"{kind:22}" + "".join(f"{own[kind]:12.3f}" for own in kinds.values()))


def _line(own: Mapping[str, Any]) -> str:
    low, high = own["interval"]
    graded = f"{own['abstained']} of {own['needs']}"
    nobody = f"{own['nobodyAbstained']} of {own['nobody']}"
    return f"{own['ndcg10']:9.3f}  {low:.3f} to {high:.3f} {graded:>18} {nobody:>10}"


def show(answered: Answered) -> None:
    """What was found with its grades, and who with a grade was not."""
    need, grades = answered.need, answered.need.grades
    measure = f"{answered.ndcg:.3f}" if need.has_partner else "nobody"
    print(f"{measure}  {need.id}: {need.text}")
    print("   ", ", ".join(f"{name} {grades.get(name, '-')}" for name in answered.ranking))
    missed = (f"{n} {g}" for n, g in grades.items() if g and n not in answered.ranking)
    print("    not found:", ", ".join(missed) or "nobody", "\n")


if __name__ == "__main__":
    main()
