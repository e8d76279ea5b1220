"""The nodes that a run which writes nothing would have written by now."""

from collections.abc import Collection, Iterable

from kg.embed.cache import text_key
from kg.ingest.scratch import Scratch
from kg.model import NodeRef

CACHE_KILOBYTES = 16_000


class StatedNodes:
    """Nodes with their classes, as digests; however many they are, they take the same memory."""

    def __init__(self) -> None:
        self._stated = Scratch(
            "CREATE TABLE stated (node BLOB PRIMARY KEY, class TEXT) WITHOUT ROWID",
            cache=CACHE_KILOBYTES,
        )

    def add(self, nodes: Iterable[tuple[NodeRef, str]]) -> None:
        """Notes nodes and their classes."""
        self._stated.change(
            "INSERT OR REPLACE INTO stated VALUES (?, ?)",
            [(_digest(ref), class_name) for ref, class_name in nodes],
        )

    def find(self, refs: Collection[NodeRef]) -> dict[NodeRef, str]:
        """Which of these nodes were noted, with their classes."""
        asked = {_digest(ref): ref for ref in refs}
        found = self._stated.find("SELECT node, class FROM stated WHERE node", list(asked))
        return {asked[digest]: class_name for digest, class_name in found}


def _digest(ref: NodeRef) -> bytes:
    return text_key(f"{ref.label}\0{ref.id}")
