"""Keeps the network columns on disk: one folder a revision, put in place whole."""

import os
import shutil
from pathlib import Path

from kg.errors import StorageError
from kg.projection.network.columns import Network
from kg.projection.storage import load_columns, put_in_place, save_columns

# Raised when the columns change, so that an older folder is built anew.
FORMAT = 2


class NetworkFolder:
    """The folder of one graph in which its network columns lie."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, revision: int) -> Network | None:
        """The network of a revision, memory-mapped, or None."""
        try:
            return load_columns(Network, self._place(revision), {"revision": revision})
        except (OSError, EOFError, ValueError, KeyError):
            # Absent, or damaged by a full disk: it can always be built again.
            return None

    def save(self, network: Network) -> None:
        """Puts a network in place whole and removes those of other revisions."""
        place = self._place(network.revision)
        part = place.with_name(f"{place.name}.{os.getpid()}.part")
        try:
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
            save_columns(network, part)
            put_in_place(part, place)
        except OSError as error:
            shutil.rmtree(part, ignore_errors=True)
            raise StorageError(
                f"cannot write {place}: {error.strerror}; next step: free space, or set KG_HOME"
            ) from error
        for other in self._folder.glob("v*"):
            # What another process is writing is left to it.
            if other != place and other.suffix != ".part":
                shutil.rmtree(other, ignore_errors=True)

    def clear(self) -> None:
        """Removes all of them."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _place(self, revision: int) -> Path:
        return self._folder / f"v{FORMAT}-{revision}"
