"""The contexts of one JSON-LD file: what they fetch, and how far their terms expand."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.ingest.rdf.limits import DEEPEST, LONGEST_IRI

EXPANDING = ("@vocab", "@base")


@dataclass
class Contexts:
    """Contexts as they are met, with all terms that any of them defines."""

    _terms: dict[str, set[str]] = field(default_factory=dict)
    _around: Counter[str] = field(default_factory=Counter)
    _count: int = 0
    _names: set[str] = field(default_factory=set)
    _is_scoped: bool = False

    def add(self, context: Any) -> str | None:
        """Takes note of a context; returns the address of one that it would fetch."""
        for part in _parts(context):
            self._count += 1
            if isinstance(part, str):
                return part
            if isinstance(part, dict):
                if "@import" in part:
                    return str(part["@import"])
                remote = self._add_terms(part)
                if remote is not None:
                    return remote
        return None

    def longest(self) -> int:
        """No term or IRI that these contexts expand is longer than so many characters.

        A term may be defined by another (`name` by `schema:name`), and a vocabulary by the one
        around it; what is defined in several places counts with its longest.
        """
        lengths: dict[str, int] = {}
        longest = max((self._length(term, lengths, set()) for term in self._terms), default=0)
        return longest + sum(self._around.values())

    def copies(self, texts: int) -> int:
        """How many terms a parser copies: all of them for each context that begins to hold.

        A context that belongs to a term may begin to hold wherever that term stands.
        """
        applied = texts if self._is_scoped else self._count
        return applied * len(self._names)

    def _add_terms(self, context: dict[str, Any]) -> str | None:
        for term, definition in context.items():
            if term in EXPANDING and isinstance(definition, str):
                self._around[term] += len(definition)
            elif not term.startswith("@"):
                self._names.add(term)
                remote = self._add_term(term, definition)
                if remote is not None:
                    return remote
        return None

    def _add_term(self, term: str, definition: Any) -> str | None:
        if isinstance(definition, str):
            self._terms.setdefault(term, set()).add(definition)
        if not isinstance(definition, dict):
            return None
        for key in ("@id", "@reverse", "@type", "@index"):
            if isinstance(definition.get(key), str):
                self._terms.setdefault(term, set()).add(definition[key])
        if "@context" not in definition:
            return None
        self._is_scoped = True
        return self.add(definition["@context"])

    def _length(self, term: str, lengths: dict[str, int], above: set[str]) -> int:
        if term in lengths or term in above:
            return lengths.get(term, 0)
        if len(above) > DEEPEST:
            return LONGEST_IRI + 1
        above.add(term)
        longest = len(term)
        for definition in self._terms.get(term, ()):
            prefix, _, rest = definition.partition(":")
            longest = max(longest, len(definition))
            for name, behind in ((definition, ""), (prefix, rest)):
                if name in self._terms:
                    longest = max(longest, self._length(name, lengths, above) + len(behind))
        above.discard(term)
        lengths[term] = longest
        return longest


def _parts(context: Any) -> Iterator[Any]:
    if isinstance(context, list):
        for part in context:
            yield from _parts(part)
    else:
        yield context
