"""What is measured of both sides: time, recall of the vector search, hits under a filter."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.retrieval.ours import Ours, conditions
from bench.retrieval.package import STANDARD
from bench.retrieval.peer import Peer, plain_words
from kg.query.statements import MEANING_FLOOR

Floats = NDArray[np.float32]
Ask = Callable[["Query"], Any]

K = 10
# Countries in which many of the statements' organisations are seated.
REGIONS = ("DE", "ES", "FR", "IT")
TIE = 1e-6
# So many queries follow one another on each side.
AT_A_TIME = 25


@dataclass(frozen=True, slots=True)
class Query:
    """A text with its vector, as either side takes them."""

    text: str
    vector: Floats
    plain: str
    numbers: list[float]

    @classmethod
    def of(cls, text: str, vector: Floats) -> "Query":
        return cls(text, vector, plain_words(text), vector.tolist())


def times(ways: Mapping[str, Ask], queries: Sequence[Query], rounds: int) -> dict[str, Any]:
    """Milliseconds by way: each is asked some queries at a time, in turns, as a service would be.

    Who is asked first changes, and the first round is not counted.
    """
    spent: dict[str, list[float]] = {name: [] for name in ways}
    names = list(ways)
    for turn in range(rounds + 1):
        for place, begin in enumerate(range(0, len(queries), AT_A_TIME)):
            first = (turn + place) % len(names)
            for name in names[first:] + names[:first]:
                for query in queries[begin : begin + AT_A_TIME]:
                    since = time.perf_counter()
                    ways[name](query)
                    if turn:
                        spent[name].append(1000 * (time.perf_counter() - since))
    return {
        name: {
            "p50": float(np.quantile(found, 0.5)),
            "p99": float(np.quantile(found, 0.99)),
            "asked": len(found),
        }
        for name, found in spent.items()
    }


def recall(ours: Ours, peer: Peer | None, queries: Sequence[Query]) -> dict[str, float]:
    """The share of the ten nearest texts that vector search finds; the truth is a whole scan.

    Ours with the floor that the product sets. The peer's index holds statements, of which some
    share a text, so it is asked for more and the first ten different texts count.
    """
    statements = ours.projection.statements
    rows = {text: row for row, text in enumerate(statements.texts)}
    found: dict[str, list[float]] = {"ours": [], **({"peer": []} if peer else {})}
    for query in queries:
        products = statements.vectors.exact @ query.vector
        limit = np.partition(products, -K)[-K] - TIE
        found["ours"].append(_share(products, ours.nearest(query.vector, K, MEANING_FLOOR), limit))
        if peer:
            texts = dict.fromkeys(peer.nearest(query.numbers, 3 * K))
            found["peer"].append(_share(products, {rows[text] for text in list(texts)[:K]}, limit))
    return {name: float(np.mean(shares)) for name, shares in found.items()}


def _share(products: Floats, rows: set[int], limit: float) -> float:
    return sum(bool(products[row] >= limit) for row in rows) / K


def filtered(ours: Ours, peer: Peer | None, queries: Sequence[Query]) -> dict[str, Any]:
    """Hits where the region of the seat and a certificate are asked for, by query.

    `credible` is how many of all organisations that meet both have a credible statement: no more
    can be found. It is counted without our filter.
    """
    rows, certified = [], ours.certified(STANDARD)
    for query, region in product(queries, REGIONS):
        answer = ours.hits(query.text, K, conditions(region, STANDARD))
        row = {
            "ours": len(answer.partners),
            "possible": min(K, _credible(ours, query, region, certified)),
        }
        if peer:
            wanted = {"region": region, "standard": STANDARD}
            row["peer"] = peer.filtered(query.plain, query.numbers, K, wanted)
        rows.append(row)
    told: dict[str, Any] = {
        "queries": len(rows),
        "asked": K,
        "ours": _hits(rows, "ours"),
    }
    if peer:
        told["peer"] = _hits(rows, "peer")
        query, filters = queries[0], {"region": {"$eq": REGIONS[0]}}
        told["peer_refusal"] = peer.refusal(query.plain, query.numbers, K, filters)
    return told


def _hits(rows: Sequence[Mapping[str, int]], side: str) -> dict[str, float]:
    whole = [row for row in rows if row["possible"] == K]
    return {
        "k_hits_where_k_exist": sum(row[side] == K for row in whole) / len(whole) if whole else 0.0,
        "k_exist": len(whole),
        "all_that_exist": sum(row[side] >= row["possible"] for row in rows) / len(rows),
        "mean_hits": sum(row[side] for row in rows) / len(rows),
    }


def _credible(ours: Ours, query: Query, region: str, certified: set[str]) -> int:
    """How many organisations with a credible statement meet both, by the rows of the graph."""
    everybody = ours.hits(query.text, len(ours.projection.organisations.ids))
    return sum(
        1
        for partner in everybody.partners
        if (partner.organisation.region or partner.organisation.country or "").startswith(region)
        and partner.organisation.id in certified
    )
