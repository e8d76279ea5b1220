"""How long complementary partners take by the number of organisations, on synthetic read models.

    OMP_NUM_THREADS=1 python -m bench.complements [--organisations N ...] [--json]

Half of the organisations state five competencies each. There are 300 value chains of six stages and
1,000 open opportunities of five requirements, and everybody has two customers. They lie in memory:
what the graph takes to look them up by key is not part of it.
"""

import argparse
import datetime as dt
import json
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from bench.retrieval.ours import Uncited
from bench.synthetic import MATERIALS, STEMS, synthetic
from kg.graph.demands import Demand, Enterprise, Outlet, Relationship, Terms
from kg.graph.opportunities import Opportunity
from kg.model import Origin
from kg.query.complements.answer import ComplementRequest
from kg.query.complements.find import ComplementFinder

TODAY = dt.date(2026, 12, 1)
CHAINS, STAGES = 300, 6
OPPORTUNITIES, REQUIREMENTS = 1_000, 5
COUNTRIES = ("DE", "PL", "CZ", "IT", "ES", "FR", "UK", "AT")
ASKED = 50
OPEN = Terms(None, None, None)


class SyntheticDemands:
    """Chains, opportunities and customers drawn at random, the same each time."""

    def __init__(self) -> None:
        chance = random.Random(11)  # noqa: S311  # nothing is kept secret
        self._chains = dict(_drawn("chain", CHAINS, STAGES, chance))
        self._opportunities = dict(_drawn("opportunity", OPPORTUNITIES, REQUIREMENTS, chance))
        self._by_competency: dict[str, set[str]] = defaultdict(set)
        for demands in (*self._chains.values(), *self._opportunities.values()):
            for demand in demands:
                self._by_competency[demand.competencies[0]].add(demand.whole)

    def chains(self, _organisation: str, _today: dt.date) -> list[str]:
        return []

    def chains_drawing_on(self, competencies: Sequence[str]) -> list[str]:
        return self._of(competencies, self._chains)

    def opportunities_calling_for(self, competencies: Sequence[str]) -> list[str]:
        return self._of(competencies, self._opportunities)

    def _of(self, competencies: Sequence[str], wholes: Collection[str]) -> list[str]:
        found = {whole for id_ in competencies for whole in self._by_competency[id_]}
        return sorted(found.intersection(wholes))

    def enterprises(self, _organisation: str) -> list[Enterprise]:
        return []

    def stages(self, chains: Sequence[str]) -> list[Demand]:
        return [demand for chain in chains for demand in self._chains[chain]]

    def requirements(self, opportunities: Sequence[str]) -> tuple[list[Demand], dict[str, Terms]]:
        found = [demand for id_ in opportunities for demand in self._opportunities[id_]]
        return found, dict.fromkeys(opportunities, OPEN)

    def relationships(self, _organisation: str) -> list[Relationship]:
        return []

    def customers(self, organisations: Sequence[str], _today: dt.date) -> list[Outlet]:
        return [
            Outlet(id_, f"{id_}-{n}", "a customer", COUNTRIES[(int(id_[1:]) + n) % 8], "r")
            for id_ in organisations
            for n in (0, 3)
        ]

    def markets(self, _organisations: Sequence[str], _today: dt.date) -> list[Outlet]:
        return []

    def origins(self, _records: Collection[str]) -> dict[str, Origin]:
        return {}


class Unowned:
    """Stands for the graph where nobody controls anybody."""

    def opportunity(self, _id: str) -> Opportunity | None:
        return None

    def controls(self, _today: dt.date) -> list[tuple[str, str]]:
        return []


def _drawn(
    kind: str, wholes: int, parts: int, chance: random.Random
) -> Iterator[tuple[str, list[Demand]]]:
    for n in range(wholes):
        whole = f"{kind}-{n}"
        yield (
            whole,
            [
                Demand(f"{whole}-{part}", "work", whole, whole, (_competency(chance),), "r")
                for part in range(parts)
            ],
        )


def _competency(chance: random.Random) -> str:
    return f"k-{chance.choice(STEMS)}-{chance.choice(MATERIALS)}"


def measured(size: int) -> dict[str, Any]:
    """How long the first partners of so many organisations take."""
    projection, demands = synthetic(size), SyntheticDemands()
    finder = ComplementFinder(Uncited(), demands, Unowned())  # type: ignore[arg-type]
    # Every second one states competencies.
    firms = [projection.organisations.ids[2 * n * (size // (2 * ASKED))] for n in range(ASKED)]
    seconds, lacks = [], []
    for firm in firms:
        begin = time.perf_counter()
        answer = finder.find(ComplementRequest(firm), projection, TODAY)
        seconds.append(time.perf_counter() - begin)
        lacks.append(len(answer.lacks))
        assert len(answer.complements) == 10, firm  # noqa: S101
    return {
        "organisations": size,
        "lacks": statistics.median(lacks),
        "p50Milliseconds": round(statistics.median(seconds) * 1_000, 1),
        "worstMilliseconds": round(max(seconds) * 1_000, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--organisations", type=int, nargs="+", default=[20_000])
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    reports = [measured(size) for size in asked.organisations]
    if asked.json:
        print(json.dumps({"ours": reports}))
        return
    for report in reports:
        print(
            f"{report['organisations']:,} organisations, {report['lacks']:.0f} lacks each: "
            f"p50 {report['p50Milliseconds']} ms, worst {report['worstMilliseconds']} ms"
        )


if __name__ == "__main__":
    main()
