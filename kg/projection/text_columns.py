"""Builds the columns of what is compared with needs: statements, and labels of competencies.

What depends on the texts alone is taken over from an earlier read model where they are the same.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kg.graph.catalogue import CompetencyRow
from kg.projection.capability_columns import linked
from kg.projection.columns import Lists, Texts
from kg.projection.keys import KeyIndex
from kg.projection.lexicon_build import build_lexicon
from kg.projection.phrases import Hashes, Phrases, hash_labels
from kg.projection.projection import Capabilities, Competencies, Statements
from kg.projection.scratch import Scratch
from kg.projection.table import part_of
from kg.projection.tables import Pair, PairTable, tables
from kg.projection.vector_columns import TEXTS_AT_ONCE, Embed, embedded, taken
from kg.projection.vectors import Vectors
from kg.projection.words import Words


@dataclass(frozen=True, slots=True)
class TextColumns:
    """What a build makes of texts, and where it writes it down."""

    embed: Embed
    words: Words
    scratch: Scratch
    prepare: Callable[[Sequence[str]], None] | None = None

    def statements(
        self, texts: Texts, capabilities: Capabilities, earlier: Statements | None
    ) -> Statements:
        """The columns of the different texts of capabilities."""
        lists = Lists.placed(capabilities.text, len(texts))
        if earlier and earlier.texts.equals(texts):
            return replace(earlier, capabilities=lists)
        vectors = self._embedded(texts)
        lexicon = build_lexicon(map(self.words.all_stems, _pieces(texts)), self.scratch)
        return Statements(texts, vectors, lexicon, lists)

    def competencies(
        self,
        concepts: Sequence[CompetencyRow],
        own: KeyIndex,
        hierarchy: Iterable[Pair],
        stated: Lists,
        earlier: Competencies | None,
    ) -> Competencies:
        """The columns of competencies, given in the order of their ids, and who has stated them."""
        labelled = [tuple(dict.fromkeys((c.label, *c.alternatives))) for c in concepts]
        labels = Texts.of(label for names in labelled for label in names)
        vectors, phrases = self._labels(labels, earlier)
        broader = linked(tables(PairTable.of, hierarchy), own, own)
        rows = np.arange(len(concepts), dtype=np.int32)
        return Competencies(
            ids=Texts.of(c.id for c in concepts),
            names=Texts.of(c.label for c in concepts),
            labels=labels,
            label_competency=np.repeat(rows, [len(names) for names in labelled]),
            label_vectors=vectors,
            phrases=phrases,
            bearers=stated.turned(len(concepts)),
            broader=broader,
            narrower=broader.turned(len(concepts)),
        )

    def _labels(self, labels: Texts, before: Competencies | None) -> tuple[Vectors, Phrases]:
        """What is computed of the labels alone: by far the most, so what is known is taken over."""
        if before is None:
            vectors, hashes = self._computed(labels)
            return vectors, Phrases.of_hashes(hashes)
        if before.labels.equals(labels):
            return before.label_vectors, before.phrases
        places = {label: row for row, label in enumerate(before.labels)}
        new = [label for label in dict.fromkeys(labels) if label not in places]
        places.update({label: row for row, label in enumerate(new, start=len(before.labels))})
        vectors, hashes = self._computed(Texts.of(new))
        rows = np.fromiter((places[label] for label in labels), dtype=np.int64)
        known = before.phrases.by_label(len(before.labels))
        phrases = Phrases.of_hashes(np.concatenate((known, hashes))[rows])
        return taken(before.label_vectors, vectors, rows, self.scratch), phrases

    def _computed(self, labels: Texts) -> tuple[Vectors, Hashes]:
        hashes = hash_labels(self.words.words(label) for label in labels)
        return self._embedded(labels), hashes

    def _embedded(self, texts: Texts) -> Vectors:
        if self.prepare is not None:
            self.prepare(texts)
        return embedded(_pieces(texts), self.embed, self.scratch)


def _pieces(texts: Texts) -> Iterator[Sequence[str]]:
    rows = np.arange(len(texts))
    begins = range(0, len(texts), TEXTS_AT_ONCE)
    return (list(part_of(texts, rows[begin : begin + TEXTS_AT_ONCE])) for begin in begins)
