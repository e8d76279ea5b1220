"""The graph as RDF: out of one graph and into an empty one, and it is the same graph."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from kg.graph.archive import Archive
from kg.graph.connection import Connection
from kg.graph.ledger import Ledger
from kg.graph.prepare import prepare
from kg.graph.whole import WholeGraph
from kg.ingest.facts import FactReader
from kg.ingest.load import Loader, LoadOutcome, LoadRequest
from kg.ingest.rdf.file import RdfFile
from kg.ingest.sources import all_tables
from kg.ingest.stated import RecordReader
from kg.ontology.contract import Contract
from kg.ontology.iris import Iris
from kg.ontology.rdf import load_schema
from kg.ontology.vocabulary import load_vocabulary
from kg.query.export.document import Export, ExportRequest
from tests.contract.packages import load
from tests.factories import SEALER

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "data" / "seeds"
SCHEMA = load_schema()
VOCABULARY = load_vocabulary(SCHEMA)
SUFFIXES = {"turtle": ".ttl", "nquads": ".nq", "jsonld": ".jsonld"}
PROVENANCE = ("http://www.w3.org/ns/prov#", "https://virtual-cluster.example/record/")


def reader() -> FactReader:
    return FactReader(Contract(SCHEMA), all_tables(SCHEMA))


def exported(connection: Connection, format_: str, *, sealed: bool = False) -> bytes:
    states = RecordReader(Ledger(connection, SCHEMA), reader())
    whole = WholeGraph(connection, SCHEMA)
    out = io.BytesIO()
    export = Export(whole, Archive(connection), VOCABULARY, states)
    export.write(ExportRequest(format_, Iris(SCHEMA), sealed), out)
    return out.getvalue()


def ingest(connection: Connection, path: Path, source: str = "copy") -> LoadOutcome:
    file = RdfFile(path, source, VOCABULARY, Iris(SCHEMA))
    loader = Loader(Ledger(connection, SCHEMA), reader(), SEALER)
    return loader.load(LoadRequest(source, file.files, open_file=file.open))


def empty(connection: Connection) -> None:
    connection.define(["MATCH (n) DETACH DELETE n"])
    prepare(connection)


def canonical(connection: Connection) -> list[str]:
    """Nodes with labels and properties, relationships with properties; without their records."""
    nodes = connection.read(
        "MATCH (n) WHERE NOT n:SourceRecord AND NOT n:Load AND NOT n:Graph AND NOT n:Source "
        "RETURN labels(n) AS labels, properties(n) AS properties"
    )
    links = connection.read(
        "MATCH (a)-[r]->(b) WHERE NOT a:Load RETURN labels(a)[0] AS label, a.id AS start, "
        "type(r) AS type, b.id AS end, properties(r) AS properties"
    )
    return sorted(
        _line({**row, "labels": sorted(row["labels"]), "label": ""})
        if "labels" in row
        else _line({**row, "label": ""})
        for row in [*nodes, *links]
    )


def _line(row: dict[str, Any]) -> str:
    kept = {name: value for name, value in row["properties"].items() if name != "records"}
    return json.dumps({**row, "properties": kept}, default=str, sort_keys=True)


def default_graph(document: bytes, format_: RdfFormat) -> list[Quad]:
    return [q for q in parse(document, format=format_) if str(q.graph_name) == "DEFAULT"]


def facts(document: bytes) -> list[str]:
    """The statements of a Turtle document, without those that tell where they come from."""
    said = (
        f"{q.subject} {q.predicate} {q.object}" for q in parse(document, format=RdfFormat.TURTLE)
    )
    return sorted(s for s in said if not any(p in s for p in (*PROVENANCE, "/load/", "/source/")))


@pytest.fixture
def seeded(connection: Connection) -> Connection:
    """The demonstration cluster."""
    load(connection, "nuts", SEEDS / "nuts" / "regions.csv")
    outcome = load(connection, "members", SEEDS, "demo")
    assert outcome.report.rejected == 0
    return connection


def test_the_demonstration_is_the_same_after_each_way_out_and_in(
    seeded: Connection, tmp_path: Path
) -> None:
    before = canonical(seeded)
    documents = {f: exported(seeded, f, sealed=True) for f in SUFFIXES}
    assert len(before) > 5_000
    for format_, document in documents.items():
        file = tmp_path / f"all{SUFFIXES[format_]}"
        file.write_bytes(document)
        empty(seeded)
        outcome = ingest(seeded, file)
        assert (outcome.report.rejected, outcome.report.unchanged) == (0, 0)
        assert canonical(seeded) == before, format_
        again = ingest(seeded, file)
        assert (again.report.written, again.load) == (0, None)
    assert facts(exported(seeded, "turtle", sealed=True)) == facts(documents["turtle"])
