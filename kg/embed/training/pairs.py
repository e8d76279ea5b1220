"""What the skill model learns: pairs of texts made of ESCO, by rules and a seed alone."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from random import Random

import numpy as np
from numpy.typing import NDArray

from kg.embed.training.esco import Concept, Occupation

# One concept in twenty is only measured: its alternatives and its description are never learned.
HELD_OUT_OF = 20
# What a pair of labels is to be like. Only their order is learned (CoSENT), so they say: the same,
# then one level apart, then side by side, then nothing.
SAME, ABOVE, GROUP, SIBLING, STRANGER = 1.0, 0.7, 0.5, 0.3, 0.0
# A sentence of an occupation is about the nearest of the skills that the occupation needs, if it is
# at least as near as this; else it may be about none of them.
ABOUT = 0.5
SHORTEST_SENTENCE = 25
# The order of labels is learned beside the rest, not instead of it.
GRADED_OF_EACH = 2
# Many alternatives differ by a word only, and the search compares texts with each of them anyway.
NAMES_OF_EACH = 3
# As job advertisements and needs speak, about one or two skills at once.
FRAMES = (
    "experience with {0} and {1}",
    "you will {0}, and you know about {1}",
    "responsibilities include: {0}; {1}",
    "we look for somebody who can {0}",
    "strong knowledge of {0}, {1} is a plus",
    "{0} and {1} are required",
    "our partner has to {0}",
    "proven skills in {0}",
)


@dataclass(frozen=True, slots=True)
class Triple:
    """A text, the label of the skill that it is about, and one that it is not about."""

    anchor: str
    positive: str
    negative: str


@dataclass(frozen=True, slots=True)
class Graded:
    """Two labels and how like they are to be, in 0..1."""

    one: str
    other: str
    likeness: float


def is_held_out(concept: Concept) -> bool:
    """Whether a concept is only measured; the same ones whatever the seed."""
    digest = blake2b(concept.uri.encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") % HELD_OUT_OF == 0


def name_triples(
    concepts: Sequence[Concept], negatives: Sequence[str], seed: int
) -> Iterator[Triple]:
    """Some alternative labels, each with the preferred one; negatives lie as the concepts do."""
    draw = Random(seed)  # noqa: S311 - a sample, no secret
    for concept, negative in zip(concepts, negatives, strict=True):
        if not is_held_out(concept):
            for other in draw.sample(concept.others, min(NAMES_OF_EACH, len(concept.others))):
                yield Triple(other, concept.label, negative)


def sentence_triples(concepts: Sequence[Concept], negatives: Sequence[str]) -> Iterator[Triple]:
    """Each description as a whole, and each of its sentences, with the preferred label."""
    for concept, negative in zip(concepts, negatives, strict=True):
        if not is_held_out(concept):
            for text in dict.fromkeys((concept.description, *sentences(concept.description))):
                if text:
                    yield Triple(text, concept.label, negative)


def sentences(text: str) -> list[str]:
    """The sentences of a text that are long enough to say something."""
    parts = re.split(r"(?<=[.!?;])\s+", text)
    return [part.strip() for part in parts if len(part.strip()) >= SHORTEST_SENTENCE]


def occupation_triples(
    concepts: Sequence[Concept],
    negatives: Sequence[str],
    occupations: Sequence[Occupation],
    labels: NDArray[np.float32],
    spoken: Mapping[str, NDArray[np.float32]],
) -> Iterator[Triple]:
    """Sentences about occupations with the needed skill that each is about, if it is about one.

    `labels` are vectors of the concepts' labels and `spoken` those of the sentences, by the model
    before training. Distant supervision (Mintz et al. 2009): the occupation says which skills may
    be meant, the vectors which of these is.
    """
    row_of = {concept.uri: row for row, concept in enumerate(concepts)}
    for occupation in occupations:
        rows = [row_of[uri] for uri in occupation.essential if uri in row_of]
        for sentence in sentences(occupation.description):
            likeness = labels[rows] @ spoken[sentence] if rows else np.zeros(0)
            if rows and likeness.max() >= ABOUT:
                row = rows[int(likeness.argmax())]
                if not is_held_out(concepts[row]):
                    yield Triple(sentence, concepts[row].label, negatives[row])


def framed_triples(
    concepts: Sequence[Concept],
    negatives: Sequence[str],
    occupations: Sequence[Occupation],
    seed: int,
) -> Iterator[Triple]:
    """Alternative labels of skills that one occupation needs, framed as a sentence about both."""
    draw = Random(seed)  # noqa: S311 - a sample, no secret
    row_of = {concept.uri: row for row, concept in enumerate(concepts)}
    for occupation in occupations:
        rows = [row_of[uri] for uri in occupation.essential if uri in row_of]
        rows = [row for row in rows if concepts[row].others and not is_held_out(concepts[row])]
        draw.shuffle(rows)
        for one, other in zip(rows[::2], rows[1::2], strict=False):
            names = [draw.choice(concepts[row].others) for row in (one, other)]
            text = draw.choice(FRAMES).format(*names)
            yield Triple(text, concepts[one].label, negatives[one])


def graded_pairs(
    concepts: Sequence[Concept],
    groups: Mapping[str, str],
    beside: Sequence[Sequence[int]],
    seed: int,
) -> Iterator[Graded]:
    """For each concept two of its pairs: the same, a level apart, side by side, or strangers."""
    draw = Random(seed)  # noqa: S311 - a sample, no secret
    label_of = {concept.uri: concept.label for concept in concepts}
    for row, concept in enumerate(concepts):
        others: list[tuple[str, float]] = []
        if concept.others and not is_held_out(concept):
            others.append((draw.choice(concept.others), SAME))
        others += [(label_of[uri], ABOVE) for uri in concept.broader if uri in label_of]
        others += [(groups[uri], GROUP) for uri in concept.broader if uri in groups]
        if beside[row]:
            others.append((concepts[draw.choice(beside[row])].label, SIBLING))
        stranger = draw.randrange(len(concepts))
        if stranger not in beside[row] and not _is_family(concept, concepts[stranger]):
            others.append((concepts[stranger].label, STRANGER))
        for other, likeness in draw.sample(others, min(GRADED_OF_EACH, len(others))):
            yield Graded(concept.label, other, likeness)


def _is_family(one: Concept, other: Concept) -> bool:
    return one.uri == other.uri or one.uri in other.broader or other.uri in one.broader
