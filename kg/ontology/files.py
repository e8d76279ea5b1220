"""The Turtle files that the package ships, without reading them as RDF."""

import hashlib
from importlib import resources
from importlib.resources.abc import Traversable


def turtle_files() -> list[Traversable]:
    """The files of the ontology by name."""
    files = resources.files("kg.ontology").iterdir()
    return sorted((f for f in files if f.name.endswith(".ttl")), key=lambda f: f.name)


def ontology_digest() -> str:
    """Sixteen characters that change whenever the ontology does."""
    content = b"".join(file.read_bytes() for file in turtle_files())
    return hashlib.sha256(content).hexdigest()[:16]
