"""Gives derived capabilities the competencies that their texts are about.

A link is computed from the text and the vocabulary alone. It is marked as derived, has no record
behind it, and is computed again whenever one of the two has changed; where a source states the
competencies of a capability, nothing is derived.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TypeAlias

from kg.embed.cache import text_key
from kg.graph.competency_links import CompetencyLinks, Pair
from kg.ingest.found_file import FoundFile
from kg.projection.competency_search import METHOD, CompetencySearch, Found
from kg.projection.label_index import Embed, Labelled
from kg.projection.words import Words

Progress = Callable[[int, int], None]
FoundByText: TypeAlias = Mapping[str, tuple[Found, ...]]


@dataclass(frozen=True, slots=True)
class LinkReport:
    """How many different texts there are and have a competency, and the links that come of it.

    `added` counts new links and those with another confidence; `removed` those that are gone.
    """

    texts: int
    linked: int
    links: int
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class LinkChange:
    """What brings the links from how they stand to how they are to be."""

    put: tuple[tuple[Pair, float], ...] = ()
    removed: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class CompetencyLinker:
    """Keeps the derived links of one graph up to date.

    `embed` is to be that of the encoder `model_id`, for which the floor was found; `read` is the
    same without keeping the vectors, since what texts are found to be about is kept.
    """

    links: CompetencyLinks
    embed: Embed
    read: Embed
    model_id: str
    words: Words
    known: FoundFile
    progress: Progress = field(default=lambda _done, _total: None)

    @property
    def method(self) -> str:
        """What is noted in the graph; another one makes all links due."""
        return f"{METHOD} {self.model_id}"

    def is_due(self) -> bool:
        """Whether what the links rest on has changed since they were computed."""
        return self.links.state().linked_by != self.method

    def link(self, *, anew: bool = False) -> LinkReport:
        """Computes the links and writes what differs; `anew` forgets what texts are about."""
        state = self.links.state()
        standing = dict(self.links.standing())
        stated = {capability for (capability, _), value in standing.items() if value is None}
        texts = {id_: text for id_, text in self.links.texts() if id_ not in stated}
        found = self._find(sorted(set(texts.values())), anew=anew)
        derived = {pair: value for pair, value in standing.items() if value is not None}
        change = link_change(texts, found, derived)
        written = self.links.remove(change.removed) + self.links.put(change.put)
        if written or state.linked_by != self.method:
            self.links.settle(self.method, state.revision + written)
        return LinkReport(
            texts=len(found),
            linked=sum(bool(competencies) for competencies in found.values()),
            links=sum(len(found[text]) for text in texts.values()),
            added=len(change.put),
            removed=len(change.removed),
        )

    def _find(self, texts: Sequence[str], *, anew: bool) -> FoundByText:
        """What each text is about, found before or now."""
        vocabulary = self._vocabulary() if texts else []
        if not vocabulary:
            return dict.fromkeys(texts, ())
        name = self._digest(vocabulary)
        known = {} if anew else self.known.read(name)
        keys = {text: text_key(text).hex() for text in texts}
        new = [text for text in texts if keys[text] not in known]
        if new:
            search = CompetencySearch.build(vocabulary, self.embed, self.read, self.words)
            for done, (text, found) in enumerate(zip(new, search.find(new), strict=True), start=1):
                known[keys[text]] = found
                self.progress(done, len(new))
            self.known.keep(name, {key: known[key] for key in keys.values()})
        return {text: known[key] for text, key in keys.items()}

    def _vocabulary(self) -> list[Labelled]:
        """All competencies, by id, so that the same ones have the same digest."""
        labelled = (
            Labelled(row.id, tuple(dict.fromkeys((row.label, *row.alternatives))), row.definition)
            for row in self.links.vocabulary()
        )
        return sorted(labelled, key=lambda competency: competency.id)

    def _digest(self, vocabulary: Iterable[Labelled]) -> str:
        """Stands for all that the finds depend on besides the text."""
        digest = blake2b(self.method.encode(), digest_size=16)
        for competency in vocabulary:
            for part in (competency.id, *competency.labels, "", competency.definition):
                digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
        return digest.hexdigest()


def link_change(
    texts: Mapping[str, str], found: FoundByText, derived: Mapping[Pair, float]
) -> LinkChange:
    """The change from the derived links that stand to those that the texts of capabilities make."""
    wanted = {
        (capability, competency.id): competency.confidence
        for capability, text in texts.items()
        for competency in found[text]
    }
    return LinkChange(
        put=tuple(sorted(w for w in wanted.items() if derived.get(w[0]) != w[1])),
        removed=tuple(sorted(derived.keys() - wanted.keys())),
    )
