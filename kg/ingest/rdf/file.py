"""A file of RDF as a load reads it: once, as rows of nodes and as rows of relationships."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kg.errors import InputError
from kg.ingest.files import FoundFile
from kg.ingest.load import OpenFile
from kg.ingest.rdf.meaning import read_meaning
from kg.ingest.rdf.parse import read_statements
from kg.ingest.rdf.rows import Left, RdfRows
from kg.ingest.rdf.things import gather
from kg.ingest.sources.rdf import rdf_format
from kg.ontology.iris import Iris
from kg.ontology.vocabulary import Vocabulary

# The terms that a file uses most stand first; the quarantine has all.
MOST_NOTES = 50


class RdfFile:
    """One file; all of it is read before its first row is written."""

    def __init__(self, path: Path, source: str, vocabulary: Vocabulary, iris: Iris) -> None:
        """Raises InputError for a file that cannot be read as it is, or is an attack."""
        meaning = read_meaning(vocabulary)
        things = gather(path, read_statements(path), meaning.is_provenance)
        self._rows = RdfRows(path.name, source, things, meaning, iris)
        self.nodes, self.links = (FoundFile(t, path) for t in rdf_format(iris.schema).tables)

    @property
    def files(self) -> tuple[FoundFile, FoundFile]:
        """The file as each of the two tables."""
        return self.nodes, self.links

    def open(self, file: FoundFile) -> OpenFile:
        """The rows of one table; what is to be said of the file stands with the second."""
        if file == self.nodes:
            # The file may be read twice, and what was left out is counted once.
            self._rows = replace(self._rows, left=Left())
            return OpenFile(file, self._rows.nodes(), {})
        if file == self.links:
            return OpenFile(file, self._rows.links(), {}, _Notes(self._rows.left))
        raise InputError(f"{file.path} is not what was read; next step: load it on its own")


class _Notes(Iterable[str]):
    """What was left out; known once all rows were read."""

    def __init__(self, left: Left) -> None:
        self._left = left

    def __iter__(self) -> Iterator[str]:
        yield from self._unknown()
        counts = (
            (self._left.provenance, "on provenance, which loads note themselves"),
            (self._left.elsewhere, "in graphs beside the one that is read"),
            (self._left.languages, "in languages besides English, of which one value is kept"),
            (self._left.derived, "on relationships that are computed again from what is loaded"),
        )
        yield from (f"not read: {_statements(count)} {what}" for count, what in counts if count)

    def _unknown(self) -> Iterator[str]:
        kinds = (("predicate", self._left.predicates), ("class", self._left.classes))
        for kind, terms in kinds:
            ordered = sorted(terms.items(), key=lambda item: (-item[1], item[0]))
            for iri, count in ordered[:MOST_NOTES]:
                yield f"unknown {kind} <{iri}>: {_statements(count)}"
            if ordered[MOST_NOTES:]:
                yield f"{len(ordered) - MOST_NOTES:,} further unknown terms of this kind"


def _statements(count: int) -> str:
    return "1 statement" if count == 1 else f"{count:,} statements"
