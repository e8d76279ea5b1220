"""Files of RDF as a load reads them: once, as rows of nodes and as rows of relationships."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import InputError
from kg.ingest.files import FoundFile
from kg.ingest.load import OpenFile
from kg.ingest.rdf.meaning import read_meaning
from kg.ingest.rdf.parse import read_all
from kg.ingest.rdf.places import rdf_files
from kg.ingest.rdf.rows import Left, RdfRows
from kg.ingest.rdf.things import gather
from kg.ingest.sources.rdf import rdf_format
from kg.ontology.iris import Iris
from kg.ontology.vocabulary import Vocabulary

# The terms that a file uses most stand first; the quarantine has all.
MOST_NOTES = 50


class RdfFile:
    """A file, or a folder or archive of files; all of it is read before its first row is written.

    What several files say of one thing is one row, of the file that names it first.
    """

    def __init__(self, path: Path, source: str, vocabulary: Vocabulary, iris: Iris) -> None:
        """Raises InputError for a file that cannot be read as it is, or is an attack."""
        meaning = read_meaning(vocabulary)
        paths, self.unused = rdf_files(path)
        things = gather(path, read_all(paths), meaning.is_provenance)
        self._all = RdfRows(paths[0].name, source, things, meaning, iris)
        self._rows: dict[Path, RdfRows] = {}
        self._nodes, links = rdf_format(iris.schema).tables
        self.files = tuple(FoundFile(table, p) for table in (self._nodes, links) for p in paths)

    def open(self, file: FoundFile) -> OpenFile:
        """The rows of one table; what is to be said of the file stands with the second."""
        if file not in self.files:
            raise InputError(f"{file.path} is not what was read; next step: load it on its own")
        if file.table is self._nodes:
            # The file may be read twice, and what was left out is counted once.
            is_first = file.path == self.files[0].path
            rows = self._rows[file.path] = self._all.of_file(file.path.name, is_first=is_first)
            return OpenFile(file, rows.nodes(), {})
        rows = self._rows[file.path]
        return OpenFile(file, rows.links(), {}, _Notes(rows.left))


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
