"""Vectors that are computed once: found again by model and text, not by who asked."""

from array import array
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from kg.embed.encoder import Encoder
from kg.embed.vector_file import KEY_BYTES, VectorFile

# What is encoded between two appends: a killed process loses at most this much work.
CHUNK = 4096

Progress = Callable[[int, int], None]


class VectorCache:
    """The vectors of one encoder, kept in a sub-folder of `folder` that bears its `model_id`.

    Another model has another sub-folder, so vectors never mix; any sub-folder may be deleted.
    Threads and processes may share a folder. Raises StorageError where it cannot be used.
    """

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._encoder = encoder
        # An id is a file name here, whatever characters it has.
        self._file = VectorFile(folder / quote(encoder.model_id, safe=" "), encoder.dimensions)
        self._one_at_a_time = Lock()

    def vectors(
        self, texts: Sequence[str], progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Vectors for texts, in their order: shape (n, d), rows of unit length.

        Texts without a vector are encoded, each once. `progress` hears how many of them are done
        and how many there are.
        """
        keys = [text_key(text) for text in texts]
        with self._one_at_a_time:
            self._file.refresh()
            missing = {
                key: text for key, text in zip(keys, texts, strict=True) if key not in self._file
            }
            self._encode(missing, progress)
            return self._file.read(keys)

    def fill(self, texts: Sequence[str], progress: Progress | None = None) -> None:
        """Encodes those that have no vector, of texts that are then asked for piece by piece.

        So progress can tell of all of them, however many, and none is held.
        """
        with self._one_at_a_time:
            self._file.refresh()
            rows = (row for row, text in enumerate(texts) if text_key(text) not in self._file)
            missing = array("q", rows)
            for start in range(0, len(missing), CHUNK):
                own = {text_key(texts[row]): texts[row] for row in missing[start : start + CHUNK]}
                # A text that stands twice is there by now.
                new = {key: text for key, text in own.items() if key not in self._file}
                self._encode(new, None)
                if progress is not None:
                    progress(min(start + CHUNK, len(missing)), len(missing))

    def _encode(self, missing: dict[bytes, str], progress: Progress | None) -> None:
        keys, texts = list(missing), list(missing.values())
        for start in range(0, len(keys), CHUNK):
            stop = min(start + CHUNK, len(keys))
            self._file.append(keys[start:stop], self._encoder.encode(texts[start:stop]))
            if progress is not None:
                progress(stop, len(keys))


def text_key(text: str) -> bytes:
    """Sixteen bytes that stand for a text; two texts out of 10^15 share them with odds of 10^-9."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest()
