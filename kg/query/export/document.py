"""Writes the whole graph as one document of RDF, streamed, in one order.

Turtle (W3C, 2014) holds one graph. N-Quads (W3C, 2014) and JSON-LD 1.1 (W3C, 2020) hold the same
as their default graph, and a named graph for each current source record, with what it states.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO, TypeAlias, cast

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from kg.errors import StateError, TransientError
from kg.graph.archive import Archive
from kg.graph.prepare import GraphState
from kg.graph.whole import DescribedNode, WholeGraph
from kg.model import CanonicalLink, LinkFact, NodeFact, SourceRecord
from kg.ontology.compile_rdf import PREFIXES
from kg.ontology.iris import Iris
from kg.ontology.vocabulary import Vocabulary
from kg.query.export.describe import ROLE, Describer, Triples
from kg.query.export.prefixes import SortedPrefixes
from kg.query.export.provenance import Provenance

# What a record states, as it is computed from its cells.
States: TypeAlias = Callable[[SourceRecord], tuple[Iterable[NodeFact], Iterable[LinkFact]]]
Progress: TypeAlias = Callable[[int], None]

FORMATS: Mapping[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}
PROGRESS_NODES = 10_000


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is to be written: the name of a format, and under which base IRIs stand."""

    format: str
    iris: Iris
    with_sealed: bool = False


@dataclass
class Tally:
    """How much was written."""

    nodes: int = 0
    statements: int = 0


@dataclass(frozen=True)
class Export:
    """Exports one graph; `states` says anew what a record states."""

    graph: WholeGraph
    archive: Archive
    vocabulary: Vocabulary
    states: States

    def write(
        self, request: ExportRequest, stream: BinaryIO, progress: Progress = lambda _n: None
    ) -> Tally:
        """Writes the document; returns how many statements it has.

        Raises StateError when there is nothing to write, and TransientError when the graph
        changed while it was read: what was written then is no whole.
        """
        state = self.archive.state()
        _check(state)
        tally = Tally()
        written = _Document(self, request, tally, progress)
        format_ = FORMATS[request.format]
        counted = _counted(written.statements(is_dataset=format_.supports_datasets), tally)
        sorted_ = SortedPrefixes(stream)
        # Triples or quads: what the format takes.
        both, out = cast("Iterable[Quad]", counted), cast("BinaryIO", sorted_)
        serialize(both, out, format_, prefixes=_prefixes(request.iris))
        sorted_.flush()
        if self.archive.state() != state:
            raise TransientError(
                "the graph changed while it was read, and what was written is no whole; next "
                "step: wait until no load runs, then the same command again"
            )
        return tally


class _Document:
    def __init__(
        self, export: Export, request: ExportRequest, tally: Tally, progress: Progress
    ) -> None:
        self._export, self._tally, self._progress = export, tally, progress
        iris, sealed = request.iris, request.with_sealed
        self._iris = iris
        self._describer = Describer(iris, export.vocabulary, sealed)
        self._provenance = Provenance(iris, export.vocabulary.schema, sealed)
        self._roles: set[str] = set()

    def statements(self, *, is_dataset: bool) -> Iterator[Triple | Quad]:
        """Every statement of the document."""
        for triple in self._default_graph():
            yield _in_default(triple) if is_dataset else triple
        for record in self._records():
            for triple in self._provenance.record(record):
                yield _in_default(triple) if is_dataset else triple
            if is_dataset:
                yield from self._named_graph(record)

    def _default_graph(self) -> Triples:
        for root in self._export.graph.roots():
            for described in self._export.graph.nodes(root):
                yield from self._described(described)
                self._tally.nodes += 1
                if self._tally.nodes % PROGRESS_NODES == 0:
                    self._progress(self._tally.nodes)
        settled = self._export.archive.settled()
        settings = {str(source["id"]): source for source in settled.sources}
        for source in self._export.graph.sources():
            yield from self._provenance.source(source, settings.get(source, {}))
        for judgement in settled.judgements:
            yield from self._provenance.judgement(judgement)
        for load in self._export.archive.loads():
            yield from self._provenance.load(load)

    def _described(self, described: DescribedNode) -> Triples:
        node, describer = described.node, self._describer
        yield from describer.node(NodeFact(node.ref, node.class_name, node.properties))
        yield from self._provenance.derived(describer.subject(node.ref), node)
        for link in described.links:
            yield from describer.link(_fact(link))
        for link in described.links:
            yield from self._statement(link)

    def _statement(self, link: CanonicalLink) -> Triples:
        is_said = False
        is_marked = link.retired_on is not None
        for triple in self._describer.statement(_fact(link), is_marked=is_marked):
            is_said = True
            yield triple
        if is_said:
            about = NamedNode(self._iris.link(link.ref))
            yield from self._provenance.derived(about, link)
        role = link.properties.get(ROLE)
        if role and self._describer.is_membership(link.ref) and str(role) not in self._roles:
            self._roles.add(str(role))
            yield from self._describer.role(str(role))

    def _records(self) -> Iterator[SourceRecord]:
        """The records that are current, by load and table."""
        archive = self._export.archive
        for load in archive.loads():
            for table in sorted(archive.tables(load.id)):
                for kept in archive.records(load.id, table):
                    if kept.is_current:
                        yield kept.record

    def _named_graph(self, record: SourceRecord) -> Iterator[Quad]:
        plain = replace(self._describer, is_plain=True)
        graph = NamedNode(self._iris.record(record.id))
        nodes, links = self._export.states(record)
        triples: list[Triple] = []
        for node in nodes:
            triples += plain.node(node)
        for link in links:
            triples += plain.link(link)
            triples += plain.statement(link)
        for triple in triples:
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _fact(link: CanonicalLink) -> LinkFact:
    return LinkFact(link.ref, link.properties)


def _in_default(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object)


def _counted(statements: Iterable[Triple | Quad], tally: Tally) -> Iterator[Triple | Quad]:
    for statement in statements:
        tally.statements += 1
        yield statement


def _prefixes(iris: Iris) -> dict[str, str]:
    used = {name: PREFIXES[name] for name in ("org", "prov", "rdf", "rov", "schema", "skos", "vc")}
    return {**used, "record": iris.record(""), "load": iris.load(""), "xsd": PREFIXES["xsd"]}


def _check(state: GraphState) -> None:
    if state.revision == 0:
        raise StateError(
            "the graph is empty, there is nothing to write; try: kg ingest members PATH"
        )
