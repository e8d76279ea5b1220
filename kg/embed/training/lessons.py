"""Makes the lessons of a training out of ESCO, with the encoder as it is before."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.embed.encoder import Encoder
from kg.embed.training.esco import Esco
from kg.embed.training.pairs import (
    Graded,
    Triple,
    framed_triples,
    graded_pairs,
    name_triples,
    occupation_triples,
    sentence_triples,
    sentences,
)
from kg.embed.training.siblings import hard_negatives, siblings


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is learned: short texts and long ones apart, so that no batch pads one to the other."""

    names: tuple[Triple, ...]
    phrases: tuple[Triple, ...]
    sentences: tuple[Triple, ...]
    graded: tuple[Graded, ...]

    @property
    def size(self) -> int:
        """The number of pairs."""
        return len(self.names) + len(self.phrases) + len(self.sentences) + len(self.graded)


def make_lessons(esco: Esco, before: Encoder, seed: int) -> Lessons:
    """All pairs; embeds labels and sentences about occupations, about 30,000 texts."""
    concepts = esco.concepts
    labels = before.encode([concept.label for concept in concepts])
    beside = siblings(concepts)
    negatives = _labels_of(hard_negatives(labels, beside), [c.label for c in concepts])
    spoken = list(dict.fromkeys(_spoken(esco)))
    vectors = dict(zip(spoken, before.encode(spoken), strict=True))
    long = [
        *sentence_triples(concepts, negatives),
        *occupation_triples(concepts, negatives, esco.occupations, labels, vectors),
    ]
    return Lessons(
        tuple(name_triples(concepts, negatives, seed)),
        tuple(framed_triples(concepts, negatives, esco.occupations, seed)),
        tuple(long),
        tuple(graded_pairs(concepts, esco.groups, beside, seed)),
    )


def _spoken(esco: Esco) -> Iterator[str]:
    for occupation in esco.occupations:
        yield from sentences(occupation.description)


def _labels_of(rows: list[int | None], labels: list[str]) -> list[str]:
    """The labels of the negatives; a concept without one takes the next concept's."""
    following = [*labels[1:], labels[0]]
    return [following[row] if chosen is None else labels[chosen] for row, chosen in enumerate(rows)]
