"""Looks through JSON-LD before it is parsed: what a context would fetch, and how far it expands.

A context that stands elsewhere (JSON-LD 1.1, section 3.1: a string; section 4.1.9: @import) is
refused wherever it stands.
"""

import json
import mmap
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.ingest.rdf.contexts import Contexts
from kg.ingest.rdf.limits import (
    LARGEST_CONTEXT,
    LARGEST_EXPANSION,
    LONGEST_IRI,
    MOST_TERM_COPIES,
    MOST_TIMES_LONGER,
)
from kg.ingest.rdf.scan import check_depth, check_token, mapped, refuse

# As in Turtle, everything is taken up to the end of the file and nothing is tried twice.
TOKEN = re.compile(
    rb"""
      " (?P<text> (?: [^"\\]++ | \\. | \\\Z )*+ ) (?: " | \Z ) [ \t\r\n]*+ (?P<key> : )?+
    | (?P<open> [\[{] )
    | (?P<close> [\]}] )
    """,
    re.DOTALL | re.VERBOSE,
)
SPACE = re.compile(rb"[ \t\r\n]*+")
CONTEXT, IMPORT = b"@context", b"@import"


def check_json(path: Path) -> None:
    """Raises InputError for a context from elsewhere, brackets too deep, and terms too long."""
    with mapped(path) as content:
        scan = _Scan(path, content)
        for found in TOKEN.finditer(content):
            scan.take(found)
        scan.check_expansion()


@dataclass
class _Scan:
    path: Path
    content: bytes | mmap.mmap
    contexts: Contexts = field(default_factory=Contexts)
    _depth: int = 0
    _texts: int = 0
    # Where the context begins that is being passed over, and at which depth.
    _begin: int | None = None
    _outside: int = 0
    _is_awaited: bool = False

    def take(self, found: re.Match[bytes]) -> None:
        if found["open"]:
            self._open(found.start())
        elif found["close"]:
            self._depth -= 1
            if self._begin is not None and self._depth == self._outside:
                self._read_context(self._begin, found.end())
                self._begin = None
        else:
            self._text(found)

    def _open(self, start: int) -> None:
        if self._is_awaited and self._begin is None:
            self._begin, self._outside = start, self._depth
        self._is_awaited = False
        self._depth += 1
        check_depth(self.path, self._depth)

    def _text(self, found: re.Match[bytes]) -> None:
        self._texts += 1
        start, end = found.span("text")
        check_token(self.path, end - start)
        if self._is_awaited:
            raise _elsewhere(self.path, found["text"])
        if found["key"]:
            self._key(found["text"], found.end())

    def _key(self, raw: bytes, end: int) -> None:
        if b"\\" not in raw and not raw.startswith(b"@"):
            return
        name = _plain(raw)
        if name == IMPORT:
            raise _elsewhere(self.path, b"@import")
        if name == CONTEXT:
            # What follows is a bracket, a text, or null; only the first two are tokens.
            behind = SPACE.match(self.content, end)
            first = behind.end() if behind else end
            self._is_awaited = self.content[first : first + 1] in (b"[", b"{", b'"')

    def _read_context(self, start: int, end: int) -> None:
        if end - start > LARGEST_CONTEXT:
            what = f"has a context of more than {LARGEST_CONTEXT:,} bytes"
            raise refuse(self.path, what, "expand it, or write it as Turtle")
        try:
            context = json.loads(self.content[start:end], object_pairs_hook=_unique)
        except (ValueError, RecursionError) as error:
            what = f"has a context that is no JSON ({error})"
            raise refuse(self.path, what, "export it again") from error
        remote = self.contexts.add(context)
        if remote is not None:
            raise _elsewhere(self.path, remote.encode())

    def check_expansion(self) -> None:
        """Raises InputError for contexts that make more of a file than fits in memory."""
        longest, copies = self.contexts.longest(), self.contexts.copies(self._texts)
        most = max(LARGEST_EXPANSION, len(self.content) * MOST_TIMES_LONGER)
        if longest > LONGEST_IRI or longest * self._texts > most:
            what = f"has terms that expand to {longest:,} characters, {self._texts:,} times"
            raise refuse(self.path, what, "shorten the IRIs of its context")
        if copies > MOST_TERM_COPIES:
            what = "has more contexts within contexts than can be followed"
            raise refuse(self.path, what, "expand it, or write it as Turtle")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object as it is; parsers differ in which of two equal keys holds."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _plain(raw: bytes) -> bytes:
    try:
        return str(json.loads(b'"' + raw + b'"', strict=False)).encode("utf-8", "replace")
    except ValueError:
        return raw


def _elsewhere(path: Path, raw: bytes) -> InputError:
    shown = raw.decode("utf-8", "replace")[:80]
    return InputError(
        f"{path} takes a context from elsewhere ({shown}), and nothing is fetched; next step: "
        "put the context itself into the file, or expand it"
    )
