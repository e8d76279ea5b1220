"""The Turtle files that the package ships, without reading them as RDF."""

import hashlib
import re
from importlib import resources
from importlib.resources.abc import Traversable

from kg.errors import OntologyError


def turtle_files() -> list[Traversable]:
    """The files of the ontology by name."""
    files = resources.files("kg.ontology").iterdir()
    return sorted((f for f in files if f.name.endswith(".ttl")), key=lambda f: f.name)


def foreign_terms() -> frozenset[str]:
    """The terms that ours are aligned with, of vocabularies that rdflib does not list whole."""
    text = resources.files("kg.ontology").joinpath("foreign_terms.txt").read_text("utf-8")
    return frozenset(text.split())


def ontology_version() -> str:
    """The version that `ontology.ttl` states, as semantic versioning has it (semver.org 2.0.0)."""
    text = resources.files("kg.ontology").joinpath("ontology.ttl").read_text("utf-8")
    found = re.search(r'owl:versionInfo\s+"([^"]+)"', text)
    if found is None:
        raise OntologyError("ontology.ttl states no owl:versionInfo")
    return found[1]


def ontology_digest() -> str:
    """Sixteen characters that change whenever the ontology does."""
    content = b"".join(file.read_bytes() for file in turtle_files())
    return hashlib.sha256(content).hexdigest()[:16]
