"""How well needs are answered on the demonstration cluster, by our own graded judgements.

    python -m bench.needs [--json] [--part development] [--show] [--home DIR]
    python -m bench.needs --fit-probability [--home DIR]

Sixty needs have grades from 0 to 3 for organisations, given by the facts of data/seeds; for twenty
nobody is a partner. Half of both is for development and half is held apart. Prints nDCG@10 with
95 % intervals, how often the answer is that nobody is credible, and the same for BM25, plain
MiniLM (if sentence-transformers is installed), popularity and chance; and how honest the
probability of partners is: its Brier score and a reliability table. DIR is a KG_HOME that holds the
graph or gets it; without it a passing one is made. `--show` prints what was found for each need of
the part for development. `--fit-probability` learns the probability on that part, measures it on
the other one, and writes both.
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
from bench.needs import probability
from bench.needs.baselines import baselines
from bench.needs.gain import DEPTH, ndcg
from bench.needs.graph import demonstration, name_of, statements
from bench.needs.judged import PARTS, JudgedNeed, read_needs
from bench.needs.probability import Told
from kg.model import MatchAnswer
from kg.query.match import MatchRequest
from kg.query.ranking.probability import CURVE, load_calibration
from kg.wiring import Services

TODAY = dt.date(2026, 12, 1)


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
    parser.add_argument("--fit-probability", action="store_true", help=f"write {CURVE.name}")
    parser.add_argument("--home", type=Path)
    arguments = parser.parse_args()
    needs = [n for part in PARTS if arguments.part in (None, part) for n in read_needs(part)]
    with demonstration(arguments.home) as product:
        answers = ask(product, needs)
        honest = told(needs, answers)
        if arguments.fit_probability:
            write_probability(parser, honest)
            return
        others = baselines(statements(product.projection()), [need.text for need in needs])
        rankings = {"ours": [names_of(answer) for answer in answers], **dict(others)}
    methods = {
        name: [Answered(need, own) for need, own in zip(needs, found, strict=True)]
        for name, found in rankings.items()
    }
    if arguments.json:
        print(json.dumps(content(methods, honest), indent=2, ensure_ascii=False))
        return
    if arguments.show:
        for answered in methods["ours"]:
            if answered.need.part == PARTS[0]:
                show(answered)
    print_tables(methods)
    print_reliability(honest)


def write_probability(
    parser: argparse.ArgumentParser, honest: Mapping[str, Sequence[Told]]
) -> None:
    if len(honest) < len(PARTS):
        parser.error("--fit-probability learns on one part and measures on the other: no --part")
    CURVE.write_text("\n".join(probability.written(*honest.values())) + "\n", "utf-8")
    print(CURVE)


def ask(product: Services, needs: Sequence[JudgedNeed]) -> list[MatchAnswer]:
    """The answer to each need."""
    projection = product.projection()
    requests = (MatchRequest(need.text, DEPTH) for need in needs)
    return [product.matcher.match(request, projection, TODAY) for request in requests]


def names_of(answer: MatchAnswer) -> list[str]:
    return [name_of(partner.organisation.id) for partner in answer.partners]


def told(needs: Sequence[JudgedNeed], answers: Sequence[MatchAnswer]) -> dict[str, list[Told]]:
    """By part the partners that were answered, with what is known of their probability."""
    found: dict[str, list[Told]] = {need.part: [] for need in needs}
    for need, answer in zip(needs, answers, strict=True):
        found[need.part] += probability.told(need, answer, names_of(answer))
    return found


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


def content(
    methods: Mapping[str, Sequence[Answered]], honest: Mapping[str, Sequence[Told]]
) -> dict[str, Any]:
    results = {
        name: {**figures(own), "parts": by_part(own), "kinds": by_kind(own)}
        for name, own in methods.items()
    }
    curve = load_calibration()
    reliability = {
        part: {
            "partners": len(own),
            "interval": probability.brier_interval(own, curve),
            **probability.reliability(own, curve).as_json(),
        }
        for part, own in honest.items()
    }
    return {"ours": {**results.pop("ours"), "reliability": reliability}, "baselines": results}


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


def print_reliability(honest: Mapping[str, Sequence[Told]]) -> None:
    """Of the partners that are answered: what is said of them, and what was judged."""
    curve = load_calibration()
    for part, own in honest.items():
        low, high = probability.brier_interval(own, curve)
        print(f"\nprobability, {part}: {len(own)} partners, {low:.4f} to {high:.4f} (95 %)")
        print(probability.reliability(own, curve).table())


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
