"""A synthetic network of organisations in regions, and how it is written into a Neo4j."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import islice

import neo4j
import numpy as np
from numpy.typing import NDArray

from kg.graph.connection import Connection

Rows = NDArray[np.int64]
SEED = 20_261_124
# Countries whose codes NUTS, ITL and ISO 3166 write alike.
COUNTRIES = ("AT", "BE", "BG", "CZ", "DE", "DK", "ES", "FI", "FR", "HU", "IE", "IT", "NL", "PL",
             "SE")  # fmt: skip
EACH = 20
LETTERS = "123456789ABCDEFGHIJK"
# Of all relationships; the rest are participations in projects.
SHARES = {"SUPPLIES": 0.3, "COOPERATES_WITH": 0.2, "EXCHANGES_KNOWLEDGE_WITH": 0.1}
PARTNERS = 5
# The share of the n-th largest region falls with n to this power.
UNEVEN = 0.8
BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Synthetic:
    """The region of each organisation, pairs of organisations by type, and project, member."""

    codes: tuple[str, ...]
    seats: Rows
    ties: dict[str, Rows]
    memberships: Rows

    @property
    def relationships(self) -> int:
        """All of them, without the seats."""
        return len(self.memberships) + sum(len(pairs) for pairs in self.ties.values())


def synthetic(relationships: int, organisations: int) -> Synthetic:
    """Regions of uneven size, each pair of organisations at most once a type, from a fixed seed."""
    draw = np.random.default_rng(SEED)
    codes = tuple(f"{country}{LETTERS[n // 9]}{LETTERS[n % 9]}" for country in COUNTRIES
                  for n in range(EACH))  # fmt: skip
    share = 1 / np.arange(1, len(codes) + 1) ** UNEVEN
    seats = draw.choice(len(codes), organisations, p=share / share.sum())
    ties = {
        type_: _pairs(draw, int(relationships * part), organisations)
        for type_, part in SHARES.items()
    }
    rest = relationships - sum(len(pairs) for pairs in ties.values())
    projects = rest // PARTNERS
    return Synthetic(codes, seats, ties, _memberships(draw, rest, projects, organisations))


def _pairs(draw: np.random.Generator, number: int, organisations: int) -> Rows:
    """Different pairs in order of size, so that a mutual type has each of them once."""
    drawn = draw.integers(organisations, size=(number * 11 // 10, 2))
    drawn = np.unique(np.sort(drawn[drawn[:, 0] != drawn[:, 1]], axis=1), axis=0)
    return draw.permutation(drawn)[:number]


def _memberships(draw: np.random.Generator, number: int, projects: int, organisations: int) -> Rows:
    drawn = np.stack(
        [draw.integers(projects, size=number * 11 // 10),
         draw.integers(organisations, size=number * 11 // 10)], axis=1
    )  # fmt: skip
    return draw.permutation(np.unique(drawn, axis=0))[:number]


def write(network: Synthetic, connection: Connection) -> None:
    """Writes it as the product would, without sources."""
    regions = [{"id": code} for code in network.codes]
    _each(connection, regions, "CREATE (r:Region) SET r = row, r.name = row.id")
    seats = [{"id": _id(n), "region": network.codes[seat]} for n, seat in
             enumerate(network.seats.tolist())]  # fmt: skip
    _each(
        connection,
        seats,
        "MATCH (r:Region {id: row.region}) CREATE (o:Organisation:Firm {id: row.id, name: row.id, "
        "country: left(row.region, 2)})-[:LOCATED_IN]->(r)",
    )
    projects = [{"id": f"p{n}"} for n in np.unique(network.memberships[:, 0]).tolist()]
    _each(connection, projects, "CREATE (p:Project) SET p = row, p.title = row.id")
    for type_, pairs in network.ties.items():
        rows = ({"a": _id(a), "b": _id(b)} for a, b in pairs.tolist())
        _each(
            connection,
            rows,
            "MATCH (a:Organisation {id: row.a}) MATCH (b:Organisation {id: row.b}) "
            f"CREATE (a)-[:{type_}]->(b)",
        )
    rows = ({"a": _id(o), "b": f"p{p}"} for p, o in network.memberships.tolist())
    _each(
        connection,
        rows,
        "MATCH (a:Organisation {id: row.a}) MATCH (p:Project {id: row.b}) "
        "CREATE (a)-[:PARTNERED_IN]->(p)",
    )


def _id(row: int) -> str:
    return f"o{row:06}"


def _each(connection: Connection, rows: Iterable[dict[str, str]], text: str) -> None:
    left, statement = iter(rows), f"UNWIND $rows AS row {text}"
    while batch := list(islice(left, BATCH)):
        connection.write(partial(_run, statement, batch))


def _run(statement: str, batch: list[dict[str, str]], tx: neo4j.ManagedTransaction) -> None:
    tx.run(statement, rows=batch).consume()  # type: ignore[arg-type]  # names of our own
