"""A run that writes nothing: it says what of a load would be rejected, before any harm is done."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.ingest.facts import Statement
from kg.ingest.keys import Keys
from kg.ingest.run import Run
from kg.ingest.stated_nodes import StatedNodes
from kg.model import NodeRef


@dataclass
class Trial(Run):
    """Checks rows as a load does, against the graph and the rows before them."""

    _stated: StatedNodes = field(default_factory=StatedNodes)

    def forget_keys(self) -> None:
        """Lets a key come again: the rows that follow are not of one file with those before."""
        self._keys = Keys()

    def finish(self) -> None:
        """Nothing is noted."""

    def _write(self, new: Sequence[Statement], superseded: Sequence[str]) -> None:  # noqa: ARG002
        nodes = {node.ref: node.class_name for statement in new for node in statement.nodes}
        self._stated.add(nodes.items())

    def _existing(self, refs: set[NodeRef]) -> set[NodeRef]:
        there = set(self._stated.find(refs))
        return there | super()._existing(refs - there)
