"""The graph as RDF: out of one graph and into an empty one, and it is the same graph."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

from kg.errors import StateError, TransientError
from kg.graph.archive import Archive
from kg.graph.competency_links import CompetencyLinks
from kg.graph.connection import Connection
from kg.graph.ledger import Ledger, unnoted
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
from tests.contract.packages import firm, load, write_table
from tests.contract.test_undo import undo_of
from tests.factories import SEALER

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "data" / "seeds"
SCHEMA = load_schema()
VOCABULARY = load_vocabulary(SCHEMA)
SUFFIXES = {"turtle": ".ttl", "nquads": ".nq", "jsonld": ".jsonld"}
BASE = "https://virtual-cluster.example/"
VC = f"{BASE}ontology#"
PROVENANCE = ("http://www.w3.org/ns/prov#", f"{BASE}record/", f"{BASE}load/", f"{BASE}source/")


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
        "MATCH (a)-[r]->(b) WHERE NOT a:Load RETURN a.id AS start, "
        "type(r) AS type, b.id AS end, properties(r) AS properties"
    )
    named = [{**row, "labels": sorted(row["labels"])} for row in nodes]
    return sorted(map(_line, [*named, *links]))


def _line(row: dict[str, Any]) -> str:
    kept = {name: value for name, value in row["properties"].items() if name != "records"}
    return json.dumps({**row, "properties": kept}, default=str, sort_keys=True)


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


# --- a small cluster with everything that an export must keep apart


@pytest.fixture
def small(connection: Connection, tmp_path: Path) -> Connection:
    """A firm with a contact, and an organisation in a project with a competency that was found."""
    folder = tmp_path / "members"
    write_table(folder / "organisations.csv", [firm("acme", city="Sheffield", sector="25.62")])
    contact = {
        "id": "c1",
        "organisation": "acme",
        "name": "A. Secret",
        "email": "secret@acme.example",
        "consentOn": "2026-05-04",
    }
    write_table(folder / "contacts.csv", [contact])
    write_table(folder / "competencies.csv", [{"id": "packs", "prefLabel": "battery packs"}])
    load(connection, "members", folder)
    write_table(folder / "organisations.csv", [firm("acme", city="Leeds", sector="25.62")])
    load(connection, "members", folder)
    projects = tmp_path / "cordis"
    row = {"pic": "1", "name": "Org", "activity_type": "PRC", "country": "UK", "nuts3": "UKE31"}
    write_table(projects / "organisations.csv", [row])
    write_table(projects / "projects.csv", [{"rcn": "10", "title": "Battery packs"}])
    write_table(projects / "participations.csv", [{"rcn": "10", "pic": "1"}])
    load(connection, "cordis", projects)
    found = (("pic:1@cordis:rcn-10", "members:packs"), 0.75)
    CompetencyLinks(connection, unnoted).put([found])
    return connection


def quads(connection: Connection, *, sealed: bool = False) -> list[Any]:
    document = exported(connection, "nquads", sealed=sealed)
    return list(parse(document, format=RdfFormat.N_QUADS))


def said_of(found: list[Any], node: str, graph: str = "DEFAULT") -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for quad in found:
        if quad.subject.value == f"{BASE}{node}" and str(quad.graph_name) == graph:
            said.setdefault(quad.predicate.value.removeprefix(VC), []).append(quad.object.value)
    return said


@pytest.mark.parametrize("format_", SUFFIXES)
def test_private_values_are_in_no_export(small: Connection, format_: str) -> None:
    for sealed in (False, True):
        document = exported(small, format_, sealed=sealed).decode()
        assert "Secret" not in document
        assert "secret@" not in document
        assert ("sealed" in document) is sealed


def test_a_graph_of_a_record_says_what_that_record_states(small: Connection) -> None:
    found = quads(small)
    record = f"<{BASE}record/members%2Fmembers.organisation%2Facme@members-2>"
    said = said_of(found, "id/organisation/members:acme", record)
    assert said["city"] == ["Leeds"]
    assert said["operatesIn"] == [f"{BASE}id/sector/25.62"]
    assert [value for values in said.values() for value in values if "schema" in value] == []
    current = {
        row["id"]
        for row in small.read(
            "MATCH (r:SourceRecord) WHERE r.supersededIn IS NULL RETURN r.id AS id"
        )
    }
    graphs = {str(quad.graph_name) for quad in found} - {"DEFAULT"}
    iris = Iris(SCHEMA)
    assert graphs == {f"<{iris.record(id_)}>" for id_ in current}


def test_each_node_leads_to_its_file_and_row(small: Connection) -> None:
    found = quads(small)
    node = said_of(found, "id/organisation/members:acme")
    [record] = node["http://www.w3.org/ns/prov#wasDerivedFrom"]
    said = said_of(found, record.removeprefix(BASE))
    assert (said["file"], said["row"]) == (["organisations.csv"], ["2"])
    [load_] = said["http://www.w3.org/ns/prov#wasGeneratedBy"]
    assert said_of(found, load_.removeprefix(BASE))["http://www.w3.org/ns/prov#startedAtTime"]


def test_a_derived_link_is_written_and_not_read(small: Connection, tmp_path: Path) -> None:
    before = canonical(small)
    document = exported(small, "turtle", sealed=True)
    assert b"vc:isDerived true" in document
    assert b"vc:confidence 0.75" in document
    file = tmp_path / "all.ttl"
    file.write_bytes(document)
    empty(small)
    outcome = ingest(small, file)
    derived = [line for line in before if "isDerived" in line]
    assert [line for line in before if line not in derived] == canonical(small)
    assert len(derived) == 1
    assert any("1 statement on relationships that are computed" in n for n in outcome.notes)


def test_an_export_is_the_same_each_time(small: Connection) -> None:
    for format_ in SUFFIXES:
        assert exported(small, format_) == exported(small, format_)


def test_an_empty_graph_is_not_written(connection: Connection) -> None:
    with pytest.raises(StateError, match="nothing to write"):
        exported(connection, "turtle")


def test_a_graph_that_changes_meanwhile_is_noticed(
    small: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = WholeGraph.sources

    def disturbed(self: WholeGraph) -> list[str]:
        small.define(["MATCH (g:Graph) SET g.revision = g.revision + 1"])
        return sources(self)

    monkeypatch.setattr(WholeGraph, "sources", disturbed)
    with pytest.raises(TransientError, match="changed while it was read"):
        exported(small, "nquads")


@pytest.mark.parametrize("format_", SUFFIXES)
def test_what_is_retired_comes_out_as_such_and_in_again(
    connection: Connection, tmp_path: Path, format_: str
) -> None:
    rows = [firm("acme"), firm("bolt", sector="25.62")]
    competes = [{"from": "acme", "type": "COMPETES_WITH", "to": "bolt", "note": "in the north"}]
    write_table(tmp_path / "in" / "organisations.csv", rows)
    write_table(tmp_path / "in" / "relationships.csv", competes)
    load(connection, "members", tmp_path / "in")
    write_table(tmp_path / "in" / "organisations.csv", rows[:1])
    load(connection, "members", tmp_path / "in", retire_at_most=100)
    before = canonical(connection)
    assert sum("retiredOn" in line for line in before) >= 3
    text = exported(connection, format_)
    assert b"invalidatedAtTime" in text
    file = tmp_path / f"out{SUFFIXES[format_]}"
    file.write_bytes(text)
    empty(connection)
    first = ingest(connection, file)
    assert first.rejections == ()
    assert canonical(connection) == before
    again = ingest(connection, file)
    assert (again.load, again.report.written) == (None, 0)
    undo_of(connection).undo(str(first.load))
    assert canonical(connection) == []
