"""Small files of RDF, loaded into a ledger in memory."""

from pathlib import Path

from kg.ingest.facts import FactReader
from kg.ingest.load import Loader, LoadOutcome, LoadRequest
from kg.ingest.rdf.file import RdfFile
from kg.ingest.sources import all_tables
from kg.model import LinkRef, NodeRef
from kg.ontology.contract import Contract
from kg.ontology.iris import Iris
from kg.ontology.rdf import load_schema
from kg.ontology.vocabulary import load_vocabulary
from tests.factories import SEALER
from tests.unit.ingest.fake_ledger import FakeLedger

SCHEMA = load_schema()
VOCABULARY = load_vocabulary(SCHEMA)
READER = FactReader(Contract(SCHEMA), all_tables(SCHEMA))
PREFIXES = """
@prefix vc: <https://virtual-cluster.example/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rov: <http://www.w3.org/ns/regorg#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix id: <https://virtual-cluster.example/id/> .
@prefix ex: <https://firms.example/data/> .
"""


def written(folder: Path, text: str, name: str = "file.ttl") -> Path:
    path = folder / name
    path.write_text(PREFIXES + text if name.endswith((".ttl", ".trig")) else text, "utf-8")
    return path


def load_file(ledger: FakeLedger, path: Path, source: str = "ours") -> LoadOutcome:
    file = RdfFile(path, source, VOCABULARY, Iris(SCHEMA))
    loader = Loader(ledger, READER, SEALER)  # type: ignore[arg-type]  # has the same methods
    return loader.load(LoadRequest(source, file.files, open_file=file.open))


def load_text(ledger: FakeLedger, folder: Path, text: str, name: str = "file.ttl") -> LoadOutcome:
    return load_file(ledger, written(folder, text, name))


def organisation(id_: str) -> NodeRef:
    return NodeRef("Organisation", id_)


def link(type_: str, start: NodeRef, end: NodeRef) -> LinkRef:
    return LinkRef(type_, start, end)
