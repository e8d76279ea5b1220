"""What is compiled from a small ontology, word for word.

When a compiler is meant to write something else, look at what it writes now and renew the files:

    .venv/bin/python tests/unit/ontology/test_golden.py
"""

from pathlib import Path

import pytest

from kg.ontology.areas import read_areas
from kg.ontology.compile_rdf import merge
from kg.ontology.exports import FORMATS, Source
from kg.ontology.rdf import read_graph, read_schema

GOLDEN = Path(__file__).parent / "golden"
FILES = [GOLDEN / "workshop.ttl"]
# The name of each file: `workshop.` and this.
ENDINGS = {
    "ttl": "merged.ttl",
    "jsonld": "jsonld",
    "owl-xml": "rdf",
    "json-schema": "schema.json",
    "jsonld-context": "context.jsonld",
    "cypher": "cypher",
    "svg": "svg",
}


def compiled(format_: str) -> str:
    source = Source(merge(read_graph(FILES), "1"), read_schema(FILES), read_areas(FILES))
    return FORMATS[format_](source)


def golden(format_: str) -> Path:
    return GOLDEN / f"workshop.{ENDINGS[format_]}"


@pytest.mark.parametrize("format_", FORMATS)
def test_a_document_is_compiled_word_for_word(format_: str) -> None:
    assert compiled(format_) == golden(format_).read_text("utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert set(GOLDEN.iterdir()) == {*FILES, *map(golden, FORMATS)}


if __name__ == "__main__":
    for each in FORMATS:
        golden(each).write_text(compiled(each), "utf-8")
