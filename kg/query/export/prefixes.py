"""Writes the prefixes of a Turtle document in one order: the serializer has one for each run."""

from typing import BinaryIO

DECLARATION = b"@prefix "


class SortedPrefixes:
    """A stream that sorts the lines with which a document declares its prefixes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held: bytes | None = b""

    def write(self, data: bytes) -> int:
        """Writes bytes on, once it is known that no declaration follows."""
        if self._held is None:
            self._stream.write(data)
        else:
            self._held += data
            self._release(is_end=False)
        return len(data)

    def flush(self) -> None:
        """Writes what is held back."""
        self._release(is_end=True)
        self._stream.flush()

    def _release(self, *, is_end: bool) -> None:
        if self._held is None:
            return
        lines = self._held.splitlines(keepends=True)
        first = next((n for n, line in enumerate(lines) if not _may_declare(line)), len(lines))
        if first == len(lines) and not is_end:
            return
        self._stream.write(b"".join((*sorted(lines[:first]), *lines[first:])))
        self._held = None


def _may_declare(line: bytes) -> bool:
    # The last line that is there may still be cut off.
    return line.startswith(DECLARATION) or DECLARATION.startswith(line)
