"""The peer: neo4j-graphrag's HybridCypherRetriever on the same Neo4j, where it is installed.

It gets what its documentation asks for: the vector of each statement on its node, a vector index
(HNSW, cosine, Neo4j's own settings) and a full-text index (Lucene) over them, and Cypher that
walks from a statement to its organisation and region.
"""

import importlib.util
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import neo4j
from numpy.typing import NDArray

from kg.graph.address import Address

PACKAGE = "neo4j-graphrag"
VECTORS, WORDS = "bench_vectors", "bench_words"
SECONDS_TO_INDEX = 600
ROWS_AT_ONCE = 500

INDEXES = (
    f"""CREATE VECTOR INDEX {VECTORS} IF NOT EXISTS FOR (c:Capability) ON c.benchVector
    OPTIONS {{indexConfig: {{
        `vector.dimensions`: 384, `vector.similarity_function`: 'cosine'
    }}}}""",
    f"CREATE FULLTEXT INDEX {WORDS} IF NOT EXISTS FOR (c:Capability) ON EACH [c.text]",
)
STORE = """
UNWIND $rows AS row
MATCH (c:Capability {id: row.id})
CALL db.create.setNodeVectorProperty(c, 'benchVector', row.vector)
"""
NEAREST = """
CALL db.index.vector.queryNodes($index, $k, $vector) YIELD node, score
RETURN node.text AS text ORDER BY score DESC
"""
HITS = """
MATCH (o:Organisation)-[:OFFERS]->(node)
OPTIONAL MATCH (o)-[:LOCATED_IN]->(r:Region)
RETURN o.id AS organisation, o.name AS name, coalesce(r.id, o.regionCode, o.country) AS region,
       node.text AS statement, score
"""
CITED = """
MATCH (o:Organisation)-[:OFFERS]->(node)
OPTIONAL MATCH (o)-[:LOCATED_IN]->(r:Region)
MATCH (s:SourceRecord {id: node.records[0]})
OPTIONAL MATCH (node)-[:EVIDENCED_BY]->(e:Evidence)
OPTIONAL MATCH (t:SourceRecord {id: e.records[0]})
RETURN o.id AS organisation, o.name AS name, coalesce(r.id, o.regionCode, o.country) AS region,
       node.text AS statement, score, s.load AS load, s.file AS file, s.row AS row,
       collect({kind: e.kind, title: e.title, date: e.issuedOn, load: t.load, file: t.file,
                row: t.row})[..3] AS evidence
"""
FILTERED = """
MATCH (o:Organisation)-[:OFFERS]->(node)
OPTIONAL MATCH (o)-[:LOCATED_IN]->(r:Region)
WITH o, node, score, coalesce(r.id, o.regionCode, o.country) AS region
WHERE region STARTS WITH $region AND EXISTS {
    MATCH (o)-[:OFFERS]->(:Capability)-[:EVIDENCED_BY]->(e:Evidence {kind: 'certificate'})
    WHERE e.title CONTAINS $standard
}
RETURN o.id AS organisation, region, node.text AS statement, score
"""


def is_installed() -> bool:
    return importlib.util.find_spec("neo4j_graphrag") is not None


@dataclass(frozen=True, slots=True)
class Peer:
    """Asks the peer; its indexes are made when it is."""

    driver: neo4j.Driver
    by_hits: Any
    by_cited: Any
    by_filtered: Any

    @classmethod
    def of(cls, address: Address, vectors: Mapping[str, NDArray[Any]]) -> "Peer":
        """`vectors` are those of the statements, by the id of the capability."""
        from neo4j_graphrag.retrievers import HybridCypherRetriever

        driver = neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password))
        _prepare(driver, vectors)
        retrievers = (
            HybridCypherRetriever(driver, VECTORS, WORDS, walk, neo4j_database=address.database)
            for walk in (HITS, CITED, FILTERED)
        )
        return cls(driver, *retrievers)

    def hits(self, text: str, vector: list[float], k: int) -> list[Any]:
        """The k best statements with their organisations and seats."""
        return list(self.by_hits.search(query_text=text, query_vector=vector, top_k=k).items)

    def cited(self, text: str, vector: list[float], k: int) -> list[Any]:
        """The same with the file and row of statement and evidence."""
        return list(self.by_cited.search(query_text=text, query_vector=vector, top_k=k).items)

    def refusal(self, text: str, vector: list[float], k: int, filters: Mapping[str, Any]) -> str:
        """What it says to a filter given as its VectorRetriever takes one."""
        try:
            self.by_hits.search(query_text=text, query_vector=vector, top_k=k, filters=filters)
        except Exception as error:  # noqa: BLE001  # whatever it raises is what is shown
            return f"{type(error).__name__}: {error}"
        return ""

    def filtered(self, text: str, vector: list[float], k: int, wanted: Mapping[str, str]) -> int:
        """How many hits are left where its Cypher filters what was found, as it allows."""
        parts = {"query_text": text, "query_vector": vector, "top_k": k}
        return len(self.by_filtered.search(**parts, query_params=dict(wanted)).items)

    def nearest(self, vector: list[float], k: int) -> list[str]:
        """The texts that its vector index finds nearest."""
        values = {"index": VECTORS, "k": k, "vector": vector}
        return [row["text"] for row in self.driver.execute_query(NEAREST, values).records]


def plain_words(text: str) -> str:
    """The text without the signs of Lucene's query language, which the peer hands on as they are.

    Its words "and", "or" and "not" are operators only in capitals.
    """
    return " ".join(re.findall(r"\w+", text)).lower()


def _prepare(driver: neo4j.Driver, vectors: Mapping[str, NDArray[Any]]) -> None:
    rows = [{"id": id_, "vector": vector.tolist()} for id_, vector in vectors.items()]
    for begin in range(0, len(rows), ROWS_AT_ONCE):
        driver.execute_query(STORE, {"rows": rows[begin : begin + ROWS_AT_ONCE]})
    for index in INDEXES:
        driver.execute_query(index)
    end = time.monotonic() + SECONDS_TO_INDEX
    online = "SHOW INDEXES YIELD state, populationPercent WHERE state <> 'ONLINE' RETURN count(*)"
    while driver.execute_query(online).records[0][0]:
        if time.monotonic() > end:
            raise RuntimeError("Neo4j did not finish its indexes")
        time.sleep(0.5)
