"""Notes of what each revision touched, so that a read model need not read everything again.

One file a revision, beside the read models. The notes may be deleted at any time, and some may be
missing: what another machine wrote, or what a killed process did not come to note. From where one
is missing nothing can be said, and the read model is built whole.
"""

import json
import os
from contextlib import suppress
from pathlib import Path

from kg.graph.batch import Touched
from kg.model import NodeRef

# Only these make a difference to the read model; regions are few and always read.
LABELS = frozenset({"Organisation", "Capability", "Evidence", "Competency", "Project"})


class ChangeLog:
    """The notes of one graph, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def note(self, revision: int, touched: Touched) -> None:
        """Notes what the transaction that made a revision touched."""
        content = {"nodes": _pairs(touched.nodes), "removed": _pairs(touched.removed)}
        part = self._file(revision).with_suffix(f".{os.getpid()}.part")
        # The graph is written already; without its note a revision is only dearer to follow.
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(content), "utf-8")
            part.replace(self._file(revision))

    def between(self, after: int, until: int) -> Touched | None:
        """What the revisions after one touched, or None where a note is missing."""
        touched = Touched()
        for revision in range(after + 1, until + 1):
            try:
                content = json.loads(self._file(revision).read_text("utf-8"))
                touched |= Touched(_refs(content["nodes"]), _refs(content["removed"]))
            except (OSError, ValueError, KeyError, TypeError):
                return None
        return touched

    def forget(self, until: int) -> None:
        """Removes the notes up to a revision."""
        with suppress(OSError):
            for file in self._folder.glob("*.json"):
                if file.stem.isdecimal() and int(file.stem) <= until:
                    file.unlink(missing_ok=True)

    def _file(self, revision: int) -> Path:
        return self._folder / f"{revision}.json"


def _pairs(refs: frozenset[NodeRef]) -> list[tuple[str, str]]:
    return sorted((ref.label, ref.id) for ref in refs if ref.label in LABELS)


def _refs(pairs: list[tuple[str, str]]) -> frozenset[NodeRef]:
    return frozenset(NodeRef(label, id_) for label, id_ in pairs)
