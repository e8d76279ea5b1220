"""Looks through RDF/XML before it is parsed: a parser would expand its entities without end.

Only expat sees the file, and it ends at the declaration of a document type, before anything is
expanded or fetched.
"""

from pathlib import Path
from xml.parsers import expat

from kg.errors import InputError
from kg.ingest.rdf.limits import LONGEST_IRI, LONGEST_TAG, MOST_ATTRIBUTES
from kg.ingest.rdf.scan import check_depth, check_token, refuse

BLOCK = 1 << 16
ENCODINGS = frozenset({"utf-8", "us-ascii", "ascii"})


def check_xml(path: Path) -> None:
    """Raises InputError for a document type, entities, another encoding, and XML that is none."""
    check = _Check(path)
    try:
        with path.open("rb") as stream:
            while block := stream.read(BLOCK):
                check.read(block)
            check.read(b"", is_end=True)
    except expat.ExpatError as error:
        reason = f"is not well-formed XML: {expat.ErrorString(error.code)} in line {error.lineno}"
        raise refuse(path, reason, "export it again") from error


class _Check:
    """One pass over one document."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._depth = 0
        self._sent = 0
        # The encoding is told, so that expat follows no declaration.
        self._parser = parser = expat.ParserCreate(encoding="utf-8")
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._document_type
        parser.EntityDeclHandler = self._document_type
        parser.ExternalEntityRefHandler = self._document_type
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.buffer_text = False

    def read(self, block: bytes, *, is_end: bool = False) -> None:
        """Looks at a further part; what does not come to an end in it is kept by expat."""
        self._parser.Parse(block, is_end)
        self._sent += len(block)
        check_token(self._path, self._sent - max(self._parser.CurrentByteIndex, 0), LONGEST_TAG)

    def _document_type(self, *_details: object) -> int:
        raise InputError(
            f"{self._path} declares a document type or entities, which may expand without end; "
            "next step: export it without <!DOCTYPE, or as Turtle"
        )

    def _declaration(self, version: str, encoding: str | None, _standalone: int) -> None:
        if version != "1.0" or (encoding or "utf-8").lower() not in ENCODINGS:
            named = f"XML {version} in {encoding or 'utf-8'}"
            raise refuse(self._path, f"is {named}, not XML 1.0 in UTF-8", "save it as UTF-8")

    def _begin(self, _name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        check_depth(self._path, self._depth)
        if len(attributes) > MOST_ATTRIBUTES:
            what = f"has an element with more than {MOST_ATTRIBUTES:,} attributes"
            raise refuse(self._path, what, "write its properties as elements")
        for name, value in attributes.items():
            if name.startswith(("xmlns", "xml:")) and len(value) > LONGEST_IRI:
                what = f"declares {name} with more than {LONGEST_IRI:,} characters"
                raise refuse(self._path, what, "shorten it")

    def _end(self, _name: str) -> None:
        self._depth -= 1
