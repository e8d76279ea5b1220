"""The Cypher statements, one file each, and the only place that puts names into them."""

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

from kg.errors import OntologyError

IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z_]*")
PLACEHOLDER = re.compile(r"__[A-Z]+__")


@cache
def statement(name: str) -> str:
    """The text of `cypher/<name>.cypher`."""
    return resources.files("kg.graph").joinpath("cypher", f"{name}.cypher").read_text("utf-8")


def statement_names() -> list[str]:
    """The names of all statements, sorted."""
    folder = resources.files("kg.graph").joinpath("cypher")
    files = (file.name for file in folder.iterdir())
    return sorted(name.removesuffix(".cypher") for name in files if name.endswith(".cypher"))


def with_names(name: str, **names: str | Sequence[str]) -> str:
    """The statement with labels or types in place of its placeholders: `root` fills `__ROOT__`.

    Cypher takes no parameters there. The caller passes names of the ontology; whatever is not
    letters and underscores is refused all the same.
    """
    text = statement(name)
    for key, value in names.items():
        parts = [value] if isinstance(value, str) else list(value)
        if not parts or not all(IDENTIFIER.fullmatch(part) for part in parts):
            raise OntologyError(f"{parts} cannot be a label or relationship type")
        text = text.replace(f"__{key.upper()}__", ":".join(parts))
    left = PLACEHOLDER.search(text)
    if left:
        raise OntologyError(f"statement {name} needs a name for {left.group()}")
    return text
